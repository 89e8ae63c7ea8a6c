"""An answer as a workbook: its words on the first sheet, its tables as they are, and nothing that a spreadsheet would run."""

import builtins
import io
import shutil
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from attrs import evolve

import blogroi
from blogroi import cli
from blogroi.cli import outlet
from blogroi.files.workbook.book import new_book, put, saved, sheet_name
from blogroi.files.workbook.cells import book_of
from blogroi.language.languages import Language
from blogroi.language.spoken import spoken
from blogroi.model.frozen_map import FrozenMap
from blogroi.report.sheet import Bar, Lines, Listing, Sheet, Table
from blogroi.report.sheets import sheet_of
from blogroi.report.workbook import workbook_of
from blogroi.results.table import Column
from blogroi.results.table import Table as Values

ROOT = Path(__file__).parents[2]
CHAMBER = str(ROOT / "examples" / "chamber.toml")
CALLS = str(ROOT / "tests" / "golden" / "cases" / "calls.csv")
RESULT = blogroi.evaluate(blogroi.load(CHAMBER), draws=1000)
SOFFICE = shutil.which("soffice")
COMMANDS: dict[str, list[str]] = {
    "evaluate": [CHAMBER, "--draws", "200"],
    "scenarios": [CHAMBER, "--draws", "200"],
    "worth-measuring": [CHAMBER, "--draws", "200"],
    "launch": [CHAMBER, "--tool", "blog", "--draws", "200"],
    "sensitivity": [CHAMBER, "--draws", "200"],
    "choose": [CHAMBER, "--draws", "200"],
    "check": [CHAMBER],
    "history": [CHAMBER, "--draws", "200"],
    "diff": [CHAMBER, str(ROOT / "examples" / "internal-effects.toml"), "--draws", "200"],
    "explain": ["BR111"],
    "catalogue": ["calls"],
    "references": ["call"],
    "detectable": [CALLS, "--column", "calls"],
    "effect": [CALLS, "--column", "calls", "--launch", "2025-12-29"],
    "series": [str(ROOT / "tests" / "golden" / "cases" / "visits.csv")],
}


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(content))


def words_on(content: bytes) -> str:
    """Give all texts of the first sheet, a blank between them."""
    grid = book_of(content).grids[0]
    return " ".join(f"{cell.value}" for _, row in sorted(grid.rows.items()) for _, cell in sorted(row.items()))


def test_every_table_is_a_sheet_with_its_values_to_the_last_digit() -> None:
    sheets = {grid.name: grid for grid in book_of(blogroi.workbook(RESULT)).grids}
    for name, table in RESULT.tables.items():
        if not len(table):
            assert name not in sheets
            continue
        rows = sheets[name].rows
        assert [cell.value for _, cell in sorted(rows[1].items())] == list(table.columns)
        for at, column in enumerate(table.columns.values(), start=1):
            found = [rows.get(row, {}).get(at) for row in range(2, len(table) + 2)]
            assert [None if cell is None else cell.value for cell in found] == [
                value if value != "" else None for value in column.values
            ]


def test_amounts_and_shares_are_numbers_that_are_shown_as_such() -> None:
    sheet = opened(blogroi.workbook(RESULT))["tools"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    formats = {
        name: sheet.cell(2, heads[name]).number_format
        for name in ("npv_mean", "probability_positive", "rank", "roi_of_means")
    }
    assert formats == {"npv_mean": "#,##0", "probability_positive": "0.0%", "rank": "0", "roi_of_means": "0.00"}
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref.startswith("A1:")


@pytest.mark.parametrize(("most", "form"), [(-100.0, "#,##0"), (99.9, "#,##0.00")])
def test_small_amounts_are_shown_to_the_cent(most: float, form: str) -> None:
    table = Values("any", FrozenMap({"npv": Column("number", (1.0, most, None), unit="EUR")}))
    assert opened(workbook_of([], {"any": table}))["any"].cell(2, 1).number_format == form


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_first_sheet_says_what_the_short_answer_says(language: Language) -> None:
    def plain(text: str) -> str:
        return " ".join(text.replace("`", "").split())

    said = plain(words_on(blogroi.workbook(RESULT, language=language)))
    sheet = sheet_of(RESULT)
    for block in sheet.blocks:
        lines = block.lines if isinstance(block, Lines | Listing) else ()
        for line in lines:
            assert plain(spoken(line, language)) in said
    for line in (sheet.title, sheet.subtitle, *sheet.foot):
        assert plain(spoken(line, language)) in said


def test_what_each_column_means_is_said() -> None:
    sheet = opened(blogroi.workbook(RESULT))["columns"]
    meanings = {(row[0], row[1]): row[3] for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert meanings["tools", "npv_mean"] == RESULT.tables["tools"].columns["npv_mean"].meaning


def test_a_chart_shows_the_columns_of_the_table() -> None:
    with zipfile.ZipFile(BytesIO(blogroi.workbook(RESULT))) as parts:
        chart = parts.read("xl/charts/chart1.xml").decode()
    heads = list(RESULT.tables["tools"].columns)
    for name in ("npv_p05", "npv_mean", "npv_p95"):
        letters = openpyxl.utils.get_column_letter(heads.index(name) + 1)
        assert f"'tools'!${letters}$2:${letters}$5" in chart
    assert "Net gain by tool (EUR)" in chart


def test_the_same_answer_gives_the_same_bytes() -> None:
    assert blogroi.workbook(RESULT) == blogroi.workbook(RESULT)
    with zipfile.ZipFile(BytesIO(blogroi.workbook(RESULT))) as parts:
        assert {info.date_time for info in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b">2000-01-01T00:00:00Z</dcterms:modified>" in parts.read("docProps/core.xml")


HOSTILE = (
    '=HYPERLINK("https://example.org","click")',
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1,1)",
    "#REF!",
    "</t></is><f>1</f>",
    "\x1b[31m",
    "_x0041_",
    "\ufffe\ud800",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_is_a_text_whatever_it_looks_like(text: str) -> None:
    table = Values("t/[x]", FrozenMap({text: Column("text", (text, None)), "n": Column("number", (1.0, None))}))
    sheet = Sheet(title=text, blocks=[Lines([text]), Table(heads=[text], rows=[])])
    content = workbook_of([sheet], {"t": table})
    with zipfile.ZipFile(BytesIO(content)) as parts:
        sheets = [parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        assert not any(b"<f>" in part or b"<hyperlink" in part for part in sheets)
        assert not any("externalLink" in name for name in parts.namelist())
    book = opened(content)
    assert {
        cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None
    } <= {"s", "n"}
    if text.startswith(("=", "+", "-", "@")):
        assert book["t__x_"]["A2"].quotePrefix
    back = book_of(content).grids[1].rows[2][1].value
    assert back == text


def test_a_name_of_a_tool_reaches_no_sheet_as_a_formula() -> None:
    case = blogroi.loads(blogroi.template())
    named = evolve(case, tools={key: evolve(tool, name='=HYPERLINK("x")') for key, tool in case.tools.items()})
    book = opened(blogroi.workbook(blogroi.evaluate(named, draws=200)))
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert book["tools"]["B2"].value == '=HYPERLINK("x")'


@pytest.mark.parametrize("name", ["a" * 40, "costs/[2026]: *?", "'", "", "\x00"])
def test_sheets_have_names_that_they_may_have(name: str) -> None:
    book = new_book()
    put(book.create_sheet(sheet_name(name)), 1, 1, "x")
    assert len(opened(saved(book)).sheetnames) == 1


@pytest.mark.parametrize("command", COMMANDS)
def test_every_answer_can_be_had_as_a_workbook(command: str, tmp_path: Path) -> None:
    path = tmp_path / "answer.xlsx"
    status = cli.main([command, *COMMANDS[command], "--output", str(path)])
    assert status in (cli.FINE, cli.FAULTS)
    names = [grid.name for grid in book_of(path.read_bytes()).grids]
    assert names[0] == "Summary"
    assert len(names) >= 3


def test_a_workbook_goes_into_a_pipe_as_it_is(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert cli.main(["evaluate", CHAMBER, "--draws", "200", "--format", "xlsx"]) == cli.FINE
    assert book_of(capsysbinary.readouterr().out).grids[0].name == "Summary"


@pytest.mark.parametrize("words", [["evaluate", CHAMBER], ["new"], ["explain", "BR111"]])
def test_a_workbook_is_not_shown_on_a_terminal(
    words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli.giving, "is_terminal", lambda: True)
    assert cli.main([*words, "--format", "xlsx"]) == cli.MISUSE
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "a workbook is not a text: name a file for it, --output" in printed.err


@pytest.mark.parametrize("words", [["evaluate", CHAMBER], ["new"]])
def test_without_the_extra_it_is_named_before_any_work_is_done(
    words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    without_openpyxl(monkeypatch)
    assert cli.main([*words, "--format", "xlsx"]) == cli.MISUSE
    assert capsys.readouterr().err == 'blogroi: --format: needs openpyxl: `python -m pip install "blogroi[xlsx]"`\n'


def test_without_the_extra_a_workbook_is_read_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case = blogroi.loads(blogroi.template())
    blogroi.dump(case, tmp_path / "case.xlsx")
    without_openpyxl(monkeypatch)
    assert blogroi.load(tmp_path / "case.xlsx") == case
    with pytest.raises(blogroi.MissingExtraError, match=r"blogroi\[xlsx\]"):
        blogroi.dump(case, tmp_path / "other.xlsx")


def without_openpyxl(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let openpyxl be as if it were not installed."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "openpyxl"]:
        monkeypatch.delitem(sys.modules, name)
    imported = builtins.__import__

    def refuse(name: str, *given: Any, **named: Any) -> Any:
        if name.partition(".")[0] == "openpyxl":
            raise ModuleNotFoundError(f"No module named {name!r}", name="openpyxl")
        return imported(name, *given, **named)

    monkeypatch.setattr(builtins, "__import__", refuse)
    monkeypatch.setattr("blogroi.files.workbook.book.import_module", refuse)


def test_nobody_else_waits_for_workbooks() -> None:
    code = f"import sys, blogroi; blogroi.evaluate(blogroi.load({CHAMBER!r}), draws=100); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"openpyxl", "zipfile", "pyexpat", "blogroi.files.workbook", "blogroi.report.workbook"} & set(loaded)


def test_a_table_longer_than_a_sheet_is_refused() -> None:
    table = Values("draws", FrozenMap({"npv": Column("number", (1.0,) * 1_048_576)}))
    with pytest.raises(blogroi.OptionError, match="more rows than a sheet"):
        workbook_of([], {"draws": table})


def test_an_output_that_takes_no_more_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(io.BytesIO):
        def write(self, content: Any) -> int:
            raise OSError(28, "No space left on device")

    class Output:
        buffer = Full()
        encoding = "utf-8"

    monkeypatch.setattr(sys, "stdout", Output())
    monkeypatch.setattr(outlet, "silence", lambda stream: None)
    with pytest.raises(blogroi.CaseError, match="the disk is full"):
        outlet.say_bytes(b"PK")


def test_a_text_that_no_cell_can_hold_is_cut_and_the_rest_is_there() -> None:
    case = blogroi.loads(blogroi.template().replace('"The blog"', '"' + "x" * 40_000 + '"'))
    book = opened(blogroi.workbook(blogroi.evaluate(case, draws=100)))
    assert book["tools"]["B2"].value == "x" * 4000 + "\u2026"


def test_bars_are_left_to_the_figures_beside_them() -> None:
    from blogroi.report.sheet import Bars, Row

    bar = Bar(0, 1, 2, Bars(low=0, high=2))
    sheet = Sheet(
        title="",
        blocks=[
            Table(heads=["", "net", ""], rows=[Row(["blog", "1", bar], mark="+")], align=["left", "right", "left"])
        ],
    )
    said = words_on(workbook_of([sheet], {}))
    assert said == "net + blog 1"


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    path = tmp_path / "answer.xlsx"
    path.write_bytes(blogroi.workbook(RESULT))
    command = [
        str(SOFFICE),
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "csv",
        "--outdir",
        str(tmp_path),
    ]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=180)
    assert RESULT.title in (tmp_path / "answer.csv").read_text(encoding="latin-1")
