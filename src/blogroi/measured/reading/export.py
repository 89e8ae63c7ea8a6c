"""What a reader has found in a file: days, columns of numbers, and what has to be known of them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

from attrs import evolve, field

from blogroi.errors import Fault
from blogroi.language.spoken import Message, message
from blogroi.measured.series import Scale
from blogroi.measured.steps import SeriesStep
from blogroi.model.cures import folded
from blogroi.records import frozen

__all__ = ["Column", "Export", "Grid", "Hints", "Row", "is_mean", "no_days"]

_MEANS = re.compile(
    r"\b(?:rates?|taux|ctr|averages?|avg|means?|moyen|moyenne|moy|position|ratio|score|percent|percentage|pourcentage|per (?:visit|user|session|page)"
    r"|par (?:visite|utilisateur|session|page))\b|%"
)


def is_mean(name: str) -> bool:
    """Return whether a column is a mean or a share by its name: such numbers of days are averaged, and not added up.

    Examples
    --------
    >>> is_mean("Bounce Rate"), is_mean("avg_time_on_site"), is_mean("Taux de rebond"), is_mean("Visits")
    (True, True, True, False)
    """
    return _MEANS.search(folded(name.replace("_", " ")).lower()) is not None or "%" in name


@frozen(kw_only=True)
class Hints:
    """What somebody says of a file that it does not say itself.

    Parameters
    ----------
    date : str or None
        The column that holds the days.
    dates : {"day-first", "month-first"} or None
        How days in figures are written.
    decimal : {".", ","} or None
        What stands before decimals.
    """

    date: str | None = None
    dates: str | None = None
    decimal: str | None = None


@frozen(kw_only=True)
class Column:
    """Numbers, one for each day of the export, None where nothing is known.

    Parameters
    ----------
    name : str
        What it is called, each column otherwise.
    values : tuple of float or None
        The numbers.
    scale : {"count", "identity"}
        Whether they add up.
    faults : tuple of Fault
        What keeps it from being read, where it is no column of numbers, or of numbers that can be read in two ways.
    notes : tuple of Message
        What has to be known of it alone.
    """

    name: str
    values: tuple[float | None, ...] = ()
    scale: Scale = "count"
    faults: tuple[Fault, ...] = ()
    notes: tuple[Message, ...] = ()


@frozen(kw_only=True)
class Export:
    """What stands in a file.

    Parameters
    ----------
    format : str
        What wrote it, as far as can be seen.
    step : {"day", "week", "month", "quarter"}
        How long that is which a row is about.
    days : tuple of datetime.date
        The first day of each, in order.
    columns : tuple of Column
        The columns of numbers.
    totals : int
        How many rows of totals were left out.
    left_out : int
        How many other rows or lines were: of robots, of other tables.
    notes : tuple of Message
        What has to be known of all of it, with every figure that rests on it.
    remarks : tuple of Message
        How it was read, for who looks at the file.
    """

    format: str
    step: SeriesStep
    days: tuple[datetime.date, ...]
    columns: tuple[Column, ...]
    totals: int = 0
    left_out: int = 0
    notes: tuple[Message, ...] = field(default=(), converter=tuple[Message, ...])
    remarks: tuple[Message, ...] = field(default=(), converter=tuple[Message, ...])

    def noting(self, notes: Iterable[Message] = (), remarks: Iterable[Message] = ()) -> Export:
        """Return the same, with more that has to be known."""
        return evolve(self, notes=(*self.notes, *notes), remarks=(*self.remarks, *remarks))


@frozen
class Row:
    """A row of a table, and the line that it begins on."""

    line: int
    cells: tuple[str, ...]


@frozen(kw_only=True)
class Grid:
    """A table of texts: what stands above its columns, and its rows.

    Parameters
    ----------
    names : tuple of str
        What stands above each column.
    rows : tuple of Row
        The rows below.
    header_line : int
        Where the names stand; 0 where there are none.
    """

    names: tuple[str, ...]
    rows: tuple[Row, ...]
    header_line: int = 1


def no_days() -> Message:
    """Say that there are no days in a file, and what to do."""
    return message("no column holds days: export by day or by week, with the date as a column")
