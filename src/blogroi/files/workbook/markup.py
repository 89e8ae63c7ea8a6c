"""Parts in XML, gone through once from front to back; a document type, and with it every entity, is refused.

The whole of a part is given to the parser at once: fed in pieces, one endless word would be read anew with every piece.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any
from xml.parsers import expat

from blogroi.errors import CaseError
from blogroi.language.spoken import message

__all__ = ["elements", "go_through", "plain_text"]

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def go_through(content: bytes, start: Callable[[Any, str, dict[str, str]], None]) -> None:
    """Go through a part.

    Parameters
    ----------
    content : bytes
        The part.
    start : callable
        What is done where an element opens: given the parser, whose other handlers it may set, the name and the attributes, all by the
        names that they have without a prefix.

    Raises
    ------
    CaseError
        When the part is not well formed, or declares a document type.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_type
    parser.StartElementHandler = lambda name, attributes: start(parser, name, attributes)
    try:
        parser.Parse(content, True)
    except CaseError:  # which is a ValueError too
        raise
    except expat.ExpatError as error:
        raise CaseError.at("", message("is damaged: {reason}", reason=f"{error}")) from None
    except (LookupError, ValueError) as error:  # an encoding that nobody has
        raise CaseError.at("", message("is damaged: {reason}", reason=f"{error}"[:100])) from None


def _refuse_type(*_: object) -> None:
    raise CaseError.at("", message("declares a document type, as no workbook does: save it again as .xlsx"))


def elements(content: bytes, names: frozenset[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Give the elements of some names, each with its attributes, without the prefixes of either."""
    found: list[tuple[str, dict[str, str]]] = []

    def start(_: Any, name: str, attributes: dict[str, str]) -> None:
        bare = name.rpartition(":")[2]
        if bare in names:
            found.append((bare, {key.rpartition(":")[2]: value for key, value in attributes.items()}))

    go_through(content, start)
    yield from found


def plain_text(text: str) -> str:
    r"""Read a text as workbooks write them, which escape what XML cannot hold: ``_x0007_``.

    Examples
    --------
    >>> plain_text("two_x000a_lines")
    'two\nlines'
    """
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
