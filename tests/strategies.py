"""Random cases: every shape of a quantity in every place that takes one, gaps, levers on several objectives."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

from hypothesis import strategies as st

from blogroi import (
    Beta,
    Case,
    Cost,
    Discounting,
    Effect,
    Horizon,
    Indicator,
    Lever,
    Normal,
    Objective,
    Point,
    Range,
    Samples,
    ThreePoint,
    Tool,
    Uniform,
)
from blogroi.model import CashStatus, Evidence, GapPolicy, Party, Quantity, Valuation
from blogroi.model.fields import Periods

PARTIES = get_args(Party)
GAPS: st.SearchStrategy[GapPolicy] = st.sampled_from(get_args(GapPolicy))
PERIODS: st.SearchStrategy[Periods] = st.sampled_from(get_args(Periods))
DATES = st.dates(date(1990, 1, 1), date(2035, 12, 31))


def numbers(low: float, high: float) -> st.SearchStrategy[float]:
    """Give numbers between two others, none of them closer to zero than a millionth."""
    return st.floats(low, high, allow_nan=False).map(lambda value: round(value, 6))


@st.composite
def quantities(draw: st.DrawFn, low: float, high: float) -> Quantity:
    """Give a quantity whose stated values lie between two numbers."""
    span = high - low
    first, middle, last = sorted(draw(st.tuples(*[st.integers(0, 1000)] * 3)))
    if first == last:
        return Point(low + span * first / 1000)
    a, b, c = (low + span * part / 1000 for part in (first, middle, last))
    shapes: list[Quantity] = [
        Point(b),
        ThreePoint(a, b, c, draw(st.sampled_from(["pert", "triangular"]))),
        Uniform(a, c),
        Normal(b, c - a),
        Samples([a, b, c]),
    ]
    if low >= 0 and high <= 1:
        shapes.append(Beta(1 + 10 * b, 1 + 10 * a))
    if not 0 < a < 1e-6 * c and not 1e-6 * a < c < 0:
        shapes.append(Range(a, c))
    return draw(st.sampled_from(shapes))


def shares() -> st.SearchStrategy[Quantity]:
    return quantities(0.0, 1.0)


def amounts(greatest: float) -> st.SearchStrategy[Quantity]:
    return quantities(0.0, greatest)


@st.composite
def effects(draw: st.DrawFn, periods: int) -> Effect:
    """Give an effect, its change stated once or for each period."""
    change: Any = draw(quantities(-200.0, 1000.0))
    if draw(st.booleans()):
        change = [draw(quantities(-200.0, 1000.0)) for _ in range(periods)]
    corrected = {"deadweight", "credit", "displacement", "drop_off", "confidence"}
    corrections: Any = {name: draw(shares()) for name in sorted(corrected) if draw(st.integers(0, 3)) == 0}
    return Effect(
        change=change,
        periods=draw(PERIODS),
        starts=draw(st.integers(1, periods)),
        lasts=draw(st.none() | st.integers(1, periods)),
        evidence=draw(st.sampled_from(get_args(Evidence))),
        **corrections,
    )


@st.composite
def costs(draw: st.DrawFn, item: str, periods: int) -> Cost:
    """Give a cost in one of the ways in which it can be stated."""
    common: dict[str, Any] = {
        "item": item,
        "paid_by": draw(st.sampled_from(["organisation", "organisation", "members"])),
        "sunk": draw(st.integers(0, 4)) == 0,
    }
    if draw(st.booleans()):
        common["contingency"] = draw(shares())
    way = draw(st.sampled_from(["amount", "units", "list"]))
    if way == "list":
        return Cost(amount=[draw(amounts(20_000.0)) for _ in range(periods)], periods=draw(PERIODS), **common)
    common["when"] = draw(st.sampled_from(["upfront", "each", *range(1, periods + 1)]))
    if way == "units":
        return Cost(units=draw(amounts(400.0)), unit_cost=draw(amounts(50.0)), **common)
    return Cost(amount=draw(amounts(20_000.0)), **common)


@st.composite
def tools(draw: st.DrawFn, indicators: list[str], periods: int) -> Tool:
    """Give a tool with an effect, a reason or nothing on each indicator."""
    known = {name: draw(st.sampled_from(["effect", "effect", "gap", "reason"])) for name in indicators}
    stated: Any = {name: draw(effects(periods)) for name, what in known.items() if what == "effect"}
    reasons: Any = {name: "not of this sort" for name, what in known.items() if what == "reason"}
    items = draw(st.lists(st.sampled_from(["Writing", "Platform", "Printing", "Support"]), unique=True))
    return Tool(
        name=draw(st.sampled_from(["The blog", "The fair", "The magazine"])),
        kind=draw(st.sampled_from(["blog", "fair", "magazine"])),
        introduced=draw(DATES),
        effects=stated,
        not_applicable=reasons,
        costs=[draw(costs(item, periods)) for item in items],
    )


@st.composite
def indicators_of(draw: st.DrawFn, levers: list[str]) -> Indicator:
    """Give an indicator, most often one in money."""
    return Indicator(
        statement="Something that can be counted",
        lever=draw(st.none() | st.sampled_from(levers)),
        unit="piece",
        better=draw(st.sampled_from(["higher", "lower"])),
        declared=draw(DATES),
        value=draw(st.none() | amounts(100.0)),
        margin=draw(st.none() | shares()),
        valuation=draw(st.none() | st.sampled_from(get_args(Valuation))),
        cash=draw(st.none() | st.sampled_from(get_args(CashStatus))),
        prior=draw(quantities(-50.0, 200.0)),
    )


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Give a case of one to three tools that can be evaluated under every policy for gaps."""
    periods = draw(st.integers(1, 4))
    objectives: Any = {
        name: Objective(name, aim="service", beneficiary=draw(st.sampled_from(PARTIES))) for name in ("one", "two")
    }
    split: Any = {"one": 0.25, "two": 0.75}
    levers: Any = {
        "narrow": Lever("narrow", family="sales", objective="one"),
        "wide": Lever("wide", family="process", objectives=split),
    }
    names = [f"indicator_{number}" for number in range(draw(st.integers(1, 3)))]
    indicators: Any = {name: draw(indicators_of(list(levers))) for name in names}
    keys = draw(st.lists(st.sampled_from(["blog", "fair", "magazine", "wiki"]), min_size=1, max_size=3, unique=True))
    compared: Any = {key: draw(tools(names, periods)) for key in keys}
    return Case(
        title="A random case",
        currency="EUR",
        evaluated=draw(DATES),
        horizon=Horizon(start=draw(DATES), periods=periods, step=draw(st.sampled_from(["year", "month"]))),
        discounting=Discounting(rate=draw(numbers(-0.2, 0.3)), timing=draw(st.sampled_from(["start", "mid", "end"]))),
        gaps=draw(GAPS),
        objectives=objectives,
        levers=levers,
        indicators=indicators,
        tools=compared,
    )
