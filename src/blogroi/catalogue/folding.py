"""Texts as they are looked for: what a keyboard has one sign for is one sign."""

from __future__ import annotations

__all__ = ["folded"]


def folded(text: str) -> str:
    """Return a text as it is looked for: in small letters, with the apostrophe and the space of a keyboard.

    Examples
    --------
    >>> folded("Coût d\u2019un appel\u00a0: EUR")
    "coût d'un appel : eur"
    """
    return text.casefold().replace("\u2019", "'").replace("\u00a0", " ").replace("\u202f", " ")
