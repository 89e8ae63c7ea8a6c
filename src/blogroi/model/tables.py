"""Parts of a case, or of the plain tables of a file that is meant to become one: both are read by the same code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["field_of", "items_of", "table_of"]


def field_of(node: object, name: str) -> Any:
    """Read a field of an object or a key of a table, None where there is none.

    Examples
    --------
    >>> field_of({"when": "each"}, "when"), field_of(3, "when")
    ('each', None)
    """
    return node.get(name) if isinstance(node, Mapping) else getattr(node, name, None)


def table_of(node: object, name: str) -> Mapping[str, object]:
    """Read a table, empty where there is none; what has no text for a key is a fault of its own.

    Examples
    --------
    >>> table_of({"tools": {"blog": {}}}, "tools"), table_of({"tools": 3}, "tools")
    ({'blog': {}}, {})
    """
    part = field_of(node, name)
    return {key: value for key, value in part.items() if isinstance(key, str)} if isinstance(part, Mapping) else {}


def items_of(value: object) -> list[object] | tuple[object, ...]:
    """Return the items of a list, none where there is no list.

    Examples
    --------
    >>> items_of([1, 2]), items_of("no list")
    ([1, 2], ())
    """
    return value if isinstance(value, list | tuple) else ()
