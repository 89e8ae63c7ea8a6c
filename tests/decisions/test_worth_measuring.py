"""What to measure in a case, and what not."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import numpy as np
import pytest
from scipy.stats import norm

import blogroi
from blogroi import Case, Discounting, Normal, OptionError, Uniform, evaluate, load
from blogroi.decisions.studies import LevelStudy
from blogroi.decisions.worth_measuring import MeasurementAdvice
from blogroi.model import Measurement
from blogroi.results.evaluation import Evaluation
from blogroi.results.summary import Summary

from ..builders import a_case, a_cost, a_tool, an_effect, an_indicator, chamber
from .in_words import in_words

DRAWS = 20_000
EXAMPLE = Path(__file__).parents[2] / "examples" / "chamber.toml"
FREE_OF_TIME: dict[str, Any] = {"discounting": Discounting(rate=0, timing="end")}
ABOUT_A_HUNDRED = Normal(100, 40)


def simple(change: Any = ABOUT_A_HUNDRED, cost: float = 90.0, **indicator: Any) -> Case:
    """Build a tool that brings an uncertain amount over one period, and costs a certain one."""
    return a_case(
        tools={"blog": a_tool({"calls": an_effect(change)}, [a_cost(cost)])},
        indicators={"calls": an_indicator(1.0, **indicator)},
        **FREE_OF_TIME,
    )


def npvs(result: Evaluation) -> dict[str, Summary]:
    return {key: tool.npv for key, tool in result.tools.items() if tool.npv is not None}


def exact(mean: float, sd: float) -> float:
    return float(mean * norm.cdf(mean / sd) + sd * norm.pdf(mean / sd) - max(mean, 0.0))


def test_the_only_uncertain_thing_is_worth_everything() -> None:
    advice = blogroi.worth_measuring(simple(), draws=DRAWS)
    assert advice.evpi.value == pytest.approx(exact(10, 40), abs=4 * advice.evpi.mc_error)
    assert [one.path for one in advice.subjects] == ["tools.blog.effects.calls"]
    assert advice.subjects[0].evppi.value == pytest.approx(advice.evpi.value, rel=0.02)
    assert advice.worth_measuring == ("tools.blog.effects.calls",)
    assert advice.expected_npv_now == pytest.approx(10)


def test_what_cannot_turn_the_choice_is_not_worth_measuring() -> None:
    advice = blogroi.worth_measuring(simple(change=Uniform(100, 300), cost=50.0), draws=DRAWS)
    assert advice.evpi.value == 0.0
    assert advice.not_worth_measuring == ("tools.blog.effects.calls",)
    said = in_words(advice)
    assert "Deciding today: choose The blog. That is expected to bring in 150 EUR." in said
    assert "Nothing is worth measuring: knowing more would change no choice." in said


def test_a_tool_that_is_expected_to_bring_in_nothing_is_not_chosen() -> None:
    tools = {
        "blog": a_tool({"calls": an_effect(Uniform(100, 300))}, [a_cost(50.0)]),
        "even": a_tool({"calls": an_effect(70)}, [a_cost(70)], name="The even one"),
    }
    said = in_words(blogroi.worth_measuring(a_case(tools=tools, indicators={"calls": an_indicator()}), draws=1000))
    assert "Deciding today: choose The blog. That is expected to bring in 150 EUR." in said


def test_costs_and_values_are_subjects_too() -> None:
    case = a_case(
        tools={"blog": a_tool({"calls": an_effect(10)}, [a_cost(Uniform(50, 150))])},
        indicators={"calls": an_indicator(Uniform(5, 15), margin=Uniform(0.5, 1.0))},
    )
    kinds = {one.path: one.kind for one in blogroi.worth_measuring(case, draws=2000).subjects}
    assert kinds == {"tools.blog.costs": "costs", "indicators.calls": "value"}


def test_a_gap_is_worth_finding_out() -> None:
    case = a_case(
        tools={"blog": a_tool(costs=[a_cost(90)])},
        indicators={"calls": an_indicator(1.0, prior=Normal(80, 40))},
        **FREE_OF_TIME,
    )
    advice = blogroi.worth_measuring(case, draws=DRAWS)
    assert advice.conventions.gaps == "prior"
    assert [(one.path, one.kind) for one in advice.subjects] == [("tools.blog.gaps.calls", "gap")]
    assert advice.subjects[0].evppi.value == pytest.approx(exact(-10, 40), abs=4 * advice.evpi.mc_error)


def test_both_figures_of_a_tool_are_those_of_its_evaluations_to_the_last_bit() -> None:
    case = chamber()
    advice = blogroi.worth_measuring(case, draws=500)
    assert advice.npv_with_priors is not None
    assert advice.npv == npvs(evaluate(case, draws=500, gaps="no-credit"))
    assert advice.npv_with_priors == npvs(evaluate(case, draws=500, gaps="prior"))
    assert (advice.stated_gaps, advice.conventions.gaps) == ("no-credit", "prior")
    assert advice.expected_npv_now == sum(max(npv.mean, 0.0) for npv in advice.npv_with_priors.values())


def test_bounds_of_gaps_are_those_of_the_evaluation() -> None:
    case = attrs.evolve(chamber(), gaps="bounds")
    advice = blogroi.worth_measuring(case, draws=500)
    assert advice.npv == npvs(evaluate(case, draws=500))


def test_where_gaps_are_filled_to_be_asked_about_the_answer_opens_with_both_figures_and_the_reason() -> None:
    said = in_words(blogroi.worth_measuring(load(EXAMPLE), draws=500))
    assert re.search(r"missing effects at 0 +in their usual range\n", said)
    assert re.search(r"\nThe newsletter +-15,[^\n]* {2,}5,[^\n]*\n", said)
    assert "An evaluation takes missing effects as 0. Here they are in their usual range" in said


def test_a_policy_that_is_asked_for_holds_throughout() -> None:
    case = chamber()
    stated = blogroi.worth_measuring(case, draws=500, gaps="no-credit")
    assert (stated.conventions.gaps, stated.npv_with_priors) == ("no-credit", None)
    assert not any(one.kind == "gap" for one in stated.subjects)
    assert blogroi.worth_measuring(case, draws=500, gaps="prior").npv_with_priors is None


def test_without_a_prior_a_gap_cannot_be_valued() -> None:
    case = a_case(tools={"blog": a_tool(costs=[a_cost(90)])}, indicators={"calls": an_indicator(1.0)})
    advice = blogroi.worth_measuring(case, draws=200)
    assert (advice.conventions.gaps, advice.subjects) == ("no-credit", ())


def test_what_deciding_now_brings_does_not_depend_on_draws() -> None:
    for draws in (1, 100):
        assert blogroi.worth_measuring(
            simple(change=Normal(100, 40), cost=70.0), draws=draws
        ).expected_npv_now == pytest.approx(30)


def test_choosing_one_tool_differs_from_keeping_each() -> None:
    tools = {key: a_tool({"calls": an_effect(Normal(100, 40))}, [a_cost(90)]) for key in ("blog", "fair")}
    case = a_case(tools=tools, indicators={"calls": an_indicator(1.0)}, **FREE_OF_TIME)
    each, one = (blogroi.worth_measuring(case, draws=DRAWS, choices=choices) for choices in ("each", "one"))
    assert each.expected_npv_now == pytest.approx(2 * one.expected_npv_now)
    assert one.expected_npv_now == pytest.approx(10)
    assert one.evpi.value != pytest.approx(each.evpi.value, rel=0.05)
    with pytest.raises(OptionError, match="choices: 'all' is neither"):
        blogroi.worth_measuring(case, draws=20, choices="all")  # type: ignore[arg-type]


def test_a_tool_of_unknown_cost_is_named_and_left_out() -> None:
    case = simple()
    free = a_tool({"calls": an_effect(5)}, name="Free")
    advice = blogroi.worth_measuring(attrs.evolve(case, tools=dict(case.tools) | {"free": free}), draws=200)
    assert advice.unknown == ("free",)
    assert "Free: its cost is not known, so nothing can be decided." in in_words(advice)


def test_where_no_cost_is_known_no_decision_is_told() -> None:
    tools = {"free": a_tool({"calls": an_effect(ABOUT_A_HUNDRED)}, [], name="Free")}
    case = a_case(tools=tools, indicators={"calls": an_indicator(1.0)})
    said = in_words(blogroi.worth_measuring(case, draws=100))
    assert "Nothing can be decided: no tool says what it costs." in said
    assert "Free: its cost is not known, so nothing can be decided." in said
    assert "Deciding today" not in said


@pytest.mark.parametrize("gaps", ["", False, 0, ()])
def test_what_is_no_policy_for_gaps_is_refused(gaps: Any) -> None:
    for asked in (
        lambda: blogroi.worth_measuring(simple(), draws=10, gaps=gaps),
        lambda: blogroi.launch(simple(), draws=10, tool="blog", gaps=gaps),
        lambda: blogroi.sensitivity(simple(), draws=10, gaps=gaps),
    ):
        with pytest.raises(OptionError, match=r"gaps: .* is not known"):
            asked()


def test_what_observations_cost_is_not_known_where_their_number_is_not() -> None:
    told: tuple[tuple[dict[str, Any], float | None], ...] = (
        ({"unit_cost": 5}, None),
        ({"unit_cost": 5, "n": 3}, 15.0),
        ({"unit_cost": 0, "cost": 7}, 7.0),
    )
    for stated, cost in told:
        plan = Measurement(method="survey", **stated)
        study = blogroi.worth_measuring(simple(measurement=plan), draws=100).studies[0]
        assert study.cost == cost
        assert (study.net is None) == (cost is None)


class TestSharedChange:
    """Where effects are parts of one change, that change is one thing to find out."""

    def case(self, **indicator: Any) -> Case:
        tools = {
            key: a_tool({"calls": an_effect(None, credit=credit)}, [a_cost(45)])
            for key, credit in (("blog", 0.5), ("fair", Uniform(0.3, 0.5)))
        }
        shared = an_indicator(1.0, shared=True, change=ABOUT_A_HUNDRED, **indicator)
        return a_case(tools=tools, indicators={"calls": shared}, **FREE_OF_TIME)

    def test_it_is_a_subject_of_all_tools_that_share_it(self) -> None:
        advice = blogroi.worth_measuring(self.case(), draws=DRAWS)
        kinds = {one.path: (one.kind, one.tools) for one in advice.subjects}
        assert kinds == {
            "indicators.calls.change": ("change", ("blog", "fair")),
            "tools.fair.effects.calls": ("effect", ("fair",)),
        }
        assert "change shared by tools in 'Something that can be counted' (worth at most" in in_words(advice)

    def test_a_measurement_of_it_shows_the_change_to_all_of_them(self) -> None:
        plan = Measurement(method="survey", cost=1)
        study = blogroi.worth_measuring(self.case(measurement=plan), draws=DRAWS).studies[0]
        (change, *_) = blogroi.worth_measuring(self.case(), draws=DRAWS).subjects
        assert study.tools == ("blog", "fair")
        assert (change.path, study.voi) == ("indicators.calls.change", change.evppi)


def test_what_one_measurement_shows_of_several_tools_is_worth_no_more_than_all_knowledge() -> None:
    tools = {key: a_tool({"calls": an_effect(Normal(100, 40))}, [a_cost(90)]) for key in ("a", "b", "c")}
    plan = Measurement(method="survey", cost=1)
    case = a_case(tools=tools, indicators={"calls": an_indicator(1.0, measurement=plan)}, **FREE_OF_TIME)
    advice = blogroi.worth_measuring(case, draws=DRAWS, choices="one")
    assert advice.studies[0].voi.value <= advice.evpi.value
    assert advice.studies[0].voi.value == pytest.approx(advice.evpi.value, rel=0.1)


class TestPlans:
    def planned(self, **changes: Any) -> MeasurementAdvice:
        stated: dict[str, Any] = {"method": "survey", "n": 25, "sd": 50.0, "cost": 1, "unit_cost": 0.04}
        return blogroi.worth_measuring(simple(measurement=Measurement(**(stated | changes))), draws=DRAWS)

    def test_a_planned_survey_has_the_worth_of_its_sample(self) -> None:
        study = self.planned().studies[0]
        learnt = 40 * np.sqrt(40**2 / (40**2 + 50**2 / 25))
        assert study.voi.value == pytest.approx(exact(10, learnt), abs=4 * study.voi.mc_error)
        assert (study.is_bound, study.size) == (False, 25)
        assert study.cost == pytest.approx(2.0)
        assert study.net == pytest.approx(study.voi.value - 2.0)

    def test_a_control_group_takes_twice_the_variance(self) -> None:
        study = self.planned(comparison="control group").studies[0]
        learnt = 40 * np.sqrt(40**2 / (40**2 + 2 * 50**2 / 25))
        assert study.voi.value == pytest.approx(exact(10, learnt), abs=4 * study.voi.mc_error)

    def test_a_series_over_time_wanders_and_more_of_it_is_no_surer(self) -> None:
        three, study = (self.planned(comparison="time series", n=n).studies[0] for n in (3, 25))
        error = LevelStudy.from_spread(50.0).error(25)
        learnt = 40 * np.sqrt(40**2 / (40**2 + error**2))
        assert study.voi.value == pytest.approx(exact(10, learnt), abs=4 * study.voi.mc_error)
        assert study.voi.value < three.voi.value
        assert study.best is not None
        assert 0 < study.best.size <= 3
        by_weeks = self.planned(comparison="time series", n=None, weeks=25).studies[0]
        assert (by_weeks.size, by_weeks.voi, by_weeks.cost) == (25, study.voi, study.cost)
        assert (study.surest, self.planned().studies[0].surest) == (3, None)

    def test_that_a_series_over_time_is_no_surer_is_said_where_too_much_of_it_is_planned(self) -> None:
        said = "beyond 3 observations the result is less sure again. A control helps more than time."
        long, short = (self.planned(comparison="time series", n=n) for n in (25, 3))
        assert said in in_words(long)
        assert said not in in_words(short)
        assert "surest" in long.to_dict()["studies"][0]
        assert "surest" not in self.planned().to_dict()["studies"][0]
        assert MeasurementAdvice.from_dict(long.to_dict()) == long

    def test_without_a_spread_it_is_worth_at_most_the_truth(self) -> None:
        study = self.planned(sd=None).studies[0]
        assert study.is_bound
        assert study.voi.value == pytest.approx(exact(10, 40), abs=4 * study.voi.mc_error)

    def test_a_survey_that_costs_more_than_it_is_worth_is_told(self) -> None:
        advice = self.planned(cost=1000)
        assert advice.studies[0].net is not None
        assert advice.studies[0].net < 0
        said = in_words(advice)
        assert re.search(r"less than it costs \(1,000 EUR\)\. No number of observations is worth its cost\.", said)

    def test_the_best_number_of_observations_is_told(self) -> None:
        advice = self.planned()
        best = advice.studies[0].best
        assert best is not None
        assert best.size > 1
        assert "observations would bring in most" in in_words(advice)

    def test_an_uncertain_cost_of_measuring_has_its_exact_mean(self) -> None:
        study = self.planned(cost=Uniform(0, 3), unit_cost=Uniform(0.01, 0.07)).studies[0]
        assert study.cost == pytest.approx(1.5 + 25 * 0.04, rel=1e-9)

    def test_a_plan_without_a_cost_has_no_net_worth(self) -> None:
        study = self.planned(cost=None, unit_cost=None).studies[0]
        assert (study.cost, study.net, study.best) == (None, None, None)


def test_neither_dates_nor_names_touch_the_advice() -> None:
    case = chamber()
    turned = {
        key: attrs.evolve(tool, introduced=date(1950 + place, 1, 1))
        for place, (key, tool) in enumerate(case.tools.items())
    }
    before, after = (blogroi.worth_measuring(one, draws=1000) for one in (case, attrs.evolve(case, tools=turned)))
    assert before == attrs.evolve(after, fingerprint=before.fingerprint)


def test_money_in_another_currency_scales_the_advice() -> None:
    case = simple()
    dearer = attrs.evolve(
        case,
        indicators={"calls": an_indicator(4.0)},
        tools={"blog": a_tool({"calls": an_effect(Normal(100, 40))}, [a_cost(360)])},
    )
    before, after = blogroi.worth_measuring(case, draws=2000), blogroi.worth_measuring(dearer, draws=2000)
    assert after.evpi.value == pytest.approx(4 * before.evpi.value)
    assert after.subjects[0].evppi.value == pytest.approx(4 * before.subjects[0].evppi.value)


def test_the_advice_is_plain_data() -> None:
    advice = blogroi.worth_measuring(chamber(), draws=500)
    found = json.loads(json.dumps(advice.to_dict()))
    assert found["evpi"].keys() == {"value", "mc_error"}
    assert found["subjects"][0]["path"] == advice.subjects[0].path


def test_a_misspelt_convention_is_refused() -> None:
    with pytest.raises(TypeError, match="gapz"):
        blogroi.worth_measuring(simple(), draws=20, gapz="prior")  # type: ignore[call-arg]
