"""The anonymous form of a case: what the engine sees, and all that it sees.

A frame holds numbers, quantities and the keys of their random streams. It has no dates, no kinds, no names of tools:
the types below have no place for them, so that no calculation can favour the old or the new. Names wait in
:class:`Labels`, which the engine is never given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from blogroi.engine.draws import Draw
from blogroi.engine.graph.node import Node, reachable
from blogroi.model.frozen_map import FrozenMap
from blogroi.records import frozen

__all__ = [
    "CashFlows",
    "Flow",
    "FlowLabels",
    "Frame",
    "GapFlow",
    "Labels",
    "ScoreCell",
    "ScoreFrame",
    "ScoreLabels",
    "ToolFrame",
    "ToolLabels",
    "inputs_in",
    "kept_fields",
]


@frozen
class Flow:
    """An amount over time: in each period, or at one time.

    Parameters
    ----------
    expression : Node
        In the currency, or in the unit of an indicator; by period, unless it is a number or a row, which are the same in each.
    slot : int or None
        Where it comes once: 0 before the first period, or a period; None where it comes in each.
    """

    expression: Node
    slot: int | None = None


def inputs_in(flows: Iterable[Flow]) -> Iterator[Node]:
    """Return all that is drawn once in some flows: what could be found out."""
    for node in reachable([flow.expression for flow in flows]):
        if node.operation in ("drawn", "together"):
            yield node


def kept_fields(frame: Frame) -> dict[str, float]:
    """Return the fields whose formulas are kept at the end of their domain, each with the share of the draws in which they leave it.

    Parameters
    ----------
    frame : Frame
        The anonymous case.

    Returns
    -------
    dict of str to float
        By path.
    """
    flows = [flow for tool in frame.tools for flow in (*tool.benefits, *tool.costs, *tool.sunk)]
    flows += [flow for tool in frame.tools if tool.cash is not None for flow in tool.cash.flows]
    fields = (node.field for node in reachable([flow.expression for flow in flows]) if node.operation == "kept")
    return {str(field.path): field.share for field in fields}


@frozen
class GapFlow:
    """What could fill a gap: the least, the greatest, and a draw from the indicator's prior."""

    lowest: Flow
    highest: Flow
    drawn: Flow


@frozen
class CashFlows:
    """What of the flows of a tool is money: of each a share that is certain, or a flow of its own.

    Parameters
    ----------
    benefits, costs : tuple of (float or Flow)
        By the position of the flow.
    gaps : tuple of GapFlow
        What of that which could fill its gaps is money; nothing where their reach is not asked for.
    """

    benefits: tuple[float | Flow, ...]
    costs: tuple[float | Flow, ...]
    gaps: tuple[GapFlow, ...] = ()

    @property
    def flows(self) -> tuple[Flow, ...]:
        """Those that have to be computed beside the flows they are a part of, of benefits, then of costs."""
        return tuple(part for part in (*self.benefits, *self.costs) if isinstance(part, Flow))


@frozen
class ToolFrame:
    """The flows of one tool, by nothing but their position.

    ``changes`` has what the tool changes, each in the unit of its indicator. ``gaps`` has those gaps in money for which the case gives a prior; ``gaps_without_prior`` says how many have none.
    ``cash`` has what of it is money, None where that is not known.
    """

    benefits: tuple[Flow, ...]
    costs: tuple[Flow, ...]
    sunk: tuple[Flow, ...] = ()
    changes: tuple[Flow, ...] = ()
    gaps: tuple[GapFlow, ...] = ()
    gaps_without_prior: int = 0
    cash: CashFlows | None = None


@frozen
class Frame:
    """All tools without their names, and the conventions that hold for all of them.

    ``discount`` and ``times`` (in years) have a value for time 0 and for each period: shape (1 + periods,).
    """

    tools: tuple[ToolFrame, ...]
    shared: tuple[Node, ...]
    discount: tuple[float, ...]
    times: tuple[float, ...]
    annuity: float


@frozen
class ScoreCell:
    """What one tool changes in one indicator: a flow in the indicator's unit, or nothing at all.

    For a gap, ``least`` and ``greatest`` are the ends of the score that could fill it, ``change`` is what the policy fills
    it with, and ``is_filled`` says whether the policy could.
    """

    change: Flow | None
    is_gap: bool = False
    is_filled: bool = True
    least: float = 0.0
    greatest: float = 0.0


@frozen
class ScoreFrame:
    """All tools without their names, on the scales of the indicators.

    ``scales`` has the points of the scale of each indicator; ``shares`` what each indicator counts within each objective,
    shape (objectives, indicators), rows summing to 1.
    """

    tools: tuple[tuple[ScoreCell, ...], ...]
    scales: tuple[tuple[tuple[float, float], ...], ...]
    shares: tuple[tuple[float, ...], ...]
    periods: int

    def changes(self, position: int) -> tuple[Flow, ...]:
        """Return all that is known to change by one tool, in the order of the indicators."""
        return tuple(cell.change for cell in self.tools[position] if cell.change is not None)


@frozen
class ScoreLabels:
    """The names that belong to the positions of a score frame."""

    tools: tuple[str, ...]
    indicators: tuple[str, ...]
    objectives: tuple[str, ...]


@frozen
class FlowLabels:
    """What one flow of benefits stands for."""

    indicator: str
    lever: str
    objectives: FrozenMap[str, float]
    parties: FrozenMap[str, float]
    classes: frozenset[str]
    evidence: str
    drivers: frozenset[str] = frozenset()


@frozen
class ToolLabels:
    """The names that belong to the flows of one tool, and what is not known of it.

    ``inputs`` has the uncertain quantities that its net present value depends on, by their path in the case, and ``cost_drivers``
    the drivers that each cost is computed from.
    """

    benefits: tuple[FlowLabels, ...]
    costs: tuple[str, ...]
    cost_drivers: tuple[frozenset[str], ...]
    gaps: tuple[str, ...]
    gaps_with_prior: tuple[str, ...]
    inputs: FrozenMap[str, Draw] = FrozenMap()
    changes: tuple[str, ...] = ()


@frozen
class Labels:
    """The names that belong to the positions of a frame."""

    tools: tuple[str, ...]
    parts: tuple[ToolLabels, ...]
