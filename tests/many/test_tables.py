"""A table of many cases, part by part: the rows of each evaluation under each other, with the case before them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import attrs
import pytest

import blogroi
from blogroi.many.question import question_of
from blogroi.many.tables import layout_of
from tests.many.pools import CASES, DRAWS

HOUSE, MONTHS = blogroi.load(CASES / "house.toml"), blogroi.load(CASES / "months.toml")
LEAD = ["index", "case", "title", "fingerprint", "currency", "step"]


def parts(given: list[Any], **asked: Any) -> list[blogroi.Gathered]:
    return list(blogroi.gather(blogroi.evaluate_many(given, draws=DRAWS), **asked))


@pytest.mark.parametrize("table", ["tools", "figures", "ranks", "scores", "checks"])
def test_the_rows_are_those_of_each_evaluation(table: str) -> None:
    (part,) = parts([HOUSE, MONTHS], table=table)
    alone = [blogroi.evaluate(case, draws=DRAWS) for case in (HOUSE, MONTHS)]
    expected = [
        {
            "index": index,
            "case": None,
            "title": one.title,
            "fingerprint": one.fingerprint,
            "currency": one.currency,
            "step": one.conventions.window.step,
            **row,
        }
        for index, one in enumerate(alone)
        for row in one.tables[table]
    ]
    assert [dict(row) for row in part.table] == expected
    assert [*part.table.columns][: len(LEAD)] == LEAD
    for name, column in alone[0].tables[table].columns.items():
        assert (part.table.columns[name].kind, part.table.columns[name].meaning) == (column.kind, column.meaning)


def test_parts_are_of_as_many_cases_as_are_asked_for() -> None:
    found = parts([HOUSE, "nowhere.toml", MONTHS, HOUSE, MONTHS], part=2)
    assert [(part.first, part.cases) for part in found] == [(0, 2), (2, 2), (4, 1)]
    assert [row["index"] for part in found for row in part.table] == sorted(
        row["index"]  # type: ignore[type-var]
        for part in found
        for row in part.table
    )
    assert {row["index"] for part in found for row in part.table} == {0, 2, 3, 4}
    assert repr(found[0]) == f"<Gathered 'tools': 2 cases from 0; {len(HOUSE.tools)} rows; 1 fault>"


def test_amounts_have_a_unit_where_all_are_in_one_currency() -> None:
    other = attrs.evolve(HOUSE, currency="CHF")
    (same,), (mixed,), (steps,) = parts([HOUSE, HOUSE]), parts([HOUSE, other]), parts([HOUSE, MONTHS])
    units = [part.table.columns["npv_mean"].unit for part in (same, mixed, steps)]
    assert units == ["EUR", None, MONTHS.currency if MONTHS.currency == HOUSE.currency else None]
    assert [part.table.columns["payback_p50"].unit for part in (same, mixed, steps)] == ["year", "year", None]
    assert {row["currency"] for row in mixed.table} == {"EUR", "CHF"}
    assert same.table.columns["probability_positive"].unit == "share"


def test_each_fault_has_a_row_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "broken.toml"
    path.write_text(blogroi.template().replace('currency = "EUR"', "currency = 5\ncurency = 3"), encoding="utf-8")
    (part,) = parts([HOUSE, path])
    with pytest.raises(blogroi.CaseError) as alone:
        blogroi.load(path)
    assert [dict(row) for row in part.faults] == [
        {
            "index": 1,
            "case": str(path),
            "line": fault.line,
            "cell": None,
            "path": fault.path,
            "message": fault.message,
        }
        for fault in alone.value.faults
    ]
    assert len(part.faults) >= 2


def test_nothing_but_faults_is_a_table_without_rows() -> None:
    (part,) = parts(["nowhere.toml"])
    (other,) = parts([HOUSE])
    assert (len(part.table), [*part.table.columns]) == (0, [*other.table.columns])
    assert part.table.to_csv().count("\r\n") == 1
    assert parts([]) == []


def test_a_case_that_has_no_such_table_has_no_rows_in_it() -> None:
    (part,) = parts([HOUSE], table="flows")
    assert len(part.table) == 0


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"table": "tols"}, "table: 'tols' is not known: did you mean `tools`?"),
        ({"table": "moves"}, "table: 'moves' is not known"),
        ({"table": 5}, "table: 5 is not known"),
        ({"part": 0}, "part: 0 is not between 1 and 1000000"),
    ],
)
def test_what_there_is_not_is_refused_at_once(asked: dict[str, Any], said: str) -> None:
    with pytest.raises(blogroi.OptionError) as refused:
        blogroi.gather(blogroi.evaluate_many([HOUSE]), **asked)
    assert str(refused.value).startswith(said)


@pytest.mark.parametrize(
    ("table", "asked", "request_in_python"),
    [
        ("flows", {"figures": ["default", "cash_by_period"]}, 'figures=("default", "cash_by_period")'),
        ("evidence", {"evidence": "corrected"}, 'evidence="corrected"'),
    ],
)
def test_a_table_that_nobody_asked_for_is_refused_where_that_is_known(
    table: str, asked: dict[str, Any], request_in_python: str
) -> None:
    usual: dict[str, Any] = {"by": "npv", "decision_probability": 0.9, "figures": ["default"]}
    assert layout_of(table, question_of(**(usual | asked))).name == table
    with pytest.raises(blogroi.UnknownTableError) as refused:
        layout_of(table, question_of(**usual))
    assert request_in_python in str(refused.value)
