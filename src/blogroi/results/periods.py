"""Lengths of time in words: so many periods, one of them, the first and the last of a window."""

from __future__ import annotations

from blogroi.language.spoken import message, plural
from blogroi.model.duration import Duration, Step
from blogroi.results.format import as_stated

__all__ = ["A_PERIOD", "FIRST_PERIOD", "LAST_PERIOD", "form_of", "length", "span", "time_in_words"]

A_PERIOD: dict[Step, str] = {
    "week": message("a week"),
    "month": message("a month"),
    "quarter": message("a quarter"),
    "year": message("a year"),
}
"""One period."""

FIRST_PERIOD: dict[Step, str] = {
    "week": message("the first week"),
    "month": message("the first month"),
    "quarter": message("the first quarter"),
    "year": message("the first year"),
}
"""The first period of a window."""

LAST_PERIOD: dict[Step, str] = {
    "week": message("the last week"),
    "month": message("the last month"),
    "quarter": message("the last quarter"),
    "year": message("the last year"),
}
"""The last period of a window."""


def form_of(number: str) -> int:
    """Return a count that has the form of a number as it is written: 1.5 is several in English, and one in French.

    Examples
    --------
    >>> form_of("1"), form_of("1.5"), form_of("0.5"), form_of("12")
    (1, 0, 0, 2)
    """
    return 1 if number == "1" else 0 if number.startswith(("0", "1.")) else 2


def length(number: str, step: Step) -> str:
    """Return how long something takes, a number of periods being what somebody has written of it.

    Examples
    --------
    >>> length("1", "year"), length("2.5", "month")
    ('1 year', '2.5 months')
    """
    form = form_of(number)
    match step:
        case "week":
            return plural("{number} week", "{number} weeks", form, number=number)
        case "month":
            return plural("{number} month", "{number} months", form, number=number)
        case "quarter":
            return plural("{number} quarter", "{number} quarters", form, number=number)
        case "year":
            return plural("{number} year", "{number} years", form, number=number)


def time_in_words(time: Duration) -> str:
    """Return a length of time.

    Examples
    --------
    >>> time_in_words(Duration(years=1)), time_in_words(Duration(months=2.5))
    ('1 year', '2.5 months')
    """
    return length(as_stated(time.number), time.unit)


def span(count: int, step: Step) -> str:
    """Return how long so many periods are.

    Examples
    --------
    >>> span(1, "year"), span(36, "month")
    ('1 year', '36 months')
    """
    match step:
        case "week":
            return plural("{count} week", "{count} weeks", count)
        case "month":
            return plural("{count} month", "{count} months", count)
        case "quarter":
            return plural("{count} quarter", "{count} quarters", count)
        case "year":
            return plural("{count} year", "{count} years", count)
