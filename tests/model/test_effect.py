"""What a tool is held to have changed: what is refused, and under which name."""

from __future__ import annotations

import math
from typing import Any

import pytest

from blogroi import Point, Uniform

from ..builders import an_effect, refused


class TestEffect:
    @pytest.mark.parametrize("name", ["deadweight", "credit", "displacement", "drop_off", "confidence"])
    @pytest.mark.parametrize(
        ("value", "fault"),
        [
            (1.2, "1.2 is not a share between 0 and 1: it would be 120 %"),
            (-0.1, "-0.1 is not a share between 0 and 1: it is at least 0"),
            (True, "true is not a number: write the number itself"),
            (math.nan, "nan is not a finite number"),
        ],
    )
    def test_each_correction_is_a_share(self, name: str, value: Any, fault: str) -> None:
        assert refused(an_effect, **{name: value}) == [f"{name}: {fault}"]

    @pytest.mark.parametrize(
        ("changes", "faults"),
        [
            ({"change": []}, ["change: is an empty list: give one value for each period"]),
            (
                {"change": [1, "x"]},
                ["change[2]: a list holds no formulas: write one formula for all periods, with period in it"],
            ),
            ({"change": 10**400}, ["change: a very large number is too large a number"]),
            ({"starts": 0}, ["starts: 0 is below 1: periods are counted from 1"]),
            ({"starts": Uniform(0, 3)}, ["starts.low: 0 is below 1: periods are counted from 1"]),
            ({"starts": 1201}, ["starts: 1201 is past the longest horizon, of 1,200 periods"]),
            ({"starts": "period + 1"}, ["starts: a formula has no place here: write a number, or Range(6, 11)"]),
            ({"starts": [1, 2]}, ["starts: a list is not a number: write Range(1, 2)"]),
            ({"starts": True}, ["starts: true is not a number: write the number itself"]),
            ({"lasts": 0}, ["lasts: no time at all: write a number of periods above 0, or leave the effect out"]),
            ({"evidence": "measure"}, ["evidence: 'measure' is not known: write \"measured\""]),
            ({"source": 5}, ['source: 5 is not a text: put it in quotes, "5"']),
            ({"observed": "today"}, ["observed: 'today' is not a date: write it as 2026-06-30"]),
            ({"searched": 0}, ["searched: 0 is not between 1 and 1000000"]),
            ({"p_value": 0}, ["p_value: 0 is not a p-value above 0 and up to 1"]),
            ({"p_value": 1.01}, ["p_value: 1.01 is not a p-value above 0 and up to 1"]),
            ({"p_value": "small"}, ["p_value: 'small' is not a number"]),
            ({"noticed_by": 5}, ['noticed_by: 5 is not a text: put it in quotes, "5"']),
        ],
    )
    def test_what_cannot_be_taken_is_refused(self, changes: dict[str, Any], faults: list[str]) -> None:
        assert refused(an_effect, **changes) == faults

    def test_without_corrections_the_whole_change_counts(self) -> None:
        effect = an_effect(5)
        stated = (effect.deadweight, effect.credit, effect.displacement, effect.drop_off, effect.confidence)
        assert stated == (Point(0.0), Point(1.0), Point(0.0), Point(0.0), Point(1.0))

    @pytest.mark.parametrize("name", ["credit", "evidence", "starts", "searched"])
    def test_what_must_be_said_cannot_be_nothing(self, name: str) -> None:
        assert refused(an_effect, **{name: None})
