"""What was probably meant by a text where a number or a quantity is wanted; read only on a fault.

Nothing is taken for what is guessed here: it is said, so that whoever wrote the text can write it so that it can be read
in one way alone. Where two readings are possible, both are said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Any, TypeGuard

from blogroi.errors import Fault, with_cure
from blogroi.language.naming import describe
from blogroi.language.spoken import message
from blogroi.model.cures import folded, key_cure
from blogroi.model.intake import as_list
from blogroi.records import frozen

__all__ = [
    "LONGEST",
    "NOTHING",
    "WORKED_OUT",
    "Written",
    "interval_cure",
    "number_cure",
    "number_fault",
    "quantity_cure",
    "quantity_fault",
    "table_cure",
    "tidied",
    "with_interval",
]

LONGEST = 80
"""The longest text that is looked at: no number or date is longer."""

_GREATEST = Decimal(10) ** 18

_SPACES = {ord(space): " " for space in "\u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u202f"} | {
    ord("\u2212"): "-",
    ord("\u2019"): "'",
    ord("\uff05"): "%",
}
_CURRENCY = r"(?:[€$£¥]|[A-Z]{3}\b|(?:euro|dollar|pound|franc)s?\b)"
_NUMBER = r"[-+]?(?:\d{1,3}(?:[ '.,]\d{3})+(?:[.,]\d+)?|\d+[.,]\d+|\d+[.,]?|[.,]\d+)(?:[eE][-+]?\d{1,2})?"
_AMOUNT = re.compile(rf"(?P<before>{_CURRENCY})? ?(?P<number>{_NUMBER}) ?(?P<after>(?!\d)[%/€$£¥\w][^\d]{{0,24}})?")
_ABOUT = re.compile(r"(?:~|≈|about |around |approx\.? |ca\.? |circa |environ |env\.? )(.+)", re.IGNORECASE)
_BETWEEN = re.compile(
    r"(?:between |from |entre |de )?(.+?)(?: ?(?:\u2013|\u2014|\.\.+|…|~) ?| (?:to|and|a|à|et|bis|-) |(?<=[\d%])-(?=\d))(.+)",
    re.IGNORECASE,
)
_THREE = re.compile(r"([^/;|]+)[/;|]([^/;|]+)[/;|]([^/;|]+)")
_IN_BRACKETS = re.compile(r"[\[(] ?([^,;()\[\]]+)[,;] ?([^,;()\[\]]+)(?:[,;] ?([^,;()\[\]]+))? ?[\])]")
_AROUND = re.compile(r"(.+?) ?(?:±|\+/-|\+-) ?(.+)")
_OPERAND = r"[-+(]*+[\d.,]++[\d.,()%]*+"
_TO_WORK_OUT = re.compile(rf"=.*|#[A-Z0/!?]+|{_OPERAND}(?: ?+[-+*/xX\u00d7\u00f7^]++ ?+{_OPERAND})++")
_THOUSANDS = {
    word: zeros
    for zeros, words in (
        (3, "k thousand mille"), (6, "m mio mn million millions"), (9, "bn md mds mrd billion billions milliard milliards"),
    )
    for word in words.split()
}  # fmt: skip
_OF_MONEY = re.compile(rf"(.*?) ?(?:of |d'|de )?{_CURRENCY}")
_PER_CENT = re.compile(r"(?:%|percent\b|per ?cent\b|pour ?cent\b|pct\b|p\. ?c(?:ent)?\b).*", re.IGNORECASE)
NOTHING = frozenset(
    {
        "",
        "?",
        "-",
        "na",
        "n a",
        "n/a",
        "none",
        "null",
        "nil",
        "unknown",
        "tbd",
        "tbc",
        "inconnu",
        "nothing",
        "not known",
    }
)
"""What is written where nothing is known."""


@frozen
class Written:
    """How something is written, in Python and in a file."""

    python: str
    file: str


def number_fault(value: object) -> Fault:
    """Word the fault of what stands in the place of a number, a part of a range for instance."""
    if isinstance(value, bool):
        cure: str | None = message("write the number itself")
    else:
        cure = number_cure(value) if isinstance(value, str) else None
    return with_cure(message("{value} is not a number", value=describe(value)), cure)


def quantity_fault(value: object, *, share: bool) -> Fault:
    """Word the fault of what stands in the place of a quantity.

    Examples
    --------
    >>> print(quantity_fault("5-20", share=False))
    '5-20' is not a number: write Range(5, 20)
    """
    listed = as_list(value)
    cure: Written | None = None
    if isinstance(value, str):
        cure = quantity_cure(value, share=share)
    elif isinstance(listed, list):
        cure = interval_cure(listed[:4]) if all(map(_is_number, listed[:4])) else None
        cure = cure or Written(
            message("write one number, or Range(6, 11)"), message("write one number, or { low = 6, high = 11 }")
        )
    elif isinstance(value, Mapping):
        cure = table_cure(value)
    if isinstance(value, bool):
        return number_fault(value)
    cure = cure or Written(
        message("write a number, or Range(6, 11)"), message("write a number, or { low = 6, high = 11 }")
    )
    return with_cure(message("{value} is not a number", value=describe(value)), cure.python, cure.file)


@frozen
class _Amount:
    value: Decimal
    why: str
    is_share: bool = False
    other: Decimal | None = None
    zeros: int = 0  # that a word such as million stands for


def tidied(text: str) -> str:
    """Write a text with plain spaces and signs, none of them twice."""
    return " ".join(text.translate(_SPACES).split())


WORKED_OUT = message("write the number that it comes to")
"""What is said where a calculation stands that is no formula."""


def number_cure(text: str, *, share: bool = False) -> str | None:
    """Return how a number is written that somebody wrote as a text.

    Parameters
    ----------
    text : str
        What stands there.
    share : bool
        Whether a share between 0 and 1 is wanted.

    Returns
    -------
    str or None
        None where nothing like a number is meant.

    Examples
    --------
    >>> number_cure("0,4"), number_cure("40 %"), number_cure("6 000 EUR")
    ('write 0.4, with a decimal point', 'write 0.4, for 40 %', 'write 6000, without the currency')
    >>> number_cure("6,000"), number_cure("many")
    ('write 6000, or 6.0 if the comma marks decimals', None)
    """
    if folded(text) in NOTHING:
        return message("leave it out where it is not known")
    if about := _ABOUT.fullmatch(tidied(text[:LONGEST])):
        found = _amount(about[1], share=share)
        return None if found is None else message("write {plain}, or a range around it", plain=_plain(found.value))
    found = _amount(text, share=share)
    if found is None:
        return None
    if found.other is None:
        return message("write {plain}, {why}", plain=_plain(found.value), why=found.why)
    return message(
        "write {plain}, or {decimal} {why}", plain=_plain(found.value), decimal=_decimal(found.other), why=found.why
    )


def quantity_cure(text: str, *, share: bool = False) -> Written | None:
    """Return how a number, a range or three points are written that somebody wrote as a text.

    Examples
    --------
    >>> quantity_cure("5-20").file, quantity_cure("20 to 40 %").python
    ('write { low = 5, high = 20 }', 'write Range(0.2, 0.4)')
    >>> quantity_cure("400 / 700 / 1500").python
    'write ThreePoint(400, 700, 1500)'
    """
    said = number_cure(text, share=share)
    if said is not None:
        return Written(said, said)
    tidy = tidied(text)
    if len(tidy) > LONGEST:
        return None
    for pattern in (_AROUND, _THREE, _IN_BRACKETS, _BETWEEN):
        found = pattern.fullmatch(tidy)
        texts = [part for part in found.groups() if part is not None] if found else []
        parts = (_around if pattern is _AROUND else _amounts)(texts, share=share) if texts else None
        if parts is not None:
            cure = _estimate_cure if pattern is _AROUND else interval_cure
            return None if share and min(parts) < 0 else cure(parts)
    if _TO_WORK_OUT.fullmatch(tidy):
        return Written(WORKED_OUT, WORKED_OUT)
    return None


def interval_cure(numbers: Sequence[float | Decimal]) -> Written | None:
    """Return how a range or three points are written of which somebody gave the numbers alone.

    Examples
    --------
    >>> interval_cure([7000, 12000]).file
    'write { low = 7000, high = 12000 }'
    >>> interval_cure([3, 3]), interval_cure([1])
    (None, None)
    """
    if len(numbers) not in (2, 3) or not all(low < high for low, high in pairwise(numbers)):
        return None
    values = [_plain(number) for number in numbers]
    if len(values) == 2:
        return Written(
            message("write Range({names})", names=", ".join(values)),
            message("write {{ low = {low}, high = {high} }}", low=values[0], high=values[1]),
        )
    low, mode, high = values
    return Written(
        message("write ThreePoint({low}, {mode}, {high})", low=low, mode=mode, high=high),
        message("write {{ low = {low}, mode = {mode}, high = {high} }}", low=low, mode=mode, high=high),
    )


def with_interval(said: str, numbers: Sequence[object]) -> Fault:
    """Put behind what is wrong with a list how an interval is written, where few ascending numbers were meant as one.

    Examples
    --------
    >>> print(with_interval("lists 2 values", [7000, 12000]))
    lists 2 values; for an interval write Range(7000, 12000)
    """
    known = [number for number in numbers[:4] if _is_number(number)]
    cure = interval_cure(known) if len(known) == len(numbers) else None
    if cure is None:
        return Fault("", said)
    return Fault(
        "",
        message("{fault}; for an interval {cure}", fault=said, cure=cure.python),
        in_file=message("{fault}; for an interval {cure}", fault=said, cure=cure.file),
    )


def _estimate_cure(numbers: Sequence[float | Decimal]) -> Written | None:
    """Say how an estimate with the ends around it is written."""
    estimate, low, high = numbers
    if not low < estimate < high:
        return None
    values = [_plain(number) for number in numbers]
    in_file = ", ".join(f"{name} = {value}" for name, value in zip(_SHAPES["Estimate"], values, strict=True))
    return Written(
        message("write Estimate({names})", names=", ".join(values)), message("write {{ {in_file} }}", in_file=in_file)
    )


_SHAPES: Mapping[str, tuple[str, ...]] = {
    "Range": ("low", "high"),
    "ThreePoint": ("low", "mode", "high"),
    "Normal": ("mean", "sd"),
    "Estimate": ("estimate", "low", "high"),
    "Quantiles": ("quantiles",),
    "Chance": ("chance",),
    "Studies": ("studies",),
    "Samples": ("samples",),
}
_BESIDE: Mapping[str, tuple[str, ...]] = {
    "Range": ("confidence", "shape"),
    "ThreePoint": ("shape",),
    "Normal": ("shape",),
    "Estimate": ("confidence",),
    "Samples": ("weights",),
}
_NAMES = tuple(dict.fromkeys(part for parts in (*_SHAPES.values(), *_BESIDE.values()) for part in parts))
_CUTS = ("min", "max")


def table_cure(table: Mapping[str, object]) -> Written | None:
    """Return how a quantity is written of which somebody gave the parts as a mapping, by whatever names.

    Examples
    --------
    >>> table_cure({"min": 6, "max": 11}).file
    'write { low = 6, high = 11 }'
    >>> table_cure({"estimate": 80, "sd": 5}).file, table_cure({"median": 80, "low": 60, "high": 110}).python
    ('write { mean = 80, sd = 5 }', 'write Estimate(80, 60, 110)')
    """
    for ends in (_CUTS, ()):  # what cuts a shape off, or else the ends of one
        parts = {key if key in ends else key_cure(str(key), _NAMES): value for key, value in list(table.items())[:6]}
        for said, meant, other in _MISTAKEN:
            if said in parts and other in parts and meant not in parts:
                parts[meant] = parts.pop(said)
        stated = set(parts) - set(ends) - {name for names in _BESIDE.values() for name in names}
        kind = next((kind for kind, needed in _SHAPES.items() if stated == set(needed)), None)
        if kind is not None and len(parts) == len(table):
            return _table(kind, parts)
    return None


_MISTAKEN = (("estimate", "mean", "sd"), ("mean", "estimate", "low"), ("mode", "estimate", "confidence"))
"""A part that stands for another where a third is beside it."""


def _table(kind: str, parts: Mapping[str | None, object]) -> Written:
    """Write a quantity of its parts, without those that it does not take."""
    needed = _SHAPES[kind]
    written = {name: _written(parts[name]) for name in (*needed, *_BESIDE.get(kind, ()), *_CUTS) if name in parts}
    inside = ", ".join(f"{name} = {value}" for name, value in written.items())
    given = (value if name in needed else f"{name}={value}" for name, value in written.items())
    return Written(
        message("write {kind}({names})", kind=kind, names=", ".join(given)),
        message("write {{ {inside} }}", inside=inside),
    )


def _written(value: object) -> str:
    """Write a part of a quantity, a long list cut short."""
    listed = as_list(value)
    if isinstance(listed, list):
        return f"[{', '.join(_written(part) for part in listed[:3])}{', ...' if len(listed) > 3 else ''}]"
    if _is_number(value):
        return _plain(value)
    return f'"{value[:20]}"' if isinstance(value, str) else "..."


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e18


def _plain(number: Any) -> str:
    """Write a number as people do: ``6000``, ``0.035``."""
    if isinstance(number, Decimal):
        return f"{number.normalize():f}"
    return f"{number:.15g}"


def _decimal(number: Decimal) -> str:
    plain = _plain(number)
    return plain if "." in plain else f"{plain}.0"


def _around(texts: Sequence[str], *, share: bool) -> list[Decimal] | None:
    """Read a number and both ends of its reach; ``8 ± 10 %`` reaches a tenth of 8, except where a share is wanted."""
    middle, reach = (_amount(text.strip()) for text in texts)
    if middle is not None and reach is not None and reach.is_share and not (middle.is_share or share):
        return [middle.value, middle.value * (1 - reach.value), middle.value * (1 + reach.value)]
    parts = _amounts(texts, share=share)
    return None if parts is None else [parts[0], parts[0] - parts[1], parts[0] + parts[1]]


def _amounts(texts: Sequence[str], *, share: bool) -> list[Decimal] | None:
    """Read the parts of a range, None where one is not a number; a per cent sign or thousands behind the last are meant for all."""
    amounts = [one for one in (_amount(text.strip()) for text in texts) if one is not None]
    if len(amounts) < len(texts):
        return None
    if any(one.is_share for one in amounts):
        return [one.value if one.is_share else one.value / 100 for one in amounts]
    last = amounts[-1]
    bare = last.value.scaleb(-last.zeros)  # "4 to 6k" is 4000 to 6000, and "500 to 1k" is 500 to 1000
    values = [one.value if one.zeros or one.value >= bare else one.value.scaleb(last.zeros) for one in amounts]
    return [value / 100 for value in values] if share and 1 < max(values) <= 100 else values


def _amount(text: str, *, share: bool = False) -> _Amount | None:
    """Read one number, with what stands before and after it."""
    tidy = tidied(text[: LONGEST + 1])
    found = _AMOUNT.fullmatch(tidy) if len(tidy) <= LONGEST else None
    if found is None:
        return None
    after = (found["after"] or "").strip()
    try:
        value, other, why = _read(found["number"])
    except InvalidOperation:
        return None
    if abs(value) > _GREATEST:
        return None
    if _PER_CENT.fullmatch(after) or (share and not after and 1 < value <= 100):
        return _Amount(value / 100, message("for {plain} %", plain=_plain(value)), is_share=True)
    money = _OF_MONEY.fullmatch(after)
    zeros = _THOUSANDS.get((money[1] if money else after).casefold(), 0)
    if zeros:
        return _Amount(value.scaleb(zeros), message("for {tidy}", tidy=tidy), zeros=zeros)
    if after or found["before"]:
        is_money = found["before"] or re.match(_CURRENCY, after)
        return _Amount(value, message("without the currency") if is_money else message("without the unit"))
    return _Amount(value, why, other=other)


def _read(number: str) -> tuple[Decimal, Decimal | None, str]:
    """Read digits with their separators: the number, another reading where there are two, and what to know."""
    digits = number.replace(" ", "").replace("'", "")
    marks = [sign for sign in digits if sign in ",."]
    why = (
        message("without quotes")
        if digits == number
        else message("without spaces")
        if " " in number
        else message("without apostrophes")
    )
    if not marks:
        return Decimal(digits), None, why
    mark = marks[-1]
    if len(set(marks)) == 2 or marks.count(mark) > 1:  # 1.234,56 and 1,234,567
        thousands = "".join(set(",.") - {mark}) if len(set(marks)) == 2 else mark
        return (
            Decimal(digits.replace(thousands, "").replace(",", ".")),
            None,
            message("with a decimal point, and no other sign"),
        )
    if re.fullmatch(r"[-+]?[1-9]\d{0,2}[,.]\d{3}", digits) and digits == number:
        why = message("if the comma marks decimals") if mark == "," else message("if the point marks decimals")
        return (
            Decimal(digits.replace(mark, "")),
            Decimal(digits.replace(",", ".")),
            why,
        )
    return Decimal(digits.replace(",", ".")), None, message("with a decimal point") if mark == "," else why
