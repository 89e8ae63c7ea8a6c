"""Straight pieces over the standard normal, as a few numbers: their slopes, their inverse, and their moments in closed form."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from blogroi.numerics.normal import normal_cdf_at

__all__ = ["moments_of_pieces", "score_at", "slopes"]


def slopes(scores: Sequence[float], values: Sequence[float]) -> list[float]:
    """Return the rise of each piece for one standard normal unit.

    Examples
    --------
    >>> slopes((-1.0, 0.0, 2.0), (0.0, 3.0, 4.0))
    [3.0, 0.5]
    """
    points = pairwise(zip(scores, values, strict=True))
    return [(value - before) / (score - ahead) for (ahead, before), (score, value) in points]


def score_at(end: float, scores: Sequence[float], values: Sequence[float]) -> float:
    """Return the standard normal number at which the pieces have a value; the first and the last of them go on.

    Examples
    --------
    >>> score_at(3.5, (-1.0, 0.0, 2.0), (0.0, 3.0, 4.0)), score_at(-6.0, (-1.0, 0.0, 2.0), (0.0, 3.0, 4.0))
    (1.0, -3.0)
    """
    if math.isinf(end):
        return end
    inner = sum(value <= end for value in values[1:-1])
    return scores[inner] + (end - values[inner]) / slopes(scores, values)[inner]


def moments_of_pieces(
    scores: Sequence[float], values: Sequence[float], lower: float = -math.inf, upper: float = math.inf
) -> tuple[float, float]:
    """Return mean and standard deviation of the part within bounds: on each piece a normal cut off at its two ends.

    Parameters
    ----------
    scores, values : sequence of float
        The points between which the pieces run, ascending.
    lower, upper : float
        The bounds.

    Returns
    -------
    mean, sd : float

    Examples
    --------
    >>> moments_of_pieces((-1.0, 0.0, 1.0), (-2.0, 0.0, 2.0))
    (0.0, 2.0)
    """
    low, high = (score_at(end, scores, values) for end in (lower, upper))
    pieces = [(*line, *_integrals(*span)) for span, line in _pieces(scores, values, low, high)]
    whole = math.fsum(chance for _, _, chance, _, _ in pieces)
    mean = math.fsum(level * chance + slope * first for level, slope, chance, first, _ in pieces) / whole
    variance = math.fsum(
        (level - mean) ** 2 * chance + 2.0 * (level - mean) * slope * first + slope * slope * second
        for level, slope, chance, first, second in pieces
    )
    return mean, math.sqrt(max(variance, 0.0) / whole)


def _pieces(
    scores: Sequence[float], values: Sequence[float], low: float, high: float
) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """Yield from where to where each piece runs between two scores, its value at its anchor, and its slope."""
    ends = [min(max(score, low), high) for score in (-math.inf, *scores[1:-1], math.inf)]
    for span, score, value, slope in zip(pairwise(ends), scores, values, slopes(scores, values), strict=False):
        if span[0] < span[1]:
            yield span, (value + (_anchor(*span) - score) * slope, slope)


def _anchor(low: float, high: float) -> float:
    """Return the score from which a piece is measured: where most of it lies, so that no digits are lost."""
    return low if high - low < _SHORT else min(max(0.0, low), high)


def _integrals(low: float, high: float) -> tuple[float, float, float]:
    """Integrate the standard normal density between two ends, times the powers 0, 1 and 2 of the distance from their anchor."""
    if high - low < _SHORT:  # the differences below would lose their digits
        middle, half = (low + high) / 2.0, (high - low) / 2.0
        return _sums([(half + half * at, half * by * _density(middle + half * at)) for at, by in _GAUSS])
    ends = (
        (-high, -low) if low > 0.0 else (low, high)
    )  # by the tail that is less: what is left of 1 would lose its digits
    chance = normal_cdf_at(ends[1]) - normal_cdf_at(ends[0])
    here, there, anchor = _density(low), _density(high), _anchor(low, high)
    from_low, from_high = (0.0 if math.isinf(end) else end * at for end, at in ((low, here), (high, there)))
    first, second = here - there, chance + from_low - from_high
    return chance, first - anchor * chance, second - 2.0 * anchor * first + anchor * anchor * chance


def _density(z: float) -> float:
    return math.exp(-z * z / 2.0) / math.sqrt(2.0 * math.pi)


def _sums(weighted: Sequence[tuple[float, float]]) -> tuple[float, float, float]:
    """Add up weights, times the powers 0, 1 and 2 of what they weigh."""
    zeroth, first, second = (math.fsum(by * at**power for at, by in weighted) for power in range(3))
    return zeroth, first, second


_SHORT = 0.5
_GAUSS = tuple(
    (sign * at, by)
    for at, by in (
        (0.1834346424956498, 0.3626837833783620),
        (0.5255324099163290, 0.3137066458778873),
        (0.7966664774136267, 0.2223810344533745),
        (0.9602898564975363, 0.1012285362903763),
    )
    for sign in (-1.0, 1.0)
)
"""Points and weights of Gauss and Legendre on [-1, 1]: over half a unit they have the normal density to its last digits."""
