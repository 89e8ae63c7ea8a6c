"""Drivers and formulas as cases have them: every function of them, all within the values that their fields can have."""

from __future__ import annotations

from functools import cache
from itertools import cycle, islice
from typing import Any

from blogroi.model import Beta, Driver, Formula, Normal, Point, Quantity, Range, Samples, ThreePoint, Uniform
from blogroi.records import frozen
from blogroi.testing.strategies.source import Source

__all__ = ["NO_FORMULAS", "Stock", "drivers", "stock"]

_LUCK = tuple(round(0.7 + 0.03 * place, 2) for place in range(21))

_AMOUNTS = (
    *(
        "posts",
        "2 * posts + 1",
        "visits",
        "posts * luck",
        "posts * mood",
        "crowd * rate * period",
        "posts / (1 + rate)",
    ),
    *("by_age(posts, 0.9 ** (age - 1), before = 3)", "by_age(posts, rate ** (age - 1))", "posts * growth(0.02)"),
    *("posts * yearly_growth(rate)", "posts * ramp(6)", "posts * season(1, 0.5, 2)", "delay(posts, 1.5) + 0.5"),
    *("cumulative(posts) / period", "1 + posts * event(rate)", "0.5 + poisson(hours / 10)", "1 + binomial(4, rate)"),
    *("where(period > 2, posts, 3 * rate)", "max(1, posts - 5)", "min(posts, hours)", "abs(luck - 2) * posts"),
    *("floor(posts) + ceil(rate)", "round(posts) + 1", "sqrt(posts) * exp(-rate)", "posts ** 1.5 / (1 + posts)"),
    *("log(1 + posts)", "posts * (1 + (year <= 1))", "clip(posts * luck, 1, 40)", "visits * (1 - rate) + crowd"),
)
_IN_EFFECTS = ("posts * ramp(4, running)", "posts / running", "posts * growth(-0.05, running)")
_SHARES = (
    *("rate", "1 - rate", "rate ** 2", "min(1, rate * luck)", "clip(mood / 2, 0, 1)", "rate / period"),
    *("where(period == 1, rate, 0.5)", "rate * event(0.9)"),
)
_SHARES_IN_EFFECTS = ("rate / running", "1 - 0.9 ** running")
_UPFRONT = ("2 * hours", "hours * (1 + rate)", "max(1, hours - 20)", "hours + poisson(3)")


@frozen
class Stock:
    """Formulas of the drivers of a case, by where they can stand.

    Parameters
    ----------
    amounts, shares : tuple of Formula
        Where there is a period: all of them above zero, or between 0 and 1.
    amounts_in_effects, shares_in_effects : tuple of Formula
        The same, and those that count from the start of an effect.
    upfront : tuple of Formula
        Amounts of what is paid before the first period.
    """

    amounts: tuple[Formula, ...] = ()
    shares: tuple[Formula, ...] = ()
    amounts_in_effects: tuple[Formula, ...] = ()
    shares_in_effects: tuple[Formula, ...] = ()
    upfront: tuple[Formula, ...] = ()


NO_FORMULAS = Stock()
"""The stock of a case without drivers."""


@cache
def stock() -> Stock:
    """Return the formulas that can be made of the drivers that :func:`drivers` draws."""
    amounts, in_effects, shares, in_shares, upfront = (
        tuple(map(Formula, texts)) for texts in (_AMOUNTS, _IN_EFFECTS, _SHARES, _SHARES_IN_EFFECTS, _UPFRONT)
    )
    return Stock(amounts, shares, (*amounts, *in_effects), (*shares, *in_shares), upfront)


def drivers(source: Source, periods: int) -> dict[str, Driver]:
    """Draw drivers of every kind: drawn once, anew in each period or year, lists, shares, and formulas of others.

    Parameters
    ----------
    source : Source
        Where numbers come from.
    periods : int
        Length of lists.

    Returns
    -------
    dict of str to Driver
        Always the same keys, in any order; all amounts lie above zero.

    Examples
    --------
    >>> from blogroi.testing.strategies.source import Dice
    >>> sorted(drivers(Dice(1), 4))
    ['crowd', 'hours', 'luck', 'mood', 'posts', 'rate', 'visits']
    """
    amounts: list[Quantity] = [
        Point(6),
        Range(4, 9),
        ThreePoint(2, 5, 12),
        Uniform(3, 8),
        Normal(7, 2, "lognormal"),
        Samples([3, 4, 9]),
    ]
    listed = list(islice(cycle(source.some(amounts, 1, 3)), periods))
    lists: dict[str, Any] = {"periods": source.one_of(["together", "apart"])}
    luck: list[Quantity] = [
        Range(0.8, 1.25),
        Uniform(0.5, 1.5),
        Normal(1, 0.2, "lognormal"),
        Samples(_LUCK),
        ThreePoint(0.6, 1, 1.3),
    ]
    rates: list[Quantity] = [Range(0.2, 0.6), Beta(3, 5), Point(0.3), ThreePoint(0.1, 0.2, 0.4)]
    drawn = {
        "posts": Driver("Posts", listed, **lists) if source.happens(3) else Driver("Posts", source.one_of(amounts)),
        "hours": Driver("Hours", source.one_of(amounts), unit="hour", source="the time sheets"),
        "rate": Driver("Share of readers who write", source.one_of(rates), unit="share", year=2025),
        "luck": _varying(source, "Good and bad times", source.one_of(luck)),
        "mood": _varying(source, "The mood of readers", source.one_of(luck)),
        "visits": Driver("Visits", Formula("by_age(posts, 0.8 ** (age - 1), 2) * luck"), unit="visit"),
        "crowd": Driver("All who come", Formula("visits + where(rate > 0.3, posts, 1) * season(1, 1.2)")),
    }
    return {key: drawn[key] for key in source.some(list(drawn), len(drawn), len(drawn))}


def _varying(source: Source, statement: str, value: Quantity) -> Driver:
    return Driver(
        statement,
        value,
        varies=source.one_of(["each period", "each period", "each year"]),
        persistence=source.one_of([0.0, 0.5, -0.3]),
    )
