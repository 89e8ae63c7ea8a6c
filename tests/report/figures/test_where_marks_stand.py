"""Marks stand where their values lie: of small tables, checked by hand on a width of 320 pixels."""

import re
from collections.abc import Mapping

import pytest

from blogroi.decisions.priorities import priorities_table
from blogroi.report.figures.canvas import NARROWEST
from blogroi.report.figures.cash import cash
from blogroi.report.figures.chance import chance
from blogroi.report.figures.choice import choice
from blogroi.report.figures.figure import Figure
from blogroi.report.figures.npv import npv
from blogroi.report.figures.places import places
from blogroi.report.figures.priorities import drawn
from blogroi.report.figures.scenarios import scenarios
from blogroi.report.figures.style import classes_of_keys
from blogroi.report.figures.worth import worth
from blogroi.results.table import Value
from tests.report.figures.drawings import Box, answers, boxes, parsed, tag
from tests.report.figures.tables import table

Rows = list[Mapping[str, Value]]
ONE: dict[str, Value] = {
    "tool": "blog",
    "name": "The blog",
    "npv_p05": 20.0,
    "npv_mean": 40.0,
    "npv_p95": 90.0,
    "gaps": 1,
    "npv_lowest": 30.0,
    "npv_highest": 100.0,
    "probability_positive": 0.8,
}


def along(value: float) -> float:
    """Where a value lies on a scale from 0 to 100: with a little room at both ends."""
    return NARROWEST * (0.0125 + 0.975 * value / 100.0)


def middles(marks: list[Box]) -> list[float]:
    return [(mark.left + mark.right) / 2.0 for mark in marks]


def names(figure: Figure, kind: str = "m") -> list[str]:
    return [text.what for text in sorted(boxes(figure.inline, ("text",), kind), key=lambda text: text.top)]


def test_a_net_gain_its_range_and_the_reach_of_its_gaps() -> None:
    figure = npv(table("tools", [ONE], {"npv_mean": "EUR"})).inline
    bar, mean = boxes(figure, ("rect",), "b")[0], boxes(figure, ("circle",), "d")[0]
    reach = boxes(figure, ("line",), "r")[0]
    assert [bar.left, bar.right, *middles([mean])] == pytest.approx([along(20.0), along(90.0), along(40.0)], abs=0.05)
    assert [reach.left, reach.right] == pytest.approx([along(30.0), along(100.0)], abs=0.05)
    zero = boxes(figure, ("line",), "z")[0]
    assert zero.left == zero.right == pytest.approx(along(0.0), abs=0.05)


def test_chances_the_greatest_first_and_what_is_not_known_last() -> None:
    rows: Rows = [
        {**ONE, "tool": tool, "name": tool, "probability_positive": chance_of}
        for tool, chance_of in (("unknown", None), ("low", 0.1), ("high", 0.9), ("never", 0.0))
    ]
    figure = chance(table("tools", rows, {}))
    assert names(figure) == ["high", "low", "never", "unknown"]
    assert [box.right - box.left for box in boxes(figure.inline, ("rect",), "b")] == pytest.approx([288.0, 32.0, 0.0])


def test_places_one_after_the_other() -> None:
    shares = {"one": (0.5, 0.25, 0.125, 0.125), "two": (0.25, 0.5, 0.25, 0.0)}
    rows: Rows = [
        {"by": "npv", "tool": tool, "name": tool, "rank": rank, "share": share}
        for tool, of in shares.items()
        for rank, share in enumerate(of, start=1)
    ]
    drawing = places(table("ranks", rows, {})).inline
    ends = [[(box.left, box.right) for box in boxes(drawing, ("rect",), kind)[:2]] for kind in ("b", "q", "p")]
    assert ends == [[(0.0, 160.0), (0.0, 80.0)], [(160.0, 240.0), (80.0, 240.0)], [(240.0, 280.0), (240.0, 320.0)]]


def test_a_fan_holds_the_wide_range_around_the_narrow_one_around_the_middle() -> None:
    rows: Rows = [
        {"tool": "blog", "name": "The blog", "period": period, "ends": None}
        | {f"running_cash_{part}": period * value for part, value in quantiles.items()}
        for quantiles in [{"mean": 5.0, "p05": 0.0, "p25": 3.0, "p50": 5.0, "p75": 8.0, "p95": 10.0}]
        for period in (0, 1)
    ]
    paths = {
        node.get("class"): [float(y) for y in re.findall(r"[ML]\S+ ([\d.-]+)", node.get("d", ""))]
        for node in parsed(cash(table("flows", rows, {"running_cash_mean": "EUR"})).inline).iter()
        if tag(node) == "path"
    }
    base, top = max(paths["p t0"]), min(paths["p t0"])
    reached = {kind: [(base - y) / (base - top) for y in heights] for kind, heights in paths.items() if kind}
    assert reached["p t0"] == pytest.approx([0.0, 0.0, 1.0, 0.0], abs=0.01)
    assert reached["q t0"] == pytest.approx([0.0, 0.3, 0.8, 0.0], abs=0.01)
    assert reached["l t0"] == pytest.approx([0.0, 0.5], abs=0.01)


def test_sets_stand_by_what_they_cost_and_are_numbered_in_that_order() -> None:
    rows: Rows = [
        {"set": 1, "kind": "chosen", "by": "npv", "cost": 50.0, "value": 100.0, "tools": "blog"},
        {"set": 2, "kind": "efficient", "by": "npv", "cost": 0.0, "value": 0.0, "tools": None},
        {"set": 3, "kind": "efficient", "by": "npv", "cost": 50.0, "value": 100.0, "tools": "blog"},
        {"set": 4, "kind": "efficient", "by": "npv", "cost": 100.0, "value": 20.0, "tools": "blog, fair"},
    ]
    figure = choice(table("sets", rows, {"cost": "EUR"}), tools={"blog": "The blog", "fair": "The fair"})
    others, chosen = boxes(figure.inline, ("circle",), "d")[:-1], boxes(figure.inline, ("circle",), "N")[0]
    assert middles([*others, chosen]) == pytest.approx([along(0.0), along(100.0), along(50.0)], abs=0.05)
    assert chosen.top < others[1].top < others[0].top
    assert figure.facts == ("1: none of the tools.", "2: The blog.", "3: The blog and The fair.")


def test_what_is_worth_finding_out_is_as_long_as_it_is_worth() -> None:
    rows: Rows = [
        {"statement": name, "tools": None, "evppi": value, "is_worth_measuring": value > 30.0}
        for name, value in (("most", 100.0), ("half", 50.0), ("little", 25.0))
    ]
    drawing = worth(table("worth_measuring", rows, {"evppi": "EUR"})).inline
    bars = [*boxes(drawing, ("rect",), "b")[:2], boxes(drawing, ("rect",), "p")[0]]
    assert [bar.right for bar in bars] == pytest.approx([along(value) for value in (100.0, 50.0, 25.0)], abs=0.05)
    assert {bar.left for bar in bars} == {along(0.0)}


def test_the_tool_with_the_greatest_net_gain_as_the_case_stands_is_on_top() -> None:
    rows: Rows = [
        {
            "scenario": key,
            "statement": "Other",
            "tool": tool,
            "name": tool,
            "npv_p05": 0.0,
            "npv_p95": 9.0,
            "npv_mean": mean,
        }
        for key, means in ((None, {"a": 1.0, "b": 2.0, "c": None}), ("other", {"a": 8.0, "b": 3.0, "c": None}))
        for tool, mean in means.items()
    ]
    assert names(scenarios(table("scenarios", rows, {"npv_mean": "EUR"}))) == ["b", "a", "c"]


def test_two_orders_stand_each_on_its_own_scale() -> None:
    rows: Rows = [
        {"statement": "one", "share": 0.5, "moves_place": 1, "evppi": 0.0, "worth_place": 2},
        {"statement": "two", "share": 0.25, "moves_place": 2, "evppi": 80.0, "worth_place": 1},
    ]
    drawing = drawn(table("priorities", rows, {"evppi": "EUR"})).inline
    left, right = boxes(drawing, ("rect",), "b u"), boxes(drawing, ("rect",), "b i")
    half = 0.48 * NARROWEST
    assert [box.right - box.left for box in left] == pytest.approx([half, half / 2.0], abs=0.05)
    assert [box.right - box.left for box in right] == pytest.approx([0.0, half], abs=0.05)
    assert {box.left for box in right} == {0.52 * NARROWEST}


def test_colours_go_by_the_order_of_keys_whatever_the_order_in_which_they_come() -> None:
    assert classes_of_keys(["c", "a", "b"]) == classes_of_keys(["b", "c", "a"]) == {"a": "t0", "b": "t1", "c": "t2"}


def test_priorities_of_one_case_have_both_orders() -> None:
    found = priorities_table(answers()["sensitivity of chamber"], answers()["worth measuring of chamber"])  # type: ignore[arg-type]
    rows = [*found]
    known = [row for row in rows if row["worth_place"] is not None]
    assert [row["worth_place"] for row in known] == [*range(1, len(known) + 1)]
    moving = sorted(
        (row for row in rows if row["moves_place"] is not None), key=lambda row: int(str(row["moves_place"]))
    )
    shares = [float(str(row["share"])) for row in moving]
    assert shares == sorted(shares, reverse=True)
    assert [row["moves_place"] for row in moving] == [*range(1, len(moving) + 1)]


def test_priorities_of_two_cases_are_refused() -> None:
    with pytest.raises(ValueError, match="advice: is about another case than `sensitivity`"):
        priorities_table(answers()["sensitivity of chamber"], answers()["worth measuring of house"])  # type: ignore[arg-type]


def test_priorities_of_one_tool_alone_are_what_moves_it() -> None:
    import attrs

    import blogroi
    from tests.report.figures.drawings import ROOT

    case = blogroi.load(ROOT / "examples" / "chamber.toml")
    alone = attrs.evolve(case, tools={"blog": case.tools["blog"]}, demands={}, correlations=())
    found, advice = blogroi.sensitivity(alone, draws=300), blogroi.worth_measuring(alone, draws=300)
    assert found.order is None
    places_of = {one.path: place for place, one in enumerate(found.tools["blog"].inputs, start=1)}
    rows = {row["path"]: row["moves_place"] for row in priorities_table(found, advice)}
    assert {path: rows[path] for path in places_of} == places_of
    figure = blogroi.priorities(found, advice)
    assert figure.facts
