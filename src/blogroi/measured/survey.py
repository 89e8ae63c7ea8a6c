"""What is in a file, before anything is measured on it: columns, days, gaps, totals, the last full week, and what to beware of."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar, Literal

from blogroi.errors import Fault, OptionError, SeriesError
from blogroi.language.naming import describe, suggest
from blogroi.language.spoken import message, plural
from blogroi.measured.reading.export import Column, Export
from blogroi.measured.reading.reader import DateOrder, export_of_file, series_of
from blogroi.measured.series import Scale, Series
from blogroi.measured.steps import SeriesStep, step_of
from blogroi.model.brief import Brief, brief, count, some
from blogroi.records import frozen
from blogroi.results.answer import Answer

__all__ = ["ColumnContents", "Contents", "CountedWeek", "UnreadColumn", "contents"]


@frozen(kw_only=True)
class CountedWeek:
    """A full week, or another step that a series is kept in.

    Parameters
    ----------
    day : datetime.date
        Its first day.
    value : float or None
        What was counted; None where a day is missing.
    """

    day: datetime.date
    value: float | None


@frozen(kw_only=True, repr=False)
class ColumnContents(Brief):
    """A column that can be read as a series.

    Parameters
    ----------
    name : str
        What it is called.
    scale : {"count", "identity"}
        Counts, which are added up, or means and shares, which are averaged.
    known : int
        Number of rows with a number.
    full_weeks : int
        How many full weeks are known, or other steps.
    mean, low, high : float or None
        Of these weeks, the mean, the least and the greatest; None where there is none.
    weeks : tuple of CountedWeek
        The weeks, from the first that is known to the last.
    """

    name: str
    scale: Scale
    known: int
    full_weeks: int
    mean: float | None
    low: float | None
    high: float | None
    weeks: tuple[CountedWeek, ...]

    def __repr__(self) -> str:
        """Return what it is, in one line."""
        return brief(self, count(self.full_weeks, "full week"), self.scale, name=self.name)


@frozen(kw_only=True)
class UnreadColumn:
    """A column that cannot be read as a series, and why not.

    Parameters
    ----------
    name : str
        What it is called.
    line : int or None
        Where that shows first.
    reason : str
        What keeps it from being read.
    """

    name: str
    line: int | None
    reason: str


@frozen(kw_only=True, repr=False)
class Contents(Answer):
    """What is in a file that a series is to be read from.

    Parameters
    ----------
    file : str
        Name of the file, without its folders.
    format : str
        What wrote it, as :func:`read_series` takes it.
    step : {"day", "week", "month", "quarter", "year"}
        How long that is which a row is about.
    kept : {"week", "day", "month", "quarter", "year"}
        In what steps it is worked with: days are added up to weeks, unless it is said otherwise.
    first, last : datetime.date
        The first days of the first row and of the last one.
    rows : int
        How many days, weeks or months it holds.
    missing : int
        How many are missing in between: gaps, and no zeros.
    totals, left_out : int
        How many rows of totals were left out, and how many others: of robots, of requests that brought nothing.
    last_full_week : datetime.date or None
        First day of the last week (or longer step) of which every day is known.
    columns : tuple of ColumnContents
        The columns that can be read as series.
    unread : tuple of UnreadColumn
        Those that cannot.
    warnings : tuple of str
        What has to be known with any figure that rests on it.
    remarks : tuple of str
        How it was read.
    """

    ANSWER: ClassVar[str] = "series"
    TABLES: ClassVar[str] = "blogroi.measured.survey_tables"

    file: str
    format: str
    step: SeriesStep
    kept: SeriesStep
    first: datetime.date
    last: datetime.date
    rows: int
    missing: int
    totals: int
    left_out: int
    last_full_week: datetime.date | None
    columns: tuple[ColumnContents, ...]
    unread: tuple[UnreadColumn, ...]
    warnings: tuple[str, ...]
    remarks: tuple[str, ...]

    def __repr__(self) -> str:
        """Return what it holds, in one line."""
        held = f"{count(self.rows, self.step)} from {self.first} to {self.last}"
        return brief(self, held, some(column.name for column in self.columns), name=self.file)


def contents(
    path: str | os.PathLike[str],
    *,
    column: str | None = None,
    format: str | None = None,
    date: str | None = None,
    dates: DateOrder | None = None,
    decimal: Literal[".", ","] | None = None,
    step: SeriesStep | None = None,
    scale: Scale | None = None,
) -> Contents:
    r"""Say what is in a file that a series is to be read from.

    Parameters
    ----------
    path : str or path
        The file.
    column : str, optional
        The column that is looked at; all of them by default.
    format, date, dates, decimal, step, scale
        As for :func:`read_series`.

    Returns
    -------
    Contents

    Raises
    ------
    FileError
        When the file cannot be read.
    SeriesError
        With what is wrong in it, by line and column.
    OptionError
        When an argument cannot be taken, or there is no such column.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "visits.csv"
    ...     _ = path.write_text("day,visits,posts\n2026-09-01,12,1\n2026-09-03,15,0\nTotal,27,1\n")
    ...     found = contents(path)
    >>> found
    <Contents 'visits.csv': 2 days from 2026-09-01 to 2026-09-03; visits, posts>
    >>> found.missing, found.totals, found.last_full_week
    (1, 1, None)
    """
    file, export = export_of_file(path, format=format, date=date, dates=dates, decimal=decimal)
    wanted = _wanted(export, column)
    name = Path(file).name
    read: list[tuple[Column, Series]] = []
    unread: list[UnreadColumn] = []
    faults: list[Fault] = []
    for one in wanted:
        try:
            if one.faults:
                raise SeriesError(one.faults)
            read.append((one, series_of(export, one, name, step=step, scale=scale)))
        except SeriesError as error:
            faults += error.faults[:1]
            first = error.faults[0]
            unread.append(UnreadColumn(name=one.name, line=first.line, reason=first.message))
    if not read:
        raise SeriesError(faults or [Fault("", message("holds no column of numbers"))], file)
    columns = tuple(_of_column(one, series) for one, series in read)
    return Contents(
        file=name,
        format=export.format,
        step="day" if read[0][1].is_daily and export.step == "day" else read[0][1].step,
        kept=read[0][1].step,
        first=export.days[0],
        last=export.days[-1],
        rows=len(export.days),
        missing=_missing(export.days, read[0][1]),
        totals=export.totals,
        left_out=export.left_out,
        last_full_week=max(filter(None, map(_last_full_week, columns)), default=None),
        columns=columns,
        unread=tuple(unread),
        warnings=tuple(_warnings(export, read)),
        remarks=export.remarks,
    )


def _wanted(export: Export, column: object) -> list[Column]:
    if column is None:
        return list(export.columns)
    found = [one for one in export.columns if one.name == column]
    if not found:
        names = [one.name for one in export.columns]
        hint = suggest(column, names) if isinstance(column, str) and names else message("there is none")
        raise OptionError(
            "column", message("{value} is not a column of numbers: {hint}", value=describe(column), hint=hint)
        )
    return found


def _of_column(column: Column, series: Series) -> ColumnContents:
    weeks = tuple(CountedWeek(day=day, value=value) for day, value in series.weeks().items())
    known = [week.value for week in weeks if week.value is not None]
    return ColumnContents(
        name=column.name,
        scale=series.scale,
        known=sum(value is not None for value in column.values),
        full_weeks=len(known),
        mean=sum(known) / len(known) if known else None,
        low=min(known, default=None),
        high=max(known, default=None),
        weeks=weeks,
    )


def _missing(days: tuple[datetime.date, ...], series: Series) -> int:
    """Count the steps between the first and the last row that have none."""
    step: SeriesStep = "day" if series.is_daily else series.step
    numbers = [step_of(day, step, series.weekday) for day in days]
    return numbers[-1] - numbers[0] + 1 - len(numbers)


def _last_full_week(column: ColumnContents) -> datetime.date | None:
    return max((week.day for week in column.weeks if week.value is not None), default=None)


def _warnings(export: Export, read: list[tuple[Column, Series]]) -> Iterator[str]:
    """Yield what has to be known of all columns, then what of some, naming them where that is not all."""
    told = dict.fromkeys(export.notes)
    yield from told
    by_note: dict[str, list[str]] = {}
    for column, series in read:
        for note in (*_unknown(column), *series.warnings):
            if note not in told:
                by_note.setdefault(note, []).append(column.name)
    for note, names in by_note.items():
        if len(names) == len(read):
            yield note
        else:
            yield message("{names}: {note}", names=_few(names), note=note)


def _unknown(column: Column) -> Iterator[str]:
    """Say how many rows have no number, which a week at an end of the file would hide."""
    if count := column.values.count(None):
        yield plural(
            "{count} row has no number: it is unknown, and no zero",
            "{count} rows have no number: they are unknown, and no zeros",
            count,
        )


def _few(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names[:3]) + (", \u2026" if len(names) > 3 else "")
