"""Draws in order: bins that keep equal values together, and the variance that an input leaves."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from blogroi import OptionError
from blogroi.numerics.order import Order, order_of
from blogroi.numerics.streams import stream

Floats = NDArray[np.float64]


def within(order: Order, figure: Floats, starts: list[int]) -> list[float]:
    """Work the noise of each bin out from its definition, step by step."""
    values, ordered = order.values, figure[order.places]
    ends = [*starts[1:], values.size]
    tied = [len(set(values[first:past])) < past - first for first, past in zip(starts, ends, strict=True)]
    found = []
    for place, (first, past) in enumerate(zip(starts, ends, strict=True)):
        part = ordered[first:past]
        if tied[place]:
            found.append(float(part.var(ddof=1)))
            continue
        total, weight = float((np.diff(part) ** 2).sum()) / 2, part.size - 1.0
        for edge, neighbour in ((first, place - 1), (past, place + 1)):
            if 0 <= neighbour < len(starts) and not tied[neighbour]:
                total += (ordered[edge] - ordered[edge - 1]) ** 2 / 4
                weight += 0.5
        found.append(total / weight)
    return found


class TestOrder:
    def test_draws_stand_in_the_order_of_their_values(self) -> None:
        known = stream(1).standard_normal(1000)
        order = order_of(known)
        assert (np.diff(order.values) > 0.0).all()
        assert (known[order.places] == order.values).all()
        assert not order.is_tied

    def test_draws_of_one_value_stand_by_their_numbers(self) -> None:
        known = stream(1).integers(0, 5, 1000).astype(float)
        order = order_of(known)
        assert order.is_tied
        assert order.places.tolist() == np.argsort(known, kind="stable").tolist()

    def test_cells_hold_at_least_sixteen_draws_where_no_values_are_equal(self) -> None:
        for draws in (10, 16, 31, 32, 1000, 10_000, 200_000):
            counts = np.diff(order_of(stream(1).random(draws)).cells, append=draws)
            assert counts.size == min(2 ** int(math.log2(max(draws / 16, 1))), 4096)
            assert counts.max() - counts.min() <= 1

    @pytest.mark.parametrize("share", [0.02, 0.5, 0.98])
    def test_both_values_of_a_yes_or_no_are_cells(self, share: float) -> None:
        known = (stream(1).random(10_000) < share).astype(float)
        assert order_of(known).cells.tolist() == [0, int((known == 0.0).sum())]

    def test_a_value_of_fewer_than_eight_draws_is_no_cell(self) -> None:
        few, enough = (order_of((np.arange(1000) < count).astype(float)).cells.tolist() for count in (7, 8))
        assert (few, enough) == ([0], [0, 992])

    def test_a_spike_among_other_values_is_a_cell(self) -> None:
        known = np.where(stream(1).random(10_000) < 0.7, 0.0, stream(2).standard_normal(10_000))
        order = order_of(known)
        places = [int(np.searchsorted(order.values, 0.0, side)) for side in ("left", "right")]
        assert set(places) <= set(order.cells.tolist())
        assert not any(places[0] < start < places[1] for start in order.cells.tolist())

    @pytest.mark.parametrize("known", [[1.0], np.zeros((2, 2, 2)), np.zeros(0)])
    def test_what_is_no_array_of_draws_is_refused(self, known: Floats) -> None:
        with pytest.raises(OptionError, match=r"^known: .* is not an array of draws, or of draws and inputs$"):
            order_of(known)

    def test_a_missing_number_is_refused(self) -> None:
        with pytest.raises(OptionError, match=r"^known: expected a number for each draw, none of them missing$"):
            order_of(np.array([1.0, np.nan]))


class TestStarts:
    def test_bins_have_equal_counts_and_the_last_one_the_rest(self) -> None:
        assert order_of(np.arange(10.0)).starts(3).tolist() == [0, 3, 6]
        assert order_of(np.arange(2.0)).starts(3).tolist() == [0]

    def test_a_cut_among_equal_values_moves_to_both_of_their_ends(self) -> None:
        known = np.array([0.0, 1, 2, 3, 3, 3, 3, 4, 5, 6])
        assert order_of(known).starts(5).tolist() == [0, 3, 7]

    def test_cuts_that_would_leave_too_few_are_left_out(self) -> None:
        known = np.array([0.0, 1, 1, 1, 1, 1, 1, 1, 1, 2])
        assert order_of(known).starts(5).tolist() == [0]
        assert order_of(known).starts(5, least=1).tolist() == [0, 1, 9]

    def test_the_outermost_bins_can_be_halved_down_to_the_least(self) -> None:
        starts = order_of(np.arange(1000.0)).starts(100, least=12, tails=True).tolist()
        assert starts[:5] == [0, 12, 25, 50, 100]
        assert starts[-4:] == [900, 950, 975, 988]


class TestNoise:
    @pytest.mark.parametrize("values", [None, 3, 400])
    @pytest.mark.parametrize("size", [2, 7, 1000])
    def test_it_is_worked_out_as_by_hand(self, values: int | None, size: int) -> None:
        known = stream(1).random(500) if values is None else stream(1).integers(0, values, 500).astype(float)
        if values == 3:
            known[:60] = 5.0 + np.arange(60)
        figure = known**2 + stream(2).standard_normal(500)
        order = order_of(known)
        starts = order.starts(size)
        found = order.noise(figure[order.places], starts)
        assert found.tolist() == pytest.approx(within(order, figure, starts.tolist()), rel=1e-12)

    def test_a_steep_rise_along_a_bin_is_no_noise(self) -> None:
        known = stream(1).random(1000)
        order = order_of(known)
        figure = 1000.0 * known + stream(2).standard_normal(1000)
        found = float(order.noise(figure[order.places], order.starts(1000))[0])
        # a mean of squared steps of normal noise has a variance of 3 / draws
        assert found == pytest.approx(1.0, abs=4 * math.sqrt(3 / 1000) + 0.5 * (1000 / 1000) ** 2 * 2)
        assert figure.var() > 50_000.0

    def test_draws_of_equal_values_may_come_in_any_order(self) -> None:
        known = np.concatenate([np.round(stream(1).random(300), 1), stream(2).random(300)])
        figure = stream(3).standard_normal(600)
        shuffled = stream(4).permutation(600)
        one, other = order_of(known), order_of(known[shuffled])
        assert one.starts(40).tolist() == other.starts(40).tolist()
        noise = [
            one.noise(figure[one.places], one.starts(40)),
            other.noise(figure[shuffled][other.places], one.starts(40)),
        ]
        assert noise[0].tolist() == pytest.approx(noise[1].tolist(), rel=1e-12)


class TestSeveralTogether:
    def test_cells_halve_the_draws_by_one_input_after_the_other(self) -> None:
        inputs = stream(1).random((1024, 2))
        order = order_of(inputs)
        groups = [np.arange(1024)]
        for halving in range(6):
            halved = []
            for group in groups:
                ranked = group[np.argsort(inputs[group, halving % 2])]
                halved += [ranked[: ranked.size // 2], ranked[ranked.size // 2 :]]
            groups = halved
        ends = [*order.cells[1:].tolist(), 1024]
        found = [set(order.places[first:past].tolist()) for first, past in zip(order.cells.tolist(), ends, strict=True)]
        assert found == [set(group.tolist()) for group in groups]

    def test_equal_values_stay_together(self) -> None:
        inputs = np.column_stack([stream(1).integers(0, 2, 1000), stream(2).integers(0, 3, 1000)]).astype(float)
        order = order_of(inputs)
        ends = [*order.cells[1:].tolist(), 1000]
        kinds = [
            {tuple(row) for row in inputs[order.places[first:past]].tolist()}
            for first, past in zip(order.cells.tolist(), ends, strict=True)
        ]
        assert sorted(kind for kinds_of_cell in kinds for kind in kinds_of_cell) == [
            (one, other) for one in (0.0, 1.0) for other in (0.0, 1.0, 2.0)
        ]
        assert all(len(kinds_of_cell) == 1 for kinds_of_cell in kinds)
