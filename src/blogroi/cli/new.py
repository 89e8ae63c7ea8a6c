"""`blogroi new`: a commented case to start from."""

from __future__ import annotations

import argparse
from typing import get_args

from blogroi.cli.faces import face_of, language_of
from blogroi.cli.options import add_language, file_name, give_new
from blogroi.cli.parser import MisuseError
from blogroi.language.spoken import message

_LIST = "list"


def add(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    from blogroi.files.template import Recipe  # noqa: PLC0415

    names = get_args(Recipe)
    command.add_argument(
        "--recipe",
        choices=(*names, _LIST),
        metavar="NAME",
        help=message(
            "a whole case for a common question: {words}; list says what each compares", words=", ".join(names)
        ),
    )
    add_language(command)
    command.add_argument(
        "--output", metavar="FILE", type=file_name, help=message("write to FILE (an existing file is kept)")
    )
    command.add_argument(
        "--from",
        dest="source",
        metavar="FILE",
        type=file_name,
        help=message(
            "next year's case: this one with its window moved on a year, estimates kept, and what is open asked"
        ),
    )


def run(options: argparse.Namespace) -> int:
    """Print a case to start from, or list the recipes."""
    import blogroi  # noqa: PLC0415

    if options.output is not None and options.output.suffix.lower() == ".json":
        raise MisuseError(
            message("--output: {name} would hold TOML: write a name that ends in .toml", name=repr(str(options.output)))
        )
    if options.source is not None and options.recipe is not None:
        raise MisuseError(message("--recipe: goes without --from: it is a whole case of its own"))
    language = language_of(options, has_numbers=False)
    if options.source is not None:
        old = blogroi.load(options.source)
        return give_new(options, blogroi.template_from(old, language=language), data="toml")
    if options.recipe == _LIST:
        return _list_recipes(options)
    return give_new(options, blogroi.template(options.recipe, language=language), data="toml")


def _list_recipes(options: argparse.Namespace) -> int:
    from blogroi.report.recipes import recipes_sheet  # noqa: PLC0415  only who lists them pays for it
    from blogroi.report.terminal import text  # noqa: PLC0415

    return give_new(options, text(recipes_sheet(), face_of(options)), data="", is_safe=True)
