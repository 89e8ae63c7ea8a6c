"""Draws from the part of a normal distribution within bounds, against SciPy."""

from __future__ import annotations

import numpy as np
import pytest

from blogroi.numerics.shapes import Normal

from .drawing import RANDOM, between, drawn


def share(mean: float, sd: float) -> Normal:
    return Normal(mean, sd, lower=0.0, upper=1.0)


def amount(mean: float, sd: float) -> Normal:
    return Normal(mean, sd, lower=0.0)


@pytest.mark.parametrize(("mean", "sd"), [(0.5, 5.0), (0.5, 0.3), (0.02, 0.3), (1.0, 0.1), (0.3, 400.0), (0.1, 0.0125)])
def test_a_share_follows_the_normal_between_zero_and_one(mean: float, sd: float) -> None:
    found = drawn(share(mean, sd))
    assert found == pytest.approx(between(0, 1, mean, sd), rel=0, abs=1e-6 * min(sd, 1.0))


@pytest.mark.parametrize(("mean", "sd"), [(0.0, 1.0), (100.0, 25.0), (100.0, 500.0), (10.0, 1.21)])
def test_an_amount_follows_the_normal_above_zero(mean: float, sd: float) -> None:
    found = drawn(amount(mean, sd))
    assert found == pytest.approx(between(0, np.inf, mean, sd), rel=0, abs=1e-6 * sd)


def test_a_spread_that_dwarfs_the_bounds_leaves_any_share_as_likely() -> None:
    for sd in (1e5, 1e9, 1e18):
        assert drawn(share(0.3, sd)) == pytest.approx(RANDOM, rel=0, abs=1e-6)


def test_where_the_bounds_are_far_they_change_no_bit() -> None:
    assert drawn(amount(100, 10)).tolist() == drawn(Normal(100, 10)).tolist()


def test_no_value_is_drawn_twice_as_often_as_its_neighbours() -> None:
    shares = drawn(share(0.5, 5), (np.arange(10_000) + 0.5) / 10_000)
    assert np.unique(shares).size == 10_000
