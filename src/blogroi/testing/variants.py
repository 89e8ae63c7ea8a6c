"""The same case told otherwise: certain, renamed, in another currency or unit or order, or with a bit more effect.

Each function is pure and turns a case into a case; what may change in the result, and what may not, is the affair of
``blogroi.testing.guarantees``.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, TypeVar, get_args

from attrs import evolve, fields, has

from blogroi.model import (
    Beta,
    Case,
    Cost,
    Effect,
    FrozenMap,
    Indicator,
    Mirrored,
    Normal,
    Point,
    Published,
    Quantity,
    Range,
    Samples,
    Scale,
    ThreePoint,
    Tool,
    Uniform,
)
from blogroi.model.paths import place_of

__all__ = [
    "KINDS",
    "certain",
    "claims_cut",
    "claims_past_all",
    "counted_otherwise",
    "in_another_currency",
    "in_clothes_of",
    "less_cost",
    "more_effect",
    "priors_filled",
    "renamed",
    "turned",
    "untied",
    "unused",
    "with_indicator",
    "with_strangers",
    "with_tool",
    "without_tool",
]

T = TypeVar("T")

KINDS = ("blog", "newsletter", "intranet", "magazine", "fair")
"""Kinds that a tool may be of, for strangers that are put beside the tools of a case."""

_OLD = datetime.date(1990, 1, 1)
_QUANTITIES = get_args(Quantity)


def certain(case: Case) -> Case:
    """Take every quantity of a case as certain: its mode, its mean or its midpoint.

    Nothing is left to chance in such a case, so that two evaluations of it can be compared without regard to the
    streams that random numbers come from. What is said of the weights of objectives stays as it is.

    Parameters
    ----------
    case : Case
        Any case.

    Returns
    -------
    Case
        The mode of three points, the mean of a normal or beta distribution, the middle of a range and of a uniform
        distribution, the median of a sample (the lower one of two).

    Examples
    --------
    >>> import blogroi
    >>> case = certain(blogroi.loads(blogroi.template()))
    >>> isinstance(case.tools["blog"].effects["calls_avoided"].change, blogroi.Point)
    True
    """
    changed: Case = _with_quantities(evolve(case, correlations=()), lambda quantity: Point(_middle(quantity)))
    return evolve(changed, objectives=case.objectives)  # weights belong to no tool, and their middles might contradict


def _middle(quantity: Quantity) -> float:
    match quantity:
        case Point(value):
            return value
        case ThreePoint(_, mode, _):
            return mode
        case Normal(mean):
            return mean
        case Beta(a, b):
            return a / (a + b)
        case Samples(values):
            return sorted(values)[(len(values) - 1) // 2]
        case Range(low, high) | Uniform(low, high):
            return low + (high - low) / 2.0
        case Mirrored(of):
            return -_middle(of)


def _with_quantities(node: Any, change: Callable[[Quantity], Quantity]) -> Any:
    """Change every quantity below a node, and leave alone what holds none."""
    if isinstance(node, _QUANTITIES):
        return change(node)
    if isinstance(node, FrozenMap):
        return FrozenMap({key: _with_quantities(part, change) for key, part in node.items()})
    if isinstance(node, tuple):
        return tuple(_with_quantities(part, change) for part in node)
    if not has(type(node)):
        return node
    parts = {attribute.name: getattr(node, attribute.name) for attribute in fields(type(node)) if attribute.init}
    changed = {name: _with_quantities(part, change) for name, part in parts.items()}
    return evolve(node, **{name: part for name, part in changed.items() if part != parts[name]})


def _over(parts: Mapping[str, T], change: Callable[[T], T]) -> FrozenMap[str, T]:
    return FrozenMap({key: change(part) for key, part in parts.items()})


def _scaled(amount: Any, factor: float) -> Any:
    """Multiply a quantity, one for each period, or none."""
    if amount is None:
        return None
    if isinstance(amount, tuple):
        return tuple(_scaled(part, factor) for part in amount)
    match amount:
        case Point(value):
            return Point(value * factor)
        case Range(low, high):
            return evolve(amount, low=low * factor, high=high * factor)
        case Uniform(low, high):
            return Uniform(low * factor, high * factor)
        case ThreePoint(low, mode, high, shape):
            return ThreePoint(low * factor, mode * factor, high * factor, shape)
        case Normal(mean, sd):
            return evolve(amount, mean=mean * factor, sd=sd * factor)
        case Samples(values):
            return Samples(value * factor for value in values)
        case _:
            return amount


def _raised(amount: Any, step: float) -> Any:
    """Move a quantity up, or down where the step is below zero, every draw of it and none to another shape.

    The step is in proportion to the greatest value that is stated, and to 1 where that is less.
    """
    if isinstance(amount, tuple):
        return tuple(_raised(part, step) for part in amount)
    match amount:
        case Point(value):
            return Point(value + _stride(step, value))
        case Range(low, high) if low > 0 or high < 0:  # what lies on one side of zero stays there
            factor = 1.0 + step if step > 0 else 1.0 / (1.0 - step)
            factor = factor if low > 0 else 1.0 / factor
            return evolve(amount, low=low * factor, high=high * factor)
        case Range(low, high):
            by = max(min(_stride(step, low, high), -low), -high)
            return evolve(amount, low=low + by, high=high + by)
        case Uniform(low, high):
            by = _stride(step, low, high)
            return Uniform(low + by, high + by)
        case ThreePoint(low, mode, high, shape):
            by = _stride(step, low, high)
            return ThreePoint(low + by, mode + by, high + by, shape)
        case Normal(mean, sd, "lognormal"):
            factor = 1.0 + step if step > 0 else 1.0 / (1.0 - step)
            factor = factor if mean > 0 else 1.0 / factor
            return evolve(amount, mean=mean * factor, sd=sd * factor)
        case Normal(mean):
            return evolve(amount, mean=mean + _stride(step, mean))
        case Samples(values):
            by = _stride(step, *values)
            return Samples(value + by for value in values)
        case _:
            return amount


def _stride(step: float, *values: float) -> float:
    return step * max(1.0, *(abs(value) for value in values))


def renamed(case: Case, keys: Mapping[str, str], clothes: Mapping[str, Tool]) -> Case:
    """Give tools other keys, and the name, kind and audience of others; dates stay with what the tools do."""
    return evolve(
        case,
        tools={
            keys[key]: evolve(tool, name=clothes[key].name, kind=clothes[key].kind, audience=clothes[key].audience)
            for key, tool in case.tools.items()
        },
        demands={keys[key]: demands for key, demands in case.demands.items()},
        correlations=[
            evolve(part, between=[_path_renamed(path, keys) for path in part.between]) for part in case.correlations
        ],
    )


def _path_renamed(path: str, keys: Mapping[str, str]) -> str:
    """Give the path of a quantity in a case whose tools have other keys."""
    place = place_of(path)
    return evolve(place, tool=keys[place.tool]).path if place.tool else path


def _tool_in(path: str) -> str:
    """Give the key of the tool to which a quantity belongs; empty for what is the same for all tools."""
    return place_of(path).tool


def untied(case: Case) -> Case:
    """Leave out the correlations that tie a tool to another, or to what is the same for all."""
    return evolve(
        case,
        correlations=[part for part in case.correlations if len({_tool_in(path) for path in part.between}) == 1],
    )


def turned(case: Case) -> Case:
    """Turn the order of everything round that has a name of its own in the file."""

    def turned_tool(tool: Tool) -> Tool:
        return evolve(
            tool,
            costs=tool.costs[::-1],
            effects=_reversed(tool.effects),
            not_applicable=_reversed(tool.not_applicable),
        )

    return evolve(
        case,
        objectives=_reversed(case.objectives),
        levers=_reversed(case.levers),
        indicators=_reversed(case.indicators),
        tools=_over(_reversed(case.tools), turned_tool),
        demands=_reversed(case.demands),
        correlations=case.correlations[::-1],
        weights=case.weights and evolve(case.weights, stakeholders=_reversed(case.weights.stakeholders)),
    )


def _reversed(parts: Mapping[str, T]) -> dict[str, T]:
    return {key: parts[key] for key in reversed(list(parts))}


def in_another_currency(case: Case, factor: float) -> Case:
    """State all money in a currency of which ``factor`` units are worth one of the old."""

    def cost_in(cost: Cost) -> Cost:
        return evolve(cost, amount=_scaled(cost.amount, factor), unit_cost=_scaled(cost.unit_cost, factor))

    def tool_in(tool: Tool) -> Tool:
        printed = [_printed_in(one, factor) for one in tool.published]
        return evolve(tool, costs=[cost_in(cost) for cost in tool.costs], published=printed)

    return evolve(
        case,
        currency="USD" if case.currency != "USD" else "EUR",
        indicators=_over(case.indicators, lambda part: _indicator_in_money(part, factor)),
        tools=_over(case.tools, tool_in),
    )


def _indicator_in_money(part: Indicator, factor: float) -> Indicator:
    plan = part.measurement
    if plan is not None:
        plan = evolve(plan, cost=_scaled(plan.cost, factor), unit_cost=_scaled(plan.unit_cost, factor))
    return evolve(part, value=_scaled(part.value, factor), measurement=plan)


def _printed_in(one: Published, factor: float) -> Published:
    printed = {name: getattr(one, name) for name in ("benefits", "costs", "npv")}
    money: Any = {name: figure * factor for name, figure in printed.items() if figure is not None}
    return evolve(one, **money)


def counted_otherwise(case: Case, factor: float) -> Case:
    """Count every indicator in another unit: ``factor`` of it make one of the old, or its inverse, by turns."""
    factors = {key: factor if place % 2 == 0 else 1.0 / factor for place, key in enumerate(sorted(case.indicators))}

    def indicator_in(part: Indicator, factor: float) -> Indicator:
        plan = part.measurement
        if plan is not None and plan.spread is not None:
            plan = evolve(plan, spread=plan.spread * factor)
        return evolve(
            part,
            measurement=plan,
            unit=f"part of a {part.unit}",
            value=_scaled(part.value, 1.0 / factor),
            prior=_scaled(part.prior, factor),
            total=_scaled(part.total, factor),
            change=_scaled(part.change, factor),
            baseline=_scaled(part.baseline, factor),
            target=_scaled(part.target, factor),
            scale=_scale_in(part.scale, factor),
        )

    def effects_in(effects: Mapping[str, Effect]) -> dict[str, Effect]:
        return {key: evolve(effect, change=_scaled(effect.change, factors[key])) for key, effect in effects.items()}

    return evolve(
        case,
        indicators={key: indicator_in(part, factors[key]) for key, part in case.indicators.items()},
        tools=_over(case.tools, lambda tool: evolve(tool, effects=effects_in(tool.effects))),
    )


def _scale_in(scale: Scale | None, factor: float) -> Scale | None:
    if scale is None:
        return None
    worst, best = (None if end is None else end * factor for end in (scale.worst, scale.best))
    points = None if scale.points is None else [(value * factor, score) for value, score in scale.points]
    return Scale(worst=worst, best=best, points=points)


def more_effect(case: Case, key: str, step: float) -> Case:
    """Raise all changes of one tool, each in the direction that is better, by a share of their size."""

    def more(name: str, effect: Effect) -> Effect:
        sign = 1.0 if case.indicators[name].better == "higher" else -1.0
        return evolve(effect, change=_raised(effect.change, sign * step))

    tool = case.tools[key]
    return with_tool(case, key, evolve(tool, effects={name: more(name, part) for name, part in tool.effects.items()}))


def less_cost(case: Case, key: str, factor: float) -> Case:
    """Multiply all costs of one tool by a factor below 1."""
    tool = case.tools[key]
    costs = [
        evolve(cost, amount=_scaled(cost.amount, factor), units=_scaled(cost.units, factor)) for cost in tool.costs
    ]
    return with_tool(case, key, evolve(tool, costs=costs))


def with_tool(case: Case, key: str, tool: Tool) -> Case:
    """Add a tool, or put another one in its place."""
    return evolve(case, tools={**case.tools, key: tool})


def without_tool(case: Case, key: str) -> Case:
    """Take a tool out of a case, what is demanded of it, and what its quantities are correlated with."""
    kept = [part.among(path for path in part.between if _tool_in(path) != key) for part in case.correlations]
    return evolve(
        case,
        correlations=[part for part in kept if part is not None],
        tools={other: tool for other, tool in case.tools.items() if other != key},
        demands={other: names for other, names in case.demands.items() if other != key},
    )


def unused(keys: Collection[str], wanted: str) -> str:
    """Give a key that is not there yet."""
    while wanted in keys:
        wanted += "_"
    return wanted


def with_strangers(case: Case) -> tuple[Case, tuple[str, ...]]:
    """Put tools of all kinds, by turns old and new, beside those of a case; nothing but a cost is known of them."""
    strangers: dict[str, Tool] = {}
    for place, kind in enumerate(KINDS):
        strangers[unused(case.tools, f"stranger_{kind}")] = Tool(
            name=f"The other {kind}",
            kind=kind,
            introduced=case.evaluated if place % 2 == 0 else _OLD,
            costs=[Cost(item="Upkeep", amount=100, when="each")],
        )
    return evolve(case, tools={**case.tools, **strangers}), tuple(strangers)


def in_clothes_of(case: Case, does: Tool) -> Case:
    """Let every tool of a case cost and do what one of them does, and keep its name, kind and date."""
    return evolve(
        case,
        correlations=(),
        tools=_over(
            case.tools,
            lambda tool: evolve(tool, costs=does.costs, effects=does.effects, not_applicable=does.not_applicable),
        ),
    )


def with_indicator(
    case: Case, effects: Mapping[str, Effect], *, prior: float = 1000.0, **stated: Any
) -> tuple[Case, str]:
    """Add an indicator, declared on the day of the evaluation and worth 1 a unit, on which these tools have effects."""
    key = unused(case.indicators, "probe")
    indicator = Indicator(
        statement="Something that was found",
        unit="piece",
        better="higher",
        declared=case.evaluated,
        value=1,
        prior=prior,
        **stated,
    )
    tools = {
        name: evolve(tool, effects={**tool.effects, key: effects[name]}) if name in effects else tool
        for name, tool in case.tools.items()
    }
    return evolve(case, indicators={**case.indicators, key: indicator}, tools=tools), key


def priors_filled(case: Case) -> Case:
    """Give every indicator a prior, zero where it had none, so that any policy for gaps can be followed."""
    return evolve(
        case,
        indicators=_over(case.indicators, lambda part: part if part.prior is not None else evolve(part, prior=0)),
    )


def claims_past_all(case: Case) -> dict[str, float]:
    """Return the greatest sum of the credits that all tools claim of one shared change in a period, where it passes 1.

    The case is a certain one. By indicator.
    """
    sums = {key: _greatest_claim(case, key) for key, indicator in case.indicators.items() if indicator.shared}
    return {key: total for key, total in sums.items() if total > 1.0 + 1e-9}


def _greatest_claim(case: Case, indicator: str) -> float:
    effects = [tool.effects[indicator] for tool in case.tools.values() if indicator in tool.effects]
    periods = range(1, case.horizon.periods + 1)
    return max(sum(_credit(effect) for effect in effects if _lasts_in(effect, period)) for period in periods)


def _lasts_in(effect: Effect, period: int) -> bool:
    return effect.starts <= period and (effect.lasts is None or period < effect.starts + effect.lasts)


def _credit(effect: Effect) -> float:
    return _middle(effect.credit)


def claims_cut(case: Case, indicators: Iterable[str]) -> Case:
    """Cut the credits on some indicators, in proportion, so that they stay below 100 % in every period."""
    factors = {key: 0.9 / _greatest_claim(case, key) for key in indicators}

    def cut(tool: Tool) -> Tool:
        effects = {
            key: evolve(effect, credit=_scaled(effect.credit, factors[key])) if key in factors else effect
            for key, effect in tool.effects.items()
        }
        return evolve(tool, effects=effects)

    return evolve(case, tools=_over(case.tools, cut))
