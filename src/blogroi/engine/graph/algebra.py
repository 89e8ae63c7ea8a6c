"""How expressions are put together: what is certain is folded, sums and products are flat and stand in an order of their own."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Sequence
from typing import Literal, TypeAlias

import numpy as np
from attrs import evolve
from numpy.typing import NDArray

from blogroi.engine.graph.node import Extent, Node, OperationName, drawn, make, number, schedule, values_of
from blogroi.engine.graph.operations import OPERATIONS, mark_failures, pass_on

__all__ = ["ONE", "ZERO", "add", "apply", "extent_of", "length_of", "less", "multiply", "negative", "scaled"]

Floats: TypeAlias = NDArray[np.float64]

ZERO, ONE = number(0.0), number(1.0)

MOST_OPENED = 512
"""Terms of a sum, or factors of a product, up to which it is opened where it is a part of another."""

_OF_NUMBERS = {"+": operator.add, "*": operator.mul}  # most of what is folded, and in Python at once


def extent_of(arguments: Sequence[Node]) -> Extent:
    """Return what comes of an operation on each period and draw: a schedule beside a row makes a path."""
    extents = {part.extent for part in arguments}
    return Extent.PATH if {Extent.SCHEDULE, Extent.ROW} <= extents else max(extents)


def length_of(arguments: Sequence[Node]) -> int:
    """Return how many periods some nodes have, 0 where none has any."""
    return max((part.length for part in arguments), default=0)


def _folded(operation: OperationName, arguments: Sequence[Node]) -> Node:
    """Compute what is certain; a failure becomes NaN."""
    if operation in _OF_NUMBERS and len(arguments) == 2:
        return _folded_pair(_OF_NUMBERS[operation], *arguments)
    length = length_of(arguments)
    values = [values_of(part, max(length, 1)) for part in arguments]
    out = np.empty(max(length, 1))
    with np.errstate(all="ignore"):
        OPERATIONS[operation](values, out)
    pass_on(operation, values, out)
    mark_failures(out)
    return schedule(out.tolist()) if length else number(out[0])


def _folded_pair(operation: Callable[[float, float], float], one: Node, other: Node) -> Node:
    """Add or multiply a few numbers, which takes numpy longer than Python."""
    length = max(one.length, other.length, 1)
    pairs = zip(_listed(one, length), _listed(other, length), strict=True)
    found = [value if math.isfinite(value := operation(*pair)) else math.nan for pair in pairs]
    return number(found[0]) if length == 1 else schedule(found)


def _listed(node: Node, length: int) -> Sequence[float]:
    return [node.value] * length if node.extent is Extent.NUMBER else node.values


def apply(operation: OperationName, *arguments: Node) -> Node:
    """Apply an operation to each period and draw by itself.

    Parameters
    ----------
    operation : OperationName
        One of :data:`blogroi.engine.graph.operations.OPERATIONS`.
    *arguments : Node
        On what; all that have periods have as many.

    Returns
    -------
    Node

    Examples
    --------
    >>> apply("max", number(2), schedule([1, 3])).data
    (2.0, 3.0)
    """
    if operation == "+":
        return add(*arguments)
    if operation == "*":
        return multiply(*arguments)
    if all(part.extent.is_certain for part in arguments):
        return _folded(operation, arguments)
    if operation in ("min", "max"):  # in whatever order they were written
        arguments = tuple(sorted({part.digest: part for part in arguments}.values(), key=_order))
        if len(arguments) == 1:
            return arguments[0]
    if (
        operation == "**" and arguments[0].operation == "drawn" and arguments[1] in (ZERO, ONE)
    ):  # of what is always a number
        return ONE if arguments[1] == ZERO else arguments[0]
    if operation == "/" and arguments[1].extent.is_certain:
        return multiply(arguments[0], _folded("/", (ONE, arguments[1])))
    return make(operation, arguments, extent=extent_of(arguments), length=length_of(arguments))


def _order(node: Node) -> tuple[bytes, bytes]:
    return node.place, node.digest


def add(*terms: Node) -> Node:
    """Add up, flat, what is certain folded into one term.

    Examples
    --------
    >>> add(number(1), number(2)).data
    3.0
    """
    certain, uncertain = _gathered("+", terms, ZERO)
    if not uncertain:
        return certain
    if len(uncertain) == 1 and certain.extent is Extent.NUMBER:
        moved = _moved(uncertain[0], certain.value)
        if moved is not None:
            return moved
    return _flat("+", certain, uncertain, neutral=0.0)


def multiply(*factors: Node) -> Node:
    """Multiply, flat, what is certain folded into one factor; 0 times what may be no number is kept, since it may be none.

    Examples
    --------
    >>> multiply(number(2), schedule([1, 3])).data
    (2.0, 6.0)
    """
    certain, uncertain = _gathered("*", factors, ONE)
    if not uncertain:
        return certain
    if (
        certain.extent is Extent.NUMBER
        and certain.value == 0.0
        and all(part.operation == "drawn" for part in uncertain)
    ):
        return certain
    return _flat("*", certain, uncertain, neutral=1.0)


def negative(node: Node) -> Node:
    """Return a node with its sign turned."""
    return multiply(number(-1.0), node)


def less(one: Node, other: Node) -> Node:
    """Take one node from another: ``one - other``.

    Examples
    --------
    >>> less(number(1), number(0.25)).data
    0.75
    """
    if one.extent is other.extent is Extent.NUMBER:
        return _finite(one.value - other.value)
    return add(one, negative(other))


def _gathered(operation: Literal["+", "*"], parts: Sequence[Node], neutral: Node) -> tuple[Node, list[Node]]:
    """Open what is of the same operation already, and fold what is certain; what is very long stays a part of its own.

    Without an end, drivers that double each other (``d2 = d1 * d1``, ``d3 = d2 * d2``) would have more factors than memory holds.
    """
    known, uncertain = neutral.value, []
    by_period: Node | None = None
    for part in parts:
        is_opened = part.operation == operation and len(_uncertain_of(part)) <= MOST_OPENED
        for inner in part.arguments if is_opened else (part,):
            if inner.extent > Extent.SCHEDULE:
                uncertain.append(inner)
            elif by_period is not None:
                by_period = _folded(operation, (by_period, inner))
            elif inner.extent is Extent.NUMBER:
                known = _OF_NUMBERS[operation](known, inner.value)
            else:
                by_period = inner if known == neutral.value else _folded(operation, (_finite(known), inner))
    uncertain.sort(key=_order)
    return _finite(known) if by_period is None else by_period, uncertain


def _uncertain_of(node: Node) -> tuple[Node, ...]:
    """Return the parts of a sum or a product but the certain one, which stands first: a number in it opens and closes nothing."""
    return node.arguments[1:] if node.arguments[0].extent.is_certain else node.arguments


def _finite(value: float) -> Node:
    return number(value if math.isfinite(value) else math.nan)


def _flat(operation: Literal["+", "*"], certain: Node, uncertain: list[Node], *, neutral: float) -> Node:
    is_neutral = certain.extent is Extent.NUMBER and certain.value == neutral
    parts = uncertain if is_neutral else [certain, *uncertain]
    if len(parts) == 1:
        return parts[0]
    return make(operation, parts, extent=extent_of(parts), length=length_of(parts))


def _moved(node: Node, offset: float) -> Node | None:
    """Build a sum of a number and a multiple of a quantity into the quantity's table: ``1 - deadweight`` needs no sum."""
    factor = 1.0
    if node.operation == "*" and len(node.arguments) == 2 and node.arguments[0].extent is Extent.NUMBER:
        factor, node = node.arguments[0].value, node.arguments[1]
    if node.operation != "drawn" or not (math.isfinite(factor) and math.isfinite(offset)):
        return None
    return scaled(node, factor, offset)


def scaled(node: Node, factor: float, offset: float = 0.0) -> Node:
    """Return ``offset + factor * quantity`` as a quantity that is drawn so.

    Parameters
    ----------
    node : Node
        A quantity that is drawn once.
    factor, offset : float
        By what it is multiplied, and what is added.

    Returns
    -------
    Node
    """
    draw = node.draw
    return drawn(evolve(draw, offset=offset + factor * draw.offset, factor=factor * draw.factor))
