"""Tidy tables as comma-separated values: text that a spreadsheet shows and never obeys.

A spreadsheet takes a cell that begins with ``=`` and the like for a formula, whatever file it comes from, and a formula may fetch or start
something. Names in a case come from elsewhere, so such a text is given an apostrophe, also within it where a spreadsheet that parts
cells otherwise would begin another one; numbers stay numbers.
"""

from __future__ import annotations

import csv
import datetime
import io
import re

from blogroi.language.acting import printable
from blogroi.results.table import Table, Value

__all__ = ["comma_separated"]

_BLANK = "[ \u00a0\u200b\u2060\u3000\ufeff]*"
_FORMULA = rf"(?={_BLANK}[=+\-@\uff1d\uff0b\uff0d\uff20])"
_OBEYED = re.compile(rf"^(?={_BLANK}[\t\r\n])|^{_FORMULA}|(?<=[;\t\r\n]){_FORMULA}")
"""Where a formula begins, in some spreadsheet: also with signs of full width, after what is stripped off or not seen, and after what parts
cells where a comma is that of decimals: a spreadsheet set to French parts them at semicolons, and minds no quotes within a cell."""


def comma_separated(table: Table) -> str:
    r"""Return a table as comma-separated values.

    Parameters
    ----------
    table : Table
        The table.

    Returns
    -------
    str
        As RFC 4180 has it: a line of names, then a line for each row, each ending with ``\r\n``; nothing stands in a cell of which nothing is
        known. Numbers have a point, as many digits as tell them apart, and no sign for thousands; days are as 2026-01-31, flags
        ``true`` and ``false``. Texts are in English or as they are stated; what would act on a terminal is made visible.

    Examples
    --------
    >>> from blogroi import Column, Table
    >>> from blogroi.model.frozen_map import FrozenMap
    >>> columns = {"name": Column("text", ("=1+1", "A, b", None)), "npv": Column("number", (-0.1, 2.0, None))}
    >>> print(comma_separated(Table("tools", FrozenMap(columns))).replace("\r\n", "\n"), end="")
    name,npv
    '=1+1,-0.1
    "A, b",2.0
    ,
    """
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows(zip(*(map(_cell, column.values) for column in table.columns.values()), strict=True))
    return written.getvalue()


def _cell(value: Value) -> str:
    """Write a value as it stands in a cell."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return _harmless(str(value))
        case datetime.date():
            return value.isoformat()
        case _:
            return repr(value)


def _harmless(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula, and make visible what would act on a terminal."""
    return printable(_OBEYED.sub("'", text))
