"""Quantities are counted without their paths as they are with them."""

from __future__ import annotations

import pytest

from blogroi.model import Point
from blogroi.model.quantity_paths import quantities, uncertain_in
from blogroi.testing.strategies.comparison import comparison
from blogroi.testing.strategies.source import Dice


@pytest.mark.parametrize("first", range(0, 120, 20))
def test_uncertain_quantities_are_those_that_have_a_path_and_are_no_points(first: int) -> None:
    for case in (comparison(Dice(seed)) for seed in range(first, first + 20)):
        parts = (
            one for stated in quantities(case).values() for one in (stated if isinstance(stated, tuple) else (stated,))
        )
        assert uncertain_in(case) == sum(not isinstance(one, Point) for one in parts)
