"""Ranks of tools draw by draw, how often each is reached, and what follows from that.

Values -> positions -> shares of the draws. Tools that tie share the positions that they take up together, so that no
order of the file can favour one of them. Everything is counted in blocks that stay in the processor's cache; who is better
than whom, draw by draw, lives in ``blogroi.numerics.places``.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.numerics.places import Places, Sizes, leaders, level_within, places_of, shared_first
from blogroi.records import frozen

__all__ = [
    "Acceptance",
    "Block",
    "acceptance",
    "acceptance_by_block",
    "first_parts",
    "first_share",
    "first_shares",
    "ranks_of",
    "share_error",
    "winning_of",
]

Floats: TypeAlias = NDArray[np.float64]

_BLOCK = 16384
_FEW = 24
"""Tools up to which each rank of each tool is counted by itself."""


@frozen(eq=False)
class Acceptance:
    """How often each tool takes each rank, and under which weights it comes first.

    Parameters
    ----------
    ranks : numpy.ndarray of float, shape (tools, tools)
        Share of the draws, row by tool, column by rank from the first; each row and each column sums to 1.
    winning : numpy.ndarray of float, shape (tools, tools)
        Share of the draws in which the tool of the row is strictly better than the tool of the column. Without rows where it was not
        asked for.
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
        return share_error(self.ranks, self.draws)

    @property
    def winning_error(self) -> Floats:
        """Monte Carlo standard error of ``winning``, shape (tools, tools)."""
        return share_error(self.winning, self.draws)


def share_error(shares: Floats, draws: int) -> Floats:
    """Return the Monte Carlo standard error of shares of so many draws."""
    error: Floats = np.sqrt(np.clip(shares * (1.0 - shares), 0.0, None) / draws)
    return error


def acceptance(
    values: Sequence[Floats] | Floats,
    weights: Floats | None = None,
    *,
    sizes: Sizes = None,
    pairs: bool = True,
) -> Acceptance:
    """Count ranks, wins and the weights of those who come first, in one pass.

    Parameters
    ----------
    values : sequence of numpy.ndarray of float, each of shape (draws,); or an array of shape (tools, draws)
        What the tools are ranked by, greater being better.
    weights : numpy.ndarray of float, shape (criteria, draws), optional
        The weights under which the values came about.
    sizes : as ``values``, or a number, optional
        Two tools are level where they differ by no more than 1e-9 of the greater of their two sizes; where they are the same, if
        no sizes are given.
    pairs : bool
        Whether the wins of each pair of tools are counted, of which there are as many as tools times tools.

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
    return acceptance_by_block(
        [(values, weights, sizes)], len(values), 0 if weights is None else len(weights), pairs=pairs
    )


Block: TypeAlias = tuple[Sequence[Floats] | Floats, Floats | None, Sizes]
"""Values, weights and sizes of some draws."""


def acceptance_by_block(blocks: Iterable[Block], tools: int, criteria: int = 0, *, pairs: bool = True) -> Acceptance:
    """Count what :func:`acceptance` counts, of draws that come block by block, and of which none is kept.

    Parameters
    ----------
    blocks : iterable of (values, weights or None, sizes)
        As the arguments of :func:`acceptance`. What is in one may be written over when the next one is asked for.
    tools, criteria : int
        How many there are; no criteria where no weights are given.
    pairs : bool
        As in :func:`acceptance`.

    Returns
    -------
    Acceptance

    Examples
    --------
    >>> ahead, level = np.array([[3.0], [2.0]]), np.array([[1.0], [1.0]])
    >>> acceptance_by_block([(ahead, None, None), (level, None, None)], 2).ranks.tolist()
    [[0.75, 0.25], [0.25, 0.75]]
    """
    ranks, wins = np.zeros((tools, tools)), np.zeros((tools, tools) if pairs else (0, 0), dtype=np.int64)
    first, draws = np.zeros(tools), 0
    sums, squares = np.zeros((tools, criteria)), np.zeros((tools, criteria))
    for values, weights, sizes in itertools.chain.from_iterable(map(_parts, blocks)):
        draws += len(values[0])
        better, equal = places_of(values, sizes, wins if pairs else None)
        ranks += _rank_counts(better, equal)
        if weights is None:
            continue
        leading = shared_first(better, equal)
        first += leading.sum(axis=1)
        sums += leading @ weights.T
        squares += leading @ np.square(weights).T
    with np.errstate(invalid="ignore", divide="ignore"):
        central = sums / first[:, None]
        spread = np.sqrt(np.clip(squares / first[:, None] - central**2, 0.0, None) / first[:, None])
    whole = max(draws, 1)
    return Acceptance(ranks / whole, wins / whole, central, spread, draws)


def _parts(block: Block) -> Iterator[Block]:
    """Part some draws into as many as stay in the cache."""
    values, weights, sizes = block
    for at in _blocks(len(values[0]) if len(values) else 0):
        yield _part(values, at), None if weights is None else weights[:, at], _sized(sizes, at)


def _part(values: Sequence[Floats] | Floats, block: slice) -> Sequence[Floats] | Floats:
    return values[:, block] if isinstance(values, np.ndarray) else [row[block] for row in values]


def _sized(sizes: Sizes, block: slice) -> Sizes:
    return sizes if sizes is None or isinstance(sizes, (int, float)) else _part(sizes, block)


def _blocks(draws: int) -> Iterator[slice]:
    for start in range(0, draws, _BLOCK):
        yield slice(start, min(start + _BLOCK, draws))


def first_parts(values: Sequence[Floats], sizes: Sizes = None) -> Floats:
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
    parts = np.empty((len(values), len(values[0]) if len(values) else 0))
    for block in _blocks(parts.shape[1]):
        parts[:, block] = leaders(np.asarray(_part(values, block)), level_within(_sized(sizes, block)))
    return parts


def winning_of(values: Sequence[Floats] | Floats, place: int, sizes: Sizes = None) -> tuple[Floats, Floats]:
    """Return in how large a part of the draws one tool is better than each, and each better than it.

    Parameters
    ----------
    values, sizes
        As in :func:`acceptance`.
    place : int
        Number of the one tool, from 0.

    Returns
    -------
    numpy.ndarray of float, numpy.ndarray of float; each of shape (tools,)
        The row and the column of ``winning`` in :class:`Acceptance`.

    Examples
    --------
    >>> for shares in winning_of([np.array([3.0, 1.0]), np.array([2.0, 1.0])], 0):
    ...     shares.tolist()
    [0.0, 0.5]
    [0.0, 0.0]
    """
    shares, slack = np.zeros((2, len(values))), level_within(sizes)
    for other, row in enumerate(values):
        room = np.maximum(slack[place], slack[other]) if slack.ndim else slack
        lead = values[place] - row
        shares[:, other] = np.count_nonzero(lead > room), np.count_nonzero(lead < -room)
    ahead, behind = shares / max(len(values[place]), 1)
    return ahead, behind


def _rank_counts(better: Places, equal: Places | None) -> Floats:
    """Count how often each tool takes each rank, those that tie sharing theirs: shape (tools, tools)."""
    tools = len(better)
    counts = np.zeros((tools, tools))
    if equal is not None:
        for row, (places, ties) in enumerate(zip(better, equal, strict=True)):
            _add_shared(counts[row], places, ties)
    elif tools <= _FEW:
        is_there = np.empty(better.shape, dtype=bool)
        for rank in range(tools):
            np.equal(better, rank, out=is_there)
            counts[:, rank] = [np.count_nonzero(row) for row in is_there]
    else:
        for row, places in enumerate(better):
            counts[row] = np.bincount(places, minlength=tools)
    return counts


def _add_shared(counts: Floats, places: Places, ties: Places) -> None:
    """Add how often a tool takes each rank, where others may be level with it: shape (tools,)."""
    tools = len(counts)
    joint = np.bincount(places.astype(np.intp) * tools + ties, minlength=1)
    for at in np.flatnonzero(joint).tolist():
        rank, shared = divmod(at, tools)
        counts[rank : rank + shared + 1] += joint[at] / (shared + 1)


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
    better, equal = places_of(values)
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


def first_share(values: Sequence[Floats] | Floats, place: int) -> float:
    """Return what :func:`first_shares` gives one of the tools.

    Parameters
    ----------
    values : sequence of numpy.ndarray of float, each of shape (draws,)
        What the tools are ranked by, greater being better.
    place : int
        Number of the tool, from 0.

    Returns
    -------
    float

    Examples
    --------
    >>> first_share([np.array([3.0, 1.0]), np.array([2.0, 1.0])], 1)
    0.25
    """
    best = np.maximum.reduce(list(values))
    count = np.zeros(best.size, dtype=np.int64)
    for row in values:
        count += row == best
    return float(((values[place] == best) / count).mean())
