"""The columns of numbers of a table: what stands before decimals is decided once for all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import field

from blogroi.errors import Fault
from blogroi.language.spoken import Message, message
from blogroi.measured.reading.export import Column, Hints, Row, is_mean
from blogroi.measured.reading.faults import MOST_LINES
from blogroi.measured.reading.numbers import MARKS, Mark, Number, is_unknown, read_number
from blogroi.records import frozen

__all__ = ["columns_of"]


@frozen
class _Cells:
    """The cells of a column, as they may be read; ``odd`` are the lines of those that are no number."""

    name: str
    lines: tuple[int, ...]
    numbers: tuple[Number | None, ...]
    odd: tuple[int, ...] = field(kw_only=True)

    @property
    def known(self) -> list[Number]:
        """What is known."""
        return [number for number in self.numbers if number is not None]

    @property
    def marks(self) -> frozenset[Mark]:
        """Under which marks all of it can be read."""
        return frozenset(mark for mark in MARKS if all(number.by(mark) is not None for number in self.known))

    @property
    def is_open(self) -> bool:
        """Whether what it is depends on the mark."""
        return any(number.point != number.comma for number in self.known)


def columns_of(names: Sequence[str], rows: Sequence[Row], date: int, hints: Hints) -> tuple[Column, ...]:
    """Read all columns but that of the days.

    Parameters
    ----------
    names : sequence of str
        What they are called.
    rows : sequence of Row
        The rows, in the order of their days.
    date : int
        In which column the days stand.
    hints : Hints
        What is said of the file.

    Returns
    -------
    tuple of Column
        Those that are no numbers have faults instead; a column without anything in it is left out.
    """
    read = [_cells(name, rows, place) for place, name in enumerate(names) if place != date]
    numeric = [cells for cells in read if not cells.odd and cells.known]
    marks = _marks(numeric, hints)
    return tuple(_column(cells, marks) for cells in read if cells.known or cells.odd)


def _cells(name: str, rows: Sequence[Row], place: int) -> _Cells:
    seen: dict[str, Number | None] = {}
    numbers: list[Number | None] = []
    odd: list[int] = []
    for row in rows:
        text = row.cells[place]
        if text not in seen:
            seen[text] = None if is_unknown(text) else read_number(text)
        if seen[text] is None and not is_unknown(text):
            odd.append(row.line)
        numbers.append(seen[text])
    return _Cells(name, tuple(row.line for row in rows), tuple(numbers), odd=tuple(odd))


def _marks(numeric: Sequence[_Cells], hints: Hints) -> frozenset[Mark]:
    """Return the marks under which all columns of numbers can be read, or the one that was said."""
    if hints.decimal is not None:
        return frozenset(mark for mark in MARKS if mark == hints.decimal)
    found = frozenset(MARKS)
    for cells in numeric:
        found &= cells.marks
    return found


def _column(cells: _Cells, marks: frozenset[Mark]) -> Column:
    if cells.odd:
        return Column(name=cells.name, faults=tuple(_odd(cells)))
    if not cells.is_open:
        return _read(cells, ".")
    if len(marks) == 1:
        (mark,) = marks
        if wrong := [line for line, number in _with_lines(cells) if number.by(mark) is None]:
            told = message("is not a number where `{mark}` stands before decimals", mark=mark)
            return Column(name=cells.name, faults=tuple(Fault(cells.name, told, line) for line in wrong[:MOST_LINES]))
        return _read(cells, mark)
    return Column(name=cells.name, faults=(_undecided(cells, marks),))


def _with_lines(cells: _Cells) -> Iterator[tuple[int, Number]]:
    return ((line, number) for line, number in zip(cells.lines, cells.numbers, strict=True) if number is not None)


def _odd(cells: _Cells) -> Iterator[Fault]:
    """Say where a column holds no numbers, in the first lines where it does not, and in how many."""
    for line in cells.odd[:MOST_LINES]:
        yield Fault(cells.name, message("is not a number"), line)


def _undecided(cells: _Cells, marks: frozenset[Mark]) -> Fault:
    line, number = next((line, number) for line, number in _with_lines(cells) if number.point != number.comma)
    if not marks:
        return Fault(
            cells.name,
            message("some numbers of this file have a comma before decimals, and others a point: write them all in one way"),
            line,
        )  # fmt: skip
    return Fault(
        cells.name,
        message(
            "can be read as {one} or as {other}, and no number of this file decides: say what stands before decimals, `--decimal .` or `--decimal ,`; `decimal=` in Python",
            one=f"{number.point:.12g}",
            other=f"{number.comma:.12g}",
        ),
        line,
    )


def _read(cells: _Cells, mark: Mark) -> Column:
    percent = {number.is_percent for number in cells.known}
    if len(percent) == 2:
        odd = [line for line, number in _with_lines(cells) if not number.is_percent]
        told = message("has no per cent sign, as other rows have")
        return Column(name=cells.name, faults=tuple(Fault(cells.name, told, line) for line in odd[:MOST_LINES]))
    is_percent = percent == {True}
    values = tuple(None if number is None else _value(number, mark) for number in cells.numbers)
    is_a_mean = is_percent or is_mean(cells.name)
    return Column(
        name=cells.name,
        values=values,
        scale="identity" if is_a_mean else "count",
        notes=tuple(_notes(is_percent=is_percent)),
    )


def _value(number: Number, mark: Mark) -> float | None:
    value = number.by(mark)
    return value if value is None or not number.is_percent else round(value / 100.0, 15)


def _notes(*, is_percent: bool) -> Iterator[Message]:
    if is_percent:
        yield message("per cent are read as shares of 1, and averaged over the days of a week")
