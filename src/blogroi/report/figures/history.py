"""What was expected of each tool at each date, and what was found of what had been estimated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from blogroi.language.spoken import message, plural
from blogroi.records import frozen
from blogroi.report.figures.canvas import Canvas, inset
from blogroi.report.figures.cells import NONE, day, flag, number, text, unit
from blogroi.report.figures.figure import Figure
from blogroi.report.figures.grouped import draw, facts, groups_of
from blogroi.report.figures.style import classes_of
from blogroi.results.format import number as as_number
from blogroi.results.table import Table

__all__ = ["history", "outcomes"]

_BAR = 11.0
_AROUND = 1.0
"""How far beyond a range is drawn, in lengths of it."""


def history(table: Table, *, tools: Mapping[str, str] = NONE) -> Figure:
    """Draw what each tool was expected to bring in, as of each date.

    Parameters
    ----------
    table : Table
        The table ``history`` of a history.
    tools : mapping of str to str
        What all tools of the case are called, by key: they give colours, and none is left out.

    Returns
    -------
    Figure
    """
    groups = groups_of(table, classes_of(table, tools), lambda row: day(row, "date"), tools)
    return Figure(
        name="history",
        table=table,
        title=message("Net gain by tool, as of each date"),
        reading=message(
            "What each tool was expected to bring in less what it costs, in {currency}, as seen on each date: the point is what was "
            "expected, the bar the 90 % range.",
            currency=unit(table, "npv_mean"),
        ),
        facts=facts(groups),
        drawing=partial(draw, groups),
    )


@frozen
class _Outcome:
    """A row: an estimate, and what was found."""

    tool: str
    statement: str
    kind: str
    low: float
    high: float
    realised: float
    unit: str
    is_covered: bool

    @property
    def says(self) -> str:
        """The range that was stated, and what came."""
        low, high, realised = (as_number(value) for value in (self.low, self.high, self.realised))
        said = message("stated {low} to {high}, found {realised}", low=low, high=high, realised=realised)
        return message("{said} ({unit})", said=said, unit=self.unit) if self.unit else said

    def place(self, value: float) -> float:
        """Return where a value lies, the range in the middle of the width; what lies far beyond it stands at its end."""
        long = self.high - self.low
        beyond = (
            (value - self.low) / long if long else (0.5 if value == self.low else 2.0 if value > self.low else -1.0)
        )
        return inset((min(max(beyond, -_AROUND), 1.0 + _AROUND) + _AROUND) / (1.0 + 2.0 * _AROUND))


def outcomes(table: Table, *, tools: Mapping[str, str] = NONE) -> Figure:
    """Draw what was found of what had been estimated.

    Parameters
    ----------
    table : Table
        The table ``outcomes`` of a history.
    tools : mapping of str to str
        What all tools of the case are called, by key: they give colours.

    Returns
    -------
    Figure
    """
    kinds = classes_of(table, tools)
    rows = [
        _Outcome(
            text(row, "name"),
            text(row, "statement"),
            kinds[text(row, "tool")],
            low,
            high,
            realised,
            text(row, "unit"),
            flag(row, "covered"),
        )
        for row in table
        if None not in (ends := (number(row, "low"), number(row, "high"), number(row, "realised")))
        for low, high, realised in [_known(ends)]
    ]
    held = sum(row.is_covered for row in rows)
    return Figure(
        name="outcomes",
        table=table,
        title=message("What was stated, and what was found"),
        reading=message(
            "Each bar is the 90 % range that was stated of a change in a period, the point what was found later. All ranges are drawn "
            "equally long, whatever their units: good ranges hold nine times in ten."
        ),
        facts=[
            plural("{held} of {count} range held.", "{held} of {count} ranges held.", len(rows), held=held),
            *(
                message("{tool}, {statement}: {says}.", tool=row.tool, statement=row.statement, says=row.says)
                for row in rows
            ),
        ],
        drawing=partial(_draw, rows),
    )


def _known(ends: Sequence[float | None]) -> tuple[float, float, float]:
    low, high, realised = (end for end in ends if end is not None)
    return low, high, realised


def _draw(rows: Sequence[_Outcome], canvas: Canvas) -> None:
    if not rows:
        canvas.paragraph(message("No estimate can be held against what was found yet."), "R")
        canvas.space(6.0)
        return
    for row in rows:
        canvas.heading(row.tool, note=row.statement)
        canvas.paragraph(row.says, "v")
        canvas.space(4.0)
        middle = canvas.height + _BAR / 2.0
        canvas.line(0.0, middle, 1.0, middle, "g")
        canvas.rect(row.place(row.low), row.place(row.high), canvas.height, _BAR, f"b {row.kind}")
        canvas.dot(row.place(row.realised), middle)
        canvas.space(_BAR + 13.0)
    canvas.keys([("b", message("90 % range that was stated")), ("d", message("what was found"))])
