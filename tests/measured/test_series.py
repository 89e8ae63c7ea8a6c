"""A series is taken as people and other libraries hold it, or refused with all that is wrong; a gap is never a zero."""

import datetime
import subprocess
import sys
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogroi import CaseError, OptionError
from blogroi.measured import Series
from tests.measured import MONDAY, weekly

DAYS = [MONDAY + datetime.timedelta(days=n) for n in range(28)]


def faults(*arguments: Any, **named: Any) -> list[str]:
    with pytest.raises(CaseError) as caught:
        Series(*arguments, **named)
    return [str(fault) for fault in caught.value.faults]


def test_days_are_added_up_to_weeks_from_monday_to_sunday() -> None:
    series = Series([day + datetime.timedelta(days=3) for day in DAYS], range(28))
    assert list(series.weeks().items()) == [
        (MONDAY + datetime.timedelta(days=7), float(sum(range(4, 11)))),
        (MONDAY + datetime.timedelta(days=14), float(sum(range(11, 18)))),
        (MONDAY + datetime.timedelta(days=21), float(sum(range(18, 25)))),
    ]
    assert series.warnings == ("the last week ends on 2024-01-31 and is not full: it is left out",)


def test_a_week_that_lacks_a_day_is_unknown_whether_the_day_is_left_out_or_none() -> None:
    left_out = Series([*DAYS[:9], *DAYS[10:]], [1] * 27)
    stated = Series(DAYS, [1] * 9 + [None] + [1] * 18)
    assert list(left_out.weeks().values()) == [7.0, None, 7.0, 7.0]
    assert left_out.weeks() == stated.weeks()
    assert left_out.sha256 == stated.sha256
    assert left_out.warnings == ("1 week in between lacks a number and is left out: a gap is not a zero",)


def test_means_and_scores_are_averaged_over_the_week() -> None:
    assert list(Series(DAYS, [*range(1, 8), *[4] * 21], scale="identity").weeks().values()) == [4.0] * 4


def test_weeks_are_taken_as_they_are_and_a_week_left_out_is_a_gap() -> None:
    sundays = Series(["2024-01-07", "2024-01-14", "2024-01-28"], [5, 6, 8])
    assert list(sundays.weeks().items()) == [
        (datetime.date(2024, 1, 7), 5.0),
        (datetime.date(2024, 1, 14), 6.0),
        (datetime.date(2024, 1, 21), None),
        (datetime.date(2024, 1, 28), 8.0),
    ]


@pytest.mark.parametrize(
    ("step", "days"),
    [
        ("month", ["2024-11-30", "2024-12-01", "2025-02-28"]),
        ("quarter", ["2024-05-01", "2024-07-01", "2025-01-01"]),
        ("year", ["2020-12-31", "2021-01-01", "2023-05-05"]),
        ("day", ["2024-02-28", "2024-02-29", "2024-03-02"]),
    ],
)
def test_other_steps_are_kept(step: Any, days: list[str]) -> None:
    assert list(Series(days, [1, 2, 3], step=step).weeks().values()) == [1.0, 2.0, None, 3.0]


def test_amounts_in_a_large_unit_are_told_to_take_a_smaller_one() -> None:
    assert weekly([0.4, 1.2, 0.9]).warnings[0].startswith("numbers about 0.9 are no counts, and half a count is added")
    assert weekly([1, 0, 2]).warnings == ()
    assert weekly([400.5, 1200.25, 900]).warnings == ()
    assert Series(DAYS[::7], [0.4, 1.2, 0.9, 0.5], scale="identity").warnings == ()


def test_two_values_of_one_step_are_refused() -> None:
    assert faults(["2024-11-01", "2024-11-30"], [1, 2], step="month") == [
        "days: 2024-11-30 is in the same month as 2024-11-01: there is one value for each"
    ]


def test_all_that_is_wrong_is_said_at_once() -> None:
    days = [MONDAY, MONDAY, "05/09/2024", datetime.datetime(2024, 1, 3, 12), None, *DAYS[9:14]]
    values = [1, 2, 3, 4, 5, float("nan"), -1, float("inf"), True, "7"]
    found = faults(days, values)
    assert [fault.partition(":")[0] for fault in found] == [
        "days[2]", "days[3]", "days[4]", "days[5]", "values[6]", "values[7]", "values[8]", "values[9]", "values[10]",
    ]  # fmt: skip
    assert (
        found[0]
        == "days[2]: 2024-01-01 stands in row 1 too: a day stands once; add its numbers up, or keep the right one"
    )
    assert found[4] == "values[6]: nan is not a finite number: write None where nothing is known"
    assert found[5] == ('values[7]: -1 is below zero: a count is at least 0; means and scores take `scale="identity"`')


@pytest.mark.parametrize(
    ("days", "values", "said"),
    [
        (DAYS, [1], "values: 28 days and 1 values: there is one value for each day, None where it is not known"),
        (DAYS, [None] * 28, "values: nothing is known: a series has at least one number"),
        ([], [], "values: nothing is known: a series has at least one number"),
        ("2024-01-01", 5, "days: '2024-01-01' is not a list"),
        (
            ["2024-01-01", "2024-01-08", "2024-01-16", "2024-01-22"],
            [1, 2, 3, 4],
            "days: 2024-01-16 begins a week on another day than the others: a week's date is its first day",
        ),
        (
            ["2024-01-01", "2024-02-01", "2024-03-01", "2024-04-02"],
            [1, 2, 3, 4],
            "days: these are neither days nor weeks, which begin on the same day each: add `--step month`, `quarter` or `year`; `step=` in Python",
        ),
    ],
)
def test_what_is_no_series_is_refused(days: Any, values: Any, said: str) -> None:
    assert faults(days, values)[0] == said


def test_a_score_may_be_below_zero() -> None:
    assert weekly([1, 2]).scale == "count"
    assert Series(DAYS[:2], [-1, 2], scale="identity").values == (-1, 2)


def test_words_have_near_misses() -> None:
    assert faults(DAYS[:1], [1], step="weeks")[0].startswith("step: 'weeks' is not known: write \"week\"")
    assert faults(DAYS[:1], [1], scale="counts")[0].startswith("scale: 'counts' is not known: did you mean `count`?")


def test_numbers_and_days_of_other_libraries_are_taken_by_value() -> None:
    pandas = pytest.importorskip("pandas")
    plain = Series(DAYS, range(28))
    others = [
        Series(np.array(DAYS, dtype="datetime64[ns]"), np.arange(28)),
        Series(pandas.DatetimeIndex(DAYS), pandas.Series(range(28), dtype="float64")),
        Series([str(day) for day in DAYS], [Decimal(n) for n in range(28)]),
        Series(reversed(DAYS), (np.float32(n) for n in reversed(range(28)))),
    ]
    assert {one.sha256 for one in others} == {plain.sha256}
    assert all(one.weeks() == plain.weeks() for one in others)


def test_what_pandas_writes_for_nothing_is_refused_outside_of_a_frame() -> None:
    pandas = pytest.importorskip("pandas")
    assert faults(DAYS[:2], [1, pandas.NA])[0].endswith("write None where nothing is known")


def test_a_hash_is_of_what_is_known_and_of_nothing_else() -> None:
    one = weekly([1, 2, None, 4])
    assert one.sha256 == Series(one.days, [1.0, 2, None, 4], scale="identity", name="other").sha256
    assert weekly([0, 1]).sha256 == Series(DAYS[:8:7], [-0.0, 1]).sha256
    assert one.sha256 != weekly([1, 2, 3, 4]).sha256
    assert one.sha256 != weekly([1, 2, None, 4], first=MONDAY + datetime.timedelta(weeks=1)).sha256


@pytest.mark.parametrize("library", ["pandas", "polars", "pyarrow"])
def test_a_frame_is_read_with_what_it_lacks_unknown(library: str) -> None:
    made = pytest.importorskip(library)
    columns = {"when": DAYS[:3], "visits": [1.0, None, 3.0]}
    frame = made.table(columns) if library == "pyarrow" else made.DataFrame(columns)
    series = Series.from_frame(frame, date="when", value="visits")
    assert series == Series(DAYS[:3], [1.0, None, 3.0], name="visits")


def test_a_frame_of_texts_and_of_times_at_midnight_is_read() -> None:
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame(
        {"a": ["2024-01-01", "2024-01-08"], "b": [datetime.datetime(2024, 1, 1), None], "c": [1, 2]}
    )
    assert Series.from_frame(frame, date="a", value="c", scale="identity", name="calls").name == "calls"
    with pytest.raises(CaseError, match=r"days\[2\]: nothing is not a date"):
        Series.from_frame(frame, date="b", value="c")


def test_nan_in_a_frame_that_knows_nothing_else_for_it_is_refused() -> None:
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame({"a": DAYS[:2], "b": [1.0, float("nan")]})
    with pytest.raises(CaseError, match="write None where nothing is known"):
        Series.from_frame(frame, date="a", value="b")


def test_a_frame_without_the_column_says_which_it_has() -> None:
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame({"day": DAYS[:2], "visits": [1, 2]})
    with pytest.raises(OptionError, match=r"value: 'visit' is not a column: did you mean `visits`\?"):
        Series.from_frame(frame, date="day", value="visit")
    with pytest.raises(OptionError, match="frame: a table is not a frame"):
        Series.from_frame({"day": [1]}, date="day", value="visits")
    twice = pytest.importorskip("pandas").DataFrame
    with pytest.raises(OptionError, match="frame: two columns have the same name"):
        Series.from_frame(twice([["2026-01-05", 1, 2]], columns=["day", "n", "n"]), date="day", value="n")


def test_nobody_needs_a_frame_library_for_a_series() -> None:
    code = (
        "import sys; from blogroi.measured import Series, estimate; import datetime as d; "
        "s = Series([d.date(2024, 1, 1) + d.timedelta(weeks=n) for n in range(60)], [50 + n * n % 7 for n in range(60)]); "
        "estimate(s, launch='2024-12-30'); print(sorted({'narwhals', 'scipy', 'pandas', 'polars'} & {*sys.modules}))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


@given(st.permutations(range(28)), st.lists(st.sampled_from([None, 0, 1, 2.5]), min_size=27, max_size=27))
def test_the_order_of_rows_says_nothing(order: list[int], values: list[float | None]) -> None:
    values = [1, *values]
    plain, shuffled = Series(DAYS, values), Series([DAYS[n] for n in order], [values[n] for n in order])
    assert shuffled == plain
    assert shuffled.sha256 == plain.sha256


@given(st.lists(st.one_of(st.none(), st.integers(0, 50)), min_size=28, max_size=28))
def test_a_week_is_the_sum_of_seven_known_days_or_unknown(values: list[int | None]) -> None:
    if all(value is None for value in values):
        return
    known = Series(DAYS, values).weeks()
    for place in range(4):
        mine = values[7 * place : 7 * place + 7]
        expected = None if None in mine else float(sum(filter(None, mine)))
        assert known.get(MONDAY + datetime.timedelta(weeks=place)) == expected


def test_what_is_missing_is_told_in_the_steps_of_the_series() -> None:
    months = Series(["2024-01-01", "2024-03-01", "2024-04-01"], [40, 50, 60], step="month")
    assert months.warnings == ("1 month in between lacks a number and is left out: a gap is not a zero",)
    assert Series(["2024-01-01"], [40]).warnings == (
        "one row alone does not tell a week from a day, and makes no full week",
    )


@pytest.mark.parametrize(("gaps", "is_daily"), [([1, 1, 7, 1, 7], True), ([7, 21, 7, 14, 7], False), ([7, 1, 1], True)])
def test_its_rows_are_days_where_most_follow_each_other_sooner_than_weeks(gaps: list[int], is_daily: bool) -> None:
    days = [datetime.date(2026, 1, 5) + datetime.timedelta(sum(gaps[:place])) for place in range(len(gaps) + 1)]
    assert Series(days, [10.0] * len(days)).is_daily is is_daily
