"""Sets of weights against linear programs of SciPy: their ends, the boxes around them, and what belongs to them."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import optimize

from blogroi.numerics.polytope.linear import LinearConstraint
from blogroi.numerics.polytope.polytope import Polytope, box_around, constrain_simplex, whole_constraint

from .test_uniform import SETS, between, left_by

Floats = NDArray[np.float64]

MORE: dict[str, tuple[list[LinearConstraint], int]] = SETS | {
    "an equality": (
        [
            LinearConstraint((1, -2, 0, 0), 0, equal=True),
            LinearConstraint((0, 0, 10, 0), 1),
            LinearConstraint((0, 0, -10, 10), 1),
        ],
        4,
    ),
    "equalities of numbers": (
        [LinearConstraint((10, 0, 0, 0, 0), 2, equal=True), *between([0, 5, 5, 5, 5], [100, 40, 30, 40, 50])],
        5,
    ),
    "in disguise": (
        [
            LinearConstraint((1, -2, 0, 0), 0),
            LinearConstraint((-1, 2, 0, 0), 0),
            *between([5, 5, 5, 5], [60, 60, 60, 60]),
        ],
        4,
    ),
    "a weight of nothing": ([LinearConstraint((0, 0, -10, 0), 0), *between([10, 20, 0, 15], [60, 60, 60, 40])], 4),
}
NAMED = pytest.mark.parametrize("name", MORE)


def least(cost: Floats, rows: list[LinearConstraint], *, cone: int | None = None) -> float:
    """Give the least that a sum of weights can be; in a cone, of weights whose one of them is 1."""
    parts = len(cost)
    whole = LinearConstraint((1,) * parts, 1, equal=True)
    stated = [(np.array(row.terms, dtype=float), float(row.bound), row.equal) for row in [*rows, whole]]
    if cone is not None:
        stated = [(terms - bound, 0.0, equal) for terms, bound, equal in stated[:-1]]
        stated.append((np.eye(parts)[cone], 1.0, True))
    above = [(-terms, -bound) for terms, bound, equal in stated if not equal]
    equal = [(terms, bound) for terms, bound, is_equal in stated if is_equal]
    found = optimize.linprog(
        cost,
        A_ub=np.array([terms for terms, _ in above]) if above else None,
        b_ub=[bound for _, bound in above] if above else None,
        A_eq=np.array([terms for terms, _ in equal]),
        b_eq=[bound for _, bound in equal],
    )
    assert found.success
    return float(found.fun)


def belongs(rows: list[LinearConstraint], weights: Floats, slack: float) -> NDArray[np.bool_]:
    """Say which weights, columns that sum to 1, keep all statements, by some slack."""
    kept: NDArray[np.bool_] = np.logical_and.reduce(weights >= slack, axis=0)
    for row in rows:
        if not row.equal:
            reach = np.array(row.terms) @ weights - row.bound
            kept &= reach >= slack * max(map(abs, row.terms))
    return kept


@NAMED
def test_corners_reach_as_far_as_each_weight_and_the_sum_of_the_free_ones_can(name: str) -> None:
    rows, parts = MORE[name]
    found = left_by(rows, parts)
    free = np.zeros(parts)
    free[list(found.free)] = 1.0
    for cost in (*np.eye(parts), free):
        reached = found.corners @ cost
        assert reached.min() == pytest.approx(least(cost, rows), abs=1e-9)
        assert reached.max() == pytest.approx(-least(-cost, rows), abs=1e-9)
    for corner in found.corners:
        assert belongs(rows, corner[:, None], -1e-12).all()


@NAMED
def test_free_weights_within_the_facets_are_those_of_the_set(name: str) -> None:
    rows, parts = MORE[name]
    found = left_by(rows, parts)
    low, high = found.corners[:, found.free].min(axis=0), found.corners[:, found.free].max(axis=0)
    free = (low + (high - low) * np.random.default_rng(1).uniform(-0.1, 1.1, (4000, found.dimension))).T
    weights = found.origin[:, None] + found.basis @ free
    assert weights.sum(axis=0) == pytest.approx(np.ones(4000))
    for row in rows:
        if row.equal:
            assert np.array(row.terms) @ weights == pytest.approx(np.full(4000, float(row.bound)), abs=1e-12)
    inside = (found.normals @ free >= found.bounds[:, None]).all(axis=0)
    assert inside.any()
    # rounding decides on the edge alone
    assert not (inside & ~belongs(rows, weights, -1e-12)).any()
    assert not (~inside & belongs(rows, weights, 1e-12)).any()


@NAMED
def test_no_facet_could_be_left_out(name: str) -> None:
    rows, parts = MORE[name]
    found = left_by(rows, parts)
    for one in range(len(found.normals)):
        others = np.delete(np.arange(len(found.normals)), one)
        beyond = optimize.linprog(
            found.normals[one], A_ub=-found.normals[others], b_ub=-found.bounds[others], bounds=(None, None)
        )
        assert beyond.status == 3 or beyond.fun < found.bounds[one] - 1e-9  # without bounds, or past it


@NAMED
@pytest.mark.parametrize("as_ratios", [False, True])
def test_a_box_is_tight_and_tells_what_belongs_to_the_set(name: str, *, as_ratios: bool) -> None:
    rows, parts = MORE[name]
    polytope = left_by(rows, parts)
    box = box_around(polytope, as_ratios=as_ratios)
    ends = [(least(cost, rows), -least(-cost, rows)) for cost in np.eye(parts)]
    pivot = int(np.argmax([low for low, _ in ends] if as_ratios else [high - low for low, high in ends]))
    if as_ratios and ends[pivot][0] <= 0.0:
        assert box is None
        return
    assert box is not None
    assert box.least_sum == (pytest.approx(1.0 / ends[pivot][1]) if as_ratios else None)
    cone = pivot if as_ratios else None
    # what a coordinate of the box stands for is the weight, or the ratio, that follows it alone
    for column in range(polytope.dimension):
        (part,) = (part for part in range(parts) if (box.basis[part] == np.eye(polytope.dimension)[column]).all())
        cost = np.eye(parts)[part]
        assert box.low[column] == pytest.approx(least(cost, rows, cone=cone), abs=1e-9)
        assert box.high[column] == pytest.approx(-least(-cost, rows, cone=cone), abs=1e-9)
        assert part != pivot
    placed = box.low + (box.high - box.low) * np.random.default_rng(2).random((4000, polytope.dimension))
    stood_for = box.origin[:, None] + box.basis @ placed.T
    assert (not as_ratios) or stood_for[pivot] == pytest.approx(np.ones(4000))
    weights = stood_for / stood_for.sum(axis=0)
    inside = (box.normals @ placed.T >= box.bounds[:, None]).all(axis=0)
    assert not (inside & ~belongs(rows, weights, -1e-12)).any()
    assert not (~inside & belongs(rows, weights, 1e-12)).any()


def test_a_box_keeps_its_own_ends_without_being_told() -> None:
    box = box_around(left_by(between([10, 20, 0], [30, 40, 100]), 3), as_ratios=False)
    assert box is not None
    assert (box.low.tolist(), box.high.tolist()) == ([0.1, 0.2], [0.3, 0.4])
    assert (len(box.normals), len(box.bounds)) == (0, 0)


def test_rows_are_whole_and_without_a_common_factor() -> None:
    assert whole_constraint([4, -6], 10) == LinearConstraint((2, -3), 5)
    assert whole_constraint([0, 0], 0, equal=True) == LinearConstraint((0, 0), 0, equal=True)


def test_a_set_knows_its_size() -> None:
    found: Polytope | None = constrain_simplex([LinearConstraint((1, -1, 0), 0)], 3)
    assert found is not None
    assert (found.parts, found.dimension, found.is_simplex) == (3, 2, True)
    assert not left_by(between([10, 10, 20], [50, 50, 60]), 3).is_simplex
