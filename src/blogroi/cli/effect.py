"""`blogroi effect`: what a launch changed in a series, with its interval, and how often the same procedure was right before."""

from __future__ import annotations

import argparse
from typing import Any

from attrs import evolve

from blogroi.cli import FAULTS, FINE
from blogroi.cli.giving import give_page
from blogroi.cli.options import add_answer, number
from blogroi.cli.series_options import add_series, controls_of, series_of
from blogroi.language.spoken import message


def add(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    add_series(command)
    command.add_argument(
        "--launch", metavar="DAY", required=True, help=message("the day on which it was switched on, or off")
    )
    command.add_argument(
        "--until", metavar="DAY", help=message("the last day that is counted (default: the last full week)")
    )
    command.add_argument(
        "--skip",
        type=number,
        default=0,
        metavar="WEEKS",
        help=message("weeks after the launch that are left out (default: 0)"),
    )
    command.add_argument(
        "--last-year",
        action="store_true",
        help=message("the same weeks of last year as a control: narrower, and less sure outside of the web"),
    )
    command.add_argument(
        "--state",
        default="on",
        metavar="STATE",
        help=message("whether it was switched on or off: {words} (default: on)", words="on, off"),
    )
    add_answer(command)


def run(options: argparse.Namespace) -> int:
    """Measure; status 1 where the procedure fails on this series."""
    from blogroi.measured import estimate, placebos  # noqa: PLC0415

    series, controls = series_of(options), controls_of(options)
    same: dict[str, Any] = {
        "controls": controls,
        "last_year": options.last_year,
        "clip": options.clip,
        "skip": options.skip,
    }
    found = estimate(
        series,
        launch=options.launch,
        until=options.until,
        at_least=options.at_least,
        state=options.state,
        **same,
    )
    tried = placebos(series, launch=found.launch, weeks=found.weeks_after, **same)
    give_page(options, evolve(found, placebos=tried))
    return FAULTS if tried.fails else FINE
