"""A figure: what it shows, the table that it was made from, and its drawing for a page, a file or a notebook."""

from __future__ import annotations

import base64
import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias
from zlib import crc32

from attrs import evolve, field

from blogroi.errors import OptionError
from blogroi.files.disk import write_whole
from blogroi.language.languages import Language
from blogroi.language.naming import describe
from blogroi.language.spoken import Joined, message, spoken
from blogroi.records import frozen
from blogroi.report.figures.canvas import NARROWEST, Canvas
from blogroi.report.figures.style import own_style
from blogroi.report.figures.svg import Attributes, Svg, element, joined, px, shown
from blogroi.report.languages import language_of
from blogroi.results.table import Table

__all__ = ["Drawing", "Figure"]

Drawing: TypeAlias = Callable[[Canvas], None]

_WIDTH, _MARGIN = 640.0, 16.0


@frozen(kw_only=True, repr=False)
class Figure:
    """A figure, made from one table and nothing else.

    Parameters
    ----------
    name : str
        What it is called among the figures of its answer.
    table : Table
        What it shows.
    title : str
        What it is about; can be said in each language, as what follows.
    reading : str
        How it is read.
    facts : tuple of str
        What it shows, in sentences: for who hears it.
    language : {"en", "fr"}
        In which it is drawn.

    Examples
    --------
    >>> import blogroi
    >>> figure = blogroi.evaluate(blogroi.loads(blogroi.template()), draws=1000).figures.npv()
    >>> figure
    <Figure npv: Net gain by tool>
    >>> figure.svg[:38]
    '<svg xmlns="http://www.w3.org/2000/svg'
    """

    name: str
    table: Table
    title: str
    reading: str
    facts: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    language: Language = "en"
    _drawing: Drawing = field(eq=False, alias="drawing")

    @property
    def description(self) -> str:
        """How it is read and what it shows, for who cannot see it."""
        return Joined([self.reading, *self.facts], " ")

    @property
    def svg(self) -> str:
        """The figure as a file of its own, SVG with its title, light or dark as its reader's screen is."""
        canvas = Canvas(width=_WIDTH - 2.0 * _MARGIN, language=self.language)
        canvas.paragraph(self.title, "T", most=4)
        canvas.paragraph(self.reading, "R", most=6)
        canvas.space(10.0)
        self._drawing(canvas)
        height = canvas.height + 2.0 * _MARGIN
        ground = element("rect", {"class": "w", "width": "100%", "height": "100%"})
        drawn = element("g", {"transform": f"translate({px(_MARGIN)} {px(_MARGIN)})"}, canvas.content)
        size: Attributes = {"viewBox": f"0 0 {px(_WIDTH)} {px(height)}", "width": _WIDTH, "height": height}
        style = element("style", {}, Svg(own_style({*canvas.used, "w"})))
        return self._told({"xmlns": "http://www.w3.org/2000/svg", **size}, joined([style, ground, drawn]))

    @property
    def inline(self) -> str:
        """The figure as a part of a page, with which it stretches and whose style gives its colours.

        It needs `blogroi.report.figures.style.PAGE`, once for all figures of a page. What it is called stands in the page.
        """
        canvas = Canvas(width=NARROWEST, fluid=True, language=self.language)
        self._drawing(canvas)
        return self._told({"class": "fig", "width": "100%", "height": canvas.height}, canvas.content)

    def _told(self, attributes: Attributes, content: Svg) -> str:
        """Write the drawing with its title and its description, under names that no other drawing has."""
        own = f"{self.name}-{crc32(f'{self.title}{content}'.encode('utf-8', 'replace'))}"
        said = [spoken(text, self.language) for text in (self.title, self.description)]
        named = {"role": "img", "lang": self.language, "aria-labelledby": f"{own}-t {own}-d"}
        title, description = (
            element(tag, {"id": f"{own}-{tag[0]}"}, text) for tag, text in zip(("title", "desc"), said, strict=True)
        )
        return str(element("svg", {**attributes, **named}, title, description, content))

    def in_language(self, language: Language) -> Figure:
        """Return the same figure in a language; what the case's author wrote stays as written.

        Raises
        ------
        OptionError
            When there is no such language, or what it needs is not installed.
        """
        return evolve(self, language=language_of(language))

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the figure into a file, whole or not at all.

        Parameters
        ----------
        path : str or path
            Its name, which ends in ``.svg``.

        Returns
        -------
        Path
            The same.

        Raises
        ------
        OptionError
            When it ends otherwise.
        FileError
            When it cannot be written.
        """
        place = Path(path)
        if place.suffix.lower() != ".svg":
            raise OptionError(
                "path",
                message(
                    "{path} does not end in `.svg`: browsers, office programs and printers take SVG, and "
                    "`docs/gallery.md` draws the same table with matplotlib or Altair, which write other formats",
                    path=describe(str(place)),
                ),
            )
        write_whole(place, self.svg)
        return place

    def __repr__(self) -> str:
        """Return what it is, in one line."""
        return f"<Figure {self.name}: {self.title}>"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        """Return how notebooks show it: an image, which their sanitizers let through."""
        return {"text/html": self.image, "image/svg+xml": self.svg, "text/plain": repr(self)}

    @property
    def image(self) -> str:
        """The figure as an image of HTML, with its description; nothing in it can act on the page around it."""
        from html import escape  # noqa: PLC0415  only notebooks pay for it

        data = base64.b64encode(self.svg.encode("utf-8")).decode("ascii")
        said = escape(" ".join(shown(spoken(text, self.language)) for text in (self.title, self.description)))
        return f'<img src="data:image/svg+xml;base64,{data}" alt="{said}">'
