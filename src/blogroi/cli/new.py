"""`blogroi new`: a commented case to start from."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, get_args

from blogroi.cli.faces import face_of, language_of
from blogroi.cli.giving import give_new, refuse_workbook_on_terminal
from blogroi.cli.options import add_language, file_name
from blogroi.cli.parser import MisuseError
from blogroi.language.spoken import message

if TYPE_CHECKING:
    from blogroi.language.languages import Language

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
        "--format",
        choices=["toml", "xlsx"],
        help=message(
            "form of the case: TOML, or a workbook (default: by the ending of the file that is written to, or toml)"
        ),
    )
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

    form = _form_of(options)
    if options.source is not None and options.recipe is not None:
        raise MisuseError(message("--recipe: goes without --from: it is a whole case of its own"))
    language = language_of(options, has_numbers=False)
    if options.source is not None:
        old = blogroi.load(options.source)
        return _give(options, blogroi.template_from(old, language=language), form, language)
    if options.recipe == _LIST:
        return _list_recipes(options)
    return _give(options, blogroi.template(options.recipe, language=language), form, language)


def _form_of(options: argparse.Namespace) -> str:
    """Return the form of the case: the one that was asked for, or that of the file that is written to."""
    ending = options.output.suffix.lower() if options.output is not None else ""
    if options.recipe == _LIST:
        return ""
    form = options.format or ("xlsx" if ending == ".xlsx" else "toml")
    if ending not in ("", f".{form}") and ending in (".json", ".toml", ".xlsx"):
        raise MisuseError(
            message(
                "--output: {name} would hold {form}: write a name that ends in {ending}",
                name=repr(str(options.output)),
                form="TOML" if form == "toml" else form,
                ending=f".{form}",
            )
        )
    if form == "xlsx":
        refuse_workbook_on_terminal(options, "case.xlsx")
    return form


def _give(options: argparse.Namespace, text: str, form: str, language: Language) -> int:
    """Give a case to start from, in the form that was asked for; its comments become notes of a workbook."""
    if form == "toml":
        return give_new(options, text, data="toml")
    from blogroi.files.read import loads  # noqa: PLC0415  only who wants a workbook waits for it
    from blogroi.files.workbook.write import case_to_workbook  # noqa: PLC0415

    return give_new(options, case_to_workbook(loads(text), language=language, text=text), data="")


def _list_recipes(options: argparse.Namespace) -> int:
    from blogroi.report.recipes import recipes_sheet  # noqa: PLC0415  only who lists them pays for it
    from blogroi.report.terminal import text  # noqa: PLC0415

    return give_new(options, text(recipes_sheet(), face_of(options)), data="", is_safe=True)
