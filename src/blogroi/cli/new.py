"""`blogroi new`: a commented case to start from."""

from __future__ import annotations

import argparse

from blogroi.cli.options import file_name, give_new
from blogroi.cli.parser import MisuseError


def add(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    command.add_argument("--output", metavar="FILE", type=file_name, help="write to FILE (an existing file is kept)")
    command.add_argument(
        "--from",
        dest="source",
        metavar="FILE",
        type=file_name,
        help="keep what this case wants, and ask for the rest",
    )


def run(options: argparse.Namespace) -> int:
    """Print a case to start from."""
    import blogroi  # noqa: PLC0415

    if options.output is not None and options.output.suffix.lower() == ".json":
        raise MisuseError(f"--output: {str(options.output)!r} would hold TOML: write a name that ends in .toml")
    if options.source is None:
        return give_new(options, blogroi.template(), data="toml")
    return give_new(options, blogroi.template_from(blogroi.load(options.source)), data="toml")
