"""The cells of a sheet, read in one go: their values, and what is no value said as such.

Only cells that hold something are kept, so that a million rows that are merely coloured cost nothing but the time to pass over them. What a
sheet says of its own size is not read. Hidden rows and columns are read as all others.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from typing import Any, Literal, NamedTuple, TypeAlias

from attrs import define, field

from blogroi.errors import CaseError
from blogroi.files.workbook.markup import End, go_through, plain_text
from blogroi.files.workbook.short import InCell
from blogroi.files.workbook.strings import TextPieces
from blogroi.language.spoken import message
from blogroi.records import frozen

__all__ = ["MOST_CELLS", "Cell", "Grid", "GridReader", "Kind"]

MOST_CELLS = 200_000
"""The most cells with something in them that are read."""

Kind: TypeAlias = Literal["value", "error", "uncalculated", "time"]
"""Whether a cell holds a value; or shows an error, has a formula that nobody worked out, or a time of day."""

_ERROR = re.compile(
    r"#(?:N/A|REF!|NAME\?|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!|FIELD!|ERROR!|GETTING_DATA|BUSY!|BLOCKED!|CONNECT!|UNKNOWN!)"
)
_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_LETTERS = re.compile("[A-Za-z]{1,3}")
_FLAGS = {"1": True, "true": True, "0": False, "false": False}
_SINCE_1904 = 1462  # days by which such a workbook counts less
_LAST_DAY = 2_958_465  # 9999-12-31
_NO_DAY = 60  # 29 February 1900, which a spreadsheet counts, and which never was


class Cell(NamedTuple):
    """A cell that holds something, and what that is."""

    value: InCell
    kind: Kind = "value"


@frozen
class Grid:
    """A sheet: its name, its cells by row and column, both from 1, and which of them are merged."""

    name: str
    rows: dict[int, dict[int, Cell]]
    merged: tuple[str, ...] = field(default=())


@define
class GridReader:
    """What reads the sheets of one workbook.

    It knows the texts that they share, the styles that are days, from when days are counted, and whether the workbook asks for all formulas to
    be worked out when it is opened: a library that wrote them stores a zero for each, which is no value.
    """

    strings: Sequence[str]
    dates: Sequence[bool]
    since_1904: bool = field(kw_only=True)
    is_unworked: bool = field(kw_only=True)
    cells: int = field(default=0, init=False)

    def grid(self, name: str, content: bytes) -> Grid:
        """Read a sheet."""
        walk = _Walk(self)
        go_through(content, walk)
        return Grid(name, walk.rows, tuple(walk.merged))

    def cell(self, kind: str, style: str, text: str | None, *, is_formula: bool) -> Cell | None:
        """Return what a cell holds, None where it is empty; what no workbook holds is a LookupError or a ValueError."""
        if kind == "e":
            return Cell(text or "?", "error")
        if text is None or (not text and kind not in ("str", "inlineStr")):
            return Cell("", "uncalculated") if is_formula else None
        if kind == "s":
            return _of_text(self.strings[_whole(text)])
        if kind in ("str", "inlineStr"):
            return _of_text(text)
        if kind == "b":
            return Cell(_FLAGS[text.strip()])
        if kind == "d":
            return _of_iso(text.strip())
        text = text.strip()
        if kind != "n" or _NUMBER.fullmatch(text) is None:
            raise ValueError(text)
        if is_formula and self.is_unworked and text == "0":
            return Cell("", "uncalculated")
        value = float(text)
        if style and self.dates[_whole(style) : _whole(style) + 1] == [True]:
            return self._of_day(value)
        return Cell(int(text) if text.lstrip("-").isdecimal() else int(value) if _is_whole(value) else value)

    def _of_day(self, serial: float) -> Cell:
        """Return the day that a number stands for; one with a time is counted as most workbooks count."""
        if not 1 <= serial + self.since_1904 <= _LAST_DAY + 1 or serial != int(serial):
            return Cell(serial + _SINCE_1904 * self.since_1904, "time")
        if self.since_1904:
            return Cell(datetime.date(1904, 1, 1) + datetime.timedelta(days=int(serial)))
        if serial == _NO_DAY:
            return Cell("1900-02-29")  # for the field to refuse as no date
        return Cell(datetime.date(1899, 12, 31 if serial < _NO_DAY else 30) + datetime.timedelta(days=int(serial)))


def _whole(text: str) -> int:
    """Read a count as a workbook writes it; Python takes 1_000 and the digits of every script too."""
    if not text.isascii() or not text.isdecimal():
        raise ValueError(text)
    return int(text)


def _is_whole(value: float) -> bool:
    return value.is_integer() and abs(value) < 2.0**53


def _of_text(text: str) -> Cell | None:
    """Take a text; one that is what a spreadsheet shows for an error is one, whoever made a text of it."""
    if _ERROR.fullmatch(text.strip()):
        return Cell(text.strip(), "error")
    return Cell(text) if text else None


def _of_iso(text: str) -> Cell:
    """Read a day as the strict form of workbooks has it."""
    day, _, time = text.partition("T")
    if time.strip("0:.Z"):
        return Cell(text, "time")
    try:
        return Cell(datetime.date.fromisoformat(day))
    except ValueError:
        return Cell(text)


_NOTHING: dict[str, str] = {}
_TAGS = {"row": 1, "c": 2, "v": 3, "f": 4, "is": 5, "mergeCell": 6}
_ROW, _CELL, _VALUE, _FORMULA, _TEXT, _MERGED, _ELSE = 1, 2, 3, 4, 5, 6, 7


class _Walk:
    """One way through a sheet. What stands in no cell is passed over; an end is only listened for within a cell that holds something."""

    def __init__(self, reader: GridReader) -> None:
        self.end: End | None = None
        self.rows: dict[int, dict[int, Cell]] = {}
        self.merged: list[str] = []
        self._reader = reader
        self._tags: dict[str, int] = {}
        self._columns: dict[str, int] = {}
        self._row = self._column = 0
        self._given = _NOTHING
        self._is_empty = True
        self._is_formula = False
        self._value: list[str] | None = None
        self._text: TextPieces | None = None

    def start(self, parser: Any, name: str, given: dict[str, str]) -> None:
        """Take notice of an element that opens."""
        tag = self._tags.get(name)
        if tag is None:
            tag = self._tags[name] = _TAGS.get(name.rpartition(":")[2], _ELSE)
        if tag == _CELL:
            if "r" not in given:  # it stands behind the one before
                self._column = self._place() + 1
            self._given, self._is_empty = given, True
        elif tag == _ROW:
            number = given.get("r")
            self._row = self._row + 1 if number is None else _whole(number)
            self._column, self._given = 0, _NOTHING
        elif tag == _MERGED:
            self.merged.append(given.get("ref", ""))
        elif tag == _ELSE:
            if self._text is not None and not self._is_empty:
                self._text.start(parser, name.rpartition(":")[2])
        else:
            self._within(parser, tag)

    def _place(self) -> int:
        """Return the column of the cell that was opened last."""
        at = self._given.get("r")
        return self._column if at is None else self._number(at)

    def _within(self, parser: Any, tag: int) -> None:
        """Take notice of what a cell holds."""
        if self._is_empty:
            self._is_empty, self._is_formula, self._value, self._text = False, False, None, None
        if tag == _VALUE:
            self._value = []
            parser.CharacterDataHandler = self._value.append
        elif tag == _FORMULA:
            self._is_formula = True
        else:
            self._text = TextPieces()
        self.end = self._close

    def _close(self, parser: Any, name: str) -> None:
        tag = self._tags[name]
        if tag == _CELL:
            self.end = None
            self._keep()
            self._is_empty = True
        elif tag == _VALUE:
            parser.CharacterDataHandler = None
        elif self._text is not None:
            self._text.end(parser, name.rpartition(":")[2])

    def _keep(self) -> None:
        kind = self._given.get("t", "n")
        if self._text is not None:
            kind, text = "inlineStr", self._text.text or None
        else:
            text = None if self._value is None else plain_text("".join(self._value))
        cell = self._reader.cell(kind, self._given.get("s", ""), text, is_formula=self._is_formula)
        if cell is None:
            return
        self._reader.cells += 1
        if self._reader.cells > MOST_CELLS:
            raise CaseError.at(
                "", message("has more than {most} cells with something in them: no case needs that", most=MOST_CELLS)
            )
        row, at = self.rows.setdefault(self._row, {}), self._place()
        if at in row:
            raise CaseError.at("", message("is damaged: two of its cells have one place"))
        row[at] = cell

    def _number(self, at: str) -> int:
        """Return the number of the column in which a cell is, in the row that it is within."""
        letters = at.rstrip("0123456789")
        if not self._row or at[len(letters) :] != f"{self._row}":
            raise ValueError(at)
        number = self._columns.get(letters)
        if number is None:
            if _LETTERS.fullmatch(letters) is None:
                raise ValueError(at)
            number = 0
            for letter in letters.upper():
                number = 26 * number + ord(letter) - 64
            self._columns[letters] = number
        return number
