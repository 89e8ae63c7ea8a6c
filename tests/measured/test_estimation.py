"""What a launch changed: which weeks are counted, what is refused, and what must not make a difference."""

import datetime
from typing import Any

import numpy as np
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from blogroi import OptionError
from blogroi.measured import Estimate, Interval, Series, counterfactual, estimate
from tests.measured import MONDAY, wandering, weekly

LAUNCH = MONDAY + datetime.timedelta(weeks=52)
SERIES = weekly(wandering(60))


def week(number: int, day: int = 0) -> datetime.date:
    return MONDAY + datetime.timedelta(weeks=number, days=day)


def near(numbers: Any) -> Any:
    return Interval(*[pytest.approx(number) for number in numbers])  # type: ignore[arg-type]


def refused(series: Any = SERIES, **asked: Any) -> str:
    with pytest.raises(OptionError) as caught:
        estimate(series, **{"launch": LAUNCH} | asked)
    return str(caught.value)


def test_the_parts_of_an_estimate_say_the_same_thing() -> None:
    drawn, found = counterfactual(SERIES, launch=LAUNCH), estimate(SERIES, launch=LAUNCH)
    sums = drawn.paths.sum(axis=0)
    total = drawn.observed.sum() - np.quantile(sums, [0.5, 0.95, 0.05])
    assert found.total == near(total)
    assert found.per_week == near(total / 8)
    assert found.lift == near(drawn.observed.sum() / np.quantile(sums, [0.5, 0.95, 0.05]) - 1)
    assert [one.observed for one in found.weeks] == [value for _, value in SERIES][52:]
    assert [one.day for one in found.weeks] == [week(number) for number in range(52, 60)]
    first = np.quantile(drawn.paths[0], [0.5, 0.05, 0.95])
    assert found.weeks[0].expected == near(first)
    assert (found.weeks_before, found.weeks_after, found.until) == (52, 8, week(60) - datetime.timedelta(days=1))
    assert (found.method, found.series_sha256, found.warnings) == ("level-1", SERIES.sha256, ())


@pytest.mark.parametrize(
    ("launch", "asked", "before", "after"),
    [
        (week(52), {}, 52, range(52, 60)),
        (week(52, 1), {}, 52, range(53, 60)),  # the week that holds it is neither
        (week(52, 6), {}, 52, range(53, 60)),
        (week(52), {"skip": 2}, 52, range(54, 60)),
        (week(52, 3), {"skip": 1}, 52, range(54, 60)),
        (week(52), {"until": week(55, -1)}, 52, range(52, 55)),
        (week(52), {"until": week(55, 5)}, 52, range(52, 55)),  # a week that is not over is not counted
        (week(52), {"until": week(99)}, 52, range(52, 60)),
        (week(30), {}, 30, range(30, 60)),
    ],
)  # fmt: skip
def test_which_weeks_are_before_and_which_after(
    launch: datetime.date, asked: dict[str, Any], before: int, after: range
) -> None:
    found = estimate(SERIES, launch=launch, **asked)
    assert found.weeks_before == before
    assert [one.day for one in found.weeks] == [week(number) for number in after]


def test_days_give_what_their_weeks_give() -> None:
    generator = np.random.default_rng(5)
    days = [MONDAY + datetime.timedelta(days=n) for n in range(7 * 60)]
    daily = Series(days, generator.poisson(30, 7 * 60))
    weeks = Series(daily.weeks().keys(), daily.weeks().values())
    found, by_week = estimate(daily, launch=LAUNCH), estimate(weeks, launch=LAUNCH)
    assert found == evolve(by_week, series_sha256=daily.sha256)


def test_weeks_after_that_are_unknown_are_not_counted() -> None:
    values: list[Any] = list(wandering(60))
    values[54] = None
    found = estimate(weekly(values), launch=LAUNCH)
    assert [one.day for one in found.weeks] == [week(number) for number in (52, 53, 55, 56, 57, 58, 59)]
    assert found.warnings[0] == "1 week after the launch cannot be counted, since a number is missing"


def test_too_few_weeks_before_are_refused_unless_they_are_allowed_aloud() -> None:
    said = refused(launch=week(20))
    assert said == (
        "launch: there are 20 weeks in full before 2024-05-20, too few to know how the series moves by itself: at least 26. "
        "Take an export that begins earlier, or count something that has been counted for longer; `at_least=20` (`--at-least 20`) takes them as they are"
    )
    found = estimate(SERIES, launch=week(20), at_least=13)
    assert found.weeks_before == 20
    assert found.warnings[0].startswith(
        "there are 20 weeks before the launch, fewer than 52: on weekly series where nothing"
    )
    assert "at_least=5" not in refused(launch=week(5), at_least=8)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"launch": week(60)}, "launch: no week after 2025-02-24 can be counted: the last one that is known begins on 2025-02-17"),
        ({"launch": week(400)}, "launch: no week after"),
        ({"until": week(52, 3)}, "until: between the launch on 2024-12-30 and 2025-01-02, nothing is left"),
        ({"until": week(54), "skip": 3}, "until: between the launch on 2024-12-30 and 2025-01-13, nothing is left"),
        ({"until": week(40)}, "until: 2024-10-07 is before the launch on 2024-12-30"),
        ({"skip": 100_000}, "launch: no week after"),
        ({"launch": "15/01/2025"}, "launch: '15/01/2025' is not a date: write 2025-01-15"),
        ({"launch": None}, "launch: nothing is not a date"),
        ({"skip": -1}, "skip: -1 is not between 0 and"),
        ({"at_least": 4}, "at_least: 4 is not between 8 and"),
        ({"confidence": 90}, "confidence: 90 is not a chance from 0.5 to 0.99: for 90 % write 0.9"),
        ({"confidence": True}, "confidence: true is not a chance"),
        ({"clip": 0}, "clip: 0 is not a number above zero"),
        ({"state": "of"}, "state: 'of' is not known"),
        ({"paths": 10}, "paths: 10 is not between 100 and"),
        ({"seed": -1}, "seed: -1 is not between 0 and"),
        ({"series": [1, 2]}, "series: a list is not a series: write `Series(days, values)`"),
        ({"series": weekly([7] * 60)}, "series: nothing changes before the launch: all is 7."),
        ({"controls": "SERIES"}, "controls: 'SERIES' is not a list of series"),
        ({"controls": [5]}, "controls[1]: 5 is not a series"),
        ({"controls": [SERIES]}, "controls[1]: is the series itself"),
        ({"controls": [weekly([7] * 60)]}, "controls: [1] never changes before the launch"),
        ({"controls": [weekly(2 * wandering(60) + 0.5)]}, "controls: repeat the series itself"),
        ({"controls": [weekly(wandering(60, 4)), weekly(2 * wandering(60, 4) + 0.5)]}, "controls: some say the same as others"),
        ({"controls": [weekly(wandering(60, 4), MONDAY + datetime.timedelta(days=1))]}, "controls: weeks begin on different days"),
        ({"controls": [Series(["2024-01-01", "2024-02-01"], [1, 2], "month")]}, "controls[1]: is kept by the month, the series by the week"),
        ({"controls": [weekly(wandering(60, seed)) for seed in range(1, 15)]}, "controls: 14 are too many for 52 weeks before: at most 13"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_refused_with_what_would_be_right(asked: dict[str, Any], said: str) -> None:
    assert refused(**asked).startswith(said)


def test_the_last_day_of_the_calendar_is_a_day_like_others() -> None:
    last = estimate(SERIES, launch=week(52), until=datetime.date.max)
    assert (last.total, last.weeks_after) == (estimate(SERIES, launch=week(52)).total, 8)


def test_the_same_series_and_seed_give_the_same_figures_and_another_seed_nearly_so() -> None:
    found = estimate(SERIES, launch=LAUNCH)
    assert estimate(SERIES, launch=LAUNCH) == found
    other = estimate(SERIES, launch=LAUNCH, seed=2)
    assert other != found
    assert other.total.estimate == pytest.approx(found.total.estimate, abs=0.02 * (found.total.high - found.total.low))


def test_what_is_not_read_moves_no_figure() -> None:
    found = estimate(SERIES, launch=LAUNCH, until=week(56, -1))
    later = weekly([*list(wandering(60))[:56], 9999, None, 0, 5])
    assert estimate(later, launch=LAUNCH, until=week(56, -1)) == evolve(
        found, series_sha256=later.sha256, warnings=later.warnings
    )
    named = evolve(SERIES, name="calls")
    assert estimate(named, launch=LAUNCH, until=week(56, -1)) == evolve(found, series="calls")


@pytest.mark.parametrize("asked", [{}, {"skip": 1}, {"clip": 3}, {"last_year": True}, {"confidence": 0.5}])
def test_switched_off_is_the_mirror_of_switched_on(asked: dict[str, Any]) -> None:
    series, launch = weekly(wandering(140, seed=3)), week(132)
    on, off = estimate(series, launch=launch, **asked), estimate(series, launch=launch, state="off", **asked)
    for one, other in ((on.total, off.total), (on.per_week, off.per_week)):
        assert (other.estimate, other.low, other.high) == (-one.estimate, -one.high, -one.low)
    assert off.weeks == on.weeks
    drawn = counterfactual(series, launch=launch, **{k: v for k, v in asked.items() if k != "confidence"})
    assert off.lift is not None
    assert off.lift.estimate == pytest.approx(np.median(drawn.paths.sum(axis=0)) / drawn.observed.sum() - 1)


def test_what_is_left_out_for_a_time_is_found_as_what_is_launched_is() -> None:
    """An issue that is left out takes away a fifth of what there is with it: with it, there is a quarter more than without."""
    generator = np.random.default_rng(2)
    without = 1000 * np.exp(0.02 * generator.standard_normal(60))
    with_it = without * 1.25
    launched = estimate(weekly(np.where(np.arange(60) < 52, without, with_it)), launch=LAUNCH)
    left_out = estimate(weekly(np.where(np.arange(60) < 52, with_it, without)), launch=LAUNCH, state="off")
    for found in (launched, left_out):
        assert found.lift is not None
        assert found.lift.holds(0.25)
        assert found.per_week.holds(250)
        assert found.per_week.low > 0


def test_where_there_may_be_nothing_without_it_no_change_in_per_cent_is_given() -> None:
    rare = weekly([n % 9 == 0 for n in range(60)] and [1.0 if n % 9 == 0 else 0.0 for n in range(60)])
    found = estimate(rare, launch=week(58))
    assert found.lift is None
    assert "has no bound" in found.warnings[0]
    assert found.total.low <= 0 <= found.total.high
    nothing = weekly([*wandering(52), *[0] * 8])
    assert estimate(nothing, launch=LAUNCH, state="off").lift is None
    assert estimate(nothing, launch=LAUNCH).lift is not None


def test_no_week_is_expected_to_have_fewer_than_none() -> None:
    counts = weekly(np.random.default_rng(1).poisson(0.5, 60))
    assert counterfactual(counts, launch=LAUNCH).paths.min() == 0.0
    scores = Series(counts.days, np.log(wandering(60)) - 5.3, scale="identity")
    assert counterfactual(scores, launch=LAUNCH).paths.min() < 0.0


def test_a_control_that_moves_alike_makes_the_interval_narrower_and_one_that_does_not_hardly_wider() -> None:
    common, own = wandering(60, 1, step=0.2, noise=0.0), wandering(60, 2, step=0.01, noise=0.02)
    series, alike, other = weekly(common * own / 100), weekly(common), weekly(wandering(60, 9))
    alone = estimate(series, launch=LAUNCH).total
    narrow = estimate(series, launch=LAUNCH, controls=[alike]).total
    wide = estimate(series, launch=LAUNCH, controls=[other]).total
    assert narrow.high - narrow.low < (alone.high - alone.low) / 3
    assert wide.high - wide.low == pytest.approx(alone.high - alone.low, rel=0.25)


def test_a_control_that_follows_twenty_years_of_growth_closely_is_not_the_series_itself() -> None:
    times = np.arange(1048) / 1040
    noise = np.random.default_rng(1).standard_normal((2, 1048)) / 1000
    first = datetime.date(2000, 1, 3)
    days = [first + datetime.timedelta(weeks=place) for place in range(1048)]
    series = Series(days, 100 * times + 10 * times**2 + noise[0], scale="identity")
    control = Series(days, 100 * times + noise[1], scale="identity")
    found = estimate(series, launch=days[1040], controls=control)
    assert found.total.high - found.total.low < 2
    copied = Series(
        days,
        [None if place % 40 == 1 else 3 * value + 2 for place, (_, value) in enumerate(series) if value is not None],
        scale="identity",
    )
    with pytest.raises(OptionError, match="controls: repeat the series itself"):
        estimate(series, launch=days[1040], controls=copied)


def test_there_is_room_for_a_control_in_each_four_weeks() -> None:
    controls = [weekly(wandering(60, seed)) for seed in range(1, 14)]
    assert estimate(SERIES, launch=LAUNCH, controls=controls).weeks_before == 52


def test_a_value_says_what_it_is_in_a_line() -> None:
    found = estimate(evolve(SERIES, name="calls"), launch=LAUNCH)
    assert repr(found).startswith("<Estimate of 'calls': on at 2024-12-30; ")
    assert repr(found).endswith(" a week over 8 weeks>")
    assert repr(counterfactual(SERIES, launch=LAUNCH)) == "<Counterfactual: 2,000 paths; 8 weeks>"
    assert repr(found.weeks[0]).startswith("<MeasuredWeek '2024-12-30': ")


def test_the_order_of_controls_says_nothing() -> None:
    controls = [weekly(wandering(60, seed)) for seed in (4, 5, 6)]
    found = estimate(SERIES, launch=LAUNCH, controls=controls)
    turned = estimate(SERIES, launch=LAUNCH, controls=controls[::-1])
    assert found.controls == ("1", "2", "3")
    one, other = found.total, turned.total
    assert (other.estimate, other.low, other.high) == pytest.approx((one.estimate, one.low, one.high), rel=1e-9)


def test_one_control_need_not_stand_in_a_list_and_a_name_is_kept() -> None:
    control = evolve(weekly(wandering(60, 4)), name="calls.csv:other_desk")
    assert estimate(SERIES, launch=LAUNCH, controls=control).controls == ("calls.csv:other_desk",)


def test_weeks_without_a_control_are_not_read_before_and_not_counted_after() -> None:
    values: list[Any] = list(wandering(60, 4))
    values[10] = values[54] = None
    found = estimate(SERIES, launch=LAUNCH, controls=[weekly(values)])
    blank: list[Any] = [value for _, value in SERIES]
    blank[10] = blank[54] = None
    assert (found.weeks_before, found.weeks_after) == (51, 7)
    other = estimate(weekly(blank), launch=LAUNCH, controls=[weekly(values)])
    assert found.total == other.total
    short = weekly(wandering(30, 4), week(22))
    assert estimate(SERIES, launch=week(50), controls=[short]).weeks_before == 28


def test_a_control_of_days_follows_the_weeks_of_the_series() -> None:
    days = [MONDAY + datetime.timedelta(days=n) for n in range(-6, 7 * 61)]
    sundays = weekly(wandering(60), MONDAY - datetime.timedelta(days=1))
    control = Series(days, np.random.default_rng(0).poisson(30, len(days)))
    found = estimate(sundays, launch=LAUNCH - datetime.timedelta(days=1), controls=[control])
    assert (found.weeks_before, found.weeks_after) == (52, 8)


def test_ten_years_after_are_the_most() -> None:
    series = weekly(wandering(600))
    assert refused(series, launch=week(60)) == (
        "until: there are 540 weeks after the launch, of which 520 at most are counted: name the last day, or count by longer steps"
    )
    assert estimate(series, launch=week(60), until=week(580, -1)).weeks_after == 520


def test_what_was_twenty_years_ago_is_not_read() -> None:
    values = wandering(1200, 3, step=0.01)
    one, other = (
        estimate(weekly(part, first), launch=week(1192))
        for part, first in ((values, MONDAY), (values[152:], week(152)))
    )
    assert one.weeks_before == other.weeks_before == 1040
    assert one.total == other.total


def test_last_year_is_the_series_itself_a_year_before() -> None:
    seasons = 1 + 0.5 * np.sin(2 * np.pi * np.arange(164) / 52)
    series = weekly(wandering(164, 1, step=0.01, noise=0.02) * seasons)
    plain, with_it = (estimate(series, launch=week(156), last_year=asked) for asked in (False, True))
    assert with_it.weeks_before == 104  # those that have a year before them
    assert with_it.controls == ("last year",)
    assert with_it.total.high - with_it.total.low < 0.7 * (plain.total.high - plain.total.low)
    shifted = weekly([value for _, value in series], week(52))
    by_hand = estimate(series, launch=week(156), controls=[shifted])
    assert by_hand.total == with_it.total


def test_last_year_ends_where_the_launch_lies_a_year_back() -> None:
    series = weekly(wandering(180))
    found = estimate(series, launch=week(110), last_year=True)
    assert found.weeks_after == 52
    assert "18 weeks are left out: a year before them it had been launched already" in found.warnings


def test_one_hit_of_the_press_is_brought_in_where_it_is_asked_for() -> None:
    values = wandering(60)
    values[40] *= 8
    plain, brought_in = (estimate(weekly(values), launch=LAUNCH, clip=clip) for clip in (None, 4))
    assert brought_in.total.high - brought_in.total.low < plain.total.high - plain.total.low
    assert estimate(SERIES, launch=LAUNCH, clip=100) == estimate(SERIES, launch=LAUNCH)
    rare = weekly([5.0 if n % 9 == 0 else 1.0 for n in range(60)])
    assert estimate(rare, launch=LAUNCH, clip=4) == estimate(
        rare, launch=LAUNCH
    )  # half of all are alike: there is no measure


def test_a_gap_widens_and_a_zero_in_its_place_would_say_much_more() -> None:
    values: list[Any] = list(wandering(60, noise=0.02))
    whole = estimate(weekly(values), launch=LAUNCH)
    gap = estimate(weekly([None if n in (44, 47, 50, 51) else value for n, value in enumerate(values)]), launch=LAUNCH)
    zeros = estimate(weekly([0 if n in (44, 47, 50, 51) else value for n, value in enumerate(values)]), launch=LAUNCH)
    reach = [found.total.high - found.total.low for found in (whole, gap, zeros)]
    assert reach[0] < reach[1] < 0.8 * reach[2]
    assert gap.weeks_before == 48


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 1000), factor=st.sampled_from([3, 10, 100]))
def test_counts_of_another_size_give_figures_of_that_size(seed: int, factor: int) -> None:
    """Half a count more matters little where counts are large: a share of 1 / (2 * 500) of each week."""
    values = wandering(60, seed, level=2000.0)
    one, other = (estimate(weekly(values * times), launch=LAUNCH) for times in (1, factor))
    reach = one.total.high - one.total.low
    for name in ("estimate", "low", "high"):
        assert getattr(other.total, name) / factor == pytest.approx(getattr(one.total, name), abs=0.06 * reach)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 1000), factor=st.sampled_from([0.25, 2.0, 1024.0]), shift=st.integers(-64, 64))
def test_scores_on_another_scale_give_figures_on_that_scale(seed: int, factor: float, shift: int) -> None:
    values = np.round(64 * np.log(wandering(60, seed))) / 64
    one, other = (
        estimate(Series(SERIES.days, scores, scale="identity"), launch=LAUNCH)
        for scores in (values, factor * (values + shift))
    )
    reach = one.total.high - one.total.low
    for name in ("estimate", "low", "high"):
        assert getattr(other.total, name) / factor == pytest.approx(getattr(one.total, name), abs=0.06 * reach)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 1000), weeks=st.integers(-500, 500))
def test_the_calendar_says_nothing(seed: int, weeks: int) -> None:
    values, shift = wandering(60, seed), datetime.timedelta(weeks=weeks)
    one, other = (
        estimate(weekly(values), launch=LAUNCH),
        estimate(weekly(values, MONDAY + shift), launch=LAUNCH + shift),
    )
    assert (other.total, other.lift) == (one.total, one.lift)


@settings(max_examples=25, deadline=None)
@given(
    values=st.lists(st.one_of(st.none(), st.integers(0, 10**6)), min_size=34, max_size=70),
    state=st.sampled_from(["on", "off"]),
    step=st.sampled_from(["week", "month", "year"]),
)
def test_any_series_is_estimated_or_refused(values: list[int | None], state: Any, step: Any) -> None:
    if all(value is None for value in values):
        return
    length = {"week": 7, "month": 31, "year": 366}[step]
    series = Series([MONDAY + datetime.timedelta(days=length * n) for n in range(len(values))], values, step)
    try:
        found: Estimate = estimate(series, launch=series.days[28], state=state, at_least=8)
    except OptionError:
        return
    turned = estimate(series, launch=series.days[28], state="off" if state == "on" else "on", at_least=8)
    for one, other in ((found.total, turned.total), (found.per_week, turned.per_week)):
        assert (other.estimate, other.low, other.high) == (-one.estimate, -one.high, -one.low)
    for one in (found.total, found.per_week, *([found.lift] if found.lift else [])):
        assert np.isfinite([one.low, one.estimate, one.high]).all()
        assert one.low <= one.estimate <= one.high
