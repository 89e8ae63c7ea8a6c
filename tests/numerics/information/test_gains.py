"""What choices gain that follow what is known, worked out once more from the definitions."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from blogroi import OptionError
from blogroi.numerics.information import gains as module
from blogroi.numerics.information.gains import gains_of, value_of_choices, value_of_rule
from blogroi.numerics.order import order_of
from blogroi.numerics.streams import stream

Floats = NDArray[np.float64]


def normal(path: int, *shape: int) -> Floats:
    return stream(path).standard_normal(shape)


def parted(sums: list[float], counts: list[float], noise: list[float], coarse: int) -> list[float]:
    """Part the mean of all cells into those of their halves, over and over; the first ``coarse`` times whatever chance may do."""
    width = 1
    while width < len(sums):
        width *= 2

    def total(values: list[float], first: int, size: int) -> float:
        return sum(values[first : first + size])

    def halve(mean: float, first: int, size: int, depth: int) -> list[float]:
        if size == 1:
            return [mean]
        half = size // 2
        left, right = total(counts, first, half), total(counts, first + half, half)
        step = 0.0
        if left and right:
            step = total(sums, first + half, half) / right - total(sums, first, half) / left
            chance = total(noise, first, half) / left**2 + total(noise, first + half, half) / right**2
            if depth >= coarse and step * step <= (6.0 + 2.0 * math.log(2**depth)) * chance:
                step = 0.0
        shares = (1.0, 0.0) if not left + right else (right / (left + right), left / (left + right))
        return halve(mean - step * shares[0], first, half, depth + 1) + halve(
            mean + step * shares[1], first + half, half, depth + 1
        )

    return halve(sum(sums) / sum(counts), 0, width, 0)[: len(sums)]


class TestExpected:
    @pytest.mark.parametrize("cells", [1, 2, 3, 16, 27, 64])
    @pytest.mark.parametrize("strength", [0.0, 0.3, 3.0])
    def test_means_are_parted_as_by_hand(self, cells: int, strength: float) -> None:
        counts = stream(1).integers(8, 40, cells).astype(float)
        bend = np.where(np.arange(cells) > cells // 3, strength, 0.0)
        sums = counts * bend + np.sqrt(counts) * normal(2, 2, cells)
        noise = counts * (0.5 + stream(3).random((2, cells)))
        learnt, coarse = module._expected(sums, counts, noise)
        for row in range(2):
            parts = sums[row].tolist(), counts.tolist(), noise[row].tolist()
            assert learnt[row].tolist() == pytest.approx(parted(*parts, coarse=0), rel=1e-9, abs=1e-12)
            assert coarse[row].tolist() == pytest.approx(parted(*parts, coarse=4), rel=1e-9, abs=1e-12)

    def test_no_bend_is_invented(self) -> None:
        """By chance, the first two halves differ by the root of six errors once in seventy times, those of each other level about as often."""
        counts = np.full(512, 20.0)
        flat = [
            float(np.ptp(module._expected(np.sqrt(20.0) * normal(path, 1, 512), counts, np.full((1, 512), 20.0))[0]))
            == 0.0
            for path in range(100)
        ]
        assert np.mean(flat) > 0.8

    def test_an_edge_stays_sharp(self) -> None:
        counts = np.full(64, 20.0)
        edge = np.where(np.arange(64) < 37, -1.0, 1.0)
        learnt, _ = module._expected(
            (20.0 * edge + np.sqrt(20.0) * 0.1 * normal(1, 64))[None], counts, np.full((1, 64), 0.2)
        )
        assert np.abs(learnt[0] - edge).max() < 0.15


def error_by_hand(gained: Floats, gains: Floats, *, is_known: bool) -> float:
    """Give the standard error of a mean; of what a straight line through the gains leaves of it, where their means are known."""
    if is_known:
        terms = np.column_stack([np.ones(gained.size), gains.T])
        gained = gained - terms @ np.linalg.lstsq(terms, gained, rcond=None)[0]
    return float(gained.std() / math.sqrt(gained.size - 1))


class TestGainOfChoices:
    @pytest.mark.parametrize("chosen", [None, 0, 1, 2])
    @pytest.mark.parametrize("means", [None, (0.0, 0.2, 0.1)])
    def test_value_and_error_are_those_of_the_choices_that_are_learnt(
        self, chosen: int | None, means: tuple[float, ...] | None
    ) -> None:
        draws = 3000
        known = normal(1, draws)
        net_benefits = np.column_stack([np.zeros(draws), known, 0.3 - known]) + 0.5 * normal(2, draws, 3)
        at_stake, order = gains_of(net_benefits, chosen=chosen, means=means), order_of(known)
        cell = np.empty(draws, dtype=int)
        cell[order.places] = np.searchsorted(order.cells, np.arange(draws), "right") - 1
        sums = np.array([np.bincount(cell, weights=row) for row in at_stake.values])
        counts = np.bincount(cell).astype(float)
        noise = counts * [order.noise(row[order.places], order.cells) for row in at_stake.values]
        table = np.vstack([np.zeros(draws), at_stake.values])
        errors, value = [], 0.0
        for place, expected in enumerate(module._expected(sums, counts, noise)):
            in_cells = np.vstack([np.zeros(counts.size), expected])
            gained = table[in_cells.argmax(axis=0)[cell], np.arange(draws)] - table[at_stake.chosen]
            errors.append(error_by_hand(gained, at_stake.values, is_known=means is not None))
            if place == 0:
                value = float((counts * in_cells.max(axis=0)).sum() / draws - table[at_stake.chosen].mean())
        found = value_of_choices(at_stake, order)
        assert found.value == pytest.approx(value, rel=1e-9)
        assert found.mc_error == pytest.approx(max(errors), rel=1e-6)

    @pytest.mark.parametrize("share", [0.02, 0.002])
    @pytest.mark.parametrize("slope", [0.01, 0.1])
    def test_an_event_that_is_missing_in_a_cell_is_not_held_to_be_impossible(self, share: float, slope: float) -> None:
        """What is known moves the gain a little; that of running it, 1 on average, hangs on an event of which it says nothing."""
        found = []
        for path in range(20):
            known = normal(path, 10_000)
            event = np.where(stream(path + 100).random(10_000) < share, 2.0 / share, 0.0)
            table = np.column_stack([np.zeros(10_000), event - 1.0 + slope * known])
            found.append(value_of_choices(gains_of(table, means=(0.0, 1.0)), order_of(known)).value)
        # knowing the event is worth nearly 1; by chance it is missing in a part of the draws once in a while
        assert np.mean(found) < 0.02
        assert np.median(found) == 0.0

    def test_no_value_passes_what_the_draws_would_have_gained(self) -> None:
        for path in range(20):
            known = normal(path, 200)
            gains = gains_of(np.column_stack([np.zeros(200), known + 0.1 * normal(path + 50, 200) - 1.0]))
            assert value_of_choices(gains, order_of(known)).value <= np.maximum(gains.values[0], 0.0).mean() + 1e-12

    def test_a_rule_has_the_value_and_error_of_what_it_takes(self) -> None:
        gains = normal(1, 3, 500)
        net_benefits = np.column_stack([np.full(500, 5.0), 5.0 + gains.T - 1.0])
        taken = stream(2).integers(0, 4, 500)
        for means in (None, (5.0, 4.0, 4.0, 4.0)):
            at_stake = gains_of(net_benefits, chosen=2, means=means)
            table = np.vstack([np.zeros(500), at_stake.values])
            gained = table[taken, np.arange(500)] - table[2]
            found = value_of_rule(at_stake, taken)
            assert found.value == pytest.approx(gained.mean(), rel=1e-9)
            assert found.mc_error == pytest.approx(error_by_hand(gained, at_stake.values, is_known=means is not None))

    def test_what_a_choice_would_lose_is_no_gain(self) -> None:
        net_benefits = np.column_stack([np.zeros(100), np.full(100, -1.0)])
        assert value_of_rule(gains_of(net_benefits), np.ones(100, dtype=int)).value == 0.0


class TestKnownMeans:
    def test_draws_are_weighted_as_a_control_variate_would_have_it(self) -> None:
        """Any mean becomes that of its regression on the gains, read off at their known means."""
        gains = normal(1, 2, 2000) * [[1.0], [3.0]] + [[0.1], [-0.2]]
        net_benefits = np.column_stack([np.zeros(2000), gains.T])
        known = gains.mean(axis=1) + np.array([0.02, -0.05])
        found = gains_of(net_benefits, means=(0.0, *known))
        best = int(np.argmax([0.0, *known]))
        others = [one for one in range(3) if one != best]
        columns = net_benefits[:, others].T - net_benefits[:, best]
        centred = columns - columns.mean(axis=1)[:, None]
        wanted = np.array([0.0, *known])[others] - np.array([0.0, *known])[best]
        tilt = np.linalg.solve(centred @ centred.T / 2000, wanted - columns.mean(axis=1))
        assert found.values == pytest.approx(columns * (1.0 + tilt @ centred), rel=1e-9, abs=1e-9)
        assert found.values.mean(axis=1) == pytest.approx(wanted, abs=1e-12)

    def test_no_draw_is_turned_round_where_a_tail_is_heavy(self) -> None:
        gains = np.exp(2.0 * normal(1, 1000)) - 20.0
        gains[0] = 3000.0
        found = gains_of(np.column_stack([np.zeros(1000), gains]), means=(0.0, -15.0)).values[0]
        assert found.mean() == pytest.approx(-15.0, rel=1e-9)
        assert (found[gains > 0.0] > 0.0).all()
        assert np.abs(found / gains - 1.0)[gains < 0.0].max() < 0.1  # the tail moves, and little else
        plain = -15.0 - gains.mean()
        assert np.abs(plain / gains)[gains < 0.0].max() > 0.5  # where a shift would move all

    def test_means_that_draws_cannot_reach_hold_nevertheless(self) -> None:
        for gains in (np.full(100, -5.0), np.linspace(-5.0, -4.0, 100)):
            found = gains_of(np.column_stack([np.zeros(100), gains]), means=(0.0, 5.0))
            assert found.values.mean() == pytest.approx(-5.0, rel=1e-9)  # what doing nothing gains over the best option

    def test_draws_that_have_the_means_already_stay_as_they_are(self) -> None:
        gains = normal(1, 100)
        table = np.column_stack([np.zeros(100), gains])
        assert gains_of(table, means=(0.0, float(gains.mean()))).values == pytest.approx(
            gains_of(table).values, rel=1e-12
        )

    def test_two_options_that_are_the_same_share_their_weight(self) -> None:
        gains = normal(1, 1000)
        table = np.column_stack([np.zeros(1000), gains, gains])
        found = gains_of(table, means=(0.5, 0.1, 0.1))
        assert found.values[0] == pytest.approx(found.values[1])
        assert found.values.mean(axis=1) == pytest.approx([-0.4, -0.4])

    def test_errors_of_means_are_taken_over_by_the_slopes(self) -> None:
        known = normal(1, 10_000)
        table, order = np.column_stack([np.zeros(10_000), known]), order_of(known)
        exact = value_of_choices(gains_of(table, means=(0.0, 0.0)), order)
        found = value_of_choices(gains_of(table, means=(0.0, 0.0), mean_errors=(0.0, 0.01)), order)
        # with the mean, max(x, 0) moves by half as much: x is above zero half of the time
        assert math.sqrt(found.mc_error**2 - exact.mc_error**2) == pytest.approx(0.005, rel=0.03)


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"chosen": 2}, "chosen: 2 is not one of 2 options, the first of which is 0"),
        ({"chosen": True}, "chosen: true is not one of 2 options, the first of which is 0"),
        ({"means": (1.0,)}, "means: expected a finite number for each of 2 options"),
        ({"means": (1.0, math.nan)}, "means: expected a finite number for each of 2 options"),
        ({"means": (1.0, 2.0), "mean_errors": (0.0,)}, "mean_errors: expected a finite number for each of 2 options"),
    ],
)
def test_what_does_not_fit_the_options_is_refused(said: dict[str, Sequence[float]], message: str) -> None:
    ask: Callable[..., object] = gains_of
    with pytest.raises(OptionError) as caught:
        ask(np.zeros((5, 2)), **said)
    assert str(caught.value) == message
