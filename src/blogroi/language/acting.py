"""What acts on a terminal instead of being shown on it, made visible.

File names, keys and texts come from elsewhere. A control character could clear a screen or forge a line; an override of the
direction of writing shows a text in another order than it has.
"""

from __future__ import annotations

import re

__all__ = ["one_line", "printable"]

_ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_WITHIN = re.compile("[\t\n]")


def printable(text: str) -> str:
    r"""Escape what acts on a terminal instead of being shown; line breaks and tabs stay.

    The form is that of JSON and TOML, so that data stays the same data. A text that holds none is given back as it is, and can still be
    said in another language.

    Examples
    --------
    >>> print(printable("case\x1b[2J.toml"))
    case\u001b[2J.toml
    """
    return _ACTING.sub(_escape, text) if _ACTING.search(text) else text


def one_line(text: str) -> str:
    r"""Escape line breaks and tabs as well: for a name that stands within a line.

    Examples
    --------
    >>> print(one_line("case.toml\nblogroi: all is well"))
    case.toml\u000ablogroi: all is well
    """
    shown = printable(text)
    return _WITHIN.sub(_escape, shown) if _WITHIN.search(shown) else shown


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"
