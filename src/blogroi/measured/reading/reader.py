"""From a file to a series: what is wrong is said by line and column, and which column is meant is never guessed."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, get_args

from attrs import evolve

from blogroi.errors import CaseError, FileError, MissingExtraError, OptionError, SeriesError
from blogroi.language.naming import describe, suggest
from blogroi.language.spoken import Joined, Message, message
from blogroi.measured.reading.export import Column, Export, Hints
from blogroi.measured.reading.faults import refuse
from blogroi.measured.reading.numbers import MARKS
from blogroi.measured.reading.raw import raw_of
from blogroi.measured.reading.registry import FORMATS, export_in
from blogroi.measured.series import Scale, Series
from blogroi.measured.steps import SeriesStep
from blogroi.model.arguments import known_word

__all__ = ["DateOrder", "export_of_file", "read_series", "series_of"]

DateOrder = Literal["day-first", "month-first"]
"""Whether the day or the month stands first in days that are written in figures."""

_PEOPLE = re.compile(r"visitors|visiteurs|\busers\b|utilisateurs|uniq", re.IGNORECASE)
_CALLED_OTHERWISE = {"conversions": "Key events", "key events": "Conversions"}
"""What Google Analytics calls the same thing since 2024, and before."""


def read_series(
    path: str | os.PathLike[str],
    *,
    column: str | None = None,
    format: str | None = None,
    date: str | None = None,
    dates: DateOrder | None = None,
    decimal: Literal[".", ","] | None = None,
    step: SeriesStep | None = None,
    scale: Scale | None = None,
) -> Series:
    r"""Read a series from an export, a table or a log.

    Nothing is guessed: where a file can be read in two ways, it is refused with what to add. A day that is left out is unknown, and never a
    zero, unless the tool is known to leave out days of zero; the warnings of the series then say so. Nothing that may be about somebody is kept.

    Parameters
    ----------
    path : str or path
        The file.
    column : str, optional
        The column that is meant; it may be left out where there is one only.
    format : str, optional
        What wrote the file, one of ``csv``, ``matomo``, ``matomo-weeks``, ``plausible``, ``ga4-report``, ``ga4-exploration``,
        ``ga4-data-api``, ``search-console``, ``mailchimp``, ``brevo``, ``wordpress``, ``access-log``, ``xlsx``, ``parquet``. By default it is
        known by what stands in it.
    date : str, optional
        The column of the days, where several hold some.
    dates : {"day-first", "month-first"}, optional
        How days in figures are written, where no row decides it.
    decimal : {".", ","}, optional
        What stands before decimals, where no number decides it.
    step : {"week", "day", "month", "quarter", "year"}, optional
        In what steps the series is worked with; weeks, or those that the rows have where these are longer.
    scale : {"count", "identity"}, optional
        Whether numbers add up; by default means and shares, known by their name or their per cent sign, do not.

    Returns
    -------
    Series
        Called as the file, and the column where there are several.

    Raises
    ------
    FileError
        When the file cannot be read.
    SeriesError
        With what is wrong in it, by line and column.
    OptionError
        When there is no such column, or several and none was said.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "calls.csv"
    ...     _ = path.write_text("Semaine;Appels;Courriels\n31/08/2026;412;77\n07/09/2026;388;81\nTotal;800;158\n")
    ...     read_series(path, column="Appels")
    <Series 'calls.csv:Appels': 2 weeks from 2026-08-31 to 2026-09-07>
    """
    file, export = export_of_file(path, format=format, date=date, dates=dates, decimal=decimal)
    try:
        return series_of(export, _chosen(export, column), Path(file).name, step=step, scale=scale)
    except SeriesError as error:
        raise SeriesError(error.faults, file) from None


def export_of_file(
    path: str | os.PathLike[str],
    *,
    format: str | None,
    date: str | None,
    dates: str | None,
    decimal: str | None,
) -> tuple[str, Export]:
    """Read all that a file holds; parameters and errors are those of :func:`read_series`.

    Returns
    -------
    str
        The name of the file.
    Export
    """
    if not isinstance(path, str | os.PathLike):
        raise OptionError("path", message("{value} is not the name of a file", value=describe(path)))
    if format is not None:
        known_word("format", format, tuple(FORMATS))
    if dates is not None:
        known_word("dates", dates, get_args(DateOrder))
    if decimal is not None:
        known_word("decimal", decimal, MARKS)
    if date is not None and not isinstance(date, str):
        raise OptionError("date", message("{value} is not the name of a column", value=describe(date)))
    file = os.fspath(path)
    try:
        with raw_of(Path(file)) as raw:
            export = export_in(raw, Hints(date=date, dates=dates, decimal=decimal), format)
    except (FileError, OptionError, MissingExtraError):
        raise
    except CaseError as error:
        raise SeriesError(error.faults, file) from None
    return file, evolve(export, columns=tuple(_noted(column, export.step) for column in export.columns))


def _noted(column: Column, step: SeriesStep) -> Column:
    """Say of people that those of several days are not told apart."""
    if step != "day" or column.scale != "count" or column.faults or not _PEOPLE.search(column.name):
        return column
    note = message("who comes on several days of a week is counted on each of them")
    return evolve(column, notes=(*column.notes, note))


def _chosen(export: Export, column: object) -> Column:
    """Return the column that is meant."""
    readable = [one for one in export.columns if not one.faults]
    if column is None:
        if len(readable) == 1:
            return readable[0]
        if not export.columns:
            raise refuse(message("holds no column of numbers"))
        if not readable:
            raise SeriesError(export.columns[0].faults)
        raise OptionError("column", message("say which one is meant: {names}", names=_listed(readable)))
    if not isinstance(column, str):
        raise OptionError("column", message("{value} is not the name of a column", value=describe(column)))
    found = next((one for one in export.columns if one.name == column), None)
    if found is None:
        raise OptionError(
            "column",
            message("{value} is not a column of numbers: {hint}", value=describe(column), hint=_hint(column, export)),
        )
    if found.faults:
        raise SeriesError(found.faults)
    return found


def _listed(columns: list[Column]) -> Joined:
    return Joined([f"`{one.name}`" for one in columns], ", ")


def _hint(column: str, export: Export) -> str:
    names = [one.name for one in export.columns]
    alike = [name for name in names if name.startswith(f"{column}#")]
    if alike:
        return suggest("", alike)
    otherwise = _CALLED_OTHERWISE.get(column.lower())
    if otherwise in names:
        return message("did you mean `{word}`?", word=otherwise)
    return suggest(column, names) if names else message("there is none")


def series_of(
    export: Export, column: Column, file: str, *, step: SeriesStep | None = None, scale: Scale | None = None
) -> Series:
    """Make a series of a column.

    Parameters
    ----------
    export : Export
        What the file holds.
    column : Column
        The column.
    file : str
        What the file is called.
    step, scale
        As for :func:`read_series`.

    Returns
    -------
    Series

    Raises
    ------
    SeriesError
        When the column is no series: it is empty, or counts are below zero.
    """
    if step is not None:
        known_word("step", step, get_args(SeriesStep))
    if scale is not None:
        known_word("scale", scale, get_args(Scale))
    several = sum(not one.faults for one in export.columns) > 1
    scale = scale or column.scale
    if scale == "count":
        _refuse_below_zero(export, column)
    try:
        return Series(
            export.days,
            column.values,
            step or ("week" if export.step == "day" else export.step),
            scale,
            name=f"{file}:{column.name}" if several else file,
            notes=tuple(_carried(export, column)),
        )
    except CaseError as error:
        faults = [evolve(fault, path="" if fault.path == "days" else column.name) for fault in error.faults]
        raise SeriesError(faults) from None


def _refuse_below_zero(export: Export, column: Column) -> None:
    below = [day for day, value in zip(export.days, column.values, strict=True) if value is not None and value < 0.0]
    if below:
        told = message(
            "is below zero on {day}: a count is at least 0; for what is not a count, add `--scale identity`, `scale=` in Python",
            day=below[0],
        )
        raise refuse(told, path=column.name)


def _carried(export: Export, column: Column) -> Iterator[Message]:
    yield from export.notes
    yield from column.notes
