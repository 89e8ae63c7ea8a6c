"""How far rounding can have moved a printed figure, and the parts that it is held against."""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import Decimal

from blogroi.model.case import Case
from blogroi.model.cost import Cost
from blogroi.model.duration import STEPS_IN_A_YEAR, Duration
from blogroi.model.fields import Stated
from blogroi.model.quantity import Point
from blogroi.model.tool import Published
from blogroi.records import frozen

__all__ = ["LAST_BITS", "RATES", "Slack", "half_a_unit", "margin_of", "parts_rounding", "rounding"]

RATES = frozenset({"roi", "irr"})
LAST_BITS = 1e-9  # of a figure: what two ways to add it up may differ by
_HALF_A_PER_CENT = 0.005
_ENOUGH_AMOUNTS = 3  # from which on their common zeros are taken for rounding
_LEAST_UNIT = 100


@frozen
class Slack:
    """How far the rounding of the amounts that a tool states can have moved its benefits and its costs."""

    benefits: float = 0.0
    costs: float = 0.0


def rounding(printed: float) -> float:
    """Return half a unit of the last digit written of a figure: how far rounding alone can have moved it.

    Zeros before the point are digits like others: who rounded to thousands has to say so.

    Examples
    --------
    >>> rounding(0.67), rounding(154795), rounding(1.0), rounding(3650000)
    (0.005, 0.5, 0.05, 0.5)
    """
    exponent = Decimal(repr(printed)).as_tuple().exponent
    return 0.5 * 10.0 ** min(int(exponent), 0)


def half_a_unit(value: float, rounded: float | None, otherwise: float) -> float:
    """Return how far the rounding that is stated can have moved a figure; one to more than the figure is that of another."""
    return rounded / 2.0 if rounded is not None and rounded <= abs(value) else otherwise


def margin_of(name: str, published: Published, value: float, step: float) -> float:
    """Return how far rounding can have moved a printed figure, in the unit in which it is compared."""
    stated = published.payback if name == "payback" else None
    if isinstance(stated, Duration):
        unit = stated.in_years / stated.number / step
        return unit * half_a_unit(stated.number, published.rounded, rounding(stated.number))
    otherwise = rounding(value)
    if name in RATES:  # printed in per cent, whatever digits the fraction needs
        otherwise = min(otherwise, _HALF_A_PER_CENT)
    if name == "payback":  # nobody prints 0.0808 years: that is 0.97 months
        for factor in (STEPS_IN_A_YEAR["month"] * step, STEPS_IN_A_YEAR["year"] * step):
            other = round(value * factor, 2)
            if factor != 1.0 and abs(value * factor - other) <= LAST_BITS * abs(other):
                otherwise = max(otherwise, rounding(other) / factor)
    return half_a_unit(value, published.rounded, otherwise)


def parts_rounding(case: Case, key: str) -> Slack:
    """Return how far the rounding of the amounts that a tool states can have moved its benefits and its costs.

    Amounts that all end in the same number of zeros are taken to be rounded to that place: n of them, and the unrounded sum,
    differ by at most n / 2 units of it.
    """
    tool = case.tools[key]
    costs = [part for cost in tool.costs for part in _amounts(cost)]
    gains = [
        part
        for name, effect in tool.effects.items()
        if case.indicators[name].value == Point(1)
        for part in _points(effect.change or case.indicators[name].change)
    ]
    unit = _common_unit([*costs, *gains])
    return Slack(len(gains) * unit / 2.0, len(costs) * unit / 2.0)


def _amounts(cost: Cost) -> Iterator[float]:
    """Yield the amounts of a cost that are taken as certain, be they stated as one number or as a product."""
    yield from _points(cost.amount)
    if isinstance(cost.units, Point) and isinstance(cost.unit_cost, Point):
        yield cost.units.value * cost.unit_cost.value


def _points(amount: Stated | None) -> Iterator[float]:
    """Yield the numbers of an amount that are taken as certain."""
    for part in amount if isinstance(amount, tuple) else (amount,):
        if isinstance(part, Point):
            yield part.value


def _common_unit(amounts: list[float]) -> float:
    """Return the greatest power of ten that divides all amounts; 0 where it may well do so by chance."""
    if len(amounts) < _ENOUGH_AMOUNTS or any(amount != int(amount) for amount in amounts):
        return 0.0
    divisor = math.gcd(*(int(amount) for amount in amounts))
    unit = 1
    while divisor and divisor % (10 * unit) == 0:
        unit *= 10
    return float(unit) if unit >= _LEAST_UNIT else 0.0
