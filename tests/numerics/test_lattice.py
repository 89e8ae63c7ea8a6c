"""Lattices: as good as a search by hand would make them, uniform, and far better than random points."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from blogroi.numerics import lattice
from blogroi.numerics.lattice import generating_vector, lattice_points, prime_below
from blogroi.numerics.streams import stream


@pytest.mark.parametrize(("count", "prime"), [(2, 2), (3, 3), (4, 3), (1024, 1021), (1021, 1021), (16_384, 16_381)])
def test_the_largest_prime_that_is_not_above(count: int, prime: int) -> None:
    assert prime_below(count) == prime


@pytest.mark.parametrize("points", [5, 7, 31, 61])
def test_each_coordinate_is_the_best_beside_those_before_it(points: int) -> None:
    def kernel(at: NDArray[np.float64]) -> NDArray[np.float64]:
        return 1.0 + 0.3 * 2.0 * math.pi**2 * (at**2 - at + 1.0 / 6.0)

    multiples = np.arange(points)
    product = np.ones(points)
    for chosen in generating_vector(points, 5).tolist():
        worst = [(product * kernel(multiples * z % points / points)).sum() for z in range(1, points)]
        assert worst[chosen - 1] == pytest.approx(min(worst), rel=1e-12)
        product *= kernel(multiples * chosen % points / points)


@pytest.mark.parametrize("points", [2, 3])
def test_the_smallest_lattices_exist(points: int) -> None:
    assert lattice_points(points, 2, stream(1)).shape == (points, 2)


def test_a_longer_vector_begins_like_a_shorter_one() -> None:
    assert (generating_vector(127, 3) == generating_vector(127, 8)[:3]).all()


def test_the_vector_cannot_be_changed_under_who_uses_it() -> None:
    with pytest.raises(ValueError, match="read-only"):
        generating_vector(31, 2)[0] = 5


def test_points_lie_within_the_open_cube_and_are_uniform() -> None:
    drawn = np.concatenate([lattice_points(7, 2, stream(key)) for key in range(400)])
    assert drawn.min() > 0.0
    assert drawn.max() < 1.0
    alone = drawn[::7]  # one of each shift: they are independent
    for column in alone.T:
        assert stats.kstest(column, "uniform").pvalue > 1e-4


def test_smooth_means_are_a_hundred_times_as_exact_as_with_random_points() -> None:
    exact = (math.e - 1.0) ** 4
    spread = np.exp(lattice_points(4093, 4, stream(1)).sum(axis=1))
    error_of_random = spread.std() / math.sqrt(4093)
    assert abs(spread.mean() - exact) < error_of_random / 100.0


@pytest.mark.parametrize("prime", [5, 7, 11, 13, 31, 61, 127, 251, 1021])
def test_the_powers_of_a_root_are_all_numbers_below_the_prime(prime: int) -> None:
    powers = lattice._powers(prime).tolist()
    assert sorted(powers) == list(range(1, prime))
    assert all(after == before * powers[1] % prime for before, after in pairwise(powers))
