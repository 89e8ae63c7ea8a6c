"""The net flows of a tool over time, draw by draw, undiscounted: in all, or what of them is money."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.engine.amounts import expected_flow
from blogroi.engine.frame import Flow, Frame, ToolFrame
from blogroi.engine.graph.algebra import multiply
from blogroi.engine.graph.node import number
from blogroi.engine.tape.flows import work_out
from blogroi.engine.tape.machine import Kept
from blogroi.records import frozen

__all__ = ["NetFlows", "is_all_cash", "net_flows_of"]

Floats: TypeAlias = NDArray[np.float64]


@frozen(eq=False)
class NetFlows:
    """Net flows at time 0 and in each period.

    Parameters
    ----------
    rows : numpy.ndarray of float, shape (1 + periods, draws)
        Draw by draw.
    expected : numpy.ndarray of float, shape (1 + periods,)
        What is expected of them: exact where moments give it.
    """

    rows: Floats
    expected: Floats

    @property
    def running(self) -> NetFlows:
        """What they have come to by the end of each period."""
        return NetFlows(self.rows.cumsum(axis=0), self.expected.cumsum())

    def plus(self, other: NetFlows) -> NetFlows:
        """Add those of another tool."""
        return NetFlows(self.rows + other.rows, self.expected + other.expected)


def net_flows_of(
    frame: Frame, position: int, draws: int, *, shared: Kept | None = None, in_cash: bool = False
) -> NetFlows | None:
    """Compute the net flows of one tool.

    Parameters
    ----------
    frame : Frame
        The anonymous case.
    position : int
        Position of the tool in the frame.
    draws : int
        Number of draws.
    shared : mapping of Node to numpy.ndarray, optional
        From :func:`blogroi.engine.shared.shared_values`.
    in_cash : bool
        Whether that alone counts which is money.

    Returns
    -------
    NetFlows or None
        None where it is not known what of them is money.
    """
    tool = frame.tools[position]
    if in_cash and tool.cash is None:
        return None
    signed = list(_in_cash(tool) if in_cash else _in_all(tool))
    flows, signs = [flow for flow, _ in signed], [sign for _, sign in signed]
    slots = len(frame.times)
    means = [expected_flow(flow, slots) for flow in flows]
    rows = np.zeros((slots, draws))

    def take(at: slice, _: Floats, net: Floats) -> None:
        rows[:, at] = net

    counted = [at for at, mean in enumerate(means) if mean is None]
    sums = work_out(flows, draws, discount=frame.discount, signs=signs, counted=counted, kept=shared, sink=take).sums
    expected = np.zeros(slots)
    for at, (sign, mean) in enumerate(zip(signs, means, strict=True)):
        expected += sign * (sums[at] / draws if mean is None else mean)
    return NetFlows(rows, expected)


def is_all_cash(tool: ToolFrame) -> bool:
    """Return whether all that a tool brings in and costs is money."""
    return tool.cash is not None and all(part == 1.0 for part in (*tool.cash.benefits, *tool.cash.costs))


def _in_all(tool: ToolFrame) -> Iterator[tuple[Flow, float]]:
    yield from ((flow, 1.0) for flow in tool.benefits)
    yield from ((flow, -1.0) for flow in tool.costs)


def _in_cash(tool: ToolFrame) -> Iterator[tuple[Flow, float]]:
    """Take of each flow what is money; nothing where none of it is."""
    cash = tool.cash
    assert cash is not None
    for flows, parts, sign in ((tool.benefits, cash.benefits, 1.0), (tool.costs, cash.costs, -1.0)):
        for flow, part in zip(flows, parts, strict=True):
            if isinstance(part, Flow):
                yield part, sign
            elif part:
                yield Flow(multiply(flow.expression, number(part)), flow.slot), sign
