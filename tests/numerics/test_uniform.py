"""Draws are uniform: against closed forms, against rejection from the simplex, and one way of drawing against another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from attrs import evolve
from numpy.typing import NDArray
from scipy import stats

from blogroi.numerics.polytope import uniform
from blogroi.numerics.polytope.hit_and_run import CHAINS
from blogroi.numerics.polytope.linear import LinearConstraint
from blogroi.numerics.polytope.polytope import Polytope, box_around, constrain_simplex
from blogroi.numerics.polytope.uniform import BLOCK, MethodName, SamplingMethod, choose_method, sampler

Floats = NDArray[np.float64]
DRAWS = 20_000
LEAST_P = 1e-4
"""Of some hundred tests with fixed seeds, one in a hundred runs of the suite would fail by chance."""


def left_by(rows: Sequence[LinearConstraint], parts: int) -> Polytope:
    polytope = constrain_simplex(rows, parts)
    assert polytope is not None
    return polytope


def drawn(
    rows: Sequence[LinearConstraint], parts: int, *, method: MethodName | None = None, draws: int = DRAWS
) -> Floats:
    chosen = choose_method(left_by(rows, parts))
    if method is not None:
        chosen = evolve(chosen, name=method)
    out = np.empty((parts, draws))
    sampler(chosen, seed=7, path="weights")(out)
    return out


def descending(parts: int) -> list[LinearConstraint]:
    return [
        LinearConstraint(tuple(int(part == one) - int(part == one + 1) for part in range(parts)), 0)
        for one in range(parts - 1)
    ]


def between(low: Sequence[int], high: Sequence[int]) -> list[LinearConstraint]:
    """State ends of the weights in hundredths."""
    unit = 100 * np.eye(len(low), dtype=int)
    return [LinearConstraint(tuple(map(int, row)), end) for row, end in zip(unit, low, strict=True)] + [
        LinearConstraint(tuple(map(int, -row)), -end) for row, end in zip(unit, high, strict=True)
    ]


def about_equal(parts: int) -> list[LinearConstraint]:
    """State that no weight is more than 1.25 times another."""
    unit = np.eye(parts, dtype=int)
    return [
        LinearConstraint(tuple(map(int, 100 * one - 80 * other)), 0)
        for one in unit
        for other in unit
        if one is not other
    ]


def in_a_box(rows: Sequence[LinearConstraint], parts: int, *, as_ratios: bool) -> Floats:
    polytope = left_by(rows, parts)
    box = box_around(polytope, as_ratios=as_ratios)
    assert box is not None
    nothing = np.empty((0, 0))
    out = np.empty((parts, DRAWS))
    sampler(SamplingMethod("box", polytope, nothing, nothing, box=box), seed=7, path="weights")(out)
    return out


def thrown_away(rows: Sequence[LinearConstraint], parts: int, draws: int = DRAWS) -> Floats:
    """Draw from the whole simplex by NumPy's own Dirichlet, and keep what the statements leave."""
    random = np.random.default_rng(99)
    terms, bounds = np.array([row.terms for row in rows]), np.array([row.bound for row in rows])
    kept: list[Floats] = []
    while sum(len(part) for part in kept) < draws:
        tried = random.dirichlet(np.ones(parts), 200_000)
        kept.append(tried[(tried @ terms.T >= bounds).all(axis=1)])
    return np.concatenate(kept)[:draws].T


def assert_same_law(one: Floats, other: Floats) -> None:
    """Compare every weight, and some sums of them that meet all directions, by the test of Kolmogorov and Smirnov."""
    random = np.random.default_rng(5)
    directions = [*np.eye(len(one)), *random.normal(size=(4, len(one)))]
    for direction in directions:
        assert stats.ks_2samp(direction @ one, direction @ other).pvalue > LEAST_P
    assert stats.ks_2samp(one.max(axis=0), other.max(axis=0)).pvalue > LEAST_P
    assert stats.ks_2samp((one**2).sum(axis=0), (other**2).sum(axis=0)).pvalue > LEAST_P


class TestClosedForms:
    @pytest.mark.parametrize("parts", [2, 3, 5, 12])
    def test_with_nothing_stated_each_weight_is_beta(self, parts: int) -> None:
        for weight in drawn([], parts):
            assert stats.kstest(weight, stats.beta(1, parts - 1).cdf).pvalue > LEAST_P

    @pytest.mark.parametrize("parts", [3, 5, 12])
    def test_so_it_is_by_walking(self, parts: int) -> None:
        for weight in drawn([], parts, method="chains", draws=CHAINS):
            assert stats.kstest(weight, stats.beta(1, parts - 1).cdf).pvalue > LEAST_P

    @pytest.mark.parametrize("method", ["simplex", "chains"])
    def test_a_complete_order_has_the_rank_order_centroid_for_mean(self, method: MethodName) -> None:
        weights = drawn(descending(3), 3, method=method)
        error = 4 * weights.std(axis=1) / np.sqrt(DRAWS if method == "simplex" else CHAINS)
        assert (abs(weights.mean(axis=1) - np.array([11, 5, 2]) / 18) < error).all()
        assert (np.diff(weights, axis=0) <= 1e-15).all()

    def test_a_complete_order_of_many_has_it_too(self) -> None:
        weights = drawn(descending(9), 9)
        centroid = np.cumsum(1 / np.arange(9, 0, -1))[::-1] / 9
        assert (abs(weights.mean(axis=1) - centroid) < 4 * weights.std(axis=1) / np.sqrt(DRAWS)).all()

    def test_a_ratio_between_two_of_three_leaves_a_uniform_sum(self) -> None:
        twice = drawn([LinearConstraint((1, -2, 0), 0)], 3)
        assert twice.shape == (3, DRAWS)
        assert stats.kstest(twice[2], stats.beta(1, 2).cdf).pvalue > LEAST_P
        assert stats.kstest(twice[1] / (twice[0] + twice[1]), stats.uniform(0, 1 / 3).cdf).pvalue > LEAST_P

    def test_lower_bounds_scale_the_simplex(self) -> None:
        weights = drawn(between([10, 20, 0, 30], [100] * 4), 4)
        scaled = (weights - np.array([[0.1], [0.2], [0.0], [0.3]])) / 0.4
        assert stats.kstest(scaled.ravel()[::4], stats.beta(1, 3).cdf).pvalue > LEAST_P
        assert (scaled > -1e-15).all()

    def test_two_bounded_weights_are_uniform_between_the_tighter_ends(self) -> None:
        first, second = drawn(between([20, 30], [80, 50]), 2)
        assert stats.kstest(first, stats.uniform(0.5, 0.2).cdf).pvalue > LEAST_P
        assert np.allclose(second, 1 - first)


class TestDegenerate:
    def test_an_exact_ratio_leaves_a_segment(self) -> None:
        weights = drawn([LinearConstraint((1, -2, 0), 0, equal=True)], 3)
        assert np.allclose(weights[0], 2 * weights[1], rtol=1e-14)
        assert stats.kstest(weights[2], stats.uniform(0, 1).cdf).pvalue > LEAST_P

    def test_an_equality_in_disguise_is_one(self) -> None:
        rows = [LinearConstraint((1, -2, 0, 0), 0), LinearConstraint((-1, 2, 0, 0), 0)]
        assert left_by(rows, 4).dimension == 2
        weights = drawn(rows, 4)
        assert np.allclose(weights[0], 2 * weights[1], rtol=1e-14)
        assert stats.kstest(weights[3], stats.beta(1, 2).cdf).pvalue > LEAST_P

    def test_a_fixed_weight_leaves_the_others_their_simplex(self) -> None:
        weights = drawn([LinearConstraint((10, 0, 0, 0), 4, equal=True)], 4)
        assert (weights[0] == 0.4).all()
        assert stats.kstest(weights[2] / 0.6, stats.beta(1, 2).cdf).pvalue > LEAST_P

    def test_a_cycle_of_comparisons_makes_all_equal(self) -> None:
        weights = drawn([*descending(3), LinearConstraint((-1, 0, 1), 0)], 3, draws=5)
        assert (weights == 1 / 3).all()

    def test_a_bound_that_is_just_met_is_a_point(self) -> None:
        chosen = choose_method(left_by(between([20, 30, 50], [100] * 3), 3))
        assert (chosen.name, chosen.polytope.corners.tolist()) == ("point", [[0.2, 0.3, 0.5]])

    def test_a_weight_that_must_be_zero_is_exactly_zero(self) -> None:
        weights = drawn([LinearConstraint((-1, 1, 0), 1)], 3)
        assert weights.T[0].tolist() == [0, 1, 0]

    def test_one_weight_is_the_whole(self) -> None:
        assert drawn([], 1, draws=3).tolist() == [[1, 1, 1]]
        assert drawn([LinearConstraint((1,), 1)], 1, draws=2).tolist() == [[1, 1]]

    def test_nothing_stated_is_described_as_a_statement_that_says_nothing(self) -> None:
        for parts in (1, 2, 4):
            bare, told = left_by([], parts), left_by([LinearConstraint((1,) * parts, 0)], parts)
            for name in ("origin", "basis", "normals", "bounds", "corners"):
                assert getattr(bare, name).shape == getattr(told, name).shape, name
                assert (getattr(bare, name) == getattr(told, name)).all(), name
            assert bare.free == told.free


SETS: dict[str, tuple[list[LinearConstraint], int]] = {
    "two ends": (between([20, 30], [80, 50]), 2),
    "three ends": (between([10, 10, 20], [50, 50, 60]), 3),
    "ends of five": (between([5, 10, 0, 10, 15], [30, 40, 35, 30, 40]), 5),
    "half an order and ends": (
        [LinearConstraint((1, -1, 0, 0, 0), 0), LinearConstraint((0, 1, -1, 0, 0), 0), *between([0] * 5, [40] * 5)],
        5,
    ),
    "ratios": (
        [
            LinearConstraint((1, -1, 0, 0, 0, 0), 0),
            LinearConstraint((-1, 3, 0, 0, 0, 0), 0),
            LinearConstraint((0, 0, 1, -2, 0, 0), 0),
        ],
        6,
    ),
    "ends of eight": (between([0] * 8, [25] * 8), 8),
    "points": (
        [
            LinearConstraint((-55, 100, 0, 0), 0),
            LinearConstraint((65, -100, 0, 0), 0),
            LinearConstraint((-25, 0, 100, 0), 0),
            LinearConstraint((35, 0, -100, 0), 0),
        ],
        4,
    ),
    "about equal": (about_equal(4), 4),
}


class TestAgainstRejection:
    @pytest.mark.parametrize("name", SETS)
    def test_every_way_of_drawing_has_the_law_of_what_is_left_of_the_simplex(self, name: str) -> None:
        rows, parts = SETS[name]
        oracle = thrown_away(rows, parts)
        assert_same_law(drawn(rows, parts), oracle)
        assert_same_law(drawn(rows, parts, method="chains", draws=5 * CHAINS)[:, ::5], oracle)

    @pytest.mark.parametrize("as_ratios", [False, True])
    @pytest.mark.parametrize("name", ["two ends", "three ends", "ends of five", "about equal"])
    def test_so_have_draws_in_a_box(self, name: str, as_ratios: bool) -> None:
        rows, parts = SETS[name]
        assert_same_law(in_a_box(rows, parts, as_ratios=as_ratios), thrown_away(rows, parts))

    @pytest.mark.parametrize("as_ratios", [False, True])
    def test_so_have_draws_in_a_box_of_fewer_dimensions(self, as_ratios: bool) -> None:
        tied = [LinearConstraint((1, 0, -1, 0, 0), 0, equal=True), LinearConstraint((0, 10, 0, 0, 0), 2, equal=True)]
        rows = [*tied, *between([10, 20, 10, 5, 5], [25, 20, 25, 40, 40])]
        assert left_by(rows, 5).dimension == 2
        boxed = in_a_box(rows, 5, as_ratios=as_ratios)
        assert_same_law(boxed[[0, 3]], drawn(rows, 5, method="chains", draws=10 * CHAINS)[[0, 3], ::5])
        assert np.allclose(boxed[1], 0.2, rtol=1e-12)
        assert np.allclose(boxed[0], boxed[2], rtol=1e-12)

    def test_ratios_to_a_weight_that_may_be_zero_have_no_box(self) -> None:
        assert box_around(left_by(between([0, 0, 0], [60, 60, 60]), 3), as_ratios=True) is None

    @pytest.mark.parametrize("rows", [between([8] * 10, [12] * 10), about_equal(6)])
    def test_boxes_are_drawn_from_where_they_are_tighter(self, rows: list[LinearConstraint]) -> None:
        chosen = choose_method(left_by(rows, len(rows[0].terms)))
        assert (chosen.name, chosen.accepted > 0.005) == ("box", True)

    @pytest.mark.parametrize("parts", [6, 8])
    def test_walks_reach_the_corners_of_a_complete_order(self, parts: int) -> None:
        rows = descending(parts)
        assert_same_law(drawn(rows, parts, method="chains", draws=CHAINS), drawn(rows, parts, method="simplex"))


class TestChains:
    NARROW: Any = (
        [
            *between([10, 0, 0, 0, 0, 0], [11, 100, 100, 100, 100, 100]),
            LinearConstraint((0, 1000, -2000, 0, 0, 0), 0),
            LinearConstraint((0, -1000, 2001, 0, 0, 0), 0),
        ],
        6,
    )

    def test_a_set_that_is_mostly_missed_is_walked_through(self) -> None:
        chosen = choose_method(left_by(about_equal(12), 12))
        assert chosen.name == "chains"
        out = np.empty((12, 2 * CHAINS))
        sampler(chosen, seed=1, path="weights")(out)
        assert (out.max(axis=0) <= 1.25 * out.min(axis=0) * (1 + 1e-12)).all()
        error = 4 * out.std(axis=1) / np.sqrt(CHAINS)
        assert (abs(out.mean(axis=1) - 1 / 12) < error).all()  # by symmetry

    def test_a_set_that_is_narrow_one_way_is_filled(self) -> None:
        weights = drawn(*self.NARROW, method="chains", draws=4 * CHAINS)
        assert_same_law(weights[:, :CHAINS], drawn(*self.NARROW))
        assert (weights[1] >= 2 * weights[2] * (1 - 1e-12)).all()

    @pytest.mark.parametrize("parts", [4, 8])
    def test_hardly_a_trace_of_a_draw_is_left_in_the_next_of_its_chain(self, parts: int) -> None:
        weights = drawn([], parts, method="chains", draws=40 * CHAINS).reshape(parts, 40, CHAINS) - 1 / parts
        trace = (weights[:, 1:] * weights[:, :-1]).mean() / (weights**2).mean()
        assert abs(trace) < 0.2

    @pytest.mark.parametrize("parts", [4, 8, 12])
    def test_the_first_draws_have_forgotten_where_the_chains_began(self, parts: int) -> None:
        first = drawn([], parts, method="chains", draws=CHAINS)
        spread = np.sqrt((parts - 1) / (parts**2 * (parts + 1)))
        assert (abs(first.mean(axis=1) - 1 / parts) < 4 * spread / np.sqrt(CHAINS)).all()
        # each part is a beta variable; its own fourth moment, not that of the draws, which a long tail makes too small by chance
        fourth = spread**4 * (3.0 + float(stats.beta(1, parts - 1).stats("k")))
        assert (abs(first.var(axis=1) - spread**2) < 4 * np.sqrt((fourth - spread**4) / CHAINS)).all()

    def test_weights_many_orders_of_magnitude_apart_are_still_drawn(self) -> None:
        tiny = 10**300
        rows = [
            LinearConstraint((0, -tiny, 0), -1),
            LinearConstraint((0, 0, -tiny * 10**10), -1),
            LinearConstraint((0, 1, -2), 0),
        ]
        chosen = choose_method(left_by(rows, 3))
        out = np.empty((3, 50))
        sampler(evolve(chosen, name="chains"), seed=1, path="weights")(out)
        assert np.allclose(out.sum(axis=0), 1)
        assert (out >= 0).all()


WAYS: dict[MethodName, tuple[list[LinearConstraint], int]] = {
    "simplex": (descending(5), 5),
    "rejection": SETS["ends of five"],
    "box": (between([8] * 10, [12] * 10), 10),
    "chains": (about_equal(12), 12),
}


@pytest.mark.parametrize("method", WAYS)
def test_fewer_draws_are_the_first_of_more_and_do_not_hang_on_how_many_are_taken_at_once(method: MethodName) -> None:
    rows, parts = WAYS[method]
    chosen = choose_method(left_by(rows, parts))
    assert chosen.name == method
    whole = np.empty((parts, 3000))
    sampler(chosen, seed=3, path="weights")(whole)
    pieces = np.empty((parts, 2500))
    fill = sampler(chosen, seed=3, path="weights")
    for start, end in ((0, 1), (1, 778), (778, 778), (778, 2500)):
        fill(pieces[:, start:end])
    assert (pieces == whole[:, :2500]).all()


def test_independent_uniform_numbers_over_their_sum_would_favour_the_middle() -> None:
    naive = np.random.default_rng(1).random((3, DRAWS))
    naive /= naive.sum(axis=0)
    assert stats.kstest(naive[0], stats.beta(1, 2).cdf).pvalue < 1e-50


class TestChosenMethods:
    @pytest.mark.parametrize("name", [name for name in SETS if name != "ratios"])
    def test_the_simplex_around_a_set_holds_it_and_is_no_larger_than_those_it_starts_from(self, name: str) -> None:
        rows, parts = SETS[name]
        polytope = left_by(rows, parts)
        free = list(polytope.free)
        vertices = uniform._tight_simplex(polytope)
        shares = np.linalg.solve(
            np.vstack([vertices.T, np.ones(len(vertices))]),
            np.vstack([polytope.corners[:, free].T, np.ones(len(polytope.corners))]),
        )
        assert shares.min() > -1e-9
        volume = abs(np.linalg.det(vertices[1:] - vertices[0]))
        low, high = polytope.corners[:, free].min(axis=0), polytope.corners[:, free].max(axis=0)
        sums = polytope.corners[:, free].sum(axis=1)
        starts = (sums.max() - low.sum()) ** len(free), (high.sum() - sums.min()) ** len(free)
        assert volume <= min(starts) * (1 + 1e-9)

    @pytest.mark.parametrize("name", ["three ends", "half an order and ends", "ends of five"])
    def test_what_is_accepted_is_the_share_of_the_simplex_that_the_set_takes(self, name: str) -> None:
        rows, parts = SETS[name]
        chosen = choose_method(left_by(rows, parts))
        assert chosen.name == "rejection"
        free = list(chosen.polytope.free)
        around = abs(np.linalg.det((chosen.vertices[1:] - chosen.vertices[0])[:, free]))
        tried = np.random.default_rng(4).dirichlet(np.ones(parts), 400_000)
        terms, bounds = np.array([row.terms for row in rows]), np.array([row.bound for row in rows])
        share = (tried @ terms.T >= bounds).all(axis=1).mean() / around  # of the simplex whose edges are 1
        error = np.sqrt(share * (1 - share * around) / around / 400_000 + chosen.accepted / BLOCK)
        assert chosen.accepted == pytest.approx(share, abs=4 * error)

    def test_a_facet_that_the_simplex_keeps_by_itself_is_not_checked(self) -> None:
        chosen = choose_method(left_by(SETS["three ends"][0], 3))
        assert 0 < len(chosen.slacks) < len(chosen.polytope.normals)
        assert (chosen.slacks.min(axis=1) < 0.0).all()
        assert np.abs(chosen.slacks).max(axis=1) == pytest.approx(np.ones(len(chosen.slacks)))

    def test_a_set_that_fills_its_simplex_well_is_drawn_from_it_and_another_by_what_is_kept_most(self) -> None:
        for rows, parts in SETS.values():
            chosen = choose_method(left_by(rows, parts))
            if chosen.name == "rejection" and chosen.accepted < uniform.ENOUGH_ACCEPTED:
                for as_ratios in (False, True):
                    box = box_around(chosen.polytope, as_ratios=as_ratios)
                    if box is not None:
                        boxed = uniform._tried(
                            SamplingMethod("box", chosen.polytope, chosen.vertices, chosen.slacks, box=box)
                        )
                        assert boxed.accepted <= chosen.accepted

    @pytest.mark.parametrize("stated", [[20, 20, 20, 0], [0, 0, 0, 0]])
    def test_a_weight_that_all_corners_give_alike_is_the_same_to_the_last_bit(self, stated: list[int]) -> None:
        weights = drawn([LinearConstraint((10, 0, 0, 0), 3, equal=True), *between(stated, [100] * 4)], 4, draws=500)
        assert (weights[0] == 0.3).all()
        assert weights.sum(axis=0) == pytest.approx(np.ones(500), abs=1e-12)

    def test_other_seeds_and_other_paths_give_other_draws(self) -> None:
        for rows, parts in WAYS.values():
            chosen = choose_method(left_by(rows, parts))
            first, seed, path = np.empty((parts, 20)), np.empty((parts, 20)), np.empty((parts, 20))
            sampler(chosen, seed=1, path="weights")(first)
            sampler(chosen, seed=2, path="weights")(seed)
            sampler(chosen, seed=1, path="weights.stakeholders.board")(path)
            assert (first != seed).any()
            assert (first != path).any()
