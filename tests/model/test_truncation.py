"""A least and a greatest value beside any shape: what they leave, and what they may not."""

from __future__ import annotations

from typing import Any

import pytest

from blogroi import Beta, Chance, Estimate, Normal, Quantiles, Range, Samples, Studies, ThreePoint, Uniform
from blogroi.model import Domain
from blogroi.model.domain import faults_in_domain

from ..builders import refused

SHAPES: list[tuple[type, tuple[Any, ...], str]] = [
    (Range, (6, 11), "6 and 11"),
    (ThreePoint, (6, 7, 11), "6 and 11"),
    (Estimate, (7, 6, 11), "6 and 11"),
    (Normal, (8, 1), "4 and 12"),
    (Normal, (-8, 1, "lognormal"), "-13.0626 and -4.82411"),
    (Uniform, (6, 11), "6 and 11"),
    (Beta, (2, 3), "0 and 1"),
    (Quantiles, ([(0.1, 6), (0.9, 11)],), "6 and 11"),
    (Chance, (0.3,), "0 and 1"),
    (Chance, (1,), "1 and 1"),
    (Samples, ([6, 8, 11],), "6 and 11"),
    (Samples, ([1, 6, 11, 99], [0, 1, 1, 0]), "6 and 11"),
    (Studies, ([6, 7, 11],), "6 and 11"),
]
EACH = pytest.mark.parametrize(("cls", "stated", "between"), SHAPES, ids=lambda part: getattr(part, "__name__", ""))


@EACH
def test_past_what_is_stated_nothing_is_left(cls: type, stated: Any, between: str) -> None:
    said = f"leaves nothing that can be drawn: what is stated lies about between {between}"
    assert refused(cls, *stated, min=50) == [f"min: 50 {said}"]
    assert refused(cls, *stated, max=-50) == [f"max: -50 {said}"]


@EACH
def test_a_least_value_above_the_greatest_is_refused(cls: type, stated: Any, between: str) -> None:
    assert refused(cls, *stated, min=9, max=7) == ["min: 9 is above max, 7: write min = 7, max = 9"]


@EACH
def test_around_all_of_it_they_say_nothing_wrong(cls: type, stated: Any, between: str) -> None:
    quantity: Any = cls(*stated, min=-50, max=50)
    assert (quantity.min, quantity.max, quantity.is_truncated) == (-50, 50, True)


@EACH
def test_what_is_no_number_is_refused_under_its_name(cls: type, stated: Any, between: str) -> None:
    assert refused(cls, *stated, min="0") == ["min: '0' is not a number: write 0, without quotes"]


def test_two_that_are_equal_are_a_certain_number() -> None:
    assert refused(Range, 6, 11, min=7, max=7) == [
        "min: and max are both 7: for a certain number give the number alone"
    ]
    assert Samples([6, 7, 8], min=7, max=7).drawn == (6, 7, 8)


def test_of_a_part_too_small_to_have_digits_nothing_is_left() -> None:
    assert refused(ThreePoint, 0, 1, 1e12, max=5) == [
        "max: 5 leaves nothing that can be drawn: what is stated lies about between 0 and 1e+12"
    ]
    assert Range(1, 1e9, max=1.5).max == 1.5  # a lognormal is as fine next to zero


def test_values_between_two_samples_leave_none() -> None:
    assert refused(Samples, [1, 5], min=2, max=4) == [
        "min: 2 leaves nothing that can be drawn: what is stated lies about between 1 and 5"
    ]


class TestDomain:
    def test_what_is_cut_off_may_be_stated_outside_of_it(self) -> None:
        assert faults_in_domain(Range(-5, 10, min=0), Domain.NON_NEGATIVE) == []
        assert faults_in_domain(Normal(-1, 3, min=0), Domain.NON_NEGATIVE) == []
        assert faults_in_domain(Estimate(0.5, -0.1, 1.3, min=0, max=1), Domain.SHARE) == []
        assert faults_in_domain(Samples([-1, 2], min=0), Domain.NON_NEGATIVE) == []

    @pytest.mark.parametrize(
        ("quantity", "faults"),
        [
            (Range(-5, 10), ["low: -5 is below zero: give a number of at least 0"]),
            (Range(-5, 10, max=8), ["low: -5 is below zero: give a number of at least 0"]),
            (Range(5, 10, min=-1), ["min: -1 is below zero: give a number of at least 0"]),
            (Estimate(1, -5, 10), ["low: -5 is below zero: give a number of at least 0"]),
            (Quantiles([(0.1, -5), (0.9, 10)]), ["quantiles[1][2]: -5 is below zero: give a number of at least 0"]),
            (Studies([-5, 1, 2]), ["studies[1]: -5 is below zero: give a number of at least 0"]),
        ],
        ids=repr,
    )
    def test_what_is_not_cut_off_may_not(self, quantity: Any, faults: list[str]) -> None:
        assert [str(fault) for fault in faults_in_domain(quantity, Domain.NON_NEGATIVE)] == faults

    def test_a_greatest_value_that_is_a_percentage_is_answered_as_one(self) -> None:
        assert [str(fault) for fault in faults_in_domain(Range(0.2, 0.4, max=90), Domain.SHARE)] == [
            "max: 90 is not a share between 0 and 1: for 90 % write 0.9"
        ]


def test_nobody_is_shown_what_nobody_said() -> None:
    assert repr(Normal(1, 0.2, min=0)) == "Normal(mean=1, sd=0.2, min=0)"
    assert repr(Normal(1, 0.2)) == "Normal(mean=1, sd=0.2)"
