"""What the commands about a series share: the file and the column, other series beside it, and how they are read."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from blogroi.cli.options import file_name, number
from blogroi.cli.parser import MisuseError
from blogroi.cli.reading import add_reading, reading
from blogroi.errors import BlogroiError
from blogroi.language.spoken import message

if TYPE_CHECKING:
    from blogroi.measured.series import Series

__all__ = ["add_series", "controls_of", "series_of"]


def add_series(command: argparse.ArgumentParser) -> None:
    """Add the file that a series stands in, its column, and other series beside it."""
    command.add_argument(
        "file", metavar="FILE", type=file_name, help=message("what was counted: an export, a table, or a log")
    )
    command.add_argument("--column", metavar="COLUMN", help=message("the column that is meant (default: the only one)"))
    command.add_argument(
        "--control",
        metavar="FILE:COLUMN",
        action="append",
        default=[],
        help=message("a series that moves as this one does and that the tool cannot move; may be given several times"),
    )
    add_reading(command)
    command.add_argument(
        "--clip",
        type=number,
        metavar="NUMBER",
        help=message("bring in weeks before that lie farther out than so many standard deviations: 4 (default: none)"),
    )
    command.add_argument(
        "--at-least",
        type=number,
        default=26,
        metavar="WEEKS",
        help=message("full weeks before the launch that are asked for (default: 26)"),
    )


def series_of(options: argparse.Namespace) -> Series:
    """Read the series that was named."""
    return _read(options.file, options.column, reading(options))


def controls_of(options: argparse.Namespace) -> list[Series]:
    """Read the other series beside it.

    Raises
    ------
    MisuseError
        When one is not a file and a column.
    """
    said = reading(options)
    return [_control(*_file_and_column(stated, options.file), said) for stated in options.control]


def _file_and_column(stated: str, file: Path) -> tuple[Path, str]:
    """Take apart a file and a column; without a file it is another column of the same one."""
    ends = [place for place, letter in enumerate(stated) if letter == ":"]
    # a column may have colons of its own, and so may the name of a file
    end = next((end for end in reversed(ends) if Path(stated[:end]).exists()), ends[-1] if ends else len(stated))
    name, column = stated[:end], stated[end + 1 :]
    if not column.strip():
        raise MisuseError(
            message("--control: {stated} is not a file and a column: write FILE:COLUMN", stated=repr(stated))
        )
    return (Path(name) if name.strip() else file), column


def _control(file: Path, column: str, said: dict[str, Any]) -> Series:
    """Read another series as the first one is read; where its file is written otherwise, by what stands in it."""
    by_itself = {name: value if name in ("step", "scale") else None for name, value in said.items()}
    try:
        return _read(file, column, said)
    except BlogroiError:
        if by_itself == said:
            raise
    return _read(file, column, by_itself)


def _read(file: Path, column: str | None, said: dict[str, Any]) -> Series:
    from blogroi.measured import read_series  # noqa: PLC0415  only who reads a series pays for it

    return read_series(file, column=column, **said)
