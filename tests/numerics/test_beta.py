"""Draws from beta distributions, against SciPy."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from blogroi.numerics import beta
from blogroi.numerics.shapes import Beta

from .drawing import RANDOM, drawn

parameters = pytest.mark.parametrize(
    ("a", "b"),
    [
        (1, 1),
        (8, 4),
        (2, 5),
        (0.5, 0.5),
        (0.1, 0.1),
        (0.1, 30),
        (30, 0.1),
        (1, 1000),
        (1000, 1),
        (50, 3000),
        (1e6, 1e6),
    ],
)


@parameters
def test_draws_lie_between_the_quantiles_at_the_ends_of_their_cells(a: float, b: float) -> None:
    # a straight piece from one end to the other of a rising function stays between its ends
    distance = 1 - np.maximum(RANDOM, 1 - RANDOM)
    octave = np.exp2(np.floor(np.log2(distance)))
    below = np.floor(distance / octave * 256) / 256 * octave
    above = np.minimum(below + octave / 256, 0.5 * (1 + 1 / 256))
    law = stats.beta(a, b)
    ends = ((distance, law.ppf(below), law.ppf(above)), (1 - distance, law.isf(above), law.isf(below)))
    for uniforms, low, high in ends:
        found = drawn(Beta(a, b), uniforms)
        # the ends themselves: a tenth of the millionth that is promised for PERT, here of the share itself
        assert np.all(low * (1 - 1e-7) <= found)
        assert np.all(found <= high * (1 + 1e-7))


def test_a_flat_beta_is_uniform() -> None:
    assert drawn(Beta(1, 1)) == pytest.approx(RANDOM, rel=0, abs=1e-9)


@parameters
def test_draws_are_shares(a: float, b: float) -> None:
    found = drawn(Beta(a, b, lower=0.0, upper=1.0))
    assert found.min() >= 0
    assert found.max() <= 1


def test_points_and_weights_are_those_of_gauss_and_legendre() -> None:
    points, weights = np.polynomial.legendre.leggauss(6)
    np.testing.assert_allclose(beta._POINTS, points, rtol=1e-15)
    np.testing.assert_allclose(
        beta._WEIGHTS, weights, rtol=1e-14
    )  # whose last digits are those of a linear algebra library
