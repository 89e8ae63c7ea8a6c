"""Texts with separators, taken apart into rows: which separator it is, is read off the rows that hold a date."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Literal, TypeAlias

from blogroi.language.spoken import message
from blogroi.measured.reading.dates import read_date
from blogroi.measured.reading.export import Row
from blogroi.measured.reading.faults import refuse

__all__ = ["MOST_ROWS", "Separator", "rows_of", "separator_of"]

Separator: TypeAlias = Literal[",", ";", "\t", "|"]
"""What parts the cells of a row."""

MOST_ROWS = 200_000
"""The most rows that are kept: five hundred years of days."""

_SEPARATORS: tuple[Separator, ...] = (",", ";", "\t", "|")
_TRIED = 200
_LONGEST = 2**17
_MOST_CELLS = 2_000
_CELLS_OF_A_ROW = 10  # in the mean of all rows, beyond which so many rows are no series


def separator_of(text: str) -> Separator:
    r"""Return what parts the cells: what leaves most rows with a date, then what leaves most rows of one length.

    Examples
    --------
    >>> separator_of("Jour;Visites\n31/08/2026;12,5\n"), separator_of("day\tvisits\n2026-09-01\t12\n")
    (';', '\t')
    """
    head = text[: 2**18]
    first = [
        line for line in islice(io.StringIO(head, newline=""), _TRIED) if line.strip() and not line.startswith("#")
    ]
    return max(_SEPARATORS, key=lambda separator: _fit(first, separator))


def _fit(lines: list[str], separator: Separator) -> tuple[int, int, int]:
    """Return how well a separator fits: rows with a date and something else, rows of the usual length, and that length."""
    try:
        rows = [row for row in csv.reader(lines, delimiter=separator) if len(row) > 1]
    except csv.Error:
        return 0, 0, 0
    dated = sum(any(read_date(cell) is not None for cell in row[:50]) for row in rows)
    length, count = Counter(map(len, rows)).most_common(1)[0] if rows else (0, 0)
    return dated, count, length


def rows_of(text: str, separator: Separator, *, comments: bool = True, most: int = MOST_ROWS) -> Iterator[Row]:
    r"""Take a text apart.

    Parameters
    ----------
    text : str
        The text.
    separator : str
        What parts cells.
    comments : bool
        Whether lines that begin with ``#`` are passed over.
    most : int
        The most rows that are given.

    Yields
    ------
    Row
        Each row that holds something, with the line that it begins on. A row may go over several lines, within quotes.

    Raises
    ------
    SeriesError
        When a line is longer than any, or there are more rows than of any series.

    Examples
    --------
    >>> [row.cells for row in rows_of('day,post\n2026-09-01,"one,\ntwo"\n', ",")]
    [('day', 'post'), ('2026-09-01', 'one,\ntwo')]
    """
    reader = csv.reader(_lines(text, comments=comments), delimiter=separator, skipinitialspace=True)
    begun, count, held = 1, 0, 0
    try:
        for cells in reader:
            if any(cells) and any(cell.strip() for cell in cells):
                count += 1
                held += len(cells)
                if count > most or held > _CELLS_OF_A_ROW * most:
                    raise _too_many(most)
                if len(cells) > _MOST_CELLS:
                    raise refuse(message("has more than {most} cells", most=_MOST_CELLS), line=begun)
                yield Row(begun, tuple(cells))
            begun = reader.line_num + 1
    except csv.Error:
        raise refuse(
            message("cannot be taken apart into cells: a quotation mark that is not closed?"), line=begun
        ) from None


def _lines(text: str, *, comments: bool) -> Iterator[str]:
    for number, line in enumerate(io.StringIO(text, newline=""), 1):
        if len(line) > _LONGEST:
            raise refuse(message("is longer than {most} characters: no export is", most=_LONGEST), line=number)
        yield "\n" if comments and line.startswith("#") else line


def _too_many(most: int) -> Exception:
    return refuse(
        message(
            "has more than {most} rows, or as many cells in fewer: a series has one row for each day or week; add up what is kept for each page, channel or visit first",
            most=most,
        )
    )
