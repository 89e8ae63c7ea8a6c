"""What all tools together claim of one change: credits that pass 100 %, and changes that pass a stated total, are scaled back."""

from __future__ import annotations

from blogroi.engine.compile.basis import Basis
from blogroi.engine.compile.effects import Span, active_periods, change_flow
from blogroi.engine.compile.terms import CompiledFlow, Inputs, Product, term
from blogroi.engine.frame import Cap, Draw, Flow, TotalCap
from blogroi.model.domain import Domain
from blogroi.model.effect import Effect
from blogroi.model.paths import EffectPath, IndicatorPath
from blogroi.model.transform import ascending

__all__ = ["claimed_change"]


def claimed_change(basis: Basis, tool: str, name: str, effect: Effect, unit: Product) -> CompiledFlow:
    """Build the net change of an effect, times what one unit is worth, as far as the conventions let it be claimed."""
    return change_flow(basis, tool, name, effect, unit, _spans(basis, name, effect))


def _spans(basis: Basis, name: str, effect: Effect) -> list[Span]:
    """Part the periods of an effect where what its change may not pass is not the same."""
    periods = active_periods(effect, basis.periods)
    indicator = basis.case.indicators[name]
    if basis.claims == "stated" or not (indicator.shared or indicator.total is not None):
        return [Span(periods)]
    apart: dict[Cap | TotalCap, list[int]] = {}
    inputs: Inputs = {}
    for period in periods:
        cap, found = _credits(basis, name, period) if indicator.shared else _total(basis, name, period)
        apart.setdefault(cap, []).append(period)
        inputs |= found
    return [Span(counted, cap, inputs) for cap, counted in apart.items()]


def _active(basis: Basis, name: str, period: int) -> list[tuple[str, Effect]]:
    """List the effects on an indicator that are at work in a period, by the keys of their tools."""
    return [
        (key, activity.effects[name])
        for key, activity in sorted(basis.case.activities.items())
        if name in activity.effects and period in active_periods(activity.effects[name], basis.periods)
    ]


def _credits(basis: Basis, name: str, period: int) -> tuple[Cap, Inputs]:
    """Sum up the credits that all tools claim on an indicator in a period."""
    constant = 0.0
    draws: tuple[Draw, ...] = ()
    inputs: Inputs = {}
    for key, effect in _active(basis, name, period):
        credit = term(basis, EffectPath(key, name, "credit"), effect.credit, Domain.SHARE)
        constant += 0.0 if credit.factors else credit.constant
        draws += credit.factors
        inputs |= credit.inputs
    return Cap(constant, draws), inputs


def _total(basis: Basis, name: str, period: int) -> tuple[TotalCap, Inputs]:
    """Add up what all tools change in an indicator in a period, each by itself, beside the total that is stated."""
    parts: list[Flow] = []
    inputs: Inputs = {}
    for key, effect in _active(basis, name, period):
        flow, found = change_flow(basis, key, name, effect, Product(), [Span((period,))])
        parts.append(flow)
        inputs |= found
    indicator, path = basis.case.indicators[name], IndicatorPath(name, "total")
    total = indicator.total
    if isinstance(total, tuple):
        is_apart = indicator.periods == "apart"
        path = path.in_period(period) if is_apart else path
        total = total[period - 1] if is_apart else ascending(total[period - 1])
    if total is None:
        raise AssertionError("nothing is limited by a total that is not stated")
    limit = term(basis, path, total, Domain.REAL)
    return TotalCap(tuple(parts), limit.draw or limit.constant), inputs | limit.inputs
