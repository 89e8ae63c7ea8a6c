"""Present values of flows, from one case to the next: what several cases have in common is drawn once.

What a flow is made of is known by its structure, and its draws by the streams that it reads. Where a case changes in one place, all else
is the same, with the same draws. It is kept as far as there is room, and changes no draw: it is what would be drawn again.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Generic, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from blogroi.engine.amounts import expected_flow
from blogroi.engine.frame import Flow
from blogroi.engine.graph.node import Node, OperationName, reachable
from blogroi.engine.shared import values_of_nodes
from blogroi.engine.tape.flows import work_out
from blogroi.engine.tape.greatest import refuse_too_large
from blogroi.engine.tape.items import taken_apart
from blogroi.errors import CaseError
from blogroi.records import frozen

__all__ = ["AT_ONCE", "FlowSum", "KeptFlows"]

Floats: TypeAlias = NDArray[np.float64]
K = TypeVar("K")
V = TypeVar("V")

_COSTLY: frozenset[OperationName] = frozenset(
    {
        "drawn",
        "together",
        "varying",
        "event",
        "poisson",
        "binomial",
        "cumulative",
        "geometric",
        "by age",
        "delay",
        "**",
        "exp",
        "log",
        "sqrt",
    }
)
"""Operations that take longer than reading back what they gave."""

AT_ONCE = 32
"""Flows of which the rows are in memory at a time, whatever is kept."""

_APART = 1 << 23  # bytes, of what is known of flows without a draw
_OF_ONE = 1000  # of a flow, beside its arrays


@frozen(eq=False)
class FlowSum:
    """Present values of some flows, added up one after the other.

    Parameters
    ----------
    values : numpy.ndarray of float, shape (draws,)
        The sum, draw by draw.
    mean : float
        What is expected of it.
    rest : numpy.ndarray of float, shape (draws,), or None
        The part of which the mean is that of the draws; None where there is none.
    sizes : numpy.ndarray of float, shape (draws,)
        The sum of their sizes: ``values`` themselves where none is below zero.
    size : float
        What is expected of the sizes: the sum of those of the means.
    """

    values: Floats
    mean: float
    rest: Floats | None
    sizes: Floats
    size: float


@frozen(eq=False)
class _Present:
    """The present value of one flow; ``row`` is there until the next one is asked for."""

    row: Floats
    mean: float
    is_drawn: bool
    has_negative: bool


class _Store(Generic[V]):
    """What was used last, as far as there is room: what the present case uses is never given up for more of it."""

    def __init__(self, room: int) -> None:
        self._room, self.taken, self._turn = room, 0, 0
        self._held: OrderedDict[Hashable, tuple[V, int, int]] = OrderedDict()

    def begin(self, room: int | None = None) -> None:
        """Begin another case, with other room where it is said."""
        self._turn += 1
        if room is not None:
            self._room = room
            while self.taken > room:
                self._drop_oldest()

    def get(self, key: Hashable) -> V | None:
        """Look something up, which is then used."""
        found = self._held.get(key)
        if found is None:
            return None
        value, size, _ = found
        self._held[key] = value, size, self._turn
        self._held.move_to_end(key)
        return value

    def fitting(self, keys: Iterable[K], size: Callable[[K], int]) -> Iterator[K]:
        """Yield as many things as there is room for."""
        so_far = 0
        for key in keys:
            so_far += size(key)
            if so_far <= self._room:
                yield key

    def put(self, key: Hashable, value: V, size: int) -> None:
        """Keep something, in the place of what was used before the present case."""
        if key in self._held:
            return
        while self._held and self.taken + size > self._room:
            if next(iter(self._held.values()))[2] == self._turn:
                return
            self._drop_oldest()
        if self.taken + size <= self._room:
            self._held[key] = value, size, self._turn
            self.taken += size

    def _drop_oldest(self) -> None:
        self.taken -= self._held.popitem(last=False)[1][1]


@frozen(eq=False)
class _Apart:
    """What is known of a flow without a draw.

    ``parts`` are rows with their profiles over the slots, in the order in which they are added up; None where the flow is computed period
    by period. ``expected`` is what it is expected to be in each slot, None where moments do not give it.
    """

    parts: tuple[tuple[Floats, Node], ...] | None
    expected: Floats | None


@frozen(eq=False)
class _Row:
    """Draws of a row, and whether any of them is below zero."""

    values: Floats
    has_negative: bool


class KeptFlows:
    """Computes the flows of one case after the other, and keeps what the next one may need.

    Parameters
    ----------
    draws : int
        Number of draws.
    room : int
        Bytes of draws that are kept at the most.
    """

    def __init__(self, draws: int, room: int) -> None:
        self._draws, self._room = draws, room
        self._discount: tuple[float, ...] = ()
        self._factors = np.empty(0)
        self._rows: _Store[_Row] = _Store(0)
        self._sums: _Store[FlowSum] = _Store(0)
        self._flows: _Store[_Apart] = _Store(_APART)
        self._out, self._spare = np.empty(draws), np.empty(draws)

    @property
    def nbytes(self) -> int:
        """How many bytes of draws are kept."""
        return self._rows.taken + self._sums.taken

    def begin(self, discount: Sequence[float], *, room: int | None = None) -> None:
        """Begin another case.

        Parameters
        ----------
        discount : sequence of float, shape (1 + periods,)
            Its discount factors of time 0 and of each period.
        room : int, optional
            Bytes that are kept from here on, where it leaves less of them.
        """
        kept = self._room if room is None else min(self._room, room)
        self._rows.begin(kept - kept // 4)
        self._sums.begin(kept // 4)
        self._flows.begin()
        self._discount = tuple(discount)
        self._factors = np.array(discount)

    def sums(self, groups: Sequence[tuple[Flow, ...]]) -> list[FlowSum]:
        """Add up the present values of flows.

        Parameters
        ----------
        groups : sequence of tuple of Flow
            What is added up: those of one tool.

        Returns
        -------
        list of FlowSum
            To the last bit what is had from :func:`blogroi.engine.amounts.amounts_of`.

        Raises
        ------
        CaseError
            When the formula of a field gives no number in some draw, or flows come to more than can be worked with.
        """
        try:
            return [self._sum_of(flows) for flows in groups]
        except CaseError:  # of all flows at once, so that all is said of them that is to be said
            every = dict.fromkeys(flow for flows in groups for flow in flows)
            work_out([*every], self._draws, discount=self._discount)
            raise

    def _sum_of(self, flows: tuple[Flow, ...]) -> FlowSum:
        found = self._sums.get((flows, self._discount))
        return self._added(flows) if found is None else found

    def _added(self, flows: tuple[Flow, ...]) -> FlowSum:
        values, mean, rest = np.zeros(self._draws), 0.0, None
        sizes: Floats | None = None
        means = []
        with np.errstate(over="ignore", invalid="ignore"):  # which is what is refused
            for part in self._presents(flows):
                if sizes is None and part.has_negative:
                    sizes = values.copy()
                if sizes is not None:
                    sizes += np.abs(part.row)
                values += part.row
                mean += part.mean
                means.append(part.mean)
                if part.is_drawn:
                    rest = part.row.copy() if rest is None else rest + part.row
        refuse_too_large(values if sizes is None else sizes)
        arrays = {id(array): array.nbytes for array in (values, sizes, rest) if array is not None}
        found = FlowSum(values, mean, rest, values if sizes is None else sizes, float(np.abs(means).sum()))
        self._sums.put((flows, self._discount), found, sum(arrays.values()))
        return found

    def _presents(self, flows: Sequence[Flow]) -> Iterator[_Present]:
        """Yield the present value of each flow, with the rows of a few of them in memory."""
        for start in range(0, len(flows), AT_ONCE):
            apart = [(flow, self._known_of(flow)) for flow in flows[start : start + AT_ONCE]]
            rows = self._rows_of(apart)
            for flow, known in apart:
                yield self._present(flow, known, rows)

    def _known_of(self, flow: Flow) -> _Apart:
        slots = len(self._discount)
        found = self._flows.get((flow, slots))
        if found is None:
            parts, mean = taken_apart(flow, slots), expected_flow(flow, slots)
            found = _Apart(None if parts is None else tuple(parts), mean)
            self._flows.put((flow, slots), found, _OF_ONE + 8 * slots * (1 + len(parts or ())))
        return found

    def _present(self, flow: Flow, apart: _Apart, rows: Mapping[Hashable, _Row]) -> _Present:
        is_certain = flow.expression.extent.is_certain
        if apart.parts is None:
            whole = rows[flow, self._discount]
            values, has_negative = whole.values, whole.has_negative
        else:
            values, has_negative = self._out, self._added_up(apart.parts, rows)
        if is_certain:
            mean = float(values[0])
        else:
            mean = float(values.mean() if apart.expected is None else apart.expected @ self._factors)
        return _Present(values, mean, not is_certain and apart.expected is None, has_negative)

    def _added_up(self, parts: Sequence[tuple[Floats, Node]], rows: Mapping[Hashable, _Row]) -> bool:
        """Add rows up, each times what its profile is worth, and return whether any draw may be below zero."""
        held: Floats | float = 0.0
        is_first, has_negative = True, False
        for profile, node in parts:
            worth = float(profile @ self._factors)
            if not worth:
                continue
            if node.extent.is_certain:
                part: Floats | float = node.value * worth
                has_negative = has_negative or node.value * worth < 0.0
            else:
                row = rows[node]
                part = np.multiply(row.values, worth, out=self._out if is_first else self._spare)
                has_negative = has_negative or worth < 0.0 or row.has_negative
            held = part if is_first else np.add(held, part, out=self._out)
            is_first = False
        if isinstance(held, float):
            self._out.fill(held)
        return has_negative

    def _rows_of(self, flows: Iterable[tuple[Flow, _Apart]]) -> dict[Hashable, _Row]:
        """Return all rows that some flows are made of, computed where they are not kept."""
        wanted: dict[Hashable, Node] = {}
        for flow, apart in flows:
            if apart.parts is None:
                wanted[flow, self._discount] = flow.expression
            else:
                wanted |= {node: node for _, node in apart.parts if not node.extent.is_certain}
        found = {key: self._rows.get(key) for key in wanted}
        missing = {key: wanted[key] for key, held in found.items() if held is None}
        if missing:
            found |= self._computed(missing)
        return {key: held for key, held in found.items() if held is not None}

    def _computed(self, missing: Mapping[Hashable, Node]) -> Iterator[tuple[Hashable, _Row]]:
        """Compute rows, and what comes period by period, from what is kept of what they are made of."""
        kept = self._kept_below(missing.values())
        nodes = [key for key in missing if isinstance(key, Node)]
        flows = [key[0] for key in missing if isinstance(key, tuple)]
        kept |= values_of_nodes([node for node in nodes if node not in kept], self._draws, kept=kept)
        for node in nodes:
            yield node, self._keep(node, kept[node])
        if flows:
            present = work_out(flows, self._draws, discount=self._discount, kept=kept).present
            for flow, values in zip(flows, present, strict=True):
                yield (flow, self._discount), self._keep((flow, self._discount), values)

    def _keep(self, key: Hashable, values: Floats) -> _Row:
        # an array of its own: what is kept must not hold others in memory
        alone = values if values.base is None else values.copy()
        alone.flags.writeable = False
        found = _Row(alone, bool(alone.min() < 0.0))
        self._rows.put(key, found, alone.nbytes)
        return found

    def _kept_below(self, roots: Iterable[Node]) -> dict[Node, Floats]:
        """Return what takes long of that which some nodes are made of, computed where it is not kept."""
        wanted = list(self._rows.fitting(_costly(roots), lambda node: 8 * self._draws * max(node.length, 1)))
        found = {node: held.values for node in wanted if (held := self._rows.get(node)) is not None}
        missing = [node for node in wanted if node not in found]
        for node, values in values_of_nodes(missing, self._draws, kept=found).items():
            found[node] = self._keep(node, values).values
        return found


def _costly(roots: Iterable[Node]) -> Iterator[Node]:
    """Yield what takes long of some nodes; not what is made of a field that may have no number, which its flow has to say."""
    doubtful: set[bytes] = set()
    for node in reachable(roots):
        if node.operation == "checked" or any(part.digest in doubtful for part in node.arguments):
            doubtful.add(node.digest)
        elif node.operation in _COSTLY and not node.extent.is_certain:
            yield node
