"""From the cells of a workbook to a case, with every fault by its cell.

A header is looked for in the first row that says something; below it every row is a thing, but for blank ones. What begins with ``#`` is a
remark: a sheet of such a name, a column of such a header, a row whose first cell is such. What is not a remark and not known is a fault: nothing
that somebody wrote is passed over in silence.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import define, field

from blogroi.errors import CaseError, Fault, describe, join_path, key_step, suggest
from blogroi.files.faults import place_in_document, unknown_key
from blogroi.files.structure import case_or_faults
from blogroi.files.thousands import as_written
from blogroi.files.workbook.cells import Book, book_of
from blogroi.files.workbook.grid import Cell, Grid
from blogroi.files.workbook.layout import (
    CASE,
    NUMBERED,
    VERSION_FIELD,
    Column,
    Sheet,
    field_of_case,
    fields_of_case,
    sheets,
)
from blogroi.files.workbook.merged import merged_faults
from blogroi.files.workbook.places import At, Places
from blogroi.files.workbook.short import is_blank, value_of
from blogroi.language.spoken import message
from blogroi.model import Case
from blogroi.model.cures import key_cure
from blogroi.model.forms import Listed, Text, Whole

__all__ = ["REMARK", "case_from_workbook", "with_cells"]

REMARK = "#"
"""What a remark begins with."""

_HEADERS = ("field", "value")

_VERSION = Column(VERSION_FIELD, Whole(1, 1), "")


def case_from_workbook(content: bytes) -> Case:
    """Read the case that a workbook states.

    Parameters
    ----------
    content : bytes
        The file.

    Returns
    -------
    Case

    Raises
    ------
    CaseError
        With all that is wrong with it, each fault with its cell.
    """
    read = _Reading(book_of(content))
    read.all_sheets()
    case = case_or_faults(read.document, as_written(read.document, _ANY_DOUBTFUL))
    if isinstance(case, Case) and not read.faults:
        return case
    faults = [] if isinstance(case, Case) else case
    told = {fault.path for _, fault in read.faults if fault.path}
    kept = [fault for fault in faults if not any(_is_within(fault.path, path) for path in told)]
    raise CaseError(read.places.in_order(kept, read.faults))


def with_cells(faults: tuple[Fault, ...], content: bytes) -> list[Fault]:
    """Return faults that showed only when a case was evaluated with their cells in the workbook that it was read from."""
    read = _Reading(book_of(content))
    read.all_sheets()
    at = {fault: read.places.of(place_in_document(fault.path, read.document)) for fault in faults}
    return read.places.in_order((), [(place or At(-1), fault) for fault, place in at.items()])


_ANY_DOUBTFUL = "1.000"
"""Stands for a text in which there may be numbers that others write for thousands."""


def _is_within(path: str, above: str) -> bool:
    return path == above or path.startswith((f"{above}.", f"{above}["))


@define
class _Reading:
    """A workbook on its way to a document: what it states, where that stands, and what is wrong with it."""

    book: Book
    document: dict[str, Any] = field(factory=dict)
    places: Places = field(factory=Places)
    faults: list[tuple[At, Fault]] = field(factory=list)

    def all_sheets(self) -> None:
        """Read every sheet, tables ahead of those within them, whatever the order in which they lie."""
        self.places.names.extend(grid.name for grid in self.book.grids)
        known = {sheet.name: sheet for sheet in sheets()}
        by_name = self._named([CASE, *known])
        if CASE not in by_name:  # some other workbook, of which all else would be at fault too
            told = message(
                "there is no sheet `{name}`, with title, currency, horizon and the rest of what a case says once; an answer is no case",
                name=CASE,
            )
            raise CaseError.at("", told)
        self._case(by_name[CASE])
        for name, sheet in known.items():
            if name in by_name:
                self._table(by_name[name], sheet)

    def _named(self, known: list[str]) -> dict[str, int]:
        """Return the number of each sheet that is known; one that is not, holds something and is no remark is a fault."""
        found: dict[str, int] = {}
        meant: dict[str, int] = {}
        for number, grid in enumerate(self.book.grids):
            name = grid.name.strip()
            if name.startswith(REMARK):
                continue
            if name.casefold() in found:
                first = self.book.grids[found[name.casefold()]].name
                told = message("is there twice, as `{first}` too: put both together", first=first)
                self.faults.append((At(number), Fault("", told)))
            elif name.casefold() in known:
                found[name.casefold()] = number
            elif any(not is_blank(cell.value) for row in grid.rows.values() for cell in row.values()):
                cure = key_cure(name.casefold(), known)
                hint = message("did you mean `{word}`?", word=cure) if cure else suggest(name.casefold(), known)
                told = message(
                    "is the name of no table ({hint}); a sheet that is not to be read has a name that begins with #",
                    hint=hint,
                )
                self.faults.append((At(number), Fault("", told)))
                near = next((word for word in known if f"`{word}`" in hint), None)
                if near is not None:
                    meant[near] = number
        return meant | found

    def _case(self, number: int) -> None:
        """Read the sheet of what the case says once: a field a row, its name and its value."""
        grid = self.book.grids[number]
        self.places.cells.setdefault("", At(number))
        seen: dict[str, At] = {}
        known = [VERSION_FIELD, *(column.name for column in fields_of_case())]
        first = _left(grid)
        remarks = _remarks_beside(grid, first)
        for row, cells in sorted(grid.rows.items()):
            cell = cells.get(first)
            name = "" if cell is None else _key(cell)
            if name.startswith(REMARK) and cell is not None and cell.kind == "value":
                continue
            if name == _HEADERS[0] and not seen:
                continue
            at = At(number, row, first)
            for column in sorted(cells.keys() - {first} - remarks - ({first + 1} if name else set())):
                if not is_blank(cells[column].value) and not _is_remark(cells[column]):
                    self._fault(At(number, row, column), "", _beside_nothing(name))
            if name:
                self._named_field(name, at, cells.get(first + 1), seen, known)
        self._merged(grid, number, {first, first + 1})

    def _named_field(self, name: str, at: At, cell: Cell | None, seen: dict[str, At], known: list[str]) -> None:
        """Read a row of the sheet of what the case says once."""
        column = _VERSION if name == VERSION_FIELD else field_of_case(name)
        if column is None:
            self._unknown(at, name, known)
        elif name in seen:
            told = message("stands twice, first in {cell}: keep one of the two", cell=self.places.said(seen[name]))
            self._fault(at, name, told)
        else:
            seen[name] = at
            self._field(column, At(at.sheet, at.row, at.column + 1), cell)

    def _field(self, column: Column, at: At, cell: Cell | None) -> None:
        """Put a value that the case says once where it belongs."""
        self.places.cells[column.name] = at
        if cell is None or (is_blank(cell.value) and cell.kind == "value"):
            return
        found = self._value(column, column.name, at, cell)
        if found is None:
            return
        *tables, key = column.name.split(".")
        into = self.document
        for table in tables:
            self.places.cells.setdefault(table, at)
            into = into.setdefault(table, {})
        if not isinstance(into, dict) or key in into:
            self._fault(at, column.name, message("is said twice: once alone, and once with the whole table"))
        else:
            into[key] = found

    def _table(self, number: int, sheet: Sheet) -> None:
        """Read a sheet with one thing a row."""
        grid = self.book.grids[number]
        head = _head(grid)
        path = ".".join(sheet.table)
        self.places.cells.setdefault(path, At(number))
        if head is None:
            return
        headers = self._headers(number, sheet, head)
        self.places.columns[number] = {column.name: at for at, column in headers.items()}
        self._merged(grid, number, set(headers), head)
        first = min(headers, default=1)
        for row in sorted(row for row in grid.rows if row > head):
            cells = {
                at: cell for at, cell in grid.rows[row].items() if cell.kind != "value" or not is_blank(cell.value)
            }
            opening = cells.get(first)
            if opening is not None and opening.kind == "value" and _key(opening).startswith(REMARK):
                continue
            stated = {column.name: (At(number, row, at), cells[at]) for at, column in headers.items() if at in cells}
            for at in cells.keys() - headers.keys():
                if at not in grid.rows[head] or is_blank(grid.rows[head][at].value):
                    self._fault(
                        At(number, row, at),
                        "",
                        message("stands in a column without a header: give it one, or # for a remark"),
                    )
            if stated:
                self._row(At(number, row, first), sheet, stated)

    def _headers(self, number: int, sheet: Sheet, head: int) -> dict[int, Column]:
        """Return the columns that are known, by their places."""
        known = {column.name: column for column in sheet.headers}
        found: dict[int, Column] = {}
        unknown: dict[int, str] = {}
        for at, cell in sorted(self.book.grids[number].rows[head].items()):
            name = _key(cell)
            if not name or (name.startswith(REMARK) and cell.kind == "value"):
                continue
            column = known.get(name) or known.get(name.casefold())
            if column is None:
                unknown[at] = name
            elif column in found.values():
                first = next(place for place, one in found.items() if one is column)
                told = message(
                    "is the header of two columns, first of {cell}: keep one of the two",
                    cell=self.places.said(At(number, head, first)),
                )
                self._fault(At(number, head, at), "", told, key=name)
            else:
                found[at] = column
        for at, name in unknown.items():
            fault = self._unknown(At(number, head, at), name, list(known))
            near = next(
                (word for word in known if f"`{word}`" in fault.message and known[word] not in found.values()), None
            )
            if near is not None:  # what was meant is read, so that the rest is not missed too
                found[at] = known[near]
        for column in sheet.keys:
            if column not in found.values():
                self._fault(
                    At(number, head, 1),
                    "",
                    message("has no column `{name}`: it says of what each row is", name=column.name),
                )
        return found

    def _row(self, at: At, sheet: Sheet, stated: Mapping[str, tuple[At, Cell]]) -> None:
        """Put a row where it belongs."""
        found = self._way_to(at, sheet, stated)
        if found is None:
            return
        into, key, path = found
        self.places.cells[path] = at
        if sheet.cls is None:
            column = sheet.columns[0]
            self.places.cells[path] = self._beside(at, column)
            value = None
            if column.name in stated:
                place, cell = stated[column.name]
                self.places.cells[path] = place
                value = self._value(column, path, place, cell)
                if value is None:
                    return
            elif isinstance(column.form, Listed):
                value = []
            elif isinstance(column.form, Text):
                value = ""
            else:
                self._fault(self._beside(at, column), path, message("is missing: {wanted}", wanted=column.form.wanted))
                return
            into[key] = value
            return
        made: dict[str, Any] = {}
        for column in sheet.columns:
            if column.name in stated:
                place, cell = stated[column.name]
                field_path = join_path(path, column.name)
                self.places.cells[field_path] = place
                value = self._value(column, field_path, place, cell)
                if value is not None:
                    made[column.name] = value
        if isinstance(into, list):
            into.append(made)
        else:
            into[key] = made

    def _beside(self, at: At, column: Column) -> At:
        place = self.places.columns.get(at.sheet, {}).get(column.name)
        return at if place is None else At(at.sheet, at.row, place)

    def _way_to(self, at: At, sheet: Sheet, stated: Mapping[str, tuple[At, Cell]]) -> tuple[Any, str, str] | None:
        """Return the table or the list that a row belongs into, under which key, and its path; None where its keys are at fault."""
        into: Any = self.document
        path = ""
        for place, step in enumerate(sheet.steps):
            is_last = place == len(sheet.steps) - 1
            if step == NUMBERED:
                return into, "", f"{path}[{len(into) + 1}]"
            if isinstance(step, str):
                path = join_path(path, step)
                if is_last:
                    return self._free(at, step, path, into)
                below = into.setdefault(step, [] if sheet.steps[place + 1] == NUMBERED else {})
                if not isinstance(below, list if sheet.steps[place + 1] == NUMBERED else dict):
                    self._fault(at, path, message("is said twice: the sheet `{name}` states it too", name=CASE))
                    return None
                into = below
                continue
            key = self._key_in(step, at, stated)
            if key is None:
                return None
            path = join_path(path, key_step(key))
            if is_last:
                return self._free(stated[step.name][0], key, path, into)
            if key not in into:
                self._nowhere(step, stated[step.name][0], key, into)
                return None
            into = into[key]
        raise AssertionError("a row ends with a step of its own")

    def _free(self, at: At, key: str, path: str, into: dict[str, Any]) -> tuple[Any, str, str] | None:
        """Return a place that is still free, None where something stands there already."""
        if key not in into:
            return into, key, path
        first = self.places.cells.get(path)
        cell = self.places.said(first) if first is not None else CASE
        self._fault(at, path, message("stands twice, first in {cell}: keep one of the two", cell=cell))
        return None

    def _key_in(self, step: Column, at: At, stated: Mapping[str, tuple[At, Cell]]) -> str | None:
        if step.name not in stated:
            if step.name in self.places.columns.get(at.sheet, {}):
                self._fault(
                    self._beside(at, step),
                    "",
                    message("is empty: write the {name} that the row is of", name=step.name),
                    key=step.name,
                )
            return None
        place, cell = stated[step.name]
        if cell.kind != "value":
            self._value(step, "", place, cell)
            return None
        return _key(cell)

    def _nowhere(self, step: Column, at: At, key: str, known: Mapping[str, Any]) -> None:
        told = message("there is no {name} {key}: {hint}", name=step.name, key=describe(key), hint=suggest(key, known))
        self._fault(at, "", told)

    def _value(self, column: Column, path: str, at: At, cell: Cell) -> Any:
        """Read a cell; None where it is at fault."""
        if cell.kind != "value":
            self._fault(at, path, _no_value(cell))
            return None
        try:
            return value_of(column.form, cell.value)
        except CaseError as error:
            for fault in error.faults:
                self.faults.append((at, fault.under(path)))
        return None

    def _merged(self, grid: Grid, number: int, columns: set[int], head: int = 0) -> None:
        for row, column, told in merged_faults(grid, columns, head):
            self._fault(At(number, row, column), "", told)

    def _unknown(self, at: At, name: str, known: list[str]) -> Fault:
        fault = unknown_key(name, known)
        self.faults.append((at, fault))
        return fault

    def _fault(self, at: At, path: str, told: str, *, key: str = "") -> None:
        self.faults.append((at, Fault(path or (key_step(key) if key else ""), told)))


def _no_value(cell: Cell) -> str:
    """Say why a cell holds no value."""
    if cell.value == "#NAME?":
        return message("shows #NAME?, an error: a formula of drivers is written as a text, without the = before it")
    if cell.kind == "error":
        return message("shows {value}, an error: mend it, or empty the cell", value=f"{cell.value}"[:20])
    if cell.kind == "time":
        return message("is a time of day, or no day at all: write a day alone, such as 2026-06-30")
    return message(
        "is a formula that has not been worked out: open the workbook in a spreadsheet program, and save it there"
    )


def _key(cell: Cell) -> str:
    """Return the text of a cell that is a key or a header, without what stands around it."""
    value = cell.value
    text = value if isinstance(value, str) else f"{value}"
    return " ".join(text.split())


def _is_remark(cell: Cell | None) -> bool:
    return cell is not None and _key(cell).startswith(REMARK)


def _remarks_beside(grid: Grid, first: int) -> set[int]:
    """Return the columns of remarks on the sheet of the case, by its headers."""
    head = next(
        (cells for _, cells in sorted(grid.rows.items()) if first in cells and _key(cells[first]) == _HEADERS[0]), {}
    )
    return {at for at, cell in head.items() if _is_remark(cell)}


def _beside_nothing(name: str) -> str:
    if not name:
        return message("the name of a field is missing, or # at the head of a remark")
    return message("stands beside the value, where nothing is read: put # before a remark")


def _left(grid: Grid) -> int:
    """Return the first column in which something stands."""
    return min(
        (at for cells in grid.rows.values() for at, cell in cells.items() if not is_blank(cell.value)), default=1
    )


def _head(grid: Grid) -> int | None:
    """Return the row of the headers: the first that says something and is no remark."""
    for row in sorted(grid.rows):
        filled = [
            cell for _, cell in sorted(grid.rows[row].items()) if not is_blank(cell.value) or cell.kind != "value"
        ]
        if filled and not _is_remark(filled[0]):
            return row
    return None
