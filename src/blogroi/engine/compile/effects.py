"""From an effect to a flow: its change, net of its corrections, over the periods in which it is at work."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from attrs import evolve, field, frozen

from blogroi.engine.compile.basis import Basis
from blogroi.engine.compile.terms import CompiledFlow, Inputs, Product, pieces_of, term
from blogroi.engine.frame import Cap, Draw, Flow, Piece, TotalCap
from blogroi.model.domain import Domain
from blogroi.model.effect import Effect
from blogroi.model.fields import Periods, PerPeriod
from blogroi.model.paths import EffectPath, IndicatorPath, QuantityPath

__all__ = ["Span", "active_periods", "change_flow"]

_CORRECTIONS = (
    ("deadweight", 1.0, -1.0),
    ("credit", 0.0, 1.0),
    ("displacement", 1.0, -1.0),
    ("confidence", 0.0, 1.0),
)
"""Fields of an effect by which its change is multiplied, each as an offset and a factor: 1 less the deadweight, ..."""


@frozen
class Span:
    """Periods of an effect in which the same caps its change, if anything does."""

    periods: Collection[int]
    cap: Cap | TotalCap | None = None
    inputs: Inputs = field(factory=dict[str, Draw])


def active_periods(effect: Effect, periods: int) -> range:
    """Return the periods in which an effect is at work within a horizon of so many.

    Examples
    --------
    >>> active_periods(Effect(change=1, evidence="assumed", starts=2), 4)
    range(2, 5)
    """
    last = periods if effect.lasts is None else effect.starts + effect.lasts - 1
    return range(effect.starts, min(periods, last) + 1)


def change_flow(
    basis: Basis, tool: str, name: str, effect: Effect, unit: Product, spans: Sequence[Span]
) -> CompiledFlow:
    """Build the change of an effect net of its corrections, times what one unit of it is worth.

    Parameters
    ----------
    basis : Basis
        What all tools are compiled on.
    tool, name : str
        Keys of the tool and of the indicator.
    effect : Effect
        The effect.
    unit : Product
        What one unit is worth.
    spans : sequence of Span
        The periods that count, apart where their caps are not the same.

    Returns
    -------
    Flow, dict of str to Draw
    """
    path = EffectPath(tool, name)
    for part, offset, sign in _CORRECTIONS:
        unit = unit.times(term(basis, path.at(part), getattr(effect, part), Domain.SHARE, offset, sign))
    kept = term(basis, path.at("drop_off"), effect.drop_off, Domain.SHARE, 1.0, -1.0)
    where, change, lists = _stated_change(basis, path, effect)
    pieces: list[Piece] = []
    inputs = unit.inputs | kept.inputs
    for span in spans:
        inputs |= span.inputs
    for span in spans:
        cap, whole = span.cap, 1.0
        if isinstance(cap, Cap) and not cap.draws:  # certain shares of one change that are too much need no draws
            whole, cap = max(1.0, cap.constant), None
        slots = tuple(
            kept.constant ** (period - effect.starts) if period in span.periods else 0.0
            for period in range(basis.periods + 1)
        )
        spread, found = pieces_of(basis, where, change, Domain.REAL, unit.constant / whole, slots, lists)
        pieces += spread if cap is None else (evolve(piece, cap=cap) for piece in spread)
        inputs |= found
    return Flow(unit.factors, tuple(pieces), fade=kept.draw, first=effect.starts), inputs


def _stated_change(basis: Basis, path: EffectPath, effect: Effect) -> tuple[QuantityPath, PerPeriod, Periods | None]:
    """Find the change that an effect is a part of: its own, or that of an indicator which is shared."""
    if effect.change is not None:
        return path.at("change"), effect.change, effect.periods
    shared = basis.case.indicators[path.indicator]
    assert shared.change is not None  # as the case demands where the effect states none
    return IndicatorPath(path.indicator, "change"), shared.change, shared.periods
