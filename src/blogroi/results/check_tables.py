"""What should be known, as a table; and what has moved since a plan was locked, which every answer on a case may say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from blogroi.results.answer import CaseAnswer
from blogroi.results.checks import Check, IgnoredCheck
from blogroi.results.headings import day, flag, text
from blogroi.results.table import Heading, Layout, Value

__all__ = ["CHECKS", "LAYOUTS", "check_cells"]

CHECKS: dict[str, Heading] = {
    "code": text("Stable code, which `blogroi explain` explains."),
    "severity": text("`error`, `warning` or `info`."),
    "path": text("Where in the case."),
    "message": text("What it is, in a sentence."),
    "is_set_aside": flag("Whether the case sets it aside."),
    "reason": text("Why it is set aside, where that is stated."),
}


def check_cells(found: Check | IgnoredCheck) -> dict[str, Value]:
    """Return what is to be known, and why it is set aside where it is."""
    return {
        "code": found.code,
        "severity": found.severity,
        "path": found.path,
        "message": found.message,
        "is_set_aside": isinstance(found, IgnoredCheck),
        "reason": (found.reason or None) if isinstance(found, IgnoredCheck) else None,
    }


_MOVES: dict[str, Heading] = {
    "locked": day("Day on which the plan was locked."),
    "kind": text(
        "What was moved: `added`, `dropped`, `reworded`, `window`, `target`, `method`, `yardstick` or `purpose`."
    ),
    "path": text("Where in the case; where in the plan, of what was dropped."),
    "statement": text("What the part is called."),
    "before": text("What stands in the plan, as a file writes it."),
    "now": text("What stands in the case."),
}


def _moves(answer: CaseAnswer) -> Iterator[Mapping[str, Value]]:
    if answer.plan is not None:
        for move in answer.plan.moved:
            yield {
                "locked": answer.plan.day,
                **{name: getattr(move, name) for name in ("kind", "path", "statement", "before", "now")},
            }


LAYOUTS: tuple[Layout[CaseAnswer], ...] = (
    Layout(
        "moves",
        "A row for each thing that is not as it was when the plan was locked.",
        _MOVES,
        _moves,
        lambda answer: answer.plan is not None,
        "plan=blogroi.Plan.from_json(...)",
        "--plan FILE",
    ),
)
"""The tables of every answer on a case."""
