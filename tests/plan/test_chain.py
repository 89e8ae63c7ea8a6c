"""The chain of a case as a table: each way from an objective to a tool, as far as it leads."""

from pathlib import Path

import attrs

import blogroi
from blogroi.plan.chain import chain_table

ROOT = Path(__file__).parents[2]
CHAMBER = blogroi.load(ROOT / "examples" / "chamber.toml")


def test_each_effect_is_reached_from_every_objective_that_its_lever_acts_on() -> None:
    rows = [dict(row) for row in chain_table(CHAMBER)]
    for key, tool in CHAMBER.tools.items():
        for indicator, effect in tool.effects.items():
            lever = CHAMBER.indicators[indicator].lever
            assert lever is not None
            found = [row for row in rows if (row["tool"], row["indicator"]) == (key, indicator)]
            assert {row["objective"]: row["share"] for row in found} == dict(CHAMBER.levers[lever].shares)
            assert {(row["lever"], row["name"], row["evidence"]) for row in found} == {
                (lever, tool.name, effect.evidence)
            }


def test_what_nothing_leads_to_has_a_row_of_its_own() -> None:
    case = attrs.evolve(
        CHAMBER, tools={"blog": attrs.evolve(CHAMBER.tools["blog"], effects={})}, correlations=(), demands={}
    )
    table = chain_table(case)
    assert {*table.columns["tool"].values} == {None}
    assert {*table.columns["indicator"].values} == {*CHAMBER.indicators}
    bare = attrs.evolve(
        case, indicators={}, levers={}, tools={"blog": attrs.evolve(case.tools["blog"], not_applicable={})}
    )
    rows = [dict(row) for row in chain_table(bare)]
    assert [row["objective"] for row in rows] == [*CHAMBER.objectives]
    assert {row["lever"] for row in rows} == {None}


def test_an_indicator_that_leads_to_no_objective_stands_last() -> None:
    first, *_ = CHAMBER.indicators
    alone = attrs.evolve(CHAMBER.indicators[first], lever=None)
    rows = [dict(row) for row in chain_table(attrs.evolve(CHAMBER, indicators={**CHAMBER.indicators, first: alone}))]
    assert {row["indicator"] for row in rows if row["objective"] is None} == {first}
    assert rows[-1]["indicator"] == first
    assert chain_table(CHAMBER).columns["objective"].values.count(None) == 0
