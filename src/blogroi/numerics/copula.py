"""Quantities that rise and fall together: a Gaussian copula, block by block.

Each quantity keeps its own range and its own random stream. One that goes together with others is drawn at the chance
below a normal number, which is a weighted sum of those of their streams. Members of a block stand in the order of their
labels, never of the file; whoever is in no block is not touched.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from operator import mul
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.errors import CaseError
from blogroi.language.spoken import Joined, message
from blogroi.numerics.normal import normal_cdf
from blogroi.numerics.sampler import Sampler, sampler, steps
from blogroi.numerics.samples import Samples
from blogroi.numerics.shapes import Constant, Normal, Shape
from blogroi.numerics.streams import stream

__all__ = ["CholeskyRow", "CorrelatedUniforms", "loadings", "nearest_ranks", "reachable"]

Floats: TypeAlias = NDArray[np.float64]
Pairs: TypeAlias = Mapping[tuple[str, str], float]

CholeskyRow: TypeAlias = tuple[tuple[str, float], ...]
"""Labels of the members whose normal numbers add up to that of one of them, each with its weight, but for those of no weight:
the member's row of the Cholesky factor. The squares of the weights sum to 1."""

_FEW_TIES = 1e-6  # sum of the cubes of the shares that are drawn alike: it leaves 0.9999995 of a rank correlation
_LARGEST = 200  # members of a block
_FLOOR = 1e-9  # what has to be left of a member's variance beside those before it


def loadings(pairs: Pairs) -> dict[str, CholeskyRow]:
    """Return the weights by which each member of a block is made of independent normal numbers.

    Parameters
    ----------
    pairs : mapping of (str, str) to float
        Spearman's rank correlation of each pair that was stated; pairs of a block that were not are uncorrelated.

    Returns
    -------
    dict of str to CholeskyRow
        By member. The first of a block is itself alone, and each other is made of those before it and itself.

    Raises
    ------
    CaseError
        When the correlations of a block cannot hold together, with the nearest ones that can.

    References
    ----------
    [Pearson1907], for what lies behind a rank correlation; [Iman1982].

    Examples
    --------
    >>> loadings({("a", "b"): 0.5})["a"]
    (('a', 1.0),)
    >>> [(label, round(weight, 3)) for label, weight in loadings({("a", "b"): 0.5})["b"]]
    [('a', 0.518), ('b', 0.856)]
    """
    found: dict[str, CholeskyRow] = {}
    for block in _blocks(pairs):
        if len(block) > _LARGEST:
            said = message(
                "tie {count} quantities to each other, directly or through others: at most {most}",
                count=len(block),
                most=_LARGEST,
            )
            raise CaseError.at("", said)
        ranks = _matrix(block, pairs)
        rows = _cholesky(_as_pearson(ranks).tolist())
        if rows is None:
            raise CaseError.at("", _at_odds(block, pairs, ranks))
        for label, row in zip(block, rows, strict=True):
            found[label] = tuple((other, weight) for other, weight in zip(block, row, strict=False) if weight != 0.0)
    return found


def _blocks(pairs: Pairs) -> list[list[str]]:
    """Gather what is tied together, directly or through others; blocks and their members in order."""
    block_of: dict[str, set[str]] = {}
    for (one, other), rank in pairs.items():
        if rank != 0.0:
            joined = block_of.get(one, {one}) | block_of.get(other, {other})
            block_of |= dict.fromkeys(joined, joined)
    return sorted(sorted(block) for block in {id(block): block for block in block_of.values()}.values())


def _matrix(block: Sequence[str], pairs: Pairs) -> Floats:
    place = {label: at for at, label in enumerate(block)}
    matrix = np.eye(len(block))
    for (one, other), rank in pairs.items():
        if one in place and other in place:
            matrix[place[one], place[other]] = matrix[place[other], place[one]] = rank
    return matrix


def _as_pearson(ranks: Floats) -> Floats:
    """Return the correlations of the normal numbers behind rank correlations: ``2 sin(pi r / 6)`` [Pearson1907]."""
    pearson: Floats = 2.0 * np.sin(math.pi / 6.0 * ranks)
    np.fill_diagonal(pearson, 1.0)
    return pearson


def _cholesky(matrix: list[list[float]]) -> list[list[float]] | None:
    """Factor a correlation matrix, in an order of sums that no library decides; None where it is not positive definite."""
    rows: list[list[float]] = []
    for at, wanted in enumerate(matrix):
        row: list[float] = []
        for column in range(at):
            known = rows[column]
            row.append((wanted[column] - math.fsum(map(mul, row, known))) / known[column])
        left = 1.0 - math.fsum(map(mul, row, row))
        if left < _FLOOR:
            return None
        rows.append([*row, math.sqrt(left)])
    return rows


def nearest_ranks(ranks: Floats) -> Floats:
    """Find the rank correlations nearest to some that cannot hold together, which can, rounded to two decimals.

    Parameters
    ----------
    ranks : numpy.ndarray of float, shape (members, members)
        Symmetric, with 1 on the diagonal.

    Returns
    -------
    numpy.ndarray of float, shape (members, members)
        Nearest in the sum of squares of the normal correlations behind them, but for the rounding.

    References
    ----------
    [Higham2002].

    Examples
    --------
    >>> far = np.array([[1.0, 0.9, -0.9], [0.9, 1.0, 0.9], [-0.9, 0.9, 1.0]])
    >>> nearest_ranks(far)[0].tolist()
    [1.0, 0.48, -0.48]
    """
    near, correction = _as_pearson(ranks), np.zeros_like(ranks)
    for _ in range(200):
        shifted = near - correction
        values, vectors = np.linalg.eigh(shifted)
        definite = (vectors * np.maximum(values, 1e-6)) @ vectors.T
        correction = definite - shifted
        near = definite.copy()
        np.fill_diagonal(near, 1.0)
    shrunk = 1.0
    while True:
        found: Floats = np.round(6.0 / math.pi * np.arcsin(np.clip(shrunk * near, -1.0, 1.0) / 2.0), 2) + 0.0
        np.fill_diagonal(found, 1.0)
        if _cholesky(_as_pearson(found).tolist()) is not None:
            return found
        shrunk -= 0.005


def _at_odds(block: Sequence[str], pairs: Pairs, ranks: Floats) -> str:
    nearest = nearest_ranks(ranks)
    stated = [(i, j) for j in range(len(block)) for i in range(j) if (block[i], block[j]) in pairs]
    moved = [(i, j) for j in range(len(block)) for i in range(j) if (i, j) not in stated and abs(nearest[i, j]) >= 0.01]
    listed = [
        message("{one} with {other} {rank}", one=block[i], other=block[j], rank=f"{nearest[i, j]:g}")
        for i, j in (*stated, *moved)
    ]
    return message(
        "cannot all hold together; the nearest that can: {pairs}",
        pairs=Joined([*listed[:12], *(["..."] if len(listed) > 12 else [])]),
    )


def reachable(one: Sequence[Shape], other: Sequence[Shape]) -> tuple[float, float]:
    """Return the least and the greatest rank correlation that two quantities can have, ties counting by their middle rank.

    They are -1 and 1 where both are spread out. Samples of few or tied values are not: two that are as likely can have 0.87 with
    a range, and no more. A stated correlation is drawn as about so many times itself.

    Parameters
    ----------
    one, other : sequence of Shape
        What is correlated; several shapes are drawn together.

    Returns
    -------
    least, greatest : float
        Both 0 where one of the two does not vary.

    References
    ----------
    [Kendall1945].

    Examples
    --------
    >>> [round(rank, 3) for rank in reachable([Samples((0, 1))], [Normal(2, 5)])]
    [-0.866, 0.866]
    """
    ties, others = _steps_of(one), _steps_of(other)
    if ties is None and others is None:
        return -1.0, 1.0
    variance = _rank_variance(ties) * _rank_variance(others)
    if variance == 0.0:
        return 0.0, 0.0
    turned = None if others is None else 1.0 - others[::-1]
    greatest, least = (_rank_covariance(ties, part) / math.sqrt(variance) for part in (others, turned))
    return -least, greatest


def _steps_of(shapes: Sequence[Shape]) -> Floats | None:
    """Return the uniform numbers from 0 to 1 between which one value is drawn, None where hardly any value is drawn twice."""
    if not all(isinstance(shape, Constant | Samples) for shape in shapes):
        return None
    values, edges = steps([(shape, 1.0) for shape in shapes])
    if not values.size:
        return np.array([0.0, 1.0])
    if not edges.size:
        edges = np.arange(1, values.size) / values.size
    found: Floats = np.concatenate([[0.0], edges[np.diff(values) > 0.0], [1.0]])
    return found if (np.diff(found) ** 3).sum() > _FEW_TIES else None


def _rank_variance(steps: Floats | None) -> float:
    """Return the variance of the middle ranks, in parts of 1."""
    ties = 0.0 if steps is None else float((np.diff(steps) ** 3).sum())
    return (1.0 - ties) / 12.0


def _rank_covariance(steps: Floats | None, others: Floats | None) -> float:
    """Return the covariance of the middle ranks where both rise together; one of the two has steps."""
    edges = np.unique(np.concatenate([part for part in (steps, others) if part is not None]))
    middles = (edges[1:] + edges[:-1]) / 2.0  # on average over such a piece, also the rank of what has no steps
    ranks = [middles if part is None else _middle_ranks(part, middles) for part in (steps, others)]
    return float((np.diff(edges) * (ranks[0] - 0.5) * (ranks[1] - 0.5)).sum())


def _middle_ranks(steps: Floats, at: Floats) -> Floats:
    place = np.searchsorted(steps, at, side="right")
    ranks: Floats = (steps[place - 1] + steps[place]) / 2.0
    return ranks


class CorrelatedUniforms:
    """Uniform numbers of one member of a block, which go together with those of the others.

    Parameters
    ----------
    row : sequence of (int, float)
        Keys of the streams, with the weights of their normal numbers.
    """

    __slots__ = ("_parts",)

    def __init__(self, row: Sequence[tuple[int, float]]) -> None:
        self._parts = [(stream(key), weight) for key, weight in row]

    def fill(self, out: Floats) -> None:
        """Put the next uniform numbers into an array.

        Parameters
        ----------
        out : numpy.ndarray of float, shape (draws,)
            Filled with numbers of at least 2**-53, and at most 1 less that.
        """
        normal = _normal()
        total, part = np.zeros_like(out), np.empty_like(out)
        for generator, weight in self._parts:  # in the order of the row: no library decides in which order it sums
            normal.fill(generator, part)
            part *= weight
            total += part
        normal_cdf(total, out=out)
        np.clip(out, _LAST, 1.0 - _LAST, out=out)


_LAST = 2.0**-53  # the last bit of a uniform number


@lru_cache(maxsize=1)
def _normal() -> Sampler:
    return sampler(Normal(0.0, 1.0))
