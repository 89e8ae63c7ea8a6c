"""Ranks draw by draw: ties share their positions, and a slow count says the same."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from numpy.typing import NDArray

from blogroi.engine.ranks import pairwise_winning, rank_acceptability

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
    assert pairwise_winning(values).ravel().tolist() == [0, 0.9, 0.1, 0]


def test_the_better_tool_has_the_first_rank() -> None:
    assert rank_acceptability(columns([3, 1, 2])).tolist() == [[1, 0, 0], [0, 0, 1], [0, 1, 0]]


def test_tied_tools_share_the_tied_ranks() -> None:
    found = rank_acceptability(columns([5, 5, 1, 5]))
    third = pytest.approx([1 / 3, 1 / 3, 1 / 3, 0])
    assert [found[0].tolist(), found[1].tolist(), found[3].tolist()] == [third] * 3
    assert found[2].tolist() == [0, 0, 0, 1]


def test_a_tie_is_won_by_nobody() -> None:
    assert pairwise_winning(columns([2, 2])).tolist() == [[0, 0], [0, 0]]


def test_a_tool_alone_is_always_first() -> None:
    assert rank_acceptability(columns([1], [2])).tolist() == [[1]]


def test_no_tools_have_no_ranks() -> None:
    assert rank_acceptability([]).shape == (0, 0)


@pytest.mark.parametrize("tools", [2, 3, 7])
def test_a_slow_count_says_the_same(tools: int) -> None:
    generator = np.random.default_rng(3)
    values = [generator.integers(0, 4, 200).astype(float) for _ in range(tools)]
    assert rank_acceptability(values) == pytest.approx(slow_acceptability(values), abs=1e-12)


def test_every_rank_is_taken_and_every_tool_has_one() -> None:
    generator = np.random.default_rng(4)
    found = rank_acceptability([generator.integers(0, 3, 500).astype(float) for _ in range(5)])
    assert found.sum(axis=0) == pytest.approx(np.ones(5))
    assert found.sum(axis=1) == pytest.approx(np.ones(5))


def test_winning_losing_and_tying_are_all_there_is() -> None:
    generator = np.random.default_rng(5)
    values = [generator.integers(0, 3, 500).astype(float) for _ in range(2)]
    winning = pairwise_winning(values)
    assert winning[0, 1] + winning[1, 0] + np.mean(values[0] == values[1]) == pytest.approx(1)


def test_the_order_of_the_tools_carries_no_weight() -> None:
    generator = np.random.default_rng(6)
    values = [generator.integers(0, 4, 300).astype(float) for _ in range(4)]
    assert rank_acceptability(values[::-1])[::-1].tolist() == rank_acceptability(values).tolist()
