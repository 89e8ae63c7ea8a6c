"""Objectives, levers, indicators, scales: what the tools are for, and what such a statement must hold."""

from __future__ import annotations

import math
from typing import Any

import pytest

from blogroi import Lever, Objective, Point, Range
from blogroi.model import FrozenMap

from ..builders import refused


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
        assert fault.startswith("beneficiary: is missing: whom the service is for, one of organisation,")

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


def test_shares_are_copied_into_a_map_that_cannot_be_changed() -> None:
    shares = {"a": 1.0}
    found = lever(objectives=shares)
    shares["a"] = 0.5
    assert found.objectives == FrozenMap({"a": 1.0})
