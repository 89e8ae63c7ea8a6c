"""What all tools together claim of one change: credits that pass 100 %, and changes that pass a stated total, are scaled back."""

from __future__ import annotations

from blogroi.engine.compile.basis import Basis
from blogroi.engine.compile.effects import active_part, credit_of, net_change
from blogroi.engine.compile.quantities import over_periods
from blogroi.engine.graph.algebra import ONE, ZERO, add, apply, multiply
from blogroi.engine.graph.node import Node
from blogroi.model.domain import Domain
from blogroi.model.effect import Effect
from blogroi.model.fields import PerPeriod
from blogroi.model.paths import IndicatorPath

__all__ = ["claimed_change"]


def claimed_change(basis: Basis, tool: str, name: str, effect: Effect) -> Node:
    """Build the net change of an effect as far as the conventions let it be claimed."""
    change, indicator = net_change(basis, tool, name, effect), basis.case.indicators[name]
    if basis.claims == "stated":
        return change
    if indicator.shared:
        return multiply(change, _share_of_credits(basis, name))
    return change if indicator.total is None else multiply(change, _share_of_total(basis, name, indicator.total))


def _effects_on(basis: Basis, name: str) -> list[tuple[str, Effect]]:
    """List the effects on an indicator, by the keys of their tools."""
    return [
        (key, activity.effects[name])
        for key, activity in sorted(basis.case.activities.items())
        if name in activity.effects
    ]


def _share_of_credits(basis: Basis, name: str) -> Node:
    """Return ``1 / max(1, sum of the credits that all tools claim in the period)``."""
    claimed = [
        multiply(credit_of(basis, key, name, effect), apply(">", active_part(basis, effect), ZERO))
        for key, effect in _effects_on(basis, name)
    ]
    return apply("/", ONE, apply("max", ONE, add(*claimed)))


def _share_of_total(basis: Basis, name: str, stated: PerPeriod) -> Node:
    """Return the total over what all tools claim to have changed, where that passes it; of nothing, nothing is left.

    What they claim is compared by its size, on the side of the total: what goes against it has not passed it.
    """
    everywhere = range(1, basis.periods + 1)
    lists = basis.case.indicators[name].periods
    total = over_periods(basis, IndicatorPath(name, "total"), stated, Domain.REAL, lists, everywhere)
    claimed = add(*(net_change(basis, key, name, effect) for key, effect in _effects_on(basis, name)))
    passes = multiply(
        apply(">", apply("abs", claimed), apply("abs", total)),
        apply(">=", multiply(claimed, total), ZERO),
    )
    return apply("where", passes, apply("/", total, claimed), ONE)
