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

_NOTHING = 60.0  # the log by which a density is less than the greatest where what lies past is no part of a last bit

_NEAR = np.array([0.2386191860831969, 0.6612093864662645, 0.9324695142031519])
_POINTS = np.concatenate([-_NEAR[::-1], _NEAR])
_OUTWARDS = np.array([0.46791393457269104, 0.3607615730481387, 0.17132449237917027])
_WEIGHTS = np.concatenate([_OUTWARDS[::-1], _OUTWARDS])
"""Six points and weights of Gauss and Legendre on [-1, 1], as ``np.polynomial.legendre.leggauss`` finds them: asked for them, it would load
all polynomials of numpy, and solve for eigenvalues, whose last bits are those of a linear algebra library."""


@lru_cache(maxsize=64)  # of a fifth of a megabyte each
def beta_at_nodes(a: float, b: float, low: float = 0.0, high: float = 1.0) -> Halves:
    """Return quantiles of a beta distribution, or of the part of it between two ends, at the nodes of both halves.

    The distribution function is integrated over the logit of the variable, where the density is smooth and falls off
    exponentially on both sides for every ``a`` and ``b``, and inverted by cubic pieces with exact slopes.

    Parameters
    ----------
    a, b : float
        The two shape parameters, from 0.1 to 1e6.
    low, high : float
        The ends, from 0 to 1.

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
    cut = _cuts(low, high, a, b)
    logit, below, above, log_kernel, total = _distribution(a, b, *cut)
    lower = _half(logit, below, log_kernel, total, is_cut=cut[0] > -math.inf)
    upper = _half(-logit[::-1], above[::-1], log_kernel[::-1], total, is_cut=cut[1] < math.inf)
    result = logistic(lower), logistic(-upper)
    for values in result:
        values.flags.writeable = False
    return result


def _half(logit: Floats, mass: Floats, log_kernel: Floats, total: float, *, is_cut: bool) -> Floats:
    """Return logits at the nodes, by the mass counted from the nearer end, ascending; the log of all mass is ``total``.

    Towards an end where nothing is cut off, a tail falls off exponentially: there the logarithm of the chance is near a straight
    line. Next to a cut it is the chance itself that is.
    """
    known = mass < math.exp(total - 0.1)  # this half, and a little more
    if is_cut:
        slope = np.exp(total - log_kernel[known])
        return read_off(nodes(), mass[known] * math.exp(-total), logit[known], slope)
    known &= mass > 0.0  # a tail that underflows lies far below the last node
    log_chance = np.log(mass[known]) - total
    return read_off(np.log(nodes()), log_chance, logit[known], np.exp(log_chance - (log_kernel[known] - total)))


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


def _cuts(low: float, high: float, a: float, b: float) -> tuple[float, float]:
    """Return the logits of two ends, infinite where nothing is cut off that could be drawn."""
    ends = [
        math.log(end / (1.0 - end)) if 0.0 < end < 1.0 else math.copysign(math.inf, end - 0.5) for end in (low, high)
    ]
    most = _log_kernel(np.array([min(max(math.log(a / b), ends[0]), ends[1])]), a, b)[0]
    kept = [math.isfinite(end) and most - _log_kernel(np.array([end]), a, b)[0] < _NOTHING for end in ends]
    lower, upper = (end if cuts else side for end, cuts, side in zip(ends, kept, (-math.inf, math.inf), strict=True))
    return lower, upper


def _distribution(a: float, b: float, low: float, high: float) -> tuple[Floats, Floats, Floats, Floats, float]:
    """Return logit, mass below and above it, log of its density, shapes (points,), for 1,025 points, and the log of all mass.

    The points lie between two logits, closest to each other where most of what lies there is: at the mode, or at the end next to it.
    """
    mode = math.log(a / b)
    width = 1.0 / math.sqrt(a * b / (a + b))
    centre = min(max(mode, low), high)
    if centre != mode:
        slope = abs(a - (a + b) * logistic(np.array([centre]))[0])
        width = min(width, 1.0 / max(slope, 1e-300))
    # 37.5 is -log of half the last bit: out to there the tails are exponential with rates a and b
    reach = math.asinh(max(60.0, 45.0 / min(a, b) / width, 60.0 * min(1.0, 1.0 / width)))
    first, last = (math.asinh((end - centre) / width) for end in (low, high))
    steps = np.linspace(max(first, -reach), min(last, reach), 1025)
    edges = centre + width * np.sinh(steps)
    half = np.diff(edges)[:, None] / 2.0
    inside = edges[:-1, None] + half * (1.0 + _POINTS)
    peak = _log_kernel(np.array([centre]), a, b)[0]
    mass = (np.exp(_log_kernel(inside, a, b) - peak) * _WEIGHTS * half).sum(axis=1)
    log_kernel = _log_kernel(edges, a, b) - peak
    # the exponential tails past the edges, where nothing is cut off
    tail_below = math.exp(log_kernel[0]) / a if first < -reach else 0.0
    tail_above = math.exp(log_kernel[-1]) / b if last > reach else 0.0
    below = np.cumsum(np.concatenate([[tail_below], mass]))
    above = np.cumsum(np.concatenate([[tail_above], mass[::-1]]))[::-1]
    return edges, below, above, log_kernel, math.log(below[-1] + tail_above)


def _log_kernel(logit: Floats, a: float, b: float) -> Floats:
    """Return the log density of the logit of a beta variable, up to a constant."""
    return a * logit - (a + b) * np.logaddexp(0.0, logit)
