"""Counts of what was right, with how much chance moves them and the limits that they have to keep."""

from __future__ import annotations

import math
from collections.abc import Sequence

from blogroi.records import frozen

__all__ = ["Limits", "Tally", "tally"]


@frozen
class Limits:
    """Between what a share has to lie.

    Parameters
    ----------
    least, most : float
        The limits.
    slack : float
        By how much the share of a single case may pass them, that of several by less, as the square root of their number has it; none
        where they are a promise.
    """

    least: float
    most: float
    slack: float = 0.0


@frozen(kw_only=True)
class Tally:
    """How many of something were so.

    Parameters
    ----------
    count, of : int
        How many, of how many.
    share : float
        The one over the other.
    error : float
        Standard error of the share: the binomial one where one thing is counted in each case, and where several are, with what they have
        in common.
    least, most : float
        The limits of the share.
    cases : int
        In how many cases.
    within : bool
        Whether the share keeps the limits.
    """

    count: int
    of: int
    share: float
    error: float
    least: float
    most: float
    cases: int
    within: bool


def tally(counts: Sequence[tuple[int, int]], limits: Limits) -> Tally:
    """Count over cases.

    Parameters
    ----------
    counts : sequence of tuple of int and int
        How many, of how many, in each case.
    limits : Limits
        Between what the share has to lie.

    Returns
    -------
    Tally

    Examples
    --------
    >>> ten = tally([(1, 1)] * 9 + [(0, 1)], Limits(0.88, 0.92))
    >>> ten.share, round(ten.error, 3), ten.within
    (0.9, 0.095, True)
    """
    count, of = (sum(column) for column in zip(*counts, strict=True)) if counts else (0, 0)
    share = count / of if of else 0.0
    squares = sum((found - share * among) ** 2 for found, among in counts)
    error = math.sqrt(squares) / of if of else 0.0
    slack = limits.slack / math.sqrt(len(counts)) if counts else 0.0
    return Tally(
        count=count,
        of=of,
        share=share,
        error=error,
        least=limits.least,
        most=limits.most,
        cases=len(counts),
        within=limits.least - slack <= share <= limits.most + slack,
    )
