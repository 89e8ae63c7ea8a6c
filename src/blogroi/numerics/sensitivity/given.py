"""What draws that are there must look like before anything is read off them, and how a line through some of them is read off.

Draws are put in order of an input and averaged: no model is asked again, and all outputs are answered at once. Inputs are a table, or
the orders of their draws (:func:`blogroi.numerics.order.order_of`), computed once for many outputs and questions.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.errors import OptionError
from blogroi.language.naming import describe
from blogroi.language.spoken import message
from blogroi.numerics.order import Order, order_of

__all__ = ["NOTHING", "ROUNDING", "checked", "line_at"]

Floats: TypeAlias = NDArray[np.float64]

ROUNDING = 1e-9
"""Share of its greatest size by which an output varies where it does not."""

NOTHING = 1e-150
"""What is no greater is nothing: its squares do not fit into a float."""

_AXES = {
    "inputs": ((2,), message("an array of 2 axes, draws first")),
    "outputs": ((1, 2), message("an array of 1 or 2 axes, draws first")),
}


def checked(inputs: Floats | Sequence[Order], outputs: Floats) -> tuple[Sequence[Order], Floats]:
    """Refuse what is not draws of numbers; give the orders, and the outputs with an axis of their own."""
    tables = [("outputs", outputs)]
    if not isinstance(inputs, Sequence) or not all(isinstance(one, Order) for one in inputs):
        tables.insert(0, ("inputs", inputs))  # type: ignore[arg-type]
    for name, values in tables:
        if not isinstance(values, np.ndarray) or values.ndim not in _AXES[name][0]:
            raise OptionError(name, message("{value} is not {what}", value=describe(values), what=_AXES[name][1]))
        if not np.isfinite(values).all():
            raise OptionError(name, message("not all of its numbers are finite"))
    sizes = {len(inputs)} if isinstance(inputs, np.ndarray) else {one.places.size for one in inputs}
    for size in sizes - {outputs.shape[0]}:
        raise OptionError(
            "outputs", message("has {count} draws, while the inputs have {other}", count=outputs.shape[0], other=size)
        )
    if outputs.shape[0] < 4:
        raise OptionError(
            "inputs", message("has {count} draws: at least {least} are needed", count=outputs.shape[0], least=4)
        )
    columns = outputs.astype(np.float64, copy=False)
    orders = [order_of(column) for column in inputs.T] if isinstance(inputs, np.ndarray) else inputs
    return orders, columns if outputs.ndim == 2 else columns[:, None]


_LEAST_SQUARE = 1e-200  # what is divided by less of it twice may be more than a float holds


def line_at(x: Floats, y: Floats, at: float) -> tuple[Floats, Floats]:
    """Read a straight line through points off at a place, with the standard error: twice shape (outputs,)."""
    centre, mean = x.mean(), y.mean(axis=0)
    moved, away, left = x - centre, at - centre, y - mean
    square = float(moved @ moved)
    if square < _LEAST_SQUARE:  # in units of its own: the line is the same
        power = -int(np.frexp(np.abs(moved).max())[1])
        moved, away = np.ldexp(moved, power), float(np.ldexp(away, power))
        square = float(moved @ moved)
    reach = away / square if square > 0.0 else 0.0
    slope = moved @ left
    left = left - np.outer(moved, slope / square) if square > 0.0 else left
    freedom = max(x.size - 1 - (square > 0.0), 1)
    spread = np.einsum("nk,nk->k", left, left) / freedom
    return mean + reach * slope, np.sqrt(spread * (1.0 / x.size + reach * reach * square))
