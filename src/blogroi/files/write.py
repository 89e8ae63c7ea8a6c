"""From a case to text: JSON by the standard library, TOML laid out as people write it.

What has its default value is left out; reading the text back gives an equal case.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import Factory, fields, has

from blogroi.files.documents import VERSION
from blogroi.model import Beta, Case, Point, Samples, Uniform

__all__ = ["to_json", "to_toml"]

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SECTIONS = re.compile(
    r"(objectives|levers|indicators|tools)|(objectives|levers|indicators|tools)\.[^.]+|demands|correlations"
    r"|weights|weights\.stakeholders(\.[^.]+)?"
    r"|tools\.[^.]+\.(costs|effects|effects\.[^.]+|published|not_applicable)"
    r"|indicators\.[^.]+\.measurement|checks(\.[^.]+)?"
)


def to_json(case: Case) -> str:
    """Write a case as JSON.

    Parameters
    ----------
    case : Case
        What is written.

    Returns
    -------
    str
    """
    return json.dumps(_document(case), indent=2, ensure_ascii=False, allow_nan=False, default=str) + "\n"


def to_toml(case: Case, *, comments: Mapping[tuple[str, ...], Sequence[str]] | None = None) -> str:
    """Write a case as TOML.

    Parameters
    ----------
    case : Case
        What is written.
    comments : mapping of tuple of str to sequence of str, optional
        Lines to stand as comments at the head of a table, by its keys: ``("indicators", "calls")``; ``()`` is the head of
        the file. Tables that have no header of their own show none.

    Returns
    -------
    str
    """
    notes = comments or {}
    head = "".join(f"{line}\n" for line in _comment_lines(notes.get((), ())))
    return head + "\n".join(_table_lines((), _document(case), notes)).lstrip("\n") + "\n"


def _comment_lines(notes: Sequence[str]) -> Iterator[str]:
    for note in notes:
        yield f"# {' '.join(note.split())}".rstrip()


def _document(case: Case) -> dict[str, Any]:
    document: dict[str, Any] = {"blogroi": VERSION}
    document |= _plain(case)
    return document


def _plain(value: object) -> Any:
    """Turn a part of a case into tables, lists and scalars, defaults left out."""
    match value:
        case Point(number):
            return number
        case Samples(values):
            return {"samples": list(values)}
        case Mapping():
            return {key: _plain(part) for key, part in value.items()}
        case tuple():
            parts = [_plain(part) for part in value]
            return parts[0] if len(parts) == 1 and type(value[0]).__name__ == "Published" else parts
        case _:
            pass
    cls: Any = type(value)
    if not has(cls):
        return value
    table = {
        attribute.name: _plain(part)
        for attribute in fields(cls)
        if attribute.eq and (part := getattr(value, attribute.name)) != _default(attribute.default)
    }
    match value:
        case Uniform():
            return {"shape": "uniform"} | table
        case Beta():
            return {"shape": "beta"} | table
        case _:
            return table


def _default(default: Any) -> Any:
    return default.factory() if isinstance(default, Factory) else default  # type: ignore[arg-type]


def _table_lines(
    path: tuple[str, ...], table: Mapping[str, Any], notes: Mapping[tuple[str, ...], Sequence[str]]
) -> Iterator[str]:
    """Give the lines of a table: what fits on a line first, then the tables of its own."""
    below = [key for key, value in table.items() if _is_section((*path, key), value)]
    for key, value in table.items():
        if key not in below:
            yield f"{_bare(key)} = {_inline(value)}"
    for key in below:
        inner = (*path, key)
        name = ".".join(_bare(part) for part in inner)
        if isinstance(table[key], list):
            for item in table[key]:
                yield from ("", f"[[{name}]]", *_table_lines(inner, item, notes))
        elif all(_is_section((*inner, part), value) for part, value in table[key].items()):
            yield from _table_lines(inner, table[key], notes)  # nothing of its own to say: no header
        else:
            said = _comment_lines(notes.get(inner, ()))
            yield from ("", f"[{name}]", *said, *_table_lines(inner, table[key], notes))


def _is_section(path: tuple[str, ...], value: Any) -> bool:
    is_tables = isinstance(value, dict) or (
        isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)
    )
    keyed = () if path[0] == "weights" else (1, 3)
    plain = ".".join("x" if position in keyed else part for position, part in enumerate(path))
    return is_tables and bool(value) and _SECTIONS.fullmatch(plain) is not None


def _inline(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case int() | float():
            return repr(value)
        case datetime.date():
            return value.isoformat()
        case Mapping():
            return "{ " + ", ".join(f"{_bare(key)} = {_inline(part)}" for key, part in value.items()) + " }"
        case _:
            return "[" + ", ".join(_inline(part) for part in value) + "]"


def _bare(key: str) -> str:
    return key if _BARE.fullmatch(key) else _inline(key)
