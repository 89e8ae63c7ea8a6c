"""Bars of a tornado, against closed forms and least squares."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from blogroi import OptionError
from blogroi.numerics.sensitivity.tornado import tornado
from blogroi.numerics.streams import stream

from .known import DRAWS, close, normals

Floats = NDArray[np.float64]


def line_by_hand(x: Floats, y: Floats, share: float) -> tuple[float, float, float]:
    """Fit a line through the draws within a twentieth of a quantile: its error there, its value there, and where that is."""
    ordered = np.sort(x)
    first = ordered[max(int((share - 0.05) * (x.size - 1)), 0)]
    last = ordered[min(math.ceil((share + 0.05) * (x.size - 1)), x.size - 1)]
    at = float(ordered[min(int(share * x.size), x.size - 1)])
    near = (x >= first) & (x <= last)
    terms = np.column_stack([np.ones(np.count_nonzero(near)), x[near] - at])
    fit, squares, *_ = np.linalg.lstsq(terms, y[near], rcond=None)
    spread = squares[0] / max(len(terms) - 2, 1)
    return math.sqrt(spread * np.linalg.inv(terms.T @ terms)[0, 0]), float(fit[0]), at


class TestTornado:
    def test_a_linear_model_swings_by_its_slope_times_the_range_of_the_input(self) -> None:
        x = normals(inputs=2)
        found = tornado(x, 3.0 * x[:, 0] + x[:, 1])
        errors = np.hypot(found.low_errors, found.high_errors)
        assert close(found.width, errors, np.array([3.0, 1.0]) * np.diff(found.at)[:, 0])
        assert np.abs(found.at - stats.norm.ppf([0.1, 0.9])).max() < 4.0 * math.sqrt(0.09 / DRAWS) / stats.norm.pdf(
            1.2816
        )

    def test_without_noise_a_straight_line_is_read_off_exactly(self) -> None:
        x = normals(inputs=1)
        found = tornado(x, np.column_stack([2.0 * x[:, 0], -x[:, 0]]))
        assert np.allclose(found.low, found.at[:, :1] * [2.0, -1.0], rtol=1e-12)
        assert found.width.shape == (1, 2)
        assert found.low_errors.max() < 1e-12

    def test_a_discrete_input_gives_the_means_of_its_values(self) -> None:
        x = stream(1).integers(0, 2, (DRAWS, 1)).astype(float)
        y = 5.0 * x[:, 0] + stream(2).standard_normal(DRAWS)
        found = tornado(x, y)
        assert found.at.tolist() == [[0.0, 1.0]]
        assert found.low[0] == pytest.approx(y[x[:, 0] == 0.0].mean())
        assert found.high[0] == pytest.approx(y[x[:, 0] == 1.0].mean())

    def test_a_yes_that_comes_seldom_swings_from_no_to_yes(self) -> None:
        for share in (0.02, 0.98):
            is_yes = stream(1).random(DRAWS) < share
            y = np.where(is_yes, 100.0, -5.0) + normals(DRAWS, 1, 2)[:, 0]
            found = tornado(is_yes.astype(float)[:, None], y)
            assert found.at.tolist() == [[0.0, 1.0]]
            assert found.low[0] == pytest.approx(y[~is_yes].mean())
            assert found.high[0] == pytest.approx(y[is_yes].mean())
            assert found.low_errors[0] == pytest.approx(1.0 / math.sqrt((~is_yes).sum()), rel=0.2)

    def test_a_spike_that_holds_both_quantiles_swings_from_what_is_below_to_what_is_above(self) -> None:
        x = np.repeat([-2.0, -1.0, 0.0, 3.0], [50, 50, 1850, 50])
        found = tornado(x[:, None], 2.0 * x)
        assert found.at.tolist() == [[-1.5, 3.0]]
        assert found.low.tolist() == [-3.0]
        assert found.high.tolist() == [6.0]

    def test_an_input_that_does_not_vary_swings_nothing(self) -> None:
        y = stream(2).standard_normal(100)
        found = tornado(np.ones((100, 1)), y)
        assert found.width.tolist() == [0.0]

    @pytest.mark.parametrize(("low", "high"), [(0.0, 0.9), (0.5, 0.5), (0.1, 1.0)])
    def test_quantiles_out_of_order_are_refused(self, low: float, high: float) -> None:
        with pytest.raises(OptionError) as caught:
            tornado(normals(), normals()[:, 0], low=low, high=high)
        assert str(caught.value) == f"low: {low} and {high} are not two quantiles in order between 0 and 1"

    @pytest.mark.parametrize(("low", "high"), [(0.1, 0.9), (0.02, 0.98), (0.4, 0.41)])
    @pytest.mark.parametrize("draws", [30, 1000, 1001])
    def test_lines_are_those_of_least_squares_through_the_draws_nearby(
        self, low: float, high: float, draws: int
    ) -> None:
        x = stream(1).random((draws, 1))
        y = np.exp(3.0 * x[:, 0]) + stream(2).standard_normal(draws)
        found = tornado(x, y, low=low, high=high)
        ends = ((low, found.low, found.low_errors, 0), (high, found.high, found.high_errors, 1))
        for share, value, error, end in ends:
            near, said, at = line_by_hand(x[:, 0], y, share)
            assert found.at[0, end] == at
            assert (value[0], error[0]) == pytest.approx((said, near), rel=1e-9)

    def test_the_outermost_draws_bring_all_that_are_equal_to_them(self) -> None:
        x = np.repeat(np.arange(10.0), 10)
        y = stream(2).standard_normal(100) + x
        found = tornado(x[:, None], y, low=0.1, high=0.899)
        for share, value, error in ((0.1, found.low, found.low_errors), (0.899, found.high, found.high_errors)):
            near, said, _ = line_by_hand(x, y, share)
            assert (value[0], error[0]) == pytest.approx((said, near), rel=1e-9)
