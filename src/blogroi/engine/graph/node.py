"""The nodes of the graph: what a figure is computed from, without names, each known by a digest of its structure.

A node is a number, a schedule (a number for each period), a row (a number for each draw) or a path (a number for each period and
draw). Two nodes of one structure are one node: what several fields use is computed once.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from hashlib import blake2b
from struct import pack
from typing import Literal, NewType, TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.engine.draws import Draw
from blogroi.records import frozen

__all__ = [
    "Data",
    "Extent",
    "Field",
    "FieldPath",
    "Innovations",
    "Listed",
    "Node",
    "OperationName",
    "Varying",
    "by_period",
    "chance",
    "drawn",
    "make",
    "number",
    "reachable",
    "schedule",
    "together",
    "values_of",
    "varying",
]

Floats: TypeAlias = NDArray[np.float64]
FieldPath = NewType("FieldPath", str)
"""Where a field stands in a case."""


class Extent(IntEnum):
    """What a node holds, from the least to the most."""

    NUMBER = 0
    SCHEDULE = 1
    ROW = 2
    PATH = 3

    @property
    def is_certain(self) -> bool:
        """Whether nothing in it is drawn."""
        return self <= Extent.SCHEDULE


@frozen
class Innovations:
    """What a quantity that is drawn anew in each period is mixed from, beside its own streams.

    Parameters
    ----------
    keys : tuple of int
        Streams of the other quantity's innovations, one for each time it is drawn.
    first, later : float
        Weight of the other's innovation in the first of them, and in those after it.
    """

    keys: tuple[int, ...]
    first: float
    later: float


@frozen
class Varying:
    """What is drawn anew for each period or year: the streams, the shape, and how one draw goes with the next.

    Parameters
    ----------
    keys : tuple of int
        A stream for each time that it is drawn.
    draw : Draw
        Its shape; the stream of its key is not read.
    persistence : float
        Correlation of the normal scores of one draw and the next.
    at : tuple of int
        Of each period, which of the draws holds there, from 0.
    partners : tuple of Innovations
        Of what its innovations are mixed beside their own streams.
    """

    keys: tuple[int, ...]
    draw: Draw
    persistence: float
    at: tuple[int, ...]
    partners: tuple[Innovations, ...] = ()


@frozen
class Listed:
    """What is stated for each period as one uncertain thing, drawn at the same quantile in each.

    Parameters
    ----------
    key : int
        Of its stream.
    parts : tuple of (Draw or float)
        What is drawn in each period, or a number.
    counted : tuple of int
        Periods in which it counts, from 1.
    loadings : tuple
        As those of :class:`~blogroi.engine.draws.Draw`.
    """

    key: int
    parts: tuple[Draw | float, ...]
    counted: tuple[int, ...]
    loadings: tuple[tuple[int, float], ...] = ()


@frozen
class Field:
    """A field in which a formula stands, and how it is kept within the domain of the field.

    Parameters
    ----------
    path : str
        Where it stands, for whoever has to mend it; no figure is computed from it.
    low, high : float
        The domain.
    share : float
        Share of the draws in which the formula leaves the domain in some period.
    """

    path: FieldPath
    low: float = -math.inf
    high: float = math.inf
    share: float = 0.0


Data: TypeAlias = float | tuple[float, ...] | Draw | Listed | Varying | Field | tuple[int, ...] | int | None
"""What a leaf can hold, and nothing else; no name and no date can stand in a graph."""

OperationName: TypeAlias = Literal[
    "number",
    "schedule",
    "drawn",
    "together",
    "varying",
    "by period",
    "in period",
    "checked",
    "kept",
    "event",
    "poisson",
    "binomial",
    "cumulative",
    "by age",
    "geometric",
    "delay",
    "+",
    "*",
    "/",
    "**",
    "min",
    "max",
    "abs",
    "exp",
    "log",
    "sqrt",
    "floor",
    "ceil",
    "round",
    "where",
    "<",
    "<=",
    ">",
    ">=",
    "==",
    "!=",
]
"""What nodes can do."""


@frozen(eq=False, repr=False)
class Node:
    """An operation on other nodes.

    Parameters
    ----------
    operation : OperationName
        What is done.
    arguments : tuple of Node
        On what.
    extent : Extent
        What comes of it.
    data : Data
        What a leaf holds: a number, the numbers of a schedule, what is drawn and from which streams; for how many periods something
        had come before the window.
    length : int
        Number of periods, or of ages, of a schedule and of a path; 0 for a number and a row.
    has_chance : bool
        Whether chance is in it, beside what could be found out.
    digest : bytes
        Of its structure: nodes with the same one are the same.
    place : bytes
        Of its structure without its numbers: in this order terms and factors stand, so that neither the text of a formula nor the
        currency of a case can change it.
    """

    operation: OperationName
    arguments: tuple[Node, ...]
    extent: Extent
    data: Data
    length: int
    has_chance: bool
    digest: bytes
    place: bytes

    def __hash__(self) -> int:
        return hash(self.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Node) and self.digest == other.digest

    def __repr__(self) -> str:
        return f"<{self.operation}: {self.extent!r}>"

    @property
    def value(self) -> float:
        """The number that it is."""
        assert isinstance(self.data, float)
        return self.data

    @property
    def values(self) -> tuple[float, ...]:
        """The numbers of a schedule, one for each period."""
        assert isinstance(self.data, tuple)
        return self.data

    @property
    def draw(self) -> Draw:
        """What is drawn once."""
        assert isinstance(self.data, Draw)
        return self.data

    @property
    def listed(self) -> Listed:
        """What is stated for each period as one uncertain thing."""
        assert isinstance(self.data, Listed)
        return self.data

    @property
    def varying(self) -> Varying:
        """What is drawn anew for each period or year."""
        assert isinstance(self.data, Varying)
        return self.data

    @property
    def input(self) -> Draw | Listed:
        """What could be found out, of what is drawn once or stated for each period as one uncertain thing."""
        return self.draw if self.operation == "drawn" else self.listed

    @property
    def field(self) -> Field:
        """The field in which a formula stands."""
        assert isinstance(self.data, Field)
        return self.data

    @property
    def period(self) -> int:
        """The one period of a path that is taken, from 1."""
        assert isinstance(self.data, int)
        return self.data

    @property
    def keys(self) -> tuple[int, ...]:
        """The streams of an event or a count, one for each period."""
        assert isinstance(self.data, tuple)
        return tuple(int(key) for key in self.data)

    @property
    def before(self) -> int:
        """For how many periods what ages had come before the window."""
        assert isinstance(self.data, int)
        return self.data


def _digest(*parts: bytes) -> bytes:
    return blake2b(b"\0".join(parts), digest_size=16).digest()


def _told(part: object) -> bytes:
    return b"" if part is None else repr(part).encode()


def make(
    operation: OperationName,
    arguments: Sequence[Node] = (),
    *,
    extent: Extent,
    data: Data = None,
    length: int = 0,
    place: object = None,
    has_chance: bool = False,
) -> Node:
    """Make a node.

    Parameters
    ----------
    operation, arguments, extent, data, length, has_chance
        As in :class:`Node`.
    place : object, optional
        What of the data tells nodes apart without being a number: the keys of streams.

    Returns
    -------
    Node
    """
    head = f"{operation} {int(extent)}".encode()
    return Node(
        operation=operation,
        arguments=tuple(arguments),
        extent=extent,
        data=data,
        length=length,
        has_chance=has_chance or any(part.has_chance for part in arguments),
        digest=_digest(head, b"%d" % length, _told(data), *[part.digest for part in arguments]),
        place=_digest(head, _told(place), *[part.place for part in arguments]),
    )


def number(value: float) -> Node:
    """Return one number; -0 is 0.

    Examples
    --------
    >>> number(2).data
    2.0
    """
    stated = float(value) + 0.0
    own = pack("<d", stated)  # nothing else has so short a digest
    return Node("number", (), Extent.NUMBER, stated, 0, has_chance=False, digest=own, place=b"")


def schedule(values: Iterable[float]) -> Node:
    """Return a number for each period; where all are the same, that number.

    Examples
    --------
    >>> schedule([1, 2]).data, schedule([1, 1]).extent.name
    ((1.0, 2.0), 'NUMBER')
    """
    stated = tuple([float(value) + 0.0 for value in values])
    if stated.count(stated[0]) == len(stated):
        return number(stated[0])
    length = len(stated)
    own = _digest(b"schedule", pack(f"<{length}d", *stated))
    return Node("schedule", (), Extent.SCHEDULE, stated, length, has_chance=False, digest=own, place=b"schedule")


def values_of(node: Node, length: int) -> Floats:
    """Return the numbers of a certain node, one for each period: shape (length,)."""
    return np.full(length, node.value) if node.extent is Extent.NUMBER else np.array(node.data)


def drawn(draw: Draw) -> Node:
    """Return a quantity that is drawn once."""
    return make("drawn", extent=Extent.ROW, data=draw, place=(draw.key, draw.loadings))


def together(data: Listed) -> Node:
    """Return what is stated for each period as one uncertain thing."""
    place = (data.key, data.loadings)
    return make("together", extent=Extent.PATH, data=data, length=len(data.parts), place=place)


def by_period(nodes: Sequence[Node]) -> Node:
    """Return for each period another node: a number, a row, or what a path comes to in that period."""
    if all(part.extent is Extent.NUMBER for part in nodes):
        return schedule(part.value for part in nodes)
    if len(set(nodes)) == 1 and nodes[0].extent in (Extent.NUMBER, Extent.ROW, Extent.PATH):
        return nodes[0]
    return make("by period", nodes, extent=Extent.PATH, length=len(nodes))


def varying(data: Varying) -> Node:
    """Return what is drawn anew for each period or year: chance, since nobody could find it out."""
    return make("varying", extent=Extent.PATH, data=data, length=len(data.at), place=data.keys, has_chance=True)


def chance(operation: Literal["event", "poisson", "binomial"], keys: Sequence[int], *arguments: Node) -> Node:
    """Return an event, or a count, that is drawn in each period by itself.

    Parameters
    ----------
    operation : {"event", "poisson", "binomial"}
        What is drawn.
    keys : sequence of int
        A stream for each period.
    *arguments : Node
        Its share; its mean; its size and share.

    Returns
    -------
    Node
    """
    return make(
        operation,
        arguments,
        extent=Extent.PATH,
        data=tuple(keys),
        length=len(keys),
        place=tuple(keys),
        has_chance=True,
    )


def reachable(roots: Iterable[Node]) -> Iterator[Node]:
    """Yield every node that some nodes are made of, themselves among them, arguments before what is made of them.

    Parameters
    ----------
    roots : iterable of Node
        Where to begin.

    Yields
    ------
    Node
        Each once. Without recursion: a chain of thousands of drivers is no trouble.
    """
    seen: set[bytes] = set()
    for root in roots:
        waiting = [(root, False)]
        while waiting:
            node, is_ready = waiting.pop()
            if is_ready:
                yield node
            elif node.digest not in seen:
                seen.add(node.digest)
                waiting.append((node, True))
                waiting += [(part, False) for part in reversed(node.arguments)]
