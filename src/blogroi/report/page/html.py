"""A page written down as HTML: one file without script and without request, the same bytes for the same answer.

Whatever somebody else wrote reaches it as text. Its one style is known to the browser by its hash, so that none can be slipped in.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from html import escape
from importlib.util import find_spec
from pkgutil import get_data
from typing import TYPE_CHECKING

from blogroi.errors import MissingExtraError
from blogroi.language.acting import printable
from blogroi.language.languages import Language
from blogroi.language.spoken import message, plural
from blogroi.report.page.layout import Page
from blogroi.report.page.look import Look
from blogroi.report.pieces import pieces
from blogroi.report.sheet import Bar, Mark

if TYPE_CHECKING:
    from jinja2 import Template
    from markupsafe import Markup

__all__ = ["html", "needs_jinja"]

_COMMENTS = re.compile(r"/\*.*?\*/", re.DOTALL)
_LOOSE = re.compile(r"\s*([{};,>])\s*|\s+")
_NO_BREAK = "\N{NO-BREAK SPACE}"
_SHORT = 24  # of a range from one number to another
_RANGE = re.compile(r"\([^()]*\d[^()]{,24}\)")
_BEFORE_UNIT = re.compile(r"(?<=\d) (?=%)")
_SIGNS: Mapping[Mark, str] = {"+": "good", "x": "bad", "?": "open", "=": "even"}
"""The class of a verdict, by its sign; its words stand beside it."""
_WORDS = {
    "all_of_it": message("All of it"),
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
    style = look.style.css + _style()
    return _template().render(
        page=page,
        title=look.title or page.title,
        language=language,
        full=full,
        logo=look.logo,
        style=_markup(style),
        digest=b64encode(sha256(style.encode()).digest()).decode(),
        said=lambda text: _said(text, language),
        figure=lambda text: _figure(text, language),
        plain=lambda text: "".join(piece.text for piece in pieces(text, language)),
        words=_WORDS,
        more=lambda count: plural("{count} more point", "{count} more points", count),
        plain_lines=lambda text: printable(text).strip("\n"),
        signs=_SIGNS,
        bar=_bar,
    )


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


def _markup(text: str) -> Markup:
    from markupsafe import Markup  # noqa: PLC0415

    return Markup(text)


def _bar(bar: Bar) -> dict[str, str] | None:
    """Return where a range, its middle and nothing lie on their scale, in per cent of its length."""
    low, high = bar.scale.low, bar.scale.high
    if not high > low:
        return None

    def at(value: float) -> str:
        return f"{100.0 * (min(max(value, low), high) - low) / (high - low):.1f}"

    begin, end = at(bar.low), at(bar.high)
    return {
        "begin": begin,
        "length": f"{max(float(end) - float(begin), 0.3):.1f}",
        "middle": at(bar.middle),
        "zero": at(0.0) if low <= 0.0 <= high else "",
    }


def _is_bar(value: object) -> bool:
    return isinstance(value, Bar)


@cache
def _template() -> Template:
    from jinja2 import DictLoader, Environment, StrictUndefined  # noqa: PLC0415  only who writes a page has it

    environment = Environment(
        autoescape=True,
        loader=DictLoader({"page": _data("page.html.j2")}),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        extensions=[],
    )
    environment.tests["bar"] = _is_bar
    return environment.get_template("page")


@cache
def _style() -> str:
    """Return the style without what is for whoever reads its source."""
    return _LOOSE.sub(lambda found: found[1] or " ", _COMMENTS.sub("", _data("page.css"))).strip()


def _data(name: str) -> str:
    data = get_data("blogroi.report.page", name)
    assert data is not None
    return data.decode()
