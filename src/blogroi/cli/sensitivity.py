"""`blogroi sensitivity`: what the verdicts and the order rest on, and what would be if an input were what somebody supposes."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from blogroi.cli.giving import give_page
from blogroi.cli.options import add_answer, add_conventions, conventions, number
from blogroi.cli.parser import MisuseError
from blogroi.language.spoken import message


def add(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    add_conventions(command)
    command.add_argument(
        "--suppose",
        action="append",
        default=[],
        metavar="PATH=VALUE",
        help=message("what every tool would bring in if an input had this value; may be given several times"),
    )
    add_answer(command)


def run(options: argparse.Namespace) -> int:
    """Print what it rests on, or what would be."""
    import blogroi  # noqa: PLC0415
    from blogroi.errors import OptionError  # noqa: PLC0415

    case = blogroi.load(options.file)
    if options.suppose:
        try:
            supposed = blogroi.suppose(case, settings=_settings(options.suppose), **conventions(options))
        except OptionError as error:
            raise OptionError("suppose" if error.option == "settings" else error.option, error.message) from None
        return give_page(options, supposed)
    return give_page(options, blogroi.sensitivity(case, **conventions(options)))


def _settings(stated: Sequence[str]) -> dict[str, float]:
    """Take apart what was supposed: the path of an input, and a number."""
    settings = {}
    for one in stated:
        path, _, text = one.rpartition("=")
        value = number(text)
        if isinstance(value, str) or not path:
            raise MisuseError(message("--suppose: {value} is not a path, `=` and a number", value=repr(one)))
        settings[path.strip()] = float(value)
    return settings
