"""How an indicator is going to be measured: what can be taken."""

from __future__ import annotations

from typing import Any

import pytest

from blogroi import (
    Measurement,
    Point,
)

from ..builders import an_indicator, refused


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
