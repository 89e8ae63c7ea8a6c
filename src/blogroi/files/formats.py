"""The formats of a case file, by the ending of its name."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeAlias

from blogroi.errors import CaseError
from blogroi.language.spoken import message

__all__ = ["Format", "TextFormat", "format_of", "known_format", "text_format"]

TextFormat: TypeAlias = Literal["toml", "json"]
"""How a case is written as text."""

Format: TypeAlias = TextFormat | Literal["xlsx"]
"""How a case file is written."""

_CURES = {
    "xls": message("is a workbook of the old format: save it as .xlsx"),
    "xlsm": message("is for a workbook with macros, which are never run: save it as .xlsx"),
    "xlsb": message("is a binary workbook: save it as .xlsx"),
    "ods": message("is an OpenDocument file: save it as .xlsx"),
    "numbers": message("is a document of Numbers: export it as .xlsx"),
    "csv": message("holds one table, and a case has several: a name ends in .toml, .json or .xlsx"),
}


def format_of(path: Path) -> Format:
    """Return the format that the ending of a name says.

    Examples
    --------
    >>> format_of(Path("Case.TOML")), format_of(Path("case.xlsx"))
    ('toml', 'xlsx')
    """
    return known_format(path.suffix.lower().removeprefix("."), path.name)


def known_format(word: str, name: str = "") -> Format:
    """Return a format, or refuse what is none."""
    if word == "xlsx":
        return "xlsx"
    return _text_format(word, name)


def text_format(word: str) -> TextFormat:
    """Return a format of texts, or refuse what is none.

    Examples
    --------
    >>> text_format("xlsx")
    Traceback (most recent call last):
        ...
    blogroi.errors.CaseError: a workbook is not a text: `blogroi.dump` writes one to a file, and `blogroi.load` reads it
    """
    if word == "xlsx":
        raise CaseError.at(
            "", message("a workbook is not a text: `blogroi.dump` writes one to a file, and `blogroi.load` reads it")
        )
    return _text_format(word)


def _text_format(word: str, name: str = "") -> TextFormat:
    if word == "toml":
        return "toml"
    if word == "json":
        return "json"
    what = f"{name or word!r}"
    if word in _CURES:
        raise CaseError.at("", message("{what} {cure}", what=what, cure=_CURES[word]))
    raise CaseError.at(
        "", message("{what} is neither TOML, JSON nor a workbook: a name ends in .toml, .json or .xlsx", what=what)
    )
