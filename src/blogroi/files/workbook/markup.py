"""Parts in XML, gone through once from front to back; a document type, and with it every entity, is refused.

The whole of a part is given to the parser at once: fed in pieces, one endless word would be read anew with every piece. What is nested
deeper than any workbook is refused, since the parser remembers all that is open.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Protocol, TypeAlias
from xml.parsers import expat

from blogroi.errors import CaseError
from blogroi.files.workbook.package import damaged
from blogroi.language.spoken import message

__all__ = ["End", "Walker", "elements", "go_through", "plain_text"]

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DEEPEST = 100

End: TypeAlias = Callable[[Any, str], None]
"""What is done where an element closes, given the parser and the name."""


class Walker(Protocol):
    """What goes through a part. It listens for ends only where it says what is done there: most of them say nothing."""

    end: End | None

    def start(self, parser: Any, name: str, given: dict[str, str], /) -> None:
        """Take notice of an element that opens: the parser, whose handler of texts it may set, the name, and the attributes."""
        ...


def go_through(content: bytes, walker: Walker) -> None:
    """Go through a part.

    Parameters
    ----------
    content : bytes
        The part.
    walker : Walker
        What takes notice of its elements.

    Raises
    ------
    CaseError
        When the part is not well formed, nested too deeply, or declares a document type.
    """
    parser = expat.ParserCreate()
    depth = 0

    def opened(name: str, given: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise CaseError.at("", message("is nested more deeply than any workbook"))
        walker.start(parser, name, given)

    def closed(name: str) -> None:
        nonlocal depth
        depth -= 1
        if walker.end is not None:
            walker.end(parser, name)

    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_type
    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    try:
        parser.Parse(content, True)
    except CaseError:  # which is a ValueError too
        raise
    except (expat.ExpatError, LookupError, ValueError):  # an encoding that nobody has, a number that is none
        raise damaged() from None


def _refuse_type(*_: object) -> None:
    raise CaseError.at("", message("declares a document type, as no workbook does: save it again as .xlsx"))


def elements(content: bytes, names: frozenset[str]) -> list[tuple[str, dict[str, str]]]:
    """Return the elements of some names in their order, each with its attributes, without the prefixes of either."""
    found = _Elements(names)
    go_through(content, found)
    return found.elements


class _Elements:
    def __init__(self, names: frozenset[str]) -> None:
        self.end: End | None = None
        self.elements: list[tuple[str, dict[str, str]]] = []
        self._names = names

    def start(self, _: Any, name: str, given: dict[str, str]) -> None:
        bare = name.rpartition(":")[2]
        if bare in self._names:
            self.elements.append((bare, {key.rpartition(":")[2]: value for key, value in given.items()}))


def plain_text(text: str) -> str:
    r"""Read a text as workbooks write them, which escape what XML cannot hold: ``_x0007_``.

    Examples
    --------
    >>> plain_text("two_x000a_lines")
    'two\nlines'
    """
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
