"""Merged cells where values are read: nobody can say of which of them the value is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from blogroi.files.workbook.grid import Grid
from blogroi.files.workbook.short import is_blank
from blogroi.language.spoken import message

__all__ = ["merged_faults"]

_AREA = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")


def merged_faults(grid: Grid, columns: set[int]) -> Iterator[tuple[int, int, str]]:
    """List the merged cells that hold a value which is read, each by its row and its column.

    Parameters
    ----------
    grid : Grid
        The sheet.
    columns : set of int
        The columns that are read.

    Yields
    ------
    tuple of int, int and str
        Where, and what to say.
    """
    for area in grid.merged:
        found = _AREA.fullmatch(area.replace("$", ""))
        if found is None:
            continue
        row, column = int(found[2]), _number(found[1])
        cell = grid.rows.get(row, {}).get(column)
        is_read = not columns.isdisjoint(range(column, _number(found[3]) + 1))
        if cell is not None and not is_blank(cell.value) and is_read and not f"{cell.value}".startswith("#"):
            yield (
                row,
                column,
                message(
                    "is merged over {area}: unmerge it, and write the value into each cell that it is of", area=area
                ),
            )


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number
