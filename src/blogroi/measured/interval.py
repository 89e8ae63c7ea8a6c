"""An estimate with its interval, as answers about a series hold it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from blogroi.measured.series import Floats
from blogroi.records import frozen

__all__ = ["Interval", "ends_of", "quantiles"]


def ends_of(confidence: float) -> tuple[float, float, float]:
    """Return the chances below which the ends of an interval and its middle lie."""
    tail = (1.0 - confidence) / 2.0
    return tail, 0.5, 1.0 - tail


def quantiles(draws: Floats, chances: Sequence[float]) -> Floats:
    """Return quantiles of draws, as numpy's by default, by sorting: of a few thousand draws it takes an eighth of the time.

    Parameters
    ----------
    draws : numpy.ndarray of float, shape (..., draws)
        The draws.
    chances : sequence of float
        Which quantiles.

    Returns
    -------
    numpy.ndarray of float, shape (..., chances)

    Examples
    --------
    >>> quantiles(np.array([3.0, 1.0, 2.0]), (0.0, 0.25, 1.0)).tolist()
    [1.0, 1.5, 3.0]
    """
    ordered = np.sort(draws, axis=-1)
    places = np.asarray(chances) * (draws.shape[-1] - 1)
    below = np.floor(places).astype(np.int64)
    above = np.minimum(below + 1, draws.shape[-1] - 1)
    parts = places - below
    found: Floats = ordered[..., below] * (1.0 - parts) + ordered[..., above] * parts
    return found


@frozen
class Interval:
    """An estimate and the ends of its interval.

    Parameters
    ----------
    estimate : float
        The median: it is as likely to be more as to be less.
    low, high : float
        The ends. As often as is said (nine times in ten, by default) the truth lies between them.

    Examples
    --------
    >>> -Interval(5.0, -2.0, 9.0)
    Interval(estimate=-5.0, low=-9.0, high=2.0)
    """

    estimate: float
    low: float
    high: float

    @classmethod
    def of(cls, draws: Floats, confidence: float) -> Interval:
        """Read an interval off draws.

        Parameters
        ----------
        draws : numpy.ndarray of float, shape (draws,)
            What is drawn.
        confidence : float
            Chance that the interval holds the truth.

        Returns
        -------
        Interval
        """
        low, middle, high = quantiles(draws, ends_of(confidence)).tolist()
        return cls(middle, low, high)

    def __neg__(self) -> Interval:
        """Return the interval of what is its opposite: its ends are exchanged."""
        return Interval(0.0 - self.estimate, 0.0 - self.high, 0.0 - self.low)

    @property
    def shown(self) -> str:
        """The estimate and the ends, for whoever looks at a value while they program."""
        return f"{self.estimate:,.6g} ({self.low:,.6g} to {self.high:,.6g})"

    def less_from(self, number: float) -> Interval:
        """Return the interval of a number less what this is of."""
        return Interval(number - self.estimate, number - self.high, number - self.low)

    def times(self, number: float) -> Interval:
        """Return the interval of this times a number; its ends are exchanged where that is below zero."""
        if number < 0.0:
            return -self.times(-number)
        return Interval(self.estimate * number, self.low * number, self.high * number)

    def over(self, number: int) -> Interval:
        """Return the interval of this over a number of at least 1."""
        return Interval(self.estimate / number, self.low / number, self.high / number)

    def holds(self, number: float) -> bool:
        """Return whether a number lies within it."""
        return self.low <= number <= self.high
