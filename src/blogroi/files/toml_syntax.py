"""Why a text is not TOML: the probable cause and its cure, looked for once the parser has given up.

The parser says where it stopped, which is often behind the mistake and never says what was meant. Here the lines are
looked at one by one, texts in quotes and comments blanked out, by rules that no valid line meets; so that all decimal
commas of a file come together. Where no rule knows better, the parser's own words are given.
"""

from __future__ import annotations

import json
import re
from itertools import islice
from typing import TypeAlias

from attrs import evolve

from blogroi.errors import MOST_FAULTS, Fault
from blogroi.files.positions import name_of
from blogroi.files.toml_brackets import unclosed
from blogroi.files.toml_lines import (
    BLANK,
    HEADER,
    LONGEST_LINE,
    QUOTES,
    STATEMENT,
    Line,
    blanked,
    key_of,
    parts_of,
    statements,
)
from blogroi.files.toml_values import SCALAR, wrong_values
from blogroi.language.naming import clip, join_path, key_step
from blogroi.language.spoken import message
from blogroi.model.cures import KEYS, folded, key_like

__all__ = ["comment_faults", "toml_faults"]

_AT = re.compile(r" ?\(at (?:line (\d+), column (\d+)|end of document)\)$")
_OPENED = re.compile(rf"(?:^|[=\[,{{(])\s*([{QUOTES}])")
_SPACE = re.compile(r"[\u00a0\u2000-\u200b\u202f\u2060\u3000\ufeff]")
_OVERRIDE = re.compile("[\u202a-\u202e\u2066-\u2069]")
_COMMENT = re.compile(r"\s*(//|--|/\*|;|%|<!)")
_BARE = re.compile(r"[A-Za-z0-9_-]+")

_TWICE = ("Cannot overwrite", "Cannot declare", "Cannot redefine", "Duplicate")
"""What the parser says of a key or a table that stands twice."""

_NO_KEY = message("a key without quotes has letters from a to z, digits, _ and - alone")

MOST_TEXT = 1_000_000
"""The most characters that the rules look at; the time of the parser, which saw them all, grows with the text alone."""


def toml_faults(told: str, text: str) -> list[Fault]:
    r"""Word what keeps a text from being TOML.

    Parameters
    ----------
    told : str
        What the parser says, with the place where it stopped.
    text : str
        The text.

    Returns
    -------
    list of Fault
        At least one, with lines.

    Examples
    --------
    >>> for fault in toml_faults("Invalid value (at line 1, column 9)", "title = The blog\nrate = 0,4"):
    ...     print(fault)
    line 1: title: a text stands in quotes: write title = "The blog"
    line 2: rate: 0,4 is not a number: write 0.4, with a decimal point
    """
    found = _AT.search(told)
    said = told[: found.start()] if found else told
    line = int(found[1]) if found and found[1] else text.rstrip().count("\n") + 1
    text = text if len(text) <= MOST_TEXT else text[:MOST_TEXT].rpartition("\n")[0]
    blank = blanked(text)
    lines = list(statements(text, blank))
    faults = unclosed(line, blank)
    if not faults:
        faults = [_repeated(said, line, lines)] if said.startswith(_TWICE) else []
        faults += islice((fault for one in lines for fault in _faults_of(one)), MOST_FAULTS)
        faults.sort(key=lambda fault: fault.line or 0)
    if all(fault.line != line for fault in faults) and (hint := _of_the_parser(said, alone=not faults)):
        faults.append(Fault("", hint, line))
    if not faults:
        column = message(", column {found}", found=found[2]) if found and found[2] else ""
        faults.append(Fault("", message("not TOML: {said}{column}", said=said, column=column), line))
    return [Fault(clip(fault.path, 300), clip(fault.message, 500), fault.line) for fault in faults]


def comment_faults(text: str) -> list[Fault]:
    """Word what a comment of a valid text holds that shows the line in another order than it is read.

    Examples
    --------
    >>> print(*comment_faults("rate = 0.04 # \u202e 0"))
    line 1: the comment holds U+202E, which overrides the direction: take it out
    """
    odd = (
        (found, sign) for found in BLANK.finditer(text) if found[0][0] == "#" and (sign := _OVERRIDE.search(found[0]))
    )
    return [
        Fault(
            "",
            message("the comment holds U+{ord}, which overrides the direction: take it out", ord=f"{ord(sign[0]):04X}"),
            text.count("\n", 0, found.start()) + 1,
        )
        for found, sign in islice(odd, 20)  # each counts the lines anew
    ]


def _faults_of(line: Line) -> list[Fault]:
    """Apply the rules to a line, those first that look at the whole of it."""
    if len(line.blank) > LONGEST_LINE or " " * 200 in line.blank:
        return []
    odd = _SPACE.search(line.blank)
    if odd is not None:
        raw, blank = (_SPACE.sub(" ", part) for part in (line.raw, line.blank))
        line = evolve(line, raw=raw, blank=blank)
    found = next((found for rule in (_quotes, _comment, _header, _statement) if (found := rule(line)) is not None), [])
    if odd is not None and not found:
        found = [
            (
                line.path or line.at(key_of(line)),
                message("holds U+{ord}, an odd space: write a plain one", ord=f"{ord(odd[0]):04X}"),
            )
        ]
    return [Fault(path, told, line.number) for path, told in found]


_Found: TypeAlias = list[tuple[str, str]] | None


def _quotes(line: Line) -> _Found:
    """Look for typographic quotes in the place of those of a keyboard."""
    opened = _OPENED.search(line.blank)
    if opened is None:
        return None
    plain = re.sub(r"(?<=\w)\u2019(?=\w)", "'", line.raw.strip())
    plain = re.sub(r"(?<=[\u00ab\u2039])\s+|\s+(?=[\u00bb\u203a])", "", plain)
    plain = plain.translate({ord(sign): '"' for sign in QUOTES})
    told = message(
        '{opened} is a quote of a word processor, and only " is one here: write {plain}',
        opened=opened[1],
        plain=plain[:80],
    )
    return [(line.path or line.at(key_of(line)), told)]


def _comment(line: Line) -> _Found:
    """Look for a comment of another language."""
    found = _COMMENT.match(line.blank)
    return None if found is None else [("", message("a comment begins with #, not with {found}", found=found[1]))]


def _header(line: Line) -> _Found:
    """Look at a header: its brackets, and keys that need quotes or another name."""
    if not line.blank.lstrip().startswith("["):
        return None
    found = HEADER.fullmatch(line.blank)
    if found is None:
        return (
            None if "]" in line.blank else [("", message("the header has no closing bracket: write [...] around it"))]
        )
    name = line.raw[found.start("name") : found.end("name")].strip()
    opened, closing = found["open"], "]" * len(found["open"])
    if found["close"] != closing:
        return [
            (
                line.path,
                message(
                    "the header is not closed: write {opened}{name}{closing}", opened=opened, name=name, closing=closing
                ),
            )
        ]
    parts = parts_of(name)
    if not name or not all(parts) or name.endswith("."):
        return [(line.path, message("a header has a key in each of its places, such as [tools.blog]"))]
    cured = [_cured_key(part) for part in parts]
    if parts == cured:
        return []
    return [
        (
            line.path,
            message(
                "{fault}: write {opened}{names}{closing}",
                fault=_NO_KEY,
                opened=opened,
                names=".".join(cured),
                closing=closing,
            ),
        )
    ]


def _cured_key(part: str) -> str:
    """Return a part of a key as it can be written: the key that was meant, or one like it."""
    if _BARE.fullmatch(part) or part[:1] in ('"', "'"):
        return part
    meant = next((key for key, words in KEYS.items() if folded(part) in words), None)
    if meant is not None:
        return meant
    like = key_like(part) or "key"
    return like if _BARE.fullmatch(like) else f'"{like}"'


def _statement(line: Line) -> _Found:
    """Look at a statement: a key, the sign between, and a value."""
    found = STATEMENT.fullmatch(line.blank)
    if found is None:
        return _without_sign(line)
    key = line.raw[found.start("key") : found.end("key")]
    raw, blank = line.raw[found.start("value") :].strip(), found["value"].strip()
    raw = raw[: len(blank)]  # a comment behind the value is blank
    if not key:
        return [("", message("a key is missing before the ="))]
    if wrong := _wrong_key(key, raw):
        return [(line.at(""), wrong)]
    path = line.at(".".join(key_step(name_of(part)) for part in parts_of(key)))
    if blank[:1] in ("=", ">"):
        return [
            (
                path,
                message(
                    "a single = stands between key and value: write {key} = {lstrip}",
                    key=key,
                    lstrip=raw.lstrip("=> ")[:60],
                ),
            )
        ]
    return [(join_path(path, below), told) for below, told in wrong_values(key, raw, blank)]


def _wrong_key(key: str, value: str) -> str | None:
    parts = parts_of(key)
    cured = ".".join(_cured_key(part) for part in parts)
    if not parts or all(part == _cured_key(part) for part in parts):
        return None
    if key.rstrip().endswith((":", "+", "-", ">")):
        return message(
            "a single = stands between key and value: write {text} = {value}",
            text=key.rstrip(":+->").strip(),
            value=value[:60],
        )
    return message("{fault}: write {cured} = {value}", fault=_NO_KEY, cured=cured, value=value[:60])


def _without_sign(line: Line) -> _Found:
    """Word a statement without the sign between key and value."""
    found = re.fullmatch(r"\s*(?P<key>[^\s:]+)\s*(?P<colon>:?)\s*(?P<value>.*)", line.blank)
    if found is None:
        return None
    key, value = found["key"], line.raw[found.start("value") :].strip()
    cured = ".".join(_cured_key(part) for part in parts_of(key))
    if not value:
        return [(line.at(key), message("has no value: write {cured} = ..., or take the line out", cured=cured))]
    written = value if SCALAR.fullmatch(found["value"].strip()) else json.dumps(value, ensure_ascii=False)
    sign = message("= stands between key and value, not a colon") if found["colon"] else message("= is missing")
    return [(line.at(key), message("{sign}: write {cured} = {written}", sign=sign, cured=cured, written=written[:80]))]


def _repeated(said: str, line: int, lines: list[Line]) -> Fault:
    """Return where a key or a table stood first."""
    paths = {one.number: one.path or one.at(key_of(one)) for one in lines if one.number <= line}
    path = paths.get(line, "")
    listed = re.sub(r"\[\d+\]$", "", path)
    single = next((number for number, other in paths.items() if other == listed != path and number < line), 0)
    if single:
        return Fault(
            listed,
            message(
                "is a list in line {line}: write [[{listed}]], in two brackets, here too", line=str(line), listed=listed
            ),
            single,
        )
    earlier = [
        number
        for number, other in paths.items()
        if number < line and path and (other == path or other.startswith(f"{path}.") or path.startswith(f"{other}."))
    ]
    is_table = said.startswith("Cannot declare")
    same = [number for number in earlier if paths[number] == path]
    first = min(same or earlier, default=0)
    if not first:
        once = (
            message("a table stands twice: keep one of the two")
            if is_table
            else message("a key stands twice: keep one of the two")
        )
        return Fault(path, once, line)
    again = (
        message("the table stands twice, first in line {first}: put both together, or rename one", first=str(first))
        if is_table
        else message("the key stands twice, first in line {first}: put both together, or rename one", first=str(first))
    )
    return Fault(
        path,
        again,
        line,
    )


def _of_the_parser(said: str, *, alone: bool) -> str | None:
    """Put into plain words what only the parser sees: signs within texts."""
    if said.startswith(("Invalid hex", "Unescaped", "Invalid escape")):
        return message("a \\ within double quotes is written twice, \\\\: or put the text between single quotes")
    if said.startswith("Illegal character"):
        sign = said.removeprefix("Illegal character").strip()
        if sign == r"'\n'":
            return message("the text has no closing quote on its line")
        code = sign.encode().decode("unicode_escape").strip("'\"")
        return message("holds U+{ord}, a control character: take it out", ord=f"{ord(code[0]):04X}") if code else None
    if said.startswith("Expected newline"):
        return message("what stands behind the value is not part of it: write one key a line; a comment begins with #")
    if alone and said.startswith(("Unterminated string", "Expected \"'")):
        return message("the text that opens here has no closing quotes")
    return None
