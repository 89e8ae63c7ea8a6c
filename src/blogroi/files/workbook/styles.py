"""Which styles show a number as a day: what a workbook stores for a day is a number like any other."""

from __future__ import annotations

import re

from blogroi.files.workbook.markup import elements

__all__ = ["dates_by_style", "is_date_format"]

_BUILT_IN = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
"""Numbers of the formats for days and times that every program knows (ECMA-376, 18.8.30; 27 to 36 and 50 to 58 in East Asia)."""

_NO_PART = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
"""What is shown as it stands, filled in, or says a colour, a condition or a language."""


def is_date_format(code: str) -> bool:
    """Return whether a number format shows a day or a time.

    Examples
    --------
    >>> is_date_format("dd/mm/yyyy"), is_date_format('#,##0.00 "days"'), is_date_format("[Red]0%"), is_date_format("General")
    (True, False, False, False)
    """
    shown = _NO_PART.sub("", code.partition(";")[0]).lower()
    return "general" not in shown and re.search("[dmyhs]", shown) is not None


def dates_by_style(content: bytes) -> list[bool]:
    """Return of each style of cells whether it shows a day or a time."""
    if not content:
        return []
    codes: dict[str, str] = {}
    styles: list[str] = []
    is_of_cells = False
    for name, given in elements(content, frozenset({"numFmt", "cellXfs", "cellStyleXfs", "xf"})):
        if name == "numFmt":
            codes.setdefault(given.get("numFmtId", ""), given.get("formatCode", ""))
        elif name == "xf" and is_of_cells:
            styles.append(given.get("numFmtId", "0"))
        elif name != "xf":
            is_of_cells = name == "cellXfs"
    return [
        is_date_format(codes[number]) if number in codes else number.isdecimal() and int(number[:9]) in _BUILT_IN
        for number in styles
    ]
