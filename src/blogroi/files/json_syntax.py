"""Why a text is not JSON: the probable cause and its cure, looked for once the parser has given up."""

from __future__ import annotations

import json
import re

from blogroi.errors import Fault
from blogroi.files.toml_lines import QUOTES
from blogroi.language.naming import clip
from blogroi.language.spoken import Message, message

__all__ = ["json_fault"]

_JSON_CURES: tuple[tuple[str, str, Message], ...] = (
    ("Invalid control", r"\0[\n\r]", message(r"a new line within a text is written \n")),
    ("Invalid control", r"\0\t", message(r"a tab within a text is written \t")),
    ("Invalid control", r"\0", message("a control character stands in the text: take it out")),
    ("Invalid", r"\0", message(r"a \ within a text is written twice, \\")),
    ("Unterminated", r"\0", message("the text that opens here has no closing quotes")),
    ("", r"([-+]?\d+),\0(\d+)", message("write {first}.{second}, with a decimal point")),
    ("", r"(?:,\s*\0|\0,)\s*[\]}]", message("no comma stands before a closing bracket: take it out")),
    ("", r"\0'", message("only \" stands around texts, not '")),
    ("", rf"\0([{QUOTES}])", message('{first} is a quote of a word processor: write "')),
    ("", r"\0(//|/\*|#)", message("JSON has no comments: take the {first} out")),
    ("", r"\0(?:None|null|NULL|nil|NA)\b", message("leave the key out where nothing is known")),
    ("", r"\0(True|TRUE)\b", message("write true, in small letters")),
    ("", r"\0(False|FALSE)\b", message("write false, in small letters")),
    ("Expecting property", r"\0([^\W\d][\w-]*)", message('write "{first}", in quotes')),
    ("Expecting value", r"\0([^\W\d][\w-]*)", message('write "{first}", in quotes')),
    ("Expecting ':'", r"\0", message("a colon is missing between key and value")),
    ("Extra data", r"\0", message("a case is one table: nothing stands behind its last }")),
    ("", r"\0$", message("the file ends before it is complete: a bracket is not closed")),
    ("Expecting ','", r"\0", message("a comma is missing here, or the value before needs quotes")),
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
    match, cure = next(found, (None, None))
    said = message("not JSON: {error}, column {column}", error=error.msg, column=str(error.colno))
    if match is not None and cure is not None:
        written = Message(cure.template, dict(zip(("first", "second"), match.groups(), strict=False)))
        said = message("{fault}: {cure}", fault=said, cure=written)
    return Fault("", clip(said, 500), error.lineno)
