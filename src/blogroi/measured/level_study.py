"""How well a launch would be measured on a series, for the question whether that is worth it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import numpy as np

from blogroi.decisions.studies import LevelStudy
from blogroi.errors import OptionError
from blogroi.language.naming import describe
from blogroi.language.spoken import message
from blogroi.measured.history import History
from blogroi.measured.level import RATIOS
from blogroi.measured.options import LEAST_WEEKS, day, positive
from blogroi.measured.series import Series
from blogroi.measured.steps import STEPS_PER_YEAR
from blogroi.measured.window import too_few
from blogroi.model import Case
from blogroi.model.arguments import whole
from blogroi.model.duration import STEPS_IN_A_YEAR

__all__ = ["level_study"]


def level_study(
    series: Series,
    case: Case,
    *,
    controls: Sequence[Series] | Series = (),
    launch: datetime.date | str | None = None,
    clip: float | None = None,
    at_least: int = 26,
) -> LevelStudy:
    """Read off a series how far off a measurement on it would be, by its weeks: a study for ``launch(case, study=..., size=weeks)``.

    The three numbers are standard deviations of the change of a period of the case, in the unit of the series: what the level, its steps and
    the noise are expected to be under what the weeks before say of them. Where a count wanders by a great part of itself, they are a first
    approximation: an interval of :func:`~blogroi.measured.estimate` is then longer above than below.

    Parameters
    ----------
    series : Series
        What was counted so far.
    case : Case
        The case; its horizon says how long a period is.
    controls, clip, at_least
        As for :func:`~blogroi.measured.estimate`.
    launch : datetime.date or str, optional
        Day from which on nothing is read; the end of the series by default.

    Returns
    -------
    LevelStudy

    Raises
    ------
    OptionError
        When there are too few weeks, or something else cannot be taken.

    Examples
    --------
    >>> from datetime import date, timedelta
    >>> import blogroi
    >>> mondays = [date(2025, 1, 6) + timedelta(weeks=week) for week in range(60)]
    >>> calls = Series(mondays, [420 + 3 * (week**3 * 7 % 31) for week in range(60)])
    >>> study = level_study(calls, blogroi.loads(blogroi.template()))
    >>> study.best_size, [round(study.error(weeks)) for weeks in (2, 11, 52)]
    (11, [1105, 777, 1035])
    """
    if not isinstance(case, Case):
        raise OptionError("case", message("{value} is not a case", value=describe(case)))
    history = History.of(series, controls)
    end = len(history) if launch is None else min(max(history.place_of(day("launch", launch)), 0), len(history))
    begin = history.begin(end)
    before = history.known(begin, end)
    at_least = whole("at_least", at_least, low=LEAST_WEEKS, high=100_000)
    if before < at_least:
        raise OptionError("series", too_few(before, at_least, history.day_at(end), history.step))
    ahead = np.array([end])
    found = history.forecast(begin, end, ahead, clip=None if clip is None else positive("clip", clip), again=1)
    # The noise's variance is a sum of squares over a chi-squared number: its mean is taken. Of what is not known of the next week, all but that
    # week's own step and noise belongs to the level of the week before.
    noise = found.residuals / (found.freedom - 2)
    middle = float(found.weights @ found.means[:, 0])
    level = noise * (found.roots[:, 0, 0] ** 2 - RATIOS - 1.0) + (found.means[:, 0] - middle) ** 2
    times = 1.0
    if series.scale == "count":
        in_a_period = STEPS_PER_YEAR[series.step] / STEPS_IN_A_YEAR[case.horizon.step]
        times = in_a_period * float(np.exp(middle))  # a small change of a logarithm is a share of the level
    return LevelStudy(
        level_sd=times * float(np.sqrt(found.weights @ level)),
        step_sd=times * float(np.sqrt(found.weights @ (noise * RATIOS))),
        noise_sd=times * float(np.sqrt(found.weights @ noise)),
    )
