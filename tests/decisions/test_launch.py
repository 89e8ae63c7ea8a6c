"""Launch first and measure later, or the other way round."""

from __future__ import annotations

import json
import math
import re
from datetime import date
from statistics import NormalDist
from typing import Any

import attrs
import pytest

import blogroi
from blogroi import Case, Discounting, Horizon, Normal, OptionError, Range, Samples, Uniform, evaluate
from blogroi.decisions.launch import LaunchAdvice
from blogroi.decisions.studies import LevelStudy, Survey
from blogroi.model import Duration, Measurement

from ..builders import a_case, a_cost, a_tool, an_effect, an_indicator, chamber
from .in_words import in_words

DRAWS = 20_000


def running(change: Any, *, upfront: float = 0.0, each: float = 100.0, rate: float = 0.0, **indicator: Any) -> Case:
    """Build a tool of three years with a cost upfront and one a year."""
    costs = [a_cost(each, when="each"), *([a_cost(upfront, item="Set-up")] if upfront else [])]
    return a_case(
        horizon=Horizon(start=date(2026, 1, 1), periods=3),
        discounting=Discounting(rate=rate, timing="end"),
        tools={"blog": a_tool({"calls": an_effect(change)}, costs)},
        indicators={"calls": an_indicator(1.0, **indicator)},
    )


def advised(case: Case, **options: Any) -> LaunchAdvice:
    return blogroi.launch(case, draws=DRAWS, tool="blog", **options)


def test_what_costs_little_to_stop_is_run_and_measured() -> None:
    advice = advised(running(Normal(105, 60)))
    assert advice.best.name == "run and measure"
    # a year of 5, then two years of it where it is above zero: the unit normal loss of N(5, 60)
    assert advice.best.value == pytest.approx(5 + 2 * 26.52, abs=4 * advice.best.mc_error)


def test_what_running_it_brings_is_what_the_evaluation_says_to_the_last_bit() -> None:
    asked: list[tuple[Case, Any]] = [(running(Normal(105, 60)), {}), (chamber(), {}), (chamber(), {"gaps": "prior"})]
    for case, conventions in asked:
        result = evaluate(case, draws=500, **conventions)
        for key, tool in result.tools.items():
            if tool.npv is not None:
                advice = blogroi.launch(case, draws=500, tool=key, **conventions)
                assert advice.npv == tool.npv
                assert advice.value_of("run") == tool.npv.mean


def test_expectations_do_not_depend_on_draws() -> None:
    few, many = (blogroi.launch(running(Normal(105, 60)), draws=draws, tool="blog") for draws in (10, 1000))
    assert few.value_of("run") == many.value_of("run") == pytest.approx(15)
    assert few.cost_of_delay == many.cost_of_delay == pytest.approx(5)


def test_what_is_expected_to_lose_at_first_is_measured_first_where_waiting_costs_nothing() -> None:
    advice = advised(running(Normal(90, 60)))
    assert advice.best.name == "measure first"
    assert advice.best.value - advice.value_of("run and measure") == pytest.approx(10, abs=2)


def test_what_is_spent_at_once_is_measured_first() -> None:
    advice = advised(running(Normal(110, 60), upfront=60.0))
    assert advice.best.name == "measure first"
    assert advice.reversible == pytest.approx(200 / 360)


def test_what_pays_for_sure_is_run_without_waiting() -> None:
    advice = advised(running(Uniform(150, 250)), cost=10.0)
    assert advice.best.name == "run"
    assert advice.cost_of_delay == pytest.approx(100)
    assert advice.voi_before_launch.value == 0.0
    assert "The blog: run it without measuring.\nExpected to bring in 300 EUR." in in_words(advice)


def test_where_no_costs_are_expected_no_share_of_them_can_be_saved() -> None:
    advice = advised(running(Normal(5, 60), each=0.0))
    assert advice.reversible is None
    assert "there are no costs to be saved by stopping." in in_words(advice)


def test_a_series_over_time_is_no_surer_for_being_longer_and_the_answer_says_so() -> None:
    plan: dict[str, Any] = {"method": "count of tickets", "sd": 50.0, "n": 26}
    over_time, survey = (
        advised(running(Normal(105, 60), measurement=Measurement(comparison=comparison, **plan)))
        for comparison in ("time series", "asked")
    )
    assert over_time.voi_before_launch.value < survey.voi_before_launch.value
    assert (over_time.surest, survey.surest) == (3, None)
    said = "beyond 3 observations the result is less sure again. A control helps more than time."
    assert said in in_words(over_time, full=True)
    assert said not in in_words(survey, full=True)
    by_weeks: dict[str, Any] = {"method": "count of tickets", "comparison": "time series", "sd": 50.0, "weeks": 26}
    for comparison in ("time series", "before-after", None):  # weeks held against those before, whatever that is called
        planned = Measurement(**(by_weeks | {"comparison": comparison}))
        assert advised(running(Normal(105, 60), measurement=planned)).options == over_time.options
    against = Measurement(**(by_weeks | {"comparison": "control group", "n": 26}))
    assert advised(running(Normal(105, 60), measurement=against)).surest is None
    given = advised(running(Normal(105, 60)), study=LevelStudy(level_sd=10, step_sd=1, noise_sd=20), size=12)
    assert given.surest == 35
    assert LaunchAdvice.from_dict(over_time.to_dict()) == over_time


def test_a_study_of_unknown_size_is_refused_where_the_plan_has_none_either() -> None:
    plan = Measurement(method="survey", unit_cost=2)
    case = running(Normal(105, 60), measurement=plan)
    with pytest.raises(OptionError, match="size: say how many observations"):
        advised(case, study=Survey(sd=10.0))
    assert advised(case).measurement_cost is None
    assert advised(case, study=Survey(sd=10.0), size=4).measurement_cost == 8.0


def test_what_loses_for_sure_is_not_run() -> None:
    advice = advised(running(Uniform(10, 50)), cost=10.0)
    assert advice.best.name == "not at all"
    assert "The blog: do not run it.\nRunning it is expected to lose 210 EUR (90 % range: " in in_words(advice)


def test_of_options_of_the_same_value_the_one_that_asks_for_less_comes_first() -> None:
    certain = advised(running(150.0))
    assert [option.name for option in certain.options[:2]] == ["run", "run and measure"]
    even = advised(running(100.0))
    assert [option.name for option in even.options] == ["not at all", "run", "run and measure", "measure first"]
    said = in_words(even)
    assert (
        "The blog: do not run it.\nRunning it is not expected to bring in more than it costs.\nJust as good: run it"
        in said
    )


def _measuring(other: Any, asked: Any) -> LaunchAdvice:
    """Ask about one of two changes, the other one being what it cannot tell."""
    case = running(other, each=100.0)
    tools = {
        "blog": a_tool({"calls": an_effect(other), "hours": an_effect(asked)}, case.tools["blog"].costs),
    }
    indicators = {"calls": an_indicator(1.0), "hours": an_indicator(1.0)}
    case = attrs.evolve(case, tools=tools, indicators=indicators)
    return blogroi.launch(case, draws=100_000, tool="blog", subject="tools.blog.effects.hours")


def test_an_answer_that_changes_no_choice_stops_nothing() -> None:
    advice = _measuring(Normal(101, 1000), Normal(0, 0.001))
    chances = {option.name: option.probability_stopped for option in advice.options}
    assert advice.voi_after_launch.value == 0.0
    assert chances == {"run": 0.0, "run and measure": 0.0, "measure first": 0.0, "not at all": 1.0}


def test_a_tool_is_stopped_as_often_as_the_answer_speaks_against_it() -> None:
    # what is known of N(5, 10) turns the sign of what is expected in 0.309 of its values; steps of the draws are coarse in the noise
    chances = {
        option.name: option.probability_stopped for option in _measuring(Normal(105, 100), Normal(0, 10)).options
    }
    assert chances["run and measure"] == pytest.approx(0.309, abs=0.06)
    # once in a thousand all is lost, and the rest, however noisy, is expected to pay
    rare = {
        option.name: option.probability_stopped
        for option in _measuring(Normal(110, 1000), Samples([0.0] * 999 + [-9000.0])).options
    }
    assert rare["run and measure"] == pytest.approx(0.001, abs=4 * math.sqrt(0.001 / 100_000))


def test_a_tool_that_brings_in_what_it_costs_goes_on_and_is_not_launched() -> None:
    case = running(0.1, each=0.3)
    tools = {"blog": a_tool({"calls": an_effect(0.1), "hours": an_effect(0.2)}, case.tools["blog"].costs)}
    advice = advised(
        attrs.evolve(case, tools=tools, indicators={name: an_indicator(1.0) for name in ("calls", "hours")})
    )
    chances = {option.name: option.probability_stopped for option in advice.options}
    assert chances["run and measure"] == 0.0
    assert chances["measure first"] == 1.0


def test_a_measurement_that_costs_too_much_is_not_made() -> None:
    cheap, dear = (advised(running(Normal(105, 60)), cost=cost) for cost in (1.0, 500.0))
    assert cheap.best.name == "run and measure"
    assert dear.best.name == "run"
    assert cheap.value_of("run and measure") - dear.value_of("run and measure") == pytest.approx(499)


def test_stopping_that_costs_takes_from_the_worth_of_looking() -> None:
    free, charged = (advised(running(Normal(90, 60)), stopping_costs=costs) for costs in (0.0, 60.0))
    assert charged.value_of("run and measure") < free.value_of("run and measure")
    assert charged.value_of("run") == free.value_of("run")


def test_what_stopping_costs_is_paid_when_it_is_stopped() -> None:
    """A year of 5, then two of it, or the costs of stopping at the end of the first: the unit normal loss in closed form."""
    rate, stopping = 0.5, 90.0
    advice = advised(running(Normal(105, 60), rate=rate), stopping_costs=stopping)
    first, later = 1.0 / 1.5, 1.0 / 1.5**2 + 1.0 / 1.5**3
    mean, sd, costs = 5.0 * later, 60.0 * later, stopping * first
    z = (mean + costs) / sd
    kept = NormalDist()
    expected = 5.0 * first - costs + sd * (kept.pdf(z) + z * kept.cdf(z))
    option = next(one for one in advice.options if one.name == "run and measure")
    assert option.value == pytest.approx(expected, abs=4 * option.mc_error)
    assert 4 * option.mc_error < abs(stopping * (1.0 - first)) * (1.0 - kept.cdf(z))  # later or at once is told apart


def test_an_inexact_measurement_is_worth_less_and_learning_by_doing_makes_it_better() -> None:
    case = running(Normal(90, 60))
    exact = advised(case, cost=0.0)
    rough = advised(case, study=Survey(sd=60.0), size=1, cost=0.0)
    learnt = advised(case, study=Survey(sd=60.0), size=1, cost=0.0, error_ratio=0.2)
    assert rough.value_of("run and measure") < learnt.value_of("run and measure") < exact.value_of("run and measure")
    assert learnt.value_of("measure first") == rough.value_of("measure first")
    assert (exact.is_bound, rough.is_bound) == (True, False)


def test_what_is_assumed_of_a_measurement_is_said() -> None:
    case = running(Normal(105, 60))
    assert "Measuring is assumed exact and free: state a plan" in in_words(advised(case))
    assert "Measuring is assumed exact, at the expected cost of 1 EUR." in in_words(advised(case, cost=1.0))
    rough = in_words(advised(case, study=Survey(sd=10.0), size=10))
    assert "Measuring takes 10 observations, and is assumed free" in rough
    assert "An answer today would be worth at most" in rough
    stated = in_words(advised(case, study=Survey(sd=10.0), size=10, cost=1.0))
    assert "at most" not in stated
    assert "assumed" not in stated
    assert "Measuring takes 10 observations, at the expected cost of 1 EUR." in stated


def test_the_plan_of_the_case_is_taken_unless_another_is_given() -> None:
    plan = Measurement(method="survey", n=30, sd=100.0, cost=Range(10, 40), unit_cost=Uniform(0, 2))
    case = running(Normal(90, 60), measurement=plan)
    advice = advised(case)
    assert (advice.size, advice.is_bound) == (30, False)
    sigma = math.log(40 / 10) / (2 * 1.6448536269514722)  # a lognormal, of which nine tenths lie between the two
    assert advice.measurement_cost == pytest.approx(math.sqrt(10 * 40) * math.exp(sigma**2 / 2) + 30, rel=1e-6)
    assert advised(case, cost=7.0).measurement_cost == 7.0


def test_the_plan_of_an_indicator_is_about_its_effect_and_not_about_its_value() -> None:
    plan = Measurement(method="survey", n=30, sd=100.0, cost=20)
    case = running(Normal(105, 60), measurement=plan)
    case = attrs.evolve(case, indicators={"calls": attrs.evolve(case.indicators["calls"], value=Uniform(0.5, 1.5))})
    assert advised(case).size == 30
    assert advised(case, subject="indicators.calls").size is None


def test_a_study_asks_how_many_observations_it_has() -> None:
    with pytest.raises(OptionError, match="size: say how many observations the study has"):
        advised(running(Normal(90, 60)), study=Survey(sd=60.0))


def test_waiting_costs_the_last_year_of_the_window() -> None:
    advice = advised(running(150.0, rate=0.1))
    assert advice.cost_of_delay == pytest.approx(50 / 1.1)
    longest = advised(running(150.0, rate=0.1), delay=Duration(years=3))
    assert longest.cost_of_delay == pytest.approx(50 * (1 / 1.1 + 1 / 1.21 + 1 / 1.331))
    assert advice.subject is None
    assert "there is nothing to measure" in in_words(advice)


def test_what_is_paid_upfront_is_paid_later_too() -> None:
    advice = advised(running(150.0, upfront=70.0, rate=0.1))
    late = -70 / 1.1 + 50 * (1 / 1.21 + 1 / 1.331)
    assert advice.value_of("measure first") == pytest.approx(max(late, 0.0))


class TestTime:
    """Times are stated in weeks, months or years: within a period, money comes and goes evenly."""

    def test_three_months_of_a_yearly_period_are_a_quarter_of_it(self) -> None:
        advice = advised(running(150.0, upfront=70.0), delay="3 months", after=Duration(months=3))
        assert advice.cost_of_delay == pytest.approx(150 / 4 - 100 / 4)
        assert advice.reversible == pytest.approx(2.75 * 100 / 370)

    def test_weeks_are_those_of_the_calendar(self) -> None:
        advice = advised(running(150.0), delay=Duration(weeks=26))
        assert advice.cost_of_delay == pytest.approx(50 * 26 * 7 / 365.25)

    def test_a_year_and_a_half_falls_into_two_periods(self) -> None:
        """Of the first year's flow, half comes in the second year and half in the third."""
        advice = advised(running(150.0, rate=0.1), delay=Duration(months=18))
        late = 50 * (0.5 / 1.1**2 + 0.5 / 1.1**3) + 50 * 0.5 / 1.1**3
        assert advice.value_of("measure first") == pytest.approx(late)

    @pytest.mark.parametrize("rate", [0.0, 0.08])
    @pytest.mark.parametrize(
        "times",
        [{}, {"after": "3 months", "delay": "6 months"}, {"after": Duration(weeks=8), "delay": Duration(months=18)}],
    )
    def test_a_case_in_months_and_in_years_gives_the_same_advice(self, rate: float, times: dict[str, Any]) -> None:
        advice = [
            advised(self.told_in(step, rate=rate, mean=mean), stopping_costs=5.0, **times)
            for step in ("year", "month")
            for mean in (1140.0, 1320.0)
        ]
        for years, months in zip(advice[:2], advice[2:], strict=True):
            assert [one.name for one in years.options] == [one.name for one in months.options]
            assert years.subject == months.subject
            if rate == 0.0:  # else what comes at the end of a month is worth more than at the end of a year
                values = [[one.value for one in told.options] for told in (years, months)]
                assert values[0] == pytest.approx(values[1], rel=1e-9, abs=1e-6)
                assert years.npv.mean == pytest.approx(months.npv.mean, rel=1e-12)
                assert years.reversible == pytest.approx(months.reversible, rel=1e-12)

    def told_in(self, step: Any, *, rate: float, mean: float) -> Case:
        """State the same three years, of a cost of 100 a month, in months or in years."""
        length = 1 if step == "month" else 12
        case = running(Normal(mean * length / 12, 500 * length / 12), upfront=60.0, each=100.0 * length, rate=rate)
        return attrs.evolve(case, horizon=Horizon(start=date(2026, 1, 1), periods=36 // length, step=step))

    def test_in_a_window_below_a_year_the_whole_window_is_taken_and_that_is_said(self) -> None:
        case = attrs.evolve(running(Normal(90, 60)), horizon=Horizon(start=date(2026, 1, 1), periods=6, step="month"))
        advice = advised(case)
        assert (advice.after, advice.delay, advice.is_cut) == (Duration(months=6), Duration(months=6), True)
        assert advice.reversible == 0.0
        assert "The window is shorter than the usual year" in in_words(advice)
        assert not advised(case, after="1 month", delay="2 months").is_cut
        assert advised(case, after="1 month").is_cut
        assert advised(case, delay="2 months").is_cut

    @pytest.mark.parametrize("when", [Duration(years=4), "37 months"])
    def test_more_than_the_window_is_refused(self, when: Any) -> None:
        with pytest.raises(OptionError, match=r"after: .* is longer than the window of 3 years"):
            advised(running(150.0), after=when)

    @pytest.mark.parametrize("when", [3, "soon", "0 months", "-1 year", True])
    def test_what_is_not_a_duration_is_refused_with_what_to_write(self, when: Any) -> None:
        with pytest.raises(OptionError, match=r'delay: .* is not a duration: write "3 months"'):
            advised(running(150.0), delay=when)


class TestGaps:
    GAP = "tools.blog.gaps.mails"

    def case(self) -> Case:
        case = running(Normal(80, 10))
        return attrs.evolve(case, indicators=dict(case.indicators) | {"mails": an_indicator(1.0, prior=Normal(30, 40))})

    def test_a_gap_counts_as_the_case_says_and_is_named(self) -> None:
        advice = advised(self.case())
        assert advice.conventions.gaps == "no-credit"
        assert advice.value_of("run") == pytest.approx(-60)
        assert advice.open_questions == ("mails",)
        assert "No answer yet, and counted as 0:" in in_words(advice)

    def test_what_cannot_apply_to_a_tool_is_no_open_question(self) -> None:
        case = self.case()
        blog = attrs.evolve(case.tools["blog"], not_applicable={"mails": "it has no address"})
        assert advised(attrs.evolve(case, tools={"blog": blog})).open_questions == ()

    def test_asking_about_a_gap_fills_it_and_gives_both_figures_first(self) -> None:
        case = self.case()
        advice = advised(case, subject=self.GAP)
        assert (advice.conventions.gaps, advice.subject) == ("prior", self.GAP)
        assert advice.npv_stated == evaluate(case, draws=DRAWS).tools["blog"].npv
        assert advice.npv == evaluate(case, draws=DRAWS, gaps="prior").tools["blog"].npv
        assert re.search(
            r"\nThe blog brings in -60 \(.*\) EUR net with its missing effects taken as 0, and ", in_words(advice)
        )
        assert advised(case, gaps="prior").npv_stated is None


def test_old_and_new_tools_get_the_same_answer() -> None:
    case = running(Normal(90, 60))
    old = attrs.evolve(case, tools={"blog": attrs.evolve(case.tools["blog"], introduced=date(1990, 1, 1))})
    before, after = advised(case), advised(old)
    assert before == attrs.evolve(after, fingerprint=before.fingerprint)


def test_all_options_of_the_chamber_are_told_with_their_conventions() -> None:
    case = chamber()
    for key in case.tools:
        if case.tools[key].costs:
            advice = blogroi.launch(case, draws=500, tool=key)
            values = [option.value for option in advice.options]
            assert values == sorted(values, reverse=True)
            last = in_words(advice, full=True).splitlines()[-1]
            assert last.startswith("3 years from ")
            assert "500 draws, seed 1" in last
            held = json.loads(json.dumps(advice.to_dict()))["conventions"]
            assert (held["draws"], held["claims"]) == (500, "stated")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"stopping_costs": -1}, "stopping_costs: -1 is not an amount"),
        ({"cost": "free"}, "cost: 'free' is not an amount"),
        ({"error_ratio": 2}, "error_ratio: 2 is not a factor"),
        ({"subject": "tools.blog.effects.call"}, "did you mean `tools.blog.effects.calls`"),
        ({"subject": 3}, "subject: 3 is not something uncertain"),
    ],
)
def test_options_out_of_bounds_are_refused(options: Any, message: str) -> None:
    with pytest.raises(OptionError, match=message):
        advised(running(Normal(90, 60)), **options)


def test_a_tool_that_is_not_there_or_of_unknown_cost_is_refused() -> None:
    case = running(Normal(90, 60))
    with pytest.raises(OptionError, match="did you mean `blog`"):
        blogroi.launch(case, draws=10, tool="blogg")
    free = attrs.evolve(case, tools={"blog": a_tool({"calls": an_effect(5)})})
    with pytest.raises(OptionError, match="the cost of blog is not known"):
        blogroi.launch(free, draws=10, tool="blog")
