"""A case with other values: at which paths, what they may be, and what stays as it is."""

from __future__ import annotations

from typing import Any

import pytest

import blogroi
from blogroi import Case, Correlation, Cost, Driver, Formula, Point, QuantitySource, Range, Tool, Uniform, evaluate
from blogroi.model.fields import as_stated
from blogroi.model.values import with_values

from ..builders import a_case, a_cost, a_tool, an_effect, an_indicator, chamber


def a_house() -> Case:
    costs = [
        Cost(item="Mr. Smith's fee", amount=100, when="each"),
        Cost(item="Writing", units=Range(10, 20), unit_cost=5, when="each", sources={"units": QuantitySource("He")}),
        Cost(item="Writing", key="more", amount=7, when="each"),
    ]
    drivers = {"visits": Driver("Visits", Range(50, 90)), "leads": Driver("Leads", "visits * 0.1")}
    return a_case(
        drivers=drivers,
        indicators={"deals": an_indicator(10.0, prior=Uniform(0, 5)), "calls": an_indicator(2.0, prior=3.0)},
        tools={
            "blog": a_tool({"deals": an_effect("leads"), "calls": an_effect([4.0])}, costs),
            "fair": a_tool({}, [a_cost(9)]),
        },
    )


def values(**settings: Any) -> Case:
    return with_values(a_house(), {path: as_stated(value) for path, value in settings.items()})


def refused(path: str, value: Any) -> list[str]:
    with pytest.raises(blogroi.CaseError) as caught:
        values(**{path: value})
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("path", "value", "read"),
    [
        ("drivers.visits.value", 40, lambda case: case.drivers["visits"].value),
        ("drivers.leads.value", "visits * 0.2", lambda case: case.drivers["leads"].value),
        ("indicators.deals.value", Range(5, 9), lambda case: case.indicators["deals"].value),
        ("indicators.deals.prior", 7, lambda case: case.indicators["deals"].prior),
        ("tools.blog.effects.deals.credit", 0.5, lambda case: case.tools["blog"].effects["deals"].credit),
        ("tools.blog.effects.calls.change[1]", 6, lambda case: case.tools["blog"].effects["calls"].change[0]),
        ("tools.blog.costs.Mr. Smith's fee.amount", 60, lambda case: case.tools["blog"].costs[0].amount),
        ("tools.blog.costs.Writing.units", 3, lambda case: case.tools["blog"].costs[1].units),
        ("tools.fair.gaps.deals", 2, lambda case: case.tools["fair"].effects["deals"].change),
        ("discounting.rate", 0.1, lambda case: Point(case.discounting.rate)),
        ("choice.budget", 1000, lambda case: Point(case.choice.budget)),
    ],
)
def test_a_value_is_set_where_its_path_leads(path: str, value: Any, read: Any) -> None:
    assert read(values(**{path: value})) == as_stated(value)


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        (
            "drivers.visit.value",
            40,
            "drivers.visit.value: is not a quantity of the case: did you mean `drivers.visits.value`?",
        ),
        (
            "tools.blog.effects.deals.chang",
            40,
            "tools.blog.effects.deals.chang: is not a quantity of the case: did you mean `tools.blog.effects.deals.change`?",
        ),
        (
            "tools.blog.costs.Writings.units",
            4,
            "tools.blog.costs.Writings.units: is not a quantity of the case: did you mean `tools.blog.costs.Writing.units`?",
        ),
        (
            "tools.blog.effects.deals.credit",
            1.5,
            "tools.blog.effects.deals.credit: 1.5 is not a share between 0 and 1: it would be 150 %",
        ),
        (
            "drivers.visits.value",
            "visitors * 2",
            "drivers.visits.value: column 1: there is no driver `visitors`: did you mean `visits`?",
        ),
        ("drivers.visits.value", "40", "drivers.visits.value: '40' is not a number: write 40, without quotes"),
        (
            "drivers.visits.value",
            [1, 2],
            "drivers.visits.value: lists 2 values for a horizon of 1: one for each period; for an interval write Range(1, 2)",
        ),
        (
            "drivers.visits.statement",
            40,
            "drivers.visits.statement: is neither a quantity nor a number, and nothing else is set",
        ),
        ("drivers.visits", 40, "drivers.visits: is not a quantity of the case: did you mean `drivers.visits.value`?"),
        ("horizon.periods", 4, "horizon.periods: the window is the same in every scenario"),
        ("title", 4, None),
        ("tools.blog.gaps.deals", 4, "tools.blog.gaps.deals: is not a gap: the case says what is known of it"),
        ("tools.fair.gaps.dels", 4, "tools.fair.gaps.dels: there is no indicator `dels`: did you mean `deals`?"),
        (
            "tools.blog.effects.calls.change[2]",
            4,
            "tools.blog.effects.calls.change[2]: there is no period 2: `change` lists 1",
        ),
        (
            "tools.blog.effects.deals.change[1]",
            4,
            "tools.blog.effects.deals.change[1]: `change` is stated once, for every period: leave [1] out",
        ),
        (
            "tools.blog.costs.Writing.amount",
            4,
            "tools.blog.costs.Writing.amount: is said twice: give `amount`, or `units` and `unit_cost`",
        ),
        ("tools.blog.costs", 4, "tools.blog.costs: is neither a quantity nor a number, and nothing else is set"),
        ("discounting.rate", Range(0.01, 0.05), None),
    ],
)
def test_what_leads_nowhere_or_cannot_be_is_refused_by_its_path(path: str, value: Any, fault: str | None) -> None:
    (said,) = refused(path, value)
    assert said.startswith(f"{path}: ")
    assert fault is None or said == fault


def test_all_that_is_wrong_is_said_together() -> None:
    settings = {"drivers.visit.value": Point(3), "indicators.deals.margin": Point(2), "discounting.rate": Point(99)}
    with pytest.raises(blogroi.CaseError) as caught:
        with_values(a_house(), settings)
    assert [fault.path for fault in caught.value.faults] == list(settings)


def test_who_said_what_a_quantity_was_says_nothing_of_another() -> None:
    cost = values(**{"tools.blog.costs.Writing.units": 3}).tools["blog"].costs[1]
    assert cost.sources == {}


def test_a_case_knows_which_case_it_is_another_form_of() -> None:
    case = a_house()
    once = with_values(case, {"discounting.rate": Point(0.1)})
    twice = with_values(once, {"drivers.visits.value": Point(9)})
    assert (once.stated, twice.stated, case.stated) == (case, case, None)
    assert twice.discounting.rate == 0.1


def test_what_is_correlated_with_something_certain_is_drawn_as_before() -> None:
    between = ["indicators.calls.value", "tools.blog.costs.Writing.units"]
    tools = {
        "blog": a_tool(
            {"calls": an_effect(3.0)}, [Cost(item="Writing", units=Range(10, 20), unit_cost=5, when="each")]
        ),
        "fair": a_tool({"calls": an_effect(8.0)}, [a_cost(9)]),
    }
    case = a_case(
        tools=tools,
        indicators={"calls": an_indicator(Range(1, 4))},
        correlations=[Correlation(between=between, rank=0.7)],
    )
    for path, untouched in ((between[1], "fair"), (between[0], "blog")):
        made = with_values(case, {path: Point(11)})
        assert made.correlations == ()
        before, after = (evaluate(one, draws=500).tools[untouched] for one in (case, made))
        assert before.costs == after.costs
        if untouched == "fair":
            assert before.npv == after.npv


def test_other_quantities_of_a_correlation_stay_tied() -> None:
    between = ["indicators.calls.value", "tools.a.costs.Writing.units", "tools.b.costs.Writing.units"]
    matrix = [[1, 0.5, 0.2], [0.5, 1, 0.4], [0.2, 0.4, 1]]
    tools = {
        key: Tool(name=key, costs=[Cost(item="Writing", units=Range(10, 20), unit_cost=5, when="each")]) for key in "ab"
    }
    case = a_case(
        tools=tools,
        indicators={"calls": an_indicator(Range(1, 4))},
        correlations=[Correlation(between=between, matrix=matrix)],
    )
    (left,) = with_values(case, {between[0]: Point(2)}).correlations
    assert left.pairs() == {(between[1], between[2]): 0.4}


def test_setting_nothing_changes_no_figure() -> None:
    case = chamber()
    assert with_values(case, {}) == case
    assert evaluate(with_values(case, {}), draws=300) == evaluate(case, draws=300)


def test_formulas_are_kept_as_they_are() -> None:
    assert values(**{"drivers.visits.value": "10 + 2"}).drivers["visits"].value == Formula("10 + 2")
