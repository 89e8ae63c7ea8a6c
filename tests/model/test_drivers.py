"""Drivers use drivers: in an order that can be worked out, in no circle, and with units that fit."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import pytest

from blogroi import Range
from blogroi.model.driver import Driver
from blogroi.model.drivers import by_chance, changing, circles, driver_faults, in_order, unit_faults, uses

DEEP = 2000


def drivers(**values: Any) -> dict[str, Driver]:
    return {key: Driver("x", value) for key, value in values.items()}


def said_of(stated: Mapping[str, Driver]) -> list[str]:
    return [str(fault) for fault in driver_faults(stated)]


def deep(first: Any) -> dict[str, Driver]:
    """State each driver by the one before it, twice, in the order of the last first."""
    later = {f"d{place}": f"max(d{place - 1}, 1) + 0 * d{place - 1}" for place in range(DEEP - 1, 0, -1)}
    return drivers(**later, d0=first)


def test_drivers_come_after_those_that_they_use_and_keep_their_order_else() -> None:
    stated = drivers(revenue="leads * margin", leads="visits * rate", visits=3000, rate=0.02, margin=50)
    assert in_order(stated) == ("visits", "rate", "leads", "margin", "revenue")
    assert uses(stated["revenue"]) == ("leads", "margin")
    assert said_of(stated) == []


def test_thousands_of_drivers_one_after_the_other_are_put_in_order_at_once() -> None:
    stated = deep(Range(1, 2))
    start = time.perf_counter()
    assert in_order(stated) == tuple(f"d{place}" for place in range(DEEP))
    assert said_of(stated) == []
    assert time.perf_counter() - start < 2.0


class TestCircles:
    def test_its_members_are_named_each_using_the_next(self) -> None:
        stated = drivers(c="a + 1", a="b", b="2 * c")
        assert list(circles(stated)) == [("c", "a", "b")]
        assert said_of(stated) == [
            "drivers.c.value: column 1: goes in a circle: c -> a -> b -> c: state one of them without the others"
        ]

    def test_a_driver_that_uses_itself_is_one(self) -> None:
        assert said_of(drivers(a="1 + a")) == [
            "drivers.a.value: column 5: `a` is computed from itself: state it by other drivers, or as a number"
        ]

    def test_whoever_uses_a_circle_is_not_in_it(self) -> None:
        assert list(circles(drivers(first="a", a="b", b="a", last="b"))) == [("a", "b")]

    def test_every_circle_is_said_and_no_driver_in_two(self) -> None:
        assert list(circles(drivers(a="b", b="a", c="d", d="c"))) == [("a", "b"), ("c", "d")]
        assert list(circles(drivers(a="b + c", b="a", c="a"))) == [("a", "b")]

    def test_one_of_thousands_is_found_and_shown_in_part(self) -> None:
        stated = deep(f"d{DEEP - 1}")
        start = time.perf_counter()
        (circle,) = circles(stated)
        assert sorted(circle) == sorted(stated)
        (fault,) = said_of(stated)
        assert time.perf_counter() - start < 2.0
        assert "(1988 more)" in fault
        assert len(fault) < 300

    def test_all_that_use_all_are_looked_at_in_no_time(self) -> None:
        everything = " + ".join(f"d{place}" for place in range(250))
        stated = drivers(**{f"d{place}": everything for place in range(250)})
        start = time.perf_counter()
        assert len(said_of(stated)) >= 1
        assert time.perf_counter() - start < 2.0


class TestFaults:
    def test_a_key_that_no_formula_can_use_is_refused(self) -> None:
        assert said_of(drivers(**{"lead-rate": 0.02})) == [
            "drivers: 'lead-rate' is not a name for formulas: a name has no hyphen: write lead_rate"
        ]
        assert "`min` is a function there" in said_of(drivers(min=3))[0]
        assert "`return` is a word" in said_of(drivers(**{"return": 3}))[0]
        assert "`age` is the age" in said_of(drivers(age=3))[0]

    def test_a_name_that_is_not_there_is_answered_by_the_nearest(self) -> None:
        assert said_of(drivers(visits=3000, leads="visit * 0.02")) == [
            "drivers.leads.value: column 1: there is no driver `visit`: did you mean `visits`?"
        ]

    def test_a_name_with_a_hyphen_is_answered_by_one_without(self) -> None:
        assert said_of(drivers(lead_rate=0.02, leads="100 * lead-rate")) == [
            "drivers.leads.value: column 7: a name has no hyphen: write lead_rate"
        ]

    @pytest.mark.parametrize("value", ["2 * period", [1, 2], "poisson(2)", "slow"])
    def test_a_profile_by_age_uses_no_driver_that_changes_with_the_period(self, value: Any) -> None:
        stated = drivers(views=value, slow="growth(0.1)", visits="by_age(6, views * 0.9 ** age)")
        assert said_of(stated) == [
            "drivers.visits.value: column 11: `views` changes with the period, and has no place in a profile by age: "
            "multiply by_age(...) by it instead"
        ]

    def test_a_profile_by_age_uses_drivers_that_hold_still(self) -> None:
        assert (
            said_of(drivers(views="2 * best", best=Range(60, 400), visits="by_age(6, views * 0.9 ** age) * period"))
            == []
        )


def test_what_changes_with_the_period_does_so_for_all_that_use_it() -> None:
    luck = Driver("Good and bad months", Range(0.8, 1.2), varies="each period")
    stated = drivers(a="luck * 2", b="a", c="fixed", fixed=3, d=[1, 2], e="ramp(2)", f="period") | {"luck": luck}
    assert changing(stated) == {"a", "b", "d", "e", "f", "luck"}


def test_chance_is_what_varies_and_what_is_called_by_chance_and_all_that_uses_them() -> None:
    luck = Driver("Good and bad years", Range(0.8, 1.2), varies="each year")
    stated = drivers(crises="poisson(rate)", rate=Range(1, 3), cost="crises * 900", a="luck", b="period") | {
        "luck": luck
    }
    assert by_chance(stated) == {"crises", "cost", "a", "luck"}


class TestUnits:
    def stated(self, visits: Driver, **others: Driver) -> list[str]:
        known = {"posts": Driver("x", 6, unit="post"), "views": Driver("x", 120, unit="visit / post"), "visits": visits}
        return [str(fault) for fault in unit_faults(known | others)]

    def test_a_unit_that_fits_is_taken_and_one_that_nobody_stated_is_not_asked_for(self) -> None:
        assert self.stated(Driver("x", "posts * views", unit="visit")) == []
        assert self.stated(Driver("x", "posts * views")) == []
        assert self.stated(Driver("x", 3000, unit="visit")) == []
        assert self.stated(Driver("x", "3000 * growth(0.02)", unit="visit")) == []

    def test_one_that_does_not_fit_is_said(self) -> None:
        assert self.stated(Driver("x", "posts + views", unit="post")) == [
            "drivers.visits.value: column 1: adds or compares what is counted in post with what is counted in visit / post"
        ]
        assert self.stated(Driver("x", "posts / views", unit="visit")) == [
            "drivers.visits.unit: `visit` is stated, and its formula comes to `post ** 2 / visit`"
        ]

    def test_a_unit_goes_on_through_drivers_that_state_none(self) -> None:
        leads = Driver("x", "visits * 0.02", unit="lead")
        assert self.stated(Driver("x", "posts * views"), leads=leads) == [
            "drivers.leads.unit: `lead` is stated, and its formula comes to `visit`"
        ]
