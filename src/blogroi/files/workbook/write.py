"""From a case to a workbook that people fill in: every sheet and every column that a case can have, with what they mean and what may stand there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from blogroi.files.workbook.book import MANY, fit_rows, new_book, new_sheet, put, saved, styled
from blogroi.files.workbook.case_sheet import HEADERS
from blogroi.files.workbook.cells import column_letters, place
from blogroi.files.workbook.guide import put_guide
from blogroi.files.workbook.layout import CASE, NUMBERED, VERSION_FIELD, Column, Sheet, Step, fields_of_case, sheets
from blogroi.files.workbook.notes import head_of, notes_in
from blogroi.files.workbook.short import cell_of
from blogroi.files.write import document_of
from blogroi.language.languages import Language
from blogroi.language.naming import join_path, key_step
from blogroi.language.spoken import message, spoken
from blogroi.model import Case
from blogroi.model.forms import ByPeriod, Choice, Day, Flag, Listed, Table, Text, entries
from blogroi.records import frozen

__all__ = ["case_to_workbook"]

_HEAD = "FFDDE7F3"
_NEEDED = "FFF3E3C8"
_FIRST = 3
"""The first row of things: above it are headers, and what they mean."""


@frozen
class _Row:
    """A row: its keys, its path, and what it states."""

    keys: tuple[str, ...]
    path: str
    stated: Any


def case_to_workbook(case: Case, *, language: Language = "en", text: str = "") -> bytes:
    """Write a case as a workbook.

    Parameters
    ----------
    case : Case
        What is written.
    language : {"en", "fr"}
        Of what is said to whoever fills it in. Headers are the same in all languages.
    text : str
        The text in TOML that the case was read from, whose comments become notes at the cells.

    Returns
    -------
    bytes

    Raises
    ------
    CaseError
        When something is longer than a cell holds.
    MissingExtraError
        When openpyxl is not installed.
    """
    book = new_book()
    put_guide(book, language, head_of(text))
    document = document_of(case)
    rows = {sheet.name: list(_rows(document, sheet.steps)) for sheet in sheets()}
    writer = _Writer(book, language, rows)
    writer.case(document)
    for sheet in sheets():
        writer.table(sheet)
    if text:
        writer.notes(text)
    book.active = 0
    return saved(book)


def _rows(thing: Any, steps: Sequence[Step], keys: tuple[str, ...] = (), path: str = "") -> Iterator[_Row]:
    """Go through what a document states along some steps."""
    if not steps:
        yield _Row(keys, path, thing)
        return
    step, *rest = steps
    if isinstance(step, str):
        if step in thing:
            yield from _rows(thing[step], rest, keys, join_path(path, step))
    elif step == NUMBERED:
        for number, part in enumerate([thing] if isinstance(thing, dict) else thing, start=1):
            yield from _rows(part, rest, keys, f"{path}[{number}]")
    else:
        for key, part in thing.items():
            yield from _rows(part, rest, (*keys, key), join_path(path, key_step(key)))


class _Writer:
    """What puts the sheets of a case into a workbook, and remembers which cell says what."""

    def __init__(self, book: Any, language: Language, rows: Mapping[str, list[_Row]]) -> None:
        self._book = book
        self._language: Language = language
        self._rows = rows
        self._cells: dict[str, Any] = {}

    def case(self, document: Mapping[str, Any]) -> None:
        """Put the sheet of what the case says once."""
        sheet = new_sheet(self._book, CASE)
        words = message("# What it means")
        for at, (header, width) in enumerate(
            ((HEADERS[0], 24), (HEADERS[1], 44), (spoken(words, self._language), 90)), start=1
        ):
            styled(put(sheet, 1, at, header), bold=True, fill=_HEAD)
            sheet.column_dimensions[column_letters(at)].width = width
        version = message("Version of the case file.")
        styled(put(sheet, 2, 1, VERSION_FIELD), bold=True)
        put(sheet, 2, 2, document[VERSION_FIELD])
        styled(put(sheet, 2, 3, spoken(version, self._language)), grey=True)
        row = 2
        for column in (*fields_of_case(), *self._empty_tables(document)):
            row += 1
            styled(put(sheet, row, 1, column.name), bold=True, fill=_NEEDED if column.is_needed else "")
            styled(put(sheet, row, 3, spoken(column.words, self._language)), grey=True, wrapped=True)
            stated: Any = document
            for step in column.name.split("."):
                stated = stated.get(step) if isinstance(stated, dict) else None
            self._put(sheet, row, 2, column, stated, column.name)
            self._pick(sheet, column, f"B{row}")
        fit_rows(sheet)
        sheet.freeze_panes = "B2"

    def _empty_tables(self, document: Mapping[str, Any]) -> Iterator[Column]:
        """Give the tables that are there and state nothing: to be there is all that they say."""
        for _, stated in entries(Case):
            if isinstance(stated.form, Table) and document.get(stated.key) == {}:
                yield Column(stated.key, stated.form, stated.words)

    def table(self, described: Sheet) -> None:
        """Put a sheet with one thing a row."""
        sheet = new_sheet(self._book, described.name)
        rows = self._rows[described.name]
        for at, column in enumerate(described.headers, start=1):
            letters = column_letters(at)
            styled(put(sheet, 1, at, column.name), bold=True, fill=_NEEDED if column.is_needed else _HEAD)
            words = spoken(column.words, self._language)
            styled(put(sheet, 2, at, f"# {words}" if at == 1 else words), grey=True, wrapped=True)
            sheet.column_dimensions[letters].width = _width(column)
            self._pick(sheet, column, f"{letters}{_FIRST}:{letters}{_FIRST + len(rows) + MANY}")
        for number, row in enumerate(rows, start=_FIRST):
            for at, key in enumerate(row.keys, start=1):
                styled(put(sheet, number, at, key))
            for at, column in enumerate(described.columns, start=len(row.keys) + 1):
                stated = row.stated if described.cls is None else row.stated.get(column.name)
                path = row.path if described.cls is None else join_path(row.path, column.name)
                self._put(sheet, number, at, column, stated, path)
        fit_rows(sheet, first=2)
        sheet.freeze_panes = f"{column_letters(1 + max(1, len(described.keys)))}{_FIRST}"
        if not rows and not described.is_main:
            sheet.sheet_state = "hidden"

    def notes(self, text: str) -> None:
        """Put what a file says of its values beside the cells that hold them."""
        from openpyxl.comments import Comment  # noqa: PLC0415

        for path, said in notes_in(text, self._cells).items():
            cell = self._cells[path]
            cell.comment = Comment(said, "blogroi", height=90, width=300)

    def _put(self, sheet: Any, row: int, at: int, column: Column, stated: Any, path: str) -> None:
        if stated is None:
            return
        in_cell = "" if _says_itself(column, stated) else cell_of(column.form, stated)
        cell = put(sheet, row, at, in_cell)
        styled(cell, wrapped=isinstance(column.form, Text) or len(f"{in_cell}") > 40)
        self._cells[path] = cell

    def _pick(self, sheet: Any, column: Column, cells: str) -> None:
        """Let words and keys be picked from a list; what is not on it is answered when the case is read."""
        from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415

        if column.choices:
            listed = f'"{",".join(column.choices)}"'
        elif column.refers and not isinstance(column.form, Listed):
            listed = self._keys_of(column.refers)
        else:
            return
        picked = DataValidation(type="list", formula1=listed, allow_blank=True, showErrorMessage=False)
        picked.add(cells)
        sheet.add_data_validation(picked)

    def _keys_of(self, table: str) -> str:
        """Return the cells that hold the keys of a table."""
        named = next(one for one in sheets() if one.table[-1] == table and one.keys[-1].name == "key")
        last = _FIRST + len(self._rows[named.name]) + MANY
        return place(named.name, _FIRST, 1).replace("!A", "!$A$") + f":$A${last}"


def _says_itself(column: Column, stated: Any) -> bool:
    """Return whether a blank cell says it, as that of a row whose only value may be empty: a list of nothing, no reason."""
    return stated == "" and isinstance(column.form, Text)


def _width(column: Column) -> int:
    if column.name == "statement":
        return 48
    if isinstance(column.form, Text) and column.refers == "" and column.name not in ("key", "unit", "kind"):
        return 28
    return 14 if isinstance(column.form, Choice | Day | Flag) else 18 if isinstance(column.form, ByPeriod) else 16
