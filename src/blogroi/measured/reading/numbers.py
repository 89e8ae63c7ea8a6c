"""Numbers as exports write them; where a comma or a point may part decimals or thousands, both readings are kept.

``1,204`` is one thousand two hundred and four, or one and a bit. One number in the file that can only be read in one way decides for all; where
none does, nobody is asked to guess.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple, TypeAlias

__all__ = ["MARKS", "Mark", "Number", "is_unknown", "read_number"]

Mark: TypeAlias = Literal[".", ","]
"""What stands before decimals."""

MARKS: tuple[Mark, ...] = (".", ",")


class Number(NamedTuple):
    """A text as a number.

    Parameters
    ----------
    point, comma : float or None
        What it is where a point stands before decimals, and where a comma does; None where that is no number.
    is_percent : bool
        Whether it is in per cent.
    """

    point: float | None
    comma: float | None
    is_percent: bool = False

    def by(self, mark: Mark) -> float | None:
        """Return what it is under a mark."""
        return self.point if mark == "." else self.comma


_LONGEST = 40
_UNKNOWN = frozenset(
    ("", "-", "\u2013", "\u2014", "--", "n/a", "na", "n.a.", "nan", "nat", "null", "none", "nil", "#n/a", "(not set)", "nd", "n.d.", "n.c.", "nc")
)  # fmt: skip
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009\u2007']|\u2019")
_GROUPED = re.compile(r"\d{1,3}(?:[\s\u00a0\u202f\u2009\u2007'\u2019]\d{3})+(?!\d)")
_SIGNS = re.compile(r"^(?:[$\u20ac\u00a3]|EUR|USD|CHF|GBP)\s*|\s*(?:[$\u20ac\u00a3]|EUR|USD|CHF|GBP)$")
_PLAIN = re.compile(r"\d+")
_IN_GROUPS = {mark: re.compile(rf"[1-9]\d{{0,2}}(?:{mark}\d{{3}})+") for mark in (r"\.", ",")}
_DECIMAL = {
    mark: re.compile(rf"\d*{mark}\d+(?:[eE][+-]?\d{{1,3}})?|\d+[eE][+-]?\d{{1,3}}|\d+{mark}") for mark in (r"\.", ",")
}
_BOTH = {
    ".": re.compile(r"[1-9]\d{0,2}(?:,\d{3})+\.\d*"),
    ",": re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+,\d*"),
}


def is_unknown(text: str) -> bool:
    """Return whether a text stands for nothing known: an empty cell, a dash, ``n/a``. It is never a zero.

    Examples
    --------
    >>> is_unknown(" "), is_unknown("N/A"), is_unknown("0")
    (True, True, False)
    """
    return len(text) < 12 and text.strip().lower() in _UNKNOWN


def read_number(text: str) -> Number | None:
    """Read a number; None where a text is none.

    Examples
    --------
    >>> read_number("1204"), read_number("1,204")
    (Number(point=1204.0, comma=1204.0, is_percent=False), Number(point=1204.0, comma=1.204, is_percent=False))
    >>> read_number("12 450,50 €"), read_number("8.01%")
    (Number(point=None, comma=12450.5, is_percent=False), Number(point=8.01, comma=None, is_percent=True))
    >>> read_number("1.2.3"), read_number("12 34")
    (None, None)
    """
    if len(text) > _LONGEST or not any("0" <= sign <= "9" for sign in text):
        return None
    tidy = text.strip().replace("\u2212", "-")
    is_percent = tidy.endswith("%")
    bare = _SIGNS.sub("", tidy[:-1].rstrip() if is_percent else tidy)
    sign = -1.0 if bare.startswith("-") else 1.0
    digits = bare[1:] if bare.startswith(("-", "+")) else bare
    digits = _GROUPED.sub(_without_spaces, digits, count=1)
    if not digits.isascii() or _SPACES.search(digits):
        return None
    point, comma = _under(digits, "."), _under(digits, ",")
    if point is None and comma is None:
        return None
    return Number(None if point is None else sign * point, None if comma is None else sign * comma, is_percent)


def _without_spaces(found: re.Match[str]) -> str:
    return _SPACES.sub("", found[0])


def _under(digits: str, mark: Mark) -> float | None:
    """Read digits where a mark stands before decimals, and the other one between thousands."""
    if _PLAIN.fullmatch(digits):
        return float(digits)
    ours, other = (r"\.", ",") if mark == "." else (",", r"\.")
    if _DECIMAL[ours].fullmatch(digits):
        return float(digits.replace(",", "."))
    if _IN_GROUPS[other].fullmatch(digits):
        return float(digits.replace("," if mark == "." else ".", ""))
    if _BOTH[mark].fullmatch(digits):
        return float(digits.replace("," if mark == "." else ".", "").replace(",", "."))
    return None
