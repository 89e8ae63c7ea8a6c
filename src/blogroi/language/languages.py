"""The languages that people are answered in."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

__all__ = ["LANGUAGES", "VARIABLE", "Language"]

Language: TypeAlias = Literal["en", "fr"]
"""A language, by its code."""

LANGUAGES: tuple[Language, ...] = get_args(Language)

VARIABLE = "BLOGROI_LANGUAGE"
"""The variable of the environment that says in which language to answer."""
