"""What an output rests on, against closed forms: straight, bent, rare and heavy-tailed inputs, and Ishigami's function."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from blogroi import OptionError
from blogroi.numerics import sensitivity
from blogroi.numerics.order import order_of
from blogroi.numerics.sensitivity import (
    break_even,
    concentration,
    first_order_shares,
    swings,
)
from blogroi.numerics.streams import stream, stream_key

Floats = NDArray[np.float64]

DRAWS = 20_000

ISHIGAMI_FIRST = [0.3139051911478115, 0.4424111447900459, 0.0]


def ishigami(points: Floats) -> Floats:
    x = (2.0 * points - 1.0) * math.pi
    value: Floats = np.sin(x[:, 0]) + 7.0 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])
    return value


def close(found: Floats, errors: Floats, exact: Any, least: float = 1e-12) -> bool:
    return bool((np.abs(found - exact) <= 4.0 * errors + least).all())


def share_by_hand(x: Floats, y: Floats) -> tuple[float, float]:
    """Work a first-order share and its error out bin by bin, from the definitions."""
    order = order_of(x)
    d = ((y - y.mean()) / y.std())[order.places]
    starts = order.starts(int(min(max(round(math.sqrt(x.size) / 2.0), 2), 32)))
    steps = order.noise(d, starts)
    share = rough = 0.0
    parts = []
    for one, left in zip(np.split(d, starts[1:]), steps, strict=True):
        noise = float(one.var(ddof=1))
        if left < (1.0 - 3.0 / math.sqrt(one.size)) * noise:
            share += (one**2).sum() - one.size * left
            noise = left
            parts.append(
                (one, one**2, (one**2).mean(), noise)
            )  # what moves the share, and the square of what is expected
        else:
            share += one.size * one.mean() ** 2 - (1 - one.size / y.size) * noise
            parts.append((one, 2.0 * one.mean() * one - one.mean() ** 2, one.mean() ** 2, noise))
        rough += 2.0 * noise**2 * one.size / (one.size + 1)
    share /= y.size
    smooth = 0.0
    for one, moved, level, noise in parts:
        smooth += ((moved - share * one**2) ** 2).sum()
        # along a bin that rises the noise is no part of the square yet; in another, what it adds to the mean's square is no spread
        is_flat = level == one.mean() ** 2
        smooth += (
            -4.0 * noise / one.size * (one.size - 1) * noise
            if is_flat
            else 4.0 * (level - noise / one.size) * noise * (one.size - 1)
        )
    return share, math.sqrt(max(smooth, 0.0) / y.size**2 + rough / y.size**2)


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


def crossings_by_hand(x: Floats, y: Floats) -> tuple[list[float], list[float], float]:
    """Find where bins turn from clearly below zero to clearly above, or back, and read lines off between them."""
    order = order_of(x)
    x, y = order.values, y[order.places]
    starts = order.starts(max(2, round(x.size ** (2.0 / 3.0))), least=min(32, x.size // 4), tails=True)
    noise = order.noise(y, starts)
    bins = list(zip(starts.tolist(), [*starts[1:].tolist(), x.size], noise.tolist(), strict=True))
    for place, (first, past, own) in enumerate(bins):
        around = [one for one in bins if one[0] >= first - x.size // 8 and one[1] <= past + x.size // 8]
        noise[place] = max(own, sum(part * (to - since) for since, to, part in around) / (around[-1][1] - around[0][0]))
    clear = [
        (first, past, y[first:past].mean() < 0.0)
        for first, past, left in zip(starts.tolist(), [*starts[1:].tolist(), x.size], noise, strict=True)
        if abs(y[first:past].mean()) > 3.0 * math.sqrt(left / (past - first))
    ]
    found = []
    for (first, _, is_below), (_, past, is_next_below) in pairwise(clear):
        if is_below != is_next_below:
            near, level = x[first:past], y[first:past]
            line = stats.linregress(near, level)
            value = min(max(-line.intercept / line.slope, near[0]), near[-1])
            at = np.column_stack([np.ones(near.size), near - value])
            squares = ((level - line.intercept - line.slope * near) ** 2).sum() / (near.size - 2)
            found.append((value, math.sqrt(squares * np.linalg.inv(at.T @ at)[0, 0]) / abs(line.slope)))
    values = [value for value, _ in found]
    is_losing = (np.searchsorted(values, x, side="right") % 2 == 1) != clear[0][2]
    return values, [error for _, error in found], float(is_losing.mean())


def normals(draws: int = DRAWS, inputs: int = 3, key: int = 1) -> Floats:
    return stream(key).standard_normal((draws, inputs))


class TestFirstOrderShares:
    @pytest.mark.parametrize("draws", [1000, 20_000])
    def test_a_linear_model_shares_out_by_squared_slope_times_variance(self, draws: int) -> None:
        x = normals(draws) * [1.0, 2.0, 5.0]
        found = first_order_shares(x, x @ [3.0, 2.0, 0.0])
        assert close(found.values, found.errors, [9 / 25, 16 / 25, 0])

    def test_ishigami(self) -> None:
        x = stream(1).random((DRAWS, 3))
        found = first_order_shares(x, ishigami(x))
        assert close(found.values, found.errors, ISHIGAMI_FIRST)
        assert found.errors.max() < 0.01

    def test_the_errors_are_those_of_repetition(self) -> None:
        samples = [stream(key).random((1000, 3)) for key in range(200)]
        found = [first_order_shares(x, ishigami(x)) for x in samples]
        wrong = np.array([shares.values - ISHIGAMI_FIRST for shares in found])
        stated = np.array([shares.errors for shares in found]).mean(axis=0)
        assert (np.abs(wrong.mean(axis=0)) < 4.0 * stated / math.sqrt(200)).all()
        # a standard deviation from 200 repetitions is itself known to about 1 in 20, more with heavy tails
        assert (np.abs(wrong.std(axis=0) / stated - 1.0) < 0.25).all()

    def test_an_input_without_influence_has_a_share_of_zero_on_average(self) -> None:
        found = [first_order_shares(normals(500, key=key), normals(500, 1, key + 1000)[:, 0]) for key in range(200)]
        shares = np.array([one.values for one in found]).ravel()
        assert abs(shares.mean()) < 4.0 * shares.std() / math.sqrt(shares.size)

    def test_all_outputs_at_once_are_the_same_as_one_at_a_time(self) -> None:
        x = normals()
        y = np.column_stack([x.sum(axis=1), x[:, 0] * x[:, 1], np.full(DRAWS, 7.0)])
        together = first_order_shares(x, y)
        for column in range(3):
            alone = first_order_shares(x, y[:, column])
            assert np.allclose(together.values[:, column], alone.values, rtol=1e-9, atol=1e-12)
            assert np.allclose(together.errors[:, column], alone.errors, rtol=1e-9)

    def test_scale_and_shift_change_nothing_but_rounding(self) -> None:
        x = normals()
        y = x @ [3.0, 2.0, 1.0]
        plain, moved = first_order_shares(x, y), first_order_shares(np.exp(x), 1e9 - 1e6 * y)
        assert np.allclose(plain.values, moved.values, atol=1e-9)

    def test_an_output_that_does_not_vary_has_nothing_to_share_out(self) -> None:
        found = first_order_shares(normals(), np.full(DRAWS, 0.1))
        assert (found.values == 0.0).all()
        assert (found.errors == 0.0).all()

    def test_an_input_that_does_not_vary_has_no_share(self) -> None:
        x = normals()
        x[:, 1] = 4.0
        found = first_order_shares(x, x.sum(axis=1))
        assert found.values[1] == 0.0
        assert close(found.values, found.errors, [0.5, 0.0, 0.5])

    def test_discrete_inputs_are_averaged_value_by_value(self) -> None:
        x = np.column_stack([stream(1).integers(0, 2, DRAWS), stream(2).integers(0, 5, DRAWS)]).astype(float)
        noise = stream(3).standard_normal(DRAWS)
        found = first_order_shares(x, 2.0 * x[:, 0] + x[:, 1] + noise)
        assert close(found.values, found.errors, [1 / 4, 2 / 4])

    def test_the_order_of_equal_draws_does_not_matter(self) -> None:
        x = stream(1).integers(0, 40, (999, 1)).astype(float)
        y = x[:, 0] + stream(2).standard_normal(999)
        shuffled = stream(3).permutation(999)
        one, other = first_order_shares(x, y), first_order_shares(x[shuffled], y[shuffled])
        assert np.allclose(one.values, other.values, rtol=1e-12)

    def test_a_value_that_stands_alone_beside_many_equal_ones(self) -> None:
        x = np.zeros((1000, 1))
        x[0] = -1.0
        found = first_order_shares(x, stream(1).standard_normal(1000))
        assert close(found.values, found.errors, 0.0)

    @pytest.mark.parametrize(
        ("inputs", "outputs", "word"),
        [
            (np.zeros(5), np.zeros(5), "inputs: an object of the class ndarray is not an array of 2 axes, draws first"),
            ([[1.0]], np.zeros(5), "inputs: a list is not an array of 2 axes, draws first"),
            (
                np.zeros((5, 1)),
                np.zeros((5, 1, 1)),
                "outputs: an object of the class ndarray is not an array of 1 or 2 axes, draws first",
            ),
            (np.zeros((5, 1)), np.zeros(4), "outputs: has 4 draws, while the inputs have 5"),
            (np.zeros((3, 1)), np.zeros(3), "inputs: has 3 draws: at least 4 are needed"),
            (np.full((5, 1), np.nan), np.zeros(5), "inputs: not all of its numbers are finite"),
            (np.zeros((5, 1)), np.full(5, np.inf), "outputs: not all of its numbers are finite"),
        ],
    )
    def test_what_is_not_draws_of_numbers_is_refused(self, inputs: Any, outputs: Any, word: str) -> None:
        with pytest.raises(OptionError) as caught:
            first_order_shares(inputs, outputs)
        assert str(caught.value) == word

    def test_four_draws_are_enough(self) -> None:
        found = first_order_shares(np.arange(4.0)[:, None], np.array([0.0, 0.0, 1.0, 1.0]))
        assert found.values.tolist() == [1.0]

    @pytest.mark.parametrize("draws", [50, 999, 20_000])
    @pytest.mark.parametrize("values", [None, 7, 40])
    def test_bins_are_averaged_as_by_hand(self, draws: int, values: int | None) -> None:
        x = stream(1).random(draws) if values is None else stream(1).integers(0, values, draws).astype(float)
        y = np.exp(x / x.max()) + stream(2).standard_normal(draws)
        found = first_order_shares(x[:, None], y)
        assert (found.values[0], found.errors[0]) == pytest.approx(share_by_hand(x, y), rel=1e-9)

    def test_bins_that_rise_are_taken_as_by_hand(self) -> None:
        x = np.exp(2.0 * normals(5000, 1)[:, 0])
        y = x * (1.0 + 0.1 * normals(5000, 1, 9)[:, 0])
        found = first_order_shares(x[:, None], y)
        assert (found.values[0], found.errors[0]) == pytest.approx(share_by_hand(x, y), rel=1e-9)

    @pytest.mark.parametrize("share", [0.02, 0.98, 0.002])
    def test_a_yes_that_comes_seldom_has_its_share(self, share: float) -> None:
        """The variance that it explains is that of its two means, ``p (1 - p) 105^2``."""
        draws = 10_000
        for key in range(20):
            is_yes = stream(key).random(draws) < share
            found = first_order_shares(
                is_yes.astype(float)[:, None], np.where(is_yes, 100.0, -5.0) + 3.0 * normals(draws, 1, key + 99)[:, 0]
            )
            explained = share * (1.0 - share) * 105.0**2
            assert close(found.values, found.errors, explained / (explained + 9.0))
            assert found.errors[0] < 0.1

    def test_a_spike_beside_other_values_keeps_its_share(self) -> None:
        """``x`` is 0 in seven of ten draws, else normal around 1: its variance is 0.3 x 2 - 0.09."""
        x = np.where(stream(1).random(DRAWS) < 0.7, 0.0, 1.0 + normals(DRAWS, 1, 2)[:, 0])
        found = first_order_shares(x[:, None], x + normals(DRAWS, 1, 3)[:, 0])
        assert close(found.values, found.errors, 0.51 / 1.51)

    def test_an_output_that_varies_in_its_last_digits_alone_has_nothing_to_share_out(self) -> None:
        x = normals()
        found = first_order_shares(x, 1e6 + 1e-7 * x[:, 0])
        assert (found.values == 0.0).all()

    def test_orders_at_hand_answer_the_same(self) -> None:
        x = normals()
        orders = [order_of(column) for column in x.T]
        y = x @ [3.0, 2.0, 1.0]
        assert (first_order_shares(orders, y).values == first_order_shares(x, y).values).all()
        assert (swings(orders, y).low == swings(x, y).low).all()
        assert break_even(orders[0], y).value == break_even(x[:, 0], y).value
        with pytest.raises(OptionError, match=r"^outputs: has 5 draws, while the inputs have 20000$"):
            first_order_shares(orders, np.zeros(5))


VARIANCE = {sigma: math.exp(sigma**2) * (math.exp(sigma**2) - 1.0) for sigma in (1.0, 1.5)}
"""Variance of a lognormal variable of median 1."""


def bent(x: Floats) -> Floats:
    value: Floats = np.maximum(x - 1.0, 0.0)
    return value


def variance_of_bent() -> float:
    """Variance of ``max(x - 1, 0)`` of a standard normal variable, from its partial moments."""
    tail, at = float(stats.norm.sf(1.0)), float(stats.norm.pdf(1.0))
    return 2.0 * tail - at - (at - tail) ** 2


CLOSED: list[tuple[str, Any, float]] = [
    ("quadratic", lambda z, e: (z, z**2 + math.sqrt(2.0) * e), 0.5),
    ("kinked", lambda z, e: (z, bent(z) + 0.3 * e), variance_of_bent() / (variance_of_bent() + 0.09)),
    ("lognormal 1 alone", lambda z, e: (np.exp(z), np.exp(z)), 1.0),
    ("lognormal 1.5 alone", lambda z, e: (np.exp(1.5 * z), np.exp(1.5 * z)), 1.0),
    ("lognormal 1 and normal", lambda z, e: (np.exp(z), np.exp(z) + math.sqrt(VARIANCE[1.0]) * e), 0.5),
    ("normal and lognormal 1", lambda z, e: (z, math.sqrt(VARIANCE[1.0]) * z + np.exp(e)), 0.5),
    # of a product, (E z^2 - 1) / (E z^2 E e^2 - 1) with means of 1
    ("lognormal 1 times another", lambda z, e: (np.exp(z), np.exp(z + e / 2)), (math.e - 1) / (math.e**1.25 - 1)),
    ("Pareto 2.5 alone", lambda z, e: ((x := stats.norm.sf(z) ** (-1 / 2.5)), x), 1.0),
]


@pytest.mark.parametrize(("make", "exact"), [case[1:] for case in CLOSED], ids=[case[0] for case in CLOSED])
def test_a_share_is_its_closed_form(make: Any, exact: float) -> None:
    """From 10,000 draws: the median of 20 seeds within 5 %, each within 5 % or four of its errors."""
    found = []
    for key in range(20):
        z, e = stream(stream_key(key, "closed forms")).standard_normal((2, 10_000))
        x, y = make(z, e)
        shares = first_order_shares(x[:, None], y)
        found.append(float(shares.values[0]))
        assert abs(found[-1] - exact) <= max(0.05 * exact, 4.0 * float(shares.errors[0]))
    assert np.median(found) == pytest.approx(exact, rel=0.05)


class TestSwings:
    def test_a_linear_model_swings_by_its_slope_times_the_range_of_the_input(self) -> None:
        x = normals(inputs=2)
        found = swings(x, 3.0 * x[:, 0] + x[:, 1])
        errors = np.hypot(found.low_errors, found.high_errors)
        assert close(found.width, errors, np.array([3.0, 1.0]) * np.diff(found.at)[:, 0])
        assert np.abs(found.at - stats.norm.ppf([0.1, 0.9])).max() < 4.0 * math.sqrt(0.09 / DRAWS) / stats.norm.pdf(
            1.2816
        )

    def test_without_noise_a_straight_line_is_read_off_exactly(self) -> None:
        x = normals(inputs=1)
        found = swings(x, np.column_stack([2.0 * x[:, 0], -x[:, 0]]))
        assert np.allclose(found.low, found.at[:, :1] * [2.0, -1.0], rtol=1e-12)
        assert found.width.shape == (1, 2)
        assert found.low_errors.max() < 1e-12

    def test_a_discrete_input_gives_the_means_of_its_values(self) -> None:
        x = stream(1).integers(0, 2, (DRAWS, 1)).astype(float)
        y = 5.0 * x[:, 0] + stream(2).standard_normal(DRAWS)
        found = swings(x, y)
        assert found.at.tolist() == [[0.0, 1.0]]
        assert found.low[0] == pytest.approx(y[x[:, 0] == 0.0].mean())
        assert found.high[0] == pytest.approx(y[x[:, 0] == 1.0].mean())

    def test_a_yes_that_comes_seldom_swings_from_no_to_yes(self) -> None:
        for share in (0.02, 0.98):
            is_yes = stream(1).random(DRAWS) < share
            y = np.where(is_yes, 100.0, -5.0) + normals(DRAWS, 1, 2)[:, 0]
            found = swings(is_yes.astype(float)[:, None], y)
            assert found.at.tolist() == [[0.0, 1.0]]
            assert found.low[0] == pytest.approx(y[~is_yes].mean())
            assert found.high[0] == pytest.approx(y[is_yes].mean())
            assert found.low_errors[0] == pytest.approx(1.0 / math.sqrt((~is_yes).sum()), rel=0.2)

    def test_a_spike_that_holds_both_quantiles_swings_from_what_is_below_to_what_is_above(self) -> None:
        x = np.repeat([-2.0, -1.0, 0.0, 3.0], [50, 50, 1850, 50])
        found = swings(x[:, None], 2.0 * x)
        assert found.at.tolist() == [[-1.5, 3.0]]
        assert found.low.tolist() == [-3.0]
        assert found.high.tolist() == [6.0]

    def test_an_input_that_does_not_vary_swings_nothing(self) -> None:
        y = stream(2).standard_normal(100)
        found = swings(np.ones((100, 1)), y)
        assert found.width.tolist() == [0.0]

    @pytest.mark.parametrize(("low", "high"), [(0.0, 0.9), (0.5, 0.5), (0.1, 1.0)])
    def test_quantiles_out_of_order_are_refused(self, low: float, high: float) -> None:
        with pytest.raises(OptionError) as caught:
            swings(normals(), normals()[:, 0], low=low, high=high)
        assert str(caught.value) == f"low: {low} and {high} are not two quantiles in order between 0 and 1"

    @pytest.mark.parametrize(("low", "high"), [(0.1, 0.9), (0.02, 0.98), (0.4, 0.41)])
    @pytest.mark.parametrize("draws", [30, 1000, 1001])
    def test_lines_are_those_of_least_squares_through_the_draws_nearby(
        self, low: float, high: float, draws: int
    ) -> None:
        x = stream(1).random((draws, 1))
        y = np.exp(3.0 * x[:, 0]) + stream(2).standard_normal(draws)
        found = swings(x, y, low=low, high=high)
        ends = ((low, found.low, found.low_errors, 0), (high, found.high, found.high_errors, 1))
        for share, value, error, end in ends:
            near, said, at = line_by_hand(x[:, 0], y, share)
            assert found.at[0, end] == at
            assert (value[0], error[0]) == pytest.approx((said, near), rel=1e-9)

    def test_the_outermost_draws_bring_all_that_are_equal_to_them(self) -> None:
        x = np.repeat(np.arange(10.0), 10)
        y = stream(2).standard_normal(100) + x
        found = swings(x[:, None], y, low=0.1, high=0.899)
        for share, value, error in ((0.1, found.low, found.low_errors), (0.899, found.high, found.high_errors)):
            near, said, _ = line_by_hand(x, y, share)
            assert (value[0], error[0]) == pytest.approx((said, near), rel=1e-9)


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


class TestBreakEven:
    @pytest.mark.parametrize("slope", [2.0, -2.0])
    @pytest.mark.parametrize("noise", [0.1, 3.0])
    def test_a_linear_model_breaks_even_at_its_root(self, slope: float, noise: float) -> None:
        x = normals()
        found = break_even(x[:, 0], slope * (x[:, 0] - 0.5) + noise * x[:, 1])
        assert found.value is not None
        assert close(np.array([found.value]), found.errors, 0.5)
        losing = stats.norm.cdf(0.5) if slope > 0.0 else stats.norm.sf(0.5)
        slack = 4.0 * (math.sqrt(0.25 / DRAWS) + float(found.errors[0]) * stats.norm.pdf(0.5))
        assert abs(found.losing - losing) < slack

    def test_the_errors_are_those_of_repetition(self) -> None:
        found = []
        for key in range(200):
            x = normals(2000, key=key)
            found.append(break_even(x[:, 0], x[:, 0] - 0.2 + 0.5 * x[:, 1]))
        values, errors = (np.array([getattr(one, part)[0] for one in found]) for part in ("values", "errors"))
        assert abs(values.mean() - 0.2) < 4.0 * values.std() / math.sqrt(200)
        # the ends of the line are chosen by where noise puts them, which adds a little to what is stated
        assert 0.8 < values.std() / errors.mean() < 1.3

    @pytest.mark.parametrize(("shift", "losing"), [(50.0, 0.0), (-50.0, 1.0)])
    def test_none_where_it_does_not_cross(self, shift: float, losing: float) -> None:
        x = normals()
        found = break_even(x[:, 0], x[:, 0] + x[:, 1] + shift)
        assert found.value is None
        assert found.values.size == 0
        assert found.losing == losing

    def test_noise_alone_makes_no_crossing(self) -> None:
        found = break_even(normals()[:, 0], normals()[:, 1])
        assert found.value is None

    def test_two_crossings_are_both_given_and_none_is_chosen(self) -> None:
        x = normals()
        found = break_even(x[:, 0], x[:, 0] ** 2 - 1.0 + 0.1 * x[:, 1])
        assert found.value is None
        assert np.abs(found.values - [-1.0, 1.0]).max() < 0.05
        assert abs(found.losing - 0.6827) < 0.03

    def test_another_level_moves_it(self) -> None:
        x = normals()
        found = break_even(x[:, 0], 2.0 * x[:, 0], level=1.0)
        assert found.value == pytest.approx(0.5, abs=1e-9)

    def test_two_values_break_even_between_them(self) -> None:
        x = np.repeat([1.0, 2.0], 500)
        found = break_even(x, 2.0 * x - 3.0)
        assert found.value == pytest.approx(1.5)
        assert found.losing == 0.5

    def test_a_yes_that_comes_seldom_turns_the_sign(self) -> None:
        is_yes = stream(1).random(DRAWS) < 0.02
        found = break_even(is_yes.astype(float), np.where(is_yes, 100.0, -5.0) + normals(DRAWS, 1, 2)[:, 0])
        assert found.value is not None
        assert 0.0 < found.value < 1.0
        assert found.losing == pytest.approx((~is_yes).mean())

    @pytest.mark.parametrize("share", [0.05, 0.9, 0.99])
    def test_a_heavy_tail_breaks_even_where_it_does(self, share: float) -> None:
        x = np.exp(1.5 * normals(10_000, 1)[:, 0])
        level = float(np.exp(1.5 * stats.norm.ppf(share)))
        found = break_even(x, x - level + 0.1 * level * normals(10_000, 1, 2)[:, 0])
        assert found.value is not None
        assert close(np.array([found.value]), found.errors, level)
        assert found.losing == pytest.approx(share, abs=4.0 * math.sqrt(share * (1.0 - share) / 10_000) + 0.005)

    def test_a_kink_breaks_even_past_it(self) -> None:
        x = normals()
        found = break_even(x[:, 0], np.maximum(x[:, 0], 0.0) - 0.5 + 0.1 * x[:, 1])
        assert found.value is not None
        assert close(np.array([found.value]), found.errors, 0.5, least=0.02)  # of a bin in which the line bends

    @pytest.mark.parametrize("share", [0.02, 0.002])
    def test_an_event_that_is_missing_in_a_bin_turns_no_sign(self, share: float) -> None:
        """The output is 1 on average, and -1 without an event that has nothing to do with the input."""
        for key in range(20):
            x = normals(10_000, 1, key)[:, 0]
            event = np.where(stream(key + 100).random(10_000) < share, 2.0 / share, 0.0)
            found = break_even(x, event - 1.0 + 0.01 * x)
            assert found.values.size == 0
            assert found.losing == float(event.mean() < 1.0)

    def test_the_last_bit_makes_no_crossing(self) -> None:
        x = np.arange(1000.0)
        last_bits = np.where(x < 400.0, 1.0, -1.0) * np.spacing(1000.0)
        assert break_even(x, 1000.0 + last_bits, level=1000.0).values.size == 0
        assert break_even(x, last_bits, tolerance=1e-9 * 1000.0).values.size == 0
        assert break_even(x, -last_bits - np.spacing(1000.0), tolerance=1e-6).losing == 0.0
        assert break_even(x, last_bits).values.size == 1  # as small as all that is known of the output

    def test_an_input_that_does_not_vary_crosses_nothing(self) -> None:
        found = break_even(np.ones(100), np.full(100, -3.0))
        assert found.value is None
        assert found.losing == 1.0

    def test_what_is_not_one_input_and_one_output_is_refused(self) -> None:
        for column, output, name in ((normals(), normals()[:, 0], "inputs"), (normals()[:, 0], normals(), "outputs")):
            with pytest.raises(OptionError) as caught:
                break_even(column, output)
            assert str(caught.value) == f"{name}: an object of the class ndarray is not an array of one axis"
        with pytest.raises(OptionError) as caught:
            break_even([1.0], normals()[:, 0])  # type: ignore[arg-type]
        assert str(caught.value) == "inputs: a list is not an array of one axis"
        with pytest.raises(OptionError) as caught:
            break_even(normals()[:, 0], [1.0])  # type: ignore[arg-type]
        assert str(caught.value) == "outputs: a list is not an array of one axis"

    @pytest.mark.parametrize("draws", [100, 1000, 20_000])
    @pytest.mark.parametrize("curve", [lambda x: x - 0.4, lambda x: 0.4 - x, lambda x: (x - 0.2) * (x - 0.7) * 4.0])
    def test_crossings_are_those_found_by_hand(self, curve: Any, draws: int) -> None:
        x = stream(1).random(draws)
        y = curve(x) + 0.1 * stream(2).standard_normal(draws)
        found = break_even(x, y)
        values, errors, losing = crossings_by_hand(x, y)
        assert found.values.tolist() == pytest.approx(values, rel=1e-9)
        assert found.errors.tolist() == pytest.approx(errors, rel=1e-9)
        assert found.losing == losing

    def test_nothing_is_said_where_nothing_can_be_told_from_the_level(self) -> None:
        found = break_even(np.arange(8.0), np.array([-1.0, 1.0] * 4))
        assert (found.values.tolist(), found.errors.tolist(), found.losing) == ([], [], 0.0)


@pytest.mark.parametrize(("mean", "side"), [(3.1, 1), (2.9, 0), (-2.9, 0), (-3.1, -1)])
def test_a_bin_is_clear_by_three_standard_errors_of_its_mean(mean: float, side: int) -> None:
    above, noise = np.full(18, mean), np.array([9.0, 9.0])
    # of nine draws with a variance of 9 the error is 1
    assert sensitivity._sides(above, np.array([0, 9]), noise, 0.0).tolist() == [side, side]
    assert sensitivity._sides(above, np.array([0, 9]), noise, 3.5).tolist() == [0, 0]


@pytest.mark.parametrize(("mean", "side"), [(3.4, 0), (3.5, 1)])
def test_a_bin_with_less_noise_than_those_around_it_is_no_clearer_for_that(mean: float, side: int) -> None:
    """Of 160 draws an eighth is two bins of 10: with those on either side the noise is 13 on average, and three errors are 3.42."""
    noise = np.full(16, 16.25)
    noise[8] = 0.0
    sides = sensitivity._sides(np.full(160, mean), np.arange(0, 160, 10), noise, 0.0)
    assert sides[8] == side
