"""Tidy tables as the frames of other libraries.

Arrow is what all of them read: a table gives its columns as a stream of Arrow data, with a null where nothing is known. pandas alone would
make a real number of a whole one, and not-a-number of a null, so its frame is built of its own nullable types.
"""

from __future__ import annotations

import datetime
from importlib import import_module
from typing import Any, get_args

from blogroi.errors import Needing, OptionError
from blogroi.language.naming import describe, suggest
from blogroi.language.spoken import message
from blogroi.results.table import Backend, Column, Kind, Table

__all__ = ["arrow_stream", "frame_of"]

_ARROW: dict[Kind, str] = {
    "text": "string",
    "number": "float64",
    "whole": "int64",
    "flag": "bool_",
    "date": "date32",
}
_PANDAS: dict[Kind, str] = {
    "text": "string",
    "number": "Float64",
    "whole": "Int64",
    "flag": "boolean",
    "date": "datetime64[s]",
}

_FIRST_DAY = datetime.date(1970, 1, 1).toordinal()


def arrow_stream(table: Table) -> object:
    """Return a table as an Arrow stream in a capsule, of one batch.

    Parameters
    ----------
    table : Table
        The table.

    Returns
    -------
    PyCapsule
        Of the name ``arrow_array_stream``.

    Raises
    ------
    MissingExtraError
        When nanoarrow is not installed.
    """
    with Needing("nanoarrow", "frames", option="table"):
        import nanoarrow  # noqa: PLC0415  only who wants frames needs it
    kinds = {name: getattr(nanoarrow, _ARROW[column.kind])() for name, column in table.columns.items()}
    columns = [nanoarrow.c_array(_arrow_values(column), kinds[name]) for name, column in table.columns.items()]
    batch = nanoarrow.c_array_from_buffers(nanoarrow.struct(kinds), len(table), [None], children=columns)
    return nanoarrow.ArrayStream(batch).__arrow_c_stream__()


def _arrow_values(column: Column) -> list[Any]:
    """Return the values as Arrow counts them: days from the first of 1970."""
    if column.kind != "date":
        return list(column.values)
    days: tuple[Any, ...] = column.values
    return [None if day is None else day.toordinal() - _FIRST_DAY for day in days]


def frame_of(table: Table, backend: Backend) -> Any:
    """Return a table as a frame of the library that is named.

    Parameters
    ----------
    table : Table
        The table.
    backend : {"pandas", "polars", "pyarrow"}
        The library.

    Returns
    -------
    pandas.DataFrame, polars.DataFrame or pyarrow.Table

    Raises
    ------
    OptionError
        When there is no such library, or it is not installed.
    """
    known = get_args(Backend)
    if backend not in known:
        hint = suggest(backend, known) if isinstance(backend, str) else suggest("", known)
        raise OptionError("backend", message("{value} is not known: {hint}", value=describe(backend), hint=hint))
    try:
        library = import_module(backend)
    except ModuleNotFoundError:
        raise OptionError(
            "backend", message("{library} is not installed: `python -m pip install {library}`", library=backend)
        ) from None
    if backend == "pandas":
        return _pandas_frame(table, library)
    with Needing("narwhals", "frames", option="table"):
        import narwhals  # noqa: PLC0415  only who wants frames needs it
    return narwhals.from_arrow(table, backend=backend).to_native()


def _pandas_frame(table: Table, pandas: Any) -> Any:
    """Build a frame of pandas from its own nullable types, without pyarrow, which it has not always beside it."""
    columns = {
        name: pandas.Series(list(column.values), dtype=_PANDAS[column.kind]) for name, column in table.columns.items()
    }
    return pandas.DataFrame(columns)
