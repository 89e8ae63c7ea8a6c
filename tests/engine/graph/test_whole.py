"""What is known to be a whole number without being drawn."""

from __future__ import annotations

import pytest

from blogroi.engine.graph import time
from blogroi.engine.graph.algebra import ONE, add, apply, less, multiply, negative
from blogroi.engine.graph.node import Node, OperationName, by_period, chance, number, schedule
from blogroi.engine.graph.whole import is_whole
from blogroi.model import Normal
from blogroi.numerics.streams import stream_key
from tests.engine.graph.worlds import each_period, once

P = 3
KEYS = [stream_key(1, f"whole[{period}]") for period in range(P)]
PART, LUCK = once("part"), each_period("luck", P, Normal(1.0, 0.2))
COUNT, TIMES = apply("floor", multiply(PART, number(9.0))), apply("floor", LUCK)
RELATIONS: tuple[OperationName, ...] = ("<", "<=", ">", ">=", "==", "!=")

WHOLE: dict[str, Node] = {
    "a number": number(3.0),
    "a number but for rounding": number(3.0 + 0.9e-9),
    "a schedule": schedule([1, 3, -2]),
    "floor": apply("floor", LUCK),
    "ceil": apply("ceil", LUCK),
    "round": apply("round", LUCK),
    **{str(name): apply(name, PART, LUCK) for name in RELATIONS},
    "an event": chance("event", KEYS, PART),
    "a count": chance("poisson", KEYS, PART),
    "trials": chance("binomial", KEYS, number(4.0), PART),
    "a sum": add(COUNT, TIMES, number(2.0)),
    "a product": multiply(COUNT, TIMES, number(-2.0)),
    "the lesser": apply("min", COUNT, TIMES),
    "the greater": apply("max", COUNT, TIMES),
    "a size": apply("abs", negative(COUNT)),
    "another in each period": by_period([COUNT, ONE, apply("ceil", PART)]),
    "one in a period": time.in_period(TIMES, 2),
    "what came so far": time.cumulative(TIMES, P),
    "a branch": apply("where", apply(">", PART, number(0.5)), COUNT, ONE),
    "a branch by a fraction": apply("where", PART, COUNT, ONE),
}
FRACTIONS = {
    "a number": number(2.5),
    "a number past rounding": number(3.0 + 1.1e-9),
    "a schedule": schedule([1, 2.5]),
    "a quantity": PART,
    "what varies": LUCK,
    "a sum": add(COUNT, PART),
    "a product": multiply(COUNT, number(0.5)),
    "a difference": less(ONE, LUCK),
    "a quotient": apply("/", COUNT, number(2.0)),
    "a root": apply("sqrt", COUNT),
    "the lesser": apply("min", COUNT, PART),
    "a branch": apply("where", apply(">", PART, number(0.5)), COUNT, PART),
    "another in each period": by_period([COUNT, PART, ONE]),
    "what came so far": time.cumulative(LUCK, P),
}


@pytest.mark.parametrize("node", WHOLE.values(), ids=WHOLE)
def test_it_counts(node: Node) -> None:
    assert is_whole(node)


@pytest.mark.parametrize("node", FRACTIONS.values(), ids=FRACTIONS)
def test_it_may_be_a_fraction(node: Node) -> None:
    assert not is_whole(node)
