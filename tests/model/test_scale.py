"""The scale on which an indicator is scored: what is one, and what is not."""

from __future__ import annotations

import math
from typing import Any

import pytest

from blogroi import (
    Scale,
)

from ..builders import refused


class TestScale:
    @pytest.mark.parametrize(
        ("stated", "faults"),
        [
            ({}, ["give `worst` and `best`, or `points`"]),
            ({"worst": 0}, ["best: is missing: a scale has two ends"]),
            ({"best": 0}, ["worst: is missing: a scale has two ends"]),
            ({"worst": 3, "best": 3}, ["best: worst and best are both 3"]),
            ({"worst": "a", "best": math.inf}, ["worst: 'a' is not a number", "best: inf is not a finite number"]),
            ({"points": [(0, 0)]}, ["points: is not a list of at least two [value, score] pairs"]),
            ({"points": 5}, ["points: is not a list of at least two [value, score] pairs"]),
            (
                {"points": [1, (2, 3, 4)]},
                [
                    "points[1]: is not a pair of a value and a score",
                    "points[2]: is not a pair of a value and a score",
                ],
            ),
            ({"points": [(0, "x"), (1, 1)]}, ["points[1]: 'x' is not a number"]),
            ({"points": [(0, 0), (0, 1)]}, ["points: the values are not in ascending order"]),
            ({"points": [(0, 0), (1, 2)]}, ["points: a score lies outside 0 and 1"]),
            ({"points": [(0, 0), (1, 1), (2, 0.5)]}, ["points: the scores go up and down: a scale goes one way"]),
            (
                {"worst": 0, "best": 9, "points": [(0, 0), (8, 1)]},
                ["points: `best` is 9, but the points do not give it 1"],
            ),
        ],
    )
    def test_what_is_no_scale_is_refused(self, stated: dict[str, Any], faults: list[str]) -> None:
        assert refused(Scale, **stated) == faults

    def test_a_straight_scale_has_two_knots_the_lower_value_first(self) -> None:
        assert Scale(worst=0, best=4).knots == ((0, 0.0), (4, 1.0))
        assert Scale(worst=4, best=0).knots == ((0, 1.0), (4, 0.0))

    def test_points_are_its_knots(self) -> None:
        points: Any = [[0, 0], [1000, 0.5], [4000, 1]]
        assert Scale(points=points).knots == ((0, 0), (1000, 0.5), (4000, 1))
        assert Scale(worst=0, best=4000, points=points).knots[1] == (1000, 0.5)

    def test_a_scale_may_fall(self) -> None:
        assert Scale(points=((50, 1), (75, 0.8), (100, 0))).knots[0] == (50, 1)
