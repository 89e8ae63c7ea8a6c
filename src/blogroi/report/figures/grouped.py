"""Net gains of each tool side by side, under several scenarios or as of several days: a group of bars for each tool."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from blogroi.language.spoken import message
from blogroi.records import frozen
from blogroi.report.figures.canvas import Canvas, inset
from blogroi.report.figures.cells import Row, summary, text
from blogroi.report.figures.scale import Scale, scale_of
from blogroi.results.format import amount
from blogroi.results.summary import Summary
from blogroi.results.table import Table

__all__ = ["Group", "draw", "facts", "groups_of"]

_BAR = 9.0


@frozen
class Line:
    """What a tool brings in under one condition."""

    condition: str
    npv: Summary | None


@frozen
class Group:
    """A tool, and what it brings in under each condition."""

    name: str
    kind: str
    lines: Sequence[Line]


def groups_of(
    table: Table, kinds: Mapping[str, str], condition: Callable[[Row], str], tools: Mapping[str, str]
) -> list[Group]:
    """Return the tools with their conditions in the order of the table, the one with the greatest net gain in the first on top.

    Parameters
    ----------
    table : Table
        With the columns ``tool``, ``name`` and the parts of ``npv``.
    kinds : mapping of str to str
        Classes that give tools their colours.
    condition : callable
        From a row to what is otherwise in it.
    tools : mapping of str to str
        What all tools of the case are called, by key.

    Returns
    -------
    list of Group
    """
    lines: dict[str, list[Line]] = {tool: [] for tool in tools}
    names = {**tools}
    for row in table:
        lines.setdefault(text(row, "tool"), []).append(Line(condition(row), summary(row, "npv")))
        names[text(row, "tool")] = text(row, "name")

    def place(tool: str) -> tuple[bool, float, str]:
        known = next((line.npv for line in lines[tool] if line.npv), None)
        return known is None, -known.mean if known else 0.0, tool

    return [Group(names[tool], kinds[tool], lines[tool]) for tool in sorted(lines, key=place)]


def facts(groups: Sequence[Group]) -> list[str]:
    """Say what a tool brings in under each condition."""
    return [
        message("{tool}, {condition}: {figure}.", tool=group.name, condition=line.condition, figure=amount(line.npv))
        for group in groups
        for line in group.lines
    ]


def draw(groups: Sequence[Group], canvas: Canvas) -> None:
    """Draw the groups, all on one scale."""
    known = [line.npv for group in groups for line in group.lines if line.npv]
    scale = scale_of([end for npv in known for end in (npv.p05, npv.mean, npv.p95)], fits=canvas.fits)
    beside = canvas.beside(((line.condition, amount(line.npv)) for group in groups for line in group.lines), "s")
    with canvas.over(scale):
        for group in groups:
            is_known = any(line.npv for line in group.lines)
            canvas.heading(group.name, note="" if is_known else message("Its cost is not known: this cannot be said."))
            for line in group.lines if is_known else ():
                canvas.space(5.0)
                canvas.heading(line.condition, amount(line.npv), beside=beside, kind="s")
                if line.npv:
                    _bar(canvas, scale, group.kind, line.npv)
            canvas.space(13.0)
    canvas.keys([("b", message("90 % range")), ("d", message("expected"))])


def _bar(canvas: Canvas, scale: Scale, kind: str, npv: Summary) -> None:
    low, mean, high = (inset(scale.share(value)) for value in (npv.p05, npv.mean, npv.p95))
    canvas.space(2.0)
    canvas.rect(low, high, canvas.height, _BAR, f"b {kind}")
    canvas.dot(mean, canvas.height + _BAR / 2.0, 3.5)
    canvas.space(_BAR)
