"""A series of numbers over time, as it was read: by days, weeks or other steps, and what is not known left unknown."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import pairwise
from operator import itemgetter
from typing import Any, Literal, Self, TypeAlias, get_args

import numpy as np
from attrs import field
from numpy.typing import NDArray

from blogroi.errors import Fault, raise_faults
from blogroi.language.naming import describe
from blogroi.language.spoken import Message, message, plural
from blogroi.measured.frames import columns_of
from blogroi.measured.hashes import hash_of, hashes_of_beginnings
from blogroi.measured.steps import SeriesStep, first_day, several, step_of, word
from blogroi.model.brief import Brief, brief, count
from blogroi.model.fields import is_choice, is_text_or_empty
from blogroi.model.forms import Choice, Text, entry
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.intake import as_date, as_number
from blogroi.model.misread_dates import date_fault
from blogroi.model.number import number_faults
from blogroi.records import frozen

__all__ = ["Floats", "Scale", "Series", "regular"]

Floats: TypeAlias = NDArray[np.float64]

Scale: TypeAlias = Literal["count", "identity"]
"""What numbers are: counts and amounts that are at least 0 and add up, or means and scores, which do not."""


def _listed(value: Any, take: Any) -> Any:
    """Take each item of whatever can be gone through: a list, an array, a column of a frame."""
    if isinstance(value, str | bytes) or not isinstance(value, Iterable):
        return value
    return tuple(None if item is None else take(item) for item in value)


def _as_days(value: Any) -> Any:
    return _listed(value, as_date)


def _as_values(value: Any) -> Any:
    return _listed(value, as_number)


@frozen(repr=False)
class Series(Brief):
    """Numbers over time: what was counted on each day or in each week, and None where nothing is known.

    A day without a number is a gap, not a zero: nobody knows whether nothing happened or nobody counted. Days are added up to full
    weeks from Monday to Sunday; a week that lacks a day is unknown.

    Parameters
    ----------
    days : iterable of datetime.date
        Days, or the first days of weeks (or of months, quarters, years), in any order, each once. Dates of other libraries and texts
        such as ``"2026-01-31"`` are taken too.
    values : iterable of float or None
        What was counted, one for each day; None where nothing is known.
    step : {"week", "day", "month", "quarter", "year"}
        In what steps the series is worked with. Weeks can be made of days; all others are kept as they are.
    scale : {"count", "identity"}
        ``"count"`` for what is at least 0 and adds up: visits, calls, sales. ``"identity"`` for means and scores; days are then
        averaged, not added up.
    name : str
        What it is called where it has to be told from others: ``"calls.csv:other_desk"``.
    notes : tuple of str
        What has to be known of it with every figure that rests on it, such as that a part was held back.

    Raises
    ------
    CaseError
        With all that is wrong.

    Examples
    --------
    >>> from datetime import date, timedelta
    >>> days = [date(2026, 1, 1) + timedelta(n) for n in range(20)]
    >>> visits = Series(days, [10] * 20)
    >>> visits
    <Series: 20 days from 2026-01-01 to 2026-01-20>
    >>> [str(day) for day, value in visits.weeks().items()]
    ['2026-01-05', '2026-01-12']
    >>> Series(["2026-01-05", "2026-01-12"], [70, float("nan")])
    Traceback (most recent call last):
        ...
    blogroi.errors.CaseError: values[2]: nan is not a finite number: write None where nothing is known
    """

    days: tuple[datetime.date, ...] = field(converter=_as_days)
    values: tuple[float | None, ...] = field(converter=_as_values)
    step: SeriesStep = field(
        default="week",
        validator=is_choice,
        metadata=entry(Choice(get_args(SeriesStep)), "In what steps it is worked with."),
    )
    scale: Scale = field(
        default="count",
        validator=is_choice,
        metadata=entry(Choice(get_args(Scale)), "Counts, or means and scores."),
    )
    name: str = field(
        default="",
        kw_only=True,
        validator=is_text_or_empty,
        metadata=entry(Text(may_be_empty=True), "What it is called."),
    )
    notes: tuple[str, ...] = field(default=(), kw_only=True, converter=tuple[str, ...])

    def __attrs_post_init__(self) -> None:
        """Refuse what is no series, with all that is wrong, and put its rows in order."""
        raise_faults(_list_faults(self.days, self.values))
        raise_faults(_row_faults(self.days, self.values, self.scale))
        rows = sorted(zip(self.days, self.values, strict=True), key=itemgetter(0))
        object.__setattr__(self, "days", tuple(day for day, _ in rows))
        object.__setattr__(self, "values", tuple(value for _, value in rows))
        raise_faults(_order_faults(self))

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.days)

    def __iter__(self) -> Iterator[tuple[datetime.date, float | None]]:
        """Go through the rows, from the earliest on."""
        return iter(zip(self.days, self.values, strict=True))

    def __repr__(self) -> str:
        """Return what it is, in one line."""
        kept = count(len(self), "day" if self.is_daily else self.step)
        return brief(self, f"{kept} from {self.days[0]} to {self.days[-1]}", name=self.name or None)

    @classmethod
    def from_frame(
        cls, frame: Any, *, date: str, value: str, step: SeriesStep = "week", scale: Scale = "count", name: str = ""
    ) -> Self:
        """Read a series from a frame of pandas, polars, pyarrow, or another that narwhals knows.

        Parameters
        ----------
        frame : DataFrame or Table
            The frame. What is missing in it (null; in pandas NaN and NaT too) is unknown.
        date, value : str
            Names of the columns.
        step, scale, name
            As for the class; the name is that of the column of values by default.

        Returns
        -------
        Series

        Raises
        ------
        OptionError
            When there is no such column, no frame, or the extra ``frames`` is not installed.
        CaseError
            With all that is wrong with the rows.

        Examples
        --------
        >>> import polars
        >>> frame = polars.DataFrame({"day": ["2026-01-05", "2026-01-12"], "visits": [70, None]})
        >>> Series.from_frame(frame, date="day", value="visits").values
        (70, None)
        """
        days, values = columns_of(frame, date=date, value=value)
        return cls(days, values, step, scale, name=name or value)

    @cached_property
    def is_daily(self) -> bool:
        """Whether its rows are days, of which weeks are to be made."""
        return self.step == "week" and (len(self.days) == 1 or _usual_gap(self.days) < 7)

    @property
    def weekday(self) -> int:
        """On what day its weeks begin, as Python numbers them; 0, Monday, where they are made of days."""
        return 0 if self.is_daily or self.step != "week" else self.days[0].weekday()

    @cached_property
    def sha256(self) -> str:
        """Hash of what is known of it, by value: of days and numbers, whatever file, order or type they came in."""
        return hash_of(self)

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """Hashes of what it may have been before rows were added at its end, and its own."""
        return hashes_of_beginnings(self)

    @cached_property
    def steps(self) -> tuple[int, Floats]:
        """The number of its first full step, and what was counted in each from there on; NaN where nothing is known."""
        return _on_steps(self, self.weekday)

    def weeks(self) -> FrozenMap[datetime.date, float | None]:
        """Return the full weeks by their first day, in order and without a gap; None where a day is missing.

        A week at an end of the series that lacks a day is left out. A series that is kept in other steps is given in those.

        Returns
        -------
        FrozenMap of datetime.date to float or None

        Examples
        --------
        >>> sold = Series(["2026-01-19", "2026-01-05"], [3, 5])
        >>> [(str(day), value) for day, value in sold.weeks().items()]
        [('2026-01-05', 5.0), ('2026-01-12', None), ('2026-01-19', 3.0)]
        """
        first, values = self.steps
        return FrozenMap(
            {
                first_day(first + place, self.step, self.weekday): None if math.isnan(value) else value
                for place, value in enumerate(values.tolist())
            }
        )

    @cached_property
    def warnings(self) -> tuple[str, ...]:
        """What a reader should know of it before anything is worked out."""
        return (*self.notes, *_cautions(self))


def regular(series: Series, weekday: int) -> tuple[int, Floats]:
    """Put a series on its steps, one after the other.

    Parameters
    ----------
    series : Series
        The series.
    weekday : int
        On what day weeks begin, where they are made of days.

    Returns
    -------
    int
        Number of the first step.
    numpy.ndarray of float, shape (steps,)
        The sums of full weeks (means, where the scale is ``"identity"``), or the values as they are; NaN where nothing is known. It
        begins and ends with what is known, and has nothing in it where that is never the case.

    Examples
    --------
    >>> regular(Series(["2026-01-05", "2026-01-19"], [5, 3]), 0)[1].tolist()
    [5.0, nan, 3.0]
    """
    if weekday == series.weekday:
        return series.steps
    return _on_steps(series, weekday)


def _on_steps(series: Series, weekday: int) -> tuple[int, Floats]:
    rows = [(step_of(day, series.step, weekday), value) for day, value in series if value is not None]
    numbers = np.array([number for number, _ in rows])
    values = np.array([value for _, value in rows], dtype=float)
    first = int(numbers[0])
    there = np.bincount(numbers - first)
    sums: Floats = np.bincount(numbers - first, values).astype(np.float64)
    whole = 7 if series.is_daily else 1
    if series.scale == "identity":
        sums /= whole
    sums[there < whole] = np.nan
    known = np.flatnonzero(~np.isnan(sums))
    if not len(known):
        return first, sums[:0]
    found = sums[known[0] : known[-1] + 1]
    found.flags.writeable = False  # it is kept
    return first + int(known[0]), found


_SMALL = 20.0
"""Below it, half a count is more than a fortieth; whole numbers of that size are counts, and fractions are amounts in a large unit."""


def _usual_gap(days: tuple[datetime.date, ...]) -> int:
    """Return the median distance between one row and the next, in days."""
    gaps = sorted((later - earlier).days for earlier, later in pairwise(days))
    return gaps[len(gaps) // 2]


def _list_faults(days: Any, values: Any) -> list[Fault]:
    """Say which of the two is no list, or that they are not as long as each other."""
    faults = [
        Fault(name, message("{value} is not a list", value=describe(given)))
        for name, given in (("days", days), ("values", values))
        if not isinstance(given, tuple)
    ]
    if faults:
        return faults
    if len(days) != len(values):
        counted = message(
            "{days} days and {values} values: there is one value for each day, None where it is not known",
            days=f"{len(days):,}",
            values=f"{len(values):,}",
        )
        return [Fault("values", counted)]
    if all(value is None for value in values):
        return [Fault("values", message("nothing is known: a series has at least one number"))]
    return []


def _row_faults(days: tuple[Any, ...], values: tuple[Any, ...], scale: Scale) -> list[Fault]:
    """Say all that is wrong with single rows, and with rows of the same day."""
    faults: list[Fault] = []
    seen: dict[datetime.date, int] = {}
    for place, (day, value) in enumerate(zip(days, values, strict=True), 1):
        if type(day) is not datetime.date:
            faults.append(date_fault(day).under(f"days[{place}]"))
        elif day in seen:
            twice = message(
                "{day} stands in row {earlier} too: a day stands once; add its numbers up, or keep the right one",
                day=day,
                earlier=str(seen[day]),
            )
            faults.append(Fault(f"days[{place}]", twice))
        else:
            seen[day] = place
        faults += _value_faults(f"values[{place}]", value, scale)
    return faults


def _value_faults(path: str, value: Any, scale: Scale) -> list[Fault]:
    """Say why a number cannot be taken; an unknown one is None and nothing else."""
    if value is None:
        return []
    faults = number_faults(path, value)
    if faults:
        is_nan = isinstance(value, float) and math.isnan(value)
        is_unknown = is_nan or type(value).__name__ in ("NAType", "NaTType")  # as libraries write what is missing
        unknown = message("{fault}: write None where nothing is known", fault=faults[0].message)
        return [Fault(path, unknown)] if is_unknown else faults
    if scale == "count" and value < 0:
        below = message(
            '{value} is below zero: a count is at least 0; means and scores take `scale="identity"`',
            value=describe(value),
        )
        return [Fault(path, below)]
    return []


def _order_faults(series: Series) -> list[Fault]:
    """Say which days do not stand at the distance of one step from each other."""
    if series.step == "week":
        return [] if series.is_daily else _odd_weeks(series)
    numbers = [step_of(day, series.step) for day in series.days]
    return [
        Fault("days", message("{day} is in the same {step} as {earlier}: there is one value for each", day=later, step=word(series.step), earlier=earlier))
        for (one, earlier), (other, later) in pairwise(zip(numbers, series.days, strict=True))
        if one == other
    ]  # fmt: skip


def _odd_weeks(series: Series) -> list[Fault]:
    """Say which weeks begin on another day than most, or that they are no weeks."""
    weekdays = [day.weekday() for day in series.days]
    usual = max(range(7), key=weekdays.count)
    if 2 * weekdays.count(usual) <= len(weekdays):
        neither = message(
            "these are neither days nor weeks, which begin on the same day each: add `--step month`, `quarter` or `year`; `step=` in Python"
        )
        return [Fault("days", neither)]
    return [
        Fault("days", message("{day} begins a week on another day than the others: a week's date is its first day", day=day))
        for day, weekday in zip(series.days, weekdays, strict=True)
        if weekday != usual
    ]  # fmt: skip


def _cautions(series: Series) -> Iterator[Message]:
    if series.step == "day":
        yield message("days of a week differ, which is taken for noise: full weeks say more of a change that lasts")
    _, values = series.steps
    if len(series) == 1 and not len(values):
        yield message("one row alone does not tell a week from a day, and makes no full week")
        return
    if not len(values):
        yield message("no week is full: from Monday to Sunday, each day needs a number")
        return
    if (
        series.scale == "count"
        and (middle := float(np.nanmedian(values))) < _SMALL
        and bool((values % 1.0 > 0.0).any())
    ):
        yield message(
            "numbers about {value} are no counts, and half a count is added to each before logarithms are taken: write them in a smaller unit, or add `--scale identity`, `scale=` in Python",
            value=f"{middle:g}",
        )
    if lacking := int(np.isnan(values).sum()):
        yield plural(
            "{steps} in between lacks a number and is left out: a gap is not a zero",
            "{steps} in between lack a number and are left out: a gap is not a zero",
            lacking,
            steps=several(lacking, series.step),
        )
    if series.is_daily and series.days[-1].weekday() != 6:
        yield message("the last week ends on {day} and is not full: it is left out", day=series.days[-1])
