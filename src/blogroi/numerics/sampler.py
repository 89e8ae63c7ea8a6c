"""Drawing from shapes: inverse distribution functions, as tables that are as fine in the tails as in the middle.

Every continuous shape becomes one table of straight pieces, and one kernel draws from all of them: a uniform number, its cell on
the grid (``blogroi.numerics.grid``), two look-ups, a product and a sum. Draws are within 1e-6 of the range for PERT and
triangular shapes, within 1e-6 standard deviations for the normal. A sample has steps instead.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from attrs import evolve, field
from numpy.typing import NDArray

from blogroi.numerics.grid import (
    CELLS_AN_OCTAVE,
    OCTAVE_MASK,
    SHIFT,
    SIDE_SHIFT,
    TABLE_SIZE,
    Halves,
    cells,
    nodes,
    widths,
)
from blogroi.numerics.samples import Samples
from blogroi.numerics.shapes import Constant, Continuous, Shape
from blogroi.records import frozen

__all__ = ["Part", "Sampler", "sampler", "sampler_of_sum", "steps", "sum_at_nodes"]

Floats: TypeAlias = NDArray[np.float64]

Part: TypeAlias = tuple[Shape, float]
"""A shape with its weight in a sum, at least 0."""


@frozen(eq=False)
class Sampler:
    """A quantity ready to be drawn: a piecewise straight quantile function, a list of values, or the sum of both.

    Parameters
    ----------
    intercepts, slopes : numpy.ndarray of float, shape (cells,)
        The straight pieces, by cell; empty for a list of values.
    values : numpy.ndarray of float, shape (values,)
        Equally likely values; empty for a quantile function.
    edges : numpy.ndarray of float, shape (values - 1,)
        Uniform numbers at which the next value begins, ascending; empty where the values are equally likely.
    low, high : float
        Bounds that the draws are kept within.
    """

    intercepts: Floats
    slopes: Floats
    values: Floats = field(factory=lambda: np.empty(0))
    edges: Floats = field(factory=lambda: np.empty(0))
    low: float = -math.inf
    high: float = math.inf

    def fill(self, generator: np.random.Generator, out: Floats) -> None:
        """Draw into an array, from the next numbers of a stream.

        Parameters
        ----------
        generator : numpy.random.Generator
            The stream of the quantity.
        out : numpy.ndarray of float, shape (draws,)
            Filled with the draws.
        """
        generator.random(out=out)
        self.place(out)

    def place(self, out: Floats) -> None:
        """Turn uniform numbers into draws, in place: a greater one into a greater draw, or a lesser one throughout.

        Parameters
        ----------
        out : numpy.ndarray of float, shape (draws,)
            Numbers from 2**-53, or 0, to 1 less 2**-53. A list of values is taken in its own order.
        """
        if not self.slopes.size:
            self._step(out, out=out)
            return
        jumps = self._step(out, out=np.empty_like(out)) if self.values.size else None
        side = np.rint(out)
        out -= side  # the distance from the nearer end, with the sign of the half
        cell = out.view(np.int64) >> SHIFT
        cell &= OCTAVE_MASK
        bits = side.view(np.int64)
        bits >>= SIDE_SHIFT
        cell += bits
        out *= self.slopes.take(cell, out=side, mode="clip")
        out += self.intercepts.take(cell, out=side, mode="clip")
        if self.low > -math.inf or self.high < math.inf:
            np.clip(out, self.low, self.high, out=out)
        if jumps is not None:
            out += jumps

    def _step(self, uniform: Floats, *, out: Floats) -> Floats:
        """Take the value on whose step each uniform number lies."""
        if self.edges.size:
            place = np.searchsorted(self.edges, uniform, side="right")
        else:
            place = (uniform * self.values.size).astype(np.intp)
        return self.values.take(place, out=out, mode="clip")


def sampler(shape: Shape, *, offset: float = 0.0, factor: float = 1.0) -> Sampler:
    """Prepare ``offset + factor * shape`` for drawing.

    Parameters
    ----------
    shape : Shape
        What is drawn; a constant is drawn too, as itself.
    offset, factor : float
        A straight transformation, built into the table.

    Returns
    -------
    Sampler

    Examples
    --------
    >>> from blogroi.numerics.shapes import Uniform
    >>> from blogroi.numerics.streams import stream
    >>> draws = np.empty(4)
    >>> sampler(Uniform(0, 10), offset=5.0).fill(stream(1), draws)
    >>> bool(np.all((5 <= draws) & (draws < 15)))
    True
    """
    if isinstance(shape, Samples):
        values = offset + factor * np.asarray(shape.values, dtype=np.float64)
        return Sampler(np.empty(0), np.empty(0), values=values, edges=shape.edges())
    if factor == 0.0:
        level = np.full_like(nodes(), offset)
        return _pieces((level, level))
    lower, upper = shape.at_nodes()
    ends = offset + factor * shape.lower, offset + factor * shape.upper
    return _pieces((offset + factor * lower, offset + factor * upper), ends)


def sampler_of_sum(parts: Sequence[Part]) -> Sampler:
    """Prepare a weighted sum of shapes for drawing, all of them at the same quantile.

    What is stated for each of many periods is one uncertain thing: a high draw is high in all of them. Their quantile
    functions add up, and the sum costs one look-up, however many there are.

    Parameters
    ----------
    parts : sequence of (Shape, float)
        Each shape with its weight, at least 0. Samples are taken in ascending order.

    Returns
    -------
    Sampler
        Of ``sum(weight * shape)``; a greater uniform number never gives a lesser draw.

    Examples
    --------
    >>> from blogroi.numerics.shapes import Uniform
    >>> drawn = np.array([0.25, 0.75])
    >>> sampler_of_sum([(Uniform(0, 10), 1.0), (Samples((5, 1)), 2.0)]).place(drawn)
    >>> drawn.tolist()
    [4.5, 17.5]
    """
    values, edges = steps(parts)
    if values.size and all(isinstance(part, Constant | Samples) for part, _ in parts):
        certain = math.fsum(weight * part.value for part, weight in parts if isinstance(part, Constant))
        return Sampler(np.empty(0), np.empty(0), values=values + certain, edges=edges)
    bounds = [(w * part.lower, w * part.upper) for part, w in parts if isinstance(part, Continuous) and w > 0.0]
    ends = (math.fsum(low for low, _ in bounds), math.fsum(high for _, high in bounds)) if bounds else _NO_ENDS
    return evolve(_pieces(sum_at_nodes(parts), ends), values=values, edges=edges)


def sum_at_nodes(parts: Sequence[Part]) -> Halves:
    """Add up weighted quantiles at the nodes of both halves, and leave samples out.

    Parameters
    ----------
    parts : sequence of (Shape, float)
        Each shape with its weight.

    Returns
    -------
    tuple of numpy.ndarray

    Examples
    --------
    >>> from blogroi.numerics.shapes import Uniform
    >>> lower, upper = sum_at_nodes([(Uniform(0, 10), 1.0), (Uniform(2, 4), 0.5)])
    >>> round(float(lower[0]), 9), round(float(upper[0]), 9)
    (1.0, 12.0)
    """
    lower, upper = (np.zeros_like(nodes()) for _ in range(2))
    for shape, weight in parts:
        if isinstance(shape, Continuous):
            below, above = shape.at_nodes()
            lower += weight * below
            upper += weight * above
    return lower, upper


def steps(parts: Sequence[Part]) -> tuple[Floats, Floats]:
    """Add up weighted samples in ascending order, and leave out all else.

    Parameters
    ----------
    parts : sequence of (Shape, float)
        Each shape with its weight.

    Returns
    -------
    values : numpy.ndarray of float, shape (steps,)
        The sum on each step of the uniform numbers.
    edges : numpy.ndarray of float, shape (steps - 1,)
        Where all steps but the first begin; empty where they are all of one width.

    Examples
    --------
    >>> steps([(Samples((3, 1)), 1.0), (Samples((0, 10, 5, 5)), 2.0)])
    (array([ 1., 11., 13., 23.]), array([0.25, 0.5 , 0.75]))
    """
    samples = [(part.ascending(), by) for part, by in parts if isinstance(part, Samples)]
    even = {len(part.values) for part, _ in samples if part.weights is None}
    if len(even) <= 1 and all(part.weights is None for part, _ in samples):  # of one length: steps of one width
        total = np.zeros(next(iter(even), 0))
        for part, weight in samples:
            total += weight * np.asarray(part.values, dtype=float)
        return total, np.empty(0)
    found = [_edges(part) for part, _ in samples]
    edges = np.unique(np.concatenate(found))
    middles = (np.append(0.0, edges) + np.append(edges, 1.0)) / 2.0
    total = np.zeros(middles.size)
    for (part, weight), own in zip(samples, found, strict=True):
        total += weight * np.asarray(part.values, dtype=float)[np.searchsorted(own, middles)]
    return total, edges


def _edges(samples: Samples) -> Floats:
    """Return the uniform numbers at which the next value begins, also where all are equally likely."""
    count = len(samples.values)
    return np.arange(1, count) / count if samples.weights is None else samples.edges()


_NO_ENDS = (-math.inf, math.inf)


def _pieces(halves: Halves, ends: tuple[float, float] = _NO_ENDS) -> Sampler:
    """Join the values at the nodes of both halves by straight pieces, kept within the ends that each half runs towards."""
    intercepts, slopes = np.zeros(TABLE_SIZE), np.zeros(TABLE_SIZE)
    for place, values, sign in zip(cells(), halves, (1.0, -1.0), strict=True):
        slope = np.subtract(values[1:], values[:-1], out=slopes[place])
        slope /= widths()
        intercept = np.multiply(slope, nodes()[:-1], out=intercepts[place])
        np.subtract(values[:-1], intercept, out=intercept)
        slope *= sign  # the upper half is reached with the sign turned
    intercepts[0] = halves[0][0]  # the uniform number 0 itself
    if any(_reaches(half, end) for half, end in zip(halves, ends, strict=True)):
        return Sampler(intercepts, slopes, low=min(ends), high=max(ends))
    return Sampler(intercepts, slopes)


def _reaches(values: Floats, end: float) -> bool:
    """Return whether draws come so near a bound that the last bits of their rounding could lead past it.

    These bits are of the size of the bound itself, and of what the first straight piece takes off and adds again, which is
    about what values change by over their first octave.
    """
    octave = abs(values[CELLS_AN_OCTAVE] - values[0])
    return math.isfinite(end) and bool(abs(values[0] - end) <= 1e-12 * abs(end) + 1e-9 * octave)
