"""From draws to summaries: expectations, spread, quantiles, ratios, times and rates.

An expectation is exact where moments give it, and then the same however many draws there are; what is left to the draws of it
carries its Monte Carlo error.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.engine.tape.greatest import TOO_LARGE
from blogroi.errors import CaseError
from blogroi.model.frozen_map import FrozenMap
from blogroi.numerics.money import STATUSES, TOLERANCE, InternalRates, internal_rates
from blogroi.numerics.quantiles import Alike, quantiles
from blogroi.results.summary import InternalRate, Payback, Ratio, Summary

__all__ = [
    "TOO_LARGE",
    "counts_by_sign",
    "payback_summary",
    "rate_summary",
    "ratio_summary",
    "shares_by_sign",
    "summary",
]

Floats: TypeAlias = NDArray[np.float64]

_BLOCK = 8192  # draws that are counted at a time

_MOST_WITHOUT_RATE = 0.05
"""Share of draws without a single rate past which quantiles of the rate would be those of a chosen few."""


def summary(
    values: Floats,
    *,
    mean: float | None = None,
    rest: Floats | None = None,
    lowest: Floats | None = None,
    highest: Floats | None = None,
    alike: Alike | None = None,
) -> Summary:
    """Sum a figure up over its draws.

    Parameters
    ----------
    values : numpy.ndarray of float, shape (draws,)
        The figure, draw by draw; left as it is.
    mean : float, optional
        What is expected of it, where that is known apart from the draws.
    rest : numpy.ndarray of float, shape (draws,), optional
        The part of the figure of which the mean is that of the draws; none of it where ``mean`` is given alone.
    lowest, highest : numpy.ndarray of float, shape (draws,), optional
        The figure with every gap at its least and at its greatest.
    alike : Alike, optional
        One for all figures that rise together.

    Returns
    -------
    Summary

    Raises
    ------
    CaseError
        When the figure grows past what a float holds.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        centre = float(np.add.reduce(values) / values.size)
        spread = _spread(values, centre) if math.isfinite(centre) else math.inf
    if not math.isfinite(spread):
        raise CaseError.at("", TOO_LARGE)
    low = None if lowest is None else quantiles(lowest, (0.05,))[0]
    high = None if highest is None else quantiles(highest, (0.95,))[0]
    level = centre if mean is None else mean
    p05, p50, p95 = quantiles(values, alike=alike)
    if p05 == p95 and values.min() == values.max():  # no rounding of a mean, no spread
        return Summary(p50 if mean is None else level, 0.0, p50, p50, p50, 0.0, low, high)
    error = spread / math.sqrt(values.size) if mean is None or rest is values else _error(rest)
    return Summary(level, spread, p05, p50, p95, error, low, high)


def _spread(values: Floats, mean: float) -> float:
    """Return the standard deviation of draws about their mean, with the bits of ``values.std()`` for two thirds of its time."""
    away = values - mean
    np.multiply(away, away, out=away)
    return math.sqrt(np.add.reduce(away) / values.size)


def _error(values: Floats | None) -> float:
    """Return the standard error of the mean of draws."""
    return 0.0 if values is None else _spread(values, float(values.mean())) / math.sqrt(values.size)


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _quantiles(values: Floats) -> list[float | None]:
    return [_number(one) for one in quantiles(values)]


def shares_by_sign(values: Floats, gross: Floats) -> tuple[float, float]:
    """Return in how large a part of the draws an amount is above zero, and in how large a part it is zero.

    Parameters
    ----------
    values, gross : numpy.ndarray of float, shape (draws,)
        The amount, and the gross flows of its tool.

    Returns
    -------
    positive, even : float

    Examples
    --------
    >>> shares_by_sign(np.array([5.0, 1e-8, -5.0, 2.0]), np.full(4, 100.0))
    (0.5, 0.25)
    """
    positive, even = counts_by_sign(values, gross)
    return positive / values.size, even / values.size


def counts_by_sign(values: Floats, gross: Floats) -> tuple[int, int]:
    """Return in how many draws an amount is above zero, and in how many it is zero: see :func:`shares_by_sign`."""
    positive = negative = 0
    for start in range(0, values.size, _BLOCK):
        # what is small is put where the last of it was: a new array takes longer than its sums
        some, slack = values[start : start + _BLOCK], TOLERANCE * gross[start : start + _BLOCK]
        positive += int(np.count_nonzero(some > slack))
        negative += int(np.count_nonzero(some < np.negative(slack, out=slack)))
    return positive, values.size - positive - negative


def ratio_summary(
    benefits: Floats,
    costs: Floats,
    gross: Floats,
    *,
    means: tuple[float, float],
    rests: tuple[Floats | None, Floats | None] = (None, None),
    bounds: tuple[Floats, Floats] | None = None,
    floor: float | None = None,
) -> Ratio | None:
    """Sum up what benefits are to costs.

    Parameters
    ----------
    benefits, costs, gross : numpy.ndarray of float, shape (draws,)
        Present values, and the gross flows of the tool.
    means : (float, float)
        Expected benefits and costs.
    rests : (numpy.ndarray or None, numpy.ndarray or None)
        The parts of benefits and of costs of which the mean is that of the draws.
    bounds : (numpy.ndarray, numpy.ndarray), optional
        Benefits with every gap at its least and at its greatest.
    floor : float, optional
        Up to which expected size the costs count as zero: 1e-9 of the gross means unless it is given.

    Returns
    -------
    Ratio or None
        None where expected costs are not above zero, or so little above it that the ratio is no number.

    Examples
    --------
    >>> one = ratio_summary(np.array([3.0, 5.0]), np.array([2.0, 0.0]), np.array([5.0, 5.0]), means=(4.0, 1.0))
    >>> one.of_means, one.p05, one.p95
    (4.0, None, None)
    """
    gained, spent = means
    if spent <= (TOLERANCE * (abs(gained) + spent) if floor is None else floor):
        return None
    of_means = gained / spent
    if not math.isfinite(of_means):  # more than any number that there is
        return None
    p05, p50, p95 = _of_ratios(ratio_by_draw(benefits, costs, gross), (0.05, 0.5, 0.95))
    low = None if bounds is None else _of_ratios(ratio_by_draw(bounds[0], costs, gross), (0.05,))[0]
    high = None if bounds is None else _of_ratios(ratio_by_draw(bounds[1], costs, gross), (0.95,))[0]
    return Ratio(
        of_means=of_means,
        p05=p05,
        p50=p50,
        p95=p95,
        mc_error=_ratio_error(of_means, spent, *rests),
        low=low,
        high=high,
    )


def _of_ratios(ratios: Floats, shares: Sequence[float]) -> list[float | None]:
    """Return quantiles, draws without a ratio left out; None where one is not a number."""
    known = ratios[~np.isnan(ratios)] if np.isnan(ratios.min(initial=math.inf)) else ratios
    if not known.size:
        return [None] * len(shares)
    return [_number(one) for one in quantiles(known, shares)]


def ratio_by_draw(benefits: Floats, costs: Floats, gross: Floats) -> Floats:
    """Divide benefits by costs, draw by draw.

    A draw in which nothing is spent counts as past every number, or below every number where it brings in less than nothing;
    where it brings in nothing either there is no ratio: NaN.

    Examples
    --------
    >>> ratio_by_draw(np.array([3.0, 5.0, -5.0, 0.0]), np.array([2.0, 0.0, 0.0, 0.0]), np.array([5.0, 5.0, 5.0, 0.0])).tolist()
    [1.5, inf, -inf, nan]
    """
    is_spent = costs > TOLERANCE * gross
    with np.errstate(over="ignore"):  # of next to nothing: past every number too
        if is_spent.all():
            return benefits / costs
        ratio = np.where(benefits > 0.0, np.inf, np.where(benefits < 0.0, -np.inf, np.nan))
        np.divide(benefits, costs, out=ratio, where=is_spent)
    return ratio


def _ratio_error(ratio: float, spent: float, gained: Floats | None, costs: Floats | None) -> float:
    """Return the standard error of a ratio of means, to first order [Oehlert1992]: that of the mean of (B - ratio C) / spent."""
    if gained is None and costs is None:
        return 0.0
    rest = (0.0 if gained is None else gained) - ratio * (0.0 if costs is None else costs)
    return _error(np.asarray(rest)) / spent


def payback_summary(times: Floats) -> Payback:
    """Sum up times of payback.

    Parameters
    ----------
    times : numpy.ndarray of float, shape (draws,)
        In periods: 0 where nothing is ever owed, infinite where it is never paid back.

    Returns
    -------
    Payback

    Examples
    --------
    >>> payback_summary(np.array([0.0, 0.0, 1.5, np.inf, np.inf]))
    Payback(p05=0.0, p50=1.5, p95=None, never=0.4, at_once=0.4)
    """
    p05, p50, p95 = _quantiles(times)
    return Payback(
        p05=p05,
        p50=p50,
        p95=p95,
        never=float(np.count_nonzero(np.isinf(times)) / times.size),
        at_once=float(np.count_nonzero(times == 0.0) / times.size),
    )


def rate_summary(
    expected: Floats, times: Sequence[float], gross: float, by_draw: InternalRates | None = None
) -> InternalRate:
    """Return the internal rate of return of the expected net flows, and sum up those of the draws where they were asked for.

    Parameters
    ----------
    expected : numpy.ndarray of float, shape (times,)
        Expected net flows, undiscounted.
    times : sequence of float, shape (times,)
        Times in years.
    gross : float
        Expected gross flows of the tool.
    by_draw : InternalRates, optional
        The rates of the draws.

    Returns
    -------
    InternalRate

    Examples
    --------
    >>> rate_summary(np.array([-100.0, 60.0, 60.0]), [0, 1, 2], 200.0).status
    'one'
    """
    found = internal_rates(expected[:, None], times, np.array([TOLERANCE * gross]))
    of_means = _number(float(found.rates[0]))
    status = STATUSES[int(found.status[0])]
    if by_draw is None:
        return InternalRate(of_means=of_means, status=status)
    shares = np.bincount(by_draw.status, minlength=len(STATUSES)) / by_draw.status.size
    known = by_draw.rates[~np.isnan(by_draw.rates)]
    is_told = known.size and 1.0 - known.size / by_draw.rates.size <= _MOST_WITHOUT_RATE
    p05, p50, p95 = _quantiles(known) if is_told else (None, None, None)
    return InternalRate(
        of_means=of_means,
        status=status,
        p05=p05,
        p50=p50,
        p95=p95,
        shares=FrozenMap({name: float(share) for name, share in zip(STATUSES, shares, strict=True)}),
    )
