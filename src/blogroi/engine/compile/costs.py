"""From costs to flows: what is paid, when, and by whom."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from blogroi.engine.compile.basis import Basis
from blogroi.engine.compile.terms import CompiledFlow, Product, pieces_of, term
from blogroi.engine.compile.timing import discount_factors, flow_times
from blogroi.engine.frame import Flow
from blogroi.model.blinded import Activity
from blogroi.model.cost import Cost
from blogroi.model.domain import Domain
from blogroi.model.fields import PerPeriod
from blogroi.model.paths import CostPath
from blogroi.model.quantity_paths import cost_paths

__all__ = ["cost_flows", "is_left_out"]


def cost_flows(basis: Basis, tool: str, activity: Activity) -> Iterator[tuple[Cost, CompiledFlow]]:
    """Build the costs that the viewpoint pays, in an order that the file does not decide."""
    for path, cost in cost_paths(tool, activity.costs):
        if basis.counts(cost.paid_by):
            yield cost, _cost_flow(basis, path, cost)


def is_left_out(basis: Basis, cost: Cost) -> bool:
    """Return whether a cost is shown and left out: the same rule for every tool."""
    return cost.sunk and basis.view == "forward-looking"


def _cost_flow(basis: Basis, path: CostPath, cost: Cost) -> CompiledFlow:
    """Build one cost: an amount or units times unit cost, raised by its contingency."""
    unit = Product().times(term(basis, path.at("contingency"), cost.contingency, Domain.NON_NEGATIVE, 1.0, 1.0))
    amount: PerPeriod | None = cost.amount
    if cost.units is not None and cost.unit_cost is not None:
        unit = unit.times(term(basis, path.at("unit_cost"), cost.unit_cost, Domain.NON_NEGATIVE))
        path, amount = path.at("units"), cost.units
    else:
        path = path.at("amount")
    if amount is None:
        raise AssertionError("a cost without amount was refused on the way in")
    slots = _slots(basis, cost)
    pieces, inputs = pieces_of(basis, path, amount, Domain.NON_NEGATIVE, unit.constant, slots, cost.periods)
    return Flow(unit.factors, tuple(pieces)), unit.inputs | inputs


def _slots(basis: Basis, cost: Cost) -> tuple[float, ...]:
    """Return the weight of a cost at time 0 and in each period."""
    if cost.when is None or cost.when == "each":
        return (0.0, *([1.0] * basis.periods))
    if cost.when == "upfront" and cost.service_life is not None and basis.view == "whole-life":
        return _spread(basis, cost.service_life)
    paid = 0 if cost.when == "upfront" else cost.when
    return tuple(1.0 if period == paid else 0.0 for period in range(basis.periods + 1))


def _spread(basis: Basis, years: int) -> tuple[float, ...]:
    """Spread one unit paid at time 0 over a service life, in equal parts of the same present value."""
    horizon, discounting = basis.case.horizon, basis.case.discounting
    life = years if horizon.step == "year" else 12 * years
    times = flow_times(evolve(horizon, periods=life), discounting.timing)
    part = 1.0 / sum(discount_factors(discounting, times[1:]))
    return tuple(part if 1 <= period <= life else 0.0 for period in range(basis.periods + 1))
