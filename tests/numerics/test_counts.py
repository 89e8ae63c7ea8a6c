"""Counts from noise, beside exact quantiles."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from scipy.stats import binom, norm, poisson

from blogroi.numerics import counts
from blogroi.numerics.counts import binomial_counts, poisson_counts
from blogroi.numerics.streams import stream

EXPANDED = 0.02
"""Share of counts that may be rounded otherwise: the first term left out is of the size of (z^3 - z) / (72 sd) of a count, a
hundredth on average where the standard deviation is 4."""
NOISE = stream(1).standard_normal(20_000)


@pytest.mark.parametrize("share", [0.0, 0.001, 0.2, 0.5, 0.7, 0.99, 1.0])
@pytest.mark.parametrize("size", [1, 7, 40, 1000, 100_000])
def test_a_binomial_count_is_its_quantile(share: float, size: int) -> None:
    counts = binomial_counts(NOISE, np.full(NOISE.size, share), size=size)
    exact = binom.ppf(norm.cdf(NOISE), size, share) if share > 0 else np.zeros(NOISE.size)
    assert np.abs(counts - exact).max() <= 1
    assert (counts != exact).mean() <= (1e-3 if size * share * (1 - share) < 16 else EXPANDED)


@pytest.mark.parametrize("mean", [0.0, 0.01, 3.0, 15.9, 16.1, 5000.0])
def test_a_poisson_count_is_its_quantile(mean: float) -> None:
    counts = poisson_counts(NOISE, np.full(NOISE.size, mean))
    exact = poisson.ppf(norm.cdf(NOISE), mean) if mean > 0 else np.zeros(NOISE.size)
    assert np.abs(counts - exact).max() <= 1
    assert (counts != exact).mean() <= (1e-3 if mean < 16 else EXPANDED)


def test_noise_beyond_all_bounds_still_gives_a_count() -> None:
    extreme = np.array([-50.0, 50.0])
    assert poisson_counts(extreme, np.array([3.0, 3.0]))[0] == 0
    assert poisson_counts(extreme, np.array([3.0, 3.0]))[1] < 60
    assert list(binomial_counts(extreme, np.array([0.5, 0.5]), size=20)) == [0, 20]


def test_more_noise_and_more_answers_never_lower_a_count() -> None:
    noise = np.linspace(-3, 3, 500)
    share = np.full(noise.size, 0.3)
    by_size = [binomial_counts(noise, share, size=size) for size in (1, 10, 50, 100, 500)]
    assert all((np.diff(counts) >= 0).all() for counts in by_size)
    assert all((after >= before).all() for before, after in pairwise(by_size))


def test_many_answers_are_never_more_than_all_nor_fewer_than_none() -> None:
    for share in (0.3, 0.5, 0.7):
        assert list(binomial_counts(np.array([-50.0, 50.0]), np.full(2, share), size=1000)) == [0, 1000]
    assert list(poisson_counts(np.array([-12.0]), np.array([16.0]))) == [0]


def test_an_expansion_has_the_mean_spread_and_skew_that_are_stated() -> None:
    # Cornish and Fisher: mean + sd z + skew (z^2 - 1) / 6, in whole numbers
    noise = np.array([-2.0, -1.0, 0.0, 2.0])
    found = counts._expanded(noise, np.full(4, 100.0), np.full(4, 49.0), np.full(4, 6.0))
    assert list(found) == [100 - 14 + 3, 93, 99, 117]
