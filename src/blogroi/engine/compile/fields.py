"""From a field to its node: a quantity, a list, or a formula, which is kept within the domain of the field."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

import numpy as np

from blogroi.engine.compile.basis import Basis
from blogroi.engine.compile.drivers import driver_nodes, place_of
from blogroi.engine.compile.quantities import over_periods
from blogroi.engine.graph.bounds import bounds_of
from blogroi.engine.graph.domain import checked, kept_within
from blogroi.engine.graph.failures import why_none
from blogroi.engine.graph.node import Field, FieldPath, Node
from blogroi.engine.graph.time import in_period
from blogroi.engine.shared import values_of_nodes
from blogroi.errors import CaseError
from blogroi.language.spoken import message, plural
from blogroi.model.domain import Domain
from blogroi.model.fields import Periods, Stated
from blogroi.model.formula import Formula
from blogroi.model.paths import QuantityPath

__all__ = ["TRIED", "field_node"]

TRIED = 10_000
"""Draws on which it is counted how often a formula leaves the domain of its field, however many draws are asked for."""

_FEW = 1e-3
"""Share of the draws up to which a formula is kept at the end of the domain."""

_ROUNDING = 1e-12
"""What roundings may lead past an end without being counted."""


def field_node(
    basis: Basis,
    path: QuantityPath,
    stated: Stated,
    domain: Domain,
    *,
    periods: Periods | None = None,
    counted: Collection[int] | None = None,
    starts: Node | None = None,
    slot: int | None = None,
) -> Node:
    """Return what a field comes to.

    Parameters
    ----------
    basis : Basis
        What all tools are compiled on.
    path : QuantityPath
        Where it stands.
    stated : Quantity, tuple of Quantity, or Formula
        What is stated.
    domain : Domain
        The values that the field can have.
    periods : {"together", "apart"} or None
        How a list is drawn.
    counted : collection of int, optional
        The periods in which it counts; all of them unless they are given.
    starts : Node, optional
        When the effect starts in which it stands.
    slot : int or None
        Where it is paid once: 0 before the first period, or a period.

    Returns
    -------
    Node

    Raises
    ------
    CaseError
        When a formula leaves the domain of its field in more than one draw of a thousand, or is no number whatever is drawn.
    """
    if not isinstance(stated, Formula):
        every = range(1, basis.periods + 1) if counted is None else counted
        node = over_periods(basis, path, stated, domain, periods, every)
        return node if slot is None else in_period(node, max(slot, 1))
    from blogroi.engine.compile.formulas import compiled  # noqa: PLC0415  only who states formulas pays for it

    is_upfront = slot == 0
    place = place_of(basis, str(path), is_upfront=is_upfront, starts=starts)
    node = compiled(stated, place, driver_nodes(basis, is_upfront=is_upfront).__getitem__)
    within = _within(node, str(path), domain)
    return within if slot is None else in_period(within, max(slot, 1))


def _within(node: Node, path: str, domain: Domain) -> Node:
    """Keep a formula within a domain, and have looked for what is no number, where its bounds exclude neither."""
    if node.extent.is_certain:
        _refuse_certain_failures(node, path)
    bounds = bounds_of([node])[node.digest]
    if bounds.low < domain.low or bounds.high > domain.high:
        share = _share_outside(node, domain)
        if share > _FEW:
            raise CaseError.at(
                path,
                message(
                    "leaves {words} in {count} of {draws} draws: {cure}",
                    words=_words(domain),
                    count=str(_count(share)),
                    draws=str(TRIED),
                    cure=_CURES[domain],
                ),
            )
        node = kept_within(node, Field(FieldPath(path), domain.low, domain.high, share))
    return checked(node, Field(FieldPath(path))) if bounds.may_fail else node


def _refuse_certain_failures(node: Node, path: str) -> None:
    """Refuse what is no number whatever is drawn, with the periods in which it is none."""
    values = np.atleast_1d(np.array(node.data, dtype=float))
    (fails,) = np.isnan(values).nonzero()
    if fails.size:
        periods = ", ".join(str(period + 1) for period in fails[:5]) + (", ..." if fails.size > 5 else "")
        where = (
            message("in any draw")
            if fails.size == values.size
            else plural("in period {periods}", "in periods {periods}", int(fails.size), periods=periods)
        )
        raise CaseError.at(path, message("gives no number {where}: {why}", where=where, why=why_none(node)))


@lru_cache(maxsize=512)
def _share_outside(node: Node, domain: Domain) -> float:
    """Return the share of the draws in which a node leaves a domain in some period."""
    if node.extent.is_certain:
        values = np.atleast_1d(np.array(node.data))[:, None]
    else:
        values = np.atleast_2d(values_of_nodes([node], TRIED)[node])
    slack = _ROUNDING * np.maximum(1.0, np.abs(values))
    outside = (values < domain.low - slack) | (values > domain.high + slack)
    return float(outside.any(axis=0).mean())


def _count(share: float) -> int:
    return round(share * TRIED)


def _words(domain: Domain) -> str:
    return message("0 to 1") if domain is Domain.SHARE else message("{low} and above", low=f"{domain.low:g}")


_CURES: dict[Domain, str] = {
    Domain.SHARE: message("for a share write what stays within, such as clip(x, 0, 1)"),
    Domain.NON_NEGATIVE: message("write what stays above, such as max(0, x)"),
}
