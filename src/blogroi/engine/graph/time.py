"""What acts over periods: libraries of articles that age, delays, seasons, growth, and the part of a period in which something is at work."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.engine.graph.algebra import ONE, add, apply, less, multiply
from blogroi.engine.graph.node import Extent, Node, by_period, make, number, schedule, values_of
from blogroi.engine.graph.terms import Term, joined, terms_of

__all__ = [
    "at_work",
    "by_age",
    "clip",
    "cumulative",
    "delay",
    "fading",
    "growth",
    "periods",
    "ramp",
    "running",
    "season",
]

Floats: TypeAlias = NDArray[np.float64]

_FEW = 8  # sums of products of profiles that are taken apart


def periods(length: int) -> Node:
    """Return the periods of the window: 1, 2, ...

    Examples
    --------
    >>> periods(3).data
    (1.0, 2.0, 3.0)
    """
    return schedule(range(1, length + 1)) if length > 1 else ONE


def clip(node: Node, low: float, high: float) -> Node:
    """Keep a node within bounds."""
    bounded = node if low == -math.inf else apply("max", node, number(low))
    return bounded if high == math.inf else apply("min", bounded, number(high))


def _shifted(values: Floats, by: int) -> Floats:
    """Move numbers to later periods; nothing before."""
    by = min(by, values.size)
    return np.concatenate([np.zeros(by), values[: values.size - by]])


def _linear(node: Node, length: int, change: Callable[[Floats], Floats]) -> Node | None:
    """Change the profiles of a sum of profiles times rows, where the node is one."""
    terms = terms_of(node, length)
    if terms is None:
        return None
    with np.errstate(over="ignore"):  # what no float holds is refused where it is expected
        return joined([Term(change(term.profile), term.row) for term in terms])


def cumulative(node: Node, length: int) -> Node:
    """Add up over the periods so far.

    Examples
    --------
    >>> cumulative(number(2), 3).data
    (2.0, 4.0, 6.0)
    """
    return _linear(node, length, np.cumsum) or make("cumulative", (node,), extent=Extent.PATH, length=length)


def delay(node: Node, by: Node, length: int) -> Node:
    """Move to later periods, by parts of them too: ``y[p] = (1 - f) x[p - k] + f x[p - k - 1]``, with 0 before the window.

    Examples
    --------
    >>> delay(schedule([1, 2, 3]), number(1.5), 3).data
    (0.0, 0.5, 1.5)
    """
    if by.extent is Extent.NUMBER and by.value >= 0.0:
        whole = math.floor(min(by.value, length))
        part = by.value - whole if by.value < length else 0.0
        moved = _linear(node, length, lambda x: (1.0 - part) * _shifted(x, whole) + part * _shifted(x, whole + 1))
        if moved is not None:
            return moved
    return make("delay", (node, by), extent=Extent.PATH, length=length)


def by_age(node: Node, profile: Node, length: int, before: int = 0) -> Node:
    """Add up what came in each period, by its age: ``y[p] = sum over a = 1..p + before of x[p - a + 1] profile(a)``.

    What is drawn in a profile stands outside the sum wherever it can.

    Parameters
    ----------
    node : Node
        What comes in each period; before the window, as much as in its first one.
    profile : Node
        What is left at each age: ``length + before`` of them.
    length : int
        Number of periods.
    before : int
        For how many periods it had been coming before the window.

    Returns
    -------
    Node

    Examples
    --------
    >>> by_age(schedule([100, 0, 0]), schedule([1, 0.5, 0.25]), 3).data
    (100.0, 50.0, 25.0)
    """
    coming, ageing = terms_of(node, length), terms_of(profile, length + before)
    if coming is not None and ageing is not None and len(coming) * len(ageing) <= _FEW:
        return joined(
            [
                Term(convolved(one.profile, other.profile, before), multiply(one.row, other.row))
                for one in coming
                for other in ageing
            ]
        )
    outside, inside = _taken_out(profile)
    power = _power_of_age(inside, length + before)
    if power is not None:
        kept, first = power
        outside = multiply(outside, apply("**", kept, number(first)))
        return multiply(
            outside, make("geometric", (node, kept), extent=Extent.PATH, length=length, data=before, place=before)
        )
    return multiply(
        outside, make("by age", (node, inside), extent=Extent.PATH, length=length, data=before, place=before)
    )


def convolved(coming: Floats, ageing: Floats, before: int) -> Floats:
    """Add up by age what is certain: shapes (periods,) and (periods + before,)."""
    padded = np.concatenate([np.full(before, coming[0]), coming])
    found: Floats = np.convolve(padded, ageing)[before : before + coming.size]
    return found


def _taken_out(profile: Node) -> tuple[Node, Node]:
    """Part what is the same at every age from what is not."""
    if profile.operation != "*":
        return ONE, profile
    same = [part for part in profile.arguments if part.extent in (Extent.NUMBER, Extent.ROW)]
    return multiply(*same), multiply(*(part for part in profile.arguments if part not in same))


def _power_of_age(profile: Node, length: int) -> tuple[Node, float] | None:
    """Return ``c`` and ``first`` of ``c ** (first + age - 1)``, whose sum is a recursion: periods steps, not half their square."""
    if profile.operation != "**" or profile.arguments[1].extent is not Extent.SCHEDULE:
        return None
    kept, exponents = profile.arguments
    if kept.extent not in (Extent.NUMBER, Extent.ROW):
        return None
    values = values_of(exponents, length)
    return (kept, float(values[0])) if np.array_equal(values, values[0] + np.arange(length)) else None


def in_period(node: Node, period: int) -> Node:
    """Return what a node comes to in one period, from 1.

    Examples
    --------
    >>> in_period(schedule([1, 3]), 2).data
    3.0
    """
    match node.extent:
        case Extent.SCHEDULE:
            return number(values_of(node, node.length)[period - 1])
        case Extent.PATH:
            return make("in period", (node,), extent=Extent.ROW, data=period, place=period)
        case _:
            return node


def season(arguments: Sequence[Node], places: Sequence[int]) -> Node:
    """Return for each period the value of its season.

    Parameters
    ----------
    arguments : sequence of Node
        A value for each season.
    places : sequence of int
        Of each period, which season it begins in, from 0.

    Returns
    -------
    Node
    """
    return by_period([arguments[place] for place in places])


def growth(rate: Node, exponent: Node) -> Node:
    """Grow by a rate: ``(1 + rate) ** exponent``."""
    return apply("**", add(ONE, rate), exponent)


def ramp(length_of_ramp: Node, at: Node) -> Node:
    """Rise to 1 in so many periods: ``min(1, at / n)``, at least one."""
    return apply("min", ONE, apply("/", at, apply("max", length_of_ramp, ONE)))


def running(starts: Node, length: int) -> Node:
    """Return the periods since something started: ``1 + max(0, period - starts)``.

    Examples
    --------
    >>> running(number(2), 4).data
    (1.0, 1.0, 2.0, 3.0)
    """
    return add(ONE, apply("max", number(0.0), less(periods(length), starts)))


def at_work(starts: Node, lasts: Node | None, length: int) -> Node:
    """Return the part of each period in which something is at work: from ``starts - 1`` to ``starts - 1 + lasts`` on the axis of time.

    Examples
    --------
    >>> [round(part, 9) for part in at_work(number(2.4), number(2), 5).data]
    [0.0, 0.6, 1.0, 0.4, 0.0]
    """
    if starts.extent is Extent.NUMBER and (lasts is None or lasts.extent is Extent.NUMBER):
        if starts.value == 1.0 and lasts is None:
            return ONE
        begin = starts.value - 1.0
        end = math.inf if lasts is None else begin + lasts.value
        return schedule(max(0.0, min(at, end) - max(at - 1.0, begin)) for at in range(1, length + 1))
    at = periods(length)
    begun = less(add(at, ONE), starts)  # how much of the time up to the end of each period lies after the start
    ended = begun if lasts is None else apply("min", begun, lasts)
    begun_before = apply("max", number(0.0), less(at, starts))
    return clip(less(ended, begun_before), 0.0, 1.0)


def fading(kept: Node, starts: Node, length: int) -> Node:
    """Fade by a share each period after the start: ``kept ** max(0, p - starts)``.

    Examples
    --------
    >>> fading(number(0.5), number(2), 4).data
    (1.0, 1.0, 0.5, 0.25)
    """
    if kept == ONE:
        return ONE
    if kept.extent is starts.extent is Extent.NUMBER and 0.0 < kept.value < 1.0:
        return schedule(kept.value ** max(0.0, at - starts.value) for at in range(1, length + 1))
    return apply("**", kept, apply("max", number(0.0), less(periods(length), starts)))
