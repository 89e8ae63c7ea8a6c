"""`blogroi detectable`: before a launch, what it would have to change to be seen."""

from __future__ import annotations

import argparse
from typing import Any

from blogroi.cli.giving import give_page
from blogroi.cli.options import add_answer, number, separate
from blogroi.cli.series_options import add_series, controls_of, series_of
from blogroi.language.spoken import message


def add(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    add_series(command)
    command.add_argument(
        "--weeks",
        action="append",
        metavar="WEEKS",
        help=message("lengths of the time after the launch, commas between several (default: 2,4,8,13)"),
    )
    command.add_argument(
        "--lift",
        type=number,
        metavar="SHARE",
        help=message("the change that is hoped for, such as 0.2 for a fifth more: how long to look for it"),
    )
    command.add_argument(
        "--launch", metavar="DAY", help=message("day from which on nothing is read (default: the end of the series)")
    )
    add_answer(command)


def run(options: argparse.Namespace) -> int:
    """Say what would be seen."""
    from blogroi.measured import detectable  # noqa: PLC0415

    weeks: dict[str, Any] = {} if options.weeks is None else {"weeks": [number(one) for one in separate(options.weeks)]}
    found = detectable(
        series_of(options),
        controls=controls_of(options),
        clip=options.clip,
        lift=options.lift,
        launch=options.launch,
        at_least=options.at_least,
        **weeks,
    )
    return give_page(options, found)
