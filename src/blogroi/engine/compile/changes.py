"""Changes that are looked at beside the money: in the unit of an indicator, or for one unit of it.

They are gains: where lower is better, the negative of what is stated.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from attrs import evolve

from blogroi.engine.compile.basis import Basis
from blogroi.engine.compile.credits import claimed_change
from blogroi.engine.compile.effects import active_periods
from blogroi.engine.compile.money import worth
from blogroi.engine.frame import Flow, Frame
from blogroi.engine.graph.algebra import multiply
from blogroi.engine.graph.node import number
from blogroi.model.blinded import BlindedCase
from blogroi.model.conventions import Conventions, EvidencePolicy

__all__ = ["net_changes", "steady_changes", "unit_changes"]


def net_changes(
    case: BlindedCase, indicator: str, *, seed: int, evidence: EvidencePolicy = "stated"
) -> tuple[Flow, ...]:
    """Build the changes in an indicator, net of all corrections and in its unit, that each tool is assumed to have made.

    Parameters
    ----------
    case : BlindedCase
        The case.
    indicator : str
        Key of the indicator.
    seed : int
        Seed of the evaluation.
    evidence : {"stated", "corrected"}
        Whether effects count as they are stated.

    Returns
    -------
    tuple of Flow
        One for each tool with an effect on the indicator, in the order of the tools' keys.
    """
    basis = Basis(case, seed, evidence=evidence)
    return tuple(
        Flow(claimed_change(basis, key, indicator, activity.effects[indicator]))
        for key, activity in sorted(basis.case.activities.items())
        if indicator in activity.effects
    )


def unit_changes(case: BlindedCase, tool: str, indicators: Iterable[str], conventions: Conventions) -> tuple[Flow, ...]:
    """Build what one unit of net change is worth in money, in the periods in which a tool's effects are at work.

    It fades as the effect does, from the same draws.

    Parameters
    ----------
    case : BlindedCase
        The case.
    tool : str
        Key of the tool.
    indicators : iterable of str
        Keys of indicators in money on which the tool has an effect.
    conventions : Conventions
        Those of the evaluation.

    Returns
    -------
    tuple of Flow
        One for each indicator.
    """
    basis = Basis.under(case, conventions)
    effects = basis.case.activities[tool].effects
    whole: dict[str, Any] = {
        "change": 1.0,
        "deadweight": 0.0,
        "credit": 1.0,
        "displacement": 0.0,
        "confidence": 1.0,
        "multiplier": 1.0,
        "evidence": "measured",  # what one unit is worth does not depend on how it is known
    }
    return tuple(
        Flow(multiply(claimed_change(basis, tool, name, evolve(effects[name], **whole)), worth(basis, name)))
        for name in indicators
    )


def steady_changes(
    case: BlindedCase, tool: str, indicators: Iterable[str], *, seed: int, evidence: EvidencePolicy = "stated"
) -> tuple[Frame, tuple[Flow, ...]]:
    """Build a tool's net changes per period before they fade: their means over the periods in which they are at work.

    Parameters
    ----------
    case : BlindedCase
        The case.
    tool : str
        Key of the tool.
    indicators : iterable of str
        Keys of indicators on which it has an effect.
    seed : int
        Seed of the evaluation.
    evidence : {"stated", "corrected"}
        Whether effects count as they are stated.

    Returns
    -------
    Frame, tuple of Flow
        A frame that adds up without discounting, and a flow for each indicator, in its unit.
    """
    basis = Basis(case, seed, evidence=evidence)
    slots = 1 + basis.periods
    even = Frame((), (), discount=(1.0,) * slots, times=(0.0,) * slots, annuity=1.0)
    flows: list[Flow] = []
    for name in indicators:
        effect = basis.case.activities[tool].effects[name]
        mean = number(1.0 / len(active_periods(effect, basis.periods)))
        flows.append(Flow(multiply(mean, claimed_change(basis, tool, name, evolve(effect, drop_off=0.0)))))
    return even, tuple(flows)
