"""Pieces that are kept from one case to the next: made again where anything they are made of is another, and nowhere else."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

from blogroi import Case, Correlation, Discounting, Driver, Lever, Objective, Range, Scenario, loads, template
from blogroi.engine.compile.basis import Basis
from blogroi.engine.compile.build import build_frame, build_tools
from blogroi.engine.compile.pieces import Pieces
from blogroi.engine.frame import ToolFrame
from blogroi.model.conventions import Conventions
from blogroi.model.values import changed
from tests.builders import a_case, a_cost, a_tool, an_effect, an_indicator


def two_tools() -> Case:
    drivers = {
        "visits": Driver("Visits", Range(100, 200)),
        "rate": Driver("Rate", Range(0.1, 0.2)),
        "leads": Driver("Leads", "visits * rate"),
    }
    indicators = {
        "deals": an_indicator(Range(5, 9), cash="cash"),
        "calls": an_indicator(3.0, cash="capacity", realised=Range(0.2, 0.4)),
    }
    tools = {
        "blog": a_tool(
            {"deals": an_effect("leads * 2"), "calls": an_effect(Range(10, 20))},
            [a_cost(Range(50, 90)), a_cost(400, "Site", service_life=9)],
        ),
        "fair": a_tool({"deals": an_effect(Range(10, 20))}, [a_cost("visits * 0.1", "Stand", when="each")]),
    }
    return a_case(tools, periods=3, drivers=drivers, indicators=indicators, rate=0.03)


def compiled(case: Case, pieces: Pieces, **asked: Any) -> dict[str, ToolFrame]:
    return build_tools(case.blinded(), Conventions.of(case, **asked), pieces)


def alone(case: Case, **asked: Any) -> dict[str, ToolFrame]:
    frame, labels = build_frame(case.blinded(), Conventions.of(case, **asked))
    return dict(zip(labels.tools, frame.tools, strict=True))


MOVED = {
    "tools.fair.effects.deals.change": {"fair"},
    "tools.blog.costs.Writing.amount": {"blog"},
    "drivers.visits.value": {"blog", "fair"},
    "drivers.rate.value": {"blog"},
    "indicators.deals.value": {"blog", "fair"},
    "indicators.calls.realised": {"blog"},
}


@pytest.mark.parametrize("path", MOVED)
def test_a_tool_is_another_where_what_moves_stands_in_it(path: str) -> None:
    case, pieces = two_tools(), Pieces()
    before = compiled(case, pieces)
    case = changed(case, {path: Range(0.31, 0.37)})
    after = compiled(case, pieces)
    assert after == alone(case)
    assert {key for key in after if after[key] != before[key]} == MOVED[path]


def test_the_flows_of_others_are_kept_and_not_made_again() -> None:
    case, pieces = two_tools(), Pieces()
    before = compiled(case, pieces)
    after = compiled(changed(case, {"drivers.rate.value": Range(0.3, 0.4)}), pieces)
    assert after["fair"] is not before["fair"]  # looked at again
    assert after["fair"].benefits[0] is before["fair"].benefits[0]  # and put together of the same
    assert after["fair"].costs[0] is before["fair"].costs[0]
    assert after["blog"].benefits[0] is before["blog"].benefits[0]
    assert after["blog"].benefits[1] is not before["blog"].benefits[1]
    moved = compiled(changed(case, {"tools.blog.effects.calls.change": Range(1, 2)}), pieces)
    assert compiled(changed(case, {"tools.blog.effects.calls.change": Range(1, 3)}), pieces)["fair"] is moved["fair"]


def test_what_is_kept_of_one_case_is_there_again_when_it_comes_back() -> None:
    case, pieces = two_tools(), Pieces()
    first = compiled(case, pieces)
    compiled(changed(case, {"indicators.deals.value": 7.0}), pieces)
    assert compiled(case, pieces) == first == alone(case)


CONVENTIONS: list[dict[str, Any]] = [
    {"seed": 2},
    {"view": "whole-life"},
    {"viewpoint": "organisation"},
    {"claims": "scaled"},
    {"evidence": "corrected"},
    {"exclude": ["capacity"]},
]


@pytest.mark.parametrize("asked", CONVENTIONS, ids=lambda asked: next(iter(asked)))
def test_nothing_is_kept_from_other_conventions(asked: dict[str, Any]) -> None:
    case, pieces = two_tools(), Pieces()
    compiled(case, pieces)
    assert compiled(case, pieces, **asked) == alone(case, **asked)
    assert compiled(case, pieces) == alone(case)


def test_nothing_is_kept_from_another_window() -> None:
    case, pieces = two_tools(), Pieces()
    for other in (case, evolve(case, horizon=evolve(case.horizon, periods=2)), case):
        fading = changed(other, {"tools.fair.effects.deals.drop_off": 0.3})
        assert compiled(fading, pieces) == alone(fading)


def test_what_is_spread_over_a_service_life_goes_by_the_rate() -> None:
    case, pieces = two_tools(), Pieces()
    compiled(case, pieces, view="whole-life")
    dearer = evolve(case, discounting=Discounting(rate=0.2, timing="end"))
    found = compiled(dearer, pieces, view="whole-life")
    assert found == alone(dearer, view="whole-life") != alone(case, view="whole-life")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("tools.fair.effects.deals.credit", Range(0.1, 0.2)),
        ("tools.news.effects.deals.credit", Range(0.1, 0.2)),
        ("drivers.part.value", Range(0.1, 0.2)),
        ("indicators.deals.change", Range(10, 20)),
    ],
)
def test_credits_that_are_scaled_go_by_the_effects_of_all_tools_and_the_drivers_behind_them(
    path: str, value: Range
) -> None:
    shared = an_indicator(2.0, shared=True, change=Range(50, 80))
    drivers = {"part": Driver("Part", Range(0.6, 0.8), unit="share")}
    tools = {
        "blog": a_tool({"deals": an_effect(None, credit=Range(0.5, 0.9))}, [a_cost()]),
        "fair": a_tool({"deals": an_effect(None, credit="part")}, [a_cost()]),
        "news": a_tool({"deals": an_effect(None, credit=Range(0.3, 0.4))}, [a_cost()]),
    }
    case, pieces = a_case(tools, indicators={"deals": shared}, drivers=drivers), Pieces()
    compiled(case, pieces, claims="scaled")
    moved = changed(case, {path: value})
    assert compiled(moved, pieces, claims="scaled") == alone(moved, claims="scaled")
    assert alone(moved, claims="scaled")["blog"] != alone(case, claims="scaled")["blog"]


@pytest.mark.parametrize("field", ["value", "realised"])
def test_what_a_change_is_worth_goes_by_the_drivers_behind_it(field: str) -> None:
    stated: dict[str, Any] = {"value": 2.0, "realised": 0.5, "cash": "capacity"} | {field: "part"}
    drivers = {"part": Driver("Part", Range(0.6, 0.8), unit="share"), "other": Driver("Other", 5)}
    tools = {"blog": a_tool({"deals": an_effect(Range(1, 2))}, [a_cost()])}
    case, pieces = a_case(tools, indicators={"deals": an_indicator(**stated)}, drivers=drivers), Pieces()
    before = compiled(case, pieces)
    assert compiled(changed(case, {"drivers.other.value": 6}), pieces) == before
    moved = changed(case, {"drivers.part.value": Range(0.1, 0.2)})
    assert compiled(moved, pieces) == alone(moved) != before


def test_what_a_change_is_worth_goes_by_whom_it_benefits() -> None:
    objectives = {
        "ours": Objective("Ours", aim="revenue", beneficiary="organisation"),
        "theirs": Objective("Theirs", aim="service", beneficiary="members"),
    }
    case = a_case(
        {"blog": a_tool({"deals": an_effect(Range(1, 2))}, [a_cost()])},
        indicators={"deals": an_indicator(2.0, lever="reach")},
        levers={"reach": Lever("Reach", objectives={"ours": 0.7, "theirs": 0.3})},
        objectives=objectives,
    )
    pieces = Pieces()
    compiled(case, pieces, viewpoint="members")
    for moved in (
        evolve(case, levers={"reach": Lever("Reach", objectives={"ours": 0.2, "theirs": 0.8})}),
        evolve(case, objectives=objectives | {"ours": evolve(objectives["ours"], beneficiary="members")}),
    ):
        compiled(case, pieces, viewpoint="members")
        found = compiled(moved, pieces, viewpoint="members")
        assert found == alone(moved, viewpoint="members") != alone(case, viewpoint="members")


def test_drivers_whose_luck_goes_together_are_compiled_together() -> None:
    luck = {key: Driver(key, Range(1, 2), varies="each period", persistence=0.2) for key in ("sun", "rain")}
    tools = {"blog": a_tool({"deals": an_effect("sun")}, [a_cost()]), "fair": a_tool({"deals": an_effect("rain")}, [])}
    together = [Correlation(between=["drivers.sun.value", "drivers.rain.value"], rank=0.5)]
    case, pieces = a_case(tools, periods=4, drivers=luck, correlations=together), Pieces()
    compiled(case, pieces)
    stubborn = evolve(case, drivers={**luck, "rain": evolve(luck["rain"], persistence=0.6)})
    assert compiled(stubborn, pieces) == alone(stubborn)
    assert alone(stubborn)["blog"] != alone(case)["blog"]


def test_a_case_that_is_refused_leaves_the_pieces_of_others_as_they_were() -> None:
    case, pieces = two_tools(), Pieces()
    first = compiled(case, pieces)
    with pytest.raises(Exception, match=r"tools\.fair\.effects\.deals\.change|tools\.blog"):
        compiled(changed(case, {"drivers.visits.value": 0.0, "tools.fair.effects.deals.change": "1 / visits"}), pieces)
    assert compiled(case, pieces) == first


def test_places_that_cases_no_longer_have_are_forgotten() -> None:
    pieces = Pieces()
    made: list[list[object]] = []
    for name in range(4000):
        pieces.begin("the same")
        pieces.of("always", (), list)
        made.append(pieces.of(name, (), list))
    assert len(pieces) < 1100
    assert pieces.of(3999, (), list) is made[-1]


def test_twice_as_many_are_kept_as_a_first_case_has_and_a_thousand_more() -> None:
    pieces = Pieces()
    pieces.begin("the same")
    for place in range(1500):
        pieces.of(place, (), list)
    pieces.begin("the same")
    for place in range(1500, 4000):
        pieces.of(place, (), list)
    pieces.begin("the same")
    assert len(pieces) == 4000
    pieces.of(4000, (), list)
    pieces.begin("the same")
    assert not len(pieces)


def test_places_that_are_made_of_the_same_are_kept_apart() -> None:
    case, pieces = two_tools(), Pieces()
    alike = {"deals": an_effect(Range(1, 2))}
    case = evolve(case, tools={key: a_tool(alike, [a_cost(Range(50, 90))]) for key in ("blog", "fair")})
    basis = Basis.under(case.blinded(), Conventions.of(case), pieces=pieces)
    made: list[str] = []
    for place in ("blog", "fair", "blog", "fair"):
        basis.piece(place, lambda: ("the same",), lambda place=place: made.append(place))  # type: ignore[misc]
    assert made == ["blog", "fair"]


def test_another_form_of_a_case_is_compiled_as_such() -> None:
    case, pieces = loads(template()), Pieces()
    case = evolve(
        case, scenarios={"dear": Scenario(statement="Dear", set={"tools.blog.effects.calls_avoided.change": 5})}
    )
    compiled(case, pieces)
    assert compiled(case.under("dear"), pieces) == alone(case.under("dear"))
