"""What a tool brings in less what it costs, a stretch of draws after the other: for more draws than there is memory for all rows.

Nothing is kept of a stretch but what is asked for: its net values, and the gross flows within which they count as zero. They have the
bits that :func:`blogroi.engine.details.details_of` gives them, whatever the stretch.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.engine.amounts import expected_flow, sizes_of
from blogroi.engine.frame import Frame
from blogroi.engine.graph.node import reachable
from blogroi.engine.tape.flows import OPEN_TABLES, Running
from blogroi.engine.tape.greatest import TOO_LARGE, is_too_large
from blogroi.engine.tape.program import tables_of
from blogroi.errors import CaseError
from blogroi.records import frozen

__all__ = ["STRETCH", "NetRun", "NetStretch", "net_runs", "stretch_of"]

Floats: TypeAlias = NDArray[np.float64]

STRETCH = 16_384
"""Draws that every stretch is a multiple of."""

_BYTES = 1 << 25  # of all that is held of a stretch
_WHOLE = 8 * STRETCH  # draws up to which what moments do not give is added up at once


@frozen(eq=False)
class NetStretch:
    """A stretch of draws of one tool.

    Parameters
    ----------
    net, gross : numpy.ndarray of float, shape (draws,)
        Benefits less costs, and the sum of the sizes of both.
    """

    net: Floats
    gross: Floats


def stretch_of(frame: Frame, draws: int) -> int:
    """Return how many draws a stretch has: so many that few tables are made again, and that the rows of a tool stay small.

    Parameters
    ----------
    frame : Frame
        The anonymous case.
    draws : int
        Number of draws.

    Returns
    -------
    int
    """
    rows = max(len(tool.benefits) + len(tool.costs) for tool in frame.tools) + 4 + 2 * len(frame.tools)
    return min(draws, max(1, _BYTES // (8 * rows * STRETCH)) * STRETCH)


def net_runs(frame: Frame, draws: int, positions: Iterable[int]) -> dict[int, NetRun]:
    """Open the streams of some tools.

    Parameters
    ----------
    frame : Frame
        The anonymous case.
    draws : int
        Number of draws.
    positions : iterable of int
        Which tools: their positions in the frame.

    Returns
    -------
    dict of int to NetRun
        By position, in their order.
    """
    stretch = stretch_of(frame, draws)
    flows = [flow.expression for tool in frame.tools for flow in (*tool.benefits, *tool.costs)]
    few = sum(map(tables_of, reachable(flows))) <= OPEN_TABLES
    spare: list[Floats] = []
    return {at: NetRun(frame, at, draws, stretch, keeps_tables=few, spare=spare) for at in positions}


class NetRun:
    """The net values of one tool, stretch by stretch.

    Parameters
    ----------
    frame : Frame
        The anonymous case.
    position : int
        Position of the tool in the frame.
    draws : int
        Number of draws.
    stretch : int
        The most draws of a stretch.
    keeps_tables : bool
        Whether quantile tables stay open in between.
    spare : list of numpy.ndarray
        Memory for the rows of a stretch, which tools hand on to each other.
    """

    def __init__(
        self, frame: Frame, position: int, draws: int, stretch: int, *, keeps_tables: bool, spare: list[Floats]
    ) -> None:
        tool, factors = frame.tools[position], np.array(frame.discount)
        flows = (*tool.benefits, *tool.costs)
        self._benefits, self._flows, self._spare = len(tool.benefits), len(flows), spare
        self._running = Running(flows, stretch, discount=frame.discount, keeps_tables=keeps_tables)
        expected = [expected_flow(flow, len(factors)) for flow in flows]
        self._means = [0.0 if mean is None else float(mean @ factors) for mean in expected]
        self._certain = [row for row, flow in enumerate(flows) if flow.expression.extent.is_certain]
        self._drawn = [row for row, mean in enumerate(expected) if mean is None and row not in self._certain]
        self._is_too_large = False
        self._left = _Drawn(len(self._drawn), sum(row < self._benefits for row in self._drawn), draws)

    def next(self, size: int) -> NetStretch:
        """Compute the next stretch.

        Parameters
        ----------
        size : int
            How many draws it has.

        Returns
        -------
        NetStretch
        """
        memory = self._memory(size)
        rows = memory[: self._flows * size].reshape(self._flows, size)
        self._running.next(rows)
        found = self._taken(rows)
        self._spare.append(memory)
        return found

    def _memory(self, size: int) -> Floats:
        """Return room for all rows of a stretch: what another tool left, where it is large enough."""
        try:
            memory = self._spare.pop()
        except IndexError:
            return np.empty(self._flows * size)
        return memory if memory.size >= self._flows * size else np.empty(self._flows * size)

    def _taken(self, rows: Floats) -> NetStretch:
        """Take from the rows of a stretch what is kept of it."""
        for row in self._certain:  # expected as it is, to the last bit
            self._means[row] = float(rows[row, 0])
        with np.errstate(over="ignore", invalid="ignore"):  # which is what is refused
            if self._drawn:
                self._left.take(rows, self._drawn)
            gross = sizes_of(rows[: self._benefits]) + sizes_of(rows[self._benefits :])
            net = _net(rows, self._benefits)
        self._is_too_large = self._is_too_large or is_too_large(gross)
        return NetStretch(net, gross)

    def close(self) -> None:
        """Refuse what gave no number in some draw, or one too large, and take the mean of what moments do not give."""
        self._running.close()
        if self._is_too_large:
            raise CaseError.at("", TOO_LARGE)
        del self._running
        self._spare.clear()
        for row, mean in zip(self._drawn, self._left.means, strict=True):
            self._means[row] = mean

    @property
    def means(self) -> list[float]:
        """Expected present value of each flow, those of benefits first, once all stretches are there."""
        return self._means

    @property
    def mean(self) -> float:
        """Expected net value, once all stretches are there."""
        gained, spent = 0.0, 0.0  # one after the other: `sum` rounds otherwise from Python 3.12 on
        for mean in self._means[: self._benefits]:
            gained += mean
        for mean in self._means[self._benefits :]:
            spent += mean
        return gained - spent

    @property
    def gross_mean(self) -> float:
        """What the gross flows come to, as expected."""
        sizes = np.abs(np.array(self._means))
        return float(sizes[: self._benefits].sum() + sizes[self._benefits :].sum())

    @property
    def mc_error(self) -> float:
        """Monte Carlo standard error of the mean: of what of it is left to draws."""
        return self._left.mc_error if self._drawn else 0.0


def _net(rows: Floats, benefits: int) -> Floats:
    """Add up benefits less costs, one after the other, so that no layout decides about the last bit."""
    gained, spent = np.zeros(rows.shape[1]), np.zeros(rows.shape[1])
    for place, row in enumerate(rows):
        total = gained if place < benefits else spent
        total += row
    gained -= spent
    return gained


class _Drawn:
    """What moments do not give of a tool: the means of flows, and the spread of what these bring in, net.

    Draws are added up in blocks of which the size goes by their number alone: what other tools there are, and how long a stretch is
    for them, changes no bit. So few draws as are evaluated most often are one block, and have the bits of every other evaluation.

    Parameters
    ----------
    flows, benefits : int
        How many flows, and how many of them, the first ones, are benefits.
    draws : int
        Number of draws.
    """

    def __init__(self, flows: int, benefits: int, draws: int) -> None:
        self._benefits, self._draws = benefits, draws
        self._block = np.empty((flows, draws if draws <= _WHOLE else STRETCH))
        self._filled, self._spread = 0, _Spread()
        self._sums: list[list[float]] = []

    def take(self, rows: Floats, places: Sequence[int]) -> None:
        """Take a stretch: the rows at some places."""
        start, size = 0, rows.shape[1]
        while start < size:
            count = min(size - start, self._block.shape[1] - self._filled)
            for own, row in zip(self._block, places, strict=True):
                own[self._filled : self._filled + count] = rows[row, start : start + count]
            start, self._filled = start + count, self._filled + count
            if self._filled == min(self._block.shape[1], self._draws - self._spread.count):
                block, self._filled = self._block[:, : self._filled], 0
                self._sums.append([float(row.sum()) for row in block])
                self._spread.take(_net(block, self._benefits))

    @property
    def means(self) -> list[float]:
        """Of each flow."""
        return [math.fsum(sums) / self._draws for sums in zip(*self._sums, strict=True)]

    @property
    def mc_error(self) -> float:
        """Standard error of the mean of what they bring in, net."""
        return self._spread.sd / math.sqrt(self._draws)


class _Spread:
    """The standard deviation of what comes in stretches.

    References
    ----------
    [Chan1983].
    """

    def __init__(self) -> None:
        self.count, self._mean, self._squares = 0, 0.0, 0.0

    def take(self, values: Floats) -> None:
        """Take the next stretch."""
        size, mean = values.size, float(values.mean())
        apart, whole = mean - self._mean, self.count + size
        self._squares += float(np.square(values - mean).sum()) + apart * apart * self.count * size / whole
        self._mean += apart * size / whole
        self.count = whole

    @property
    def sd(self) -> float:
        """Of all that was taken."""
        return math.sqrt(self._squares / self.count)
