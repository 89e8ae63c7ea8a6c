"""How answers, and cases, show themselves, by the seam in `blogroi.results.presenting`."""

from __future__ import annotations

from collections.abc import Iterator

from blogroi.errors import BlogroiError
from blogroi.language.languages import Language
from blogroi.model.case import Case
from blogroi.report.figures.gallery import Gallery
from blogroi.results.answer import Answer

__all__ = ["bundle", "figures"]

_MOST = 12_000
"""The most characters of images in a notebook: what finds no room is drawn when somebody asks for it."""


def figures(answer: Answer) -> Gallery:
    """Return the figures of an answer."""
    return Gallery(answer)


def bundle(shown: Answer | Case) -> dict[str, str]:
    """Return an answer, or a case, in the forms among which a notebook chooses."""
    from blogroi.report.notebook import bundle_of, notebook_language  # noqa: PLC0415  only notebooks pay for it
    from blogroi.report.sheets import can_say, sheet_of  # noqa: PLC0415

    language = notebook_language()
    if isinstance(shown, Case):
        from blogroi.report.case import case_sheet  # noqa: PLC0415

        return bundle_of(case_sheet(shown), language)
    if not can_say(shown):
        return {"text/plain": repr(shown)}
    return bundle_of(sheet_of(shown), language, tuple(_images(shown, language)))


def _images(answer: Answer, language: Language) -> Iterator[str]:
    """Yield the figures of an answer, the first ones, as long as there is room for them."""
    room = _MOST
    drawn = figures(answer)
    for name in drawn:
        try:
            image = getattr(drawn, name)(language=language).image
        except BlogroiError:  # there is nothing to draw
            continue
        room -= len(image)
        if room < 0:
            return
        yield image
