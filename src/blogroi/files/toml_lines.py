"""The lines of a text that was meant as TOML, each with the table that it stands in, texts in quotes and comments blanked out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import field

from blogroi.files.positions import STRING, name_of
from blogroi.language.naming import join_path, key_step
from blogroi.records import frozen

__all__ = [
    "BLANK",
    "HEADER",
    "LONGEST_LINE",
    "QUOTES",
    "STATEMENT",
    "Line",
    "blanked",
    "key_of",
    "parts_of",
    "statements",
]

BLANK = re.compile(rf"#[^\n]*+|{STRING}", re.DOTALL)
"""A comment, or a text in quotes."""

QUOTES = "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2018\u2019\u201a\u201b\u2039\u203a"
"""The quotes of word processors."""

HEADER = re.compile(r"\s*(?P<open>\[\[?)(?P<name>[^\[\]]*)(?P<close>\]{0,2})\s*$")
"""The header of a table, or what was meant as one."""

STATEMENT = re.compile(r"\s*(?P<key>[^=]*?)\s*=(?P<value>.*)")
"""A key, the sign between, and what stands behind it."""

_PART = re.compile(r"""\s*(?:"[^"]*"|'[^']*'|[^."']+)\s*(?:\.|$)""")

LONGEST_LINE = 1000
"""The longest line that the rules look at: no line that people write is longer."""


@frozen
class Line:
    """A line at the head of which no bracket is open, and the same with texts and comments blanked out."""

    number: int
    raw: str
    blank: str
    table: str
    path: str = field(default="")

    def at(self, key: str) -> str:
        """Return the path of a key of the line's table."""
        return join_path(self.table, key)


def blanked(text: str) -> str:
    """Blank out texts and comments, and keep every other character in its place."""

    def hidden(found: re.Match[str]) -> str:
        part = found[0]
        if part[0] == "#":
            return " " * len(part)
        first, *rest = part.split("\n")
        if not rest:
            return f"{part[0]}{'_' * (len(part) - 2)}{part[-1]}"
        return "\n".join([f"{part[0]}{'_' * (len(first) - 2)}{part[0]}", *(" " * len(line) for line in rest)])

    return BLANK.sub(hidden, text)


def statements(text: str, blank: str) -> Iterator[Line]:
    """Return the lines that begin a header or a statement, each with the table that it stands in."""
    table, counts, depth = "", dict[str, int](), 0
    pairs = zip(text.split("\n"), blank.split("\n"), strict=True)
    for number, (raw, hidden) in enumerate(pairs, start=1):
        if depth == 0 and hidden.strip():
            header = HEADER.fullmatch(hidden)
            if header is None:
                yield Line(number, raw, hidden, table)
            else:
                names = [name_of(part) for part in parts_of(raw[header.start("name") : header.end("name")])]
                table = _numbered([key_step(name) for name in names], counts, repeated=header["open"] == "[[")
                yield Line(number, raw, hidden, "", table)
                continue
        depth = max(0, depth + sum(hidden.count(sign) for sign in "[{") - sum(hidden.count(sign) for sign in "]}"))


def _numbered(names: list[str], counts: dict[str, int], *, repeated: bool) -> str:
    """Return the path of a header, tables of an array by their number."""
    path = ""
    for place, name in enumerate(names, start=1):
        path = join_path(path, name)
        if repeated and place == len(names):
            counts[path] = counts.get(path, 0) + 1
        if path in counts:
            path = f"{path}[{counts[path]}]"
    return path


def parts_of(name: str) -> list[str]:
    """Take a dotted key apart; quotes stay on."""
    return [part[0].strip().removesuffix(".").strip() for part in _PART.finditer(name[:LONGEST_LINE])]


def key_of(line: Line) -> str:
    """Return the key of a statement, as a step of a path; empty where none can be told."""
    found = STATEMENT.fullmatch(line.blank)
    key = line.raw[found.start("key") : found.end("key")] if found else ""
    return ".".join(key_step(name_of(part)) for part in parts_of(key)) if key and not set(key) & set(QUOTES) else ""
