"""What can go wrong, said so that it can be mended.

Every error that blogroi raises on purpose is a :class:`BlogroiError`. Faults of a case come together, each with the
path of the field in the case and, where a file was read, its line.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Literal, Self

from attrs import evolve, field, frozen

__all__ = [
    "MOST_FAULTS",
    "BlogroiError",
    "CaseError",
    "Fault",
    "FileError",
    "OptionError",
    "describe",
    "join_path",
    "key_step",
    "printable",
    "raise_faults",
    "suggest",
    "with_cure",
]

MOST_FAULTS = 1000
"""The most faults that one part of a case lists; nobody reads more, and a hostile file could hold millions."""


@frozen(order=True)
class Fault:
    """One thing that is wrong in a case: where, and what would be right.

    Parameters
    ----------
    path : str
        Path of the field in the case, with dots: ``tools.blog.effects.calls_avoided.deadweight``. List items are
        numbered from 1 in square brackets: ``tools.blog.costs[2].amount``. Empty for a fault of the whole.
    message : str
        What is wrong and what would be right, in one sentence.
    line : int or None
        Line in the file, from 1, where it can be had.
    in_file : str
        The message in the words of a case file, where they are others: ``write { low = 5, high = 20 }`` instead of
        ``write Range(5, 20)``. It takes the message's place once a file is read.

    Examples
    --------
    >>> print(Fault("tools.blog.costs[1].amount", "-5 is below zero: a cost is given as a positive number", line=12))
    line 12: tools.blog.costs[1].amount: -5 is below zero: a cost is given as a positive number
    """

    path: str
    message: str
    line: int | None = None
    in_file: str = field(default="", eq=False, repr=False)

    def __str__(self) -> str:
        """Return the fault in one line."""
        where = f"line {self.line}: " if self.line is not None else ""
        return f"{where}{self.path}: {self.message}" if self.path else f"{where}{self.message}"

    def under(self, prefix: str) -> Fault:
        """Return the same fault, its path read from further up.

        Parameters
        ----------
        prefix : str
            Path of the part that this fault's path starts from.

        Returns
        -------
        Fault

        Examples
        --------
        >>> Fault("amount", "is missing").under("tools.blog.costs[1]").path
        'tools.blog.costs[1].amount'
        """
        return evolve(self, path=join_path(prefix, self.path))


class BlogroiError(Exception):
    """Anything that blogroi refuses. Catch this to catch all of them."""


class CaseError(BlogroiError, ValueError):
    """A case, or a part of it, that cannot be taken as it is.

    Parameters
    ----------
    faults : iterable of Fault
        All that was found, not only the first.
    source : str, optional
        Name of the file that was read.

    Examples
    --------
    >>> error = CaseError([Fault("horizon.periods", "0 is not a number of periods: at least 1")], source="case.toml")
    >>> print(error)
    case.toml: 1 fault
      horizon.periods: 0 is not a number of periods: at least 1
    """

    def __init__(self, faults: Iterable[Fault], source: str = "") -> None:
        self.faults: tuple[Fault, ...] = tuple(faults)
        self.source: str = source
        super().__init__(self.faults, source)

    @classmethod
    def at(cls, path: str, message: str) -> Self:
        """Build the error of a single fault."""
        return cls([Fault(path, message)])

    def __str__(self) -> str:
        """List the faults, one a line."""
        if not self.source and len(self.faults) == 1:
            return str(self.faults[0])
        count = f"{len(self.faults)} fault{'s' if len(self.faults) != 1 else ''}"
        head = f"{self.source}: {count}" if self.source else count
        return "\n".join([head, *(f"  {fault}" for fault in self.faults)])


class FileError(CaseError):
    """A file that cannot be read or written: not there, a folder, not allowed, no room left. What it holds is not in question.

    Examples
    --------
    >>> print(FileError.of("case.toml", "read", "there is no such file"))
    case.toml cannot be read: there is no such file
    """

    @classmethod
    def of(cls, path: object, done: Literal["read", "written"], reason: str) -> Self:
        """Build the error of a file: what could not be done with it, and why."""
        return cls.at("", f"{path} cannot be {done}: {reason}")


class OptionError(BlogroiError, ValueError):
    """An argument of a call that cannot be taken as it is (draws, seed, gaps, exclude, viewpoint, ...).

    Parameters
    ----------
    option : str
        Name of the argument.
    message : str
        What is wrong and what would be right.

    Examples
    --------
    >>> print(OptionError("draws", "0 is not a number of draws: at least 1"))
    draws: 0 is not a number of draws: at least 1
    """

    def __init__(self, option: str, message: str) -> None:
        self.option: str = option
        self.message: str = message
        super().__init__(option, message)

    def __str__(self) -> str:
        """Return the option and what is wrong with it."""
        return f"{self.option}: {self.message}"


def raise_faults(faults: Iterable[Fault], *, under: str = "") -> None:
    """Raise what was found, if anything was.

    Parameters
    ----------
    faults : iterable of Fault
        What is wrong; no more than ``MOST_FAULTS`` of it is taken.
    under : str
        Path of the part that the faults' paths start from.

    Raises
    ------
    CaseError
        With the faults, where there are any.

    Examples
    --------
    >>> raise_faults([])
    >>> raise_faults([Fault("", "is empty")], under="tools")
    Traceback (most recent call last):
        ...
    blogroi.errors.CaseError: tools: is empty
    """
    if faults == []:  # nearly always: a case of some size asks ten thousand times
        return
    found = [fault.under(under) for fault in islice(faults, MOST_FAULTS)]
    if found:
        raise CaseError(found)


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


def with_cure(said: str, python: str | None, in_file: str | None = None) -> Fault:
    """Put what to write behind what is wrong, in the words of Python and, where they are others, of a file.

    Examples
    --------
    >>> print(with_cure("'5-20' is not a number", "write Range(5, 20)", "write { low = 5, high = 20 }"))
    '5-20' is not a number: write Range(5, 20)
    >>> print(with_cure("'many' is not a number", None))
    'many' is not a number
    """
    if python is None:
        return Fault("", said)
    return Fault("", f"{said}: {python}", in_file=f"{said}: {in_file}" if in_file else "")


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
        return f"did you mean `{close[0]}`?"
    listed = ", ".join(known_word[:60] for known_word in words[:24])
    return f"one of {listed}{', ...' if len(words) > 24 else ''}" if words else "there is none to refer to"


def printable(text: str, longest: int) -> str:
    r"""Cut a text that a file may have made long, and escape what a terminal would obey or cannot show.

    Examples
    --------
    >>> printable("calls", 3), printable(chr(27), 9)
    ('cal...', '\\x1b')
    """
    text = text if len(text) <= longest else f"{text[:longest]}..."
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)


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
            return "a table"
        case list() | tuple():
            return "a list"
        case datetime.datetime():
            return "a date with a time"
        case datetime.date():
            return f"the date {value}"
        case int() if abs(value) >= 10**15:
            return "a very large number"
        case str():
            return repr(value if len(value) <= 40 else f"{value[:37]}...")
        case None:
            return "nothing"
        case int() | float():
            return f"{value}"
        case _:
            return f"an object of the class {type(value).__name__}"
