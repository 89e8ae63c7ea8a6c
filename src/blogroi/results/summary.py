"""What a figure comes to over its draws: mean, spread and quantiles, a ratio, a time, a rate."""

from __future__ import annotations

from typing import ClassVar, Literal, TypeAlias

from blogroi.model.frozen_map import FrozenMap
from blogroi.records import frozen
from blogroi.results.over_draws import OverDraws

__all__ = ["DECISION_PROBABILITY", "InternalRate", "Payback", "RateStatus", "Ratio", "Summary", "Verdict", "verdict_of"]


Verdict: TypeAlias = Literal["pays", "does not pay", "even", "open", "unknown"]
"""Whether a tool brings in more than it costs, as far as can be said; ``even`` where the two are the same."""


RateStatus: TypeAlias = Literal["one", "several", "none", "loss", "borrowing"]
"""In what sense flows have an internal rate of return."""


DECISION_PROBABILITY = 0.9
"""Probability from which on a verdict is given; below it, and above its complement, the matter is open."""


@frozen(order=False)
class Summary(OverDraws):
    """A figure over all draws.

    Where Python wants one number it is the mean: ``float(npv)``, ``round(npv)``, ``f"{npv:,.0f}"``. Times a number and plus a number it
    is such a figure again. What depends on how draws go together (``npv > 0``, ``npv - other``) is a `blogroi.SummaryError`, which says
    what to write instead.

    Parameters
    ----------
    mean, sd : float
        Mean and standard deviation. The mean is exact where the moments of independent quantities give it.
    p05, p50, p95 : float
        Quantiles; the first and the last are the ends of the 90 % interval.
    mc_error : float
        Monte Carlo standard error of the mean: of what is left of it to draws; 0 where nothing is.
    low, high : float, optional
        Where gaps are bounded: the 5 % quantile with every gap at its least, and the 95 % quantile with every gap at its
        greatest.

    Examples
    --------
    >>> npv = Summary(mean=10.0, sd=2.0, p05=7.0, p50=9.5, p95=14.0, mc_error=0.0)
    >>> npv.p50, f"{npv:.1f}", round(npv), (12 * npv).p95
    (9.5, '10.0', 10, 168.0)
    """

    mean: float
    sd: float
    p05: float
    p50: float
    p95: float
    mc_error: float
    low: float | None = None
    high: float | None = None


@frozen(order=False)
class Ratio(OverDraws):
    """Benefits to costs, as a ratio of their expectations: that of the means, where Python wants one number.

    The mean of a ratio over draws says little: a few draws of small costs decide it. What the expected benefits are to the
    expected costs is what the tool brings for the money.

    Parameters
    ----------
    of_means : float
        Expected benefits over expected costs; for ROI, less 1.
    p05, p50, p95 : float or None
        Quantiles of the ratio by draw. A draw without costs counts as past every number, or below every number where it
        brings in less than nothing, and is left out where it brings in nothing. None where a quantile lies past or below every number, or
        nothing is left.
    mc_error : float
        Monte Carlo standard error of ``of_means``, by the delta method.
    low, high : float, optional
        Where gaps are bounded: the 5 % quantile with every gap at its least, and the 95 % quantile with every gap at its
        greatest.

    References
    ----------
    [Oehlert1992].

    Examples
    --------
    >>> f"{Ratio(of_means=0.5, p05=0.25, p50=0.5, p95=0.75, mc_error=0.0):.0%}"
    '50%'
    """

    LEADS: ClassVar[str] = "of_means"
    PLACES: ClassVar[tuple[str, ...]] = ("of_means", "p05", "p50", "p95", "low", "high")
    SPREADS: ClassVar[tuple[str, ...]] = ("mc_error",)

    of_means: float
    p05: float | None
    p50: float | None
    p95: float | None
    mc_error: float
    low: float | None = None
    high: float | None = None


@frozen(kw_only=True, order=False)
class Payback(OverDraws):
    """The first time from which the running net flow stays at or above zero, in steps of the horizon.

    Where Python wants one number it is the median; there is no mean, since some draws never pay back.

    Parameters
    ----------
    p05, p50, p95 : float or None
        Quantiles over all draws, of which one that never owes anything counts as 0; None where a quantile lies past the horizon.
    never : float
        Share of the draws in which the tool does not pay back within the horizon.
    at_once : float
        Share of the draws in which its income comes before its costs, so that nothing is ever owed.

    Examples
    --------
    >>> payback = Payback(p05=1.2, p50=2.0, p95=None, never=0.08, at_once=0.0)
    >>> f"{payback:.1f} years", f"{12 * payback:.0f} months"
    ('2.0 years', '24 months')
    """

    LEADS: ClassVar[str] = "p50"
    CHANCE: ClassVar[str] = "tool.payback.never < 0.1"
    PLACES: ClassVar[tuple[str, ...]] = ("p05", "p50", "p95")
    SPREADS: ClassVar[tuple[str, ...]] = ()

    p05: float | None
    p50: float | None
    p95: float | None
    never: float
    at_once: float


@frozen(kw_only=True, order=False)
class InternalRate(OverDraws):
    """The yearly internal rate of return of the expected net flows: that rate, where Python wants one number.

    Parameters
    ----------
    of_means : float or None
        The rate, -1 for a loss; None where there is none, or not one.
    status : {"one", "several", "none", "loss", "borrowing"}
        Whether there is one rate, more than one, or none; whether money goes out and none comes in (a loss), or comes in before it
        goes out (borrowing: the one rate that there is would be paid, not earned).
    p05, p50, p95 : float or None
        Quantiles over the draws with one rate, losses included, where the distribution was asked for; None where other draws pass
        5 %.
    shares : mapping of str to float, or None
        Share of the draws with each status, where the distribution was asked for.

    Examples
    --------
    >>> f"{InternalRate(of_means=0.12, status='one'):.0%}"
    '12%'
    """

    LEADS: ClassVar[str] = "of_means"
    CHANCE: ClassVar[str] = "tool.irr.p05 > 0.1"
    PLACES: ClassVar[tuple[str, ...]] = ("of_means", "p05", "p50", "p95")
    SPREADS: ClassVar[tuple[str, ...]] = ()

    of_means: float | None
    status: RateStatus
    p05: float | None = None
    p50: float | None = None
    p95: float | None = None
    shares: FrozenMap[str, float] | None = None


def verdict_of(positive: float | None, even: float | None) -> Verdict:
    """Return whether a tool pays, from what is probable.

    Parameters
    ----------
    positive, even : float or None
        Probability that the net present value is above zero, and that it is zero; None where it is not known.

    Returns
    -------
    Verdict
        Sure from :data:`DECISION_PROBABILITY` on, ``open`` below, ``unknown`` where a probability is.

    Examples
    --------
    >>> verdict_of(0.95, 0.0), verdict_of(0.5, 0.0), verdict_of(0.0, 1.0)
    ('pays', 'open', 'even')
    """
    if positive is None or even is None:
        return "unknown"
    if even >= DECISION_PROBABILITY:
        return "even"
    if positive >= DECISION_PROBABILITY:
        return "pays"
    return "does not pay" if positive <= 1.0 - DECISION_PROBABILITY else "open"
