"""Uniform draws from a set of weights.

A simplex is drawn from by exponentials, which is exact and fast: all weights, a complete order and lower bounds are of
this sort. From another set, what misses it is thrown away from a tight simplex or a box around it; where too much would
miss, chains walk through it. Normalising independent uniform numbers is no way: it favours the middle.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import itemgetter
from typing import Literal, TypeAlias

import numpy as np
from attrs import evolve, field
from numpy.typing import NDArray

from blogroi.numerics.polytope.hit_and_run import hit_and_run
from blogroi.numerics.polytope.polytope import Box, Polytope, box_around
from blogroi.numerics.streams import stream, stream_key
from blogroi.records import frozen

__all__ = ["BLOCK", "MethodName", "Sampler", "SamplingMethod", "choose_method", "sampler"]

Floats: TypeAlias = NDArray[np.float64]

Sampler: TypeAlias = Callable[[Floats], None]
"""Writes the next draws into an array of shape (parts, draws)."""

MethodName: TypeAlias = Literal["point", "simplex", "rejection", "box", "chains"]
"""How a set is drawn from."""

ENOUGH_ACCEPTED = 0.4
"""Share of hits in a simplex beyond which no box is looked for."""

BLOCK = 8192
"""Draws that are made at once, so that what they need stays in the cache."""

LEAST_ACCEPTED = 0.005
"""Share of hits below which walking through a set costs less than throwing away what misses it."""


@frozen(eq=False)
class SamplingMethod:
    """How a set is drawn from.

    Parameters
    ----------
    name : {"point", "simplex", "rejection", "box", "chains"}
        A single point, exponentials, exponentials or draws of a box of which some are thrown away, or walks.
    polytope : Polytope
        The set.
    vertices : numpy.ndarray of float, shape (dimension + 1, parts)
        Of the simplex that exponentials are drawn on.
    slacks : numpy.ndarray of float, shape (checked facets, dimension + 1)
        How far within a facet each of these vertices is; below zero where it is outside.
    accepted : float
        Share of what is drawn that is kept.
    box : Box, optional
        The box that is drawn from.
    """

    name: MethodName
    polytope: Polytope = field(repr=False)
    vertices: Floats = field(repr=False)
    slacks: Floats = field(repr=False)
    accepted: float = 1.0
    box: Box | None = field(default=None, repr=False)


def choose_method(polytope: Polytope) -> SamplingMethod:
    """Choose how a set is drawn from; nothing random that depends on a seed has a say in it.

    Parameters
    ----------
    polytope : Polytope
        The set.

    Returns
    -------
    SamplingMethod

    Examples
    --------
    >>> from blogroi.numerics.polytope.linear import LinearConstraint
    >>> from blogroi.numerics.polytope.polytope import constrain_simplex
    >>> choose_method(constrain_simplex([LinearConstraint((1, -1, 0), 0)], 3)).name
    'simplex'
    """
    nothing = np.empty((0, polytope.dimension + 1))
    if polytope.is_simplex:
        return SamplingMethod("simplex" if polytope.dimension else "point", polytope, polytope.corners, nothing)
    methods = [SamplingMethod("chains", polytope, nothing, nothing, LEAST_ACCEPTED)]
    vertices = _tight_simplex(polytope)
    if vertices.size:
        slacks = polytope.normals @ vertices.T - polytope.bounds[:, None]
        slacks /= np.abs(slacks).max(axis=1, keepdims=True)
        slacks = slacks[(slacks < -1e-12).any(axis=1)]
        around = polytope.origin + vertices @ polytope.basis.T
        methods.append(_tried(SamplingMethod("rejection", polytope, around, slacks)))
    if methods[-1].accepted < ENOUGH_ACCEPTED:
        boxes = (box_around(polytope, as_ratios=as_ratios) for as_ratios in (False, True))
        methods += [
            _tried(SamplingMethod("box", polytope, nothing, nothing, box=box)) for box in boxes if box is not None
        ]
    return max(methods, key=lambda method: method.accepted)


def _tried(method: SamplingMethod) -> SamplingMethod:
    """Find out which share of the draws is kept, by a stream of its own."""
    hits = (
        _reject_from_simplex(method, 0, "weights.pilot")
        if method.box is None
        else _reject_from_box(method.box, 0, "weights.pilot")
    )
    return evolve(method, accepted=next(hits).shape[1] / BLOCK)


def sampler(method: SamplingMethod, *, seed: int, path: str) -> Sampler:
    """Open the draws from a set at their beginning.

    The draws are the same however many are taken at once.

    Parameters
    ----------
    method : SamplingMethod
        The set, and how it is drawn from.
    seed : int
        Seed of the evaluation, at least 0.
    path : str
        Path of what states the set, to which its random streams are keyed.

    Returns
    -------
    Sampler
        Called with an array of shape (parts, draws), it writes the next draws into it.

    Examples
    --------
    >>> from blogroi.numerics.polytope.polytope import constrain_simplex
    >>> three = np.empty((2, 3))
    >>> sampler(choose_method(constrain_simplex([], 2)), seed=1, path="weights")(three)
    >>> three.sum(axis=0).round(12).tolist()
    [1.0, 1.0, 1.0]
    """
    match method.name:
        case "point":
            return lambda out: np.copyto(out, method.vertices.T)
        case "simplex":
            return _simplex_sampler(method.vertices, _exponentials(len(method.vertices), seed, path))
        case "rejection":
            return _from_chunks(_reject_from_simplex(method, seed, path))
        case "box":
            assert method.box is not None  # as chosen
            return _from_chunks(_reject_from_box(method.box, seed, path))
        case "chains":
            return _from_chunks(hit_and_run(method.polytope, stream(stream_key(seed, path))))


def _exponentials(parts: int, seed: int, path: str) -> Sampler:
    """Open a stream of exponentials for each part, so that draws do not depend on how many are taken at once."""
    streams = [stream(stream_key(seed, f"{path}.{part}")) for part in range(parts)]

    def fill(out: Floats) -> None:
        for row, source in zip(out, streams, strict=True):
            source.standard_exponential(out=row)

    return fill


def _simplex_sampler(vertices: Floats, exponentials: Sampler) -> Sampler:
    """Weigh the vertices of a simplex by exponentials over their sum."""
    parts = len(vertices)
    is_whole = parts == vertices.shape[1] and bool((vertices == np.eye(parts)).all())

    def fill(out: Floats) -> None:
        drawn = out if is_whole else np.empty((parts, out.shape[1]))
        exponentials(drawn)
        drawn /= drawn.sum(axis=0)
        if not is_whole:
            _mix(vertices, drawn, out)

    return fill


def _mix(vertices: Floats, shares: Floats, out: Floats) -> None:
    """Mix vertices by shares that sum to 1; a weight that all of them give alike stays what it is to the last bit."""
    _combine(vertices.T, shares, out)
    same = (vertices == vertices[0]).all(axis=0)
    out[same] = vertices[0, same, None]


def _combine(factors: Floats, values: Floats, out: Floats) -> None:
    """Multiply two matrices, each column by itself: BLAS would let a draw depend on how many are taken at once."""
    product = np.empty(out.shape[1])
    for row, target in zip(factors, out, strict=True):
        used = np.flatnonzero(row)
        if not used.size:
            target[:] = 0.0
            continue
        np.multiply(values[used[0]], row[used[0]], out=target)
        for part in used[1:]:
            np.multiply(values[part], row[part], out=product)
            target += product


def _kept(values: Floats, factors: Floats, bounds: Floats) -> NDArray[np.bool_]:
    """Return in which draws all sums are at least their bounds."""
    sums = np.empty((len(factors), values.shape[1]))
    _combine(factors, values, sums)
    kept: NDArray[np.bool_] = np.logical_and.reduce(sums >= bounds[:, None], axis=0)
    return kept


def _reject_from_simplex(method: SamplingMethod, seed: int, path: str) -> Iterator[Floats]:
    """Draw on the simplex around a set, and keep what lies in the set."""
    exponentials = _exponentials(len(method.vertices), seed, path)
    drawn = np.empty((len(method.vertices), BLOCK))
    while True:
        exponentials(drawn)
        kept = drawn[:, _kept(drawn, method.slacks, np.zeros(len(method.slacks)))]
        kept /= kept.sum(axis=0)
        weights = np.empty((method.polytope.parts, kept.shape[1]))
        _mix(method.vertices, kept, weights)
        yield np.maximum(weights, 0.0, out=weights)


def _reject_from_box(box: Box, seed: int, path: str) -> Iterator[Floats]:
    """Draw in a box around a set, and keep what lies in the set.

    Ratios are kept more often the less they sum to, so that the weights that they stand for are uniform.
    """
    size = len(box.low)
    streams = [stream(stream_key(seed, f"{path}.{part}")) for part in range(size + 1)]
    drawn = np.empty((size + 1, BLOCK))
    while True:
        for row, source in zip(drawn, streams, strict=True):
            source.random(out=row)
        placed = drawn[:size] * (box.high - box.low)[:, None] + box.low[:, None]
        inside = _kept(placed, box.normals, box.bounds)
        weights = np.empty((len(box.origin), np.count_nonzero(inside)))
        _combine(box.basis, placed[:, inside], weights)
        weights += box.origin[:, None]
        if box.least_sum is not None:
            total = weights.sum(axis=0)
            kept = drawn[size, inside] < (box.least_sum / total) ** (size + 1)
            weights = weights[:, kept] / total[kept]
        yield np.maximum(weights, 0.0, out=weights)


def _from_chunks(chunks: Iterator[Floats]) -> Sampler:
    """Hand out what comes in chunks, as much as is asked for."""
    left = next(chunks)

    def fill(out: Floats) -> None:
        nonlocal left
        done = 0
        while done < out.shape[1]:
            if not left.shape[1]:
                left = next(chunks)
                continue
            part = left[:, : out.shape[1] - done]
            out[:, done : done + part.shape[1]] = part
            left = left[:, part.shape[1] :]
            done += part.shape[1]

    return fill


def _tight_simplex(polytope: Polytope) -> Floats:
    """Return the vertices, in the free weights, of a small simplex around a set; shape (dimension + 1, dimension).

    From the simplices of the least and of the greatest free weights, planes are exchanged for others that touch the set
    for as long as the volume shrinks. Nothing is given where weights are too many orders of magnitude apart for that.
    """
    corners = polytope.corners[:, polytope.free]
    low, spread = corners.min(axis=0), np.ptp(corners, axis=0)
    size = polytope.dimension
    directions = np.vstack([np.eye(size), -np.ones((1, size)), -np.eye(size), np.ones((1, size))])
    directions = np.vstack([directions, polytope.basis, -polytope.basis])
    directions = directions[(directions != 0).any(axis=1)]
    offsets = np.concatenate([(directions @ corners.T).min(axis=1), polytope.bounds])
    directions = np.vstack([directions, polytope.normals])
    planes = np.column_stack([directions @ low - offsets, directions * spread])  # of (1, free) in units of the spread
    planes /= np.abs(planes).max(axis=1, keepdims=True)
    starts = np.arange(size + 1), np.arange(size + 1, 2 * size + 2)
    found = [_shrink(planes, start) for start in starts]
    smallest, vertices = min(found, key=itemgetter(0))
    around: Floats = low + vertices * spread if smallest < np.inf else vertices
    return around


def _shrink(planes: Floats, chosen: NDArray[np.intp]) -> tuple[float, Floats]:
    """Exchange one plane of a simplex after the other; give the logarithm of its volume, and its vertices.

    With the planes as rows of a matrix, the columns of its inverse are the vertices, each times a factor of its own
    that stands in the first entry.
    """
    chosen = chosen.copy()
    own = np.arange(len(chosen))
    while True:
        if not np.linalg.cond(planes[chosen]) < 1e14:
            return np.inf, np.empty((0, 0))
        inverse = np.linalg.inv(planes[chosen])
        factors = inverse[0]
        heights = planes @ inverse  # of every plane above every vertex, times the vertex's factor
        volume = -np.linalg.slogdet(planes[chosen])[1] - np.log(factors).sum()
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = heights[:, None, :] / heights[:, :, None]  # by plane put in, plane taken out, vertex
            after = factors - ratio * factors[:, None]
            after[:, own, own] = factors / heights
            gain = np.log(heights) + np.log(after).sum(axis=2) - np.log(factors).sum()
        usable = np.isfinite(gain) & (heights > 1e-9) & (after > 1e-9 * factors).all(axis=2)
        gain = np.where(usable, gain, -np.inf)
        put, taken = divmod(int(gain.argmax()), len(chosen))
        if gain[put, taken] < 1e-9:
            return float(volume), (inverse[1:] / factors).T
        chosen[taken] = put
