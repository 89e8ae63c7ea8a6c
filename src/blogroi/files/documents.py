"""From bytes to plain tables: encoding and syntax, whose faults end the reading at once."""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Callable
from typing import Any, NoReturn

from blogroi.errors import CaseError, Fault
from blogroi.files.positions import line_of_deep_key, line_where, repeated_key
from blogroi.files.thousands import reader_of_numbers
from blogroi.language.naming import describe
from blogroi.language.spoken import message

__all__ = ["VERSION", "decode", "parse"]

VERSION = 1
"""The version of the case file that is read and written."""

MOST_PARTS = 16
"""The most parts of a dotted key: the time that the parser needs grows with their square."""

_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
_DOTS = re.compile(rf"(?:\.[^.,=\n]*+){{{MOST_PARTS}}}")


def decode(content: bytes) -> str:
    """Decode UTF-8, with or without a byte-order mark."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise CaseError.at("", message("the file is in UTF-16: save it in UTF-8"))
    if len(content) > 1 and (content[0] == 0) != (content[1] == 0):  # every other byte of plain text is none
        raise CaseError.at("", message("the file is in UTF-16: save it in UTF-8"))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        byte = content[error.start]
        told = message(
            "byte 0x{byte} at position {start} is not UTF-8: save the file in UTF-8",
            byte=f"{byte:02x}",
            start=str(error.start),
        )
        raise CaseError([Fault("", told, line)]) from None


def parse(text: str, format: str) -> dict[str, Any]:
    """Turn text into plain tables."""
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise CaseError.at("", message("the file is empty: `blogroi new` prints a case to start from"))
    try:
        document = _json(text) if format == "json" else _toml(text)
    except RecursionError:
        raise CaseError.at("", message("the file is nested too deeply: no case needs that")) from None
    except CaseError:  # which is a ValueError too
        raise
    except tomllib.TOMLDecodeError as error:
        raise CaseError(_toml_faults(str(error), text)) from None
    except json.JSONDecodeError as error:
        raise CaseError([_json_fault(error)]) from None
    except ValueError:  # a number of more digits than Python reads
        digits = sys.get_int_max_str_digits()
        told = message("a number of more than {digits} digits is too large a number", digits=str(digits))
        line = line_where(text, lambda word: len(word) > digits and word.lstrip("+-")[:1].isdigit())
        raise CaseError([Fault("", told, line)]) from None
    if not isinstance(document, dict):
        raise CaseError.at("", message("{value} is not a case: the whole file is one table", value=describe(document)))
    return document


def _toml_faults(told: str, text: str) -> list[Fault]:
    from blogroi.files.toml_syntax import toml_faults  # noqa: PLC0415  only who made a mistake pays for it

    if text.lstrip().startswith(("{", "[{")) and _is_read_by(json.loads, text):
        return [Fault("", message("this is JSON, not TOML: give the file a name that ends in .json"))]
    return toml_faults(told, text)


def _json_fault(error: json.JSONDecodeError) -> Fault:
    from blogroi.files.json_syntax import json_fault  # noqa: PLC0415

    if not error.doc.lstrip().startswith("{") and _is_read_by(tomllib.loads, error.doc):
        return Fault("", message("this is TOML, not JSON: give the file a name that ends in .toml"))
    return json_fault(error)


def _is_read_by(read: Callable[[str], object], text: str) -> bool:
    """Return whether a text that is not in one format is in the other."""
    try:
        read(text)
    except (ValueError, RecursionError):
        return False
    return True


def _toml(text: str) -> dict[str, Any]:
    line = line_of_deep_key(text, MOST_PARTS) if _DOTS.search(text) else None
    if line is not None:
        raise CaseError(
            [
                Fault(
                    "",
                    message("a key has more than {most} parts: no case needs that", most=str(MOST_PARTS)),
                    line,
                )
            ]
        )
    document = tomllib.loads(text, parse_float=reader_of_numbers(text))
    if _OVERRIDES.search(text):
        from blogroi.files.toml_syntax import comment_faults  # noqa: PLC0415  only who made a mistake pays for it

        if faults := comment_faults(text):
            raise CaseError(faults)
    return document


def _json(text: str) -> Any:
    repeats = False

    def table(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal repeats
        plain = dict(pairs)
        repeats = repeats or len(plain) < len(pairs)
        return plain

    def refuse_constant(name: str) -> NoReturn:
        line = line_where(text, lambda word: word == name)
        raise CaseError([Fault("", message("{name} is not a finite number", name=name), line)])

    document = json.loads(
        text, object_pairs_hook=table, parse_constant=refuse_constant, parse_float=reader_of_numbers(text)
    )
    if repeats:
        key, line = repeated_key(text)
        raise CaseError([Fault("", message("the key {value} stands twice in one table", value=describe(key)), line)])
    return document
