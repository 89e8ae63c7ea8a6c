"""What an answer says, as one text in English."""

from __future__ import annotations

from blogroi.report.sheets import sheet_of
from blogroi.report.terminal import Face, text
from blogroi.results.answer import Answer

__all__ = ["in_words"]


def in_words(answer: Answer, *, full: bool = False) -> str:
    """Return all that an answer says, its paragraphs unbroken."""
    return text(sheet_of(answer, full=full), Face(width=10_000))
