"""Quantities multiplied, moved, and taken as certain: what has to be done to the numbers of a case told otherwise."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from attrs import evolve

from blogroi.model import (
    Beta,
    Chance,
    Estimate,
    Formula,
    Mirrored,
    Normal,
    Point,
    Quantiles,
    Quantity,
    Range,
    Samples,
    Studies,
    ThreePoint,
    Uniform,
)
from blogroi.model.quantity import is_lognormal
from blogroi.model.transform import mirrored
from blogroi.model.truncation import Truncated
from blogroi.testing.variants.formulas import multiplied

__all__ = ["each", "lowest", "middle", "raised", "scaled", "times"]


def each(amount: Any, change: Callable[[Quantity], Quantity], formula: Callable[[Formula], Formula]) -> Any:
    """Change a quantity, one for each period, a formula, or none."""
    if amount is None:
        return None
    if isinstance(amount, Formula):
        return formula(amount)
    return tuple(map(change, amount)) if isinstance(amount, tuple) else change(amount)


def scaled(amount: Any, factor: float) -> Any:
    """Multiply a quantity, one for each period, a formula, or none."""
    return each(amount, lambda quantity: times(quantity, factor), lambda formula: multiplied(formula, factor))


def middle(quantity: Quantity) -> float:
    """Return the mode of three points, a mean, a median, or the middle of two ends, kept within what is not cut off."""
    found = _middle(quantity)
    if isinstance(quantity, Truncated):
        low, high = quantity.within(found, found)
        return max(low, min(found, high))
    return found


def _middle(quantity: Quantity) -> float:
    match quantity:
        case Point(value):
            return value
        case ThreePoint(_, mode, _):
            return mode
        case Normal(mean):
            return mean
        case Beta(a, b):
            return a / (a + b)
        case Mirrored(of):
            return -middle(of)
        case Estimate(estimate):
            return estimate
        case Chance(chance):
            return chance
        case Quantiles(points):
            return points[(len(points) - 1) // 2][1]
        case Studies(values):
            return sorted(values)[(len(values) - 1) // 2]
        case Samples():
            drawn = sorted(value for value in quantity.drawn if quantity.within(value, value) == (value, value))
            return drawn[(len(drawn) - 1) // 2]
        case Range(low, high) | Uniform(low, high):
            return low + (high - low) / 2.0


def times(quantity: Quantity, factor: float) -> Quantity:
    """Multiply a quantity by a factor, which turns its ends round where it is below zero."""
    if factor < 0.0:
        return quantity if isinstance(quantity, Beta | Chance) else times(mirrored(quantity), -factor)
    return _moved(quantity, lambda value: value * factor, lambda spread: spread * factor)


def _moved(quantity: Quantity, place: Callable[[float], float], spread: Callable[[float], float]) -> Quantity:
    """Return every value of a quantity another place, by a rising straight line, and a distance its new length."""
    if isinstance(quantity, Beta | Chance | Mirrored):
        return quantity
    ends: dict[str, Any] = {}
    if isinstance(quantity, Truncated):
        ends = {"min": _perhaps(place, quantity.min), "max": _perhaps(place, quantity.max)}
    match quantity:
        case Point(value):
            return Point(place(value))
        case Range(low, high) | Uniform(low, high):
            return evolve(quantity, low=place(low), high=place(high), **ends)
        case ThreePoint(low, mode, high):
            return evolve(quantity, low=place(low), mode=place(mode), high=place(high), **ends)
        case Estimate(estimate, low, high):
            return evolve(quantity, estimate=place(estimate), low=place(low), high=place(high), **ends)
        case Quantiles(points):
            return evolve(quantity, points=[(chance, place(value)) for chance, value in points], **ends)
        case Normal(mean, sd):
            return evolve(quantity, mean=place(mean), sd=spread(sd), **ends)
        case Samples(values) | Studies(values):
            return evolve(quantity, values=tuple(map(place, values)), **ends)


def _perhaps(place: Callable[[float], float], end: float | None) -> float | None:
    return None if end is None else place(end)


def raised(quantity: Quantity, step: float) -> Quantity:
    """Move a quantity up, or down where the step is below zero, every draw of it and none to another shape.

    The step is in proportion to the greatest value that is stated, and to 1 where that is less.
    """
    if isinstance(quantity, Range | Normal) and is_lognormal(
        quantity
    ):  # all of it lies on one side of zero, and stays there
        return times(quantity, _growth(step, quantity.low if isinstance(quantity, Range) else quantity.mean))
    if isinstance(quantity, Studies) and quantity.is_logarithmic:
        return times(quantity, _growth(step, quantity.values[0]))
    by = _stride(step, *_numbers(quantity))
    match quantity:
        case Range(low, high, _, None):  # normal as long as zero lies within
            by = max(min(by, -low), -high)
        case Studies(values):  # the same
            by = max(min(by, -min(values)), -max(values))
        case _:
            pass
    return _moved(quantity, lambda value: value + by, lambda spread: spread)


def _numbers(quantity: Quantity) -> tuple[float, ...]:
    """Return the numbers by which a quantity says where it lies."""
    match quantity:
        case Point(value) | Normal(value):
            return (value,)
        case Range(low, high) | Uniform(low, high) | ThreePoint(low, _, high) | Estimate(_, low, high):
            return low, high
        case Quantiles(points):
            return tuple(value for _, value in points)
        case Samples(values) | Studies(values):
            return values
        case _:
            return ()


def _growth(step: float, side: float) -> float:
    """Return the factor by which what lies on one side of zero is moved up, or down where the step is below zero."""
    factor = 1.0 + step if step > 0 else 1.0 / (1.0 - step)
    return factor if side > 0 else 1.0 / factor


def _stride(step: float, *values: float) -> float:
    return step * max(1.0, *(abs(value) for value in values))


def lowest(amount: Any) -> float:
    """Return the least number that is stated of a quantity, or of one for each period; 0 of what states none, -inf of a formula."""
    if isinstance(amount, tuple):
        return min(map(lowest, amount))
    match amount:
        case Formula():
            return -math.inf
        case Beta() | Chance() | Mirrored():
            return 0.0
        case _:
            return min(_numbers(amount))
