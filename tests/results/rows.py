"""Rows of tables, and whether a figure stands in one as it is."""

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from blogroi import Answer


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
