"""`blogroi scenarios`: what every tool brings in under each scenario of a case, side by side."""

from __future__ import annotations

import argparse

from blogroi.cli.giving import give_page
from blogroi.cli.options import add_answer, add_conventions, conventions


def add(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    add_conventions(command, scenario=False)
    add_answer(command)


def run(options: argparse.Namespace) -> int:
    """Print the scenarios side by side."""
    import blogroi  # noqa: PLC0415

    case = blogroi.load(options.file)
    return give_page(options, blogroi.scenarios(case, **conventions(options)))
