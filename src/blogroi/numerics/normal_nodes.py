"""Quantiles of the standard normal at the nodes of the grid: of all of it, and of the part of it between two ends."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.numerics.grid import Halves, nodes, read_off
from blogroi.numerics.normal import normal_cdf_at, normal_quantile

__all__ = ["FARTHEST", "standard_normal", "standard_normal_between"]

Floats: TypeAlias = NDArray[np.float64]

FARTHEST = 8.3
"""Standard deviations from the mean to past the first node, 2**-54: an end that lies further out cuts nothing off."""

_NARROW = 1e-6  # standard deviations across which the normal density changes by less than 1e-12 around its middle
_MOST = 0.6  # a chance up to which quantiles are as exact as below one half


@lru_cache(maxsize=1)
def standard_normal() -> Floats:
    """Return standard normal quantiles at the nodes of the lower half: negative, ascending to 0 at one half."""
    values = np.array([normal_quantile(node) for node in nodes().tolist()])
    values.flags.writeable = False
    return values


def standard_normal_between(low: float, high: float) -> Halves:
    """Return quantiles of the part of a standard normal between two ends, at the nodes of both halves.

    Parameters
    ----------
    low, high : float
        The ends, in standard deviations from the mean; each may be infinite.

    Returns
    -------
    tuple of numpy.ndarray

    Examples
    --------
    >>> lower, upper = standard_normal_between(-1.0, 1.0)
    >>> [round(float(end), 9) for end in (lower[0], lower[-2], upper[0])]
    [-1.0, 0.0, 1.0]
    """
    if low <= -FARTHEST and high >= FARTHEST:
        z = standard_normal()
        return z, -z
    if high - low < _NARROW:
        return low + (high - low) * nodes(), high - (high - low) * nodes()
    below, above = normal_cdf_at(low), normal_cdf_at(-high)
    inside = 1.0 - below - above
    if low > 0.0 or high < 0.0:  # far out what is left of 1 has lost its digits
        inside = normal_cdf_at(-low) - above if low > 0.0 else normal_cdf_at(high) - below
    near, far = inside * nodes(), inside * (1.0 - nodes())
    return _by_chances(below + near, above + far), -_by_chances(above + near, below + far)


def _by_chances(near: Floats, far: Floats) -> Floats:
    """Return standard normal quantiles by the chances on either side, the first ascending, from the one that is less."""
    if near[-1] < _MOST:
        return _quantiles(near)
    return np.where(near < far, _quantiles(near), -_quantiles(far))


def _quantiles(chance: Floats) -> Floats:
    """Return standard normal quantiles of chances up to a little more than one half; of the rest it is of no use.

    SciPy's would do as well; an evaluation whose quantities are independent of each other does not wait for it.
    """
    z, log_below, slope = _tail()
    return read_off(np.log(np.clip(chance, 2.0**-60, _MOST)), log_below, z, slope)


@lru_cache(maxsize=1)
def _tail() -> tuple[Floats, Floats, Floats]:
    """Return points of the standard normal from far below to a little above 0, the log of the chance below them, and its slope.

    At 512 points a unit the cubic pieces between them are exact to 1e-13.
    """
    z = np.arange(-9 * 512, 256) / 512.0
    chance = np.array([normal_cdf_at(point) for point in z.tolist()])
    slope = chance * math.sqrt(2.0 * math.pi) * np.exp(z * z / 2.0)
    return z, np.log(chance), slope
