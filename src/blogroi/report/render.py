"""How a report looks: plain text for terminals, Markdown for documents."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from blogroi.report.content import Report

__all__ = ["markdown", "text"]

_WIDTH = 100


def text(report: Report) -> str:
    """Write a report as plain text, at most 100 columns wide where its table allows.

    Parameters
    ----------
    report : Report
        What is written.

    Returns
    -------
    str

    Examples
    --------
    >>> import blogroi
    >>> from blogroi.report.content import report
    >>> said = report(blogroi.evaluate(blogroi.loads(blogroi.template()), draws=1000))
    >>> text(said).splitlines()[0]
    'What our blog and our magazine bring in'
    """
    return "\n".join(_text_lines(report)) + "\n"


def _text_lines(report: Report) -> Iterator[str]:
    yield from (report.title, "")
    for verdict in report.verdicts:
        yield from _wrapped(verdict)
    if report.order:
        yield from _wrapped(report.order)
    if report.total:
        yield from _wrapped(report.total)
    if report.warnings:
        yield from ("", "To be known")
        for warning in report.warnings:
            yield from _wrapped(warning, "  - ")
    yield from ("", *_stacked(report))
    if report.scores:
        yield from ("", "What is not put in money")
        for line in report.scores:
            yield from _wrapped(line, "  - ")
    if report.same_criteria:
        yield from ("", "By the same criteria")
        for line in report.same_criteria:
            yield from _wrapped(line, "  - ")
    yield from ("", "What it rests on")
    for name, lines in report.rests_on:
        yield f"  {name}"
        for line in lines:
            yield from _wrapped(line, "    - ")
    if report.remarks:
        yield from ("", "Remarks")
        for remark in report.remarks:
            yield from _wrapped(remark, "  - ")
    if report.ignored:
        yield from ("", "Set aside")
        for line in report.ignored:
            yield from _wrapped(line, "  - ")
    yield ""
    if report.plan:
        yield from _wrapped(report.plan)
    yield from _wrapped(report.conventions)


def _wrapped(line: str, bullet: str = "") -> list[str]:
    """Break a line, but never between a number and its percent sign."""
    lines = textwrap.wrap(
        line.replace(" %", "\0%"),
        _WIDTH,
        initial_indent=bullet,
        subsequent_indent=" " * len(bullet),
        break_on_hyphens=False,
    )
    return [part.replace("\0", " ") for part in lines]


def _stacked(report: Report) -> Iterator[str]:
    """Set the table with a column for each tool where that fits, and a block for each tool elsewhere."""
    columns = [report.heads, *report.rows]
    widths = [max(len(cell) for cell in column) for column in columns]
    if sum(widths) + 2 * len(widths) <= _WIDTH:
        for cells in zip(*columns, strict=True):
            yield "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()
        return
    for number, row in enumerate(report.rows):
        if number:
            yield ""
        for head, cell in zip(report.heads, row, strict=True):
            yield f"{head.ljust(widths[0])}  {cell}".rstrip()


def markdown(report: Report) -> str:
    """Write a report as Markdown.

    Parameters
    ----------
    report : Report
        What is written.

    Returns
    -------
    str

    Examples
    --------
    >>> import blogroi
    >>> from blogroi.report.content import report
    >>> said = report(blogroi.evaluate(blogroi.loads(blogroi.template()), draws=1000))
    >>> markdown(said).splitlines()[0]
    '# What our blog and our magazine bring in'
    """
    return "\n".join(_markdown_lines(report)) + "\n"


def _markdown_lines(report: Report) -> Iterator[str]:
    yield from (f"# {_escaped(report.title)}", "")
    yield from (f"- {_escaped(verdict)}" for verdict in report.verdicts)
    if report.order:
        yield from ("", _escaped(report.order))
    if report.total:
        yield from ("", _escaped(report.total))
    yield from _section("To be known", report.warnings)
    yield from ("", "## Figures", "", *_table(report.heads, report.rows))
    yield from _section("What is not put in money", report.scores)
    yield from _section("By the same criteria", report.same_criteria)
    yield from ("", "## What it rests on")
    for name, lines in report.rests_on:
        yield from _section(name, lines, level=3)
    yield from _section("Remarks", report.remarks)
    yield from _section("Set aside", report.ignored)
    if report.plan:
        yield from ("", _escaped(report.plan))
    yield from ("", _escaped(report.conventions))


def _section(title: str, lines: Sequence[str], level: int = 2) -> Iterator[str]:
    if lines:
        yield from ("", f"{'#' * level} {_escaped(title)}", "")
        yield from (f"- {_escaped(line)}" for line in lines)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    for cells in (heads, ["---"] * len(heads), *rows):
        shown = (cell if cell == "---" else _escaped(cell).replace("|", "\\|") for cell in cells)
        yield f"| {' | '.join(shown)} |"


def _escaped(line: str) -> str:
    """Keep what Markdown would take for its own from being taken."""
    for sign in "\\`*_<#[]":
        line = line.replace(sign, f"\\{sign}")
    return " ".join(line.split())
