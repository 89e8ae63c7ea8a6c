"""What flows are made of: rows that are spread over time by a profile, and paths.

A flow that is a sum of certain profiles times rows is computed as these rows. What several flows have in common is found here: profiles
that are spread once for all of them, and rows that make flows rise together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TypeAlias

import numpy as np
from attrs import evolve
from numpy.typing import NDArray

from blogroi.engine.frame import Flow
from blogroi.engine.graph.node import Node
from blogroi.engine.graph.terms import parted, terms_of
from blogroi.numerics.quantiles import Alike
from blogroi.records import frozen

__all__ = ["Item", "alike_in", "grouped", "items_of", "spread"]

Floats: TypeAlias = NDArray[np.float64]


@frozen(eq=False)
class Item:
    """A part of a flow: a row with its profile over the slots, or a path.

    ``worth`` is the present value of the profile, which is divided by it unless it is nothing; ``group`` is the number of the profile
    among those that differ, of flows that enter the net ones.
    """

    flow: int
    node: Node
    profile: Floats | None
    worth: float = 0.0
    group: int = -1


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
    if stated.slot is not None:
        factor, row = parted(stated.expression)
        profile = np.zeros(discount.size)
        profile[stated.slot] = factor
        parts = [(profile, row)]
    else:
        terms = terms_of(stated.expression, discount.size - 1)
        if terms is None:
            yield Item(flow, stated.expression, None)
            return
        parts = [(np.concatenate(([0.0], term.profile)), term.row) for term in terms]
    for profile, row in parts:
        worth = float(profile @ discount)
        yield Item(flow, row, profile / worth if worth else profile, worth)


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
        found.append(evolve(item, group=shapes[key]))
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
    shared = {node: Alike() for node, count in Counter(single.values()).items() if count > 1}
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
