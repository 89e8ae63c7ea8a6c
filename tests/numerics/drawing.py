"""Drawing at given places, beside the quantile functions of SciPy: random places, and the last bits of either tail."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from blogroi.numerics.sampler import Sampler, sampler
from blogroi.numerics.shapes import Shape

Floats = NDArray[np.float64]

LAST = 2.0**-53
RANDOM = np.concatenate(
    [
        np.random.Generator(np.random.SFC64(20260630)).random(20_000),
        [LAST, 2 * LAST, 1e-9, 1e-4, 0.25, 0.5 - LAST, 0.5, 0.5 + 2 * LAST, 0.75, 1 - 1e-4, 1 - 2 * LAST, 1 - LAST],
    ]
)
TURNED = np.rint(RANDOM / LAST) * LAST  # of 53 bits, as a generator gives them: what is left of 1 is exact
TURNED = TURNED[TURNED > 0]
NORMAL_90 = stats.norm.ppf(0.95)


class Given:
    """A generator of numbers that are given."""

    def __init__(self, numbers: Floats) -> None:
        self.numbers = numbers

    def random(self, *, out: Floats) -> None:
        out[:] = self.numbers


def at(drawn: Sampler, uniforms: Floats | list[float]) -> Floats:
    """Draw at given uniform numbers."""
    given: Any = Given(np.asarray(uniforms, dtype=np.float64))
    out = np.empty(len(uniforms))
    drawn.fill(given, out)
    return out


def drawn(shape: Shape, uniforms: Floats | list[float] = RANDOM) -> Floats:
    return at(sampler(shape), uniforms)


def exact(distribution: Any, uniforms: Floats = RANDOM) -> Floats:
    """Quantiles by SciPy, from the nearer tail: what is left of 1 would lose all digits."""
    found: Floats = np.where(uniforms <= 0.5, distribution.ppf(uniforms), distribution.isf(1.0 - uniforms))
    return found


def between(low: float, high: float, mean: float, sd: float) -> Floats:
    """Quantiles of the part of a normal between two ends, from the nearer tail: SciPy's own lose it past 1 - 1e-14."""
    below, above = stats.norm(mean, sd).cdf(low), stats.norm(mean, sd).sf(high)
    inside = 1.0 - below - above
    left, right = below + inside * RANDOM, above + inside * (1.0 - RANDOM)
    found: Floats = np.where(left <= right, stats.norm(mean, sd).ppf(left), stats.norm(mean, sd).isf(right))
    return found


def bend(spread: float, curvature: float, slope: float) -> float:
    """Bound the error of straight pieces for a function of a normal variable.

    A cell is at most 1/256 as wide as its distance ``v`` from the tail; the error of a chord is width squared times the
    second derivative over 8, and with ``v / density <= 1.2534`` and ``(v / density)**2 * |z| <= 0.4333`` it is bounded by
    curvature and slope in ``z``; a twentieth is added for their change within a cell.
    """
    per_cell = 8 * 256**2
    return 1.05 * (1.2534**2 * curvature * spread**2 + 0.4333 * slope * spread) / per_cell + 1e-13
