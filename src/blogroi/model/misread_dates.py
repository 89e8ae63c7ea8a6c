"""What was probably meant by a text where a date is wanted; read only on a fault.

Where two readings are possible, both are said.
"""

from __future__ import annotations

import calendar
import datetime
import re

from blogroi.errors import Fault, with_cure
from blogroi.language.naming import describe
from blogroi.language.spoken import message
from blogroi.model.cures import folded
from blogroi.model.misread import LONGEST, NOTHING, tidied

__all__ = ["MONTHS", "date_cure", "date_fault", "day_cure"]

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan janvier janv", "february feb fevrier fevr", "march mar mars", "april apr avril avr", "may mai",
            "june jun juin", "july jul juillet juil", "august aug aout", "september sep sept septembre",
            "october oct octobre", "november nov novembre", "december dec decembre",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
"""The numbers of months by their names, whole and short, in English and in French, without accents."""

_MONTH_OF_A_YEAR = re.compile(r"(?P<y>\d{4})[-/. ](?P<m>\d{1,2})|(?P<m2>\d{1,2})[-/. ](?P<y2>\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})(?:[-/. ](\d{1,2})[-/. ](\d{1,2})(?:[T ].*)?|(\d{2})(\d{2}))")
_YEAR_LAST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_IN_WORDS = re.compile(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th|er)? )?(?P<month>[^\W\d]+) (?:(?P<day2>\d{1,2})(?:st|nd|rd|th)? )?(?P<year>\d{4})"
)


def date_fault(value: object) -> Fault:
    """Word the fault of what stands in the place of a date.

    Examples
    --------
    >>> print(date_fault("15 January 2026"))
    '15 January 2026' is not a date: write 2026-01-15
    """
    return with_cure(message("{value} is not a date", value=describe(value)), date_cure(value))


def date_cure(value: object) -> str:
    """Return how a day is written that somebody wrote in another form.

    Parameters
    ----------
    value : object
        A text, a number, a date with a time; anything.

    Returns
    -------
    str

    Examples
    --------
    >>> date_cure("2026-01"), date_cure("15 January 2026")
    ('write a day, such as 2026-01-01', 'write 2026-01-15')
    >>> date_cure("01/02/2026")
    'write 2026-02-01 if the day stands first, or 2026-01-02 if the month does'
    """
    if isinstance(value, datetime.datetime):
        return (
            message("write {value}", value=f"{value:%Y-%m-%d}")
            if value == value
            else message("leave it out where it is not known")
        )
    text = tidied(str(value)[: LONGEST + 1]) if isinstance(value, str) or _is_day_number(value) else ""
    if isinstance(value, str) and folded(text) in NOTHING:
        return message("leave it out where it is not known")
    if not text or len(text) > LONGEST:
        return message("write it as 2026-06-30")
    return day_cure(text) or message("write it as 2026-06-30")


def day_cure(text: str) -> str | None:
    """Return how a day is written of which somebody wrote a text; None where nothing like a day is meant.

    Examples
    --------
    >>> day_cure("January 2026"), day_cure("6000")
    ('write a day, such as 2026-01-01', None)
    """
    tidy = tidied(text[: LONGEST + 1])
    return _whole_day(tidy) or _part_of_a_day(tidy) if len(tidy) <= LONGEST else None


def _whole_day(text: str) -> str | None:
    """Read a day, month and year in any order."""
    if found := _YEAR_LAST.fullmatch(text):
        day, month, year = map(int, found.groups())
        read = [one for one in (_day(year, month, day), _day(year, day, month)) if one is not None]
        if len(set(read)) == 2:
            return message(
                "write {one} if the day stands first, or {other} if the month does",
                one=str(read[0]),
                other=str(read[1]),
            )
        return message("write {written}", written=str(read[0])) if read else None
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day = (int(part) for part in found.groups() if part is not None)
        return _told(year, month, day)
    if (found := _IN_WORDS.fullmatch(folded(text.replace(",", " ").replace(".", " ")))) and found["month"] in MONTHS:
        written = found["day"] or found["day2"]
        if written:
            return _told(int(found["year"]), MONTHS[found["month"]], int(written))
    return None


def _told(year: int, month: int, day: int) -> str | None:
    found = _day(year, month, day)
    if found is not None:
        return message("write {written}", written=str(found))
    if not 1 <= month <= 12 or not 1 <= year <= 9999 or not 1 <= day <= 31:
        return None
    last = calendar.monthrange(year, month)[1]
    return message("{month} has {last} days", month=f"{year}-{month:02}", last=str(last))


def _part_of_a_day(text: str) -> str | None:
    """Read a year or a month, which is no day yet."""
    if re.fullmatch(r"[12]\d{3}", text):
        return message("write a day, such as {text}-01-01", text=text)
    if found := _MONTH_OF_A_YEAR.fullmatch(text):
        year, month = found["y"] or found["y2"], int(found["m"] or found["m2"])
    elif (found := _IN_WORDS.fullmatch(folded(text.replace(".", " ")))) and found["month"] in MONTHS:
        year, month = found["year"], MONTHS[found["month"]]
    else:
        return None
    return (
        message("write a day, such as {year}-{month}-01", year=year, month=f"{month:02}") if 1 <= month <= 12 else None
    )


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _is_day_number(value: object) -> bool:
    return isinstance(value, int) and 0 < value < 10**8
