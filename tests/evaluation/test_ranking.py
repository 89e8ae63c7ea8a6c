"""Who dominates whom, beside what is said of every pair by itself."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from blogroi import EffectChange
from blogroi.evaluation import ranking
from blogroi.evaluation.ranking import Contender, rank_tools
from blogroi.numerics.money import TOLERANCE

Floats = NDArray[np.float64]


def contender(values: Floats, *, reach: float = 0.0, size: float = 1.0) -> Contender:
    """Rank a tool by some draws; what fills its gaps may take off or add as much as ``reach``."""
    mean = float(values.mean())
    lowest, highest = (values, values) if reach == 0.0 else (values - reach, values + reach)
    return Contender(
        values=values,
        expected=mean,
        size=np.full_like(values, size),
        expected_size=size,
        mc_error=0.0,
        lowest=lowest,
        highest=highest,
        expected_ends=(mean - reach, mean + reach),
        positive=None,
    )


def found(tools: Mapping[str, Contender]) -> list[tuple[str, str, str]]:
    return [(one.tool, one.over, one.sense) for one in rank_tools("npv", tools).dominance]


def pair_by_pair(tools: Mapping[str, Contender]) -> list[tuple[str, str, str]]:
    order = rank_tools("npv", tools).order
    every = []
    for place, key in enumerate(order):
        for other in order[place + 1 :]:
            least, greatest = tools[key].lowest, tools[other].highest
            assert least is not None
            assert greatest is not None
            slack = TOLERANCE * np.maximum(tools[key].size, tools[other].size)
            sense = ranking._sense(least, greatest, np.sort(least), np.sort(greatest), slack)
            every += [] if sense is None else [(key, other, sense)]
    return every


draws = st.lists(st.integers(-3, 3), min_size=4, max_size=4).map(lambda values: np.array(values, dtype=float))


@given(
    values=st.lists(draws, min_size=2, max_size=5),
    reaches=st.lists(st.sampled_from([0.0, 0.5, 2.0]), min_size=5, max_size=5),
    sizes=st.lists(st.sampled_from([1.0, 1e8, 1e9]), min_size=5, max_size=5),
)
def test_no_pair_is_passed_over_that_dominates(values: list[Floats], reaches: list[float], sizes: list[float]) -> None:
    tools = {
        f"tool{place}": contender(row, reach=reach, size=size)
        for place, (row, reach, size) in enumerate(zip(values, reaches, sizes, strict=False))
    }
    assert found(tools) == pair_by_pair(tools)


@pytest.fixture
def sorts(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many values were sorted, each time."""
    sizes: list[int] = []
    plain = np.sort

    def counting(values: Floats) -> Floats:
        sizes.append(values.size)
        return plain(values)

    monkeypatch.setattr(np, "sort", counting)
    return sizes


def test_draws_are_sorted_once_for_all_pairs(sorts: list[int]) -> None:
    rows = np.random.default_rng(1).uniform(0.0, 1.0, (4, 50))
    tools = {f"tool{place}": contender(row + place) for place, row in enumerate(rows)}
    assert len(found(tools)) == 6
    assert sorts == [50] * 4


def test_and_not_at_all_where_the_worst_draw_settles_it(sorts: list[int]) -> None:
    sure, bold = contender(np.array([1.0, 1.0])), contender(np.array([-5.0, 90.0]))
    assert found({"sure": sure, "bold": bold}) == []
    assert sorts == []


def test_an_effect_that_is_next_to_nothing_changes_no_order_by_whatever_factor() -> None:
    assert ranking.least_change([("blog", "calls", float("inf")), ("fair", "deals", 3.0)]) == EffectChange(
        "fair", "deals", 3.0
    )
    assert ranking.least_change([("blog", "calls", float("inf"))]) is None
