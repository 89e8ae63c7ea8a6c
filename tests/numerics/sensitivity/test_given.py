"""A line through points says the same of them in whatever unit they are."""

from __future__ import annotations

import numpy as np
import pytest

from blogroi.numerics.sensitivity.given import line_at

X = np.random.default_rng(1).normal(3.0, 1.0, 50)
Y = np.stack([2.0 * X + np.random.default_rng(2).normal(0.0, 0.3, 50), np.full(50, 4.0)], axis=1)


@pytest.mark.parametrize("power", [0, -40, -300, -340, -510, -1000])
def test_a_line_is_the_same_in_units_however_small(power: int) -> None:
    value, error = line_at(X, Y, 5.0)
    small, small_error = line_at(np.ldexp(X, power), Y, float(np.ldexp(5.0, power)))
    assert small == pytest.approx(value, rel=1e-9)
    assert small_error == pytest.approx(error, rel=1e-9)
    assert abs(value[0] - 10.0) < 4.0 * error[0]


def test_of_points_that_are_one_the_line_is_level() -> None:
    value, error = line_at(np.zeros(5), np.arange(5.0)[:, None], 0.0)
    assert value.tolist() == [2.0]
    assert error[0] == pytest.approx(np.sqrt(np.var(np.arange(5.0), ddof=1) / 5))
    other, _ = line_at(np.full(5, 1e-200), np.arange(5.0)[:, None], 1.0)
    assert other.tolist() == [2.0]
