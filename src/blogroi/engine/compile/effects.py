"""From an effect to an expression: its change, net of all corrections, over the periods in which it is at work.

``change * (1 - deadweight) * credit * (1 - displacement) * confidence * multiplier * (1 - drop_off) ^ max(0, period - starts)``, times
the part of the period in which it is at work; where that is asked for, times the share that holds of effects known as it is. This is the
one way to it, used by all.
"""

from __future__ import annotations

import math

from blogroi.engine.compile.basis import Basis
from blogroi.engine.compile.fields import field_node
from blogroi.engine.compile.quantities import once
from blogroi.engine.draws import Draw, ends_of
from blogroi.engine.graph.algebra import ONE, less, multiply
from blogroi.engine.graph.node import Node, number
from blogroi.engine.graph.time import at_work, fading
from blogroi.literature.evidence import CORRECTED, share_that_holds
from blogroi.model.domain import Domain
from blogroi.model.effect import Effect
from blogroi.model.fields import Stated
from blogroi.model.paths import EffectPath, EvidencePath, IndicatorPath
from blogroi.model.quantity import Point, Quantity

__all__ = ["active_part", "active_periods", "credit_of", "net_change"]


def active_periods(effect: Effect, periods: int) -> range:
    """Return the periods in which an effect can be at work within a horizon of so many.

    Examples
    --------
    >>> active_periods(Effect(change=1, evidence="assumed", starts=2), 4)
    range(2, 5)
    >>> active_periods(Effect(change=1, evidence="assumed", starts=2.4, lasts=2), 5)
    range(2, 5)
    """
    earliest, latest = _ends(effect.starts, Domain.FROM_ONE)
    last = float(periods)
    if effect.lasts is not None:
        last = min(last, math.ceil(latest - 1.0 + _ends(effect.lasts, Domain.NON_NEGATIVE)[1]))
    return range(math.floor(earliest), int(last) + 1)


def _ends(quantity: Quantity, domain: Domain) -> tuple[float, float]:
    """Return the least and the greatest that a quantity can be."""
    return (quantity.value, quantity.value) if isinstance(quantity, Point) else ends_of(Draw(0, quantity, domain))


def net_change(basis: Basis, tool: str, name: str, effect: Effect) -> Node:
    """Build the change of an effect net of its corrections, as it is stated, period by period.

    Parameters
    ----------
    basis : Basis
        What all tools are compiled on.
    tool, name : str
        Keys of the tool and of the indicator.
    effect : Effect
        The effect.

    Returns
    -------
    Node
        In the unit of the indicator.
    """
    starts = _starts(basis, tool, name, effect)
    kept = less(ONE, _corrected(basis, tool, name, effect, "drop_off"))
    return multiply(
        _stated_change(basis, tool, name, effect),
        less(ONE, _corrected(basis, tool, name, effect, "deadweight")),
        credit_of(basis, tool, name, effect),
        less(ONE, _corrected(basis, tool, name, effect, "displacement")),
        _corrected(basis, tool, name, effect, "confidence"),
        _corrected(basis, tool, name, effect, "multiplier", Domain.NON_NEGATIVE),
        fading(kept, starts, basis.periods),
        active_part(basis, tool, name, effect),
        _share_that_holds(basis, effect),
    )


def _share_that_holds(basis: Basis, effect: Effect) -> Node:
    """Return what is left of effects of a class of evidence, drawn once for all of them."""
    if basis.evidence == "stated" or effect.evidence not in CORRECTED:
        return ONE
    supposed = basis.holds.get(effect.evidence)
    share = share_that_holds() if supposed is None else Point(supposed)
    return once(basis, EvidencePath(effect.evidence), share, Domain.SHARE)


def credit_of(basis: Basis, tool: str, name: str, effect: Effect) -> Node:
    """Return the share of a change that is due to a tool."""
    return _corrected(basis, tool, name, effect, "credit")


def active_part(basis: Basis, tool: str, name: str, effect: Effect) -> Node:
    """Return the part of each period in which an effect is at work."""
    lasts = None
    if effect.lasts is not None:
        lasts = once(basis, EffectPath(tool, name, "lasts"), effect.lasts, Domain.NON_NEGATIVE)
    return at_work(_starts(basis, tool, name, effect), lasts, basis.periods)


def _starts(basis: Basis, tool: str, name: str, effect: Effect) -> Node:
    return once(basis, EffectPath(tool, name, "starts"), effect.starts, Domain.FROM_ONE)


def _corrected(basis: Basis, tool: str, name: str, effect: Effect, field: str, domain: Domain = Domain.SHARE) -> Node:
    """Return a field by which a change is corrected, over the periods in which the effect can be at work."""
    stated: Stated = getattr(effect, field)
    if isinstance(stated, Point):  # most fields of most effects: a number is the same whenever it counts
        return number(stated.value)
    return field_node(
        basis,
        EffectPath(tool, name, field),
        stated,
        domain,
        periods=effect.periods,
        counted=active_periods(effect, basis.periods),
        starts=_starts(basis, tool, name, effect),
    )


def _stated_change(basis: Basis, tool: str, name: str, effect: Effect) -> Node:
    """Return the change that an effect is a part of: its own, or that of an indicator which is shared."""
    if effect.change is not None:
        return _corrected(basis, tool, name, effect, "change", Domain.REAL)
    shared = basis.case.indicators[name]
    assert shared.change is not None  # as the case demands where the effect states none
    # a list that is drawn together is one input, the same one for all effects, wherever each of them is at work
    counted = active_periods(effect, basis.periods) if shared.periods == "apart" else None
    return field_node(
        basis,
        IndicatorPath(name, "change"),
        shared.change,
        Domain.REAL,
        periods=shared.periods,
        counted=counted,
    )
