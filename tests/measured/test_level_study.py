"""How well a launch would be measured: the numbers of a study agree with the intervals of the measurement itself."""

import datetime
from typing import Any

import numpy as np
import pytest
from attrs import evolve

import blogroi
from blogroi import LevelStudy, OptionError, Survey
from blogroi.measured import Series, counterfactual, level_study
from tests.measured import MONDAY, shipped, wandering, weekly

CASE = blogroi.load("examples/chamber.toml")
BY_WEEK = evolve(CASE, horizon=evolve(CASE.horizon, step="week"))
SERIES = weekly(wandering(104, 3))


def interval_sd(values: Any, weeks: int, scale: Any = "count", **options: Any) -> float:
    """Return the standard deviation of the mean of some weeks, as the ends of its interval have it."""
    days = [MONDAY + datetime.timedelta(weeks=place) for place in range(len(values) + weeks)]
    longer = Series(days, [*values, *[values[-1]] * weeks], scale=scale)
    means = counterfactual(longer, launch=days[len(values)], **options).paths.mean(axis=0)
    low, high = np.quantile(means, [0.16, 0.84])
    return float(high - low) / 1.989


@pytest.mark.parametrize("weeks", [1, 4, 13, 26])
def test_its_error_is_that_of_the_interval(weeks: int) -> None:
    study = level_study(SERIES, BY_WEEK)
    assert study.error(weeks) == pytest.approx(interval_sd(list(wandering(104, 3)), weeks), rel=0.12)
    scores = np.log(wandering(104, 3))
    by_scores = level_study(Series(SERIES.days, scores, scale="identity"), BY_WEEK)
    assert by_scores.error(weeks) == pytest.approx(interval_sd(list(scores), weeks, "identity"), rel=0.08)


def test_a_period_of_the_case_is_what_it_is_about() -> None:
    by_week, by_year = level_study(SERIES, BY_WEEK), level_study(SERIES, CASE)
    for name in ("level_sd", "step_sd", "noise_sd"):
        assert getattr(by_year, name) == pytest.approx(365.25 / 7 * getattr(by_week, name))
    scores = Series(SERIES.days, np.log(wandering(104, 3)), scale="identity")
    assert level_study(scores, CASE) == level_study(scores, BY_WEEK)


def test_a_control_makes_all_of_it_smaller() -> None:
    common, own = wandering(104, 1, step=0.2, noise=0.0), wandering(104, 2, step=0.01, noise=0.02)
    series = weekly(common * own / 100)
    alone, beside = level_study(series, BY_WEEK), level_study(series, BY_WEEK, controls=weekly(common))
    assert beside.step_sd < alone.step_sd / 3
    assert beside.error(8) < alone.error(8) / 3


def test_nothing_from_the_launch_on_is_read() -> None:
    launch = MONDAY + datetime.timedelta(weeks=60)
    other = weekly([*wandering(104, 3)[:60], *[9999.0] * 44])
    assert level_study(SERIES, CASE, launch=launch) == level_study(other, CASE, launch=launch)
    assert level_study(SERIES, CASE, launch=launch, clip=2.0) != level_study(SERIES, CASE, launch=launch)


def test_real_series_are_off_by_about_as_much_as_it_says() -> None:
    """Of errors of a normal variable, 90 in 100 are within 1.645 of their measure; counts that wander by a great part of themselves rise farther."""
    for weeks in (4, 8, 13):
        off = []
        for series in shipped().values():
            values = np.array(series.values, dtype=float)
            for begin in range(0, len(values) - 52 - weeks + 1, 3):
                days, part = series.days[begin : begin + 52 + weeks], values[begin : begin + 52 + weeks]
                study = level_study(Series(days[:52], part[:52]), BY_WEEK)
                expected = np.median(counterfactual(Series(days, part), launch=days[52]).paths.mean(axis=0))
                off.append((part[52:].mean() - expected) / study.error(weeks))
        assert 0.75 < np.mean(np.abs(off) < 1.645) < 0.97


def test_from_the_spread_alone_real_series_are_off_by_about_as_much_as_it_says() -> None:
    """As above; with observations that are taken to be independent, half as many are within it."""
    held: dict[str, list[bool]] = {"level": [], "independent": []}
    for series in shipped().values():
        values = np.array(series.values, dtype=float)
        for begin in range(0, len(values) - 60 + 1, 3):
            part = values[begin : begin + 60]
            sd = float(part[:52].std(ddof=1))
            expected = np.median(
                counterfactual(weekly(part), launch=MONDAY + datetime.timedelta(weeks=52)).paths.mean(axis=0)
            )
            off = abs(part[52:].mean() - expected)
            held["level"].append(off < 1.645 * LevelStudy.from_spread(sd).error(8))
            held["independent"].append(off < 1.645 * Survey(sd=sd).error(8))
    assert 0.78 < np.mean(held["level"]) < 0.95
    assert np.mean(held["independent"]) < 0.68


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ((SERIES, 5), "case: 5 is not a case"),
        ((weekly(wandering(20)), CASE), "series: there are 20 weeks in full before 2024-05-20, too few"),
        ((5, CASE), "series: 5 is not a series"),
    ],
)
def test_what_cannot_be_taken_is_refused(given: Any, said: str) -> None:
    with pytest.raises(OptionError) as caught:
        level_study(*given)
    assert str(caught.value).startswith(said)


def test_it_is_a_study_of_a_launch() -> None:
    study = level_study(SERIES, CASE)
    assert study.best_size is not None
    best, long = (
        blogroi.launch(CASE, tool="intranet", study=study, size=weeks, draws=2000, cost=0)
        for weeks in (study.best_size, 20 * study.best_size)
    )
    assert study.error(20 * study.best_size) > study.error(study.best_size)
    assert best.to_dict() != long.to_dict()
