"""Answers as texts for who works in Python: the same words as on the command line, short or whole, in English or in French."""

from __future__ import annotations

from blogroi.errors import OptionError, describe
from blogroi.language.languages import Language
from blogroi.report.languages import language_of
from blogroi.report.sheet import Sheet
from blogroi.report.sheets import can_say, sheet_of
from blogroi.results.answer import Answer

__all__ = ["markdown", "text"]

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
        raise OptionError("width", f"{describe(width)} is not a whole number of columns from {_NARROWEST} on")
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


def _sheet(answer: object, *, full: bool) -> Sheet:
    if not isinstance(answer, Answer) or not can_say(answer):
        raise OptionError(
            "answer", f"{describe(answer)} cannot be said in words: give what a question of blogroi returned"
        )
    return sheet_of(answer, full=full)
