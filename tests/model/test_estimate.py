"""An estimate with its interval, quantiles, a chance, studies, weights of samples: what is refused, with its path and its cure."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from blogroi import Chance, Estimate, Quantiles, Samples, Studies

from ..builders import refused


class TestEstimate:
    @pytest.mark.parametrize(
        ("stated", "fault"),
        [
            ((60, 60, 130), "estimate: 60 is an end of the interval: give one between low, 60, and high, 130, or { low, high } alone"),
            ((130, 60, 130), "estimate: 130 is an end of the interval: give one between low, 60, and high, 130, or { low, high } alone"),
            ((50, 60, 130), "estimate: 50 lies outside of it: give one between low, 60, and high, 130, or { low, high } alone"),
            ((80, 130, 60), "the interval is reversed: low 130 is above high 60: write low = 60, high = 130"),
            ((80, 60, 130, 0.04), "confidence: 0.04 is not a chance from 0.05 to 0.9999"),
            ((80, 60, 130, 90), "confidence: 90 is not a chance from 0.05 to 0.9999: for 90 % write 0.9"),
            ((math.nan, 60, 130), "estimate: nan is not a finite number"),
        ],
    )  # fmt: skip
    def test_what_is_none_is_refused(self, stated: Any, fault: str) -> None:
        assert refused(Estimate, *stated) == [fault]

    def test_it_may_lie_anywhere_between_its_ends(self) -> None:
        assert Estimate(-0.1, -500, 0).estimate == -0.1


class TestQuantiles:
    @pytest.mark.parametrize(
        ("points", "faults"),
        [
            ([(0.5, 9), (0.1, 5)], [
                "quantiles[2][1]: the chance 0.1 does not lie above the one before it, 0.5: give them ascending",
                "quantiles[2][2]: the value 5 does not lie above the one before it, 9: give them ascending",
            ]),
            ([(0.1, 5), (0.5, 5)], ["quantiles[2][2]: the value 5 does not lie above the one before it, 5: give them ascending"]),
            ([(0, 5), (0.5, 9)], ["quantiles[1][1]: 0 is not a chance between 0 and 1, a millionth from either"]),
            ([(0.1, 5), (1, 9)], ["quantiles[2][1]: 1 is not a chance between 0 and 1, a millionth from either"]),
            ([(10, 5), (90, 9)], [
                "quantiles[1][1]: 10 is not a chance between 0 and 1, a millionth from either: for 10 % write 0.1",
                "quantiles[2][1]: 90 is not a chance between 0 and 1, a millionth from either: for 90 % write 0.9",
            ]),
            ([(0.1, 5)], ["quantiles: has 1 of them: write a list of from 2 to 200 pairs such as [[0.1, 5], [0.9, 20]]"]),
            ([(0.1, 5, 7), (0.2, 6)], ["quantiles[1]: a list is not a pair of a chance and a value, such as [0.1, 5]"]),
            ([(0.1, "5"), (0.2, 6)], ["quantiles[1][2]: '5' is not a number: write 5, without quotes"]),
            (5, ["quantiles: 5: write a list of from 2 to 200 pairs such as [[0.1, 5], [0.9, 20]]"]),
        ],
    )  # fmt: skip
    def test_what_are_none_are_refused(self, points: Any, faults: list[str]) -> None:
        assert refused(Quantiles, points) == faults

    def test_they_are_taken_from_an_array(self) -> None:
        assert Quantiles(np.array([[0.1, 5.0], [0.9, 20.0]])) == Quantiles([(0.1, 5), (0.9, 20)])


class TestChance:
    @pytest.mark.parametrize(
        ("chance", "fault"),
        [
            (30, "chance: 30 is not a chance from 0 to 1: for 30 % write 0.3"),
            (1.2, "chance: 1.2 is not a chance from 0 to 1: it would be 120 %"),
            (-0.1, "chance: -0.1 is not a chance from 0 to 1: it is at least 0"),
            (True, "chance: true is not a number: write the number itself"),
        ],
    )
    def test_what_is_none_is_refused(self, chance: Any, fault: str) -> None:
        assert refused(Chance, chance) == [fault]

    @pytest.mark.parametrize("chance", [0, 1, 0.5])
    def test_both_ends_are_chances(self, chance: float) -> None:
        assert Chance(chance).chance == chance


class TestStudies:
    @pytest.mark.parametrize(
        ("values", "fault"),
        [
            ([1, 2], "studies: has 2 values, and from 3 to 1000 are read: give a range of your own"),
            ([0, 5e-324, 0], "studies: are all 0, which says nothing of how far the next would lie from them: give the number alone, or a range"),
            ([5, 5, 5], "studies: are all 5, which says nothing of how far the next would lie from them: give the number alone, or a range"),
            ([1, 2, math.inf], "studies[3]: inf is not a finite number"),
            ([1e-9, 1, 1e9], "studies: lie too far apart for a lognormal (its sigma is above 6.3): give a range of your own"),
            (5, "studies: 5 is not a list of numbers"),
        ],
    )  # fmt: skip
    def test_what_says_too_little_is_refused(self, values: Any, fault: str) -> None:
        assert refused(Studies, values) == [fault]

    def test_far_apart_around_zero_they_are_taken(self) -> None:
        assert not Studies([-1e-9, 1, 1e9]).is_logarithmic


class TestWeights:
    @pytest.mark.parametrize(
        ("weights", "fault"),
        [
            ([1, 2], "weights: has 2 numbers for 3 samples: one for each"),
            ([1, -2, 3], "weights[2]: -2 is below zero: give 0 for a value that is never drawn"),
            ([0, 0, 0], "weights: are all 0: give at least one above zero, or leave them out"),
            ([1, 2, math.nan], "weights[3]: nan is not a finite number"),
            (3, "weights: 3 is not a list of numbers"),
        ],
    )
    def test_what_are_none_are_refused(self, weights: Any, fault: str) -> None:
        assert refused(Samples, [1, 2, 3], weights=weights) == [fault]

    def test_a_value_may_weigh_nothing(self) -> None:
        assert Samples([1, 2, 3], weights=np.array([0, 1, 2.5])).drawn == (2, 3)
