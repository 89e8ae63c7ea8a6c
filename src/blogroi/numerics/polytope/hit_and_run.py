"""Chains that walk through a set of weights by hit-and-run, for sets that boxes and simplices miss too often.

A step goes to anywhere on the chord through a place, every point with the same chance. In a long set such steps would be short; so
the set is brought into a round shape first.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.numerics.polytope.polytope import Polytope

__all__ = ["CHAINS", "hit_and_run"]

Floats: TypeAlias = NDArray[np.float64]

CHAINS = 1024
"""How many independent walks through a set go on beside each other; more draws than these are what is thinned."""

PILOT_SWEEPS = 2
"""Sweeps for each dimension of a set after which its shape is measured; a sweep is a step in each direction of a frame."""

BURN_IN_SWEEPS = 6
"""Sweeps for each dimension before the first draw."""

THINNING_SWEEPS = 1
"""Sweeps for each dimension between two draws of a chain: in the worst case, the corners of a simplex, about a tenth of the
distance from the middle is left after so many."""


def hit_and_run(polytope: Polytope, source: np.random.Generator) -> Iterator[Floats]:
    """Walk through a set by hit-and-run [Smith1984], in many chains at once, and give their places again and again.

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
    """Find the point whose product of slacks is greatest, by Newton's method, and the shape of the set around it.

    The damped step of a self-concordant function, ``1 / (1 + length)``, never leaves the set [Boyd2004, sections 8.5.3 and 9.6].
    """
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
    """Return a matrix whose product with its own transpose is this one."""
    values, vectors = np.linalg.eigh(matrix)
    root: Floats = vectors * np.sqrt(np.maximum(values, values.max() * 1e-24))
    return root
