"""From what was stated to what is drawn: the shape of a quantity in a field.

This is the one place that says which distribution stands for which statement. The domain of the field becomes the bounds of the
shape, narrowed by the least and the greatest value of the quantity itself, and decides where nobody said it: a range is lognormal
above zero, and logit-normal strictly within a share.
"""

from __future__ import annotations

import math

from blogroi.model.chance import Chance
from blogroi.model.domain import Domain
from blogroi.model.estimate import Estimate
from blogroi.model.fields import PerPeriod
from blogroi.model.quantiles import Quantiles
from blogroi.model.quantity import Beta, Mirrored, Normal, Point, Quantity, Range, ThreePoint, Uniform, is_lognormal
from blogroi.model.samples import Samples
from blogroi.model.studies import Studies, interval_of_studies
from blogroi.model.transform import mirrored
from blogroi.model.truncation import Truncated
from blogroi.numerics import moments, samples, shapes
from blogroi.numerics.normal import normal_quantile
from blogroi.numerics.piecewise_normal import PiecewiseNormal
from blogroi.numerics.triangular import Triangular

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
    lower, upper = domain.value
    if isinstance(quantity, Truncated):
        lower, upper = quantity.within(lower, upper)
    return _shape(quantity, domain, lower=lower, upper=upper)


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
        What was stated. A range, and an estimate with one, keep the ends that they state, whatever their confidence.
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
    if isinstance(quantity, Range | Estimate):
        return quantity.within(quantity.low, quantity.high)
    return moments.interval(shape_of(quantity, domain))


def _shape(quantity: Quantity, domain: Domain, *, lower: float, upper: float) -> shapes.Shape:
    """Return what is drawn for a quantity within bounds, which are those of its field or narrower."""
    match quantity:
        case Point(value):
            return shapes.Constant(value, lower=lower, upper=upper)
        case Uniform(low, high):
            return shapes.Uniform(max(low, lower), min(high, upper), lower=lower, upper=upper)
        case ThreePoint(low, mode, high, shape):
            kind = Triangular if shape == "triangular" else shapes.Pert
            return kind(low, mode, high, lower=lower, upper=upper)
        case Beta(a, b):
            return shapes.Beta(a, b, lower=lower, upper=upper)
        case Normal() | Range():
            return _normal_shape(quantity, domain, lower=lower, upper=upper)
        case Estimate(estimate, low, high, confidence):
            score = normal_quantile((1.0 + confidence) / 2.0)
            return PiecewiseNormal((-score, 0.0, score), (low, estimate, high), lower=lower, upper=upper)
        case Quantiles(points):
            scores = tuple(_score(chance) for chance, _ in points)
            return PiecewiseNormal(scores, tuple(value for _, value in points), lower=lower, upper=upper)
        case Studies():
            return _studies_shape(quantity, lower=lower, upper=upper)
        case Chance() | Samples() | Mirrored():
            return _other_shape(quantity, lower=lower, upper=upper)


def _other_shape(quantity: Chance | Samples | Mirrored, *, lower: float, upper: float) -> shapes.Shape:
    """Return the shape of what has steps, or of a mirror image."""
    match quantity:
        case Chance(chance):
            return _cut(samples.Samples((0.0, 1.0), (1.0 - chance, chance)), lower, upper)
        case Samples(values, weights):
            return (
                _cut(samples.Samples(values, weights), lower, upper)
                if quantity.is_truncated
                else samples.Samples(values, weights)
            )
        case Mirrored(of):
            least, most = of.within(-math.inf, math.inf)
            shape = _shape(of, Domain.REAL, lower=least, upper=most)
            if isinstance(shape, samples.Samples):
                return shape.mirrored()
            return shapes.Mirrored(shape, lower=lower, upper=upper)


def _cut(found: samples.Samples, lower: float, upper: float) -> samples.Samples:
    """Leave out the values past the bounds."""
    kept = [place for place, value in enumerate(found.values) if lower <= value <= upper]
    weights = None if found.weights is None else tuple(found.weights[place] for place in kept)
    return samples.Samples(tuple(found.values[place] for place in kept), weights)


def _normal_shape(quantity: Normal | Range, domain: Domain, *, lower: float, upper: float) -> shapes.Continuous:
    """Return the normal, lognormal or logit-normal shape that stands for a mean with its spread, or for a range."""
    if isinstance(quantity, Range) and quantity.shape is None and domain is Domain.SHARE and _is_inside(quantity):
        low, high = (math.log(end / (1.0 - end)) for end in (quantity.low, quantity.high))
        logit_mean, logit_sd = _centre(low, high, quantity.confidence)
        return shapes.LogitNormal(logit_mean, logit_sd, lower=lower, upper=upper)
    if not is_lognormal(quantity) or (domain is Domain.SHARE and quantity.shape is None):
        mean, sd = _mean_and_sd(quantity)
        return shapes.Normal(mean, sd, lower=lower, upper=upper)
    if _is_negative(quantity):  # fields that hold such a one have no ends, but the quantity may
        turned = mirrored(quantity)
        assert isinstance(turned, Normal | Range)
        of = _normal_shape(turned, Domain.REAL, lower=-upper, upper=-lower)
        return shapes.Mirrored(of, lower=lower, upper=upper)
    if isinstance(quantity, Normal):
        return shapes.Lognormal.of_moments(quantity.mean, quantity.sd, lower=lower, upper=upper)
    log_mean, log_sd = _centre(math.log(quantity.low), math.log(quantity.high), quantity.confidence)
    return shapes.Lognormal(log_mean, log_sd, lower=lower, upper=upper)


def _studies_shape(studies: Studies, *, lower: float, upper: float) -> shapes.Continuous:
    """Return the shape of one more study beside some."""
    centre, reach = interval_of_studies(studies)
    sd = reach / normal_quantile(0.95)
    if not studies.is_logarithmic:
        return shapes.Normal(centre, sd, lower=lower, upper=upper)
    if studies.values[0] > 0.0:
        return shapes.Lognormal(centre, sd, lower=lower, upper=upper)
    return shapes.Mirrored(shapes.Lognormal(centre, sd, lower=-upper, upper=-lower), lower=lower, upper=upper)


def _score(chance: float) -> float:
    """Return the standard normal number with a chance below it, the same number on either side of one half."""
    return -normal_quantile(round(1.0 - chance, 15)) if chance > 0.5 else normal_quantile(chance)


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
