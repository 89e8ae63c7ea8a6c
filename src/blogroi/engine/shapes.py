"""From what was stated to what is drawn: the shape of a quantity in a field.

This is the one place that says which distribution stands for which statement. The domain of the field becomes the bounds of the
shape, and decides where nobody said it: a range is lognormal above zero, and logit-normal strictly within a share.
"""

from __future__ import annotations

import math

from blogroi.model.domain import Domain
from blogroi.model.fields import PerPeriod
from blogroi.model.quantity import Beta, Mirrored, Normal, Point, Quantity, Range, ThreePoint, Uniform, is_lognormal
from blogroi.model.samples import Samples
from blogroi.model.transform import mirrored
from blogroi.numerics import moments, shapes
from blogroi.numerics.normal import normal_quantile

__all__ = ["interval_of", "moments_of", "shape_of", "shapes_of"]


def shape_of(quantity: Quantity, domain: Domain) -> shapes.Shape:
    """Return what is drawn for a quantity.

    Parameters
    ----------
    quantity : Quantity
        What was stated.
    domain : Domain
        The values that its field can have. Shapes without bounds are drawn from the part of them that lies within.

    Returns
    -------
    Shape

    Examples
    --------
    >>> from blogroi.model import Domain, Normal, Uniform
    >>> shape_of(Normal(5, 2), Domain.NON_NEGATIVE)
    Normal(lower=0.0, upper=inf, mean=5, sd=2)
    >>> type(shape_of(Range(6, 11), Domain.REAL)).__name__, type(shape_of(Range(0.2, 0.4), Domain.SHARE)).__name__
    ('Lognormal', 'LogitNormal')
    """
    match quantity:
        case Point(value):
            return shapes.Constant(value, lower=domain.low, upper=domain.high)
        case Samples(values):
            return shapes.Samples(values)
        case Uniform(low, high):
            return shapes.Uniform(low, high, lower=domain.low, upper=domain.high)
        case ThreePoint(low, mode, high, shape):
            kind = shapes.Triangular if shape == "triangular" else shapes.Pert
            return kind(low, mode, high, lower=domain.low, upper=domain.high)
        case Beta(a, b):
            return shapes.Beta(a, b, lower=domain.low, upper=domain.high)
        case Normal() | Range():
            return _normal_shape(quantity, domain)
        case Mirrored(of):
            return shapes.Mirrored(shapes.Beta(of.a, of.b), lower=domain.low, upper=domain.high)


def shapes_of(stated: PerPeriod, domain: Domain) -> tuple[shapes.Shape, ...]:
    """Return the shapes of a field that holds one quantity, or one for each period.

    Examples
    --------
    >>> from blogroi.model import Domain, Point
    >>> [shape.value for shape in shapes_of((Point(3.0), Point(4.0)), Domain.REAL)]
    [3.0, 4.0]
    """
    return tuple(shape_of(part, domain) for part in (stated if isinstance(stated, tuple) else (stated,)))


def moments_of(quantity: Quantity, domain: Domain) -> tuple[float, float]:
    """Return mean and standard deviation of a quantity as it is drawn, without drawing it.

    Parameters
    ----------
    quantity : Quantity
        What was stated.
    domain : Domain
        The values that its field can have: what lies outside is not drawn, and does not count.

    Returns
    -------
    mean, sd : float

    Examples
    --------
    >>> from blogroi.model import Domain, Uniform
    >>> [round(part, 6) for part in moments_of(Uniform(0, 12), Domain.REAL)]
    [6.0, 3.464102]
    """
    return shape_of(quantity, domain).moments()


def interval_of(quantity: Quantity, domain: Domain) -> tuple[float, float]:
    """Return the ends of a quantity: its own bounds where it states them, else its 90 % interval.

    Parameters
    ----------
    quantity : Quantity
        What was stated. A range keeps the ends that it states, whatever its confidence.
    domain : Domain
        The values that its field can have.

    Returns
    -------
    low, high : float

    Examples
    --------
    >>> from blogroi.model import Domain, Range, ThreePoint
    >>> interval_of(Range(0, 800), Domain.REAL), interval_of(ThreePoint(1, 2, 5), Domain.REAL)
    ((0, 800), (1, 5))
    """
    if isinstance(quantity, Range):
        return quantity.low, quantity.high
    return moments.interval(shape_of(quantity, domain))


def _normal_shape(quantity: Normal | Range, domain: Domain) -> shapes.Continuous:
    """Return the normal, lognormal or logit-normal shape that stands for a mean with its spread, or for a range."""
    lower, upper = domain.value
    if isinstance(quantity, Range) and quantity.shape is None and domain is Domain.SHARE and _is_inside(quantity):
        low, high = (math.log(end / (1.0 - end)) for end in (quantity.low, quantity.high))
        logit_mean, logit_sd = _centre(low, high, quantity.confidence)
        return shapes.LogitNormal(logit_mean, logit_sd, lower=lower, upper=upper)
    if not is_lognormal(quantity) or (domain is Domain.SHARE and quantity.shape is None):
        mean, sd = _mean_and_sd(quantity)
        return shapes.Normal(mean, sd, lower=lower, upper=upper)
    if _is_negative(quantity):  # fields that hold such a one have no ends
        turned = mirrored(quantity)
        assert isinstance(turned, Normal | Range)
        return shapes.Mirrored(_normal_shape(turned, Domain.REAL), lower=lower, upper=upper)
    if isinstance(quantity, Normal):
        return shapes.Lognormal.of_moments(quantity.mean, quantity.sd, lower=lower, upper=upper)
    log_mean, log_sd = _centre(math.log(quantity.low), math.log(quantity.high), quantity.confidence)
    return shapes.Lognormal(log_mean, log_sd, lower=lower, upper=upper)


def _is_inside(quantity: Range) -> bool:
    return quantity.low > 0.0 and quantity.high < 1.0


def _is_negative(quantity: Normal | Range) -> bool:
    return (quantity.mean if isinstance(quantity, Normal) else quantity.high) < 0.0


def _mean_and_sd(quantity: Normal | Range) -> tuple[float, float]:
    """Return mean and standard deviation of a normal, before its domain is looked at."""
    if isinstance(quantity, Normal):
        return quantity.mean, quantity.sd
    return _centre(quantity.low, quantity.high, quantity.confidence)


def _centre(low: float, high: float, confidence: float) -> tuple[float, float]:
    """Return mean and standard deviation of the normal with this interval."""
    return (low + high) / 2.0, (high - low) / (2.0 * normal_quantile((1.0 + confidence) / 2.0))
