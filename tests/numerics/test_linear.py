"""Small systems in whole numbers, against SciPy's linear programs."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from scipy.optimize import linprog

from blogroi.numerics.polytope.linear import LinearConstraint, feasible


def random_system(seed: int) -> tuple[list[LinearConstraint], int]:
    """Draw a bounded system: variables that sum to 1, and some statements about them."""
    random = np.random.default_rng(seed)
    size = int(random.integers(1, 7))
    rows = [LinearConstraint((1,) * size, 1, equal=True)]
    for _ in range(int(random.integers(0, 8))):
        terms = tuple(int(term) for term in random.integers(-3, 4, size))
        rows.append(LinearConstraint(terms, int(random.integers(-1, 2)), equal=bool(random.integers(0, 6) == 0)))
    return rows, size


def scipy_minimum(cost: Any, rows: list[LinearConstraint], without: LinearConstraint | None = None) -> Any:
    loose = [row for row in rows if not row.equal and row is not without]
    fixed = [row for row in rows if row.equal]
    return linprog(
        cost,
        A_ub=[[-term for term in row.terms] for row in loose] or None,
        b_ub=[-row.bound for row in loose] or None,
        A_eq=[row.terms for row in fixed],
        b_eq=[row.bound for row in fixed],
    )


@pytest.mark.parametrize("seed", range(60))
def test_a_system_is_empty_where_scipy_finds_it_empty(seed: int) -> None:
    rows, size = random_system(seed)
    program = feasible(rows, size)
    assert (program is not None) == (scipy_minimum([0] * size, rows).status == 0)
    if program is not None:
        for row in rows:
            total = sum(term * value for term, value in zip(row.terms, program.point(size), strict=True))
            assert total == row.bound if row.equal else total >= row.bound


@pytest.mark.parametrize("seed", range(60))
def test_what_is_always_zero_has_no_other_greatest_value(seed: int) -> None:
    rows, size = random_system(seed)
    program = feasible(rows, size)
    if program is None:
        return
    loose = [row for row in rows if not row.equal]
    zero = program.always_zero(range(size + len(loose)))
    for column in range(size + len(loose)):
        terms = np.eye(size)[column] if column < size else np.array(loose[column - size].terms)
        bound = 0 if column < size else loose[column - size].bound
        assert (-scipy_minimum(-terms, rows).fun - bound < 1e-9) == (column in zero)


@pytest.mark.parametrize("seed", range(60))
def test_a_needed_statement_is_one_without_which_the_set_is_larger(seed: int) -> None:
    random = np.random.default_rng(seed)
    size = int(random.integers(2, 5))
    rows = [
        LinearConstraint((-1,) * size, -1)
    ]  # of a full dimension: all hold strictly where every variable is a tenth
    for _ in range(6):
        terms = tuple(int(term) for term in random.integers(-9, 10, size))
        rows.append(LinearConstraint(tuple(10 * term for term in terms), sum(terms) - int(random.integers(1, 15))))
    rows = sorted(set(rows))
    program = feasible(rows, size)
    assert program is not None
    needed = set(program.needed(range(size, size + len(rows))))
    for column, row in enumerate(rows, start=size):
        least = scipy_minimum(row.terms, [*rows, LinearConstraint((0,) * size, 0, equal=True)], without=row)
        assert (least.status == 3 or least.fun < row.bound - 1e-9) == (column in needed)


def test_of_two_that_say_the_same_one_is_needed() -> None:
    program = feasible([LinearConstraint((-1, -1), -1), LinearConstraint((-2, -2), -2)], 2)
    assert program is not None
    assert sorted(program.needed(range(4))) == [0, 1, 3]


def test_an_answer_has_no_tolerance() -> None:
    third = 3 * 10**40
    assert feasible([LinearConstraint((3,), 1, equal=True), LinearConstraint((third,), third // 3)], 1) is not None
    assert feasible([LinearConstraint((3,), 1, equal=True), LinearConstraint((third,), third // 3 + 1)], 1) is None


def test_statements_that_repeat_each_other_leave_a_point() -> None:
    program = feasible(
        [
            LinearConstraint((1, 1), 1, equal=True),
            LinearConstraint((2, 2), 2, equal=True),
            LinearConstraint((1, -1), 0, equal=True),
        ],
        2,
    )
    assert program is not None
    assert program.point(2) == (Fraction(1, 2), Fraction(1, 2))
