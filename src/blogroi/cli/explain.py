"""`blogroi explain`: what a code means, why it matters and how to fix it."""

from __future__ import annotations

import argparse

from blogroi.cli.options import give
from blogroi.cli.parser import MisuseError


def add(command: argparse.ArgumentParser) -> None:
    """Add the codes."""
    command.add_argument(
        "code", metavar="CODE", nargs="*", help="a code such as BR111; without one, all codes are listed"
    )


def run(options: argparse.Namespace) -> int:
    """Explain codes, or list all of them."""
    from blogroi.codes.codes import as_markdown, explain, listing  # noqa: PLC0415
    from blogroi.errors import OptionError  # noqa: PLC0415

    try:
        found = [explain(code) for code in options.code]
    except OptionError as error:
        raise MisuseError(error.message) from None
    return give(options, "\n".join(as_markdown(one) for one in found) if found else listing())
