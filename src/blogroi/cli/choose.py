"""`blogroi choose`: the tools that are expected to bring in most within a budget."""

from __future__ import annotations

import argparse

from blogroi.cli.giving import give_page
from blogroi.cli.options import add_answer, add_conventions, conventions, listed, number, separate
from blogroi.language.spoken import message


def add(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    from blogroi.decisions.choose import Criterion  # noqa: PLC0415

    add_conventions(command)
    command.add_argument(
        "--budget",
        type=number,
        metavar="AMOUNT",
        help=message("what the expected costs may come to in all (default: what the case says)"),
    )
    command.add_argument(
        "--by",
        default="npv",
        metavar="FIGURE",
        help=message("what is added up over the tools chosen: {words} (default: npv)", words=listed(Criterion)),
    )
    command.add_argument(
        "--include",
        action="append",
        default=[],
        metavar="TOOL",
        help=message("a tool that is to be in whatever it brings; commas between several"),
    )
    add_answer(command)


def run(options: argparse.Namespace) -> int:
    """Choose, and say what was chosen."""
    import blogroi  # noqa: PLC0415

    choice = blogroi.choose(
        blogroi.load(options.file),
        budget=options.budget,
        by=options.by,
        include=separate(options.include),
        **conventions(options),
    )
    return give_page(options, choice)
