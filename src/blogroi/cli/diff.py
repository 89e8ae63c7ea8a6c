"""`blogroi diff`: what changed from one case to another, and what each change does to what every tool brings in."""

from __future__ import annotations

import argparse

from blogroi.cli.giving import give_page
from blogroi.cli.options import add_answer, add_convention_options, add_plan, conventions, file_name
from blogroi.language.spoken import message


def add(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    command.add_argument("old", metavar="OLD", type=file_name, help=message("the earlier case"))
    command.add_argument("new", metavar="NEW", type=file_name, help=message("the later case"))
    add_plan(command)
    add_convention_options(command, gaps=message("what each case says"))
    add_answer(command)


def run(options: argparse.Namespace) -> int:
    """Compare the two."""
    import blogroi  # noqa: PLC0415

    old, new = blogroi.load(options.old), blogroi.load(options.new)
    return give_page(options, blogroi.diff(old, new, **conventions(options)))
