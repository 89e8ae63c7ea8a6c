"""What of a flow is money that comes in or goes out: all of it, none, or the share of freed capacity that became money.

Cash and what a planned spend would have been count in full, capacity by its realised share, and what is only worth as much as money
counts nothing: by one rule for benefits and costs, and for every tool. Where nobody says what becomes of a value, what it is in cash is
not known.
"""

from __future__ import annotations

from collections.abc import Iterable

from blogroi.engine.compile.basis import Basis
from blogroi.engine.compile.drivers import drivers_behind
from blogroi.engine.compile.fields import field_node
from blogroi.engine.frame import Flow, GapFlow
from blogroi.engine.graph.algebra import ONE, ZERO, multiply
from blogroi.engine.graph.node import Extent, Node
from blogroi.engine.graph.time import in_period
from blogroi.model.cost import Cost
from blogroi.model.domain import Domain
from blogroi.model.fields import Stated
from blogroi.model.indicator import Indicator
from blogroi.model.paths import CostPath, IndicatorPath

__all__ = ["cost_in_cash", "gaps_in_cash", "in_cash", "worth_in_cash"]


def worth_in_cash(basis: Basis, name: str) -> Node | None:
    """Return the share of an indicator's value that is money; None where nobody says what becomes of it."""
    indicator = basis.case.indicators[name]
    match indicator.cash:
        case None:
            return None
        case "cash" | "avoided":
            return ONE
        case "equivalent":
            return ZERO
        case "capacity":
            return basis.piece(
                ("realised", name),
                lambda: (indicator, drivers_behind(basis, indicator)),
                lambda: _realised_share(basis, name, indicator),
            )


def _realised_share(basis: Basis, name: str, indicator: Indicator) -> Node:
    if indicator.realised is None:
        return ZERO
    path = IndicatorPath(name, "realised")
    return field_node(basis, path, indicator.realised, Domain.SHARE, periods=indicator.periods)


def cost_in_cash(basis: Basis, path: CostPath, cost: Cost, *, slot: int | None) -> Node:
    """Return the share of a cost that is money; ``slot`` is where it is paid once, None where it is paid in each period."""
    if cost.cash == "cash":
        return ONE
    stated: Stated | None = cost.realised
    if stated is None:
        return ZERO
    return field_node(basis, path.at("realised"), stated, Domain.SHARE, periods=cost.periods, slot=slot)


def in_cash(flow: Flow, share: Node) -> Flow | float:
    """Return what of a flow is money: a share of it that is certain, or a flow of its own."""
    share = share if flow.slot is None else in_period(share, max(flow.slot, 1))
    if share.extent is Extent.NUMBER:
        return share.value
    return Flow(multiply(flow.expression, share), flow.slot)


def gaps_in_cash(basis: Basis, gaps: Iterable[tuple[str, GapFlow]]) -> tuple[GapFlow, ...] | None:
    """Return what of that which could fill some gaps is money; None where it is not known of one."""
    found = []
    for name, gap in gaps:
        share = worth_in_cash(basis, name)
        if share is None:
            return None
        found.append(
            GapFlow(*(Flow(multiply(flow.expression, share)) for flow in (gap.lowest, gap.highest, gap.drawn)))
        )
    return tuple(found)
