"""A case in which there is something to compare, built from whole numbers that somebody draws.

What is rare in cases and hard on whoever evaluates them is common here: long horizons, many tools, correlations, shared
changes, missing dates, amounts of all sizes. Dice make cases that are far apart from each other, and the same for the same
seed; Hypothesis makes them smaller when something goes wrong. Both draw through the same few words.
"""

from __future__ import annotations

import datetime
import random
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from itertools import cycle, islice
from typing import Any, TypeVar, get_args

from attrs import evolve, frozen

from blogroi.model import (
    Aim,
    Beta,
    Case,
    CashStatus,
    Comparison,
    Correlation,
    Cost,
    Direction,
    Discounting,
    Effect,
    Evidence,
    Frequency,
    GapPolicy,
    Horizon,
    Indicator,
    Lever,
    LeverFamily,
    Measurement,
    Normal,
    Objective,
    Party,
    Point,
    Published,
    Quantity,
    Range,
    RateBand,
    Samples,
    Scale,
    Stakeholder,
    ThreePoint,
    Timing,
    Tool,
    Uniform,
    Valuation,
    WeightRatio,
    Weights,
)
from blogroi.model.fields import Periods, PerPeriod, is_certain
from blogroi.model.paths import place_of, quantities
from blogroi.testing.variants.arithmetic import times
from blogroi.testing.variants.units import KINDS

__all__ = ["Dice", "Source", "comparison", "correlations", "weighed"]

T = TypeVar("T")

_PERIODS = (3, 1, 2, 4, 12, 26, 36, 48)
"""Numbers of periods that are drawn, some of them past two years of months."""

_TOOLS = (2, 3, 4, 7, 8)
_TOOL_KEYS = ("blog", "alpha", "fair", "wiki", "Zine", "costs", "magazine", "9th", "podcast", "été")
_INDICATOR_KEYS = ("deals", "calls_avoided", "visits", "gaps")
_ITEMS = ("Writing", "Hosting", "Set-up", "Mr. Smith's fee")
_MAGNITUDES = (1.0, 1.0, 0.01, 1e3, 1e9)
_EVALUATED = (datetime.date(2026, 6, 30), datetime.date(2011, 2, 1))
_SIGNS: Mapping[Direction, float] = {"higher": 1.0, "lower": -1.0}


class Source(ABC):
    """Where whole numbers come from, and what is drawn by them."""

    @abstractmethod
    def whole(self, low: int, high: int) -> int:
        """Draw a whole number between two others, both included."""

    def one_of(self, options: Sequence[T]) -> T:
        """Draw one of several, all equally likely."""
        return options[self.whole(0, len(options) - 1)]

    def word(self, alias: Any) -> Any:
        """Draw one of the words of a ``Literal``."""
        return self.one_of(get_args(alias))

    def happens(self, of: int = 2) -> bool:
        """Say yes in one of so many cases."""
        return self.whole(1, of) == of

    def some(self, options: Sequence[T], least: int, most: int) -> list[T]:
        """Draw some of several, none of them twice, in any order."""
        left = list(options)
        return [left.pop(self.whole(0, len(left) - 1)) for _ in range(min(self.whole(least, most), len(left)))]


class Dice(Source):
    """Whole numbers at random, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def whole(self, low: int, high: int) -> int:
        """Draw a whole number between two others, both included."""
        return self._random.randint(low, high)


def comparison(source: Source, *, most_tools: int = 8, most_periods: int = 48) -> Case:
    """Draw a case of several tools that bring in something and cost something.

    Parameters
    ----------
    source : Source
        Where numbers come from.
    most_tools, most_periods : int
        The greatest numbers of tools, from 2, and of periods.

    Returns
    -------
    Case
        Every gap in it can be filled from a prior.

    Examples
    --------
    >>> len(comparison(Dice(1)).tools) >= 2
    True
    """
    drawn = _Comparison(
        source=source,
        periods=source.one_of([count for count in _PERIODS if count <= most_periods]),
        evaluated=source.one_of(_EVALUATED),
        magnitude=source.one_of(_MAGNITUDES),
    )
    return drawn.case(source.one_of([count for count in _TOOLS if count <= most_tools]))


@frozen
class _Comparison:
    """A case in the making.

    Parameters
    ----------
    source : Source
        Where numbers come from.
    periods : int
        Length of its lists.
    evaluated : datetime.date
        Around which other days lie.
    magnitude : float
        By which all money is multiplied.
    """

    source: Source
    periods: int
    evaluated: datetime.date
    magnitude: float

    def case(self, tools: int) -> Case:
        draw = self.source
        objectives, weights = weighed(draw, {name: self.objective() for name in ("renewals", "sales")})
        one, other = objectives
        levers = {"answers": self.lever(one, other), "reach": self.lever(other, one)}
        names = draw.some(_INDICATOR_KEYS, 1, len(_INDICATOR_KEYS))
        indicators = {name: self.indicator((*levers, *levers, None)) for name in names}
        keys = draw.some(_TOOL_KEYS, tools, tools)
        case = Case(
            title="A comparison",
            currency=draw.one_of(["EUR", "USD", "GBP", "CHF"]),
            evaluated=self.evaluated,
            horizon=Horizon(start=datetime.date(2026, 1, 1), periods=self.periods, step=draw.one_of(["year", "month"])),
            discounting=self.discounting(),
            gaps=draw.word(GapPolicy),
            objectives=objectives,
            levers=levers,
            indicators=indicators,
            tools={key: self.tool(indicators) for key in keys},
            demands={key: draw.some(names, 0, 3) for key in draw.some(keys, 0, 2)},
            weights=weights,
        )
        return evolve(case, correlations=correlations(draw, case))

    def discounting(self) -> Discounting:
        draw = self.source
        rate: Any = draw.whole(-5, 20) / 100
        if draw.happens(4):
            rate = [RateBand(until=1, rate=0.05), RateBand(until=3, rate=0.02), RateBand(until=9, rate=-0.01)]
        return Discounting(rate=rate, timing=draw.word(Timing), source=draw.one_of(["", "the ministry"]))

    def objective(self) -> Objective:
        return Objective("A wish", aim=self.source.word(Aim), beneficiary=self.source.word(Party))

    def lever(self, first: str, second: str) -> Lever:
        """Draw a lever on one objective, or on it and another one."""
        draw = self.source
        family = draw.word(LeverFamily)
        if draw.happens():
            share = draw.one_of([0.25, 0.5, 0.7])
            return Lever("A way", family=family, objectives={first: share, second: 1.0 - share})
        return Lever("A way", family=family, objective=first)

    def indicator(self, levers: Sequence[str | None]) -> Indicator:
        draw = self.source
        better = draw.word(Direction)
        sign = _SIGNS[better]
        shared = draw.happens(4)
        return Indicator(
            statement="Something that can be counted",
            lever=draw.one_of(levers),
            unit=draw.one_of(["piece", "hour", "call"]),
            better=better,
            declared=self.day(),
            value=None if draw.happens(8) else self.amount(50, self.magnitude, can_be_zero=draw.happens()),
            valuation=self.perhaps(lambda: draw.word(Valuation)),
            cash=self.perhaps(lambda: draw.word(CashStatus)),
            margin=self.perhaps(self.share),
            scale=None if draw.happens(4) else self.scale(sign),
            total=self.per_period(4000, sign) if draw.happens(4) else None,
            shared=shared,
            change=self.per_period(1000, sign) if shared else None,
            periods=draw.word(Periods),
            prior=self.amount(500, sign, can_be_zero=draw.happens()),
            **(self.plan() if draw.happens() else {}),
        )

    def plan(self) -> dict[str, Any]:
        """Draw how an indicator is going to be measured, and what is wanted of it."""
        draw = self.source
        plan = Measurement(
            method="survey",
            comparison=self.perhaps(lambda: draw.word(Comparison)),
            frequency=self.perhaps(lambda: draw.word(Frequency)),
            cost=self.perhaps(lambda: self.amount(2000, self.magnitude)),
            n=draw.one_of([20, 200]),
            spread=draw.one_of([None, 50.0]),
        )
        return {"measurement": plan, "baseline": 0, "target": draw.whole(-500, 500), "deadline": self.evaluated}

    def scale(self, sign: float) -> Scale:
        draw = self.source
        ends = (float(-draw.whole(0, 400)), float(draw.whole(1, 1000)))
        if draw.happens():
            return Scale(worst=sign * ends[0], best=sign * ends[1])
        points = [(sign * ends[0], 0.1), (0.5 * sign * sum(ends), 0.6), (sign * ends[1], 0.9)]
        return Scale(points=sorted(points))

    def tool(self, indicators: Mapping[str, Indicator]) -> Tool:
        draw = self.source
        kind = draw.one_of(KINDS)
        known = {name: draw.one_of(["effect", "effect", "effect", "gap", "reason"]) for name in indicators}
        effects = {name: self.effect(indicators[name]) for name, what in known.items() if what == "effect"}
        items = draw.some(_ITEMS, draw.one_of([1, 1, 1, 0]), 3)
        return Tool(
            name=draw.one_of([f"Our {kind}", f"The {kind} of {self.evaluated.year}", "It", ""]),
            kind=kind,
            introduced=self.day(),
            audience=draw.one_of([(), ("members",), ("employees", "public")]),
            costs=[self.cost(item) for item in items],
            effects=effects,
            published=Published(roi=0.67, source="A magazine") if draw.happens(4) else (),
            not_applicable={name: "not of this sort" for name, what in known.items() if what == "reason"},
            intended=draw.one_of([None, (), tuple(indicators)[:1], tuple(effects)]),
        )

    def cost(self, item: str) -> Cost:
        draw = self.source
        common: dict[str, Any] = {
            "item": item,
            "sunk": draw.happens(5),
            "contingency": draw.one_of([Point(0), self.share()]),
            "paid_by": draw.word(Party) if draw.happens(4) else "organisation",
        }
        when: Any = draw.one_of(["each", "upfront", "list", self.periods])
        if when == "list":
            return Cost(amount=self.listed(2000, self.magnitude), periods=draw.word(Periods), **common)
        if when == "upfront":
            common["service_life"] = draw.one_of([None, 1, 3])
        if draw.happens():
            return Cost(units=self.amount(200), unit_cost=self.amount(50, self.magnitude), when=when, **common)
        return Cost(amount=self.amount(2000 if when == "each" else 20_000, self.magnitude), when=when, **common)

    def effect(self, indicator: Indicator) -> Effect:
        draw = self.source
        sign = _SIGNS[indicator.better] * (-1.0 if draw.happens(6) else 1.0)
        corrections: dict[str, Any] = {
            name: self.share()
            for name in ("deadweight", "credit", "displacement", "drop_off", "confidence")
            if draw.happens()
        }
        return Effect(
            change=None if indicator.shared else self.per_period(1000, sign, can_be_zero=draw.happens()),
            periods=draw.word(Periods),
            starts=self.periods if draw.happens(4) else 1,
            lasts=draw.one_of([None, None, 1, self.periods + 2]),
            evidence=draw.word(Evidence),
            source=draw.one_of(["", "the help desk"]),
            observed=self.day(),
            searched=draw.one_of([1, 1, 5, 40]),
            noticed_by=draw.one_of(["", "the editor", "the sponsor"]),
            p_value=draw.one_of([None, 0.001, 0.03, 1.0]),
            **corrections,
        )

    def perhaps(self, drawn: Callable[[], T]) -> T | None:
        return drawn() if self.source.happens() else None

    def day(self) -> datetime.date | None:
        """Draw a day that is long ago, recent or yet to come, or none."""
        near, far = datetime.timedelta(days=100), datetime.timedelta(days=3000)
        day = self.evaluated
        return self.source.one_of([None, day - near, day - far, datetime.date(1985, 4, 1), day, day + near])

    def share(self) -> Quantity:
        draw = self.source
        percent, spread = draw.whole(5, 60), draw.whole(1, 35)
        shapes: tuple[Quantity, ...] = (
            Point(percent / 100),
            Range(percent / 100, (percent + spread) / 100),
            Beta(1 + percent / 10, 1 + spread / 10),
        )
        return draw.one_of(shapes)

    def amount(self, greatest: int, magnitude: float = 1.0, *, can_be_zero: bool = False) -> Quantity:
        """Draw an amount above zero, of any shape that states two or three numbers, or one."""
        draw = self.source
        low, middle, high = sorted(
            (draw.whole(1, greatest), draw.whole(1, greatest), greatest + draw.whole(1, greatest))
        )
        low = 0 if can_be_zero else low
        shapes: tuple[Quantity, ...] = (
            Point(middle),
            Range(low, high),
            ThreePoint(low, middle, high),
            Uniform(low, high),
            Normal(middle, 0.3 * middle),
            Samples([low, middle, high]),
            ThreePoint(low, middle, high, "triangular"),
            Normal(middle, 0.5 * middle, "lognormal"),
            Range(low, high, 0.8, "normal"),
        )
        drawn = draw.one_of(shapes)
        return drawn if magnitude == 1.0 else times(drawn, magnitude)

    def listed(self, greatest: int, magnitude: float = 1.0) -> list[Quantity]:
        """Draw one for each period: a few that come again and again, so that long lists draw no more than short ones."""
        pattern = [self.amount(greatest, magnitude) for _ in range(self.source.whole(1, min(self.periods, 3)))]
        return list(islice(cycle(pattern), self.periods))

    def per_period(self, greatest: int, magnitude: float, *, can_be_zero: bool = False) -> Any:
        if self.source.happens(3):
            return self.listed(greatest, magnitude)
        return self.amount(greatest, magnitude, can_be_zero=can_be_zero)


def correlations(source: Source, case: Case) -> list[Correlation]:
    """Tie some uncertain quantities to each other: within a tool, across tools, or with what is the same for all.

    Parameters
    ----------
    source : Source
        Where numbers come from.
    case : Case
        Whose quantities.

    Returns
    -------
    list of Correlation
        One, or none.
    """
    uncertain = [path for path, stated in quantities(case).items() if _can_be_tied(stated)]
    if len(uncertain) < 2 or source.happens():
        return []
    first = source.one_of(uncertain)
    own = place_of(first).tool
    sides = (
        [path for path in uncertain if place_of(path).tool == own],
        [path for path in uncertain if place_of(path).tool not in (own, "")],
        [path for path in uncertain if not place_of(path).tool],
    )
    others = [path for path in source.one_of(sides) if path != first] or [path for path in uncertain if path != first]
    tied = [first, *source.some(others, 1, 2)]
    if len(tied) == 2:
        return [Correlation(between=tied, rank=source.one_of([0.6, -0.6, 0.3]))]
    matrix = [[1.0, 0.5, -0.3], [0.5, 1.0, 0.2], [-0.3, 0.2, 1.0]]
    return [source.one_of([Correlation(between=tied, rank=0.4), Correlation(between=tied, matrix=matrix)])]


def _can_be_tied(stated: PerPeriod) -> bool:
    """Whether a quantity varies by enough that its ranks can go together with others'."""
    parts = stated if isinstance(stated, tuple) else (stated,)
    return not is_certain(stated) and all(len(set(part.values)) > 2 for part in parts if isinstance(part, Samples))


def weighed(source: Source, objectives: Mapping[str, Objective]) -> tuple[dict[str, Objective], Weights | None]:
    """State weights in many ways, all of which hold of the same hidden ones.

    Parameters
    ----------
    source : Source
        Where numbers come from.
    objectives : mapping of str to Objective
        What is weighed.

    Returns
    -------
    dict of str to Objective, Weights or None
    """
    hidden = {key: source.whole(1, 9) for key in objectives}
    total = sum(hidden.values())
    bounds = {key: ((100 * part // total) / 100, (100 * part // total + 1) / 100) for key, part in hidden.items()}
    stated: Mapping[str, Any] = source.one_of(
        [
            {},
            hidden,
            {key: source.one_of([None, Range(*ends), Uniform(*ends)]) for key, ends in bounds.items()},
        ]
    )
    said = {key: evolve(objective, weight=stated.get(key)) for key, objective in objectives.items()}
    if source.happens():
        return said, None
    stakeholders = {
        key: Stakeholder(
            voice=source.whole(1, 3), weights=hidden if source.happens() else {}, **_statements(source, hidden)
        )
        for key in source.some(["members", "staff", "the_board"], 0, 2)
    }
    return said, Weights(stakeholders=stakeholders, **_statements(source, hidden))


def _statements(source: Source, hidden: Mapping[str, int]) -> dict[str, Any]:
    """State an order, a ratio or points of some weights, all of them true."""
    order = sorted(hidden, key=lambda key: -hidden[key])
    if len(order) < 2:
        return {}
    more, less = order[0], order[-1]
    least = 10 * hidden[more] // hidden[less] / 10
    said: dict[str, Any] = {
        "order": order,
        "ratios": [WeightRatio(more, less, at_least=least, at_most=source.one_of([None, least + 0.5]))],
        "swing": {key: 10 * part for key, part in hidden.items()},
    }
    kept = {name: part for name, part in said.items() if source.happens()}
    if "swing" in kept:
        kept["rounding"] = source.one_of([0, 10])
    return kept
