"""What moves a verdict: where each uncertain input would bring it, from the low end of what is likely to the high one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from blogroi.errors import OptionError
from blogroi.language.naming import describe, suggest
from blogroi.language.spoken import message
from blogroi.records import frozen
from blogroi.report.figures.canvas import Canvas, inset
from blogroi.report.figures.cells import NONE, Row, number, text, unit, with_unit
from blogroi.report.figures.figure import Figure
from blogroi.report.figures.scale import Scale, scale_of
from blogroi.report.figures.style import classes_of
from blogroi.results.format import rough, share
from blogroi.results.table import Table

__all__ = ["lead", "moves"]

_OF_ONE, _OF_EACH, _MANY = 8, 3, 8
"""How many inputs are drawn of one tool, and of each of several; of more tools than that, one each."""


@frozen
class _Input:
    """A row: an input, the ends of what is likely of it, and where each would bring the figure."""

    statement: str
    share: float
    ends: tuple[str, str]
    low: float
    high: float

    @property
    def note(self) -> str:
        """What comes of both ends."""
        least, greatest = self.ends
        return message(
            "{least} gives {low}; {greatest} gives {high}",
            least=least,
            low=rough(self.low),
            greatest=greatest,
            high=rough(self.high),
        )


@frozen
class _Group:
    """What is moved, in which colour, and by which inputs."""

    name: str
    kind: str
    inputs: Sequence[_Input]


def moves(table: Table, *, tools: Mapping[str, str] = NONE, tool: str | None = None) -> Figure:
    """Draw what moves the net gain of each tool.

    Parameters
    ----------
    table : Table
        The table ``sensitivity`` of what ``blogroi.sensitivity`` returns.
    tools : mapping of str to str
        What all tools of the case are called, by key: they give colours.
    tool : str, optional
        Key of the tool, of which more inputs are drawn then; by default all.

    Returns
    -------
    Figure

    Raises
    ------
    OptionError
        When there is no such tool in the table.

    Examples
    --------
    >>> import blogroi
    >>> found = blogroi.sensitivity(blogroi.load("examples/chamber.toml"), draws=1000)
    >>> print(moves(found.tables["sensitivity"], tool="blog").title)
    What moves the net gain of The chamber's blog
    """
    names = {text(row, "tool"): text(row, "name") for row in table}
    if tool is not None and tool not in names:
        raise OptionError(
            "tool", message("{tool} has nothing to draw: {hint}", tool=describe(tool), hint=suggest(str(tool), names))
        )
    kinds, chosen = classes_of(table, tools), [tool] if tool is not None else [*names]
    most = _OF_ONE if len(chosen) == 1 else _OF_EACH if len(chosen) <= _MANY else 1
    groups = [
        _Group(names[key], kinds[key], [*_inputs([row for row in table if text(row, "tool") == key])][:most])
        for key in chosen
    ]
    title = (
        message("What moves the net gain of {tool}", tool=names[chosen[0]])
        if len(chosen) == 1
        else message("What moves the net gain of each tool")
    )
    return _figure("moves", table, title, groups)


def lead(table: Table, *, tools: Mapping[str, str] = NONE) -> Figure:
    """Draw what moves the lead of the first tool over the second.

    Parameters
    ----------
    table : Table
        The table ``order`` of what ``blogroi.sensitivity`` returns.
    tools : mapping of str to str
        What all tools of the case are called, by key: they give colours.

    Returns
    -------
    Figure
    """
    first = next(iter(table), None)
    inputs = [*_inputs(list(table))][:_OF_ONE]
    if first is None:
        return _figure("lead", table, message("What moves the lead of the first"), [])
    ahead, behind = text(first, "name"), text(first, "other_name")
    title = message("What moves the lead of {ahead} over {behind}", ahead=ahead, behind=behind)
    return _figure("lead", table, title, [_Group(ahead, classes_of(table, tools)[text(first, "tool")], inputs)])


def _figure(name: str, table: Table, title: str, groups: Sequence[_Group]) -> Figure:
    return Figure(
        name=name,
        table=table,
        title=title,
        reading=message(
            "Each line leads from what is expected, in {currency}, where an input is at the low end of what is likely to where it is at "
            "the high end: nine times in ten it is above the one, and nine times in ten below the other. Beside it stands its share of "
            "the uncertainty.",
            currency=unit(table, "low"),
        ),
        facts=[
            message("{statement}: {note}.", statement=one.statement, note=one.note)
            for group in groups
            for one in group.inputs
        ],
        drawing=partial(_draw, groups),
    )


def _inputs(rows: Sequence[Row]) -> Iterator[_Input]:
    """Go through the inputs, that with the greatest share of the uncertainty first."""
    for row in sorted(rows, key=lambda row: number(row, "place") or 0.0):
        low, high, part = (number(row, name) for name in ("low", "high", "share"))
        least, greatest = (number(row, name) for name in ("at_low", "at_high"))
        if low is not None and high is not None and part is not None and least is not None and greatest is not None:
            counted = text(row, "unit")
            ends = with_unit(least, counted), with_unit(greatest, counted)
            yield _Input(text(row, "statement"), part, ends, low, high)


def _draw(groups: Sequence[_Group], canvas: Canvas) -> None:
    shown = [one for group in groups for one in group.inputs]
    if not shown:
        canvas.paragraph(message("Nothing that is uncertain moves it."), "R")
        canvas.space(6.0)
        return
    scale = scale_of([end for one in shown for end in (one.low, one.high)], fits=canvas.fits)
    with canvas.over(scale):
        for group in groups:
            if len(groups) > 1:
                nothing = message("Nothing that is uncertain moves it.")
                canvas.heading(group.name, note="" if group.inputs else nothing)
            for one in group.inputs:
                canvas.heading(one.statement, share(one.share), kind="", note=one.note)
                _line(canvas, scale, one, group.kind)
            canvas.space(6.0)
    canvas.keys([("n", message("input at its low end")), ("D", message("input at its high end"))])


def _line(canvas: Canvas, scale: Scale, one: _Input, kind: str) -> None:
    low, high = (inset(scale.share(end)) for end in (one.low, one.high))
    middle = canvas.height + 8.0
    canvas.line(low, middle, high, middle, f"r {kind}")
    canvas.dot(low, middle, 4.5, f"n {kind}")
    canvas.dot(high, middle, 4.5, f"D {kind}")
    canvas.space(22.0)
