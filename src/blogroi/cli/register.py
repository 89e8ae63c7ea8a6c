"""`blogroi register`: lock what a case says before launch, so that it shows later what has moved."""

from __future__ import annotations

import argparse

from blogroi.cli.giving import give_new
from blogroi.cli.options import file_name
from blogroi.language.spoken import message


def add(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    command.add_argument(
        "file", metavar="FILE", type=file_name, help=message("a case: in TOML, in JSON, or a workbook (.xlsx)")
    )
    command.add_argument(
        "--day", metavar="DAY", help=message("day on which it is locked, such as 2025-11-01 (default: today)")
    )
    command.add_argument(
        "--output", metavar="FILE", type=file_name, help=message("write to FILE (an existing file is kept)")
    )


def run(options: argparse.Namespace) -> int:
    """Print the plan, or write it where nothing is yet."""
    import blogroi  # noqa: PLC0415

    plan = blogroi.register(blogroi.load(options.file), day=options.day)
    return give_new(options, plan.to_json() + "\n", data="json")
