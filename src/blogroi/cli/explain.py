"""`blogroi explain`: what a code means, why it matters and how to fix it."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from blogroi.cli.giving import form_of, give_page, give_sheets
from blogroi.cli.options import add_answer
from blogroi.cli.parser import MisuseError
from blogroi.language.spoken import message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from blogroi.codes.codes import Explanation
    from blogroi.report.sheet import Sheet


def add(command: argparse.ArgumentParser) -> None:
    """Add the codes."""
    command.add_argument(
        "code",
        metavar="CODE",
        nargs="*",
        help=message("a code such as BR111, or the beginning of several; without one, all kinds of codes are listed"),
    )
    add_answer(command)


def run(options: argparse.Namespace) -> int:
    """Explain codes, or list those of a kind."""
    from blogroi.codes.codes import explain, explanations  # noqa: PLC0415
    from blogroi.errors import OptionError  # noqa: PLC0415

    found: list[str | Explanation] = []
    for code in options.code or ("",):
        begun = code.strip().upper()
        if begun not in explanations() and any(known.startswith(begun) for known in explanations()):
            found.append(begun)
            continue
        try:
            found.append(explain(code))
        except OptionError as error:
            raise MisuseError(error.message) from None
    if len(found) == 1 and not isinstance(found[0], str):
        return give_page(options, found[0])
    if (form := form_of(options)) in ("json", "csv"):
        raise MisuseError(message("--format {form}: name one code, such as BR111", form=form))
    return give_sheets(options, *_sheets(found, full=options.full))


def _sheets(found: Sequence[str | Explanation], *, full: bool) -> Iterator[Sheet]:
    from blogroi.report.explanation import codes_sheet, explanation_sheet  # noqa: PLC0415

    for one in found:
        yield codes_sheet(one, full=full) if isinstance(one, str) else explanation_sheet(one)
