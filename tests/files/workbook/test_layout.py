"""Everything that a case can say has its place in a workbook, with what it means and what may stand there."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import openpyxl
import pytest

import blogroi
from blogroi.files.workbook.layout import CASE, Sheet, fields_of_case, sheets
from blogroi.files.workbook.notes import head_of, notes_in
from blogroi.files.workbook.write import case_to_workbook
from blogroi.language.languages import Language
from blogroi.model import Case
from blogroi.model.forms import Either, Form, Keyed, Listed, Table, entries
from blogroi.model.measured import PlaceboShare
from blogroi.model.scale import Scale
from tests.files.workbook.books import TEMPLATE, written

BOOK = openpyxl.load_workbook(BytesIO(written()))


def tables_in(form: Form) -> Iterator[type]:
    match form:
        case Table():
            yield form.cls
        case Listed() | Keyed():
            yield from tables_in(form.part)
        case Either():
            for one in form.forms:
                yield from tables_in(one)
        case _:
            pass


def stated_in(cls: type, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Give every key that a document of a case can state, below those that somebody chooses."""
    for _, stated in entries(cls):
        below = [] if isinstance(stated.form, Either) else list(tables_in(stated.form))
        if below and below not in ([Scale], [PlaceboShare]):
            yield from stated_in(below[0], (*path, stated.key))
        else:
            yield (*path, stated.key)


def places() -> set[tuple[str, ...]]:
    columns = {
        (*sheet.table, column.name) if sheet.cls is not None else sheet.table
        for sheet in sheets()
        for column in sheet.columns
    }
    return columns | {tuple(column.name.split(".")) for column in fields_of_case()}


def test_no_field_of_a_case_is_forgotten() -> None:
    assert set(stated_in(Case)) == places()


def test_names_are_those_that_a_workbook_may_have_and_each_is_there_once() -> None:
    names = [CASE, *(sheet.name for sheet in sheets())]
    assert len(set(names)) == len(names)
    assert all(len(name) <= 31 and name == name.casefold() for name in names)
    for sheet in sheets():
        headers = [column.name for column in sheet.headers]
        assert len(set(headers)) == len(headers), sheet.name


def test_what_names_a_key_names_one_of_a_table() -> None:
    keyed = {sheet.table[-1] for sheet in sheets() if sheet.keys and sheet.keys[-1].name == "key"}
    assert {column.refers for sheet in sheets() for column in sheet.headers} - {""} <= keyed


@pytest.mark.parametrize("sheet", sheets(), ids=lambda sheet: sheet.name)
def test_words_and_keys_can_be_picked_from_a_list(sheet: Sheet) -> None:
    offered = {
        str(one.sqref).rstrip("0123456789").partition("3")[0]: one.formula1
        for one in BOOK[sheet.name].data_validations.dataValidation
    }
    for at, column in enumerate(sheet.headers, start=1):
        formula = offered.get(openpyxl.utils.get_column_letter(at))
        if column.choices:
            assert formula == f'"{",".join(column.choices)}"'
            assert len(formula) <= 257  # which is all that a spreadsheet takes
        elif column.refers and not isinstance(column.form, Listed):
            assert formula is not None
            assert column.refers in formula


def test_keys_of_other_sheets_are_offered_with_room_for_more() -> None:
    (offered,) = [one for one in BOOK["levers"].data_validations.dataValidation if "objectives" in one.formula1]
    assert offered.formula1 == "objectives!$A$3:$A$204"
    assert not offered.showErrorMessage


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Share that would have come anyway."), ("fr", "Part qui serait venue de toute façon.")],
)
def test_the_second_row_says_what_columns_mean_in_the_language_asked_for(language: Language, words: str) -> None:
    sheet = openpyxl.load_workbook(BytesIO(case_to_workbook(TEMPLATE, language=language)))["effects"]
    assert [sheet["D1"].value, sheet["D2"].value] == ["deadweight", words]
    assert sheet["A2"].value.startswith("# ")
    assert sheet.freeze_panes == "C3"


@pytest.mark.parametrize(("language", "name"), [("en", "# Read me"), ("fr", "# Lisez-moi")])
def test_the_first_sheet_says_in_four_lines_how_it_is_filled_in(language: Language, name: str) -> None:
    book = openpyxl.load_workbook(BytesIO(case_to_workbook(TEMPLATE, language=language)))
    assert book.sheetnames[:2] == [name, CASE]
    assert [book[name].cell(row, 1).value for row in range(1, 6)] == [1, 2, 3, 4, None]
    assert all(
        part in book[name]["B2"].value for part in ("250 to 400", "400 / 700 / 1500", "80 \u00b1 20", "0 -> 4000")
    )
    assert "`" not in "".join(f"{cell.value}" for row in book[name].iter_rows() for cell in row)


def test_sheets_that_few_need_are_hidden_until_they_hold_something() -> None:
    assert {sheet.title for sheet in BOOK if sheet.sheet_state == "hidden"} == {
        sheet.name for sheet in sheets() if not sheet.is_main
    }
    weighed = blogroi.loads(
        f'{blogroi.template()}[scenarios.slow]\nstatement = "Slow"\nset = {{ "discounting.rate" = 0.1 }}\n'
    )
    book = openpyxl.load_workbook(BytesIO(case_to_workbook(weighed)))
    assert [book[name].sheet_state for name in ("scenarios", "scenarios.set", "choice.needs")] == [
        "visible",
        "visible",
        "hidden",
    ]


def test_what_has_to_be_said_is_seen() -> None:
    def fill(sheet: str, cell: str) -> Any:
        return BOOK[sheet][cell].fill.start_color.rgb

    assert fill("case", "A3") == fill("indicators", "B1") != fill("indicators", "C1")  # title, statement, lever


def test_comments_of_a_recipe_are_notes_at_its_cells() -> None:
    text = blogroi.template("chamber", language="fr")
    book = openpyxl.load_workbook(BytesIO(case_to_workbook(blogroi.loads(text), language="fr", text=text)))
    change = book["effects"]["C3"]
    assert (change.value, change.comment.text) == ("600 / 1000 / 2000", "\u00e0 vous")
    said = " ".join(f"{cell.value}" for row in book["# Lisez-moi"].iter_rows() for cell in row)
    assert "est provisoire" in said


def test_a_comment_within_a_text_is_none_and_one_on_several_lines_is_whole() -> None:
    text = 'title = "A # B"  # real\nhorizon = { start = 2026-01-01, periods = 3 }\n  # of nothing\ngaps = "bounds" # one\n      # two\n\n# alone\n'
    paths = ["title", "horizon.start", "gaps"]
    assert notes_in(text, paths) == {"title": "real", "gaps": "one two"}
    assert head_of("# one\n#\n# two | three\nblogroi = 1\n# four\n") == ["one"]
