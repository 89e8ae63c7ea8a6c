"""What has moved since a plan was locked: a finding for each move, with what was said and what is said now."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator

from blogroi.codes.codes import explanations
from blogroi.codes.wording import joined
from blogroi.model.case import Case
from blogroi.model.standing import MoveKind, PlanMove
from blogroi.results.checks import Check
from blogroi.results.format import quoted

__all__ = ["CODES", "LATE", "move_text", "plan_checks", "plan_findings"]

CODES: dict[MoveKind, str] = {
    "added": "BR601",
    "dropped": "BR602",
    "reworded": "BR603",
    "window": "BR604",
    "target": "BR605",
    "method": "BR606",
    "yardstick": "BR607",
    "purpose": "BR608",
}
"""The code of each kind of move."""

LATE = "BR609"
"""The code of a plan that was locked when a tool was there already."""

_MOST = 120  # letters of a value in a sentence


def plan_checks(case: Case) -> Iterator[Check]:
    """Find what has moved since the plan that a case is held against was locked; nothing where there is none."""
    for code, path, message in plan_findings(case):
        yield Check(code, explanations()[code].severity, path, message)


def plan_findings(case: Case) -> Iterator[tuple[str, str, str]]:
    """Yield code, path and sentence of each of them."""
    if case.plan is None:
        return
    for move in case.plan.moved:
        yield CODES[move.kind], move.path, move_text(move, case.plan.day)
    late = [
        case.tools[key].name
        for key in sorted(case.plan.intended)
        if (begun := case.tools[key].introduced) is not None and begun < case.plan.day
    ]
    if late:
        yield (
            LATE,
            "tools",
            f"The plan of {case.plan.day} was locked when {joined(late)} {'was' if len(late) == 1 else 'were'} there already: it says what"
            " was meant with what was known by then.",
        )


def move_text(move: PlanMove, day: datetime.date) -> str:
    """Return in a sentence what has moved.

    Examples
    --------
    >>> move = PlanMove(kind="target", path="indicators.calls.target", statement="Calls avoided", before="400", now="300")
    >>> move_text(move, datetime.date(2025, 11, 1))
    "The target of 'Calls avoided' was 400 in the plan of 2025-11-01, and is 300 now."
    """
    name, of = _named(move), f"in the plan of {day}"
    match move.kind:
        case "added":
            return f"{name} was not yet {of}."
        case "dropped":
            return f"{name} is {of}, and is gone."
        case "reworded":
            return f"What is {name} {of} is called {_quoted(move.now)} now."
        case _:
            return f"{_what(move)} was {_short(move.before)} {of}, and is {_short(move.now)} now."


_PARTS = {"objectives": "The objective", "levers": "The lever", "indicators": "The indicator", "tools": "The tool"}


def _named(move: PlanMove) -> str:
    said = quoted(move.statement)
    return said if move.kind == "reworded" else f"{_PARTS.get(move.path.partition('.')[0], 'The part')} {said}"


def _what(move: PlanMove) -> str:
    """Return what has moved: a field of a part, or a convention."""
    steps = move.path.split(".")
    if not move.statement:
        return f"The {' of the '.join(step.replace('_', ' ') for step in reversed(steps))}"
    if steps[2] == "intended":
        return f"What {quoted(move.statement)} is meant for"
    return f"The {' '.join(steps[2:]).replace('_', ' ')} of {quoted(move.statement)}"


def _quoted(text: str | None) -> str:
    return "nothing" if text is None else quoted(text.strip('"'))


def _short(text: str | None) -> str:
    if text is None:
        return "not stated"
    if text.startswith('"'):  # a date, a word
        text = text.strip('"')
    if text == "[]":
        return "nothing"
    if text.startswith('["'):  # statements
        text = joined([quoted(one) for one in json.loads(text)])
    return text if len(text) <= _MOST else f"{text[:_MOST]}..."
