"""Scenarios side by side: each an evaluation of its own, on the same random numbers; expectation and regret by hand-worked tables."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import attrs
import pytest

import blogroi
from blogroi import (
    Case,
    ChoiceRules,
    Discounting,
    Driver,
    OptionError,
    Point,
    Range,
    Scenario,
    ScenarioPublished,
    evaluate,
    scenarios,
)
from blogroi.report.scenarios import scenarios_sheet
from blogroi.report.terminal import Face, text

from ..builders import a_case, a_cost, a_tool, an_effect, an_indicator, chamber

PLAIN = Discounting(rate=0, timing="end")
DEALS = "tools.{}.effects.deals.change"


def a_table(*, chances: tuple[float | None, ...] = (0.2, 0.3), **changes: Any) -> Case:
    """Build three tools of certain figures, which bring in by scenario:

    ========  ===============  ======  ======
    tool      as it stands     slow    fast
    ========  ===============  ======  ======
    blog      50               -20     200
    fair      40               40      10
    dear      -10              -10     -10
    ========  ===============  ======  ======
    """
    tools = {
        "blog": a_tool({"deals": an_effect(150.0)}, [a_cost(100)], name="The blog"),
        "fair": a_tool({"deals": an_effect(60.0)}, [a_cost(20)], name="The fair"),
        "dear": a_tool({"deals": an_effect(90.0)}, [a_cost(100)], name="The dear one"),
    }
    said = {
        "slow": Scenario(statement="Slow", set={DEALS.format("blog"): 80}, chance=chances[0]),
        "fast": Scenario(
            statement="Fast", set={DEALS.format("blog"): 300, DEALS.format("fair"): 30}, chance=chances[1]
        ),
    }
    stated: dict[str, Any] = {
        "tools": tools, "indicators": {"deals": an_indicator(1.0)}, "discounting": PLAIN, "scenarios": said
    }  # fmt: skip
    return a_case(**(stated | changes))


def in_words(found: blogroi.Scenarios, *, full: bool = False, width: int = 80) -> str:
    return text(scenarios_sheet(found, full=full), Face(width=width))


def rows(found: blogroi.Scenarios) -> dict[str | None, blogroi.ScenarioFigures]:
    return {row.scenario: row for row in found.scenarios}


def test_one_choice_that_is_best_whatever_comes_is_told_with_the_ends_of_its_figures() -> None:
    best = {key: tool for key, tool in a_table().tools.items() if key != "fair"}
    said = {
        "slow": Scenario(statement="Slow", set={DEALS.format("blog"): 120}),
        "fast": Scenario(statement="Fast", set={DEALS.format("blog"): 300}),
    }
    found = scenarios(a_table(tools=best, scenarios=said), draws=10)
    told = "Whatever comes, The blog is the best choice: expected to bring in 20 to 200 EUR net."
    assert told in " ".join(in_words(found, width=200).split())
    alike = {"slow": Scenario(statement="Slow", set={DEALS.format("dear"): 80})}
    told = "Whatever comes, The blog is the best choice: expected to bring in 50 EUR net."
    assert told in in_words(scenarios(a_table(tools=best, scenarios=alike), draws=10), width=200)


class TestAHandWorkedTable:
    found = scenarios(a_table(), draws=10)

    def test_the_case_as_it_stands_is_the_first_row(self) -> None:
        assert [row.scenario for row in self.found.scenarios] == [None, "fast", "slow"]
        assert [row.statement for row in self.found.scenarios] == ["The case as it stands", "Fast", "Slow"]

    def test_what_chances_leave_belongs_to_it(self) -> None:
        assert [row.chance for row in self.found.scenarios] == pytest.approx([0.5, 0.3, 0.2])

    def test_each_tool_has_its_figure_its_verdict_and_its_place(self) -> None:
        by_scenario = {
            key: {tool: (one.npv and one.npv.mean, one.verdict, one.rank) for tool, one in row.tools.items()}
            for key, row in rows(self.found).items()
        }
        assert by_scenario == {
            None: {"blog": (50, "pays", 1), "fair": (40, "pays", 2), "dear": (-10, "does not pay", 3)},
            "slow": {"blog": (-20, "does not pay", 3), "fair": (40, "pays", 1), "dear": (-10, "does not pay", 2)},
            "fast": {"blog": (200, "pays", 1), "fair": (10, "pays", 2), "dear": (-10, "does not pay", 3)},
        }

    def test_the_expectation_is_over_the_chances(self) -> None:
        assert self.found.expectation == pytest.approx({
            "blog": 0.5 * 50 + 0.2 * -20 + 0.3 * 200,
            "fair": 0.5 * 40 + 0.2 * 40 + 0.3 * 10,
            "dear": -10,
        })  # fmt: skip

    def test_regret_is_what_the_best_brings_in_more(self) -> None:
        regrets = {key: {tool: one.regret for tool, one in row.tools.items()} for key, row in rows(self.found).items()}
        assert regrets == {
            None: {"blog": 0, "fair": 10, "dear": 60},
            "slow": {"blog": 60, "fair": 0, "dear": 50},
            "fast": {"blog": 0, "fair": 190, "dear": 210},
        }
        greatest = {key: (most.regret, most.scenario) for key, most in self.found.greatest_regret.items()}
        assert greatest == {"blog": (60, "slow"), "fair": (190, "fast"), "dear": (210, "fast")}

    def test_it_says_what_each_sets(self) -> None:
        assert rows(self.found)[None].sets == ()
        assert rows(self.found)["fast"].sets == (DEALS.format("blog"), DEALS.format("fair"))

    def test_it_is_said_in_words(self) -> None:
        said = in_words(self.found)
        assert "Which choice is best depends on what comes: The blog (A, B), The fair (C)." in said
        assert "Weighed by chance, The blog is expected to bring in most: 81 EUR net." in said
        assert "The safest choice is The blog: at worst 60 EUR less than the best one." in said
        assert re.search(r"C +Slow +20 % +The fair\n", said)
        assert re.search(r"The blog +50 +200 +-20 +81 +60 \(C\)\n", said)


def test_doing_nothing_is_compared_too() -> None:
    case = a_case(
        tools={"blog": a_tool({"deals": an_effect(1.0)}, [a_cost(31)])},
        indicators={"deals": an_indicator(1.0)},
        discounting=PLAIN,
    )
    assert scenarios(case, draws=10).greatest_regret["blog"].regret == 30


def test_there_is_no_expectation_where_a_scenario_has_no_chance() -> None:
    found = scenarios(a_table(chances=(0.2, None)), draws=10)
    assert found.expectation is None
    assert [row.chance for row in found.scenarios] == [None, None, 0.2]
    assert "They cannot be weighed: some have no `chance`." in in_words(found)


def test_a_case_without_scenarios_is_a_row() -> None:
    found = scenarios(chamber(), draws=100)
    assert [row.scenario for row in found.scenarios] == [None]
    assert "The case has no scenarios" in in_words(found)


def test_a_tool_of_unknown_cost_is_in_no_comparison() -> None:
    case = a_table()
    free = a_tool({"deals": an_effect(1e9)}, [], name="Free")
    found = scenarios(attrs.evolve(case, tools={**case.tools, "free": free}), draws=10)
    assert found.expectation is not None
    assert "free" not in {*found.expectation, *found.greatest_regret}
    one = found.scenarios[0].tools["free"]
    assert (one.npv, one.rank, one.regret, one.verdict) == (None, None, None, "unknown")
    assert found.scenarios[0].tools["blog"].regret == 0


def a_house(**scenario: Any) -> Case:
    case = chamber()
    return attrs.evolve(case, scenarios={"other": Scenario(statement="Otherwise", **scenario)})


class TestTheSameRandomNumbers:
    def test_a_scenario_that_sets_nothing_gives_the_same_bits(self) -> None:
        case = a_house()
        as_it_stands, other = (evaluate(case, draws=500, scenario=key).to_dict() for key in (None, "other"))
        assert other.pop("conventions").pop("scenario") == "other"
        assert as_it_stands.pop("conventions").pop("scenario") is None
        assert other == as_it_stands

    def test_a_scenario_has_the_figures_of_the_case_with_its_values_written_in(self) -> None:
        case = a_house(set={"indicators.calls_avoided.value": Range(20, 30), "discounting.rate": 0.09})
        plain = attrs.evolve(
            case,
            scenarios={},
            indicators={
                **case.indicators,
                "calls_avoided": attrs.evolve(case.indicators["calls_avoided"], value=Range(20, 30)),
            },
            discounting=attrs.evolve(case.discounting, rate=0.09),
        )
        one, other = evaluate(case, draws=500, scenario="other"), evaluate(plain, draws=500)
        assert one.tools == other.tools
        assert (one.ranking, one.robustness, one.scores) == (other.ranking, other.robustness, other.scores)
        assert one.conventions == attrs.evolve(other.conventions, scenario="other")

    def test_what_it_does_not_touch_is_drawn_as_before(self) -> None:
        path = "tools.blog.costs.Writing.units"
        case = a_house(set={path: 3})
        one, other = (evaluate(case, draws=500, scenario=key) for key in (None, "other"))
        assert {key: tool for key, tool in one.tools.items() if key != "blog"} == {
            key: tool for key, tool in other.tools.items() if key != "blog"
        }
        assert one.tools["blog"].benefits == other.tools["blog"].benefits
        assert one.tools["blog"].costs != other.tools["blog"].costs

    def test_every_question_sees_the_same_case(self) -> None:
        case = a_house(set={"indicators.calls_avoided.value": 30, "discounting.rate": 0.09})
        npv = {key: tool.npv for key, tool in evaluate(case, draws=300, scenario="other").tools.items() if tool.npv}
        told: dict[str, Any] = {"draws": 300, "scenario": "other"}
        assert dict(blogroi.suppose(case, settings={}, **told).npv) == npv
        assert {key: tool.npv for key, tool in blogroi.sensitivity(case, **told).tools.items()} == npv
        assert dict(blogroi.worth_measuring(case, **told, gaps="no-credit").npv) == npv
        assert dict(blogroi.choose(case, budget=1e9, **told).npv) == npv
        assert blogroi.launch(case, tool="blog", **told).npv == npv["blog"]
        drawn = blogroi.simulate(case, **told)["blog"]
        assert drawn.costs is not None
        assert float((drawn.benefits - drawn.costs).mean()) == pytest.approx(npv["blog"].mean, rel=0.1)
        (row,) = [row for row in scenarios(case, draws=300).scenarios if row.scenario == "other"]
        assert {key: tool.npv for key, tool in row.tools.items() if tool.npv} == npv
        assert blogroi.neutrality(case, **told).neutral

    def test_an_answer_is_of_the_case_that_was_stated(self) -> None:
        case = a_house(set={"discounting.rate": 0.09})
        answers = [evaluate(case, draws=10, scenario=key) for key in (None, "other")]
        assert len({answer.fingerprint for answer in answers}) == 1
        again = blogroi.audit.replay(case, result=answers[1].to_dict())
        assert again.same
        assert again.conventions.scenario == "other"
        assert evaluate(case, draws=10, conventions=None, scenario="other") == evaluate(
            case, conventions=answers[1].conventions
        )

    def test_the_line_of_conventions_names_it(self) -> None:
        from blogroi.report.conventions import conventions

        case = a_house(set={"discounting.rate": 0.09})
        line = conventions(evaluate(case, draws=10, scenario="other"))
        assert line.startswith("Scenario 'Otherwise'; ")
        assert "discounted at 9 % a year" in line


def test_one_scenario_alone_is_no_question_for_all_of_them() -> None:
    case = a_house()
    with pytest.raises(OptionError, match="scenario: all scenarios of the case are shown side by side: leave it out"):
        scenarios(case, draws=10, scenario="other")
    held = evaluate(case, draws=10).conventions
    assert scenarios(case, conventions=held).conventions == held


def test_a_lasting_tool_put_off_is_a_scenario_too() -> None:
    case = a_case(
        tools={"blog": a_tool({"deals": an_effect(10.0)}, [a_cost(1)])},
        indicators={"deals": an_indicator(1.0)},
        horizon=blogroi.Horizon(start=date(2026, 1, 1), periods=4),
        discounting=PLAIN,
        scenarios={"late": Scenario(statement="Late", set={"tools.blog.effects.deals.starts": 3})},
    )
    before, after = (row.tools["blog"].npv for row in scenarios(case, draws=10).scenarios)
    assert before is not None
    assert after is not None
    assert before.mean - after.mean == 20


class TestWhatWasPrinted:
    def printed(self, npv: float) -> blogroi.Scenarios:
        slow = Scenario(
            statement="Slow",
            set={DEALS.format("blog"): 80},
            published=ScenarioPublished(npv=npv, source="A report", tool="blog"),
        )
        return scenarios(a_table(scenarios={"slow": slow}), draws=10)

    def test_it_is_held_against_the_scenario(self) -> None:
        (found,) = [c for c in rows(self.printed(-20))["slow"].checks if c.code.startswith("BR30")]
        assert (found.code, found.path) == ("BR302", "scenarios.slow.published.npv")

    def test_what_does_not_follow_is_found(self) -> None:
        found = self.printed(75)
        (check,) = [c for c in rows(found)["slow"].checks if c.code.startswith("BR30")]
        assert (check.code, check.path) == ("BR301", "scenarios.slow.published.npv")
        assert check.message in in_words(found, full=True, width=400)
        assert "1 point to know about a scenario: --full" in in_words(found)


class TestWhatCanBeChosen:
    def test_each_scenario_names_the_set_that_is_chosen(self) -> None:
        rules = ChoiceRules(one_of=[["blog", "fair"]])
        found = scenarios(a_table(choice=rules), draws=10)
        assert {row.scenario: row.chosen for row in found.scenarios} == {
            None: ("blog",),
            "slow": ("fair",),
            "fast": ("blog",),
        }
        assert "To be chosen: The fair." in in_words(found, full=True)

    def test_a_budget_may_be_another_one_in_a_scenario(self) -> None:
        poor = {"poor": Scenario(statement="Little money", set={"choice.budget": 50})}
        found = scenarios(a_table(choice=ChoiceRules(budget=1000), scenarios=poor), draws=10)
        assert [row.chosen for row in found.scenarios] == [("blog", "fair"), ("fair",)]

    def test_nothing_is_named_where_what_is_kept_passes_the_budget(self) -> None:
        found = scenarios(a_table(choice=ChoiceRules(budget=50, keep=["blog"])), draws=10)
        assert [row.chosen for row in found.scenarios] == [None, None, None]

    def test_nor_where_nothing_is_said_of_choosing(self) -> None:
        assert [row.chosen for row in scenarios(a_table(), draws=10).scenarios] == [None, None, None]


def test_tools_level_with_each_other_share_a_place() -> None:
    case = a_table(scenarios={"level": Scenario(statement="Level", set={DEALS.format("fair"): 70})})
    (_, row) = scenarios(case, draws=10).scenarios
    assert {key: one.rank for key, one in row.tools.items()} == {"blog": 1, "fair": 1, "dear": 3}


def test_a_driver_that_is_certain_can_be_supposed() -> None:
    case = a_case(
        drivers={"visits": Driver("Visits", Point(100))},
        indicators={"deals": an_indicator(1.0)},
        tools={"blog": a_tool({"deals": an_effect("visits * 0.5")}, [a_cost(30)])},
        discounting=PLAIN,
    )
    assert blogroi.suppose(case, settings={"drivers.visits.value": 200}, draws=10).npv["blog"].mean == 70


def test_tools_that_bring_in_the_same_but_for_rounding_have_one_place() -> None:
    tools = {
        "blog": a_tool({"deals": an_effect(0.3)}, [a_cost(0)]),
        "fair": a_tool({"deals": an_effect(0.1 + 0.2)}, [a_cost(0)], name="The fair"),
    }
    found = scenarios(a_case(tools, indicators={"deals": an_indicator(1.0)}, discounting=PLAIN), draws=10)
    assert {key: tool.rank for key, tool in found.scenarios[0].tools.items()} == {"blog": 1, "fair": 1}


def test_of_two_scenarios_that_are_as_bad_the_first_is_named() -> None:
    said = {
        "bad": Scenario(statement="Bad", set={DEALS.format("blog"): 80}),
        "worse": Scenario(statement="As bad", set={DEALS.format("blog"): 80}),
    }
    most = scenarios(a_table(scenarios=said), draws=10).greatest_regret["blog"]
    assert (most.regret, most.scenario) == (60, "bad")


def test_a_scenario_in_other_prices_says_so() -> None:
    said = {"old": Scenario(statement="In the prices of 2024", set={"prices.year": 2024})}
    found = scenarios(a_table(scenarios=said, prices=blogroi.Prices(kind="real", year=2026)), draws=10)
    assert [row.conventions.prices and row.conventions.prices.year for row in found.scenarios] == [2026, 2024]


def test_a_scenario_that_sets_nothing_is_the_case_as_it_stands_and_takes_its_chance() -> None:
    said = {"same": Scenario(statement="Nothing is otherwise", chance=0.4)}
    stated, same = scenarios(a_table(scenarios=said), draws=10).scenarios
    assert (same.sets, same.tools, same.winner) == ((), stated.tools, stated.winner)
    assert (stated.chance, same.chance) == (0.6, 0.4)
