"""`blogroi launch`: whether to launch a tool, to measure first, or to measure while it runs."""

from __future__ import annotations

import argparse

from blogroi.cli.giving import give_page
from blogroi.cli.options import add_ageing, add_answer, add_conventions, conventions, number
from blogroi.language.spoken import message


def add(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    add_conventions(command, gaps=message("what the case says, but prior where the subject is a missing effect"))
    command.add_argument(
        "--tool", metavar="TOOL", required=True, help=message("the tool that is decided on, old or new")
    )
    command.add_argument(
        "--subject",
        metavar="PATH",
        help=message("what is measured (default: what is worth most of what the tool depends on)"),
    )
    command.add_argument("--size", type=number, help=message("number of observations (default: what the case plans)"))
    command.add_argument(
        "--cost", type=number, metavar="AMOUNT", help=message("what measuring costs (default: what the case plans)")
    )
    for name, text in (
        (
            "--after",
            message('how long the tool runs before the result is known, such as `"3 months"` (default: 1 year)'),
        ),
        ("--delay", message('by how much measuring first puts the launch off, such as `"3 months"` (default: 1 year)')),
    ):
        command.add_argument(name, metavar="TIME", help=text)
    command.add_argument(
        "--stopping-costs", type=number, default=0, metavar="AMOUNT", help=message("what it costs to stop (default: 0)")
    )
    command.add_argument(
        "--error-ratio",
        type=number,
        default=1,
        metavar="FACTOR",
        help=message("error of a measurement made while the tool runs, over that of one made before (default: 1)"),
    )
    add_ageing(command)
    add_answer(command)


def run(options: argparse.Namespace) -> int:
    """Compare the options."""
    import blogroi  # noqa: PLC0415

    found = blogroi.launch(
        blogroi.load(options.file),
        tool=options.tool,
        subject=options.subject,
        size=options.size,
        cost=options.cost,
        after=options.after,
        delay=options.delay,
        stopping_costs=options.stopping_costs,
        error_ratio=options.error_ratio,
        half_life=options.half_life,
        given_up=options.given_up,
        **conventions(options),
    )
    return give_page(options, found)
