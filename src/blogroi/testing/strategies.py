"""Hypothesis strategies for whole cases, for tests of blogroi and of whatever is built on it.

A case that is drawn has every part and every option of the model, stated well enough to be evaluated.
"""

from __future__ import annotations

import datetime
from typing import Any, get_args

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from blogroi.model import (
    Aim,
    Beta,
    Case,
    CashStatus,
    Comparison,
    Cost,
    Direction,
    Discounting,
    Domain,
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
    Stage,
    Stakeholder,
    ThreePoint,
    Timing,
    Tool,
    Uniform,
    Valuation,
    WeightRatio,
    Weights,
)
from blogroi.model.fields import REFUSED, Periods

__all__ = ["cases", "comparisons", "quantities"]

_KINDS = ["blog", "newsletter", "intranet", "magazine", "fair"]
_DAYS = st.dates(datetime.date(1990, 1, 1), datetime.date(2040, 12, 31))
_KEYS = st.from_regex(r"[a-z][a-z0-9_-]{0,11}", fullmatch=True)
_SIGNS = st.characters(exclude_categories=["Cc", "Cs"], include_characters="\t\n").filter(
    lambda sign: not REFUSED.match(sign)
)
_TEXTS = st.text(_SIGNS, min_size=1, max_size=30).filter(lambda text: text.strip())


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
        mean, sd = draw(number), draw(_numbers(0, high / 4).filter(lambda sd: sd > 0))
        is_narrow = 10 * abs(mean) > sd
        return Normal(mean, sd, draw(st.sampled_from([None, "lognormal"] if is_narrow else [None])))
    ends = st.tuples(number, number, number).map(sorted).filter(lambda ends: ends[2] - ends[0] > 1e-3)
    least, middle, most = draw(ends)
    if shape == "three":
        return ThreePoint(least, middle, most, draw(st.sampled_from(["pert", "triangular"])))
    if shape == "uniform":
        return Uniform(least, most)
    if 0 < least < most / 1e6:
        least = most / 1e6
    if 0 > most > least / 1e6:
        most = least / 1e6
    is_wide = least * most > 0 and not 1e-3 <= least / most <= 1e3
    return Range(
        least,
        most,
        draw(st.sampled_from([0.9] if is_wide else [0.9, 0.8, 0.5])),
        draw(st.sampled_from([None, "normal"])),
    )


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
    >>> from hypothesis import Phase, find, settings
    >>> first = settings(max_examples=5, phases=[Phase.generate], database=None)
    >>> len(find(cases(most_tools=1), lambda case: True, settings=first).tools)
    1
    """
    periods = draw(st.integers(1, 4))
    objectives, weights = draw(_weighed(draw(st.dictionaries(_KEYS, _objectives(), min_size=1, max_size=2))))
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
        weights=weights,
    )


@st.composite
def comparisons(draw: DrawFn) -> Case:
    """Draw a case in which several tools bring in something and cost something.

    :func:`cases` reaches into every corner, and most of its cases have one tool or no benefits; here there is
    something to compare: two to four tools, effects that leave something after their corrections, gaps, reasons and
    policies for gaps, several tools of one kind or of one indicator, now and then a tool without costs or one that is
    sunk.

    Parameters
    ----------
    draw : callable
        Given by Hypothesis.

    Returns
    -------
    hypothesis.strategies.SearchStrategy of Case

    Examples
    --------
    >>> from hypothesis import Phase, find, settings
    >>> first = settings(max_examples=5, phases=[Phase.generate], database=None)
    >>> len(find(comparisons(), lambda case: True, settings=first).tools) >= 2
    True
    """
    periods = draw(st.integers(1, 4))
    objectives, weights = draw(_weighed({name: draw(_objectives()) for name in ("renewals", "sales")}))
    levers = {name: draw(_levers(tuple(objectives))) for name in ("answers", "reach")}
    names = [f"indicator_{number}" for number in range(draw(st.integers(1, 3)))]
    keys = draw(st.permutations(["alpha", "blog", "fair", "magazine", "wiki"]))[: draw(st.integers(2, 4))]
    return Case(
        title="A comparison",
        currency=draw(st.sampled_from(["EUR", "USD", "GBP", "CHF"])),
        evaluated=draw(_DAYS),
        horizon=Horizon(start=draw(_DAYS), periods=periods, step=draw(st.sampled_from(["year", "month"]))),
        discounting=Discounting(rate=draw(st.integers(-5, 20)) / 100, timing=draw(_words(Timing))),
        gaps=draw(_words(GapPolicy)),
        objectives=objectives,
        levers=levers,
        indicators={name: draw(_compared_indicators(tuple(levers))) for name in names},
        tools={key: draw(_compared_tools(names, periods)) for key in keys},
        weights=weights,
    )


@st.composite
def _amounts(draw: DrawFn, greatest: int) -> Quantity:
    """Draw an amount above zero, of any shape that states two or three numbers, or one."""
    low, middle, high = (draw(st.integers(1, greatest)) for _ in range(3))
    low, middle, high = sorted((low, middle, high + greatest))
    shapes: list[Quantity] = [
        Point(middle),
        Range(low, high),
        ThreePoint(low, middle, high),
        Uniform(low, high),
        Normal(middle, 0.3 * middle),
        Samples([low, middle, high]),
    ]
    return draw(st.sampled_from(shapes))


def _telling_shares() -> SearchStrategy[Quantity]:
    percent = st.integers(5, 60)
    spread = st.tuples(percent, st.integers(1, 35)).map(lambda ends: Range(ends[0] / 100, (ends[0] + ends[1]) / 100))
    return (
        percent.map(lambda share: Point(share / 100)) | spread | st.builds(Beta, st.integers(1, 9), st.integers(1, 9))
    )


@st.composite
def _compared_indicators(draw: DrawFn, levers: tuple[str, ...]) -> Indicator:
    better = draw(_directions())
    return Indicator(
        statement="Something that can be counted",
        lever=draw(st.sampled_from([*levers, None])),
        unit="piece",
        better=better,
        declared=draw(_DAYS),
        value=draw(_amounts(50)),
        valuation=draw(st.none() | _words(Valuation)),
        cash=draw(st.none() | _words(CashStatus)),
        margin=draw(st.none() | _telling_shares()),
        scale=draw(st.none() | _scales(better)),
        prior=draw(_amounts(500)),
    )


@st.composite
def _compared_tools(draw: DrawFn, names: list[str], periods: int) -> Tool:
    known = {name: draw(st.sampled_from(["effect", "effect", "effect", "gap", "reason"])) for name in names}
    items = draw(st.permutations(["Writing", "Hosting", "Set-up"]))[: draw(st.sampled_from([0, 1, 1, 2, 2, 3]))]
    return Tool(
        name=draw(st.sampled_from(["The one", "The other", "The third"])),
        kind=draw(st.sampled_from(_KINDS)),
        introduced=draw(_DAYS),
        costs=[draw(_compared_costs(item, periods)) for item in items],
        effects={name: draw(_compared_effects(periods)) for name, what in known.items() if what == "effect"},
        not_applicable={name: "not of this sort" for name, what in known.items() if what == "reason"},
    )


@st.composite
def _compared_costs(draw: DrawFn, item: str, periods: int) -> Cost:
    common: dict[str, Any] = {"item": item, "sunk": draw(st.integers(0, 4)) == 4}
    common["contingency"] = draw(st.just(Point(0)) | _telling_shares())
    when: Any = draw(st.sampled_from(["each", "upfront", "list", *range(1, periods + 1)]))
    if when == "list":
        return Cost(amount=[draw(_amounts(20_000)) for _ in range(periods)], **common)
    if draw(st.booleans()):
        return Cost(units=draw(_amounts(200)), unit_cost=draw(_amounts(50)), when=when, **common)
    return Cost(amount=draw(_amounts(20_000)), when=when, **common)


@st.composite
def _compared_effects(draw: DrawFn, periods: int) -> Effect:
    corrections: dict[str, Any] = {
        name: draw(_telling_shares())
        for name in ("deadweight", "credit", "displacement", "drop_off", "confidence")
        if draw(st.booleans())
    }
    listed = draw(st.booleans())
    return Effect(
        change=[draw(_amounts(1000)) for _ in range(periods)] if listed else draw(_amounts(1000)),
        starts=draw(st.integers(1, periods)),
        lasts=draw(st.none() | st.integers(1, periods + 2)),
        evidence=draw(_words(Evidence)),
        searched=draw(st.sampled_from([1, 1, 1, 5, 40])),
        p_value=draw(st.sampled_from([None, None, 0.001, 0.03, 1.0])),
        **corrections,
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
    )


@st.composite
def _weighed(draw: DrawFn, objectives: dict[str, Objective]) -> tuple[dict[str, Objective], Weights | None]:
    """State weights in many ways, all of which hold of the same hidden ones."""
    hidden = {key: draw(st.integers(1, 9)) for key in objectives}
    total = sum(hidden.values())
    bounds = {key: ((100 * part // total) / 100, (100 * part // total + 1) / 100) for key, part in hidden.items()}
    shapes: dict[str, Any] = {"nothing": {}, "numbers": hidden}
    shapes["bounds"] = {
        key: draw(st.sampled_from([None, Range(*ends), Uniform(*ends)])) for key, ends in bounds.items()
    }
    stated = shapes[draw(st.sampled_from(["nothing", "numbers", "bounds"]))]
    said = {key: evolve(objective, weight=stated.get(key)) for key, objective in objectives.items()}
    if not draw(st.booleans()):
        return said, None
    voices = {
        key: Stakeholder(
            voice=draw(st.integers(1, 3)), weights=hidden if draw(st.booleans()) else {}, **_compared(draw, hidden)
        )
        for key in draw(st.lists(_KEYS, max_size=2, unique=True))
    }
    return said, Weights(stakeholders=voices, **_compared(draw, hidden))


def _compared(draw: DrawFn, hidden: dict[str, int]) -> dict[str, Any]:
    order = sorted(hidden, key=lambda key: -hidden[key])
    if len(order) < 2:
        return {}
    more, less = order[0], order[-1]
    least = 10 * hidden[more] // hidden[less] / 10
    ratio = WeightRatio(more, less, at_least=least, at_most=draw(st.none() | st.just(least + 0.5)))
    said: dict[str, Any] = {
        "order": order,
        "ratios": [ratio],
        "swing": {key: 10 * part for key, part in hidden.items()},
    }
    kept = {name: part for name, part in said.items() if draw(st.booleans())}
    if "swing" in kept:
        kept["rounding"] = draw(st.sampled_from([0, 10]))
    return kept


@st.composite
def _levers(draw: DrawFn, objectives: tuple[str, ...]) -> Lever:
    statement, family = draw(_TEXTS), draw(_words(LeverFamily))
    if len(objectives) > 1 and draw(st.booleans()):
        share = draw(st.sampled_from([0.25, 0.5, 0.7]))
        return Lever(statement, family=family, objectives={objectives[0]: share, objectives[1]: 1.0 - share})
    return Lever(statement, family=family, objective=draw(st.sampled_from(objectives)))


@st.composite
def _indicators(draw: DrawFn, levers: tuple[str, ...], *, gaps: bool) -> Indicator:
    prior, better = quantities(), draw(_directions())
    return Indicator(
        statement=draw(_TEXTS),
        lever=draw(st.sampled_from([*levers, *levers, None])),
        unit=draw(_TEXTS),
        better=better,
        declared=draw(_DAYS),
        value=draw(quantities(Domain.NON_NEGATIVE) | st.none()),
        valuation=draw(st.none() | _words(Valuation)),
        cash=draw(st.none() | _words(CashStatus)),
        stage=draw(st.none() | _words(Stage)),
        margin=draw(st.none() | quantities(Domain.SHARE)),
        scale=draw(st.none() | _scales(better)),
        prior=draw(st.none() | prior) if gaps else draw(prior),
        **draw(st.just({}) | _intentions()),
    )


def _intentions() -> SearchStrategy[dict[str, Any]]:
    """Draw what an indicator states of the time before launch."""
    money = st.none() | quantities(Domain.NON_NEGATIVE)
    measurement = st.builds(
        Measurement,
        method=_TEXTS,
        comparison=st.none() | _words(Comparison),
        frequency=st.none() | _words(Frequency),
        cost=money,
        unit_cost=money,
        n=st.none() | st.integers(1, 1000),
        spread=st.none() | st.sampled_from([0.5, 3, 250.0]),
    )
    return st.fixed_dictionaries(
        {"baseline": quantities(), "baseline_date": st.none() | _DAYS},
        optional={"target": quantities(), "deadline": _DAYS, "measurement": measurement},
    )


def _directions() -> SearchStrategy[Direction]:
    return st.sampled_from(get_args(Direction))


@st.composite
def _scales(draw: DrawFn, better: Direction) -> Scale:
    ends = draw(st.tuples(_numbers(-1e3, 1e3), _numbers(-1e3, 1e3)).filter(lambda ends: ends[0] != ends[1]))
    low, high = sorted(ends)
    if draw(st.booleans()):
        return Scale(worst=low, best=high) if better == "higher" else Scale(worst=high, best=low)
    scores = sorted(draw(st.tuples(_numbers(0, 1), _numbers(0, 1))), reverse=better == "lower")
    return Scale(points=[(low, scores[0]), (high, scores[1])])


@st.composite
def _tools(draw: DrawFn, indicators: tuple[str, ...], periods: int) -> Tool:
    affected = draw(st.lists(st.sampled_from(indicators), unique=True))
    rest = [indicator for indicator in indicators if indicator not in affected]
    excused = draw(st.lists(st.sampled_from(rest), unique=True)) if rest else []
    return Tool(
        name=draw(_TEXTS),
        kind=draw(st.sampled_from(_KINDS) | _TEXTS),
        introduced=draw(_DAYS),
        audience=draw(st.lists(_TEXTS, max_size=2)),
        costs=draw(st.lists(_costs(periods), max_size=3)),
        effects={indicator: draw(_effects(periods)) for indicator in affected},
        published=draw(st.lists(_publications(), max_size=2)),
        not_applicable={indicator: draw(_TEXTS) for indicator in excused},
        intended=draw(st.none() | st.lists(st.sampled_from(indicators), unique=True)),
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
            listed = draw(st.lists(amount, min_size=periods, max_size=periods))
            return Cost(amount=listed, periods=draw(_words(Periods)), **common)


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
        noticed_by=draw(st.just("") | _TEXTS),
        p_value=draw(st.none() | st.integers(1, 1000).map(lambda part: part / 1000)),
        periods=draw(_words(Periods)),
    )


@st.composite
def _publications(draw: DrawFn) -> Published:
    figures: dict[str, Any] = draw(
        st.dictionaries(
            st.sampled_from(["benefits", "costs", "npv", "roi", "bcr", "payback", "irr"]),
            _numbers(-1e6, 1e6),
            min_size=1,
        )
    )
    return Published(source=draw(_TEXTS), **figures)
