"""Where an input makes an output pass a level, from draws that are there.

Noise alone makes no crossing: it takes bins that lie clearly on one side of the level, and clearly on the other.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.errors import OptionError
from blogroi.language.naming import describe
from blogroi.language.spoken import message
from blogroi.numerics.order import Order
from blogroi.numerics.sensitivity.given import NOTHING, ROUNDING, checked, line_at
from blogroi.records import frozen

__all__ = ["BreakEven", "break_even"]

Floats: TypeAlias = NDArray[np.float64]
Integers: TypeAlias = NDArray[np.intp]

_LEAST_CLEAR = 32  # draws of a bin of which the sign is told: fewer know too little of their own error
_CLEAR = 3.0


@frozen(eq=False)
class BreakEven:
    """Where an input makes an output pass a level.

    Parameters
    ----------
    values, errors : numpy.ndarray of float, shape (crossings,)
        Values of the input at which the mean of the output, given the input, passes the level, and their standard errors;
        none where it is on one side wherever it can be told from the level.
    probability_below : float
        How likely the input is where that mean is below the level; where there is no crossing, whether the mean of the output is.
    """

    values: Floats
    errors: Floats
    probability_below: float

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
        By how little an output is at the level; by default a billionth of the mean size of the output and the level.

    Returns
    -------
    BreakEven

    Raises
    ------
    OptionError
        As for :func:`~blogroi.numerics.sensitivity.first_order.first_order_indices`.

    Examples
    --------
    >>> from blogroi.numerics.streams import stream
    >>> x = stream(1).random((100_000, 2))
    >>> found = break_even(x[:, 0], 10 * x[:, 0] + x[:, 1] - 4)
    >>> round(found.value, 2), round(found.probability_below, 2)
    (0.35, 0.35)
    """
    if not isinstance(column, Order) and (not isinstance(column, np.ndarray) or column.ndim != 1):
        raise OptionError("inputs", message("{value} is not an array of one axis", value=describe(column)))
    if not isinstance(output, np.ndarray) or output.ndim != 1:
        raise OptionError("outputs", message("{value} is not an array of one axis", value=describe(output)))
    (order,), columns = checked([column] if isinstance(column, Order) else column[:, None], output)
    if tolerance is None:
        tolerance = max(ROUNDING * (float(np.abs(columns).mean()) + abs(level)), NOTHING)
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
    is_below = sides[clear[np.append(0, turns + 1)]] < 0
    return BreakEven(values, errors, float(np.diff(edges)[is_below].sum() / x.size))


def _sides(above: Floats, starts: Integers, noise: Floats, tolerance: float) -> NDArray[np.int8]:
    """Return, for each bin, whether its mean is clearly above zero (1), clearly below (-1), or neither (0).

    The variance that is left is taken to be at least what it is on average in the eighth of the draws on either side: an event rarer
    than the draws of a bin is missing in most of them, and would be taken to be impossible there.
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
    return value, float(line_at(near, level, value)[1][0]) / abs(slope)
