"""How the work is done, which changes no figure: in threads."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

__all__ = ["Turns", "both", "each"]

T = TypeVar("T")
R = TypeVar("R")


def each(function: Callable[[T], R], items: Sequence[T], threads: int) -> list[R]:
    """Apply a function to each item, in threads where that is asked for; results in the order of the items."""
    if threads == 1 or len(items) < 2:
        return [function(item) for item in items]
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  only who asks for threads pays for it

    with ThreadPoolExecutor(threads) as executor:
        return list(executor.map(function, items))


def both(one: Callable[[], T], other: Callable[[], R], threads: int) -> tuple[T, R]:
    """Do two things, side by side where threads are asked for."""
    found: list[Any] = each(lambda function: function(), (one, other), threads)
    return found[0], found[1]


class Turns:
    """Lets tools add to a common sum one after the other, in the order of their positions, whichever thread comes first.

    Each waits for the one before it, which was begun before it: whoever has the lowest position never waits.

    Parameters
    ----------
    count : int
        Number of tools.
    """

    def __init__(self, count: int) -> None:
        self._done, self._given_up, self._condition = [0] * count, False, threading.Condition()

    def wait(self, position: int, stage: int) -> None:
        """Wait until the tool before has done as much; not once somebody has given up, for then nothing is added up."""
        with self._condition:
            self._condition.wait_for(lambda: self._given_up or not position or self._done[position - 1] >= stage)

    def done(self, position: int, stage: int) -> None:
        """Say how much is done."""
        with self._condition:
            self._done[position] = stage
            self._condition.notify_all()

    def give_up(self) -> None:
        """Say that no more is to come, so that nobody waits for it."""
        with self._condition:
            self._given_up = True
            self._condition.notify_all()
