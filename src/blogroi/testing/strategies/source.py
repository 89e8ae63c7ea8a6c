"""Where whole numbers come from, of which a case is built.

Dice make cases that are far apart from each other, and the same for the same seed; Hypothesis makes them smaller when something
goes wrong. Both draw through the same few words.
"""

from __future__ import annotations

import random
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, TypeVar, get_args

__all__ = ["Dice", "Source"]

T = TypeVar("T")


class Source(ABC):
    """Where whole numbers come from, and what is drawn by them."""

    @abstractmethod
    def whole(self, low: int, high: int) -> int:
        """Draw a whole number between two others, both included."""

    def one_of(self, options: Sequence[T]) -> T:
        """Draw one of several, all equally likely."""
        return options[self.whole(0, len(options) - 1)]

    def word(self, alias: Any) -> Any:
        """Draw one of the words of a ``Literal``."""
        return self.one_of(get_args(alias))

    def happens(self, of: int = 2) -> bool:
        """Return True in one of so many cases."""
        return self.whole(1, of) == of

    def some(self, options: Sequence[T], least: int, most: int) -> list[T]:
        """Draw some of several, none of them twice, in any order."""
        left = list(options)
        return [left.pop(self.whole(0, len(left) - 1)) for _ in range(min(self.whole(least, most), len(left)))]


class Dice(Source):
    """Whole numbers at random, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def whole(self, low: int, high: int) -> int:
        """Draw a whole number between two others, both included."""
        return self._random.randint(low, high)
