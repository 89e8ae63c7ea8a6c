"""Every field of what people state, whole: its default, how it is taken, what it refuses, how a file states it, in which words.

A field is stated in one place, and much goes by it: what reads files, the schema, the fingerprint, how a case is shown and compared. So
all of it is kept beside this module. Renew it with ``pytest tests/model/test_stated_fields.py --renew``, and read what changed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from datetime import date, datetime
from pathlib import Path
from typing import Any

import attrs
import pytest

from blogroi import CaseError, model
from blogroi.errors import BlogroiError
from blogroi.language.naming import describe
from blogroi.model.forms import Entry, entries

from .stating import CLASSES, ROOMS, constants

STATED = Path(__file__).with_name("stated_fields.txt")
TABLES = Path(__file__).with_name("stated_tables.txt")
ANSWERED = Path(__file__).with_name("answered_values.txt")


def called(how: object) -> str:
    """Name what takes or refuses a value, and what is in it."""
    if how is None:
        return "-"
    if isinstance(how, tuple):
        return ", ".join(called(one) for one in how)
    kind: Any = type(how)
    if not attrs.has(kind):
        named: str = getattr(how, "__qualname__", repr(how))
        return named.partition(".<locals>")[0]
    held = [getattr(how, one.name) for one in attrs.fields(kind)]
    return f"{kind.__name__.strip('_')}({', '.join(called(one) for one in held)})"


def default_of(field: attrs.Attribute[Any]) -> str:
    default: Any = field.default
    if isinstance(default, attrs.Factory):  # type: ignore[arg-type]
        return f"made by {default.factory.__qualname__}"
    return "needed" if default is attrs.NOTHING else repr(default)


def lines_of(cls: Any) -> Iterator[str]:
    stated = {field.name: entry for field, entry in entries(cls)}
    for field in attrs.fields(cls):
        flags = [name for name in ("kw_only", "init", "eq", "repr", "hash") if getattr(field, name)]
        yield f"  {field.name}: {default_of(field)} | {called(field.converter)} | {called(field.validator)} | {' '.join(flags)}"
        entry: Entry | None = stated.get(field.name)
        if entry is not None:
            yield f"    {entry.key}: {entry.form!r}: {entry.words}"


def stated() -> Iterator[str]:
    for name, cls in CLASSES.items():
        yield name
        yield from lines_of(cls)


def shown(value: object) -> str:
    if isinstance(value, re.Pattern):
        return f"{value.pattern!r} with the flags {int(value.flags)}"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{shown(key)}: {shown(one)}" for key, one in value.items()) + "}"
    if isinstance(value, Set):
        return "{" + ", ".join(sorted(map(shown, value))) + "}"
    if isinstance(value, tuple):
        return "(" + ", ".join(map(shown, value)) + ")"
    if isinstance(value, type) or callable(value):
        return str(getattr(value, "__qualname__", type(value).__name__))
    return repr(value)


def tables() -> Iterator[str]:
    for module in ROOMS:
        for name, value in constants(module).items():
            yield f"{module.__name__.removeprefix('blogroi.')}.{name} = {ascii(shown(value))[1:-1]}"


ODD: dict[str, Any] = {
    **{repr(value): value for value in (
        None, True, -1, 0, 1, 3, 40, 101, 10**16, -0.5, 0.4, 1.5, 1e99, float("nan"), float("inf"), "", " ", "x", "Monthly", "0,4", "40 %",
        "5-20", "6000 EUR", "2 * visits", "=visits*2", "visits *", "y", "2026-01", "straight line", "my blog", b"x", [],
        [0.5, 0.8], ["a", "a"], ["a", ""], ("a", "b", 3), {}, {"a": 1}, {"a b": "x"}, {"a": ["b", "b"]}, {"low": 1, "high": 2}, {1: 2},
        {"a": "x", "b": None}, model.Point(0.5), model.Range(1, 3), model.Range(0.2, 0.4), model.Normal(5, 2), model.Samples([1, 2]),
        model.Chance(0.5), model.Formula("period + 1"), [model.Point(1), model.Formula("x")], [1, model.Samples([1, 2])],
        date(2026, 1, 5), datetime(2026, 1, 5, 9),
    )},
    **{ascii(value): value for value in ("a\x00b", "a\u202eb", "cafe\u0301", "\u20ac")},
    "a long text": "x" * 201,
    "an object": object(),
}  # fmt: skip
"""What somebody may put where something else is wanted."""


def answered(field: attrs.Attribute[Any], value: Any) -> list[str]:
    """Say how a field takes a value, or what it is refused with, in Python's words and in those of a file."""
    try:
        taken = field.converter(value) if callable(field.converter) else value
        validate: Any = field.validator
        validate(None, field, taken)
    except BlogroiError as error:
        if not isinstance(error, CaseError):
            return [str(error)]
        return [f"{one.path}: {one.message}" + (f" / {one.in_file}" if one.in_file else "") for one in error.faults]
    return ["is taken" if type(taken) is type(value) else f"is taken as {taken!r}"]


def groups() -> dict[str, list[tuple[str, attrs.Attribute[Any]]]]:
    """Put together the fields that are taken and refused by the same."""
    found = defaultdict(list)
    for name, cls in CLASSES.items():
        stated = {field.name: repr(entry.form) for field, entry in entries(cls)}
        for field in attrs.fields(cls):
            if field.validator is not None:
                how = " | ".join((called(field.converter), called(field.validator), stated.get(field.name, "-")))
                found[how].append((f"{name}.{field.name}", field))
    return found


def answers() -> Iterator[str]:
    """Say what a field of each group answers to all values, those together that are answered alike."""
    for how, named in groups().items():
        yield f"{how}: {', '.join(name for name, _ in named)}"
        alike = defaultdict(list)
        for shown, value in ODD.items():
            for said in answered(named[0][1], value):
                begins = said.replace(f": {describe(value)} ", ": ... ", 1)
                alike[begins].append(shown)
        usual = max(alike.values(), key=len)
        yield from (f"  {said}: {'all else' if some is usual else ', '.join(some)}" for said, some in alike.items())


def held(lines: Iterator[str], kept: Path, *, renewed: bool) -> None:
    made = [line.replace("\u202e", "\\u202e") for line in lines]  # which would turn around what follows
    if renewed:
        kept.write_text("".join(f"{line}\n" for line in made), encoding="utf-8", newline="\n")
    assert kept.read_text(encoding="utf-8").splitlines() == made


def test_every_field_is_stated_as_it_was(request: pytest.FixtureRequest) -> None:
    held(stated(), STATED, renewed=request.config.getoption("--renew"))


def test_every_number_word_and_table_is_stated_as_it_was(request: pytest.FixtureRequest) -> None:
    held(tables(), TABLES, renewed=request.config.getoption("--renew"))


def test_every_field_answers_odd_values_as_it_did(request: pytest.FixtureRequest) -> None:
    held(answers(), ANSWERED, renewed=request.config.getoption("--renew"))


@pytest.mark.parametrize("name", CLASSES)
def test_every_field_names_itself_where_it_refuses(name: str) -> None:
    for field in attrs.fields(CLASSES[name]):
        if field.validator is not None:
            (said, *_) = answered(field, object())
            assert said.startswith(f"{field.name}: ")
