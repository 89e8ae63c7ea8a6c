"""A driver is a named quantity: what it may state, and what is refused with what to write instead."""

from __future__ import annotations

import pickle
from typing import Any

import numpy as np
import pytest

from blogroi import CaseError, Chance, Normal, Point, Range, Samples
from blogroi.model.driver import FEWEST_SAMPLES, Driver
from blogroi.model.formula import Formula
from blogroi.model.unit import PLAIN, Unit

MANY = Samples(range(FEWEST_SAMPLES))


def faults_of(**stated: Any) -> list[str]:
    parts: dict[str, Any] = {"statement": "Visits", "value": 3000}
    with pytest.raises(CaseError) as caught:
        Driver(**(parts | stated))
    return [str(fault) for fault in caught.value.faults]


def test_a_driver_is_drawn_once_unless_it_says_more() -> None:
    driver = Driver("Visits in a month", Range(3000, 5000))
    assert (driver.varies, driver.persistence, driver.unit, driver.source, driver.year) == (
        "once",
        0.0,
        None,
        "",
        None,
    )
    assert driver.is_drawn
    assert driver.dimension is None


def test_a_value_is_a_quantity_a_list_or_a_formula() -> None:
    assert Driver("Posts", 6).value == Point(6)
    assert Driver("Posts", np.float64(6)).value == Point(6)
    assert Driver("Posts", [6, Range(4, 8)]).value == (Point(6), Range(4, 8))
    assert Driver("Posts", np.array([6.0, 8.0])).value == (Point(6), Point(8))
    assert Driver("Leads", "visits * lead_rate").value == Formula("visits * lead_rate")
    assert Driver("Leads", Formula("visits * lead_rate")).value == Formula("visits * lead_rate")


def test_only_what_is_uncertain_by_itself_is_drawn() -> None:
    values: list[Any] = [6, [6, 7], "a * b", Range(1, 2), [6, Range(1, 2)]]
    drawn = [Driver("x", value).is_drawn for value in values]
    assert drawn == [False, False, False, True, True]


def test_what_varies_may_persist() -> None:
    for value in (Normal(1, 0.2), Range(1, 2), MANY, 1):
        assert Driver("Luck", value, varies="each period", persistence=-0.9).persistence == -0.9
    assert Driver("Luck", Normal(1, 0.2), varies="each year", persistence=0.5).varies == "each year"


def test_a_chance_does_not_persist() -> None:
    """Of a quantity of two values the rank correlation would be another than was said."""
    (fault,) = faults_of(value=Chance(0.4), varies="each period", persistence=0.5)
    assert fault.startswith("persistence: goes with what has more than two values")
    assert Driver("Crises", Chance(0.4), varies="each period").persistence == 0.0


def test_a_driver_can_be_sent_to_other_processes_and_compared() -> None:
    driver = Driver("Leads", "visits * lead_rate", unit="lead")
    assert pickle.loads(pickle.dumps(driver)) == driver
    assert Driver("Leads", " visits*lead_rate", unit="lead") == driver
    assert len({driver, Driver("Leads", "visits*(lead_rate)", unit="lead")}) == 1


def test_a_share_says_so_and_lies_between_0_and_1() -> None:
    share = Driver("Leads of a visit", Range(0.01, 0.03), unit="share")
    assert share.is_share
    assert share.dimension == PLAIN
    assert Driver("x", "a * b", unit="share").is_share
    assert Driver("x", 3, unit="visit / post").dimension == Unit.of("visit / post")
    assert faults_of(value=Range(0.4, 1.2), unit="share") == [
        "value.high: 1.2 is not a share between 0 and 1: it would be 120 %"
    ]
    assert faults_of(value=40, unit="share") == ["value: 40 is not a share between 0 and 1: for 40 % write 0.4"]
    assert faults_of(value=[0.4, 40], unit="share") == [
        "value[2]: 40 is not a share between 0 and 1: for 40 % write 0.4"
    ]


@pytest.mark.parametrize(
    ("stated", "path", "cure"),
    [
        ({"statement": ""}, "statement", "write a word or a sentence"),
        ({"value": "visits ^ 2"}, "value", "column 8: `^` has no meaning here: a power is written **"),
        ({"value": "0,4"}, "value", "write 0.4, with a decimal point"),
        ({"value": "5-20"}, "value", "write Range(5, 20)"),
        ({"value": "visits * ramp(3, running)"}, "value", "column 18: `running` counts from the start of an effect"),
        ({"value": None}, "value", "write a number, or Range(6, 11)"),
        ({"value": True}, "value", "write the number itself"),
        ({"value": []}, "value", "one value for each period"),
        ({"value": [1, "2 * a"]}, "value[2]", "a list holds no formulas"),
        ({"value": [1, Formula("a")]}, "value[2]", "a list holds no formulas"),
        ({"value": {"low": 1, "high": 2}}, "value", "write Range(1, 2)"),
        ({"value": [Samples([1, 2]), 3]}, "periods", "is missing"),
        ({"unit": "%"}, "unit", 'a share says "share"'),
        ({"unit": ""}, "unit", "a word is missing"),
        ({"unit": 3}, "unit", "write a text"),
        ({"source": 5}, "source", 'put it in quotes, "5"'),
        ({"year": 26}, "year", "is not between 1000 and 9999"),
        ({"year": 2025.5}, "year", "write 2025 or 2026"),
        ({"varies": "sometimes"}, "varies", "each period"),
        ({"varies": True}, "varies", "each period"),
        ({"value": "a * b", "varies": "each period"}, "varies", "state what varies as a driver"),
        ({"value": [1, 2], "varies": "each year"}, "varies", "a list says it for each period"),
        ({"persistence": 0.5}, "persistence", 'varies = "each period"'),
        ({"value": "a * b", "persistence": 0.5}, "persistence", 'varies = "each period"'),
        ({"varies": "each period", "persistence": 1}, "persistence", "between -1 and 1"),
        ({"varies": "each period", "persistence": -1}, "persistence", "between -1 and 1"),
        ({"varies": "each period", "persistence": 50}, "persistence", "for 50 % write 0.5"),
        ({"varies": "each period", "persistence": "0.5"}, "persistence", "without quotes"),
        ({"varies": "each period", "persistence": float("nan")}, "persistence", "not a finite number"),
        (
            {"value": Samples([1, 2, 3]), "varies": "each period", "persistence": 0.5},
            "persistence",
            "at least 20 samples",
        ),
        ({"periods": "apart"}, "periods", "leave it out"),
        ({"value": "a", "periods": "together"}, "periods", "leave it out"),
    ],
)
def test_what_a_driver_cannot_state_is_refused_with_what_to_write(stated: dict[str, Any], path: str, cure: str) -> None:
    (fault,) = faults_of(**stated)
    assert fault.startswith(f"{path}: ")
    assert cure in fault


def test_all_that_is_beside_the_value_is_said_by_its_name() -> None:
    make: Any = Driver
    with pytest.raises(TypeError):
        make("Visits", 3000, "visit")
