"""What is in a file, as tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from blogroi.measured.survey import Contents
from blogroi.results.headings import day, number, text, whole
from blogroi.results.table import Heading, Layout, Value

__all__ = ["LAYOUTS"]

_COLUMNS: dict[str, Heading] = {
    "column": text("What the column is called."),
    "scale": text("`count` where numbers are added up, `identity` where they are averaged."),
    "known": whole("Number of rows with a number."),
    "full_weeks": whole("How many full weeks are known, or other steps that the file is kept in."),
    "mean": number("Mean of these weeks."),
    "low": number("The least of them."),
    "high": number("The greatest of them."),
}


def _columns(found: Contents) -> Iterator[Mapping[str, Value]]:
    for column in found.columns:
        told: dict[str, Value] = {name: getattr(column, name) for name in _COLUMNS if name != "column"}
        yield {"column": column.name, **told}


_WEEKS: dict[str, Heading] = {
    "column": text("What the column is called."),
    "day": day("First day of the week."),
    "value": number("What was counted in it; nothing where a day is missing."),
}


def _weeks(found: Contents) -> Iterator[Mapping[str, Value]]:
    for column in found.columns:
        for week in column.weeks:
            yield {"column": column.name, "day": week.day, "value": week.value}


_UNREAD: dict[str, Heading] = {
    "column": text("What the column is called."),
    "line": whole("Where it shows first that it cannot be read."),
    "reason": text("What keeps it from being read."),
}


def _unread(found: Contents) -> Iterator[Mapping[str, Value]]:
    for column in found.unread:
        yield {"column": column.name, "line": column.line, "reason": column.reason}


LAYOUTS: tuple[Layout[Contents], ...] = (
    Layout("columns", "A row for each column that can be read as a series.", _COLUMNS, _columns),
    Layout("weeks", "A row for each column and week, from the first that is known to the last.", _WEEKS, _weeks),
    Layout("unread", "A row for each column that cannot be read.", _UNREAD, _unread),
)
"""The tables of what is in a file."""
