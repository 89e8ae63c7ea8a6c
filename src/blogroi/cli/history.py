"""`blogroi history`: what was expected at earlier dates, held against what came."""

from __future__ import annotations

import argparse

from blogroi.cli.giving import give_page, progress_of
from blogroi.cli.options import add_answer, add_draws, add_plan, add_scenario, file_name, plan_of
from blogroi.language.spoken import message


def add(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    command.add_argument(
        "files", metavar="FILE", nargs="+", type=file_name, help=message("cases of the same house at several dates")
    )
    add_draws(command)
    add_plan(command)
    add_scenario(command)
    add_answer(command)


def run(options: argparse.Namespace) -> int:
    """Compare the dates."""
    import blogroi  # noqa: PLC0415

    cases = [blogroi.load(path) for path in options.files]
    found = blogroi.history(
        cases,
        progress=progress_of(options),
        plan=plan_of(options),
        draws=options.draws,
        seed=options.seed,
        scenario=options.scenario,
    )
    return give_page(options, found)
