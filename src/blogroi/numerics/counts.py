"""Counts read off normal noise: how many say yes, how many events come, for the same noise at every size.

A distribution function inverted at one place for each draw, so that a larger sample of the same draw differs from a smaller one
by its size alone. No random numbers are drawn here, and nothing is known of what is counted.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.numerics.normal import normal_cdf

__all__ = ["binomial_counts", "poisson_counts"]

Floats: TypeAlias = NDArray[np.float64]

_MANY = 16.0
"""Variance from which a count is read off an expansion about the normal distribution."""
_TAIL = 1e-14


def binomial_counts(noise: Floats, share: Floats, *, size: int | Floats) -> Floats:
    """Return how many of so many independent answers are yes.

    Parameters
    ----------
    noise : numpy.ndarray of float, shape (draws,)
        Standard normal noise; the more, the higher the count.
    share : numpy.ndarray of float, shape (draws,)
        Chance of a yes, from 0 to 1.
    size : int, or numpy.ndarray of float, shape (draws,)
        Number of answers: a whole number.

    Returns
    -------
    numpy.ndarray of float, shape (draws,)
        Whole numbers from 0 to ``size``: exact quantiles where they vary little, within one of them elsewhere.

    References
    ----------
    [Cornish1938].

    Examples
    --------
    >>> binomial_counts(np.array([-1.0, 0.0, 1.0]), np.array([0.5, 0.5, 0.5]), size=10)
    array([3., 5., 7.])
    """
    turned = share > 0.5
    rarer, noise = np.where(turned, 1.0 - share, share), np.where(turned, -noise, noise)
    variance = size * rarer * (1.0 - rarer)
    counts = _expanded(noise, size * rarer, variance, 1.0 - 2.0 * rarer)
    few = variance < _MANY
    odds, sizes = rarer[few] / (1.0 - rarer[few]), np.broadcast_to(size, rarer.shape)[few]
    none = np.exp(sizes * np.log1p(-rarer[few]))
    counts[few] = _inverted(noise[few], none, lambda k: odds * ((sizes - k) / (k + 1)))
    counts = np.clip(counts, 0.0, size)
    return np.where(turned, size - counts, counts)


def poisson_counts(noise: Floats, mean: Floats) -> Floats:
    """Return how many events come, independently of each other.

    Parameters
    ----------
    noise : numpy.ndarray of float, shape (draws,)
        Standard normal noise; the more, the higher the count.
    mean : numpy.ndarray of float, shape (draws,)
        Expected number of events, at least 0.

    Returns
    -------
    numpy.ndarray of float, shape (draws,)
        Whole numbers from 0: exact quantiles where they vary little, within one of them elsewhere.

    Examples
    --------
    >>> poisson_counts(np.array([-1.0, 0.0, 1.0]), np.array([4.0, 4.0, 4.0]))
    array([2., 4., 6.])
    """
    counts = _expanded(noise, mean, mean, np.ones(mean.size))
    few = mean < _MANY
    rate = mean[few]
    counts[few] = _inverted(noise[few], np.exp(-rate), lambda k: rate / (k + 1))
    return np.maximum(counts, 0.0)


def _expanded(noise: Floats, mean: Floats, variance: Floats, skew: Floats) -> Floats:
    """Return quantiles from an expansion about the normal distribution [Cornish1938], ``skew`` being the third moment over the second."""
    counts: Floats = np.rint(mean + np.sqrt(variance) * noise + skew * (noise**2 - 1.0) / 6.0)
    return counts


def _inverted(noise: Floats, none: Floats, ratio: Callable[[int], Floats]) -> Floats:
    """Return the least counts whose distribution function reaches that of the noise, from the chance of none and ratios upwards."""
    wanted = np.minimum(normal_cdf(noise), 1.0 - _TAIL)
    counts, chance = np.zeros(noise.size), none
    reached = none
    k = 0
    while (is_more := (reached < wanted) & (chance > 0.0)).any():
        counts += is_more
        chance = chance * ratio(k)
        reached = reached + chance
        k += 1
    return counts
