"""The same case told otherwise: certain, renamed, dated, in another currency or unit or order, or with a bit more effect.

Each function is pure and turns a case into a case; what may change in the answer, and what may not, is the affair of
``blogroi.testing.guarantees``.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import cycle
from typing import Any, TypeVar, get_args

from attrs import evolve, fields, has

from blogroi.model import (
    Beta,
    Case,
    CheckPolicy,
    Correlation,
    Cost,
    Effect,
    Evidence,
    FrozenMap,
    Indicator,
    Point,
    Published,
    Quantity,
    Scale,
    Tool,
)
from blogroi.model.fields import is_certain
from blogroi.model.paths import CORRECTIONS, place_of, quantities
from blogroi.testing.variants.arithmetic import each, lowest, middle, raised, scaled

__all__ = [
    "KINDS",
    "OTHER_CURRENCY",
    "PAPERS_BLANK",
    "PAPERS_STATED",
    "RATE",
    "UNUSUAL_CURRENCY",
    "amount_in",
    "as_products",
    "certain",
    "claims_past_all",
    "counted_otherwise",
    "credits_scaled",
    "dated",
    "in_another_currency",
    "in_other_words",
    "less_cost",
    "more_effect",
    "priors_filled",
    "renamed",
    "reversed_order",
    "reversed_tools",
    "rewritten",
    "scalable",
    "unused",
    "with_exchanged",
    "with_indicator",
    "with_other_names",
    "with_profile_of",
    "with_sign_turned",
    "with_tool",
    "with_unknown_tools",
    "without_cross_correlations",
    "without_tool",
]

T = TypeVar("T")
Change = Callable[[Case], Case]

KINDS = ("blog", "newsletter", "intranet", "magazine", "fair", "podcast", "social network", "brochure")
"""Kinds that a tool may be of."""

OTHER_CURRENCY = "XTS"
"""The currency in which the money of a case is stated anew: the code that ISO 4217 keeps for tests."""

UNUSUAL_CURRENCY = "XXX"
"""What a currency is called instead, the amounts left as they are: the code of ISO 4217 for no currency."""

RATE = 64.0
"""Units of the other currency for one of the old. A power of two multiplies without rounding."""

_OLD = datetime.date(1980, 1, 1)

PAPERS_STATED: Mapping[str, Change] = FrozenMap(
    {
        "everything was demanded of every tool": lambda case: evolve(
            case, demands=dict.fromkeys(case.tools, tuple(case.indicators))
        ),
        "indicators were declared on the day of the evaluation": lambda case: _declared(case, case.evaluated),
        "effects were observed on the day of the evaluation": lambda case: _observed(case, case.evaluated),
        "tools were meant for everything or for nothing": lambda case: _intended(case, case.indicators),
        "figures of every tool were published": lambda case: _published(
            case, [Published(npv=1e6, roi=9.0, source="an annual report")]
        ),
        "statements were worded otherwise": lambda case: _reworded(case, "Whatever it is"),
        "sources were named": lambda case: _sourced(case, "somebody"),
        "evidence was of another class": lambda case: evolve(case, tools=_over_effects(case, _other_class)),
        "the case was evaluated later": lambda case: _evaluated_after(case, 4000),
        "findings were set aside": lambda case: evolve(case, checks=CheckPolicy(ignore={"BR1": "on purpose"})),
    }
)
"""Changes by which everything that is about paper alone is written down, or said otherwise, each by what it does."""

PAPERS_BLANK: Mapping[str, Change] = FrozenMap(
    {
        "nothing was demanded of any tool": lambda case: evolve(case, demands={}),
        "nobody knew when indicators were declared": lambda case: _declared(case, None),
        "nobody knew when effects were observed": lambda case: _observed(case, None),
        "nobody said what tools were meant for": lambda case: _intended(case, None),
        "no figure was published": lambda case: _published(case, ()),
        "statements were left out": lambda case: _reworded(case, "-"),
        "sources were left out": lambda case: _sourced(case, ""),
        "all evidence was assumed": lambda case: evolve(case, tools=_over_effects(case, _assumed)),
        "the case was evaluated earlier": lambda case: _evaluated_after(case, -4000),
        "no finding was set aside": lambda case: evolve(case, checks=CheckPolicy()),
    }
)
"""Changes by which it is left out, where it can be."""

_QUANTITIES = get_args(Quantity)


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
    changed: Case = _with_quantities(evolve(case, correlations=()), lambda quantity: Point(middle(quantity)))
    return evolve(changed, objectives=case.objectives, weights=case.weights)  # middles of bounds might contradict


def _with_quantities(node: Any, change: Callable[[Quantity], Quantity]) -> Any:
    """Change every quantity below a node, and leave alone what holds none."""
    if isinstance(node, _QUANTITIES):
        return change(node)
    return _rebuilt(node, lambda _, part: _with_quantities(part, change))


def _rebuilt(node: Any, change: Callable[[str, Any], Any]) -> Any:
    """Change the parts of a node, each under its name; what has no parts stays as it is."""
    if isinstance(node, FrozenMap):
        return FrozenMap({key: change("", part) for key, part in node.items()})
    if isinstance(node, tuple):
        return tuple(change("", part) for part in node)
    if not has(type(node)):
        return node
    parts = {attribute.name: getattr(node, attribute.name) for attribute in fields(type(node)) if attribute.init}
    changed = {name: change(name, part) for name, part in parts.items()}
    return evolve(node, **{name: part for name, part in changed.items() if part is not parts[name]})


def _over(parts: Mapping[str, T], change: Callable[[T], T]) -> FrozenMap[str, T]:
    return FrozenMap({key: change(part) for key, part in parts.items()})


def _over_effects(case: Case, change: Callable[[str, Effect], Effect]) -> FrozenMap[str, Tool]:
    """Change the effects of all tools, each with the key of its indicator."""
    return _over(
        case.tools,
        lambda tool: evolve(tool, effects={name: change(name, effect) for name, effect in tool.effects.items()}),
    )


def reversed_tools(case: Case) -> Case:
    """Turn the order of the tools round."""
    return evolve(case, tools=_reversed(case.tools))


def reversed_order(case: Case) -> Case:
    """Turn the order of everything round that has a name of its own in the file."""

    def reversed_tool(tool: Tool) -> Tool:
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
        tools=_over(_reversed(case.tools), reversed_tool),
        demands=_reversed(case.demands),
        correlations=case.correlations[::-1],
        weights=case.weights and evolve(case.weights, stakeholders=_reversed(case.weights.stakeholders)),
    )


def _reversed(parts: Mapping[str, T]) -> dict[str, T]:
    return {key: parts[key] for key in reversed(list(parts))}


def with_exchanged(case: Case, *, name: str) -> Case:
    """Let each tool have a field of the one before it, and keep its key and all that it costs and does."""
    given = list(case.tools.values())
    donors = dict(zip(case.tools, given[-1:] + given[:-1], strict=True))
    return evolve(
        case,
        tools={key: evolve(tool, **{name: getattr(donors[key], name)}) for key, tool in case.tools.items()},
    )


def with_other_names(case: Case) -> Case:
    """Give tools names, kinds and audiences that none of them has: by turns usual ones, and some that nobody has heard of."""
    kinds = {tool.kind for tool in case.tools.values()}
    usual = cycle([kind for kind in KINDS if kind not in kinds] or KINDS)
    tools = {}
    for place, (key, tool) in enumerate(case.tools.items(), start=1):
        kind, audience = (next(usual), ["members", "employees"]) if place % 2 else (f"thing {place}", [])
        tools[key] = evolve(tool, name=f"The other {kind}", kind=kind, audience=audience)
    return evolve(case, tools=tools)


def renamed(case: Case, keys: Mapping[str, str]) -> Case:
    """Give tools other keys; nothing else changes."""

    def path_of(path: str) -> str:
        place = place_of(path)
        return evolve(place, tool=keys[place.tool]).path if place.tool else path

    return evolve(
        case,
        tools={keys[key]: tool for key, tool in case.tools.items()},
        demands={keys[key]: asked for key, asked in case.demands.items()},
        correlations=[evolve(part, between=[path_of(path) for path in part.between]) for part in case.correlations],
    )


def dated(case: Case, dates: Mapping[str, datetime.date | None]) -> Case:
    """Let tools be introduced on other days, or on a day that nobody knows."""
    return evolve(
        case,
        tools={key: evolve(tool, introduced=dates.get(key, tool.introduced)) for key, tool in case.tools.items()},
    )


def _other_class(_: str, effect: Effect) -> Effect:
    classes = get_args(Evidence)
    return evolve(effect, evidence=classes[(classes.index(effect.evidence) + 1) % len(classes)])


def _assumed(_: str, effect: Effect) -> Effect:
    return evolve(effect, evidence="assumed")


def _evaluated_after(case: Case, days: int) -> Case:
    return evolve(case, evaluated=case.evaluated + datetime.timedelta(days=days))


def _declared(case: Case, day: datetime.date | None) -> Case:
    return evolve(case, indicators=_over(case.indicators, lambda part: evolve(part, declared=day)))


def _observed(case: Case, day: datetime.date | None) -> Case:
    return evolve(case, tools=_over_effects(case, lambda _, effect: evolve(effect, observed=day)))


def _published(case: Case, printed: Sequence[Published]) -> Case:
    return evolve(case, tools=_over(case.tools, lambda tool: evolve(tool, published=printed)))


def _intended(case: Case, indicators: Iterable[str] | None) -> Case:
    """Say that every other tool was meant for some indicators and the rest for nothing, or say nothing of it."""
    some = None if indicators is None else tuple(indicators)
    tools = {
        key: evolve(tool, intended=some if some is None or place % 2 else ())
        for place, (key, tool) in enumerate(case.tools.items())
    }
    return evolve(case, tools=tools)


def _reworded(case: Case, text: str) -> Case:
    worded = ("title", "statement", "method", "not_applicable")
    other: Case = _with_texts(case, lambda name: text if name in worded else None)
    return other


def _sourced(case: Case, text: str) -> Case:
    other: Case = _with_texts(case, lambda name: text if name.endswith("source") else None)
    return other


def _with_texts(node: Any, text_for: Callable[[str], str | None]) -> Any:
    """Put other texts into the fields of some names; of what was published, the source has to be something."""

    def changed(name: str, part: Any) -> Any:
        text = text_for(name)
        if text is not None and isinstance(part, str):
            return text or ("-" if isinstance(node, Published) else "")
        if text is not None and isinstance(part, FrozenMap):
            return FrozenMap(dict.fromkeys(part, text))
        return _with_texts(part, text_for)

    return _rebuilt(node, changed)


def scalable(case: Case) -> Case:
    """Take as certain what cannot be stated in another unit: a beta distribution, which ends at 1, where it is no share."""
    shares = ("margin", "contingency", *CORRECTIONS)

    def changed(name: str, part: Any) -> Any:
        if isinstance(part, Beta):
            return Point(middle(part))
        return part if name in shares else _rebuilt(part, changed)

    other: Case = _rebuilt(evolve(case, correlations=()), changed)
    uncertain = [path for path, stated in quantities(other).items() if not is_certain(stated)]
    kept = [part.among(uncertain) for part in case.correlations]
    return evolve(other, correlations=[part for part in kept if part is not None])


def in_other_words(case: Case) -> Case:
    """Call the currency and the units by other words; no number changes."""
    return evolve(
        case,
        currency=UNUSUAL_CURRENCY,
        indicators=_over(case.indicators, lambda part: evolve(part, unit=f"so-called {part.unit}")),
    )


def rewritten(case: Case) -> Case:
    """Write whole numbers with a decimal point where they had none, and without one where they had one."""
    other: Case = _with_quantities(case, lambda quantity: _rebuilt(quantity, lambda _, part: _other_number(part)))
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
        return evolve(cost, amount=scaled(cost.amount, rate), unit_cost=scaled(cost.unit_cost, rate))

    def tool_in(tool: Tool) -> Tool:
        printed = [_printed_in(one, rate) for one in tool.published]
        return evolve(tool, costs=[cost_in(cost) for cost in tool.costs], published=printed)

    return evolve(
        case,
        currency=OTHER_CURRENCY,
        indicators=_over(case.indicators, lambda part: _indicator_in_money(part, rate)),
        tools=_over(case.tools, tool_in),
    )


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
        if plan is not None:
            spread: Any = {
                name: getattr(plan, name) * abs(factor)
                for name in ("sd", "spread")
                if getattr(plan, name, None) is not None
            }
            plan = evolve(plan, **spread)
        return evolve(part, measurement=plan, scale=_scale_in(part.scale, factor), **stated)

    def effect_in(name: str, effect: Effect) -> Effect:
        return evolve(effect, change=scaled(effect.change, units[name])) if name in units else effect

    return evolve(
        case,
        indicators={
            key: indicator_in(part, units[key]) if key in units else part for key, part in case.indicators.items()
        },
        tools=_over_effects(case, effect_in),
    )


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
    signs = [-1.0 if place_of(path).field in ("change", "total", "prior") else 1.0 for path in correlation.between]
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
        items = [cost.item for cost in tool.costs]  # costs of one item are told apart by what they state
        return evolve(tool, costs=[cost if items.count(cost.item) > 1 else otherwise(cost) for cost in tool.costs])

    return evolve(case, tools=_over(case.tools, tool_with))


def without_cross_correlations(case: Case) -> Case:
    """Leave out the correlations that tie a tool to another, or to what is the same for all."""
    return evolve(
        case,
        correlations=[part for part in case.correlations if len({place_of(path).tool for path in part.between}) == 1],
    )


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
        return evolve(effect, change=each(effect.change, lambda quantity: raised(quantity, sign * step)))

    tool = case.tools[key]
    return with_tool(case, key, evolve(tool, effects={name: more(name, part) for name, part in tool.effects.items()}))


def less_cost(case: Case, key: str, factor: float) -> Case:
    """Multiply all costs of one tool by a factor below 1."""
    tool = case.tools[key]
    costs = [evolve(cost, amount=scaled(cost.amount, factor), units=scaled(cost.units, factor)) for cost in tool.costs]
    return with_tool(case, key, evolve(tool, costs=costs))


def with_tool(case: Case, key: str, tool: Tool) -> Case:
    """Add a tool, or put another one in its place."""
    return evolve(case, tools={**case.tools, key: tool})


def without_tool(case: Case, key: str) -> Case:
    """Take a tool out of a case, what is demanded of it, and what its quantities are correlated with."""
    kept = [part.among(path for path in part.between if place_of(path).tool != key) for part in case.correlations]
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


def with_unknown_tools(case: Case) -> tuple[Case, tuple[str, ...]]:
    """Put tools of many kinds, by turns old and new, beside those of a case; nothing but a cost is known of them."""
    unknown: dict[str, Tool] = {}
    for place, kind in enumerate(KINDS[:5]):
        key = unused(case.tools, f"other_{kind}")
        unknown[key] = Tool(
            name=f"The other {kind}",
            kind=kind,
            introduced=(case.evaluated, _OLD, None)[place % 3],
            costs=[Cost(item="Upkeep", amount=100, when="each")],
        )
    return evolve(case, tools={**case.tools, **unknown}), tuple(unknown)


def with_profile_of(case: Case, does: Tool) -> Case:
    """Let every tool of a case cost and do what one tool does, and keep its name, kind and date."""
    return evolve(
        case,
        correlations=(),
        tools=_over(
            case.tools,
            lambda tool: evolve(tool, costs=does.costs, effects=does.effects, not_applicable=does.not_applicable),
        ),
    )


def with_indicator(
    case: Case, effects: Mapping[str, Effect], *, wanted: str = "probe", **stated: Any
) -> tuple[Case, str]:
    """Add an indicator on which these tools have effects: declared on the day of the evaluation, worth 1 a unit.

    Parameters
    ----------
    case : Case
        Any case.
    effects : mapping of str to Effect
        By key of the tool.
    wanted : str
        Its key, unless there is one of that key already.
    **stated
        What else it states; a prior of 1,000 unless another is given.

    Returns
    -------
    Case, str
        The case, and the key.
    """
    key = unused(case.indicators, wanted)
    said: dict[str, Any] = {"prior": 1000} | stated
    indicator = Indicator(
        statement="Something that was found",
        unit="piece",
        better="higher",
        declared=case.evaluated,
        value=1,
        **said,
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
    return max(sum(middle(effect.credit) for effect in effects if _lasts_in(effect, period)) for period in periods)


def _lasts_in(effect: Effect, period: int) -> bool:
    return effect.starts <= period and (effect.lasts is None or period < effect.starts + effect.lasts)


def credits_scaled(case: Case, indicators: Iterable[str]) -> Case:
    """Cut the credits on some indicators, in proportion, so that they stay below 100 % in every period."""
    factors = {key: 0.9 / _greatest_claim(case, key) for key in indicators}

    def cut(name: str, effect: Effect) -> Effect:
        return evolve(effect, credit=scaled(effect.credit, factors[name])) if name in factors else effect

    return evolve(case, tools=_over_effects(case, cut))
