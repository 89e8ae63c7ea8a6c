"""`blogroi validate`: cases planted from a seed, evaluated, and held against what is true of them."""

from __future__ import annotations

import argparse

from blogroi.cli import FAULTS, FINE
from blogroi.cli.giving import give_page, progress_of
from blogroi.cli.options import add_answer, number
from blogroi.language.spoken import message


def add(command: argparse.ArgumentParser) -> None:
    """Add how many cases are planted, and from what seed."""
    from blogroi.model.conventions import SEED  # noqa: PLC0415  only who draws pays for the model

    command.add_argument(
        "--cases",
        type=number,
        default=1000,
        help=message("number of planted cases (default: {number})", number="1000"),
    )
    command.add_argument(
        "--seed",
        type=number,
        default=SEED,
        help=message("seed of cases and truths (default: {number})", number=str(SEED)),
    )
    add_answer(command)


def run(options: argparse.Namespace) -> int:
    """Try it; status 1 where something is not so often enough, or too often."""
    import blogroi  # noqa: PLC0415

    found = blogroi.validate(cases=options.cases, seed=options.seed, progress=progress_of(options))
    give_page(options, found)
    return FINE if found.within else FAULTS
