"""A page written down as HTML: one file without script and without request, the same bytes for the same answer.

Whatever somebody else wrote reaches it as text. Its one style is known to the browser by its hash, so that none can be slipped in.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from html import escape
from importlib.util import find_spec
from pkgutil import get_data
from typing import TYPE_CHECKING

from attrs import evolve

from blogroi.errors import MissingExtraError
from blogroi.language.acting import printable
from blogroi.language.languages import Language
from blogroi.language.spoken import message, plural
from blogroi.report.figures.svg import px
from blogroi.report.page.layout import Page
from blogroi.report.page.look import Look
from blogroi.report.page.style import FIGURES
from blogroi.report.pieces import pieces
from blogroi.report.sheet import Bar, Mark, Table

if TYPE_CHECKING:
    from jinja2 import Template
    from markupsafe import Markup

__all__ = ["html", "needs_jinja"]

_COMMENTS = re.compile(r"/\*.*?\*/", re.DOTALL)
_LOOSE = re.compile(r"\s*([{};,>])\s*|(:)\s+|\s+")
_NO_BREAK = "\N{NO-BREAK SPACE}"
_SHORT = 20  # of a range from one number to another
_LONG = 12  # of one number: no three of them stand beside each other, and a name, on a narrow screen
_COLUMNS = 7
_RANGE = re.compile(r"\([^()]*\d[^()]{,24}\)")
_BEFORE_UNIT = re.compile(r"(?<=\d) (?=%)")
_SIGNS: Mapping[Mark, str] = {"+": "good", "x": "bad", "?": "open", "=": "even"}
"""The class of a verdict, by its sign; its words stand beside it."""
_WORDS = {
    "all_of_it": message("All of it"),
    "as_a_table": message("As a table"),
    "in_words": message("In words"),
    "on_this_page": message("On this page"),
}


def needs_jinja(option: str) -> None:
    """Refuse a page where what writes it is not installed.

    Raises
    ------
    MissingExtraError
        Which names the extra that brings it.
    """
    if find_spec("jinja2") is None:
        raise MissingExtraError(option, "Jinja2", "report")


def html(page: Page, language: Language = "en", look: Look = Look(), *, full: bool = False) -> str:
    """Write a page as HTML.

    Parameters
    ----------
    page : Page
        What is written.
    language : {"en", "fr"}
        In which language our own words are.
    look : Look
        Title, logo and colours of whoever shows it.
    full : bool
        Whether all of it is seen at once.

    Returns
    -------
    str

    Raises
    ------
    OptionError
        When Jinja2 is not installed.
    """
    needs_jinja("format")
    title, tables = look.title or page.title, _Tables(language)

    def plain(text: str) -> str:
        return _plain(text, language)

    body = _template("body").render(
        page=page,
        title=title,
        full=full,
        logo=look.logo,
        said=lambda text: _said(text, language),
        figure=lambda text: _figure(text, language),
        plain=plain,
        words=_WORDS,
        more=lambda count: plural("{count} more point", "{count} more points", count),
        plain_lines=lambda text: printable(text).strip("\n"),
        signs=_SIGNS,
        bar=_bar,
        drawn=lambda figure: _markup(
            evolve(figure.in_language(language), reading="", facts=()).inline
        ),  # which stand beside it
        named=tables.name,
        is_wide=lambda table: _is_wide(table, language),
    )
    style = f"{look.style.css}{FIGURES if page.is_drawn else ''}{_style()}{tables.css}"
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return _template("page").render(
        title=title, language=language, plain=plain, style=_markup(style), digest=digest, body=_markup(body)
    )


class _Tables:
    """The style of the tables of a page: what each column is called where a row is a block, and on which side it stands.

    Said once a column and not once a cell, it is a fraction of the page.
    """

    def __init__(self, language: Language) -> None:
        self._language: Language = language
        self._names: dict[str, str] = {}

    def name(self, table: Table) -> str:
        """Return the class of a table; tables of the same columns share one."""
        rules = "".join(self._rules(table))
        return self._names.setdefault(rules, f"n{len(self._names)}")

    def _rules(self, table: Table) -> Iterator[str]:
        right = [place for place, side in enumerate(table.align, start=1) if side == "right"]
        if right:
            yield ",".join(f"$ tr>:nth-child({place})" for place in right) + "{text-align:right;overflow-wrap:normal}"
        for place, head in enumerate(table.heads, start=1):
            if place > 1 and head:
                yield f"$ td:nth-child({place}){{--head:{_css_string(_plain(head, self._language))}}}"

    @property
    def css(self) -> str:
        """The style of all tables that have a name."""
        return "".join(rules.replace("$", f".{name}") for rules, name in self._names.items())


def _css_string(text: str) -> str:
    r"""Return a text as CSS writes it, whatever stands in it.

    Examples
    --------
    >>> print(_css_string("</style> é"))
    "\3c \2f style\3e  \e9 "
    """
    return (
        '"'
        + "".join(sign if sign == " " or (sign.isascii() and sign.isalnum()) else f"\\{ord(sign):x} " for sign in text)
        + '"'
    )


def _plain(text: str, language: Language) -> str:
    return "".join(piece.text for piece in pieces(text, language))


def _said(text: str, language: Language) -> Markup:
    """Return a sentence with what is to be typed in it as code, and all else as text: to stand between tags, in no attribute."""
    made = (
        f"<code>{escape(piece.text, quote=False)}</code>" if piece.is_code else _held(escape(piece.text, quote=False))
        for piece in pieces(text, language)
    )
    return _markup("".join(made))


def _held(text: str) -> str:
    """Keep a number with its percent sign, and a range in brackets, on one line."""
    return _RANGE.sub(lambda found: found[0].replace(" ", _NO_BREAK), _BEFORE_UNIT.sub(_NO_BREAK, text))


def _figure(text: str, language: Language) -> Markup:
    """Return what stands in a column of figures: on one line where it is short."""
    said = _said(text, language)
    return said.replace(" ", _NO_BREAK) if len(said) <= _SHORT else said


def _is_wide(table: Table, language: Language) -> bool:
    """Tell whether a table has more in its columns than stands beside each other."""
    figures = (
        cell
        for row in table.rows
        for cell, side in zip(row.cells, table.align, strict=False)
        if side == "right" and isinstance(cell, str)
    )
    return len(table.heads) > _COLUMNS or any(
        len(word) > _LONG for figure in figures for word in _plain(figure, language).split(" ")
    )


def _markup(text: str) -> Markup:
    from markupsafe import Markup  # noqa: PLC0415

    return Markup(text)


def _bar(bar: Bar) -> dict[str, str] | None:
    """Return where a range, its middle and nothing lie on their scale, in per cent of its length."""
    low, high = bar.scale.low, bar.scale.high
    if not high > low:
        return None

    def at(value: float) -> str:
        return px(100.0 * (min(max(value, low), high) - low) / (high - low))

    begin, end = at(bar.low), at(bar.high)
    return {
        "begin": begin,
        "length": px(max(float(end) - float(begin), 0.3)),
        "middle": at(bar.middle),
        "zero": at(0.0) if low <= 0.0 <= high else "",
    }


def _is_bar(value: object) -> bool:
    return isinstance(value, Bar)


@cache
def _template(name: str) -> Template:
    from jinja2 import DictLoader, Environment, StrictUndefined  # noqa: PLC0415  only who writes a page has it

    environment = Environment(
        autoescape=True,
        loader=DictLoader({name: _data(f"{name}.html.j2")}),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        extensions=[],
    )
    environment.tests["bar"] = _is_bar
    return environment.get_template(name)


@cache
def _style() -> str:
    """Return the style without what is for whoever reads its source."""
    return _LOOSE.sub(lambda found: found[1] or found[2] or " ", _COMMENTS.sub("", _data("page.css"))).strip()


def _data(name: str) -> str:
    data = get_data("blogroi.report.page", name)
    assert data is not None
    return data.decode()
