"""What a launch changed, as tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from blogroi.measured.estimation import Estimate
from blogroi.measured.placebo_tables import EXPECTED, LAUNCHES, expected_cells, launch_cells
from blogroi.results.headings import day, number, text
from blogroi.results.table import Heading, Layout, Value

__all__ = ["LAYOUTS"]

_EFFECTS: dict[str, Heading] = {
    "figure": text("`per_week`, `total`, or `lift`: the change relative to what there is without it."),
    "estimate": number("The median."),
    "low": number("Lower end of the interval."),
    "high": number("Upper end of the interval."),
}


def _effects(found: Estimate) -> Iterator[Mapping[str, Value]]:
    for name in ("per_week", "total", "lift"):
        figure = getattr(found, name)
        if figure is not None:
            yield {"figure": name, "estimate": figure.estimate, "low": figure.low, "high": figure.high}


_WEEKS: dict[str, Heading] = {
    "day": day("First day of the week."),
    "observed": number("What was counted."),
    **EXPECTED,
}


def _weeks(found: Estimate) -> Iterator[Mapping[str, Value]]:
    for week in found.weeks:
        yield {"day": week.day, "observed": week.observed, **expected_cells(week.expected)}


_COURSE: dict[str, Heading] = {
    "day": day("First day of the week."),
    "part": text("`before` the launch, or `after` it."),
    "observed": number("What was counted; nothing where that is not known."),
    **EXPECTED,
}


def _course(found: Estimate) -> Iterator[Mapping[str, Value]]:
    for week in found.before:
        yield {"day": week.day, "part": "before", "observed": week.observed}
    for row in _weeks(found):
        yield {"part": "after", **row}


def _launches(found: Estimate) -> Iterator[Mapping[str, Value]]:
    return iter(()) if found.placebos is None else launch_cells(found.placebos)


LAYOUTS: tuple[Layout[Estimate], ...] = (
    Layout("effects", "A row for each way of saying the change.", _EFFECTS, _effects),
    Layout("weeks", "A row for each week after the launch that was counted.", _WEEKS, _weeks),
    Layout("course", "A row for each week, of the year before the launch and after it.", _COURSE, _course),
    Layout("launches", "A row for each launch that never was, where they were tried.", LAUNCHES, _launches),
)
"""The tables of an estimate."""
