"""Answers as texts for who works in Python: the same words as on the command line, short or whole, in English or in French."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blogroi.errors import OptionError
from blogroi.language.languages import Language
from blogroi.language.naming import describe
from blogroi.language.spoken import message
from blogroi.report.languages import language_of
from blogroi.report.sheet import Sheet
from blogroi.report.sheets import can_say, sheet_of
from blogroi.results.answer import Answer

if TYPE_CHECKING:
    from blogroi.report.page.look import File
    from blogroi.report.reporting import Report

__all__ = ["html", "markdown", "text", "workbook"]

_LINES = 25
_NARROWEST = 40


def text(answer: Answer, *, full: bool = False, language: Language = "en", width: int = 80) -> str:
    """Return an answer as plain text, as the command line prints it.

    Parameters
    ----------
    answer : Answer
        What is said.
    full : bool
        Whether all of it is said, or what matters most: at most 25 lines for up to eight tools.
    language : {"en", "fr"}
        In which language; what the case's author wrote stays as written. French needs the extra ``report``.
    width : int
        The most columns of a line, at least 40.

    Returns
    -------
    str

    Raises
    ------
    OptionError
        When there are no words for such an answer, no such language, or the width is none.

    Examples
    --------
    >>> import blogroi
    >>> result = blogroi.evaluate(blogroi.load("examples/fastlane-2006.toml"))
    >>> print(blogroi.text(result).splitlines()[3])
    GM FastLane pays: it is expected to bring in 156,000 USD net. In cash it is
    """
    from blogroi.report import terminal  # noqa: PLC0415  only who wants plain text pays for it

    if type(width) is not int or width < _NARROWEST:
        raise OptionError(
            "width",
            message(
                "{value} is not a whole number of columns: at least {least}", value=describe(width), least=_NARROWEST
            ),
        )
    face = terminal.Face(language=language_of(language), width=width, lines=None if full else _LINES)
    return terminal.text(_sheet(answer, full=full), face)


def markdown(answer: Answer, *, full: bool = False, language: Language = "en") -> str:
    """Return an answer as Markdown, for documents.

    Parameters
    ----------
    answer : Answer
        What is said.
    full : bool
        Whether all of it is said, or what matters most.
    language : {"en", "fr"}
        In which language; what the case's author wrote stays as written. French needs the extra ``report``.

    Returns
    -------
    str

    Raises
    ------
    OptionError
        When there are no words for such an answer, or no such language.

    Examples
    --------
    >>> import blogroi
    >>> result = blogroi.evaluate(blogroi.loads(blogroi.template()), draws=1000)
    >>> print(blogroi.markdown(result).splitlines()[0])
    # What our blog and our magazine bring in
    """
    from blogroi.report import markdown as page  # noqa: PLC0415  only who wants Markdown pays for it

    return page.markdown(_sheet(answer, full=full), language_of(language))


def html(
    answer: Answer | Report,
    *,
    full: bool = False,
    language: Language = "en",
    title: str | None = None,
    logo: File | None = None,
    style: File | None = None,
) -> str:
    """Return an answer as a page: one HTML file that needs nothing else, without script.

    Parameters
    ----------
    answer : Answer or Report
        What is said: an answer, or all that :func:`blogroi.report_on` asks.
    full : bool
        Whether all of it is seen at once, or what matters most, with the rest behind it.
    language : {"en", "fr"}
        In which language; what the case's author wrote stays as written.
    title : str, optional
        A title in the place of the case's.
    logo : path, optional
        An image above the title: a file in PNG, JPEG, WebP or SVG of at most 100,000 bytes.
    style : path, optional
        A stylesheet that sets colours and the font.

    Returns
    -------
    str

    Raises
    ------
    OptionError
        When there are no words for such an answer, no such language, the look cannot be taken, or the extra ``report`` is not
        installed.

    Examples
    --------
    >>> import blogroi
    >>> result = blogroi.evaluate(blogroi.loads(blogroi.template()), draws=1000)
    >>> print(blogroi.html(result).splitlines()[1])
    <html lang="en">
    """
    from blogroi.report.page import html as page  # noqa: PLC0415  only who wants a page pays for it
    from blogroi.report.page.answers import page_of_answer  # noqa: PLC0415
    from blogroi.report.page.look import look_of  # noqa: PLC0415
    from blogroi.report.reporting import Report, page_of  # noqa: PLC0415

    if isinstance(answer, Report):
        shown = page_of(answer, full=full)
    else:
        _sheet(answer, full=full)  # which refuses what cannot be said
        shown = page_of_answer(answer, full=full)
    return page.html(shown, language_of(language), look_of(title, logo, style), full=full)


def workbook(answer: Answer, *, full: bool = False, language: Language = "en") -> bytes:
    """Return an answer as a workbook: what it says on the first sheet, and its tables, a sheet each.

    Parameters
    ----------
    answer : Answer
        What is said.
    full : bool
        Whether all of it is said, or what matters most; all tables are there in either case.
    language : {"en", "fr"}
        In which language; what the case's author wrote stays as written, and so do the names of tables and columns.

    Returns
    -------
    bytes
        What a file whose name ends in ``.xlsx`` holds; the same for the same answer.

    Raises
    ------
    OptionError
        When there are no words for such an answer, no such language, or the extra ``xlsx`` is not installed.

    Examples
    --------
    >>> import blogroi
    >>> result = blogroi.evaluate(blogroi.loads(blogroi.template()), draws=1000)
    >>> blogroi.workbook(result)[:2]
    b'PK'
    """
    from blogroi.report.workbook import workbook_of  # noqa: PLC0415  only who wants a workbook pays for it

    return workbook_of([_sheet(answer, full=full)], answer.tables, language_of(language))


def _sheet(answer: object, *, full: bool) -> Sheet:
    if not isinstance(answer, Answer) or not can_say(answer):
        raise OptionError(
            "answer",
            message(
                "{value} cannot be said in words: give what a question of blogroi returned", value=describe(answer)
            ),
        )
    return sheet_of(answer, full=full)
