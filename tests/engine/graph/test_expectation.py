"""Expectations without draws, held against closed forms and against the draws."""

from __future__ import annotations

import math

import numpy as np
import pytest

from blogroi.engine.draws import Draw
from blogroi.engine.graph import time
from blogroi.engine.graph.algebra import ONE, add, apply, less, multiply
from blogroi.engine.graph.expectation import expected, without_chance
from blogroi.engine.graph.node import Listed, Node, by_period, chance, drawn, number, schedule, together
from blogroi.model import Domain, Normal, Range, Samples, ThreePoint, Uniform
from blogroi.numerics.streams import stream_key
from tests.engine.graph.worlds import came_to, each_period, once

P = 6
DRAWS = 40_000
AGES = schedule(range(1, P + 1))
LEAD = once("lead", Range(0.005, 0.02), Domain.SHARE)
PEAK = once("peak", ThreePoint(60, 120, 400))
COST = once("cost", Range(50, 90))
KEPT = once("kept", Uniform(0.5, 0.9))
LUCK = each_period("luck", P, Normal(1.0, 0.2), persistence=0.5)
KEYS = [stream_key(1, f"chance[{period}]") for period in range(P)]

LIST = together(
    Listed(
        stream_key(1, "coming"),
        (*(Draw(0, Range(low, 9), Domain.REAL) for low in range(1, P)), 5.0),
        tuple(range(1, P + 1)),
    )
)

EXACT = {
    "a product": multiply(PEAK, LEAD, less(ONE, KEPT)),
    "a sum with chance": add(multiply(PEAK, LEAD, LUCK), multiply(number(-2.0), COST)),
    "a library with chance": multiply(time.by_age(LUCK, apply("**", number(0.8), AGES), P), LEAD),
    "an event": multiply(PEAK, chance("event", KEYS, LEAD)),
    "a count": multiply(chance("poisson", KEYS, multiply(PEAK, LEAD)), COST),
    "trials": chance("binomial", KEYS, number(40.0), LEAD),
    "a square": multiply(LEAD, LEAD, PEAK),
    "growth": multiply(PEAK, time.growth(LEAD, less(AGES, ONE))),
    "fading": multiply(COST, time.fading(KEPT, number(3.0), P)),
    "an exponential": multiply(apply("exp", KEPT), COST, KEPT),
    "what came so far": time.cumulative(multiply(LUCK, PEAK), P),
    "a delay": time.delay(multiply(LUCK, PEAK), number(1.5), P),
    "a list drawn together": multiply(
        together(
            Listed(
                stream_key(1, "list"),
                (*(Draw(0, Range(low, 9), Domain.REAL) for low in range(1, P)), 5.0),
                tuple(range(1, P + 1)),
            )
        ),
        LEAD,
    ),
    "what ages, of several quantities": time.by_age(
        multiply(PEAK, LEAD), multiply(KEPT, schedule([1.0, 0.8, 0.5, 0.3, 0.2, 0.1])), P
    ),
    "what ages, of several that came before": time.by_age(
        multiply(PEAK, LEAD), multiply(KEPT, schedule([1.0, 0.8, 0.5, 0.3, 0.2, 0.1, 0.05, 0.02])), P, 2
    ),
    "what ages, of a list and a quantity": time.by_age(
        multiply(LIST, LEAD), multiply(KEPT, schedule([1.0, 0.8, 0.5, 0.3, 0.2, 0.1])), P
    ),
    "what ages by a power, of a list and a quantity": time.by_age(
        multiply(LIST, LEAD), apply("**", KEPT, less(AGES, ONE)), P
    ),
    "what came so far, of a list and a quantity": time.cumulative(multiply(LIST, LEAD), P),
    "a period of a list and a quantity": time.in_period(multiply(LIST, LEAD), 3),
    "what ages by a power, of several quantities": time.by_age(
        multiply(PEAK, LEAD), apply("**", KEPT, less(AGES, ONE)), P
    ),
    "what came so far, of several quantities": time.cumulative(multiply(PEAK, LEAD, schedule(range(1, P + 1))), P),
    "a period of several quantities": time.in_period(multiply(PEAK, LEAD, schedule(range(1, P + 1))), 3),
    "another node in each period": by_period([multiply(PEAK, LEAD), COST, ONE, KEPT, LEAD, multiply(COST, KEPT)]),
    "a weighted sample to a power": apply("**", once("weighted", Samples([0.5, 1.0, 3.0], weights=[5, 2, 1])), AGES),
    "a sample to a power": apply("**", once("sample", Samples([0.5, 1.0, 3.0])), AGES),
}


@pytest.mark.parametrize("name", EXACT)
def test_the_mean_is_that_of_the_draws_within_four_errors(name: str) -> None:
    node = EXACT[name]
    mean = expected(node, P)
    assert mean is not None
    values = came_to(node, P, DRAWS)
    errors = values.std(axis=1) / math.sqrt(DRAWS)
    assert (np.abs(values.mean(axis=1) - mean) <= 4.0 * errors + 1e-12 * np.abs(mean)).all()


@pytest.mark.parametrize(
    "node",
    [
        apply("min", PEAK, number(100.0)),
        multiply(LUCK, LUCK),
        apply("**", LUCK, number(2.0)),
        apply("/", ONE, LUCK),
        apply(">", LUCK, ONE),
        multiply(PEAK, apply("max", PEAK, COST)),
        chance("event", KEYS, apply("min", LUCK, ONE)),
    ],
)
def test_what_moments_do_not_give_is_left_to_the_draws(node: Node) -> None:
    assert expected(node, P) is None


def test_a_uniform_number_squared_has_the_mean_of_its_closed_form() -> None:
    """1 / 3 for a number between 0 and 1; k-th powers have 1 / (k + 1)."""
    uniform = once("u")
    assert expected(multiply(uniform, uniform), 1) == pytest.approx([1 / 3], rel=1e-9)
    found = expected(apply("**", uniform, schedule([0, 1, 2, 3])), 4)
    assert found == pytest.approx([1.0, 1 / 2, 1 / 3, 1 / 4], rel=1e-9)


def test_correlated_quantities_have_no_mean_from_moments() -> None:
    key, other = stream_key(1, "one"), stream_key(1, "other")
    one = drawn(Draw(key, Uniform(0, 1), Domain.REAL))
    mixed = drawn(Draw(other, Uniform(0, 1), Domain.REAL, loadings=((key, 0.6), (other, 0.8))))
    assert expected(multiply(one, mixed), 1) is None
    assert expected(add(one, mixed), 1) == pytest.approx([1.0])


def test_what_could_be_found_out_is_kept_when_chance_is_put_at_its_mean() -> None:
    node = multiply(PEAK, chance("event", KEYS, LEAD), LUCK)
    assert without_chance(node, P) == multiply(PEAK, LEAD)
    assert without_chance(PEAK, P) is PEAK


def test_events_that_go_by_the_same_quantity_have_chances_of_their_own() -> None:
    event, other = (chance("event", [stream_key(1, f"{name}[{period}]") for period in range(P)], LEAD) for name in "ab")
    assert without_chance(multiply(event, other), P) == multiply(LEAD, LEAD)
    assert without_chance(multiply(event, event), P) is None


@pytest.mark.parametrize(
    "node",
    [apply("min", LUCK, ONE), multiply(LUCK, LUCK), apply("/", PEAK, LUCK), apply("floor", multiply(PEAK, LUCK))],
)
def test_chance_that_enters_otherwise_than_linearly_has_no_mean_to_be_put_at(node: Node) -> None:
    assert without_chance(node, P) is None
