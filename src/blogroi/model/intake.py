"""What Python hands over: numbers, dates and lists of other libraries, turned into Python's own.

Other libraries are known by what their objects can do, never by an import: the model needs neither numpy nor pandas.
What is none of these is given back as it came, for the validator of its field to refuse under the field's name.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence
from numbers import Complex, Integral, Number, Real
from typing import Any, Protocol, cast

__all__ = ["SupportsList", "as_date", "as_list", "as_number", "as_optional_date", "as_whole"]


class SupportsList(Protocol):
    """An array of numpy, a series of pandas, or what else gives its values as a list."""

    def tolist(self) -> Any:
        """Return the values as a list."""
        ...


def as_number(value: Any) -> Any:
    """Turn any real number into one of Python's own.

    Parameters
    ----------
    value : object
        A number of Python, numpy, ``decimal`` or ``fractions``, or an array of no dimension.

    Returns
    -------
    int, float, or what was given

    Examples
    --------
    >>> from decimal import Decimal
    >>> from fractions import Fraction
    >>> as_number(Fraction(1, 2)), as_number(Decimal("0.4")), as_number("half")
    (0.5, 0.4, 'half')
    """
    if type(value) in (int, float, bool):
        return value
    if getattr(value, "shape", None) == () and hasattr(value, "item"):  # numpy, and whatever counts like it
        value = value.item()
    if isinstance(value, Integral):
        return value if isinstance(value, bool) else int(value)
    is_decimal = isinstance(value, Number) and not isinstance(value, Complex)
    if not isinstance(value, Real) and not is_decimal:
        return value
    try:
        return float(cast("Any", value))
    except (OverflowError, ValueError):  # too large, or a signalling NaN
        return value


def as_whole(value: Any) -> Any:
    """Turn any number without a fraction into an ``int``: ``1e5`` and ``3.0`` are whole numbers.

    Parameters
    ----------
    value : object
        As in :func:`as_number`.

    Returns
    -------
    int, or what was given

    Examples
    --------
    >>> as_whole(1e5), as_whole(2.5), as_whole("3"), as_whole(True)
    (100000, 2.5, '3', True)
    """
    number = as_number(value)
    if type(number) is float and math.isfinite(number) and number.is_integer():
        return int(number)
    return number


def as_date(value: datetime.date | str) -> Any:
    """Turn the text of a day, or a date and time at midnight, into a date.

    Parameters
    ----------
    value : object
        A date; ``"2026-06-30"``; a ``datetime`` at midnight, a Timestamp of pandas among them; a ``datetime64`` of numpy.

    Returns
    -------
    datetime.date, or what was given

    Examples
    --------
    >>> as_date("2026-06-30")
    datetime.date(2026, 6, 30)
    >>> as_date("30 June")
    '30 June'
    """
    if type(value) is datetime.date:
        return value
    if isinstance(value, str):
        return _date_in(value)
    if isinstance(value, datetime.datetime):
        return value.date() if _is_midnight(value) else value
    if type(value).__name__ == "datetime64":
        return _date_of(value)
    return value


def as_optional_date(value: datetime.date | str | None) -> Any:
    """Turn what :func:`as_date` does, or take None where it was left out."""
    return None if value is None else as_date(value)


def _date_in(text: str) -> Any:
    """Read ``2026-06-30`` and no other of the forms of ISO 8601."""
    if len(text) != 10 or text[4] != "-" or text[7] != "-":
        return text
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return text


def _date_of(value: Any) -> Any:
    """Turn a ``datetime64`` into a date; what is no time (NaT), has one of day or lies past the calendar stays as it is."""
    plain = value.astype("datetime64[us]").item()
    day = as_date(plain)
    return day if type(day) is datetime.date else value


def _is_midnight(value: datetime.datetime) -> bool:
    """Return whether nothing is said of the time of day; what is no time at all (NaT) does not equal itself."""
    parts = (value.hour, value.minute, value.second, value.microsecond, getattr(value, "nanosecond", 0))
    return value == value and not any(parts)


def as_list(value: Any) -> Any:
    """Turn any sequence, array or series into a list.

    Parameters
    ----------
    value : object
        A list, a tuple, a range; an array; a series or frame of pandas or polars. Not a text.

    Returns
    -------
    list, or what was given

    Examples
    --------
    >>> as_list(range(3)), as_list((1, 2)), as_list("12"), as_list(5)
    ([0, 1, 2], [1, 2], '12', 5)
    """
    if isinstance(value, Sequence):
        return value if isinstance(value, str | bytes | bytearray) else list(value)
    array = value.to_numpy() if hasattr(value, "to_numpy") else value
    if getattr(array, "shape", ()) != () and hasattr(array, "tolist"):
        return array.tolist()
    return value
