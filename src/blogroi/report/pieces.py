"""A sentence taken apart into words and code, for formats in which code looks otherwise: Markdown, pages.

What our own sentences set in backquotes is code. A backquote in somebody else's text is a sign like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from blogroi.language.acting import printable
from blogroi.language.languages import Language
from blogroi.language.spoken import Spoken, spoken
from blogroi.records import frozen

__all__ = ["Piece", "pieces"]

_CODE = re.compile("`([^`]+)`")
_THEIRS = "\x1a"  # stands for a backquote of others' texts, which sets no code; of theirs, it is made visible before
_BLANKS = re.compile("[ \\t\\r\\n]+")  # but no blanks that keep a line from breaking
_FROM_THE_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_APART = re.compile("[\u2068\u2069]")  # ours alone: those of others are made visible


@frozen
class Piece:
    """A part of a sentence.

    Parameters
    ----------
    text : str
        What stands in it, with nothing that could act on whatever shows it.
    is_code : bool
        Whether it is to be typed as it stands.
    """

    text: str
    is_code: bool = False


def pieces(line: str, language: Language) -> Iterator[Piece]:
    """Take a sentence apart, in a language.

    Parameters
    ----------
    line : str
        The sentence.
    language : {"en", "fr"}
        The language.

    Yields
    ------
    Piece

    Examples
    --------
    >>> from blogroi.language.spoken import message
    >>> [(piece.text, piece.is_code) for piece in pieces(message("Next: `blogroi {name}`", name="`x`"), "en")]
    [('Next: ', False), ('blogroi `x`', True)]
    """
    said = spoken(line, language, _within if isinstance(line, Spoken) else _theirs)
    for place, text in enumerate(_CODE.split(_BLANKS.sub(" ", said))):
        if text:
            is_code = place % 2 == 1
            kept = _APART.sub("", text) if is_code else text  # what is typed has no sign that nobody sees
            yield Piece(kept.replace(_THEIRS, "`"), is_code)


def _theirs(text: str) -> str:
    """Return others' text as it is shown."""
    return printable(text).replace("`", _THEIRS)


def _within(text: str) -> str:
    """Return others' text as it stands in a sentence: what is read from the right is held apart, or it turns the figures beside it around."""
    shown = _theirs(text)
    return f"\u2068{shown}\u2069" if _FROM_THE_RIGHT.search(shown) else shown
