"""Hypothesis strategies for what a case states: words, days, numbers, quantities."""

from __future__ import annotations

import datetime
from itertools import cycle, islice
from typing import Any, get_args

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from blogroi.model import Beta, Domain, Normal, Point, Quantity, Range, Samples, ThreePoint, Uniform
from blogroi.model.fields import REFUSED

__all__ = ["DAYS", "KEYS", "TEXTS", "counts", "either", "listed", "numbers", "quantities", "words"]

DAYS = st.dates(datetime.date(1990, 1, 1), datetime.date(2040, 12, 31))
KEYS = st.from_regex(r"[a-z][a-z0-9_-]{0,11}", fullmatch=True)

_SIGNS = st.characters(exclude_categories=["Cc", "Cs"], include_characters="\t\n").filter(
    lambda sign: not REFUSED.match(sign)
)

TEXTS = st.text(_SIGNS, min_size=1, max_size=30).filter(lambda text: text.strip())


def words(alias: Any) -> SearchStrategy[Any]:
    """Draw one of the words of a ``Literal``."""
    return st.sampled_from(get_args(alias))


def either(usual: SearchStrategy[Any], rare: SearchStrategy[Any], *, of: int) -> SearchStrategy[Any]:
    """Draw the one most often, and the other in one of so many cases."""
    return st.integers(1, of).flatmap(lambda which: rare if which == of else usual)


def counts(most: int, *, of: int) -> SearchStrategy[int]:
    """Draw a small number most often, and the greatest one in one of so many cases: what is large is slow."""
    return either(st.integers(1, min(4, most)), st.just(most), of=of)


def numbers(low: float, high: float) -> SearchStrategy[float]:
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
    number = numbers(low, high)
    if shape == "point":
        return Point(draw(number))
    if shape == "samples":
        return Samples(draw(st.lists(number, min_size=1, max_size=5)))
    if shape == "beta":
        return Beta(*draw(st.tuples(numbers(1, 20), numbers(1, 20))))
    if shape == "normal":
        mean, sd = draw(number), draw(numbers(0, high / 4).filter(lambda sd: sd > 0))
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
def listed(draw: DrawFn, amounts: SearchStrategy[Quantity], periods: int) -> list[Quantity]:
    """Draw a list with one for each period: a few that come again and again, for long lists draw no more than short ones."""
    pattern = draw(st.lists(amounts, min_size=1, max_size=min(periods, 3)))
    return list(islice(cycle(pattern), periods))
