"""The sheet of what a case says once: a field a row, its name and its value."""

from __future__ import annotations

from blogroi.files.workbook.grid import Cell, Grid
from blogroi.files.workbook.layout import VERSION_FIELD, Column, field_of_case, fields_of_case
from blogroi.files.workbook.places import At
from blogroi.files.workbook.reading import Reading, holds_something, is_remark, key_in
from blogroi.language.spoken import message
from blogroi.model.forms import Whole

__all__ = ["HEADERS", "read_case_sheet"]

HEADERS = ("field", "value")
"""What its two columns are called."""

_VERSION = Column(VERSION_FIELD, Whole(1, 1), "")


def read_case_sheet(read: Reading, number: int) -> None:
    """Read the sheet of what the case says once.

    Parameters
    ----------
    read : Reading
        What is read into.
    number : int
        The number of the sheet.
    """
    grid = read.book.grids[number]
    read.places.cells.setdefault("", At(number))
    first = _left(grid)
    remarks = _columns_of_remarks(grid, first)
    seen: dict[str, At] = {}
    for row, cells in sorted(grid.rows.items()):
        cell = cells.get(first)
        name = "" if cell is None else key_in(cell)
        if is_remark(cell) or (name.casefold() == HEADERS[0] and not seen):
            continue
        read_beside = {first, *remarks, *((first + 1,) if name else ())}
        for column in sorted(cells.keys() - read_beside):
            if holds_something(cells[column]) and not is_remark(cells[column]):
                read.fault(At(number, row, column), "", _beside_nothing(name))
        if name:
            _read_row(read, name, At(number, row, first), cells.get(first + 1), seen)
    for name in (VERSION_FIELD, *(column.name for column in fields_of_case())):
        read.places.cells.setdefault(name, At(number))  # of a row that was taken out the sheet alone can be named
    read.merged(grid, number, {first, first + 1})


def _read_row(read: Reading, name: str, at: At, cell: Cell | None, seen: dict[str, At]) -> None:
    column = _VERSION if name.casefold() == VERSION_FIELD else field_of_case(name) or field_of_case(name.casefold())
    if column is None:
        read.unknown(at, name, [VERSION_FIELD, *(one.name for one in fields_of_case())])
    elif column.name in seen:
        read.twice(at, column.name, read.places.said(seen[column.name]))
    else:
        seen[column.name] = at
        _put(read, column, At(at.sheet, at.row, at.column + 1), cell)


def _put(read: Reading, column: Column, at: At, cell: Cell | None) -> None:
    """Put a value that the case says once where it belongs."""
    read.places.cells[column.name] = at
    found = None if cell is None or not holds_something(cell) else read.value(column, column.name, at, cell)
    if found is None:
        return
    *tables, key = column.name.split(".")
    into = read.document
    for table in tables:
        read.places.cells.setdefault(table, at)
        into = into.setdefault(table, {}) if isinstance(into, dict) else into
    if not isinstance(into, dict) or key in into:
        read.fault(at, column.name, message("is said twice: once alone, and once with the whole table"))
    else:
        into[key] = found


def _left(grid: Grid) -> int:
    """Return the first column in which something stands."""
    return min((at for cells in grid.rows.values() for at, cell in cells.items() if holds_something(cell)), default=1)


def _columns_of_remarks(grid: Grid, first: int) -> set[int]:
    """Return the columns of remarks, by the headers."""
    for _, cells in sorted(grid.rows.items()):
        if first in cells and key_in(cells[first]).casefold() == HEADERS[0]:
            return {at for at, cell in cells.items() if is_remark(cell)}
    return set()


def _beside_nothing(name: str) -> str:
    if not name:
        return message("the name of a field is missing, or # at the head of a remark")
    return message("stands beside the value, where nothing is read: put # before a remark")
