"""A table of days and numbers in comma-separated values, as a series."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path

from blogroi.files.disk import read_bytes
from blogroi.measured.series import Series

__all__ = ["read_series"]


def read_series(path: str | os.PathLike[str], *, column: str | None = None) -> Series:
    """Read a column of a plain table, whose first column holds days."""
    rows = list(csv.DictReader(io.StringIO(read_bytes(Path(path)).decode())))
    first = next(iter(rows[0]))
    column = column or list(rows[0])[1]
    return Series(
        [row[first] for row in rows],
        [float(row[column]) if row[column] else None for row in rows],
        name=f"{Path(path).name}:{column}",
    )
