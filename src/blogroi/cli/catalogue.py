"""`blogroi catalogue`: levers and indicators to start from."""

from __future__ import annotations

import argparse

from blogroi.cli import FAULTS, FINE
from blogroi.cli.options import give


def add(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    command.add_argument("word", nargs="?", default="", help="a part of the key or the statement")
    command.add_argument(
        "--language", choices=("en", "fr"), default="en", help="language of the statements (default: en)"
    )


def run(options: argparse.Namespace) -> int:
    """List what holds a word; status 1 where nothing does."""
    from blogroi import catalogue  # noqa: PLC0415

    found = catalogue.load().find(options.word, language=options.language)
    lines = []
    for entry in found:
        lines.append(f"{entry.key}: {entry.fr if options.language == 'fr' else entry.en}")
        if isinstance(entry, catalogue.IndicatorEntry):
            lines += [
                f"  lever {entry.lever}, {entry.stage}, in {entry.unit}s, {entry.better} is better",
                f"  measured by: {entry.measure}",
                f"  trap: {entry.trap}",
            ]
    give(options, ("\n".join(lines) or "nothing of that sort is in the catalogue") + "\n")
    return FINE if found else FAULTS
