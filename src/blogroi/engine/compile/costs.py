"""From costs to flows: what is paid, when, and by whom."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

from blogroi.engine.amounts import expected_flow
from blogroi.engine.compile.basis import Basis
from blogroi.engine.compile.cash import cost_in_cash, in_cash
from blogroi.engine.compile.drivers import drivers_behind
from blogroi.engine.compile.fields import field_node
from blogroi.engine.compile.timing import discount_factors, flow_times, period_times
from blogroi.engine.frame import Flow
from blogroi.engine.graph.algebra import ONE, add, multiply, negative
from blogroi.engine.graph.node import Node, number, schedule
from blogroi.engine.tape.flows import work_out
from blogroi.errors import CaseError
from blogroi.language.spoken import message
from blogroi.model.blinded import Activity
from blogroi.model.cost import STRAIGHT_LINE, Cost, Residual
from blogroi.model.domain import Domain
from blogroi.model.duration import STEPS_IN_A_YEAR
from blogroi.model.fields import Stated
from blogroi.model.paths import CostPath, CostsPath
from blogroi.model.quantity_paths import cost_paths
from blogroi.numerics.money import TOLERANCE
from blogroi.records import frozen

__all__ = ["Expense", "cost_flows", "is_left_out", "refuse_income"]

_TRIED = 10_000
"""Draws from which it is told what costs come to, where moments do not give it, however many draws are asked for."""


@frozen
class Expense:
    """What is paid for a cost, or comes back of it, and what of that is money: a share of it, or a flow of its own."""

    cost: Cost
    flow: Flow
    cash: Flow | float


def cost_flows(basis: Basis, tool: str, activity: Activity) -> Iterator[Expense]:
    """Build the costs that the viewpoint pays, in an order that the file does not decide; each with what comes back of it."""
    for path, cost in cost_paths(tool, activity.costs):
        if basis.counts(cost.paid_by):
            yield from _expenses(basis, path, cost)


def _expenses(basis: Basis, path: CostPath, cost: Cost) -> tuple[Expense, ...]:
    """Build what is paid for a cost, and what comes back of it."""
    return basis.piece(
        ("cost", path),
        # what is spread over a service life is so at the rate of the case
        lambda: (cost, basis.case.discounting if cost.service_life else None, drivers_behind(basis, cost)),
        lambda: tuple(_paid_and_back(basis, path, cost)),
    )


def _paid_and_back(basis: Basis, path: CostPath, cost: Cost) -> Iterator[Expense]:
    amount = _amount(basis, path, cost)
    share = cost_in_cash(basis, path, cost, slot=_slot(cost))
    paid = _cost_flow(basis, cost, amount)
    yield Expense(cost, paid, in_cash(paid, share))
    if cost.residual is not None and not _is_spread(basis, cost):
        back = _residual_flow(basis, path, cost, cost.residual, amount)
        yield Expense(cost, back, in_cash(back, share))


def is_left_out(basis: Basis, cost: Cost) -> bool:
    """Return whether a cost is shown and left out: the same rule for every tool."""
    return cost.sunk and basis.view == "forward-looking"


def refuse_income(basis: Basis, tool: str, expenses: Sequence[Expense]) -> None:
    """Refuse costs of which more is expected to come back than is spent: what a tool earns is an effect, not a cost below zero.

    Raises
    ------
    CaseError
        At the costs of the tool.
    """
    if all(expense.cost.residual is None for expense in expenses):
        return
    horizon, discounting = basis.case.horizon, basis.case.discounting
    factors = discount_factors(discounting, flow_times(horizon, discounting.timing))
    worth = [_worth(expense.flow, factors) for expense in expenses]
    come_to = math.fsum(worth)
    if come_to < -TOLERANCE * math.fsum(map(abs, worth)):
        said = message(
            "are expected to come to {come_to}, below zero: more comes back as `residual` than is spent",
            come_to=f"{come_to:,.0f}",
        )
        raise CaseError.at(str(CostsPath(tool)), message("{said}; state what it earns as an effect", said=said))


def _worth(flow: Flow, factors: Sequence[float]) -> float:
    """Return the expected present value of a flow."""
    mean = expected_flow(flow, len(factors))
    if mean is not None:
        return float(mean @ np.array(factors))
    return float(work_out((flow,), _TRIED, discount=factors).present.mean())


def _amount(basis: Basis, path: CostPath, cost: Cost) -> Node:
    """Build what one cost comes to: an amount or units times unit cost, raised by its contingency."""
    slot = _slot(cost)

    def field(name: str, stated: Stated) -> Node:
        return field_node(basis, path.at(name), stated, Domain.NON_NEGATIVE, periods=cost.periods, slot=slot)

    raised = add(ONE, field("contingency", cost.contingency))
    if cost.units is not None and cost.unit_cost is not None:
        return multiply(raised, field("units", cost.units), field("unit_cost", cost.unit_cost))
    if cost.amount is not None:
        return multiply(raised, field("amount", cost.amount))
    raise AssertionError("a cost without amount was refused on the way in")


def _cost_flow(basis: Basis, cost: Cost, amount: Node) -> Flow:
    """Build what is paid: at its time, or over the years that it serves."""
    if cost.service_life is not None and _is_spread(basis, cost):
        return Flow(multiply(amount, _spread(basis, cost.service_life)))
    return Flow(amount, _slot(cost))


def _is_spread(basis: Basis, cost: Cost) -> bool:
    return cost.service_life is not None and basis.view == "whole-life"


def _residual_flow(basis: Basis, path: CostPath, cost: Cost, residual: Residual, amount: Node) -> Flow:
    """Build what comes back of a cost: a negative one, once."""
    slot = cost.residual_period or basis.periods
    if residual == STRAIGHT_LINE and cost.service_life is not None:
        life = cost.service_life * STEPS_IN_A_YEAR[basis.case.horizon.step]
        return Flow(multiply(number(-max(0.0, 1.0 - slot / life)), amount), slot)
    assert not isinstance(residual, str)  # as the cost demands
    return Flow(negative(field_node(basis, path.at("residual"), residual, Domain.NON_NEGATIVE, slot=slot)), slot)


def _slot(cost: Cost) -> int | None:
    """Return when a cost is paid once: 0 before the first period, or a period; None where it is paid in each."""
    if cost.when is None or cost.when == "each":
        return None
    return 0 if cost.when == "upfront" else cost.when


def _spread(basis: Basis, years: int) -> Node:
    """Spread one unit paid at time 0 over a service life, in equal parts of the same present value.

    A life is one of whole periods: five years are 261 weeks.
    """
    step, discounting = basis.case.horizon.step, basis.case.discounting
    life = round(years * STEPS_IN_A_YEAR[step])
    part = 1.0 / sum(discount_factors(discounting, period_times(life, step, discounting.timing)))
    return schedule(part if period <= life else 0.0 for period in range(1, basis.periods + 1))
