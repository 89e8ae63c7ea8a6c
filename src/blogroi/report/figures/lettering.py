"""How wide a text is, and how it is broken or cut to fit.

Nobody knows in which font a figure is read. Widths are those of DejaVu Sans, the widest of those that systems come with: what fits in
it fits in all of them.
"""

from __future__ import annotations

import re
from unicodedata import category, combining, east_asian_width

from blogroi.report.figures.svg import shown

__all__ = ["shortened", "width_of", "wrapped"]

_WIDTHS = {
    sign: width
    for width, signs in (
        (0.29, "\u202f'ijlIJ"),
        (0.36, ",. \u2019\xa0/:;\\|f-"),
        (0.42, "t()[]!r"),
        (0.5, '"*_`\u2013'),
        (0.56, "sz?c\xe7L"),
        (0.64, "kFvxyPaoTY\xe0eE\xe9\xe8\xea\xabbdghnpquS0123456789${}\u20ac\xbb"),
        (0.71, "KAVBRXZC"),
        (0.79, "UHNDG&OQ"),
        (0.86, "w#+<=>^~M"),
        (1.03, "%mW@\u2014\u2026\u0153"),
    )
    for sign in signs
}
_BREAKS = re.compile(" (?!%)")  # but not between a number and its sign
_ELLIPSIS = "\u2026"


def width_of(text: str, size: float) -> float:
    """Return how many pixels a text takes at most.

    Parameters
    ----------
    text : str
        The text, in the language in which it is shown.
    size : float
        Size of its letters in pixels.

    Returns
    -------
    float

    Examples
    --------
    >>> width_of("The blog", 10.0)
    44.9
    """
    return round(size * sum(_width(sign) for sign in text), 3)


def _width(sign: str) -> float:
    known = _WIDTHS.get(sign)
    if known is not None:
        return known
    if combining(sign) or category(sign) in ("Mn", "Cf"):
        return 0.0
    return 1.35 if east_asian_width(sign) in "WF" or category(sign) in ("So", "Cn", "Co") else 0.9


def shortened(text: str, room: float, size: float) -> str:
    """Cut a text that is wider than there is room.

    Examples
    --------
    >>> shortened("The chamber's blog", 100.0, 13.0)
    'The chambe…'
    """
    if width_of(text, size) <= room:
        return text
    kept, left = "", room - width_of(_ELLIPSIS, size)
    for sign in text:
        left -= size * _width(sign)
        if left < 0.0:
            break
        kept += sign
    return kept.rstrip() + _ELLIPSIS


def wrapped(text: str, room: float, size: float, *, most: int = 3) -> list[str]:
    """Break a text into lines; what is left after the last of them is cut.

    Parameters
    ----------
    text : str
        The text, in the language in which it is shown.
    room : float
        How many pixels a line has.
    size : float
        Size of the letters in pixels.
    most : int
        The most lines.

    Returns
    -------
    list of str
        One line at least.

    Examples
    --------
    >>> wrapped("The blog of the chamber of trade", 110.0, 13.0)
    ['The blog of the', 'chamber of', 'trade']
    >>> wrapped("The blog of the chamber of trade", 110.0, 13.0, most=2)
    ['The blog of the', 'chamber of tr…']
    """
    words = _BREAKS.split(shown(text))
    lines = [""]
    for place, word in enumerate(words):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if width_of(longer, size) <= room:
            lines[-1] = longer
        elif len(lines) == most:
            lines[-1] = shortened(" ".join([*([lines[-1]] if lines[-1] else []), *words[place:]]), room, size)
            return lines
        elif lines[-1]:
            lines.append(word)
        else:
            lines[-1] = word
        while width_of(lines[-1], size) > room and len(lines) < most:  # a word that no line can hold
            head = _fitting(lines[-1], room, size)
            lines[-1:] = [lines[-1][:head], lines[-1][head:]]
        if width_of(lines[-1], size) > room:
            lines[-1] = shortened(" ".join([lines[-1], *words[place + 1 :]]), room, size)
            return lines
    return lines


def _fitting(word: str, room: float, size: float) -> int:
    """Return how many signs of a word fit, one at least."""
    taken = 0.0
    for count, sign in enumerate(word):
        taken += size * _width(sign)
        if taken > room and count:
            return count
    return len(word)
