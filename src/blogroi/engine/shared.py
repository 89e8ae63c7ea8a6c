"""What several tools have in common, computed once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.engine.frame import Flow, Frame
from blogroi.engine.graph.node import Extent, Node, reachable, values_of
from blogroi.engine.graph.terms import parted, terms_of
from blogroi.engine.tape.flows import OPEN_TABLES
from blogroi.engine.tape.machine import Kept, Machine, refuse_failures
from blogroi.engine.tape.program import programmed, tables_of

__all__ = ["came_to", "in_common", "shared_values", "values_of_nodes"]

Floats: TypeAlias = NDArray[np.float64]

_BYTES = 1 << 27  # what is kept; what is past it is computed again for each tool
_BLOCK = 8192


def in_common(tools: Iterable[Sequence[Flow]], periods: int) -> tuple[Node, ...]:
    """Find what the flows of more than one tool are made of: the largest expressions, not what these are made of in turn.

    Parameters
    ----------
    tools : iterable of sequence of Flow
        The flows of each tool.
    periods : int
        Number of periods.

    Returns
    -------
    tuple of Node
        In an order of their own.
    """
    uses: dict[Node, int] = {}
    outside: set[Node] = set()
    for flows in tools:
        roots = [node for flow in flows for node in _worked_on(flow, periods)]
        for node in reachable(roots):
            uses[node] = uses.get(node, 0) + 1
        outside |= set(roots)
    both = {node for node, times in uses.items() if times > 1 and not node.extent.is_certain}
    for node in uses:
        if node not in both:
            outside.update(node.arguments)
    return tuple(sorted(both & outside, key=lambda node: (node.place, node.digest)))


def _worked_on(flow: Flow, periods: int) -> list[Node]:
    """Return what is computed of a flow: the rows that it is taken apart to, or a path."""
    if flow.slot is not None:
        return [parted(flow.expression)[1]]
    terms = terms_of(flow.expression, periods)
    return [flow.expression] if terms is None else [term.row for term in terms]


def shared_values(frame: Frame, draws: int) -> Kept:
    """Compute what several tools have in common, once, as far as it is small enough to be kept.

    Parameters
    ----------
    frame : Frame
        The anonymous case.
    draws : int
        Number of draws.

    Returns
    -------
    mapping of Node to numpy.ndarray
        Rows of shape (draws,), paths of shape (periods, draws).
    """
    room, affordable = _BYTES, []
    for node in frame.shared:
        size = 8 * draws * max(node.length, 1)
        if size <= room:
            affordable.append(node)
            room -= size
    return values_of_nodes(affordable, draws)


def values_of_nodes(nodes: Collection[Node], draws: int, *, kept: Kept | None = None) -> Kept:
    """Compute nodes by themselves.

    Parameters
    ----------
    nodes : collection of Node
        None of them certain.
    draws : int
        Number of draws.
    kept : mapping of Node to numpy.ndarray, optional
        What was computed before.

    Returns
    -------
    mapping of Node to numpy.ndarray
        Rows of shape (draws,), paths of shape (periods, draws); they cannot be written to.
    """
    found = {node: np.empty(draws if node.extent is Extent.ROW else (node.length, draws)) for node in nodes}
    known: Kept = {} if kept is None else kept
    for batch in _batched(nodes, known):
        machine = Machine(programmed(batch, released=batch, kept=known), min(_BLOCK, draws), known)
        with np.errstate(all="ignore"):
            for start in range(0, draws, _BLOCK):
                size = min(_BLOCK, draws - start)
                for node in machine.run(start, size):
                    if node in found:
                        found[node][..., start : start + size] = machine.value(node, size)
        refuse_failures([machine], draws)
    for values in found.values():
        values.flags.writeable = False
    return found


def came_to(node: Node, draws: int) -> Floats:
    """Return what a node comes to.

    Parameters
    ----------
    node : Node
        Any node.
    draws : int
        Number of draws.

    Returns
    -------
    numpy.ndarray of float, shape (1, draws) or (periods, draws)
        One row where it is the same in each period.
    """
    if node.extent.is_certain:
        return np.repeat(values_of(node, max(node.length, 1))[:, None], draws, axis=1)
    return np.atleast_2d(values_of_nodes([node], draws)[node])


def _batched(nodes: Iterable[Node], kept: Kept) -> Iterator[list[Node]]:
    """Part nodes into as many as have few enough tables."""
    waiting: list[Node] = []
    read: dict[Node, int] = {}
    for node in nodes:
        own = {part: tables for part in reachable([node]) if (tables := tables_of(part)) and part not in kept}
        if waiting and sum((read | own).values()) > OPEN_TABLES:
            yield waiting
            waiting, read = [], {}
        waiting.append(node)
        read |= own
    if waiting:
        yield waiting
