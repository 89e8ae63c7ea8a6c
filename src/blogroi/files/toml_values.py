"""What is wrong with a value that is not TOML: decimal commas, units, texts without quotes, what stands behind it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from blogroi.language.spoken import Message, message
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
_POWER = re.compile(r"(?<![\w.])[-+]?\d[\d_]*(?:\.[\d_]+)?[eE][-+]?\d[\d_]*(?!\w)")
"""A number with a power of ten, whose letter begins no word."""
_FLAGS = {"True": "true", "TRUE": "true", "False": "false", "FALSE": "false"}
_NOTHING = frozenset({"null", "none", "nil", "na", "n/a", "nan", "?", "-", "undefined"})


def wrong_values(key: str, raw: str, blank: str) -> Iterator[tuple[str, str]]:
    """Return what is wrong with a value, or with the values in its braces, each with its path from the key on."""
    if not blank:
        yield "", message("has no value: write {key} = ..., or take the line out", key=key)
    elif blank[0] in "[{":
        for table in _FLAT.finditer(blank):
            yield from _wrong_pairs(*(part[slice(*table.span())] for part in (raw, blank)))
        if "{" in blank or blank[-1] != "]":
            return
        if (told := bare_word(blank)) is not None:
            yield "", told
        elif re.search(r"[\w\"'\]}]\s+[\w\"'\[{-]", blank):
            yield "", message("a comma is missing between the values of the list")
    elif (told := _wrong_value(key, raw, blank)) is not None:
        yield "", told


def _wrong_pairs(raw: str, blank: str) -> Iterator[tuple[str, str]]:
    """Return what is wrong within the braces of a table."""
    if "=" not in blank and ":" in blank:
        yield (
            "",
            message(
                "= stands between key and value, not a colon: write {written}", written=raw.replace(":", " =")[:80]
            ),
        )
    if re.search(r",\s*\}", blank):
        yield "", message("no comma stands before a closing }: take it out")
    for pair in _PAIR.finditer(blank, 1):
        value, hidden = (part[slice(*pair.span("value"))].strip() for part in (raw, blank))
        if missing := re.fullmatch(r"(?P<value>\S+)\s+(?P<key>[\w.-]+)\s*=.*", hidden):
            yield pair["key"], message("a comma is missing before {key}", key=missing["key"])
        elif (told := _wrong_value(pair["key"], value, hidden)) is not None:
            yield pair["key"], told


def bare_word(blank: str) -> str | None:
    """Look for a word without quotes among the values of a list."""
    words = (found[0].strip() for found in _WORD.finditer(_POWER.sub("0", blank)))
    word = next((word for word in words if word not in ("true", "false", "inf", "nan", "e")), None)
    return (
        None
        if word is None
        else message(
            "a text stands in quotes: write {dumps} for {word}", dumps=json.dumps(word, ensure_ascii=False), word=word
        )
    )


def _wrong_value(key: str, raw: str, blank: str) -> str | None:
    """Return what is wrong with a single value, None where it is one, or nobody knows."""
    if _DAY.fullmatch(raw):
        return (
            None
            if as_date(raw) is not raw
            else message("{raw} is not a date: {date_cure}", raw=raw, date_cure=date_cure(raw))
        )
    if SCALAR.fullmatch(blank):
        return None
    if raw.casefold() in _NOTHING:
        return message("leave the key out where nothing is known")
    if raw in _FLAGS:
        return message("write {flag}, in small letters", flag=_FLAGS[raw])
    if (comment := re.search(r"\s(//|--|/\*)", blank)) is not None:
        return message("a comment begins with #, not with {comment}", comment=comment[1])
    if (day := day_cure(raw)) is not None:
        return message("{raw} is not a date: {day}", raw=raw, day=day)
    if (cure := quantity_cure(raw)) is not None:
        return message("{raw} is not a number: {cure}", raw=raw, cure=_as_bare(cure.file))
    return _stray(key, raw, blank)


def _as_bare(cure: str) -> str:
    """Say nothing of quotes where there are none."""
    if isinstance(cure, Message) and cure.values.get("why") == "without quotes":
        return message("write {plain}", plain=cure.values["plain"])
    return cure


def _stray(key: str, raw: str, blank: str) -> str | None:
    """Look for what stands behind a value, and for quotes that are missing on one side or both."""
    begun = SCALAR.match(blank)
    rest = blank[begun.end() :].strip() if begun else ""
    quote = blank[0] if blank[0] in "\"'" else ""
    if begun is None and quote:
        return message(
            "the text has no closing {quote}: write {key} = {raw}{quote}", quote=quote, key=key, raw=raw[:60]
        )
    if rest in (";", ",", "."):
        return message("nothing stands behind a value: take the {rest} out", rest=rest)
    if re.match(r"[\w.-]+\s*=", rest):
        return message("each key stands on a line of its own")
    if quote and rest[:1] in (",", quote) and blank.count(quote) % 2 == 0:
        return message(
            "a list stands in brackets: write {key} = [{sub}]",
            key=key,
            sub=re.sub("(?<=.)(?<!,) +(?=[" + quote + "])", ", ", raw)[:60],
        )
    if quote:
        other = "'" if quote == '"' else '"'
        whole = (
            message(": write {key} = {other}{text}{other}", key=key, other=other, text=raw.strip(quote)[:60])
            if other not in raw
            else ""
        )
        return message("a {quote} within the text ends it{whole}", quote=quote, whole=whole)
    if blank[0].isalpha():
        return message(
            "a text stands in quotes: write {key} = {dumps}", key=key, dumps=json.dumps(raw[:80], ensure_ascii=False)
        )
    return None
