"""What should be known about the published figures that a case has taken over: no spread, a year that was inferred, an age.

The numbers are the author's own by now, and may have been changed; of the figure they came from only its key is left. One that is
not among the figures of this version is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from blogroi.codes.plausibility import Question
from blogroi.language.spoken import message
from blogroi.literature.figures import ReferenceFigure, figures
from blogroi.model.case import Case
from blogroi.model.quantity import Point
from blogroi.model.quoting import sourced_parts
from blogroi.results.checks import Severity
from blogroi.results.format import as_stated, quoted

__all__ = ["QUOTED"]


def without_spread(case: Case) -> Iterator[tuple[str, str]]:
    """Find single numbers of which the source printed no spread."""
    for path, stated, figure in _quoted(case):
        if figure.spread == "none" and isinstance(stated, Point):
            yield (
                path,
                message(
                    "{value} is one published number without a spread ({figure}): nothing says how far yours may lie from it. Write a range"
                    " around it, `{{ low = ..., high = ... }}`.",
                    value=as_stated(stated.value),
                    figure=quoted(figure.en),
                ),
            )


def inferred_year(case: Case) -> Iterator[tuple[str, str]]:
    """Find figures of which the source states no year."""
    for path, _, figure in _quoted(case):
        if figure.year_inferred:
            yield (
                path,
                message(
                    "The year {year} of a published figure ({figure}) is inferred: its source states none. Look for one that does.",
                    year=str(figure.year),
                    figure=quoted(figure.en),
                ),
            )


def out_of_date(case: Case) -> Iterator[tuple[str, str]]:
    """Find figures that were to be looked up again by the day of the evaluation."""
    for path, _, figure in _quoted(case):
        if (case.day or case.horizon.start).year > figure.expires:
            yield (
                path,
                message(
                    "A published figure of {year} ({figure}) was to be looked up again after {expires}. Look for a newer one, or measure your"
                    " own.",
                    year=str(figure.year),
                    figure=quoted(figure.en),
                    expires=str(figure.expires),
                ),
            )


def _quoted(case: Case) -> Iterator[tuple[str, Any, ReferenceFigure]]:
    """Go through the quantities that were taken from figures, each with its path and what is stated now."""
    for path, part in sourced_parts(case):
        for name, source in part.sources.items():
            if source.reference and source.reference in figures():
                field, _, place = name.rstrip("]").partition("[")
                stated = getattr(part, field)
                yield f"{path}.{name}", stated[int(place) - 1] if place else stated, figures()[source.reference]


QUOTED: Mapping[str, tuple[Question, Severity]] = {
    "BR244": (without_spread, "info"),
    "BR245": (inferred_year, "info"),
    "BR246": (out_of_date, "warning"),
}
"""The rules, by code, each with how much it matters."""
