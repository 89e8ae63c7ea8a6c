"""Converters and validators of the fields that the classes of the model are made of.

A field checks its own value and nothing else; what two fields say together is checked by their class, and what two
parts of a case say together by ``blogroi.model.integrity``. A reader can therefore go field by field and report all
faults at once. Messages say what is wrong and what would be right; the path is the field's name.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, Literal, TypeAlias, cast

from attrs import Attribute

from blogroi.model.errors import MOST_FAULTS, CaseError, Fault, near_miss, shown
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.intake import SupportsList, as_list
from blogroi.model.quantity import Domain, Point, Quantity, QuantityLike, Samples, as_quantity, faults_in_domain

Validator: TypeAlias = Callable[[Any, "Attribute[Any]", Any], None]

PerPeriod: TypeAlias = Quantity | tuple[Quantity, ...]
"""A quantity that holds in every period, or one quantity for each of them."""

Periods: TypeAlias = Literal["together", "apart"]
"""Whether the quantities of a list are drawn at the same quantile, as one uncertain thing over time, or each by itself."""

PerPeriodLike: TypeAlias = QuantityLike | Sequence[QuantityLike] | SupportsList

KEY = re.compile(r"[^\W_][\w-]*")


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


def is_certain(stated: PerPeriod) -> bool:
    """Say whether nothing of what was stated is drawn.

    Examples
    --------
    >>> is_certain(as_per_period([3, 4])), is_certain(as_per_period(3))
    (True, True)
    """
    return all(isinstance(part, Point) for part in (stated if isinstance(stated, tuple) else (stated,)))


def period_faults(periods: Periods | None, *stated: PerPeriod | None) -> list[Fault]:
    """Ask for the word that says how a list with samples is drawn, where it was left out."""
    if periods is not None or not any(
        isinstance(part, Samples) for value in stated if isinstance(value, tuple) for part in value
    ):
        return []
    message = (
        "is missing: a list that holds samples is drawn `together` (a high value in one period goes with a high one in "
        "every other) or `apart` (each period by itself)"
    )
    return [Fault("periods", message)]


def as_optional_tuple(value: Iterable[Any] | None) -> tuple[Any, ...] | None:
    """Copy a list into a tuple, or take None where it was left out."""
    return None if value is None else as_tuple(value)


def refuse(faults: Iterable[Fault], *, under: str = "") -> None:
    """Raise what was found, if anything was."""
    found = [fault.under(under) for fault in islice(faults, MOST_FAULTS)]
    if found:
        raise CaseError(found)


def within(domain: Domain) -> Validator:
    """Validate a quantity, or each one of a tuple: a quantity indeed, and within the domain."""

    def validate(_: object, attribute: Attribute[Any], value: Any) -> None:
        if isinstance(value, tuple):
            if not value:
                refuse([Fault("", "is an empty list: give one value for each period")], under=attribute.name)
            parts = [(f"[{period}]", part) for period, part in enumerate(value, start=1)]
        else:
            parts = [("", value)]
        refuse(
            (fault.under(path) for path, part in parts for fault in faults_in_domain(part, domain)),
            under=attribute.name,
        )

    return validate


def one_of(*words: str) -> Validator:
    """Validate a word of a closed set, with a near miss."""

    def validate(_: object, attribute: Attribute[Any], value: Any) -> None:
        if isinstance(value, str) and value in words:
            return
        hint = near_miss(value, words) if isinstance(value, str) else f"one of {', '.join(words)}"
        refuse([Fault("", f"{shown(value)} is not known: {hint}")], under=attribute.name)

    validate.words = words  # type: ignore[attr-defined]  # for whoever says what is missing
    return validate


def is_text(_: object, attribute: Attribute[Any], value: Any) -> None:
    """Validate a text that says something."""
    refuse(text_faults(value), under=attribute.name)


def text_faults(value: object) -> list[Fault]:
    """List what keeps a value from being a text that says something and can be written to a file."""
    if not isinstance(value, str):
        return [Fault("", f"{shown(value)} is not a text")]
    if not value.strip():
        return [Fault("", "is empty: say something")]
    if any("\ud800" <= letter <= "\udfff" for letter in value):
        return [Fault("", f"{shown(value)} holds half a character (a lone surrogate)")]
    return []


def is_text_or_empty(_: object, attribute: Attribute[Any], value: Any) -> None:
    """Validate a text, which may be empty."""
    if value != "":
        refuse(text_faults(value), under=attribute.name)


def is_date(_: object, attribute: Attribute[Any], value: Any) -> None:
    """Validate a date without a time of day."""
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return
    message = f"{shown(value)} is not a date: write it as 2026-06-30"
    refuse([Fault("", message)], under=attribute.name)


def is_flag(_: object, attribute: Attribute[Any], value: Any) -> None:
    """Validate true or false."""
    if not isinstance(value, bool):
        refuse([Fault("", f"{shown(value)} is neither true nor false")], under=attribute.name)


def is_whole(low: int, high: int) -> Validator:
    """Validate a whole number between two others, both included."""

    def validate(_: object, attribute: Attribute[Any], value: Any) -> None:
        if isinstance(value, bool) or not isinstance(value, int):
            refuse([Fault("", f"{shown(value)} is not a whole number")], under=attribute.name)
        elif not low <= value <= high:
            message = f"{shown(value)} is not between {low} and {high}"
            refuse([Fault("", message)], under=attribute.name)

    return validate


def is_key_map(_: object, attribute: Attribute[Any], value: Any) -> None:
    """Validate a mapping whose keys can stand in a path: letters, digits, ``_`` and ``-``."""
    if not isinstance(value, Mapping):
        refuse([Fault("", f"{shown(value)} is not a table")], under=attribute.name)
    refuse(key_faults(value), under=attribute.name)


def are_all(cls: type) -> Validator:
    """Validate that the items of a tuple, or the values of a mapping, are of a class of the model."""

    def validate(_: object, attribute: Attribute[Any], value: Any) -> None:
        if isinstance(value, Mapping):
            items = [(str(key), item) for key, item in value.items()]
        elif isinstance(value, tuple):
            items = [(f"[{position}]", item) for position, item in enumerate(value, start=1)]
        else:
            items = [("", value)]
        refuse(
            (
                Fault(path, f"{shown(item)} is not of the class {cls.__name__}")
                for path, item in items
                if not isinstance(item, cls)
            ),
            under=attribute.name,
        )

    return validate


def key_faults(keys: Iterable[object]) -> Iterable[Fault]:
    """List the keys that cannot stand in a path."""
    for key in keys:
        if not isinstance(key, str) or KEY.fullmatch(key) is None or len(key) > 200:
            yield Fault("", f"{shown(key)} is not a key: a letter or digit, then letters, digits, _ and -")


def are_texts(_: object, attribute: Attribute[Any], value: Any) -> None:
    """Validate a tuple of texts."""
    if not isinstance(value, tuple):
        refuse([Fault("", f"{shown(value)} is not a list of texts")], under=attribute.name)
    refuse(
        (fault.under(f"[{position}]") for position, part in enumerate(value, start=1) for fault in text_faults(part)),
        under=attribute.name,
    )
