"""How likely each tool is to pay for itself: a chance, and no share of anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from blogroi.language.spoken import message
from blogroi.report.figures.canvas import Canvas
from blogroi.report.figures.cells import NONE, number, text
from blogroi.report.figures.figure import Figure
from blogroi.report.figures.scale import Scale, Tick
from blogroi.report.figures.style import classes_of
from blogroi.results.format import as_percent, chance_in_words
from blogroi.results.summary import DECISION_PROBABILITY
from blogroi.results.table import Table

__all__ = ["chance"]

_SURE = (1.0 - DECISION_PROBABILITY, DECISION_PROBABILITY)
_CHANCES = Scale(0.0, 1.0, tuple(Tick(share, as_percent(share)) for share in (_SURE[0], 0.5, _SURE[1])))
"""From never to always, with the chances from which on a tool is called sure to lose or to pay."""

_BAR = 11.0


def chance(table: Table, *, tools: Mapping[str, str] = NONE) -> Figure:
    """Draw how likely each tool is to bring in more than it costs.

    Parameters
    ----------
    table : Table
        The table ``tools`` of an evaluation.
    tools : mapping of str to str
        What all tools of the case are called, by key: they give colours, and none is left out.

    Returns
    -------
    Figure

    Examples
    --------
    >>> import blogroi
    >>> result = blogroi.evaluate(blogroi.loads(blogroi.template()), draws=1000)
    >>> print(chance(result.tables["tools"]).title)
    Chance to pay
    """
    kinds = classes_of(table, tools)
    chances = {text(row, "tool"): number(row, "probability_positive") for row in table}
    names = {text(row, "tool"): text(row, "name") for row in table}
    order = sorted(chances, key=lambda tool: (-(-1.0 if (known := chances[tool]) is None else known), tool))
    rows = [(names[tool], kinds[tool], chances[tool]) for tool in order]
    return Figure(
        name="chance",
        table=table,
        title=message("Chance to pay"),
        reading=message(
            "How likely each tool is to bring in more than it costs. Beyond the dotted lines, at {low} and {high}, it is called sure.",
            low=as_percent(_SURE[0]),
            high=as_percent(_SURE[1]),
        ),
        facts=[message("{tool}: {figure}.", tool=name, figure=_said(share)) for name, _, share in rows],
        drawing=partial(_draw, rows),
    )


def _said(share: float | None) -> str:
    return message("unknown") if share is None else chance_in_words(share)


def _draw(rows: Sequence[tuple[str, str, float | None]], canvas: Canvas) -> None:
    beside = canvas.beside((name, _said(share)) for name, _, share in rows)
    for name, kind, share in rows:
        unknown = message("Its cost is not known: this cannot be said.")
        canvas.heading(name, _said(share), beside=beside, note="" if share is not None else unknown)
        canvas.space(3.0)
        if share is not None:
            canvas.rect(0.0, 1.0, canvas.height, _BAR, "e")
            canvas.rect(0.0, share, canvas.height, _BAR, f"b {kind}")
            for limit in _SURE:
                canvas.line(limit, canvas.height - 2.0, limit, canvas.height + _BAR + 2.0, "h")
            canvas.space(_BAR)
        canvas.space(12.0)
    canvas.space(-8.0)
    canvas.labels(_CHANCES, place=_CHANCES.share)
