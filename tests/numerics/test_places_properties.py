"""Who is better than whom: whatever way it is found, the same as if every pair were compared by itself."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from scipy import stats

from blogroi.numerics.places import places_of
from blogroi.numerics.ranks import acceptance, acceptance_by_block, first_parts, first_share, first_shares, winning_of

Floats = NDArray[np.float64]

FEW_LEVELS = st.sampled_from([-2.0, 0.0, 1.0, 1.0 + 1e-9, 1.0 + 2e-9, 1.0 + 1e-12, 1e300, float("inf")])
NUMBERS = st.one_of(FEW_LEVELS, st.floats(-1e6, 1e6, allow_nan=False))


@st.composite
def worlds(draw: st.DrawFn, finite: bool = False) -> Floats:
    """Values of up to 30 tools in a few draws, many of them level or nearly so."""
    shape = draw(st.tuples(st.integers(1, 30), st.integers(1, 12)))
    return draw(arrays(np.float64, shape, elements=st.floats(-1e6, 1e6) if finite else NUMBERS))


@st.composite
def sized(draw: st.DrawFn) -> tuple[Floats, Floats]:
    values = draw(worlds(finite=True))
    return values, draw(arrays(np.float64, values.shape, elements=st.sampled_from([0.0, 1.0, 1e3, 1e12])))


def pair_by_pair(values: Floats, sizes: Floats) -> tuple[Floats, Floats, Floats]:
    """Count how many are better and how many equal, and the wins of each pair, as slowly as it is said."""
    tools, draws = values.shape
    better, equal, wins = np.zeros((tools, draws)), np.zeros((tools, draws)), np.zeros((tools, tools))
    with np.errstate(invalid="ignore"):
        for one in range(tools):
            for other in range(tools):
                room = 1e-9 * np.maximum(sizes[one], sizes[other])
                lead = values[one] - values[other]
                ahead, behind = lead > room, lead < -room
                if one != other:
                    better[one] += behind
                    equal[one] += ~(ahead | behind)
                    wins[one, other] += np.count_nonzero(ahead)
    return better, equal, wins


@given(worlds())
def test_without_sizes_those_are_level_that_are_the_same(values: Floats) -> None:
    wins = np.zeros((len(values), len(values)), dtype=np.int64)
    better, equal = places_of(values, None, wins)
    slow_better, slow_equal, slow_wins = pair_by_pair(values, np.zeros_like(values))
    assert better.tolist() == slow_better.tolist()
    assert (np.zeros_like(better) if equal is None else equal).tolist() == slow_equal.tolist()
    assert wins.tolist() == slow_wins.tolist()


@given(sized())
def test_with_sizes_those_are_level_that_differ_by_less_than_a_part_of_the_greater(
    world: tuple[Floats, Floats],
) -> None:
    values, sizes = world
    wins = np.zeros((len(values), len(values)), dtype=np.int64)
    better, equal = places_of(values, sizes, wins)
    slow_better, slow_equal, slow_wins = pair_by_pair(values, sizes)
    assert better.tolist() == slow_better.tolist()
    assert (np.zeros_like(better) if equal is None else equal).tolist() == slow_equal.tolist()
    assert wins.tolist() == slow_wins.tolist()


@pytest.mark.parametrize("scale", [1e-44, 1e-3, 1.0, 1e9, 1e37])
@pytest.mark.parametrize("part", [2.0**-52, 2.0**-24, 1e-3, 1.0])
def test_those_that_are_just_level_or_just_not_are_told_apart(scale: float, part: float) -> None:
    """They differ by what may be level, but for a few roundings of either precision: nothing but exact comparison tells."""
    rng, draws = np.random.default_rng(1), 20_000
    values = scale * rng.uniform(-2.0, 2.0, (2, draws))
    room = np.abs(values[0]) * part * rng.uniform(0.0, 4.0, draws)
    sizes = np.stack([room / 1e-9, np.zeros(draws)])
    steps = rng.integers(-2, 3, draws) * np.spacing(values[0]) + rng.choice([0.0, 2.0**-24, -(2.0**-24)], draws) * room
    values[1] = values[0] - room + steps
    wins = np.zeros((2, 2), dtype=np.int64)
    better, equal = places_of(values, sizes, wins)
    slow_better, slow_equal, slow_wins = pair_by_pair(values, sizes)
    assert better.tolist() == slow_better.tolist()
    assert (np.zeros_like(better) if equal is None else equal).tolist() == slow_equal.tolist()
    assert wins.tolist() == slow_wins.tolist()


@given(sized())
def test_one_tool_beside_each_is_a_row_and_a_column_of_all_pairs(world: tuple[Floats, Floats]) -> None:
    values, sizes = world
    found = acceptance(values, sizes=sizes).winning
    for place in (0, len(values) - 1):
        ahead, behind = winning_of(values, place, sizes)
        assert ahead.tolist() == found[place].tolist()
        assert behind.tolist() == found[:, place].tolist()


@given(sized())
def test_who_comes_first_is_who_has_nobody_ahead(world: tuple[Floats, Floats]) -> None:
    values, sizes = world
    better, equal, _ = pair_by_pair(values, sizes)
    assert first_parts(list(values), sizes).tolist() == ((better == 0) / (1.0 + equal)).tolist()


@given(worlds(finite=True))
def test_ranks_are_those_of_a_sort(values: Floats) -> None:
    better, equal = places_of(values)
    shared = better + 1.0 + (0.0 if equal is None else equal / 2.0)
    assert shared.tolist() == stats.rankdata(-values, axis=0).tolist()


@given(worlds(finite=True))
def test_one_size_for_all_is_as_many_of_them(values: Floats) -> None:
    as_one, each = acceptance(values, sizes=1e3), acceptance(values, sizes=np.full_like(values, 1e3))
    assert as_one.ranks.tolist() == each.ranks.tolist()
    assert as_one.winning.tolist() == each.winning.tolist()


@given(worlds(finite=True), st.integers(1, 5))
def test_block_by_block_the_same_is_counted(values: Floats, size: int) -> None:
    starts = range(0, values.shape[1], size)
    found = acceptance_by_block(((values[:, at : at + size], None, None) for at in starts), len(values), pairs=False)
    whole = acceptance(values)
    np.testing.assert_allclose(found.ranks, whole.ranks, rtol=0.0, atol=1e-12)
    assert found.draws == whole.draws
    assert found.winning.shape == (0, 0)


@given(worlds(finite=True))
def test_the_first_place_of_one_tool_is_that_of_all(values: Floats) -> None:
    for place, share in enumerate(first_shares(list(values)).tolist()):
        assert first_share(list(values), place) == share
