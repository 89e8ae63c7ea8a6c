"""How the work is done, which changes no figure: in threads, within the memory there is."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from blogroi.engine.frame import Frame
from blogroi.engine.tape.flows import OPEN_TABLES, TABLE_BYTES
from blogroi.errors import OptionError
from blogroi.language.spoken import message
from blogroi.model.case import Case

__all__ = ["Turns", "both", "check_room", "check_size", "each"]

T = TypeVar("T")
R = TypeVar("R")

_MAX_BYTES = 1 << 32  # of draws kept at a time


def check_size(case: Case, frame: Frame, draws: int, threads: int, *, by_period: bool = False) -> None:
    """Refuse what would take more memory than is reasonable, by what is kept at a time, whatever the machine.

    Counted are the rows of draws that the tools being worked on keep, with their copies, what the ranking keeps of every tool, the
    sums and the net flows of all tools together, the scores, the flows of every period where they are asked for, and the tables that
    are open.
    """
    at_once = min(threads, len(frame.tools))
    flows = max(len(tool.benefits) + len(tool.costs) + len(tool.sunk) for tool in frame.tools)
    arrays = (2 * flows + 20) * at_once + len(frame.times) + 20 + 8 * len(frame.tools)
    if by_period:
        arrays += 7 * len(frame.times)
    if any(indicator.scale is not None for indicator in case.indicators.values()):
        arrays += (len(frame.tools) + 2) * (len(case.objectives) + 2)
    check_room(arrays, draws, taken=at_once * OPEN_TABLES * TABLE_BYTES)


def check_room(arrays: int, draws: int, *, taken: int = 0) -> None:
    """Refuse more draws than there is room for, where so many arrays of them are kept beside what is taken already.

    Raises
    ------
    OptionError
        With the most draws that there is room for.
    """
    room = _MAX_BYTES - taken
    if arrays * draws * 8 > room:
        raise OptionError(
            "draws",
            message(
                "{draws} is too many for a case of this size: at most {room}",
                draws=str(draws),
                room=str(room // (8 * arrays)),
            ),
        )


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
