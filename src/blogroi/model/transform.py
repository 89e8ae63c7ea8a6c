"""A quantity turned into another that is drawn alike: its mirror image, its samples put in order."""

from __future__ import annotations

from blogroi.model.quantity import Beta, Mirrored, Normal, Point, Quantity, Range, ThreePoint, Uniform
from blogroi.model.samples import Samples

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
    Range(low=-11, high=-6, confidence=0.9, shape=None)
    >>> mirrored(mirrored(Beta(8, 4)))
    Beta(a=8, b=4)
    """
    # 0 - x rather than -x: nothing becomes -0.0
    match quantity:
        case Point(value):
            return Point(0 - value)
        case Range(low, high, confidence, shape):
            return Range(0 - high, 0 - low, confidence, shape)
        case ThreePoint(low, mode, high, shape):
            return ThreePoint(0 - high, 0 - mode, 0 - low, shape)
        case Normal(mean, sd, shape):
            return Normal(0 - mean, sd, shape)
        case Uniform(low, high):
            return Uniform(0 - high, 0 - low)
        case Samples(values):
            return Samples(0 - value for value in values)
        case Beta():
            return Mirrored(quantity)
        case Mirrored(of):
            return of


def ascending(quantity: Quantity) -> Quantity:
    """Return a quantity with its samples in ascending order, so that a greater uniform number is a greater draw.

    Examples
    --------
    >>> ascending(Samples([3, 1, 2])), ascending(Point(3))
    (Samples(values=(1, 2, 3)), Point(value=3))
    """
    return Samples(sorted(quantity.values)) if isinstance(quantity, Samples) else quantity
