"""A table of an answer as a file: the one that is named on the command line, or the first."""

from __future__ import annotations

from blogroi.cli.parser import MisuseError
from blogroi.errors import UnknownTableError
from blogroi.language.spoken import message
from blogroi.results.answer import Answer

__all__ = ["csv_of"]


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
        if not error.on_command_line:
            raise
        said = message(
            "--table: `{name}` is made on request: write `{request}`", name=name, request=error.on_command_line
        )
        raise MisuseError(said) from None
