"""A sheet with one thing a row: its headers, and below them rows that belong into the tables of a document.

A header is looked for in the first row that says something; below it every row is a thing, but for blank ones and remarks.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from blogroi.files.workbook.grid import Cell, Grid
from blogroi.files.workbook.layout import CASE, NUMBERED, Column, Sheet
from blogroi.files.workbook.places import At
from blogroi.files.workbook.reading import Reading, holds_something, is_remark, key_in
from blogroi.language.naming import describe, join_path, key_step, suggest
from blogroi.language.spoken import message
from blogroi.model.forms import Listed, Text
from blogroi.records import frozen

__all__ = ["read_table_sheet"]

_Stated: TypeAlias = Mapping[str, tuple[At, Cell]]
"""What a row states, by the headers of its columns."""


def read_table_sheet(read: Reading, number: int, sheet: Sheet) -> None:
    """Read a sheet with one thing a row.

    Parameters
    ----------
    read : Reading
        What is read into.
    number : int
        The number of the sheet.
    sheet : Sheet
        What it is.
    """
    grid = read.book.grids[number]
    read.places.cells.setdefault(".".join(sheet.table), At(number))
    head = _head(grid)
    if head is not None:
        headers = _headers(read, number, sheet, head)
        read.places.columns[number] = {column.name: at for at, column in headers.items()}
        read.merged(grid, number, set(headers))
        _Rows(read, number, sheet, head, headers).read_all()


def _head(grid: Grid) -> int | None:
    """Return the row of the headers: the first that says something and is no remark."""
    for row in sorted(grid.rows):
        filled = [cell for _, cell in sorted(grid.rows[row].items()) if holds_something(cell)]
        if filled and not is_remark(filled[0]):
            return row
    return None


def _headers(read: Reading, number: int, sheet: Sheet, head: int) -> dict[int, Column]:
    """Return the columns that are known, by their places."""
    known = {column.name: column for column in sheet.headers}
    found: dict[int, Column] = {}
    unknown: dict[int, str] = {}
    for at, cell in sorted(read.book.grids[number].rows[head].items()):
        name = key_in(cell)
        if not name or is_remark(cell):
            continue
        column = known.get(name) or known.get(name.casefold())
        if column is None:
            unknown[at] = name
        elif column in found.values():
            first = next(place for place, one in found.items() if one is column)
            told = message(
                "is the header of two columns, first of {cell}: keep one of the two",
                cell=read.places.said(At(number, head, first)),
            )
            read.fault(At(number, head, at), key_step(name), told)
        else:
            found[at] = column
    for at, name in unknown.items():
        said = read.unknown(At(number, head, at), name, list(known)).message
        near = next((word for word in known if f"`{word}`" in said and known[word] not in found.values()), None)
        if near is not None:  # what was meant is read, so that the rest is not missed too
            found[at] = known[near]
    for column in sheet.keys:
        if column not in found.values():
            told = message("has no column `{name}`: it says of what each row is", name=column.name)
            read.fault(At(number, head, 1), "", told)
    return found


@frozen
class _Rows:
    """The rows of a sheet."""

    read: Reading
    number: int
    sheet: Sheet
    head: int
    headers: dict[int, Column]

    @property
    def _grid(self) -> Grid:
        return self.read.book.grids[self.number]

    @property
    def _first(self) -> int:
        return min(self.headers, default=1)

    def read_all(self) -> None:
        """Read every row below the headers, but for remarks: these open in the first column, or in that of a key, wherever somebody put it."""
        opening = {self._first, *(at for at, column in self.headers.items() if column in self.sheet.keys)}
        for row in sorted(row for row in self._grid.rows if row > self.head):
            cells = {at: cell for at, cell in self._grid.rows[row].items() if holds_something(cell)}
            if any(is_remark(cells.get(at)) for at in opening):
                continue
            self._outside(row, cells)
            stated = {
                column.name: (At(self.number, row, at), cells[at]) for at, column in self.headers.items() if at in cells
            }
            if stated:
                self._row(At(self.number, row, self._first), stated)

    def _outside(self, row: int, cells: Mapping[int, Cell]) -> None:
        """Note what stands in columns of which nobody said what they are."""
        headed = self._grid.rows[self.head]
        for at in sorted(cells.keys() - self.headers.keys()):
            if at not in headed or not holds_something(headed[at]):
                told = message("stands in a column without a header: give it one, or # for a remark")
                self.read.fault(At(self.number, row, at), "", told)

    def _row(self, at: At, stated: _Stated) -> None:
        """Put a row where it belongs."""
        found = self._way_to(at, stated)
        if found is None:
            return
        into, key, path = found
        self.read.places.cells[path] = at
        made = self._single(at, path, stated) if self.sheet.cls is None else self._fields(path, stated)
        if isinstance(into, list):
            into.append(made)
        elif made is not None:
            into[key] = made

    def _fields(self, path: str, stated: _Stated) -> dict[str, Any]:
        """Read the fields of a row, but for those at fault."""
        made: dict[str, Any] = {}
        for column in self.sheet.columns:
            if column.name in stated:
                place, cell = stated[column.name]
                below = join_path(path, column.name)
                self.read.places.cells[below] = place
                value = self.read.value(column, below, place, cell)
                if value is not None:
                    made[column.name] = value
        return made

    def _single(self, at: At, path: str, stated: _Stated) -> Any:
        """Read the one value of a row, which a blank cell may state: a list of nothing, no reason."""
        column = self.sheet.columns[0]
        self.read.places.cells[path] = self._beside(at, column)
        if column.name in stated:
            return self.read.value(column, path, *stated[column.name])
        if isinstance(column.form, Listed):
            return []
        if isinstance(column.form, Text):
            return ""
        self.read.fault(self._beside(at, column), path, message("is missing: {wanted}", wanted=column.form.wanted))
        return None

    def _beside(self, at: At, column: Column) -> At:
        """Return the cell of a row in a column."""
        place = self.read.places.columns[self.number].get(column.name)
        return at if place is None else At(at.sheet, at.row, place)

    def _way_to(self, at: At, stated: _Stated) -> tuple[Any, str, str] | None:
        """Return the table or the list that a row belongs into, under which key, and its path; None where its keys are at fault."""
        into: Any = self.read.document
        path = ""
        last = len(self.sheet.steps) - 1
        for place, step in enumerate(self.sheet.steps):
            if step == NUMBERED:
                return into, "", f"{path}[{len(into) + 1}]"
            key = step if isinstance(step, str) else self._key(step, at, stated)
            if key is None:
                return None
            path = join_path(path, key if isinstance(step, str) else key_step(key))
            cell = at if isinstance(step, str) else stated[step.name][0]
            if place == last:
                return self._free(cell, key, path, into)
            if isinstance(step, str):
                below = into.setdefault(step, [] if self.sheet.steps[place + 1] == NUMBERED else {})
            elif key in into:
                below = into[key]
            else:
                self._nowhere(cell, step, key, into)
                return None
            if not isinstance(below, dict | list):
                told = message("is said twice: the sheet `{name}` states it too", name=CASE)
                self.read.fault(cell, path, told)
                return None
            into = below
        raise AssertionError("a row ends with a step of its own")

    def _key(self, step: Column, at: At, stated: _Stated) -> str | None:
        """Return the key that a row states; None where it states none."""
        if step.name not in stated:
            if step.name in self.read.places.columns[self.number]:
                told = message("is empty: write the {name} that the row is of", name=step.name)
                self.read.fault(self._beside(at, step), key_step(step.name), told)
            return None
        place, cell = stated[step.name]
        if cell.kind != "value":
            self.read.value(step, "", place, cell)
            return None
        return key_in(cell)

    def _free(self, at: At, key: str, path: str, into: dict[str, Any]) -> tuple[Any, str, str] | None:
        """Return a place that is still free, None where something stands there already."""
        if key not in into:
            return into, key, path
        first = self.read.places.cells.get(path)
        self.read.twice(at, path, CASE if first is None else self.read.places.said(first))
        return None

    def _nowhere(self, at: At, step: Column, key: str, known: Mapping[str, Any]) -> None:
        """Note that a row is of something that there is not."""
        told = message("there is no {name} {key}: {hint}", name=step.name, key=describe(key), hint=suggest(key, known))
        self.read.fault(at, "", told)
