"""A quantity turned into another that is drawn alike: its mirror image, its samples put in order."""

from __future__ import annotations

from typing import Any

from attrs import evolve

from blogroi.model.chance import Chance
from blogroi.model.estimate import Estimate
from blogroi.model.quantiles import Quantiles
from blogroi.model.quantity import Beta, Mirrored, Normal, Point, Quantity, Range, ThreePoint, Uniform
from blogroi.model.samples import Samples
from blogroi.model.studies import Studies
from blogroi.model.truncation import Truncated, negated

__all__ = ["ascending", "mirrored"]


def mirrored(quantity: Quantity) -> Quantity:
    """Return the mirror image of a quantity about zero; that of the mirror image is the quantity again.

    Parameters
    ----------
    quantity : Quantity
        What was stated.

    Returns
    -------
    Quantity

    Examples
    --------
    >>> mirrored(Range(6, 11))
    Range(low=-11, high=-6, confidence=0.9)
    >>> mirrored(mirrored(Beta(8, 4)))
    Beta(a=8, b=4)
    """
    if isinstance(quantity, Mirrored):
        return quantity.of
    if isinstance(quantity, Beta | Chance):
        return Mirrored(quantity)
    if isinstance(quantity, Truncated) and quantity.is_truncated:
        whole: Any = evolve(quantity, min=None, max=None)
        turned: Any = mirrored(whole)
        return evolve(turned, min=negated(quantity.max), max=negated(quantity.min))  # type: ignore[no-any-return]
    # 0 - x rather than -x: nothing becomes -0.0
    match quantity:
        case Point(value):
            return Point(0 - value)
        case Range(low, high, confidence, shape):
            return Range(0 - high, 0 - low, confidence, shape)
        case ThreePoint(low, mode, high, shape):
            return ThreePoint(0 - high, 0 - mode, 0 - low, shape)
        case Estimate(estimate, low, high, confidence):
            return Estimate(0 - estimate, 0 - high, 0 - low, confidence)
        case Normal(mean, sd, shape):
            return Normal(0 - mean, sd, shape)
        case Uniform(low, high):
            return Uniform(0 - high, 0 - low)
        case Quantiles(points):
            # rounded, so that 1 - (1 - 0.1) is 0.1 again
            return Quantiles([(round(1 - chance, 15), 0 - value) for chance, value in reversed(points)])
        case Samples(values, weights):
            return Samples([0 - value for value in values], weights)
        case Studies(values):
            return Studies([0 - value for value in values])


def ascending(quantity: Quantity) -> Quantity:
    """Return a quantity with its samples in ascending order, so that a greater uniform number is a greater draw.

    Examples
    --------
    >>> ascending(Samples([3, 1, 2])), ascending(Point(3))
    (Samples(values=(1, 2, 3)), Point(value=3))
    """
    if not isinstance(quantity, Samples):
        return quantity
    if quantity.weights is None:
        return evolve(quantity, values=sorted(quantity.values))
    pairs = sorted(zip(quantity.values, quantity.weights, strict=True))
    values, weights = zip(*pairs, strict=True)
    return evolve(quantity, values=values, weights=weights)
