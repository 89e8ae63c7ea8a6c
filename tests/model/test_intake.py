"""Numbers, dates and lists of other libraries are taken for what they are, and nothing that only looks like one."""

from __future__ import annotations

import array
import datetime
import math
from collections import deque
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from blogroi import CaseError, Correlation, Cost, Discounting, Effect, Horizon, Indicator, Point, Range, Samples, Scale
from blogroi import Tool as ToolOf
from blogroi.model.intake import as_date, as_list, as_number, as_whole

DAY = datetime.date(2026, 6, 30)


class Series:
    """A stand-in for a series of pandas or polars: it is no sequence, has a length and a shape, and gives an array."""

    def __init__(self, *values: Any) -> None:
        self._values = values

    @property
    def shape(self) -> tuple[int, ...]:
        return (len(self._values),)

    def __len__(self) -> int:
        return len(self._values)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._values)

    def to_numpy(self) -> Any:
        return np.array(self._values)

    def tolist(self) -> Any:
        return list(self._values)


class Timestamp(datetime.datetime):
    """A stand-in for a Timestamp of pandas, which counts nanoseconds too."""

    nanosecond = 0


class NotATime(Timestamp):
    """A stand-in for NaT: a datetime that is none, and does not equal itself."""

    def __eq__(self, other: object) -> bool:
        return False

    __hash__ = Timestamp.__hash__


NUMBERS: list[tuple[Any, float]] = [
    (3, 3),
    (0.4, 0.4),
    (np.float64(0.4), 0.4),
    (np.float32(0.5), 0.5),
    (np.int8(3), 3),
    (np.uint64(2**50), 2**50),
    (np.array(0.4), 0.4),
    (np.array(3), 3),
    (Decimal("0.4"), 0.4),
    (Fraction(2, 5), 0.4),
]


@pytest.mark.parametrize(("given", "number"), NUMBERS, ids=lambda value: f"{type(value).__name__}")
def test_a_number_of_any_library_is_one_of_pythons_own(given: Any, number: float) -> None:
    taken = as_number(given)
    assert (taken, type(taken)) == (number, type(number))
    assert Range(-9, given) == Range(-9, number)
    assert Effect(change=given, evidence="assumed").change == Point(number)
    assert Samples([given, given]).values == (number, number)


NO_NUMBERS = [True, "0.4", None, 1j, np.complex128(1), np.bool_(True), np.array(True), np.array([0.4]), Decimal("sNaN")]


@pytest.mark.parametrize("given", NO_NUMBERS, ids=lambda value: f"{type(value).__name__}")
def test_what_only_looks_like_a_number_is_refused(given: Any) -> None:
    with pytest.raises(CaseError, match="is not a number"):
        Point(given)
    with pytest.raises(CaseError, match="is not a number"):
        Indicator(statement="x", unit="x", better="higher", declared=DAY, value=Range(0, given))


@pytest.mark.parametrize("given", [math.nan, math.inf, np.float64("nan"), np.array(-np.inf), Decimal("NaN")])
def test_what_is_not_finite_is_refused(given: Any) -> None:
    with pytest.raises(CaseError, match="is not a finite number"):
        Point(given)


@pytest.mark.parametrize("given", [3, 3.0, np.int16(3), np.float32(3), np.array(3.0), Decimal("3.00"), Fraction(6, 2)])
def test_a_number_without_a_fraction_is_a_whole_one(given: Any) -> None:
    assert (as_whole(given), type(as_whole(given))) == (3, int)
    assert Horizon(start=DAY, periods=given).periods == 3
    assert Effect(change=1, evidence="assumed", starts=given, lasts=given, searched=given).searched == 3
    assert Cost(item="x", amount=1, when=given).when == 3


@pytest.mark.parametrize("given", [2.5, math.nan, math.inf, True, "3", Decimal("2.5"), [3]])
def test_no_other_number_is_a_whole_one(given: Any) -> None:
    with pytest.raises(CaseError, match="is not a whole number"):
        Horizon(start=DAY, periods=given)


DAYS: list[Any] = [
    DAY,
    "2026-06-30",
    np.str_("2026-06-30"),
    datetime.datetime(2026, 6, 30),
    datetime.datetime(2026, 6, 30, tzinfo=datetime.UTC),
    Timestamp(2026, 6, 30),
    np.datetime64("2026-06-30"),
    np.datetime64("2026-06-30T00:00:00.000000000"),
]


@pytest.mark.parametrize("given", DAYS, ids=lambda value: f"{type(value).__name__}")
def test_a_day_may_be_stated_as_a_text_or_at_midnight(given: Any) -> None:
    assert (as_date(given), type(as_date(given))) == (DAY, datetime.date)
    assert Horizon(start=given, periods=1).start == DAY
    assert Effect(change=1, evidence="assumed", observed=given).observed == DAY
    assert ToolOf(introduced=given).introduced == DAY
    stated: Any = {"declared": given, "baseline": 0, "baseline_date": given, "deadline": given}
    indicator = Indicator(statement="x", unit="x", better="higher", **stated)
    assert (indicator.declared, indicator.baseline_date, indicator.deadline) == (DAY, DAY, DAY)


NO_DAYS: list[Any] = [
    datetime.datetime(2026, 6, 30, 9),
    datetime.datetime(2026, 6, 30, 0, 0, 0, 1),
    NotATime(2026, 6, 30),
    np.datetime64("NaT", "D"),
    np.datetime64("2026-06-30T09"),
    np.datetime64("19999-01-01"),
    "2026-02-30",
    "2026-W27-2",
    "20260630",
    20260630,
    "",
    True,
]


@pytest.mark.parametrize("given", NO_DAYS, ids=str)
def test_what_is_no_day_is_refused(given: Any) -> None:
    with pytest.raises(CaseError, match=r"introduced: .* is not a da"):
        ToolOf(introduced=given)


LISTS: list[Any] = [
    [1, 2, 3],
    (1, 2, 3),
    range(1, 4),
    deque([1, 2, 3]),
    array.array("d", [1, 2, 3]),
    np.array([1, 2, 3]),
    np.array([1.0, 2.0, 3.0], dtype=np.float32),
    Series(1, 2, 3),
    [Decimal(1), np.float64(2), Fraction(3)],
]


@pytest.mark.parametrize("given", LISTS, ids=lambda value: f"{type(value).__name__}")
def test_a_list_of_periods_may_be_any_sequence_array_or_series(given: Any) -> None:
    assert Effect(change=given, evidence="assumed").change == (Point(1), Point(2), Point(3))
    assert Cost(item="x", amount=given).amount == (Point(1), Point(2), Point(3))
    assert Samples(given).values == (1, 2, 3)


@pytest.mark.parametrize(
    "given", [{1: 2}, "123", b"123", np.array([[1, 2], [3, 4]]), Series("1", "2"), Series(1, None)]
)
def test_no_other_is_a_list_of_numbers(given: Any) -> None:
    with pytest.raises(CaseError, match="is not a"):
        Effect(change=given, evidence="assumed")
    with pytest.raises(CaseError, match="is not a"):
        Samples(given)


def test_booleans_in_an_array_are_no_numbers() -> None:
    with pytest.raises(CaseError, match=r"change\[1\]: true is not a number"):
        Effect(change=np.array([True, False]), evidence="assumed")


def test_a_gap_in_a_series_is_named_by_its_period() -> None:
    with pytest.raises(CaseError, match=r"change\[2\]: nan is not a finite number"):
        Effect(change=np.array([1.0, np.nan]), evidence="assumed")


def test_a_matrix_and_the_points_of_a_scale_may_be_arrays() -> None:
    between = ["tools.a.effects.x.change", "tools.b.effects.x.change"]
    matrix = np.array([[1.0, 0.3], [0.3, 1.0]])
    assert Correlation(between=between, matrix=matrix).matrix == ((1.0, 0.3), (0.3, 1.0))
    assert Scale(points=np.array([[0, 0], [9, 1]])).points == ((0, 0), (9, 1))


def test_a_rate_may_be_a_decimal() -> None:
    rate: Any = Decimal("0.035")
    assert Discounting(rate=rate, timing="end").rate == 0.035


def test_what_is_no_list_is_left_alone() -> None:
    kept: list[Any] = [5, "text", None, {1: 2}, np.float64(5), np.array(5)]
    assert all(as_list(value) is value for value in kept)


class TestPandas:
    """With the library itself, where it is there."""

    def test_its_series_and_timestamps_are_taken(self) -> None:
        pandas = pytest.importorskip("pandas")
        assert Effect(change=pandas.Series([1, 2, 3]), evidence="assumed").change == (Point(1), Point(2), Point(3))
        assert Samples(pandas.Series([1.5, 2.5])).values == (1.5, 2.5)
        assert ToolOf(introduced=pandas.Timestamp("2026-06-30")).introduced == DAY
        for wrong in (pandas.NaT, pandas.Timestamp("2026-06-30 09:00"), pandas.Timestamp(1)):
            with pytest.raises(CaseError, match="is not a date"):
                ToolOf(introduced=wrong)
