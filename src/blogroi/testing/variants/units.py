"""The same case in another currency, in other units, with signs turned, or with its numbers written otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import evolve

from blogroi.model import (
    Beta,
    Case,
    Chance,
    Correlation,
    Cost,
    Effect,
    FrozenMap,
    Indicator,
    Point,
    Published,
    Scale,
    Tool,
)
from blogroi.model.cost import STRAIGHT_LINE
from blogroi.model.fields import Stated, is_certain
from blogroi.model.paths import GapPath, IndicatorPath, parse_path
from blogroi.model.quantity_paths import CORRECTIONS, quantities
from blogroi.testing.variants.arithmetic import middle, scaled
from blogroi.testing.variants.rebuilding import over, over_effects, over_settings, rebuilt, with_quantities

__all__ = [
    "OTHER_CURRENCY",
    "RATE",
    "UNUSUAL_CURRENCY",
    "amount_in",
    "as_products",
    "counted_otherwise",
    "in_another_currency",
    "in_other_words",
    "rewritten",
    "scalable",
    "with_sign_turned",
]

OTHER_CURRENCY = "XTS"
"""The currency in which the money of a case is stated anew: the code that ISO 4217 keeps for tests."""

UNUSUAL_CURRENCY = "XXX"
"""What a currency is called instead, the amounts left as they are: the code of ISO 4217 for no currency."""

RATE = 64.0
"""Units of the other currency for one of the old. A power of two multiplies without rounding."""


def amount_in(case: Case, amount: float) -> float:
    """State an amount of one's own, such as a budget, in the currency in which a guarantee states a case.

    Parameters
    ----------
    case : Case
        The case that an evaluator is given.
    amount : float
        An amount in the currency of the case as it was drawn.

    Returns
    -------
    float
        The same money: ``RATE`` times as much where the case was stated in ``OTHER_CURRENCY``.

    Examples
    --------
    >>> import blogroi
    >>> amount_in(blogroi.loads(blogroi.template()), 20_000)
    20000
    """
    return amount * RATE if case.currency == OTHER_CURRENCY else amount


def scalable(case: Case) -> Case:
    """Take as certain what cannot be stated in another unit: a beta distribution and a chance, which end at 1, where they are no share."""
    shares = ("margin", "realised", "contingency", *CORRECTIONS)

    def changed(name: str, part: Any) -> Any:
        if isinstance(part, Beta | Chance):
            return Point(middle(part))
        return part if name in shares else rebuilt(part, changed)

    other: Case = rebuilt(evolve(case, correlations=()), changed)
    uncertain = [path for path, stated in quantities(other).items() if not is_certain(stated)]
    kept = [part.among(uncertain) for part in case.correlations]
    return evolve(other, correlations=[part for part in kept if part is not None])


def in_other_words(case: Case) -> Case:
    """Call the currency and the units by other words; no number changes."""
    return evolve(
        case,
        currency=UNUSUAL_CURRENCY,
        indicators=over(case.indicators, lambda part: evolve(part, unit=f"so-called {part.unit}")),
    )


def rewritten(case: Case) -> Case:
    """Write whole numbers with a decimal point where they had none, and without one where they had one."""
    other: Case = with_quantities(case, lambda quantity: rebuilt(quantity, lambda _, part: _other_number(part)))
    return other


def _other_number(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(map(_other_number, value))
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return int(value) if isinstance(value, float) and value.is_integer() else value


def in_another_currency(case: Case, rate: float = RATE) -> Case:
    """State all money in a currency of which ``rate`` units are worth one of the old."""

    def cost_in(cost: Cost) -> Cost:
        residual = cost.residual if cost.residual == STRAIGHT_LINE else scaled(cost.residual, rate)
        return evolve(cost, amount=scaled(cost.amount, rate), unit_cost=scaled(cost.unit_cost, rate), residual=residual)

    def tool_in(tool: Tool) -> Tool:
        printed = [_printed_in(one, rate) for one in tool.published]
        return evolve(tool, costs=[cost_in(cost) for cost in tool.costs], published=printed)

    total = case.total
    if total is not None:
        total = evolve(total, published=[_printed_in(one, rate) for one in total.published])
    return evolve(
        case,
        currency=OTHER_CURRENCY,
        total=total,
        indicators=over(case.indicators, lambda part: _indicator_in_money(part, rate)),
        tools=over(case.tools, tool_in),
        choice=evolve(case.choice, budget=case.choice.budget and case.choice.budget * rate),
        scenarios=over(
            over_settings(case, lambda path, value: (path, scaled(value, rate) if _is_money(path) else value)),
            lambda part: evolve(part, published=[_printed_in(one, rate) for one in part.published]),
        ),
    )


def _is_money(path: str) -> bool:
    found, _, field = path.partition("[")[0].rpartition(".")
    words = {"indicators": ("value",), "tools": ("amount", "unit_cost", "residual"), "choice": ("budget",)}
    return field in words.get(found.partition(".")[0], ())


def _indicator_in_money(part: Indicator, rate: float) -> Indicator:
    plan = part.measurement
    if plan is not None:
        plan = evolve(plan, cost=scaled(plan.cost, rate), unit_cost=scaled(plan.unit_cost, rate))
    return evolve(part, value=scaled(part.value, rate), measurement=plan)


def _printed_in(one: Published, rate: float) -> Published:
    printed = {name: getattr(one, name) for name in ("benefits", "costs", "npv")}
    money: Any = {name: figure * rate for name, figure in printed.items() if figure is not None}
    return evolve(one, **money)


def counted_otherwise(case: Case, rate: float = RATE) -> tuple[Case, FrozenMap[str, float]]:
    """Count every indicator in another unit: ``rate`` of it make one of the old, or its inverse, by turns.

    Parameters
    ----------
    case : Case
        A scalable one.
    rate : float
        By which numbers are multiplied, or divided.

    Returns
    -------
    Case, FrozenMap of str to float
        The case, and the new units that make one of the old, by indicator.
    """
    units = {key: rate if place % 2 == 0 else 1.0 / rate for place, key in enumerate(sorted(case.indicators))}
    worth = {
        key: evolve(part, unit=f"part of a {part.unit}", value=scaled(part.value, 1.0 / units[key]))
        for key, part in case.indicators.items()
    }
    return _in_units(evolve(case, indicators=worth), units), FrozenMap(units)


def _in_units(case: Case, units: Mapping[str, float]) -> Case:
    """Multiply all that is counted in the unit of an indicator, no money; by a factor below zero, the better side turns."""
    other_side: Any = {"higher": "lower", "lower": "higher"}

    def indicator_in(part: Indicator, factor: float) -> Indicator:
        counted = ("change", "prior", "total", "baseline", "target")
        stated: Any = {name: scaled(getattr(part, name), factor) for name in counted}
        if factor < 0.0:
            stated["better"] = other_side[part.better]
        plan = part.measurement
        if plan is not None and plan.sd is not None:
            plan = evolve(plan, sd=plan.sd * abs(factor))
        return evolve(part, measurement=plan, scale=_scale_in(part.scale, factor), **stated)

    def effect_in(name: str, effect: Effect) -> Effect:
        return evolve(effect, change=scaled(effect.change, units[name])) if name in units else effect

    return evolve(
        case,
        indicators={
            key: indicator_in(part, units[key]) if key in units else part for key, part in case.indicators.items()
        },
        tools=over_effects(case, effect_in),
        scenarios=over_settings(case, lambda path, value: (path, _set_in(path, value, units))),
    )


def _set_in(path: str, value: Stated, units: Mapping[str, float]) -> Stated:
    """Restate what a scenario sets in other units of its indicator; what its unit is worth stays the same money."""
    try:
        found = parse_path(path)
    except ValueError:
        return value
    factor = units.get(found.indicator, 1.0)
    if isinstance(found, IndicatorPath) and found.field == "value":
        factor = 1.0 / factor if factor > 0.0 else 1.0
    elif found.field not in ("change", "prior", "total") and not isinstance(found, GapPath):
        return value
    restated: Stated = scaled(value, factor)
    return restated


def _scale_in(scale: Scale | None, factor: float) -> Scale | None:
    if scale is None:
        return None
    worst, best = (None if end is None else end * factor for end in (scale.worst, scale.best))
    points = None if scale.points is None else sorted((value * factor, score) for value, score in scale.points)
    return Scale(worst=worst, best=best, points=points)


def with_sign_turned(case: Case) -> tuple[Case, FrozenMap[str, float]]:
    """State indicators as less of one thing that were more of another, and the reverse.

    Parameters
    ----------
    case : Case
        One in which every quantity of an indicator has a mirror image: a scalable one.

    Returns
    -------
    Case, FrozenMap of str to float
        The case, and -1 for every indicator.
    """
    turned = dict.fromkeys(case.indicators, -1.0)
    correlations = [_correlation_turned(part) for part in case.correlations]
    return evolve(_in_units(case, turned), correlations=correlations), FrozenMap(turned)


def _correlation_turned(correlation: Correlation) -> Correlation:
    """Turn the sign of a correlation between what is turned and what is not."""
    signs = [-1.0 if parse_path(path).field in ("change", "total", "prior") else 1.0 for path in correlation.between]
    if len(set(signs)) == 1:
        return correlation
    ranks = correlation.pairs()
    matrix = [
        [
            1.0 if one == other else sign * turned * ranks[min(one, other), max(one, other)]
            for other, turned in zip(correlation.between, signs, strict=True)
        ]
        for one, sign in zip(correlation.between, signs, strict=True)
    ]
    return evolve(correlation, rank=None, matrix=matrix)


def as_products(case: Case) -> Case:
    """Write amounts of certain numbers as so many times something, and those that were written so as amounts."""

    def otherwise(cost: Cost) -> Cost:
        match cost.amount, cost.units, cost.unit_cost:
            case Point(amount), None, None:
                return evolve(cost, amount=None, units=amount / 3.0, unit_cost=3.0)
            case None, Point(units), Point(unit_cost):
                return evolve(cost, amount=units * unit_cost, units=None, unit_cost=None)
            case _:
                return cost

    def tool_with(tool: Tool) -> Tool:
        return evolve(tool, costs=[otherwise(cost) for cost in tool.costs])

    named = over_settings(case, lambda path, value: None if ".costs." in path else (path, value))
    return evolve(case, tools=over(case.tools, tool_with), scenarios=named)
