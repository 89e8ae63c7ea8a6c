"""What all tools together claim of one change: credits that pass 100 %, and changes that pass a stated total, are scaled back."""

from __future__ import annotations

from blogroi.engine.compile.basis import Basis
from blogroi.engine.compile.drivers import drivers_behind
from blogroi.engine.compile.effects import active_part, credit_of, net_change
from blogroi.engine.compile.fields import field_node
from blogroi.engine.frame import Flow
from blogroi.engine.graph.algebra import ONE, ZERO, add, apply, multiply
from blogroi.engine.graph.node import Node, number
from blogroi.model.blinded import BlindedCase
from blogroi.model.domain import Domain
from blogroi.model.effect import Effect
from blogroi.model.paths import IndicatorPath

__all__ = ["claimed_change", "claimed_credits", "total_passed"]


def claimed_change(basis: Basis, tool: str, name: str, effect: Effect) -> Node:
    """Build the net change of an effect as far as the conventions let it be claimed."""
    return basis.piece(
        ("change", tool, name),
        lambda: _made_of(basis, name, effect),
        lambda: _claimed_change(basis, tool, name, effect),
    )


def _made_of(basis: Basis, name: str, effect: Effect) -> tuple[object, ...]:
    """Return what a change is made of: where it may be scaled back, also of the effects of all other tools."""
    indicator = basis.case.indicators[name]
    others = [] if basis.claims == "stated" else _effects_on(basis, name)
    behind = drivers_behind(basis, indicator, effect, *(other for _, other in others))
    return effect, indicator, tuple(others), behind


def _claimed_change(basis: Basis, tool: str, name: str, effect: Effect) -> Node:
    change, indicator = net_change(basis, tool, name, effect), basis.case.indicators[name]
    if basis.claims == "stated":
        return change
    if indicator.shared:
        return multiply(change, _share_of_credits(basis, name))
    return change if indicator.total is None else multiply(change, _share_of_total(basis, name))


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
        multiply(credit_of(basis, key, name, effect), apply(">", active_part(basis, key, name, effect), ZERO))
        for key, effect in _effects_on(basis, name)
    ]
    return apply("/", ONE, apply("max", ONE, add(*claimed)))


def _share_of_total(basis: Basis, name: str) -> Node:
    """Return the total over what all tools claim to have changed, where that passes it; of nothing, nothing is left.

    What they claim is compared by its size, on the side of the total: what goes against it has not passed it.
    """
    total, claimed = _total(basis, name), _claimed(basis, name)
    passes = multiply(
        apply(">", apply("abs", claimed), apply("abs", total)),
        apply(">=", multiply(claimed, total), ZERO),
    )
    return apply("where", passes, apply("/", total, claimed), ONE)


def _total(basis: Basis, name: str) -> Node:
    indicator = basis.case.indicators[name]
    assert indicator.total is not None  # nothing else is limited by one
    return field_node(basis, IndicatorPath(name, "total"), indicator.total, Domain.REAL, periods=indicator.periods)


def _claimed(basis: Basis, name: str) -> Node:
    """Return what all tools together claim to have changed."""
    return add(*(net_change(basis, key, name, effect) for key, effect in _effects_on(basis, name)))


def claimed_credits(case: BlindedCase, name: str, *, seed: int) -> dict[str, Node]:
    """Return the credit that each tool claims on an indicator, by its key.

    Parameters
    ----------
    case : BlindedCase
        The case.
    name : str
        Key of the indicator.
    seed : int
        Seed of the evaluation.

    Returns
    -------
    dict of str to Node
    """
    basis = Basis(case, seed)
    return {key: credit_of(basis, key, name, effect) for key, effect in _effects_on(basis, name)}


def total_passed(case: BlindedCase, name: str, *, seed: int, slack: float) -> Flow:
    """Build, for each period, 1 where the net changes of all tools pass a stated total or go against it, else 0.

    Parameters
    ----------
    case : BlindedCase
        The case.
    name : str
        Key of an indicator with a total.
    seed : int
        Seed of the evaluation.
    slack : float
        By what share of the total it may be passed, for roundings.

    Returns
    -------
    Flow
    """
    basis = Basis(case, seed)
    total, claimed = _total(basis, name), _claimed(basis, name)
    is_more = apply(">", apply("abs", claimed), multiply(number(1.0 + slack), apply("abs", total)))
    return Flow(apply("max", is_more, apply("<", multiply(claimed, total), ZERO)))
