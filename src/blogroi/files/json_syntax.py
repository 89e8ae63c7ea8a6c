"""Why a text is not JSON: the probable cause and its cure, looked for once the parser has given up."""

from __future__ import annotations

import json
import re

from blogroi.errors import Fault, printable
from blogroi.files.toml_lines import QUOTES

__all__ = ["json_fault"]

_JSON_CURES: tuple[tuple[str, str, str], ...] = (
    ("Invalid control", r"\0[\n\r]", r"a new line within a text is written \n"),
    ("Invalid control", r"\0\t", r"a tab within a text is written \t"),
    ("Invalid control", r"\0", "a control character stands in the text: take it out"),
    ("Invalid", r"\0", r"a \ within a text is written twice, \\"),
    ("Unterminated", r"\0", "the text that opens here has no closing quotes"),
    ("", r"([-+]?\d+),\0(\d+)", "write {0}.{1}, with a decimal point"),
    ("", r"(?:,\s*\0|\0,)\s*[\]}]", "no comma stands before a closing bracket: take it out"),
    ("", r"\0'", "only \" stands around texts, not '"),
    ("", rf"\0([{QUOTES}])", '{0} is a quote of a word processor: write "'),
    ("", r"\0(//|/\*|#)", "JSON has no comments: take the {0} out"),
    ("", r"\0(?:None|null|NULL|nil|NA)\b", "leave the key out where nothing is known"),
    ("", r"\0(True|TRUE)\b", "write true, in small letters"),
    ("", r"\0(False|FALSE)\b", "write false, in small letters"),
    ("Expecting property", r"\0([^\W\d][\w-]*)", 'write "{0}", in quotes'),
    ("Expecting value", r"\0([^\W\d][\w-]*)", 'write "{0}", in quotes'),
    ("Expecting ':'", r"\0", "a colon is missing between key and value"),
    ("Extra data", r"\0", "a case is one table: nothing stands behind its last }}"),
    ("", r"\0$", "the file ends before it is complete: a bracket is not closed"),
    ("Expecting ','", r"\0", "a comma is missing here, or the value before needs quotes"),
)
"""What the parser says, what stands before and behind the place (``\\0``) where it stopped, and the cure."""


def json_fault(error: json.JSONDecodeError) -> Fault:
    """Word what keeps a text from being JSON.

    Examples
    --------
    >>> try:
    ...     json.loads('{"rate": 0,4}')
    ... except json.JSONDecodeError as error:
    ...     print(json_fault(error))
    line 1: not JSON: Expecting property name enclosed in double quotes, column 12: write 0.4, with a decimal point
    """
    around = f"{error.doc[max(0, error.pos - 40) : error.pos]}\0{error.doc[error.pos : error.pos + 40]}"
    found = (
        (match, cure)
        for said, place, cure in _JSON_CURES
        if error.msg.startswith(said) and (match := re.search(place, around))
    )
    match, cure = next(found, (None, ""))
    hint = "" if match is None else f": {cure.format(*match.groups())}"
    return Fault("", printable(f"not JSON: {error.msg}, column {error.colno}{hint}", 500), error.lineno)
