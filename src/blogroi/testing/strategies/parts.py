"""Hypothesis strategies for the parts of a case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, get_args

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from blogroi.model import (
    Aim,
    CashStatus,
    Comparison,
    Cost,
    CostStatus,
    Direction,
    Discounting,
    Domain,
    Effect,
    Evidence,
    Frequency,
    Indicator,
    Lever,
    LeverFamily,
    Measured,
    Measurement,
    Objective,
    Party,
    PlaceboShare,
    Point,
    PriceKind,
    Prices,
    Published,
    Quantity,
    QuantitySource,
    Range,
    RateBand,
    Scale,
    Stage,
    ThreePoint,
    Timing,
    Tool,
    Total,
    Uniform,
    Valuation,
)
from blogroi.model.fields import Periods
from blogroi.model.measured import MeasuredStep, Switched
from blogroi.testing.strategies.formulas import NO_FORMULAS, Stock
from blogroi.testing.strategies.values import DAYS, TEXTS, either, numbers, quantities, stated, words
from blogroi.testing.variants.tools import KINDS

__all__ = ["discountings", "indicators", "levers", "objectives", "prices", "tools"]


def discountings() -> SearchStrategy[Discounting]:
    """Draw a rate, or a schedule of rates, with its timing."""
    years = st.lists(st.integers(1, 80), min_size=1, max_size=3, unique=True).map(sorted)
    schedule = years.flatmap(
        lambda ends: st.tuples(*(st.builds(RateBand, until=st.just(end), rate=numbers(0, 1)) for end in ends))
    )
    rate = st.one_of(st.floats(-0.2, 1.0, allow_subnormal=False), schedule)
    return st.builds(
        Discounting, rate=rate, timing=words(Timing), kind=st.none() | words(PriceKind), source=st.just("") | TEXTS
    )


def prices() -> SearchStrategy[Prices | None]:
    """Draw prices of a year, those of each year, or none that is stated."""
    real = st.builds(Prices, kind=st.just("real"), year=st.none() | st.integers(1990, 2030))
    return st.none() | st.just(Prices(kind="nominal")) | real


def objectives(texts: SearchStrategy[str] = TEXTS) -> SearchStrategy[Objective]:
    """Draw an objective, without a weight."""
    return st.builds(Objective, texts, aim=words(Aim), beneficiary=words(Party))


@st.composite
def levers(draw: DrawFn, objectives: tuple[str, ...], texts: SearchStrategy[str] = TEXTS) -> Lever:
    """Draw a lever on one of several objectives, or on two of them."""
    statement, family = draw(texts), draw(words(LeverFamily))
    if len(objectives) > 1 and draw(st.booleans()):
        share = draw(st.sampled_from([0.25, 0.5, 0.7]))
        return Lever(statement, family=family, objectives={objectives[0]: share, objectives[1]: 1.0 - share})
    return Lever(statement, family=family, objective=draw(st.sampled_from(objectives)))


@st.composite
def indicators(
    draw: DrawFn, levers: tuple[str, ...], periods: int, *, priors: bool, formulas: Stock = NO_FORMULAS
) -> Indicator:
    """Draw an indicator, with or without a value, a scale, a total, a plan to measure it, and a change that is shared."""
    prior, better = quantities(), draw(_directions())
    changes = stated(quantities(), periods, formulas.amounts)
    return Indicator(
        statement=draw(TEXTS),
        lever=draw(st.sampled_from([*levers, *levers, None])),
        unit=draw(TEXTS),
        better=better,
        declared=draw(st.none() | DAYS),
        **_valued(
            draw(stated(quantities(Domain.NON_NEGATIVE), periods, formulas.amounts) | st.none()),
            draw(st.just("") | TEXTS),
        ),
        valuation=draw(st.none() | words(Valuation)),
        **draw(_becoming(st.none() | words(CashStatus), stated(quantities(Domain.SHARE), periods, formulas.shares))),
        stage=draw(st.none() | words(Stage)),
        margin=draw(st.none() | stated(quantities(Domain.SHARE), periods, formulas.shares)),
        scale=draw(st.none() | _scales(better)),
        total=draw(either(st.none(), changes, of=4)),
        periods=draw(words(Periods)),
        **draw(either(st.just({}), st.fixed_dictionaries({"shared": st.just(True), "change": changes}), of=4)),
        prior=draw(prior) if priors else draw(st.none() | prior),
        **draw(st.just({}) | _intentions()),
    )


def _valued(value: Any, source: str) -> dict[str, Any]:
    """Say who says so, beside a value or in its table."""
    if value is None or not source or isinstance(value, tuple | list):
        return {"value": value}
    if isinstance(value, Point):
        return {"value": value, "value_source": source}
    return {"value": value, "sources": {"value": QuantitySource(source)}}


@st.composite
def _becoming(draw: DrawFn, statuses: SearchStrategy[Any], shares: SearchStrategy[Any]) -> dict[str, Any]:
    """Draw what becomes of a value or of a cost; of capacity, perhaps the share that became money."""
    status = draw(statuses)
    return {"cash": status, "realised": draw(st.none() | shares) if status == "capacity" else None}


def _intentions() -> SearchStrategy[dict[str, Any]]:
    """Draw what an indicator states of the time before launch."""
    money = st.none() | quantities(Domain.NON_NEGATIVE)
    measurement = st.builds(
        Measurement,
        method=TEXTS,
        comparison=st.none() | words(Comparison),
        frequency=st.none() | words(Frequency),
        cost=money,
        unit_cost=money,
        n=st.none() | st.integers(1, 1000),
        sd=st.none() | st.sampled_from([0.5, 3, 250.0]),
        file=st.just("") | TEXTS,
        column=st.just("") | TEXTS,
        controls=st.lists(TEXTS, max_size=2, unique=True),
        weeks=st.none() | st.integers(1, 60),
    )
    return st.fixed_dictionaries(
        {"baseline": quantities(), "baseline_date": st.none() | DAYS},
        optional={"target": quantities(), "deadline": DAYS, "measurement": measurement},
    )


def _directions() -> SearchStrategy[Direction]:
    return st.sampled_from(get_args(Direction))


@st.composite
def _scales(draw: DrawFn, better: Direction) -> Scale:
    ends = draw(st.tuples(numbers(-1e3, 1e3), numbers(-1e3, 1e3)).filter(lambda ends: ends[0] != ends[1]))
    low, high = sorted(ends)
    if draw(st.booleans()):
        return Scale(worst=low, best=high) if better == "higher" else Scale(worst=high, best=low)
    scores = sorted(draw(st.tuples(numbers(0, 1), numbers(0, 1))), reverse=better == "lower")
    return Scale(points=[(low, scores[0]), (high, scores[1])])


@st.composite
def tools(
    draw: DrawFn,
    indicators: Mapping[str, Indicator],
    periods: int,
    *,
    formulas: Stock = NO_FORMULAS,
    may_come_back: bool = False,
) -> Tool:
    """Draw a tool with effects on some indicators, reasons for others, and gaps for the rest.

    Where a part of a cost ``may_come_back``, some do; under rates below zero that could be worth more than the whole cost.
    """
    affected = draw(st.lists(st.sampled_from(sorted(indicators)), unique=True))
    rest = [indicator for indicator in indicators if indicator not in affected]
    excused = draw(st.lists(st.sampled_from(rest), unique=True)) if rest else []
    return Tool(
        name=draw(st.just("") | TEXTS),
        kind=draw(st.sampled_from(KINDS) | TEXTS),
        introduced=draw(st.none() | DAYS),
        audience=draw(st.lists(TEXTS, max_size=2)),
        costs=_told_apart(draw(st.lists(_costs(periods, formulas, may_come_back=may_come_back), max_size=3))),
        effects={key: draw(_effects(periods, formulas, is_shared=indicators[key].shared)) for key in affected},
        published=draw(st.lists(_publications(), max_size=2)),
        not_applicable={indicator: draw(TEXTS) for indicator in excused},
        intended=draw(st.none() | st.lists(st.sampled_from(sorted(indicators)), unique=True)),
    )


def _told_apart(costs: Iterable[Cost]) -> list[Cost]:
    """Give costs a key where another before them is called the same."""
    called: dict[str, Cost] = {}
    for cost in costs:
        key = f"cost-{len(called) + 1}" if cost.name in called else cost.key
        called[key or cost.name] = evolve(cost, key=key)
    return list(called.values())


@st.composite
def _costs(draw: DrawFn, periods: int, formulas: Stock, *, may_come_back: bool) -> Cost:
    amount = quantities(Domain.NON_NEGATIVE)
    common: dict[str, Any] = {
        "item": draw(st.sampled_from(["Writing", "Hosting", "Set-up"]) | TEXTS),
        "key": draw(st.none() | st.sampled_from(["first", "second", "Hosting"])),
        "contingency": draw(st.just(Point(0)) | quantities(Domain.NON_NEGATIVE, largest=2)),
        "paid_by": draw(words(Party)),
        **draw(_becoming(words(CostStatus), quantities(Domain.SHARE))),
        "sunk": draw(st.sampled_from([False, False, False, True])),
        "periods": draw(words(Periods)),
        "source": draw(st.just("") | TEXTS),
        "year": draw(st.none() | st.integers(1990, 2030)),
    }
    when: Any = draw(st.sampled_from(["each", "upfront"]) | st.integers(1, periods))
    if when == "upfront":
        common["service_life"] = draw(st.none() | st.integers(1, 100))
        if common["service_life"] is not None and may_come_back:
            common["residual"] = draw(st.none() | st.just("straight-line"))
            common["residual_period"] = draw(st.none() | st.integers(1, periods)) if common["residual"] else None
        amount = stated(amount, 0, formulas.upfront)
    elif when == "each":
        amount = stated(amount, periods, formulas.amounts)
    match draw(st.sampled_from(["amount", "units", "list"])):
        case "amount" if when != "each":
            return Cost(amount=draw(amount), when=when, **common)
        case "units":
            return Cost(units=draw(amount), unit_cost=draw(amount), when=when, **common)
        case _:
            for name in ("service_life", "residual", "residual_period"):
                common.pop(name, None)
            one = draw(stated(quantities(Domain.NON_NEGATIVE), periods, formulas.amounts))
            return Cost(amount=one, when=None if isinstance(one, tuple) else "each", **common)


@st.composite
def _effects(draw: DrawFn, periods: int, formulas: Stock, *, is_shared: bool) -> Effect:
    share = stated(quantities(Domain.SHARE), periods, formulas.shares_in_effects)
    change = stated(quantities(), periods, formulas.amounts_in_effects)
    more = either(st.just(Point(1.0)), stated(numbers(0, 3).map(Point), periods, formulas.amounts_in_effects), of=4)
    return Effect(
        change=None if is_shared else draw(change),
        deadweight=draw(share),
        credit=draw(share),
        displacement=draw(share),
        drop_off=draw(share),
        confidence=draw(share),
        multiplier=draw(more),
        starts=draw(either(st.integers(1, periods), _times(1, periods), of=4)),
        lasts=draw(st.none() | either(st.integers(1, periods + 2), _times(0, periods), of=4)),
        evidence=draw(words(Evidence)),
        source=draw(st.just("") | TEXTS),
        observed=draw(st.none() | DAYS),
        searched=draw(st.integers(1, 20)),
        noticed_by=draw(st.just("") | TEXTS),
        p_value=draw(st.none() | st.integers(1, 1000).map(lambda part: part / 1000)),
        periods=draw(words(Periods)),
        measurement=draw(either(st.none(), _measured(), of=8)),
    )


def _measured() -> SearchStrategy[Measured]:
    """Draw how an effect was measured: it touches no figure."""
    share = st.builds(
        PlaceboShare,
        launches=st.integers(1, 60),
        independent=st.integers(0, 9),
        covered=st.sampled_from([0.0, 0.75, 0.9, 1.0]),
    )
    return st.builds(
        Measured,
        method=TEXTS,
        series_sha256=st.sampled_from(["", "0a" * 32]),
        launch=DAYS,
        state=words(Switched),
        step=words(MeasuredStep),
        weeks_before=st.integers(1, 200),
        weeks_after=st.integers(1, 60),
        skipped=st.integers(0, 4),
        controls=st.lists(TEXTS, max_size=2, unique=True),
        per_week=quantities(),
        lift=st.none() | quantities(),
        placebo=st.none() | share,
    )


def _times(least: int, periods: int) -> SearchStrategy[Quantity]:
    """Draw a number of periods that need not be whole, nor certain."""
    ends = least + 0.25, periods + 0.75
    middle = (ends[0] + ends[1]) / 2.0
    return st.sampled_from([Point(middle), Uniform(*ends), ThreePoint(ends[0], middle, ends[1]), Range(*ends)])


def totals() -> SearchStrategy[Total | None]:
    """Draw what is stated of all tools together, most often nothing."""
    return either(st.none(), st.builds(Total, published=st.lists(_publications(), max_size=2)), of=4)


@st.composite
def _publications(draw: DrawFn) -> Published:
    figures: dict[str, Any] = draw(
        st.dictionaries(
            st.sampled_from(["benefits", "costs", "npv", "roi", "bcr", "payback", "irr"]),
            numbers(-1e6, 1e6),
            min_size=1,
        )
    )
    return Published(source=draw(TEXTS), **figures)
