"""Which tools to keep within a budget, as tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from blogroi.decisions.choose import Choice
from blogroi.results.headings import (
    SUMMARY,
    TOOL,
    amount,
    figure_headings,
    flag,
    number,
    parts_of,
    text,
    tool_cells,
    whole,
)
from blogroi.results.table import CURRENCY, Heading, Layout, Value

__all__ = ["LAYOUTS"]

_TOOLS: dict[str, Heading] = {
    **TOOL,
    "is_chosen": flag("Whether it is in the set."),
    "is_included": flag("Whether somebody wants it in, or the case keeps it."),
    "is_unconstrained": flag("Whether it would be in the set if nothing were kept or wanted in."),
    "left_out": text("Why it is not in the set."),
    **figure_headings("npv", "Net present value", CURRENCY, SUMMARY),
    **figure_headings("costs", "Present value of the costs", CURRENCY, SUMMARY),
}


def _tools(choice: Choice) -> Iterator[Mapping[str, Value]]:
    for key in choice.names.tools:
        yield {
            **tool_cells(choice.names, key),
            "is_chosen": key in choice.tools,
            "is_included": key in choice.included,
            "is_unconstrained": key in choice.unconstrained,
            "left_out": choice.left_out.get(key),
            **parts_of("npv", choice.npv.get(key), SUMMARY),
            **parts_of("costs", choice.costs.get(key), SUMMARY),
        }


_SETS: dict[str, Heading] = {
    "set": whole("Number of the set, from 1: the chosen one, other sets of the same worth, then the efficient ones."),
    "kind": text("`chosen`, `tie` or `efficient`: no cheaper set equals it."),
    "by": text("What is added up: `npv` or `score`."),
    "cost": amount("Expected present value of its costs."),
    "value": number(
        "Expected worth: in the currency by `npv`, a sum of scores by `score`; empty of other sets of the same worth."
    ),
    "size": whole("Number of its tools."),
    "tools": text("Keys of its tools, with commas; empty for none."),
}


def _all_sets(choice: Choice) -> Iterator[tuple[str, float | None, float | None, tuple[str, ...]]]:
    yield "chosen", choice.cost, choice.value, choice.tools
    for tools in choice.ties:
        yield "tie", None, None, tools
    for one in choice.efficient_frontier:
        yield "efficient", one.cost, one.value, one.tools


def _sets(choice: Choice) -> Iterator[Mapping[str, Value]]:
    for at, (kind, cost, value, tools) in enumerate(_all_sets(choice), start=1):
        yield {
            "set": at,
            "kind": kind,
            "by": choice.by,
            "cost": cost,
            "value": value,
            "size": len(tools),
            "tools": ", ".join(tools) or None,
        }


def _members(choice: Choice) -> Iterator[Mapping[str, Value]]:
    for at, (kind, _, _, tools) in enumerate(_all_sets(choice), start=1):
        for key in tools:
            yield {"set": at, "kind": kind, **tool_cells(choice.names, key)}


LAYOUTS: tuple[Layout[Choice], ...] = (
    Layout("tools", "A row for each tool: whether it is in the set, and why not.", _TOOLS, _tools),
    Layout("sets", "A row for each set: what it costs and brings in.", _SETS, _sets),
    Layout(
        "members", "A row for each set and tool in it.", {"set": _SETS["set"], "kind": _SETS["kind"], **TOOL}, _members
    ),
)
"""The tables of a choice."""
