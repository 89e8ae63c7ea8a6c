"""What each further amount of budget would bring: the sets of tools that no cheaper one equals, by cost and worth."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from functools import partial

from blogroi.language.spoken import conjoined, message, plural
from blogroi.records import frozen
from blogroi.report.figures.canvas import Canvas, inset
from blogroi.report.figures.cells import NONE, number, text, unit
from blogroi.report.figures.figure import Figure
from blogroi.report.figures.scale import Scale, scale_of
from blogroi.results.table import Table

__all__ = ["choice"]

_TALL = 170.0
_APART = 13.0
"""Pixels between the base lines of two numbers, below which one is left out."""
_RIGHT = 0.9
"""From where on a number stands on the left of its point."""
_ASIDE = 0.025
"""Share of the width between a point and its number."""
_MOST = 12
"""How many sets are named; the rest are in the table."""


@frozen
class _Set:
    """A set of tools: what it costs, what it is worth, and whether it is the one that is chosen."""

    names: str
    cost: float
    value: float
    is_chosen: bool


def choice(table: Table, *, tools: Mapping[str, str] = NONE) -> Figure:
    """Draw what each further amount of budget would bring.

    Parameters
    ----------
    table : Table
        The table ``sets`` of what ``blogroi.choose`` returns.
    tools : mapping of str to str
        What all tools of the case are called, by key.

    Returns
    -------
    Figure

    Examples
    --------
    >>> import blogroi
    >>> found = blogroi.choose(blogroi.load("examples/chamber.toml"), draws=1000)
    >>> print(choice(found.tables["sets"]).title)
    What each budget would bring
    """
    sets = _sets(table, tools)
    by_score = any(text(row, "by") == "score" for row in table)
    currency = unit(table, "cost")
    return Figure(
        name="choice",
        table=table,
        title=message("What each budget would bring"),
        reading=message(
            "The best that can be had for each budget: across, what a set of tools costs, in {currency}; upward, its score.",
            currency=currency,
        )
        if by_score
        else message(
            "The best that can be had for each budget: across, what a set of tools costs, upward, what it brings in less that, both in "
            "{currency}.",
            currency=currency,
        ),
        facts=[
            message("{number}: {names}.", number=str(place), names=one.names) for place, one in enumerate(sets, start=1)
        ],
        drawing=partial(_draw, sets),
    )


def _sets(table: Table, tools: Mapping[str, str]) -> list[_Set]:
    """Return the sets that no cheaper one equals, the cheapest first, and the chosen one where it is none of them."""
    found: dict[str, _Set] = {}
    for row in table:
        cost, value, keys = number(row, "cost"), number(row, "value"), text(row, "tools")
        if cost is not None and value is not None:
            named = (
                conjoined([tools.get(key, key) for key in keys.split(", ")]) if keys else message("none of the tools")
            )
            is_chosen = text(row, "kind") == "chosen" or (keys in found and found[keys].is_chosen)
            found[keys] = _Set(named, cost, value, is_chosen)
    return sorted(found.values(), key=lambda one: (one.cost, one.value))


def _draw(sets: Sequence[_Set], canvas: Canvas) -> None:
    upward = scale_of([one.value for one in sets], most=4)
    labels = max((canvas.wide(tick.label, "s") for tick in upward.ticks), default=0.0)
    gutter = 0.0 if canvas.fluid else (labels + 8.0) / canvas.width
    across = scale_of(
        [one.cost for one in sets], fits=lambda scale: canvas.fits(scale, lambda cost: _across(scale, cost, gutter))
    )
    top = canvas.height + 16.0

    def at(one: _Set) -> tuple[float, float]:
        return _across(across, one.cost, gutter), top + (1.0 - upward.share(one.value)) * _TALL

    for tick in upward.ticks:
        y = top + (1.0 - upward.share(tick.value)) * _TALL
        canvas.line(gutter, y, 1.0, y, "z" if tick.value == 0.0 else "g")
    canvas.paths([(_steps([at(one) for one in sets]), "l u", False)])
    for tick in upward.ticks:
        y = top + (1.0 - upward.share(tick.value)) * _TALL
        if canvas.fluid:
            canvas.text(0.0, y - 3.0, tick.label, "s a")
        else:
            canvas.text(gutter - 6.0 / canvas.width, y + 4.0, tick.label, "s", anchor="end")
    heights = [top + (1.0 - upward.share(tick.value)) * _TALL - 3.0 for tick in upward.ticks] if canvas.fluid else []
    _dots(canvas, sets, [at(one) for one in sets], [(0.0, labels, y) for y in heights])
    canvas.height = top + _TALL + 6.0
    canvas.labels(across, place=lambda value: _across(across, value, gutter))
    _names(canvas, sets)
    canvas.keys([("N", message("the chosen set")), ("d", message("another set"))])


def _across(scale: Scale, cost: float, gutter: float) -> float:
    return gutter + (1.0 - gutter) * inset(scale.share(cost))


def _steps(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return a line that stays level until a budget pays for the next set."""
    line = [*points[:1]]
    for before, after in itertools.pairwise(points):
        line += [(after[0], before[1]), after]
    return line


def _dots(
    canvas: Canvas, sets: Sequence[_Set], points: Sequence[tuple[float, float]], taken: list[tuple[float, float, float]]
) -> None:
    """Draw a point for each set, with its number where there is room for it; what is taken is from where to where, at what height."""
    for place, (one, (x, y)) in enumerate(zip(sets, points, strict=True), start=1):
        canvas.dot(x, y, 4.5, "N" if one.is_chosen else "d")
        long = canvas.wide(str(place), "s")
        left = canvas.width * (x + _ASIDE) if x < _RIGHT else canvas.width * (x - _ASIDE) - long
        place_of = (left, left + long, y - 5.0)
        if place <= _MOST and not any(_meet(place_of, other) for other in taken):
            taken.append(place_of)
            at = x + _ASIDE if x < _RIGHT else x - _ASIDE
            canvas.text(at, y - 5.0, str(place), "s", anchor="start" if x < _RIGHT else "end")


def _meet(one: tuple[float, float, float], other: tuple[float, float, float]) -> bool:
    return one[0] < other[1] + 3.0 and other[0] < one[1] + 3.0 and abs(one[2] - other[2]) < _APART


def _names(canvas: Canvas, sets: Sequence[_Set]) -> None:
    for place, one in enumerate(sets[:_MOST], start=1):
        canvas.paragraph(
            message("{number}: {names}", number=str(place), names=one.names), "s m" if one.is_chosen else "s", most=3
        )
    if len(sets) > _MOST:
        more = len(sets) - _MOST
        canvas.paragraph(plural("{count} more in the table", "{count} more in the table", more), "s")
