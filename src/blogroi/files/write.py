"""From a case to text: JSON by the standard library, TOML laid out as people write it.

What has its default value is left out; reading the text back gives an equal case.
"""

from __future__ import annotations

import datetime
import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import has

from blogroi.errors import CaseError
from blogroi.files.disk import write_whole
from blogroi.files.documents import VERSION
from blogroi.files.formats import TextFormat, format_of, text_format
from blogroi.files.quantities import SHAPE_WORDS
from blogroi.files.sources import with_sources
from blogroi.language.languages import LANGUAGES, Language
from blogroi.language.naming import describe
from blogroi.language.spoken import message
from blogroi.model import Case, Formula, Point
from blogroi.model.arguments import known_word
from blogroi.model.forms import Form, Listed, entries, is_default

__all__ = ["document_of", "dump", "dumps", "inline", "table_of", "to_json", "to_toml"]

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SECTIONS = re.compile(
    r"(objectives|levers|drivers|indicators|tools)|(objectives|levers|drivers|indicators|tools)\.[^.]+|demands|correlations|choice|scenarios(\.[^.]+(\.(set|published))?)?"
    r"|weights|weights\.stakeholders(\.[^.]+)?"
    r"|tools\.[^.]+\.(costs|effects|effects\.[^.]+(\.measurement)?|published|not_applicable)"
    r"|indicators\.[^.]+\.measurement|checks(\.[^.]+)?"
)


def dump(case: Case, path: str | os.PathLike[str], *, language: Language = "en") -> None:
    """Write a case to a file, whole or not at all.

    Parameters
    ----------
    case : Case
        What is written.
    path : str or path
        A file name that ends in ``.toml``, ``.json`` or ``.xlsx``, for a workbook; a file that is there is replaced.
    language : {"en", "fr"}
        In which language a workbook says what its fields mean.

    Raises
    ------
    FileError
        When the file cannot be written.
    CaseError
        When the name has another ending, or something is longer than a cell of a workbook holds.
    MissingExtraError
        When a workbook is asked for, and the extra ``xlsx`` is not installed.
    OptionError
        When there is no such language.

    Examples
    --------
    >>> import tempfile
    >>> from blogroi.files.read import load, loads
    >>> from blogroi.files.template import template
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "case.json"
    ...     dump(loads(template()), path)
    ...     load(path) == loads(template())
    True
    """
    target = Path(path)
    known_word("language", language, LANGUAGES)
    kind = format_of(target)
    if kind != "xlsx":
        return write_whole(target, dumps(case, format=kind))
    from blogroi.files.workbook.write import case_to_workbook  # noqa: PLC0415  only who wants a workbook waits for it

    return write_whole(target, case_to_workbook(_case(case), language=language))


def dumps(case: Case, *, format: TextFormat = "toml") -> str:
    """Write a case as text. What has its default value is left out.

    Parameters
    ----------
    case : Case
        What is written.
    format : {"toml", "json"}
        How it is written.

    Returns
    -------
    str
        Text that :func:`blogroi.loads` reads back as an equal case.

    Examples
    --------
    >>> from blogroi.files.read import loads
    >>> from blogroi.files.template import template
    >>> loads(dumps(loads(template()), format="json"), format="json") == loads(template())
    True
    """
    return to_json(_case(case)) if text_format(format) == "json" else to_toml(_case(case))


def _case(case: object) -> Case:
    """Take a case, or refuse what is none."""
    if not isinstance(case, Case):
        raise CaseError.at(
            "", message("{value} is not a case: give what `blogroi.load` or `Case` returns", value=describe(case))
        )
    return case


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
    return json.dumps(document_of(case), indent=2, ensure_ascii=False, allow_nan=False, default=str) + "\n"


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
    return head + "\n".join(_table_lines((), document_of(case), notes)).lstrip("\n") + "\n"


def _comment_lines(notes: Sequence[str]) -> Iterator[str]:
    for note in notes:
        yield f"# {' '.join(note.split())}".rstrip()


def document_of(case: Case) -> dict[str, Any]:
    """Return the tables of a document that states a case; what has its default value is left out."""
    document: dict[str, Any] = {"blogroi": VERSION}
    document |= _plain(case)
    return document


def table_of(path: tuple[str, ...], part: object) -> str:
    """Return a part of a case as the tables that state it in TOML, with their headers.

    Parameters
    ----------
    path : tuple of str
        The keys of the part.
    part : object
        A part that has a table of its own.

    Returns
    -------
    str

    Examples
    --------
    >>> from blogroi.model import Effect
    >>> print(table_of(("tools", "blog", "effects", "calls"), Effect(change=7)), end="")
    [tools.blog.effects.calls]
    change = 7
    """
    name = ".".join(_bare(key) for key in path)
    return "\n".join([f"[{name}]", *_table_lines(path, _plain(part), {})]) + "\n"


def _plain(value: object) -> Any:
    """Turn a part of a case into tables, lists and scalars, defaults left out."""
    match value:
        case Point(number):
            return number
        case Formula(text):
            return text
        case Mapping():
            return {key: _plain(part) for key, part in value.items()}
        case tuple():
            return [_plain(part) for part in value]
        case _:
            pass
    cls: Any = type(value)
    if not has(cls):
        return value
    table = {"shape": SHAPE_WORDS[cls]} if cls in SHAPE_WORDS else {}
    for attribute, stated in entries(cls):
        part = getattr(value, attribute.name)
        if not is_default(attribute, part):
            table[stated.key] = _plain(part[0] if _stands_alone(stated.form, part) else part)
    return with_sources(value, table)


def _stands_alone(form: Form, value: Any) -> bool:
    return isinstance(form, Listed) and form.may_stand_alone and len(value) == 1


def _table_lines(
    path: tuple[str, ...], table: Mapping[str, Any], notes: Mapping[tuple[str, ...], Sequence[str]]
) -> Iterator[str]:
    """Return the lines of a table: what fits on a line first, then the tables of its own."""
    below = [key for key, value in table.items() if _is_section((*path, key), value)]
    for key, value in table.items():
        if key not in below:
            yield f"{_bare(key)} = {inline(value)}"
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


def inline(value: Any) -> str:
    """Return a value as it stands on a line of a file in TOML.

    Examples
    --------
    >>> inline({"low": 6, "high": 11.5})
    '{ low = 6, high = 11.5 }'
    """
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
            return "{ " + ", ".join(f"{_bare(key)} = {inline(part)}" for key, part in value.items()) + " }"
        case _:
            return "[" + ", ".join(inline(part) for part in value) + "]"


def _bare(key: str) -> str:
    return key if _BARE.fullmatch(key) else inline(key)
