"""Values with chances: their moments, their steps, and their mirror image."""

from __future__ import annotations

import numpy as np
import pytest

from blogroi.numerics.moments import interval, moments_of_sum
from blogroi.numerics.sampler import Part, sampler_of_sum, steps
from blogroi.numerics.samples import Samples
from blogroi.numerics.shapes import Uniform

from .drawing import at, drawn


def test_each_value_is_drawn_on_a_step_as_wide_as_its_chance() -> None:
    assert drawn(Samples((5, 1, 9), (1, 0, 3)), [0.0, 0.24, 0.26, 0.99]).tolist() == [5, 5, 9, 9]


def test_equal_weights_are_none() -> None:
    uniforms = (np.arange(900) + 0.5) / 900
    assert drawn(Samples((5, 1, 9), (2, 2, 2)), uniforms).tolist() == drawn(Samples((5, 1, 9)), uniforms).tolist()


def test_mean_and_spread_are_weighted() -> None:
    mean, sd = Samples((5, 1, 9), (1, 0, 3)).moments()
    assert (mean, sd) == pytest.approx((8.0, np.sqrt(3)), rel=1e-15)


def test_the_ends_are_those_of_what_is_drawn() -> None:
    assert interval(Samples((5, 1, 9), (1, 0, 3))) == (5, 9)


def test_in_a_sum_the_steps_of_all_are_kept() -> None:
    values, edges = steps([(Samples((3, 1), (1, 3)), 1.0), (Samples((0, 10)), 2.0)])
    assert (values.tolist(), edges.tolist()) == ([1, 21, 23], [0.5, 0.75])


def test_a_sum_is_drawn_and_expected_alike() -> None:
    parts: list[Part] = [(Samples((3, 1), (1, 3)), 1.0), (Samples((0, 10, 20)), 0.5), (Uniform(0, 4), 2.0)]
    found = at(sampler_of_sum(parts), (np.arange(12_000) + 0.5) / 12_000)
    # midpoints of 12,000 steps: what is straight between the steps is exact in the mean; its square to 8**2 / 12 / 12,000**2
    assert moments_of_sum(parts) == pytest.approx((found.mean(), found.std()), rel=1e-6)


def test_the_mirror_image_is_drawn_from_the_other_end() -> None:
    shape = Samples((1, 5, 9), (1, 2, 4))
    uniforms = (np.arange(70) + 0.5) / 70
    assert drawn(shape.mirrored(), 1 - uniforms).tolist() == (-drawn(shape, uniforms)).tolist()


def test_in_ascending_order_each_keeps_its_weight() -> None:
    assert Samples((5, 1, 9), (1, 2, 4)).ascending() == Samples((1, 5, 9), (2, 1, 4))
