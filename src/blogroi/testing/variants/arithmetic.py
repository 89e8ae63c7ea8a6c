"""Quantities multiplied, moved, and taken as certain: what has to be done to the numbers of a case told otherwise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from attrs import evolve

from blogroi.model import Beta, Mirrored, Normal, Point, Quantity, Range, Samples, ThreePoint, Uniform
from blogroi.model.quantity import is_lognormal

__all__ = ["each", "lowest", "middle", "raised", "scaled", "times"]


def each(amount: Any, change: Callable[[Quantity], Quantity]) -> Any:
    """Change a quantity, one for each period, or none."""
    if amount is None:
        return None
    return tuple(map(change, amount)) if isinstance(amount, tuple) else change(amount)


def scaled(amount: Any, factor: float) -> Any:
    """Multiply a quantity, one for each period, or none."""
    return each(amount, lambda quantity: times(quantity, factor))


def middle(quantity: Quantity) -> float:
    """Return the mode of three points, a mean, the middle of two ends, or the median of a sample (the lower one of two)."""
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
        case Samples(values):
            return sorted(values)[(len(values) - 1) // 2]
        case Range(low, high) | Uniform(low, high):
            return low + (high - low) / 2.0


def times(quantity: Quantity, factor: float) -> Quantity:
    """Multiply a quantity by a factor, which turns its ends round where it is below zero."""
    match quantity:
        case Point(value):
            return Point(value * factor)
        case Range(low, high) | Uniform(low, high):
            low, high = sorted((low * factor, high * factor))
            return evolve(quantity, low=low, high=high)
        case ThreePoint(low, mode, high):
            low, high = sorted((low * factor, high * factor))
            return evolve(quantity, low=low, mode=mode * factor, high=high)
        case Normal(mean, sd):
            return evolve(quantity, mean=mean * factor, sd=sd * abs(factor))
        case Samples(values):
            return evolve(quantity, values=tuple(value * factor for value in values))
        case _:
            return quantity


def raised(quantity: Quantity, step: float) -> Quantity:
    """Move a quantity up, or down where the step is below zero, every draw of it and none to another shape.

    The step is in proportion to the greatest value that is stated, and to 1 where that is less.
    """
    match quantity:
        case Point(value):
            return Point(value + _stride(step, value))
        case Range(low) | Normal(low) if is_lognormal(quantity):  # all of it lies on one side of zero, and stays there
            return times(quantity, _growth(step, low))
        case Range(low, high):
            by = _stride(step, low, high)
            if quantity.shape is None:  # normal as long as zero lies within
                by = max(min(by, -low), -high)
            return evolve(quantity, low=low + by, high=high + by)
        case Uniform(low, high):
            by = _stride(step, low, high)
            return evolve(quantity, low=low + by, high=high + by)
        case ThreePoint(low, mode, high):
            by = _stride(step, low, high)
            return evolve(quantity, low=low + by, mode=mode + by, high=high + by)
        case Normal(mean):
            return evolve(quantity, mean=mean + _stride(step, mean))
        case Samples(values):
            by = _stride(step, *values)
            return evolve(quantity, values=tuple(value + by for value in values))
        case _:
            return quantity


def _growth(step: float, side: float) -> float:
    """Return the factor by which what lies on one side of zero is moved up, or down where the step is below zero."""
    factor = 1.0 + step if step > 0 else 1.0 / (1.0 - step)
    return factor if side > 0 else 1.0 / factor


def _stride(step: float, *values: float) -> float:
    return step * max(1.0, *(abs(value) for value in values))


def lowest(amount: Any) -> float:
    """Return the least number that is stated of a quantity, or of one for each period."""
    if isinstance(amount, tuple):
        return min(map(lowest, amount))
    match amount:
        case Point(value):
            return value
        case Samples(values):
            return min(values)
        case Range(low) | Uniform(low) | ThreePoint(low):
            return low
        case Normal(mean):
            return mean
        case _:
            return 0.0
