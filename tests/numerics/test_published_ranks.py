"""Rank acceptabilities printed by the authors of the method, and closed forms."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from blogroi.numerics.ranks import acceptance, first_shares
from blogroi.numerics.streams import stream

Floats = NDArray[np.float64]

DRAWS = 100_000


def simplex(criteria: int, draws: int = DRAWS) -> Floats:
    weights: Floats = stream(1).standard_exponential((criteria, draws))
    weights /= weights.sum(axis=0)
    return weights


def linear(performances: Floats, ends: Floats, better: Floats) -> Floats:
    """Place performances of shape (tools, criteria, draws) on scales between the least and the greatest of ``ends``."""
    low, high = ends.min(axis=0)[None, :, None], ends.max(axis=0)[None, :, None]
    placed: Floats = (performances - low) / (high - low)
    return np.where(better[None, :, None] > 0, placed, 1.0 - placed)


def spread(table: Floats, half_widths: Floats) -> Floats:
    """Draw performances uniformly around a table: shape (tools, criteria, draws)."""
    noise = stream(2).uniform(-1.0, 1.0, (*table.shape, DRAWS))
    drawn: Floats = table[:, :, None] + half_widths[:, :, None] * noise
    return drawn


# R. Lahdelma, J. Hokkanen and P. Salminen, SMAA - stochastic multiobjective acceptability analysis, European Journal of
# Operational Research 106 (1998), section 5: a municipal general plan, six alternatives and four criteria, performances
# uniform within +-0.5, +-10 %, +-10 and +-0.5.
MUNICIPAL = np.array(
    [
        [5.0, -1.5, 15.0, 4.0],
        [2.5, -3.8, 25.0, 2.5],
        [3.0, -2.8, 10.0, 2.8],
        [3.0, -3.2, 16.0, 3.2],
        [2.0, -6.7, 0.0, 1.0],
        [4.0, -3.4, 30.0, 3.5],
    ]
)
MUNICIPAL_FIRST = (74, 1, 0, 0, 0, 25)
MUNICIPAL_CONFIDENCE = {0: 99, 1: 12, 5: 71}

# R. Lahdelma and P. Salminen, SMAA-2: stochastic multicriteria acceptability analysis for group decision making,
# Operations Research 49 (2001), section 5: the Helsinki cargo harbour, thirteen alternatives and eleven criteria,
# performances uniform within a tenth of the range of each criterion.
HARBOUR = np.array(
    [
        [4, 1.0, 985, 30, 166, 705, 25000, 4.5, 4.2, 15.1, 1.75],
        [4, 2.5, 985, 30, 166, 765, 25000, 4.5, 4.1, 15.3, 1.69],
        [4, 1.5, 985, 30, 166, 705, 25000, 4.5, 4.3, 12.7, 1.75],
        [4, 1.5, 985, 30, 166, 705, 25000, 4.5, 4.3, 12.2, 1.65],
        [4, 1.5, 985, 35, 177, 705, 25000, 4.5, 4.4, 15.1, 1.68],
        [4, 2.5, 985, 35, 177, 765, 25000, 4.5, 4.3, 15.3, 1.62],
        [4, 2.0, 985, 35, 177, 705, 25000, 4.5, 4.5, 12.7, 1.68],
        [4, 2.0, 985, 35, 177, 705, 25000, 4.5, 4.5, 12.2, 1.58],
        [4, 1.0, 985, 35, 166, 705, 25000, 4.5, 4.6, 14.8, 1.72],
        [4, 2.5, 985, 35, 166, 765, 25000, 4.5, 4.5, 15.0, 1.66],
        [4, 1.5, 985, 35, 166, 705, 25000, 4.5, 4.7, 12.4, 1.72],
        [4, 2.0, 985, 35, 166, 705, 25000, 4.5, 4.7, 11.9, 1.62],
        [1, 0.0, 1300, 50, 266, 4200, 0, 2.0, 1.0, 18.8, 1.00],
    ]
)
HARBOUR_BETTER = np.array([-1, -1, -1, 1, 1, -1, 1, 1, 1, -1, 1])
HARBOUR_RANKS = [
    [5, 7, 7, 7, 7, 7, 9, 11, 13, 11, 10, 6, 1],
    [0, 0, 0, 0, 0, 1, 1, 2, 4, 9, 19, 47, 16],
    [5, 8, 9, 11, 12, 13, 11, 9, 8, 7, 5, 2, 1],
    [3, 6, 8, 10, 11, 12, 11, 10, 10, 8, 6, 4, 1],
    [4, 7, 9, 10, 11, 11, 12, 13, 12, 6, 3, 1, 0],
    [0, 1, 1, 2, 3, 4, 5, 7, 10, 19, 26, 19, 2],
    [9, 12, 13, 13, 13, 12, 10, 8, 6, 3, 1, 0, 0],
    [8, 10, 11, 11, 11, 11, 10, 10, 9, 5, 2, 1, 0],
    [18, 15, 11, 10, 9, 9, 11, 8, 5, 3, 1, 1, 0],
    [0, 1, 1, 2, 3, 4, 6, 9, 12, 22, 22, 15, 3],
    [27, 21, 16, 12, 9, 6, 4, 2, 1, 1, 0, 0, 0],
    [11, 12, 12, 11, 10, 10, 9, 9, 8, 5, 2, 1, 0],
    [10, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 3, 76],
]
PERCENT = 0.01  # printed to the percent, by authors whose own draws have an error of about half of one


def test_the_municipal_plan_has_the_printed_acceptabilities_and_confidence_factors() -> None:
    half = np.column_stack([np.full(6, 0.5), 0.1 * np.abs(MUNICIPAL[:, 1]), np.full(6, 10.0), np.full(6, 0.5)])
    parts = linear(spread(MUNICIPAL, half), MUNICIPAL, np.ones(4))
    weights = simplex(4)
    found = acceptance(np.einsum("tcd,cd->td", parts, weights), weights)
    assert found.ranks[:, 0] == pytest.approx(np.array(MUNICIPAL_FIRST) / 100, abs=PERCENT)
    for tool, printed in MUNICIPAL_CONFIDENCE.items():
        confident = first_shares(np.einsum("tcd,c->td", parts, found.central[tool]))[tool]
        assert confident == pytest.approx(printed / 100, abs=2 * PERCENT)
    assert np.isnan(found.central[4]).all()  # never first, so that there are no weights under which it is


def test_the_helsinki_harbour_has_the_printed_rank_acceptabilities() -> None:
    half = np.broadcast_to((HARBOUR.max(axis=0) - HARBOUR.min(axis=0)) / 10, HARBOUR.shape)
    parts = linear(spread(HARBOUR, half), HARBOUR, HARBOUR_BETTER)
    found = acceptance(np.einsum("tcd,cd->td", parts, simplex(11)))
    assert found.ranks == pytest.approx(np.array(HARBOUR_RANKS) / 100, abs=PERCENT)


def test_a_weighted_sum_with_an_exact_tie_shares_the_first_rank() -> None:
    """E. Triantaphyllou, Multi-Criteria Decision Making (2000), worked example of the weighted sum model."""
    table = np.array([[25.0, 20, 15, 30], [10, 30, 20, 30], [30, 10, 30, 10]])
    weights = np.array([0.2, 0.15, 0.4, 0.25])
    scores = table @ weights
    assert scores == pytest.approx([21.5, 22.0, 22.0], abs=1e-9)
    found = acceptance(scores.round(9)[:, None])
    assert found.ranks.tolist() == [[0, 0, 1], [0.5, 0.5, 0], [0.5, 0.5, 0]]


@pytest.mark.parametrize("level", [0.1, 0.5, 0.8])
def test_all_or_nothing_is_first_against_a_middle_as_often_as_the_middle_leaves_room(level: float) -> None:
    """With weights (w, 1 - w) uniform, A = (1, 0) beats B = (t, t) where w > t: in 1 - t of the draws."""
    weights = simplex(2)
    found = acceptance(np.array([[1.0, 0.0], [level, level]]) @ weights, weights)
    assert found.ranks[0, 0] == pytest.approx(1.0 - level, abs=4 * np.sqrt(level * (1 - level) / DRAWS))
    assert found.error[0, 0] == pytest.approx(np.sqrt(level * (1 - level) / DRAWS), rel=0.05)
    centre = (1.0 + level) / 2.0  # the mean of w over those draws
    assert found.central[0, 0] == pytest.approx(centre, abs=4 * found.central_error[0, 0])


@pytest.mark.parametrize("tools", [2, 3, 7])
def test_identical_tools_have_identical_ranks(tools: int) -> None:
    found = acceptance(np.broadcast_to(np.array([0.5, 0.2]) @ simplex(2, 500), (tools, 500)), simplex(2, 500))
    assert found.ranks == pytest.approx(np.full((tools, tools), 1 / tools))
    assert np.ptp(found.central, axis=0) == pytest.approx(0.0, abs=1e-15)
    assert not found.winning.any()
