"""Ranks of tools draw by draw, how often each is reached, and what follows from that.

Values -> positions -> shares of the draws. Tools that tie share the positions that they take up together, so that no
order of the file can favour one of them. Everything is counted in blocks that stay in the processor's cache.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.numerics.money import TOLERANCE
from blogroi.records import frozen

__all__ = [
    "Acceptance",
    "acceptance",
    "acceptance_by_block",
    "first_parts",
    "first_shares",
    "ranks_of",
]

Floats: TypeAlias = NDArray[np.float64]
Counts: TypeAlias = NDArray[np.int64]
Places: TypeAlias = NDArray[np.unsignedinteger[Any]]

_BLOCK = 16384


@frozen(eq=False)
class Acceptance:
    """How often each tool takes each rank, and under which weights it comes first.

    Parameters
    ----------
    ranks : numpy.ndarray of float, shape (tools, tools)
        Share of the draws, row by tool, column by rank from the first; each row and each column sums to 1.
    winning : numpy.ndarray of float, shape (tools, tools)
        Share of the draws in which the tool of the row is strictly better than the tool of the column.
    central : numpy.ndarray of float, shape (tools, criteria)
        Mean of the weights over the draws in which a tool is first, a draw with ties counting in proportion; NaN in the
        rows of tools that are never first. Without columns where no weights were given.
    central_error : numpy.ndarray of float, shape (tools, criteria)
        Monte Carlo standard error of ``central``.
    draws : int
        Number of draws.
    """

    ranks: Floats
    winning: Floats
    central: Floats
    central_error: Floats
    draws: int

    @property
    def error(self) -> Floats:
        """Monte Carlo standard error of ``ranks``, shape (tools, tools)."""
        return _share_error(self.ranks, self.draws)

    @property
    def winning_error(self) -> Floats:
        """Monte Carlo standard error of ``winning``, shape (tools, tools)."""
        return _share_error(self.winning, self.draws)


def _share_error(shares: Floats, draws: int) -> Floats:
    error: Floats = np.sqrt(np.clip(shares * (1.0 - shares), 0.0, None) / draws)
    return error


def acceptance(
    values: Sequence[Floats] | Floats, weights: Floats | None = None, *, sizes: Sequence[Floats] | Floats | None = None
) -> Acceptance:
    """Count ranks, wins and the weights of those who come first, in one pass.

    Parameters
    ----------
    values : sequence of numpy.ndarray of float, each of shape (draws,); or an array of shape (tools, draws)
        What the tools are ranked by, greater being better.
    weights : numpy.ndarray of float, shape (criteria, draws), optional
        The weights under which the values came about.
    sizes : as ``values``, optional
        Two tools are level where they differ by no more than 1e-9 of the greater of their two sizes; where they are the same, if
        no sizes are given.

    Returns
    -------
    Acceptance

    References
    ----------
    [Lahdelma2001]; [Leskinen2006], for pairwise winning.

    Examples
    --------
    >>> found = acceptance([np.array([3.0, 1.0]), np.array([2.0, 1.0])], np.array([[0.25, 0.5], [0.75, 0.5]]))
    >>> found.ranks.tolist(), found.winning.tolist()
    ([[0.75, 0.25], [0.25, 0.75]], [[0.0, 0.5], [0.0, 0.0]])
    >>> found.central[1].tolist()
    [0.5, 0.5]
    """
    draws = len(values[0]) if len(values) else 0
    blocks = (
        (
            _part(values, block),
            None if weights is None else weights[:, block],
            None if sizes is None else _part(sizes, block),
        )
        for block in _blocks(draws)
    )
    return _counted(blocks, len(values), 0 if weights is None else len(weights))


def acceptance_by_block(blocks: Iterable[tuple[Sequence[Floats], Sequence[Floats]]], tools: int) -> Acceptance:
    """Count ranks and wins of draws that come block by block, and of which none is kept.

    Parameters
    ----------
    blocks : iterable of (sequence of numpy.ndarray, sequence of numpy.ndarray)
        Values and sizes of some draws, as :func:`acceptance` takes those of all.
    tools : int
        Number of tools.

    Returns
    -------
    Acceptance
        Without weights.

    Examples
    --------
    >>> ahead, level = ([np.array([3.0]), np.array([2.0])], [np.array([1.0]), np.array([1.0])])
    >>> acceptance_by_block([(ahead, ahead), (level, level)], 2).ranks.tolist()
    [[0.75, 0.25], [0.25, 0.75]]
    """
    parts = (
        ([row[at] for row in values], None, [row[at] for row in sizes])
        for values, sizes in blocks
        for at in _blocks(len(values[0]) if values else 0)
    )
    return _counted(parts, tools, 0)


_Block: TypeAlias = tuple[Sequence[Floats] | Floats, Floats | None, Sequence[Floats] | Floats | None]


def _counted(blocks: Iterable[_Block], tools: int, criteria: int) -> Acceptance:
    """Count block by block: values, weights and sizes."""
    ranks, wins = np.zeros((tools, tools)), np.zeros((tools, tools), dtype=np.int64)
    first, draws = np.zeros(tools), 0
    sums, squares = np.zeros((tools, criteria)), np.zeros((tools, criteria))
    for values, weights, sizes in blocks:
        draws += len(values[0])
        better, equal = _positions(values, wins, sizes)
        ranks += _rank_counts(better, equal)
        if weights is None:
            continue
        leading = _leading(better, equal)
        first += leading.sum(axis=1)
        sums += leading @ weights.T
        squares += leading @ np.square(weights).T
    with np.errstate(invalid="ignore", divide="ignore"):
        central = sums / first[:, None]
        spread = np.sqrt(np.clip(squares / first[:, None] - central**2, 0.0, None) / first[:, None])
    whole = max(draws, 1)
    return Acceptance(ranks / whole, wins / whole, central, spread, draws)


def _part(values: Sequence[Floats] | Floats, block: slice) -> Sequence[Floats] | Floats:
    return values[:, block] if isinstance(values, np.ndarray) else [row[block] for row in values]


def _blocks(draws: int) -> Iterator[slice]:
    for start in range(0, draws, _BLOCK):
        yield slice(start, min(start + _BLOCK, draws))


def _leading(better: Places, equal: Places | None) -> Floats:
    """Return the part of each draw in which a tool comes first, those that are level sharing it: shape (tools, draws)."""
    leading: Floats = (better == 0).astype(np.float64)
    if equal is not None:
        leading /= 1.0 + equal
    return leading


def first_parts(values: Sequence[Floats], sizes: Sequence[Floats] | None = None) -> Floats:
    """Return the part of each draw in which each tool comes first, those that are level sharing it.

    Parameters
    ----------
    values, sizes
        As in :func:`acceptance`.

    Returns
    -------
    numpy.ndarray of float, shape (tools, draws)

    Examples
    --------
    >>> first_parts([np.array([3.0, 1.0]), np.array([2.0, 1.0])]).tolist()
    [[1.0, 0.5], [0.0, 0.5]]
    """
    return _leading(*_positions(values, np.zeros((len(values), len(values)), dtype=np.int64), sizes))


def _positions(
    values: Sequence[Floats] | Floats, wins: Counts, sizes: Sequence[Floats] | Floats | None = None
) -> tuple[Places, Places | None]:
    """Count for each tool and draw how many are better, and how many equal where there are ties at all.

    Shapes: (tools, draws). Wins are added to ``wins``, shape (tools, tools).

    Values are compared in single precision first, which takes a fraction of the time. Draws in which two are nearer to each other than
    its roundings and the slack are compared again as they are.
    """
    exact = np.asarray(values)
    sized = np.zeros_like(exact) if sizes is None else np.asarray(sizes)
    with np.errstate(over="ignore", invalid="ignore"):
        rounded = exact.astype(np.float32)
        # two roundings of values and one of their difference, each of 2**-24 of what is rounded, and as much again to be sure
        greatest = np.maximum(rounded.max(axis=0), -rounded.min(axis=0)).astype(np.float64)
        reach = 2.0**-21 * greatest + np.finfo(np.float32).tiny
        if sizes is not None:
            reach += TOLERANCE * sized.max(axis=0)
        better, won, nearest = _strict_positions(rounded)
        near = np.flatnonzero(~(nearest > reach))  # those with an infinity, of which nearest knows nothing, among them
        if 2 * near.size > nearest.size:
            return _tied_positions(exact, wins, TOLERANCE * sized)
        wins += won
        if not near.size:
            return better, None
        wins -= _strict_positions(rounded[:, near])[1]
    equal = np.zeros_like(better)
    better[:, near], equal[:, near] = _tied_positions(exact[:, near], wins, TOLERANCE * sized[:, near])
    return better, equal if equal.any() else None


def _strict_positions(values: NDArray[np.float32]) -> tuple[Places, Counts, NDArray[np.float32]]:
    """Count how many are better, the wins of each pair, and how near the two nearest are in each draw, as if there were no ties."""
    tools, size = values.shape
    better = np.zeros((tools, size), dtype=_place_type(tools))
    wins = np.zeros((tools, tools), dtype=np.int64)
    nearest = np.full(size, np.inf, dtype=np.float32)
    leads, ahead = np.empty((tools, size), dtype=np.float32), np.empty((tools, size), dtype=bool)
    for row in range(tools - 1):
        lead, is_first = leads[row + 1 :], ahead[row + 1 :]
        np.subtract(values[row], values[row + 1 :], out=lead)
        np.greater(lead, 0.0, out=is_first)
        is_ahead = is_first.view(np.uint8)  # adding bytes to bytes is faster than adding truth values
        better[row + 1 :] += is_ahead
        better[row] += better.dtype.type(tools - 1 - row)
        better[row] -= np.add.reduce(is_ahead, axis=0, dtype=better.dtype)
        for other in range(row + 1, tools):
            won = np.count_nonzero(ahead[other])
            wins[row, other], wins[other, row] = won, size - won
        np.minimum(nearest, np.minimum.reduce(np.abs(lead, out=lead), axis=0), out=nearest)
    return better, wins, nearest


def _tied_positions(values: Floats, wins: Counts, slack: Floats) -> tuple[Places, Places]:
    """Count how many are better and how many are equal, where there may be ties.

    ``slack`` is up to which difference a tool counts as level with others, shape (tools, draws): of two tools, the greater holds.
    """
    tools, size = values.shape
    better, equal = (np.zeros((tools, size), dtype=_place_type(tools)) for _ in range(2))
    for row in range(tools):
        for other in range(row + 1, tools):
            room, lead = np.maximum(slack[row], slack[other]), values[row] - values[other]
            ahead, behind = lead > room, lead < -room
            tied = ~(ahead | behind)
            for count, happened in (
                (better[other], ahead),
                (better[row], behind),
                (equal[row], tied),
                (equal[other], tied),
            ):
                count += happened
            wins[row, other] += np.count_nonzero(ahead)
            wins[other, row] += np.count_nonzero(behind)
    return better, equal


def _place_type(tools: int) -> type[np.uint8] | type[np.uint16]:
    return np.uint8 if tools < 256 else np.uint16


def _rank_counts(better: Places, equal: Places | None) -> Floats:
    """Count how often each tool takes each rank, those that tie sharing theirs: shape (tools, tools)."""
    tools = len(better)
    counts = np.zeros((tools, tools))
    if equal is None:
        for row, places in enumerate(better):
            for rank in range(tools):
                counts[row, rank] = np.count_nonzero(places == rank)
        return counts
    for row, (places, ties) in enumerate(zip(better, equal, strict=True)):
        joint = np.bincount(places.astype(np.intp) * tools + ties, minlength=tools * tools).reshape(tools, tools)
        for rank, shared in zip(*np.nonzero(joint), strict=True):
            counts[row, rank : rank + shared + 1] += joint[rank, shared] / (shared + 1)
    return counts


def ranks_of(values: Sequence[Floats]) -> Floats:
    """Return the rank of each tool in each draw, from 1; tools that tie share the mean of theirs.

    Parameters
    ----------
    values : sequence of numpy.ndarray of float, each of shape (draws,)
        What the tools are ranked by, greater being better: one array for each tool.

    Returns
    -------
    numpy.ndarray of float, shape (tools, draws)

    Examples
    --------
    >>> ranks_of([np.array([3.0, 1.0]), np.array([2.0, 1.0])]).tolist()
    [[1.0, 1.5], [2.0, 1.5]]
    """
    unused = np.zeros((len(values), len(values)), dtype=np.int64)
    better, equal = _positions(values, unused)
    ranks = better.astype(np.float64)
    ranks += 1.0
    if equal is not None:
        ranks += equal / 2.0
    return ranks


def first_shares(values: Sequence[Floats] | Floats) -> Floats:
    """Return in how large a part of the draws each tool comes first, those that tie sharing it.

    Parameters
    ----------
    values : sequence of numpy.ndarray of float, each of shape (draws,)
        What the tools are ranked by, greater being better.

    Returns
    -------
    numpy.ndarray of float, shape (tools,)

    Examples
    --------
    >>> first_shares([np.array([3.0, 1.0]), np.array([2.0, 1.0])]).tolist()
    [0.75, 0.25]
    """
    best = np.maximum.reduce(list(values))
    leading = np.array([row == best for row in values], dtype=np.float64)
    shares: Floats = (leading / leading.sum(axis=0)).mean(axis=1)
    return shares
