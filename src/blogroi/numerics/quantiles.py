"""Quantiles of draws, to the last bit what sorting them gives, for a part of the work.

Of all draws only those are put in order that lie about a quantile. A thin sample says between which values each quantile lies; how many
draws lie below these is counted, so that nothing rests on the sample but how long it takes. Where it was wrong, everything is sorted.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = ["Alike", "quantile", "quantiles"]

Floats: TypeAlias = NDArray[np.float64]
Places: TypeAlias = tuple[int, int, float]
"""The places in the order between which a quantile lies, and how far from the first of them to the second."""

_FEW = 8192  # draws up to which sorting is as fast
_SAMPLED = 2.5  # times the draws to the power 2/3: where the sample and what it leaves take about as long to sort
_ERRORS = 3.5  # standard errors of the sample on either side of a quantile


def quantile(ordered: Floats, share: float) -> float:
    """Return a quantile of sorted values, straight between neighbours; past the last finite one, what lies there.

    Parameters
    ----------
    ordered : numpy.ndarray of float, shape (draws,)
        The values, ascending.
    share : float
        Which quantile, from 0 to 1.

    Returns
    -------
    float

    Examples
    --------
    >>> quantile(np.array([1.0, 2.0, 4.0]), 0.75)
    3.0
    """
    below, above, part = _places(ordered.size, share)
    return _between(float(ordered[below]), float(ordered[above]), part)


class Alike:
    """Where quantiles lie among draws of figures that rise together, such as one amount times several numbers above zero.

    Rounding keeps an order, so that the draw at a place in the order of one of them is at that place for all.
    """

    __slots__ = ("places",)

    def __init__(self) -> None:
        self.places: dict[tuple[float, ...], list[tuple[int, int]]] = {}


def quantiles(
    values: Floats, shares: Sequence[float] = (0.05, 0.5, 0.95), *, alike: Alike | None = None
) -> tuple[float, ...]:
    """Return quantiles of values in any order, those of :func:`quantile` to the last bit.

    Parameters
    ----------
    values : numpy.ndarray of float, shape (draws,)
        None of them missing; left as they are.
    shares : sequence of float
        Which quantiles, from 0 to 1.
    alike : Alike, optional
        What is known of figures that rise with this one, and becomes known of it.

    Returns
    -------
    tuple of float

    References
    ----------
    [Floyd1975], which narrows a place down by a sample too.

    Examples
    --------
    >>> quantiles(np.array([4.0, 1.0, 2.0]), [0.5, 0.75])
    (2.0, 3.0)
    """
    places = [_places(values.size, share) for share in shares]
    known = None if alike is None else alike.places.get(tuple(shares))
    if known is not None:
        found: list[tuple[float, float]] | None = [(float(values[one]), float(values[other])) for one, other in known]
    else:
        found = _neighbours(values, places, shares, alike) if values.size > _FEW else None
    if found is None:
        ordered = np.sort(values)
        found = [(float(ordered[below]), float(ordered[above])) for below, above, _ in places]
    return tuple(_between(*ends, part) for ends, (_, _, part) in zip(found, places, strict=True))


def _places(size: int, share: float) -> Places:
    place = share * (size - 1)
    below = int(place)
    return below, min(below + 1, size - 1), place - below


def _between(least: float, greatest: float, part: float) -> float:
    if part == 0.0 or least == greatest:
        return least + 0.0  # which of 0.0 and -0.0 comes first is left open by sorting
    if math.isinf(least) or math.isinf(greatest):  # between a number and what is past every number lies no number
        return greatest if math.isinf(greatest) else least
    return least + part * (greatest - least)


def _neighbours(
    values: Floats, places: Sequence[Places], shares: Sequence[float], alike: Alike | None
) -> list[tuple[float, float]] | None:
    """Return the values between which each quantile lies; None where the sample did not tell.

    Of a quantile between ``low`` and ``high``, with so many values below ``low``, the value at a place of the whole order is that at the
    place less so many among those from ``low`` on. What lies within any pair of ends is sorted once, for all of them together.
    """
    pairs = _ends(values, shares)
    is_near, before = np.zeros(values.size, dtype=bool), []
    for (low, high), (below, above, _) in zip(pairs, places, strict=True):
        is_inside = values >= low
        less = values.size - int(np.count_nonzero(is_inside))
        is_inside &= values <= high
        if below < less or above >= less + int(np.count_nonzero(is_inside)):
            return None
        before.append(less)
        if low != high:
            is_near |= is_inside
    draws = np.flatnonzero(is_near)
    near = values.take(draws)  # taking by places is faster than by truth values
    ordered = np.sort(near)
    starts = ordered.searchsorted([low for low, _ in pairs]).tolist()
    found = [
        (low, high) if low == high else (float(ordered[first + below - less]), float(ordered[first + above - less]))
        for (low, high), (below, above, _), less, first in zip(pairs, places, before, starts, strict=True)
    ]
    if alike is not None:
        _keep(alike, tuple(shares), found, draws, near)
    return found


def _keep(
    alike: Alike, shares: tuple[float, ...], found: Sequence[tuple[float, float]], draws: NDArray[np.intp], near: Floats
) -> None:
    """Keep at which draws the values lie, where each occurs once: of equal ones, a figure that rises with these may tell them apart."""
    at = [[np.flatnonzero(near == end) for end in ends] for ends in found]
    if all(one.size == other.size == 1 for one, other in at):
        alike.places[shares] = [(int(draws[one[0]]), int(draws[other[0]])) for one, other in at]


def _ends(values: Floats, shares: Sequence[float]) -> list[tuple[float, float]]:
    """Return, for each share, values between which its quantile lies almost surely, read off a sample of evenly spaced draws."""
    sample = np.sort(values[:: max(1, int(values.size ** (1 / 3) / _SAMPLED))])
    last = sample.size - 1
    pairs = []
    for share in shares:
        reach = 1.0 + _ERRORS * math.sqrt(share * (1.0 - share) * sample.size)
        first, final = math.floor(share * last - reach), math.ceil(share * last + reach)
        low = float(sample[first]) if first >= 0 else -math.inf
        pairs.append((low, float(sample[final]) if final <= last else math.inf))
    return pairs
