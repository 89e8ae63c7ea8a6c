"""Why a text is neither TOML nor JSON: the probable cause and its cure, looked for once the parser has given up.

The parser says where it stopped, which is often behind the mistake and never says what was meant. Here the lines are
looked at one by one, texts in quotes and comments blanked out, by rules that no valid line meets; so that all decimal
commas of a file come together. Where no rule knows better, the parser's own words are given.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import TypeAlias

from attrs import evolve, field, frozen

from blogroi.errors import MOST_FAULTS, Fault, join_path, key_step, printable
from blogroi.files.positions import STRING, name_of
from blogroi.model.cures import KEYS, folded, key_like
from blogroi.model.intake import as_date
from blogroi.model.misread import quantity_cure
from blogroi.model.misread_dates import date_cure, day_cure

__all__ = ["comment_faults", "json_fault", "toml_faults"]

_AT = re.compile(r" ?\(at (?:line (\d+), column (\d+)|end of document)\)$")
_BLANK = re.compile(rf"#[^\n]*+|{STRING}", re.DOTALL)
_QUOTES = "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2018\u2019\u201a\u201b\u2039\u203a"
_OPENED = re.compile(rf"(?:^|[=\[,{{(])\s*([{_QUOTES}])")
_SPACE = re.compile(r"[\u00a0\u2000-\u200b\u202f\u2060\u3000\ufeff]")
_OVERRIDE = re.compile("[\u202a-\u202e\u2066-\u2069]")
_COMMENT = re.compile(r"\s*(//|--|/\*|;|%|<!)")
_HEADER = re.compile(r"\s*(?P<open>\[\[?)(?P<name>[^\[\]]*)(?P<close>\]{0,2})\s*$")
_PART = re.compile(r"""\s*(?:"[^"]*"|'[^']*'|[^."']+)\s*(?:\.|$)""")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_STATEMENT = re.compile(r"\s*(?P<key>[^=]*?)\s*=(?P<value>.*)")
_PAIR = re.compile(r"(?P<key>[^\s,={}][^,={}]*?)\s*=\s*(?P<value>.*?)(?=,\s*[^\s,={}\d][^,={}]*=|,?\s*\}|$)")
_SCALAR = re.compile(
    r""""[^"]*"|'[^']*'|true|false|[-+]?(?:inf|nan)|0x[0-9A-Fa-f_]+|0o[0-7_]+|0b[01_]+"""
    r"""|[-+]?(?:0|[1-9](?:_?[0-9])*)(?:\.[0-9](?:_?[0-9])*)?(?:[eE][-+]?[0-9](?:_?[0-9])*)?"""
    r"""|[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[Tt ][0-9:.]+(?:[Zz]|[-+][0-9:]+)?)?|[0-9]{2}:[0-9:.]+"""
)
_FLAT = re.compile(r"\{[^{}\[\]]*\}")
_WORD = re.compile(r"[^\W\d_][^,\[\]{}=\"']*")
_FLAGS = {"True": "true", "TRUE": "true", "False": "false", "FALSE": "false"}
_NOTHING = frozenset({"null", "none", "nil", "na", "n/a", "nan", "?", "-", "undefined"})

_TWICE = ("Cannot overwrite", "Cannot declare", "Cannot redefine", "Duplicate")
"""What the parser says of a key or a table that stands twice."""

_NO_KEY = "a key without quotes has letters from a to z, digits, _ and - alone"

LONGEST_LINE = 1000
"""The longest line that the rules look at: no line that people write is longer."""

MOST_TEXT = 2_000_000
"""The most characters that the rules look at; the time of the parser, which saw them all, grows with the text alone."""


@frozen
class _Line:
    """A line at the head of which no bracket is open, and the same with texts and comments blanked out."""

    number: int
    raw: str
    blank: str
    table: str
    path: str = field(default="")

    def at(self, key: str) -> str:
        return join_path(self.table, key)


def toml_faults(message: str, text: str) -> list[Fault]:
    r"""Word what keeps a text from being TOML.

    Parameters
    ----------
    message : str
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
    found = _AT.search(message)
    said = message[: found.start()] if found else message
    line = int(found[1]) if found and found[1] else text.rstrip().count("\n") + 1
    text = text if len(text) <= MOST_TEXT else text[:MOST_TEXT].rpartition("\n")[0]
    blank = _blanked(text)
    lines = list(_lines(text, blank))
    faults = _unclosed(line, blank)
    if not faults:
        faults = [_repeated(said, line, lines)] if said.startswith(_TWICE) else []
        faults += islice((fault for one in lines for fault in _faults_of(one)), MOST_FAULTS)
        faults.sort(key=lambda fault: fault.line or 0)
    if all(fault.line != line for fault in faults) and (hint := _of_the_parser(said, alone=not faults)):
        faults.append(Fault("", hint, line))
    if not faults:
        column = f", column {found[2]}" if found and found[2] else ""
        faults.append(Fault("", f"not TOML: {said}{column}", line))
    return [Fault(printable(fault.path, 300), printable(fault.message, 500), fault.line) for fault in faults]


def comment_faults(text: str) -> list[Fault]:
    """Word what a comment of a valid text holds that shows the line in another order than it is read.

    Examples
    --------
    >>> print(*comment_faults("rate = 0.04 # \u202e 0"))
    line 1: the comment holds U+202E, which overrides the direction: take it out
    """
    odd = (
        (found, sign) for found in _BLANK.finditer(text) if found[0][0] == "#" and (sign := _OVERRIDE.search(found[0]))
    )
    return [
        Fault(
            "",
            f"the comment holds U+{ord(sign[0]):04X}, which overrides the direction: take it out",
            text.count("\n", 0, found.start()) + 1,
        )
        for found, sign in islice(odd, 20)  # each counts the lines anew
    ]


def _blanked(text: str) -> str:
    """Blank out texts and comments, and keep every other character in its place."""

    def hidden(found: re.Match[str]) -> str:
        part = found[0]
        if part[0] == "#":
            return " " * len(part)
        first, *rest = part.split("\n")
        if not rest:
            return f"{part[0]}{'_' * (len(part) - 2)}{part[-1]}"
        return "\n".join([f"{part[0]}{'_' * (len(first) - 2)}{part[0]}", *(" " * len(line) for line in rest)])

    return _BLANK.sub(hidden, text)


def _lines(text: str, blank: str) -> Iterator[_Line]:
    """Give the lines that begin a header or a statement, each with the table that it stands in."""
    table, counts, depth = "", dict[str, int](), 0
    pairs = zip(text.split("\n"), blank.split("\n"), strict=True)
    for number, (raw, hidden) in enumerate(pairs, start=1):
        if depth == 0 and hidden.strip():
            header = _HEADER.fullmatch(hidden)
            if header is None:
                yield _Line(number, raw, hidden, table)
            else:
                names = [name_of(part) for part in _parts_of(raw[header.start("name") : header.end("name")])]
                table = _numbered([key_step(name) for name in names], counts, repeated=header["open"] == "[[")
                yield _Line(number, raw, hidden, "", table)
                continue
        depth = max(0, depth + sum(hidden.count(sign) for sign in "[{") - sum(hidden.count(sign) for sign in "]}"))


def _numbered(names: list[str], counts: dict[str, int], *, repeated: bool) -> str:
    """Give the path of a header, tables of an array by their number."""
    path = ""
    for place, name in enumerate(names, start=1):
        path = join_path(path, name)
        if repeated and place == len(names):
            counts[path] = counts.get(path, 0) + 1
        if path in counts:
            path = f"{path}[{counts[path]}]"
    return path


def _parts_of(name: str) -> list[str]:
    """Take a dotted key apart; quotes stay on."""
    return [part[0].strip().removesuffix(".").strip() for part in _PART.finditer(name[:LONGEST_LINE])]


def _faults_of(line: _Line) -> list[Fault]:
    """Apply the rules to a line, those first that look at the whole of it."""
    if len(line.blank) > LONGEST_LINE or " " * 200 in line.blank:
        return []
    odd = _SPACE.search(line.blank)
    if odd is not None:
        raw, blank = (_SPACE.sub(" ", part) for part in (line.raw, line.blank))
        line = evolve(line, raw=raw, blank=blank)
    found = next((found for rule in (_quotes, _comment, _header, _statement) if (found := rule(line)) is not None), [])
    if odd is not None and not found:
        found = [(line.path or line.at(_key_of(line)), f"holds U+{ord(odd[0]):04X}, an odd space: write a plain one")]
    return [Fault(path, message, line.number) for path, message in found]


_Found: TypeAlias = list[tuple[str, str]] | None


def _quotes(line: _Line) -> _Found:
    """Look for typographic quotes in the place of those of a keyboard."""
    opened = _OPENED.search(line.blank)
    if opened is None:
        return None
    plain = re.sub(r"(?<=\w)\u2019(?=\w)", "'", line.raw.strip())
    plain = re.sub(r"(?<=[\u00ab\u2039])\s+|\s+(?=[\u00bb\u203a])", "", plain)
    plain = plain.translate({ord(sign): '"' for sign in _QUOTES})
    message = f'{opened[1]} is a quote of a word processor, and only " is one here: write {plain[:80]}'
    return [(line.path or line.at(_key_of(line)), message)]


def _key_of(line: _Line) -> str:
    found = _STATEMENT.fullmatch(line.blank)
    key = line.raw[found.start("key") : found.end("key")] if found else ""
    return ".".join(key_step(name_of(part)) for part in _parts_of(key)) if key and not set(key) & set(_QUOTES) else ""


def _comment(line: _Line) -> _Found:
    """Look for a comment of another language."""
    found = _COMMENT.match(line.blank)
    return None if found is None else [("", f"a comment begins with #, not with {found[1]}")]


def _header(line: _Line) -> _Found:
    """Look at a header: its brackets, and keys that need quotes or another name."""
    if not line.blank.lstrip().startswith("["):
        return None
    found = _HEADER.fullmatch(line.blank)
    if found is None:
        return None if "]" in line.blank else [("", "the header has no closing bracket: write [...] around it")]
    name = line.raw[found.start("name") : found.end("name")].strip()
    opened, closing = found["open"], "]" * len(found["open"])
    if found["close"] != closing:
        return [(line.path, f"the header is not closed: write {opened}{name}{closing}")]
    parts = _parts_of(name)
    if not name or not all(parts) or name.endswith("."):
        return [(line.path, "a header has a key in each of its places, such as [tools.blog]")]
    cured = [_cured_key(part) for part in parts]
    if parts == cured:
        return []
    return [(line.path, f"{_NO_KEY}: write {opened}{'.'.join(cured)}{closing}")]


def _cured_key(part: str) -> str:
    """Give a part of a key as it can be written: the key that was meant, or one like it."""
    if _BARE.fullmatch(part) or part[:1] in ('"', "'"):
        return part
    meant = next((key for key, words in KEYS.items() if folded(part) in words), None)
    if meant is not None:
        return meant
    like = key_like(part) or "key"
    return like if _BARE.fullmatch(like) else f'"{like}"'


def _statement(line: _Line) -> _Found:
    """Look at a statement: a key, the sign between, and a value."""
    found = _STATEMENT.fullmatch(line.blank)
    if found is None:
        return _without_sign(line)
    key = line.raw[found.start("key") : found.end("key")]
    raw, blank = line.raw[found.start("value") :].strip(), found["value"].strip()
    raw = raw[: len(blank)]  # a comment behind the value is blank
    if not key:
        return [("", "a key is missing before the =")]
    if wrong := _wrong_key(key, raw):
        return [(line.at(""), wrong)]
    path = line.at(".".join(key_step(name_of(part)) for part in _parts_of(key)))
    if blank[:1] in ("=", ">"):
        return [(path, f"a single = stands between key and value: write {key} = {raw.lstrip('=> ')[:60]}")]
    return [(join_path(path, below), message) for below, message in _wrong_values(key, raw, blank)]


def _wrong_key(key: str, value: str) -> str | None:
    parts = _parts_of(key)
    cured = ".".join(_cured_key(part) for part in parts)
    if not parts or all(part == _cured_key(part) for part in parts):
        return None
    if key.rstrip().endswith((":", "+", "-", ">")):
        return f"a single = stands between key and value: write {key.rstrip(':+->').strip()} = {value[:60]}"
    return f"{_NO_KEY}: write {cured} = {value[:60]}"


def _without_sign(line: _Line) -> _Found:
    """Word a statement without the sign between key and value."""
    found = re.fullmatch(r"\s*(?P<key>[^\s:]+)\s*(?P<colon>:?)\s*(?P<value>.*)", line.blank)
    if found is None:
        return None
    key, value = found["key"], line.raw[found.start("value") :].strip()
    cured = ".".join(_cured_key(part) for part in _parts_of(key))
    if not value:
        return [(line.at(key), f"has no value: write {cured} = ..., or take the line out")]
    written = value if _SCALAR.fullmatch(found["value"].strip()) else json.dumps(value, ensure_ascii=False)
    sign = "= stands between key and value, not a colon" if found["colon"] else "= is missing"
    return [(line.at(key), f"{sign}: write {cured} = {written[:80]}")]


def _wrong_values(key: str, raw: str, blank: str) -> Iterator[tuple[str, str]]:
    """Give what is wrong with a value, or with the values in its braces, each with its path from the key on."""
    if not blank:
        yield "", f"has no value: write {key} = ..., or take the line out"
    elif blank[0] in "[{":
        for table in _FLAT.finditer(blank):
            yield from _wrong_pairs(*(part[slice(*table.span())] for part in (raw, blank)))
        if "{" in blank or blank[-1] != "]":
            return
        if (message := _bare_word(blank)) is not None:
            yield "", message
        elif re.search(r"[\w\"'\]}]\s+[\w\"'\[{-]", blank):
            yield "", "a comma is missing between the values of the list"
    elif (message := _wrong_value(key, raw, blank)) is not None:
        yield "", message


def _wrong_pairs(raw: str, blank: str) -> Iterator[tuple[str, str]]:
    """Give what is wrong within the braces of a table."""
    if "=" not in blank and ":" in blank:
        yield "", f"= stands between key and value, not a colon: write {raw.replace(':', ' =')[:80]}"
    if re.search(r",\s*\}", blank):
        yield "", "no comma stands before a closing }: take it out"
    for pair in _PAIR.finditer(blank, 1):
        value, hidden = (part[slice(*pair.span("value"))].strip() for part in (raw, blank))
        if missing := re.fullmatch(r"(?P<value>\S+)\s+(?P<key>[\w.-]+)\s*=.*", hidden):
            yield pair["key"], f"a comma is missing before {missing['key']}"
        elif (message := _wrong_value(pair["key"], value, hidden)) is not None:
            yield pair["key"], message


def _bare_word(blank: str) -> str | None:
    """Look for a word without quotes among the values of a list."""
    words = (found[0].strip() for found in _WORD.finditer(blank))
    word = next((word for word in words if word not in ("true", "false", "inf", "nan", "e")), None)
    return None if word is None else f"a text stands in quotes: write {json.dumps(word, ensure_ascii=False)} for {word}"


def _wrong_value(key: str, raw: str, blank: str) -> str | None:
    """Say what is wrong with a single value, None where it is one, or nobody knows."""
    if _DAY.fullmatch(raw):
        return None if as_date(raw) is not raw else f"{raw} is not a date: {date_cure(raw)}"
    if _SCALAR.fullmatch(blank):
        return None
    if raw.casefold() in _NOTHING:
        return "leave the key out where nothing is known"
    if raw in _FLAGS:
        return f"write {_FLAGS[raw]}, in small letters"
    if (comment := re.search(r"\s(//|--|/\*)", blank)) is not None:
        return f"a comment begins with #, not with {comment[1]}"
    if (day := day_cure(raw)) is not None:
        return f"{raw} is not a date: {day}"
    if (cure := quantity_cure(raw)) is not None:
        return f"{raw} is not a number: {cure.file.removesuffix(', without quotes')}"
    return _stray(key, raw, blank)


def _stray(key: str, raw: str, blank: str) -> str | None:
    """Look for what stands behind a value, and for quotes that are missing on one side or both."""
    begun = _SCALAR.match(blank)
    rest = blank[begun.end() :].strip() if begun else ""
    quote = blank[0] if blank[0] in "\"'" else ""
    if begun is None and quote:
        return f"the text has no closing {quote}: write {key} = {raw[:60]}{quote}"
    if rest in (";", ",", "."):
        return f"nothing stands behind a value: take the {rest} out"
    if re.match(r"[\w.-]+\s*=", rest):
        return "each key stands on a line of its own"
    if quote and rest[:1] in (",", quote) and blank.count(quote) % 2 == 0:
        return (
            f"a list stands in brackets: write {key} = [{re.sub(r'(?<=.)(?<!,) +(?=[' + quote + '])', ', ', raw)[:60]}]"
        )
    if quote:
        other = "'" if quote == '"' else '"'
        whole = f": write {key} = {other}{raw.strip(quote)[:60]}{other}" if other not in raw else ""
        return f"a {quote} within the text ends it{whole}"
    if blank[0].isalpha():
        return f"a text stands in quotes: write {key} = {json.dumps(raw[:80], ensure_ascii=False)}"
    return None


def _unclosed(line: int, blank: str) -> list[Fault]:
    """Look for a text of several lines or a bracket that is not closed: what follows cannot be told line by line."""
    tripled = re.search(r"\"{3}|'{3}", blank)
    if tripled is not None:
        message = f"the text that opens here with {tripled[0]} has no closing {tripled[0]}"
        return [Fault("", message, blank.count("\n", 0, tripled.start()) + 1)]
    opened = _open_bracket(line, blank)
    if opened is None:
        return []
    sign, at, closed = opened
    closing = "]" if sign == "[" else "}"
    if sign == "{" and closed:
        return [Fault("", "a table in braces stands on one line: put all of it there", at)]
    if closed:
        hidden = blank.split("\n")[line - 1]
        return [Fault("", _bare_word(hidden) or "a comma is missing between the values of the list", line)]
    return [Fault("", f"the {sign} that opens here has no {closing}", at)]


def _open_bracket(line: int, blank: str) -> tuple[str, int, bool] | None:
    """Find the innermost bracket of a value that is open where the parser stopped; whether it is closed later."""
    stack: list[tuple[str, int]] = []
    for number, hidden in enumerate(blank.split("\n"), start=1):
        if not stack and _HEADER.fullmatch(hidden):
            continue
        if number == line and stack:
            opened, at = stack[-1]
            later = "\n".join(blank.split("\n")[number - 1 :])
            return opened, at, _closes(opened, later)
        for sign in re.findall(r"[\[\]{}]", hidden):
            if sign in "[{":
                stack.append((sign, number))
            elif stack:
                stack.pop()
        if number == line:
            break
    if stack and stack[-1][1] == line:
        later = "\n".join(blank.split("\n")[line:])
        return stack[-1][0], line, _closes(stack[-1][0], later)
    return None


def _closes(opened: str, text: str) -> bool:
    """Whether a bracket is closed in a text before a header or another statement begins."""
    depth, closing = 1, "]" if opened == "[" else "}"
    for hidden in text.split("\n"):
        if opened == "[" and _STATEMENT.fullmatch(hidden) and "{" not in hidden:
            return False
        if _HEADER.fullmatch(hidden) and "," not in hidden and not re.search(r"\d", hidden):
            return False
        depth += hidden.count(opened) - hidden.count(closing)
        if depth <= 0:
            return True
    return False


def _repeated(said: str, line: int, lines: list[_Line]) -> Fault:
    """Say where a key or a table stood first."""
    paths = {one.number: one.path or one.at(_key_of(one)) for one in lines if one.number <= line}
    path = paths.get(line, "")
    listed = re.sub(r"\[\d+\]$", "", path)
    single = next((number for number, other in paths.items() if other == listed != path and number < line), 0)
    if single:
        return Fault(listed, f"is a list in line {line}: write [[{listed}]], in two brackets, here too", single)
    earlier = [
        number
        for number, other in paths.items()
        if number < line and path and (other == path or other.startswith(f"{path}.") or path.startswith(f"{other}."))
    ]
    what = "table" if said.startswith("Cannot declare") else "key"
    same = [number for number in earlier if paths[number] == path]
    first = min(same or earlier, default=0)
    if not first:
        return Fault(path, f"a {what} stands twice: keep one of the two", line)
    return Fault(path, f"the {what} stands twice, first in line {first}: put both together, or rename one", line)


def _of_the_parser(said: str, *, alone: bool) -> str | None:
    """Put into plain words what only the parser sees: signs within texts."""
    if said.startswith(("Invalid hex", "Unescaped", "Invalid escape")):
        return r"a \ within double quotes is written twice, \\: or put the text between single quotes"
    if said.startswith("Illegal character"):
        sign = said.removeprefix("Illegal character").strip()
        if sign == r"'\n'":
            return "the text has no closing quote on its line"
        code = sign.encode().decode("unicode_escape").strip("'\"")
        return f"holds U+{ord(code[0]):04X}, a control character: take it out" if code else None
    if alone and said.startswith(("Unterminated string", "Expected \"'")):
        return "the text that opens here has no closing quotes"
    return None


_JSON_CURES: tuple[tuple[str, str, str], ...] = (
    ("Invalid control", r"\0[\n\r]", r"a new line within a text is written \n"),
    ("Invalid control", r"\0\t", r"a tab within a text is written \t"),
    ("Invalid control", r"\0", "a control character stands in the text: take it out"),
    ("Invalid", r"\0", r"a \ within a text is written twice, \\"),
    ("Unterminated", r"\0", "the text that opens here has no closing quotes"),
    ("", r"([-+]?\d+),\0(\d+)", "write {0}.{1}, with a decimal point"),
    ("", r"(?:,\s*\0|\0,)\s*[\]}]", "no comma stands before a closing bracket: take it out"),
    ("", r"\0'", "only \" stands around texts, not '"),
    ("", rf"\0([{_QUOTES}])", '{0} is a quote of a word processor: write "'),
    ("", r"\0(//|/\*|#)", "JSON has no comments: take the {0} out"),
    ("", r"\0(?:None|null|NULL|nil|NA)\b", "leave the key out where nothing is known"),
    ("", r"\0(True|TRUE)\b", "write true, in small letters"),
    ("", r"\0(False|FALSE)\b", "write false, in small letters"),
    ("Expecting property", r"\0([^\W\d][\w-]*)", 'write "{0}", in quotes'),
    ("Expecting value", r"\0([^\W\d][\w-]*)", 'write "{0}", in quotes'),
    ("Expecting ':'", r"\0", "a colon is missing between key and value"),
    ("Extra data", r"\0", "a case is one table: nothing stands behind its last }}"),
    ("", r"\0$", "the file ends before it is complete: a bracket is not closed"),
    ("Expecting ','", r"\0", "a comma is missing here, or the value before needs quotes"),
)
"""What the parser says, what stands before and behind the place (``\\0``) where it stopped, and the cure."""


def json_fault(error: json.JSONDecodeError) -> Fault:
    """Word what keeps a text from being JSON.

    Examples
    --------
    >>> try:
    ...     json.loads('{"rate": 0,4}')
    ... except json.JSONDecodeError as error:
    ...     print(json_fault(error))
    line 1: not JSON: Expecting property name enclosed in double quotes, column 12: write 0.4, with a decimal point
    """
    around = f"{error.doc[max(0, error.pos - 40) : error.pos]}\0{error.doc[error.pos : error.pos + 40]}"
    found = (
        (match, cure)
        for said, place, cure in _JSON_CURES
        if error.msg.startswith(said) and (match := re.search(place, around))
    )
    match, cure = next(found, (None, ""))
    hint = "" if match is None else f": {cure.format(*match.groups())}"
    return Fault("", printable(f"not JSON: {error.msg}, column {error.colno}{hint}", 500), error.lineno)
