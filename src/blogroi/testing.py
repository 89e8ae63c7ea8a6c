"""Hypothesis strategies for whole cases, for tests of blogroi and of whatever is built on it.

Needs Hypothesis, which ``blogroi[test]`` brings; nothing else of the library imports this module.
"""

from __future__ import annotations

import datetime
from typing import Any, get_args

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from blogroi.model import (
    Aim,
    Beta,
    Case,
    CashStatus,
    Cost,
    Discounting,
    Domain,
    Effect,
    Evidence,
    GapPolicy,
    Horizon,
    Indicator,
    Lever,
    LeverFamily,
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
    Stage,
    ThreePoint,
    Timing,
    Tool,
    Uniform,
    Valuation,
)

__all__ = ["cases", "quantities"]

_DAYS = st.dates(datetime.date(1990, 1, 1), datetime.date(2040, 12, 31))
_KEYS = st.from_regex(r"[a-z][a-z0-9_-]{0,11}", fullmatch=True)
_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30).filter(lambda text: text.strip())


def _words(alias: Any) -> SearchStrategy[Any]:
    return st.sampled_from(get_args(alias))


def _numbers(low: float, high: float) -> SearchStrategy[float]:
    """Draw round and crooked numbers between two ends."""
    crooked = st.floats(low, high, allow_nan=False, allow_infinity=False, allow_subnormal=False)
    return st.one_of(st.integers(int(low), int(high)), crooked.map(lambda value: 0.0 if abs(value) < 1e-6 else value))


@st.composite
def quantities(draw: DrawFn, domain: Domain = Domain.REAL, *, largest: float = 1e4) -> Quantity:
    """Draw a quantity of any shape within a domain.

    Parameters
    ----------
    draw : callable
        Given by Hypothesis.
    domain : Domain
        The values that the field can have.
    largest : float
        Greatest number that is stated, in absolute value.

    Returns
    -------
    hypothesis.strategies.SearchStrategy of Quantity

    Examples
    --------
    >>> from hypothesis import find
    >>> from blogroi.model import Domain
    >>> find(quantities(Domain.SHARE), lambda quantity: True)
    Point(value=0)
    """
    low, high = max(domain.low, -largest), min(domain.high, largest)
    shapes = ["point", "point", "range", "three", "uniform", "samples", "normal"]
    shape = draw(st.sampled_from([*shapes, "beta"] if domain is not Domain.REAL else shapes))
    number = _numbers(low, high)
    if shape == "point":
        return Point(draw(number))
    if shape == "samples":
        return Samples(draw(st.lists(number, min_size=1, max_size=5)))
    if shape == "beta":
        return Beta(*draw(st.tuples(_numbers(1, 20), _numbers(1, 20))))
    if shape == "normal":
        return Normal(draw(number), draw(_numbers(0, high / 4).filter(lambda sd: sd > 0)))
    ends = st.tuples(number, number, number).map(sorted).filter(lambda ends: ends[2] - ends[0] > 1e-3)
    least, middle, most = draw(ends)
    if shape == "three":
        return ThreePoint(least, middle, most, draw(st.sampled_from(["pert", "triangular"])))
    if shape == "uniform":
        return Uniform(least, most)
    if 0 < least < most / 1e6:
        return Range(most / 1e6, most)
    return Range(least, most, draw(st.sampled_from([0.9, 0.8, 0.5])))


@st.composite
def cases(draw: DrawFn, *, most_tools: int = 3, most_indicators: int = 3, gaps: bool = True) -> Case:
    """Draw a whole case, with every part and every option of the model.

    Parameters
    ----------
    draw : callable
        Given by Hypothesis.
    most_tools, most_indicators : int
        The greatest numbers of tools and of indicators.
    gaps : bool
        Whether indicators may lack a prior, so that gaps can be bounded or drawn only in some cases.

    Returns
    -------
    hypothesis.strategies.SearchStrategy of Case

    Examples
    --------
    >>> from hypothesis import find
    >>> len(find(cases(), lambda case: True).tools)
    1
    """
    periods = draw(st.integers(1, 4))
    objectives = draw(st.dictionaries(_KEYS, _objectives(), min_size=1, max_size=2))
    levers = draw(st.dictionaries(_KEYS, _levers(tuple(objectives)), min_size=1, max_size=3))
    indicators = draw(
        st.dictionaries(_KEYS, _indicators(tuple(levers), gaps=gaps), min_size=1, max_size=most_indicators)
    )
    tools = draw(st.dictionaries(_KEYS, _tools(tuple(indicators), periods), min_size=1, max_size=most_tools))
    demand = st.lists(st.sampled_from(sorted(indicators)), max_size=3, unique=True)
    return Case(
        title=draw(_TEXTS),
        currency=draw(st.sampled_from(["EUR", "USD", "GBP", "CHF"])),
        evaluated=draw(_DAYS),
        horizon=Horizon(start=draw(_DAYS), periods=periods, step=draw(st.sampled_from(["year", "month"]))),
        discounting=draw(_discountings()),
        gaps=draw(_words(GapPolicy)) if not gaps else "no-credit",
        objectives=objectives,
        levers=levers,
        indicators=indicators,
        tools=tools,
        demands=draw(st.dictionaries(st.sampled_from(sorted(tools)), demand, max_size=2)),
    )


def _discountings() -> SearchStrategy[Discounting]:
    years = st.lists(st.integers(1, 80), min_size=1, max_size=3, unique=True).map(sorted)
    schedule = years.flatmap(
        lambda ends: st.tuples(*(st.builds(RateBand, until=st.just(end), rate=_numbers(0, 1)) for end in ends))
    )
    rate = st.one_of(st.floats(-0.2, 1.0, allow_subnormal=False), schedule)
    return st.builds(Discounting, rate=rate, timing=_words(Timing))


def _objectives() -> SearchStrategy[Objective]:
    return st.builds(
        Objective,
        _TEXTS,
        aim=_words(Aim),
        beneficiary=_words(Party),
        weight=st.none() | quantities(Domain.NON_NEGATIVE),
    )


@st.composite
def _levers(draw: DrawFn, objectives: tuple[str, ...]) -> Lever:
    statement, family = draw(_TEXTS), draw(_words(LeverFamily))
    if len(objectives) > 1 and draw(st.booleans()):
        share = draw(st.sampled_from([0.25, 0.5, 0.7]))
        return Lever(statement, family=family, objectives={objectives[0]: share, objectives[1]: 1.0 - share})
    return Lever(statement, family=family, objective=draw(st.sampled_from(objectives)))


@st.composite
def _indicators(draw: DrawFn, levers: tuple[str, ...], *, gaps: bool) -> Indicator:
    prior = quantities()
    return Indicator(
        statement=draw(_TEXTS),
        lever=draw(st.sampled_from([*levers, *levers, None])),
        unit=draw(_TEXTS),
        better=draw(st.sampled_from(["higher", "lower"])),
        declared=draw(_DAYS),
        value=draw(quantities(Domain.NON_NEGATIVE) | st.none()),
        valuation=draw(st.none() | _words(Valuation)),
        cash=draw(st.none() | _words(CashStatus)),
        stage=draw(st.none() | _words(Stage)),
        margin=draw(st.none() | quantities(Domain.SHARE)),
        scale=draw(st.none() | _scales()),
        prior=draw(st.none() | prior) if gaps else draw(prior),
    )


@st.composite
def _scales(draw: DrawFn) -> Scale:
    ends = draw(st.tuples(_numbers(-1e3, 1e3), _numbers(-1e3, 1e3)).filter(lambda ends: ends[0] != ends[1]))
    if draw(st.booleans()):
        return Scale(worst=ends[0], best=ends[1])
    low, high = sorted(ends)
    scores = draw(st.lists(_numbers(0, 1), min_size=2, max_size=2).map(sorted))
    return Scale(points=[(low, scores[0]), (high, scores[1])])


@st.composite
def _tools(draw: DrawFn, indicators: tuple[str, ...], periods: int) -> Tool:
    affected = draw(st.lists(st.sampled_from(indicators), unique=True))
    rest = [indicator for indicator in indicators if indicator not in affected]
    excused = draw(st.lists(st.sampled_from(rest), unique=True)) if rest else []
    return Tool(
        name=draw(_TEXTS),
        kind=draw(_TEXTS),
        introduced=draw(_DAYS),
        audience=draw(st.lists(_TEXTS, max_size=2)),
        costs=draw(st.lists(_costs(periods), max_size=3)),
        effects={indicator: draw(_effects(periods)) for indicator in affected},
        published=draw(st.lists(_publications(), max_size=2)),
        not_applicable={indicator: draw(_TEXTS) for indicator in excused},
    )


@st.composite
def _costs(draw: DrawFn, periods: int) -> Cost:
    amount = quantities(Domain.NON_NEGATIVE)
    common: dict[str, Any] = {
        "item": draw(st.sampled_from(["Writing", "Hosting", "Set-up"]) | _TEXTS),
        "contingency": draw(st.just(Point(0)) | quantities(Domain.NON_NEGATIVE, largest=2)),
        "paid_by": draw(_words(Party)),
        "sunk": draw(st.sampled_from([False, False, False, True])),
    }
    when: Any = draw(st.sampled_from(["each", "upfront"]) | st.integers(1, periods))
    match draw(st.sampled_from(["amount", "units", "list"])):
        case "amount":
            return Cost(amount=draw(amount), when=when, **common)
        case "units":
            return Cost(units=draw(amount), unit_cost=draw(amount), when=when, **common)
        case _:
            return Cost(amount=draw(st.lists(amount, min_size=periods, max_size=periods)), **common)


@st.composite
def _effects(draw: DrawFn, periods: int) -> Effect:
    share = quantities(Domain.SHARE)
    change = quantities() | st.lists(quantities(), min_size=periods, max_size=periods)
    return Effect(
        change=draw(change),
        deadweight=draw(share),
        credit=draw(share),
        displacement=draw(share),
        drop_off=draw(share),
        confidence=draw(share),
        starts=draw(st.integers(1, periods)),
        lasts=draw(st.none() | st.integers(1, periods + 2)),
        evidence=draw(_words(Evidence)),
        source=draw(st.just("") | _TEXTS),
        observed=draw(st.none() | _DAYS),
        searched=draw(st.integers(1, 20)),
    )


@st.composite
def _publications(draw: DrawFn) -> Published:
    figures = draw(
        st.dictionaries(
            st.sampled_from(["benefits", "costs", "npv", "roi", "bcr", "payback", "irr"]),
            _numbers(-1e6, 1e6),
            min_size=1,
        )
    )
    return Published(source=draw(_TEXTS), **figures)
