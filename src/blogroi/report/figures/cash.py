"""How the cash of each tool adds up over time: what is likely as a fan, each tool by itself, all on one scale."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from blogroi.language.spoken import message
from blogroi.records import frozen
from blogroi.report.figures.canvas import Canvas
from blogroi.report.figures.cells import NONE, day, number, summary, text, unit
from blogroi.report.figures.figure import Figure
from blogroi.report.figures.scale import Scale, scale_of
from blogroi.report.figures.style import classes_of
from blogroi.results.format import amount
from blogroi.results.summary import Summary
from blogroi.results.table import Table

__all__ = ["cash", "needed"]

_TALL = 104.0
_BETWEEN = 0.03
"""Share of the width between two columns."""
_UNSEEN = 0.25
"""Pixels by which a line may pass a point that is left out."""
_PARTS = ("p05", "p25", "p50", "p75", "p95")


@frozen
class _Tool:
    """A panel: a tool, the days on which it is looked at, its quantiles on each, and what it has come to on the last."""

    name: str
    kind: str
    days: Sequence[str]
    quantiles: Sequence[Sequence[float]]
    end: Summary | None

    @property
    def says(self) -> str:
        """What it has come to, or why that is not known."""
        if self.end is None and not self.days:
            return message("Its cost is not known: this cannot be said.")
        if self.end is None:
            return message("What becomes of its benefits is not stated: its cash is not known.")
        return message("{amount} by the end", amount=amount(self.end))


@frozen
class _Panel:
    """Where a tool is drawn: between two shares of the width, from a height on, with room for the labels of the scale."""

    low: float
    high: float
    top: float
    gutter: float

    def at(self, place: float) -> float:
        """Return where a share of the time lies."""
        return self.low + self.gutter + place * (self.high - self.low - self.gutter)


def cash(table: Table, *, tools: Mapping[str, str] = NONE) -> Figure:
    """Draw how the cash of each tool adds up over time.

    Parameters
    ----------
    table : Table
        The table ``flows`` of an evaluation whose ``figures`` name ``cash_by_period``.
    tools : mapping of str to str
        What all tools of the case are called, by key: they give colours, and none is left out.

    Returns
    -------
    Figure

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.load("examples/chamber.toml")
    >>> result = blogroi.evaluate(case, figures=("default", "cash_by_period"), draws=1000)
    >>> print(cash(result.tables["flows"]).title)
    Cash over time
    """
    panels = [*_tools(table, classes_of(table, tools), tools)]
    return Figure(
        name="cash",
        table=table,
        title=message("Cash over time"),
        reading=message(
            "What each tool has brought in less what it has cost until then, in {currency} that is paid or received: the line is as "
            "likely to be passed as not, the dark band holds half of all cases, the light one 90 % of them.",
            currency=unit(table, "running_cash_mean"),
        ),
        facts=[message("{tool}: {figure}.", tool=tool.name, figure=amount(tool.end)) for tool in panels],
        drawing=partial(_draw, panels),
    )


def _tools(table: Table, kinds: Mapping[str, str], tools: Mapping[str, str]) -> Iterator[_Tool]:
    """Go through the tools, in the order of their keys."""
    rows = sorted(table, key=lambda row: (text(row, "tool"), number(row, "period") or 0.0))
    names = {**tools, **{text(row, "tool"): text(row, "name") for row in rows}}
    for tool, name in sorted(names.items()):
        own = [row for row in rows if text(row, "tool") == tool]
        known = [
            quantiles
            for row in own
            if None not in (quantiles := [number(row, f"running_cash_{part}") for part in _PARTS])
        ]
        is_known = 0 < len(known) == len(own)
        yield _Tool(
            name=name,
            kind=kinds[tool],
            days=[day(row, "ends") for row in own],
            quantiles=[[value for value in quantiles if value is not None] for quantiles in known] if is_known else [],
            end=summary(own[-1], "running_cash") if is_known else None,
        )


def _draw(tools: Sequence[_Tool], canvas: Canvas) -> None:
    values = [value for tool in tools for quantiles in tool.quantiles for value in quantiles]
    scale = scale_of(values, most=4)
    labels = max((canvas.wide(tick.label, "s") for tick in scale.ticks), default=0.0)
    columns = min(len(tools), 2)
    gutter = 0.0 if canvas.fluid else (labels + 6.0) / canvas.width
    for first in range(0, len(tools), 2):
        _row(canvas, tools[first : first + 2], scale, columns, gutter)
    canvas.keys(
        [
            ("l", message("as likely above as below")),
            ("q", message("half of all cases")),
            ("p", message("90 % range")),
        ]
    )


def _row(canvas: Canvas, tools: Sequence[_Tool], scale: Scale, columns: int, gutter: float) -> None:
    """Draw panels side by side, all from the same height on."""
    long = (1.0 - _BETWEEN * (columns - 1)) / columns
    lows = [place * (long + _BETWEEN) for place in range(len(tools))]
    top = canvas.height
    bottoms = [top]
    for low, tool in zip(lows, tools, strict=True):
        below = canvas.paragraph(tool.name, "m", left=low, room=long * canvas.width, y=top)
        bottoms.append(canvas.paragraph(tool.says, "s", left=low, room=long * canvas.width, y=below, most=4))
    panels = [_Panel(low, low + long, max(bottoms) + 8.0, gutter) for low in lows]
    drawn = [(panel, tool) for panel, tool in zip(panels, tools, strict=True) if tool.quantiles]
    for panel, _ in drawn:
        for tick in scale.ticks:
            y = _height(panel, scale, tick.value)
            canvas.line(panel.at(0.0), y, panel.high, y, "z" if tick.value == 0.0 else "g")
    canvas.paths([shape for panel, tool in drawn for shape in _fan(panel, tool, scale)])
    for panel, tool in drawn:
        _labels(canvas, panel, tool, scale)
    canvas.height = max(bottoms) + 8.0 + (_TALL + 24.0 if drawn else 0.0) + 8.0


def _height(panel: _Panel, scale: Scale, value: float) -> float:
    return panel.top + (1.0 - scale.share(value)) * _TALL


def _fan(panel: _Panel, tool: _Tool, scale: Scale) -> Iterator[tuple[list[tuple[float, float]], str, bool]]:
    """Go through what is drawn of a tool: the wide band, the narrow one, and the line."""
    last = max(len(tool.quantiles) - 1, 1)

    def line(part: int) -> list[tuple[float, float]]:
        return needed(
            [
                (panel.at(place / last), _height(panel, scale, quantiles[part]))
                for place, quantiles in enumerate(tool.quantiles)
            ]
        )

    for low, high, kind in ((0, 4, "p"), (1, 3, "q")):
        yield [*line(low), *reversed(line(high))], f"{kind} {tool.kind}", True
    yield line(2), f"l {tool.kind}", False


def needed(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Leave out the points of a line without which it looks the same: of ten years of months, most.

    Parameters
    ----------
    points : sequence of tuple of float
        Where it passes, from left to right: shares of the width, and pixels down.

    Returns
    -------
    list of tuple of float
        The first, the last, and each from which a line without it would be seen to differ.

    Examples
    --------
    >>> needed([(0.0, 50.0), (0.5, 30.0), (1.0, 10.0)])
    [(0.0, 50.0), (1.0, 10.0)]
    """
    kept, open_parts = {0, len(points) - 1}, [(0, len(points) - 1)]
    while open_parts:
        first, last = open_parts.pop()
        (x, y), (right, end) = points[first], points[last]
        off = [
            (abs(down - y - (end - y) * (at - x) / (right - x)), place)
            for place, (at, down) in enumerate(points[first + 1 : last], start=first + 1)
        ]
        most, place = max(off, default=(0.0, 0))
        if most > _UNSEEN:
            kept.add(place)
            open_parts += [(first, place), (place, last)]
    return [points[place] for place in sorted(kept)]


def _labels(canvas: Canvas, panel: _Panel, tool: _Tool, scale: Scale) -> None:
    """Write the numbers of the scale beside or over the fan, and the first and the last day below it."""
    for tick in scale.ticks:
        y = _height(panel, scale, tick.value)
        if canvas.fluid:
            canvas.text(panel.low, max(y - 3.0, panel.top + 8.0), tick.label, "s a")
        else:
            canvas.text(panel.at(0.0) - 6.0 / canvas.width, y + 4.0, tick.label, "s", anchor="end")
    base = panel.top + _TALL + 18.0
    canvas.text(panel.at(0.0), base, tool.days[0], "s")
    if len(tool.days) > 1:
        canvas.text(panel.high, base, tool.days[-1], "s", anchor="end")
