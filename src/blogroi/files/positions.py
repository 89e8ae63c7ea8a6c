"""On which line of a file a path lies; looked up only where there is a fault.

A tolerant scanner, linear in the text: it knows strings, comments and brackets, and takes for granted that the text was
parsed before. Where a path is not in the file, its nearest table is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

__all__ = ["lines_of"]

_TOKEN = re.compile(
    r'#[^\n]*|"""(?:[^"\\]|\\.|"(?!""))*"{3,5}|\'\'\'(?:[^\']|\'(?!\'\'))*\'{3,5}'
    r'|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|[\[\]{}=:,.\n]|[^\s\[\]{}=:,.#"\']+',
    re.DOTALL,
)


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
    wanted = {prefix for path in paths for prefix in _prefixes(path)}
    places: dict[str, int] = {}
    for path, line in (_json_places if format == "json" else _toml_places)(text):
        if path in wanted:
            places.setdefault(path, line)
    found: dict[str, int] = {}
    for path in paths:
        for prefix in _prefixes(path):
            if prefix in places:
                found[path] = places[prefix]
                break
    return found


def _prefixes(path: str) -> list[str]:
    """List a path and what it lies in, from the inside out."""
    ends = [match.start() for match in re.finditer(r"[.\[]", path)]
    return [path, *(path[:end] for end in reversed(ends))]


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    line, at = 1, 0
    for match in _TOKEN.finditer(text):
        line += text.count("\n", at, match.start())
        at = match.start()
        if not match[0].startswith("#"):
            yield match[0], line


def _key(token: str) -> str:
    """Take the quotes off a key."""
    return token[1:-1] if token[:1] in ("'", '"') else token


def _toml_places(text: str) -> Iterator[tuple[str, int]]:
    table = ""
    counts: dict[str, int] = {}
    line_tokens: list[tuple[str, int]] = []
    depth = 0
    for token, line in _tokens(text + "\n"):
        if token == "\n" and depth <= 0:
            depth = 0
            if line_tokens and line_tokens[0][0] == "[":
                table = _header([part for part, _ in line_tokens], counts)
                yield table, line_tokens[0][1]
            elif line_tokens:
                yield from _toml_value(table, line_tokens)
            line_tokens = []
        elif token != "\n":
            depth += (token in "[{") - (token in "]}")
            line_tokens.append((token, line))


def _header(tokens: list[str], counts: dict[str, int]) -> str:
    """Read ``[a.b]`` or ``[[a.b]]``, numbering the tables of an array."""
    path = ""
    keys = [_key(token) for token in tokens if token not in ("[", "]", ".")]
    repeated = tokens[:2] == ["[", "["]
    for position, key in enumerate(keys):
        path = f"{path}.{key}" if path else key
        if repeated and position == len(keys) - 1:
            counts[path] = counts.get(path, 0) + 1
        if path in counts:
            path = f"{path}[{counts[path]}]"
    return path


def _toml_value(table: str, tokens: list[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    """Give the places in ``a.b = value``, and in what stands in the value's brackets."""
    equals = next((position for position, (token, _) in enumerate(tokens) if token == "="), None)
    if equals is None:
        return
    path = table
    for token, line in tokens[:equals]:
        if token != ".":
            path = f"{path}.{_key(token)}" if path else _key(token)
            yield path, line
    yield from _nested(path, tokens[equals + 1 :], "=")


def _json_places(text: str) -> Iterator[tuple[str, int]]:
    tokens = [(token, line) for token, line in _tokens(text) if token != "\n"]
    yield "", 1
    yield from _nested("", tokens, ":")


def _nested(path: str, tokens: list[tuple[str, int]], sign: str) -> Iterator[tuple[str, int]]:
    """Give the places inside brackets: keys are followed by ``sign``, items of lists are numbered."""
    stack: list[tuple[str, int]] = []  # path of the open bracket, number of the item (0 in a table)
    here, key = path, ""
    for position, (token, line) in enumerate(tokens):
        if token in "{[":
            stack.append((here, 1 if token == "[" else 0))
            if token == "[":
                here = f"{here}[1]"
                yield here, line if position + 1 == len(tokens) else tokens[position + 1][1]
        elif token in "]}":
            here = stack.pop()[0] if stack else path
            key = ""
        elif token == "," and stack:
            parent, number = stack[-1]
            here, key = parent, ""
            if number:
                stack[-1] = (parent, number + 1)
                here = f"{parent}[{number + 1}]"
                yield here, line if position + 1 == len(tokens) else tokens[position + 1][1]
        elif token == sign and key and stack:
            parent = stack[-1][0]
            here, key = f"{parent}.{key}" if parent else key, ""
            yield here, line
        elif stack and not stack[-1][1]:
            key = f"{key}{token}" if token == "." else f"{key}{_key(token)}"
