"""Bounds hold in every draw, and what they exclude does not happen."""

from __future__ import annotations

import math

import numpy as np
import pytest

from blogroi.engine.draws import Draw
from blogroi.engine.graph import time
from blogroi.engine.graph.algebra import ONE, add, apply, less, multiply, negative
from blogroi.engine.graph.bounds import Bounds, bounds_of
from blogroi.engine.graph.node import Listed, Node, by_period, chance, number, schedule, together
from blogroi.model import Domain, Normal, Range, Uniform
from blogroi.numerics.streams import stream_key
from tests.engine.graph.worlds import came_to, each_period, once

P, DRAWS = 4, 3000
AGES = schedule(range(1, P + 1))
HALF, SIGNED, LARGE = once("half", Uniform(0.0, 0.5)), once("signed", Uniform(-2.0, 3.0)), once("large", Range(60, 400))
LUCK = each_period("luck", P, Normal(1.0, 0.2))
KEYS = [stream_key(1, f"bound[{period}]") for period in range(P)]
LIST = together(Listed(stream_key(1, "list"), (Draw(0, Uniform(1, 2), Domain.REAL), -7.0, 0.0, 3.0), (1, 2, 3, 4)))

EXPRESSIONS = {
    "a number": number(3.0),
    "a schedule": schedule([3.0, -1.0, 2.0, 0.0]),
    "a quantity": SIGNED,
    "a list": LIST,
    "what varies": LUCK,
    "another node in each period": by_period([SIGNED, number(9.0), HALF, ONE]),
    "a sum": add(SIGNED, LARGE, schedule([1.0, -5.0, 0.0, 0.0])),
    "a product": multiply(SIGNED, LUCK, negative(HALF)),
    "a square": multiply(SIGNED, SIGNED),
    "a quotient": apply("/", SIGNED, LARGE),
    "a whole power": apply("**", SIGNED, AGES),
    "a power of what is above zero": apply("**", LARGE, SIGNED),
    "a power of a share": apply("**", HALF, AGES),
    "the lesser": apply("min", SIGNED, HALF),
    "the greater": apply("max", SIGNED, HALF),
    "a size": apply("abs", SIGNED),
    "an exponential": apply("exp", SIGNED),
    "a logarithm": apply("log", LARGE),
    "a root": apply("sqrt", HALF),
    "floor": apply("floor", SIGNED),
    "ceil": apply("ceil", SIGNED),
    "round": apply("round", SIGNED),
    "a branch": apply("where", apply(">", SIGNED, ONE), LARGE, HALF),
    "a comparison": apply("<=", SIGNED, HALF),
    "what came so far": time.cumulative(LUCK, P),
    "what ages": time.by_age(LUCK, apply("max", HALF, schedule([0.1, 0.9, -0.3, 0.0])), P),
    "what ages by a power": time.by_age(LUCK, apply("**", HALF, less(AGES, ONE)), P),
    "a delay": time.delay(LUCK, LARGE, P),
    "an event": chance("event", KEYS, HALF),
    "a count": chance("poisson", KEYS, LARGE),
    "trials": chance("binomial", KEYS, number(40.0), HALF),
}


def bound(node: Node) -> Bounds:
    return bounds_of([node])[node.digest]


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_no_draw_lies_outside_the_bounds_of_an_expression(name: str) -> None:
    node = EXPRESSIONS[name]
    found, values = bound(node), came_to(node, P, DRAWS)
    assert not np.isnan(values).any()
    slack = 1e-12 * np.abs(values).max()
    assert found.low <= values.min() + slack
    assert values.max() - slack <= found.high


LUCKY, GREAT = (
    1.641907230320277,
    17627.383011384965,
)  # how far from 1 a normal of 0.2 is drawn, and the greatest of a range from 60 to 400
STEADY = each_period("steady", P, Uniform(0.5, 0.8))
NEAREST = {
    "a number": (3.0, 3.0),
    "a schedule": (-1.0, 3.0),
    "a list": (-7.0, 3.0),
    "what varies": (1.0 - LUCKY, 1.0 + LUCKY),
    "another node in each period": (-2.0, 9.0),
    "a sum": (-7.0 + 1.3615180418159152, 4.0 + GREAT),
    "a product": (-1.5 * (1.0 + LUCKY), 1.0 + LUCKY),
    "a square": (-6.0, 9.0),
    "a quotient": (-2.0 / 1.3615180418159152, 3.0 / 1.3615180418159152),
    "a whole power": (-81.0, 81.0),
    "a power of what is above zero": (GREAT**-2.0, GREAT**3.0),
    "the lesser": (-2.0, 0.5),
    "the greater": (0.0, 3.0),
    "a size": (0.0, 3.0),
    "an exponential": (math.exp(-2.0), math.exp(3.0)),
    "a logarithm": (math.log(1.3615180418159152), math.log(GREAT)),
    "a root": (0.0, math.sqrt(0.5)),
    "floor": (-3.0, 4.0),
    "ceil": (-3.0, 4.0),
    "round": (-2.5, 3.5),
    "a branch": (0.0, GREAT),
    "a comparison": (0.0, 1.0),
    "what came so far": (4.0 * (1.0 - LUCKY), 4.0 * (1.0 + LUCKY)),
    "what ages": (0.9 * 4.0 * (1.0 - LUCKY), 0.9 * 4.0 * (1.0 + LUCKY)),
    "what ages by a power": (4.0 * (1.0 - LUCKY), 4.0 * (1.0 + LUCKY)),
    "a delay": (1.0 - LUCKY, 1.0 + LUCKY),
    "an event": (0.0, 1.0),
    "a count": (0.0, math.inf),
    "trials": (0.0, 40.0),
}


@pytest.mark.parametrize("name", NEAREST)
def test_bounds_are_as_near_as_the_ends_of_the_parts_have_it(name: str) -> None:
    found = bound(EXPRESSIONS[name])
    assert (found.low, found.high) == pytest.approx(NEAREST[name], rel=1e-9, abs=1e-7)


@pytest.mark.parametrize(
    ("node", "low", "high"),
    [
        (time.cumulative(STEADY, P), 0.0, 3.2),  # in the first period it is one part alone
        (time.cumulative(negative(STEADY), P), -3.2, 0.0),
        (time.cumulative(once("x", Uniform(-3, -1)), P), -12.0, -1.0),
        (time.by_age(STEADY, apply("max", HALF, schedule([0.1, 0.2, 0.3, 0.6])), P), 0.0, 4 * 0.8 * 0.6),
        (time.by_age(STEADY, apply("max", HALF, schedule([0.1, 0.2, 0.3, 0.6, 0.2, 0.1])), P, 2), 0.0, 6 * 0.8 * 0.6),
        (apply("abs", once("x", Uniform(-3, -1))), 1.0, 3.0),
        (apply("abs", once("y", Uniform(1, 2))), 1.0, 2.0),
        (apply("/", ONE, once("x", Uniform(-4, -2))), -0.5, -0.25),
        (time.in_period(LUCK, 2), 1.0 - LUCKY, 1.0 + LUCKY),
        (time.delay(STEADY, HALF, P), 0.0, 0.8),
    ],
)
def test_bounds_over_time_hold_what_comes_first_and_what_comes_in_all(node: Node, low: float, high: float) -> None:
    found = bound(node)
    assert (found.low, found.high) == pytest.approx((low, high), rel=1e-9, abs=1e-7)
    values = came_to(node, P, DRAWS)
    assert found.low <= values.min() + 1e-12
    assert values.max() - 1e-12 <= found.high


@pytest.mark.parametrize("name", sorted(set(EXPRESSIONS) - {"a delay", "a count"}))
def test_what_is_bounded_on_both_sides_cannot_fail(name: str) -> None:
    found = bound(EXPRESSIONS[name])
    assert math.isfinite(found.low)
    assert math.isfinite(found.high)
    assert not found.may_fail


@pytest.mark.parametrize(
    "node",
    [
        apply("/", ONE, SIGNED),
        apply("log", apply("max", number(0.0), SIGNED)),
        apply("log", SIGNED),
        apply("sqrt", SIGNED),
        apply("**", SIGNED, number(0.5)),
        apply("**", SIGNED, HALF),
        apply("exp", multiply(number(300.0), SIGNED)),
        chance("event", KEYS, SIGNED),
        chance("poisson", KEYS, SIGNED),
        chance("binomial", KEYS, number(4.0), SIGNED),
        time.delay(LUCK, SIGNED, P),
    ],
    ids=lambda node: node.operation,
)
def test_what_may_be_no_number_is_said_to_fail_here_and_in_whatever_uses_it(node: Node) -> None:
    used = multiply(LARGE, add(ONE, apply("max", HALF, node)))
    found = bounds_of([used])
    assert found[node.digest].fails_here
    assert found[used.digest].may_fail
    assert not found[HALF.digest].may_fail


def test_a_chance_may_be_none_and_all() -> None:
    """Both ends of a share are shares, and no trials are trials."""
    share = by_period([number(0.0), ONE, HALF, HALF])
    for node, high in (
        (chance("event", KEYS, share), 1.0),
        (chance("binomial", KEYS, number(40.0), share), 40.0),
        (chance("binomial", KEYS, schedule([0.0, 1.0, 2.0, 3.0]), HALF), 3.0),
        (chance("poisson", KEYS, apply("floor", HALF)), math.inf),
    ):
        found = bound(node)
        if node.operation == "poisson":
            assert found.may_fail  # a little below zero, for all that is known
        else:
            assert (found.low, found.high, found.may_fail) == (0.0, high, False)
    assert bound(chance("event", KEYS, apply("*", share, number(1.0 + 1e-9)))).may_fail
    assert bound(chance("binomial", KEYS, number(40.5), HALF)).may_fail


def test_a_number_that_is_none_is_told_from_the_others_of_its_schedule() -> None:
    found = bound(schedule([1.0, math.nan, 5.0]))
    assert (found.low, found.high, found.may_fail) == (1.0, 5.0, True)


def test_nothing_times_whatever_has_no_bound_is_nothing() -> None:
    found = bound(multiply(number(0.0), apply("abs", chance("poisson", KEYS, LARGE))))
    assert (found.low, found.high) == (0.0, 0.0)
