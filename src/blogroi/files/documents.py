"""From bytes to plain tables: encoding and syntax, whose faults end the reading at once."""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any, NoReturn

from blogroi.model.errors import CaseError, Fault, shown

__all__ = ["VERSION", "decode", "parse"]

VERSION = 1
"""The version of the case file that is read and written."""

_AT = re.compile(r" ?\(at (?:line (\d+), column (\d+)|end of document)\)$")


def decode(content: bytes) -> str:
    """Decode UTF-8, with or without a byte-order mark."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise CaseError.at("", "the file is in UTF-16: save it in UTF-8")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        byte = content[error.start]
        message = f"byte 0x{byte:02x} at position {error.start} is not UTF-8: save the file in UTF-8"
        raise CaseError([Fault("", message, line)]) from None


def parse(text: str, format: str) -> dict[str, Any]:
    """Turn text into plain tables."""
    if not text.strip():
        raise CaseError.at("", "the file is empty: `blogroi new` prints a case to start from")
    try:
        document = _json(text) if format == "json" else tomllib.loads(text)
    except RecursionError:
        raise CaseError.at("", "the file is nested too deeply: no case needs that") from None
    except tomllib.TOMLDecodeError as error:
        _refuse_toml(str(error), text)
    except json.JSONDecodeError as error:
        raise CaseError([Fault("", f"not JSON: {error.msg}, column {error.colno}", error.lineno)]) from None
    except ValueError as error:  # a number of more digits than Python reads, or an impossible date
        raise CaseError.at("", f"not {format.upper()}: {error}") from None
    if not isinstance(document, dict):
        raise CaseError.at("", f"{shown(document)} is not a case: the whole file is one table")
    return document


def _refuse_toml(message: str, text: str) -> NoReturn:
    found = _AT.search(message)
    if found is None:
        raise CaseError.at("", f"not TOML: {message}") from None
    line = int(found[1]) if found[1] else text.count("\n") + 1
    column = f", column {found[2]}" if found[2] else ""
    raise CaseError([Fault("", f"not TOML: {message[: found.start()]}{column}", line)]) from None


def _json(text: str) -> Any:
    return json.loads(text, object_pairs_hook=_table, parse_constant=_refuse_constant)


def _table(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) < len(pairs):
        keys = [key for key, _ in pairs]
        double = next(key for key in keys if keys.count(key) > 1)
        raise CaseError.at("", f"the key {shown(double)} stands twice in one table")
    return table


def _refuse_constant(name: str) -> NoReturn:
    raise CaseError.at("", f"{name} is not a finite number")
