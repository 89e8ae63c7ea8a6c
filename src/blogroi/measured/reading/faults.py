"""How a file is refused: with the line and the column, and never with what stands in a cell, which may be about somebody."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from blogroi.errors import Fault, SeriesError
from blogroi.language.spoken import Message, message, plural

__all__ = ["MOST_LINES", "refuse", "refuse_lines", "shown_name"]

MOST_LINES = 4
"""The most lines that are named one by one; of the others it is said how many they are."""

_LONGEST_NAME = 60
_PERSONAL = re.compile(r"\S@\S|^\s*(?:\d{1,3}\.){3}\d{1,3}\s*$|^\s*(?:[0-9a-fA-F]{0,4}:){3,}[0-9a-fA-F.:]*\s*$")


def refuse(said: str, *, line: int | None = None, path: str = "") -> SeriesError:
    """Return the error of a file in which one thing is wrong.

    Examples
    --------
    >>> print(refuse("is not a number", line=4, path="visits"))
    line 4: visits: is not a number
    """
    return SeriesError([Fault(path, said, line)])


def refuse_lines(faults: Iterable[Fault], count: int | None = None) -> SeriesError:
    """Return the error of many lines, of which the first are named.

    Parameters
    ----------
    faults : iterable of Fault
        What is wrong with each.
    count : int, optional
        How many there are, where not all are given.

    Returns
    -------
    SeriesError

    Examples
    --------
    >>> print(refuse_lines([Fault("", "has no date", line) for line in range(2, 13)]).faults[-1])
    7 more lines are like that
    """
    listed = list(faults)
    return SeriesError(_few(listed, len(listed) if count is None else count))


def _few(listed: list[Fault], count: int) -> Iterator[Fault]:
    yield from islice(listed, MOST_LINES)
    if count > MOST_LINES:
        yield Fault("", _more(count - MOST_LINES))


def _more(count: int) -> Message:
    return plural("{count} more line is like that", "{count} more lines are like that", count)


def shown_name(name: str, place: int) -> str:
    """Return how a column is called where it is shown: by its place, where its name may be somebody's address.

    Parameters
    ----------
    name : str
        What stands above it.
    place : int
        Which column it is, from 1.

    Returns
    -------
    str

    Examples
    --------
    >>> shown_name("Visits", 2), shown_name("anna@example.org", 3), shown_name(" ", 1)
    ('Visits', 'column 3', 'column 1')
    """
    tidy = " ".join(name.split())
    if not tidy or _PERSONAL.search(tidy) or not tidy.isprintable():
        return message("column {place}", place=str(place))
    return tidy if len(tidy) <= _LONGEST_NAME else f"{tidy[: _LONGEST_NAME - 1]}\u2026"
