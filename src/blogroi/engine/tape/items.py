"""What flows are made of: rows that are spread over time by a profile, and paths.

A flow that is a sum of certain profiles times rows is computed as these rows. What several flows have in common is found here: profiles
that are spread once for all of them, and rows that make flows rise together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import count, repeat
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.engine.frame import Flow
from blogroi.engine.graph.node import Node, reachable
from blogroi.engine.graph.terms import parted, terms_of
from blogroi.numerics.quantiles import Alike
from blogroi.records import frozen

__all__ = ["Item", "alike_in", "grouped", "items_of", "spread", "taken_apart"]

Floats: TypeAlias = NDArray[np.float64]


@frozen(eq=False)
class Item:
    """A part of a flow: a row with its profile over the slots, or a path.

    ``worth`` is the present value of the profile, which is divided by it unless it is nothing; ``group`` is the number of the profile
    among those that differ, of flows that enter the net ones. ``turn`` is when it is added to others of its flow, -1 where the order says
    nothing.
    """

    flow: int
    node: Node
    profile: Floats | None
    worth: float = 0.0
    group: int = -1
    turn: int = -1


def items_of(flow: int, stated: Flow, discount: Floats) -> Iterator[Item]:
    """Take a flow apart.

    Parameters
    ----------
    flow : int
        Its number among those that are computed.
    stated : Flow
        The flow.
    discount : numpy.ndarray of float, shape (1 + periods,)
        What each slot counts for.

    Yields
    ------
    Item
        A row with its profile for each of the terms that it is a sum of, or a path.
    """
    parts = taken_apart(stated, discount.size)
    if parts is None:
        yield Item(flow, stated.expression, None)
        return
    turns: Iterator[int] = count() if len(parts) > 2 else repeat(-1)
    for profile, row in parts:
        with np.errstate(over="ignore", invalid="ignore"):  # what no float holds is refused where it is expected
            worth = float(profile @ discount)
        yield Item(flow, row, profile / worth if worth else profile, worth, turn=next(turns) if worth else -1)


def taken_apart(flow: Flow, slots: int) -> list[tuple[Floats, Node]] | None:
    """Take a flow apart to rows, each with its profile over the slots, in the order in which they are added up.

    Parameters
    ----------
    flow : Flow
        The flow.
    slots : int
        Number of slots: 1 + periods.

    Returns
    -------
    list of (numpy.ndarray of float, shape (slots,), and Node), or None
        None where it is computed period by period.

    Examples
    --------
    >>> from blogroi.engine.graph.node import number
    >>> [profile.tolist() for profile, _ in taken_apart(Flow(number(5)), 3)]
    [[0.0, 5.0, 5.0]]
    """
    if flow.slot is not None:
        factor, row = parted(flow.expression)
        once = np.zeros(slots)
        once[flow.slot] = factor
        return [(once, row)]
    terms = terms_of(flow.expression, slots - 1)
    if terms is None:
        return None
    parts = [(np.concatenate(([0.0], term.profile)), term.row) for term in terms]
    if len(parts) < 3:
        return parts
    # sums of three round by their order, and that in which a machine has them goes by what else it computes
    place = {node.digest: at for at, node in enumerate(reachable([row for _, row in parts]))}
    return sorted(parts, key=lambda part: (not part[1].extent.is_certain, place[part[1].digest]))


def grouped(items: Sequence[Item], signs: Sequence[float]) -> tuple[list[Item], list[Floats]]:
    """Gather what is spread over time alike.

    Parameters
    ----------
    items : sequence of Item
        All parts of all flows.
    signs : sequence of float
        With which each flow enters the net ones; what does not is spread over nothing.

    Returns
    -------
    items : list of Item
        The same, each with the number of its profile.
    profiles : list of numpy.ndarray
        Those that differ.
    """
    shapes: dict[bytes, int] = {}
    profiles: list[Floats] = []
    found = []
    for item in items:
        if item.profile is None or not signs[item.flow]:
            found.append(item)
            continue
        key = np.round(item.profile, 15).tobytes()
        if key not in shapes:
            shapes[key] = len(profiles)
            profiles.append(item.profile)
        found.append(Item(item.flow, item.node, item.profile, item.worth, shapes[key], item.turn))
    return found, profiles


def alike_in(items: Sequence[Item], flows: int) -> tuple[Alike | None, ...]:
    """Find the flows that rise together.

    Parameters
    ----------
    items : sequence of Item
        All parts of all flows.
    flows : int
        Number of flows.

    Returns
    -------
    tuple of (Alike or None)
        One for all flows that are the same row, each times a number above zero; None where a flow has none beside it.
    """
    parts = Counter(item.flow for item in items)
    single = {
        item.flow: item.node
        for item in items
        if parts[item.flow] == 1 and item.profile is not None and item.worth > 0.0
    }
    shared = {node: Alike() for node, times in Counter(single.values()).items() if times > 1}
    return tuple(shared.get(single[flow]) if flow in single else None for flow in range(flows))


def spread(profile: Floats, row: Floats, net: Floats) -> None:
    """Add a row to the net flows, by its profile over the slots.

    Parameters
    ----------
    profile : numpy.ndarray of float, shape (slots,)
        How much of it belongs to each slot.
    row : numpy.ndarray of float, shape (draws,)
        The row.
    net : numpy.ndarray of float, shape (slots, draws)
        What it is added to.
    """
    part, last = np.empty_like(row), 0.0
    for out, share in zip(net, profile, strict=True):
        if share == 0.0:
            continue
        if share != last:
            np.multiply(row, share, out=part)
            last = share
        out += part
