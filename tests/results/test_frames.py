"""pandas, polars and Arrow read the same values of a table, and a null where nothing is known."""

import datetime
import subprocess
import sys
from pathlib import Path
from typing import Any

import polars
import pyarrow
import pytest
from hypothesis import given
from hypothesis import strategies as st

import blogroi
from blogroi import Answer, Column, MissingExtraError, OptionError, Table
from blogroi.model.frozen_map import FrozenMap
from tests.results.answers import CASES, OTHERS

DAY = datetime.date(2026, 1, 1)
EVERY_KIND = Table(
    "kinds",
    FrozenMap(
        {
            "tool": Column("text", ("blog", None, "", 'é "quoted"\n')),
            "npv": Column("number", (0.1, None, -1e300, 2)),
            "rank": Column("whole", (1, None, -(2**62), 0)),
            "survives": Column("flag", (True, None, False, True)),
            "day": Column("date", (DAY, None, datetime.date(1900, 2, 28), datetime.date(2262, 12, 31))),
        }
    ),
)
DTYPES = {"tool": "string", "npv": "Float64", "rank": "Int64", "survives": "boolean", "day": "datetime64[s]"}


def of_polars(frame: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = frame.to_dicts()
    return rows


def of_pandas(frame: Any, *days: str) -> list[dict[str, Any]]:
    """Return the rows, a null as None; pandas counts a day as its first moment."""
    import pandas

    rows = frame.to_dict("records")
    return [
        {
            name: None if value is pandas.NA or value is pandas.NaT else value.date() if name in days else value
            for name, value in row.items()
        }
        for row in rows
    ]


def plain(table: Table) -> list[dict[str, Any]]:
    return [dict(row) for row in table]


def test_all_libraries_read_every_kind_of_value_and_its_nulls() -> None:
    expected = plain(EVERY_KIND)
    assert of_polars(polars.DataFrame(EVERY_KIND)) == expected
    assert of_polars(EVERY_KIND.to_polars()) == expected
    assert pyarrow.table(EVERY_KIND).to_pylist() == expected
    assert EVERY_KIND.to_frame("pyarrow").to_pylist() == expected
    assert of_pandas(EVERY_KIND.to_pandas(), "day") == expected


def test_each_kind_has_its_type_in_every_library() -> None:
    assert [str(field.type) for field in pyarrow.table(EVERY_KIND).schema] == [
        "string",
        "double",
        "int64",
        "bool",
        "date32[day]",
    ]
    assert list(EVERY_KIND.to_polars().dtypes) == [
        polars.String,
        polars.Float64,
        polars.Int64,
        polars.Boolean,
        polars.Date,
    ]
    assert {name: str(kind) for name, kind in EVERY_KIND.to_pandas().dtypes.items()} == DTYPES


def test_a_null_is_not_a_number_nowhere() -> None:
    assert EVERY_KIND.to_polars()["npv"].is_nan().any() is False
    assert EVERY_KIND.to_polars()["npv"].null_count() == 1
    assert EVERY_KIND.to_pandas().isna().sum().tolist() == [1] * 5


def test_a_table_without_rows_keeps_its_types() -> None:
    empty = Table("kinds", FrozenMap({name: Column(column.kind, ()) for name, column in EVERY_KIND.columns.items()}))
    assert empty.to_polars().schema == EVERY_KIND.to_polars().schema
    assert pyarrow.table(empty).schema == pyarrow.table(EVERY_KIND).schema
    assert empty.to_pandas().dtypes.equals(EVERY_KIND.to_pandas().dtypes)
    assert (empty.to_polars().height, pyarrow.table(empty).num_rows, len(empty.to_pandas())) == (0, 0, 0)


def test_a_reader_that_asks_for_a_schema_is_given_the_table_all_the_same() -> None:
    reader = pyarrow.RecordBatchReader.from_stream(EVERY_KIND, schema=pyarrow.table(EVERY_KIND).schema)
    assert reader.read_all().to_pylist() == plain(EVERY_KIND)


def read_alike(answer: Answer) -> None:
    for table in answer.tables.values():
        arrow = pyarrow.table(table)
        assert arrow.to_pylist() == plain(table)
        assert of_polars(table.to_polars()) == plain(table)
        days = [name for name, column in table.columns.items() if column.kind == "date"]
        assert of_pandas(table.to_pandas(), *days) == plain(table)


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_every_table_of_an_evaluation_is_read_alike(path: Path) -> None:
    read_alike(blogroi.evaluate(blogroi.load(path), draws=100, figures=("default", "cash_by_period")))


@pytest.mark.parametrize("name", OTHERS)
def test_every_table_of_every_other_answer_is_read_alike(name: str) -> None:
    read_alike(OTHERS[name]())


VALUES: dict[str, st.SearchStrategy[Any]] = {
    "text": st.text(st.characters(exclude_categories=["Cs"])),
    "number": st.floats(allow_nan=False, allow_infinity=False),
    "whole": st.integers(-(2**63), 2**63 - 1),
    "flag": st.booleans(),
    "date": st.dates(),
}


@given(st.data(), st.integers(0, 20))
def test_whatever_stands_in_a_table_is_read_as_it_is(data: st.DataObject, rows: int) -> None:
    columns = {
        kind: Column(kind, tuple(data.draw(st.lists(st.none() | values, min_size=rows, max_size=rows))))  # type: ignore[arg-type]
        for kind, values in VALUES.items()
    }
    table = Table("any", FrozenMap(columns))
    assert pyarrow.table(table).to_pylist() == plain(table)
    assert of_polars(table.to_polars()) == plain(table)
    pandas_rows = table.to_pandas()
    for kind, column in columns.items():
        assert pandas_rows[kind].isna().tolist() == [value is None for value in column.values]
        known = [value for value in column.values if value is not None]
        read = pandas_rows[kind].dropna().tolist()
        assert (read if kind != "date" else [stamp.date() for stamp in read]) == known


@pytest.mark.parametrize(
    ("library", "ask"),
    [
        ("nanoarrow", lambda: polars.DataFrame(EVERY_KIND)),
        ("nanoarrow", EVERY_KIND.to_polars),
        ("narwhals", EVERY_KIND.to_polars),
    ],
)
def test_without_the_extra_one_line_names_it(library: str, ask: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(MissingExtraError) as caught:
        ask()
    assert str(caught.value) == f'table: needs {library}: `python -m pip install "blogroi[frames]"`'


def test_a_library_that_is_not_there_or_not_known_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(OptionError, match=r"backend: pandas is not installed: `python -m pip install pandas`"):
        EVERY_KIND.to_pandas()
    with pytest.raises(OptionError, match=r"backend: 'polar' is not known: did you mean `polars`\?"):
        EVERY_KIND.to_frame("polar")  # type: ignore[arg-type]
    with pytest.raises(OptionError, match="backend: 3 is not known: one of "):
        EVERY_KIND.to_frame(3)  # type: ignore[arg-type]


WITHOUT_PYARROW = """
import sys
class Without:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("narwhals", "nanoarrow", "pyarrow"):
            raise ModuleNotFoundError(name=name)
sys.meta_path.insert(0, Without())
from blogroi import Column, Table
from blogroi.model.frozen_map import FrozenMap
frame = Table("tools", FrozenMap({"tool": Column("text", ("blog", None)), "rank": Column("whole", (1, None))})).to_pandas()
assert frame["rank"].isna().tolist() == [False, True]
assert frame["tool"].tolist()[0] == "blog"
"""
LOADED = """
import sys, blogroi
blogroi.evaluate(blogroi.loads(blogroi.template()), draws=10).tables["tools"]
print([name for name in ("narwhals", "nanoarrow", "pandas", "polars", "pyarrow") if name in sys.modules])
"""


def test_pandas_needs_nothing_else() -> None:
    done = subprocess.run([sys.executable, "-c", WITHOUT_PYARROW], capture_output=True, check=False, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_nobody_loads_a_frame_library_who_asks_for_no_frame() -> None:
    printed = subprocess.run([sys.executable, "-c", LOADED], check=True, capture_output=True, text=True).stdout
    assert printed.strip() == "[]"


def test_duckdb_reads_a_table_where_it_is_installed() -> None:
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed")
    assert duckdb.from_arrow(pyarrow.table(EVERY_KIND)).fetchall()[0][0] == "blog"
