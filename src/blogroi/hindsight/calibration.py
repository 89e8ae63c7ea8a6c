"""How far an organisation's estimates could be trusted: how often ranges held, which way they erred, and by how much they were too narrow."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.hindsight.outcomes import ForecastOutcome
from blogroi.numerics.normal import normal_quantile
from blogroi.records import frozen

__all__ = ["Calibration", "calibration"]

Floats: TypeAlias = NDArray[np.float64]

_Z = normal_quantile(0.95)


@frozen(kw_only=True)
class Calibration:
    """How far the organisation's estimates could be trusted.

    Parameters
    ----------
    pairs : int
        How many estimates could be held against what came.
    coverage : float or None
        Share of them whose 90 % range held; None where there are none.
    coverage_low, coverage_high : float or None
        90 % interval of that share (Wilson): wide where there are few.
    bias : float or None
        Mean distance of what came from what was expected, in stated standard deviations: below zero where too much good was
        expected, whichever side of an indicator is the better one.
    bias_error : float or None
        Its standard error.
    ratio : float or None
        What came, over what was expected: the geometric mean, over the pairs in which both have the same sign.
    ratio_low, ratio_high : float or None
        Its 90 % interval.
    spread_ratio : float or None
        Factor by which the ranges would have had to be wider for 90 % of what came to lie within, about the mean that
        was expected.
    spread_ratio_low, spread_ratio_high : float or None
        Its 90 % interval.
    """

    pairs: int
    coverage: float | None
    coverage_low: float | None
    coverage_high: float | None
    bias: float | None
    bias_error: float | None
    ratio: float | None
    ratio_low: float | None
    ratio_high: float | None
    spread_ratio: float | None
    spread_ratio_low: float | None
    spread_ratio_high: float | None


def calibration(outcomes: Sequence[ForecastOutcome]) -> Calibration:
    """Return how far estimates could be trusted, and what correction that suggests.

    Parameters
    ----------
    outcomes : sequence of ForecastOutcome
        Estimates, each with what came.

    Returns
    -------
    Calibration
    """
    held = [one.covered for one in outcomes]
    scores = np.array([one.score for one in outcomes if one.score is not None])
    ratios = np.array([math.log(one.realised / one.mean) for one in outcomes if one.mean * one.realised > 0.0])
    share = _wilson(sum(held), len(held)) if held else (None, None)
    bias, bias_error = _mean_and_error(scores)
    level, level_error = _mean_and_error(ratios)
    spread_ratio = _widening(scores)
    return Calibration(
        pairs=len(held),
        coverage=sum(held) / len(held) if held else None,
        coverage_low=share[0],
        coverage_high=share[1],
        bias=bias,
        bias_error=bias_error,
        ratio=None if level is None else math.exp(level),
        ratio_low=None if level is None or level_error is None else math.exp(level - _Z * level_error),
        ratio_high=None if level is None or level_error is None else math.exp(level + _Z * level_error),
        spread_ratio=spread_ratio[0],
        spread_ratio_low=spread_ratio[1],
        spread_ratio_high=spread_ratio[2],
    )


def _wilson(successes: int, trials: int) -> tuple[float, float]:
    """Return the 90 % interval of a share [Wilson1927]: it stays within 0 and 1, and is wide where trials are few."""
    share, square = successes / trials, _Z**2
    centre = (share + square / (2.0 * trials)) / (1.0 + square / trials)
    reach = _Z * math.sqrt(share * (1.0 - share) / trials + square / (4.0 * trials**2)) / (1.0 + square / trials)
    return max(centre - reach, 0.0), min(centre + reach, 1.0)


def _mean_and_error(values: Floats) -> tuple[float | None, float | None]:
    if values.size == 0:
        return None, None
    return float(values.mean()), float(values.std(ddof=1) / math.sqrt(values.size)) if values.size > 1 else None


def _widening(scores: Floats) -> tuple[float | None, float | None, float | None]:
    """Return the factor by which stated spreads fall short, from the root mean square of the scores, with an interval.

    A calibrated organisation has scores of mean square 1; the interval is that of a variance of normal scores, by the cube-root
    approximation [Wilson1931].
    """
    if scores.size < 2:
        return None, None, None
    square = float((scores**2).mean())
    ends = [
        math.sqrt(square / (1.0 - 2.0 / (9.0 * scores.size) + sign * _Z * math.sqrt(2.0 / (9.0 * scores.size))) ** 3)
        for sign in (1.0, -1.0)
        if 1.0 - 2.0 / (9.0 * scores.size) + sign * _Z * math.sqrt(2.0 / (9.0 * scores.size)) > 0.0
    ]
    return math.sqrt(square), ends[0], ends[1] if len(ends) > 1 else None
