"""How what somebody stated is named in a sentence: a value, a word that may be another, a text of any length, a place in the case."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Self

from blogroi.language.spoken import Joined, Shown, Spoken, message, spoken

if TYPE_CHECKING:
    from blogroi.language.languages import Language

__all__ = ["clip", "describe", "join_path", "key_step", "suggest"]


def describe(value: object) -> str:
    """Return a value that is out of place, in the words of the file formats, and cut where it is long.

    Examples
    --------
    >>> describe(True), describe([1, 2]), describe("five"), describe(10**400)
    ('true', 'a list', "'five'", 'a very large number')
    """
    match value:
        case bool():
            return "true" if value else "false"
        case Mapping():
            return message("a table")
        case list() | tuple():
            return message("a list")
        case datetime.datetime():
            return message("a date with a time")
        case datetime.date():
            return message("the date {day}", day=str(value))
        case int() if abs(value) >= 10**15:
            return message("a very large number")
        case str():
            return repr(value if len(value) <= 40 else f"{value[:37]}...")
        case None:
            return message("nothing")
        case int() | float():
            return f"{value}"
        case _:
            return message("an object of the class {name}", name=type(value).__name__)


def suggest(word: str, known: Iterable[str]) -> str:
    """Return which known word was probably meant, or all where none is near, a few of them where they are many.

    Examples
    --------
    >>> suggest("dropoff", ["drop_off", "deadweight"])
    'did you mean `drop_off`?'
    >>> suggest("x", ["start", "mid", "end"])
    'one of end, mid, start'
    """
    from difflib import get_close_matches  # noqa: PLC0415  only who made a mistake pays for it

    words = sorted(islice(known, 5000))
    at = bisect_left(words, word) if len(words) > 200 else 0  # among many, those that begin alike
    close = get_close_matches(word[:200], words[max(0, at - 100) :][:200], n=1, cutoff=0.6)
    if close:
        return message("did you mean `{word}`?", word=close[0])
    if not words:
        return message("there is none to refer to")
    listed = Joined([*(known_word[:60] for known_word in words[:24]), *(["..."] if len(words) > 24 else [])])
    return message("one of {words}", words=listed)


def clip(text: str, longest: int) -> str:
    r"""Cut a text that a file may have made long, and escape what a terminal would obey or cannot show.

    Examples
    --------
    >>> clip("calls", 3), clip(chr(27), 9)
    ('cal...', '\\x1b')
    """
    if len(text) <= longest and text.isprintable():
        return text
    return Clipped(text, longest)


class Clipped(Spoken):
    """A text cut where it is longer than somebody reads, and without signs that a terminal would obey, in whatever language."""

    __slots__ = ("longest", "whole")
    longest: int
    whole: str

    def __new__(cls, text: str, longest: int) -> Self:
        """Cut and escape the text."""
        made = super().__new__(cls, _escaped(text, longest))
        made.whole, made.longest = text, longest
        return made

    def spoken(self, language: Language, shown: Shown = str) -> str:
        """Return the text in a language, cut and escaped as in English."""
        return shown(_escaped(spoken(self.whole, language), self.longest))

    def __reduce__(self) -> tuple[type[Clipped], tuple[str, int]]:
        """Return what rebuilds the text in another process."""
        return Clipped, (self.whole, self.longest)


def _escaped(text: str, longest: int) -> str:
    cut = text if len(text) <= longest else f"{text[:longest]}..."
    return "".join(
        sign if sign.isprintable() or sign in _NO_BREAK else sign.encode("unicode_escape").decode() for sign in cut
    )


_NO_BREAK = "\u00a0\u202f"
"""Spaces that French sets before its signs."""


def join_path(prefix: str, path: str) -> str:
    """Join two parts of a path, either of which may be empty.

    Examples
    --------
    >>> join_path("tools.blog", "costs[1]"), join_path("samples", "[3]"), join_path("", "title")
    ('tools.blog.costs[1]', 'samples[3]', 'title')
    """
    if not prefix or not path:
        return prefix or path
    return f"{prefix}{path}" if path.startswith("[") else f"{prefix}.{path}"


_PLAIN = re.compile(r"[\w-]+")


def key_step(key: str) -> str:
    """Return the step of a path that a key is: one with other signs than a key may have stands in quotes.

    So that ``"a.b"`` is one step and ``a.b`` two.

    Examples
    --------
    >>> key_step("calls_avoided"), key_step("a.b")
    ('calls_avoided', '"a.b"')
    """
    if _PLAIN.fullmatch(key):
        return key
    return '"' + key.replace("\\", "\\\\").replace('"', '\\"') + '"'
