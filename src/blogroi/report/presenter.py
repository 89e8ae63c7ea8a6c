"""How answers, and cases, show themselves, by the seam in `blogroi.results.presenting`."""

from __future__ import annotations

from collections.abc import Iterator

from blogroi.errors import BlogroiError
from blogroi.language.languages import Language
from blogroi.model.case import Case
from blogroi.report.figures.gallery import Gallery
from blogroi.results.answer import Answer

__all__ = ["bundle", "figures"]

_MOST = 15_000
"""The most characters of HTML with figures: a notebook is kept in files and sent by mail. The first figure stands in any case; what
finds no room is drawn when somebody asks for it."""


def figures(answer: Answer) -> Gallery:
    """Return the figures of an answer."""
    return Gallery(answer)


def bundle(shown: Answer | Case) -> dict[str, str]:
    """Return an answer, or a case, in the forms among which a notebook chooses."""
    from blogroi.report.notebook import bundle_of, html, notebook_language  # noqa: PLC0415  only notebooks pay for it
    from blogroi.report.sheets import can_say, sheet_of  # noqa: PLC0415

    language = notebook_language()
    if isinstance(shown, Case):
        from blogroi.report.case import case_sheet  # noqa: PLC0415

        return bundle_of(case_sheet(shown), language)
    if not can_say(shown):
        return {"text/plain": repr(shown)}
    said = sheet_of(shown)
    room = _MOST - len(html(said, language))
    return bundle_of(said, language, tuple(_images(shown, language, room)))


def _images(answer: Answer, language: Language, room: int) -> Iterator[str]:
    """Yield the figures of an answer as images, as long as there is room for them."""
    drawn = figures(answer)
    for place, name in enumerate(drawn):
        try:
            image = getattr(drawn, name)(language=language).image
        except BlogroiError:  # there is nothing to draw
            continue
        room -= len(image)
        if room < 0 and place:
            return
        yield image
