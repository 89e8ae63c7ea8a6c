"""A shape by some of its quantiles: straight pieces over the standard normal, so that a normal is one straight line."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.numerics.grid import Halves
from blogroi.numerics.normal_nodes import standard_normal_between
from blogroi.numerics.normal_pieces import moments_of_pieces, score_at, slopes
from blogroi.numerics.shapes import Continuous
from blogroi.records import frozen

__all__ = ["PiecewiseNormal"]

Floats: TypeAlias = NDArray[np.float64]


@frozen
class PiecewiseNormal(Continuous):
    """The part within the bounds of a shape whose quantiles are straight pieces of those of the standard normal.

    Between two points it is a part of one normal, and past the first and the last the pieces there go on.

    Parameters
    ----------
    scores : tuple of float
        Standard normal numbers of the points, ascending: at least two.
    values : tuple of float
        What the shape is at each of them, ascending.

    Examples
    --------
    >>> PiecewiseNormal((-1.0, 0.0, 1.0), (-2.0, 0.0, 2.0)).moments()
    (0.0, 2.0)
    >>> round(PiecewiseNormal((-1.0, 0.0, 1.0), (-1.0, 0.0, 2.0)).moments()[0], 6)
    0.398942
    """

    scores: tuple[float, ...]
    values: tuple[float, ...]

    def at_nodes(self) -> Halves:
        """Return the quantiles of the part within the bounds."""
        ends = (score_at(end, self.scores, self.values) for end in (self.lower, self.upper))
        below, above = standard_normal_between(*ends)
        return self._kept(self._at(below)), self._kept(self._at(above))

    def moments(self) -> tuple[float, float]:
        """Return both in closed form."""
        return moments_of_pieces(self.scores, self.values, self.lower, self.upper)

    def _at(self, z: Floats) -> Floats:
        """Return the values at standard normal numbers."""
        scores, values, rises = (
            np.array(part) for part in (self.scores, self.values, slopes(self.scores, self.values))
        )
        piece = np.clip(np.searchsorted(scores, z, side="right") - 1, 0, rises.size - 1)
        found: Floats = values[piece] + (z - scores[piece]) * rises[piece]
        return found
