"""Means, spreads and ends of shapes, known without drawing them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.numerics.grid import Halves, moments_at_nodes, nodes, weights, widths
from blogroi.numerics.normal import normal_quantile
from blogroi.numerics.sampler import Part, steps, sum_at_nodes
from blogroi.numerics.samples import Samples
from blogroi.numerics.shapes import Constant, Normal, Pert, Shape, Uniform
from blogroi.numerics.triangular import Triangular

__all__ = ["interval", "moments_of_sum"]

Floats: TypeAlias = NDArray[np.float64]

_CONFIDENCE = 0.9  # of an interval


def interval(shape: Shape) -> tuple[float, float]:
    """Return the ends of a shape: its own where it has them, else the 5 % and 95 % quantiles.

    Parameters
    ----------
    shape : Shape
        The shape.

    Returns
    -------
    low, high : float

    Examples
    --------
    >>> low, high = interval(Normal(100.0, 10.0))
    >>> round(low, 3), round(high, 3), interval(Pert(1.0, 2.0, 5.0))
    (83.551, 116.449, (1.0, 5.0))
    """
    match shape:
        case Constant(value):
            return value, value
        case Uniform(low, high) | Triangular(low, _, high) | Pert(low, _, high):
            return max(low, shape.lower), min(high, shape.upper)
        case Samples(values):
            drawn = [value for value, chance in zip(values, shape.chances(), strict=True) if chance > 0.0]
            return min(drawn), max(drawn)
        case Normal(mean, sd) if shape.is_whole:
            reach = sd * normal_quantile((1.0 + _CONFIDENCE) / 2.0)
            return mean - reach, mean + reach
        case _:
            lower, upper = (float(np.interp((1.0 - _CONFIDENCE) / 2.0, nodes(), half)) for half in shape.at_nodes())
            return lower, upper


def moments_of_sum(parts: Sequence[Part]) -> tuple[float, float]:
    """Return mean and standard deviation of a weighted sum of shapes, all drawn at the same quantile.

    Parameters
    ----------
    parts : sequence of (Shape, float)
        Each shape with its weight, at least 0.

    Returns
    -------
    mean, sd : float

    Examples
    --------
    >>> [round(part, 6) for part in moments_of_sum([(Normal(100, 10), 1.0), (Normal(50, 20), 0.5)])]
    [125.0, 20.0]
    """
    parts = [(shape, weight) for shape, weight in parts if weight != 0.0]
    each = [shape.moments() for shape, _ in parts]
    mean = math.fsum(weight * own for (_, weight), (own, _) in zip(parts, each, strict=True))
    uncertain = [(part, own) for part, own in zip(parts, each, strict=True) if own[1] > 0.0]
    if len(uncertain) <= 1 or all(isinstance(shape, Normal) and shape.is_whole for (shape, _), _ in uncertain):
        # quantiles of whole normals are straight in each other: their spreads add up
        return mean, math.fsum(weight * sd for (_, weight), (_, sd) in uncertain)
    sums = [part for part, _ in uncertain]
    lower, upper = sum_at_nodes(sums)
    centre, smooth = moments_at_nodes((lower, upper))
    values, edges = steps(sums)
    if not values.size:
        return mean, smooth
    edges = edges if edges.size else np.arange(1, values.size) / values.size
    shares = np.diff(edges, prepend=0.0, append=1.0)
    off = values - float((values * shares).sum())
    together = float((off * _integrals((lower - centre, upper - centre), edges)).sum())
    return mean, math.sqrt(smooth**2 + float((off * off * shares).sum()) + 2.0 * together)


def _integrals(halves: Halves, edges: Floats) -> Floats:
    """Integrate a quantile function from 0 to the first edge, from there to the next, and so on to 1."""
    count = weights().size
    at, steps_between = nodes()[:count], widths()[: count - 1]
    sums = []
    for half in halves:
        cells = steps_between * (half[1:count] + half[: count - 1]) / 2.0
        sums.append(np.cumsum(np.append(at[0] * half[0], cells)))
    from_below, from_above = sums
    whole = from_below[-1] + from_above[-1]
    reached = np.where(edges <= 0.5, np.interp(edges, at, from_below), whole - np.interp(1.0 - edges, at, from_above))
    return np.diff(reached, prepend=0.0, append=whole)
