"""On which line of a file a path lies; looked up only where there is a fault.

A tolerant scanner that takes for granted that the text was parsed before. It goes down the paths that are wanted and
passes over all else, so that its time grows with the text and no faster, whatever the text nests or names. Where a path
is not in the file, its nearest table is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable

__all__ = ["STEP", "STRING", "line_of_deep_key", "line_where", "lines_of", "name_of", "repeated_key"]

STRING = (
    r'"""(?:[^"\\]++|\\.|"(?!""))*+"{3,5}'
    r"|'''(?:[^']++|'(?!''))*+'{3,5}"
    r'|"(?:[^"\\\n]++|\\.)*+"'
    r"|'[^'\n]*+'"
)
"""A text in quotes, in TOML or in JSON."""

_TOKEN = re.compile(rf"#[^\n]*+|{STRING}|\n\s*+|[\[\]{{}}=:,.]|[^\s\[\]{{}}=:,.#\"']++", re.DOTALL)
_BRACKET = re.compile(rf"#[^\n]*+|{STRING}|[\[\]{{}}]", re.DOTALL)
STEP = re.compile(r'"(?:[^"\\]|\\.)*"|\[[^\[\]]*\]|[^.\[\]"]+', re.DOTALL)
"""A step of a path: a key, one in quotes, or the number of an item in brackets."""

_DEEPEST = 32
"""How many steps of a path are followed: the longest of a case has eight."""


def lines_of(text: str, format: str, paths: Iterable[str]) -> dict[str, int]:
    r"""Find the line of each path, from 1, or of its nearest table.

    Parameters
    ----------
    text : str
        A text that was parsed before.
    format : {"toml", "json"}
        How it is written.
    paths : iterable of str
        Paths of faults.

    Returns
    -------
    dict of str to int
        Without the paths of which nothing is in the text.

    Examples
    --------
    >>> lines_of('title = "x"\n[horizon]\nperiods = 0\n', "toml", ["horizon.periods", "horizon.start"])
    {'horizon.periods': 3, 'horizon.start': 2}
    """
    root = _Place()
    ways = {path: _way(root, path) for path in paths}
    scanner = _Scanner(text)
    if format == "json":
        root.line = 1
        scanner.pass_value(root, scanner.solid())
    else:
        scanner.pass_document(root)
    nearest = ((path, next((place for place in reversed(way) if place.seen), None)) for path, way in ways.items())
    return {path: place.seen for path, place in nearest if place is not None}


def repeated_key(text: str) -> tuple[str, int]:
    r"""Find the first key of a JSON text that stands in its table already, and its line.

    Examples
    --------
    >>> repeated_key('{"a": 1,\n "b": {"a": 2},\n "a": 3}')
    ('a', 3)
    """
    scanner, tables, last = _Scanner(text), [set[str]()], ""
    while token := scanner.take():
        if token in ("{", "["):
            tables.append(set())
        elif token in ("}", "]"):
            tables.pop()
        elif token == ":":
            name = name_of(last)
            if name in tables[-1]:
                return name, scanner.line
            tables[-1].add(name)
        last = token
    raise AssertionError("no key is repeated")


def line_where(text: str, test: Callable[[str], bool]) -> int | None:
    r"""Find the line of the first word or number outside texts that passes a test.

    Examples
    --------
    >>> line_where("a = 'NaN'\nb = NaN", lambda word: word == "NaN")
    2
    """
    scanner = _Scanner(text)
    while token := scanner.take():
        if token[0] not in ("'", '"') and test(token):
            return scanner.line
    return None


def line_of_deep_key(text: str, parts: int) -> int | None:
    r"""Find the first dotted key of more than so many parts in a TOML text.

    Examples
    --------
    >>> line_of_deep_key("a.b = 1\na.b.c = 2", 2)
    2
    """
    scanner, dots = _Scanner(text), 0
    while token := scanner.take():
        dots = dots + 1 if token == "." else 0 if token in ("=", ",", "[", "\n") else dots
        if dots >= parts:
            return scanner.line
    return None


class _Place:
    """A step of a wanted path: the line where it stands, or else of the first header that goes through it."""

    __slots__ = ("below", "count", "line", "through")

    def __init__(self) -> None:
        self.below: dict[str, _Place] = {}
        self.count = 0  # how many tables of an array of tables came by
        self.line = 0
        self.through = 0

    @property
    def seen(self) -> int:
        return self.line or self.through


def _way(root: _Place, path: str) -> list[_Place]:
    """Lay down the steps of a path, and give them from the outside in."""
    way, place = [], root
    for step in STEP.findall(path[:2000])[:_DEEPEST]:
        name = re.sub(r"\\(.)", r"\1", step[1:-1], flags=re.DOTALL) if step[0] == '"' else step
        place = place.below.setdefault(name, _Place())
        way.append(place)
    return way or [root]


def _step(place: _Place | None, name: str) -> _Place | None:
    """Go down to a name, None where nothing there is wanted."""
    return None if place is None else place.below.get(name)


def name_of(token: str) -> str:
    """Take the quotes off a key.

    Examples
    --------
    >>> name_of('"a b"'), name_of("calls")
    ('a b', 'calls')
    """
    if token[:1] == '"':
        try:
            return str(json.loads(token))
        except ValueError:  # an escape that TOML alone knows
            return re.sub(r"\\U(000[0-9A-Fa-f]{5})", lambda found: chr(int(found[1], 16)), token[1:-1])
    return token[1:-1] if token[:1] == "'" else token


class _Scanner:
    """A walk through a text, token by token; ``line`` is that of the token taken last."""

    def __init__(self, text: str) -> None:
        self.line = 1
        self._text = text
        self._at = 0
        self._counted = 0

    def take(self, pattern: re.Pattern[str] = _TOKEN) -> str:
        """Take the next token, "" at the end; a break of any number of lines is a single one."""
        while found := pattern.search(self._text, self._at):
            self._at = found.end()
            token = found[0]
            if token[0] != "#":
                self.line += self._text.count("\n", self._counted, found.start())
                self._counted = found.start()
                return "\n" if token[0] == "\n" else token
        return ""

    def solid(self) -> str:
        """Take the next token that is not a line break."""
        while (token := self.take()) == "\n":
            pass
        return token

    def pass_document(self, root: _Place) -> None:
        """Go through a TOML text."""
        table: _Place | None = root
        while token := self.take():
            if token == "[":
                table = self._header(root)
            elif token != "\n":
                self.pass_value(self._key(table, token), self.take())

    def pass_value(self, place: _Place | None, token: str) -> str:
        """Go through a value that opens with this token, and give the token behind it."""
        if token in ("[", "{"):
            if place is None or not place.below:
                self._skip()
            elif token == "[":
                self._list(place)
            else:
                self._table(place)
        while (token := self.take()) not in (",", "]", "}", "\n", ""):
            pass  # the rest of a number, a date or a time
        return token

    def _header(self, root: _Place) -> _Place | None:
        """Read ``[a.b]`` or ``[[a.b]]``, numbering the tables of an array."""
        token = self.take()
        line, repeated, names = self.line, token == "[", list[str]()
        while token not in ("\n", ""):
            if token not in ("[", "]", "."):
                names.append(name_of(token))
            token = self.take()
        place: _Place | None = root
        for position, name in enumerate(names, start=1):
            place = _step(place, name)
            if place is None:
                return None
            place.through = place.through or line
            if repeated and position == len(names):
                place.count += 1
            if place.count and place.below:
                place = _step(place, f"[{place.count}]")
        return self._mark(place, line)

    def _key(self, place: _Place | None, token: str) -> _Place | None:
        """Go down along a key, up to its sign."""
        while token not in ("=", ":", ""):
            if token != ".":
                place = self._mark(_step(place, name_of(token)), self.line)
            token = self.solid()
        return place

    def _list(self, place: _Place) -> None:
        token, number = self.solid(), 0
        while token not in ("]", ""):
            number += 1
            token = self._part(self._mark(_step(place, f"[{number}]"), self.line), token)

    def _table(self, place: _Place) -> None:
        token = self.solid()
        while token not in ("}", ""):
            here = self._key(place, token)
            token = self._part(here, self.solid())

    def _part(self, place: _Place | None, token: str) -> str:
        """Go through a part of a list or a table, and give the first token of the next."""
        token = self.pass_value(place, token)
        if token == "\n":
            token = self.solid()
        return self.solid() if token == "," else token

    def _skip(self) -> None:
        """Pass over all that stands in a bracket just opened."""
        depth = 1
        while depth and (token := self.take(_BRACKET)):
            depth += (token in ("[", "{")) - (token in ("]", "}"))

    @staticmethod
    def _mark(place: _Place | None, line: int) -> _Place | None:
        if place is not None:
            place.line = place.line or line
        return place
