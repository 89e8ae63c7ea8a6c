"""The grid of uniform numbers at which quantiles are tabulated: as fine in the tails as in the middle.

Its cells are spaced by the distance ``v`` of the uniform number from the nearer end of [0, 1]: 256 of them for each halving
of ``v``, down to the last bit that the generator gives. The relative width of a cell is thus the same everywhere, and with it
the accuracy of straight pieces between the nodes. Both halves of [0, 1] have the same nodes, each counted from its own end.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "CELLS_AN_OCTAVE",
    "OCTAVE_MASK",
    "SHIFT",
    "SIDE_SHIFT",
    "TABLE_SIZE",
    "Halves",
    "cells",
    "moments_at_nodes",
    "nodes",
    "read_off",
    "weights",
    "widths",
]

Floats: TypeAlias = NDArray[np.float64]

Halves: TypeAlias = tuple[Floats, Floats]
"""Quantiles at the nodes of the lower half, and at those of the upper half: shapes (nodes,), (nodes,)."""

_CELL_BITS = 8
_OCTAVES = 53  # a uniform number of numpy's has 53 bits

CELLS_AN_OCTAVE = 1 << _CELL_BITS
"""Cells for each halving of the distance from the nearer end."""

SHIFT = 52 - _CELL_BITS
"""Bits by which a float64 is shifted for its exponent and first mantissa bits to be left."""

OCTAVE_MASK = (1 << (6 + _CELL_BITS)) - 1
"""Of what is left then, the bits that name a cell: six bits of the exponent tell 64 octaves apart."""

SIDE_SHIFT = 48
"""Bits by which 1.0, 0x3FF << 52, is shifted to become an offset past the lower half's last cell."""

_SIDE_OFFSET = 0x3FF << (52 - SIDE_SHIFT)

TABLE_SIZE = _SIDE_OFFSET + OCTAVE_MASK + 1
"""Entries of a table of cells."""


@lru_cache(maxsize=1)
def nodes() -> Floats:
    """Return the distances from the nearer end at which tables are exact, ascending: shape (octaves * 256 + 2,).

    The last lies one cell past one half.
    """
    octave = np.ldexp(1.0, np.arange(-_OCTAVES - 1, -1))[:, None]
    inside = (octave * (1.0 + np.arange(CELLS_AN_OCTAVE) / CELLS_AN_OCTAVE)).ravel()
    return _kept(np.append(inside, [0.5, 0.5 * (1.0 + 1.0 / CELLS_AN_OCTAVE)]))


@lru_cache(maxsize=1)
def widths() -> Floats:
    """Return the widths of the cells: shape (nodes - 1,)."""
    return _kept(np.diff(nodes()))


@lru_cache(maxsize=1)
def cells() -> tuple[slice, slice]:
    """Return where the cells of the lower and of the upper half lie in a table."""
    first, last = (int(nodes()[[0, -2]].view(np.int64)[end] >> SHIFT) & OCTAVE_MASK for end in (0, 1))
    return slice(first, last + 1), slice(first + _SIDE_OFFSET, last + 1 + _SIDE_OFFSET)


@lru_cache(maxsize=1)
def weights() -> Floats:
    """Return weights by which values at the nodes of one half are integrated over it, by Simpson's rule: shape (nodes - 1,).

    Each octave has 256 cells of one width: an even number. Below the first node lies 2**-54, next to nothing.
    """
    third = widths()[:-1:2] / 3.0
    found = np.zeros(nodes().size - 1)  # the last node lies past one half
    found[:-1:2] += third
    found[1::2] += 4.0 * third
    found[2::2] += third
    found[0] += nodes()[0]
    return _kept(found)


def moments_at_nodes(halves: Halves) -> tuple[float, float]:
    """Return mean and standard deviation of a quantile function, by its values at the nodes of both halves.

    Parameters
    ----------
    halves : tuple of numpy.ndarray
        The values.

    Returns
    -------
    mean, sd : float

    Examples
    --------
    >>> mean, sd = moments_at_nodes((nodes(), 1.0 - nodes()))
    >>> round(mean, 9), round(12.0 * sd**2, 9)
    (0.5, 1.0)
    """
    by = weights()
    centre = float(halves[0][by.size - 1])
    parts = [half[: by.size] - centre for half in halves]
    mean = sum(float((by * part).sum()) for part in parts)
    return centre + mean, math.sqrt(sum(float((by * (part - mean) ** 2).sum()) for part in parts))


def read_off(at: Floats, x: Floats, y: Floats, slope: Floats) -> Floats:
    """Read ``y`` off at values of ``x``, by cubic pieces with exact slopes.

    Parameters
    ----------
    at : numpy.ndarray of float, shape (values,)
        Where it is read off.
    x, y, slope : numpy.ndarray of float, shape (points,)
        The points, ``x`` ascending, and ``dy/dx`` at each of them.

    Returns
    -------
    numpy.ndarray of float, shape (values,)

    Examples
    --------
    >>> x = np.array([0.0, 1.0, 2.0])
    >>> read_off(np.array([0.5, 1.5]), x, x**3, 3.0 * x**2).tolist()
    [0.125, 3.375]
    """
    piece = np.clip(np.searchsorted(x, at, side="right") - 1, 0, x.size - 2)
    step = x[piece + 1] - x[piece]
    t = (at - x[piece]) / step
    rise = y[piece + 1] - y[piece]
    first, last = slope[piece] * step, slope[piece + 1] * step
    return y[piece] + t * (first + t * (3.0 * rise - 2.0 * first - last + t * (first + last - 2.0 * rise)))


def _kept(values: Floats) -> Floats:
    """Lock an array that is kept for everybody."""
    values.flags.writeable = False
    return values
