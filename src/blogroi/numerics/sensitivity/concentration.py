"""On how few rows a total rests."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.errors import OptionError
from blogroi.language.naming import describe
from blogroi.language.spoken import message
from blogroi.records import frozen

__all__ = ["Concentration", "concentration"]

Floats: TypeAlias = NDArray[np.float64]
Integers: TypeAlias = NDArray[np.intp]


@frozen(eq=False)
class Concentration:
    """On how few rows a total rests.

    Parameters
    ----------
    order : numpy.ndarray of int, shape (rows,)
        Rows, the one that holds most first.
    held : numpy.ndarray of float, shape (rows,)
        What each row of that order and all before it hold of the whole; all 0 where there is nothing to hold.
    """

    order: Integers
    held: Floats

    def rows(self, share: float) -> int:
        """Return how many rows, taken from the first, hold a share of the whole.

        Parameters
        ----------
        share : float
            Such as 0.9.

        Returns
        -------
        int
            0 where there is nothing to hold.

        Raises
        ------
        OptionError
            When the share is not above 0 and at most 1.
        """
        if not 0.0 < share <= 1.0:
            raise OptionError("share", message("{value} is not above 0 and at most 1", value=f"{share}"))
        if not self.held.size or self.held[-1] == 0.0:
            return 0
        return int(np.searchsorted(self.held, share * (1.0 - 1e-12))) + 1


def concentration(contributions: Floats) -> Concentration:
    """Return how many rows hold most of a total, by the absolute value that is expected of each.

    Parameters
    ----------
    contributions : numpy.ndarray of float, shape (draws, rows)
        Amounts that add up to the total; a loss weighs as much as a gain of its size.

    Returns
    -------
    Concentration

    Raises
    ------
    OptionError
        When it is not an array of two axes with a draw, or a number is not finite.

    Examples
    --------
    >>> found = concentration(np.array([[5.0, -90.0, 4.0, 1.0]]))
    >>> found.order.tolist(), found.rows(0.9), found.rows(0.99)
    ([1, 0, 2, 3], 1, 3)
    """
    if not isinstance(contributions, np.ndarray) or contributions.ndim != 2 or not contributions.shape[0]:
        raise OptionError(
            "contributions", message("{value} is not an array of draws and rows", value=describe(contributions))
        )
    if not np.isfinite(contributions).all():
        raise OptionError("contributions", message("not all of its numbers are finite"))
    weights = np.abs(contributions).mean(axis=0)
    order = np.argsort(-weights, kind="stable")
    held = np.cumsum(weights[order])
    return Concentration(order, held / held[-1] if held.size and held[-1] > 0.0 else np.zeros_like(held))
