"""Where an answer goes, and in which form: printed or written to a file, in words, as data, as a page, as a table or as a workbook."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from blogroi.cli import FINE
from blogroi.cli.faces import face_of, language_of
from blogroi.cli.outlet import is_terminal, say, say_bytes
from blogroi.cli.parser import MisuseError
from blogroi.language.acting import printable
from blogroi.language.spoken import message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from blogroi.cli.outlet import Data
    from blogroi.cli.waiting import Waiting
    from blogroi.report.page.layout import Page
    from blogroi.report.page.look import Look
    from blogroi.report.sheet import Sheet
    from blogroi.results.answer import Answer
    from blogroi.results.table import Table

__all__ = [
    "FORMS",
    "form_of",
    "give",
    "give_html",
    "give_new",
    "give_page",
    "give_sheets",
    "progress_of",
    "refuse_workbook_on_terminal",
]


FORMS: dict[str, tuple[str, ...]] = {
    "text": (".txt",),
    "markdown": (".md",),
    "json": (".json",),
    "html": (".html", ".htm"),
    "csv": (".csv",),
    "xlsx": (".xlsx",),
}
"""The forms of an answer, each with the endings of its files."""

_OTHER_FORMS = frozenset({".docx", ".ods", ".odt", ".pdf", ".toml", ".yaml", ".yml"})
"""Endings of files that hold something else than any of these."""


def progress_of(options: argparse.Namespace) -> Waiting | None:
    """Return who is told how far a question is: whoever waits on a terminal, else nobody."""
    waiting: Waiting | None = getattr(options, "waiting", None)
    return waiting


def give(options: argparse.Namespace, text: str | bytes, *, data: Data = "", is_safe: bool = False) -> int:
    """Print a text or a workbook, or write it to the file that was named; a text that is safe already may be in colour."""
    if (waiting := progress_of(options)) is not None:
        waiting.end()
    output: Path | None = getattr(options, "output", None)
    if output is None:
        if isinstance(text, bytes):
            say_bytes(text)
        else:
            say(text, data=data, is_safe=is_safe)
    else:
        from blogroi.files.disk import write_whole  # noqa: PLC0415  only who writes pays for it

        write_whole(output, text if isinstance(text, bytes) else printable(text))
    return FINE


def give_new(options: argparse.Namespace, text: str | bytes, *, data: Data, is_safe: bool = False) -> int:
    """Print a text or a workbook to start from, or write it where nothing is yet."""
    if options.output is not None and options.output.exists():
        raise MisuseError(message("{file} is there already, and is left as it is", file=str(options.output)))
    return give(options, text, data=data, is_safe=is_safe)


def give_page(options: argparse.Namespace, answer: Answer) -> int:
    """Give an answer in the form that was asked for: as data, or as words in a language."""
    if form_of(options) == "json":
        return give(options, answer.to_json() + "\n", data="json")
    if form_of(options) == "csv":
        from blogroi.cli.tabled import csv_of  # noqa: PLC0415  only who wants a table pays for it

        return give(options, csv_of(answer, options.table).encode())
    from blogroi.report.sheets import sheet_of  # noqa: PLC0415  only who gives words pays for them

    if form_of(options) == "html":
        from blogroi.report.page.answers import page_of_answer  # noqa: PLC0415  only who gives a page pays for it

        return give_html(options, page_of_answer(answer, full=options.full))
    if form_of(options) == "xlsx":
        return _give_workbook(options, [sheet_of(answer, full=options.full)], answer.tables)
    return give_sheets(options, sheet_of(answer, full=options.full))


def give_html(options: argparse.Namespace, page: Page, look: Look | None = None) -> int:
    """Give a page in the language that was asked for."""
    from blogroi.report.page.html import html  # noqa: PLC0415  only who gives a page pays for it
    from blogroi.report.page.look import Look  # noqa: PLC0415

    return give(options, html(page, language_of(options), look or Look(), full=options.full), data="html")


def _give_workbook(options: argparse.Namespace, sheets: Sequence[Sheet], tables: Mapping[str, Table]) -> int:
    """Give a workbook in the language that was asked for."""
    from blogroi.report.workbook import workbook_of  # noqa: PLC0415  only who wants a workbook pays for it

    return give(options, workbook_of(sheets, tables, language_of(options)))


def give_sheets(options: argparse.Namespace, *sheets: Sheet) -> int:
    """Give what is said in words, one sheet after the other, in the form and the language that were asked for."""
    if form_of(options) == "html":
        from blogroi.report.page.layout import bound  # noqa: PLC0415  only who gives a page pays for it

        return give_html(options, bound(sheets))
    if form_of(options) == "xlsx":
        return _give_workbook(options, sheets, {})
    face = face_of(options)
    if form_of(options) == "markdown":
        from blogroi.report.markdown import markdown  # noqa: PLC0415  only who wants Markdown pays for it

        return give(options, "\n".join(markdown(sheet, face.language) for sheet in sheets))
    from blogroi.report.terminal import text  # noqa: PLC0415  only who gives words pays for them

    return give(options, "\n".join(text(sheet, face) for sheet in sheets), is_safe=True)


def form_of(options: argparse.Namespace) -> str:
    """Return the form of an answer: the one that was asked for, or that of the file that is written to."""
    ending = options.output.suffix.lower() if options.output is not None else ""
    by_ending = next((form for form, known in FORMS.items() if ending in known), None)
    if "html" in (options.format, by_ending):
        from blogroi.report.page.html import needs_jinja  # noqa: PLC0415  only who gives a page pays for it

        needs_jinja("format")
    if "xlsx" in (options.format, by_ending):
        refuse_workbook_on_terminal(options, "answer.xlsx")
    if getattr(options, "table", None) is not None and (options.format or by_ending) != "csv":
        raise MisuseError(message("--table: goes with `--format csv`, or a file whose name ends in .csv"))
    if options.format is None:
        if ending in _OTHER_FORMS:
            raise MisuseError(
                message(
                    "--output: an answer has no form for {name}: write a name that ends in .txt, .md, .json, .html, "
                    ".csv or .xlsx",
                    name=repr(str(options.output)),
                )
            )
        return by_ending or "text"
    if ending in _OTHER_FORMS or by_ending not in (None, options.format):
        raise MisuseError(
            message(
                "--output: {name} would hold {form}: write a name that ends in {ending}",
                name=repr(str(options.output)),
                form=options.format,
                ending=FORMS[options.format][0],
            )
        )
    return str(options.format)


def refuse_workbook_on_terminal(options: argparse.Namespace, name: str) -> None:
    """Refuse a workbook that would be shown as signs without sense, and one that cannot be made here."""
    if options.output is None and is_terminal():
        raise MisuseError(message("--format: a workbook is not a text: name a file for it, --output {name}", name=name))
    from blogroi.files.workbook.book import needs_openpyxl  # noqa: PLC0415  only who wants a workbook waits for it

    needs_openpyxl("format")
