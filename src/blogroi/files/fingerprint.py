"""What a case states, in one canonical form, so that it is known again whatever file it came from.

Numbers count by their value, keys and lists whose order says nothing are sorted, and what has its default value is left
out: a later version with more fields gives a case that does not use them the hash that it has now.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from blogroi.files.documents import VERSION
from blogroi.files.quantities import SHAPE_WORDS
from blogroi.files.sources import with_sources
from blogroi.model import Case, Correlation, Formula, Point, Samples
from blogroi.model.forms import Form, Keyed, Listed, entries, is_default

__all__ = ["fingerprint", "stated_in"]


def fingerprint(case: Case) -> str:
    """Return a hash of what a case states, whatever file it came from and however it was written there.

    The order of tables, of costs and of publications says nothing, nor does 0 for 0.0; what has its default value does not
    count, so that later versions with more fields know the case again.

    Parameters
    ----------
    case : Case
        What is to be recognised again.

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
    stated: dict[str, Any] = {"blogroi": VERSION} | stated_in(case)
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


def _stated_by_field(value: Any) -> dict[str, Any]:
    cls: type = type(value)
    table: dict[str, Any] = {"shape": SHAPE_WORDS[cls]} if cls in SHAPE_WORDS else {}
    for attribute, entry in entries(cls):
        part = getattr(value, attribute.name)
        if not is_default(attribute, part) and (attribute.name, part) != ("periods", "together"):
            table[entry.key] = _sorted(entry.form, stated_in(part))
    return with_sources(value, table)


def _sorted(form: Form, stated: Any) -> Any:
    """Sort the lists whose order says nothing."""
    if isinstance(form, Keyed) and isinstance(form.part, Listed):
        return {key: _sorted(form.part, part) for key, part in stated.items()}
    if isinstance(form, Listed) and isinstance(form.part, Listed):
        stated = [_sorted(form.part, part) for part in stated]
    return sorted(stated, key=_text) if isinstance(form, Listed) and not form.is_ordered else stated
