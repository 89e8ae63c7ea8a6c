"""A table of an answer as a file: the one that is named on the command line, or the first."""

from __future__ import annotations

import argparse
from functools import reduce
from importlib import import_module
from typing import Any

from blogroi.cli.parser import MisuseError
from blogroi.errors import UnknownTableError
from blogroi.language.spoken import message
from blogroi.results.answer import READERS, Answer

__all__ = ["csv_of", "on_request", "refuse_unknown"]

_ANSWERS = {"choose": "choice", "effect": "estimate", "evaluate": "evaluation", "explain": "explanation"}
"""What commands answer, where that is called otherwise than they are."""


def refuse_unknown(options: argparse.Namespace) -> None:
    """Refuse a table that no answer of the command has, before the work is done.

    Parameters
    ----------
    options : Namespace
        What was asked for.

    Raises
    ------
    UnknownTableError
        When there is no such table; it says which there are.
    """
    command = str(options.command)
    answer = "supposition" if getattr(options, "suppose", None) else _ANSWERS.get(command, command.replace("-", "_"))
    if answer not in READERS:
        return
    first, *rest = READERS[answer].split(".")
    start: Any = import_module("blogroi") if not rest else import_module(f"blogroi.{first}")
    cls: type[Answer] = reduce(getattr, rest or [first], start)
    names = [layout.name for layout in cls.layouts()]
    if options.table not in names:
        raise UnknownTableError(options.table, names)


def csv_of(answer: Answer, name: str | None) -> str:
    """Return a table of an answer as comma-separated values.

    Parameters
    ----------
    answer : Answer
        The answer.
    name : str or None
        Name of the table; None for the first.

    Returns
    -------
    str

    Raises
    ------
    UnknownTableError
        When there is no such table; it says which there are.
    MisuseError
        When it is only made on request; it says by which option.
    """
    name = next(iter(answer.tables)) if name is None else name
    try:
        return answer.tables[name].to_csv()
    except UnknownTableError as error:
        raise on_request(error) from None


def on_request(error: UnknownTableError) -> Exception:
    """Return what is said of a table that there is not: by which option it is made, where it is one that is only made on request."""
    if not error.on_command_line:
        return error
    return MisuseError(
        message(
            "--table: `{name}` is made on request: write `{request}`",
            name=str(error.name),
            request=error.on_command_line,
        )
    )
