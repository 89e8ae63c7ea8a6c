"""Cells as Excel, LibreOffice, Google Sheets, Numbers and libraries write them hold the same values."""

import datetime
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

import blogroi
from blogroi import CaseError
from blogroi.files.template import Recipe
from blogroi.files.workbook.cells import book_of
from blogroi.files.workbook.grid import Cell
from blogroi.files.workbook.styles import is_date_format
from tests.files.workbook.books import DAMAGED, DAY, LONG_DAY, PER_CENT, TEMPLATE, book_of_xml, faults_of, written

SOFFICE = shutil.which("soffice")
SHARED = (
    "<si><t>shared</t></si>"
    '<si><r><rPr><b/></rPr><t xml:space="preserve">rich </t></r><r><t>text</t></r><rPh sb="0" eb="1"><t>said</t></rPh></si>'
    "<si><t>bell_x0007_</t></si>"
)


def only_cell(cell: str, *, properties: str = "") -> Cell | None:
    (grid,) = book_of(book_of_xml({"tools": f'<row r="1">{cell}</row>'}, strings=SHARED, properties=properties)).grids
    return grid.rows.get(1, {}).get(1)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="A1" t="s"><v>0</v></c>', "shared"),
        ('<c r="A1" t="s"><v>1</v></c>', "rich text"),
        ('<c r="A1" t="s"><v>2</v></c>', "bell\x07"),
        ('<c r="A1" t="inlineStr"><is><t>inline</t></is></c>', "inline"),
        ('<c r="A1" t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c>', "inline"),
        ('<c r="A1" t="str"><f>A2&amp;"x"</f><v>worked out</v></c>', "worked out"),
        ('<c r="A1"><f>1+1</f><v>2</v></c>', 2),
        ('<c r="A1"><v>3.0</v></c>', 3),
        ('<c r="A1"><v>0.1</v></c>', 0.1),
        ('<c r="A1"><v>1.5E-3</v></c>', 0.0015),
        (f'<c r="A1" s="{PER_CENT}"><v>0.2</v></c>', 0.2),
        ('<c r="A1" t="b"><v>1</v></c>', True),
        (f'<c r="A1" s="{DAY}"><v>46037</v></c>', datetime.date(2026, 1, 15)),
        (f'<c r="A1" s="{LONG_DAY}"><v>46037</v></c>', datetime.date(2026, 1, 15)),
        (f'<c r="A1" s="{DAY}"><v>59</v></c>', datetime.date(1900, 2, 28)),
        (f'<c r="A1" s="{DAY}"><v>61</v></c>', datetime.date(1900, 3, 1)),
        ('<c r="A1" t="d"><v>2026-01-15</v></c>', datetime.date(2026, 1, 15)),
        ('<c r="A1" t="d"><v>2026-01-15T00:00:00</v></c>', datetime.date(2026, 1, 15)),
        ("<c><v>5</v></c>", 5),
        ('<c r="a1"><v> 5 </v></c>', 5),
        ('<c r="A1"><v>+5.</v></c>', 5),
        ('<c r="A1" s="99"><v>5</v></c>', 5),
        ('<c r="A1" t="b"><v>false</v></c>', False),
        ('<c r="A1"><is><t>of no type</t></is></c>', "of no type"),
    ],
)
def test_a_cell_holds_the_same_whoever_wrote_it(cell: str, value: object) -> None:
    assert only_cell(cell) == Cell(value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A1" s="1"/>',
        '<c r="A1"><v/></c>',
        '<c r="A1" t="str"><f>""</f><v></v></c>',
        '<c r="A1" t="inlineStr"><is><t/></is></c>',
    ],
)
def test_an_empty_cell_holds_nothing(cell: str) -> None:
    assert only_cell(cell) is None


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ('<c r="A1"><f>1+1</f></c>', "uncalculated"),
        ('<c r="A1"><f>1+1</f><v></v></c>', "uncalculated"),
        ('<c r="A1" t="str"><f>A2</f></c>', "uncalculated"),
        ('<c r="A1" t="e"><v/></c>', "error"),
        ('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "error"),
        ('<c r="A1" t="inlineStr"><is><t>#REF!</t></is></c>', "error"),
        (f'<c r="A1" s="{DAY}"><v>46037.5</v></c>', "time"),
        (f'<c r="A1" s="{DAY}"><v>-5</v></c>', "time"),
        ('<c r="A1" t="d"><v>2026-01-15T12:00:00</v></c>', "time"),
    ],
)
def test_what_is_no_value_is_said_as_such(cell: str, kind: str) -> None:
    found = only_cell(cell)
    assert found is not None
    assert found.kind == kind


@pytest.mark.parametrize(
    "cell",
    [
        "<c><v>1_000</v></c>",
        "<c><v>\u0663</v></c>",
        "<c><v>nan</v></c>",
        "<c><v>-inf</v></c>",
        "<c><v>0x10</v></c>",
        "<c><v>0,4</v></c>",
        "<c><v> </v></c>",
        f"<c><v>{'9' * 5000}</v></c>",
        '<c t="b"><v>2</v></c>',
        '<c t="b"><v>yes</v></c>',
        '<c t="q"><v>2</v></c>',
        '<c t="s"><v>-1</v></c>',
        '<c t="s"><v>9</v></c>',
        '<c t="s"><v>1_0</v></c>',
        '<c s="-1"><v>1</v></c>',
        '<c r="A2"><v>1</v></c>',
        '<c r="11"><v>1</v></c>',
        '<c r="\u00c91"><v>1</v></c>',
        '<c r="A\u0661"><v>1</v></c>',
    ],
)
def test_what_no_workbook_holds_becomes_no_value(cell: str) -> None:
    with pytest.raises(CaseError) as refused:
        only_cell(cell)
    assert [str(fault) for fault in refused.value.faults] == [DAMAGED]


@pytest.mark.parametrize("number", ["-1", "x", "1_0", "0"])
def test_a_row_has_a_number(number: str) -> None:
    assert faults_of(book_of_xml({"tools": f'<row r="{number}"><c r="A{number}"><v>1</v></c></row>'})) == [DAMAGED]


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
        '<row r="2"><c><v>1</v></c></row><row r="1"/><row><c><v>2</v></c></row>',
    ],
)
def test_of_two_cells_at_one_place_neither_wins(rows: str) -> None:
    assert faults_of(book_of_xml({"tools": rows})) == ["is damaged: two of its cells have one place"]


def test_a_row_may_come_in_parts() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="B1"><v>2</v></c></row>'
    assert book_of(book_of_xml({"tools": rows})).grids[0].rows == {1: {1: Cell(1), 2: Cell(2)}}


@pytest.mark.parametrize("said", ["1", "true", "0"])
def test_the_zero_of_a_formula_that_nobody_worked_out_is_no_value(said: str) -> None:
    """A library that writes formulas stores a zero for each, and asks the spreadsheet to work all out."""
    rows = "<row><c><f>A2*2</f><v>0</v></c><c><f>A2*2</f><v>4</v></c><c><v>0</v></c></row>"
    (grid,) = book_of(book_of_xml({"tools": rows}, after_sheets=f'<calcPr fullCalcOnLoad="{said}"/>')).grids
    first = Cell(0) if said == "0" else Cell("", "uncalculated")
    assert grid.rows[1] == {1: first, 2: Cell(4), 3: Cell(0)}


def test_days_are_counted_from_1904_where_a_workbook_says_so() -> None:
    assert only_cell(f'<c r="A1" s="{DAY}"><v>44575</v></c>', properties='date1904="1"') == Cell(
        datetime.date(2026, 1, 15)
    )
    assert only_cell(f'<c r="A1" s="{DAY}"><v>0</v></c>', properties='date1904="true"') == Cell(
        datetime.date(1904, 1, 1)
    )
    assert only_cell(f'<c r="A1" s="{DAY}"><v>44575.5</v></c>', properties='date1904="1"') == Cell(46037.5, "time")


def test_cells_without_places_stand_one_after_the_other() -> None:
    (grid,) = book_of(
        book_of_xml(
            {
                "tools": '<row><c><v>1</v></c><c><v>2</v></c></row><row r="5"><c r="C5"><v>3</v></c><c><v>4</v></c></row><row><c><v>5</v></c></row>'
            }
        )
    ).grids
    assert grid.rows == {1: {1: Cell(1), 2: Cell(2)}, 5: {3: Cell(3), 4: Cell(4)}, 6: {1: Cell(5)}}


def test_the_strict_form_of_workbooks_is_read() -> None:
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    (grid,) = book_of(book_of_xml({"tools": "<row><c><v>1</v></c></row>"}, namespace=strict)).grids
    assert grid.rows == {1: {1: Cell(1)}}


@pytest.mark.parametrize(
    ("code", "is_date"),
    [
        ("yyyy-mm-dd", True), ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", True), ("[h]:mm", True), ("mm/dd/yy;@", True),
        ('#,##0.00\\ "days"', False), ("#,##0\\ [$\u20ac-40C]", False), ("0.00E+00", False), ("[Red]-0", False), ("General", False),
        ("_-* #,##0_d", False), ("0%", False), ("@", False),
    ],
)  # fmt: skip
def test_a_format_shows_a_day_or_it_does_not(code: str, is_date: bool) -> None:
    assert is_date_format(code) == is_date


def test_every_cell_is_the_one_that_openpyxl_reads() -> None:
    book = openpyxl.load_workbook(BytesIO(written()))
    for grid in book_of(written()).grids:
        theirs = {
            (cell.row, cell.column): cell.value.date() if isinstance(cell.value, datetime.datetime) else cell.value
            for row in book[grid.name].iter_rows()
            for cell in row
            if cell.value is not None
        }
        assert {(row, at): cell.value for row, cells in grid.rows.items() for at, cell in cells.items()} == theirs


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("recipe", [None, "chamber"])
def test_a_workbook_saved_by_libreoffice_is_the_same_case(recipe: Recipe | None, tmp_path: Path) -> None:
    case = blogroi.loads(blogroi.template(recipe))
    blogroi.dump(case, tmp_path / "case.xlsx")
    saved = tmp_path / "saved"
    command = [str(SOFFICE), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx"]
    subprocess.run(
        [*command, "--outdir", str(saved), str(tmp_path / "case.xlsx")], check=True, capture_output=True, timeout=180
    )
    assert blogroi.load(saved / "case.xlsx") == case


def test_the_template_is_the_template() -> None:
    assert blogroi.loads(written(), format="xlsx") == TEMPLATE
