"""`blogroi catalogue`: levers and indicators to start from."""

from __future__ import annotations

import argparse

from blogroi.cli import FAULTS, FINE
from blogroi.cli.faces import languages_from
from blogroi.cli.giving import give_page
from blogroi.cli.options import add_answer
from blogroi.language.spoken import message


def add(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    command.add_argument(
        "word", nargs="?", default="", help=message("a part of the key or the statement; without it, all")
    )
    add_answer(command)


def run(options: argparse.Namespace) -> int:
    """List what holds a word; status 1 where nothing does."""
    from blogroi import catalogue  # noqa: PLC0415

    every = [catalogue.load().holding(options.word, language=language) for language in languages_from(options)]
    found = next((one for one in every if one.levers), every[0])
    give_page(options, found)
    return FINE if found.levers else FAULTS
