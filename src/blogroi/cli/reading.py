"""How a file is to be read that does not say it itself: options of all commands that read a series."""

from __future__ import annotations

import argparse
from typing import Any

from blogroi.language.spoken import message

__all__ = ["add_reading", "reading"]

_OPTIONS = {
    "read_as": "format",
    "date": "date",
    "dates": "dates",
    "decimal": "decimal",
    "step": "step",
    "scale": "scale",
}
"""The options, and what each is called in Python: the form of the answer is `--format` already."""


def add_reading(command: argparse.ArgumentParser) -> None:
    """Add what may be said of a file."""
    command.add_argument(
        "--read-as",
        metavar="FORMAT",
        help=message("what wrote the file (default: by what stands in it; a wrong word lists them)"),
    )
    command.add_argument("--date", metavar="NAME", help=message("the column of the days, where several hold some"))
    command.add_argument(
        "--dates",
        metavar="ORDER",
        help=message("day-first or month-first, where no row decides what 05/09/2026 is"),
    )
    command.add_argument(
        "--decimal",
        metavar="SIGN",
        help=message("what stands before decimals, a point or a comma, where no number decides what 1,204 is"),
    )
    command.add_argument(
        "--step",
        metavar="STEP",
        help=message("in what steps it is worked with: day, week, month, quarter or year (default: by the rows)"),
    )
    command.add_argument(
        "--scale",
        metavar="SCALE",
        help=message("count for what adds up, identity for means and scores (default: by name and per cent sign)"),
    )


def reading(options: argparse.Namespace) -> dict[str, Any]:
    """Return what was said of a file, as :func:`blogroi.measured.read_series` takes it.

    Raises
    ------
    OptionError
        When a word is none of those that are known, under the name of its option.
    """
    from blogroi.measured.reading.registry import FORMATS  # noqa: PLC0415  only who reads pays for it
    from blogroi.model.arguments import known_word  # noqa: PLC0415

    if options.read_as is not None:
        known_word("read_as", options.read_as, tuple(FORMATS))
    return {name: getattr(options, option) for option, name in _OPTIONS.items()}
