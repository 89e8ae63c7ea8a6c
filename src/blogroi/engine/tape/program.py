"""The order in which the nodes of a graph are computed, and where their draws are put meanwhile.

A place is given back when what lies there is last used, so that memory is that of what is in use at a time.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from blogroi.engine.draws import Draw
from blogroi.engine.graph.bounds import bounds_of
from blogroi.engine.graph.node import Node, reachable, values_of
from blogroi.records import frozen

__all__ = ["READS_TABLES", "Program", "Step", "programmed", "tables_of"]


@frozen(eq=False)
class Step:
    """One node to be computed.

    Parameters
    ----------
    node : Node
        The node.
    place : int
        Number of the row or path where its draws are put.
    looks_for_failures : bool
        Whether its operation may give what is no number.
    passes_failures : bool
        Whether an argument may be none.
    """

    node: Node
    place: int
    looks_for_failures: bool
    passes_failures: bool


@frozen(eq=False)
class Program:
    """Steps in order, and how many places they need.

    Parameters
    ----------
    steps : tuple of Step
        Arguments before what is made of them.
    rows : int
        Number of rows, each of shape (block,).
    paths : mapping of int to int
        Number of paths of each length, each of shape (length, block).
    """

    steps: tuple[Step, ...]
    rows: int
    paths: dict[int, int]


READS_TABLES = frozenset({"drawn", "varying", "together"})
"""Operations that read quantile tables."""


def tables_of(node: Node) -> int:
    """Return how many quantile tables a node reads."""
    match node.operation:
        case "drawn" | "varying":
            return 1
        case "together":
            return sum(isinstance(part, Draw) for part in node.listed.parts)
        case _:
            return 0


def programmed(roots: Sequence[Node], *, released: Collection[Node] = (), kept: Collection[Node] = ()) -> Program:
    """Put the nodes of a graph in order.

    Parameters
    ----------
    roots : sequence of Node
        What is asked for.
    released : collection of Node
        Those of them that are taken over as soon as they are there, so that their place is free again.
    kept : collection of Node
        What is known already: nothing below it is computed for its sake.

    Returns
    -------
    Program
    """
    every = [node for node in _wanted(roots, kept) if not node.extent.is_certain]
    bounds = bounds_of(_doubtful(roots))
    last = {part.digest: at for at, node in enumerate(every) if node not in kept for part in node.arguments}
    at_once = {node.digest for node in released}
    stay = {node.digest for node in roots} - at_once
    free: dict[int, list[int]] = {}
    count: dict[int, int] = {}
    place: dict[bytes, int] = {}
    steps = []
    for at, node in enumerate(every):
        spare = free.setdefault(node.length, [])
        if spare:
            place[node.digest] = spare.pop()
        else:
            place[node.digest] = count.get(node.length, 0)
            count[node.length] = place[node.digest] + 1
        inner = () if node in kept else node.arguments
        own = bounds.get(node.digest)
        passes = own is not None and any(bounds[part.digest].may_fail for part in inner)
        steps.append(Step(node, place[node.digest], own is not None and own.fails_here, passes))
        done = [part for part in dict.fromkeys(inner) if not part.extent.is_certain and last[part.digest] == at]
        if node.digest in at_once and node.digest not in last:
            done.append(node)
        for part in done:
            if part.digest not in stay:
                free[part.length].append(place[part.digest])
    rows = count.pop(0, 0)
    return Program(tuple(steps), rows, count)


def _wanted(roots: Sequence[Node], known: Collection[Node]) -> list[Node]:
    """List what has to be computed, arguments first; what is known stands without its arguments."""
    if not known:
        return list(reachable(roots))
    found: dict[bytes, Node] = {}
    waiting = [(root, False) for root in reversed(roots)]
    while waiting:
        node, is_ready = waiting.pop()
        if node.digest in found:
            continue
        if is_ready or node in known:
            found[node.digest] = node
        else:
            waiting.append((node, True))
            waiting += [(part, False) for part in reversed(node.arguments)]
    return list(found.values())


_SAFE = frozenset({"+", "*", "drawn", "together"})


def _doubtful(roots: Sequence[Node]) -> list[Node]:
    """Leave out what is but products and sums of what was stated: amounts of money are far from the end of all numbers."""
    is_safe: dict[bytes, bool] = {}
    for node in reachable(roots):
        if node.extent.is_certain:
            is_safe[node.digest] = bool(np.isfinite(values_of(node, 1)).all())
        else:
            is_safe[node.digest] = node.operation in _SAFE and all(is_safe[part.digest] for part in node.arguments)
    return [node for node in roots if not is_safe[node.digest]]
