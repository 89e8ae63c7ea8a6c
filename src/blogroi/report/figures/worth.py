"""What is worth finding out before a decision: the most that it is worth to know each thing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from blogroi.language.spoken import message, plural
from blogroi.records import frozen
from blogroi.report.figures.canvas import Canvas, inset
from blogroi.report.figures.cells import NONE, flag, number, text, unit
from blogroi.report.figures.figure import Figure
from blogroi.report.figures.scale import scale_of
from blogroi.report.figures.style import classes_of_keys
from blogroi.results.format import rough
from blogroi.results.table import Table

__all__ = ["worth"]

_MOST = 10
"""How many things are drawn; the rest are in the table."""
_BAR = 9.0


@frozen
class _Subject:
    """A row: something that could be found out, and the most that it is worth to know it."""

    statement: str
    kind: str
    value: float
    is_worth_it: bool


def worth(table: Table, *, tools: Mapping[str, str] = NONE) -> Figure:
    """Draw what is worth finding out before a decision.

    Parameters
    ----------
    table : Table
        The table ``worth_measuring`` of what ``blogroi.worth_measuring`` returns.
    tools : mapping of str to str
        What all tools of the case are called, by key: they give colours.

    Returns
    -------
    Figure

    Examples
    --------
    >>> import blogroi
    >>> advice = blogroi.worth_measuring(blogroi.load("examples/chamber.toml"), draws=1000)
    >>> print(worth(advice.tables["worth_measuring"]).title)
    What is worth finding out first
    """
    kinds = classes_of_keys(tools)
    subjects = [
        _Subject(
            text(row, "statement"),
            kinds.get(text(row, "tools"), "u").partition(" ")[0],
            value,
            flag(row, "is_worth_measuring"),
        )
        for row in table
        if (value := number(row, "evppi")) is not None
    ]
    return Figure(
        name="worth",
        table=table,
        title=message("What is worth finding out first"),
        reading=message(
            "The most that it is worth, in {currency}, to know each thing before deciding: to find it out for more is a loss.",
            currency=unit(table, "evppi"),
        ),
        facts=[message("{tool}: {figure}.", tool=one.statement, figure=rough(one.value)) for one in subjects[:_MOST]],
        drawing=partial(_draw, subjects),
    )


def _draw(subjects: Sequence[_Subject], canvas: Canvas) -> None:
    shown = subjects[:_MOST]
    if not shown:
        canvas.paragraph(message("Nothing that could be found out would change the decision."), "R")
        canvas.space(6.0)
        return
    scale = scale_of([one.value for one in shown], fits=canvas.fits)
    with canvas.over(scale):
        for one in shown:
            canvas.heading(one.statement, rough(one.value), kind="")
            canvas.space(2.0)
            kind = f"{'b' if one.is_worth_it else 'p c'} {one.kind}"
            canvas.rect(inset(scale.share(0.0)), inset(scale.share(one.value)), canvas.height, _BAR, kind)
            canvas.space(_BAR + 11.0)
    if len(subjects) > _MOST:
        more = len(subjects) - _MOST
        canvas.paragraph(plural("{count} more in the table", "{count} more in the table", more), "s")
    keys = [("b", message("worth measuring")), ("p c", message("not worth measuring"))]
    there = {one.is_worth_it for one in shown}
    canvas.keys([key for key, is_worth_it in zip(keys, (True, False), strict=True) if is_worth_it in there])
