"""Who says so: sources of quantities in files and in Python, and the values and costs that have none."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

import blogroi
from blogroi import Case, CaseError, Cost, Driver, Effect, Measurement, Range
from blogroi.files.fingerprint import fingerprint
from blogroi.model.answering import unanswered
from blogroi.model.sources import QuantitySource, is_answered

from ..builders import a_case, a_cost, a_tool, an_effect, an_indicator, refused

HR = QuantitySource("Personnel department", year=2025)

FILE = """
blogroi = 1
title = "A case"
currency = "EUR"
evaluated = 2026-06-30
horizon = {{ start = 2026-01-01, periods = 2 }}
discounting = {{ rate = 0.0, timing = "end" }}

[drivers.wage]
statement = "Cost of an hour"
value = [{{ low = 30, high = 40, source = "HR" }}, 38]

[indicators.calls]
statement = "Calls avoided"
unit = "call"
better = "higher"
value = {value}
{more}

[tools.blog]
[[tools.blog.costs]]
item = "Writing"
when = "each"
units = {{ low = 250, high = 400, source = "editor", year = 2024 }}
unit_cost = {{ value = "wage", source = "as all hours" }}
[tools.blog.effects.calls]
change = {{ value = 5, year = 2023 }}
evidence = "estimated"
"""


def read(value: str = "6", more: str = "") -> Case:
    return blogroi.loads(FILE.format(value=value, more=more))


def test_a_source_stands_in_the_table_of_its_quantity() -> None:
    case = read('{ low = 6, high = 11, source = "Help desk", year = 2025 }')
    assert case.indicators["calls"].value == Range(6, 11)
    assert case.indicators["calls"].sources == {"value": QuantitySource("Help desk", year=2025)}
    writing = case.tools["blog"].costs[0]
    assert (writing.units, str(writing.unit_cost)) == (Range(250, 400), "wage")
    assert writing.sources == {"units": QuantitySource("editor", 2024), "unit_cost": QuantitySource("as all hours")}
    assert case.drivers["wage"].sources == {"value[1]": QuantitySource("HR")}
    assert case.tools["blog"].effects["calls"].sources == {"change": QuantitySource(year=2023)}


@pytest.mark.parametrize("format", ["toml", "json"])
@pytest.mark.parametrize(
    "case",
    [
        read('{ low = 6, high = 11, source = "Help desk", year = 2025 }'),
        read(more='value_source = "Help desk"'),
        a_case({"blog": a_tool({}, [a_cost(5, source="a quote", year=2026, sources={"contingency": HR})])}),
        a_case(
            indicators={
                "calls": an_indicator(measurement=Measurement(method="survey", cost=Range(3, 5), sources={"cost": HR}))
            }
        ),
    ],
    ids=["tables", "beside", "costs", "measurements"],
)
def test_sources_come_back_from_a_file(case: Case, format: Any) -> None:
    assert blogroi.loads(blogroi.dumps(case, format=format), format=format) == case


def test_sources_touch_no_figure_and_are_part_of_what_is_stated() -> None:
    plain, said = read(), read(more='value_source = "Help desk"')
    assert blogroi.evaluate(plain, draws=100).tools == blogroi.evaluate(said, draws=100).tools
    assert fingerprint(plain) != fingerprint(said)
    tabled = read('{ value = 6, source = "Help desk" }')
    assert fingerprint(tabled) != fingerprint(plain)
    assert blogroi.evaluate(tabled, draws=100).tools == blogroi.evaluate(plain, draws=100).tools


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("{ low = 6, high = 11, source = 5 }", "indicators.calls.value.source: 5 is not a text"),
        ("{ low = 6, high = 11, year = 25 }", "indicators.calls.value.year: 25 is not between 1000 and 9999"),
        ('{ low = 6, high = 11, source = "" }', "indicators.calls.value.source: is empty"),
        (
            '{ low = 6, high = 11, sorce = "me" }',
            "indicators.calls.value.sorce: is not known here: did you mean `source`",
        ),
        (
            '{ low = 6, high = 11, reference = "a.b" }',
            "indicators.calls.value.source: is missing: numbers beside `reference` say who",
        ),
        ('{ low = 6, high = 11, sauce = "HR" }', "indicators.calls.value.sauce: is not known here"),
        ("{ value = 6 }", "indicators.calls.value: is not a quantity"),
        ('{ low = 11, high = 6, source = "HR" }', "indicators.calls.value: the range is reversed"),
    ],
)
def test_what_is_no_source_is_refused_at_its_place(value: str, says: str) -> None:
    with pytest.raises(CaseError) as found:
        read(value)
    assert says in str(found.value)


@pytest.mark.parametrize(
    ("make", "fault"),
    [
        (
            lambda: a_cost(sources={"amounts": HR}),
            "sources.amounts: states nothing that could have a source: one of amount, units",
        ),
        (lambda: a_cost(sources={"units": HR}), "sources.units: states nothing"),
        (lambda: a_cost(sources={"amount[1]": HR}), "sources.amount[1]: stands for nothing: write amount"),
        (
            lambda: a_cost([5, 6], sources={"amount": HR}),
            "sources.amount: stands for nothing: write amount[1], for the first",
        ),
        (lambda: a_cost([5, 6], sources={"amount[3]": HR}), "sources.amount[3]: stands for nothing"),
        (lambda: a_cost(sources={"amount": "HR"}), "sources.amount: is not of the class QuantitySource"),
        (lambda: an_indicator(None, value_source="HR"), "value_source: is that of nothing stated: state `value` too"),
        (
            lambda: an_indicator(realised_source="HR"),
            "realised_source: is that of nothing stated: state `realised` too",
        ),
        (
            lambda: an_indicator(cash="capacity", realised=1, realised_source="HR", sources={"realised": HR}),
            "realised_source: is said twice",
        ),
        (lambda: an_indicator(5, value_source="HR", sources={"value": HR}), "value_source: is said twice"),
        (lambda: QuantitySource(), "source: is empty: write who says so, or leave it out"),
    ],
)
def test_what_has_no_place_in_python_is_refused(make: Any, fault: str) -> None:
    (found,) = refused(make)
    assert found.startswith(fault)


def test_a_list_is_answered_for_when_each_of_it_is() -> None:
    cost = Cost(item="Writing", amount=[5, 6], sources={"amount[1]": HR})
    assert not is_answered(cost, "amount")
    assert is_answered(evolve(cost, sources={"amount[1]": HR, "amount[2]": HR}), "amount")


class TestWithoutSource:
    @staticmethod
    def case(**changes: Any) -> Case:
        stated: dict[str, Any] = {"value": Range(2, 9), "units": Range(3, 5), "unit_cost": 38} | changes
        writing = Cost(item="Writing", units=stated["units"], unit_cost=stated["unit_cost"], when="each")
        tool = a_tool({"calls": an_effect(Range(100, 110))}, [writing])
        return a_case(
            {"blog": tool},
            indicators={"calls": an_indicator(stated["value"])},
            drivers=stated.get("drivers", {}),
        )

    def test_values_and_costs_are_listed_by_their_share_of_the_variance(self) -> None:
        found = blogroi.sensitivity(self.case(), draws=5000).tools["blog"]
        shares = {one.path: one.share for one in found.inputs}
        assert [path for path, _ in found.without_source] == [
            "indicators.calls.value",
            "tools.blog.costs.Writing.units",
        ]
        assert found.without_source[0] == ("indicators.calls.value", shares["indicators.calls.value"])
        assert found.without_source[0][1] > 0.9

    def test_what_somebody_answers_for_is_not(self) -> None:
        case = self.case()
        indicator = evolve(case.indicators["calls"], value_source="HR")
        (cost,) = case.tools["blog"].costs
        answered = evolve(
            case,
            indicators={"calls": indicator},
            tools={"blog": evolve(case.tools["blog"], costs=[evolve(cost, sources={"units": HR})])},
        )
        assert [str(path) for path in unanswered(answered)] == ["tools.blog.costs.Writing.unit_cost"]
        sourced = evolve(answered, tools={"blog": evolve(case.tools["blog"], costs=[evolve(cost, source="HR")])})
        assert not list(unanswered(sourced))

    def test_a_formula_is_answered_for_by_its_drivers(self) -> None:
        drivers = {
            "wage": Driver("Cost of an hour", Range(30, 40)),
            "hours": Driver("Hours of a post", 3, source="editor"),
            "post": Driver("Cost of a post", "wage * hours"),
        }
        case = self.case(unit_cost="post", drivers=drivers)
        found = blogroi.sensitivity(case, draws=5000).tools["blog"]
        assert {path for path, _ in found.without_source} == {
            "indicators.calls.value",
            "tools.blog.costs.Writing.units",
            "drivers.wage.value",
        }

    def test_a_list_counts_as_one(self) -> None:
        tool = a_tool(
            {"calls": an_effect(1)}, [Cost(item="Writing", amount=[Range(1, 2), Range(1, 2)], periods="apart")]
        )
        found = blogroi.sensitivity(a_case({"blog": tool}, periods=2), draws=5000).tools["blog"].without_source
        assert [path for path, _ in found] == ["tools.blog.costs.Writing.amount"]
        assert found[0][1] == pytest.approx(1.0, abs=0.05)

    def test_the_plan_is_asked_for_them(self) -> None:
        codes = {finding.code: finding.message for finding in blogroi.check(self.case()).findings}
        assert codes["BR126"] == "'Something that can be counted': no source is stated for what one piece is worth."
        assert codes["BR144"] == "The blog: no source is stated for Writing."


def test_an_effect_keeps_its_own_source() -> None:
    assert Effect(change=5, evidence="measured", source="the desk").source == "the desk"
