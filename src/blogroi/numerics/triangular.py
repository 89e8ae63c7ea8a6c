"""The triangular shape, whole or cut off: its distribution function and the inverse of it are in closed form."""

from __future__ import annotations

import math
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.numerics.grid import Halves, moments_at_nodes, nodes
from blogroi.numerics.shapes import Continuous
from blogroi.records import frozen

__all__ = ["Triangular"]

Floats: TypeAlias = NDArray[np.float64]


@frozen
class Triangular(Continuous):
    """A density that rises in a straight line from the least value to the most likely, and falls in one to the greatest.

    What lies past the bounds is cut off.

    Examples
    --------
    >>> Triangular(1.0, 2.0, 6.0).moments()[0]
    3.0
    """

    low: float
    mode: float
    high: float

    def at_nodes(self) -> Halves:
        """Return the square roots by which either end is left."""
        if self._is_whole(self.low, self.high):
            chances = nodes(), 1.0 - nodes()
            return self._from_below(*chances), self._from_above(*chances)
        cut, inside, left = self._chances()
        near, far = inside * nodes(), inside * (1.0 - nodes())
        return (
            self._kept(self._from_below(cut + near, left + far)),
            self._kept(self._from_above(left + near, cut + far)),
        )

    def moments(self) -> tuple[float, float]:
        """Return the mean of the three points, and the spread in closed form; of a part what its quantiles have."""
        if not self._is_whole(self.low, self.high):
            return moments_at_nodes(self.at_nodes())
        near, far = self.mode - self.low, self.high - self.mode
        mean = (self.low + self.mode + self.high) / 3.0
        return mean, math.sqrt((near * near + near * far + far * far) / 18.0)

    def _from_below(self, below: Floats, above: Floats) -> Floats:
        return _triangular(self.low, self.mode, self.high, below, above)

    def _from_above(self, above: Floats, below: Floats) -> Floats:
        return _triangular(self.high, self.mode, self.low, above, below)

    def _chances(self) -> tuple[float, float, float]:
        """Return the chances below the bounds, within, and above."""
        least, most = max(self.lower, self.low), min(self.upper, self.high)
        span, rise, fall = self.high - self.low, self.mode - self.low, self.high - self.mode

        def up_to(reach: float, side: float) -> float:  # from either end, as far as the mode
            return min(reach, side) ** 2 / (span * side) if side > 0.0 else 0.0

        below, above = up_to(least - self.low, rise), up_to(self.high - most, fall)
        if least > self.mode:
            below = rise / span + up_to(fall, fall) - up_to(self.high - least, fall)
        if most < self.mode:
            above = fall / span + up_to(rise, rise) - up_to(most - self.low, rise)
        # the density is straight on either side of the mode: trapezia
        left, right = (least, min(most, self.mode)), (max(least, self.mode), most)
        inside = 0.0
        if left[0] < left[1]:
            inside += (left[1] - left[0]) * (left[0] + left[1] - 2.0 * self.low) / (span * rise)
        if right[0] < right[1]:
            inside += (right[1] - right[0]) * (2.0 * self.high - right[0] - right[1]) / (span * fall)
        return below, inside, above


def _triangular(near: float, mode: float, far: float, chance: Floats, rest: Floats) -> Floats:
    """Return quantiles of a triangular shape by the chances on both sides, counted from its near end, which may be the upper one."""
    span, to_mode, from_mode = far - near, mode - near, far - mode
    rising = np.sqrt(chance * (span * to_mode))
    falling = np.sqrt(rest * (span * from_mode))
    sign = math.copysign(1.0, span)
    return np.where(chance * span * sign < to_mode * sign, near + sign * rising, far - sign * falling)
