"""What was counted around a launch beside what would have been without it, and the same where nothing was launched."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise

from blogroi.language.spoken import Day, message, plural
from blogroi.records import frozen
from blogroi.report.figures.canvas import Canvas
from blogroi.report.figures.cells import NONE, flag, number
from blogroi.report.figures.figure import Figure
from blogroi.report.figures.scale import Scale, scale_of
from blogroi.results.format import number as as_number
from blogroi.results.table import Table

__all__ = ["launches", "weeks"]

_TALL = 180.0
_MOST_FACTS = 12
_MANY = 24
"""Points beyond which they are drawn smaller."""


@frozen
class _Before:
    """One week before a launch: what was counted."""

    date: datetime.date
    observed: float


@frozen
class _Point:
    """One day: what was counted, what was expected, and whether the interval held."""

    date: datetime.date
    observed: float
    expected: float
    low: float
    high: float
    held: bool

    @property
    def says(self) -> str:
        """What was counted, and what was expected."""
        observed, expected, low, high = (
            as_number(value) for value in (self.observed, self.expected, self.low, self.high)
        )
        return message(
            "{day}: {observed} counted, {expected} ({low} to {high}) expected.",
            day=Day(self.date.isoformat()),
            observed=observed,
            expected=expected,
            low=low,
            high=high,
        )


def weeks(table: Table, *, tools: Mapping[str, str] = NONE) -> Figure:
    """Draw what was counted in each week around a launch, and from then on what would have been without it.

    Parameters
    ----------
    table : Table
        The table ``course`` of an estimate.
    tools : mapping of str to str
        Taken as other figures take it; there is no tool in it.

    Returns
    -------
    Figure
    """
    points = _points(table)
    return Figure(
        name="weeks",
        table=table,
        title=message("What was counted, and what would have been"),
        reading=message(
            "The points are what was counted, the line what would have been counted without the launch, with its interval. What lies "
            "between them from the launch on is put down to it."
        ),
        facts=_facts(points),
        drawing=partial(_draw_weeks, [*_before(table)], points),
    )


def launches(table: Table, *, tools: Mapping[str, str] = NONE) -> Figure:
    """Draw what the same procedure finds where nothing was launched.

    Parameters
    ----------
    table : Table
        The table ``launches`` of placebos.
    tools : mapping of str to str
        Taken as other figures take it; there is no tool in it.

    Returns
    -------
    Figure
    """
    points = _points(table)
    held = sum(point.held for point in points)
    return Figure(
        name="launches",
        table=table,
        title=message("The same procedure where nothing was launched"),
        reading=message(
            "Each line is the interval that the procedure gives for a window without a launch, the point what was counted. Where most "
            "points lie on their lines, its intervals can be trusted."
        ),
        facts=[
            plural("{held} of {count} interval held.", "{held} of {count} intervals held.", len(points), held=held),
            *_facts(points),
        ],
        drawing=partial(_draw_launches, points),
    )


def _before(table: Table) -> Iterator[_Before]:
    """Go through the weeks of which nothing is expected: those before the launch, as far as they were counted."""
    for row in table:
        date, observed = row["day"], number(row, "observed")
        if isinstance(date, datetime.date) and observed is not None and row["expected"] is None:
            yield _Before(date, observed)


def _points(table: Table) -> list[_Point]:
    found: list[_Point] = []
    for row in table:
        known = [
            value
            for name in ("observed", "expected", "expected_low", "expected_high")
            if (value := number(row, name)) is not None
        ]
        date = row["day"]
        if len(known) == 4 and isinstance(date, datetime.date):
            observed, expected, low, high = known
            held = "held" not in row or flag(row, "held")
            found.append(_Point(date, observed, expected, low, high, held))
    return found


def _facts(points: Sequence[_Point]) -> list[str]:
    """Say what was counted, of a few points; of many, of the first and the last."""
    return [point.says for point in (points if len(points) <= _MOST_FACTS else (points[0], points[-1]))]


@frozen
class _Field:
    """Where days and counts stand."""

    scale: Scale
    count: int
    top: float
    gutter: float

    def across(self, place: float) -> float:
        """Return where a day stands, each in the middle of its part of the width."""
        return self.gutter + (1.0 - self.gutter) * (place + 0.5) / self.count

    def down(self, value: float) -> float:
        """Return how far down a value stands."""
        return self.top + (1.0 - self.scale.share(value)) * _TALL


def _field(before: Sequence[_Before], points: Sequence[_Point], canvas: Canvas) -> _Field:
    """Draw the grid of the counts, and return where marks stand on it."""
    ends = [end for point in points for end in (point.observed, point.low, point.high)]
    scale = scale_of([*(week.observed for week in before), *ends], with_zero=False, most=4)
    labels = max((canvas.wide(tick.label, "s") for tick in scale.ticks), default=0.0)
    field = _Field(scale, len(before) + len(points), canvas.height + 12.0, (labels + 10.0) / canvas.width)
    for tick in scale.ticks:
        y = field.down(tick.value)
        canvas.line(field.gutter, y, 1.0, y, "z" if tick.value == 0.0 else "g")
    return field


def _frame(days: Sequence[datetime.date], canvas: Canvas, field: _Field) -> None:
    """Write the counts beside the field, and the first and the last day below it."""
    for tick in field.scale.ticks:
        canvas.text(field.gutter - 6.0 / canvas.width, field.down(tick.value) + 4.0, tick.label, "s", anchor="end")
    base = field.top + _TALL + 18.0
    canvas.text(field.gutter, base, Day(days[0].isoformat()), "s")
    if len(days) > 1:
        canvas.text(1.0, base, Day(days[-1].isoformat()), "s", anchor="end")
    canvas.height = base + 8.0


def _draw_weeks(before: Sequence[_Before], points: Sequence[_Point], canvas: Canvas) -> None:
    if not points:
        _nothing(canvas)
        return
    counted: list[_Before | _Point] = [*before, *points]
    field = _field(before, points, canvas)
    days = [week.date for week in counted]
    long = max((days[-1] - days[0]).days, 1)
    places = [(day - days[0]).days / long * (len(days) - 1) for day in days]  # weeks that are left out leave room
    line, low, high = (
        [(field.across(place), field.down(value)) for place, value in zip(places[len(before) :], values, strict=True)]
        for values in zip(*((point.expected, point.low, point.high) for point in points), strict=True)
    )
    canvas.paths([([*low, *reversed(high)], "p u", True), (line, "l u", False)])
    if before:
        step = min(right - left for left, right in pairwise(places))
        launch = field.across(places[len(before) - 1] + step / 2.0)  # weeks that are left out come after it
        canvas.line(launch, field.top, launch, field.top + _TALL, "h")
    for place, week in zip(places, counted, strict=True):
        canvas.dot(field.across(place), field.down(week.observed), _radius(len(days)))
    _frame(days, canvas, field)
    canvas.keys(
        [
            ("d", message("what was counted")),
            ("l", message("what would have been")),
            ("p", message("its interval")),
            *([("h", message("the launch"))] if before else []),
        ]
    )


def _radius(count: int) -> float:
    return 3.5 if count <= _MANY else 2.0


def _draw_launches(points: Sequence[_Point], canvas: Canvas) -> None:
    if not points:
        _nothing(canvas)
        return
    field = _field((), points, canvas)
    for place, point in enumerate(points):
        x = field.across(place)
        canvas.line(x, field.down(point.low), x, field.down(point.high), "r u")
        canvas.dot(x, field.down(point.observed), _radius(len(points)), "d" if point.held else "N")
    _frame([point.date for point in points], canvas, field)
    canvas.keys(
        [
            ("r", message("the interval of the procedure")),
            ("d", message("counted, and held")),
            ("N", message("counted, and not held")),
        ]
    )


def _nothing(canvas: Canvas) -> None:
    canvas.paragraph(message("There is nothing to draw: no week was counted."), "R")
    canvas.space(6.0)
