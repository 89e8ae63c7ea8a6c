"""Statements about weights are refused where they say nothing, or what nobody can mean."""

from __future__ import annotations

from typing import Any

import pytest

from blogroi import (
    Beta,
    CaseError,
    Normal,
    Objective,
    Point,
    Range,
    Samples,
    Stakeholder,
    ThreePoint,
    Uniform,
    WeightRatio,
    Weights,
)
from blogroi.model import FrozenMap

from ..builders import a_case


def faults_of(build: Any, *stated: Any, **named: Any) -> list[str]:
    with pytest.raises(CaseError) as caught:
        build(*stated, **named)
    return [str(fault) for fault in caught.value.faults]


class TestWeightOfAnObjective:
    @pytest.mark.parametrize("weight", [None, 0, 2.5, Range(0.3, 0.6), Uniform(0, 1)])
    def test_it_is_a_number_or_two_ends_or_left_out(self, weight: Any) -> None:
        stated = Objective("Renew", aim="cost", weight=weight).weight
        assert stated == (Point(weight) if isinstance(weight, int | float) else weight)

    @pytest.mark.parametrize(
        "weight", [ThreePoint(0, 0.2, 0.5), Normal(0.5, 0.1), Beta(2, 3), Samples([0.1, 0.2])], ids=str
    )
    def test_other_shapes_are_refused(self, weight: Any) -> None:
        assert faults_of(Objective, "Renew", aim="cost", weight=weight) == [
            f"weight: is of the shape {type(weight).__name__}: a weight is a number or {{ low, high }}, "
            "whose ends are bounds"
        ]

    def test_what_is_below_zero_or_no_quantity_is_refused(self) -> None:
        assert faults_of(Objective, "Renew", aim="cost", weight=-1) == [
            "weight: -1 is below zero: give a number of at least 0"
        ]
        assert faults_of(Objective, "Renew", aim="cost", weight=Range(-1, 1)) == [
            "weight.low: -1 is below zero: give a number of at least 0"
        ]
        assert faults_of(Objective, "Renew", aim="cost", weight="much") == [
            "weight: 'much' is not a number: write a number, or Range(6, 11)"
        ]


class TestRatio:
    def test_left_alone_it_says_which_counts_more(self) -> None:
        assert (WeightRatio("a", "b").at_least, WeightRatio("a", "b").at_most) == (1.0, None)

    @pytest.mark.parametrize(
        ("stated", "message"),
        [
            ({"denominator": "a"}, "denominator: `a` is compared with itself"),
            ({"at_least": 3, "at_most": 2}, "at_most: 2 is less than at_least, 3"),
            ({"at_most": 0.5}, "at_most: 0.5 is less than at_least, 1"),
            ({"at_least": 0}, "at_least: 0 is not a ratio between 1e-09 and 1e+09: 2 stands for twice as much"),
            ({"at_least": 1e10}, "at_least: 1e+10 is not a ratio between 1e-09 and 1e+09: 2 stands for twice as much"),
            ({"at_least": "twice"}, "at_least: 'twice' is not a number"),
            ({"numerator": ""}, "numerator: is empty: write a word or a sentence"),
        ],
    )
    def test_what_nobody_can_mean_is_refused(self, stated: Any, message: str) -> None:
        assert faults_of(WeightRatio, **({"numerator": "a", "denominator": "b"} | stated)) == [message]


class TestStatements:
    @pytest.mark.parametrize(
        ("stated", "message"),
        [
            ({"order": ["a"]}, "order: names a single objective: an order has at least two"),
            ({"order": ["a", "b", "a"]}, "order[3]: `a` stands in the order twice"),
            ({"order": "a, b"}, "order: 'a, b' is not a list of texts: write [\"a\", \"b\"]"),
            ({"order": ["a", 5]}, "order[2]: 5 is not a text: put it in quotes, \"5\""),
            ({"ratios": [{"numerator": "a"}]}, "ratios[1]: a table is not of the class WeightRatio"),
            ({"swing": 5}, "swing: 5 is not a table: write { renewals = 100, fees = 60 }"),
            ({"swing": {"a": 1}}, "swing: gives points to fewer than two objectives: they are compared with each other"),
            ({"swing": {"a": 0, "b": 0}}, "swing: gives no points at all: the greatest swing has 100, say"),
            ({"swing": {"a": 1, "b": -2}}, "swing.b: -2 is below zero: points are at least 0"),
            ({"swing": {"a": 1, "b": "2"}}, "swing.b: '2' is not a number: write 2, without quotes"),
            ({"swing": {"a": 1e9, "b": 0.5}}, "swing.b: 0.5 is less than a billionth of the greatest: give 0"),
            ({"swing": {"a": 1, "b c": 2}}, "swing: 'b c' is not a key: a letter or digit, then letters, digits, _ and -: write b_c"),
            ({"rounding": 10}, "rounding: is the rounding of no points: give `swing`"),
            ({"rounding": -1, "swing": {"a": 1, "b": 2}}, "rounding: -1 is below zero: 10 stands for points to the nearest 10"),
        ],
    )  # fmt: skip
    def test_what_says_nothing_is_refused(self, stated: Any, message: str) -> None:
        assert faults_of(Weights, **stated) == [message]
        assert faults_of(Stakeholder, **stated) == [message]

    def test_lists_and_tables_become_what_cannot_be_changed(self) -> None:
        weights = Weights(order=["a", "b"], swing={"a": 2, "b": 1}, stakeholders={"board": Stakeholder()})
        assert weights.order == ("a", "b")
        assert isinstance(weights.swing, FrozenMap)
        assert hash(weights) == hash(
            Weights(order=["a", "b"], swing={"a": 2, "b": 1}, stakeholders=weights.stakeholders)
        )


class TestStakeholder:
    def test_weights_are_quantities(self) -> None:
        assert Stakeholder(weights={"a": 0.5}).weights == {"a": Point(0.5)}

    @pytest.mark.parametrize(
        ("stated", "message"),
        [
            ({"weights": 5}, "weights: 5 is not a table"),
            ({"weights": {"a": -1}}, "weights.a: -1 is below zero: give a number of at least 0"),
            ({"weights": {"": 1}}, "weights: '' is not a key: a letter or digit, then letters, digits, _ and -"),
            ({"weights": {"a": Range(0.2, 0.4, shape="normal")}}, "weights.a.shape: is none of a weight, whose ends are bounds: leave it out"),
            ({"weights": {"a": Range(0.2, 0.4, max=0.3)}}, "weights.a.max: is none of a weight, whose ends are bounds: leave it out"),
            ({"weights": {"a": Beta(2, 2)}}, "weights.a: is of the shape Beta: a weight is a number or { low, high }, whose ends are bounds"),
            ({"influence": 0}, "influence: 0 is not above zero: who has no voice is left out"),
            ({"influence": None}, "influence: nothing is not a number"),
        ],
    )  # fmt: skip
    def test_what_nobody_can_mean_is_refused(self, stated: Any, message: str) -> None:
        assert faults_of(Stakeholder, **stated) == [message]

    def test_it_is_of_its_class(self) -> None:
        stated: Any = {"board": {"influence": 1}}
        assert faults_of(Weights, stakeholders=stated) == [
            "stakeholders.board: a table is not of the class Stakeholder"
        ]
        assert faults_of(a_case, weights={"order": []}) == ["weights: a table is not of the class Weights"]
