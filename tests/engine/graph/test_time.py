"""What acts over periods."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogroi.engine.graph import time
from blogroi.engine.graph.algebra import ONE, add, apply, less, multiply
from blogroi.engine.graph.node import Field, FieldPath, number, schedule, values_of
from blogroi.engine.graph.terms import terms_of
from blogroi.model import Range, Uniform
from tests.engine.graph.worlds import came_to, each_period, once

COMING = st.lists(st.floats(-100, 100), min_size=2, max_size=8)


@given(coming=COMING, kept=st.floats(0.0, 1.2), before=st.integers(0, 5))
def test_by_age_is_the_double_sum(coming: list[float], kept: float, before: int) -> None:
    periods = len(coming)
    profile = [kept**age for age in range(periods + before)]
    found = time.by_age(schedule(coming), schedule(profile), periods, before)
    padded = [coming[0]] * before + coming
    expected = [sum(padded[p + before - age] * profile[age] for age in range(p + before + 1)) for p in range(periods)]
    np.testing.assert_allclose(values_of(found, periods), expected, rtol=1e-12, atol=1e-9)


@pytest.mark.parametrize("before", [0, 3])
def test_by_age_is_the_same_in_each_way_of_working_it_out(before: int) -> None:
    """As a sum of profiles times rows, as a recursion, and as the double sum."""
    periods, kept = 6, once("kept", Uniform(0.7, 1.0))
    ages = schedule(range(1, periods + before + 1))
    moving = each_period("x", periods, Range(2, 10))
    as_recursion = time.by_age(moving, apply("**", kept, less(ages, ONE)), periods, before)
    as_sum = time.by_age(
        moving, multiply(apply("**", kept, ages), apply("/", ONE, apply("exp", apply("log", kept)))), periods, before
    )
    assert as_recursion.operation == "geometric"
    assert as_sum.operation != "geometric"
    np.testing.assert_allclose(came_to(as_recursion, periods), came_to(as_sum, periods), rtol=1e-12)


def test_what_is_drawn_once_stands_outside_the_sum_over_ages() -> None:
    peak, posts = once("peak", Range(60, 400)), once("posts", Range(2, 10))
    found = time.by_age(posts, multiply(peak, schedule([0.5, 1.0, 0.9])), 3)
    assert terms_of(found, 3) is not None
    expected = came_to(posts, 1)[0] * came_to(peak, 1)[0] * np.cumsum([0.5, 1.0, 0.9])[:, None]
    np.testing.assert_allclose(came_to(found, 3), expected, rtol=1e-12)


def test_churn_is_what_its_closed_form_says() -> None:
    """10 a month arrive and 5 % leave: in month p there are 10 (1 - 0.95^p) / 0.05."""
    found = time.by_age(number(10), apply("**", number(0.95), schedule(range(24))), 24)
    np.testing.assert_allclose(values_of(found, 24), [10 * (1 - 0.95**p) / 0.05 for p in range(1, 25)], rtol=1e-12)


@given(coming=COMING, by=st.floats(0.0, 9.0))
def test_a_delay_moves_parts_of_periods(coming: list[float], by: float) -> None:
    periods = len(coming)
    found = values_of(time.delay(schedule(coming), number(by), periods), periods)
    whole, part = math.floor(by), by - math.floor(by)
    expected = [
        (1 - part) * (coming[p - whole] if p >= whole else 0.0) + part * (coming[p - whole - 1] if p > whole else 0.0)
        for p in range(periods)
    ]
    np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-9)


def test_an_uncertain_delay_moves_each_draw_by_its_own() -> None:
    by = once("by", Uniform(0.0, 2.0))
    found, lag = came_to(time.delay(schedule([1, 2, 3, 4]), by, 4), 4), came_to(by, 1)[0]
    for period in range(4):
        lag_whole, part = np.floor(lag), lag - np.floor(lag)
        now = np.maximum(period - lag_whole + 1, 0)
        before = np.maximum(period - lag_whole, 0)
        np.testing.assert_allclose(found[period], (1 - part) * now + part * before, rtol=1e-12)


def test_a_delay_below_zero_is_no_number() -> None:
    assert np.isnan(came_to(time.delay(schedule([1, 2]), less(once("by"), number(2.0)), 2), 2)).all()


@given(starts=st.floats(1, 8), lasts=st.floats(0.5, 8))
def test_what_is_at_work_is_so_for_as_long_as_it_lasts(starts: float, lasts: float) -> None:
    parts = values_of(time.at_work(number(starts), number(lasts), 20), 20)
    assert abs(parts.sum() - lasts) < 1e-9
    assert ((parts >= 0.0) & (parts <= 1.0)).all()


def test_a_start_that_is_not_known_is_as_those_that_it_can_be() -> None:
    starts, lasts = once("starts", Uniform(1.0, 5.0)), once("lasts", Uniform(0.5, 3.0))
    found, (begin, length) = (
        came_to(time.at_work(starts, lasts, 8), 8),
        (came_to(part, 1)[0] for part in (starts, lasts)),
    )
    for period in range(1, 9):
        expected = np.clip(np.minimum(period, begin - 1 + length) - np.maximum(period - 1, begin - 1), 0.0, 1.0)
        np.testing.assert_allclose(found[period - 1], expected, atol=1e-12)


def test_an_effect_fades_from_its_start_on() -> None:
    assert time.fading(number(0.5), number(2), 4).data == (1.0, 1.0, 0.5, 0.25)
    kept, starts = once("kept", Uniform(0.5, 0.9)), once("starts", Uniform(1.0, 3.0))
    found, base, begin = came_to(time.fading(kept, starts, 5), 5), came_to(kept, 1)[0], came_to(starts, 1)[0]
    for period in range(1, 6):
        np.testing.assert_allclose(found[period - 1], base ** np.maximum(0.0, period - begin), rtol=1e-12)


def test_a_ramp_of_no_length_is_at_its_end_at_once() -> None:
    assert time.ramp(number(0.0), time.periods(3)) == ONE
    assert time.ramp(number(4.0), time.periods(5)).data == (0.25, 0.5, 0.75, 1.0, 1.0)


def test_a_season_gives_each_period_its_own() -> None:
    luck = once("luck")
    found = came_to(time.season([number(1), luck], [0, 1, 0, 1]), 4)
    assert np.array_equal(found, np.stack([np.ones(1000), came_to(luck, 1)[0]] * 2))


def test_what_came_so_far_is_added_up() -> None:
    moving = each_period("x", 5, Range(2, 10))
    np.testing.assert_allclose(
        came_to(time.cumulative(moving, 5), 5), np.cumsum(came_to(moving, 5), axis=0), rtol=1e-14
    )
    assert time.cumulative(add(number(1), number(1)), 3).data == (2.0, 4.0, 6.0)


def test_a_field_holds_any_number_unless_it_is_said() -> None:
    field = Field(FieldPath("a"))
    assert (field.low, field.high, field.share) == (-np.inf, np.inf, 0.0)
