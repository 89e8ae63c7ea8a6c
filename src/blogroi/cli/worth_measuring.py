"""`blogroi worth-measuring`: what to find out before deciding, and what not to bother with."""

from __future__ import annotations

import argparse

from blogroi.cli.giving import give_page
from blogroi.cli.options import add_ageing, add_answer, add_conventions, conventions, listed
from blogroi.language.spoken import message


def add(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    from blogroi.decisions.alternatives import Choices  # noqa: PLC0415

    add_conventions(command, gaps=message("prior where every indicator in money has one, else what the case says"))
    command.add_argument(
        "--choices",
        default="each",
        help=message("keep or drop each tool, or choose one: {words} (default: each)", words=listed(Choices)),
    )
    add_ageing(command)
    add_answer(command)


def run(options: argparse.Namespace) -> int:
    """Print what is worth measuring."""
    import blogroi  # noqa: PLC0415

    case = blogroi.load(options.file)
    advice = blogroi.worth_measuring(
        case,
        choices=options.choices,
        half_life=options.half_life,
        given_up=options.given_up,
        **conventions(options),
    )
    return give_page(options, advice)
