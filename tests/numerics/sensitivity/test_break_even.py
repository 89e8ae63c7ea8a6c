"""Where an output passes a level, against closed forms and against bins worked out by hand."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from blogroi import OptionError
from blogroi.numerics.order import order_of
from blogroi.numerics.sensitivity import break_even as break_even_module
from blogroi.numerics.sensitivity.break_even import break_even
from blogroi.numerics.streams import stream

from .known import DRAWS, close, normals

Floats = NDArray[np.float64]


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
        assert abs(found.probability_below - losing) < slack

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
        assert found.probability_below == losing

    def test_noise_alone_makes_no_crossing(self) -> None:
        found = break_even(normals()[:, 0], normals()[:, 1])
        assert found.value is None

    def test_two_crossings_are_both_given_and_none_is_chosen(self) -> None:
        x = normals()
        found = break_even(x[:, 0], x[:, 0] ** 2 - 1.0 + 0.1 * x[:, 1])
        assert found.value is None
        assert np.abs(found.values - [-1.0, 1.0]).max() < 0.05
        assert abs(found.probability_below - 0.6827) < 0.03

    def test_another_level_moves_it(self) -> None:
        x = normals()
        found = break_even(x[:, 0], 2.0 * x[:, 0], level=1.0)
        assert found.value == pytest.approx(0.5, abs=1e-9)

    def test_two_values_break_even_between_them(self) -> None:
        x = np.repeat([1.0, 2.0], 500)
        found = break_even(x, 2.0 * x - 3.0)
        assert found.value == pytest.approx(1.5)
        assert found.probability_below == 0.5

    def test_a_yes_that_comes_seldom_turns_the_sign(self) -> None:
        is_yes = stream(1).random(DRAWS) < 0.02
        found = break_even(is_yes.astype(float), np.where(is_yes, 100.0, -5.0) + normals(DRAWS, 1, 2)[:, 0])
        assert found.value is not None
        assert 0.0 < found.value < 1.0
        assert found.probability_below == pytest.approx((~is_yes).mean())

    @pytest.mark.parametrize("share", [0.05, 0.9, 0.99])
    def test_a_heavy_tail_breaks_even_where_it_does(self, share: float) -> None:
        x = np.exp(1.5 * normals(10_000, 1)[:, 0])
        level = float(np.exp(1.5 * stats.norm.ppf(share)))
        found = break_even(x, x - level + 0.1 * level * normals(10_000, 1, 2)[:, 0])
        assert found.value is not None
        assert close(np.array([found.value]), found.errors, level)
        assert found.probability_below == pytest.approx(
            share, abs=4.0 * math.sqrt(share * (1.0 - share) / 10_000) + 0.005
        )

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
            assert found.probability_below == float(event.mean() < 1.0)

    def test_the_last_bit_makes_no_crossing(self) -> None:
        x = np.arange(1000.0)
        last_bits = np.where(x < 400.0, 1.0, -1.0) * np.spacing(1000.0)
        assert break_even(x, 1000.0 + last_bits, level=1000.0).values.size == 0
        assert break_even(x, last_bits, tolerance=1e-9 * 1000.0).values.size == 0
        assert break_even(x, -last_bits - np.spacing(1000.0), tolerance=1e-6).probability_below == 0.0
        assert break_even(x, last_bits).values.size == 1  # as small as all that is known of the output

    def test_an_input_that_does_not_vary_crosses_nothing(self) -> None:
        found = break_even(np.ones(100), np.full(100, -3.0))
        assert found.value is None
        assert found.probability_below == 1.0

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
        assert found.probability_below == losing

    def test_nothing_is_said_where_nothing_can_be_told_from_the_level(self) -> None:
        found = break_even(np.arange(8.0), np.array([-1.0, 1.0] * 4))
        assert (found.values.tolist(), found.errors.tolist(), found.probability_below) == ([], [], 0.0)


@pytest.mark.parametrize(("mean", "side"), [(3.1, 1), (2.9, 0), (-2.9, 0), (-3.1, -1)])
def test_a_bin_is_clear_by_three_standard_errors_of_its_mean(mean: float, side: int) -> None:
    above, noise = np.full(18, mean), np.array([9.0, 9.0])
    # of nine draws with a variance of 9 the error is 1
    assert break_even_module._sides(above, np.array([0, 9]), noise, 0.0).tolist() == [side, side]
    assert break_even_module._sides(above, np.array([0, 9]), noise, 3.5).tolist() == [0, 0]


@pytest.mark.parametrize(("mean", "side"), [(3.4, 0), (3.5, 1)])
def test_a_bin_with_less_noise_than_those_around_it_is_no_clearer_for_that(mean: float, side: int) -> None:
    """Of 160 draws an eighth is two bins of 10: with those on either side the noise is 13 on average, and three errors are 3.42."""
    noise = np.full(16, 16.25)
    noise[8] = 0.0
    sides = break_even_module._sides(np.full(160, mean), np.arange(0, 160, 10), noise, 0.0)
    assert sides[8] == side
