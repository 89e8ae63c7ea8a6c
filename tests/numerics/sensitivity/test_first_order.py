"""First-order indices, against closed forms: straight, bent, rare and heavy-tailed inputs, and Ishigami's function."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from blogroi import OptionError
from blogroi.numerics.order import order_of
from blogroi.numerics.sensitivity.break_even import break_even
from blogroi.numerics.sensitivity.first_order import first_order_indices
from blogroi.numerics.sensitivity.tornado import tornado
from blogroi.numerics.streams import stream, stream_key

from .known import DRAWS, ISHIGAMI_FIRST, close, ishigami, normals

Floats = NDArray[np.float64]


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


class TestFirstOrderIndices:
    @pytest.mark.parametrize("draws", [1000, 20_000])
    def test_a_linear_model_shares_out_by_squared_slope_times_variance(self, draws: int) -> None:
        x = normals(draws) * [1.0, 2.0, 5.0]
        found = first_order_indices(x, x @ [3.0, 2.0, 0.0])
        assert close(found.values, found.errors, [9 / 25, 16 / 25, 0])

    def test_ishigami(self) -> None:
        x = stream(1).random((DRAWS, 3))
        found = first_order_indices(x, ishigami(x))
        assert close(found.values, found.errors, ISHIGAMI_FIRST)
        assert found.errors.max() < 0.01

    def test_the_errors_are_those_of_repetition(self) -> None:
        samples = [stream(key).random((1000, 3)) for key in range(200)]
        found = [first_order_indices(x, ishigami(x)) for x in samples]
        wrong = np.array([shares.values - ISHIGAMI_FIRST for shares in found])
        stated = np.array([shares.errors for shares in found]).mean(axis=0)
        assert (np.abs(wrong.mean(axis=0)) < 4.0 * stated / math.sqrt(200)).all()
        # a standard deviation from 200 repetitions is itself known to about 1 in 20, more with heavy tails
        assert (np.abs(wrong.std(axis=0) / stated - 1.0) < 0.25).all()

    def test_an_input_without_influence_has_a_share_of_zero_on_average(self) -> None:
        found = [first_order_indices(normals(500, key=key), normals(500, 1, key + 1000)[:, 0]) for key in range(200)]
        shares = np.array([one.values for one in found]).ravel()
        assert abs(shares.mean()) < 4.0 * shares.std() / math.sqrt(shares.size)

    def test_all_outputs_at_once_are_the_same_as_one_at_a_time(self) -> None:
        x = normals()
        y = np.column_stack([x.sum(axis=1), x[:, 0] * x[:, 1], np.full(DRAWS, 7.0)])
        together = first_order_indices(x, y)
        for column in range(3):
            alone = first_order_indices(x, y[:, column])
            assert np.allclose(together.values[:, column], alone.values, rtol=1e-9, atol=1e-12)
            assert np.allclose(together.errors[:, column], alone.errors, rtol=1e-9)

    def test_scale_and_shift_change_nothing_but_rounding(self) -> None:
        x = normals()
        y = x @ [3.0, 2.0, 1.0]
        plain, moved = first_order_indices(x, y), first_order_indices(np.exp(x), 1e9 - 1e6 * y)
        assert np.allclose(plain.values, moved.values, atol=1e-9)

    def test_an_output_that_does_not_vary_has_nothing_to_share_out(self) -> None:
        found = first_order_indices(normals(), np.full(DRAWS, 0.1))
        assert (found.values == 0.0).all()
        assert (found.errors == 0.0).all()

    def test_an_input_that_does_not_vary_has_no_share(self) -> None:
        x = normals()
        x[:, 1] = 4.0
        found = first_order_indices(x, x.sum(axis=1))
        assert found.values[1] == 0.0
        assert close(found.values, found.errors, [0.5, 0.0, 0.5])

    def test_discrete_inputs_are_averaged_value_by_value(self) -> None:
        x = np.column_stack([stream(1).integers(0, 2, DRAWS), stream(2).integers(0, 5, DRAWS)]).astype(float)
        noise = stream(3).standard_normal(DRAWS)
        found = first_order_indices(x, 2.0 * x[:, 0] + x[:, 1] + noise)
        assert close(found.values, found.errors, [1 / 4, 2 / 4])

    def test_the_order_of_equal_draws_does_not_matter(self) -> None:
        x = stream(1).integers(0, 40, (999, 1)).astype(float)
        y = x[:, 0] + stream(2).standard_normal(999)
        shuffled = stream(3).permutation(999)
        one, other = first_order_indices(x, y), first_order_indices(x[shuffled], y[shuffled])
        assert np.allclose(one.values, other.values, rtol=1e-12)

    def test_a_value_that_stands_alone_beside_many_equal_ones(self) -> None:
        x = np.zeros((1000, 1))
        x[0] = -1.0
        found = first_order_indices(x, stream(1).standard_normal(1000))
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
            first_order_indices(inputs, outputs)
        assert str(caught.value) == word

    def test_four_draws_are_enough(self) -> None:
        found = first_order_indices(np.arange(4.0)[:, None], np.array([0.0, 0.0, 1.0, 1.0]))
        assert found.values.tolist() == [1.0]

    @pytest.mark.parametrize("draws", [50, 999, 20_000])
    @pytest.mark.parametrize("values", [None, 7, 40])
    def test_bins_are_averaged_as_by_hand(self, draws: int, values: int | None) -> None:
        x = stream(1).random(draws) if values is None else stream(1).integers(0, values, draws).astype(float)
        y = np.exp(x / x.max()) + stream(2).standard_normal(draws)
        found = first_order_indices(x[:, None], y)
        assert (found.values[0], found.errors[0]) == pytest.approx(share_by_hand(x, y), rel=1e-9)

    def test_bins_that_rise_are_taken_as_by_hand(self) -> None:
        x = np.exp(2.0 * normals(5000, 1)[:, 0])
        y = x * (1.0 + 0.1 * normals(5000, 1, 9)[:, 0])
        found = first_order_indices(x[:, None], y)
        assert (found.values[0], found.errors[0]) == pytest.approx(share_by_hand(x, y), rel=1e-9)

    @pytest.mark.parametrize("share", [0.02, 0.98, 0.002])
    def test_a_yes_that_comes_seldom_has_its_share(self, share: float) -> None:
        """The variance that it explains is that of its two means, ``p (1 - p) 105^2``."""
        draws = 10_000
        for key in range(20):
            is_yes = stream(key).random(draws) < share
            found = first_order_indices(
                is_yes.astype(float)[:, None], np.where(is_yes, 100.0, -5.0) + 3.0 * normals(draws, 1, key + 99)[:, 0]
            )
            explained = share * (1.0 - share) * 105.0**2
            assert close(found.values, found.errors, explained / (explained + 9.0))
            assert found.errors[0] < 0.1

    def test_a_spike_beside_other_values_keeps_its_share(self) -> None:
        """``x`` is 0 in seven of ten draws, else normal around 1: its variance is 0.3 x 2 - 0.09."""
        x = np.where(stream(1).random(DRAWS) < 0.7, 0.0, 1.0 + normals(DRAWS, 1, 2)[:, 0])
        found = first_order_indices(x[:, None], x + normals(DRAWS, 1, 3)[:, 0])
        assert close(found.values, found.errors, 0.51 / 1.51)

    def test_an_output_that_varies_in_its_last_digits_alone_has_nothing_to_share_out(self) -> None:
        x = normals()
        found = first_order_indices(x, 1e6 + 1e-7 * x[:, 0])
        assert (found.values == 0.0).all()

    def test_orders_at_hand_answer_the_same(self) -> None:
        x = normals()
        orders = [order_of(column) for column in x.T]
        y = x @ [3.0, 2.0, 1.0]
        assert (first_order_indices(orders, y).values == first_order_indices(x, y).values).all()
        assert (tornado(orders, y).low == tornado(x, y).low).all()
        assert break_even(orders[0], y).value == break_even(x[:, 0], y).value
        with pytest.raises(OptionError, match=r"^outputs: has 5 draws, while the inputs have 20,000$"):
            first_order_indices(orders, np.zeros(5))


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
        shares = first_order_indices(x[:, None], y)
        found.append(float(shares.values[0]))
        assert abs(found[-1] - exact) <= max(0.05 * exact, 4.0 * float(shares.errors[0]))
    assert np.median(found) == pytest.approx(exact, rel=0.05)
