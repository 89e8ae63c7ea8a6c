"""Ranks draw by draw: ties share their positions, and a slow count says the same."""

from __future__ import annotations

import math
from itertools import product

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from blogroi.numerics.ranks import (
    acceptance,
    first_shares,
    ranks_of,
)

Floats = NDArray[np.float64]


def columns(*draws: list[float]) -> list[Floats]:
    """Turn draws of all tools into one array for each tool."""
    return list(np.array(draws, dtype=float).T)


def slow_acceptability(values: list[Floats]) -> Floats:
    tools, draws = len(values), values[0].size
    shares = np.zeros((tools, tools))
    for draw in range(draws):
        ordered = sorted({float(row[draw]) for row in values}, reverse=True)
        rank = 0
        for level in ordered:
            tied = [tool for tool in range(tools) if values[tool][draw] == level]
            for tool, position in product(tied, range(rank, rank + len(tied))):
                shares[tool, position] += 1 / len(tied)
            rank += len(tied)
    return shares / draws


def test_nine_wins_of_ten_are_nine_tenths() -> None:
    """G. van Valkenhoef, R package smaa, tests/pwi.R."""
    values = columns(*([[1.0, 0.0]] * 9 + [[0.0, 1.0]]))
    assert acceptance(values).winning.ravel().tolist() == [0, 0.9, 0.1, 0]


def test_the_better_tool_has_the_first_rank() -> None:
    assert acceptance(columns([3, 1, 2])).ranks.tolist() == [[1, 0, 0], [0, 0, 1], [0, 1, 0]]


def test_tied_tools_share_the_tied_ranks() -> None:
    found = acceptance(columns([5, 5, 1, 5])).ranks
    third = pytest.approx([1 / 3, 1 / 3, 1 / 3, 0])
    assert [found[0].tolist(), found[1].tolist(), found[3].tolist()] == [third] * 3
    assert found[2].tolist() == [0, 0, 0, 1]


def test_a_tie_is_won_by_nobody() -> None:
    assert acceptance(columns([2, 2])).winning.tolist() == [[0, 0], [0, 0]]


def test_a_tool_alone_is_always_first() -> None:
    assert acceptance(columns([1], [2])).ranks.tolist() == [[1]]


def test_no_tools_have_no_ranks() -> None:
    assert acceptance([]).ranks.shape == (0, 0)


@pytest.mark.parametrize("tools", [2, 3, 7])
def test_a_slow_count_says_the_same(tools: int) -> None:
    generator = np.random.default_rng(3)
    values = [generator.integers(0, 4, 200).astype(float) for _ in range(tools)]
    assert acceptance(values).ranks == pytest.approx(slow_acceptability(values), abs=1e-12)


def test_every_rank_is_taken_and_every_tool_has_one() -> None:
    generator = np.random.default_rng(4)
    found = acceptance([generator.integers(0, 3, 500).astype(float) for _ in range(5)]).ranks
    assert found.sum(axis=0) == pytest.approx(np.ones(5))
    assert found.sum(axis=1) == pytest.approx(np.ones(5))


def test_winning_losing_and_tying_are_all_there_is() -> None:
    generator = np.random.default_rng(5)
    values = [generator.integers(0, 3, 500).astype(float) for _ in range(2)]
    winning = acceptance(values).winning
    assert winning[0, 1] + winning[1, 0] + np.mean(values[0] == values[1]) == pytest.approx(1)


def test_the_order_of_the_tools_carries_no_weight() -> None:
    generator = np.random.default_rng(6)
    values = [generator.integers(0, 4, 300).astype(float) for _ in range(4)]
    assert acceptance(values[::-1]).ranks[::-1].tolist() == acceptance(values).ranks.tolist()


def slow_acceptance(values: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Average the weights of the draws in which a tool is first, draw by draw, and their standard error."""
    central, error = np.full((len(values), len(weights)), np.nan), np.full((len(values), len(weights)), np.nan)
    best = values.max(axis=0)
    for tool, row in enumerate(values):
        counted = [(1.0 / (values[:, draw] == best[draw]).sum(), draw) for draw in np.flatnonzero(row == best)]
        if counted:
            shares = np.array([share for share, _ in counted])
            seen = weights[:, [draw for _, draw in counted]]
            central[tool] = (seen * shares).sum(axis=1) / shares.sum()
            spread = (seen**2 * shares).sum(axis=1) / shares.sum() - central[tool] ** 2
            error[tool] = np.sqrt(np.maximum(spread, 0.0) / shares.sum())
    return central, error


class TestAcceptance:
    WEIGHTS = np.random.default_rng(8).dirichlet(np.ones(3), 400).T

    @pytest.mark.parametrize("levels", [3, 10**9])
    def test_the_weights_of_those_who_come_first_are_averaged(self, levels: int) -> None:
        values = np.random.default_rng(9).integers(0, levels, (4, 400)).astype(float)
        values[3] = -1.0  # is never first
        found = acceptance(values, self.WEIGHTS)
        central, error = slow_acceptance(values, self.WEIGHTS)
        np.testing.assert_allclose(found.central, central, rtol=1e-12)
        np.testing.assert_allclose(found.central_error, error, rtol=1e-9)
        assert found.draws == 400

    def test_the_errors_of_shares_are_binomial(self) -> None:
        values = np.random.default_rng(10).random((3, 100))
        found = acceptance(list(values))
        np.testing.assert_allclose(found.error, np.sqrt(found.ranks * (1.0 - found.ranks) / 100.0), rtol=1e-12)
        np.testing.assert_allclose(found.winning_error, np.sqrt(found.winning * (1.0 - found.winning) / 100.0))
        assert found.central.shape == (3, 0)

    def test_a_share_of_one_has_no_error_by_a_last_bit_either(self) -> None:
        values = np.array([np.ones(3), np.ones(3), np.ones(3)])
        assert not np.isnan(acceptance(values).error).any()

    def test_more_draws_than_a_block_are_all_counted(self) -> None:
        draws = 2 * 16_384 + 7
        values = np.array([np.arange(draws) % 3, np.full(draws, 0.5)], dtype=float)
        assert acceptance(values).winning[0, 1] == pytest.approx(1.0 - math.ceil(draws / 3) / draws, rel=1e-12)

    def test_values_that_single_precision_cannot_tell_apart_are_told_apart(self) -> None:
        found = acceptance([np.array([1.0 + 1e-12, 1e300]), np.array([1.0, 1e301])])
        assert found.winning.tolist() == [[0.0, 0.5], [0.5, 0.0]]

    @pytest.mark.parametrize("scale", [1e-44, 1e-3, 1e6, 1e300])
    @pytest.mark.parametrize("apart", [1e-10, 1e-8, 1e-6])
    def test_two_are_level_within_the_slack_of_the_greater_size_and_nowhere_else(
        self, scale: float, apart: float
    ) -> None:
        random = np.random.default_rng(13)
        values = random.standard_normal((4, 2000))
        values[1, ::7] = values[0, ::7] + apart * random.standard_normal(286)
        sizes = np.abs(values) + random.random((4, 2000))
        found = acceptance(scale * values, sizes=scale * sizes)
        for one, other in product(range(4), repeat=2):
            lead = scale * values[one] - scale * values[other]
            ahead = lead > 1e-9 * np.maximum(scale * sizes[one], scale * sizes[other])
            assert found.winning[one, other] == np.count_nonzero(ahead) / 2000

    def test_as_many_tools_as_a_byte_can_count_and_one_more(self) -> None:
        for tools in (255, 256, 257):
            found = acceptance(np.arange(float(tools))[:, None])
            assert found.ranks[::-1].tolist() == np.eye(tools).tolist()


@pytest.mark.parametrize("levels", [3, 10**9])
def test_ranks_are_those_of_scipy(levels: int) -> None:
    values = list(np.random.default_rng(12).integers(0, levels, (5, 60)).astype(float))
    assert ranks_of(values).tolist() == stats.rankdata(-np.array(values), axis=0).tolist()


def test_first_places_are_shared_by_those_who_tie() -> None:
    assert first_shares(columns([3, 3, 1], [1, 2, 0], [5, 5, 5])).tolist() == pytest.approx([5 / 18, 11 / 18, 1 / 9])
