"""Present values of flows, draw by draw, and what is expected of each: from its moments where these give it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from blogroi.engine.blocks import BLOCK, LONG_BLOCK, blocks
from blogroi.engine.frame import Flow, Frame
from blogroi.engine.means import flow_mean
from blogroi.engine.open_flow import Work
from blogroi.engine.sources import Shared

__all__ = ["Amounts", "FlowGroup", "GapValues", "amounts_of", "gap_values_of"]

Floats: TypeAlias = NDArray[np.float64]


@frozen(eq=False)
class Amounts:
    """Present values of some flows, draw by draw, and what is expected of each.

    Parameters
    ----------
    rows : numpy.ndarray of float, shape (flows, draws)
        A flow in each row.
    means : numpy.ndarray of float, shape (flows,)
        Expected present value of each flow.
    drawn : numpy.ndarray of bool, shape (flows,)
        Where ``means`` is that of the draws, since moments do not give it.
    """

    rows: Floats
    means: Floats
    drawn: NDArray[np.bool_]


@frozen(eq=False)
class GapValues:
    """What could fill the gaps of one tool.

    Parameters
    ----------
    means : numpy.ndarray of float, shape (gaps, 3)
        Expected present value of each gap at its least, at its greatest, and drawn from its prior.
    lowest, highest : numpy.ndarray of float, shape (draws,)
        Present value of all gaps at their least, and at their greatest.
    """

    means: Floats
    lowest: Floats
    highest: Floats


class FlowGroup:
    """Flows of one kind, worked on together: their present values, and what is expected of them."""

    __slots__ = ("_draws", "_keeps_open", "_means", "_sources", "_sums", "rows")

    def __init__(self, flows: Sequence[Flow], work: Work, draws: int, slots: int, *, keeps_open: bool) -> None:
        self._keeps_open = keeps_open
        self.rows: Floats = np.zeros((len(flows), draws))
        self._means = [flow_mean(flow, slots) for flow in flows]
        self._sources = [work.open(flow) for flow in flows]
        self._sums = np.zeros((len(flows), slots))
        self._draws = draws

    def add(self, net: Floats, start: int, sign: float, block_size: int) -> None:
        """Add the next draws to the net flows, shape (1 + periods, draws), with a sign; 0 for what counts in none."""
        for row, (source, mean) in enumerate(zip(self._sources, self._means, strict=True)):
            for at, block in blocks(net.shape[1], block_size):
                present = self.rows[row, start + block.start : start + block.stop]
                if sign == 0.0:
                    source.add_present(present, start + at)
                elif mean is not None:
                    source.add_present(present, start + at, nominal=net[:, block], sign=sign)
                else:  # what moments do not give is counted
                    alone = np.zeros((net.shape[0], present.size))
                    source.add_present(present, start + at, nominal=alone, sign=1.0)
                    self._sums[row] += alone.sum(axis=1)
                    net[:, block] += sign * alone
            if not self._keeps_open:
                source.close()

    def expected(self) -> Floats:
        """Return what is expected of each flow at time 0 and in each period, undiscounted: shape (flows, 1 + periods)."""
        expected = self._sums / self._draws
        for row, mean in zip(expected, self._means, strict=True):
            if mean is not None:
                row[:] = mean
        return expected

    def amounts(self, discount: Sequence[float]) -> Amounts:
        """Return present values and what is expected of them; what is certain is expected as it is, to the last bit."""
        means, drawn = np.empty(len(self.rows)), np.zeros(len(self.rows), dtype=bool)
        for row, (source, mean) in enumerate(zip(self._sources, self._means, strict=True)):
            drawn[row] = mean is None
            if source.certain:
                means[row] = self.rows[row, 0]
            else:
                means[row] = self.rows[row].mean() if mean is None else mean @ np.array(discount)
        return Amounts(self.rows, means, drawn)


def amounts_of(frame: Frame, flows: Sequence[Flow], draws: int, *, shared: Shared | None = None) -> Amounts:
    """Compute present values of flows that stand beside those of the tools.

    Parameters
    ----------
    frame : Frame
        The anonymous case, for its conventions.
    flows : sequence of Flow
        What is computed.
    draws : int
        Number of draws.
    shared : dict, optional
        From :func:`~blogroi.engine.sources.shared_draws`.

    Returns
    -------
    Amounts
    """
    work = Work(frame, shared or {}, min(draws, BLOCK))
    group = FlowGroup(flows, work, draws, len(frame.times), keeps_open=False)
    for start, block in blocks(draws, LONG_BLOCK):
        group.add(np.zeros((len(frame.times), block.stop - start)), start, 0.0, BLOCK)
    return group.amounts(frame.discount)


def gap_values_of(frame: Frame, position: int, draws: int, *, shared: Shared | None = None) -> GapValues:
    """Compute what could fill the gaps of one tool.

    Parameters
    ----------
    frame : Frame
        The anonymous case.
    position : int
        Position of the tool in the frame.
    draws : int
        Number of draws.
    shared : dict, optional
        From :func:`~blogroi.engine.sources.shared_draws`.

    Returns
    -------
    GapValues
    """
    gaps = frame.tools[position].gaps
    means = np.zeros((len(gaps), 3))
    ends = [np.zeros(draws), np.zeros(draws)]
    for row, gap in enumerate(gaps):
        for kind, flow in enumerate((gap.lowest, gap.highest)):
            found = amounts_of(frame, (flow,), draws, shared=shared)
            means[row, kind] = found.means[0]
            ends[kind] += found.rows[0]
        mean = flow_mean(gap.drawn, len(frame.times))
        if mean is None:
            means[row, 2] = amounts_of(frame, (gap.drawn,), draws, shared=shared).means[0]
        else:
            means[row, 2] = mean @ np.array(frame.discount)
    return GapValues(means, *ends)
