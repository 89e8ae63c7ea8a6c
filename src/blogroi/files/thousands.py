"""Numbers that a file writes as others write thousands: ``38.000``.

They are read as what they are, thirty-eight; that they stand so is noted beside the case, for whoever checks it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

__all__ = ["as_written", "read_number", "reader_of_numbers"]

_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}\.000")
_ANYWHERE = re.compile(r"\d\.000(?!\d)")


class _Written(float):
    """A number that keeps how it was written."""

    text: str


def read_number(text: str) -> float:
    """Read a number with a point, and keep how it is written where that is doubtful.

    Examples
    --------
    >>> read_number("38.000"), read_number("38.0")
    (38.0, 38.0)
    """
    if _THOUSANDS.fullmatch(text) is None:
        return float(text)
    number = _Written(text)
    number.text = text
    return number


def reader_of_numbers(text: str) -> Callable[[str], float]:
    """Return what a parser should read the numbers of a text with: what is its own, and quick, where none is doubtful.

    Examples
    --------
    >>> reader_of_numbers("amount = 38.5"), reader_of_numbers("amount = 38.000")
    (<class 'float'>, <function read_number at ...>)
    """
    return read_number if _any_doubtful(text) else float


def as_written(document: Mapping[str, Any], text: str) -> dict[str, str]:
    """List the doubtful numbers of a document, each by its path, as they are written.

    Parameters
    ----------
    document : mapping
        Plain tables whose numbers were read by :func:`read_number`.
    text : str
        The file they come from.

    Returns
    -------
    dict of str to str

    Examples
    --------
    >>> import tomllib
    >>> text = "costs = [{ amount = 38.000 }]"
    >>> as_written(tomllib.loads(text, parse_float=read_number), text)
    {'costs[1].amount': '38.000'}
    """
    return dict(_written("", document)) if _any_doubtful(text) else {}


def _any_doubtful(text: str) -> bool:
    return ".000" in text and _ANYWHERE.search(text) is not None  # the first word is found at once in long files


def _written(path: str, part: Any) -> Iterator[tuple[str, str]]:
    if isinstance(part, _Written):
        yield path, part.text
    elif isinstance(part, Mapping):
        for key, value in part.items():
            yield from _written(f"{path}.{key}" if path else key, value)
    elif isinstance(part, list):
        for position, value in enumerate(part, start=1):
            yield from _written(f"{path}[{position}]", value)
