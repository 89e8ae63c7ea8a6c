"""Workbooks and Parquet files: tables whose cells are days and numbers already."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import evolve

from blogroi.errors import CaseError, OptionError
from blogroi.files.workbook.cells import book_of
from blogroi.files.workbook.grid import Cell
from blogroi.files.workbook.grid import Grid as Sheet
from blogroi.language.spoken import Joined, message
from blogroi.measured.reading.dates import read_date
from blogroi.measured.reading.export import Export, Grid, Hints, Row
from blogroi.measured.reading.faults import refuse
from blogroi.measured.reading.raw import MOST_BYTES, Raw
from blogroi.measured.reading.rows import MOST_ROWS
from blogroi.measured.reading.table import distinct, export_of, grid_of

__all__ = ["is_parquet", "is_workbook", "read_parquet", "read_workbook"]

_MOST_COLUMNS = 1_000
_LONGEST_TEXT = 200


def is_workbook(raw: Raw) -> bool:
    """Return whether a file is a workbook, of this format or the old one."""
    return raw.head.startswith(b"\xd0\xcf\x11\xe0") or (raw.is_archive and b"[Content_Types].xml" in raw.content)


def read_workbook(raw: Raw, hints: Hints) -> Export:
    """Read the one sheet of a workbook that holds days."""
    try:
        sheets = book_of(raw.content).grids
    except CaseError as error:
        raise refuse(error.faults[0].message) from None
    found = [(sheet.name, rows) for sheet in sheets if _holds_days(rows := [*_rows(sheet)])]
    if not found:
        raise refuse(message("no sheet holds a column of days"))
    if len(found) > 1:
        names = Joined([f"`{name[:31]}`" for name, _ in found])
        raise refuse(message("several sheets hold days, {names}: save the one that is meant as CSV", names=names))
    return export_of(grid_of(found[0][1]), evolve(hints, decimal=hints.decimal), format="xlsx")


def _holds_days(rows: list[Row]) -> bool:
    return any(read_date(cell) is not None for row in rows for cell in row.cells)


def _rows(sheet: Sheet) -> Iterator[Row]:
    """Yield the rows of a sheet as texts, of which days and numbers are written as they are everywhere."""
    width = min(max((max(cells) for cells in sheet.rows.values() if cells), default=0), _MOST_COLUMNS)
    for number, cells in sorted(sheet.rows.items()):
        texts = tuple(_text(cells.get(place), number) for place in range(1, width + 1))
        if any(texts):
            yield Row(number, texts)


def _text(cell: Cell | None, line: int) -> str:
    if cell is None:
        return ""
    if cell.kind == "error":
        return "#N/A"
    if cell.kind == "uncalculated":
        raise refuse(
            message("has a formula without a stored value: open it in a spreadsheet, and save it again"), line=line
        )
    if cell.kind == "time" and isinstance(cell.value, float):
        return _moment(cell.value)
    value = cell.value
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value) if isinstance(value, float) else str(value)


def _moment(serial: float) -> str:
    """Write a day with its time, as a spreadsheet of today counts it."""
    try:
        at = datetime.datetime(1899, 12, 30) + datetime.timedelta(days=serial)
    except OverflowError:
        return repr(serial)
    return f"{at:%Y-%m-%d %H:%M:%S}"


def is_parquet(raw: Raw) -> bool:
    """Return whether a file is in Parquet."""
    return raw.head.startswith(b"PAR1")


def read_parquet(raw: Raw, hints: Hints) -> Export:
    """Read a Parquet file, where pyarrow is installed."""
    try:
        from pyarrow import ArrowException, parquet, types  # noqa: PLC0415  for those who have it
    except ModuleNotFoundError:
        raise OptionError("path", message("a Parquet file needs pyarrow: `python -m pip install pyarrow`")) from None
    try:
        file: Any = parquet.ParquetFile(io.BytesIO(raw.content))
        _refuse_large(file.metadata)
        texts = [one.name for one in file.schema_arrow if types.is_string(one.type) or types.is_large_string(one.type)]
        others = [
            one.name for one in file.schema_arrow if not types.is_nested(one.type) and not types.is_binary(one.type)
        ]
        held: Any = parquet.ParquetFile(io.BytesIO(raw.content), read_dictionary=texts).read(columns=others)
        short = [name for name in others if name not in texts or not _is_long(held[name])]
        columns: Mapping[str, list[Any]] = held.select(short).to_pydict()
    except (ArrowException, OSError) as error:
        raise refuse(message("is damaged: {reason}", reason=f"{error}"[:100])) from None
    rows = tuple(
        Row(line, tuple(map(_plain, cells))) for line, cells in enumerate(zip(*columns.values(), strict=True), 1)
    )
    return export_of(
        Grid(names=distinct([*columns]), rows=rows, header_line=0), evolve(hints, decimal="."), format="parquet"
    )


def _refuse_large(metadata: Any) -> None:
    """Refuse a file by what it says of itself, before anything of it is inflated."""
    size = sum(metadata.row_group(place).total_byte_size for place in range(metadata.num_row_groups))
    if metadata.num_rows > MOST_ROWS or metadata.num_columns > _MOST_COLUMNS or size > MOST_BYTES:
        raise refuse(message("has more than {most} rows: a series has one row for each day or week", most=MOST_ROWS))


def _is_long(column: Any) -> bool:
    """Return whether a column holds texts that are longer than any day or number; each is looked at once, however often it stands there."""
    return any(len(text or "") > _LONGEST_TEXT for chunk in column.chunks for text in chunk.dictionary.to_pylist())


def _plain(value: object) -> str:
    """Write a cell as texts have it."""
    if value is None or value != value:
        return ""
    if isinstance(value, datetime.datetime):
        return (
            f"{value:%Y-%m-%d %H:%M:%S}"
            if (value.hour, value.minute, value.second) != (0, 0, 0)
            else f"{value:%Y-%m-%d}"
        )
    return str(value)
