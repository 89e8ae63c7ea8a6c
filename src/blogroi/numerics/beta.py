"""Quantiles of the beta distribution at the nodes of the grid."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.numerics.grid import Halves, nodes, read_off

__all__ = ["beta_at_nodes", "beta_moments", "logistic"]

Floats: TypeAlias = NDArray[np.float64]


@lru_cache(maxsize=256)
def beta_at_nodes(a: float, b: float) -> Halves:
    """Return quantiles of a beta distribution at the nodes of both halves.

    The distribution function is integrated over the logit of the variable, where the density is smooth and falls off
    exponentially on both sides for every ``a`` and ``b``, and inverted by cubic pieces with exact slopes.

    Parameters
    ----------
    a, b : float
        The two shape parameters, from 0.1 to 1e6.

    Returns
    -------
    tuple of numpy.ndarray
        Not to be written to.

    Examples
    --------
    >>> lower, upper = beta_at_nodes(2.0, 2.0)
    >>> round(float(lower[-2]), 9), round(float(upper[-2]), 9)
    (0.5, 0.5)
    """
    at = np.log(nodes())
    logit, log_below, log_above, log_density = _distribution(a, b)
    low, high = log_below < -0.1, log_above < -0.1  # each half, and a little more
    lower = read_off(at, log_below[low], logit[low], np.exp((log_below - log_density)[low]))
    upper = read_off(at, log_above[high][::-1], logit[high][::-1], -np.exp((log_above - log_density)[high])[::-1])
    result = logistic(lower), logistic(upper)
    for values in result:
        values.flags.writeable = False
    return result


def beta_moments(a: float, b: float) -> tuple[float, float]:
    """Return mean and standard deviation of a beta distribution.

    Examples
    --------
    >>> beta_moments(1.0, 3.0)[0]
    0.25
    """
    return a / (a + b), math.sqrt(a * b / (a + b + 1.0)) / (a + b)


def logistic(logit: Floats) -> Floats:
    """Return the shares of which these are the logits, small ones to full relative accuracy.

    Examples
    --------
    >>> logistic(np.array([0.0, -1000.0])).tolist()
    [0.5, 0.0]
    """
    odds = np.exp(np.minimum(logit, 700.0))
    return odds / (1.0 + odds)


def _distribution(a: float, b: float) -> tuple[Floats, Floats, Floats, Floats]:
    """Return logit, log of the chance below and above it, log density of the logit: shapes (points,), for 1,025 points."""
    mode = math.log(a / b)
    width = 1.0 / math.sqrt(a * b / (a + b))
    # 37.5 is -log of half the last bit: out to there the tails are exponential with rates a and b
    reach = math.asinh(max(60.0, 45.0 / min(a, b) / width, 60.0 * min(1.0, 1.0 / width)))
    edges = mode + width * np.sinh(np.linspace(-reach, reach, 1025))
    points, weights = np.polynomial.legendre.leggauss(6)
    half = np.diff(edges)[:, None] / 2.0
    inside = edges[:-1, None] + half * (1.0 + points)
    peak = _log_kernel(np.array([mode]), a, b)[0]
    mass = (np.exp(_log_kernel(inside, a, b) - peak) * weights * half).sum(axis=1)
    log_kernel = _log_kernel(edges, a, b) - peak
    ends = math.exp(log_kernel[0]) / a, math.exp(log_kernel[-1]) / b  # the exponential tails past the edges
    below = np.cumsum(np.concatenate([[ends[0]], mass]))
    above = np.cumsum(np.concatenate([[ends[1]], mass[::-1]]))[::-1]
    total = math.log(below[-1] + ends[1])
    with np.errstate(divide="ignore"):  # a tail that underflows lies far below the last node
        keep = (below > 0.0) & (above > 0.0)
        return (
            edges[keep],
            np.log(below[keep]) - total,
            np.log(above[keep]) - total,
            log_kernel[keep] - total,
        )


def _log_kernel(logit: Floats, a: float, b: float) -> Floats:
    """Return the log density of the logit of a beta variable, up to a constant."""
    return a * logit - (a + b) * np.logaddexp(0.0, logit)
