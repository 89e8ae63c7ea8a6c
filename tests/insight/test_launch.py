"""Launch first and measure later, or the other way round."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import attrs
import pytest

from blogroi import Case, Discounting, Horizon, Normal, OptionError, Uniform, insight
from blogroi.insight import LaunchAdvice, Survey
from blogroi.model import Measurement
from blogroi.report import launch_lines

from ..builders import a_case, a_cost, a_tool, an_effect, an_indicator, chamber

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
    return insight.launch(case, DRAWS, tool="blog", **options)


def test_what_costs_little_to_stop_is_run_and_measured() -> None:
    advice = advised(running(Normal(105, 60)))
    assert advice.best.name == "run and measure"
    # a year of 5, then two years of it where it is above zero: the unit normal loss of N(5, 60)
    assert advice.best.value == pytest.approx(5 + 2 * 26.52, abs=4 * advice.best.mc_error)
    assert advice.value_of("run") == pytest.approx(15, abs=5)


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
    assert advice.cost_of_delay == pytest.approx(100, abs=1)
    assert advice.voi_before_launch.value == 0.0
    assert next(launch_lines(advice)).startswith("The blog: run it, and do not wait for a measurement.")


def test_what_loses_for_sure_is_not_run() -> None:
    advice = advised(running(Uniform(10, 50)), cost=10.0)
    assert advice.best.name == "not at all"
    assert next(launch_lines(advice)).startswith("The blog: do not run it. Running it is expected to lose 210 EUR")


def test_a_measurement_that_costs_too_much_is_not_made() -> None:
    cheap, dear = (advised(running(Normal(105, 60)), cost=cost) for cost in (1.0, 500.0))
    assert cheap.best.name == "run and measure"
    assert dear.best.name == "run"
    assert cheap.value_of("run and measure") - dear.value_of("run and measure") == pytest.approx(499)


def test_stopping_that_costs_takes_from_the_worth_of_looking() -> None:
    free, charged = (advised(running(Normal(90, 60)), stopping_costs=costs) for costs in (0.0, 60.0))
    assert charged.value_of("run and measure") < free.value_of("run and measure")
    assert charged.value_of("run") == free.value_of("run")


def test_an_inexact_measurement_is_worth_less_and_learning_by_doing_makes_it_better() -> None:
    case = running(Normal(90, 60))
    exact = advised(case)
    rough = advised(case, study=Survey(sd=60.0), size=1)
    learnt = advised(case, study=Survey(sd=60.0), size=1, error_ratio=0.2)
    assert rough.value_of("run and measure") < learnt.value_of("run and measure") < exact.value_of("run and measure")
    assert learnt.value_of("measure first") == rough.value_of("measure first")
    assert (exact.is_bound, rough.is_bound) == (True, False)


def test_the_plan_of_the_case_is_taken_unless_another_is_given() -> None:
    plan = Measurement(method="survey", n=30, spread=100.0, cost=20, unit_cost=1)
    advice = advised(running(Normal(90, 60), measurement=plan))
    assert (advice.size, advice.is_bound) == (30, False)
    assert advice.measurement_cost == pytest.approx(50)
    assert advised(running(Normal(90, 60), measurement=plan), cost=7.0).measurement_cost == 7.0


def test_waiting_costs_the_last_year_of_the_window() -> None:
    advice = advised(running(150.0, rate=0.1))
    assert advice.cost_of_delay == pytest.approx(50 / 1.1)
    assert advised(running(150.0, rate=0.1), delay=3).cost_of_delay == pytest.approx(
        50 * (1 / 1.1 + 1 / 1.21 + 1 / 1.331)
    )
    assert advice.subject is None
    assert any("nothing to measure" in line for line in launch_lines(advice))


def test_what_is_paid_upfront_is_paid_later_too() -> None:
    advice = advised(running(150.0, upfront=70.0, rate=0.1))
    late = -70 / 1.1 + 50 * (1 / 1.21 + 1 / 1.331)
    assert advice.value_of("measure first") == pytest.approx(max(late, 0.0))


def test_old_and_new_tools_get_the_same_answer() -> None:
    case = running(Normal(90, 60))
    old = attrs.evolve(case, tools={"blog": attrs.evolve(case.tools["blog"], introduced=date(1990, 1, 1))})
    assert advised(case).to_dict() == advised(old).to_dict()


def test_all_options_of_the_chamber_are_told() -> None:
    case = chamber()
    for key in case.tools:
        if case.tools[key].costs:
            advice = insight.launch(case, 500, tool=key)
            assert [option.value for option in advice.options] == sorted(
                (option.value for option in advice.options), reverse=True
            )
            assert len(list(launch_lines(advice))) >= 6
            json.dumps(advice.to_dict())


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"after": 0}, "after: 0 is not a number of periods from 1 to 3"),
        ({"delay": 4}, "delay: 4 is not a number of periods"),
        ({"stopping_costs": -1}, "stopping_costs: -1 is not an amount"),
        ({"cost": "free"}, "cost: 'free' is not an amount"),
        ({"error_ratio": 2}, "error_ratio: 2 is not a factor"),
        ({"subject": "tools.blog.effects.call"}, "did you mean `tools.blog.effects.calls`"),
    ],
)
def test_options_out_of_bounds_are_refused(options: Any, message: str) -> None:
    with pytest.raises(OptionError, match=message):
        advised(running(Normal(90, 60)), **options)


def test_a_tool_that_is_not_there_or_of_unknown_cost_is_refused() -> None:
    case = running(Normal(90, 60))
    with pytest.raises(OptionError, match="did you mean `blog`"):
        insight.launch(case, 10, tool="blogg")
    free = attrs.evolve(case, tools={"blog": a_tool({"calls": an_effect(5)})})
    with pytest.raises(OptionError, match="what blog costs is not known"):
        insight.launch(free, 10, tool="blog")
