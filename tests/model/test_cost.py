"""What a tool costs, and when: what is refused, and under which name."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from blogroi import (
    Cost,
    Point,
    Range,
)

from ..builders import a_cost, refused

WHEN = '"upfront", "each", or a period number from 1'


class TestCost:
    @pytest.mark.parametrize(
        ("stated", "faults"),
        [
            ({"when": "each"}, ["amount: is missing: give `amount`, or `units` and `unit_cost`"]),
            ({}, ["amount: is missing: give `amount`, or `units` and `unit_cost`", f"when: is missing: {WHEN}"]),
            (
                {"amount": 1, "units": 2, "when": 1},
                ["amount: is said twice: give `amount`, or `units` and `unit_cost`"],
            ),
            ({"units": 2, "when": 1}, ["unit_cost: is missing: `units` and `unit_cost` go together"]),
            ({"unit_cost": 2, "when": 1}, ["units: is missing: `units` and `unit_cost` go together"]),
            ({"amount": 1}, [f"when: is missing: {WHEN}"]),
            ({"amount": [1, 2], "when": "each"}, ["when: is left out where `amount` lists one value for each period; for an interval write Range(1, 2)"]),
            ({"amount": -5, "when": 1}, ["amount: -5 is below zero: a cost is at least 0, and what comes back of it at the end is its `residual`"]),
            ({"amount": [1, -5, "x"]}, ["amount[2]: -5 is below zero: a cost is at least 0, and what comes back of it at the end is its `residual`", "amount[3]: a list holds no formulas: write one formula for all periods, with period in it"]),
            ({"amount": []}, ["amount: is an empty list: give one value for each period"]),
            ({"amount": 1, "when": "yearly"}, ["when: 'yearly' is not known: write \"each\", for every period of the horizon"]),
            ({"amount": 1, "when": True}, [f"when: true is not known: {WHEN}"]),
            ({"amount": 1, "when": 1.5}, [f"when: 1.5 is not known: {WHEN}"]),
            ({"amount": 1, "when": 0}, ["when: there is no period 0: they count from 1; what is paid before the first is \"upfront\""]),
            ({"amount": 1, "when": 10**30}, ["when: there is no period a very large number: they count from 1; 1 is the first of the horizon"]),
            ({"amount": 1, "when": 1, "contingency": -0.1}, ["contingency: -0.1 is below zero: give a number of at least 0"]),
            ({"amount": 1, "when": 1, "paid_by": "organization"}, ["paid_by: 'organization' is not known: write \"organisation\""]),
            ({"amount": 1, "when": 1, "sunk": 1}, ["sunk: 1 is neither true nor false: write True"]),
            ({"amount": 1, "when": 1, "item": " "}, ["item: is empty: write a word or a sentence"]),
        ],
    )  # fmt: skip
    def test_what_cannot_be_taken_is_refused(self, stated: dict[str, Any], faults: list[str]) -> None:
        assert refused(Cost, **({"item": "Writing"} | stated)) == faults

    @pytest.mark.parametrize("when", ["upfront", "each", 1, 1200])
    def test_it_is_paid_when_it_is_said(self, when: Any) -> None:
        assert a_cost(5, when=when).when == when

    def test_numbers_become_points(self) -> None:
        assert a_cost([1, np.float64(2), Range(1, 2)]).amount == (Point(1), Point(2.0), Range(1, 2))

    @pytest.mark.parametrize("name", ["item", "contingency", "paid_by"])
    def test_what_must_be_said_cannot_be_nothing(self, name: str) -> None:
        assert refused(a_cost, **{name: None})

    def test_left_unsaid_the_organisation_pays_and_nothing_is_sunk(self) -> None:
        cost = a_cost(5)
        assert (cost.paid_by, cost.sunk, cost.contingency) == ("organisation", False, Point(0))

    def test_it_may_come_back_in_the_period_in_which_it_is_paid_and_not_before(self) -> None:
        assert a_cost(5, when=2, residual=1, residual_period=2).residual_period == 2
        assert refused(a_cost, 5, when=2, residual=1, residual_period=1) == [
            "residual_period: comes before it is paid, in period 2"
        ]
