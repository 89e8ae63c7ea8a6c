"""A sheet as Markdown, for documents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from blogroi.language.languages import Language
from blogroi.report.pieces import pieces
from blogroi.report.sheet import Bar, Block, Cell, Lines, Listing, Preformatted, Sheet, Table

__all__ = ["markdown"]

_SIGNS = re.compile(r"[\\`*_<#\[\]~$]|&(?=#?\w+;)")
_BEGINNING = re.compile(
    r"^(?:(\d{1,9})(?=[.)](?:\s|$))|(?=[-+](?:[\s-]|$)|>))"
)  # of a list, a line across, a quotation


def markdown(sheet: Sheet, language: Language = "en") -> str:
    r"""Write a sheet as Markdown.

    Parameters
    ----------
    sheet : Sheet
        What is written.
    language : {"en", "fr"}
        In which language our own words are.

    Returns
    -------
    str

    Examples
    --------
    >>> markdown(Sheet(title="Our tools", blocks=[Lines(["None *pays*."])]))
    '# Our tools\n\nNone \\*pays\\*.\n'
    """
    parts = [[f"# {_said(sheet.title, language)}"], [_line(sheet.subtitle, language)] if sheet.subtitle else []]
    parts += [list(_block(block, language)) for block in sheet.blocks]
    parts += [[_line(line, language)] for line in sheet.foot if line]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _block(block: Block, language: Language) -> Iterator[str]:
    match block:
        case Lines():
            yield "\n\n".join(_line(line, language) for line in block.lines if line)
        case Listing():
            yield from _listing(block, language)
        case Table():
            yield from _table(block, language)
        case Preformatted():
            yield from ("```toml", *block.text.strip("\n").split("\n"), "```")


def _listing(listing: Listing, language: Language) -> Iterator[str]:
    if not listing.lines:
        return
    if listing.heading:
        yield from (f"{'#' * listing.level} {_said(listing.heading, language)}", "")
    for number, line in enumerate(listing.lines, start=1):
        yield f"{f'{number}.' if listing.numbered else '-'} {_line(line, language)}"


def _table(table: Table, language: Language) -> Iterator[str]:
    """Set a table; what a bar shows stands in the figures beside it."""
    if not table.rows:
        return
    shown = table.said
    marks = any(row.mark for row in table.rows)
    heads = [*([" "] if marks else []), *(_cell(table.heads[place], language) for place in shown)]
    yield _row(heads)
    right = {place for place in shown if place < len(table.align) and table.align[place] == "right"}
    yield _row([*(["---"] if marks else []), *("---:" if place in right else "---" for place in shown)])
    for row in table.rows:
        yield _row([*([row.mark] if marks else []), *(_cell(row.cells[place], language) for place in shown)])


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell, language: Language) -> str:
    return "" if isinstance(cell, Bar) else _said(cell, language).replace("|", "\\|")


def _line(line: str, language: Language) -> str:
    """Keep a line from being taken for an item of a list or for a quotation by what it begins with."""
    return _BEGINNING.sub(r"\1\\", _said(line, language))


def _said(line: str, language: Language) -> str:
    """Keep what Markdown would take for its own from being taken; what our own sentences set in backquotes is code."""
    return "".join(_code(piece.text) if piece.is_code else _escaped(piece.text) for piece in pieces(line, language))


def _escaped(text: str) -> str:
    return _SIGNS.sub(r"\\\g<0>", text)


def _code(text: str) -> str:
    """Set code; two backquotes hold one within."""
    if "`" not in text:
        return f"`{text}`"
    return f"`` {text.replace('``', '` `')} ``"
