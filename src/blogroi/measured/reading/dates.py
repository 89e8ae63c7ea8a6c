"""Days as exports write them; where a text may be read in two ways, both readings are kept, for the whole column to decide.

``05/09/2026`` is a day of September or of May. One row with a day above the twelfth decides for all; where none does, nobody is asked to guess.
"""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

from blogroi.measured.steps import SeriesStep
from blogroi.model.cures import folded
from blogroi.model.misread_dates import MONTHS

__all__ = ["Reading", "read_date"]


class Reading(NamedTuple):
    """A text as a date.

    Parameters
    ----------
    step : {"day", "week", "month", "quarter"}
        How long that is which it names.
    day_first, month_first : datetime.date or None
        The first day of it, where the day stands before the month, and where the month does; None where that is no date.
    has_time : bool
        Whether a time of day other than midnight stands with it.
    """

    step: SeriesStep
    day_first: datetime.date | None
    month_first: datetime.date | None
    has_time: bool = False


_LONGEST = 64
_TIME = r"(?:(?:T|,?\s+)(?P<time>\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)\s*(?P<half>[ap]\.?m\.?)?\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
_YEAR_FIRST = re.compile(rf"(?P<y>[12]\d{{3}})(?P<s>[-/.])(?P<m>\d{{1,2}})(?P=s)(?P<d>\d{{1,2}}){_TIME}", re.IGNORECASE)
_YEAR_LAST = re.compile(rf"(?P<a>\d{{1,2}})(?P<s>[-/.])(?P<b>\d{{1,2}})(?P=s)(?P<y>[12]\d{{3}}){_TIME}", re.IGNORECASE)
_DIGITS = re.compile(r"(?P<y>[12]\d{3})(?P<m>\d{2})(?P<d>\d{2})")
_DAY_IN_WORDS = re.compile(
    rf"(?:[^\W\d]+\.?,?\s+)?(?P<d>\d{{1,2}})(?:st|nd|rd|th|er)?[\s-]+(?P<m>[^\W\d]+)\.?,?[\s-]+(?P<y>[12]\d{{3}}){_TIME}", re.IGNORECASE
)  # fmt: skip
_WORD_FIRST = re.compile(
    rf"(?:[^\W\d]+\.?,?\s+)?(?P<m>[^\W\d]+)\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>[12]\d{{3}}){_TIME}", re.IGNORECASE
)  # fmt: skip
_WEEK = re.compile(r"(?P<y>[12]\d{3})-?[WS](?P<w>\d{2})", re.IGNORECASE)
_MONTH = re.compile(r"(?P<y>[12]\d{3})[-/](?P<m>\d{2})|(?P<m2>\d{1,2})/(?P<y2>[12]\d{3})")
_MONTH_IN_WORDS = re.compile(r"(?P<m>[^\W\d]+)\.?[\s-]+(?P<y>[12]\d{3})")
_QUARTER = re.compile(r"(?P<y>[12]\d{3})[-\s]?[QT](?P<q>[1-4])|[QT](?P<q2>[1-4])[-\s](?P<y2>[12]\d{3})", re.IGNORECASE)
_SPAN = re.compile(
    r"(?:from\s|du\s)?(?P<from>\S{8,10})\s*(?:,|/|\s-|\s\u2013|\sto|\sau)\s*(?P<to>\S{8,10})", re.IGNORECASE
)
_WEEK_DAYS = 6


def read_date(text: str) -> Reading | None:
    """Read a date; None where a text is none.

    Parameters
    ----------
    text : str
        What stands in a cell.

    Returns
    -------
    Reading or None

    Examples
    --------
    >>> read_date("2026-09-01").day_first
    datetime.date(2026, 9, 1)
    >>> read_date("05/09/2026")[1:3]
    (datetime.date(2026, 9, 5), datetime.date(2026, 5, 9))
    >>> read_date("2026-W36")[:2], read_date("2026-09")[:2]
    (('week', datetime.date(2026, 8, 31)), ('month', datetime.date(2026, 9, 1)))
    >>> read_date("2026-08-31,2026-09-06")[:2], read_date("many")
    (('week', datetime.date(2026, 8, 31)), None)
    """
    if len(text) > _LONGEST or not any(sign.isdigit() for sign in text):
        return None
    tidy = " ".join(text.split())
    for pattern, read in _READERS:
        found = pattern.fullmatch(tidy)
        if found is not None and (reading := read(found)) is not None:
            return reading
    return None


def _day(year: int | str, month: int | str, day: int | str) -> datetime.date | None:
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _certain(step: SeriesStep, day: datetime.date | None, *, has_time: bool = False) -> Reading | None:
    return None if day is None else Reading(step, day, day, has_time)


def _has_time(found: re.Match[str]) -> bool:
    """Return whether a time is not midnight, which is how a day is often written."""
    time = found["time"]
    if time is None:
        return False
    is_twelve = re.fullmatch(r"12[:0.,]*", time) is not None
    half = (found["half"] or "").lower()
    return not (time.strip("0:.,") == "" or (is_twelve and half.startswith("a")))


def _of_year_first(found: re.Match[str]) -> Reading | None:
    return _certain("day", _day(found["y"], found["m"], found["d"]), has_time=_has_time(found))


def _of_digits(found: re.Match[str]) -> Reading | None:
    return _certain("day", _day(found["y"], found["m"], found["d"]))


def _of_year_last(found: re.Match[str]) -> Reading | None:
    day_first = _day(found["y"], found["b"], found["a"])
    month_first = _day(found["y"], found["a"], found["b"])
    if day_first is None and month_first is None:
        return None
    return Reading("day", day_first, month_first, _has_time(found))


def _of_words(found: re.Match[str]) -> Reading | None:
    month = MONTHS.get(folded(found["m"]))
    return None if month is None else _certain("day", _day(found["y"], month, found["d"]), has_time=_has_time(found))


def _of_week(found: re.Match[str]) -> Reading | None:
    try:
        return _certain("week", datetime.date.fromisocalendar(int(found["y"]), int(found["w"]), 1))
    except ValueError:
        return None


def _of_month(found: re.Match[str]) -> Reading | None:
    return _certain("month", _day(found["y"] or found["y2"], found["m"] or found["m2"], 1))


def _of_month_in_words(found: re.Match[str]) -> Reading | None:
    month = MONTHS.get(folded(found["m"]))
    return None if month is None else _certain("month", _day(found["y"], month, 1))


def _of_quarter(found: re.Match[str]) -> Reading | None:
    return _certain("quarter", _day(found["y"] or found["y2"], 3 * int(found["q"] or found["q2"]) - 2, 1))


def _of_span(found: re.Match[str]) -> Reading | None:
    """Read the first and the last day of a week or a month."""
    ends = [read_date(found[end]) for end in ("from", "to")]
    if any(end is None or end.step != "day" or end.day_first != end.month_first for end in ends):
        return None
    first, last = (end.day_first for end in ends if end is not None)
    assert first is not None
    assert last is not None
    if (last - first).days == _WEEK_DAYS:
        return _certain("week", first)
    is_month = first.day == 1 and (last + datetime.timedelta(1)).day == 1 and (last - first).days < 31
    return _certain("month", first) if is_month else None


_READERS = (
    (_YEAR_FIRST, _of_year_first),
    (_DIGITS, _of_digits),
    (_YEAR_LAST, _of_year_last),
    (_WEEK, _of_week),
    (_MONTH, _of_month),
    (_QUARTER, _of_quarter),
    (_DAY_IN_WORDS, _of_words),
    (_WORD_FIRST, _of_words),
    (_MONTH_IN_WORDS, _of_month_in_words),
    (_SPAN, _of_span),
)
