"""From costs to flows: what is paid, when, and by whom."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from blogroi.engine.compile.basis import Basis
from blogroi.engine.compile.fields import field_node
from blogroi.engine.compile.timing import discount_factors, flow_times
from blogroi.engine.frame import Flow
from blogroi.engine.graph.algebra import ONE, add, multiply
from blogroi.engine.graph.node import Node, schedule
from blogroi.model.blinded import Activity
from blogroi.model.cost import Cost
from blogroi.model.domain import Domain
from blogroi.model.fields import Stated
from blogroi.model.paths import CostPath
from blogroi.model.quantity_paths import cost_paths

__all__ = ["cost_flows", "is_left_out"]


def cost_flows(basis: Basis, tool: str, activity: Activity) -> Iterator[tuple[Cost, Flow]]:
    """Build the costs that the viewpoint pays, in an order that the file does not decide."""
    for path, cost in cost_paths(tool, activity.costs):
        if basis.counts(cost.paid_by):
            yield cost, _cost_flow(basis, path, cost)


def is_left_out(basis: Basis, cost: Cost) -> bool:
    """Return whether a cost is shown and left out: the same rule for every tool."""
    return cost.sunk and basis.view == "forward-looking"


def _cost_flow(basis: Basis, path: CostPath, cost: Cost) -> Flow:
    """Build one cost: an amount or units times unit cost, raised by its contingency."""
    slot = _slot(cost)

    def field(name: str, stated: Stated) -> Node:
        return field_node(basis, path.at(name), stated, Domain.NON_NEGATIVE, periods=cost.periods, slot=slot)

    raised = add(ONE, field("contingency", cost.contingency))
    if cost.units is not None and cost.unit_cost is not None:
        amount = multiply(raised, field("units", cost.units), field("unit_cost", cost.unit_cost))
    elif cost.amount is not None:
        amount = multiply(raised, field("amount", cost.amount))
    else:
        raise AssertionError("a cost without amount was refused on the way in")
    if slot == 0 and cost.service_life is not None and basis.view == "whole-life":
        return Flow(multiply(amount, _spread(basis, cost.service_life)))
    return Flow(amount, slot)


def _slot(cost: Cost) -> int | None:
    """Return when a cost is paid once: 0 before the first period, or a period; None where it is paid in each."""
    if cost.when is None or cost.when == "each":
        return None
    return 0 if cost.when == "upfront" else cost.when


def _spread(basis: Basis, years: int) -> Node:
    """Spread one unit paid at time 0 over a service life, in equal parts of the same present value."""
    horizon, discounting = basis.case.horizon, basis.case.discounting
    life = years if horizon.step == "year" else 12 * years
    times = flow_times(evolve(horizon, periods=life), discounting.timing)
    part = 1.0 / sum(discount_factors(discounting, times[1:]))
    return schedule(part if period <= life else 0.0 for period in range(1, basis.periods + 1))
