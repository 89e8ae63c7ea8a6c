"""What windows would find, as a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from blogroi.measured.detection import Detectable
from blogroi.results.headings import number, whole
from blogroi.results.table import Heading, Layout, Value

__all__ = ["LAYOUTS"]

_WINDOWS: dict[str, Heading] = {
    "weeks": whole("Length of the window."),
    "lift": number("The smallest change that it would find, relative to what there is without it."),
    "per_week": number("The same in a week, in the unit of the series."),
}


def _windows(found: Detectable) -> Iterator[Mapping[str, Value]]:
    for row in found.rows:
        yield {"weeks": row.weeks, "lift": row.lift, "per_week": row.per_week}


LAYOUTS: tuple[Layout[Detectable], ...] = (Layout("windows", "A row for each window.", _WINDOWS, _windows),)
"""The table of the windows."""
