"""What changes are worth in money, to whom, and under which headings."""

from __future__ import annotations

from collections.abc import Iterator

from blogroi.engine.compile.basis import Basis
from blogroi.engine.compile.drivers import drivers_behind, drivers_used
from blogroi.engine.compile.fields import field_node
from blogroi.engine.frame import FlowLabels
from blogroi.engine.graph.algebra import multiply
from blogroi.engine.graph.node import Node, number
from blogroi.model.domain import Domain
from blogroi.model.effect import Effect
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.indicator import Indicator
from blogroi.model.paths import IndicatorPath

__all__ = ["UNASSIGNED", "counted_indicators", "flow_labels", "worth"]

UNASSIGNED = "unassigned"
"""Heading for benefits whose indicator leads to no lever."""


def counted_indicators(basis: Basis) -> Iterator[str]:
    """Name the indicators whose benefits count: in money, not excluded, and to whom the viewpoint looks."""
    for name, indicator in basis.case.indicators.items():
        if indicator.value is None or basis.exclude & {indicator.valuation, indicator.cash}:
            continue
        if _reach(basis, indicator) > 0.0:
            yield name


def worth(basis: Basis, name: str) -> Node:
    """Build the money for one unit of change in an indicator: the same draw for every tool."""
    indicator = basis.case.indicators[name]
    if name not in basis.worths:
        basis.worths[name] = basis.piece(
            ("worth", name),
            lambda: (indicator, _reach(basis, indicator), drivers_behind(basis, indicator)),
            lambda: _worth(basis, name, indicator),
        )
    return basis.worths[name]


def _worth(basis: Basis, name: str, indicator: Indicator) -> Node:
    stated = (("value", indicator.value, Domain.NON_NEGATIVE), ("margin", indicator.margin, Domain.SHARE))
    parts = [
        field_node(basis, IndicatorPath(name, field), part, domain, periods=indicator.periods)
        for field, part, domain in stated
        if part is not None
    ]
    return multiply(number(_reach(basis, indicator)), *parts)


def flow_labels(basis: Basis, name: str, effect: Effect | None) -> FlowLabels:
    """Name what the flows of an indicator stand for; shares sum to 1 over what the viewpoint counts."""
    indicator = basis.case.indicators[name]
    reach = _reach(basis, indicator)
    objectives: dict[str, float] = {}
    parties: dict[str, float] = {}
    for key, (party, share) in sorted(_parties(basis, indicator).items()):
        if basis.counts(party):
            objectives[key] = share / reach
            parties[party] = parties.get(party, 0.0) + share / reach
    return FlowLabels(
        indicator=name,
        lever=indicator.lever or UNASSIGNED,
        objectives=FrozenMap(objectives),
        parties=FrozenMap(parties),
        classes=frozenset(word for word in (indicator.valuation, indicator.cash) if word is not None),
        evidence="prior" if effect is None else effect.evidence,
        drivers=drivers_used(basis, [indicator] if effect is None else [indicator, effect]),
    )


def _parties(basis: Basis, indicator: Indicator) -> dict[str, tuple[str, float]]:
    """Return, for each objective of an indicator, who benefits and with what share."""
    if indicator.lever is None:
        return {UNASSIGNED: ("organisation", 1.0)}
    shares = basis.case.levers[indicator.lever].shares
    return {key: (basis.case.objectives[key].benefits, share) for key, share in shares.items()}


def _reach(basis: Basis, indicator: Indicator) -> float:
    """Return the share of an indicator's benefits that goes to whom the viewpoint looks."""
    return sum(share for party, share in _parties(basis, indicator).values() if basis.counts(party))
