"""What moves a verdict beside what is worth finding out: two scales side by side, and both orders."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from blogroi.decisions.priorities import priorities_table
from blogroi.decisions.sensitivity import Sensitivity
from blogroi.decisions.worth_measuring import MeasurementAdvice
from blogroi.language.spoken import message, plural
from blogroi.records import frozen
from blogroi.report.figures.canvas import Canvas
from blogroi.report.figures.cells import number, text, unit, whole
from blogroi.report.figures.figure import Figure
from blogroi.results.format import rough, share
from blogroi.results.table import Table

__all__ = ["drawn", "priorities"]

_MOST = 10
"""How many inputs are drawn; the rest are in the table."""
_BAR = 7.0
_HALF = 0.48
"""Share of the width that each of the two scales has."""


@frozen
class _Input:
    """A row: an input, how much it moves, and what it is worth to know; with its place in both orders, 0 for none."""

    statement: str
    share: float
    moves_place: int
    worth: float
    worth_place: int

    @property
    def moves(self) -> str:
        """How much it moves."""
        if not self.moves_place:
            return message("moves nothing")
        return message("{figure}, place {place}", figure=share(self.share), place=str(self.moves_place))

    @property
    def is_worth(self) -> str:
        """What it is worth to know."""
        if not self.worth_place:
            return message("not asked about")
        return message("{figure}, place {place}", figure=rough(self.worth), place=str(self.worth_place))


def priorities(sensitivity: Sensitivity, advice: MeasurementAdvice) -> Figure:
    """Draw what moves a verdict beside what is worth finding out.

    Parameters
    ----------
    sensitivity : Sensitivity
        What ``blogroi.sensitivity`` returned.
    advice : MeasurementAdvice
        What ``blogroi.worth_measuring`` returned for the same case.

    Returns
    -------
    Figure
        With the table that it is made from, which has both orders.

    Raises
    ------
    OptionError
        When the two are about different cases.

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.load("examples/chamber.toml")
    >>> figure = blogroi.priorities(blogroi.sensitivity(case, draws=1000), blogroi.worth_measuring(case, draws=1000))
    >>> print(figure.title)
    What moves the order, and what is worth finding out
    """
    return drawn(priorities_table(sensitivity, advice))


def drawn(table: Table) -> Figure:
    """Draw what moves a verdict beside what is worth finding out.

    Parameters
    ----------
    table : Table
        As :func:`blogroi.decisions.priorities.priorities_table` gives it.

    Returns
    -------
    Figure
    """
    inputs = [
        _Input(
            text(row, "statement"),
            number(row, "share") or 0.0,
            whole(row, "moves_place"),
            number(row, "evppi") or 0.0,
            whole(row, "worth_place"),
        )
        for row in table
    ]
    return Figure(
        name="priorities",
        table=table,
        title=message("What moves the order, and what is worth finding out"),
        reading=message(
            "On the left the share of the uncertainty that each input takes away, on the right the most that it is worth, in {currency}, to "
            "know it before deciding; each with its place. What moves much may be worth nothing to know, where no value of it would "
            "change the decision.",
            currency=unit(table, "evppi"),
        ),
        facts=[
            message("{statement}: {moves}; {worth}.", statement=one.statement, moves=one.moves, worth=one.is_worth)
            for one in inputs[:_MOST]
        ],
        drawing=partial(_draw, inputs),
    )


def _draw(inputs: Sequence[_Input], canvas: Canvas) -> None:
    shown = inputs[:_MOST]
    if not shown:
        canvas.paragraph(message("Nothing is uncertain."), "R")
        canvas.space(6.0)
        return
    room = _HALF * canvas.width
    top = canvas.height
    ends = [
        canvas.paragraph(head, "s m", left=left, room=room, y=top)
        for head, left in ((message("moves the order"), 0.0), (message("worth finding out"), 1.0 - _HALF))
    ]
    canvas.space(max(ends) - top + 6.0)
    most_moves, most_worth = (max(most, 1e-12) for most in _greatest(shown))
    for one in shown:
        canvas.paragraph(one.statement)
        base = canvas.height + 12.0
        canvas.text(0.0, base, one.moves, "s v")
        canvas.text(1.0 - _HALF, base, one.is_worth, "s v")
        canvas.space(16.0)
        canvas.rect(0.0, _HALF * one.share / most_moves, canvas.height, _BAR, "b u")
        canvas.rect(1.0 - _HALF, 1.0 - _HALF + _HALF * one.worth / most_worth, canvas.height, _BAR, "b i")
        canvas.space(_BAR + 12.0)
    if len(inputs) > _MOST:
        more = len(inputs) - _MOST
        canvas.paragraph(plural("{count} more in the table", "{count} more in the table", more), "s")
    canvas.space(4.0)


def _greatest(shown: Sequence[_Input]) -> tuple[float, float]:
    return max(one.share for one in shown), max(one.worth for one in shown)
