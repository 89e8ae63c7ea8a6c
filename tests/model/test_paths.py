"""No two quantities share a path, and a path is read back as what it was made of, whatever keys and items are called."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import get_args

import pytest
from attrs import evolve

import blogroi
from blogroi import Case, Cost, Tool
from blogroi.language.languages import LANGUAGES, Language
from blogroi.language.spoken import spoken
from blogroi.model import Evidence, FrozenMap, paths
from blogroi.model.path_labels import label, label_within
from blogroi.model.path_words import the_field
from blogroi.model.paths import (
    CostPath,
    CostsPath,
    DriverPath,
    EffectPath,
    EvidencePath,
    GapPath,
    IndicatorPath,
    parse_path,
)
from blogroi.model.quantity_paths import CORRECTIONS, cost_paths, quantities
from blogroi.results.answer import DriverName, IndicatorName, Names

EXAMPLES = sorted(Path("examples").glob("*.toml"))

READ: list[tuple[str, paths.Path]] = [
    ("indicators.value.value", IndicatorPath("value", "value")),
    ("indicators.gaps", IndicatorPath("gaps")),
    ("indicators.a.total[12]", IndicatorPath("a", "total", 12)),
    ("tools.gaps.effects.costs.change[2]", EffectPath("gaps", "costs", "change", 2)),
    ("tools.effects.effects.effects", EffectPath("effects", "effects")),
    ("tools.tools.gaps.effects", GapPath("tools", "effects")),
    ("tools.b.gaps.c[3]", GapPath("b", "c", 3)),
    ("tools.costs.costs", CostsPath("costs")),
    ("tools.b.costs.Writing.units", CostPath("b", "Writing", field="units")),
    ("tools.b.costs.costs[2].units.amount[3]", CostPath("b", "costs[2].units", "amount", 3)),
    ("tools.b.costs.[2]. \n'.effects.calls\".amount", CostPath("b", "[2]. \n'.effects.calls\"", field="amount")),
]


@pytest.mark.parametrize(("text", "path"), READ)
def test_a_path_is_read_and_printed_again(text: str, path: paths.Path) -> None:
    assert parse_path(text) == path
    assert str(path) == text


@pytest.mark.parametrize("text", ["", "title", "tools.b", "tools.b.costs.Writing", "tools.b.effects", "a.b.c"])
def test_what_is_no_path_of_a_quantity_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not the path of a quantity"):
        parse_path(text)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_every_quantity_of_the_examples_is_found_again(example: Path) -> None:
    texts = list(quantities(blogroi.load(example)))
    assert [str(parse_path(text)) for text in texts] == texts


def test_a_subject_is_what_the_quantities_below_it_have_in_common() -> None:
    subjects = {
        "tools.b.effects.c.change[2]": "tools.b.effects.c",
        "tools.b.costs.a.b.units": "tools.b.costs",
        "tools.b.costs": "tools.b.costs",
        "tools.b.gaps.c[2]": "tools.b.gaps.c",
        "indicators.c.margin": "indicators.c",
        "indicators.c.change[2]": "indicators.c.change",
    }
    assert {text: str(parse_path(text).subject) for text in subjects} == subjects


@pytest.mark.parametrize(
    "path",
    [IndicatorPath("c", "value"), EffectPath("b", "c", "change"), GapPath("b", "c"), CostPath("b", "x", "units")],
)
def test_a_period_is_put_behind_a_path_and_taken_off_again(
    path: IndicatorPath | EffectPath | GapPath | CostPath,
) -> None:
    assert str(path.in_period(4)) == f"{path}[4]"
    assert path.in_period(4).in_period(None) == path


def test_a_field_takes_the_place_of_another() -> None:
    assert IndicatorPath("c", "total", 2).at("value") == IndicatorPath("c", "value")
    assert EffectPath("b", "c", "change", 2).at("credit") == EffectPath("b", "c", "credit")
    assert CostPath("b", "x", "units", 3).at("amount") == CostPath("b", "x", "amount")
    assert DriverPath("v", period=3).at("value") == DriverPath("v")


NAMES = Names(
    tools=FrozenMap({"b": "The blog"}),
    indicators=FrozenMap({"c": IndicatorName(statement="Calls avoided", unit="call")}),
    levers=FrozenMap(),
    objectives=FrozenMap(),
    drivers=FrozenMap({"v": DriverName(statement="Visits in a month", unit="visit")}),
    scenarios=FrozenMap(),
)


FIELDS = (
    *(f"indicators.c.{field}" for field in ("value", "margin", "realised", "total", "prior")),
    *(f"tools.b.effects.c.{field}" for field in ("change", "deadweight", "credit", "displacement", "drop_off")),
    *(f"tools.b.effects.c.{field}" for field in ("confidence", "multiplier")),
    *(f"tools.b.costs.Writing.{field}" for field in ("units", "unit_cost", "contingency", "residual", "realised")),
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", FIELDS)
def test_a_field_is_called_the_same_in_a_list_and_in_a_sentence(text: str, language: Language) -> None:
    path = parse_path(text)
    said, called = spoken(the_field(path.field), language), spoken(label_within(path, NAMES), language)
    assert called.startswith(re.sub(r"^(the |la |le |l\u2019)", "", said))


@pytest.mark.parametrize(
    ("text", "said", "called"),
    [
        ("indicators.c.value", 'the unit value of "Calls avoided"', "unit value of 'Calls avoided'"),
        ("indicators.c", 'the unit value of "Calls avoided"', "unit value of 'Calls avoided'"),
        (
            "indicators.c.total[2]",
            'the total change of "Calls avoided" in period 2',
            "total change in 'Calls avoided', period 2",
        ),
        (
            "indicators.c.change",
            'the change in "Calls avoided" that tools share',
            "change shared by tools in 'Calls avoided'",
        ),
        ("tools.b.effects.c", 'the effect of The blog on "Calls avoided"', "The blog, effect on 'Calls avoided'"),
        (
            "tools.b.effects.c.drop_off",
            'the share that fades each period of the effect of The blog on "Calls avoided"',
            "The blog, share that fades each period in 'Calls avoided'",
        ),
        (
            "tools.b.gaps.c",
            'whether The blog has an effect on "Calls avoided"',
            "The blog, missing effect on 'Calls avoided'",
        ),
        ("tools.b.costs", "the costs of The blog", "The blog, costs"),
        ("drivers.v.value", '"Visits in a month"', "'Visits in a month'"),
        ("drivers.v.value[3]", '"Visits in a month" in period 3', "'Visits in a month', period 3"),
        (
            "tools.b.costs.Mr. X.unit_cost[3]",
            "the price of one of Mr. X, a cost of The blog in period 3",
            "The blog, price of one of 'Mr. X', period 3",
        ),
    ],
)
def test_a_path_is_said_in_words(text: str, said: str, called: str) -> None:
    path = parse_path(text)
    assert path.describe(NAMES) == said
    assert label(path, NAMES) == called
    assert label_within(path, NAMES) == called.removeprefix("The blog, ")


@pytest.mark.parametrize(
    "path",
    [
        *(
            IndicatorPath("c", field)
            for field in ("value", "margin", "realised", "total", "change", "prior", "baseline")
        ),
        *(EffectPath("b", "c", field) for field in ("", "change", *CORRECTIONS, "starts", "lasts", "observed")),
        *(
            CostPath("b", "x", field)
            for field in ("amount", "units", "unit_cost", "contingency", "realised", "residual")
        ),
        *(EvidencePath(evidence) for evidence in get_args(Evidence)),
    ],
    ids=str,
)
def test_what_a_quantity_is_called_is_its_own(path: paths.Path) -> None:
    called = label(path, NAMES)
    assert spoken(called, "fr") != called
    assert "_" not in called


def test_costs_are_called_by_their_key_or_their_item_in_an_order_of_these() -> None:
    costs = [Cost(item="Writing", amount=1, when=1), Cost(item="Writing", key="Again", amount=2, when=1)]
    found = [str(path) for path, _ in cost_paths("blog", costs)]
    assert found == ["tools.blog.costs.Again", "tools.blog.costs.Writing"]
    assert found == [str(path) for path, _ in cost_paths("blog", costs[::-1])]


def test_no_two_quantities_of_a_case_of_traps_share_a_path() -> None:
    case: Case = blogroi.loads(blogroi.template())
    items = ["costs", "costs[2]", "A", "A.amount", "A.amount[1]", "[2].A", ".", " ", "effects.calls.change"]
    costs = [Cost(item=item, amount=place, when="each") for place, item in enumerate(items, start=1) if item.strip()]
    tools = {"effects": evolve(case.tools["blog"], costs=costs), "gaps": Tool()}
    case = evolve(case, tools=tools, demands={})
    stated = sum(1 for _ in quantities(case))
    amounts = [path for path in quantities(case) if parse_path(path).field == "amount"]
    assert len(set(amounts)) == len(costs)
    assert {path.name for path in map(parse_path, amounts) if isinstance(path, CostPath)} == {
        cost.name for cost in costs
    }
    assert len({parse_path(path) for path in quantities(case)}) == stated


STARTS = re.compile(r"(tools|indicators|objectives|levers|demands)\\.")
ELSEWHERE = {
    "model/paths.py",
    "model/locations.py",
    "model/integrity.py",  # keys of a text that cannot be read, as its faults name them: with quotes where they need them
    "testing/figures/paths.py",  # paths in an answer, not in a case
}


@pytest.mark.parametrize("module", sorted(Path("src/blogroi").rglob("*.py")), ids=lambda path: f"{path.name}")
def test_no_other_module_puts_a_path_together(module: Path) -> None:
    if str(module.relative_to("src/blogroi")) in ELSEWHERE:
        return
    texts = (
        node for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))) if isinstance(node, ast.JoinedStr)
    )
    for text in texts:
        first = text.values[0]
        assert not (isinstance(first, ast.Constant) and STARTS.match(str(first.value))), f"{module}:{text.lineno}"
