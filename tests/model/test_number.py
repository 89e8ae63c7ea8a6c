"""What counts as a number of a case."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from blogroi import Point
from blogroi.model.number import number

from ..builders import refused


@pytest.mark.parametrize("value", [3, 3.0, np.float64(3), np.float32(3), np.int64(3), Fraction(3)])
def test_real_numbers_of_all_makes_are_taken(value: Any) -> None:
    assert number(value) == 3.0


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (True, "true is not a number: write the number itself"),
        ("3", "'3' is not a number: write 3, without quotes"),
        (None, "nothing is not a number"),
        ([3], "a list is not a number"),
        (3j, "an object of the class complex is not a number"),
        (math.nan, "nan is not a finite number"),
        (math.inf, "inf is not a finite number"),
        (-math.inf, "-inf is not a finite number"),
        (10**400, "a very large number is too large a number"),
        (1.1e18, "1.1e+18 is too large a number: at most 1e+18"),
        (-(10**19), "-1e+19 is too large a number: at most 1e+18"),
    ],
    ids=lambda part: str(part)[:20],
)
def test_what_only_looks_like_one_is_refused(value: Any, message: str) -> None:
    assert refused(number, value) == [message]
    assert refused(Point, value) == [f"value: {message}"]


def test_the_greatest_number_is_still_taken() -> None:
    assert number(1e18) == 1e18
