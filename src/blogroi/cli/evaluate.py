"""`blogroi evaluate`: what every tool of a case brings in."""

from __future__ import annotations

import argparse

from blogroi.cli.giving import give_page
from blogroi.cli.options import add_answer, add_conventions, add_order, conventions, number, separate
from blogroi.language.spoken import message


def add(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    add_conventions(command)
    add_order(command)
    command.add_argument("--threads", type=number, default=1, help=message("number of threads (default: 1)"))
    add_answer(command)


def run(options: argparse.Namespace) -> int:
    """Evaluate a case, and say what every tool brings in."""
    import blogroi  # noqa: PLC0415

    result = blogroi.evaluate(
        blogroi.load(options.file),
        by=options.by,
        decision_probability=options.decision_probability,
        figures=tuple(separate(options.figures or ["default"])),
        threads=options.threads,
        **conventions(options),
    )
    return give_page(options, result)
