"""Drawing: offsets and factors, the ends of [0, 1], samples, and sums of what is drawn at one quantile."""

from __future__ import annotations

import math

import numpy as np
import pytest

from blogroi.numerics.sampler import Part, sampler, sampler_of_sum
from blogroi.numerics.samples import Samples
from blogroi.numerics.shapes import Beta, Constant, LogitNormal, Lognormal, Normal, Pert, Shape, Uniform
from blogroi.numerics.streams import stream
from blogroi.numerics.triangular import Triangular

from .drawing import LAST, RANDOM, at, drawn
from .sums import PARTS

SHARES: list[Shape] = [
    Constant(0.4, lower=0, upper=1),
    Uniform(0.1, 0.7, lower=0, upper=1),
    Pert(0, 0.3, 1, lower=0, upper=1),
    Triangular(0.2, 0.3, 0.9, lower=0, upper=1),
    LogitNormal(-0.3, 0.7, lower=0, upper=1),
    Lognormal(-1.0, 0.5, lower=0, upper=1),
    Normal(0.25, 0.15, lower=0, upper=1),
    Normal(0.5, 0.4, lower=0, upper=1),
    Beta(2, 3, lower=0, upper=1),
    Samples((0.1, 0.2, 1.0)),
]


class TestEveryShape:
    shapes = pytest.mark.parametrize("shape", SHARES, ids=lambda shape: type(shape).__name__)

    @shapes
    @pytest.mark.parametrize(("offset", "factor"), [(1.0, -1.0), (0.0, 250.0), (-3.0, 1e-6), (5.0, 0.0)])
    def test_offset_and_factor_are_built_in(self, shape: Shape, offset: float, factor: float) -> None:
        found = at(sampler(shape, offset=offset, factor=factor), RANDOM)
        # a few roundings of each step, none of which exceeds this scale
        scale = 8 * np.finfo(float).eps * (abs(offset) + abs(factor))
        assert found == pytest.approx(offset + factor * drawn(shape), rel=0, abs=scale)

    @shapes
    def test_shares_stay_shares_in_every_bit(self, shape: Shape) -> None:
        found = drawn(shape)
        left = at(sampler(shape, offset=1, factor=-1), RANDOM)
        for shares in (found, left):
            assert shares.min() >= 0
            assert shares.max() <= 1

    @shapes
    def test_the_uniform_number_zero_is_no_exception(self, shape: Shape) -> None:
        at_zero, next_to_it = drawn(shape, np.array([0.0, LAST]))
        assert math.isfinite(at_zero)
        assert at_zero <= next_to_it or isinstance(shape, Samples)

    @shapes
    def test_greater_uniform_numbers_never_give_smaller_draws(self, shape: Shape) -> None:
        found = drawn(shape, np.sort(RANDOM))
        assert np.all(np.diff(found) >= -4 * np.finfo(float).eps)  # two roundings of either neighbour

    @shapes
    def test_draws_come_one_by_one_as_they_come_together(self, shape: Shape) -> None:
        made = sampler(shape)
        together, generator = np.empty(100), stream(3)
        made.fill(stream(3), together)
        parts = [np.empty(size) for size in (1, 2, 40, 57)]
        for part in parts:
            made.fill(generator, part)
        assert np.concatenate(parts).tolist() == together.tolist()


class TestSamples:
    def test_each_value_has_the_same_share_of_the_uniform_numbers(self) -> None:
        quarters = np.array([0, 0.2499, 0.25, 0.4999, 0.5, 0.7499, 0.75, 1 - LAST])
        found = drawn(Samples((3, 1, 4, 1.5)), quarters)
        assert found.tolist() == [3, 3, 1, 1, 4, 4, 1.5, 1.5]

    def test_a_single_value_is_always_drawn(self) -> None:
        assert set(drawn(Samples((7,))).tolist()) == {7.0}

    def test_values_are_carried_over_by_offset_and_factor(self) -> None:
        found = at(sampler(Samples((0.25, 0.5)), offset=1, factor=-1), [0.1, 0.9])
        assert found.tolist() == [0.75, 0.5]


def test_times_nothing_it_is_the_offset_whatever_the_bounds() -> None:
    made = sampler(Normal(3, 1, lower=0), offset=5.0, factor=0.0)
    assert (made.low, made.high) == (-math.inf, math.inf)
    assert set(at(made, RANDOM).tolist()) == {5.0}


class TestSums:
    parts = pytest.mark.parametrize("parts", PARTS, ids=range(len(PARTS)))

    @parts
    def test_all_parts_are_drawn_at_the_same_quantile(self, parts: list[Part]) -> None:
        found = at(sampler_of_sum(parts), RANDOM)
        ascending = [
            (Samples(tuple(sorted(part.values))) if isinstance(part, Samples) else part, weight)
            for part, weight in parts
        ]
        expected = sum(weight * drawn(part) for part, weight in ascending)
        assert found == pytest.approx(expected, rel=1e-12, abs=1e-12)

    def test_shares_are_kept_within_their_bounds_each(self) -> None:
        shares: list[Part] = [(Normal(0.9, 0.2, lower=0, upper=1), 0.5), (Normal(0.1, 0.3, lower=0, upper=1), 0.5)]
        found = at(sampler_of_sum(shares), RANDOM)
        assert found.min() >= 0.0
        assert found.max() <= 1.0
        expected = sum(weight * drawn(shape) for shape, weight in shares)
        assert found == pytest.approx(expected, rel=1e-12, abs=1e-12)

    def test_bounds_count_by_their_weights_and_those_of_no_weight_not_at_all(self) -> None:
        parts: list[Part] = [(Uniform(0, 1, lower=0, upper=1), 2.0), (Uniform(0, 1, lower=0), 0.0)]
        made = sampler_of_sum(parts)
        assert (made.low, made.high) == (0.0, 2.0)
