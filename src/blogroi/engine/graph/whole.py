"""Whether an expression counts: whether it is a whole number in every draw, as far as that is known without one."""

from __future__ import annotations

import numpy as np

from blogroi.engine.graph.node import Node, reachable, values_of

__all__ = ["is_whole"]

_COUNTS = frozenset({"floor", "ceil", "round", "event", "poisson", "binomial", "<", "<=", ">", ">=", "==", "!="})
_AS_ITS_PARTS = frozenset({"+", "*", "min", "max", "abs", "by period", "in period", "checked", "cumulative"})


def is_whole(node: Node) -> bool:
    """Return whether an expression is known to be a whole number.

    Parameters
    ----------
    node : Node
        What it comes to.

    Returns
    -------
    bool
        False where it may be a fraction in some draw.

    Examples
    --------
    >>> from blogroi.engine.graph.node import schedule
    >>> is_whole(schedule([1, 3])), is_whole(schedule([1, 2.5]))
    (True, False)
    """
    found: dict[bytes, bool] = {}
    for part in reachable([node]):
        found[part.digest] = _own(part, [found[inner.digest] for inner in part.arguments])
    return found[node.digest]


def _own(node: Node, inner: list[bool]) -> bool:
    if node.extent.is_certain:
        values = values_of(node, 1)
        return bool(np.all(np.abs(values - np.rint(values)) <= _ROUNDING))
    if node.operation in _COUNTS:
        return True
    if node.operation in _AS_ITS_PARTS:
        return all(inner)
    if node.operation == "where":
        return all(inner[1:])
    return False


_ROUNDING = 1e-9
"""What a whole number may be off by, as in floor and round."""
