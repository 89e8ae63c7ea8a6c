"""`blogroi references`: figures that others have published, to start from."""

from __future__ import annotations

import argparse

from blogroi.cli import FAULTS, FINE
from blogroi.cli.options import add_output, give_answer


def add(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    command.add_argument(
        "word", nargs="?", default="", help="a part of the key, the statement, the unit or the use; without it, all"
    )
    command.add_argument(
        "--language", choices=("en", "fr"), default="en", help="language of the statements (default: en)"
    )
    add_output(command, "text", "json")


def run(options: argparse.Namespace) -> int:
    """List what holds a word; status 1 where nothing does."""
    import blogroi  # noqa: PLC0415
    from blogroi.report.references import reference_lines  # noqa: PLC0415

    found = blogroi.references(options.word, language=options.language)
    give_answer(options, found, reference_lines(found, language=options.language))
    return FINE if found.figures else FAULTS
