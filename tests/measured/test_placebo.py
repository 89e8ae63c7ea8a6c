"""Launches that never were: how many there are, how many are apart, and that nothing after the real one is read."""

import datetime
from typing import Any

import numpy as np
import pytest
from attrs import evolve

from blogroi import OptionError
from blogroi.measured import estimate, placebos
from tests.measured import MONDAY, wandering, weekly

SERIES = weekly(wandering(130, seed=8))


def week(number: int) -> datetime.date:
    return MONDAY + datetime.timedelta(weeks=number)


def test_each_is_an_estimate_on_the_weeks_before_it() -> None:
    tried = placebos(SERIES, launch=week(104), weeks=8)
    assert (tried.history, tried.launches, tried.independent) == (52, 45, 6)
    assert [row.day for row in tried.rows] == [week(52 + number) for number in range(45)]
    values = [value for _, value in SERIES]
    for number in (0, 20, 44):
        part = weekly(values[number : number + 60], week(number))
        by_hand = estimate(part, launch=week(number + 52)).total
        row = tried.rows[number]
        assert row.observed == sum(filter(None, values[number + 52 : number + 60]))
        assert (row.observed - row.expected.estimate, row.observed - row.expected.high) == pytest.approx(
            (by_hand.estimate, by_hand.low)
        )
        assert row.held == by_hand.holds(0.0)
    assert tried.covered == sum(row.held for row in tried.rows) / 45


@pytest.mark.parametrize(
    "asked", [{}, {"controls": [weekly(wandering(130, 9))]}, {"last_year": True}, {"clip": 3}, {"skip": 1}]
)
def test_nothing_after_the_launch_is_read(asked: dict[str, Any]) -> None:
    values = list(wandering(130, seed=8))
    other = weekly([*values[:104], *[7] * 26])
    found = placebos(SERIES, launch=week(104), **asked)
    assert placebos(other, launch=week(104), **asked) == found
    assert placebos(weekly(values[:104]), **asked) == found
    assert found.launches > 0


@pytest.mark.parametrize(
    ("weeks_before", "weeks", "history", "launches", "independent"),
    [(104, 13, 52, 40, 4), (76, 8, 52, 17, 3), (75, 8, 26, 42, 6), (60, 8, 26, 27, 4), (34, 8, 26, 1, 1), (33, 8, 26, 0, 0), (10, 2, 26, 0, 0)],
)  # fmt: skip
def test_all_have_one_length_of_history(
    weeks_before: int, weeks: int, history: int, launches: int, independent: int
) -> None:
    tried = placebos(SERIES, launch=week(weeks_before), weeks=weeks)
    assert (tried.history, tried.launches, tried.independent) == (history, launches, independent)


def test_without_enough_weeks_nothing_is_said_of_how_often_it_is_right() -> None:
    tried = placebos(SERIES, launch=week(30))
    assert (tried.covered, tried.least, tried.is_low, tried.fails) == (None, None, False, False)
    assert tried.warnings == (
        "how often the method is right on this series cannot be tried: that takes 34 weeks before the launch",
    )


def test_a_series_that_takes_off_is_warned_of_and_one_that_only_wanders_is_not() -> None:
    weeks = np.arange(104)
    tried = placebos(weekly(np.round(1000 * 1.2 ** np.maximum(weeks - 60, 0)) + weeks % 3))
    assert tried.is_low
    assert tried.warnings[0].startswith("of 45 launches that never were, the interval held what was counted in ")
    assert not placebos(SERIES).is_low
    assert placebos(SERIES).warnings == ()


def test_it_fails_only_below_what_chance_leaves_in_one_series_of_a_hundred() -> None:
    """Of 6 that are each right with 0.9: 2 or fewer in 0.0013, 3 or fewer in 0.016; so 3 of 6 is the least that chance would leave."""
    tried = placebos(SERIES, launch=week(104))
    assert tried.least == 0.5
    assert not evolve(tried, covered=0.5).fails
    assert evolve(tried, covered=0.49).fails
    assert evolve(tried, covered=0.79).is_low
    assert not evolve(tried, covered=0.8).is_low


def test_a_value_says_what_it_is_in_a_line() -> None:
    tried = placebos(SERIES, launch=week(104))
    assert repr(tried) == f"<Placebos: 45 launches; {tried.covered:.0%} held>".replace("%", " %")
    assert repr(placebos(SERIES, launch=week(20))) == "<Placebos: 0 launches>"
    assert repr(tried.rows[0]).startswith(
        f"<PlaceboLaunch '2024-12-30': {'held' if tried.rows[0].held else 'not held'}; "
    )


def test_a_launch_beside_a_gap_is_not_tried() -> None:
    values: list[Any] = list(wandering(104, seed=8))
    values[80] = None
    tried = placebos(weekly(values))
    assert tried.launches == 45 - 8
    assert all(not row.day <= week(80) < row.day + datetime.timedelta(weeks=8) for row in tried.rows)


def test_half_of_the_weeks_before_have_to_be_known() -> None:
    values: list[Any] = list(wandering(40, seed=8))
    for known, launches in ((13, 1), (12, 0)):
        holes = [*values[: known - 1], *[None] * (26 - known), *values[25:34]]
        assert placebos(weekly(holes)).launches == launches


def test_a_time_in_which_nothing_changed_is_left_out() -> None:
    values = [*[5.0] * 40, *wandering(64, seed=1)]
    assert 0 < placebos(weekly(values), weeks=2).launches <= 104 - 52 - 2 + 1
    assert placebos(weekly([5.0] * 104)).launches == 0


def test_what_is_wrong_with_controls_at_all_times_is_refused() -> None:
    with pytest.raises(OptionError, match="controls: repeat the series itself"):
        placebos(SERIES, controls=weekly(2 * wandering(130, seed=8) + 0.5))
    with pytest.raises(OptionError, match="controls: 33 are too many for 130 weeks"):
        placebos(SERIES, controls=[weekly(wandering(130, seed)) for seed in range(20, 53)])


def test_controls_that_do_not_do_for_so_short_a_time_are_said_and_refuse_no_estimate() -> None:
    many = [weekly(wandering(130, seed)) for seed in range(20, 34)]
    tried = placebos(SERIES, controls=many)
    assert (tried.launches, tried.covered, tried.fails) == (0, None, False)
    assert tried.warnings == (
        "how often the method is right on this series cannot be tried: controls: 14 are too many for 52 weeks before: at most 13; add some of them up to one series",
    )


def test_launches_before_which_a_control_did_not_change_are_left_out() -> None:
    control = wandering(130, seed=9)
    control[:54] = 50.0
    tried, all_of_them = placebos(SERIES, controls=weekly(control)), placebos(SERIES)
    assert tried.launches == all_of_them.launches - 3
    assert tried.rows[0].day == week(55)


def test_windows_on_both_sides_of_a_gap_are_apart_as_far_as_there_are_any() -> None:
    values: list[Any] = list(wandering(104, seed=8))
    values[58], values[67], values[76], values[85] = None, None, None, None
    tried = placebos(weekly(values))
    assert tried.launches == 3 + 11  # one between each two gaps, and in the 18 weeks after the last
    assert tried.independent == 3 + 2
