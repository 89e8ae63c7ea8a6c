"""Which inputs move an output: first-order indices, from draws that are there.

Draws are put in order of an input and averaged in bins. What the model would say if it were asked again, of inputs together, is in
:mod:`blogroi.numerics.sensitivity.sobol`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.numerics.order import Order
from blogroi.numerics.sensitivity.given import NOTHING, ROUNDING, checked
from blogroi.records import frozen

__all__ = ["Indices", "first_order_indices"]

Floats: TypeAlias = NDArray[np.float64]
Integers: TypeAlias = NDArray[np.intp]

_BIN = 32  # draws in a bin: its noise adds 3 % to the variance of a share, its width next to nothing
_RISE = 3.0  # standard errors by which steps must fall short of the variance in a bin, for the output to rise along it


@frozen(eq=False)
class Indices:
    """Indices of an output's variance, and their standard errors.

    Parameters
    ----------
    values, errors : numpy.ndarray of float, shape (inputs,) or (inputs, outputs)
        The shares are estimates: where a share is zero they may be a little below it.
    """

    values: Floats
    errors: Floats


def first_order_indices(inputs: Floats | Sequence[Order], outputs: Floats) -> Indices:
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
        What was computed. An output that does not vary has nothing to share out: its shares are 0.

    Returns
    -------
    Indices
        Of shape (inputs,), or (inputs, outputs).

    Raises
    ------
    OptionError
        When shapes do not fit, there are less than four draws, or a number is not finite.

    References
    ----------
    [Plischke2013]; [Gamboa2022].

    Examples
    --------
    >>> from blogroi.numerics.streams import stream
    >>> x = stream(2).standard_normal((100_000, 3))
    >>> first_order_indices(x, 3 * x[:, 0] + x[:, 1]).values.round(2).tolist()
    [0.9, 0.1, 0.0]
    """
    orders, columns = checked(inputs, outputs)
    draws = columns.shape[0]
    centred = np.ascontiguousarray((columns - columns.mean(axis=0)).T)  # (outputs, draws)
    varies = np.ptp(columns, axis=0) > ROUNDING * np.abs(columns).max(axis=0)
    scale = np.sqrt(np.einsum("kn,kn->k", centred, centred) / draws)
    varies &= scale > NOTHING
    centred /= np.where(varies, scale, 1.0)[:, None]
    values, errors = np.zeros((2, len(orders), columns.shape[1]))
    for row, order in enumerate(orders):
        starts = order.starts(_bin_size(draws))
        for position in np.flatnonzero(varies) if starts.size > 1 else ():
            values[row, position], errors[row, position] = _share(order, starts, centred[position].take(order.places))
    wide = outputs.ndim == 2
    return Indices(values if wide else values[:, 0], errors if wide else errors[:, 0])


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
