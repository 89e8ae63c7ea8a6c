"""How far each input moves an output: the bars of a tornado, from draws that are there."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.errors import OptionError
from blogroi.language.spoken import message
from blogroi.numerics.order import Order
from blogroi.numerics.sensitivity.given import checked, line_at
from blogroi.records import frozen

__all__ = ["TornadoBars", "tornado"]

Floats: TypeAlias = NDArray[np.float64]


@frozen(eq=False)
class TornadoBars:
    """How far an output moves between a low and a high level of each input: a bar of a tornado.

    Parameters
    ----------
    low, high : numpy.ndarray of float, shape (inputs,) or (inputs, outputs)
        The output where the input is low, and where it is high.
    low_errors, high_errors : numpy.ndarray of float, same shape
        Their standard errors.
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


def tornado(inputs: Floats | Sequence[Order], outputs: Floats, *, low: float = 0.1, high: float = 0.9) -> TornadoBars:
    """Return the mean of each output where one input is at a low and at a high quantile, from draws that are there.

    The other inputs vary as they do. The mean is that of a straight line through the twentieth of the draws on either side
    of the quantile, read off at the quantile. Where both quantiles are the same value, as of a yes that comes once in fifty draws, the
    levels are what lies below it and what lies above it: their means, or the value itself where there is nothing.

    Parameters
    ----------
    inputs : numpy.ndarray of float, shape (draws, inputs), or sequence of Order
        What was drawn.
    outputs : numpy.ndarray of float, shape (draws,) or (draws, outputs)
        What was computed.
    low, high : float
        The quantiles, between 0 and 1.

    Returns
    -------
    TornadoBars

    Raises
    ------
    OptionError
        As for :func:`~blogroi.numerics.sensitivity.first_order.first_order_indices`, and when the quantiles are not in order.

    Examples
    --------
    >>> from blogroi.numerics.streams import stream
    >>> x = stream(1).random((100_000, 2))
    >>> tornado(x, 10 * x[:, 0] + x[:, 1]).width.round(1).tolist()
    [8.0, 0.8]
    """
    if not 0.0 < low < high < 1.0:
        raise OptionError(
            "low",
            message("{low} and {high} are not two quantiles in order between 0 and 1", low=f"{low}", high=f"{high}"),
        )
    orders, columns = checked(inputs, outputs)
    found = np.empty((2, 2, len(orders), columns.shape[1]))
    at = np.empty((len(orders), 2))
    for row, order in enumerate(orders):
        for end, (level, near) in enumerate(_levels(order.values, low, high)):
            at[row, end] = level
            found[end, :, row] = line_at(order.values[near], columns[order.places[near]], level)
    if outputs.ndim == 1:
        found = found[..., 0]
    (lows, low_errors), (highs, high_errors) = found
    return TornadoBars(lows, highs, low_errors, high_errors, at)


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
    """Return the draws around a quantile, and all that have the same value as the outermost of them."""
    last = ordered.size - 1
    places = (max(int((share - reach) * last), 0), min(math.ceil((share + reach) * last), last))
    first, past = (
        int(np.searchsorted(ordered, ordered[place], side="left" if end == 0 else "right"))
        for end, place in enumerate(places)
    )
    return slice(first, past)
