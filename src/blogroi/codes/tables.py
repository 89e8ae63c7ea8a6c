"""What a code means, as a table of one row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from blogroi.codes.codes import Explanation
from blogroi.results.headings import text
from blogroi.results.table import Heading, Layout, Value

__all__ = ["LAYOUTS"]

_EXPLANATION: dict[str, Heading] = {
    "code": text("Stable code."),
    "severity": text("`error`, `warning` or `info`."),
    "severity_note": text("When it matters less."),
    "title": text("What was found, in a few words."),
    "why": text("Why it matters."),
    "fix": text("What to do about it."),
    "example": text("How the repaired part of a case file may look."),
    "question": text("What a rule of the plan asks people at the launch meeting."),
}


def _explanation(found: Explanation) -> Iterator[Mapping[str, Value]]:
    yield {name: getattr(found, name) or None for name in _EXPLANATION}


LAYOUTS: tuple[Layout[Explanation], ...] = (
    Layout("explanation", "One row: what the code means.", _EXPLANATION, _explanation),
)
"""The table of an explanation."""
