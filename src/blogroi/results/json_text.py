"""How plain data are written as JSON: to be read where they are few, and in one line where they are many."""

from __future__ import annotations

import json
from typing import Any, Literal, TypeAlias

__all__ = ["Indent", "json_text"]

Indent: TypeAlias = int | Literal["auto"] | None
"""Spaces for each level, None for one line; ``"auto"`` for what is fit for as much as there is."""

LONG = 1_000_000
"""Characters from which on nobody reads it line by line; indented, half of it would be spaces."""


def json_text(plain: Any, indent: Indent = "auto") -> str:
    """Write plain data, the same bytes for the same data.

    Parameters
    ----------
    plain : dict, list, str, float, int, bool or None
        The data.
    indent : int, "auto" or None
        By default two spaces for each level, and one line without any where that is longer than a million characters.

    Returns
    -------
    str

    Examples
    --------
    >>> json_text({"npv": [1.5]}, None)
    '{"npv": [1.5]}'
    """
    if indent == "auto":
        line = json.dumps(plain, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
        if len(line) > LONG:
            return line
        indent = 2
    return json.dumps(plain, indent=indent, ensure_ascii=False, allow_nan=False)
