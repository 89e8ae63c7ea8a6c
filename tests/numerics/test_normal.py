"""The one normal distribution, against SciPy's."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import special, stats

from blogroi.numerics.normal import normal_cdf, normal_cdf_at, normal_log_cdf, normal_quantile


def test_the_distribution_function_of_draws_is_that_of_scipy_and_can_be_put_where_they_came_from() -> None:
    z = np.linspace(-9.0, 9.0, 1001)
    expected = special.ndtr(z).tolist()
    assert normal_cdf(z).tolist() == expected
    assert normal_cdf(z, out=z) is z
    assert z.tolist() == expected


def test_that_of_a_single_number_agrees_with_it_far_down_as_well() -> None:
    z = np.concatenate([np.linspace(-37.0, 9.0, 2001), [-math.inf, math.inf]])
    found = [normal_cdf_at(point) for point in z.tolist()]
    # the argument of the error function is rounded: a relative 2 z^2 times its last bit, far down
    assert found == pytest.approx(special.ndtr(z).tolist(), rel=1e-12, abs=0)


def test_quantiles_are_those_of_scipy() -> None:
    for chance in (2.0**-54, 1e-9, 0.05, 0.5, 0.95, 1 - 1e-9):
        assert normal_quantile(chance) == pytest.approx(special.ndtri(chance), rel=1e-14, abs=1e-15)


def test_the_logarithm_of_the_distribution_function_is_that_of_scipy() -> None:
    z = np.concatenate([np.linspace(-40.0, -8.0, 500), np.linspace(-8.0, 12.0, 500)])
    exact = stats.norm.logcdf(z)
    # of the asymptotic series the first term left out is 105 / z^8; the rest is rounding
    bound = np.where(z < -8.0, 105.0 / z**8, 0.0) + 1e-13 * (1.0 + np.abs(exact))
    assert (np.abs(normal_log_cdf(z) - exact) <= bound).all()
