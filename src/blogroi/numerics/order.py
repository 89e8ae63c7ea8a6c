"""Draws in the order of something that is known of them: put in order once, averaged in bins as often as asked.

What a figure is expected to be, given an input, is read off the draws whose input is nearly the same. That takes the order of the
draws by the input, bins along it, and how much the figure varies within a bin for other reasons. Sorting is most of the work, so an
order is computed once for each input and serves every figure and every choice. Nothing here knows what an input stands for.
"""

from __future__ import annotations

import math
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.errors import OptionError
from blogroi.language.naming import describe
from blogroi.language.spoken import message
from blogroi.records import frozen

__all__ = ["Order", "order_of"]

Floats: TypeAlias = NDArray[np.float64]
Integers: TypeAlias = NDArray[np.intp]

_DRAWS_IN_CELL = 16
_LEAST_IN_CELL = 8
_MOST_HALVINGS = 12


@frozen(eq=False)
class Order:
    """Draws in the order of what is known of them, as :func:`order_of` gives it.

    Parameters
    ----------
    places : numpy.ndarray of int, shape (draws,)
        The draws, the one with the least value first.
    values : numpy.ndarray of float, shape (draws,)
        The values in that order.
    is_tied : bool
        Whether values occur more than once.
    cells : numpy.ndarray of int, shape (cells,)
        Where each of the finest bins starts in which choices are learnt.
    """

    places: Integers
    values: Floats
    is_tied: bool
    cells: Integers

    @property
    def counts(self) -> Floats:
        """How many draws each of the finest bins has, shape (cells,)."""
        return np.diff(self.cells, append=self.places.size).astype(np.float64)

    def starts(self, size: int, *, least: int = 2, tails: bool = False) -> Integers:
        """Return where bins of about equal count begin.

        Equal values are one answer and stay together. A cut that falls among them moves to both of their ends, so that a value that
        few draws have is not thrown in with the value that most have.

        Parameters
        ----------
        size : int
            Draws in a bin, at least 1; the last one has also what is left over.
        least : int
            Fewest draws in a bin.
        tails : bool
            Whether the outermost bins are halved over and over, down to ``least`` draws: what happens far out is seen there alone.

        Returns
        -------
        numpy.ndarray of int, shape (bins,)

        Examples
        --------
        >>> order_of(np.arange(10.0)).starts(4)
        array([0, 4])
        >>> order_of(np.array([0.0] * 7 + [1.0] * 3)).starts(4)
        array([0, 7])
        """
        draws = self.places.size
        cuts = np.arange(size, draws - size + 1, size)
        if tails:
            halves = [size >> halving for halving in range(1, max(size // max(least, 1), 1).bit_length())]
            cuts = np.concatenate([halves[::-1], cuts, [draws - half for half in halves]]).astype(np.intp)
            cuts = np.unique(cuts[(cuts > 0) & (cuts < draws)])
        return _parted(self.values, cuts, least)

    def noise(self, ordered: Floats, starts: Integers) -> Floats:
        """Return how much a figure varies for other reasons than what is known: the variance that is left, bin by bin.

        Half the squared step from one draw to the next has the variance that is left as its mean, and next to nothing of what the
        figure owes to its input (Rice's estimator), so that a figure which rises steeply along a bin is not taken for a noisy one.
        Every draw has the mean of the steps on its two sides. Draws of one value have no order: where a bin has such, the variance
        about the bin's mean is taken, and no step that leads into it is.

        Parameters
        ----------
        ordered : numpy.ndarray of float, shape (draws,)
            A figure, already in this order.
        starts : numpy.ndarray of int, shape (bins,)
            As :meth:`starts` gives them, with at least 2 draws a bin.

        Returns
        -------
        numpy.ndarray of float, shape (bins,)

        Examples
        --------
        >>> order = order_of(np.arange(6.0))
        >>> order.noise(np.array([0.0, 2.0, 0.0, 10.0, 10.0, 10.0]), order.starts(6))
        array([10.8])
        """
        counts = np.diff(starts, append=ordered.size)
        steps = np.zeros(ordered.size)  # half the squared step that leads to each draw
        np.subtract(ordered[1:], ordered[:-1], out=steps[1:])
        steps *= steps
        steps *= 0.5
        is_tied = self._tied_bins(starts)
        inner, is_open = starts[1:], ~(is_tied[1:] | is_tied[:-1])
        border = np.where(is_open, 0.5 * steps[inner], 0.0)  # from one bin to the next: half of it to each
        steps[inner] = 0.0
        total, seen = np.add.reduceat(steps, starts), counts - 1.0
        for side in (slice(1, None), slice(None, -1)):
            total[side] += border
            seen[side] += 0.5 * is_open
        found: Floats = total / np.maximum(seen, 0.5)
        if is_tied.any():
            moved = ordered - np.repeat(np.add.reduceat(ordered, starts) / counts, counts)
            about = np.add.reduceat(moved * moved, starts) / np.maximum(counts - 1, 1)
            found = np.where(is_tied, about, found)
        return found

    def _tied_bins(self, starts: Integers) -> NDArray[np.bool_]:
        """Return which bins have draws of the same value."""
        if not self.is_tied:
            return np.zeros(starts.size, dtype=bool)
        found: NDArray[np.bool_] = np.logical_or.reduceat(np.append(False, self.values[1:] == self.values[:-1]), starts)
        return found


def order_of(known: Floats) -> Order:
    """Return draws in the order of what is known of them.

    Parameters
    ----------
    known : numpy.ndarray of float, shape (draws,) or (draws, inputs)
        One input; or several known together, by which the draws are halved in turn, over and over, so that draws that are near
        each other in all of them come to lie together.

    Returns
    -------
    Order
        The same up to what is equal, whatever order the draws are in.

    Raises
    ------
    OptionError
        When it is not an array of one or two axes, has no draw, or a number is missing.

    References
    ----------
    [Bentley1975].

    Examples
    --------
    >>> order_of(np.array([3.0, 1.0, 2.0])).places
    array([1, 2, 0])
    """
    if not isinstance(known, np.ndarray) or known.ndim not in (1, 2) or not known.size:
        raise OptionError(
            "known", message("{value} is not an array of draws, or of draws and inputs", value=describe(known))
        )
    if np.isnan(known).any():
        raise OptionError("known", message("expected a number for each draw, none of them missing"))
    values = known.astype(np.float64, copy=False)
    halvings = min(int(math.log2(max(len(values) / _DRAWS_IN_CELL, 1.0))), _MOST_HALVINGS)
    if values.ndim == 1:
        return _sorted(values, np.arange(1, 1 << halvings) * values.size >> halvings)
    return _sorted(_halved(values, halvings), None)


def _sorted(values: Floats, cuts: Integers | None) -> Order:
    """Sort the draws; those of one value stand by their numbers, whatever way NumPy sorts on a machine."""
    places = np.argsort(values)
    ordered = values[places]
    is_first = np.append(True, ordered[1:] != ordered[:-1])
    is_tied = not bool(is_first.all())
    if is_tied:
        keys = (np.cumsum(is_first) - 1) * np.int64(values.size) + places
        keys.sort()
        places = (keys % values.size).astype(np.intp)
    cells = np.flatnonzero(is_first) if cuts is None else _parted(ordered, cuts, _LEAST_IN_CELL)
    return Order(places=places, values=ordered, is_tied=is_tied, cells=cells)


def _parted(ordered: Floats, cuts: Integers, least: int) -> Integers:
    """Move cuts out of equal values, and leave out what would make a bin too small; ends of equal values come first."""
    values = ordered[cuts]
    is_split = values == ordered[cuts - 1]
    if not is_split.any():
        return np.concatenate([[0], cuts]).astype(np.intp)
    ends = np.unique([np.searchsorted(ordered, values[is_split], side) for side in ("left", "right")])
    others = cuts[~is_split]
    edges = np.concatenate([[-least], ends, [ordered.size + least]])
    after = np.searchsorted(edges, others)
    others = others[np.minimum(others - edges[after - 1], edges[after] - others) >= least]
    kept = [0]
    for cut in np.sort(np.concatenate([ends, others])).tolist():
        if kept[-1] + least <= cut <= ordered.size - least:
            kept.append(cut)
    return np.array(kept, dtype=np.intp)


def _halved(inputs: Floats, halvings: int) -> Floats:
    """Return the number of the cell of each draw, after halving all cells by one input after the other.

    A half is told by the middle of the places that equal values take in their cell, so that they stay together.
    """
    draws, width = inputs.shape
    ranks = [np.unique(column, return_inverse=True)[1] for column in inputs.T]
    cell = np.zeros(draws, dtype=np.int64)  # wider than an index where those are of 32 bits (a browser)
    for halving in range(halvings):
        key = cell * draws + ranks[halving % width]
        order = np.argsort(key)
        runs = np.flatnonzero(np.diff(key[order], prepend=-1))
        lengths = np.diff(runs, append=draws)
        counts = np.bincount(cell)
        of_run = cell[order[runs]]
        middles = 2 * (runs - (np.cumsum(counts) - counts)[of_run]) + lengths
        is_upper = np.empty(draws, dtype=bool)
        is_upper[order] = np.repeat(middles > counts[of_run], lengths)
        cell = 2 * cell + is_upper
    return cell.astype(np.float64)
