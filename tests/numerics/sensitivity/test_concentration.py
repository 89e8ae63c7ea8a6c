"""On how few rows a total rests."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from blogroi import OptionError
from blogroi.numerics.sensitivity.concentration import concentration

Floats = NDArray[np.float64]


class TestConcentration:
    def test_equal_rows_hold_equal_shares(self) -> None:
        found = concentration(np.ones((3, 10)))
        assert [found.rows(share) for share in (0.05, 0.1, 0.9, 0.91, 1.0)] == [1, 1, 9, 10, 10]
        assert found.order.tolist() == list(range(10))

    def test_absolute_values_are_averaged_before_they_are_compared(self) -> None:
        found = concentration(np.array([[10.0, 3.0], [-10.0, 3.0]]))
        assert found.order.tolist() == [0, 1]
        assert found.held.tolist() == [10 / 13, 1.0]

    @pytest.mark.parametrize("rows", [0, 3])
    def test_where_there_is_nothing_no_row_holds_it(self, rows: int) -> None:
        assert concentration(np.zeros((2, rows))).rows(0.9) == 0

    @pytest.mark.parametrize(
        ("values", "word"),
        [
            (np.ones(3), "an object of the class ndarray is not an array of draws and rows"),
            (np.ones((0, 3)), "an object of the class ndarray is not an array of draws and rows"),
            ([[1.0]], "a list is not an array of draws and rows"),
            (np.full((2, 2), np.inf), "not all of its numbers are finite"),
        ],
    )
    def test_what_is_not_draws_of_rows_is_refused(self, values: Any, word: str) -> None:
        with pytest.raises(OptionError) as caught:
            concentration(values)
        assert str(caught.value) == f"contributions: {word}"

    def test_rows_that_hold_the_same_keep_their_order(self) -> None:
        found = concentration(np.array([[1.0, 7.0, *[3.0] * 40]]))
        assert found.order.tolist() == [1, *range(2, 42), 0]

    @pytest.mark.parametrize("share", [0.0, 1.1])
    def test_a_share_out_of_range_is_refused(self, share: float) -> None:
        with pytest.raises(OptionError) as caught:
            concentration(np.ones((1, 2))).rows(share)
        assert str(caught.value) == f"share: {share} is not above 0 and at most 1"
