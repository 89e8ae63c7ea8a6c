"""JSON that others wrote: read without following it into its depth, and never with a number that is none."""

from __future__ import annotations

import json
from typing import Any

from blogroi.errors import SeriesError
from blogroi.language.spoken import message
from blogroi.measured.reading.decoding import decoded
from blogroi.measured.reading.faults import refuse
from blogroi.measured.reading.raw import Raw

__all__ = ["document_of", "is_json"]

_DEEPEST = 50


def is_json(raw: Raw) -> bool:
    """Return whether a file is JSON, by its first sign."""
    return raw.head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")


def document_of(raw: Raw) -> Any:
    """Return what stands in a file.

    Raises
    ------
    SeriesError
        When it is no JSON, or nested more deeply than any export.
    """
    text = decoded(raw.content)
    _refuse_depth(text)
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except SeriesError:  # which is a ValueError too
        raise
    except json.JSONDecodeError as error:
        raise refuse(message("is not JSON: {reason}", reason=error.msg), line=error.lineno) from None
    except (RecursionError, ValueError):  # the latter of a number with thousands of digits
        raise refuse(message("is not JSON that can be read")) from None


def _refuse_depth(text: str) -> None:
    """Count brackets before anything is read; those within texts too, which no export has many of."""
    depth = 0
    for part in text.replace("[", "{").split("{")[1:]:
        depth += 1 - part.count("}") - part.count("]")
        if depth > _DEEPEST:
            raise refuse(message("is nested more deeply than any export"))


def _refuse_constant(name: str) -> Any:
    raise refuse(message("holds {name}, which is not a number", name=name))
