"""Reports and explorations of Google Analytics 4, downloaded as CSV: lines with ``#``, tables one under the other, days by their number."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence

from attrs import evolve

from blogroi.language.spoken import Message, message, plural
from blogroi.measured.reading.decoding import decoded
from blogroi.measured.reading.export import Column, Export, Grid, Hints, Row
from blogroi.measured.reading.faults import refuse
from blogroi.measured.reading.raw import Raw
from blogroi.measured.reading.rows import rows_of, separator_of
from blogroi.measured.reading.table import distinct, export_of, grid_of
from blogroi.records import frozen

__all__ = ["is_exploration", "is_report", "read_exploration", "read_report"]

_STAMP = re.compile(r"#([^:]*):\s*(20\d{6})\s*")
_RULE = re.compile(r"#\s*-{10,}\s*")
_COUNTED = re.compile(r"\d{4}")
_MOST_IN_AN_EXPLORATION = 5_000


def is_report(raw: Raw) -> bool:
    """Return whether a file is a report: between lines with ``#``, two that end in a day."""
    lines = _head(raw)
    return _has_rules(lines) and sum(_STAMP.fullmatch(line) is not None for line in lines) >= 2


def is_exploration(raw: Raw) -> bool:
    """Return whether a file is an exploration: its first lines are framed by ``# ----``."""
    return _has_rules(_head(raw)) and not is_report(raw)


def _head(raw: Raw) -> list[str]:
    return raw.head[:8192].decode("utf-8-sig", "replace").splitlines()


def _has_rules(lines: Sequence[str]) -> bool:
    return sum(_RULE.fullmatch(line) is not None for line in lines) >= 2


def read_exploration(raw: Raw, hints: Hints) -> Export:
    """Read an exploration."""
    text = decoded(raw.content)
    rows = tuple(rows_of(text, separator_of(text)))
    found = export_of(grid_of(rows), hints, format="ga4-exploration")
    if len(rows) < _MOST_IN_AN_EXPLORATION:
        return found
    many = message("an exploration gives at most {most} rows, and this one is as long: it may be cut", most=_MOST_IN_AN_EXPLORATION)  # fmt: skip
    return found.noting([many])


@frozen
class _Block:
    """A table of a report: the days that stand before it, and its lines, with the number of the first."""

    days: tuple[datetime.date, ...]
    line: int
    lines: tuple[str, ...]


def read_report(raw: Raw, hints: Hints) -> Export:
    """Read the tables of a report that go by day; the others have no days, and are left out."""
    blocks = [*_blocks(decoded(raw.content))]
    found = [_by_day(block) for block in blocks]
    by_day = [one for one in found if one is not None]
    if not by_day:
        raise refuse(
            message("no table of this report goes by day: download it from a page with a chart over time, by day")
        )
    exports = [export_of(grid, evolve(hints, date=grid.names[0]), format="ga4-report") for grid in by_day]
    return _beside(exports, len(blocks) - len(by_day))


def _blocks(text: str) -> Iterator[_Block]:
    """Yield each table, with the days that the comments before it name."""
    days: list[datetime.date] = []
    lines: list[str] = []
    begun = 0
    for number, line in enumerate([*text.splitlines(), ""], 1):
        if line.startswith("#") or not line.strip(" ,;"):
            if lines:
                yield _Block(tuple(days), begun, tuple(lines))
                days, lines = [], []
            if (stamped := _STAMP.fullmatch(line)) and (day := _day(stamped[1], stamped[2], number)) is not None:
                days.append(day)
        else:
            begun = begun if lines else number
            lines.append(line)


def _day(said: str, text: str, line: int) -> datetime.date | None:
    """Read the day of a comment; None of what is the number of an account."""
    try:
        return datetime.date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        if "dat" in said.lower():
            raise refuse(message("names a day that does not exist"), line=line) from None
        return None


def _by_day(block: _Block) -> Grid | None:
    """Return a table with days in the place of their numbers; None where it does not go by number."""
    text = "\n".join(block.lines)
    rows = [evolve(row, line=row.line + block.line - 1) for row in rows_of(text, separator_of(text))]
    names, *below = rows
    if not below or not all(_COUNTED.fullmatch(row.cells[0]) for row in below):
        return None
    if len(block.days) > 2:
        raise refuse(message("compares two periods: download the report without the comparison"), line=block.line)
    if len(block.days) < 2:
        raise refuse(
            message("has no line `# Start date: ...` above it, from which its days are counted"), line=block.line
        )
    first, last = block.days
    if not _is_of_days(names.cells[0], below, (last - first).days + 1):
        raise refuse(message("does not go by day: choose days above the chart"), line=block.line)
    dated = (Row(row.line, (str(first + datetime.timedelta(int(row.cells[0]))), *row.cells[1:])) for row in below)
    return Grid(names=distinct(names.cells), rows=tuple(dated), header_line=names.line)


def _is_of_days(name: str, rows: Sequence[Row], count: int) -> bool:
    """Return whether rows are days: by their name in English, else by their number, which is that of the days."""
    if name.strip().lower().startswith("nth "):
        return name.strip().lower() == "nth day"
    return len(rows) == count


def _beside(exports: Sequence[Export], others: int) -> Export:
    """Put the tables of a report beside each other, on all of their days."""
    days = sorted({day for export in exports for day in export.days})
    place = {day: at for at, day in enumerate(days)}
    names = distinct([column.name for export in exports for column in export.columns])
    columns: list[Column] = []
    for export in exports:
        for column in export.columns:
            values: list[float | None] = [None] * len(days)
            for day, value in zip(export.days, column.values, strict=False):
                values[place[day]] = value
            columns.append(evolve(column, name=names[len(columns)], values=() if column.faults else tuple(values)))
    remarks = [remark for export in exports for remark in export.remarks]
    if others:
        remarks.append(_others(others))
    notes = [note for export in exports for note in export.notes]
    totals = sum(export.totals for export in exports)
    return Export(
        format="ga4-report",
        step="day",
        days=tuple(days),
        columns=tuple(columns),
        totals=totals,
        notes=notes,
        remarks=remarks,
    )


def _others(count: int) -> Message:
    return plural("{count} table without days is left out", "{count} tables without days are left out", count)
