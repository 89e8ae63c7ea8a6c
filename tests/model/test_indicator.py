"""Indicators: what is refused of them, and under which name."""

from __future__ import annotations

import math
from datetime import date, datetime
from typing import Any

import attrs
import numpy as np
import pytest

from blogroi import (
    Beta,
    Indicator,
    Point,
    Range,
)

from ..builders import an_indicator, refused


class TestIndicator:
    @pytest.mark.parametrize(
        ("changes", "faults"),
        [
            ({"statement": ""}, ["statement: is empty: write a word or a sentence"]),
            ({"unit": 3}, ['unit: 3 is not a text: put it in quotes, "3"']),
            ({"better": "high"}, ["better: 'high' is not known: write \"higher\""]),
            ({"declared": "1 January"}, ["declared: '1 January' is not a date: write it as 2026-06-30"]),
            (
                {"declared": datetime(2026, 1, 1, 9)},
                ["declared: a date with a time is not a date: write 2026-01-01"],
            ),
            ({"value": -1}, ["value: -1 is below zero: give a number of at least 0"]),
            ({"value": True}, ["value: true is not a number: write the number itself"]),
            ({"value": math.nan}, ["value: nan is not a finite number"]),
            ({"value": Range(-1, 1)}, ["value.low: -1 is below zero: give a number of at least 0"]),
            ({"margin": 1.5}, ["margin: 1.5 is not a share between 0 and 1: it would be 150 %"]),
            ({"valuation": "market"}, ["valuation: 'market' is not known: did you mean `market price`?"]),
            ({"cash": "avoid"}, ["cash: 'avoid' is not known: did you mean `avoided`?"]),
            ({"stage": "outcomes"}, ["stage: 'outcomes' is not known: did you mean `outcome`?"]),
            ({"prior": "many"}, ["prior: a formula has no place here: write a number, or Range(6, 11)"]),
            ({"lever": ""}, ["lever: is empty: write a word or a sentence"]),
        ],
        ids=lambda part: next(iter(part)) if isinstance(part, dict) else "",
    )
    def test_what_cannot_be_taken_is_refused(self, changes: dict[str, Any], faults: list[str]) -> None:
        assert refused(an_indicator, **changes) == faults

    def test_numbers_become_points(self) -> None:
        found = an_indicator(np.float64(8), margin=1, prior=-3)
        assert (found.value, found.margin, found.prior) == (Point(8.0), Point(1), Point(-3))

    def test_a_share_may_be_a_beta(self) -> None:
        assert an_indicator(margin=Beta(2, 3)).margin == Beta(2, 3)

    @pytest.mark.parametrize("name", ["statement", "unit", "better"])
    def test_what_must_be_said_cannot_be_nothing(self, name: str) -> None:
        assert refused(an_indicator, **{name: None})

    def test_a_scale_is_a_scale(self) -> None:
        assert refused(an_indicator, scale="steep")


def test_a_baseline_has_a_day_and_a_day_has_a_baseline() -> None:
    read = date(2025, 12, 1)
    assert an_indicator(baseline=0, baseline_date=read, target=Range(5, 9)).baseline == Point(0)
    faults = refused(an_indicator, baseline_date=read)
    assert faults == ["baseline_date: is the day of no baseline: state the `baseline` too"]


def test_a_changed_copy_is_checked_again() -> None:
    changed = attrs.evolve(an_indicator(), value=5)
    assert isinstance(changed, Indicator)
    assert changed.value == Point(5)
    assert refused(attrs.evolve, changed, value=-5) == ["value: -5 is below zero: give a number of at least 0"]
