"""The first sheet of a workbook to be filled in: how, in four lines, and what each sheet is for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from blogroi.files.workbook.book import fit_rows, new_sheet, put, styled
from blogroi.files.workbook.layout import CASE, sheets
from blogroi.language.languages import Language
from blogroi.language.spoken import message, spoken

__all__ = ["GUIDE_NAME", "put_guide"]

GUIDE_NAME = message("# Read me")

_LINES = (
    message(
        "One sheet a table, one row a thing: the first column names it, or says of what it is. Row 1 holds the names of the fields: "
        "leave these as they are. Leave a cell empty where nothing is known."
    ),
    message(
        "A number may be uncertain, in one cell: 250 to 400 (you are 90 % sure that it lies between), 400 / 700 / 1500 (low, most likely, "
        "high), 80 \u00b1 20, { mean = 8, sd = 1 }. A scale from worst to best: 0 -> 4000. A text in the place of a number is a formula "
        "of drivers: visits * 0.02."
    ),
    message(
        "Words of a list have commas between them: members, employees. Numbers for each period have semicolons: `100; 120; 140`. A day is a "
        "day of the spreadsheet, or 2026-06-30. A share is 0.2, or 20 % in a cell formatted as per cent."
    ),
    message(
        "What begins with # is a remark, and not read: a row, a column, a sheet such as this one. Sheets that few need are hidden until "
        "they hold something: unhide them by a right click on the name of a sheet. Then run `blogroi check` on the file."
    ),
)


def put_guide(book: Any, language: Language, head: Sequence[str]) -> None:
    """Put the sheet that says how to fill in the others.

    Parameters
    ----------
    book : Workbook
        Where it is put.
    language : {"en", "fr"}
        Of its words.
    head : sequence of str
        What else is to be known of the case.
    """
    sheet = new_sheet(book, spoken(GUIDE_NAME, language))
    sheet.column_dimensions["A"].width = 26
    sheet.column_dimensions["B"].width = 100
    sheet.sheet_view.showGridLines = False
    row = 1
    for number, line in enumerate(_LINES, start=1):
        styled(put(sheet, row, 1, number))
        styled(put(sheet, row, 2, spoken(line, language).replace("`", "")), wrapped=True)  # a spreadsheet sets no code
        row += 1
    for said in head:
        styled(put(sheet, row + 1, 2, said), grey=True, wrapped=True)
        row += 1
    row += 2
    styled(put(sheet, row, 1, spoken(message("Sheet"), language)), bold=True)
    styled(put(sheet, row, 2, spoken(message("What it holds"), language)), bold=True)
    of_case: str = message("What the case says once: its title, its money, its window.")
    for name, words in [(CASE, of_case), *((one.name, one.words) for one in sheets())]:
        row += 1
        put(sheet, row, 1, name)
        styled(put(sheet, row, 2, spoken(words, language)), wrapped=True)
    fit_rows(sheet)
