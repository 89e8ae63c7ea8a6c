"""Launches that never were, as a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from blogroi.measured.interval import Interval
from blogroi.measured.placebo import Placebos
from blogroi.results.headings import day, flag, number
from blogroi.results.table import Heading, Layout, Value

__all__ = ["EXPECTED", "LAUNCHES", "LAYOUTS", "expected_cells", "launch_cells"]

EXPECTED: dict[str, Heading] = {
    "expected": number("What would have been counted otherwise: the median."),
    "expected_low": number("Lower end of its interval."),
    "expected_high": number("Upper end of its interval."),
}
"""Columns of what would have been counted."""


def expected_cells(expected: Interval) -> dict[str, Value]:
    """Fill the columns of what would have been counted."""
    return {"expected": expected.estimate, "expected_low": expected.low, "expected_high": expected.high}


LAUNCHES: dict[str, Heading] = {
    "day": day("First day after the launch that never was."),
    "observed": number("What was counted in the window."),
    **EXPECTED,
    "held": flag("Whether the interval held what was counted."),
}
"""Columns of the launches that never were."""


def launch_cells(tried: Placebos) -> Iterator[Mapping[str, Value]]:
    """Fill the rows of the launches that never were."""
    for row in tried.rows:
        yield {"day": row.day, "observed": row.observed, **expected_cells(row.expected), "held": row.held}


LAYOUTS: tuple[Layout[Placebos], ...] = (
    Layout("launches", "A row for each launch that never was.", LAUNCHES, launch_cells),
)
"""The table of the launches."""
