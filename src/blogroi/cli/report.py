"""`blogroi report`: all that a case is asked before a decision, on one page."""

from __future__ import annotations

import argparse

from blogroi.cli.giving import FORMS, give_html
from blogroi.cli.options import add_conventions, add_language, conventions, file_name, number
from blogroi.cli.parser import MisuseError
from blogroi.language.spoken import message


def add(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    add_conventions(command)
    command.add_argument(
        "--budget",
        type=number,
        metavar="AMOUNT",
        help=message("what the expected costs may come to in all (default: what the case says)"),
    )
    command.add_argument("--title", metavar="TEXT", help=message("title of the page (default: that of the case)"))
    command.add_argument(
        "--logo", metavar="FILE", type=file_name, help=message("image above the title: PNG, JPEG, WebP or SVG")
    )
    command.add_argument(
        "--style", metavar="FILE", type=file_name, help=message("stylesheet that sets colours and the font")
    )
    command.add_argument("--full", action="store_true", help=message("all of every answer, not only what matters most"))
    add_language(command)
    command.add_argument(
        "--output", metavar="FILE", type=file_name, help=message("write to FILE (.html), in place of what is there")
    )
    command.set_defaults(format="html")


def run(options: argparse.Namespace) -> int:
    """Ask a case everything, and write it on one page."""
    import blogroi  # noqa: PLC0415
    from blogroi.report.page.look import look_of  # noqa: PLC0415
    from blogroi.report.reporting import page_of  # noqa: PLC0415

    if options.output is not None and options.output.suffix.lower() not in ("", *FORMS["html"]):
        raise MisuseError(message("--output: a report is a page: write a name that ends in .html"))
    look = look_of(options.title, options.logo, options.style)
    report = blogroi.report_on(blogroi.load(options.file), budget=options.budget, **conventions(options))
    return give_html(options, page_of(report, full=options.full), look)
