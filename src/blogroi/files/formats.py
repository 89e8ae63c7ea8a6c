"""The formats of a case file, by the ending of its name."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeAlias

from blogroi.errors import CaseError
from blogroi.language.spoken import message

__all__ = ["Format", "format_of", "known_format"]

Format: TypeAlias = Literal["toml", "json"]
"""How a case file is written."""


def format_of(path: Path) -> Format:
    """Return the format that the ending of a name says.

    Examples
    --------
    >>> format_of(Path("Case.TOML"))
    'toml'
    """
    return known_format(path.suffix.lower().removeprefix("."), path.name)


def known_format(word: str, name: str = "") -> Format:
    """Return a format, or refuse what is none."""
    if word == "toml":
        return "toml"
    if word == "json":
        return "json"
    raise CaseError.at(
        "", message("{what} is neither TOML nor JSON: a name ends in .toml or .json", what=f"{name or word!r}")
    )
