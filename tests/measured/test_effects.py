"""A measured effect in a case: the same for every tool, carried to the case's periods, and evaluated as any other."""

from typing import Any

import numpy as np
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import blogroi
from blogroi import OptionError
from blogroi.measured import Interval, Series, as_effect, estimate
from blogroi.testing import GuaranteeBroken, check_same_estimator, comparisons
from tests.measured import wandering, weekly

SERIES = weekly(wandering(60, seed=1))
LAUNCH = SERIES.days[52]
FOUND = estimate(SERIES, launch=LAUNCH)
CASE = blogroi.load("examples/chamber.toml")


def measured(series: Series, case: blogroi.Case, tool: str, launch: Any, state: Any) -> Any:
    return as_effect(estimate(series, launch=launch, state=state), case).change


@pytest.mark.parametrize(
    ("step", "weeks"), [("week", 1.0), ("month", 365.25 / 84), ("quarter", 365.25 / 28), ("year", 365.25 / 7)]
)
def test_a_week_is_carried_to_the_periods_of_the_case(step: Any, weeks: float) -> None:
    case = evolve(CASE, horizon=evolve(CASE.horizon, step=step))
    change = as_effect(FOUND, case).change
    assert isinstance(change, blogroi.Estimate)
    assert (change.estimate, change.low, change.high) == pytest.approx(
        [weeks * number for number in (FOUND.per_week.estimate, FOUND.per_week.low, FOUND.per_week.high)]
    )
    assert change.confidence == 0.9


def test_months_are_carried_to_years_and_years_to_months() -> None:
    days = [f"{2015 + n // 12}-{n % 12 + 1:02d}-01" for n in range(72)]
    found = estimate(Series(days, wandering(72), "month"), launch="2020-01-01")
    change: Any = as_effect(found, CASE).change
    assert change.estimate == pytest.approx(12 * found.per_week.estimate)
    assert as_effect(found, CASE).source == "level-1: 12 months from 2020-01-01, a month times 12 for a year"


def test_a_mean_or_a_score_moves_by_as_much_in_a_year_as_in_a_week() -> None:
    found = estimate(Series(SERIES.days, np.log(wandering(60)), scale="identity"), launch=LAUNCH)
    effect: Any = as_effect(found, CASE)
    assert effect.change.estimate == found.per_week.estimate
    assert effect.source == "level-1: 8 weeks from 2024-12-30"


def test_what_is_counted_may_be_another_unit_than_that_of_the_indicator() -> None:
    """Calls are counted, and calls avoided are the indicator; or each is a quarter of an hour."""
    plain: Any = as_effect(FOUND, CASE).change
    turned, quarters = as_effect(FOUND, CASE, times=-1), as_effect(FOUND, CASE, times=0.25)
    change: Any = turned.change
    assert (change.estimate, change.low, change.high) == (-plain.estimate, -plain.high, -plain.low)
    assert turned.source.endswith(", a week times 52.18 for a year, times -1 for the unit")
    hours: Any = quarters.change
    assert (hours.estimate, hours.low, hours.high) == pytest.approx((plain.estimate / 4, plain.low / 4, plain.high / 4))


@pytest.mark.parametrize("times", [0, True, "2", float("nan"), float("inf")])
def test_a_factor_that_is_none_is_refused(times: Any) -> None:
    with pytest.raises(OptionError, match=r"times: .+ is not a number other than 0"):
        as_effect(FOUND, CASE, times=times)


def test_it_is_measured_and_nothing_is_taken_off_it_twice() -> None:
    effect = as_effect(FOUND, CASE, source="the help desk's own count")
    assert (effect.evidence, effect.source) == ("measured", "the help desk's own count")
    assert effect.deadweight == blogroi.Point(0.0)
    assert effect.credit == blogroi.Point(1.0)


def test_an_interval_without_an_inside_is_stated_by_its_ends() -> None:
    ends = evolve(FOUND, per_week=Interval(1.0, -3.0, 1.0))
    change = as_effect(ends, CASE).change
    assert isinstance(change, blogroi.Range)
    assert change.shape == "normal"
    assert change.high == pytest.approx(365.25 / 7)
    still = evolve(FOUND, per_week=Interval(1.0, 1.0, 1.0))
    assert as_effect(still, evolve(CASE, horizon=evolve(CASE.horizon, step="week"))).change == blogroi.Point(1.0)


def test_an_evaluation_takes_it_as_any_other_effect() -> None:
    blog = CASE.tools["blog"]
    key = next(iter(blog.effects))
    effect = as_effect(FOUND, CASE)
    case = evolve(CASE, tools={**CASE.tools, "blog": evolve(blog, effects={**blog.effects, key: effect})})
    units = blogroi.evaluate(case, draws=20_000).tools["blog"].units_by_indicator[key].net_change
    assert units is not None
    assert units.p50 == pytest.approx(CASE.horizon.periods * FOUND.per_week.estimate * 365.25 / 7, rel=0.1)


@pytest.mark.parametrize(
    ("given", "said"), [((5, CASE), "estimate: 5 is not an estimate"), ((FOUND, 5), "case: 5 is not a case")]
)
def test_what_cannot_be_taken_is_refused(given: Any, said: str) -> None:
    with pytest.raises(OptionError) as caught:
        as_effect(*given)
    assert str(caught.value) == said


def test_the_same_series_gives_the_same_effect_whatever_tool_it_is_put_down_to() -> None:
    for path in ("examples/chamber.toml", "examples/internal-effects.toml"):
        check_same_estimator(measured, SERIES, blogroi.load(path), launch=LAUNCH)


@settings(max_examples=5, deadline=None)
@given(
    case=comparisons(most_tools=4, most_periods=12),
    seed=st.integers(0, 99),
    gaps=st.sets(st.integers(0, 59), max_size=6),
)
def test_so_it_does_in_any_case_and_of_any_series(case: blogroi.Case, seed: int, gaps: set[int]) -> None:
    values = [None if place in gaps else value for place, value in enumerate(wandering(60, seed).tolist())]
    check_same_estimator(measured, weekly(values), case, launch=LAUNCH)


def years(case: blogroi.Case, tool: str) -> int:
    day = case.tools[tool].introduced
    return 0 if day is None else day.year


@pytest.mark.parametrize(
    ("biased", "figure"),
    [
        (lambda change, case, tool, state: change.times(1.1 if 0 < years(case, tool) < 2000 else 1), "estimate"),
        (lambda change, case, tool, state: change.times(0.9 if years(case, tool) == 0 else 1), "estimate"),
        (lambda change, case, tool, state: change.times(2 if tool == "blog" else 1), "estimate"),
        (lambda change, case, tool, state: change.times(2 if "blog" in case.tools[tool].kind else 1), "estimate"),
        (lambda change, case, tool, state: evolve(change, low=change.low - (state == "off")), "low"),
        (lambda change, case, tool, state: change if state == "on" else -change, "estimate"),
    ],
    ids=["old", "undated", "one key", "blogs", "wider when off", "not turned"],
)
def test_an_estimator_that_looks_at_the_tool_is_found(biased: Any, figure: str) -> None:
    def estimator(series: Series, case: blogroi.Case, tool: str, launch: Any, state: Any) -> Any:
        return biased(estimate(series, launch=launch, state=state).per_week, case, tool, state)

    with pytest.raises(GuaranteeBroken) as caught:
        check_same_estimator(estimator, SERIES, CASE, launch=LAUNCH)
    assert (caught.value.guarantee, caught.value.figure) == ("N11", figure)
    assert str(caught.value).startswith("N11, same estimator: when ")
