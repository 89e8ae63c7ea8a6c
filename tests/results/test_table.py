"""A table is tidy, cannot be changed, and says what is not known by None."""

import pickle
from pathlib import Path
from typing import Any

import attrs
import pytest

import blogroi
from blogroi import Column, Table, UnknownTableError
from blogroi.model.frozen_map import FrozenMap
from blogroi.results.table import CURRENCY, STEP, Heading, Layout

CHAMBER = blogroi.load(Path(__file__).parents[2] / "examples" / "chamber.toml")
RESULT = blogroi.evaluate(CHAMBER, draws=1000)
SMALL = Table(
    "small", FrozenMap({"tool": Column("text", ("blog", "fair")), "npv": Column("number", (120.0, None), unit="EUR")})
)


def test_a_table_goes_through_its_rows() -> None:
    assert [dict(row) for row in SMALL] == [{"tool": "blog", "npv": 120.0}, {"tool": "fair", "npv": None}]
    assert len(SMALL) == 2


def test_a_table_without_rows_has_its_columns_still() -> None:
    empty = Table("small", FrozenMap({name: attrs.evolve(column, values=()) for name, column in SMALL.columns.items()}))
    assert (len(empty), list(empty), list(empty.columns)) == (0, [], ["tool", "npv"])
    assert repr(empty) == "<Table 'small': 0 rows; 2 columns>"


def test_two_tables_of_one_answer_are_equal_and_have_one_hash() -> None:
    first, second = RESULT.tables["tools"], RESULT.tables["tools"]
    assert first == second
    assert hash(first) == hash(second)
    assert first != SMALL
    assert pickle.loads(pickle.dumps(first)) == first


def test_a_table_cannot_be_changed() -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        SMALL.name = "other"  # type: ignore[misc]
    with pytest.raises(TypeError):
        RESULT.tables["tools"] = SMALL  # type: ignore[index]


def test_a_wrong_name_says_which_there_are() -> None:
    with pytest.raises(UnknownTableError, match=r"'tolls' is not known: did you mean `tools`\?") as caught:
        RESULT.tables["tolls"]
    assert isinstance(caught.value, KeyError)
    assert isinstance(caught.value, blogroi.OptionError)
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)
    assert "tolls" not in RESULT.tables
    assert RESULT.tables.get("tolls") is None


def test_amounts_are_in_the_currency_of_the_case_and_times_in_its_steps() -> None:
    columns = RESULT.tables["tools"].columns
    assert (columns["npv_mean"].unit, columns["payback_p50"].unit) == ("EUR", "year")


def test_the_tools_stand_beside_their_figures() -> None:
    for row in RESULT.tables["tools"]:
        tool = RESULT.tools[str(row["tool"])]
        assert tool.npv is not None
        assert (row["name"], row["verdict"], row["npv_mean"]) == (tool.name, tool.verdict, tool.npv.mean)
        assert RESULT.ranking.order[int(str(row["rank"])) - 1] == row["tool"]


def test_layouts_are_the_same_where_they_state_the_same_whatever_makes_their_rows() -> None:
    def layout(**changes: Any) -> Layout[Any]:
        stated: dict[str, Any] = {
            "name": "tools",
            "meaning": "A row for each tool.",
            "headings": {"tool": Heading("text", "Its key.")},
            "rows": lambda _: (),
            "is_there": lambda _: True,
        }
        return Layout(**(stated | changes))

    assert layout() == layout()
    others: list[dict[str, Any]] = [
        {"name": "other"},
        {"meaning": "Another."},
        {"headings": {}},
        {"request": "x"},
        {"option": "x"},
    ]
    for other in others:
        assert layout() != layout(**other)
    assert layout().is_there(None)
    bare = Layout[Any]("tools", "A row for each tool.", {}, lambda _: ())
    assert (bare.is_there(None), bare.request, bare.option) == (True, "", "")


def test_a_real_number_that_was_stated_as_a_whole_one_is_a_real_number_and_what_is_left_out_is_none() -> None:
    headings = {
        "a": Heading("number", "A.", CURRENCY),
        "b": Heading("whole", "B.", "share"),
        "c": Heading("flag", "C."),
        "d": Heading("number", "D.", STEP),
    }
    rows: list[Any] = [{"a": 1, "b": 2, "c": True}, {"a": 1.5, "c": False, "d": None}]
    table = Layout[Any]("t", "T.", headings, lambda answer: rows[:answer]).table_of(2, {CURRENCY: "EUR"})
    assert [column.values for column in table.columns.values()] == [(1.0, 1.5), (2, None), (True, False), (None, None)]
    assert [type(value) for value in table.columns["a"].values] == [float, float]
    assert [type(value) for value in table.columns["b"].values] == [int, type(None)]
    assert [column.unit for column in table.columns.values()] == ["EUR", "share", None, STEP]
    assert [column.meaning for column in table.columns.values()] == ["A.", "B.", "C.", "D."]
