"""What changed from one case to another, as tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from blogroi.audit.diff import Diff
from blogroi.results.headings import SUMMARY, TOOL, amount, figure_headings, flag, parts_of, text, tool_cells, whole
from blogroi.results.table import CURRENCY, Heading, Layout, Value

__all__ = ["LAYOUTS"]

_CHANGES: dict[str, Heading] = {
    "change": whole(
        "Number of the change, that which moves most first; what cannot be alone has one number. 0 where only a key is another."
    ),
    "kind": text("`added`, `dropped`, `changed`, `reworded` or `renamed`."),
    "path": text("Where it stands in the later case; where it stood, of what was dropped."),
    "label": text("What it is called."),
    "before": text("What stood there, as a file writes it."),
    "after": text("What stands there."),
}


def _changes(found: Diff) -> Iterator[Mapping[str, Value]]:
    numbered = [(at, one) for at, change in enumerate(found.changes, start=1) for one in change.what]
    for at, one in (*numbered, *((0, one) for one in found.renamed)):
        yield {
            "change": at,
            "kind": one.kind,
            "path": one.path,
            "label": one.label,
            "before": one.before,
            "after": one.after,
        }


_AMOUNTS: dict[str, Heading] = {
    "change": whole("Number of the change; empty for what all do together beyond what each does alone."),
    **TOOL,
    "npv": amount("What it adds to the expected net present value of the tool; empty where that is not known."),
}


def _amounts(found: Diff) -> Iterator[Mapping[str, Value]]:
    numbered = [(at, change.npv) for at, change in enumerate(found.changes, start=1)]
    for at, amounts in (*numbered, (None, found.together)):
        for key, npv in amounts.items():
            yield {"change": at, **tool_cells(found.names, key), "npv": npv}


_TOOLS: dict[str, Heading] = {
    **TOOL,
    "old_verdict": text("What the earlier case says of the tool; empty where it has no such tool."),
    "new_verdict": text("What the later case says of it."),
    "old_place": whole("Place in the order of the earlier case, from 1."),
    "new_place": whole("Place in that of the later one."),
    "old_is_winner": flag("Whether it was ahead of each other tool often enough."),
    "new_is_winner": flag("Whether it is."),
    **figure_headings("old_npv", "Net present value in the earlier case", CURRENCY, SUMMARY),
    **figure_headings("new_npv", "Net present value in the later case", CURRENCY, SUMMARY),
}


def _tools(found: Diff) -> Iterator[Mapping[str, Value]]:
    for key in dict.fromkeys((*found.old.npv, *found.new.npv)):
        row: dict[str, Value] = tool_cells(found.names, key)
        for when, side in (("old", found.old), ("new", found.new)):
            row |= {
                f"{when}_verdict": side.verdicts.get(key),
                f"{when}_place": side.order.index(key) + 1 if key in side.order else None,
                f"{when}_is_winner": key == side.winner if key in side.npv else None,
                **parts_of(f"{when}_npv", side.npv.get(key), SUMMARY),
            }
        yield row


LAYOUTS: tuple[Layout[Diff], ...] = (
    Layout("diff", "A row for each thing that is stated otherwise.", _CHANGES, _changes),
    Layout("amounts", "A row for each change and tool: what it does to what the tool brings in.", _AMOUNTS, _amounts),
    Layout("tools", "A row for each tool of either case, before and after.", _TOOLS, _tools),
)
"""The tables of a difference."""
