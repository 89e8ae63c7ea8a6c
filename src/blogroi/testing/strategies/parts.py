"""Hypothesis strategies for whole cases, for tests of blogroi and of whatever is built on it.

A case that is drawn is stated well enough to be evaluated. What is rare in cases and hard on whoever evaluates them is
common here: long horizons, many tools, correlations, missing dates, amounts of all sizes.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from itertools import cycle, islice
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
    ThreePoint,
    Timing,
    Tool,
    Uniform,
    Valuation,
)
from blogroi.model.fields import REFUSED, Periods
from blogroi.testing.strategies.comparison import Source, comparison, correlations, weighed
from blogroi.testing.variants.units import KINDS

__all__ = ["cases", "comparisons", "conventions", "quantities"]

_DAYS = st.dates(datetime.date(1990, 1, 1), datetime.date(2040, 12, 31))
_KEYS = st.from_regex(r"[a-z][a-z0-9_-]{0,11}", fullmatch=True)
_SIGNS = st.characters(exclude_categories=["Cc", "Cs"], include_characters="\t\n").filter(
    lambda sign: not REFUSED.match(sign)
)
_TEXTS = st.text(_SIGNS, min_size=1, max_size=30).filter(lambda text: text.strip())
_STEPS: SearchStrategy[Any] = st.sampled_from(["year", "month"])
_CURRENCIES = st.sampled_from(["EUR", "USD", "GBP", "CHF"])

_POLICIES: tuple[GapPolicy, ...] = get_args(GapPolicy)


class _Drawn(Source):
    """Whole numbers that Hypothesis draws, and makes smaller when something goes wrong."""

    def __init__(self, draw: DrawFn) -> None:
        self._draw = draw

    def whole(self, low: int, high: int) -> int:
        """Draw a whole number between two others, both included."""
        return self._draw(st.integers(low, high))


def _words(alias: Any) -> SearchStrategy[Any]:
    return st.sampled_from(get_args(alias))


def _either(usual: SearchStrategy[Any], rare: SearchStrategy[Any], *, of: int) -> SearchStrategy[Any]:
    """Draw the one most often, and the other in one of so many cases."""
    return st.integers(1, of).flatmap(lambda which: rare if which == of else usual)


def _counts(most: int, *, of: int) -> SearchStrategy[int]:
    """Draw a small number most often, and the greatest one in one of so many cases: what is large is slow."""
    return _either(st.integers(1, min(4, most)), st.just(most), of=of)


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
def cases(
    draw: DrawFn,
    *,
    most_tools: int = 8,
    most_indicators: int = 3,
    most_periods: int = 48,
    priors: bool = False,
    policies: Collection[GapPolicy] | None = None,
) -> Case:
    """Draw a whole case, with every part and every option of the model, and the oddest texts and numbers.

    Parameters
    ----------
    draw : callable
        Given by Hypothesis.
    most_tools, most_indicators, most_periods : int
        The greatest numbers of tools, of indicators and of periods.
    priors : bool
        Whether every indicator has a prior, so that gaps can be filled by any policy.
    policies : collection of str, optional
        Policies for gaps that are drawn from: all of them where every indicator has a prior, otherwise ``"no-credit"``
        alone, unless they are given.

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
    source = _Drawn(draw)
    if policies is None:
        policies = _POLICIES if priors else ("no-credit",)
    periods = draw(_counts(most_periods, of=9))
    objectives, weights = weighed(source, draw(st.dictionaries(_KEYS, _objectives(), min_size=1, max_size=2)))
    levers = draw(st.dictionaries(_KEYS, _levers(tuple(objectives)), min_size=1, max_size=3))
    indicators = draw(
        st.dictionaries(_KEYS, _indicators(tuple(levers), periods, priors=priors), min_size=1, max_size=most_indicators)
    )
    count = draw(_counts(most_tools, of=7))
    tools = draw(st.dictionaries(_KEYS, _tools(indicators, periods), min_size=count, max_size=count))
    demand = st.lists(st.sampled_from(sorted(indicators)), max_size=3, unique=True)
    case = Case(
        title=draw(_TEXTS),
        currency=draw(_CURRENCIES),
        evaluated=draw(_DAYS),
        horizon=Horizon(start=draw(_DAYS), periods=periods, step=draw(_STEPS)),
        discounting=draw(_discountings()),
        gaps=draw(st.sampled_from(sorted(policies, key=_POLICIES.index))),
        objectives=objectives,
        levers=levers,
        indicators=indicators,
        tools=tools,
        demands=draw(st.dictionaries(st.sampled_from(sorted(tools)), demand, max_size=2)),
        weights=weights,
    )
    return evolve(case, correlations=correlations(source, case))


@st.composite
def comparisons(draw: DrawFn, *, most_tools: int = 8, most_periods: int = 48) -> Case:
    """Draw a case in which several tools bring in something and cost something.

    :func:`cases` reaches into every corner, and many of its cases have one tool or no benefits; here there is something
    to compare: several tools, effects that leave something after their corrections, gaps that a prior can fill, several
    tools of one kind or of one indicator, now and then a tool without costs or one that is sunk.

    Parameters
    ----------
    draw : callable
        Given by Hypothesis.
    most_tools, most_periods : int
        The greatest numbers of tools, from 2, and of periods.

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
    return comparison(_Drawn(draw), most_tools=most_tools, most_periods=most_periods)


@st.composite
def conventions(draw: DrawFn) -> dict[str, Any]:
    """Draw what holds for all tools of an evaluation alike: arguments of ``blogroi.evaluate``.

    Parameters
    ----------
    draw : callable
        Given by Hypothesis.

    Returns
    -------
    hypothesis.strategies.SearchStrategy of dict
        ``exclude``, ``viewpoint`` and ``view``, each as it is stated. Credits that are scaled to what all tools claim are
        not among them: they tie tools to each other, so that N5 cannot hold.

    Examples
    --------
    >>> from hypothesis import find
    >>> find(conventions(), lambda drawn: True)
    {'exclude': (), 'viewpoint': 'everyone', 'view': 'forward-looking'}
    """
    left_out = st.lists(st.sampled_from([*get_args(Valuation), *get_args(CashStatus)]), max_size=2, unique=True)
    return {
        "exclude": tuple(draw(left_out)),
        "viewpoint": draw(st.sampled_from(["everyone", "organisation", "members", "customers"])),
        "view": draw(st.sampled_from(["forward-looking", "whole-life"])),
    }


@st.composite
def _listed(draw: DrawFn, amounts: SearchStrategy[Quantity], periods: int) -> list[Quantity]:
    """Draw a list with one for each period: a few that come again and again, for long lists draw no more than short ones."""
    pattern = draw(st.lists(amounts, min_size=1, max_size=min(periods, 3)))
    return list(islice(cycle(pattern), periods))


def _discountings() -> SearchStrategy[Discounting]:
    years = st.lists(st.integers(1, 80), min_size=1, max_size=3, unique=True).map(sorted)
    schedule = years.flatmap(
        lambda ends: st.tuples(*(st.builds(RateBand, until=st.just(end), rate=_numbers(0, 1)) for end in ends))
    )
    rate = st.one_of(st.floats(-0.2, 1.0, allow_subnormal=False), schedule)
    return st.builds(Discounting, rate=rate, timing=_words(Timing), source=st.just("") | _TEXTS)


def _objectives(texts: SearchStrategy[str] = _TEXTS) -> SearchStrategy[Objective]:
    return st.builds(Objective, texts, aim=_words(Aim), beneficiary=_words(Party))


@st.composite
def _levers(draw: DrawFn, objectives: tuple[str, ...], texts: SearchStrategy[str] = _TEXTS) -> Lever:
    statement, family = draw(texts), draw(_words(LeverFamily))
    if len(objectives) > 1 and draw(st.booleans()):
        share = draw(st.sampled_from([0.25, 0.5, 0.7]))
        return Lever(statement, family=family, objectives={objectives[0]: share, objectives[1]: 1.0 - share})
    return Lever(statement, family=family, objective=draw(st.sampled_from(objectives)))


@st.composite
def _indicators(draw: DrawFn, levers: tuple[str, ...], periods: int, *, priors: bool) -> Indicator:
    prior, better = quantities(), draw(_directions())
    changes = quantities() | _listed(quantities(), periods)
    return Indicator(
        statement=draw(_TEXTS),
        lever=draw(st.sampled_from([*levers, *levers, None])),
        unit=draw(_TEXTS),
        better=better,
        declared=draw(st.none() | _DAYS),
        value=draw(quantities(Domain.NON_NEGATIVE) | st.none()),
        valuation=draw(st.none() | _words(Valuation)),
        cash=draw(st.none() | _words(CashStatus)),
        stage=draw(st.none() | _words(Stage)),
        margin=draw(st.none() | quantities(Domain.SHARE)),
        scale=draw(st.none() | _scales(better)),
        total=draw(_either(st.none(), changes, of=4)),
        periods=draw(_words(Periods)),
        **draw(_either(st.just({}), st.fixed_dictionaries({"shared": st.just(True), "change": changes}), of=4)),
        prior=draw(prior) if priors else draw(st.none() | prior),
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
def _tools(draw: DrawFn, indicators: Mapping[str, Indicator], periods: int) -> Tool:
    affected = draw(st.lists(st.sampled_from(sorted(indicators)), unique=True))
    rest = [indicator for indicator in indicators if indicator not in affected]
    excused = draw(st.lists(st.sampled_from(rest), unique=True)) if rest else []
    return Tool(
        name=draw(st.just("") | _TEXTS),
        kind=draw(st.sampled_from(KINDS) | _TEXTS),
        introduced=draw(st.none() | _DAYS),
        audience=draw(st.lists(_TEXTS, max_size=2)),
        costs=draw(st.lists(_costs(periods), max_size=3)),
        effects={key: draw(_effects(periods, is_shared=indicators[key].shared)) for key in affected},
        published=draw(st.lists(_publications(), max_size=2)),
        not_applicable={indicator: draw(_TEXTS) for indicator in excused},
        intended=draw(st.none() | st.lists(st.sampled_from(sorted(indicators)), unique=True)),
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
    if when == "upfront":
        common["service_life"] = draw(st.none() | st.integers(1, 100))
    match draw(st.sampled_from(["amount", "units", "list"])):
        case "amount":
            return Cost(amount=draw(amount), when=when, **common)
        case "units":
            return Cost(units=draw(amount), unit_cost=draw(amount), when=when, **common)
        case _:
            common.pop("service_life", None)
            return Cost(amount=draw(_listed(amount, periods)), periods=draw(_words(Periods)), **common)


@st.composite
def _effects(draw: DrawFn, periods: int, *, is_shared: bool) -> Effect:
    share = quantities(Domain.SHARE)
    return Effect(
        change=None if is_shared else draw(quantities() | _listed(quantities(), periods)),
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
