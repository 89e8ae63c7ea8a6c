"""Student's quantiles, beside those of SciPy."""

from __future__ import annotations

import math

import pytest

from blogroi.numerics.student import student_quantile
from tests.numerics.students import quantile


@pytest.mark.parametrize("freedom", [1, 2, 3, 4, 5, 10, 31, 100, 999])
@pytest.mark.parametrize("probability", [0.6, 0.9, 0.95, 0.999])
def test_a_quantile_is_the_one_of_scipy(probability: float, freedom: int) -> None:
    # far out the chance itself has 16 digits, and the quantile loses what 1 - probability takes of them
    assert student_quantile(probability, freedom) == pytest.approx(quantile(probability, freedom), rel=1e-12)


def test_the_middle_is_zero() -> None:
    assert student_quantile(0.5, 7) == 0.0


def test_one_degree_of_freedom_is_cauchys_distribution() -> None:
    assert student_quantile(0.75, 1) == pytest.approx(1.0, rel=1e-15)


def test_two_degrees_have_a_closed_form() -> None:
    assert student_quantile(0.95, 2) == pytest.approx(0.9 * math.sqrt(2 / (1 - 0.81)), rel=1e-15)
