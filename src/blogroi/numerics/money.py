"""The mathematics of money over time: present values, payback, internal rate of return.

Flows have a column for time 0 and one for each period. All functions work on every draw at once; nothing here knows
where a flow comes from.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

from blogroi.records import frozen

__all__ = [
    "STATUSES",
    "TOLERANCE",
    "InternalRates",
    "RateStatus",
    "internal_rates",
    "payback_times",
]

Floats: TypeAlias = NDArray[np.float64]

TOLERANCE = 1e-9
"""Share of a tool's own gross flows up to which an amount of it is zero, and of the greater of two tools' that they are level."""

_BLOCK = 8192  # draws at a time: their columns stay in the processor's cache
_NEWTON_STEPS = 30
_CLOSE = 2e-6  # a step as small as this leaves an error of its square
_REACH = 600.0  # powers of the discount factor past exp of this would not fit into a float
_GREATEST_LOG = 700.0  # of a rate by the step that a float can hold
_NEARLY_REAL = 1e-3  # an eigenvalue as near to the real line is looked at: whether a root lies there, the values tell


def payback_times(flows: Floats, slack: Floats) -> Floats:
    """Find the first time from which the running net flow stays at or above zero.

    Money comes and goes evenly within a period. Where the running flow is never below zero, nothing is ever owed: 0. Where it
    is below zero at the end: infinity.

    Parameters
    ----------
    flows : numpy.ndarray of float, shape (1 + periods, draws)
        Net flows at time 0 and in each period.
    slack : numpy.ndarray of float, shape (draws,)
        Up to which size an amount counts as zero.

    Returns
    -------
    numpy.ndarray of float, shape (draws,)
        Time in periods.

    Examples
    --------
    >>> flows = np.array([[-30120.0, -3900.0, 38800.0, 89700.0], [-10.0, 1.0, 1.0, 1.0], [-10.0, 20.0, -15.0, 10.0]])
    >>> payback_times(flows.T, np.zeros(3)).round(2).tolist()
    [1.88, inf, 2.5]
    """
    running, least = flows[0], -slack
    owes = running < least
    times = np.where(owes, np.inf, 0.0)
    for period, flow in enumerate(flows[1:], start=1):
        before, owed = running, owes
        running = before + flow
        owes = running < least
        turned = np.flatnonzero(owed != owes)  # most often few: places are faster than truth values
        if turned.size:
            part = (period - 1) - before.take(turned) / flow.take(turned)
            # of several ways back to zero, the last one is left standing
            times[turned] = np.where(owed.take(turned), part, np.inf)
    return times


RateStatus: TypeAlias = Literal["one", "several", "none", "loss", "borrowing"]
"""In what sense flows have an internal rate of return.

``one``: exactly one. ``several``: two or more, a rate at which the value only touches zero counting as two. ``none``.
``loss``: money goes out and none comes in, a rate of -100 %. ``borrowing``: money comes in before it goes out, so that the one
rate that there is would be paid, not earned.
"""

STATUSES: tuple[RateStatus, ...] = get_args(RateStatus)
_ONE, _SEVERAL, _NONE, _LOSS, _BORROWING = range(len(STATUSES))


@frozen(eq=False)
class InternalRates:
    """Internal rates of return of many flows, and in what sense each is one.

    Parameters
    ----------
    rates : numpy.ndarray of float, shape (draws,)
        Yearly rates where there is one, -1 for a loss; NaN elsewhere.
    status : numpy.ndarray of int, shape (draws,)
        Positions in ``STATUSES``.
    """

    rates: Floats
    status: NDArray[np.int8]


def internal_rates(flows: Floats, times: Sequence[float], slack: Floats) -> InternalRates:
    """Find the yearly rates at which flows are worth nothing in all, and say where there is none or more than one.

    Rates are counted exactly, as roots of the polynomial in the discount factor of one step. Flows whose sign changes once have
    one root, found by Newton's method on the logarithm of the ratio between what comes in and what goes out, as a function of
    the log discount factor: nearly a straight line, and its first step is Jensen's starting value. Flows whose sign changes
    twice have none or two, as the sign at their single extremum tells. For all others, the eigenvalues of the companion
    matrix separate the roots.

    Parameters
    ----------
    flows : numpy.ndarray of float, shape (times, draws)
        Net flows.
    times : sequence of float, shape (times,)
        Times in years, from 0, evenly spaced from the second one on.
    slack : numpy.ndarray of float, shape (draws,)
        Up to which size an amount counts as zero.

    Returns
    -------
    InternalRates

    References
    ----------
    [Descartes1637], for the rule of signs; [Jensen1906], for the starting value; [Horn2013], section 3.3, on companion matrices.

    Examples
    --------
    >>> flows = np.array([[-30120.0, -3900.0, 38800.0, 89700.0], [-1.0, 5.0, -6.0, 0.0], [-1.0, 0.0, 0.0, 0.0]])
    >>> found = internal_rates(flows.T, [0, 1, 2, 3], np.zeros(3))
    >>> found.rates.round(4).tolist(), [STATUSES[status] for status in found.status]
    ([0.6846, nan, -1.0], ['one', 'several', 'loss'])
    """
    rates, status = np.empty(flows.shape[1]), np.empty(flows.shape[1], dtype=np.int8)
    for first in range(0, flows.shape[1], _BLOCK):
        block = slice(first, first + _BLOCK)
        columns, step = _merged(flows[:, block], times)
        columns = np.ascontiguousarray(columns)  # a table of draws by times is read across here
        is_flow = np.abs(columns) > slack[block]
        logs, status[block] = _block_of_logs(columns if is_flow.all() else np.where(is_flow, columns, 0.0), step)
        with np.errstate(over="ignore"):  # a rate past what a float holds is kept from results by whoever sums it up
            rates[block] = np.where(status[block] == _LOSS, -1.0, np.expm1(-logs / step))
    return InternalRates(rates, status)


def _block_of_logs(columns: Floats, step: float) -> tuple[Floats, NDArray[np.int8]]:
    """Log discount factors per slot of flows of any kind, NaN where there is not one, and their status."""
    changes, begins_in = _sign_changes(columns), _first_sign(columns) > 0.0
    once = (changes == 1) & ~begins_in
    if once.all():
        return _single_root(columns), np.full(columns.shape[1], _ONE, dtype=np.int8)
    logs = np.full(columns.shape[1], np.nan)
    status = np.where(changes == 0, np.where((columns < 0.0).any(axis=0), _LOSS, _NONE), _ONE).astype(np.int8)
    status[(changes == 1) & begins_in] = _BORROWING
    if once.any():
        logs[once] = _single_root(_picked(columns, once))
    twice = changes == 2
    if twice.any():
        status[twice] = np.where(_turns_past_zero(_picked(columns, twice)), _SEVERAL, _NONE)
    often = changes > 2
    if often.any():
        logs[often], status[often] = _separated_roots(_picked(columns, often))
    return logs, status


def _picked(columns: Floats, draws: NDArray[np.bool_]) -> Floats:
    """Take the flows of some draws; by places, which is faster than by truth values."""
    return columns.take(np.flatnonzero(draws), axis=1)


def _merged(flows: Floats, times: Sequence[float]) -> tuple[Floats, float]:
    """Put flows on an even grid that starts at time 0: shape (slots, draws), and the slots' distance in years."""
    if len(times) < 2:
        return flows, 1.0
    first = times[1]
    step = times[2] - times[1] if len(times) > 2 else (first or 1.0)
    if first == 0.0:  # the first period is paid at its start, at time 0
        return np.concatenate([flows[:1] + flows[1:2], flows[2:]]), step
    if math.isclose(first, step):
        return flows, step
    half = np.zeros((2 * len(times) - 2, flows.shape[1]))  # paid in the middle: every other half step
    half[0] = flows[0]
    half[1::2] = flows[1:]
    return half, step / 2.0


def _first_sign(columns: Floats) -> Floats:
    """Sign of the first flow that is not zero, 0 where all are: shape (draws,)."""
    found: Floats = np.sign(columns[0])
    for column in columns[1:]:
        if found.all():
            break
        np.copyto(found, np.sign(column), where=found == 0.0)
    return found


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

    There is one root [Descartes1637]. In the log discount factor, the log of what comes in and that of what goes out are logs of sums
    of exponentials, each convex [Boyd2004, section 3.1.5]; the slope of their difference is the mean slot of what comes in less that of
    what goes out, which is above zero, since all that comes in comes later. The first step, from a factor of 1, replaces the slots
    by their means, as in [Jensen1906].

    Each draw stops on its own, so that its result does not depend on the draws beside it.
    """
    inflow, outflow = _parted(columns)
    reach = _REACH / len(columns)
    found, places = np.zeros(columns.shape[1]), np.arange(columns.shape[1])
    log, active = np.zeros(places.size), np.ones(places.size, dtype=bool)
    for _ in range(_NEWTON_STEPS):
        value, slope = _log_ratio(inflow, outflow, log)
        value /= slope
        np.multiply(value, active, out=value)
        log -= value
        np.clip(log, -reach, reach, out=log)
        active = (np.abs(value) > _CLOSE) & (np.abs(log) < reach)
        count = int(np.count_nonzero(active))
        if not count:
            break
        if 2 * count < active.size:  # go on with those alone that are not there yet
            found[places] = log
            kept = np.flatnonzero(active)
            places, log, active = places.take(kept), log.take(kept), np.ones(count, dtype=bool)
            inflow, outflow = (
                [None if column is None else column.take(kept) for column in part] for part in (inflow, outflow)
            )
    found[places] = log
    left = np.abs(found) >= reach  # past where powers of the discount factor fit into a float
    left[places] |= active  # not settled
    if left.any():
        found[left] = _bisected(_picked(columns, left))
    return found


def _parted(columns: Floats) -> tuple[list[Floats | None], list[Floats | None]]:
    """Part what comes in from what goes out, slot by slot; None where nothing does in any draw, and no slot after the last that has any.

    Leaving out a slot of zeros gives the same bits as adding them, so that a draw does not depend on those beside it.
    """
    ends = list(zip(columns, columns.min(axis=1), columns.max(axis=1), strict=True))
    inflow: list[Floats | None] = [
        None if high <= 0.0 else column if low >= 0.0 else np.maximum(column, 0.0) for column, low, high in ends
    ]
    outflow: list[Floats | None] = [
        None if low >= 0.0 else -column if high <= 0.0 else np.maximum(-column, 0.0) for column, low, high in ends
    ]
    for part in (inflow, outflow):
        while part and part[-1] is None:
            part.pop()
    return inflow, outflow


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
    reach = np.full(columns.shape[1], _GREATEST_LOG)
    return _closed_in(columns, -reach, reach)


def _turns_past_zero(columns: Floats) -> NDArray[np.bool_]:
    """Return whether flows whose sign changes twice reach zero: they then have two roots, or touch zero at one.

    Signs run s, -s, s. With ``m`` the first slot of the middle run, the value divided by the ``m``-th power of the discount factor
    has a derivative with the coefficients ``(k - m) c[k]``, whose signs change once: it has one extremum, beyond which lies what
    there is on the other side of zero.
    """
    outer = _first_sign(columns)
    middle = (np.sign(columns) == -outer).argmax(axis=0)
    at = _single_root((np.arange(len(columns))[:, None] - middle) * columns)
    value, size = _value_and_size(columns, at)
    return value * outer <= TOLERANCE * size


def _separated_roots(columns: Floats) -> tuple[Floats, NDArray[np.int8]]:
    """Count the roots of flows whose sign changes three times or more, and close in on those that stand alone."""
    logs, status = np.full(columns.shape[1], np.nan), np.empty(columns.shape[1], dtype=np.int8)
    is_flow = columns != 0.0
    first = is_flow.argmax(axis=0)
    degree = len(columns) - 1 - is_flow[::-1].argmax(axis=0) - first
    for least, most in np.unique(np.stack([first, degree]), axis=1).T.tolist():
        for alike in np.array_split(*_batches(np.flatnonzero((first == least) & (degree == most)), most)):
            part = columns[least : least + most + 1, alike]
            logs[alike], status[alike] = _between_candidates(part, _candidates(part))
    return logs, status


def _batches(rows: NDArray[np.intp], degree: int) -> tuple[NDArray[np.intp], int]:
    """Split rows so that their companion matrices stay within some 64 MB."""
    return rows, max(1, -(-rows.size * degree * degree // 8_000_000))


def _candidates(columns: Floats) -> Floats:
    """Log discount factors at which roots lie, or nearly: ascending, shape (degree, draws), infinite where there are fewer.

    They are the eigenvalues of the companion matrix, whose characteristic polynomial is that of the flows [Horn2013, section 3.3].
    Rounding may take the two halves of a double root off the real line, by the square root of a last bit.
    """
    degree = len(columns) - 1
    companion = np.zeros((columns.shape[1], degree, degree))
    companion[:, np.arange(1, degree), np.arange(degree - 1)] = 1.0
    companion[:, :, -1] = -(columns[:-1] / columns[-1]).T
    roots = np.linalg.eigvals(companion).T
    near = (roots.real > 0.0) & (np.abs(roots.imag) <= _NEARLY_REAL * np.abs(roots))
    return np.sort(np.where(near, np.log(np.where(near, np.abs(roots), 1.0)), np.inf), axis=0)


def _between_candidates(columns: Floats, places: Floats) -> tuple[Floats, NDArray[np.int8]]:
    """Count the changes of sign between candidates, and those that touch zero without one."""
    draws = columns.shape[1]
    inside = np.isfinite(places)
    last = np.where(inside, places, -np.inf).max(axis=0)
    last[~inside.any(axis=0)] = 0.0
    kept = np.where(inside, places, last + 2.0)
    ends = np.concatenate([kept[:1] - 2.0, (kept[1:] + kept[:-1]) / 2.0, kept[-1:] + 2.0])
    signs = np.stack([np.sign(_value_and_size(columns, end)[0]) for end in ends])
    crossed = (signs[1:] * signs[:-1] < 0.0) & inside
    touched = np.zeros_like(inside)
    for row, place in enumerate(kept):
        value, size = _value_and_size(columns, place)
        touched[row] = inside[row] & ~crossed[row] & (np.abs(value) <= TOLERANCE * size)
    roots = crossed.sum(axis=0) + 2 * touched.sum(axis=0)
    logs = np.full(draws, np.nan)
    alone = np.flatnonzero(roots == 1)
    at = crossed[:, alone].argmax(axis=0)
    logs[alone] = _closed_in(columns[:, alone], ends[at, alone], ends[at + 1, alone])
    return logs, np.select([roots == 0, roots == 1], [_NONE, _ONE], _SEVERAL).astype(np.int8)


def _value_and_size(columns: Floats, log: Floats) -> tuple[Floats, Floats]:
    """Net value of flows at a log discount factor per slot, and the sum of their sizes, both over their greatest power.

    Shapes: columns (slots, draws), the rest (draws,).
    """
    powers = np.where(
        columns != 0.0, np.arange(len(columns))[:, None] * log, -np.inf
    )  # none of a slot that holds nothing
    worth = np.exp(powers - powers.max(axis=0)) * columns
    return worth.sum(axis=0), np.abs(worth).sum(axis=0)


def _closed_in(columns: Floats, low: Floats, high: Floats) -> Floats:
    """Halve brackets at whose ends the value has different signs until they are as narrow as a float allows."""
    rising = _value_and_size(columns, low)[0] < 0.0
    for _ in range(62):
        middle = (low + high) / 2.0
        before = (_value_and_size(columns, middle)[0] < 0.0) == rising
        low, high = np.where(before, middle, low), np.where(before, high, middle)
    return (low + high) / 2.0
