"""Columns of a frame as lists, whatever library it is of."""

from __future__ import annotations

from typing import Any

from blogroi.errors import Needing, OptionError
from blogroi.language.naming import describe, suggest
from blogroi.language.spoken import message

__all__ = ["columns_of"]


def columns_of(frame: Any, **named: str) -> list[list[Any]]:
    """Return columns of a frame as lists, None where it has nothing.

    Parameters
    ----------
    frame : DataFrame or Table
        A frame of pandas, polars, pyarrow, or another that narwhals knows.
    **named : str
        The names of the columns, by the options that they were given as.

    Returns
    -------
    list of list

    Raises
    ------
    OptionError
        When there is no such column, no frame, or the extra ``frames`` is not installed.

    Examples
    --------
    >>> import polars
    >>> columns_of(polars.DataFrame({"visits": [70, None]}), value="visits")
    [[70, None]]
    """
    table = _narwhal(frame)
    for option, column in named.items():
        if column not in table.columns:
            hint = suggest(str(column), table.columns)
            raise OptionError(option, message("{value} is not a column: {hint}", value=describe(column), hint=hint))
    return [_column(table, column) for column in named.values()]


def _narwhal(frame: Any) -> Any:
    """Return a frame as narwhals has it."""
    with Needing("narwhals", "frames", option="frame"):
        import narwhals  # noqa: PLC0415  an extra, for those who have frames
    try:
        return narwhals.from_native(frame, eager_only=True)
    except ValueError:  # narwhals has an error of its own for it, a ValueError
        raise OptionError("frame", message("two columns have the same name: rename one")) from None
    except TypeError:
        raise OptionError(
            "frame",
            message("{value} is not a frame of pandas, polars or pyarrow that is in memory", value=describe(frame)),
        ) from None


def _column(table: Any, name: str) -> list[Any]:
    """Return a column as a list, None where the frame has nothing."""
    column = table[name]
    return [None if missing else item for item, missing in zip(column.to_list(), column.is_null().to_list(), strict=True)]  # fmt: skip
