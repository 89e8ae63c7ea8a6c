"""What a case says of its weights, which set that leaves, and which statements cannot hold together."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import Any

import numpy as np
import pytest
from attrs import evolve
from scipy import stats

from blogroi import Case, CaseError, Objective, OptionError, Range, Stakeholder, Uniform, WeightRatio, Weights
from blogroi.engine.compile.weight_set import weight_set
from blogroi.engine.compile.weight_statements import Statement, statements
from blogroi.engine.weights import WeightSet, weight_draws
from blogroi.language.naming import describe
from blogroi.numerics.polytope.linear import LinearConstraint

from ..builders import a_case

DRAWS = 20_000


def a_case_of(weights: Weights | None = None, **stated: Any) -> Case:
    objectives = {key: Objective(key, aim="cost", weight=weight) for key, weight in stated.items()}
    return a_case(objectives=objectives, weights=weights)


def left_by(case: Case) -> WeightSet:
    return weight_set(case.objectives, case.weights)


def said_in(case: Case, stakeholder: str = "") -> list[Statement]:
    return statements(case.objectives, case.weights, stakeholder)


def means(case: Case) -> dict[str, float]:
    left = left_by(case)
    return dict(zip(left.objectives, weight_draws(left, DRAWS, seed=1).mean(axis=0).round(2).tolist(), strict=True))


def conflict(case: Case) -> list[str]:
    with pytest.raises(CaseError) as caught:
        left_by(case)
    return [str(fault) for fault in caught.value.faults]


class TestNumbersAndRanges:
    def test_exact_numbers_for_all_may_be_in_any_unit(self) -> None:
        assert means(a_case_of(a=30, b=10, c=60)) == {"a": 0.3, "b": 0.1, "c": 0.6}
        assert means(a_case_of(a=0.3, b=0.1, c=0.6)) == {"a": 0.3, "b": 0.1, "c": 0.6}

    def test_else_they_are_shares_of_the_whole(self) -> None:
        assert means(a_case_of(a=0.5, b=None, c=None)) == {"a": 0.5, "b": 0.25, "c": 0.25}

    def test_tenths_are_tenths_and_not_the_binary_numbers_next_to_them(self) -> None:
        assert means(a_case_of(a=0.1, b=0.2, c=Range(0.7, 0.8))) == {"a": 0.1, "b": 0.2, "c": 0.7}

    @pytest.mark.parametrize("ends", [Range(0.2, 0.6), Range(0.2, 0.6, confidence=0.5), Uniform(0.2, 0.6)])
    def test_the_ends_of_a_range_are_bounds_and_all_between_them_has_the_same_chance(self, ends: Any) -> None:
        drawn = weight_draws(left_by(a_case_of(a=ends, b=None)), DRAWS, seed=1)[:, 0]
        assert stats.kstest(drawn, stats.uniform(0.2, 0.4).cdf).pvalue > 1e-4

    def test_nothing_stated_leaves_everything(self) -> None:
        left = left_by(a_case_of(a=None, b=None))
        assert left.voices[""].method.name == "simplex"
        assert said_in(a_case_of(a=None, b=None)) == []

    def test_a_case_without_objectives_has_nothing_to_weigh(self) -> None:
        assert conflict(a_case()) == ["objectives: is empty: there is nothing to weigh"]

    def test_weights_that_are_all_zero_are_refused(self) -> None:
        assert conflict(a_case_of(a=0, b=0)) == [
            "objectives: every weight is zero: give at least one of them a number above zero"
        ]


class TestComparisons:
    def test_an_order_of_all_has_the_rank_order_centroid_for_mean(self) -> None:
        order = Weights(order=["c", "a", "b"])
        assert means(a_case_of(order, a=None, b=None, c=None)) == {"a": 0.28, "b": 0.11, "c": 0.61}

    def test_an_order_of_some_says_nothing_of_the_others(self) -> None:
        left = left_by(a_case_of(Weights(order=["b", "a"]), a=None, b=None, c=None))
        drawn = weight_draws(left, DRAWS, seed=1)
        assert (drawn[:, 1] >= drawn[:, 0]).all()
        assert stats.kstest(drawn[:, 2], stats.beta(1, 2).cdf).pvalue > 1e-4

    def test_a_ratio_without_ends_says_which_counts_more(self) -> None:
        as_ratio, as_order = Weights(ratios=[WeightRatio("b", "a")]), Weights(order=["b", "a"])
        one, other = (
            weight_draws(left_by(a_case_of(weights, a=None, b=None, c=None)), 100, seed=1)
            for weights in (as_ratio, as_order)
        )
        assert (one == other).all()

    def test_ratios_are_kept(self) -> None:
        ratios = Weights(
            ratios=[WeightRatio("a", "b", at_least=2, at_most=3), WeightRatio("b", "c", at_least=0.5, at_most=0.5)]
        )
        drawn = weight_draws(left_by(a_case_of(ratios, a=None, b=None, c=None)), DRAWS, seed=1)
        ratio = drawn[:, 0] / drawn[:, 1]
        assert 2 - 1e-12 <= ratio.min() < 2.01
        assert 2.99 < ratio.max() <= 3 + 1e-12
        assert np.allclose(drawn[:, 2], 2 * drawn[:, 1], rtol=1e-14)

    def test_exact_points_are_proportions(self) -> None:
        swing = Weights(swing={"a": 100, "b": 60, "c": 40})
        assert means(a_case_of(swing, a=None, b=None, c=None)) == {"a": 0.5, "b": 0.3, "c": 0.2}

    def test_rounded_points_are_off_by_half_the_rounding_and_none_is_above_the_greatest(self) -> None:
        swing = Weights(swing={"a": 100, "b": 60, "c": 98, "d": 3, "e": 100}, rounding=10)
        drawn = weight_draws(left_by(a_case_of(swing, **dict.fromkeys("abcde"))), DRAWS, seed=1)
        points = 100 * drawn / drawn[:, :1]
        for column, low, high in ((1, 55, 65), (2, 93, 100), (3, 0, 8)):
            assert low - 1e-9 <= points[:, column].min() < low + 0.2
            assert high - 0.2 < points[:, column].max() <= high + 1e-9
        assert np.allclose(points[:, 4], 100)

    def test_points_for_some_say_nothing_of_the_others(self) -> None:
        swing = Weights(swing={"a": 100, "b": 50})
        assert means(a_case_of(swing, a=None, b=None, c=0.4)) == {"a": 0.4, "b": 0.2, "c": 0.4}

    def test_no_points_are_no_weight(self) -> None:
        assert means(a_case_of(Weights(swing={"a": 10, "b": 0}), a=None, b=None)) == {"a": 1.0, "b": 0.0}


class TestConflicts:
    def test_ends_that_cannot_sum_to_one_are_named(self) -> None:
        assert conflict(a_case_of(a=Range(0.1, 0.2), b=Uniform(0.3, 0.5))) == [
            "objectives.a.weight: gives a 0.1 to 0.2 of the whole, which cannot hold together with objectives.b.weight",
            "objectives.b.weight: gives b 0.3 to 0.5 of the whole, which cannot hold together with objectives.a.weight",
        ]

    def test_a_number_above_the_whole_is_told_what_would_be_right(self) -> None:
        assert conflict(a_case_of(a=3, b=1, c=None)) == [
            "objectives.a.weight: gives a 3 of the whole, which cannot be: "
            "weights are shares of 1 where not every objective has an exact number"
        ]

    def test_only_statements_that_are_at_odds_are_named(self) -> None:
        weights = Weights(
            order=["d", "a", "b"],
            ratios=[WeightRatio("c", "d", at_most=9), WeightRatio("b", "a", at_least=1.5), WeightRatio("e", "c")],
            swing={"c": 50, "e": 50},
            rounding=5,
        )
        case = a_case_of(weights, a=Range(0.1, 0.9), b=None, c=None, d=None, e=None)
        assert conflict(case) == [
            "objectives.a.weight: gives a 0.1 to 0.9 of the whole, which cannot hold together with "
            "weights.order and weights.ratios[2]",
            "weights.order: puts a before b, which cannot hold together with objectives.a.weight and weights.ratios[2]",
            "weights.ratios[2]: weighs b at least 1.5 times as much as a, which cannot hold together with "
            "objectives.a.weight and weights.order",
        ]

    def test_any_one_of_them_left_out_the_others_can_hold(self) -> None:
        ratios = [
            WeightRatio("a", "b", at_least=2),
            WeightRatio("b", "c", at_least=2),
            WeightRatio("a", "c", at_most=3),
        ]
        stated: Any = {"a": Range(0.1, 0.9), "b": None, "c": None}
        assert [line.partition(":")[0] for line in conflict(a_case_of(Weights(ratios=ratios), **stated))] == [
            "weights.ratios[1]",
            "weights.ratios[2]",
            "weights.ratios[3]",
        ]
        for one in range(3):
            left = [ratio for position, ratio in enumerate(ratios) if position != one]
            left_by(a_case_of(Weights(ratios=left), **stated))

    def test_a_list_of_which_several_steps_are_at_odds_is_named_once(self) -> None:
        swing = Weights(order=["a", "b", "c"], swing={"c": 100, "a": 50}, rounding=2)
        lines = conflict(a_case_of(swing, a=None, b=None, c=None))
        assert lines == [
            "weights.order: puts a before b and puts b before c, which cannot hold together with weights.swing.a",
            "weights.swing.a: gives a 49 to 51 points where c has 100, which cannot hold together with weights.order",
        ]

    def test_many_statements_are_searched_too(self) -> None:
        keys = [f"o{number:02}" for number in range(34)]
        ratios = [WeightRatio(more, less, at_least=1.25) for more, less in pairwise(keys)]
        weights = Weights(ratios=[*ratios, WeightRatio("o33", "o32")], swing={"o32": 2, "o00": 3})
        lines = conflict(a_case_of(weights, **dict.fromkeys(keys)))
        assert any(line.startswith("weights.ratios[34]") for line in lines)
        assert len(lines) < 36

    def test_all_stakeholders_who_contradict_themselves_are_named(self) -> None:
        board = Stakeholder(order=["a", "b"], weights={"a": 1, "b": 2})
        staff = Stakeholder(weights={"a": 0, "b": 0})
        one, other = (Weights(stakeholders={"board": board}), Weights(stakeholders={"staff": staff}))
        assert [line.partition(":")[0] for line in conflict(a_case_of(one, a=None, b=None))] == [
            "weights.stakeholders.board.weights.a",
            "weights.stakeholders.board.order",
        ]
        assert conflict(a_case_of(other, a=None, b=None)) == [
            "weights.stakeholders.staff.weights: every weight is zero: give at least one of them a number above zero"
        ]


class TestStakeholders:
    CASE = a_case_of(
        Weights(
            order=["c", "d"],
            stakeholders={
                "board": Stakeholder(influence=3, order=["a", "b"]),
                "staff": Stakeholder(weights={"a": 1, "b": 5, "c": 3, "d": 1}),
            },
        ),
        a=None, b=None, c=None, d=None,
    )  # fmt: skip

    def test_each_draw_is_that_of_one_of_them_by_their_voices(self) -> None:
        drawn = weight_draws(left_by(self.CASE), DRAWS, seed=1)
        of_staff = (drawn == np.array([0.1, 0.5, 0.3, 0.1])).all(axis=1)
        assert abs(of_staff.mean() - 0.25) < 4 * np.sqrt(0.25 * 0.75 / DRAWS)
        assert (drawn[~of_staff, 0] >= drawn[~of_staff, 1]).all()

    def test_what_is_said_for_everybody_holds_for_each(self) -> None:
        drawn = weight_draws(left_by(self.CASE), DRAWS, seed=1)
        assert (drawn[:, 2] >= drawn[:, 3]).all()

    def test_one_can_be_heard_alone(self) -> None:
        left = left_by(self.CASE)
        board = weight_draws(left, DRAWS, seed=1, stakeholder="board")
        assert (board[:, 0] >= board[:, 1]).all()
        mixed = weight_draws(left, DRAWS, seed=1)
        of_board = mixed[(mixed != np.array([0.1, 0.5, 0.3, 0.1])).any(axis=1)]
        assert (of_board == board[: len(of_board)]).all()

    def test_voices_are_shares(self) -> None:
        assert {key: voice.share for key, voice in left_by(self.CASE).voices.items()} == {
            "board": 0.75,
            "staff": 0.25,
        }

    def test_one_who_is_not_there_is_refused(self) -> None:
        with pytest.raises(
            OptionError, match=r"^stakeholder: there is no stakeholder `boardd`: did you mean `board`\?$"
        ):
            weight_draws(left_by(self.CASE), 5, seed=1, stakeholder="boardd")

    def test_a_single_voice_is_one(self) -> None:
        alone = Weights(stakeholders={"board": Stakeholder(order=["a", "b"])})
        left = left_by(a_case_of(alone, a=None, b=None))
        assert (weight_draws(left, 9, seed=1) == weight_draws(left, 9, seed=1, stakeholder="board")).all()


class TestDraws:
    CASES = (
        a_case_of(a=None, b=None, c=None),
        a_case_of(Weights(order=["c", "a", "b"]), a=None, b=None, c=None),
        a_case_of(Weights(swing={"a": 50, "c": 40, "b": 10}, rounding=10), a=Range(0.2, 0.6), b=None, c=None),
        TestStakeholders.CASE,
    )

    @pytest.mark.parametrize("case", CASES)
    def test_fewer_draws_are_the_first_of_more(self, case: Case) -> None:
        left = left_by(case)
        assert (weight_draws(left, 9_000, seed=4) == weight_draws(left, 20_000, seed=4)[:9000]).all()

    @pytest.mark.parametrize("case", CASES)
    def test_another_seed_gives_other_draws(self, case: Case) -> None:
        left = left_by(case)
        assert (weight_draws(left, 100, seed=1) != weight_draws(left, 100, seed=2)).any()

    def test_the_draws_of_an_objective_lie_side_by_side(self) -> None:
        drawn = weight_draws(left_by(self.CASES[0]), 10, seed=1)
        assert drawn.shape == (10, 3)
        assert drawn[:, 0].flags.c_contiguous

    @pytest.mark.parametrize("draws", [0, -1, True, 2.0])
    def test_no_number_of_draws_is_refused(self, draws: Any) -> None:
        left = left_by(self.CASES[0])
        with pytest.raises(OptionError) as caught:
            weight_draws(left, draws, seed=1)
        assert str(caught.value) == f"draws: {describe(draws)} is not a number of draws: at least 1"

    def test_the_order_of_statements_moves_nothing(self) -> None:
        ratios = [
            WeightRatio("a", "b", at_most=4),
            WeightRatio("b", "c", at_most=2),
            WeightRatio("a", "d", at_least=0.5),
        ]
        forth, back = (
            a_case_of(Weights(ratios=listed), a=None, b=None, c=None, d=None) for listed in (ratios, ratios[::-1])
        )
        assert (weight_draws(left_by(forth), 500, seed=1) == weight_draws(left_by(back), 500, seed=1)).all()

    def test_walks_do_not_hang_on_the_order_of_the_file_either(self) -> None:
        keys = [f"o{number:02}" for number in range(12)]
        ratios = [WeightRatio(one, other, at_least=0.8, at_most=1.25) for one, other in combinations(keys, 2)]
        case = a_case_of(Weights(ratios=ratios), **dict.fromkeys(keys))
        turned = evolve(case, objectives={key: case.objectives[key] for key in reversed(list(case.objectives))})
        left = left_by(case)
        assert left.voices[""].method.name == "chains"
        drawn = weight_draws(left, 50, seed=1)
        assert (drawn == weight_draws(left_by(turned), 50, seed=1)).all()
        assert (drawn.max(axis=1) <= 1.25 * drawn.min(axis=1) * (1 + 1e-12)).all()


class TestWords:
    def test_each_statement_is_said_in_words_with_its_place(self) -> None:
        weights = Weights(
            order=["a", "b", "c"],
            ratios=[
                WeightRatio("a", "b"),
                WeightRatio("b", "c", at_least=2, at_most=3),
                WeightRatio("a", "d", at_least=1.5, at_most=1.5),
            ],
            swing={"a": 100, "b": 60, "c": 3, "d": 100},
            rounding=10,
            stakeholders={"board": Stakeholder(weights={"a": 0.4, "b": Range(0.1, 0.2)}, order=["b", "d"])},
        )
        case = a_case_of(weights, a=0.25, b=Range(0.2, 0.6), c=None, d=None)
        said = [(statement.path, statement.words) for statement in said_in(case, "board")]
        assert list(dict.fromkeys(said)) == [
            ("objectives.a.weight", "gives a 0.25 of the whole"),
            ("objectives.b.weight", "gives b 0.2 to 0.6 of the whole"),
            ("weights.order", "puts a before b"),
            ("weights.order", "puts b before c"),
            ("weights.ratios[1]", "weighs a at least 1 times as much as b"),
            ("weights.ratios[2]", "weighs b at least 2 and at most 3 times as much as c"),
            ("weights.ratios[3]", "weighs a 1.5 times as much as d"),
            ("weights.swing.b", "gives b 55 to 65 points where a has 100"),
            ("weights.swing.c", "gives c 0 to 8 points where a has 100"),
            ("weights.swing.d", "gives d 100 points where a has 100"),
            ("weights.stakeholders.board.weights.a", "gives a 0.4 of the whole"),
            ("weights.stakeholders.board.weights.b", "gives b 0.1 to 0.2 of the whole"),
            ("weights.stakeholders.board.order", "puts b before d"),
        ]
        assert [path for path, _ in said if path == "weights.ratios[2]"] == ["weights.ratios[2]"] * 2
        assert len(said_in(case)) == len(said) - 4

    def test_numbers_for_all_are_said_as_parts_of_their_sum(self) -> None:
        said = said_in(a_case_of(a=30, b=10.5))
        assert [statement.words for statement in said] == ["gives a 30 of 40.5", "gives b 10.5 of 40.5"]

    def test_the_rows_of_statements_are_exact(self) -> None:
        weights = Weights(
            ratios=[WeightRatio("b", "a", at_least=0.5, at_most=1.25)], swing={"a": 4, "c": 3}, rounding=1
        )
        rows = [
            statement.row(("a", "b", "c"))
            for statement in said_in(a_case_of(weights, a=0.1, b=Range(0.2, 0.7), c=None))
        ]
        assert rows == [
            LinearConstraint((10, 0, 0), 1, equal=True),
            LinearConstraint((0, 5, 0), 1),
            LinearConstraint((0, -10, 0), -7),
            LinearConstraint((-1, 2, 0), 0),
            LinearConstraint((5, -4, 0), 0),
            LinearConstraint((-5, 0, 8), 0),
            LinearConstraint((7, 0, -8), 0),
        ]

    def test_what_contradicts_is_listed_with_commas_and_an_and(self) -> None:
        ratios = [WeightRatio(more, less, at_least=2) for more, less in ("ab", "bc", "cd", "da")]
        assert conflict(a_case_of(Weights(ratios=ratios), **dict.fromkeys("abcd")))[0] == (
            "weights.ratios[1]: weighs a at least 2 times as much as b, which cannot hold together with"
            " weights.ratios[2], weights.ratios[3] and weights.ratios[4]"
        )

    def test_all_voices_that_contradict_themselves_are_named_at_once(self) -> None:
        torn = Stakeholder(order=["a", "b"], ratios=[WeightRatio("b", "a", at_least=2)])
        case = a_case_of(
            Weights(stakeholders={"board": torn, "crew": Stakeholder(), "staff": torn}), a=None, b=Range(0.1, 0.9)
        )
        assert [line.partition(":")[0] for line in conflict(case)] == [
            "weights.stakeholders.board.order",
            "weights.stakeholders.board.ratios[1]",
            "weights.stakeholders.staff.order",
            "weights.stakeholders.staff.ratios[1]",
        ]

    def test_voices_have_paths(self) -> None:
        assert left_by(a_case_of(a=None)).voices[""].path == "weights"
        voices = left_by(TestStakeholders.CASE).voices
        assert [voice.path for voice in voices.values()] == ["weights.stakeholders.board", "weights.stakeholders.staff"]
