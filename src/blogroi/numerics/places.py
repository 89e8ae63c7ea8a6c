"""Who is better than whom, draw by draw: of each tool, how many are ahead of it and how many are level with it.

Values are compared in single precision first, which takes a fraction of the time; the draws in which that cannot tell two apart
are compared again in double precision, and those in which two may be level pair by pair. What is counted is the same as if all
were compared pair by pair.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.numerics.money import TOLERANCE

__all__ = ["Counts", "Places", "Sizes", "leaders", "level_within", "places_of", "shared_first"]

Floats: TypeAlias = NDArray[np.float64]
Rounded: TypeAlias = NDArray[np.floating[Any]]
Counts: TypeAlias = NDArray[np.int64]
Places: TypeAlias = NDArray[np.unsignedinteger[Any]]
Sizes: TypeAlias = Sequence[Floats] | Floats | float | None
"""Two tools are level where they differ by no more than 1e-9 of the greater of their two sizes, shape (tools, draws); one number is
that of all of them. Without sizes, they are level where they are the same."""

_PRECISIONS: tuple[type[np.floating[Any]], ...] = (np.float32, np.float64)
_CHUNK = 1 << 16  # numbers that are compared pair by pair at once


def places_of(
    values: Sequence[Floats] | Floats, sizes: Sizes = None, wins: Counts | None = None
) -> tuple[Places, Places | None]:
    """Count for each tool and draw how many are better, and how many equal where there are ties at all.

    Parameters
    ----------
    values : sequence of numpy.ndarray of float, each of shape (draws,); or an array of shape (tools, draws)
        What the tools are ranked by, greater being better.
    sizes : as ``values``, or a number, optional
        As in :data:`Sizes`.
    wins : numpy.ndarray of int, shape (tools, tools), optional
        To which is added in how many draws the tool of the row is better than the tool of the column.

    Returns
    -------
    numpy.ndarray of unsigned int, shape (tools, draws); the same or None

    Examples
    --------
    >>> better, equal = places_of(np.array([[3.0, 1.0], [2.0, 1.0]]))
    >>> better.tolist(), equal.tolist()
    ([[0, 0], [1, 0]], [[0, 1], [0, 1]])
    """
    with np.errstate(over="ignore", invalid="ignore"):
        return _placed(np.asarray(values), level_within(sizes), wins, _PRECISIONS)


def level_within(sizes: Sizes) -> Floats:
    """Return up to which difference a tool counts as level with others: of no dimension, or of shape (tools, draws)."""
    slack: Floats = TOLERANCE * np.asarray(0.0 if sizes is None else sizes)
    return slack


def _placed(
    exact: Floats, slack: Floats, wins: Counts | None, precisions: Sequence[type[np.floating[Any]]]
) -> tuple[Places, Places | None]:
    """Compare in the first of some precisions, and where it cannot tell two apart in the next; in the end pair by pair."""
    if not precisions:
        return _tied_places(exact, slack, wins)
    values = exact.astype(precisions[0], copy=False)
    reach = _reach(values, slack)
    better, near = _clear_places(values, reach, wins)
    if not near.size:
        return better, None
    if wins is not None:  # what is not clear is counted again
        unsure = np.zeros_like(wins)
        _clear_places(values[:, near], reach[..., near] if reach.ndim else reach, unsure)
        wins -= unsure
    equal = np.zeros_like(better)
    own = slack[:, near] if slack.ndim else slack
    better[:, near], ties = _placed(exact[:, near], own, wins, precisions[1:])
    if ties is None or not ties.any():
        return better, None
    equal[:, near] = ties
    return better, equal


def _reach(values: Rounded, slack: Floats) -> Rounded:
    """Return by how much a value must be below another, in each draw, for that one to be ahead whatever was rounded.

    In single precision that is two roundings of values, one of their sum and what may be level: each rounding is of 2**-24 of what is
    rounded, and as much again is added to be sure. In double precision values are what they are, and only sums are rounded.
    """
    single = values.dtype == np.float32
    room = slack.max(axis=0, initial=0.0)
    if not single and not room.any():
        return np.zeros((), dtype=values.dtype)
    greatest = np.maximum(values.max(axis=0, initial=0.0), -values.min(axis=0, initial=0.0)).astype(np.float64)
    rounded = 2.0**-21 * greatest + np.finfo(np.float32).tiny if single else 2.0**-50 * (greatest + room)
    reach: Rounded = (rounded + room).astype(values.dtype)
    return reach


def _clear_places(values: Rounded, reach: Rounded, wins: Counts | None) -> tuple[Places, NDArray[np.intp]]:
    """Count how many are clearly better, and list the draws in which some pair is not clear."""
    tools, size = values.shape
    better = np.zeros((tools, size), dtype=_place_type(tools))
    above, ahead = values + reach, np.empty((tools, size), dtype=bool)
    for row, own in enumerate(values):
        np.greater(own, above, out=ahead)
        better += ahead.view(np.uint8)  # adding bytes to bytes is faster than adding truth values
        if wins is not None:
            wins[row] += [np.count_nonzero(part) for part in ahead]
    pairs = tools * (tools - 1) // 2
    clear = np.add.reduce(better, axis=0, dtype=np.uint8 if pairs < 256 else np.uint32)
    return better, np.flatnonzero(clear < pairs)


def _tied_places(values: Floats, slack: Floats, wins: Counts | None) -> tuple[Places, Places]:
    """Count how many are better and how many are equal, where there may be ties."""
    tools, size = values.shape
    better, equal = (np.zeros((tools, size), dtype=_place_type(tools)) for _ in range(2))
    step = max(1, _CHUNK // max(tools, 1))
    for block in (slice(start, start + step) for start in range(0, size, step)):
        part, own = values[:, block], slack[:, block] if slack.ndim else slack
        for row in range(tools - 1):
            rest = slice(row + 1, tools)
            room = np.maximum(own[row], own[rest]) if own.ndim else own
            lead = part[row] - part[rest]
            ahead, behind = lead > room, lead < -room
            tied = ~(ahead | behind)
            better[rest, block] += ahead
            equal[rest, block] += tied
            for count, happened in ((better, behind), (equal, tied)):
                count[row, block] += np.add.reduce(happened.view(np.uint8), axis=0, dtype=count.dtype)
            if wins is not None:
                wins[row, rest] += np.count_nonzero(ahead, axis=1)
                wins[rest, row] += np.count_nonzero(behind, axis=1)
    return better, equal


def _place_type(tools: int) -> type[np.uint8] | type[np.uint16]:
    return np.uint8 if tools < 256 else np.uint16


def leaders(values: Floats, slack: Floats) -> Floats:
    """Return the part of each draw in which each tool comes first, those that are level sharing it.

    Parameters
    ----------
    values : numpy.ndarray of float, shape (tools, draws)
        What the tools are ranked by, greater being better.
    slack : numpy.ndarray of float
        From :func:`level_within`.

    Returns
    -------
    numpy.ndarray of float, shape (tools, draws)
    """
    with np.errstate(over="ignore", invalid="ignore"):
        lead = values.max(axis=0, initial=-np.inf) - values
        is_close = ~(lead > slack.max(axis=0, initial=0.0))
        leading: Floats = is_close.astype(np.float64)
        unsure = np.flatnonzero(np.add.reduce(is_close, axis=0, dtype=np.int64) > 1)
        if unsure.size:
            own = slack[:, unsure] if slack.ndim else slack
            better, equal = _placed(values[:, unsure], own, None, _PRECISIONS)
            leading[:, unsure] = shared_first(better, equal)
    return leading


def shared_first(better: Places, equal: Places | None) -> Floats:
    """Return the part of each draw in which a tool comes first, those that are level sharing it: shape (tools, draws)."""
    leading: Floats = (better == 0).astype(np.float64)
    if equal is not None:
        leading /= 1.0 + equal
    return leading
