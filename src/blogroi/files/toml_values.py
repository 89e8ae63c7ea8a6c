"""What is wrong with a value that is not TOML: decimal commas, units, texts without quotes, what stands behind it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from blogroi.model.intake import as_date
from blogroi.model.misread import quantity_cure
from blogroi.model.misread_dates import date_cure, day_cure

__all__ = ["SCALAR", "bare_word", "wrong_values"]

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_PAIR = re.compile(r"(?P<key>[^\s,={}][^,={}]*?)\s*=\s*(?P<value>.*?)(?=,\s*[^\s,={}\d][^,={}]*=|,?\s*\}|$)")
SCALAR = re.compile(
    r""""[^"]*"|'[^']*'|true|false|[-+]?(?:inf|nan)|0x[0-9A-Fa-f_]+|0o[0-7_]+|0b[01_]+"""
    r"""|[-+]?(?:0|[1-9](?:_?[0-9])*)(?:\.[0-9](?:_?[0-9])*)?(?:[eE][-+]?[0-9](?:_?[0-9])*)?"""
    r"""|[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[Tt ][0-9:.]+(?:[Zz]|[-+][0-9:]+)?)?|[0-9]{2}:[0-9:.]+"""
)
_FLAT = re.compile(r"\{[^{}\[\]]*\}")
_WORD = re.compile(r"[^\W\d_][^,\[\]{}=\"']*")
_FLAGS = {"True": "true", "TRUE": "true", "False": "false", "FALSE": "false"}
_NOTHING = frozenset({"null", "none", "nil", "na", "n/a", "nan", "?", "-", "undefined"})


def wrong_values(key: str, raw: str, blank: str) -> Iterator[tuple[str, str]]:
    """Return what is wrong with a value, or with the values in its braces, each with its path from the key on."""
    if not blank:
        yield "", f"has no value: write {key} = ..., or take the line out"
    elif blank[0] in "[{":
        for table in _FLAT.finditer(blank):
            yield from _wrong_pairs(*(part[slice(*table.span())] for part in (raw, blank)))
        if "{" in blank or blank[-1] != "]":
            return
        if (message := bare_word(blank)) is not None:
            yield "", message
        elif re.search(r"[\w\"'\]}]\s+[\w\"'\[{-]", blank):
            yield "", "a comma is missing between the values of the list"
    elif (message := _wrong_value(key, raw, blank)) is not None:
        yield "", message


def _wrong_pairs(raw: str, blank: str) -> Iterator[tuple[str, str]]:
    """Return what is wrong within the braces of a table."""
    if "=" not in blank and ":" in blank:
        yield "", f"= stands between key and value, not a colon: write {raw.replace(':', ' =')[:80]}"
    if re.search(r",\s*\}", blank):
        yield "", "no comma stands before a closing }: take it out"
    for pair in _PAIR.finditer(blank, 1):
        value, hidden = (part[slice(*pair.span("value"))].strip() for part in (raw, blank))
        if missing := re.fullmatch(r"(?P<value>\S+)\s+(?P<key>[\w.-]+)\s*=.*", hidden):
            yield pair["key"], f"a comma is missing before {missing['key']}"
        elif (message := _wrong_value(pair["key"], value, hidden)) is not None:
            yield pair["key"], message


def bare_word(blank: str) -> str | None:
    """Look for a word without quotes among the values of a list."""
    words = (found[0].strip() for found in _WORD.finditer(blank))
    word = next((word for word in words if word not in ("true", "false", "inf", "nan", "e")), None)
    return None if word is None else f"a text stands in quotes: write {json.dumps(word, ensure_ascii=False)} for {word}"


def _wrong_value(key: str, raw: str, blank: str) -> str | None:
    """Return what is wrong with a single value, None where it is one, or nobody knows."""
    if _DAY.fullmatch(raw):
        return None if as_date(raw) is not raw else f"{raw} is not a date: {date_cure(raw)}"
    if SCALAR.fullmatch(blank):
        return None
    if raw.casefold() in _NOTHING:
        return "leave the key out where nothing is known"
    if raw in _FLAGS:
        return f"write {_FLAGS[raw]}, in small letters"
    if (comment := re.search(r"\s(//|--|/\*)", blank)) is not None:
        return f"a comment begins with #, not with {comment[1]}"
    if (day := day_cure(raw)) is not None:
        return f"{raw} is not a date: {day}"
    if (cure := quantity_cure(raw)) is not None:
        return f"{raw} is not a number: {cure.file.removesuffix(', without quotes')}"
    return _stray(key, raw, blank)


def _stray(key: str, raw: str, blank: str) -> str | None:
    """Look for what stands behind a value, and for quotes that are missing on one side or both."""
    begun = SCALAR.match(blank)
    rest = blank[begun.end() :].strip() if begun else ""
    quote = blank[0] if blank[0] in "\"'" else ""
    if begun is None and quote:
        return f"the text has no closing {quote}: write {key} = {raw[:60]}{quote}"
    if rest in (";", ",", "."):
        return f"nothing stands behind a value: take the {rest} out"
    if re.match(r"[\w.-]+\s*=", rest):
        return "each key stands on a line of its own"
    if quote and rest[:1] in (",", quote) and blank.count(quote) % 2 == 0:
        return (
            f"a list stands in brackets: write {key} = [{re.sub(r'(?<=.)(?<!,) +(?=[' + quote + '])', ', ', raw)[:60]}]"
        )
    if quote:
        other = "'" if quote == '"' else '"'
        whole = f": write {key} = {other}{raw.strip(quote)[:60]}{other}" if other not in raw else ""
        return f"a {quote} within the text ends it{whole}"
    if blank[0].isalpha():
        return f"a text stands in quotes: write {key} = {json.dumps(raw[:80], ensure_ascii=False)}"
    return None
