"""Converters and validators of the fields that the classes of the model are made of.

A field checks its own value and nothing else; what two fields say together is checked by their class, and what two
parts of a case say together by ``blogroi.model.integrity``. A reader can therefore go field by field and report all
faults at once. What a field may hold stands in its own metadata (``blogroi.model.forms``). Messages say what is wrong and
what would be right; the path is the field's name.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Literal, TypeAlias, cast

from attrs import Attribute

from blogroi.errors import CaseError, Fault, OptionError, raise_faults, with_cure
from blogroi.language.naming import describe, key_step, suggest
from blogroi.language.spoken import message
from blogroi.model.chance import Chance
from blogroi.model.domain import Domain, faults_in_domain
from blogroi.model.forms import ByPeriod, Keyed, Listed, Table, form_of
from blogroi.model.formula import Formula, place_faults
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.intake import SupportsList, as_list
from blogroi.model.quantity import Point, Quantity, QuantityLike, as_quantity
from blogroi.model.reference import plain_quantity
from blogroi.model.samples import Samples

PerPeriod: TypeAlias = Quantity | tuple[Quantity, ...]
"""A quantity that holds in every period, or one quantity for each of them."""

Periods: TypeAlias = Literal["together", "apart"]
"""Whether the quantities of a list are drawn at the same quantile, as one uncertain thing over time, or each by itself."""

PerPeriodLike: TypeAlias = QuantityLike | Sequence[QuantityLike] | SupportsList

Stated: TypeAlias = PerPeriod | Formula
"""What holds in every period, one for each of them, or a formula of drivers."""

StatedLike: TypeAlias = PerPeriodLike | Formula | str
"""The same as somebody writes it: a text is a formula."""

KEY = re.compile(r"[^\W_][\w-]*")

REFUSED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What no text of a case may hold.

Controls but the tab and the new line; the signs that embed, override and isolate the direction of a text, by which a line
can be made to read otherwise than it is; halves of characters. The marks that do no more than direct what is beside them
(U+200E, U+200F, U+061C) are allowed.
"""

_SIGNS = {
    0x00: message("a null character"),
    0x0D: message("a carriage return"),
    0x1B: message("an escape character"),
    0x202A: message("which embeds a direction"),
    0x202B: message("which embeds a direction"),
    0x202C: message("which ends a direction"),
    0x202D: message("which overrides the direction"),
    0x202E: message("which overrides the direction"),
    0x2066: message("which isolates a direction"),
    0x2067: message("which isolates a direction"),
    0x2068: message("which isolates a direction"),
    0x2069: message("which ends a direction"),
}

_FLAGS: Mapping[str, tuple[object, ...]] = {
    "true": ("true", "yes", "y", "1", "oui", "vrai", 1),
    "false": ("false", "no", "n", "0", "non", "faux", 0),
}


def as_per_period(value: PerPeriodLike) -> PerPeriod:
    """Take one quantity, or a tuple of one for each period."""
    listed = as_list(value)
    if isinstance(listed, list):
        return tuple(as_quantity(part) for part in listed)
    return as_quantity(cast("QuantityLike", value))


def as_optional_quantity(value: QuantityLike | None) -> Quantity | None:
    """Take a quantity, or None where it was left out."""
    return None if value is None else as_quantity(value)


def as_optional_per_period(value: PerPeriodLike | None) -> PerPeriod | None:
    """Take one quantity or one for each period, or None where it was left out."""
    return None if value is None else as_per_period(value)


def as_stated(value: StatedLike) -> Stated:
    """Take a formula or a text that is one, one quantity, or a tuple of one for each period.

    A text that cannot be read is given back as it came, for the field's validator to refuse under the field's name.

    Examples
    --------
    >>> as_stated("visits * 0.02"), as_stated(3), as_stated([3, 4])
    (Formula('visits * 0.02'), Point(value=3), (Point(value=3), Point(value=4)))
    """
    if isinstance(value, Formula):
        return value
    if isinstance(value, str):
        try:
            return Formula(value)
        except CaseError:
            return cast("Stated", value)
    return as_per_period(value)


def as_optional_stated(value: StatedLike | None) -> Stated | None:
    """Take the same, or None where it was left out."""
    return None if value is None else as_stated(value)


def as_map(value: Mapping[str, Any]) -> FrozenMap[str, Any]:
    """Copy a mapping into one that cannot be changed."""
    return FrozenMap(value) if isinstance(value, Mapping) else value


def as_optional_map(value: Mapping[str, Any] | None) -> FrozenMap[str, Any] | None:
    """Copy a mapping into one that cannot be changed, or take None where it was left out."""
    return None if value is None else as_map(value)


def as_tuple(value: Iterable[Any]) -> tuple[Any, ...]:
    """Copy a list into a tuple; leave what is neither to the validator."""
    listed = as_list(value)
    return tuple(listed) if isinstance(listed, list) else cast("tuple[Any, ...]", value)


def quantities_in(stated: Stated | None) -> tuple[Quantity, ...]:
    """List the quantities of a field: one, one for each period, or none where there is a formula or nothing.

    Examples
    --------
    >>> quantities_in(as_stated(3)), quantities_in(as_stated("3 * visits")), quantities_in(None)
    ((Point(value=3),), (), ())
    """
    if stated is None or isinstance(stated, Formula):
        return ()
    return stated if isinstance(stated, tuple) else (stated,)


def is_certain(stated: Stated) -> bool:
    """Return whether nothing of what was stated is drawn. What a formula comes to is not known here: it is taken as drawn.

    Examples
    --------
    >>> is_certain(as_per_period([3, 4])), is_certain(as_per_period(3)), is_certain(as_stated("2 * visits"))
    (True, True, False)
    """
    return not isinstance(stated, Formula) and all(isinstance(part, Point) for part in quantities_in(stated))


def period_faults(periods: Periods | None, *stated: Stated | None) -> list[Fault]:
    """Ask for the word that says how a list with samples or chances is drawn, where it was left out."""
    parts = [part for value in stated if isinstance(value, tuple) for part in value]
    if periods is not None or not any(isinstance(part, Samples | Chance) for part in parts):
        return []
    held = message("samples") if any(isinstance(part, Samples) for part in parts) else message("chances")
    told = message(
        "is missing: a list that holds {held} is drawn `together` (a high value in one period goes with a "
        "high one in every other) or `apart` (each period by itself)",
        held=held,
    )
    return [Fault("periods", told)]


def as_optional_tuple(value: Iterable[Any] | None) -> tuple[Any, ...] | None:
    """Copy a list into a tuple, or take None where it was left out."""
    return None if value is None else as_tuple(value)


def is_quantity(_: object, attribute: Attribute[Any], value: Any) -> None:
    """Validate a quantity: one indeed, and within the domain of its field."""
    raise_faults(quantity_faults(value, form_of(attribute).domain), under=attribute.name)


def quantity_faults(value: Any, domain: Domain) -> list[Fault]:
    """List what keeps a value from being a quantity of a field that takes no formula."""
    if _is_formula(value):
        return [with_cure(message("a formula has no place here"), *_WRITE_A_QUANTITY)]
    return faults_in_domain(plain_quantity(value), domain)


_WRITE_A_QUANTITY = message("write a number, or Range(6, 11)"), message("write a number, or { low = 6, high = 11 }")


def _is_formula(value: object) -> bool:
    """Whether a value is a formula, or a text that was meant as one and not as a number, a range, or nothing."""
    if not isinstance(value, str):
        return isinstance(value, Formula)
    from blogroi.model.misread import quantity_cure  # noqa: PLC0415  only who made a mistake pays for it

    return quantity_cure(value) is None and isinstance(as_stated(value), Formula)


def is_per_period(instance: object, attribute: Attribute[Any], value: Any) -> None:
    """Validate a quantity, or a tuple of one for each period."""
    if not isinstance(value, tuple):
        is_quantity(instance, attribute, value)
    elif not value:
        raise_faults([Fault("", message("is an empty list: give one value for each period"))], under=attribute.name)
    else:
        domain = form_of(attribute).domain
        parts = enumerate(value, start=1)
        raise_faults(
            (fault.under(f"[{period}]") for period, part in parts for fault in _listed_faults(part, domain)),
            under=attribute.name,
        )


def _listed_faults(part: Any, domain: Domain) -> list[Fault]:
    if _is_formula(part):
        return [Fault("", message("a list holds no formulas: write one formula for all periods, with period in it"))]
    return faults_in_domain(plain_quantity(part), domain)


def is_stated(instance: object, attribute: Attribute[Any], value: Any) -> None:
    """Validate a quantity, a tuple of one for each period, or a formula whose words have a meaning in its place."""
    if isinstance(value, str | Formula):
        raise_faults(_formula_faults(value, form_of(attribute)), under=attribute.name)
    else:
        is_per_period(instance, attribute, value)


def _formula_faults(value: Formula | str, form: ByPeriod) -> Iterable[Fault]:
    """List what keeps a formula from standing where it does."""
    if isinstance(value, str) or value.is_number:
        return _unread_faults(str(value), is_share=form.domain is Domain.SHARE)
    return place_faults(value, in_effect=form.in_effect)


def _unread_faults(text: str, *, is_share: bool) -> Iterable[Fault]:
    """Say what is wrong with a text that is not a formula; one that was meant as a quantity is told how that is written."""
    from blogroi.model.misread import WORKED_OUT, quantity_cure, quantity_fault  # noqa: PLC0415  only who made a mistake pays for it

    if text.startswith("=") and (inside := _of_a_sheet(text)):
        return [
            Fault(
                "", message("{value}: a formula begins without =: write {inside}", value=describe(text), inside=inside)
            )
        ]
    meant = quantity_cure(text, share=is_share)
    is_formula = "*" in text or (meant is not None and meant.file == WORKED_OUT)
    if meant is not None and (text.startswith("=") or not is_formula):
        return [quantity_fault(text, share=is_share)]
    try:
        Formula(text)
    except CaseError as error:
        return error.faults
    return [Fault("", message("{value} is a number: write it without quotes and brackets", value=describe(text)))]


def _of_a_sheet(text: str) -> str | None:
    """Return the formula behind the sign of equality that sheets put before theirs, where drivers and no cells stand in it."""
    inside = text.lstrip("= ")
    try:
        formula = Formula(inside)
    except CaseError:
        return None
    return (
        None if formula.is_number or re.search(r"(?<![A-Za-z_0-9])[A-Z]{1,3}[0-9]+(?![A-Za-z_0-9])", inside) else inside
    )


def is_choice(_: object, attribute: Attribute[Any], value: Any) -> None:
    """Validate a word of a closed set, with a near miss."""
    words = form_of(attribute).words
    if isinstance(value, str) and value in words:
        return
    raise_faults(
        [Fault("", message("{value} is not known: {hint}", value=describe(value), hint=word_hint(value, words)))],
        under=attribute.name,
    )


def word_hint(value: object, words: Sequence[str]) -> str:
    """Return which word was meant, by what it means and then by its letters."""
    from blogroi.model.cures import word_cure  # noqa: PLC0415  only who made a mistake pays for it

    if not isinstance(value, str):
        return message("one of {names}", names=", ".join(words))
    meant = word_cure(value, words)
    return suggest(value, words) if meant is None else message('write "{meant}"', meant=meant)


def several(name: str, value: Collection[str], what: Literal["classes", "tools"]) -> None:
    """Refuse one word in the place of a list of them.

    Examples
    --------
    >>> several("exclude", "cash", "classes")
    Traceback (most recent call last):
        ...
    blogroi.errors.OptionError: exclude: 'cash' is not a list: write ["cash"]
    """
    if isinstance(value, str):
        raise OptionError(
            name, message('{value} is not a list: write ["{other}"]', value=describe(value), other=value[:60])
        )
    if not isinstance(value, Collection):
        raise OptionError(
            name,
            message("{value} is not a list: give a list of tools", value=describe(value))
            if what == "tools"
            else message("{value} is not a list: give a list of classes", value=describe(value)),
        )


def is_text(_: object, attribute: Attribute[Any], value: Any) -> None:
    """Validate a text that says something."""
    raise_faults(text_faults(value), under=attribute.name)


def text_faults(value: object) -> list[Fault]:
    """List what keeps a value from being a text that says something and can be written to a file."""
    if not isinstance(value, str):
        quoted = message(': put it in quotes, "{value}"', value=str(value)) if _is_quotable(value) else ""
        return [Fault("", message("{value} is not a text{quoted}", value=describe(value), quoted=quoted))]
    if not value.strip():
        return [Fault("", message("is empty: write a word or a sentence"))]
    refused = REFUSED.search(value)
    return (
        [] if refused is None else [Fault("", message("{value} {held}", value=describe(value), held=_held(refused[0])))]
    )


def _is_quotable(value: object) -> bool:
    """Return whether a value is short enough, and a number or a day, so that the text that was meant can be shown."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e15
    return is_number or type(value) is datetime.date


def _held(sign: str) -> str:
    """Return the message that a text holds a sign that no text may hold, and what to do."""
    code = ord(sign)
    name = _SIGNS.get(code) or (
        message("half a character, a lone surrogate") if 0xD800 <= code <= 0xDFFF else message("a control character")
    )
    return message("holds U+{code}, {name}: take it out", code=f"{code:04X}", name=name)


def is_text_or_empty(_: object, attribute: Attribute[Any], value: Any) -> None:
    """Validate a text, which may be empty."""
    if value != "":
        raise_faults(text_faults(value), under=attribute.name)


def is_date(_: object, attribute: Attribute[Any], value: Any) -> None:
    """Validate a date without a time of day."""
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return
    from blogroi.model.misread_dates import date_fault  # noqa: PLC0415  only who made a mistake pays for it

    raise_faults([date_fault(value)], under=attribute.name)


def is_flag(_: object, attribute: Attribute[Any], value: Any) -> None:
    """Validate true or false."""
    if not isinstance(value, bool):
        said = message("{value} is neither true nor false", value=describe(value))
        stated = value[:9].strip().casefold() if isinstance(value, str) else value
        meant = next((word for word, others in _FLAGS.items() if stated in others), None)
        raise_faults(
            [
                with_cure(
                    said,
                    meant and message("write {word}", word=meant.capitalize()),
                    meant and message("write {meant}", meant=meant),
                )
            ],
            under=attribute.name,
        )


def is_whole(_: object, attribute: Attribute[Any], value: Any) -> None:
    """Validate a whole number between the two that its field says, both included."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise_faults(
            [
                Fault(
                    "",
                    message(
                        "{value} is not a whole number{cure}",
                        value=describe(value),
                        cure=_whole_cure(value),
                    ),
                )
            ],
            under=attribute.name,
        )
    low, high = form_of(attribute).low, form_of(attribute).high
    if not low <= value <= high:
        raise_faults(
            [
                Fault(
                    "",
                    message(
                        "{value} is not between {low} and {high}", value=describe(value), low=str(low), high=str(high)
                    ),
                )
            ],
            under=attribute.name,
        )


def _whole_cure(value: object) -> str:
    from blogroi.model.misread import number_cure  # noqa: PLC0415  only who made a mistake pays for it

    if isinstance(value, str):
        cure = number_cure(value)
        return "" if cure is None else message(": {cure}", cure=cure)
    if isinstance(value, float) and abs(value) < 1e9:  # neither NaN nor an infinity
        return message(": write {low} or {high}", low=str(int(value // 1)), high=str(int(value // 1) + 1))
    return message(": write one, such as 3") if isinstance(value, Mapping | list | tuple) else ""


def is_key_map(_: object, attribute: Attribute[Any], value: Any) -> None:
    """Validate a mapping whose keys can stand in a path: letters, digits, ``_`` and ``-``."""
    if not isinstance(value, Mapping):
        raise_faults([Fault("", message("{value} is not a table", value=describe(value)))], under=attribute.name)
    raise_faults(key_faults(value), under=attribute.name)


def are_parts(_: object, attribute: Attribute[Any], value: Any) -> None:
    """Validate a part, the items of a tuple, or the values of a mapping: of the class that the field says."""
    raise_faults(part_faults(attribute, value))


def part_faults(attribute: Attribute[Any], value: Any) -> list[Fault]:
    """List what is not of the class that a field says; nothing where its form has no such parts."""
    form = form_of(attribute)
    part = form.part if isinstance(form, Keyed | Listed) else form
    if not isinstance(part, Table):
        return []
    if isinstance(form, Keyed) and isinstance(value, Mapping):
        items = [(key_step(str(key)), item) for key, item in value.items()]
    elif isinstance(form, Listed) and isinstance(value, tuple):
        items = [(f"[{position}]", item) for position, item in enumerate(value, start=1)]
    else:
        items = [("", value)]
    return [
        Fault(path, message("{value} is not of the class {name}", value=describe(item), name=part.cls.__name__)).under(
            attribute.name
        )
        for path, item in items
        if not isinstance(item, part.cls)
    ]


def key_faults(keys: Iterable[object]) -> Iterable[Fault]:
    """List the keys that cannot stand in a path."""
    for key in keys:
        if not isinstance(key, str) or KEY.fullmatch(key) is None or len(key) > 200:
            yield Fault("", message("{value} {cure}", value=describe(key), cure=_key_cure(key)))


def _key_cure(key: object) -> str:
    """Return why something is not a key, and which key could stand for it."""
    from unicodedata import normalize  # noqa: PLC0415  only who made a mistake pays for it

    from blogroi.model.cures import key_like  # noqa: PLC0415  only who made a mistake pays for it

    if isinstance(key, str) and (refused := REFUSED.search(key)):
        return message("is not a key: it {held}", held=_held(refused[0]))
    if isinstance(key, str) and len(key) > 200:
        return message("is not a key: it has {count} letters, and 200 are the most", count=str(len(key)))
    like = key_like(key) if isinstance(key, str) else None
    if like is not None and like != key and normalize("NFC", str(key)) == like:
        return message("is not a key: an accent stands apart from its letter: write the two as one sign")
    write = "" if like is None else message(": write {like}", like=like)
    return message("is not a key: a letter or digit, then letters, digits, _ and -{write}", write=write)


def are_texts(_: object, attribute: Attribute[Any], value: Any) -> None:
    """Validate a tuple of texts."""
    if not isinstance(value, tuple):
        import json  # noqa: PLC0415  only who made a mistake pays for it

        parts = [part.strip() for part in value.split(",")] if isinstance(value, str) and len(value) <= 80 else []
        cure = message("write {dumps}", dumps=json.dumps(parts, ensure_ascii=False)) if any(parts) else None
        raise_faults(
            [with_cure(message("{value} is not a list of texts", value=describe(value)), cure)], under=attribute.name
        )
    raise_faults(
        (fault.under(f"[{position}]") for position, part in enumerate(value, start=1) for fault in text_faults(part)),
        under=attribute.name,
    )
