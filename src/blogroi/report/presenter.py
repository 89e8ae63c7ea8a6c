"""How answers show themselves, by the seam in `blogroi.results.presenting`."""

from __future__ import annotations

from blogroi.report.figures.gallery import Gallery
from blogroi.results.answer import Answer

__all__ = ["figures"]


def figures(answer: Answer) -> Gallery:
    """Return the figures of an answer."""
    return Gallery(answer)
