"""The order in which nodes are worked out: arguments first, places given back, what is known taken as it is."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogroi.engine.graph.algebra import ONE, add, apply, less, multiply
from blogroi.engine.graph.node import Extent, Node, by_period, number, schedule
from blogroi.engine.tape.program import Program, programmed, tables_of
from blogroi.model import Normal, Range
from tests.engine.graph.worlds import each_period, once

LEAVES = [once(name, Range(2, 3)) for name in "abcdef"]
A, B, C, *_ = LEAVES
LUCK = each_period("luck", 3, Normal(1.0, 0.2))


def chained(length: int) -> Node:
    """Build an expression of as many steps, each of which uses the one before alone."""
    node = A
    for step in range(length):
        node = apply("max", multiply(node, node), number(float(step)))
    return node


def assert_sound(program: Program, roots: Sequence[Node], released: Sequence[Node] = ()) -> None:
    """Follow a program: an argument lies where it was put when it is used, and what was asked for lies there at the end."""
    lies: dict[tuple[int, int], Node] = {}
    placed: dict[Node, tuple[int, int]] = {}
    for step in program.steps:
        for part in step.node.arguments:
            if part in placed:
                assert lies[placed[part]] == part
        placed[step.node] = (step.node.length, step.place)
        lies[placed[step.node]] = step.node
        assert step.place < (program.paths[step.node.length] if step.node.length else program.rows)
    for root in roots:
        if root not in released and not root.extent.is_certain:
            assert lies[placed[root]] == root


def test_arguments_stand_before_what_is_made_of_them() -> None:
    root = multiply(add(multiply(A, B), C), LUCK)
    order = [step.node for step in programmed([root]).steps]
    for node in order:
        assert all(order.index(part) < order.index(node) for part in node.arguments if not part.extent.is_certain)


def test_what_is_certain_has_no_step() -> None:
    root = multiply(A, schedule([1.0, 2.0, 3.0]))
    assert all(not step.node.extent.is_certain for step in programmed([root, number(5.0)]).steps)


@pytest.mark.parametrize("length", [1, 5, 500])
def test_a_long_chain_needs_as_many_places_as_a_short_one(length: int) -> None:
    root = chained(length)
    program = programmed([root])
    assert len(program.steps) == 1 + 2 * length
    assert program.rows == 2
    assert_sound(program, [root])


def test_what_is_taken_over_at_once_gives_its_place_back() -> None:
    roots = [multiply(leaf, apply("exp", leaf)) for leaf in LEAVES]
    assert programmed(roots).rows == len(roots) + 2
    assert programmed(roots, released=roots).rows == 3


def test_paths_of_other_lengths_have_places_of_their_own() -> None:
    longer = each_period("longer", 5, Normal(1.0, 0.2))
    program = programmed([multiply(A, LUCK), longer])
    assert (program.rows, program.paths) == (1, {3: 2, 5: 1})


def test_nothing_is_worked_out_for_the_sake_of_what_is_known() -> None:
    known = multiply(A, B)
    program = programmed([apply("max", known, C)], kept=[known])
    assert [step.node for step in program.steps] == [*sorted([known, C], key=lambda one: (one.place, one.digest)),
                                                     apply("max", known, C)]  # fmt: skip


def test_failures_are_looked_for_where_they_may_happen_and_passed_on_from_there() -> None:
    doubtful = apply("/", A, less(B, number(2.5)))
    root = multiply(C, apply(">", doubtful, ONE))
    steps = {step.node.operation: step for step in programmed([root]).steps}
    assert steps["/"].looks_for_failures
    assert steps[">"].passes_failures
    assert not steps[">"].looks_for_failures
    assert not steps["drawn"].looks_for_failures


def test_no_failure_is_looked_for_in_products_of_what_was_stated() -> None:
    steps = programmed([multiply(A, B, LUCK), add(A, multiply(B, C))]).steps
    assert not any(step.looks_for_failures or step.passes_failures for step in steps)


def test_a_node_reads_a_table_for_each_shape_that_it_draws() -> None:
    assert [tables_of(node) for node in (A, LUCK, multiply(A, B), number(1.0))] == [1, 1, 0, 0]


EXPRESSIONS = st.recursive(
    st.sampled_from([*LEAVES, number(2.0), schedule([1.0, 2.0, 3.0]), LUCK]),
    lambda inner: st.one_of(
        st.builds(multiply, inner, inner),
        st.builds(add, inner, inner),
        st.builds(lambda one, other: apply("max", one, other), inner, inner),
        st.builds(lambda one: apply("exp", one), inner),
        st.builds(
            lambda *three: by_period(three), *[inner.filter(lambda node: node.extent is not Extent.SCHEDULE)] * 3
        ),
    ),
    max_leaves=12,
)


@given(roots=st.lists(EXPRESSIONS, min_size=1, max_size=4), data=st.data())
def test_whatever_is_asked_for_lies_where_the_program_says(roots: list[Node], data: st.DataObject) -> None:
    released = data.draw(st.lists(st.sampled_from(roots), unique_by=lambda node: node.digest))
    assert_sound(programmed(roots, released=released), roots, released)
