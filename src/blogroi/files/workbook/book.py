"""Workbooks as they are written, whatever they hold: texts that are never formulas, numbers to their last digit, the same bytes each time."""

from __future__ import annotations

import datetime
import re
import zipfile
from importlib import import_module
from io import BytesIO
from typing import Any

from blogroi.errors import CaseError, Needing
from blogroi.files.workbook.cells import place
from blogroi.files.workbook.short import InCell
from blogroi.language.spoken import message

__all__ = [
    "LONGEST_TEXT",
    "MANY",
    "fit_rows",
    "needs_openpyxl",
    "new_book",
    "new_sheet",
    "put",
    "saved",
    "sheet_name",
    "styled",
]

LONGEST_TEXT = 32_767
"""The longest text that a cell holds."""

MANY = 200
"""Rows below the last one for which words can still be picked from a list."""

_FIRST_DAY = datetime.date(1900, 3, 1)  # days before it are counted in two ways
_LINE = 15  # points
_STAMP = (1980, 1, 1, 0, 0, 0)
_OF_TIME = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
_ESCAPED = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]|_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA_LIKE = ("=", "+", "-", "@", "\t", "\r", "'")
_NO_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")


def needs_openpyxl(option: str) -> None:
    """Refuse what was asked for where a workbook cannot be made.

    Parameters
    ----------
    option : str
        What was asked for.

    Raises
    ------
    MissingExtraError
        When openpyxl is not installed.
    """
    with Needing("openpyxl", "xlsx", option=option):
        import_module("openpyxl")  # here, for who writes a workbook alone waits for it


def new_book() -> Any:
    """Make a workbook without sheets.

    Raises
    ------
    MissingExtraError
        When openpyxl is not installed.
    """
    needs_openpyxl("path")
    import openpyxl  # noqa: PLC0415

    book: Any = openpyxl.Workbook()
    book.remove(book.active)
    book.properties.creator = "blogroi"
    return book


def new_sheet(book: Any, name: str, *, fits: bool = True) -> Any:
    """Add a sheet, printed on pages lying on their side, as wide as one of them where it fits."""
    sheet = book.create_sheet(sheet_name(name))
    sheet.page_setup.orientation = "landscape"
    if fits:
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
    return sheet


def sheet_name(text: str) -> str:
    """Return a name that a sheet may have.

    Examples
    --------
    >>> sheet_name("costs/benefits [2026]"), sheet_name("'"), len(sheet_name("x" * 40))
    ('costs_benefits _2026_', '_', 31)
    """
    name = _NO_NAME.sub("_", text)[:31]
    return re.sub(r"^'|'$", "_", name) or "_"


def put(sheet: Any, row: int, column: int, value: InCell | None) -> Any:
    """Put a value into a cell: a text as a text, whatever it looks like.

    Parameters
    ----------
    sheet : Worksheet
        The sheet.
    row, column : int
        From 1.
    value : str, bool, int, float, date or None
        What it holds; None leaves it empty.

    Returns
    -------
    Cell

    Raises
    ------
    CaseError
        When a text is longer than a cell holds.
    """
    cell = sheet.cell(row, column)
    if isinstance(value, datetime.date) and value >= _FIRST_DAY:
        cell.value = value
        cell.number_format = "yyyy-mm-dd"
    elif isinstance(value, datetime.date | str):
        _put_text(cell, f"{value}", place(sheet.title, row, column))
    elif isinstance(value, bool):
        cell.value = value
    elif value is not None:
        cell._value = repr(value)  # which openpyxl would cut to 16 digits
        cell.data_type = "n"
    return cell


def _put_text(cell: Any, text: str, at: str) -> None:
    escaped = _ESCAPED.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    if len(escaped) > LONGEST_TEXT:
        told = message(
            "is longer than the {most} characters that a cell holds: write the case as TOML", most=LONGEST_TEXT
        )
        raise CaseError.at(at, told)
    cell._value = escaped  # not `value`, which takes a text with = for a formula, and #N/A for an error
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(_FORMULA_LIKE)


def styled(cell: Any, *, bold: bool = False, fill: str = "", grey: bool = False, wrapped: bool = False) -> Any:
    """Give a cell its looks."""
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415

    cell.font = Font(name="Calibri", size=11, bold=bold, italic=grey, color="FF5F6B76" if grey else None)
    if fill:
        cell.fill = PatternFill("solid", start_color=fill)
    cell.alignment = Alignment(wrap_text=wrapped, vertical="top")
    return cell


def fit_rows(sheet: Any, *, first: int = 1, most: int = 8) -> None:
    """Give rows the height of the texts that are wrapped in them: not every spreadsheet works that out when it opens a workbook.

    Parameters
    ----------
    sheet : Worksheet
        The sheet.
    first : int
        The first row that is looked at.
    most : int
        The most lines of a row that are seen at once.
    """
    for row in sheet.iter_rows(min_row=first):
        lines = 1
        for cell in row:
            if cell.data_type == "s" and cell.alignment.wrap_text:
                width = sheet.column_dimensions[cell.column_letter].width - 1
                lines = max(lines, sum(-(-max(1, len(part)) // int(width)) for part in cell.value.split("\n")))
        if lines > 1:
            sheet.row_dimensions[row[0].row].height = _LINE * min(lines, most)


def saved(book: Any) -> bytes:
    """Return a workbook as bytes, which say nothing of when they were made: the same for the same sheets."""
    made = BytesIO()
    book.save(made)
    packed = BytesIO()
    with zipfile.ZipFile(made) as parts, zipfile.ZipFile(packed, "w") as archive:
        for part in parts.infolist():
            content = parts.read(part)
            if part.filename == "docProps/core.xml":
                content = _OF_TIME.sub(rb"\g<1>2000-01-01T00:00:00Z", content)
            info = zipfile.ZipInfo(part.filename, _STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # not that of the machine
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
    return packed.getvalue()
