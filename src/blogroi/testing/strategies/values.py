"""Hypothesis strategies for what a case states: words, days, numbers, quantities."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from itertools import cycle, islice
from typing import Any, get_args

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from blogroi.errors import CaseError
from blogroi.model import (
    Beta,
    Chance,
    Domain,
    Estimate,
    Formula,
    Normal,
    Point,
    Quantiles,
    Quantity,
    Range,
    Samples,
    Studies,
    ThreePoint,
    Uniform,
)
from blogroi.model.fields import REFUSED
from blogroi.testing.variants.arithmetic import middle

__all__ = ["DAYS", "KEYS", "TEXTS", "counts", "either", "listed", "numbers", "quantities", "stated", "words"]

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
    shapes = ["point", "point", "range", "three", "uniform", "samples", "normal", "estimate", "quantiles", "studies"]
    reaches_one = domain in (Domain.SHARE, Domain.NON_NEGATIVE)
    shape = draw(st.sampled_from([*shapes, "beta", "chance"] if reaches_one else shapes))
    number = numbers(low, high)
    stated = draw(_stated(shape, number, high))
    return stated if isinstance(stated, Point) else draw(_perhaps_cut(stated))


@st.composite
def _stated(draw: DrawFn, shape: str, number: SearchStrategy[float], high: float) -> Quantity:
    """Draw a quantity of one shape, of which nothing is cut off."""
    if shape == "point":
        return Point(draw(number))
    if shape == "samples":
        values = draw(st.lists(number, min_size=1, max_size=5))
        weights = st.lists(st.integers(0, 5), min_size=len(values), max_size=len(values)).filter(any)
        return Samples(values, draw(st.one_of(st.none(), weights)))
    if shape == "chance":
        return Chance(draw(numbers(0, 1)))
    if shape == "beta":
        return Beta(*draw(st.tuples(numbers(1, 20), numbers(1, 20))))
    if shape == "normal":
        mean, sd = draw(number), draw(numbers(0, high / 4).filter(lambda sd: sd > 0))
        is_narrow = 10 * abs(mean) > sd
        return Normal(mean, sd, draw(st.sampled_from([None, "lognormal"] if is_narrow else [None])))
    ends = st.tuples(number, number, number).map(sorted).filter(lambda ends: ends[2] - ends[0] > 1e-3)
    least, middle, most = draw(ends)
    if shape in ("estimate", "quantiles", "studies"):
        return _around(shape, least, middle, most)
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


def _around(shape: str, least: float, middle: float, most: float) -> Quantity:
    """Return three numbers as an estimate with its ends, as quantiles, or as what studies found."""
    if not least < middle < most:
        middle = (least + most) / 2
    if shape == "estimate":
        return Estimate(middle, least, most)
    if shape == "quantiles":
        return Quantiles([(0.1, least), (0.5, middle), (0.9, most)])
    if least * most > 0 and not 0.05 <= least / most <= 20:  # a lognormal is no wider
        return Quantiles([(0.05, least), (0.95, most)])
    return Studies([least, middle, most])


@st.composite
def _perhaps_cut(draw: DrawFn, stated: Any) -> Any:
    """Cut a quantity off at numbers that lie within it, in one of six cases."""
    if draw(st.integers(1, 6)) != 6:
        return stated
    if isinstance(stated, Quantiles):
        inside = (stated.points[0][1] + stated.points[-1][1]) / 2
    elif isinstance(stated, Samples):  # a mean of equal values may be rounded past them
        inside = min(max(middle(stated), min(stated.drawn)), max(stated.drawn))
    elif isinstance(stated, ThreePoint | Estimate):  # the mode may be an end, and an estimate next to one
        inside = (stated.low + stated.high) / 2
    else:
        inside = middle(stated)
    if isinstance(stated, Samples | Chance):
        return evolve(stated, min=inside) if inside > 0 and isinstance(stated, Samples) else stated
    cut = {"min": inside} if draw(st.booleans()) else {"max": inside}
    try:
        return evolve(stated, **cut)
    except CaseError:  # so near to an end that nothing is left to be drawn
        return stated


@st.composite
def listed(draw: DrawFn, amounts: SearchStrategy[Quantity], periods: int) -> tuple[Quantity, ...]:
    """Draw one for each period: a few that come again and again, for long lists draw no more than short ones."""
    pattern = draw(st.lists(amounts, min_size=1, max_size=min(periods, 3)))
    return tuple(islice(cycle(pattern), periods))


def stated(amounts: SearchStrategy[Quantity], periods: int, formulas: Sequence[Formula]) -> SearchStrategy[Any]:
    """Draw what a field may state: a quantity, a list with one for each of so many periods, a formula where there are any."""
    either_of: list[SearchStrategy[Any]] = [amounts]
    if periods:
        either_of.append(listed(amounts, periods))
    return st.one_of([*either_of, *([st.sampled_from(formulas)] if formulas else [])])
