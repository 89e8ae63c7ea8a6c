"""A sum of certain profiles over time, each times one number a draw: what most flows come to.

What is such a sum is never computed period by period: its present value is that of the profiles.
"""

from __future__ import annotations

import math
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.engine.graph.algebra import ONE, add, multiply
from blogroi.engine.graph.node import Extent, Node, schedule, values_of
from blogroi.records import frozen

__all__ = ["Term", "joined", "parted", "terms_of"]

Floats: TypeAlias = NDArray[np.float64]

_MOST = 16  # terms into which an expression is taken apart; past it, it is computed period by period


@frozen(eq=False)
class Term:
    """A profile over time, times a row.

    Parameters
    ----------
    profile : numpy.ndarray of float, shape (periods,)
        What is certain.
    row : Node
        What is drawn, or 1.
    """

    profile: Floats
    row: Node


def terms_of(node: Node, length: int) -> list[Term] | None:
    """Take an expression apart.

    Parameters
    ----------
    node : Node
        The expression.
    length : int
        Number of periods.

    Returns
    -------
    list of Term, or None
        None where it is no such sum, or one of too many terms.

    Examples
    --------
    >>> from blogroi.engine.graph.node import number
    >>> [term.profile.tolist() for term in terms_of(number(2), 3)]
    [[2.0, 2.0, 2.0]]
    """
    found: dict[bytes, list[Term] | None] = {}
    waiting = [(node, False)]
    while waiting:  # without recursion: sums and products of drivers may be deep
        part, is_ready = waiting.pop()
        if part.digest in found:
            continue
        if part.extent is not Extent.PATH:
            found[part.digest] = [_term(part, length)]
        elif part.operation not in ("+", "*"):
            found[part.digest] = None
        elif not is_ready:
            waiting += [(part, True), *((inner, False) for inner in part.arguments)]
        else:
            inner = [found[argument.digest] for argument in part.arguments]
            found[part.digest] = _sum(inner) if part.operation == "+" else _product(inner, length)
    return found[node.digest]


def parted(node: Node) -> tuple[float, Node]:
    """Part the number before a product from what is drawn, so that what tools share is found whatever it is multiplied by.

    Parameters
    ----------
    node : Node
        A number or a row.

    Returns
    -------
    float, Node
        Whose product it is.

    Examples
    --------
    >>> from blogroi.engine.graph.node import number
    >>> parted(number(2))
    (2.0, <number: <Extent.NUMBER: 0>>)
    """
    if node.extent is Extent.NUMBER:
        return node.value, ONE
    if node.operation == "*" and node.arguments[0].extent is Extent.NUMBER and math.isfinite(node.arguments[0].value):
        return node.arguments[0].value, multiply(*node.arguments[1:])
    return 1.0, node


def _term(node: Node, length: int) -> Term:
    if node.extent is Extent.SCHEDULE:
        return Term(values_of(node, length), ONE)
    factor, row = parted(node)
    return Term(np.full(length, factor), row)


def _sum(parts: list[list[Term] | None]) -> list[Term] | None:
    every: dict[Node, Floats] = {}
    for terms in parts:
        if terms is None:
            return None
        for term in terms:
            every[term.row] = every[term.row] + term.profile if term.row in every else term.profile
    return [Term(profile, row) for row, profile in every.items()] if len(every) <= _MOST else None


def _product(parts: list[list[Term] | None], length: int) -> list[Term] | None:
    every = [Term(np.ones(length), ONE)]
    for terms in parts:
        if terms is None or len(every) * len(terms) > _MOST:
            return None
        with np.errstate(all="ignore"):
            every = [
                Term(one.profile * other.profile, multiply(one.row, other.row)) for one in every for other in terms
            ]
    return every if all(np.isfinite(term.profile).all() for term in every) else None


def joined(terms: list[Term]) -> Node:
    """Put terms together again."""
    return add(*(multiply(schedule(term.profile.tolist()), term.row) for term in terms))
