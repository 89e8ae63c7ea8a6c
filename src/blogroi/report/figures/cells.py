"""What stands in the rows of a table, by the kind of its column."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TypeAlias

from blogroi.language.spoken import Day, message
from blogroi.model.frozen_map import FrozenMap
from blogroi.report.quantities import counted_by
from blogroi.results.format import number as as_number
from blogroi.results.format import share
from blogroi.results.summary import Summary
from blogroi.results.table import Table, Value

__all__ = ["NONE", "Row", "day", "flag", "number", "summary", "text", "unit", "whole", "with_unit"]

Row: TypeAlias = Mapping[str, Value]

NONE: Mapping[str, str] = FrozenMap()
"""Of no tool more than the table has."""


def text(row: Row, name: str) -> str:
    """Return a text; nothing where there is none."""
    value = row[name]
    return value if isinstance(value, str) else ""


def number(row: Row, name: str) -> float | None:
    """Return a number; None where it is not known."""
    value = row[name]
    return float(value) if isinstance(value, float | int) else None


def whole(row: Row, name: str) -> int:
    """Return a count; 0 where there is none."""
    value = row[name]
    return value if isinstance(value, int) else 0


def flag(row: Row, name: str) -> bool:
    """Return whether something is so."""
    return row[name] is True


def day(row: Row, name: str) -> str:
    """Return a day; nothing where there is none."""
    value = row[name]
    return Day(value.isoformat()) if isinstance(value, datetime.date) else ""


def summary(row: Row, name: str) -> Summary | None:
    """Return a figure with its range, as far as a table has it; None where it is not known."""
    mean, p05, p95 = (number(row, f"{name}_{part}") for part in ("mean", "p05", "p95"))
    if mean is None or p05 is None or p95 is None:
        return None
    return Summary(mean=mean, sd=0.0, p05=p05, p50=mean, p95=p95, mc_error=0.0)


def with_unit(value: float, counted: str) -> str:
    """Return a value with what it is counted in: a share in per cent, a number for each period, a plain number.

    Examples
    --------
    >>> with_unit(0.882, "share"), with_unit(811.2, "call/year"), with_unit(8.0, "EUR"), with_unit(3.0, "")
    ('88.2 %', '811 call/year', '8 EUR', '3')
    """
    if counted == "share":
        return share(value)
    said = as_number(value)
    each, _, step = counted.rpartition("/")
    if each:
        return counted_by(said, each, step)
    return message("{value} {unit}", value=said, unit=counted) if counted else said


def unit(table: Table, name: str) -> str:
    """Return in what a column is counted: a currency."""
    return table.columns[name].unit or message("units")
