"""Weeks and other steps of the calendar, numbered one after the other so that a gap between two of them can be seen."""

from __future__ import annotations

import datetime
from typing import Literal, TypeAlias

from blogroi.language.spoken import Message, message, plural

__all__ = ["PER_YEAR", "STEPS_PER_YEAR", "SeriesStep", "first_day", "several", "step_of", "word"]

SeriesStep: TypeAlias = Literal["day", "week", "month", "quarter", "year"]
"""In what steps a series is kept."""

STEPS_PER_YEAR: dict[SeriesStep, float] = {
    "day": 365.25,
    "week": 365.25 / 7.0,
    "month": 12.0,
    "quarter": 4.0,
    "year": 1.0,
}
"""How many steps a year has on average."""

PER_YEAR: dict[SeriesStep, int] = {"day": 364, "week": 52, "month": 12, "quarter": 4, "year": 1}
"""How many whole steps back the same time of last year is, on the same day of the week where steps are days."""


def step_of(day: datetime.date, step: SeriesStep, weekday: int = 0) -> int:
    """Return the number of the step in which a day lies.

    Parameters
    ----------
    day : datetime.date
        The day.
    step : {"day", "week", "month", "quarter", "year"}
        In what is counted.
    weekday : int
        On what day a week begins: 0 is Monday.

    Returns
    -------
    int

    Examples
    --------
    >>> monday = datetime.date(2026, 1, 5)
    >>> step_of(monday, "week") - step_of(datetime.date(2026, 1, 4), "week")
    1
    >>> step_of(datetime.date(2026, 3, 31), "month") - step_of(datetime.date(2025, 3, 1), "month")
    12
    """
    if step == "week":
        return (day.toordinal() - 1 - weekday) // 7  # the first day of all, 1 January of the year 1, is a Monday
    if step == "day":
        return day.toordinal()
    if step == "year":
        return day.year
    months = day.year * 12 + day.month - 1
    return months if step == "month" else months // 3


def first_day(number: int, step: SeriesStep, weekday: int = 0) -> datetime.date:
    """Return the first day of a step, by its number; what :func:`step_of` gives for it is that number.

    Examples
    --------
    >>> first_day(step_of(datetime.date(2026, 1, 15), "week"), "week")
    datetime.date(2026, 1, 12)
    >>> first_day(step_of(datetime.date(2026, 8, 15), "quarter"), "quarter")
    datetime.date(2026, 7, 1)
    """
    if step == "week":
        return datetime.date.fromordinal(number * 7 + 1 + weekday)
    if step == "day":
        return datetime.date.fromordinal(number)
    if step == "year":
        return datetime.date(number, 1, 1)
    months = number if step == "month" else number * 3
    return datetime.date(months // 12, months % 12 + 1, 1)


def several(count: int, step: SeriesStep) -> Message:
    """Return a number of steps in words.

    Examples
    --------
    >>> several(1, "week"), several(26, "month")
    ('1 week', '26 months')
    """
    if step == "day":
        return plural("{count} day", "{count} days", count)
    if step == "week":
        return plural("{count} week", "{count} weeks", count)
    if step == "month":
        return plural("{count} month", "{count} months", count)
    if step == "quarter":
        return plural("{count} quarter", "{count} quarters", count)
    return plural("{count} year", "{count} years", count)


def word(step: SeriesStep) -> Message:
    """Return what a step is called."""
    return {
        "day": message("day"),
        "week": message("week"),
        "month": message("month"),
        "quarter": message("quarter"),
        "year": message("year"),
    }[step]
