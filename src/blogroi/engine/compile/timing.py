"""When money counts, and what it is worth then: the times of a horizon and the discounting of a case, as numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence

from blogroi.model.discounting import Discounting, Timing
from blogroi.model.duration import STEPS_IN_A_YEAR, Step
from blogroi.model.horizon import Horizon

__all__ = ["annuity_factor", "discount_factors", "flow_times", "period_times"]

_TIMING_SHIFT = {"start": 1.0, "mid": 0.5, "end": 0.0}


def flow_times(horizon: Horizon, timing: Timing) -> tuple[float, ...]:
    """Return the time of each flow in years: time 0, then each period.

    Parameters
    ----------
    horizon : Horizon
        The window.
    timing : {"start", "mid", "end"}
        When the flows of a period count.

    Returns
    -------
    tuple of float, shape (1 + periods,)

    Examples
    --------
    >>> from datetime import date
    >>> from blogroi.model import Horizon
    >>> flow_times(Horizon(start=date(2026, 1, 1), periods=3), "mid")
    (0.0, 0.5, 1.5, 2.5)
    """
    return (0.0, *period_times(horizon.periods, horizon.step, timing))


def period_times(periods: int, step: Step, timing: Timing) -> tuple[float, ...]:
    """Return the time of the flow of each period in years, however many periods there are.

    Examples
    --------
    >>> period_times(4, "quarter", "end")
    (0.25, 0.5, 0.75, 1.0)
    """
    shift, steps = _TIMING_SHIFT[timing], STEPS_IN_A_YEAR[step]
    return tuple((period - shift) / steps for period in range(1, periods + 1))


def discount_factors(discounting: Discounting, times: Sequence[float]) -> tuple[float, ...]:
    """Return what one unit of money at each time is worth at time 0.

    Parameters
    ----------
    discounting : Discounting
        A yearly rate, or a schedule of rates. Within a year of a schedule, its rate holds in proportion.
    times : sequence of float
        Times in years, at least 0.

    Returns
    -------
    tuple of float, of the length of ``times``

    References
    ----------
    [GreenBook2022], annex 6: the factor of year ``t`` is the product of ``1 / (1 + rate)`` over the years up to ``t``.

    Examples
    --------
    >>> from blogroi.model import Discounting
    >>> discount_factors(Discounting(rate=0.1, timing="end"), [0, 1, 2])
    (1.0, 0.9090909090909091, 0.8264462809917354)
    """
    return tuple(_discount_factor(discounting, time) for time in times)


def _discount_factor(discounting: Discounting, time: float) -> float:
    if not isinstance(discounting.rate, tuple):
        return float((1.0 + discounting.rate) ** -time)
    factor, since = 1.0, 0.0
    for band in discounting.rate[:-1]:
        until = min(float(band.until), time)
        if until > since:
            factor *= (1.0 + band.rate) ** -(until - since)
            since = until
    return float(factor * (1.0 + discounting.rate[-1].rate) ** -(time - since))


def annuity_factor(discounting: Discounting, years: float) -> float:
    """Return the present value of one unit of money at the end of each year, the last year in proportion.

    Parameters
    ----------
    discounting : Discounting
        A yearly rate, or a schedule of rates.
    years : float
        Length of the window, above 0.

    Returns
    -------
    float
        A net present value divided by it is the equivalent annual value.

    Examples
    --------
    >>> from blogroi.model import Discounting
    >>> round(annuity_factor(Discounting(rate=0.1, timing="end"), 3), 6)
    2.486852
    """
    whole = math.floor(years + 1e-9)
    total = math.fsum(discount_factors(discounting, range(1, whole + 1)))
    part = years - whole
    return total + part * _discount_factor(discounting, years) if part > 1e-9 else total
