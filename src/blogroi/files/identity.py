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

from attrs import Attribute, Factory, fields, has

from blogroi.files.documents import VERSION
from blogroi.model import Beta, Case, CheckPolicy, Correlation, Point, Stakeholder, Tool, Uniform, Weights

__all__ = ["fingerprint"]

_IN_ANY_ORDER: Mapping[type, tuple[str, ...]] = {
    Case: ("correlations",),
    CheckPolicy: ("select",),
    Stakeholder: ("ratios",),
    Tool: ("audience", "costs", "intended", "published"),
    Weights: ("ratios",),
}
"""Fields whose lists say the same in any order."""


def fingerprint(case: Case) -> str:
    """Hash what a case states.

    Parameters
    ----------
    case : Case
        What is to be recognised again.

    Returns
    -------
    str
        ``sha256:`` and 64 hexadecimal digits.
    """
    stated: dict[str, Any] = {"blogroi": VERSION} | _stated(case)
    if "demands" in stated:
        stated["demands"] = {tool: _sorted(indicators) for tool, indicators in stated["demands"].items()}
    return f"sha256:{sha256(_text(stated).encode()).hexdigest()}"


def _text(stated: object) -> str:
    return json.dumps(stated, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _sorted(parts: list[Any]) -> list[Any]:
    return sorted(parts, key=_text)


def _stated(value: Any) -> Any:
    """Turn a part of a case into tables, lists, texts and floats."""
    match value:
        case bool() | str() | None:
            return value
        case int() | float():
            return float(value) + 0.0  # -0.0 is 0.0
        case datetime.date():
            return value.isoformat()
        case Mapping():
            return {key: _stated(part) for key, part in value.items()}
        case tuple():
            return [_stated(part) for part in value]
        case Point(number):
            return _stated(number)
        case Correlation():
            pairs = sorted([*pair, _stated(rank)] for pair, rank in value.pairs().items())
            return {"pairs": pairs, "source": value.source}
        case _:
            return _stated_by_field(value)


def _stated_by_field(value: Any) -> dict[str, Any]:
    cls = type(value)
    assert has(cls)
    in_any_order = _IN_ANY_ORDER.get(cls, ())
    table: dict[str, Any] = {"shape": cls.__name__.lower()} if cls in (Beta, Uniform) else {}
    for attribute in fields(cls):
        part = getattr(value, attribute.name)
        if attribute.eq and not _is_default(attribute, part):
            stated = _stated(part)
            table[attribute.name] = _sorted(stated) if attribute.name in in_any_order and stated else stated
    return table


def _is_default(attribute: Attribute[Any], part: Any) -> bool:
    """Say whether a field states what it states where it is left out."""
    if attribute.name == "periods" and part == "together":
        return True
    default: Any = attribute.default
    return bool(part == (default.factory() if isinstance(default, Factory) else default))  # type: ignore[arg-type]
