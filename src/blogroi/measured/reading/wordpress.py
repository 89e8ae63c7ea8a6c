"""What WordPress.com and Jetpack answer to `stats/visits`: fields, and rows of them, as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from blogroi.language.spoken import Message, message
from blogroi.measured.reading.export import Export, Grid, Hints, Row
from blogroi.measured.reading.faults import refuse
from blogroi.measured.reading.raw import Raw
from blogroi.measured.reading.structured import document_of, is_json
from blogroi.measured.reading.table import distinct, export_of

__all__ = ["is_wordpress", "read_wordpress"]


def is_wordpress(raw: Raw) -> bool:
    """Return whether a file is such an answer."""
    return is_json(raw) and b'"fields"' in raw.head and b'"period"' in raw.head


def read_wordpress(raw: Raw, hints: Hints) -> Export:
    """Read an answer."""
    document = document_of(raw)
    fields, data = _listed(document, "fields"), _listed(document, "data")
    if "period" not in fields:
        raise refuse(message("is not an answer of WordPress.com: no field is called `period`"))
    rows = tuple(Row(number, _cells(row, len(fields), number)) for number, row in enumerate(data, 1))
    if not rows:
        raise refuse(message("holds no rows: nothing was counted, or something was asked that there is none of"))
    grid = Grid(names=distinct([str(name) for name in fields]), rows=rows, header_line=0)
    found = export_of(grid, Hints(date="period", decimal="."), format="wordpress")
    notes: list[Message] = []
    if isinstance(offset := document.get("utc_offset"), str):
        notes.append(message("days are those of the zone UTC{offset}", offset=offset[:10]))
    if document.get("date") == str(found.days[-1]):
        notes.append(
            message("the last day, {day}, is that of the export: it may not have been over", day=found.days[-1])
        )
    return found.noting(notes)


def _listed(document: Any, name: str) -> list[Any]:
    found = document.get(name) if isinstance(document, Mapping) else None
    if not isinstance(found, list):
        raise refuse(message("is not an answer of WordPress.com: `{name}` is not a list", name=name))
    return found


def _cells(row: Any, width: int, line: int) -> tuple[str, ...]:
    if not isinstance(row, list) or len(row) != width:
        raise refuse(message("is not a row of as many cells as there are fields"), line=line)
    return tuple("" if cell is None else str(cell) for cell in row)
