"""What the questions about a series are asked with: taken as people write it, or refused with what would be right."""

from __future__ import annotations

import datetime
from typing import Any

from blogroi.errors import OptionError
from blogroi.language.naming import describe
from blogroi.language.spoken import message
from blogroi.model.arguments import whole
from blogroi.model.intake import as_date, as_number
from blogroi.model.misread_dates import date_fault

__all__ = ["ENOUGH_WEEKS", "LEAST_WEEKS", "chance", "day", "paths_of", "positive"]

ENOUGH_WEEKS = 52
"""From so many weeks before on, intervals hold what they promise on series where nothing had happened."""

LEAST_WEEKS = 8
"""Fewer weeks before say nothing of how a series moves, whoever says it aloud."""


def day(name: str, value: Any) -> datetime.date:
    """Take a day.

    Examples
    --------
    >>> day("launch", "2026-01-15")
    datetime.date(2026, 1, 15)
    """
    found = as_date(value)
    if type(found) is not datetime.date:
        raise OptionError(name, date_fault(value).message)
    return found


def chance(name: str, value: object, *, low: float, high: float) -> float:
    """Take a chance between two others.

    Examples
    --------
    >>> chance("confidence", 90, low=0.5, high=0.99)
    Traceback (most recent call last):
        ...
    blogroi.errors.OptionError: confidence: 90 is not a chance from 0.5 to 0.99: for 90 % write 0.9
    """
    number = as_number(value)
    if isinstance(number, bool) or not isinstance(number, int | float) or not low <= number <= high:
        is_percent = isinstance(number, int | float) and low <= number / 100 <= high
        cure = (
            message(": for {value} % write {other}", value=f"{number:g}", other=f"{number / 100:g}")
            if is_percent
            else ""
        )
        raise OptionError(
            name,
            message(
                "{value} is not a chance from {low} to {high}{cure}",
                value=describe(number),
                low=f"{low:g}",
                high=f"{high:g}",
                cure=cure,
            ),
        )
    return float(number)


def positive(name: str, value: object) -> float:
    """Take a number above zero.

    Examples
    --------
    >>> positive("clip", 4)
    4.0
    """
    number = as_number(value)
    if isinstance(number, bool) or not isinstance(number, int | float) or not 0.0 < number < 1e9:
        raise OptionError(name, message("{value} is not a number above zero", value=describe(number)))
    return float(number)


def paths_of(paths: object, seed: object) -> tuple[int, int]:
    """Take how many paths are drawn, and the seed."""
    return whole("paths", paths, low=100, high=1_000_000), whole("seed", seed, low=0, high=2**63 - 1)
