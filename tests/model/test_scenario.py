"""A scenario: what is said in it, and what is refused where."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

import blogroi
from blogroi import Case, CaseError, Cost, Driver, OptionError, Point, Range, Scenario, ScenarioPublished

from ..builders import a_case, a_cost, a_tool, an_effect, an_indicator, refused


def a_house(**changes: Any) -> Case:
    stated: dict[str, Any] = {
        "drivers": {"visits": Driver("Visits", Range(50, 90))},
        "indicators": {"deals": an_indicator(10.0)},
        "tools": {"blog": a_tool({"deals": an_effect("visits * 0.1")}, [a_cost(30)]), "fair": a_tool({}, [a_cost(9)])},
    }
    return a_case(**(stated | changes))


def a_scenario(**stated: Any) -> Scenario:
    said: dict[str, Any] = {"statement": "It comes otherwise"}
    return Scenario(**(said | stated))


def faults_of(**scenarios: Scenario) -> list[str]:
    with pytest.raises(CaseError) as caught:
        a_house(scenarios=scenarios)
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("stated", "faults"),
    [
        ({"statement": ""}, ["statement: is empty: write a word or a sentence"]),
        ({"set": [1]}, ['set: a list is not a table: write { "drivers.visits.value" = 40 }']),
        ({"set": {3: 4}}, ["set: 3 is not the path of a quantity"]),
        ({"chance": 40}, ["chance: 40 is not a share between 0 and 1: for 40 % write 0.4"]),
        ({"chance": "0.2"}, ["chance: '0.2' is not a number: write 0.2, without quotes"]),
        ({"published": 5}, ["published: 5 is not of the class ScenarioPublished"]),
    ],
)
def test_what_says_nothing_is_refused(stated: dict[str, Any], faults: list[str]) -> None:
    assert refused(a_scenario, **stated) == faults


def test_what_it_sets_is_looked_at_with_the_case() -> None:
    wrong = {"drivers.visit.value": 40, "tools.blog.effects.deals.credit": 1.5}
    assert faults_of(slow=a_scenario(set=wrong), **{"so-so": a_scenario(set={"discounting.rate": 0.5})}) == [
        'scenarios.slow.set."drivers.visit.value": is not a quantity of the case: did you mean `drivers.visits.value`?',
        'scenarios.slow.set."tools.blog.effects.deals.credit": 1.5 is not a share between 0 and 1: it would be 150 %',
    ]


def test_what_fields_can_hold_and_the_case_cannot_is_said_of_all_that_is_set() -> None:
    (fault,) = faults_of(odd=a_scenario(set={"drivers.visits.value": "sales * 2"}))
    assert fault == 'scenarios.odd.set."drivers.visits.value": column 1: there is no driver `sales`: one of visits'


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("choice.budget", "sales * 2", "a formula has no place here: write one number"),
        ("choice.budget", blogroi.Range(1, 2), "is a number, and not drawn: write one number"),
        ("choice.budget", [1, 2], "a list has no place here: write one number"),
        ("discounting.rate", "visits", "a formula has no place here: write one number"),
        ("discounting.rate", blogroi.Range(0.01, 0.02), "the rate is a convention, the same for all tools, and is not drawn: write one number, such as 0.035"),
        ("tools.blog.costs.Writing.when", "each", "a formula has no place here: write one number"),
    ],
)  # fmt: skip
def test_where_a_number_stands_one_number_is_set(path: str, value: Any, said: str) -> None:
    assert faults_of(odd=a_scenario(set={path: value})) == [f'scenarios.odd.set."{path}": {said}']


def test_a_path_without_quotes_is_told_from_a_quantity() -> None:
    text = '[scenarios.odd]\nstatement = "Odd"\nset = { drivers.visits.value = 3, tools.blog.effects.deals.credit = { low = 0.1, high = 0.2 } }\n'
    with pytest.raises(CaseError) as caught:
        blogroi.loads(blogroi.template() + text)
    assert [(fault.path, fault.message) for fault in caught.value.faults] == [
        ("scenarios.odd.set.drivers", 'is a table, and no path: put the path in quotes, "drivers.visits.value" = ...'),
        ("scenarios.odd.set.tools", 'is a table, and no path: put the path in quotes, "tools.blog.effects.deals.credit" = ...'),
    ]  # fmt: skip


def test_chances_come_to_1_at_most() -> None:
    thirds = {key: a_scenario(chance=1 / 3) for key in "abc"}
    assert a_house(scenarios=thirds).scenarios["a"].chance == 1 / 3
    rounded = {key: a_scenario(chance=0.3333333334) for key in "abc"}  # as somebody writes them
    assert set(a_house(scenarios=rounded).scenarios) == set("abc")
    assert faults_of(a=a_scenario(chance=0.7), b=a_scenario(chance=0.4), c=a_scenario()) == [
        "scenarios: have chances that sum to 1.1: at most to 1, and the rest belongs to the case as it stands"
    ]


def test_what_was_printed_says_of_which_tool_where_there_are_several() -> None:
    printed = [
        ScenarioPublished(npv=1, source="A"),
        ScenarioPublished(npv=1, source="A", tool="blogg"),
        ScenarioPublished(npv=1, source="A", tool="fair", by_indicator={"deal": 4}),
    ]
    assert faults_of(a=a_scenario(published=printed), b=a_scenario(published=printed[0])) == [
        "scenarios.a.published[1].tool: is missing: which tool it is about, one of blog, fair",
        "scenarios.a.published[2].tool: there is no tool `blogg`: did you mean `blog`?",
        "scenarios.a.published[3].by_indicator.deal: there is no indicator `deal`: did you mean `deals`?",
        "scenarios.b.published.tool: is missing: which tool it is about, one of blog, fair",
    ]


def test_a_case_has_at_most_two_hundred() -> None:
    assert faults_of(**{f"s{place}": a_scenario() for place in range(201)}) == ["scenarios: are 201: at most 200"]


def test_a_case_is_what_its_scenario_sets() -> None:
    case = a_house(scenarios={"slow": a_scenario(set={"drivers.visits.value": 40, "discounting.rate": 0.2})})
    slow = case.under("slow")
    assert (slow.drivers["visits"].value, slow.discounting.rate) == (Point(40), 0.2)
    assert (slow.scenario, slow.stated, dict(slow.scenarios)) == ("slow", case, {})
    assert case.under(None) is case
    assert slow.under("slow") is slow
    assert attrs.evolve(slow, title="Another").scenario is None


def test_what_comes_back_of_a_cost_may_be_what_is_left_of_its_service_life() -> None:
    cost = Cost(item="Set-up", amount=900, when="upfront", service_life=5, residual=100)
    kept = Scenario(statement="It is kept", set={"tools.blog.costs.Set-up.residual": "straight-line"})
    case = a_case(tools={"blog": a_tool({}, [cost])}, scenarios={"kept": kept})
    assert case.under("kept").tools["blog"].costs == (attrs.evolve(cost, residual="straight-line"),)
    assert blogroi.loads(blogroi.dumps(case)).under("kept") == case.under("kept")


def test_what_is_not_there_is_refused_with_a_near_miss() -> None:
    case = a_house(scenarios={"slow": a_scenario()})
    with pytest.raises(OptionError, match="scenario: there is no scenario 'slo': did you mean `slow`"):
        case.under("slo")
    odd: Any = 3
    with pytest.raises(OptionError, match="scenario: there is no scenario 3"):
        blogroi.evaluate(case, draws=10, scenario=odd)


def test_figures_printed_of_a_scenario_take_the_place_of_those_of_the_case() -> None:
    printed = ScenarioPublished(npv=5, source="A report", tool="fair")
    case = a_house(scenarios={"slow": a_scenario(published=printed)})
    case = attrs.evolve(
        case,
        tools={**case.tools, "blog": attrs.evolve(case.tools["blog"], published=blogroi.Published(npv=1, source="B"))},
    )
    assert {key: tool.published for key, tool in case.under("slow").tools.items()} == {"blog": (), "fair": (printed,)}


TEXT = """
[scenarios.slow]
statement = "Half of the visits"
chance = 40
[scenarios.slow.set]
"drivers.visits.values" = 40
"tools.blog.costs.Writing.units" = { low = 3 }
"""


def test_a_file_says_on_which_line_it_is_wrong() -> None:
    with pytest.raises(CaseError) as caught:
        blogroi.loads(blogroi.template() + TEXT)
    last = blogroi.template().count("\n")
    told = [(fault.path, (fault.line or 0) - last) for fault in caught.value.faults]
    assert told == [("scenarios.slow.chance", 4), ('scenarios.slow.set."tools.blog.costs.Writing.units".high', 7)]
    text = TEXT.replace("40\n[", "0.4\n[").replace("low = 3 ", "low = 3, high = 4 ")
    with pytest.raises(CaseError) as caught:
        blogroi.loads(blogroi.template() + text)
    (fault,) = caught.value.faults
    assert fault.path == 'scenarios.slow.set."drivers.visits.values"'
    assert fault.line is None or fault.line - last == 6
