"""How far the work on a question is: counted in units, and told to whoever waits for its answer.

A unit is about what it takes to compute one array of draws. How many there are is estimated from what will be drawn, before anything is,
so that what is left can be told in time. Where nobody waits, nothing is estimated and nothing counted.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import TypeAlias

from blogroi.engine.frame import Flow, Frame, ToolFrame
from blogroi.engine.graph.node import Extent, reachable
from blogroi.records import frozen

__all__ = [
    "QUESTION",
    "Progress",
    "ToolUnits",
    "Work",
    "units_by_period",
    "units_of",
    "units_of_ranking",
    "units_of_tool",
    "units_of_tools",
]

Progress: TypeAlias = Callable[[int, int], None]
"""Told how many units of work are done, and how many there are in all."""

QUESTION = 1000
"""Units of a question that is asked for another one, where questions are all that one consists of."""

_OF_EVERY_TOOL, _OF_A_FLOW, _OF_A_CHANGE = 35, 4, 12  # for what is summed up of each, and put in order for it
_OF_A_PAIR, _OF_A_SCORE = 15, 100
_OF_A_PERIOD = 40  # its flow and what it comes to, in all and in cash, each put in order


class Work:
    """Counts the units of one piece of work that are done, in whichever thread.

    Parameters
    ----------
    progress : callable or None
        Who is told; None where nobody waits.
    units : int
        How many there are, as far as that is known.

    Examples
    --------
    >>> work = Work(lambda done, units: print(done, "of", units), 10)
    >>> work.did(4)
    4 of 10
    >>> within = work.part(6)
    >>> within(1, 2)
    7 of 10
    """

    def __init__(self, progress: Progress | None = None, units: int = 0) -> None:
        self._progress, self._units, self._done, self._lock = progress, units, 0, threading.Lock()

    @property
    def is_watched(self) -> bool:
        """Whether anybody waits."""
        return self._progress is not None

    @property
    def left(self) -> int:
        """How many units are left."""
        return self._units - self._done

    def expect(self, units: int) -> None:
        """Add units that are to be done."""
        self._units += units

    def did(self, units: int = 1) -> None:
        """Count units that are done."""
        if self._progress is None or not units:
            return
        with self._lock:  # so that nobody hears of less after more
            self._done += units
            self._progress(min(self._done, self._units), self._units)

    def part(self, units: int) -> Progress | None:
        """Return whom a question that is asked for this one is to tell: all that it takes is worth so many units here."""
        if self._progress is None:
            return None
        told = 0

        def progress(done: int, whole: int) -> None:
            nonlocal told
            now = units * done // whole
            self.did(now - told)
            told = now

        return progress

    def steps(self, units: int, count: int) -> Work:
        """Return so many steps that are worth so many units together."""
        return Work(self.part(units), count)


@frozen(kw_only=True)
class ToolUnits:
    """The units of work on one tool: on what could fill its gaps, its flows, its changes, and on what is summed up of them."""

    gaps: int = 0
    flows: int = 0
    changes: int = 0
    figures: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.gaps + self.flows + self.changes + self.figures


def units_of(flows: Sequence[Flow], slots: int) -> int:
    """Return how many arrays of draws are computed for some flows that are computed together.

    Parameters
    ----------
    flows : sequence of Flow
        The flows.
    slots : int
        Number of slots: 1 + periods.

    Returns
    -------
    int
    """
    nodes = [node for node in reachable([flow.expression for flow in flows]) if not node.extent.is_certain]
    return len(flows) + sum(slots - 1 if node.extent is Extent.PATH else 1 for node in nodes)


def units_of_tools(frame: Frame) -> list[ToolUnits]:
    """Return the units of an evaluation of each tool."""
    return [units_of_tool(tool, len(frame.times)) for tool in frame.tools]


def units_of_tool(tool: ToolFrame, slots: int) -> ToolUnits:
    """Return the units of an evaluation of one tool, in a frame of so many slots."""
    flows = (*tool.benefits, *tool.costs, *tool.sunk)
    ends = [flow for gap in tool.gaps for flow in (gap.lowest, gap.highest)]
    return ToolUnits(
        gaps=sum(units_of([flow], slots) for flow in ends),
        flows=(units_of(flows, slots) + slots) * 3 // 2,
        changes=2 * units_of(tool.changes, slots) + _OF_A_CHANGE * len(tool.changes),
        figures=_OF_EVERY_TOOL + _OF_A_FLOW * len(flows),
    )


def units_of_ranking(tools: int, *, scored: bool) -> int:
    """Return the units of putting tools beside each other, in money and, where there are scores, by these."""
    pairs = tools * (tools - 1) // 2
    return _OF_A_PAIR * pairs + (_OF_A_SCORE * tools + _OF_A_PAIR * pairs if scored else 0)


def units_by_period(tools: int, slots: int) -> int:
    """Return the units of what comes and goes in each period, of so many tools and of all of them together."""
    return _OF_A_PERIOD * (tools + 1) * (slots - 1)
