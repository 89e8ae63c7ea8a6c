"""Normal numbers that are added up reach the rank correlations that were stated."""

from __future__ import annotations

import math
from itertools import combinations, pairwise

import numpy as np
import pytest
from scipy import stats

from blogroi.errors import CaseError
from blogroi.numerics.copula import CorrelatedUniforms, loadings, nearest_ranks, reachable
from blogroi.numerics.sampler import sampler_of_sum
from blogroi.numerics.samples import Samples
from blogroi.numerics.shapes import Constant, Normal, Shape
from blogroi.numerics.streams import stream, stream_key

DRAWS = 20_000


class TestLoadings:
    def test_they_follow_the_labels_and_not_the_order_in_which_they_were_stated(self) -> None:
        pairs = {("a", "b"): 0.5, ("b", "c"): 0.3, ("a", "c"): -0.2}
        assert loadings(pairs) == loadings(dict(reversed(pairs.items())))

    def test_squares_sum_to_one_and_products_to_the_correlation_behind_the_ranks(self) -> None:
        pairs = {("a", "b"): 0.5, ("b", "c"): 0.3, ("a", "c"): -0.2}
        rows = {label: dict(row) for label, row in loadings(pairs).items()}
        for row in rows.values():
            assert sum(weight**2 for weight in row.values()) == pytest.approx(1.0)
        for (one, other), rank in pairs.items():
            product = sum(rows[one].get(label, 0.0) * rows[other].get(label, 0.0) for label in "abc")
            assert product == pytest.approx(2.0 * math.sin(math.pi * rank / 6.0))

    def test_blocks_are_apart(self) -> None:
        found = loadings({("a", "b"): 0.5, ("c", "d"): -0.5, ("b", "c"): 0.0})
        assert {label: [other for other, _ in row] for label, row in found.items()} == {
            "a": ["a"],
            "b": ["a", "b"],
            "c": ["c"],
            "d": ["c", "d"],
        }

    def test_a_correlation_of_zero_ties_nothing(self) -> None:
        assert loadings({("a", "b"): 0.0}) == {}

    def test_pairs_of_a_block_that_were_not_stated_are_uncorrelated(self) -> None:
        rows = {label: dict(row) for label, row in loadings({("a", "b"): 0.5, ("b", "c"): 0.5}).items()}
        assert "a" not in rows["c"]
        assert list(rows["c"]) == ["b", "c"]

    def test_what_cannot_hold_together_is_refused_with_the_nearest_that_can(self) -> None:
        with pytest.raises(CaseError) as caught:
            loadings({("a", "b"): 0.9, ("b", "c"): 0.9, ("a", "c"): -0.9})
        assert [str(fault) for fault in caught.value.faults] == [
            "cannot all hold together; the nearest that can: a with b 0.48, a with c -0.48, b with c 0.48"
        ]

    def test_a_pair_that_was_not_stated_is_named_where_it_has_to_move(self) -> None:
        with pytest.raises(CaseError, match=r"a with b 0\.\d+, b with c 0\.\d+, a with c 0\.\d+$"):
            loadings({("a", "b"): 0.8, ("b", "c"): 0.8})

    @pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (1, 3, 0, 2)])
    def test_blocks_that_a_later_pair_ties_are_one_block(self, order: tuple[int, ...]) -> None:
        stated = [(("a", "b"), 0.5), (("c", "d"), 0.4), (("b", "c"), -0.3), (("x", "y"), 0.6)]
        rows = {label: dict(row) for label, row in loadings(dict(stated[place] for place in order)).items()}
        for one, other in combinations("abcdxy", 2):
            pearson = sum(weight * rows[other].get(label, 0.0) for label, weight in rows[one].items())
            rank = dict(stated).get((one, other), 0.0)
            assert pearson == pytest.approx(2.0 * math.sin(math.pi * rank / 6.0), abs=1e-12)
        for row in rows.values():
            assert sum(weight**2 for weight in row.values()) == pytest.approx(1.0)
        assert list(rows["d"])[-1] == "d"
        assert set(rows["y"]) == {"x", "y"}

    @pytest.mark.parametrize(("links", "cut"), [(9, ""), (10, ", ...")])
    def test_a_list_of_more_than_twelve_is_cut(self, links: int, cut: str) -> None:
        chain = list(pairwise("cdefghijklmno"[: links + 1]))
        with pytest.raises(CaseError) as caught:
            loadings({("a", "b"): 0.9, ("b", "c"): 0.9, ("a", "c"): -0.9} | dict.fromkeys(chain, 0.01))
        said = "".join(f", {one} with {other} 0.01" for one, other in chain[:9])
        assert [str(fault) for fault in caught.value.faults] == [
            f"cannot all hold together; the nearest that can: a with b 0.48, a with c -0.48, b with c 0.48{said}{cut}"
        ]

    def test_a_block_has_its_limits(self) -> None:
        pairs = {(f"q{place:03}", f"q{place + 1:03}"): 0.1 for place in range(200)}
        with pytest.raises(CaseError) as caught:
            loadings(pairs)
        assert [str(fault) for fault in caught.value.faults] == [
            "tie 201 quantities to each other, directly or through others: at most 200"
        ]
        del pairs["q000", "q001"]
        assert len(loadings(pairs)) == 200


class TestNearestRanks:
    @pytest.mark.parametrize("key", [0, 1, 2, 3, 5, 6, 7])
    def test_what_it_gives_can_hold_together_and_no_step_back_to_what_was_stated_can(self, key: int) -> None:
        size = 3 + key % 4
        wild = stream(key).uniform(-0.99, 0.99, (size, size)).round(2)
        ranks = np.tril(wild, -1) + np.tril(wild, -1).T + np.eye(size)
        assert np.linalg.eigvalsh(2.0 * np.sin(math.pi / 6.0 * ranks)).min() < 0.0
        near = nearest_ranks(ranks)
        loadings({(str(i), str(j)): near[i, j] for i, j in combinations(range(size), 2)})
        halfway = 2.0 * np.sin(math.pi / 6.0 * (0.9 * near + 0.1 * ranks))
        np.fill_diagonal(halfway, 1.0)
        assert np.linalg.eigvalsh(halfway).min() < 0.02


class TestCorrelatedUniforms:
    def test_ranks_go_together_as_stated(self) -> None:
        pairs = {("a", "b"): 0.6, ("b", "c"): -0.4, ("a", "c"): 0.2}
        drawn = {}
        for label, row in loadings(pairs).items():
            drawn[label] = np.empty(DRAWS)
            CorrelatedUniforms([(stream_key(1, other), weight) for other, weight in row]).fill(drawn[label])
        for values in drawn.values():
            assert stats.kstest(values, "uniform").pvalue > 1e-4
        for (one, other), rank in pairs.items():
            reached = stats.spearmanr(drawn[one], drawn[other]).statistic
            # the standard error of a rank correlation of zero, which is the greatest there is
            assert abs(reached - rank) < 4.0 / math.sqrt(DRAWS)

    def test_blocks_of_draws_do_not_matter(self) -> None:
        row = [(stream_key(1, "a"), 0.6), (stream_key(1, "b"), 0.8)]
        whole, parts = np.empty(1000), np.empty(1000)
        CorrelatedUniforms(row).fill(whole)
        pieces = CorrelatedUniforms(row)
        for start in (0, 7, 500):
            pieces.fill(parts[start : {0: 7, 7: 500, 500: 1000}[start]])
        assert (whole == parts).all()

    def test_no_number_is_0_or_1_however_far_out(self) -> None:
        drawn = np.empty(1000)
        CorrelatedUniforms([(1, 40.0)]).fill(drawn)
        assert (drawn.min(), drawn.max()) == (2.0**-53, 1.0 - 2.0**-53)

    def test_alone_it_is_the_stream_itself_to_the_accuracy_of_the_table(self) -> None:
        mixed = np.empty(1000)
        CorrelatedUniforms([(7, 1.0)]).fill(mixed)
        assert np.abs(mixed - stream(7).random(1000)).max() < 1e-6


FEW: list[list[Shape]] = [
    [Samples((0, 1))],
    [Samples((5, 1, 1, 1, 1, 1, 1, 1, 1, 1))],
    [Samples((3, 9, 4, 4, 4))],
    [Samples(tuple(range(7)))],
    [Samples((0, 1)), Samples((3, 1, 2))],
    [Samples((0, 1)), Constant(5)],
    [Samples((0, 1), (5, 2))],
    [Samples((3, 1, 1, 8), (1, 2, 0, 4))],
    [Samples((0, 1), (5, 2)), Samples((3, 1, 2))],
    [Normal(2, 5)],
    [Normal(2, 5), Samples((0, 1))],
]


class TestReachable:
    """What the ranks of two quantities can have to do with each other, ties counting by their middle rank."""

    @pytest.mark.parametrize(("one", "other"), list(combinations(FEW, 2)))
    def test_it_is_what_is_reached_where_both_rise_together(self, one: list[Shape], other: list[Shape]) -> None:
        uniform = (np.arange(42_000) + 0.5) / 42_000  # a multiple of all lengths: no step falls within a cell

        def drawn(shapes: list[Shape], at: np.ndarray) -> np.ndarray:
            out = at.copy()
            sampler_of_sum([(shape, 1.0) for shape in shapes]).place(out)
            return out

        together = stats.spearmanr(drawn(one, uniform), drawn(other, uniform)).statistic
        against = stats.spearmanr(drawn(one, uniform), drawn(other, 1.0 - uniform)).statistic
        # the middle ranks of so many draws are off by 1 / 42,000 of those of all, and their correlation by its square
        assert reachable(one, other) == pytest.approx((against, together), abs=1e-8)

    def test_two_values_that_are_as_likely_reach_0_87_with_what_is_spread_out(self) -> None:
        root = math.sqrt(3) / 2
        assert reachable([Normal(1, 2)], [Samples((0, 1))]) == pytest.approx((-root, root), rel=1e-14)

    def test_it_does_not_hang_on_which_comes_first(self) -> None:
        for one, other in combinations(FEW, 2):
            assert reachable(one, other) == pytest.approx(reachable(other, one), rel=1e-14)

    def test_curves_and_many_values_reach_all(self) -> None:
        assert reachable([Normal(1, 2)], [Normal(3, 4)]) == (-1.0, 1.0)
        assert reachable([Samples(tuple(range(2000)))], [Samples(tuple(range(3000)))]) == (-1.0, 1.0)

    def test_what_does_not_vary_reaches_nothing(self) -> None:
        assert reachable([Samples((4, 4))], [Normal(1, 2)]) == (0.0, 0.0)
        assert reachable([Constant(4)], [Samples((1, 2))]) == (0.0, 0.0)
