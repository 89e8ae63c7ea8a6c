"""Quantities as nodes, and what nodes come to: for the tests of the graph."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from blogroi.engine.draws import Draw
from blogroi.engine.graph.node import Extent, Node, Varying, drawn, values_of, varying
from blogroi.engine.shared import values_of_nodes
from blogroi.model import Domain, Uniform
from blogroi.model.quantity import Quantity
from blogroi.numerics.streams import stream_key

Floats = NDArray[np.float64]


def once(name: str, quantity: Quantity | None = None, domain: Domain = Domain.REAL) -> Node:
    """Give a quantity that is drawn once; uniform from 0 to 1 unless it is said."""
    return drawn(Draw(stream_key(1, name), quantity or Uniform(0.0, 1.0), domain))


def each_period(name: str, periods: int, quantity: Quantity, persistence: float = 0.0) -> Node:
    """Give a quantity that is drawn anew in each period."""
    keys = tuple(stream_key(1, f"{name}[{period}]") for period in range(1, periods + 1))
    return varying(Varying(keys, Draw(0, quantity, Domain.REAL), persistence, tuple(range(periods))))


def came_to(node: Node, periods: int, draws: int = 1000) -> Floats:
    """Work a node out: shape (periods, draws)."""
    if node.extent.is_certain:
        return np.repeat(values_of(node, periods)[:, None], draws, axis=1)
    found = values_of_nodes([node], draws)[node]
    return np.repeat(found[None, :], periods, axis=0) if node.extent is Extent.ROW else found


def together_with(nodes: Sequence[Node], draws: int = 1000) -> list[Floats]:
    """Work rows out from the same draws."""
    found = values_of_nodes([node for node in nodes if not node.extent.is_certain], draws)
    return [found[node] for node in nodes]
