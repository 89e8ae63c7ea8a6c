"""`blogroi new`: a commented case to start from."""

from __future__ import annotations

import argparse
from typing import get_args

from blogroi.cli.options import file_name, give_new
from blogroi.cli.parser import MisuseError

_LIST = "list"


def add(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    from blogroi.files.template import Recipe  # noqa: PLC0415

    names = get_args(Recipe)
    command.add_argument(
        "--recipe",
        choices=(*names, _LIST),
        metavar="NAME",
        help=f"a whole case for a common question: {', '.join(names)}; {_LIST} says what each compares",
    )
    command.add_argument(
        "--language", choices=("en", "fr"), default="en", help="language of comments and statements (default: en)"
    )
    command.add_argument("--output", metavar="FILE", type=file_name, help="write to FILE (an existing file is kept)")
    command.add_argument(
        "--from",
        dest="source",
        metavar="FILE",
        type=file_name,
        help="next year's case: this one with its window moved on a year, estimates kept, and what is open asked",
    )


def run(options: argparse.Namespace) -> int:
    """Print a case to start from, or list the recipes."""
    import blogroi  # noqa: PLC0415
    from blogroi.files.template import recipes  # noqa: PLC0415

    if options.output is not None and options.output.suffix.lower() == ".json":
        raise MisuseError(f"--output: {str(options.output)!r} would hold TOML: write a name that ends in .toml")
    if options.source is not None:
        _refuse_beside(options)
        return give_new(options, blogroi.template_from(blogroi.load(options.source)), data="toml")
    if options.recipe == _LIST:
        known = recipes(language=options.language)
        width = max(len(name) for name in known)
        return give_new(options, "".join(f"{name:{width}}  {line}\n" for name, line in known.items()), data="")
    return give_new(options, blogroi.template(options.recipe, language=options.language), data="toml")


def _refuse_beside(options: argparse.Namespace) -> None:
    """Refuse what a case that is kept does not go with: it has its own parts, and the questions put to it are in English."""
    if options.recipe is not None:
        raise MisuseError("--recipe: goes without --from: it is a whole case of its own")
    if options.language != "en":
        raise MisuseError("--language: goes without --from, whose questions are in English")
