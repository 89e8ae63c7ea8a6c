"""Expectations without draws: means of flows from the moments of what they are made of.

A flow is a product of quantities. Where these are independent of each other, the mean of the product is the product of the
means, and each of these is known. What is correlated, or capped by a sum of shares, is left to the draws.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.engine.draws import sampler_of
from blogroi.engine.frame import Draw, Flow, Together
from blogroi.engine.shapes import moments_of, shape_of
from blogroi.model.domain import Domain
from blogroi.model.quantity import Quantity
from blogroi.numerics.moments import moments_of_sum
from blogroi.numerics.samples import Samples

__all__ = ["flow_mean", "mean_of"]

Floats: TypeAlias = NDArray[np.float64]

_OCTAVES = 53  # as far out as uniform numbers of 53 bits reach
_POINTS = 12  # of Gauss and Legendre in each octave


def mean_of(draw: Draw) -> float:
    """Return the mean of a random factor.

    Parameters
    ----------
    draw : Draw
        The factor.

    Returns
    -------
    float

    Examples
    --------
    >>> from blogroi.model import Domain, Uniform
    >>> mean_of(Draw(1, Uniform(0, 10), Domain.REAL, offset=1.0, factor=2.0))
    11.0
    """
    return draw.offset + draw.factor * _moments(draw.quantity, draw.domain)[0]


@lru_cache(maxsize=4096)
def _moments(quantity: Quantity | Together, domain: Domain) -> tuple[float, float]:
    if isinstance(quantity, Together):
        return moments_of_sum([(shape_of(part, domain), 1.0 / len(quantity.parts)) for part in quantity.parts])
    return moments_of(quantity, domain)


def flow_mean(flow: Flow, slots: int) -> Floats | None:
    """Return the expected amount of a flow at time 0 and in each period, undiscounted.

    Parameters
    ----------
    flow : Flow
        The flow.
    slots : int
        Number of slots: 1 + periods.

    Returns
    -------
    numpy.ndarray of float, shape (slots,), or None
        None where moments do not give it: quantities of the flow are correlated with each other, or it is capped.

    Examples
    --------
    >>> from blogroi.engine.frame import Piece
    >>> from blogroi.model import Domain, Uniform
    >>> half = Draw(1, Uniform(0, 1), Domain.SHARE)
    >>> flow_mean(Flow((half,), (Piece(10.0, None, (0.0, 1.0, 1.0)),)), 3).tolist()
    [0.0, 5.0, 5.0]
    """
    common = (*flow.factors, *(() if flow.fade is None else (flow.fade,)))
    if not all(_independent((*common, *(() if piece.draw is None else (piece.draw,)))) for piece in flow.pieces):
        return None
    if any(piece.cap is not None for piece in flow.pieces):
        return None
    total = np.zeros(slots)
    for piece in flow.pieces:
        total += (piece.constant if piece.draw is None else piece.constant * mean_of(piece.draw)) * np.array(
            piece.slots
        )
    for factor in flow.factors:
        total *= mean_of(factor)
    if flow.fade is not None:
        total[flow.first :] *= _mean_powers(flow.fade, slots - flow.first)
    return total


def _independent(draws: Sequence[Draw]) -> bool:
    """Return whether no two draws share a stream: each is then made of random numbers of its own."""
    streams = [key for draw in draws for key in _streams(draw)]
    return len(set(streams)) == len(streams)


def _streams(draw: Draw) -> Iterable[int]:
    return {key for key, _ in draw.loadings} if draw.loadings else (draw.key,)


def _mean_powers(draw: Draw, count: int) -> Floats:
    """Return the means of the powers 0, 1, ... of a random factor: shape (count,)."""
    shape = None if isinstance(draw.quantity, Together) else shape_of(draw.quantity, draw.domain)
    if isinstance(shape, Samples):  # each of its values, so that no rule has to find its steps
        values = draw.offset + draw.factor * np.asarray(shape.values, dtype=np.float64)
        weights = shape.chances()
    else:
        places, weights = _quadrature()
        values = places.copy()
        sampler_of(draw).place(values)
    powers, means = np.ones_like(values), np.empty(count)
    for power in range(count):
        means[power] = powers @ weights
        powers *= values
    return means


@lru_cache(maxsize=1)
def _quadrature() -> tuple[Floats, Floats]:
    """Uniform numbers and weights of a rule on [0, 1], as fine in the tails as the quantile tables are."""
    points, weights = np.polynomial.legendre.leggauss(_POINTS)
    edges = np.ldexp(1.0, np.arange(-_OCTAVES, 0))
    low = edges[:-1]  # what lies further out is less than a last bit
    half = (edges[1:] - low)[:, None] / 2.0
    near, inside = (low[:, None] + half * (1.0 + points)).ravel(), (half * weights).ravel()
    return np.concatenate([near, 1.0 - near[::-1]]), np.concatenate([inside, inside[::-1]])
