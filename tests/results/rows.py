"""Rows of tables, whether a figure stands in one as it is, and whether a table is tidy."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from blogroi import Answer, Table
from blogroi.results.answer import CaseAnswer

TYPES: Mapping[str, type | tuple[type, ...]] = {
    "text": str,
    "number": float,
    "whole": int,
    "flag": bool,
    "date": datetime.date,
}
NAMED = {"tool": "tools", "other": "tools", "indicator": "indicators", "lever": "levers", "objective": "objectives"}


def faults_of(answer: Answer, table: Table) -> list[str]:
    """Say where a table is not what it should be."""
    found = []
    for name, column in table.columns.items():
        if len(column.values) != len(table):
            found.append(f"{name}: {len(column.values)} values")
        for value in column.values:
            kind = TYPES[column.kind]
            if value is not None and (not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool)):
                found.append(f"{name}: {value!r} is not {column.kind}")
            if isinstance(value, float) and value - value != 0.0:
                found.append(f"{name}: {value!r} is no number")
            if value == "":
                found.append(f"{name}: is empty where nothing is known")
        if not column.meaning.endswith(".") or column.meaning != column.meaning.strip():
            found.append(f"{name}: is not explained")
        if column.unit is not None and column.kind not in ("number", "whole"):
            found.append(f"{name}: a {column.kind} in {column.unit}")
        if column.unit in ("currency", "step"):
            found.append(f"{name}: its unit is not that of the case")
        if isinstance(answer, CaseAnswer) and name in NAMED:
            known = getattr(answer.names, NAMED[name])
            found += [f"{name}: {key!r} has no name" for key in column.values if key is not None and key not in known]
    return found


def leaves(document: Any, kind: type | tuple[type, ...] = (int, float)) -> list[float]:
    """Gather all numbers of plain data."""
    if isinstance(document, Mapping):
        return [leaf for part in document.values() for leaf in leaves(part, kind)]
    if isinstance(document, list):
        return [leaf for part in document for leaf in leaves(part, kind)]
    if not isinstance(document, kind) or isinstance(document, bool):
        return []
    found: list[float] = [document]  # type: ignore[list-item]
    return found


def numbers_of(answer: Answer) -> set[float]:
    return {
        value
        for table in answer.tables.values()
        for column in table.columns.values()
        for value in column.values
        if isinstance(value, float)
    }


def tidy(answer: Answer) -> None:
    assert len(answer.tables) > 0
    assert numbers_of(answer) - set(leaves(answer.to_dict())) - {0.0} == set()
    for name, table in answer.tables.items():
        assert table.name == name
        assert name.isidentifier()
        assert all(column.isidentifier() and column.islower() for column in table.columns)
        assert faults_of(answer, table) == [], name
        assert table == answer.tables[name]
        assert [dict(row) for row in table] == [
            {column: values.values[at] for column, values in table.columns.items()} for at in range(len(table))
        ]


def rows_by(answer: Answer, table: str, *keys: str) -> dict[Any, dict[str, Any]]:
    """The rows of a table by what tells them apart; two of the same are refused."""
    rows = [dict(row) for row in answer.tables[table]]
    found = {tuple(row[key] for key in keys) if len(keys) > 1 else row[keys[0]]: row for row in rows}
    assert len(found) == len(rows)
    return found


def holds(row: Mapping[str, Any], figure: Any, prefix: str = "", *, leave: Iterable[str] = ()) -> None:
    """Every part of a figure for which the row has a column stands there; of a figure that is not known nothing does."""
    told = {
        f"{prefix}_{name}" if prefix else name for name in ("mean", "of_means", "sd", "p05", "p50", "p95", "mc_error")
    }
    if figure is None:
        assert {row[name] for name in told & row.keys()} <= {None}
        return
    names = [one.name for one in attrs.fields(type(figure)) if one.name not in leave]
    at = {name: f"{prefix}_{name}" if prefix else name for name in names}
    assert any(column in row for column in at.values())
    for name, column in at.items():
        if column in row:
            assert row[column] == getattr(figure, name), column
