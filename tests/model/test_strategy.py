"""Objectives, levers, indicators, scales: what the tools are for, and what such a statement must hold."""

from __future__ import annotations

import math
import pickle
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import attrs
import numpy as np
import pytest

from blogroi import Beta, CaseError, Indicator, Lever, Measurement, Objective, Point, Range, Scale
from blogroi.model import FrozenMap

from ..builders import an_indicator, chamber


def refused(make: Callable[..., object], *stated: Any, **named: Any) -> list[str]:
    with pytest.raises(CaseError) as caught:
        make(*stated, **named)
    return [str(fault) for fault in caught.value.faults]


def objective(**changes: Any) -> Objective:
    return Objective(**({"statement": "Members renew", "aim": "service", "beneficiary": "members"} | changes))


def lever(**changes: Any) -> Lever:
    return Lever(**({"statement": "Questions are answered", "family": "process"} | changes))


class TestObjective:
    @pytest.mark.parametrize(
        ("changes", "faults"),
        [
            ({"statement": ""}, ["statement: is empty: write a word or a sentence"]),
            ({"statement": "  "}, ["statement: is empty: write a word or a sentence"]),
            ({"statement": 5}, ['statement: 5 is not a text: put it in quotes, "5"']),
            (
                {"statement": "\ud800"},
                ["statement: '\\ud800' holds U+D800, half a character, a lone surrogate: take it out"],
            ),
            ({"aim": "services"}, ["aim: 'services' is not known: did you mean `service`?"]),
            ({"aim": 5}, ["aim: 5 is not known: one of revenue, cost, service"]),
            ({"beneficiary": "member"}, ["beneficiary: 'member' is not known: write \"members\""]),
            ({"weight": -1}, ["weight: -1 is below zero: give a number of at least 0"]),
            ({"weight": "heavy"}, ["weight: 'heavy' is not a number: write a number, or Range(6, 11)"]),
        ],
        ids=lambda part: next(iter(part)) if isinstance(part, dict) else "",
    )
    def test_what_cannot_be_taken_is_refused(self, changes: dict[str, Any], faults: list[str]) -> None:
        assert refused(objective, **changes) == faults

    def test_a_service_is_to_somebody(self) -> None:
        (fault,) = refused(Objective, "Serve", aim="service")
        assert fault.startswith("beneficiary: is missing: a service is to somebody, one of organisation,")

    def test_the_public_may_have_its_article(self) -> None:
        assert objective(beneficiary="the public").beneficiary == "public"

    def test_where_nobody_is_named_the_organisation_benefits(self) -> None:
        assert Objective("Sell", aim="revenue").benefits == "organisation"
        assert objective().benefits == "members"

    def test_a_weight_may_be_unknown_certain_or_a_range(self) -> None:
        weights = [objective(weight=weight).weight for weight in (None, 0.4, Range(0.3, 0.6))]
        assert weights == [None, Point(0.4), Range(0.3, 0.6)]


class TestLever:
    @pytest.mark.parametrize(
        ("changes", "faults"),
        [
            ({}, ["objective: say what the lever acts on once: `objective`, or `objectives` with shares"]),
            (
                {"objective": "a", "objectives": {"a": 1.0}},
                ["objective: say what the lever acts on once: `objective`, or `objectives` with shares"],
            ),
            (
                {"objectives": "a"},
                ["objectives: is not a table of shares: write { renewals = 0.7, sales = 0.3 }"],
            ),
            ({"objectives": {"a": 0.5, "b": 0.4}}, ["objectives: the shares sum to 0.9, not to 1"]),
            ({"objectives": {}}, ["objectives: the shares sum to 0, not to 1"]),
            (
                {"objectives": {"a": 0, "b": 1.5}},
                [
                    "objectives.a: 0 is not a share above 0 and up to 1",
                    "objectives.b: 1.5 is not a share above 0 and up to 1",
                ],
            ),
            ({"objectives": {"a": math.nan}}, ["objectives.a: nan is not a finite number"]),
            ({"objective": "a", "family": "processes"}, ["family: 'processes' is not known: write \"process\""]),
            ({"objective": 5}, ['objective: 5 is not a text: put it in quotes, "5"']),
        ],
    )
    def test_what_cannot_be_taken_is_refused(self, changes: dict[str, Any], faults: list[str]) -> None:
        assert refused(lever, **changes) == faults

    def test_one_objective_has_the_whole_share(self) -> None:
        assert lever(objective="a").shares == {"a": 1.0}

    def test_several_have_what_is_said(self) -> None:
        assert lever(objectives={"a": 0.7, "b": 0.3}).shares == {"a": 0.7, "b": 0.3}

    def test_shares_may_miss_one_by_a_rounding(self) -> None:
        assert lever(objectives=dict.fromkeys("abcdefghij", 0.1)).shares["a"] == 0.1


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
            ({"prior": "many"}, ["prior: 'many' is not a number: write a number, or Range(6, 11)"]),
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


PARTS: list[Any] = [
    objective(weight=Range(0.1, 0.2)),
    lever(objectives={"a": 0.7, "b": 0.3}),
    Scale(worst=0, best=4),
    chamber().indicators["calls_avoided"],
]


@pytest.mark.parametrize("part", PARTS, ids=lambda part: type(part).__name__)
class TestEveryPart:
    def test_it_cannot_be_changed(self, part: Any) -> None:
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(part, attrs.fields(type(part))[0].name, None)

    def test_it_is_equal_to_its_like_and_hashed_alike(self, part: Any) -> None:
        again = attrs.evolve(part)
        assert again == part
        assert hash(again) == hash(part)

    def test_it_can_be_sent_to_another_process(self, part: Any) -> None:
        assert pickle.loads(pickle.dumps(part)) == part


class TestMeasurement:
    @pytest.mark.parametrize(
        ("stated", "faults"),
        [
            ({"method": ""}, ["method: is empty: write a word or a sentence"]),
            ({"comparison": "before"}, ["comparison: 'before' is not known: did you mean `before-after`?"]),
            ({"frequency": "daily"}, ["frequency: 'daily' is not known: one of month, once, quarter, week, year"]),
            ({"cost": -1}, ["cost: -1 is below zero: give a number of at least 0"]),
            ({"unit_cost": "5"}, ["unit_cost: '5' is not a number: write 5, without quotes"]),
            ({"n": 0}, ["n: 0 is not between 1 and 1000000000"]),
            ({"n": 2.5}, ["n: 2.5 is not a whole number: write 2 or 3"]),
            ({"source": 5}, ['source: 5 is not a text: put it in quotes, "5"']),
        ],
    )
    def test_what_is_no_measurement_is_refused(self, stated: dict[str, Any], faults: list[str]) -> None:
        assert refused(Measurement, **({"method": "survey"} | stated)) == faults

    def test_an_indicator_takes_one_and_nothing_else(self) -> None:
        measured = an_indicator(measurement=Measurement(method="survey", cost=1200, unit_cost=4, n=200))
        assert measured.measurement is not None
        assert measured.measurement.cost == Point(1200)
        faults = refused(an_indicator, measurement="survey")
        assert faults == ["measurement: 'survey' is not of the class Measurement"]


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


def test_shares_are_copied_into_a_map_that_cannot_be_changed() -> None:
    shares = {"a": 1.0}
    found = lever(objectives=shares)
    shares["a"] = 0.5
    assert found.objectives == FrozenMap({"a": 1.0})
