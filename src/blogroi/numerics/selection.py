"""What a finding is worth that was found by looking: whoever searches long enough finds something.

Here are the corrections for how many things were looked at, and for the winner's curse: what is picked for being great was
partly lucky. All of it is arithmetic on p-values, estimates and standard errors. Which findings it is applied to, and what
they stand for, is not known here.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache
from typing import Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from blogroi.errors import OptionError
from blogroi.language.naming import describe, suggest
from blogroi.language.spoken import message
from blogroi.numerics.normal import normal_log_cdf, normal_quantile
from blogroi.records import frozen

__all__ = ["Correction", "SelectionAdjusted", "Shrunk", "adjusted_p_values", "selection_adjusted_maximum", "shrink"]

Floats: TypeAlias = NDArray[np.float64]

Correction: TypeAlias = Literal["benjamini-hochberg", "benjamini-yekutieli", "holm", "bonferroni"]
"""How p-values are adjusted, the first two for the share of false finds, the others for the chance of any."""

_GRID = 2001


def adjusted_p_values(
    p_values: ArrayLike, *, searched: int | None = None, correction: Correction = "benjamini-hochberg"
) -> Floats:
    """Adjust p-values for all that was looked at.

    Parameters
    ----------
    p_values : array of float, shape (tests,)
        What is reported, each from 0 to 1, in any order.
    searched : int, optional
        How many tests were made in all, at least as many as are reported. The others are taken to have shown nothing: their
        p-values count as 1.
    correction : {"benjamini-hochberg", "benjamini-yekutieli", "holm", "bonferroni"}
        Benjamini-Hochberg holds for independent and for positively dependent tests, Benjamini-Yekutieli for any; both
        bound the share of false ones among the finds. Holm and Bonferroni bound the chance that there is any.

    Returns
    -------
    numpy.ndarray of float, shape (tests,)
        In the order given; each is the least level at which the test is still a find.

    Raises
    ------
    OptionError
        When a p-value is not between 0 and 1, or fewer were searched than are reported.

    References
    ----------
    [Benjamini1995]; [Benjamini2001]; [Holm1979].

    Examples
    --------
    >>> adjusted_p_values([0.01, 0.04], searched=20).round(3).tolist()
    [0.2, 0.4]
    """
    given, total = _searched(_shares("p_values", p_values), searched)
    if correction not in get_args(Correction):
        raise OptionError(
            "correction",
            message(
                "{value} is not known: {hint}",
                value=describe(correction),
                hint=suggest(correction, get_args(Correction)),
            ),
        )
    order = np.argsort(given, kind="stable")
    ranks = np.arange(1, given.size + 1)
    ordered = given[order]
    if correction == "bonferroni":
        ordered = ordered * total
    elif correction == "holm":
        ordered = np.maximum.accumulate(ordered * (total - ranks + 1))
    else:
        ordered = ordered * total / ranks
        if correction == "benjamini-yekutieli":
            ordered *= _harmonic(total)
        ordered = np.minimum.accumulate(ordered[::-1])[::-1]
    adjusted = np.empty_like(given)
    adjusted[order] = np.minimum(ordered, 1.0)
    return adjusted


@frozen
class Shrunk:
    """An estimate drawn towards what is usual.

    Parameters
    ----------
    mean, sd : float
        What is to be believed of the effect, and how surely.
    weight : float
        Share of the estimate itself in the mean, from 0 to 1; the rest is the prior's.
    """

    mean: float
    sd: float
    weight: float


def shrink(estimate: float, standard_error: float, *, prior_mean: float, prior_sd: float) -> Shrunk:
    """Weigh an estimate and what is usual, each by its precision.

    Where the prior says how true effects of this sort are spread, the result needs no further correction for having been
    picked: it is the same whichever way the finding came to light [Dawid1994, Senn2008].

    Parameters
    ----------
    estimate, standard_error : float
        What was found; normal around the truth. A standard error of zero leaves the estimate as it is, one without bounds
        leaves the prior.
    prior_mean, prior_sd : float
        How true effects are spread, in the same unit; a standard deviation of zero leaves nothing to be learned.

    Returns
    -------
    Shrunk

    References
    ----------
    [Dawid1994] and [Senn2008], on selection.

    Examples
    --------
    >>> shrink(10.0, 5.0, prior_mean=0.0, prior_sd=5.0)
    Shrunk(mean=5.0, sd=3.5355339059327378, weight=0.5)
    """
    weight = _weight(standard_error, prior_sd)
    mean = prior_mean + weight * (estimate - prior_mean)
    return Shrunk(mean=mean, sd=math.sqrt(1.0 - weight) * prior_sd, weight=weight)


def _weight(standard_error: float, prior_sd: float) -> float:
    if not standard_error >= 0.0:
        raise OptionError("standard_error", message("{value} is not a number of at least 0", value=f"{standard_error}"))
    if not (prior_sd >= 0.0 and math.isfinite(prior_sd)):
        raise OptionError("prior_sd", message("{value} is not a number of at least 0", value=f"{prior_sd}"))
    return 1.0 if standard_error == 0.0 else 1.0 / (1.0 + (standard_error / prior_sd) ** 2) if prior_sd else 0.0


@frozen
class SelectionAdjusted:
    """The greatest of several estimates, freed from the luck that made it the greatest.

    Parameters
    ----------
    estimate : float
        As likely too high as too low, given that it is the greatest; it can lie below zero.
    low, high : float
        Interval around it.
    """

    estimate: float
    low: float
    high: float


def selection_adjusted_maximum(
    estimate: float, standard_error: float, *, searched: int, confidence: float = 0.9
) -> SelectionAdjusted:
    """Correct an estimate that is reported because it was the greatest of all that were looked at.

    The model: the others were looked at independently and with the same accuracy, and nothing happened on them. What is
    reported would then not have been, had another come out greater by luck. Under this model the corrected estimate is too
    high in half of the cases in which it is reported, and its interval holds with the stated confidence. Where the others
    had effects of their own, the luck that was needed is greater than that; :func:`shrink`, with a prior for the
    sort of effect, says more.

    Parameters
    ----------
    estimate, standard_error : float
        The greatest; normal around its truth, the standard error above zero.
    searched : int
        How many were looked at.
    confidence : float
        Of the interval.

    Returns
    -------
    SelectionAdjusted

    References
    ----------
    [Zollner2007]; [Andrews2024], for estimates conditional on having been picked.

    Examples
    --------
    >>> found = selection_adjusted_maximum(2.5, 1.0, searched=20)
    >>> round(found.estimate, 2), round(found.low, 2), round(found.high, 2)
    (1.88, -0.82, 3.95)
    """
    _whole("searched", searched)
    error, tail = _positive("standard_error", standard_error), (1.0 - _open_share("confidence", confidence)) / 2.0
    z = estimate / error
    low, middle, high = (_truth_behind(z, searched, share) for share in (1.0 - tail, 0.5, tail))
    return SelectionAdjusted(estimate=error * middle, low=error * low, high=error * high)


@lru_cache(maxsize=1024)
def _truth_behind(z: float, searched: int, share: float) -> float:
    """Find the true value under which a greatest value as low as ``z`` has the given chance.

    Where even a truth 30 standard errors below what was found would be compatible, that is the answer.
    """
    if searched == 1:
        return z - normal_quantile(share)
    reach = 30.0
    grid = np.linspace(min(z, 0.0) - reach - 10.0, max(z, 0.0) + 20.0, 4 * _GRID)
    others = (searched - 1) * normal_log_cdf(grid)

    def excess(truth: float) -> float:
        log = others - 0.5 * (grid - truth) ** 2
        density = np.exp(log - log.max())
        below = np.cumsum(density)
        below -= 0.5 * density
        return float(np.interp(z, grid, below) / density.sum()) - share

    low, high = z - reach, z + 10.0
    return low if excess(low) <= 0.0 else _root(excess, low, high)


def _root(function: Callable[[float], float], low: float, high: float) -> float:
    """Halve a bracket in which a falling function crosses zero as often as a float has bits."""
    for _ in range(52):
        middle = (low + high) / 2.0
        low, high = (middle, high) if function(middle) > 0.0 else (low, middle)
    return (low + high) / 2.0


@lru_cache(maxsize=64)
def _harmonic(count: int) -> float:
    """Sum ``1 + 1/2 + ... + 1/count``, what is paid for any dependence [Benjamini2001, theorem 1.3]."""
    return math.fsum(1.0 / rank for rank in range(1, count + 1))


def _shares(name: str, values: ArrayLike) -> Floats:
    shares = np.asarray(values, dtype=np.float64)
    if not ((shares >= 0.0) & (shares <= 1.0)).all():
        raise OptionError(name, message("are not all numbers between 0 and 1"))
    return shares


def _searched(given: Floats, searched: int | None) -> tuple[Floats, int]:
    if given.ndim != 1:
        raise OptionError("p_values", message("have {count} dimensions: give a list", count=given.ndim))
    if searched is not None and searched < given.size:
        raise OptionError(
            "searched",
            message("{value} is fewer than the {count} that are reported", value=describe(searched), count=given.size),
        )
    return given, given.size if searched is None else searched


def _open_share(name: str, value: float) -> float:
    if not 0.0 < value < 1.0:
        raise OptionError(name, message("{value} is not between 0 and 1", value=f"{value}"))
    return value


def _positive(name: str, value: float) -> float:
    if not (value > 0.0 and math.isfinite(value)):
        raise OptionError(name, message("{value} is not a number above 0", value=f"{value}"))
    return value


def _whole(name: str, value: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise OptionError(name, message("{value} is not a whole number of at least 1", value=describe(value)))
