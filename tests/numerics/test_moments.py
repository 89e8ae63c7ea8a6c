"""Means, spreads and ends of shapes, beside closed forms and evenly spaced draws."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from blogroi.numerics.moments import interval, moments_of_sum
from blogroi.numerics.sampler import Part, sampler_of_sum
from blogroi.numerics.samples import Samples
from blogroi.numerics.shapes import Beta, Constant, Lognormal, Mirrored, Normal, Pert, Shape, Uniform
from blogroi.numerics.triangular import Triangular

from .drawing import NORMAL_90, at
from .sums import PARTS


class TestInterval:
    @pytest.mark.parametrize(
        ("shape", "expected"),
        [
            (Constant(4), (4, 4)),
            (Uniform(1, 2), (1, 2)),
            (Pert(1, 2, 5), (1, 5)),
            (Triangular(1, 2, 5), (1, 5)),
            (Samples((3, -1, 2)), (-1, 3)),
        ],
    )
    def test_shapes_that_end_have_their_ends(self, shape: Shape, expected: tuple[float, float]) -> None:
        assert interval(shape) == expected

    def test_a_whole_normal_has_its_quantiles(self) -> None:
        assert interval(Normal(10, 2)) == pytest.approx((10 - 2 * NORMAL_90, 10 + 2 * NORMAL_90), rel=1e-15)

    def test_a_bounded_normal_has_those_of_what_lies_within(self) -> None:
        law = stats.truncnorm(-0.5, np.inf, 1, 2)
        assert interval(Normal(1, 2, lower=0)) == pytest.approx(law.interval(0.9), rel=1e-5)

    def test_a_beta_has_its_quantiles_and_its_mirror_image_those_of_the_other_side(self) -> None:
        low, high = interval(Beta(2, 6))
        assert (low, high) == pytest.approx(stats.beta(2, 6).interval(0.9), rel=1e-5)
        assert interval(Mirrored(Beta(2, 6))) == (-high, -low)


class TestMomentsOfSum:
    @pytest.mark.parametrize("parts", PARTS, ids=range(len(PARTS)))
    def test_their_moments_are_those_of_evenly_spaced_draws(self, parts: list[Part]) -> None:
        draws = at(sampler_of_sum(parts), (np.arange(300_000) + 0.5) / 300_000)
        mean, sd = moments_of_sum(parts)
        # the midpoint rule leaves the tails of 1 / 300,000, and of a step up to half a cell of 1 / 300,000
        assert mean == pytest.approx(draws.mean(), rel=2e-5)
        assert sd == pytest.approx(draws.std(), rel=2e-4, abs=1e-12)

    def test_whole_normals_add_up_their_spreads(self) -> None:
        parts: list[Part] = [(Normal(1, 2), 0.5), (Normal(-3, 1), 2.0), (Normal(1, 1.25), 1.0)]
        assert moments_of_sum(parts) == pytest.approx((0.5 - 6 + 1, 1 + 2 + 1.25), rel=1e-14)

    def test_what_is_certain_or_without_weight_leaves_the_closed_form_of_the_one_that_is_not(self) -> None:
        shape = Lognormal(2.1, 0.18)
        mean, sd = shape.moments()
        parts: list[Part] = [(shape, 2.0), (Constant(4), 1.0), (Pert(0, 1, 9), 0.0), (Samples((7,)), 1.0)]
        assert moments_of_sum(parts) == (2.0 * mean + 11.0, 2.0 * sd)

    def test_lognormals_have_the_covariance_of_their_exponents(self) -> None:
        parts = [(Lognormal(2.1, 0.18), 1.0), (Lognormal(1.4, 0.46), 3.0)]
        means = [shape.moments()[0] * weight for shape, weight in parts]
        variance = sum(
            one * other * math.expm1(here.log_sd * there.log_sd)
            for one, (here, _) in zip(means, parts, strict=True)
            for other, (there, _) in zip(means, parts, strict=True)
        )
        assert moments_of_sum(parts) == pytest.approx((sum(means), math.sqrt(variance)), rel=1e-8)
