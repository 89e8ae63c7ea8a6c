"""The chain of a case: what leads where, what leads nowhere, and each tool in the colour that it has everywhere."""

from pathlib import Path

import attrs

import blogroi
from blogroi.report.figures.canvas import NARROWEST
from tests.report.figures.drawings import boxes
from tests.report.figures.test_figures_properties import holds

ROOT = Path(__file__).parents[3]
CHAMBER = blogroi.load(ROOT / "examples" / "chamber.toml")


def test_it_holds_for_every_case() -> None:
    for path in sorted((ROOT / "examples").glob("*.toml")):
        holds(blogroi.chain(blogroi.load(path)))


def test_what_leads_to_nothing_is_said() -> None:
    case = attrs.evolve(
        CHAMBER, tools={"blog": attrs.evolve(CHAMBER.tools["blog"], effects={})}, correlations=(), demands={}
    )
    assert "no tool is said to move it" in blogroi.chain(case).inline
    bare = attrs.evolve(case, indicators={}, tools={"blog": attrs.evolve(case.tools["blog"], not_applicable={})})
    assert "no indicator shows it" in blogroi.chain(bare).inline
    assert "no lever acts on it" in blogroi.chain(attrs.evolve(bare, levers={})).inline
    first, *_ = CHAMBER.indicators
    alone = attrs.evolve(CHAMBER.indicators[first], lever=None)
    found = blogroi.chain(attrs.evolve(CHAMBER, indicators={**CHAMBER.indicators, first: alone}))
    assert "Leads to no objective" in found.inline


def test_each_step_stands_further_in() -> None:
    drawn = blogroi.chain(CHAMBER).inline
    objective = next(box for box in boxes(drawn, ("text",), "m"))
    tool = next(box for box in boxes(drawn, ("text",), "s"))
    assert objective.left == 0.0 < tool.left < NARROWEST / 2.0


def test_a_tool_without_effects_leaves_the_colours_of_the_others_as_they_are() -> None:
    idle = attrs.evolve(CHAMBER.tools["blog"], name="An idle one", effects={})
    more = attrs.evolve(CHAMBER, tools={**CHAMBER.tools, "aaa": idle})
    assert 'class="b t0"' in blogroi.chain(CHAMBER).inline
    assert 'class="b t0"' not in blogroi.chain(more).inline
