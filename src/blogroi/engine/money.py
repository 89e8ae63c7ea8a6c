"""The mathematics of money over time: discounting, payback, internal rate of return, equivalent annual value.

Flows have a column for time 0 and one for each period. All functions work on every draw at once; nothing here knows
where a flow comes from.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from blogroi.model.case import Discounting, Horizon, Timing

__all__ = [
    "InternalRates",
    "annuity_factor",
    "discount_factors",
    "flow_times",
    "internal_rates",
    "is_divisor",
    "payback_times",
    "present_values",
]

Floats: TypeAlias = NDArray[np.float64]

_BLOCK = 8192  # draws at a time: their columns stay in the processor's cache
_NEWTON_STEPS = 30
_CLOSE = 2e-6  # a step as small as this leaves an error of its square
_GREATEST_LOG_RATE = 20.0  # a yearly rate past exp of this is no rate that anybody could mean
_REACH = 600.0  # powers of the discount factor past exp of this would not fit into a float
_SCANNED_DRAWS = 512
_SCANNED_RATES = np.concatenate([np.geomspace(100.0, 0.002, 160), [0.0], -np.linspace(0.002, 0.99, 160)])
_LEAST_COST = (
    1e-100  # below it, nothing was spent: discounting or a slip made it so, and squares of ratios would overflow
)
_TIMING_SHIFT = {"start": 1.0, "mid": 0.5, "end": 0.0}


def flow_times(horizon: Horizon, timing: Timing) -> tuple[float, ...]:
    """Give the time of each flow in years: time 0, then each period.

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
    shift = _TIMING_SHIFT[timing]
    per_year = 1.0 if horizon.step == "year" else 12.0
    return (0.0, *((period - shift) / per_year for period in range(1, horizon.periods + 1)))


def discount_factors(discounting: Discounting, times: Sequence[float]) -> tuple[float, ...]:
    """Give what one unit of money at each time is worth at time 0.

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
    HM Treasury, The Green Book (2022), annex 6: the factor of year ``t`` is the product of ``1 / (1 + rate)`` over the
    years up to ``t``.

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
    """Give the present value of one unit of money at the end of each year, the last year in proportion.

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


def present_values(flows: Floats, factors: Sequence[float]) -> Floats:
    """Add up flows, each worth its discount factor.

    Parameters
    ----------
    flows : numpy.ndarray of float, shape (draws, times)
        Money at each time.
    factors : sequence of float, shape (times,)
        From :func:`discount_factors`.

    Returns
    -------
    numpy.ndarray of float, shape (draws,)

    Examples
    --------
    >>> present_values(np.array([[-100.0, 60.0, 60.0]]), [1.0, 0.75, 0.5]).tolist()
    [-25.0]
    """
    worth: Floats = flows @ np.asarray(factors, dtype=np.float64)
    return worth


def is_divisor(costs: Floats) -> bool:
    """Say whether a ratio to costs has a meaning: where they are above zero in every draw.

    Parameters
    ----------
    costs : ndarray
        Present values, shape (draws,).

    Returns
    -------
    bool

    Examples
    --------
    >>> import numpy as np
    >>> is_divisor(np.array([100.0, 80.0])), is_divisor(np.array([100.0, 0.0]))
    (True, False)
    """
    return bool((costs > _LEAST_COST).all())


def payback_times(flows: Floats) -> Floats:
    """Find when the running net flow, once it has been below zero, is back at zero.

    Money comes and goes evenly within a period. Where the running flow is never below zero, nothing has to be paid back:
    0. Where it never comes back: not a number, which no caller may put into a sum.

    Parameters
    ----------
    flows : numpy.ndarray of float, shape (draws, 1 + periods)
        Undiscounted net flows.

    Returns
    -------
    numpy.ndarray of float, shape (draws,)
        Time in periods; NaN where it is never paid back.

    Examples
    --------
    >>> payback_times(np.array([[-30120.0, -3900.0, 38800.0, 89700.0], [-10.0, 1.0, 1.0, 1.0]])).round(2).tolist()
    [1.88, nan]
    """
    running = flows[:, 0].copy()
    below = running < 0.0
    times = np.zeros(flows.shape[0])
    times[below] = np.nan
    found = np.zeros(flows.shape[0], dtype=bool)
    for period in range(1, flows.shape[1]):
        flow = flows[:, period]
        after = running + flow
        back = (running < 0.0) & (after >= 0.0) & ~found
        if back.any():
            times[back] = (period - 1) - running[back] / flow[back]
            found |= back
        fallen = (after < 0.0) & ~below
        if fallen.any():
            times[fallen] = np.nan
            below |= fallen
        running = after
    return times


@frozen(eq=False)
class InternalRates:
    """Internal rates of return of many flows, and in what sense each is one.

    Parameters
    ----------
    rates : numpy.ndarray of float, shape (draws,)
        Yearly rates; NaN where there is none, or more than one.
    roots : numpy.ndarray of int, shape (draws,)
        How many rates there are: 0, 1, or 2 for several.
    """

    rates: Floats
    roots: NDArray[np.int8]


def internal_rates(flows: Floats, times: Sequence[float]) -> InternalRates:
    """Find the yearly rates at which flows are worth nothing in all, and say where there is none or more than one.

    Flows whose sign changes once have exactly one rate. It is found by Newton's method on the logarithm of the ratio
    between what comes in and what goes out, as a function of the log discount factor: nearly a straight line, and its
    first step is Jensen's starting value. Where the sign changes more often, rates between -99 % and 10,000 % are
    looked for on a grid of discount factors; none is chosen among several. Rates past 48,516,519,440 % count as none.

    Parameters
    ----------
    flows : numpy.ndarray of float, shape (draws, times)
        Net flows.
    times : sequence of float, shape (times,)
        Times in years, from 0, evenly spaced from the second one on.

    Returns
    -------
    InternalRates

    References
    ----------
    R. Descartes' rule of signs. J. L. W. V. Jensen's inequality, for the starting value.

    Examples
    --------
    >>> found = internal_rates(np.array([[-30120.0, -3900.0, 38800.0, 89700.0], [-1.0, 5.0, -6.0, 0.0]]), [0, 1, 2, 3])
    >>> found.rates.round(4).tolist(), found.roots.tolist()
    ([0.6846, nan], [1, 2])
    """
    rates, roots = np.empty(flows.shape[0]), np.empty(flows.shape[0], dtype=np.int8)
    for first in range(0, flows.shape[0], _BLOCK):
        block = slice(first, first + _BLOCK)
        columns, step = _merged(flows[block], times)
        logs, found = _block_of_logs(columns, step)
        sensible = logs > -step * _GREATEST_LOG_RATE  # nan, where there is no single root, is not
        rates[block] = np.expm1(np.where(sensible, -logs / step, np.nan))
        roots[block] = np.where(sensible | (found != 1), found, 0)
    return InternalRates(rates, roots)


def _block_of_logs(columns: Floats, step: float) -> tuple[Floats, NDArray[np.int8]]:
    """Log discount factors per slot of flows of any kind, and how many roots there are."""
    roots = np.zeros(columns.shape[1], dtype=np.int8)
    logs = np.full(columns.shape[1], np.nan)
    changes = _sign_changes(columns)
    once = changes == 1
    if once.all():
        logs, roots = _single_root(columns), np.ones_like(roots)
    elif once.any():
        logs[once] = _single_root(columns[:, once])
        roots[once] = 1
    often = changes > 1
    if often.any():
        logs[often], roots[often] = _scanned_roots(columns[:, often], step)
    return logs, roots


def _merged(flows: Floats, times: Sequence[float]) -> tuple[Floats, float]:
    """Put flows on an even grid that starts at time 0: shape (slots, draws), and the slots' distance in years."""
    if len(times) < 2:
        return np.ascontiguousarray(flows.T), 1.0
    first = times[1]
    step = times[2] - times[1] if len(times) > 2 else (first or 1.0)
    if first == 0.0:  # the first period is paid at its start, at time 0
        return np.concatenate([flows[:, :1].T + flows[:, 1:2].T, flows[:, 2:].T]), step
    if math.isclose(first, step):
        return np.ascontiguousarray(flows.T), step
    half = np.zeros((2 * len(times) - 2, flows.shape[0]))  # paid in the middle: every other half step
    half[0] = flows[:, 0]
    half[1::2] = flows[:, 1:].T
    return half, step / 2.0


def _sign_changes(columns: Floats) -> NDArray[np.int64]:
    """Count how often the sign of each draw's flows changes: shape (draws,)."""
    least, greatest = np.sign(columns.min(axis=1)), np.sign(columns.max(axis=1))
    if np.array_equal(least, greatest):  # every draw has the same signs
        signs = least[least != 0.0]
        return np.full(columns.shape[1], np.count_nonzero(signs[1:] != signs[:-1]))
    changes = np.zeros(columns.shape[1], dtype=np.int64)
    last = np.zeros(columns.shape[1])
    for column in columns:
        sign = np.sign(column)
        changes += sign * last < 0.0
        np.copyto(last, sign, where=sign != 0.0)
    return changes


def _single_root(columns: Floats) -> Floats:
    """Find the log discount factor per slot of flows whose sign changes once: shape (draws,).

    Each draw stops on its own, so that its result does not depend on the draws beside it.
    """
    inflow, outflow = _inflow(columns), _inflow(-columns)
    reach = _REACH / len(columns)
    log = np.zeros(columns.shape[1])
    active = np.ones(columns.shape[1], dtype=bool)
    for _ in range(_NEWTON_STEPS):
        value, slope = _log_ratio(inflow, outflow, log)
        value /= slope
        np.multiply(value, active, out=value)
        log -= value
        np.clip(log, -reach, reach, out=log)
        active = (np.abs(value) > _CLOSE) & (np.abs(log) < reach)
        if not active.any():
            return log
    log[active] = _bisected(columns[:, active])
    return log


def _inflow(columns: Floats) -> list[Floats | None]:
    """Take what comes in, slot by slot; None where nothing does in any draw, and no slot after the last that has any.

    Leaving out a slot of zeros gives the same bits as adding them, so that a draw does not depend on those beside it.
    """
    least, greatest = columns.min(axis=1), columns.max(axis=1)
    inflow: list[Floats | None] = [
        None if high <= 0.0 else column if low >= 0.0 else np.maximum(column, 0.0)
        for column, low, high in zip(columns, least, greatest, strict=True)
    ]
    while inflow and inflow[-1] is None:
        inflow.pop()
    return inflow


def _log_ratio(inflow: Sequence[Floats | None], outflow: Sequence[Floats | None], log: Floats) -> tuple[Floats, Floats]:
    """Log of discounted inflow over outflow, and its slope in the log discount factor."""
    discount = np.exp(log)
    value, slope = np.zeros_like(log), np.zeros_like(log)
    for columns, combine in ((inflow, np.add), (outflow, np.subtract)):
        total, turned = _polynomial(columns, discount)
        turned /= total
        np.log(total, out=total)
        combine(value, total, out=value)
        combine(slope, turned, out=slope)
    slope *= discount
    return value, slope


def _polynomial(columns: Sequence[Floats | None], discount: Floats) -> tuple[Floats, Floats]:
    """Value and derivative of a polynomial in the discount factor, by Horner's rule."""
    total: Floats = np.zeros_like(discount)
    turned = np.zeros_like(discount)
    for position, column in enumerate(reversed(columns)):
        if position:
            turned *= discount
            turned += total
            total *= discount
        if column is not None:
            total += column
    return total, turned


def _bisected(columns: Floats) -> Floats:
    """Find the same root by halving, for the few flows on which Newton's method does not settle."""
    reach = np.full(columns.shape[1], _REACH / len(columns))
    return _closed_in(columns, -reach, reach)


def _scanned_roots(columns: Floats, step: float) -> tuple[Floats, NDArray[np.int8]]:
    """Look for roots on a grid of discount factors, and close in on those that stand alone."""
    grid = -np.log1p(_SCANNED_RATES) * step
    logs, roots = np.full(columns.shape[1], np.nan), np.zeros(columns.shape[1], dtype=np.int8)
    for first in range(0, columns.shape[1], _SCANNED_DRAWS):
        block = slice(first, first + _SCANNED_DRAWS)
        values = _value(columns[:, None, block], grid[:, None])
        touching = values == 0.0
        above = values > 0.0
        crossing = (above[:-1] != above[1:]) & ~(touching[:-1] | touching[1:])
        roots[block] = np.minimum(crossing.sum(axis=0) + touching.sum(axis=0), 2)
        exact = touching.any(axis=0)
        logs[block][exact] = grid[touching.argmax(axis=0)][exact]
        alone = np.flatnonzero(crossing.any(axis=0) & (roots[block] == 1))
        cell = crossing.argmax(axis=0)[alone]
        logs[block][alone] = _closed_in(columns[:, block][:, alone], grid[cell], grid[cell + 1])
    return np.where(roots == 1, logs, np.nan), roots


def _closed_in(columns: Floats, low: Floats, high: Floats) -> Floats:
    """Halve brackets at whose ends the value has different signs until they are as narrow as a float allows."""
    rising = _value(columns, low) < 0.0
    for _ in range(52):
        middle = (low + high) / 2.0
        before = (_value(columns, middle) < 0.0) == rising
        low, high = np.where(before, middle, low), np.where(before, high, middle)
    return (low + high) / 2.0


def _value(columns: Floats, log: Floats) -> Floats:
    """Net value of flows at log discount factors per slot, slots along the first axis of the columns."""
    discount = np.exp(log)
    total: Floats = columns[-1] + np.zeros_like(discount)
    for column in columns[-2::-1]:
        total *= discount
        total += column
    return total
