"""A table as comma-separated values: every reader has the same values again, and no spreadsheet obeys a name."""

import csv
import datetime
import io
from typing import Any

import pandas
import polars
import pytest
from hypothesis import given
from hypothesis import strategies as st

import blogroi
from blogroi import Column, Table
from blogroi.language.acting import printable
from blogroi.model.frozen_map import FrozenMap
from tests.results.answers import CASES, CHAMBER

EXACT: dict[str, Any] = {} if pandas.__version__ >= "3.1" else {"float_precision": "round_trip"}
"""What makes pandas read a number to its last digit, which newer versions do unasked."""
NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def of_texts(*texts: str | None) -> Table:
    return Table("any", FrozenMap({"name": Column("text", texts), "npv": Column("number", (1.0,) * len(texts))}))


def cells(table: Table) -> list[str]:
    """Read the first column again."""
    return [row[0] for row in csv.reader(io.StringIO(table.to_csv(), newline=""), strict=True)][1:]


def test_values_stand_as_every_reader_takes_them() -> None:
    table = Table(
        "any",
        FrozenMap(
            {
                "text": Column("text", ("A, b", 'He said "no"', None)),
                "number": Column("number", (-0.1, 1e-17, None)),
                "whole": Column("whole", (-3, 10**15, None)),
                "flag": Column("flag", (True, False, None)),
                "date": Column("date", (datetime.date(2026, 1, 31), datetime.date(999, 1, 1), None)),
            }
        ),
    )
    assert table.to_csv() == (
        "text,number,whole,flag,date\r\n"
        '"A, b",-0.1,-3,true,2026-01-31\r\n'
        '"He said ""no""",1e-17,1000000000000000,false,0999-01-01\r\n'
        ",,,,\r\n"
    )


def test_a_table_without_rows_has_its_names_still() -> None:
    assert of_texts().to_csv() == "name,npv\r\n"


@pytest.mark.parametrize(
    "name",
    [
        '=HYPERLINK("http://x.example","Click")',
        "+1",
        "-2+3",
        "@SUM(1)",
        "\t1",
        "\r1",
        "\n1",
        " =1",
        "\u00a0=1",
        "\u200b\ufeff=1",
        "\uff1d1",
        "\uff0b1",
        "\uff0d1",
        "\uff20A1",
    ],
)
def test_no_spreadsheet_takes_a_name_for_a_formula(name: str) -> None:
    assert cells(of_texts(name)) == [f"'{printable(name)}"]


@pytest.mark.parametrize("parts", [";", "\t", "\n", "\r"])
def test_no_spreadsheet_that_parts_cells_otherwise_takes_the_rest_of_a_name_for_a_formula(parts: str) -> None:
    name, made = f"blog{parts}=1{parts} @A1", f"blog{parts}'=1{parts}' @A1"
    assert cells(of_texts(name)) == [printable(made)]


@pytest.mark.parametrize(
    "name", ["a=b", "a; b = 1", "The blog", "'=1", "1-2", "_x", "#REF!", "</script>", "javascript:alert(1)"]
)
def test_other_names_stand_as_they_are(name: str) -> None:
    assert cells(of_texts(name)) == [name]


def test_numbers_below_zero_stay_numbers() -> None:
    table = Table("any", FrozenMap({"npv": Column("number", (-1.5,)), "place": Column("whole", (-1,))}))
    assert table.to_csv() == "npv,place\r\n-1.5,-1\r\n"


def test_what_acts_on_a_terminal_is_made_visible() -> None:
    assert cells(of_texts("\x1b[2J", "a\x00b", "\u202egnp.exe", "c\x9b")) == [
        "\\u001b[2J",
        "a\\u0000b",
        "\\u202egnp.exe",
        "c\\u009b",
    ]


@given(st.lists(st.none() | NAMES.filter(bool), max_size=5))
def test_names_come_back_but_for_what_is_harmful(names: list[str | None]) -> None:
    table = of_texts(*names)
    written = table.to_csv()
    assert printable(written.replace("\r\n", "\n")) == written.replace("\r\n", "\n")
    for name, cell in zip(names, cells(table), strict=True):
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20"))
        assert cell.replace("'", "") == printable(name or "").replace("'", "")


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_frames_read_the_same_figures_from_a_file(path: Any) -> None:
    result = blogroi.evaluate(blogroi.load(path), draws=100, figures=("default", "cash_by_period"))
    for table in result.tables.values():
        if not len(table):
            continue
        text = table.to_csv()
        read_by_pandas = pandas.read_csv(io.StringIO(text), keep_default_na=False, na_values=[""], **EXACT)
        read_by_polars = polars.read_csv(text.encode(), infer_schema_length=None, try_parse_dates=True)
        for name, column in table.columns.items():
            if column.kind in ("number", "whole", "flag", "date"):
                assert read_by_polars[name].to_list() == list(column.values), name
            if column.kind in ("number", "whole"):
                known = [value for value in column.values if value is not None]
                assert read_by_pandas[name].dropna().tolist() == known, name


def test_a_case_of_hostile_names_reaches_no_cell_as_a_formula() -> None:
    hostile = "=cmd|' /C calc'!A0"
    text = blogroi.dumps(CHAMBER).replace("The newsletter", hostile)
    result = blogroi.evaluate(blogroi.loads(text), draws=100)
    assert result.tools["newsletter"].name == hostile
    for table in result.tables.values():
        for row in csv.reader(io.StringIO(table.to_csv(), newline="")):
            for cell in row:
                assert not cell.startswith(("=", "@", "+"))
                assert not cell.startswith("-") or float(cell) < 0.0
