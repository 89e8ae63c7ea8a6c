"""What nothing is known of: which indicators these are for a tool, and what they are filled with."""

from __future__ import annotations

from blogroi.engine.compile.basis import Basis
from blogroi.engine.compile.money import counted_indicators, worth
from blogroi.engine.compile.quantities import once
from blogroi.engine.frame import Flow, GapFlow
from blogroi.engine.graph.algebra import multiply
from blogroi.engine.graph.node import Node, number
from blogroi.engine.shapes import interval_of
from blogroi.errors import CaseError, Fault
from blogroi.language.spoken import message
from blogroi.model.blinded import Activity, BlindedCase
from blogroi.model.domain import Domain
from blogroi.model.paths import GapPath, IndicatorPath
from blogroi.model.quantity import Quantity

__all__ = ["check_priors", "drawn_gap", "gap_ends", "gap_flows", "gaps_of"]


def gaps_of(case: BlindedCase, activity: Activity) -> tuple[str, ...]:
    """Name the indicators on which nothing is known of a tool: no effect, and no reason why none is possible."""
    known = activity.effects.keys() | activity.not_applicable.keys()
    return tuple(sorted(case.indicators.keys() - known))


def check_priors(basis: Basis) -> None:
    """Refuse a policy that asks for priors which are not there, naming all of them."""
    case = basis.case
    asked = {name for activity in case.activities.values() for name in gaps_of(case, activity)}
    faults = [
        Fault(
            str(IndicatorPath(name, "prior")),
            message('is missing: gaps = "{gaps}" fills each gap from it', gaps=basis.gaps),
        )
        for name in sorted(asked & set(counted_indicators(basis)))
        if case.indicators[name].prior is None
    ]
    if faults:
        raise CaseError(faults)


def drawn_gap(basis: Basis, tool: str, name: str) -> Node:
    """Fill a gap from the indicator's prior, drawn for this tool, over the whole horizon."""
    return once(basis, GapPath(tool, name), _prior(basis, name), Domain.REAL)


def gap_ends(prior: Quantity) -> tuple[float, ...]:
    """Return what a gap may be filled with at the least and at the most: no change, and the ends of the prior."""
    return (0.0, *interval_of(prior, Domain.REAL))


def gap_flows(basis: Basis, tool: str, name: str) -> GapFlow:
    """Fill a gap in money with the least, with the greatest, and from the indicator's prior."""
    unit, ends = worth(basis, name), gap_ends(_prior(basis, name))
    lowest, highest, drawn = number(min(ends)), number(max(ends)), drawn_gap(basis, tool, name)
    return GapFlow(*(Flow(multiply(change, unit)) for change in (lowest, highest, drawn)))


def _prior(basis: Basis, name: str) -> Quantity:
    prior = basis.case.indicators[name].prior
    if prior is None:
        raise AssertionError("priors were demanded before")
    return prior
