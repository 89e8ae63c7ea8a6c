"""Quantiles of draws beside those that sorting them gives: the same numbers, however the draws are spread."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from blogroi.numerics.quantiles import Alike, quantile, quantiles

Floats = NDArray[np.float64]

SHARES = (0.05, 0.5, 0.95)
MANY = 20_000
"""Draws past those that are simply sorted."""


def by_sorting(values: Floats, shares: tuple[float, ...] = SHARES) -> list[float]:
    ordered = np.sort(values)
    return [quantile(ordered, share) for share in shares]


def drawn(seed: int, size: int = MANY) -> Floats:
    return np.random.default_rng(seed).standard_normal(size)


SPREADS: dict[str, Callable[[Floats], Floats]] = {
    "normal": lambda normal: normal,
    "skewed": lambda normal: np.exp(3.0 * normal),
    "two heaps": lambda normal: normal + np.where(normal > 0.0, 1e6, -1e6),
    "whole numbers": lambda normal: np.rint(2.0 * normal),
    "mostly zero": lambda normal: np.maximum(normal - 1.0, 0.0),
    "all the same": lambda normal: np.zeros_like(normal) + 7.0,
    "nearly the same": lambda normal: 1.0 + 1e-16 * np.rint(normal),
    "past every number": lambda normal: np.where(normal > 1.0, np.inf, normal),
    "below every number": lambda normal: np.where(normal < -1.0, -np.inf, normal),
    "ascending": np.sort,
    "descending": lambda normal: -np.sort(normal),
    "every so often": lambda normal: np.where(np.arange(normal.size) % 10 == 0, 1e9, normal),
}


class TestTheSameAsSorting:
    @pytest.mark.parametrize("name", SPREADS)
    @pytest.mark.parametrize("size", [1, 2, 3, 20, 8192, 8193, MANY, 100_000])
    def test_to_the_last_bit(self, name: str, size: int) -> None:
        values = SPREADS[name](drawn(1, size))
        assert list(quantiles(values)) == by_sorting(values)

    @given(
        seed=st.integers(0, 2**32),
        shares=st.lists(st.floats(0.0, 1.0), min_size=1, max_size=6),
        name=st.sampled_from(sorted(SPREADS)),
        size=st.integers(8193, MANY),
    )
    def test_at_whatever_shares(self, seed: int, shares: list[float], name: str, size: int) -> None:
        values = SPREADS[name](drawn(seed, size))
        assert list(quantiles(values, shares)) == by_sorting(values, tuple(shares))

    def test_also_where_the_sample_says_nothing_true(self) -> None:
        values = drawn(2)
        values[:: int(MANY ** (1 / 3) / 2.5)] = 1e9  # all that is looked at first
        assert list(quantiles(values)) == by_sorting(values)

    def test_the_draws_are_left_as_they_were(self) -> None:
        values = drawn(3)
        before = values.copy()
        quantiles(values)
        assert (values == before).all()

    def test_a_zero_has_no_sign(self) -> None:
        for values in (np.array([-0.0, 0.0, -0.0]), np.where(drawn(4) > 0.0, 0.0, -0.0)):
            assert [math.copysign(1.0, one) for one in quantiles(values)] == [1.0, 1.0, 1.0]


class TestTheWork:
    """A slower way would give the same numbers: how many values are sorted tells them apart."""

    @pytest.fixture
    def sizes(self, monkeypatch: pytest.MonkeyPatch) -> list[int]:
        """How many values were sorted, each time."""
        found: list[int] = []
        plain = np.sort

        def counting(values: Floats) -> Floats:
            found.append(values.size)
            return plain(values)

        monkeypatch.setattr(np, "sort", counting)
        return found

    def test_only_what_lies_about_a_quantile_is_put_in_order(self, sizes: list[int]) -> None:
        for seed in range(20):
            quantiles(drawn(seed, 100_000))
        assert len(sizes) == 40  # a sample, and what it leaves: never all of them
        assert max(sizes) < 25_000

    def test_the_more_draws_the_smaller_the_part(self, sizes: list[int]) -> None:
        parts = []
        for size in (10_000, 100_000, 1_000_000):
            quantiles(drawn(5, size))
            parts.append(sum(sizes) / size)
            sizes.clear()
        assert all(larger > smaller for larger, smaller in pairwise(parts))

    @pytest.mark.parametrize("name", ["mostly zero", "all the same"])
    def test_what_is_one_number_over_and_over_needs_no_order(self, sizes: list[int], name: str) -> None:
        quantiles(SPREADS[name](drawn(5, 100_000)))
        assert max(sizes) < 25_000

    def test_few_are_simply_sorted(self, sizes: list[int]) -> None:
        quantiles(drawn(6, 8192))
        assert sizes == [8192]


class TestFiguresThatRiseTogether:
    @given(
        seed=st.integers(0, 2**32),
        name=st.sampled_from(sorted(SPREADS)),
        factors=st.lists(st.floats(1e-320, 1e300), min_size=2, max_size=4),
        shares=st.sampled_from([SHARES, (0.05, 0.25, 0.5, 0.75, 0.95)]),
    )
    def test_each_has_its_own_to_the_last_bit(
        self, seed: int, name: str, factors: list[float], shares: tuple[float, ...]
    ) -> None:
        """Whichever comes first; a factor may round draws that differ to one number, which then says nothing of the others."""
        values, alike = SPREADS[name](drawn(seed)), Alike()
        with np.errstate(all="ignore"):
            for factor in factors:
                figure = values * factor
                if not np.isnan(figure).any():
                    assert list(quantiles(figure, shares, alike=alike)) == by_sorting(figure, shares)

    def test_draws_are_put_in_order_for_the_first_alone(self, monkeypatch: pytest.MonkeyPatch) -> None:
        values, alike = drawn(7), Alike()
        quantiles(values, alike=alike)
        expected = by_sorting(3.0 * values)
        monkeypatch.setattr(np, "sort", None)
        assert list(quantiles(3.0 * values, alike=alike)) == expected

    def test_other_shares_are_another_question(self) -> None:
        values, alike = drawn(8), Alike()
        quantiles(values, alike=alike)
        assert list(quantiles(values, (0.25, 0.5, 0.75), alike=alike)) == by_sorting(values, (0.25, 0.5, 0.75))

    def test_what_occurs_twice_says_nothing_of_others(self) -> None:
        """Of two that are one number here, another figure may make two: their places are not kept."""
        values, alike = drawn(9), Alike()
        quantiles(np.rint(values * 1000.0), alike=alike)
        assert not alike.places
        assert list(quantiles(values, alike=alike)) == by_sorting(values)

    @pytest.mark.parametrize("first", [0, 1])
    @pytest.mark.parametrize(("at", "beyond"), [(MANY // 2, 1), (MANY // 2 - 1, -1)])
    def test_nor_does_either_of_two_ends_that_occurs_twice(self, at: int, beyond: int, first: int) -> None:
        """The two draws stand in either order: that of the greater one, or of the less, comes first."""
        values = drawn(10)
        pair = np.argsort(values)[[at, at + beyond]]
        values[np.sort(pair)[::-1] if first else np.sort(pair)] = values[pair]
        rounded, alike = values.copy(), Alike()
        rounded[np.argsort(values)[at + beyond]] = np.sort(values)[at]
        quantiles(rounded, (0.5,), alike=alike)
        assert list(quantiles(values, (0.5,), alike=alike)) == by_sorting(values, (0.5,))


class TestQuantile:
    def test_between_a_number_and_what_is_past_every_number_lies_the_latter(self) -> None:
        assert quantile(np.array([1.0, math.inf]), 0.5) == math.inf
        assert quantile(np.array([-math.inf, 1.0]), 0.5) == -math.inf
        assert quantile(np.array([-math.inf, math.inf]), 0.5) == math.inf
        assert quantile(np.array([1.0, 2.0, math.inf]), 0.5) == 2.0
