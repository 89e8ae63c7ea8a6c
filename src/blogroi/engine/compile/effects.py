"""From an effect to an expression: its change, net of all corrections, over the periods in which it is at work.

``change * (1 - deadweight) * credit * (1 - displacement) * confidence * (1 - drop_off) ^ max(0, period - starts)``, times the part of
the period in which it is at work. This is the one way to it, used by all.
"""

from __future__ import annotations

from blogroi.engine.compile.basis import Basis
from blogroi.engine.compile.quantities import once, over_periods
from blogroi.engine.graph.algebra import ONE, less, multiply
from blogroi.engine.graph.node import Node, number
from blogroi.engine.graph.time import at_work, fading
from blogroi.model.domain import Domain
from blogroi.model.effect import Effect
from blogroi.model.paths import EffectPath, IndicatorPath

__all__ = ["active_part", "active_periods", "credit_of", "net_change"]


def active_periods(effect: Effect, periods: int) -> range:
    """Return the periods in which an effect is at work within a horizon of so many.

    Examples
    --------
    >>> active_periods(Effect(change=1, evidence="assumed", starts=2), 4)
    range(2, 5)
    """
    last = periods if effect.lasts is None else effect.starts + effect.lasts - 1
    return range(effect.starts, min(periods, last) + 1)


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
    path = EffectPath(tool, name)

    def share(field: str) -> Node:
        return once(basis, path.at(field), getattr(effect, field), Domain.SHARE)

    return multiply(
        _stated_change(basis, path, effect),
        less(ONE, share("deadweight")),
        credit_of(basis, tool, name, effect),
        less(ONE, share("displacement")),
        share("confidence"),
        fading(less(ONE, share("drop_off")), number(effect.starts), basis.periods),
        active_part(basis, effect),
    )


def credit_of(basis: Basis, tool: str, name: str, effect: Effect) -> Node:
    """Return the share of a change that is due to a tool."""
    return once(basis, EffectPath(tool, name, "credit"), effect.credit, Domain.SHARE)


def active_part(basis: Basis, effect: Effect) -> Node:
    """Return the part of each period in which an effect is at work."""
    lasts = None if effect.lasts is None else number(effect.lasts)
    return at_work(number(effect.starts), lasts, basis.periods)


def _stated_change(basis: Basis, path: EffectPath, effect: Effect) -> Node:
    """Return the change that an effect is a part of: its own, or that of an indicator which is shared."""
    counted = active_periods(effect, basis.periods)
    if effect.change is not None:
        return over_periods(basis, path.at("change"), effect.change, Domain.REAL, effect.periods, counted)
    shared = basis.case.indicators[path.indicator]
    assert shared.change is not None  # as the case demands where the effect states none
    where = IndicatorPath(path.indicator, "change")
    return over_periods(basis, where, shared.change, Domain.REAL, shared.periods, counted)
