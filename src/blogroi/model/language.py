"""The languages in which statements and comments can be had."""

from __future__ import annotations

from typing import Literal, TypeAlias

__all__ = ["Language"]

Language: TypeAlias = Literal["en", "fr"]
"""English, or French."""
