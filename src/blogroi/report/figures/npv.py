"""What each tool brings in, net: its 90 % range, what is expected, and how far missing figures reach."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from blogroi.language.spoken import message
from blogroi.records import frozen
from blogroi.report.evaluation_verdict import reach
from blogroi.report.figures.canvas import Canvas, inset
from blogroi.report.figures.cells import NONE, number, summary, text, unit
from blogroi.report.figures.figure import Figure
from blogroi.report.figures.scale import Scale, scale_of
from blogroi.report.figures.style import classes_of
from blogroi.results.format import amount
from blogroi.results.summary import Summary
from blogroi.results.table import Table

__all__ = ["npv"]

_BAR = 11.0


@frozen(kw_only=True)
class _Tool:
    """A row: a tool, its net gain, and the ends that its missing figures can bring it to."""

    name: str
    kind: str
    npv: Summary | None
    has_gaps: bool
    lowest: float | None
    highest: float | None

    @property
    def reaches(self) -> tuple[float, float] | None:
        """From where to where missing figures can bring what is expected; None where they cannot, or nobody can say."""
        if not self.has_gaps or self.lowest is None or self.highest is None or self.lowest == self.highest:
            return None
        return self.lowest, self.highest

    @property
    def note(self) -> str:
        """What its bar cannot show."""
        if self.npv is None:
            return message("Its cost is not known: this cannot be said.")
        if not self.has_gaps:
            return ""
        if self.reaches is None:
            moved = self.lowest is None or self.highest is None
            return message("Figures are missing, and nobody has said in what range they lie.") if moved else ""
        return message("With its missing figures: {reach}", reach=reach(*self.reaches, self.npv))


def npv(table: Table, *, tools: Mapping[str, str] = NONE) -> Figure:
    """Draw what each tool brings in, net.

    Parameters
    ----------
    table : Table
        The table ``tools`` of an evaluation, or of net present values.
    tools : mapping of str to str
        What all tools of the case are called, by key: they give colours, and none is left out.

    Returns
    -------
    Figure

    Examples
    --------
    >>> import blogroi
    >>> result = blogroi.evaluate(blogroi.loads(blogroi.template()), draws=1000)
    >>> print(npv(result.tables["tools"]).title)
    Net gain by tool
    """
    currency = unit(table, "npv_mean")
    rows = _tools(table, classes_of(table, tools))
    return Figure(
        name="npv",
        table=table,
        title=message("Net gain by tool"),
        reading=message(
            "What each tool brings in less what it costs, in {currency}: the point is what is expected, the bar the 90 % range.",
            currency=currency,
        ),
        facts=[message("{tool}: {figure}.", tool=tool.name, figure=amount(tool.npv)) for tool in rows],
        drawing=partial(_draw, rows),
    )


def _tools(table: Table, kinds: Mapping[str, str]) -> list[_Tool]:
    """Return the rows, the greatest net gain first, unknown ones last."""
    has_reach = (
        "npv_lowest" in table.columns
    )  # how far gaps reach is not asked where net present values are asked alone
    known = [(summary(row, "npv"), row) for row in table]
    order = sorted(
        known, key=lambda pair: (pair[0] is None, -(pair[0].mean if pair[0] else 0.0), text(pair[1], "tool"))
    )
    return [
        _Tool(
            name=text(row, "name"),
            kind=kinds[text(row, "tool")],
            npv=figure,
            has_gaps=bool(number(row, "gaps")),
            lowest=number(row, "npv_lowest") if has_reach else None,
            highest=number(row, "npv_highest") if has_reach else None,
        )
        for figure, row in order
    ]


def _draw(tools: Sequence[_Tool], canvas: Canvas) -> None:
    ends = [
        end for tool in tools if tool.npv for end in (tool.npv.p05, tool.npv.mean, tool.npv.p95, *(tool.reaches or ()))
    ]
    scale = scale_of(ends, fits=canvas.fits)
    beside = canvas.beside((tool.name, amount(tool.npv)) for tool in tools)
    with canvas.over(scale):
        for tool in tools:
            canvas.heading(tool.name, amount(tool.npv), beside=beside, note=tool.note)
            canvas.space(3.0)
            if tool.npv:
                _bar(canvas, scale, tool, tool.npv)
                canvas.space(_BAR)
            canvas.space(12.0)
    canvas.keys(
        [
            ("b", message("90 % range")),
            ("d", message("expected")),
            *([("r", message("expected, with missing figures"))] if any(tool.reaches for tool in tools) else []),
        ]
    )


def _bar(canvas: Canvas, scale: Scale, tool: _Tool, figure: Summary) -> None:
    low, mean, high = (inset(scale.share(value)) for value in (figure.p05, figure.mean, figure.p95))
    top, middle = canvas.height, canvas.height + _BAR / 2.0
    canvas.rect(low, high, top, _BAR, f"b {tool.kind}")
    if tool.reaches:
        first, last = (inset(scale.share(end)) for end in tool.reaches)
        canvas.line(first, top + _BAR + 4.0, last, top + _BAR + 4.0, f"r {tool.kind}")
    canvas.dot(mean, middle)
