"""From what a series says to an effect of a case: the change of a week carried over to the case's periods."""

from __future__ import annotations

from blogroi.errors import OptionError
from blogroi.language.naming import describe
from blogroi.language.spoken import message
from blogroi.measured.estimation import Estimate
from blogroi.measured.interval import Interval
from blogroi.measured.steps import STEPS_PER_YEAR, several, word
from blogroi.model import Case, Effect, Point, Quantity, Range
from blogroi.model import Estimate as Stated
from blogroi.model.duration import STEPS_IN_A_YEAR
from blogroi.model.intake import as_number

__all__ = ["as_effect", "as_quantity", "steps_in_a_period"]


def as_effect(estimate: Estimate, case: Case, *, times: float = 1.0, source: str | None = None) -> Effect:
    """Turn what a series says into an effect, for a case of any step.

    A change of so many a week is multiplied by the weeks of a period (4.348 in a month, 52.18 in a year): it is taken to go on as it was in the
    weeks that were counted. Means and scores move by the same amount in a week as in a year, and are not multiplied. Of the case nothing but the
    length of a period is read, and nothing at all of its tools: whichever of them the effect is put down to, it is the same.

    Parameters
    ----------
    estimate : Estimate
        What was measured.
    case : Case
        The case; its horizon says how long a period is.
    times : float
        How many units of the indicator one unit of the series is: -1 where calls are counted and the indicator is calls avoided, 0.25 where it is
        hours of a quarter of an hour each.
    source : str, optional
        Who says so; by default the name of the series, the method, the weeks counted and what they were multiplied by.

    Returns
    -------
    Effect
        Its evidence is ``"measured"``. Nothing is taken off it: what would have come anyway is off already.

    Raises
    ------
    OptionError
        When it is no estimate, no case, or no number other than 0.

    Examples
    --------
    >>> from datetime import date, timedelta
    >>> import blogroi
    >>> from blogroi.measured import Series, estimate
    >>> days = [date(2025, 1, 6) + timedelta(weeks=n) for n in range(60)]
    >>> calls = Series(days, [100 + 7 * (n * n % 5) + (40 if n >= 52 else 0) for n in range(60)], name="calls.csv")
    >>> found = estimate(calls, launch=days[52])
    >>> effect = as_effect(found, blogroi.loads(blogroi.template()))
    >>> effect.evidence, effect.source
    ('measured', 'calls.csv, level-1: 8 weeks from 2026-01-05, a week times 52.18 for a year')
    >>> round(effect.change.estimate / found.per_week.estimate, 2)
    52.18
    """
    if not isinstance(estimate, Estimate):
        raise OptionError("estimate", message("{value} is not an estimate", value=describe(estimate)))
    if not isinstance(case, Case):
        raise OptionError("case", message("{value} is not a case", value=describe(case)))
    number = as_number(times)
    if isinstance(number, bool) or not isinstance(number, int | float) or not 0.0 < abs(number) < 1e9:
        raise OptionError("times", message("{value} is not a number other than 0", value=describe(number)))
    steps = steps_in_a_period(estimate, case)
    return Effect(
        change=as_quantity(estimate.per_week.times(steps * number), estimate.confidence),
        evidence="measured",
        source=_source(estimate, case, steps, number) if source is None else source,
    )


def steps_in_a_period(estimate: Estimate, case: Case) -> float:
    """Return by what the change of a week is multiplied to be that of a period: 1 for means and scores.

    Parameters
    ----------
    estimate : Estimate
        What was measured.
    case : Case
        The case.

    Returns
    -------
    float
    """
    if estimate.scale == "identity":
        return 1.0
    return STEPS_PER_YEAR[estimate.step] / STEPS_IN_A_YEAR[case.horizon.step]


def as_quantity(change: Interval, confidence: float) -> Quantity:
    """State an interval as a quantity; where the middle is an end, as it is of rare counts, the ends alone say more."""
    if change.low < change.estimate < change.high:
        return Stated(change.estimate, change.low, change.high, confidence)
    if change.low < change.high:
        return Range(change.low, change.high, confidence=confidence, shape="normal")
    return Point(change.estimate)


def _source(estimate: Estimate, case: Case, steps: float, number: float) -> str:
    """Say in a case where it comes from, in the language of files."""
    series = f"{estimate.series}, " if estimate.series else ""
    counted = f"{several(estimate.weeks_after, estimate.step)} from {estimate.launch}"
    carried = f", a {word(estimate.step)} times {steps:.4g} for a {case.horizon.step}" if steps != 1.0 else ""
    unit = f", times {number:g} for the unit" if number != 1.0 else ""
    return f"{series}{estimate.method}: {counted}{carried}{unit}"
