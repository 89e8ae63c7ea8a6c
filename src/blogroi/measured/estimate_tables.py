"""What a launch changed, as tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from blogroi.measured.estimation import Estimate
from blogroi.measured.interval import Interval
from blogroi.results.headings import day, number, text
from blogroi.results.table import Heading, Layout, Value

__all__ = ["EXPECTED", "LAYOUTS", "expected_cells"]

EXPECTED: dict[str, Heading] = {
    "expected": number("What would have been counted otherwise: the median."),
    "expected_low": number("Lower end of its interval."),
    "expected_high": number("Upper end of its interval."),
}
"""Columns of what would have been counted."""


def expected_cells(expected: Interval) -> dict[str, Value]:
    """Fill the columns of what would have been counted."""
    return {"expected": expected.estimate, "expected_low": expected.low, "expected_high": expected.high}


_EFFECTS: dict[str, Heading] = {
    "figure": text("`per_week`, `total`, or `lift`: the change relative to what there is without it."),
    "estimate": number("The median."),
    "low": number("Lower end of the interval."),
    "high": number("Upper end of the interval."),
}


def _effects(found: Estimate) -> Iterator[Mapping[str, Value]]:
    for name in ("per_week", "total", "lift"):
        figure = getattr(found, name)
        if figure is not None:
            yield {"figure": name, "estimate": figure.estimate, "low": figure.low, "high": figure.high}


_WEEKS: dict[str, Heading] = {
    "day": day("First day of the week."),
    "observed": number("What was counted."),
    **EXPECTED,
}


def _weeks(found: Estimate) -> Iterator[Mapping[str, Value]]:
    for week in found.weeks:
        yield {"day": week.day, "observed": week.observed, **expected_cells(week.expected)}


LAYOUTS: tuple[Layout[Estimate], ...] = (
    Layout("effects", "A row for each way of saying the change.", _EFFECTS, _effects),
    Layout("weeks", "A row for each week after the launch that was counted.", _WEEKS, _weeks),
)
"""The tables of an estimate."""
