"""What leads where: from each objective to the levers that act on it, the indicators that show them and the tools that move those."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from attrs import define, field

from blogroi.language.spoken import message, plural
from blogroi.model.case import Case
from blogroi.plan.chain import chain_table
from blogroi.report.figures.canvas import Canvas, Px
from blogroi.report.figures.cells import NONE, text
from blogroi.report.figures.figure import Figure
from blogroi.report.figures.style import classes_of
from blogroi.results.answer import names_of
from blogroi.results.table import Table

__all__ = ["chain", "drawn"]

_IN = 14.0
"""Pixels by which each step stands further in."""


@define
class _Node:
    """Something that others lead to: what it is called, and those."""

    statement: str
    kind: str
    within: dict[str, _Node] = field(factory=dict)
    tools: list[str] = field(factory=list)


def chain(case: Case) -> Figure:
    """Return what leads where in a case, as a figure.

    Parameters
    ----------
    case : Case
        The case.

    Returns
    -------
    Figure
        With the table that it is made from.

    Examples
    --------
    >>> import blogroi
    >>> print(blogroi.chain(blogroi.load("examples/chamber.toml")).title)
    From objectives to tools
    """
    return drawn(chain_table(case), tools=names_of(case).tools)


def drawn(table: Table, *, tools: Mapping[str, str] = NONE) -> Figure:
    """Draw which tools move which indicators, which levers these show, and which objectives those act on.

    Parameters
    ----------
    table : Table
        As :func:`blogroi.plan.chain.chain_table` gives it.
    tools : mapping of str to str
        What all tools of the case are called, by key: they give colours, and none is left out.

    Returns
    -------
    Figure
    """
    tree = _tree(table)
    names = {text(row, "tool"): text(row, "name") for row in table if text(row, "tool")}
    return Figure(
        name="chain",
        table=table,
        title=message("From objectives to tools"),
        reading=message(
            "Below each objective the levers that act on it, below each lever the indicators that show it at work, and below these the "
            "tools that are said to move them."
        ),
        facts=[_fact(node) for node in tree.values()],
        drawing=partial(_draw, tree, names, classes_of(table, tools)),
    )


def _tree(table: Table) -> dict[str, _Node]:
    tree: dict[str, _Node] = {}
    for row in table:
        level, node = tree, None
        for step, kind in (("objective", "m"), ("lever", ""), ("indicator", "")):
            key = text(row, step)
            if key:
                node = level.setdefault(key, _Node(text(row, f"{step}_statement"), kind))
                level = node.within
            elif step == "objective":
                node = level.setdefault("", _Node(message("Leads to no objective"), kind))
                level = node.within
        if node is not None and text(row, "tool"):
            node.tools.append(text(row, "tool"))
    return tree


def _fact(node: _Node) -> str:
    levers = [*node.within.values()]
    moved = {tool for lever in levers for one in (lever, *lever.within.values()) for tool in one.tools}
    return plural("{objective}: {count} tool.", "{objective}: {count} tools.", len(moved), objective=node.statement)


def _draw(tree: Mapping[str, _Node], names: Mapping[str, str], kinds: Mapping[str, str], canvas: Canvas) -> None:
    for node in tree.values():
        canvas.paragraph(node.statement, node.kind, most=4)
        _below(canvas, [*node.within.values()], names, kinds, 1)
        canvas.space(12.0)


def _below(
    canvas: Canvas, nodes: Sequence[_Node], names: Mapping[str, str], kinds: Mapping[str, str], depth: int
) -> None:
    """Draw what leads to a node, each joined to it by a line."""
    trunk, begin = _IN * depth - 9.0, canvas.height
    last = begin
    for node in nodes:
        canvas.space(4.0)
        last = canvas.height + 8.5
        canvas.line(Px(trunk), last, Px(trunk + 7.0), last, "k")
        room = canvas.width - _IN * depth
        canvas.paragraph(node.statement, node.kind, left=Px(_IN * depth), room=room, most=4)
        for tool in node.tools:
            _tool(canvas, names[tool], kinds[tool], _IN * (depth + 1), room - _IN)
        if depth > 1 and not node.tools:
            canvas.paragraph(message("no tool is said to move it"), "s", left=Px(_IN * (depth + 1)), room=room - _IN)
        if depth == 1 and not node.within and not node.tools:
            canvas.paragraph(message("no indicator shows it"), "s", left=Px(_IN * (depth + 1)), room=room - _IN)
        _below(canvas, [*node.within.values()], names, kinds, depth + 1)
    if not nodes and depth == 1:
        canvas.paragraph(message("no lever acts on it"), "s", left=Px(_IN), room=canvas.width - _IN)
    if nodes:
        canvas.line(Px(trunk), begin, Px(trunk), last, "k")


def _tool(canvas: Canvas, name: str, kind: str, left: float, room: float) -> None:
    top = canvas.height
    canvas.paragraph(name, "s", left=Px(left + 14.0), room=room - 14.0, most=2)
    canvas.rect(Px(left), Px(left + 9.0), top + 2.0, 9.0, f"b {kind}")
