"""Money over time: what flows come to, as present values and period by period.

A flow that is a sum of certain profiles times rows is never spread over the periods by itself: its present value is the row times
that of the profile, and flows of one profile are added up first and spread once.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from operator import attrgetter
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.engine.frame import Flow
from blogroi.engine.graph.node import Node, reachable
from blogroi.engine.tape.adder import Adder
from blogroi.engine.tape.greatest import refuse_too_large
from blogroi.engine.tape.items import Item, alike_in, grouped, items_of, spread
from blogroi.engine.tape.machine import Kept, Machine, refuse_failures
from blogroi.engine.tape.program import READS_TABLES, Program, programmed, tables_of
from blogroi.numerics.quantiles import Alike
from blogroi.records import frozen

__all__ = ["OPEN_TABLES", "PATH_BLOCK", "TABLE_BYTES", "FlowSums", "Running", "work_out"]

Floats: TypeAlias = NDArray[np.float64]
Sink: TypeAlias = Callable[[slice, Floats, Floats], None]
Progress: TypeAlias = Callable[[], None]

PATH_BLOCK, ROW_BLOCK = 8192, 65_536
"""Draws worked on at a time where there are paths, which stay in the processor's cache so, and where there are none."""

OPEN_TABLES = 64
"""Quantile tables that are open at a time."""

TABLE_BYTES = 1 << 19
"""Size of one of them."""

_CHUNK_BYTES = 1 << 26  # net flows that are kept while one batch after the other is added to them


@frozen(eq=False)
class FlowSums:
    """What flows come to.

    Parameters
    ----------
    present : numpy.ndarray of float, shape (rows, draws)
        Present values: of each flow, or of those that were added up together.
    sums : numpy.ndarray of float, shape (flows, 1 + periods)
        Undiscounted, added up over the draws, of those flows of which it was asked for; nothing elsewhere.
    alike : tuple of (Alike or None)
        One for all flows that are the same row, each times a number above zero; None where a flow has none beside it.
    """

    present: Floats
    sums: Floats
    alike: tuple[Alike | None, ...]


def work_out(
    flows: Sequence[Flow],
    draws: int,
    *,
    discount: Sequence[float],
    rows: Sequence[int] | None = None,
    signs: Sequence[float] | None = None,
    counted: Collection[int] = (),
    plain: Collection[int] = (),
    averaged: Collection[int] = (),
    kept: Kept | None = None,
    sink: Sink | None = None,
    progress: Progress | None = None,
    block: int | None = None,
) -> FlowSums:
    """Compute flows.

    Parameters
    ----------
    flows : sequence of Flow
        What is computed.
    draws : int
        Number of draws.
    discount : sequence of float
        Discount factor of time 0 and of each period.
    rows : sequence of int, optional
        Of each flow, the row to which its present value is added; one for each unless it is given.
    signs : sequence of float, optional
        With which each flow counts in the net flows: 1, -1, or 0 for what does not; 1 unless it is given.
    counted : collection of int
        Flows, by their place, whose sums over the draws are asked for.
    plain : collection of int
        Flows, by their place, of which each period counts for as much as any other in the place of its discount factor, time 0 for
        nothing.
    averaged : collection of int
        Flows, by their place, that are averaged over the periods in the same way.
    kept : mapping of Node to numpy.ndarray, optional
        What was computed before.
    sink : callable, optional
        Given the draws of each block, its present values, shape (rows, draws), and its net flows, shape (1 + periods, draws),
        undiscounted.
    progress : callable, optional
        Called after each block.
    block : int, optional
        Draws worked on at a time; it changes no figure.

    Returns
    -------
    FlowSums

    Raises
    ------
    CaseError
        When the formula of a field gives no number in some draw, or a flow comes to more than can be worked with.
    """
    factors, known = np.array(discount), {} if kept is None else kept
    even = np.append(0.0, np.ones(factors.size - 1))
    periods = factors.size - 1
    weights = [even if at in plain else even / periods if at in averaged else factors for at in range(len(flows))]
    signed = signs or [1.0] * len(flows)
    items = [item for at, flow in enumerate(flows) for item in items_of(at, flow, weights[at])]
    items, profiles = grouped(items, signed)
    targets = rows or range(len(flows))
    alone = {row for row, count in Counter(targets).items() if count == 1}
    apart = {at for at, row in enumerate(targets) if not signed[at] and row in alone}
    batches = [_Batch(part, known) for part in _batched(items, known, apart)]
    work = _Work(batches, profiles, weights, targets, signed, draws, counted, slots=factors.size)
    has_paths = sink is not None or any(batch.program.paths for batch in batches)
    work.run(block or (PATH_BLOCK if has_paths else ROW_BLOCK), sink, progress)
    return FlowSums(work.present, work.sums, alike_in(items, len(flows)))


class Running:
    """Flows that are computed a stretch of draws after the other, from streams that stay open in between.

    The stretches have the draws, to the last bit, that :func:`work_out` has at once; memory is that of one of them.

    Parameters
    ----------
    flows : sequence of Flow
        What is computed.
    stretch : int
        The most draws of a stretch.
    discount : sequence of float
        Discount factor of time 0 and of each period.
    keeps_tables : bool
        Whether tables stay open from one stretch to the next, where they are few: else they are made again for each.
    """

    __slots__ = ("_block", "_done", "_keeps_tables", "_machines", "_work")

    def __init__(
        self, flows: Sequence[Flow], stretch: int, *, discount: Sequence[float], keeps_tables: bool = False
    ) -> None:
        weights, unsigned = [np.array(discount)] * len(flows), [0.0] * len(flows)
        items = [item for at, flow in enumerate(flows) for item in items_of(at, flow, weights[at])]
        batches = [_Batch(part, {}) for part in _batched(items, {})]
        has_paths = any(batch.program.paths for batch in batches)
        self._block = min(PATH_BLOCK if has_paths else ROW_BLOCK, stretch)
        self._work = _Work(batches, (), weights, range(len(flows)), unsigned, 0, (), slots=len(discount))
        self._machines = [Machine(batch.program, self._block, batch.kept) for batch in batches]
        self._keeps_tables, self._done = keeps_tables and len(batches) == 1, 0

    def next(self, out: Floats) -> None:
        """Compute the next stretch.

        Parameters
        ----------
        out : numpy.ndarray of float, shape (flows, draws)
            Filled with present values; as many draws are made as it has room for.
        """
        self._work.present = out
        with np.errstate(all="ignore"):
            self._work.stretch(self._machines, self._block, keeps_tables=self._keeps_tables)
        self._work.present = _NO_ROWS
        self._done += out.shape[1]

    def close(self) -> None:
        """Refuse what gave no number in some draw of all that were made.

        Raises
        ------
        CaseError
            With the field whose formula gives none.
        """
        refuse_failures(self._machines, self._done)


def _batched(items: Sequence[Item], kept: Kept, apart: Collection[int] = ()) -> list[list[Item]]:
    """Part flows, whole ones, into as many as have few enough tables.

    Those that are ``apart`` are added to nothing else: they are computed where their tables are open already, wherever they stand.
    """
    batches: list[_Open] = []
    where: dict[bytes, _Open] = {}
    flows = [(at, list(part)) for at, part in itertools.groupby(items, attrgetter("flow"))]
    for at, part in sorted(flows, key=lambda flow: flow[0] in apart):
        tables = {
            node.digest: tables_of(node)
            for node in reachable([item.node for item in part])
            if node.operation in READS_TABLES and node not in kept
        }
        there = {where[digest].number: where[digest] for digest in tables if digest in where} if at in apart else {}
        if len(there) == 1 and tables.keys() <= next(iter(there.values())).tables.keys():
            next(iter(there.values())).items += part
            continue
        if not batches or sum((batches[-1].tables | tables).values()) > OPEN_TABLES:
            batches.append(_Open(len(batches)))
        batches[-1].items += part
        batches[-1].tables |= tables
        where |= dict.fromkeys(tables, batches[-1])
    return [batch.items for batch in batches]


class _Open:
    """Flows that are computed together, and the tables that are open meanwhile."""

    __slots__ = ("items", "number", "tables")

    def __init__(self, number: int) -> None:
        self.number, self.items = number, list[Item]()
        self.tables: dict[bytes, int] = {}


class _Batch:
    """Flows that are computed together."""

    __slots__ = ("after", "certain", "kept", "parts", "program")

    def __init__(self, items: Sequence[Item], kept: Kept) -> None:
        self.parts = Counter(item.flow for item in items)
        self.certain = [item for item in items if item.node.extent.is_certain]
        self.after: dict[Node, list[Item]] = {}
        for item in items:
            if not item.node.extent.is_certain:
                self.after.setdefault(item.node, []).append(item)
        roots = list(self.after)
        self.program: Program = programmed(roots, released=roots, kept=kept)
        self.kept = kept


_NO_ROWS: Floats = np.empty((0, 0))


class _Work:
    """All batches, and what they add up to."""

    __slots__ = (
        "_batches",
        "_counted",
        "_draws",
        "_profiles",
        "_rows",
        "_signs",
        "_slots",
        "_weights",
        "present",
        "sums",
    )

    def __init__(
        self,
        batches: Sequence[_Batch],
        profiles: Sequence[Floats],
        weights: Sequence[Floats],
        rows: Sequence[int],
        signs: Sequence[float],
        draws: int,
        counted: Collection[int],
        *,
        slots: int,
    ) -> None:
        self._batches, self._profiles, self._weights, self._draws, self._slots = (
            batches,
            profiles,
            weights,
            draws,
            slots,
        )
        self._rows, self._signs, self._counted = rows, signs, frozenset(counted)
        self.present = np.empty((max(rows, default=-1) + 1, draws))
        for row in self._added_up():
            self.present[row] = 0.0
        self.sums = np.zeros((len(rows), slots))

    def _added_up(self) -> set[int]:
        """Return the rows that begin at nothing: all but those of one flow, which is put there whole."""
        made = {flow for batch in self._batches for flow in batch.parts}
        counts = Counter(self._rows)
        whole = {row for flow, row in enumerate(self._rows) if counts[row] == 1 and flow in made}
        return set(range(len(self.present))) - whole

    def run(self, block: int, sink: Sink | None, progress: Progress | None) -> None:
        """Compute all batches: a block at a time, or, where one after the other has the tables, as many as there is room for."""
        block = min(block, self._draws)
        machines = [Machine(batch.program, block, batch.kept) for batch in self._batches]
        slots, adder = self._slots, Adder(self._rows, block)
        chunk = block if len(machines) <= 1 else max(block, _CHUNK_BYTES // (8 * slots) // block * block)
        nets = None if sink is None else np.empty((slots, min(chunk, self._draws)))
        room = None if sink is None else np.empty((len(self._profiles), block))
        with np.errstate(all="ignore"):
            for begin in range(0, self._draws, chunk):
                end = min(begin + chunk, self._draws)
                blocks = [slice(start, min(start + block, end)) for start in range(begin, end, block)]
                parts = [None if nets is None else nets[:, at.start - begin : at.stop - begin] for at in blocks]
                if nets is not None:
                    nets.fill(0.0)
                for batch, machine in zip(self._batches, machines, strict=True):
                    for at, net in zip(blocks, parts, strict=True):
                        self._add(batch, machine, adder, at, net, room)
                    if len(machines) > 1:
                        machine.close()
                for at, net in zip(blocks, parts, strict=True):
                    if sink is not None:
                        assert net is not None  # as there is one for every sink
                        sink(at, self.present[:, at], net)
                    if progress is not None:
                        progress()
        refuse_failures(machines, self._draws)
        refuse_too_large(self.present)

    def stretch(self, machines: Sequence[Machine], block: int, *, keeps_tables: bool) -> None:
        """Compute the next draws of all batches, as many as there is room for."""
        self.present[...] = 0.0
        size, adder = self.present.shape[1], Adder(self._rows, block)
        for batch, machine in zip(self._batches, machines, strict=True):
            for start in range(0, size, block):
                self._add(batch, machine, adder, slice(start, min(start + block, size)), None, None)
            if not keeps_tables:
                machine.close()

    def _add(
        self, batch: _Batch, machine: Machine, adder: Adder, at: slice, net: Floats | None, room: Floats | None
    ) -> None:
        """Compute a block of a batch."""
        size = at.stop - at.start
        adder.begin(batch.parts, self.present[:, at])
        groups = None if room is None else room[:, :size]
        if groups is not None:
            groups.fill(0.0)
        for item in batch.certain:
            self._take(item, machine.value(item.node, size), size, adder, groups, net)
        for node in machine.run(at.start, size):
            for item in batch.after.get(node, ()):
                self._take(item, machine.value(node, size), size, adder, groups, net)
        if net is not None:
            assert groups is not None  # as there is room for groups wherever there is a net
            for profile, row in zip(self._profiles, groups, strict=True):
                spread(profile, row, net)

    def _take(
        self, item: Item, value: Floats, size: int, adder: Adder, groups: Floats | None, net: Floats | None
    ) -> None:
        """Add what a part of a flow comes to in a block."""
        flow, sign, is_counted = item.flow, self._signs[item.flow], item.flow in self._counted
        if item.profile is None:
            for period, row in enumerate(value, start=1):
                adder.add(flow, row, self._weights[flow][period])
                if is_counted:
                    self.sums[flow, period] += row.sum()
                if net is not None and sign:
                    _add_signed(sign, row, net[period])
        else:
            part = adder.add(flow, value, item.worth, item.turn) if item.worth else value
            if is_counted:
                self.sums[flow] += item.profile * (part.sum() if isinstance(part, np.ndarray) else part * size)
            if groups is not None and sign:
                _add_signed(sign, part, groups[item.group])
        adder.done(flow)


def _add_signed(sign: float, part: Floats | float, out: Floats) -> None:
    """Add a row, or take it away."""
    (np.add if sign > 0.0 else np.subtract)(out, part, out=out)
