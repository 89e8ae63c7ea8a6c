"""`blogroi series`: what is in an export that an effect is to be measured on."""

from __future__ import annotations

import argparse

from blogroi.cli import FINE
from blogroi.cli.giving import give_page
from blogroi.cli.options import add_answer, file_name
from blogroi.cli.reading import add_reading, reading
from blogroi.language.spoken import message


def add(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    command.add_argument(
        "file",
        metavar="FILE",
        type=file_name,
        help=message("an export of another program, a table or a log: .csv, .json, .zip, .xlsx, .parquet, .log, .gz"),
    )
    command.add_argument("--column", metavar="NAME", help=message("the column that is looked at (default: all)"))
    add_reading(command)
    add_answer(command)


def run(options: argparse.Namespace) -> int:
    """Say what is in a file; status 2 where it cannot be read as a series."""
    from blogroi import measured  # noqa: PLC0415  only who asks pays for numbers

    give_page(options, measured.contents(options.file, column=options.column, **reading(options)))
    return FINE
