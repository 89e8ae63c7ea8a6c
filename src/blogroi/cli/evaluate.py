"""`blogroi evaluate`: what every tool of a case brings in."""

from __future__ import annotations

import argparse

from blogroi.cli.giving import give_page
from blogroi.cli.options import add_answer, add_conventions, conventions, listed, number, separate
from blogroi.language.spoken import message


def add(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    from blogroi.evaluation.evaluate import FIGURES  # noqa: PLC0415
    from blogroi.results.ranking import Figure  # noqa: PLC0415
    from blogroi.results.summary import DECISION_PROBABILITY  # noqa: PLC0415

    add_conventions(command)
    command.add_argument(
        "--by",
        default="npv",
        metavar="FIGURE",
        help=message("what the tools are ranked by: {words} (default: npv)", words=listed(Figure)),
    )
    command.add_argument(
        "--sure",
        dest="decision_probability",
        type=number,
        default=DECISION_PROBABILITY,
        metavar="SHARE",
        help=message("how sure before a winner is named (default: {number})", number=str(DECISION_PROBABILITY)),
    )
    command.add_argument(
        "--figures",
        action="append",
        metavar="FIGURES",
        help=message("what is computed: {words}; commas between several (default: default)", words=", ".join(FIGURES)),
    )
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
