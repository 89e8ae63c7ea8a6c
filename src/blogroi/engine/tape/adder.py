"""Flows added up in an order of their own, whatever order their parts are computed in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = ["Adder"]

Floats: TypeAlias = NDArray[np.float64]


class Adder:
    """Adds flows to their rows in the order of the flows, whatever order they come in: totals have the bits of their parts.

    What has its turn is added at once, so that few flows wait in memory of their own; a flow that has a row to itself is put there.

    Parameters
    ----------
    rows : sequence of int
        Of each flow, the row to which it is added.
    block : int
        The most draws of a block.
    """

    __slots__ = (
        "_block",
        "_early",
        "_free",
        "_left",
        "_of_one",
        "_order",
        "_present",
        "_rows",
        "_turn",
        "_turns",
        "_waiting",
    )

    def __init__(self, rows: Sequence[int], block: int) -> None:
        self._rows, self._block = rows, block
        self._of_one = {row for row, count in Counter(rows).items() if count == 1}
        self._free: list[Floats] = []

    def begin(self, parts: Mapping[int, int], present: Floats) -> None:
        """Begin a block, whose present values are put into some rows; ``parts`` has how many there are of each flow, in order."""
        self._present, self._left, self._order, self._turn = present, dict(parts), list(parts), 0
        self._waiting: dict[int, Floats | float] = {}
        self._turns: dict[int, int] = {}
        self._early: dict[tuple[int, int], Floats] = {}

    def add(self, flow: int, value: Floats, factor: float, turn: int = -1) -> Floats | float:
        """Add a part of a flow, times a factor, and return what was added: until it is told that the part is done with.

        Parts of which the order matters wait for their turn.
        """
        if turn < 0:
            return self._add(flow, value, factor)
        if turn != self._turns.get(flow, 0):
            part = self._early[flow, turn] = value * factor
            return part
        added, following = self._add(flow, value, factor), turn + 1
        while (early := self._early.pop((flow, following), None)) is not None:
            if isinstance(added, np.ndarray) and added is self._waiting[flow]:  # which the next one is added to
                added = added.copy()
            self._add(flow, early, 1.0)
            following += 1
        self._turns[flow] = following
        return added

    def _add(self, flow: int, value: Floats, factor: float) -> Floats | float:
        held = self._waiting.get(flow)
        if not value.ndim:
            certain = float(value) * factor
            self._waiting[flow] = certain if held is None else held + certain
            return certain
        if held is None:
            out = self._waiting[flow] = self._place(flow)
            return np.multiply(value, factor, out=out)
        part: Floats = value * factor
        out = held if isinstance(held, np.ndarray) else self._place(flow)
        self._waiting[flow] = np.add(held, part, out=out)
        return part

    def done(self, flow: int) -> None:
        """Say that a part of a flow is done with, and add all flows whose turn has come."""
        self._left[flow] -= 1
        while self._turn < len(self._order) and not self._left[self._order[self._turn]]:
            flow = self._order[self._turn]
            self._turn += 1
            held, row = self._waiting.pop(flow, 0.0), self._rows[flow]
            if row not in self._of_one:
                self._present[row] += held
                if not isinstance(held, float):
                    self._free.append(held.base)  # type: ignore[arg-type]
            elif isinstance(held, float):
                self._present[row] = held

    def _place(self, flow: int) -> Floats:
        """Return where a flow is put: its own row, or memory that nothing else uses."""
        if self._rows[flow] in self._of_one:
            found: Floats = self._present[self._rows[flow]]
            return found
        return (self._free.pop() if self._free else np.empty(self._block))[: self._present.shape[1]]
