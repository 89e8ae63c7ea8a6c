"""What a stated quantity looks like, without drawing from it: its mean, its relative width, its skew.

Rough on purpose: these numbers decide whether somebody is asked a question, and touch no figure.
"""

from __future__ import annotations

import math
from functools import lru_cache
from operator import mul

from blogroi.model.chance import Chance
from blogroi.model.estimate import Estimate
from blogroi.model.fields import Stated, quantities_in
from blogroi.model.quantiles import Quantiles
from blogroi.model.quantity import Beta, Mirrored, Normal, Point, Quantity, Range, ThreePoint, Uniform, is_lognormal
from blogroi.model.samples import Samples
from blogroi.model.studies import Studies, interval_of_studies
from blogroi.model.truncation import Truncated

__all__ = ["ends", "mean_over_median", "relative_width", "rough_mean", "rough_mean_over"]


def ends(quantity: Quantity) -> tuple[float, float]:
    """Return the ends between which a quantity lies, as far as they are stated; nine times in ten for a normal one.

    Examples
    --------
    >>> ends(Range(6, 11)), ends(Point(3))
    ((6, 11), (3, 3))
    """
    low, high = _whole_ends(quantity)
    return quantity.within(low, high) if isinstance(quantity, Truncated) else (low, high)


def _whole_ends(quantity: Quantity) -> tuple[float, float]:
    """Return the ends of a quantity of which nothing is cut off."""
    match quantity:
        case Point(value):
            return value, value
        case Range(low, high) | Uniform(low, high) | ThreePoint(low, _, high) | Estimate(_, low, high):
            return low, high
        case Quantiles(points):
            return points[0][1], points[-1][1]
        case Normal(mean, sd):
            return mean - 1.645 * sd, mean + 1.645 * sd
        case Samples():
            return min(quantity.drawn), max(quantity.drawn)
        case Studies():
            return _ends_of_studies(quantity)
        case Chance():
            return 0.0, 1.0
        case Beta(a, b):
            mean, sd = a / (a + b), math.sqrt(a * b / (a + b + 1)) / (a + b)
            return max(0.0, mean - 1.645 * sd), min(1.0, mean + 1.645 * sd)
        case Mirrored(of):
            low, high = ends(of)
            return -high, -low


def rough_mean(quantity: Quantity) -> float:
    """Return about the mean of a share: half-way between the ends of a range, which lies near it.

    Of an amount above zero, whose range is drawn lognormal, it would be far off.

    Examples
    --------
    >>> rough_mean(ThreePoint(0, 3, 12)), rough_mean(Range(0.2, 0.4))
    (4.0, 0.30000000000000004)
    """
    match quantity:
        case Beta(a, b):
            return a / (a + b)
        case Samples(values, weights):
            by = weights or (1,) * len(values)
            return math.fsum(map(mul, values, by)) / math.fsum(by)
        case Estimate(estimate):
            return estimate
        case Chance(chance):
            return chance
        case ThreePoint(low, mode, high, shape):
            return (low + 4 * mode + high) / 6 if shape == "pert" else (low + mode + high) / 3
        case _:
            low, high = ends(quantity)
            return (low + high) / 2


def rough_mean_over(stated: Stated) -> float | None:
    """Return about the mean of a share over the periods; None for a formula, of which it is not known here.

    Examples
    --------
    >>> from blogroi.model.fields import as_stated
    >>> rough_mean_over(as_stated([0.25, 0.75])), rough_mean_over(as_stated("1 - rate"))
    (0.5, None)
    """
    means = [rough_mean(part) for part in quantities_in(stated)]
    return sum(means) / len(means) if means else None


def relative_width(quantity: Quantity) -> float:
    """Return the distance between the ends over the size of what lies half-way; infinite where that is zero.

    Examples
    --------
    >>> relative_width(Range(95, 105)), relative_width(Point(3))
    (0.1, 0.0)
    """
    low, high = ends(quantity)
    half_way = abs(low + high) / 2
    return (high - low) / half_way if half_way else math.inf


def mean_over_median(quantity: Quantity) -> float:
    """Return the mean over the median of a range above zero that is lognormal; 1 for every other shape.

    For a lognormal with standard deviation ``s`` of its logarithm this is ``exp(s**2 / 2)``.

    Examples
    --------
    >>> round(mean_over_median(Range(1, 100)), 3), mean_over_median(Range(-1, 100))
    (2.664, 1.0)
    """
    if not isinstance(quantity, Range) or quantity.low <= 0 or not is_lognormal(quantity):
        return 1.0
    sigma = math.log(quantity.high / quantity.low) / (2.0 * _score(quantity.confidence))
    return math.exp(min(sigma**2 / 2.0, 700.0))


def _ends_of_studies(studies: Studies) -> tuple[float, float]:
    """Return the 90 % interval of one more study."""
    middle, reach = interval_of_studies(studies)
    low, high = middle - reach, middle + reach
    if not studies.is_logarithmic:
        return low, high
    return (math.exp(low), math.exp(high)) if studies.values[0] > 0.0 else (-math.exp(high), -math.exp(low))


@lru_cache(maxsize=256)
def _score(confidence: float) -> float:
    """Return the distance from the mean, in standard deviations, within which a normal number lies with this chance."""
    from blogroi.numerics.normal import normal_quantile  # noqa: PLC0415  only who states a range pays for it

    return normal_quantile(0.5 + confidence / 2.0)
