"""A case with a bit more effect or less cost, with all its priors, or with credits that leave something over."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve

from blogroi.model import Case, Cost, Effect, Formula
from blogroi.model.cost import STRAIGHT_LINE
from blogroi.model.fields import quantities_in
from blogroi.testing.variants.arithmetic import each, lowest, middle, raised, scaled
from blogroi.testing.variants.formulas import plus
from blogroi.testing.variants.rebuilding import over, over_effects
from blogroi.testing.variants.tools import with_tool

__all__ = ["claims_past_all", "credits_scaled", "less_cost", "more_effect", "priors_filled"]


def more_effect(case: Case, key: str, step: float) -> Case:
    """Raise the changes of one tool, each in the direction that is better, by a share of their size.

    Those on indicators with a value that may be below zero stay as they are: there, better is worth less. So do parts of
    a change that is shared, which cannot be raised for one tool alone.
    """

    def more(name: str, effect: Effect) -> Effect:
        part = case.indicators[name]
        if part.value is not None and lowest(part.value) < 0.0:
            return effect
        sign = 1.0 if part.better == "higher" else -1.0
        by = sign * step
        return evolve(effect, change=each(effect.change, lambda one: raised(one, by), lambda one: plus(one, by)))

    tool = case.tools[key]
    return with_tool(case, key, evolve(tool, effects={name: more(name, part) for name, part in tool.effects.items()}))


def less_cost(case: Case, key: str, factor: float) -> Case:
    """Multiply all costs of one tool by a factor below 1."""
    tool = case.tools[key]
    costs = [_cheaper(cost, factor) for cost in tool.costs]
    return with_tool(case, key, evolve(tool, costs=costs))


def _cheaper(cost: Cost, factor: float) -> Cost:
    """Multiply a cost, and what comes back of it: the part that is used up is then multiplied too."""
    residual = cost.residual if cost.residual == STRAIGHT_LINE else scaled(cost.residual, factor)
    return evolve(cost, amount=scaled(cost.amount, factor), units=scaled(cost.units, factor), residual=residual)


def priors_filled(case: Case) -> Case:
    """Give every indicator a prior, zero where it had none, so that any policy for gaps can be followed."""
    return evolve(
        case,
        indicators=over(case.indicators, lambda part: part if part.prior is not None else evolve(part, prior=0)),
    )


def claims_past_all(case: Case) -> dict[str, float]:
    """Return the greatest sum of the credits that all tools claim of one shared change in a period, where it passes 1.

    The case is a certain one. By indicator; those of which a credit is a formula are left out.
    """
    shared = [key for key, indicator in case.indicators.items() if indicator.shared and not _has_formula(case, key)]
    sums = {key: _greatest_claim(case, key) for key in shared}
    return {key: total for key, total in sums.items() if total > 1.0 + 1e-9}


def _effects_on(case: Case, indicator: str) -> list[Effect]:
    return [tool.effects[indicator] for tool in case.tools.values() if indicator in tool.effects]


def _has_formula(case: Case, indicator: str) -> bool:
    return any(isinstance(effect.credit, Formula) for effect in _effects_on(case, indicator))


def _greatest_claim(case: Case, indicator: str) -> float:
    effects = _effects_on(case, indicator)
    periods = range(1, case.horizon.periods + 1)
    return max(sum(_credit_in(effect, period) for effect in effects) for period in periods)


def _credit_in(effect: Effect, period: int) -> float:
    """Return the credit that an effect claims in a period; nothing where no part of the period sees it at work."""
    begins = middle(effect.starts) - 1.0
    is_over = effect.lasts is not None and begins + middle(effect.lasts) <= period - 1.0
    claimed = quantities_in(effect.credit)
    return 0.0 if begins >= period or is_over else middle(claimed[period - 1 if len(claimed) > 1 else 0])


def credits_scaled(case: Case, indicators: Iterable[str]) -> Case:
    """Cut the credits on some indicators, in proportion, so that they stay below 100 % in every period."""
    factors = {key: 0.9 / _greatest_claim(case, key) for key in indicators}

    def cut(name: str, effect: Effect) -> Effect:
        return evolve(effect, credit=scaled(effect.credit, factors[name])) if name in factors else effect

    return evolve(case, tools=over_effects(case, cut))
