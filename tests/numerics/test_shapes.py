"""Draws from shapes against the quantile functions of SciPy, at random places and at the last bit of either tail."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from scipy import stats

from blogroi.numerics.samples import Samples
from blogroi.numerics.shapes import Beta, Constant, Continuous, LogitNormal, Lognormal, Mirrored, Normal, Pert, Uniform
from blogroi.numerics.triangular import Triangular

from .drawing import LAST, RANDOM, TURNED, bend, between, drawn, exact


class TestNormal:
    def test_draws_are_quantiles_within_a_millionth_of_the_spread(self) -> None:
        assert drawn(Normal(120, 15)) == pytest.approx(exact(stats.norm(120, 15)), rel=0, abs=15e-6)

    def test_the_tails_reach_as_far_as_they_should(self) -> None:
        low, high = drawn(Normal(0, 1), [LAST, 1 - LAST])
        assert (low, high) == pytest.approx((-8.2095, 8.2095), abs=1e-4)

    @pytest.mark.parametrize(("mean", "sd"), [(0.5, 0.5), (0.9, 0.2), (0.02, 0.3), (0.5, 5.0)])
    def test_what_lies_outside_the_bounds_does_not_count(self, mean: float, sd: float) -> None:
        law = stats.truncnorm(-mean / sd, (1.0 - mean) / sd, mean, sd)
        # Simpson's rule over 256 cells an octave leaves less than 1e-8 of a function that bends as these do
        assert Normal(mean, sd, lower=0, upper=1).moments() == pytest.approx((law.mean(), law.std()), rel=1e-8)

    @pytest.mark.parametrize(("mean", "sd"), [(100.0, 25.0), (0.0, 3.0), (1.0, 100.0)])
    def test_an_amount_has_the_moments_of_the_normal_above_zero(self, mean: float, sd: float) -> None:
        law = stats.truncnorm(-mean / sd, np.inf, mean, sd)
        assert Normal(mean, sd, lower=0).moments() == pytest.approx((law.mean(), law.std()), rel=1e-8)

    @pytest.mark.parametrize(("lower", "upper", "whole"), [(-7.3, 9.4, True), (-7.2, 20, False), (-20, 9.2, False)])
    def test_it_is_whole_where_its_bounds_lie_past_the_first_node(
        self, lower: float, upper: float, whole: bool
    ) -> None:
        assert Normal(1, 1, lower=lower, upper=upper).is_whole is whole


class TestLognormal:
    @pytest.mark.parametrize(("log_mean", "log_sd"), [(0.0, 0.1), (3.0, 1.0), (-8.0, 6.0)])
    def test_draws_are_the_exponentials_of_normal_quantiles(self, log_mean: float, log_sd: float) -> None:
        expected = exact(stats.lognorm(log_sd, scale=math.exp(log_mean)))
        # derivatives of exp are exp itself: the bound is relative; rounding of z grows with the spread
        assert drawn(Lognormal(log_mean, log_sd)) == pytest.approx(
            expected, rel=bend(log_sd, 1, 1) + 1e-14 * log_sd * 9
        )

    def test_past_its_upper_bound_nothing_is_drawn(self) -> None:
        found = drawn(Lognormal(-1.0, 0.5, upper=1.0))
        assert found == pytest.approx(np.exp(between(-np.inf, 0, -1.0, 0.5)), rel=bend(0.5, 1, 1) + 1e-12)

    @pytest.mark.parametrize(("log_mean", "log_sd"), [(0.0, 0.1), (3.0, 1.0)])
    def test_its_moments_are_those_of_scipy(self, log_mean: float, log_sd: float) -> None:
        law = stats.lognorm(log_sd, scale=math.exp(log_mean))
        assert Lognormal(log_mean, log_sd).moments() == pytest.approx((law.mean(), law.std()), rel=1e-13)

    def test_bounded_it_has_the_moments_of_what_is_left(self) -> None:
        middles = (np.arange(300_000) + 0.5) / 300_000
        shape = Lognormal(-1.0, 1.0, upper=1.0)
        draws = drawn(shape, middles)
        assert shape.moments() == pytest.approx((draws.mean(), draws.std()), abs=1e-5)

    def test_stated_by_its_moments_it_keeps_them_to_the_last_bit(self) -> None:
        shape = Lognormal.of_moments(0.3, 0.1)
        assert shape.moments() == (0.3, 0.1)
        assert Lognormal(shape.log_mean, shape.log_sd).moments() == pytest.approx((0.3, 0.1), rel=1e-14)

    def test_stated_by_its_moments_and_bounded_it_has_those_of_what_is_left(self) -> None:
        bounded = Lognormal.of_moments(0.6, 0.4, lower=0.0, upper=1.0)
        assert (bounded.lower, bounded.upper) == (0.0, 1.0)
        assert bounded.moments() == Lognormal(bounded.log_mean, bounded.log_sd, upper=1.0).moments()


class TestLogitNormal:
    @pytest.mark.parametrize(("mean", "sd"), [(0.0, 1.0), (-3.0, 0.2), (5.0, 2.0)])
    def test_draws_are_the_logistic_function_of_normal_quantiles(self, mean: float, sd: float) -> None:
        expected = 1 / (1 + np.exp(-exact(stats.norm(mean, sd))))
        # of the logistic function, the second derivative is at most 1 / (6 sqrt(3)), the first at most 1/4
        assert drawn(LogitNormal(mean, sd)) == pytest.approx(
            expected, rel=0, abs=bend(sd, 1 / (6 * math.sqrt(3)), 0.25)
        )

    def test_its_moments_are_those_of_an_integral_over_the_logit(self) -> None:
        z, weights = np.polynomial.hermite_e.hermegauss(100)
        shares, weights = 1 / (1 + np.exp(-(0.5 + 0.8 * z))), weights / weights.sum()
        first = float((weights * shares).sum())
        sd = math.sqrt(float((weights * (shares - first) ** 2).sum()))
        assert LogitNormal(0.5, 0.8).moments() == pytest.approx((first, sd), rel=1e-8)


class TestThreePoints:
    modes = pytest.mark.parametrize("mode", [400.0, 401.0, 700.0, 950.0, 1400.0, 1500.0])

    @modes
    def test_pert_draws_are_quantiles_within_a_millionth_of_the_range(self, mode: float) -> None:
        a = 1 + 4 * (mode - 400) / 1100
        expected = exact(stats.beta(a, 6 - a, loc=400, scale=1100))
        assert drawn(Pert(400, mode, 1500)) == pytest.approx(expected, rel=0, abs=1100e-6)

    @modes
    def test_triangular_draws_are_quantiles_within_a_millionth_of_the_range(self, mode: float) -> None:
        expected = exact(stats.triang((mode - 400) / 1100, loc=400, scale=1100))
        found = drawn(Triangular(400, mode, 1500))
        assert found == pytest.approx(expected, rel=0, abs=1100e-6)

    @pytest.mark.parametrize("shape", [Pert, Triangular])
    def test_nothing_is_drawn_outside_but_for_a_last_bit(self, shape: type[Pert | Triangular]) -> None:
        found = drawn(shape(-3, 2, 7))
        assert found.min() >= np.nextafter(-3, -4)
        assert found.max() <= np.nextafter(7, 8)

    @pytest.mark.parametrize("shape", [Pert, Triangular])
    def test_turned_round_it_is_its_mirror_image(self, shape: type[Pert | Triangular]) -> None:
        uniforms = RANDOM[RANDOM > 0]
        there = drawn(shape(0, 2, 10), uniforms)
        back = drawn(shape(0, 8, 10), 1 - uniforms)
        assert there == pytest.approx(10 - back, rel=0, abs=1e-9)

    def test_pert_and_triangular_have_the_means_of_their_conventions(self) -> None:
        middles = (np.arange(100_000) + 0.5) / 100_000
        pert = drawn(Pert(400, 700, 1500), middles).mean()
        triangular = drawn(Triangular(400, 700, 1500), middles).mean()
        assert pert == pytest.approx((400 + 4 * 700 + 1500) / 6, abs=1100e-6 + 0.01)
        assert triangular == pytest.approx((400 + 700 + 1500) / 3, abs=1100e-6 + 0.01)


def test_a_uniform_shape_is_exact_but_for_rounding() -> None:
    assert drawn(Uniform(-2, 8)) == pytest.approx(-2 + 10 * RANDOM, rel=0, abs=8 * 2 * np.finfo(float).eps)


def test_a_constant_is_drawn_as_itself() -> None:
    assert set(drawn(Constant(0.1)).tolist()) == {0.1}


@pytest.mark.parametrize(
    ("shape", "law"),
    [
        (Uniform(2, 5), stats.uniform(2, 3)),
        (Pert(0, 3, 10), stats.beta(2.2, 3.8, scale=10)),
        (Triangular(0, 3, 10), stats.triang(0.3, scale=10)),
        (Normal(1, 2), stats.norm(1, 2)),
        (Beta(0.5, 2), stats.beta(0.5, 2)),
    ],
    ids=lambda part: type(part).__name__,
)
def test_mean_and_spread_are_those_of_the_law(shape: Continuous, law: Any) -> None:
    # closed forms on both sides: some roundings of either
    assert shape.moments() == pytest.approx((law.mean(), law.std()), rel=1e-13)


def test_constants_and_samples_have_exact_moments() -> None:
    assert Constant(-4).moments() == (-4.0, 0.0)
    assert Samples((1, 2, 6)).moments() == pytest.approx((3.0, math.sqrt(14 / 3)), rel=1e-15)


@pytest.mark.parametrize("shape", [Beta(2, 6), Lognormal(1, 0.5), Normal(3, 1, lower=2.0)], ids=repr)
def test_a_mirror_image_is_drawn_from_the_other_end_with_its_sign_turned(shape: Continuous) -> None:
    uniforms = TURNED[TURNED != 0.5]  # the middle belongs to the lower half, whichever end it is seen from
    assert drawn(Mirrored(shape), 1 - uniforms).tolist() == (-drawn(shape, uniforms)).tolist()
    mean, sd = shape.moments()
    assert Mirrored(shape).moments() == (-mean, sd)
