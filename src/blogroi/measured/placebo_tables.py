"""Launches that never were, as a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from blogroi.measured.estimate_tables import EXPECTED, expected_cells
from blogroi.measured.placebo import Placebos
from blogroi.results.headings import day, flag, number
from blogroi.results.table import Heading, Layout, Value

__all__ = ["LAYOUTS"]

_LAUNCHES: dict[str, Heading] = {
    "day": day("First day after the launch that never was."),
    "observed": number("What was counted in the window."),
    **EXPECTED,
    "held": flag("Whether the interval held what was counted."),
}


def _launches(tried: Placebos) -> Iterator[Mapping[str, Value]]:
    for row in tried.rows:
        yield {"day": row.day, "observed": row.observed, **expected_cells(row.expected), "held": row.held}


LAYOUTS: tuple[Layout[Placebos], ...] = (
    Layout("launches", "A row for each launch that never was.", _LAUNCHES, _launches),
)
"""The table of the launches."""
