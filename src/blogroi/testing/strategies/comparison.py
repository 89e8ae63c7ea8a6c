"""A case in which there is something to compare, built from whole numbers that somebody draws.

What is rare in cases and hard on whoever evaluates them is common here: long horizons, many tools, correlations, shared
changes, missing dates, amounts of all sizes.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from itertools import cycle, islice
from typing import Any, TypeVar

from attrs import evolve

from blogroi.model import (
    Aim,
    Beta,
    Case,
    CashStatus,
    Chance,
    Comparison,
    Cost,
    CostStatus,
    Direction,
    Discounting,
    Effect,
    Estimate,
    Evidence,
    Formula,
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
    Prices,
    Published,
    Quantiles,
    Quantity,
    Range,
    RateBand,
    Samples,
    Scale,
    Studies,
    ThreePoint,
    Timing,
    Tool,
    Uniform,
    Valuation,
)
from blogroi.model.duration import Step
from blogroi.model.fields import Periods
from blogroi.records import frozen
from blogroi.testing.strategies import formulas
from blogroi.testing.strategies.formulas import Stock
from blogroi.testing.strategies.relations import choice_rules, correlations, scenarios, weighed
from blogroi.testing.strategies.source import Source
from blogroi.testing.variants.arithmetic import scaled, times
from blogroi.testing.variants.tools import KINDS

__all__ = ["comparison"]

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
    >>> from blogroi.testing.strategies.source import Dice
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
    formulas : Stock
        Those of its drivers.
    """

    source: Source
    periods: int
    evaluated: datetime.date
    magnitude: float
    formulas: Stock = formulas.NO_FORMULAS

    def case(self, tools: int) -> Case:
        draw = self.source
        objectives, weights = weighed(draw, {name: self.objective() for name in ("renewals", "sales")})
        one, other = objectives
        levers = {"answers": self.lever(one, other), "reach": self.lever(other, one)}
        named = formulas.drivers(draw, self.periods) if draw.happens(3) else {}
        self = evolve(self, formulas=formulas.stock() if named else formulas.NO_FORMULAS)
        names = draw.some(_INDICATOR_KEYS, 1, len(_INDICATOR_KEYS))
        indicators = {name: self.indicator((*levers, *levers, None)) for name in names}
        keys = draw.some(_TOOL_KEYS, tools, tools)
        case = Case(
            title="A comparison",
            currency=draw.one_of(["EUR", "USD", "GBP", "CHF"]),
            evaluated=self.evaluated,
            horizon=Horizon(start=datetime.date(2026, 1, 1), periods=self.periods, step=draw.word(Step)),
            discounting=self.discounting(),
            prices=draw.one_of([None, Prices(kind="nominal"), Prices(kind="real", year=2026)]),
            gaps=draw.word(GapPolicy),
            objectives=objectives,
            levers=levers,
            drivers=named,
            indicators=indicators,
            tools={key: self.tool(indicators) for key in keys},
            demands={key: draw.some(names, 0, 3) for key in draw.some(keys, 0, 2)},
            weights=weights,
            choice=choice_rules(draw, keys),
        )
        return evolve(case, correlations=correlations(draw, case), scenarios=scenarios(draw, case))

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
            value=None if draw.happens(8) else self.worth(),
            valuation=self.perhaps(lambda: draw.word(Valuation)),
            **self.becoming(self.perhaps(lambda: draw.word(CashStatus))),
            margin=self.perhaps(self.share),
            scale=None if draw.happens(4) else self.scale(sign),
            total=self.per_period(4000, sign) if draw.happens(4) else None,
            shared=shared,
            change=self.per_period(1000, sign) if shared else None,
            periods=draw.word(Periods),
            prior=self.amount(500, sign, can_be_zero=draw.happens()),
            **(self.plan() if draw.happens() else {}),
        )

    def becoming(self, status: Any) -> dict[str, Any]:
        """Draw, of what is capacity, perhaps the share that became money."""
        if status != "capacity":
            return {"cash": status}
        share = self.perhaps_formula(self.share(), self.formulas.shares)
        return {"cash": status, "realised": self.source.one_of([None, share])}

    def plan(self) -> dict[str, Any]:
        """Draw how an indicator is going to be measured, and what is wanted of it."""
        draw = self.source
        plan = Measurement(
            method="survey",
            comparison=self.perhaps(lambda: draw.word(Comparison)),
            frequency=self.perhaps(lambda: draw.word(Frequency)),
            cost=self.perhaps(lambda: self.amount(2000, self.magnitude)),
            n=draw.one_of([20, 200]),
            sd=draw.one_of([None, 50.0]),
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
            "cash": draw.word(CostStatus) if draw.happens(3) else "cash",
        }
        if common["cash"] == "capacity":
            common["realised"] = draw.one_of([None, Point(0.5), self.share()])
        when: Any = draw.one_of(["each", "upfront", "list", self.periods])
        if when == "list":
            return Cost(amount=self.listed(2000, self.magnitude), periods=draw.word(Periods), **common)
        if when == "upfront":
            common["service_life"] = draw.one_of([None, 1, 3])
            if common["service_life"] is not None and draw.happens():
                common["residual"] = "straight-line"
                common["residual_period"] = draw.one_of([None, 1, self.periods])
        if draw.happens():
            return Cost(units=self.amount(200), unit_cost=self.amount(50, self.magnitude), when=when, **common)
        known: Any = self.amount(2000 if when == "each" else 20_000, self.magnitude)
        usable = {"each": self.formulas.amounts, "upfront": self.formulas.upfront}.get(when, ())
        return Cost(amount=self.perhaps_formula(known, usable, self.magnitude), when=when, **common)

    def effect(self, indicator: Indicator) -> Effect:
        draw = self.source
        sign = _SIGNS[indicator.better] * (-1.0 if draw.happens(6) else 1.0)
        corrections: dict[str, Any] = {
            name: self.perhaps_formula(self.share(), self.formulas.shares_in_effects)
            for name in ("deadweight", "credit", "displacement", "drop_off", "confidence")
            if draw.happens()
        }
        if draw.happens(4):
            corrections["multiplier"] = draw.one_of([Range(0.8, 1.6), Point(2)])
        change = self.per_period(1000, sign, can_be_zero=draw.happens())
        starts: Sequence[Any] = [1, 1, 1, self.periods, self.periods + 0.5, Uniform(1, 1.5 + self.periods / 2)]
        return Effect(
            change=None if indicator.shared else self.perhaps_formula(change, self.formulas.amounts_in_effects, sign),
            periods=draw.word(Periods),
            starts=draw.one_of(starts),
            lasts=draw.one_of([None, None, 1, self.periods + 2, 1.5, ThreePoint(0.5, 1, self.periods + 1)]),
            evidence=draw.word(Evidence),
            source=draw.one_of(["", "the help desk"]),
            observed=self.day(),
            searched=draw.one_of([1, 1, 5, 40]),
            noticed_by=draw.one_of(["", "the editor", "the sponsor"]),
            p_value=draw.one_of([None, 0.001, 0.03, 1.0]),
            **corrections,
        )

    def worth(self) -> Any:
        """Draw what one unit is worth: most often one amount, now and then a list or a formula."""
        draw = self.source
        if draw.happens(6):
            return self.listed(50, self.magnitude)
        known = self.amount(50, self.magnitude, can_be_zero=draw.happens())
        return self.perhaps_formula(known, self.formulas.amounts, self.magnitude)

    def perhaps_formula(self, known: T, usable: Sequence[Formula], factor: float = 1.0) -> T | Formula:
        """Put a formula in the place of something known, where there are any, in one of two."""
        if not usable or self.source.happens():
            return known
        return scaled(self.source.one_of(usable), factor) if factor != 1.0 else self.source.one_of(usable)

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
            Chance(percent / 100),
            Estimate((percent + spread / 3) / 100, percent / 100, (percent + spread) / 100),
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
            Estimate(low + (high - low) / 3, low, high),
            Quantiles([(0.1, low), (0.6, (low + high) / 2), (0.9, high)]),
            Studies([high / 4, high / 2, high]),
            Samples([low, middle, high], weights=[1, 3, 2]),
            Normal(middle, middle, min=middle / 4),
            ThreePoint(low, middle, high, max=low + (high - low) / 2),
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
