"""In which form the answers of many cases are written: a table of all as CSV or Parquet, or each answer whole, a line of JSON."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from importlib import import_module
from typing import Any, Literal, TypeAlias

from blogroi.errors import OptionError
from blogroi.language.acting import printable
from blogroi.language.spoken import message
from blogroi.results.table import Kind, Table

__all__ = ["ENDINGS", "PartForm", "in_form", "lines_of", "needs_of"]

PartForm: TypeAlias = Literal["csv", "parquet", "json"]
"""How a part is written."""

ENDINGS: dict[PartForm, str] = {"csv": "csv", "parquet": "parquet", "json": "jsonl"}
"""How the name of a part ends."""

_ARROW: dict[Kind, str] = {"text": "string", "number": "float64", "whole": "int64", "flag": "bool_", "date": "date32"}


def needs_of(form: PartForm) -> None:
    """Refuse a form for which a library is missing, before any work is done.

    Raises
    ------
    OptionError
        When it is not installed.
    """
    if form != "parquet":
        return
    try:
        import_module("pyarrow.parquet")
    except ModuleNotFoundError:
        raise OptionError(
            "format", message("{library} is not installed: `python -m pip install {library}`", library="pyarrow")
        ) from None


def in_form(table: Table, form: PartForm) -> bytes:
    """Return a table as the content of a file.

    Parameters
    ----------
    table : Table
        The table.
    form : {"csv", "parquet"}
        The form.

    Returns
    -------
    bytes
        The same for the same table, by the same version of what writes it.
    """
    return _parquet(table) if form == "parquet" else table.to_csv().encode()


def lines_of(answers: Iterable[tuple[int, str, str]]) -> bytes:
    """Return answers as lines of JSON, each with the place of its case and its file.

    Parameters
    ----------
    answers : iterable of (int, str, str)
        Place, file and answer, which is JSON in one line.

    Returns
    -------
    bytes
    """
    return "".join(
        f'{{"index": {index}, "case": {json.dumps(name or None)}, "answer": {answer}}}\n'
        for index, name, answer in answers
    ).encode()


def _parquet(table: Table) -> bytes:
    import pyarrow  # noqa: PLC0415
    import pyarrow.parquet  # noqa: PLC0415

    columns: dict[str, Any] = {
        name: pyarrow.array(
            [None if value is None else printable(str(value)) for value in column.values]
            if column.kind == "text"
            else column.values,
            type=getattr(pyarrow, _ARROW[column.kind])(),
        )
        for name, column in table.columns.items()
    }
    written = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table(columns), written)
    return written.getvalue()
