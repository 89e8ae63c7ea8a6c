"""What a case states, in one canonical form, so that it is known again whatever file it came from.

Numbers count by their value, keys and lists whose order says nothing are sorted, and what has its default value is left
out: a later version with more fields gives a case that does not use them the hash that it has now.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any

from blogroi.files.documents import VERSION
from blogroi.files.quantities import SHAPE_WORDS
from blogroi.files.sources import with_sources
from blogroi.model import Case, Correlation, Formula, Point, Samples
from blogroi.model.forms import Form, Keyed, Listed, entries, is_default

__all__ = ["StatedParts", "fingerprint", "stated_in"]


class StatedParts:
    """What the parts of the case before state: the next one, where it holds the same tool, need not be asked again.

    Examples
    --------
    >>> from blogroi.files.read import loads
    >>> from blogroi.files.template import template
    >>> case, parts = loads(template()), StatedParts()
    >>> fingerprint(case, parts) == fingerprint(case, parts) == fingerprint(case)
    True
    """

    __slots__ = ("_before", "_told")

    def __init__(self) -> None:
        self._told: dict[int, tuple[object, Any]] = {}
        self._before: dict[int, tuple[object, Any]] = {}

    def begin(self) -> None:
        """Begin another case, and forget what is in none but those before the last one."""
        self._before, self._told = self._told, {}

    def of(self, field: Any) -> Any:
        """Tell what a field of a case states, part by part where it has several."""
        return (
            {key: self._of_part(part) for key, part in field.items()}
            if isinstance(field, Mapping)
            else stated_in(field)
        )

    def _of_part(self, part: object) -> Any:
        held = self._before.get(id(part))  # which nothing else has as long as the part is held
        self._told[id(part)] = held = (part, stated_in(part)) if held is None else held
        return held[1]


def fingerprint(case: Case, parts: StatedParts | None = None) -> str:
    """Return a hash of what a case states, whatever file it came from and however it was written there.

    The order of tables, of costs and of publications says nothing, nor does 0 for 0.0; what has its default value does not
    count, so that later versions with more fields know the case again.

    Parameters
    ----------
    case : Case
        What is to be recognised again.
    parts : StatedParts, optional
        What the parts of a case before this one state.

    Returns
    -------
    str
        ``sha256:`` and 64 hexadecimal digits.

    Examples
    --------
    >>> from blogroi.files.read import loads
    >>> from blogroi.files.template import template
    >>> from blogroi.files.write import dumps
    >>> case = loads(template())
    >>> fingerprint(case) == fingerprint(loads(dumps(case, format="json"), format="json"))
    True
    """
    if parts is not None:
        parts.begin()
    stated = {"blogroi": VERSION} | _stated_by_field(case, stated_in if parts is None else parts.of)
    return f"sha256:{sha256(_text(stated).encode()).hexdigest()}"


def _text(stated: object) -> str:
    return json.dumps(stated, sort_keys=True, separators=(",", ":"), allow_nan=False)


def stated_in(value: Any) -> Any:
    """Turn a part of a case into tables, lists, texts and floats: the same ones however it was written."""
    match value:
        case bool() | str() | None:
            return value
        case int() | float():
            return float(value) + 0.0  # -0.0 is 0.0
        case datetime.date():
            return value.isoformat()
        case Mapping():
            return {key: stated_in(part) for key, part in value.items()}
        case tuple():
            return [stated_in(part) for part in value]
        case Point(number):
            return stated_in(number)
        case Formula():
            return value.tree.text  # however it is spaced and bracketed
        case Samples():
            table = _stated_by_field(value)
            return {"values": table.pop("samples")} | table
        case Correlation():
            pairs = sorted([*pair, stated_in(rank)] for pair, rank in value.pairs().items())
            return {"pairs": pairs, "source": value.source}
        case _:
            return _stated_by_field(value)


def _stated_by_field(value: Any, told: Callable[[Any], Any] = stated_in) -> dict[str, Any]:
    cls: type = type(value)
    table: dict[str, Any] = {"shape": SHAPE_WORDS[cls]} if cls in SHAPE_WORDS else {}
    for attribute, entry in entries(cls):
        part = getattr(value, attribute.name)
        if not is_default(attribute, part) and (attribute.name, part) != ("periods", "together"):
            table[entry.key] = _sorted(entry.form, told(part))
    return with_sources(value, table)


def _sorted(form: Form, stated: Any) -> Any:
    """Sort the lists whose order says nothing."""
    if isinstance(form, Keyed) and isinstance(form.part, Listed):
        return {key: _sorted(form.part, part) for key, part in stated.items()}
    if isinstance(form, Listed) and isinstance(form.part, Listed):
        stated = [_sorted(form.part, part) for part in stated]
    return sorted(stated, key=_text) if isinstance(form, Listed) and not form.is_ordered else stated
