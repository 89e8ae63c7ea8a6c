r"""Elements of a drawing, written so that nothing that somebody else wrote can be anything but text.

Only the elements and attributes that figures need can be written. None of them refers to anything outside, runs anything, or carries
a style of its own, so that a page which forbids all of that can hold them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, TypeAlias

from blogroi.language.acting import one_line

__all__ = ["Attributes", "Svg", "element", "joined", "px", "shown"]

_ELEMENTS = frozenset({"svg", "g", "title", "desc", "style", "text", "rect", "line", "circle", "path"})
_ATTRIBUTES = frozenset(
    {
        *("x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "d", "width", "height", "viewBox"),
        *("class", "id", "role", "transform", "xmlns", "lang", "text-anchor", "preserveAspectRatio", "aria-labelledby"),
    }
)
_SIGNS: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
_BLANKS = re.compile("[ \\t\\r\\n]+")  # but no blanks that keep a line from breaking
_NO_XML = re.compile("[\ufffe\uffff\ufdd0-\ufdef]|[\U0001fffe-\U0001ffff]")


class Svg(str):
    """A part of a drawing that is written already."""

    __slots__ = ()


Content: TypeAlias = "Svg | str"
Attributes: TypeAlias = Mapping[str, "str | float"]


def shown(text: str) -> str:
    r"""Return a text as it is shown: on one line, with nothing in it that acts instead of being read, or that XML cannot hold.

    Examples
    --------
    >>> print(shown("a\x00b\u202ec\ufffe\td"))
    a\u0000b\u202ec\ufffe d
    """
    return _NO_XML.sub(lambda sign: f"\\u{ord(sign[0]):04x}", one_line(_BLANKS.sub(" ", text)))


def element(name: str, attributes: Attributes, *contents: Content) -> Svg:
    """Write an element; a text in it is escaped, a part that is written already is not.

    Parameters
    ----------
    name : str
        Its name.
    attributes : mapping of str to str or float
        Its attributes; those that are empty are left out.
    *contents : Svg or str
        What stands in it.

    Returns
    -------
    Svg

    Examples
    --------
    >>> element("text", {"x": 3.0, "class": ""}, "R&D <script>")
    '<text x="3">R&amp;D &lt;script&gt;</text>'
    """
    if name not in _ELEMENTS or not _ATTRIBUTES.issuperset(attributes):
        raise AssertionError(f"figures do not write <{name}> with {sorted(attributes)}")
    told = "".join(
        f' {key}="{px(value) if isinstance(value, float | int) else shown(value).translate(_SIGNS)}"'
        for key, value in attributes.items()
        if value != ""
    )
    within = "".join(content if isinstance(content, Svg) else shown(content).translate(_SIGNS) for content in contents)
    return Svg(f"<{name}{told}>{within}</{name}>" if within else f"<{name}{told}/>")


def joined(parts: list[Svg]) -> Svg:
    """Return parts one after the other."""
    return Svg("".join(parts))


def px(value: float) -> str:
    """Return a length to a tenth, as short as it can be written.

    Examples
    --------
    >>> px(12.04), px(0.46), px(-0.01), px(3)
    ('12', '.5', '0', '3')
    """
    said = str(round(float(value), 1) + 0.0).removesuffix(".0")
    return said.replace("0.", ".", 1) if said.startswith(("0.", "-0.")) else said
