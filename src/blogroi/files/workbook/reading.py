"""A workbook on its way to a document: what it states, where that stands, and what is wrong with it."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import field

from blogroi.errors import CaseError, Fault
from blogroi.files.faults import unknown_key
from blogroi.files.workbook.cells import Book
from blogroi.files.workbook.grid import Cell, Grid
from blogroi.files.workbook.layout import Column
from blogroi.files.workbook.merged import merged_faults
from blogroi.files.workbook.places import At, Places
from blogroi.files.workbook.short import is_blank, value_of
from blogroi.language.spoken import message
from blogroi.model.forms import Bounds, ByPeriod, Number, Uncertain, Whole
from blogroi.records import frozen

__all__ = ["REMARK", "Reading", "holds_something", "is_remark", "key_in"]

REMARK = "#"
"""What a remark begins with."""

_OF_NUMBERS = (Bounds, ByPeriod, Number, Uncertain, Whole)


@frozen
class Reading:
    """What has been read of a workbook so far, which grows.

    Parameters
    ----------
    book : Book
        Its cells.
    document : dict
        The tables that it states.
    places : Places
        Where they stand.
    faults : list of tuple of At and Fault
        What is wrong, each with its cell.
    """

    book: Book
    document: dict[str, Any] = field(factory=dict)
    places: Places = field(factory=Places)
    faults: list[tuple[At, Fault]] = field(factory=list)

    def fault(self, at: At, path: str, told: str) -> None:
        """Note that something is wrong."""
        self.faults.append((at, Fault(path, told)))

    def unknown(self, at: At, name: str, known: list[str]) -> Fault:
        """Note that a name is not known."""
        fault = unknown_key(name, known)
        self.faults.append((at, fault))
        return fault

    def twice(self, at: At, path: str, first: str) -> None:
        """Note that something stands at two places."""
        self.fault(at, path, message("stands twice, first in {cell}: keep one of the two", cell=first))

    def value(self, column: Column, path: str, at: At, cell: Cell) -> Any:
        """Read a cell; None where it is at fault, which is noted."""
        if cell.kind != "value":
            self.fault(at, path, _no_value(cell))
            return None
        if isinstance(cell.value, datetime.date) and isinstance(column.form, _OF_NUMBERS):
            told = message(
                "is the day {day}, which spreadsheets make of numbers with slashes or hyphens: format the cell as text, and write them again",
                day=cell.value.isoformat(),
            )
            self.fault(at, path, told)
            return None
        try:
            return value_of(column.form, cell.value)
        except CaseError as error:
            self.faults.extend((at, fault.under(path)) for fault in error.faults)
        return None

    def merged(self, grid: Grid, number: int, columns: set[int]) -> None:
        """Note the merged cells of a sheet that hold what is read."""
        for row, column, told in merged_faults(grid, columns):
            self.fault(At(number, row, column), "", told)


def _no_value(cell: Cell) -> str:
    """Say why a cell holds no value."""
    if cell.value == "#NAME?":
        return message("shows #NAME?, an error: a formula of drivers is written as a text, without the = before it")
    if cell.kind == "error":
        return message("shows {value}, an error: mend it, or empty the cell", value=f"{cell.value}"[:20])
    if cell.kind == "time":
        return message("is a time of day, or no day at all: write a day alone, such as 2026-06-30")
    return message("is a formula without a stored value: open the workbook in a spreadsheet program, and save it there")


def holds_something(cell: Cell) -> bool:
    """Return whether a cell says anything: a value, or that there is none.

    Examples
    --------
    >>> holds_something(Cell(" ")), holds_something(Cell("", "uncalculated"))
    (False, True)
    """
    return cell.kind != "value" or not is_blank(cell.value)


def key_in(cell: Cell) -> str:
    """Return the text of a cell that is a key or a header, without the spaces around it.

    Examples
    --------
    >>> key_in(Cell(" calls_avoided ")), key_in(Cell(2026))
    ('calls_avoided', '2026')
    """
    return " ".join(f"{cell.value}".split())


def is_remark(cell: Cell | None) -> bool:
    """Return whether a cell opens a remark; what shows an error begins with the same sign, and is none.

    Examples
    --------
    >>> is_remark(Cell("# ask Ann")), is_remark(Cell("#REF!", "error"))
    (True, False)
    """
    return cell is not None and cell.kind == "value" and key_in(cell).startswith(REMARK)
