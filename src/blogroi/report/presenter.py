"""How answers, cases and tables show themselves, by the seam in `blogroi.results.presenting`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from blogroi.errors import BlogroiError
from blogroi.language.languages import Language
from blogroi.model.case import Case
from blogroi.report.figures.figure import Figure
from blogroi.report.figures.gallery import Gallery
from blogroi.results.answer import Answer
from blogroi.results.table import Table

__all__ = ["bundle", "figures"]

_MOST, _MOST_WITH_ONE = 15_000, 30_000
"""The most characters of HTML with several figures, and with one: a notebook is kept in files and sent by mail. What finds no room is
drawn when somebody asks for it."""


def figures(answer: Answer) -> Gallery:
    """Return the figures of an answer."""
    return Gallery(answer)


def bundle(shown: Answer | Case | Table) -> dict[str, str]:
    """Return an answer, a case or a table in the forms among which a notebook chooses."""
    from blogroi.report.notebook import bundle_of, html, notebook_language, table_html  # noqa: PLC0415  only notebooks pay for it
    from blogroi.report.sheets import can_say, sheet_of  # noqa: PLC0415

    if isinstance(shown, Table):
        return {"text/plain": repr(shown), "text/html": table_html(shown)}
    if isinstance(shown, Case):
        from blogroi.report.case import case_sheet  # noqa: PLC0415
        from blogroi.report.figures.chain import chain  # noqa: PLC0415

        said, drawn = case_sheet(shown), iter([partial(chain, shown)])
    elif can_say(shown):
        gallery = figures(shown)
        said, drawn = sheet_of(shown), (getattr(gallery, name) for name in gallery)
    else:
        return {"text/plain": repr(shown)}
    language = notebook_language()
    return bundle_of(said, language, [*_images(drawn, language, len(html(said, language)))])


def _images(drawn: Iterator[Callable[[], Figure]], language: Language, taken: int) -> Iterator[str]:
    """Yield figures as images, as long as there is room for them beside the characters that are taken."""
    most = _MOST_WITH_ONE
    for draw in drawn:
        try:
            image = draw().in_language(language).image
        except BlogroiError:  # there is nothing to draw
            continue
        taken += len(image)
        if taken > most:
            return
        yield image
        most = _MOST
