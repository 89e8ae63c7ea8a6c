"""Shapes with steps: values that are drawn as they are, each with its chance."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from blogroi.records import frozen

__all__ = ["Samples"]


@frozen
class Samples:
    """Values that are drawn as they are, all equally likely unless they have weights.

    Parameters
    ----------
    values : tuple of float
        What is drawn. The order in which they stand is that of the uniform numbers.
    weights : tuple of float, optional
        The chance of each, in proportion to their sum, which is above 0.

    Examples
    --------
    >>> Samples((1.0, 3.0)).moments(), Samples((0.0, 1.0), (3.0, 1.0)).moments()[0]
    ((2.0, 1.0), 0.25)
    """

    values: tuple[float, ...]
    weights: tuple[float, ...] | None = None

    def moments(self) -> tuple[float, float]:
        """Return mean and standard deviation."""
        drawn = np.asarray(self.values, dtype=np.float64)
        if self.weights is None:
            return float(drawn.mean()), float(drawn.std())
        chances = self.chances()
        mean = float((chances * drawn).sum())
        return mean, math.sqrt(float((chances * (drawn - mean) ** 2).sum()))

    def chances(self) -> NDArray[np.float64]:
        """Return the chance of each value: shape (values,).

        Examples
        --------
        >>> Samples((5.0, 7.0), (3.0, 1.0)).chances().tolist()
        [0.75, 0.25]
        """
        if self.weights is None:
            return np.full(len(self.values), 1.0 / len(self.values))
        return np.asarray(self.weights, dtype=np.float64) / math.fsum(self.weights)

    def edges(self) -> NDArray[np.float64]:
        """Return the uniform numbers at which the next value begins: shape (values - 1,); empty where all are equally likely.

        Examples
        --------
        >>> Samples((5.0, 7.0), (3.0, 1.0)).edges().tolist(), Samples((5.0, 7.0)).edges().tolist()
        ([0.75], [])
        """
        if self.weights is None:
            return np.empty(0)
        return np.cumsum(self.chances())[:-1]

    def mirrored(self) -> Samples:
        """Return their negatives, taken from the other end: what was in ascending order is so again.

        Examples
        --------
        >>> Samples((0.0, 1.0), (3.0, 1.0)).mirrored()
        Samples(values=(-1.0, 0.0), weights=(1.0, 3.0))
        """
        return Samples(tuple(0.0 - value for value in self.values[::-1]), self.weights and self.weights[::-1])

    def ascending(self) -> Samples:
        """Return the same values in ascending order, each with its weight."""
        if self.weights is None:
            return Samples(tuple(sorted(self.values)))
        pairs = sorted(zip(self.values, self.weights, strict=True))
        return Samples(*(tuple(part) for part in zip(*pairs, strict=True)))
