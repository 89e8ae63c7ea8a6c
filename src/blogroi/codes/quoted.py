"""What should be known about the published figures that a case has taken over: no spread, a year that was inferred, an age, another unit.

The numbers are the author's own by now, and may have been changed; of the figure they came from only its key is left. One that is
not among the figures of this version is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from blogroi.codes.plausibility import Question
from blogroi.codes.published_units import is_as_published, is_of_another_time, published_unit, stated_unit
from blogroi.language.spoken import Message, message
from blogroi.model.case import Case
from blogroi.model.quantity import Point
from blogroi.model.quoting import sourced_parts
from blogroi.results.checks import Severity
from blogroi.results.format import as_stated, quoted

if TYPE_CHECKING:
    from blogroi.literature.figures import ReferenceFigure

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


def other_unit(case: Case) -> Iterator[tuple[str, str]]:
    """Find figures that stand, as they were printed, for something in another unit."""
    for path, part, field, stated, figure in _taken_over(case):
        if not is_as_published(stated, figure):
            continue
        unit, published = stated_unit(case, part, field), published_unit(figure)
        if is_of_another_time(case, figure, field):
            yield (
                path,
                message(
                    "A published figure ({figure}) is for each year, and stands for each period of the case, which is shorter. Convert it:"
                    " of a share s that fades in a year, 1 - (1 - s) ** (1 / n) fades in each of n periods.",
                    figure=quoted(figure.en),
                ),
            )
        elif unit is not None and published and unit not in published:
            yield (
                path,
                message(
                    "A published figure ({figure}) is in {published}, and stands for something in {unit}. Convert it, or take a figure in"
                    " that unit.",
                    figure=quoted(figure.en),
                    published=quoted(Message(figure.unit, {}, context="unit")),
                    unit=quoted(str(unit)),
                ),
            )


def _quoted(case: Case) -> Iterator[tuple[str, Any, ReferenceFigure]]:
    """Go through the quantities that were taken from figures, each with its path and what is stated now."""
    for path, _, _, stated, figure in _taken_over(case):
        yield path, stated, figure


def _taken_over(case: Case) -> Iterator[tuple[str, Any, str, Any, ReferenceFigure]]:
    """Go through the same with the part and the field that each stands in."""
    for path, part in sourced_parts(case):
        for name, source in part.sources.items():
            if not source.reference:
                continue
            from blogroi.literature.figures import figures  # noqa: PLC0415  only who takes figures over pays for them

            if source.reference in figures():
                field, _, place = name.rstrip("]").partition("[")
                stated = getattr(part, field)
                number = stated[int(place) - 1] if place else stated
                yield f"{path}.{name}", part, field, number, figures()[source.reference]


QUOTED: Mapping[str, tuple[Question, Severity]] = {
    "BR244": (without_spread, "info"),
    "BR245": (inferred_year, "info"),
    "BR246": (out_of_date, "warning"),
    "BR249": (other_unit, "warning"),
}
"""The rules, by code, each with how much it matters."""
