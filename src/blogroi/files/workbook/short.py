"""What stands in a cell for a value of a case, and back: ``250 to 400`` for a range, words with commas between them for a list.

A short form is written only where reading it gives the very same value; all else stands in the cell as it would in a file in TOML, so that
nothing is lost. JSON is read there too.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, TypeAlias

from attrs import evolve

from blogroi.errors import CaseError, Fault
from blogroi.files.documents import parse
from blogroi.files.thousands import read_number
from blogroi.files.write import inline
from blogroi.language.spoken import message
from blogroi.model.forms import (
    Bounds,
    ByPeriod,
    Choice,
    Either,
    Flag,
    Form,
    Key,
    Keyed,
    Listed,
    Number,
    Table,
    Text,
    Uncertain,
    Whole,
)

__all__ = ["InCell", "cell_of", "is_blank", "value_of"]

InCell: TypeAlias = "str | bool | int | float | datetime.date"
"""What a cell holds."""

_SPACES = str.maketrans(dict.fromkeys("\u00a0\u2007\u202f", " "))
_NUMBER = r"[-+]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?"
_PLAIN = re.compile(_NUMBER)
_RANGE = re.compile(rf"({_NUMBER}) (?:to|\u00e0) ({_NUMBER})", re.IGNORECASE)
_THREE = re.compile(rf"({_NUMBER}) ?/ ?({_NUMBER}) ?/ ?({_NUMBER})")
_AROUND = re.compile(rf"({_NUMBER}) ?(?:\u00b1|\+/-|\+-) ?({_NUMBER})")
_SCALE = re.compile(rf"({_NUMBER}) ?(?:->|\u2192) ?({_NUMBER})")
_LONGEST = 400
"""The longest text that is looked at for a short form."""


def is_blank(value: InCell | None) -> bool:
    """Return whether a cell says nothing.

    Examples
    --------
    >>> is_blank(" "), is_blank(0)
    (True, False)
    """
    return value is None or (isinstance(value, str) and not value.translate(_SPACES).strip())


def value_of(form: Form, value: InCell) -> Any:
    """Read a cell as a document would state it; what cannot be read is left as it is, for the field to refuse.

    Parameters
    ----------
    form : Form
        In which form the field is stated.
    value : str, bool, int, float or date
        What the cell holds.

    Returns
    -------
    object

    Raises
    ------
    CaseError
        Where the cell opens a table or a list that cannot be read.

    Examples
    --------
    >>> from blogroi.model.domain import Domain
    >>> number = ByPeriod(Domain.REAL)
    >>> value_of(number, "250 to 400"), value_of(number, "80 \u00b1 20"), value_of(number, "visits * 0.02")
    ({'low': 250, 'high': 400}, {'estimate': 80, 'low': 60, 'high': 100}, 'visits * 0.02')
    >>> value_of(Listed(Text()), "members, employees")
    ['members', 'employees']
    """
    if isinstance(form, Text):
        return _as_text(value)
    if isinstance(value, str):
        return _from_text(form, value.strip(), value.translate(_SPACES).strip())
    if isinstance(form, Key | Choice):
        return _as_text(value)
    if isinstance(form, Listed) and not isinstance(form.part, Table | Listed):
        return [value_of(form.part, value)]
    return value


def cell_of(form: Form, stated: Any) -> InCell:
    """Return what stands in a cell for a value of a document.

    Parameters
    ----------
    form : Form
        In which form the field is stated.
    stated : object
        What the document states.

    Returns
    -------
    str, bool, int, float or date

    Examples
    --------
    >>> from blogroi.model.domain import Domain
    >>> number = ByPeriod(Domain.REAL)
    >>> [cell_of(number, value) for value in (7, {"low": 1, "mode": 2, "high": 5}, {"mean": 8, "sd": 1}, "400 / 700 / 1500")]
    [7, '1 / 2 / 5', '{ mean = 8, sd = 1 }', '"400 / 700 / 1500"']
    """
    if isinstance(stated, int | float | datetime.date) or (
        isinstance(form, Text | Key | Choice) and isinstance(stated, str)
    ):
        return stated
    for short in _short_forms(form, stated):
        if _reads_as(form, short, stated):
            return short
    return inline(stated)


def _reads_as(form: Form, short: str, stated: Any) -> bool:
    try:
        return bool(value_of(form, short) == stated)
    except CaseError:
        return False


def _short_forms(form: Form, stated: Any) -> Iterator[str]:
    """Give the forms in which people would write a value into a cell."""
    match stated:
        case str():
            yield stated
        case {"low": low, "high": high, **rest} if not rest:
            yield f"{low} to {high}"
        case {"low": low, "mode": mode, "high": high, **rest} if not rest:
            yield f"{low} / {mode} / {high}"
        case {"estimate": estimate, "low": low, "high": high, **rest} if not rest:
            yield f"{estimate} \u00b1 {_difference(high, estimate)}"
        case {"worst": worst, "best": best, **rest} if not rest:
            yield f"{worst} -> {best}"
        case dict() if isinstance(form, Keyed):
            yield inline(stated)[2:-2]
        case list() if isinstance(form, ByPeriod):
            parts = [next(_short_forms(form, part), "") if isinstance(part, dict) else f"{part}" for part in stated]
            yield "; ".join(parts)
        case list() if isinstance(form, Listed) and not isinstance(form.part, Table | Listed):
            words = [part for part in stated if isinstance(part, str)]
            if len(words) == len(stated):
                yield ", ".join(words)
                yield "; ".join(words)
        case _:
            pass


def _difference(one: float, other: float) -> str:
    return f"{Decimal(repr(one)) - Decimal(repr(other)):f}"


def _as_text(value: InCell) -> Any:
    """Take as a text what a spreadsheet made a number or a day of: a year in the place of a source."""
    if isinstance(value, bool | str):
        return value
    return value.isoformat() if isinstance(value, datetime.date) else f"{value}"


def _from_text(form: Form, raw: str, text: str) -> Any:
    """Read a text, in which all spaces are plain ones; a table, a list and a quoted text have their own within."""
    if text[:1] in ("{", "[") or (isinstance(form, ByPeriod) and text[:1] == '"' == text[-1:]):
        try:
            return _inline(raw)
        except CaseError:
            return _inline(text)
    match form:
        case Uncertain() | ByPeriod() | Bounds():
            return _quantity(form, text)
        case Number() | Whole():
            return _number(text)
        case Flag():
            return {"true": True, "false": False}.get(text.casefold(), text)
        case Table():
            found = _SCALE.fullmatch(" ".join(text[:_LONGEST].split()))
            return {"worst": _parsed(found[1]), "best": _parsed(found[2])} if found else text
        case Keyed():
            return _inline(f"{{ {text} }}")
        case Listed() if not isinstance(form.part, Table | Listed):
            return [value_of(form.part, part) for part in _parted(text)]
        case Either():
            return _number(text)
        case _:
            return text


def _parted(text: str) -> list[str]:
    """Take a list apart: at semicolons or new lines where there is one, else at commas."""
    sign = next((sign for sign in ("\n", ";") if sign in text), ",")
    return [part.strip() for part in text.rstrip(" ,;\n").split(sign)]


def _quantity(form: Form, text: str) -> Any:
    tidy = " ".join(text[: _LONGEST + 1].split())
    if isinstance(form, ByPeriod) and ";" in text:
        parts = [part.strip() for part in text.rstrip("; ").split(";")]
        return [_inline(part) if part[:1] == "{" else _one_quantity(" ".join(part.split())) for part in parts]
    found = _one_quantity(tidy)
    return text if found == tidy else found


def _one_quantity(tidy: str) -> Any:
    """Read a number, or one of the short forms of an uncertain one; a text that is neither stays a text."""
    if len(tidy) > _LONGEST:
        return tidy
    for pattern, made in _QUANTITIES:
        if found := pattern.fullmatch(tidy):
            try:
                return made(*found.groups())
            except ArithmeticError:  # a number past all that can be counted with
                return tidy
    return _number(tidy)


def _around(middle: str, reach: str) -> dict[str, Any]:
    """Give the ends of an estimate, worked out as people do, in decimals: 0.3 less 0.1 is 0.2."""
    ends = (Decimal(middle) - Decimal(reach), Decimal(middle) + Decimal(reach))
    low, high = (_parsed(f"{end}") for end in ends)
    return {"estimate": _parsed(middle), "low": low, "high": high}


_QUANTITIES: tuple[tuple[re.Pattern[str], Callable[..., dict[str, Any]]], ...] = (
    (_RANGE, lambda low, high: {"low": _parsed(low), "high": _parsed(high)}),
    (_THREE, lambda low, mode, high: {"low": _parsed(low), "mode": _parsed(mode), "high": _parsed(high)}),
    (_AROUND, _around),
)


def _number(text: str) -> Any:
    """Read a number that stands as a text, as behind an apostrophe; what could be read in two ways stays a text."""
    return _parsed(text) if len(text) <= _LONGEST and _PLAIN.fullmatch(text) else text


def _parsed(text: str) -> int | float:
    return int(text) if text.lstrip("+-").isdecimal() else read_number(text)


def _inline(text: str) -> Any:
    """Read a table, a list or a quoted text, as TOML or as JSON has it."""
    flat = " ".join(text.split("\n")) if "\n" in text else text
    try:
        document = parse(f"value = {flat}\n", "toml")
        if document.keys() != {"value"}:
            raise CaseError.at("", message("holds more than one value"))
        return document["value"]
    except CaseError as error:
        try:
            return parse(f'{{"value": {text}}}', "json")["value"]
        except (CaseError, KeyError):
            raise CaseError(_in_the_cell(fault) for fault in error.faults) from None


def _in_the_cell(fault: Fault) -> Fault:
    return evolve(fault, path=fault.path.removeprefix("value").removeprefix("."), line=None)
