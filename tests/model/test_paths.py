"""No two quantities share a path, and a path is read back as what it was made of, whatever keys and items are called."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

import blogroi
from blogroi import Case, Cost, Tool
from blogroi.model import ThreePoint
from blogroi.model.paths import Place, cost_paths, costs_path, effect_path, gap_path, place_of, quantities

EXAMPLES = sorted(Path("examples").glob("*.toml"))

READ: list[tuple[str, dict[str, Any]]] = [
    ("indicators.value.value", {"kind": "indicators", "indicator": "value", "field": "value"}),
    ("indicators.gaps", {"kind": "indicators", "indicator": "gaps"}),
    ("indicators.a.total[12]", {"kind": "indicators", "indicator": "a", "field": "total", "period": 12}),
    (
        "tools.gaps.effects.costs.change[2]",
        {"kind": "effects", "tool": "gaps", "indicator": "costs", "field": "change", "period": 2},
    ),
    ("tools.effects.effects.effects", {"kind": "effects", "tool": "effects", "indicator": "effects"}),
    ("tools.tools.gaps.effects", {"kind": "gaps", "tool": "tools", "indicator": "effects"}),
    ("tools.b.gaps.c[3]", {"kind": "gaps", "tool": "b", "indicator": "c", "period": 3}),
    ("tools.costs.costs", {"kind": "costs", "tool": "costs"}),
    ("tools.b.costs.Writing.units", {"kind": "costs", "tool": "b", "item": "Writing", "field": "units"}),
    (
        "tools.b.costs[2].costs[2].units.amount[3]",
        {"kind": "costs", "tool": "b", "number": 2, "item": "costs[2].units", "field": "amount", "period": 3},
    ),
    (
        "tools.b.costs.[2]. \n'.effects.calls\".amount",
        {"kind": "costs", "tool": "b", "item": "[2]. \n'.effects.calls\"", "field": "amount"},
    ),
]


@pytest.mark.parametrize(("path", "parts"), READ)
def test_a_path_is_taken_apart_and_put_together_again(path: str, parts: dict[str, Any]) -> None:
    assert place_of(path) == Place(**parts)
    assert place_of(path).path == path


@pytest.mark.parametrize("path", ["", "title", "tools.b", "tools.b.costs.Writing", "tools.b.effects", "a.b.c"])
def test_what_is_no_path_of_a_quantity_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match="is not the path of a quantity"):
        place_of(path)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_every_quantity_of_the_examples_is_found_again(example: Path) -> None:
    paths = list(quantities(blogroi.load(example)))
    assert [place_of(path).path for path in paths] == paths


def test_a_subject_is_what_the_quantities_below_it_have_in_common() -> None:
    assert place_of("tools.b.effects.c.change[2]").subject == effect_path("b", "c") == "tools.b.effects.c"
    assert place_of("tools.b.costs[3].a.b.units").subject == costs_path("b") == "tools.b.costs"
    assert place_of("tools.b.gaps.c").subject == gap_path("b", "c")
    assert place_of("indicators.c.margin").subject == "indicators.c"


class TestCosts:
    def test_of_one_item_are_told_apart_by_what_they_state(self) -> None:
        stated: list[dict[str, Any]] = [
            {"amount": 5, "when": 1},
            {"amount": 4, "when": 1},
            {"units": 4, "unit_cost": 5, "when": 1},
            {"amount": ThreePoint(1, 2, 3), "when": "each"},
            {"amount": [1, 2]},
        ]
        costs = [Cost(item="Writing", **one) for one in stated]
        paths = dict(cost_paths("blog", costs))
        assert len(paths) == len(costs)
        assert paths == dict(cost_paths("blog", costs[::-1]))

    def test_an_amount_is_not_held_against_units(self) -> None:
        """Another currency moves amounts and no units: the order of the two must not follow from their sizes."""

        def order(money: float) -> list[str]:
            costs = [
                Cost(item="Writing", amount=300 * money, when=1),
                Cost(item="Writing", units=100, unit_cost=money, when=1),
            ]
            paths = dict(cost_paths("blog", costs))
            return [path for path, cost in paths.items() if cost.units is not None]

        assert order(1) == order(0.01)


def test_no_two_quantities_of_a_case_of_traps_share_a_path() -> None:
    case: Case = blogroi.loads(blogroi.template())
    items = ["costs", "costs[2]", "A", "A.amount", "A.amount[1]", "A", "[2].A", ".", " ", "effects.calls.change"]
    costs = [Cost(item=item, amount=place, when="each") for place, item in enumerate(items, start=1) if item.strip()]
    tools = {"effects": evolve(case.tools["blog"], costs=costs), "gaps": Tool()}
    case = evolve(case, tools=tools, demands={})
    stated = sum(1 for _ in quantities(case))
    amounts = [path for path in quantities(case) if place_of(path).field == "amount"]
    assert len(set(amounts)) == len(costs)
    assert {place_of(path).item for path in amounts} == {cost.item for cost in costs}
    assert len({place_of(path) for path in quantities(case)}) == stated
