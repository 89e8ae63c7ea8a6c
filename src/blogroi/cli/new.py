"""`blogroi new`: a commented case to start from."""

from __future__ import annotations

import argparse
from pathlib import Path

from blogroi.cli.options import give_new


def add(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    command.add_argument("--output", metavar="FILE", type=Path, help="write to FILE (an existing file is kept)")
    command.add_argument(
        "--from",
        dest="source",
        metavar="FILE",
        type=Path,
        help="keep what this case wants, and ask for the rest",
    )


def run(options: argparse.Namespace) -> int:
    """Give a case to start from."""
    import blogroi  # noqa: PLC0415

    if options.source is None:
        return give_new(options, blogroi.template(), data="toml")
    return give_new(options, blogroi.template_from(blogroi.load(options.source)), data="toml")
