"""What an output rests on, from draws that are there: which inputs move it, how far, and where its sign turns.

Draws are put in order of an input and averaged in bins: no model is asked again, and all outputs are answered at once. Inputs are a
table, or the orders of their draws (:func:`blogroi.numerics.order.order_of`), worked out once for many outputs and questions. Arrays
in, arrays out: nothing here knows what an input or an output stands for.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from blogroi.errors import OptionError, describe
from blogroi.numerics.order import Order, order_of

__all__ = [
    "BreakEven",
    "Concentration",
    "Shares",
    "Swing",
    "break_even",
    "concentration",
    "first_order_shares",
    "swings",
]

Floats: TypeAlias = NDArray[np.float64]
Integers: TypeAlias = NDArray[np.intp]

_BIN = 32  # draws in a bin: its noise adds 3 % to the variance of a share, its width next to nothing
_RISE = 3.0  # standard errors by which steps must fall short of the variance in a bin, for the output to rise along it
_LEAST_CLEAR = 32  # draws of a bin of which the sign is told: fewer know too little of their own error
_CLEAR = 3.0
_ROUNDING = 1e-9
_NOTHING = 1e-150  # what is no greater is nothing: its squares do not fit into a float


@frozen(eq=False)
class Shares:
    """Shares of an output's variance, and their standard errors.

    Parameters
    ----------
    values, errors : numpy.ndarray of float, shape (inputs,) or (inputs, outputs)
        The shares are estimates: where a share is zero they may be a little below it.
    """

    values: Floats
    errors: Floats


def first_order_shares(inputs: Floats | Sequence[Order], outputs: Floats) -> Shares:
    """Return the share of each output's variance that knowing one input would take away, from draws that are there.

    Draws are put in order of the input and averaged in bins of equal count; draws of the same value stay together, and a value
    that few have is a bin of its own. What the averages differ by because bins are small is taken off, so that an input without
    influence has a share of about 0. Where an output clearly rises or falls along a bin (far out in a heavy tail one bin has much of
    all variance), that is the input's too: what is left is told by the steps from one draw to the next.

    Parameters
    ----------
    inputs : numpy.ndarray of float, shape (draws, inputs), or sequence of Order
        What was drawn; inputs may depend on each other, and then share what they share.
    outputs : numpy.ndarray of float, shape (draws,) or (draws, outputs)
        What was worked out. An output that does not vary has nothing to share out: its shares are 0.

    Returns
    -------
    Shares
        Of shape (inputs,), or (inputs, outputs).

    Raises
    ------
    OptionError
        When shapes do not fit, there are less than four draws, or a number is not finite.

    References
    ----------
    E. Plischke, E. Borgonovo and C. L. Smith, Global sensitivity measures from given data, European Journal of
    Operational Research 226 (2013); F. Gamboa, P. Gremaud, T. Klein and A. Lagnoux, Global sensitivity analysis: a new
    generation of mighty estimators based on rank statistics, Bernoulli 28 (2022).

    Examples
    --------
    >>> from blogroi.numerics.streams import stream
    >>> x = stream(2).standard_normal((100_000, 3))
    >>> first_order_shares(x, 3 * x[:, 0] + x[:, 1]).values.round(2).tolist()
    [0.9, 0.1, 0.0]
    """
    orders, columns = _checked(inputs, outputs)
    draws = columns.shape[0]
    centred = np.ascontiguousarray((columns - columns.mean(axis=0)).T)  # (outputs, draws)
    varies = np.ptp(columns, axis=0) > _ROUNDING * np.abs(columns).max(axis=0)
    scale = np.sqrt(np.einsum("kn,kn->k", centred, centred) / draws)
    varies &= scale > _NOTHING
    centred /= np.where(varies, scale, 1.0)[:, None]
    values, errors = np.zeros((2, len(orders), columns.shape[1]))
    for row, order in enumerate(orders):
        starts = order.starts(_bin_size(draws))
        for position in np.flatnonzero(varies) if starts.size > 1 else ():
            values[row, position], errors[row, position] = _share(order, starts, centred[position].take(order.places))
    wide = outputs.ndim == 2
    return Shares(values if wide else values[:, 0], errors if wide else errors[:, 0])


def _checked(inputs: Floats | Sequence[Order], outputs: Floats) -> tuple[Sequence[Order], Floats]:
    """Refuse what is not draws of numbers; give the orders, and the outputs with an axis of their own."""
    tables = [("outputs", outputs, (1, 2))]
    if not isinstance(inputs, Sequence) or not all(isinstance(one, Order) for one in inputs):
        tables.insert(0, ("inputs", inputs, (2,)))  # type: ignore[arg-type]
    for name, values, axes in tables:
        if not isinstance(values, np.ndarray) or values.ndim not in axes:
            raise OptionError(
                name, f"{describe(values)} is not an array of {' or '.join(map(str, axes))} axes, draws first"
            )
        if not np.isfinite(values).all():
            raise OptionError(name, "not all of its numbers are finite")
    sizes = {len(inputs)} if isinstance(inputs, np.ndarray) else {one.places.size for one in inputs}
    for size in sizes - {outputs.shape[0]}:
        raise OptionError("outputs", f"has {outputs.shape[0]} draws, while the inputs have {size}")
    if outputs.shape[0] < 4:
        raise OptionError("inputs", f"has {outputs.shape[0]} draws: at least 4 are needed")
    columns = outputs.astype(np.float64, copy=False)
    orders = [order_of(column) for column in inputs.T] if isinstance(inputs, np.ndarray) else inputs
    return orders, columns if outputs.ndim == 2 else columns[:, None]


def _bin_size(draws: int) -> int:
    return int(min(max(round(math.sqrt(draws) / 2.0), 2), _BIN))


def _share(order: Order, starts: Integers, ordered: Floats) -> tuple[float, float]:
    """Return the share of the variance that an input explains, and its standard error, of an output of mean 0 and variance 1.

    With ``h`` the conditional mean and ``d`` the output, the share ``S`` is the mean of ``h^2``. In a bin of ``n`` draws, ``n`` times
    the square of the mean is ``n h^2`` and the variance that is left, once. Where the output rises along the bin, all of ``d^2`` is
    ``h^2`` and what is left, ``n`` times: then that is taken off. It is told to rise where the steps from draw to draw
    (:meth:`Order.noise`) have a variance that falls short of the variance about the mean by three standard errors; of noise alone, the
    ratio of the two is 1 with an error of ``1 / sqrt(n)`` (von Neumann).

    The error is that of the influence function ``(2 h d - h^2) - S d^2``, and of the noise that is left in the means of bins; along
    a bin that rises, ``h`` is nearly ``d``.
    """
    draws = ordered.size
    counts = np.diff(starts, append=draws).astype(np.float64)
    squares = ordered * ordered
    first, second = np.add.reduceat(ordered, starts), np.add.reduceat(squares, starts)
    mean = first / counts
    within = np.maximum(second - first * mean, 0.0)
    noise, steps = within / (counts - 1.0), order.noise(ordered, starts)
    rises = steps < (1.0 - _RISE / np.sqrt(counts)) * noise
    noise = np.where(rises, steps, noise)
    taken = np.where(rises, second - counts * noise, first * mean - (1.0 - counts / draws) * noise)
    share = float(taken.sum()) / draws
    cubes = np.add.reduceat(squares * ordered, starts)
    squares *= squares
    fourth = np.add.reduceat(squares, starts)
    level = np.where(rises, second / counts, mean * mean)
    spread = 4.0 * (level - noise / counts) * noise * (counts - 1.0)
    spread += np.where(rises, fourth, counts * level * level)
    cross = np.where(rises, fourth, 2.0 * mean * cubes - level * second)
    smooth = float((spread - 2.0 * share * cross + share * share * fourth).sum()) / draws
    rough = float((noise * noise * 2.0 * counts / (counts + 1.0)).sum()) / draws
    return share, math.sqrt(max(smooth, 0.0) / draws + rough / draws)


@frozen(eq=False)
class Swing:
    """How far an output moves between a low and a high level of each input: a bar of a tornado.

    Parameters
    ----------
    low, high : numpy.ndarray of float, shape (inputs,) or (inputs, outputs)
        The output where the input is low, and where it is high.
    low_errors, high_errors : numpy.ndarray of float, same shape
        Their standard errors; 0 where the output was worked out and not estimated.
    at : numpy.ndarray of float, shape (inputs, 2)
        What low and high are.
    """

    low: Floats
    high: Floats
    low_errors: Floats
    high_errors: Floats
    at: Floats

    @property
    def width(self) -> Floats:
        """High less low, shape (inputs,) or (inputs, outputs)."""
        return self.high - self.low


def swings(inputs: Floats | Sequence[Order], outputs: Floats, *, low: float = 0.1, high: float = 0.9) -> Swing:
    """Return the mean of each output where one input is at a low and at a high quantile, from draws that are there.

    The other inputs vary as they do. The mean is that of a straight line through the twentieth of the draws on either side
    of the quantile, read off at the quantile. Where both quantiles are the same value, as of a yes that comes once in fifty draws, the
    levels are what lies below it and what lies above it: their means, or the value itself where there is nothing.

    Parameters
    ----------
    inputs : numpy.ndarray of float, shape (draws, inputs), or sequence of Order
        What was drawn.
    outputs : numpy.ndarray of float, shape (draws,) or (draws, outputs)
        What was worked out.
    low, high : float
        The quantiles, between 0 and 1.

    Returns
    -------
    Swing

    Raises
    ------
    OptionError
        As for :func:`first_order_shares`, and when the quantiles are not in order.

    Examples
    --------
    >>> from blogroi.numerics.streams import stream
    >>> x = stream(1).random((100_000, 2))
    >>> swings(x, 10 * x[:, 0] + x[:, 1]).width.round(1).tolist()
    [8.0, 0.8]
    """
    if not 0.0 < low < high < 1.0:
        raise OptionError("low", f"{low} and {high} are not two quantiles in order between 0 and 1")
    orders, columns = _checked(inputs, outputs)
    found = np.empty((2, 2, len(orders), columns.shape[1]))
    at = np.empty((len(orders), 2))
    for row, order in enumerate(orders):
        for end, (level, near) in enumerate(_levels(order.values, low, high)):
            at[row, end] = level
            found[end, :, row] = _line(order.values[near], columns[order.places[near]], level)
    if outputs.ndim == 1:
        found = found[..., 0]
    (lows, low_errors), (highs, high_errors) = found
    return Swing(lows, highs, low_errors, high_errors, at)


def _levels(ordered: Floats, low: float, high: float) -> list[tuple[float, slice]]:
    """Return a low and a high level of an input, each with the draws that say what happens there."""
    last = ordered.size - 1
    levels = [float(ordered[min(int(share * ordered.size), last)]) for share in (low, high)]
    first, past = (int(np.searchsorted(ordered, levels[0], side)) for side in ("left", "right"))
    if levels[0] < levels[1] or past - first == 1:
        return [(level, _near(ordered, share)) for level, share in zip(levels, (low, high), strict=True)]
    below, above = slice(0, first or past), slice(past if past <= last else first, last + 1)
    return [(float(ordered[part].mean()), part) for part in (below, above)]


def _near(ordered: Floats, share: float, reach: float = 0.05) -> slice:
    """Give the draws around a quantile, and all that have the same value as the outermost of them."""
    last = ordered.size - 1
    places = (max(int((share - reach) * last), 0), min(math.ceil((share + reach) * last), last))
    first, past = (
        int(np.searchsorted(ordered, ordered[place], side="left" if end == 0 else "right"))
        for end, place in enumerate(places)
    )
    return slice(first, past)


def _line(x: Floats, y: Floats, at: float) -> tuple[Floats, Floats]:
    """Read a straight line through points off at a place, with the standard error: twice shape (outputs,)."""
    centre, mean = x.mean(), y.mean(axis=0)
    moved, left = x - centre, y - mean
    square = float(moved @ moved)
    reach = (at - centre) / square if square > 0.0 else 0.0
    slope = moved @ left
    left = left - np.outer(moved, slope / square) if square > 0.0 else left
    freedom = max(x.size - 1 - (square > 0.0), 1)
    spread = np.einsum("nk,nk->k", left, left) / freedom
    return mean + reach * slope, np.sqrt(spread * (1.0 / x.size + reach * reach * square))


@frozen(eq=False)
class Concentration:
    """On how few rows a total rests.

    Parameters
    ----------
    order : numpy.ndarray of int, shape (rows,)
        Rows, the one that holds most first.
    held : numpy.ndarray of float, shape (rows,)
        What each row of that order and all before it hold of the whole; all 0 where there is nothing to hold.
    """

    order: Integers
    held: Floats

    def rows(self, share: float) -> int:
        """Say how many rows, taken from the first, hold a share of the whole.

        Parameters
        ----------
        share : float
            Such as 0.9.

        Returns
        -------
        int
            0 where there is nothing to hold.

        Raises
        ------
        OptionError
            When the share is not above 0 and at most 1.
        """
        if not 0.0 < share <= 1.0:
            raise OptionError("share", f"{share} is not above 0 and at most 1")
        if not self.held.size or self.held[-1] == 0.0:
            return 0
        return int(np.searchsorted(self.held, share * (1.0 - 1e-12))) + 1


def concentration(contributions: Floats) -> Concentration:
    """Say how many rows hold most of a total, by the absolute value that is expected of each.

    Parameters
    ----------
    contributions : numpy.ndarray of float, shape (draws, rows)
        Amounts that add up to the total; a loss weighs as much as a gain of its size.

    Returns
    -------
    Concentration

    Raises
    ------
    OptionError
        When it is not an array of two axes with a draw, or a number is not finite.

    Examples
    --------
    >>> found = concentration(np.array([[5.0, -90.0, 4.0, 1.0]]))
    >>> found.order.tolist(), found.rows(0.9), found.rows(0.99)
    ([1, 0, 2, 3], 1, 3)
    """
    if not isinstance(contributions, np.ndarray) or contributions.ndim != 2 or not contributions.shape[0]:
        raise OptionError("contributions", f"{describe(contributions)} is not an array of draws and rows")
    if not np.isfinite(contributions).all():
        raise OptionError("contributions", "not all of its numbers are finite")
    weights = np.abs(contributions).mean(axis=0)
    order = np.argsort(-weights, kind="stable")
    held = np.cumsum(weights[order])
    return Concentration(order, held / held[-1] if held.size and held[-1] > 0.0 else np.zeros_like(held))


@frozen(eq=False)
class BreakEven:
    """Where an input makes an output pass a level.

    Parameters
    ----------
    values, errors : numpy.ndarray of float, shape (crossings,)
        Values of the input at which the mean of the output, given the input, passes the level, and their standard errors;
        none where it is on one side wherever it can be told from the level.
    losing : float
        How likely the input is where that mean is below the level; where there is no crossing, whether the mean of the output is.
    """

    values: Floats
    errors: Floats
    losing: float

    @property
    def value(self) -> float | None:
        """The one value at which the level is passed; None where there is none, or more than one."""
        return float(self.values[0]) if self.values.size == 1 else None


def break_even(
    column: Floats | Order, output: Floats, *, level: float = 0.0, tolerance: float | None = None
) -> BreakEven:
    """Find the values of an input at which the mean of an output, given the input, passes a level.

    Draws are put in order of the input and averaged in bins, smaller and smaller ones far out. Between the last bin that lies clearly
    on one side of the level, by three standard errors, and the first on the other, a straight line through the draws is read off where
    it passes the level: noise alone makes no crossing, and no last bit does.

    Parameters
    ----------
    column : numpy.ndarray of float, shape (draws,), or Order
        An input.
    output : numpy.ndarray of float, shape (draws,)
        Such as a net present value.
    level : float
        What the output has to reach.
    tolerance : float, optional
        By how little an output is at the level; unless it is given, a billionth of the mean size of the output and the level.

    Returns
    -------
    BreakEven

    Raises
    ------
    OptionError
        As for :func:`first_order_shares`.

    Examples
    --------
    >>> from blogroi.numerics.streams import stream
    >>> x = stream(1).random((100_000, 2))
    >>> found = break_even(x[:, 0], 10 * x[:, 0] + x[:, 1] - 4)
    >>> round(found.value, 2), round(found.losing, 2)
    (0.35, 0.35)
    """
    if not isinstance(column, Order) and (not isinstance(column, np.ndarray) or column.ndim != 1):
        raise OptionError("inputs", f"{describe(column)} is not an array of one axis")
    if not isinstance(output, np.ndarray) or output.ndim != 1:
        raise OptionError("outputs", f"{describe(output)} is not an array of one axis")
    (order,), columns = _checked([column] if isinstance(column, Order) else column[:, None], output)
    if tolerance is None:
        tolerance = max(_ROUNDING * (float(np.abs(columns).mean()) + abs(level)), _NOTHING)
    x, y = order.values, columns[:, 0].take(order.places) - level
    starts = order.starts(max(2, round(x.size ** (2.0 / 3.0))), least=min(_LEAST_CLEAR, x.size // 4), tails=True)
    sides = _sides(y, starts, order.noise(y, starts), tolerance)
    clear = np.flatnonzero(sides)
    turns = np.flatnonzero(sides[clear[1:]] != sides[clear[:-1]])
    if not turns.size:
        return BreakEven(np.empty(0), np.empty(0), float(y.mean() < -tolerance))
    ends = np.append(starts, x.size)
    found = [_crossing(x, y, int(ends[clear[turn]]), int(ends[clear[turn + 1] + 1])) for turn in turns]
    values, errors = np.array(found).reshape(-1, 2).T
    edges = np.concatenate([[0], np.searchsorted(x, values), [x.size]])
    is_losing = sides[clear[np.append(0, turns + 1)]] < 0
    return BreakEven(values, errors, float(np.diff(edges)[is_losing].sum() / x.size))


def _sides(above: Floats, starts: Integers, noise: Floats, tolerance: float) -> NDArray[np.int8]:
    """Say for each bin whether its mean is clearly above zero (1), clearly below (-1), or neither (0).

    The variance that is left is taken to be at least what it is on average in the eighth of the draws on either side: an event rarer
    than the draws of a bin is missing in most of them, and would be held to be impossible there.
    """
    counts = np.diff(starts, append=above.size)
    mean = np.add.reduceat(above, starts) / counts
    ends, reach = np.append(starts, above.size), above.size // 8
    first = np.searchsorted(ends, starts - reach)
    past = np.searchsorted(ends, starts + counts + reach, side="right") - 1
    total = np.append(0.0, np.cumsum(noise * counts))
    left = np.maximum(noise, (total[past] - total[first]) / (ends[past] - ends[first]))
    is_clear = np.abs(mean) > np.maximum(_CLEAR * np.sqrt(left / counts), tolerance)
    sides: NDArray[np.int8] = (np.sign(mean) * is_clear).astype(np.int8)
    return sides


def _crossing(x: Floats, y: Floats, first: int, past: int) -> tuple[float, float]:
    """Read a straight line through the draws of some bins off where it is zero, within them; with the standard error."""
    near, level = x[first:past], y[first:past, None]
    moved = near - near.mean()
    slope = float(moved @ level[:, 0] / (moved @ moved))
    if slope == 0.0:
        return float(near.mean()), float(np.ptp(near)) / 2.0
    value = min(max(float(near.mean() - level.mean() / slope), float(near[0])), float(near[-1]))
    return value, float(_line(near, level, value)[1][0]) / abs(slope)
