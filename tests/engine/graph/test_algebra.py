"""Sums and products: equal expressions are one node, and what is certain is folded."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogroi.engine.graph.algebra import MOST_OPENED, ONE, ZERO, add, apply, less, multiply, negative
from blogroi.engine.graph.node import Extent, Node, OperationName, by_period, number, reachable, schedule, values_of
from blogroi.model import Uniform
from tests.engine.graph.worlds import came_to, each_period, once

A, B, C = once("a"), once("b"), once("c", Uniform(1.0, 3.0))

NUMBERS = st.floats(-1e6, 1e6)


def test_a_product_is_one_node_in_whatever_order_it_was_written() -> None:
    assert multiply(A, multiply(B, C)) == multiply(C, multiply(B, A))
    assert add(A, add(B, C)) == add(add(C, B), A)
    assert apply("max", A, B) == apply("max", B, A)


def test_nodes_of_different_structure_differ() -> None:
    assert multiply(A, B) != multiply(A, C)
    assert apply("/", A, B) != apply("/", B, A)
    assert number(1.0) != schedule([1.0, 2.0])
    assert A != "a"


@given(one=NUMBERS, other=NUMBERS)
def test_numbers_are_folded(one: float, other: float) -> None:
    assert add(number(one), number(other)).data == one + other
    assert multiply(number(one), number(other)).data == one * other + 0.0
    assert less(number(one), number(other)).data == one - other


@given(values=st.lists(NUMBERS, min_size=2, max_size=5), factor=NUMBERS)
def test_schedules_are_folded_period_by_period(values: list[float], factor: float) -> None:
    found = multiply(schedule(values), number(factor))
    assert np.array_equal(values_of(found, len(values)), np.array(values) * factor + 0.0)


def test_a_schedule_of_one_number_is_that_number() -> None:
    assert schedule([2, 2, 2]) == number(2)
    assert by_period([number(2), number(3)]) == schedule([2, 3])
    assert by_period([A, A]) == A


def test_one_less_a_quantity_is_built_into_its_table() -> None:
    found = less(ONE, A)
    assert found.operation == "drawn"
    assert np.array_equal(came_to(found, 1)[0], 1.0 - came_to(A, 1)[0])


def test_a_power_of_0_is_1_and_of_1_is_the_quantity() -> None:
    assert apply("**", A, ZERO) == ONE
    assert apply("**", A, ONE) == A


def test_nothing_times_a_quantity_is_nothing() -> None:
    assert multiply(ZERO, A) == ZERO


def test_nothing_times_what_may_be_no_number_is_kept() -> None:
    ratio = apply("/", A, less(B, number(0.5)))
    assert multiply(ZERO, ratio).extent is Extent.ROW
    assert math.isnan(multiply(ZERO, apply("/", ONE, ZERO)).value)


@pytest.mark.parametrize(
    ("operation", "arguments"),
    [
        ("/", [1.0, 0.0]),
        ("log", [0.0]),
        ("log", [-1.0]),
        ("sqrt", [-1.0]),
        ("exp", [1000.0]),
        ("**", [-8.0, 0.5]),
        ("**", [10.0, 400.0]),
        ("**", [math.nan, 0.0]),
        ("**", [1.0, math.nan]),
        ("*", [1e200, 1e200]),
        ("+", [math.nan, 1.0]),
        ("<", [math.nan, 1.0]),
        ("!=", [math.nan, math.nan]),
        ("min", [math.nan, 1.0]),
        ("round", [math.nan]),
        ("where", [math.nan, 1.0, 2.0]),
        ("where", [1.0, math.nan, 2.0]),
    ],
)
def test_what_is_no_number_is_none_when_it_is_folded(operation: OperationName, arguments: list[float]) -> None:
    assert math.isnan(apply(operation, *map(number, arguments)).value)


def test_where_drops_the_branch_that_is_not_taken() -> None:
    assert apply("where", ZERO, number(math.nan), number(2.0)).data == 2.0


@pytest.mark.parametrize(
    ("operation", "value", "expected"),
    [
        ("floor", 2.9999999999, 3.0),
        ("floor", 2.9, 2.0),
        ("ceil", 3.0000000001, 3.0),
        ("ceil", 3.1, 4.0),
        ("round", 2.5, 2.0),
        ("round", 3.5, 4.0),
        ("abs", -3.0, 3.0),
    ],
)
def test_roundings_take_what_is_next_to_a_whole_number_as_that(
    operation: OperationName, value: float, expected: float
) -> None:
    assert apply(operation, number(value)).data == expected


@pytest.mark.parametrize(
    ("relation", "expected"), [("<", 0.0), ("<=", 1.0), (">", 0.0), (">=", 1.0), ("==", 1.0), ("!=", 0.0)]
)
def test_two_numbers_are_compared(relation: OperationName, expected: float) -> None:
    assert apply(relation, number(2.0), number(2.0)).data == expected


def test_what_differs_by_a_rounding_is_equal() -> None:
    assert apply("==", number(0.1 + 0.2), number(0.3)).data == 1.0
    assert apply("!=", number(1.0), number(1.0 + 1e-6)).data == 1.0


def test_a_schedule_beside_a_quantity_makes_a_path() -> None:
    path = multiply(schedule([1, 2]), A)
    assert path.extent is Extent.PATH
    assert np.array_equal(came_to(path, 2)[1], 2.0 * came_to(A, 1)[0])


def test_chance_stays_chance_in_whatever_it_is_used() -> None:
    luck = each_period("luck", 3, Uniform(0.5, 1.5))
    assert multiply(A, luck).has_chance
    assert not multiply(A, B).has_chance


def test_signs_are_turned() -> None:
    assert negative(number(3.0)).data == -3.0
    assert np.array_equal(came_to(negative(A), 1), -came_to(A, 1))


class TestLongOnes:
    @pytest.mark.parametrize("put", [multiply, add])
    def test_what_doubles_itself_again_and_again_stays_small(self, put: Callable[..., Node]) -> None:
        """Thirty drivers, each the one before times itself, would be a product of a thousand million factors."""
        node = A
        for _ in range(30):
            node = put(node, node)
        assert sum(len(part.arguments) for part in reachable([node])) < 10 * MOST_OPENED

    def test_what_is_opened_does_not_depend_on_the_number_before_it(self) -> None:
        product = multiply(*(once(str(key)) for key in range(MOST_OPENED)))
        found = [multiply(multiply(number(factor), product), A) for factor in (1.0, 2.0)]
        assert [len(node.arguments) for node in found] == [MOST_OPENED + 1, MOST_OPENED + 2]
