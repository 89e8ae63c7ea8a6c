"""What is learned ages: how much of what it would bring is left over the rest of the window."""

from __future__ import annotations

import math
from collections.abc import Sequence

__all__ = ["share_kept"]

_SHORTEST = 1e-12  # of a period: a shorter half-life leaves nothing either, and its inverse may be past all numbers


def share_kept(discount: Sequence[float], half_life: float | None, *, since: float = 0.0) -> float:
    """Return which share of what a result would bring is left, where what is learned loses half of its worth each half-life.

    What better choices bring in comes evenly over the rest of the window, money of each period by its factor of discounting. Of what
    comes at time ``t`` after the result, the part ``2 ** (-t / half_life)`` is put down to it: the rest would have been known by then, or
    is not true any more. The share is the mean of that over the rest of the window, in closed form within each period.

    Parameters
    ----------
    discount : sequence of float, shape (1 + periods,)
        Factors of discounting, that of time 0 first; period ``p`` lies between ``p - 1`` and ``p``.
    half_life : float or None
        In periods; None where what is learned holds to the end.
    since : float
        When the result is known, in periods.

    Returns
    -------
    float
        Above 0 and up to 1; 1 where nothing is left of the window.

    Examples
    --------
    >>> share_kept([1.0, 1.0], None), round(share_kept([1.0, 1.0], 1.0), 4)
    (1.0, 0.7213)
    """
    if half_life is None:
        return 1.0
    kept, whole = [], []
    for period, factor in enumerate(discount[1:], start=1):
        begin, end = max(period - 1.0, since) - since, period - since
        if end > begin:
            kept.append(factor * _integral(begin, end, half_life))
            whole.append(factor * (end - begin))
    return math.fsum(kept) / math.fsum(whole) if whole else 1.0


def _integral(begin: float, end: float, half_life: float) -> float:
    """Integrate ``2 ** (-t / half_life)`` from one time to another, without losing digits where it hardly falls."""
    rate = math.log(2.0) / max(half_life, _SHORTEST)
    return -math.exp(-rate * begin) * math.expm1(-rate * (end - begin)) / rate
