"""Columns that many tables have in common: keys with what they are called, and the parts of a figure.

What a part of a figure means is said here once, so that it says the same wherever a figure stands in a table.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from blogroi.results.answer import Names
from blogroi.results.summary import Payback, Ratio, Summary
from blogroi.results.table import CURRENCY, Heading, Value

__all__ = [
    "ALL_OF_A_RATIO",
    "ALL_OF_A_SUMMARY",
    "INDICATOR",
    "OTHER",
    "RATIO",
    "SPREAD",
    "SUMMARY",
    "TOOL",
    "amount",
    "day",
    "day_of",
    "figure_headings",
    "flag",
    "indicator_cells",
    "number",
    "parts_of",
    "share",
    "text",
    "tool_cells",
    "whole",
]

PARTS: Mapping[str, str] = {
    "mean": "expected",
    "of_means": "ratio of expectations",
    "sd": "standard deviation",
    "p05": "5 % quantile",
    "p50": "median",
    "p95": "95 % quantile",
    "low": "5 % quantile with every gap at its least, where gaps are bounded",
    "high": "95 % quantile with every gap at its greatest, where gaps are bounded",
    "mc_error": "Monte Carlo standard error of what is expected",
    "never": "share of the draws in which it does not come within the window",
    "at_once": "share of the draws in which nothing is ever owed",
}
"""What each part of a figure says."""

SUMMARY = ("mean", "p05", "p50", "p95")
RATIO = ("of_means", "p05", "p50", "p95")
SPREAD = ("mean", "sd", "p05", "p50", "p95", "mc_error")
"""A summary without its ends under gaps, where a figure has none of its own."""
ALL_OF_A_SUMMARY = ("mean", "sd", "p05", "p50", "p95", "low", "high", "mc_error")
ALL_OF_A_RATIO = ("of_means", "p05", "p50", "p95", "low", "high", "mc_error")

_SHARES = ("never", "at_once")


def text(meaning: str) -> Heading:
    """Head a column of texts."""
    return Heading("text", meaning)


def number(meaning: str, unit: str | None = None) -> Heading:
    """Head a column of real numbers."""
    return Heading("number", meaning, unit)


def amount(meaning: str) -> Heading:
    """Head a column of amounts in the currency of the case."""
    return Heading("number", meaning, CURRENCY)


def share(meaning: str) -> Heading:
    """Head a column of shares of 1, or of chances."""
    return Heading("number", meaning, "share")


def whole(meaning: str, unit: str | None = None) -> Heading:
    """Head a column of whole numbers."""
    return Heading("whole", meaning, unit)


def flag(meaning: str) -> Heading:
    """Head a column of true or false."""
    return Heading("flag", meaning)


def day(meaning: str) -> Heading:
    """Head a column of days."""
    return Heading("date", meaning)


TOOL = {"tool": text("Key of the tool."), "name": text("What it is called.")}
OTHER = {"other": text("Key of another tool."), "other_name": text("What that one is called.")}
INDICATOR = {
    "indicator": text("Key of the indicator."),
    "statement": text("What it is called."),
    "unit": text("Unit in which it is counted."),
}


def tool_cells(names: Names, key: str) -> dict[str, Value]:
    """Return the key of a tool with its name."""
    return {"tool": key, "name": names.tools.get(key)}


def indicator_cells(names: Names, key: str) -> dict[str, Value]:
    """Return the key of an indicator with its statement and its unit."""
    named = names.indicators.get(key)
    return {
        "indicator": key,
        "statement": None if named is None else named.statement,
        "unit": None if named is None else named.unit,
    }


def figure_headings(prefix: str, meaning: str, unit: str | None, parts: Iterable[str]) -> dict[str, Heading]:
    """Head a column for each part of a figure.

    Parameters
    ----------
    prefix : str
        What the names of the columns begin with, before ``_mean``; nothing for names that are those of the parts.
    meaning : str
        What the figure is, without a full stop.
    unit : str or None
        In what it is counted.
    parts : iterable of str
        Which parts of it.

    Returns
    -------
    dict of str to Heading

    Examples
    --------
    >>> {name: heading.meaning for name, heading in figure_headings("npv", "Net present value", "EUR", ["p05"]).items()}
    {'npv_p05': 'Net present value: 5 % quantile.'}
    """
    return {
        f"{prefix}_{part}" if prefix else part: number(
            f"{meaning}: {PARTS[part]}.", "share" if part in _SHARES else unit
        )
        for part in parts
    }


def parts_of(prefix: str, figure: Summary | Ratio | Payback | None, parts: Iterable[str]) -> dict[str, Any]:
    """Return the parts of a figure under the names of their columns; none of one that is not known.

    Examples
    --------
    >>> parts_of("npv", Summary(10.0, 2.0, 7.0, 9.5, 14.0, 0.0), ["mean", "p95"])
    {'npv_mean': 10.0, 'npv_p95': 14.0}
    """
    if figure is None:
        return {}
    return {f"{prefix}_{part}" if prefix else part: getattr(figure, part, None) for part in parts}


def day_of(written: str) -> datetime.date | None:
    """Return a day that an answer holds as text; None where it holds none.

    Examples
    --------
    >>> day_of("2026-06-30"), day_of("")
    (datetime.date(2026, 6, 30), None)
    """
    try:
        return datetime.date.fromisoformat(written)
    except ValueError:
        return None
