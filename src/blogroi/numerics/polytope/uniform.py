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
from attrs import evolve, field, frozen
from numpy.typing import NDArray

from blogroi.numerics.polytope.polytope import Box, Polytope, box_around
from blogroi.numerics.streams import stream, stream_key

__all__ = ["BLOCK", "Method", "Plan", "Sampler", "planned", "sampler"]

Floats: TypeAlias = NDArray[np.float64]

Sampler: TypeAlias = Callable[[Floats], None]
"""Writes the next draws into an array of shape (parts, draws)."""

Method: TypeAlias = Literal["point", "simplex", "rejection", "box", "chains"]
"""How a set is drawn from."""

ENOUGH_ACCEPTED = 0.4
"""Share of hits in a simplex beyond which no box is looked for."""

BLOCK = 8192
"""Draws that are made at once, so that what they need stays in the cache."""

LEAST_ACCEPTED = 0.005
"""Share of hits below which walking through a set costs less than throwing away what misses it."""

CHAINS = 1024
"""Walks through a set that go on beside each other. They are independent: more draws than these are what is thinned."""

PILOT_SWEEPS = 2
"""Sweeps for each dimension of a set after which its shape is measured; a sweep is a step in each direction of a frame."""

BURN_IN_SWEEPS = 6
"""Sweeps for each dimension before the first draw."""

THINNING_SWEEPS = 1
"""Sweeps for each dimension between two draws of a chain: in the worst case, the corners of a simplex, about a tenth of the
distance from the middle is left after so many."""


@frozen(eq=False)
class Plan:
    """How a set is drawn from.

    Parameters
    ----------
    method : {"point", "simplex", "rejection", "box", "chains"}
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

    method: Method
    polytope: Polytope = field(repr=False)
    vertices: Floats = field(repr=False)
    slacks: Floats = field(repr=False)
    accepted: float = 1.0
    box: Box | None = field(default=None, repr=False)


def planned(polytope: Polytope) -> Plan:
    """Choose how a set is drawn from; nothing random that hangs on a seed has a say in it.

    Parameters
    ----------
    polytope : Polytope
        The set.

    Returns
    -------
    Plan

    Examples
    --------
    >>> from blogroi.numerics.polytope.linear import Row
    >>> from blogroi.numerics.polytope.polytope import cut_simplex
    >>> planned(cut_simplex([Row((1, -1, 0), 0)], 3)).method
    'simplex'
    """
    nothing = np.empty((0, polytope.dimension + 1))
    if polytope.is_simplex:
        return Plan("simplex" if polytope.dimension else "point", polytope, polytope.corners, nothing)
    plans = [Plan("chains", polytope, nothing, nothing, LEAST_ACCEPTED)]
    vertices = _tight_simplex(polytope)
    if vertices.size:
        slacks = polytope.normals @ vertices.T - polytope.bounds[:, None]
        slacks /= np.abs(slacks).max(axis=1, keepdims=True)
        slacks = slacks[(slacks < -1e-12).any(axis=1)]
        around = polytope.origin + vertices @ polytope.basis.T
        plans.append(_tried(Plan("rejection", polytope, around, slacks)))
    if plans[-1].accepted < ENOUGH_ACCEPTED:
        boxes = (box_around(polytope, as_ratios=as_ratios) for as_ratios in (False, True))
        plans += [_tried(Plan("box", polytope, nothing, nothing, box=box)) for box in boxes if box is not None]
    return max(plans, key=lambda plan: plan.accepted)


def _tried(plan: Plan) -> Plan:
    """Find out which share of the draws is kept, by a stream of its own."""
    hits = _hits(plan, 0, "weights.pilot") if plan.box is None else _hits_of_box(plan.box, 0, "weights.pilot")
    return evolve(plan, accepted=next(hits).shape[1] / BLOCK)


def sampler(plan: Plan, *, seed: int, path: str) -> Sampler:
    """Open the draws from a set at their beginning.

    The draws are the same however many are taken at once.

    Parameters
    ----------
    plan : Plan
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
    >>> from blogroi.numerics.polytope.polytope import cut_simplex
    >>> three = np.empty((2, 3))
    >>> sampler(planned(cut_simplex([], 2)), seed=1, path="weights")(three)
    >>> three.sum(axis=0).round(12).tolist()
    [1.0, 1.0, 1.0]
    """
    match plan.method:
        case "point":
            return lambda out: np.copyto(out, plan.vertices.T)
        case "simplex":
            return _simplex_sampler(plan.vertices, _exponentials(len(plan.vertices), seed, path))
        case "rejection":
            return _from_chunks(_hits(plan, seed, path))
        case "box":
            assert plan.box is not None  # as planned
            return _from_chunks(_hits_of_box(plan.box, seed, path))
        case "chains":
            return _from_chunks(_walk(plan.polytope, stream(stream_key(seed, path))))


def _exponentials(parts: int, seed: int, path: str) -> Sampler:
    """Open a stream of exponentials for each part, so that draws do not hang on how many are taken at once."""
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
    """Multiply two matrices, each column by itself: BLAS would let a draw hang on how many are taken at once."""
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
    """Say in which draws all sums are at least their bounds."""
    sums = np.empty((len(factors), values.shape[1]))
    _combine(factors, values, sums)
    kept: NDArray[np.bool_] = np.logical_and.reduce(sums >= bounds[:, None], axis=0)
    return kept


def _hits(plan: Plan, seed: int, path: str) -> Iterator[Floats]:
    """Draw on the simplex around a set, and keep what lies in the set."""
    exponentials = _exponentials(len(plan.vertices), seed, path)
    drawn = np.empty((len(plan.vertices), BLOCK))
    while True:
        exponentials(drawn)
        kept = drawn[:, _kept(drawn, plan.slacks, np.zeros(len(plan.slacks)))]
        kept /= kept.sum(axis=0)
        weights = np.empty((plan.polytope.parts, kept.shape[1]))
        _mix(plan.vertices, kept, weights)
        yield np.maximum(weights, 0.0, out=weights)


def _hits_of_box(box: Box, seed: int, path: str) -> Iterator[Floats]:
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
    """Give the vertices, in the free weights, of a small simplex around a set; shape (dimension + 1, dimension).

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


def _walk(polytope: Polytope, source: np.random.Generator) -> Iterator[Floats]:
    """Walk through a set by hit-and-run, in many chains at once, and give their places again and again.

    The directions are common to all chains and come in frames at right angles to each other, after the set has been
    brought into a round shape: first by the curvature at its analytic centre, then by the covariance of the chains.
    """
    size = polytope.dimension
    corners = polytope.corners[:, polytope.free]
    low, spread = corners.min(axis=0), np.ptp(corners, axis=0)
    normals = polytope.normals * spread
    bounds = polytope.bounds - polytope.normals @ low
    scale = np.abs(normals).max(axis=1)
    normals, bounds = normals / scale[:, None], bounds / scale
    corners = (corners - low) / spread
    centre, shape = _analytic_centre(normals, bounds, corners.mean(axis=0))
    places = _spread_out(corners, centre, source)
    places = _sweeps(places, normals, bounds, shape, PILOT_SWEEPS * size, source)
    shape = _square_root(_covariance(places))
    places = _sweeps(places, normals, bounds, shape, BURN_IN_SWEEPS * size, source)
    while True:
        weights = polytope.origin[:, None] + polytope.basis @ (low[:, None] + spread[:, None] * places)
        yield np.maximum(weights, 0.0, out=weights)
        places = _sweeps(places, normals, bounds, shape, max(3, THINNING_SWEEPS * size), source)


def _spread_out(corners: Floats, centre: Floats, source: np.random.Generator) -> Floats:
    """Start chains far apart: near the corners and between two of them, drawn a little towards the centre."""
    one, other = source.integers(len(corners), size=(2, CHAINS))
    share = source.random((CHAINS, 1))
    between = share * corners[one] + (1.0 - share) * corners[other]
    started: Floats = 0.9 * between + 0.1 * centre
    return started.T


def _sweeps(
    places: Floats, normals: Floats, bounds: Floats, shape: Floats, count: int, source: np.random.Generator
) -> Floats:
    """Take a step in each direction of some frames, to anywhere on the chord with the same chance.

    ``places`` has shape (dimension, chains).
    """
    places = places.copy()
    dimension = len(places)
    for _ in range(count):
        frame, _ = np.linalg.qr(source.standard_normal((dimension, dimension)))
        directions = shape @ frame
        rates = normals @ directions
        slacks = np.maximum(normals @ places - bounds[:, None], 0.0)
        for axis in range(dimension):
            rate = rates[:, axis, None]
            least = 1e-12 * np.abs(rate).max()
            ahead, behind = rates[:, axis] < -least, rates[:, axis] > least
            furthest = (slacks[ahead] / -rate[ahead]).min(axis=0)
            nearest = -(slacks[behind] / rate[behind]).min(axis=0)
            step = nearest + source.random(places.shape[1]) * (furthest - nearest)
            places += directions[:, axis, None] * step
            slacks += rate * step
            np.maximum(slacks, 0.0, out=slacks)
    return places


def _analytic_centre(normals: Floats, bounds: Floats, start: Floats) -> tuple[Floats, Floats]:
    """Find the point whose product of slacks is greatest, by Newton's method, and the shape of the set around it."""
    point = start
    least = np.finfo(np.float64).tiny ** 0.25  # what rounding may leave of a slack, its square still above zero
    for _ in range(50):
        scaled = normals / np.maximum(normals @ point - bounds, least)[:, None]
        step = np.linalg.lstsq(scaled, np.ones(len(scaled)), rcond=None)[0].astype(np.float64)
        length = float(np.linalg.norm(scaled @ step))
        point = point + step / (1.0 + length)
        if length < 1e-6:
            break
    scaled = normals / np.maximum(normals @ point - bounds, least)[:, None]
    _, values, vectors = np.linalg.svd(scaled, full_matrices=False)
    return point, (vectors / np.maximum(values, values.max() * 1e-12)[:, None]).T


def _covariance(places: Floats) -> Floats:
    away = places - places.mean(axis=1, keepdims=True)
    covariance: Floats = away @ away.T / away.shape[1]
    return covariance


def _square_root(matrix: Floats) -> Floats:
    """Give a matrix whose product with its own transpose is this one."""
    values, vectors = np.linalg.eigh(matrix)
    root: Floats = vectors * np.sqrt(np.maximum(values, values.max() * 1e-24))
    return root
