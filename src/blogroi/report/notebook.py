"""What a notebook shows of an answer, or of a case: the short answer as text, as Markdown and as HTML, with figures as images.

Notebooks that nobody trusts yet are cleaned before they are shown: what has a style of its own, a script or a drawing in it loses it. So
the HTML holds plain elements with a few inline styles, figures are images, and colours are left to the theme, light or dark.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from html import escape

from blogroi.errors import OptionError
from blogroi.language.acting import printable
from blogroi.language.languages import VARIABLE, Language
from blogroi.report.languages import choose_language
from blogroi.report.markdown import markdown
from blogroi.report.pieces import pieces
from blogroi.report.sheet import Bar, Block, Lines, Listing, Preformatted, Row, Sheet, Table
from blogroi.report.terminal import Face, text
from blogroi.results.format import number
from blogroi.results.table import Column, Value
from blogroi.results.table import Table as Tidy

__all__ = ["bundle_of", "html", "notebook_language", "table_html"]

_LINES = 25
_ROWS, _COLUMNS = 10, 12
"""How much of a tidy table is seen at a glance; frames show all of it."""


def bundle_of(sheet: Sheet, language: Language, images: Sequence[str] = ()) -> dict[str, str]:
    """Write a sheet in the forms among which a notebook chooses.

    Parameters
    ----------
    sheet : Sheet
        What is said.
    language : {"en", "fr"}
        In which language our own words are.
    images : sequence of str
        Figures, as images of HTML.

    Returns
    -------
    dict of str to str
        By media type.

    Examples
    --------
    >>> list(bundle_of(Sheet(title="Our tools", blocks=[Lines(["None pays."])]), "en"))
    ['text/plain', 'text/markdown', 'text/html']
    """
    return {
        "text/plain": text(sheet, Face(language=language, lines=_LINES)).rstrip("\n"),
        "text/markdown": markdown(sheet, language),
        "text/html": html(sheet, language, images),
    }


def notebook_language() -> Language:
    """Return the language of a notebook: English, unless the environment asks for another one that can be given.

    What shows a value never fails: who asks for a language that is not there is answered in English.
    """
    asked = {VARIABLE: os.environ.get(VARIABLE, "")}
    try:
        return choose_language(None, asked).language
    except OptionError:
        return "en"


def html(sheet: Sheet, language: Language = "en", images: Sequence[str] = ()) -> str:
    """Write a sheet as HTML for a notebook: with what its sanitizers keep, and nothing else.

    Parameters
    ----------
    sheet : Sheet
        What is written.
    language : {"en", "fr"}
        In which language our own words are.
    images : sequence of str
        Figures, as images of HTML; they follow the first table.

    Returns
    -------
    str

    Examples
    --------
    >>> html(Sheet(title="Our <tools>", blocks=[Lines(["None pays."])]))
    '<div lang="en"><p><strong>Our &lt;tools&gt;</strong></p><p>None pays.</p></div>'
    """
    subtitle = f"<br>{_said(sheet.subtitle, language)}" if sheet.subtitle else ""
    parts = [f"<p><strong>{_said(sheet.title, language)}</strong>{subtitle}</p>"]
    first = next((place for place, block in enumerate(sheet.blocks) if isinstance(block, Table)), 0)
    for place, block in enumerate(sheet.blocks):
        parts += _block(block, language)
        if place == first:
            parts += (f"<p>{image}</p>" for image in images)
    parts += (f"<p><small>{_said(line, language)}</small></p>" for line in sheet.foot if line)
    return f'<div lang="{language}">{"".join(parts)}</div>'


def _block(block: Block, language: Language) -> Iterator[str]:
    match block:
        case Lines():
            yield from (f"<p>{_said(line, language)}</p>" for line in block.lines if line)
        case Listing():
            yield from _listing(block, language)
        case Table():
            yield from _table(block, language)
        case Preformatted():
            yield f"<pre>{escape(printable(block.text).strip(chr(10)))}</pre>"


def _listing(listing: Listing, language: Language) -> Iterator[str]:
    if not listing.lines:
        return
    if listing.heading:
        yield f"<p><strong>{_said(listing.heading, language)}</strong></p>"
    tag = "ol" if listing.numbered else "ul"
    yield f"<{tag}>{''.join(f'<li>{_said(line, language)}</li>' for line in listing.lines)}</{tag}>"


def _table(table: Table, language: Language) -> Iterator[str]:
    """Set a table; what a bar shows stands in the figures beside it, and in the drawing behind it."""
    if not table.rows:
        return
    shown = table.said
    marks = any(row.mark for row in table.rows)
    sides = ["right" if place < len(table.align) and table.align[place] == "right" else "left" for place in shown]
    heads = [
        *(["<td></td>"] if marks else []),
        *(
            _cell('th scope="col"', table.heads[place], side, language)
            for place, side in zip(shown, sides, strict=True)
        ),
    ]
    rows = ("".join(_cells(table, row, shown, sides, language, marks=marks)) for row in table.rows)
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    head = f"<thead><tr>{''.join(heads)}</tr></thead>" if any(table.heads) else ""
    yield f"<table>{head}<tbody>{body}</tbody></table>"


def _cells(
    table: Table, row: Row, shown: Sequence[int], sides: Sequence[str], language: Language, *, marks: bool
) -> Iterator[str]:
    if marks:
        means = f' title="{_plain(row.means, language)}"' if row.means else ""
        yield f"<td{means}>{escape(row.mark)}</td>"
    for place, side in zip(shown, sides, strict=True):
        cell = row.cells[place]
        assert not isinstance(cell, Bar)
        yield _cell('th scope="row"' if place == 0 and not table.heads[0] else "td", cell, side, language)


def _cell(tag: str, said: str, side: str, language: Language) -> str:
    """Set a cell on its side: a notebook's own style puts all on the right."""
    return f'<{tag} style="text-align:{side}">{_said(said, language)}</{tag[:2]}>'


def _said(line: str, language: Language) -> str:
    """Escape what HTML would take for its own; what our own sentences set in backquotes is code."""
    return "".join(
        f"<code>{escape(piece.text)}</code>" if piece.is_code else escape(piece.text)
        for piece in pieces(line, language)
    )


def _plain(line: str, language: Language) -> str:
    return escape("".join(piece.text for piece in pieces(line, language)))


def table_html(table: Tidy) -> str:
    """Write the first rows and columns of a tidy table as HTML, with what each column means behind its name.

    Parameters
    ----------
    table : blogroi.Table
        The table.

    Returns
    -------
    str
    """
    shown = [*table.columns.items()][:_COLUMNS]
    heads = (
        f'<th scope="col" title="{escape(printable(column.meaning))}" style="text-align:{_side(column)}">{escape(name)}</th>'
        for name, column in shown
    )
    rows = (
        "".join(f'<td style="text-align:{_side(column)}">{_value(column.values[row])}</td>' for _, column in shown)
        for row in range(min(len(table), _ROWS))
    )
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    told = escape(repr(table))
    return f"<div><table><thead><tr>{''.join(heads)}</tr></thead><tbody>{body}</tbody></table><p><small>{told}</small></p></div>"


def _side(column: Column) -> str:
    return "right" if column.kind in ("number", "whole") else "left"


def _value(value: Value) -> str:
    """Write a value of a column; of one that is not known there is nothing."""
    if value is None:
        return ""
    return escape(printable(number(value) if isinstance(value, float) else str(value)))
