"""Expectations without draws: chance at its mean, and means from the moments of what is drawn by itself.

The mean of a sum is the sum of the means. That of a product is the product of the means where no two factors are made of the same
random numbers. A smooth function of one quantity alone has a mean that a quadrature gives; all else is left to the draws.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.engine.draws import Draw, Together, mean_of, sampler_of
from blogroi.engine.graph.algebra import apply, multiply
from blogroi.engine.graph.domain import checked
from blogroi.engine.graph.node import Node, by_period, make, number, reachable, schedule, values_of
from blogroi.engine.graph.operations import OPERATIONS
from blogroi.engine.graph.time import by_age, cumulative, delay, in_period
from blogroi.engine.shapes import shape_of
from blogroi.numerics.samples import Samples

__all__ = ["expected", "without_chance"]

Floats: TypeAlias = NDArray[np.float64]

_CHANCE = frozenset({"varying", "event", "poisson", "binomial"})
_SMOOTH = frozenset({"drawn", "number", "schedule", "+", "*", "**", "/", "exp", "log", "sqrt"})
_OCTAVES = 53  # as far out as uniform numbers of 53 bits reach
_POINTS = 12  # of Gauss and Legendre in each octave


def without_chance(node: Node, length: int) -> Node | None:
    """Put chance at its mean, given what could be found out.

    Parameters
    ----------
    node : Node
        An expression.
    length : int
        Number of periods.

    Returns
    -------
    Node or None
        None where chance enters otherwise than linearly: in ``min``, a power, a comparison, below a line, or twice in a product. The
        mean would then not be that of the expression.

    Examples
    --------
    >>> from blogroi.engine.graph.node import chance
    >>> without_chance(chance("event", [1, 2], number(0.25)), 2).data
    0.25
    """
    found: dict[bytes, Node | None] = {}
    for part in reachable([node]):
        if not part.has_chance:
            found[part.digest] = part
            continue
        inner = [found[argument.digest] for argument in part.arguments]
        known = [argument for argument in inner if argument is not None]
        found[part.digest] = _at_mean(part, known, length) if len(known) == len(inner) else None
    return found[node.digest]


def _at_mean(node: Node, inner: Sequence[Node], length: int) -> Node | None:
    """Put the chance of one node at its mean, its arguments being without any."""
    match node.operation:
        case "varying":
            return number(mean_of(node.varying.draw))
        case "event" | "poisson":
            return inner[0]
        case "binomial":
            return multiply(*inner) if _are_apart(node.arguments) else None
        case "+":
            return apply("+", *inner)
        case "*":
            return multiply(*inner) if _are_apart(node.arguments) else None
        case "cumulative":
            return cumulative(inner[0], length)
        case "delay":
            return None if node.arguments[1].has_chance else delay(inner[0], inner[1], length)
        case "by age":
            return None if node.arguments[1].has_chance else by_age(inner[0], inner[1], length, node.before)
        case "geometric":
            ages = schedule(range(length + node.before))
            return (
                None
                if node.arguments[1].has_chance
                else by_age(inner[0], apply("**", inner[1], ages), length, node.before)
            )
        case "by period":
            return by_period(inner)
        case "in period":
            return in_period(inner[0], node.period)
        case "checked":
            return checked(inner[0], node.field)
        case "where":
            return (
                None if node.arguments[0].has_chance else make("where", inner, extent=node.extent, length=node.length)
            )
        case _:
            return None


def _are_apart(nodes: Sequence[Node]) -> bool:
    """Whether no two nodes have the same chance in them."""
    owned = [{part.digest for part in reachable([node]) if part.operation in _CHANCE} for node in nodes]
    return sum(map(len, owned)) == len(set().union(*owned))


def expected(node: Node, length: int) -> Floats | None:
    """Return the mean of an expression in each period.

    Parameters
    ----------
    node : Node
        An expression.
    length : int
        Number of periods.

    Returns
    -------
    numpy.ndarray of float, shape (length,), or None
        None where moments do not give it.

    Examples
    --------
    >>> from blogroi.engine.graph.node import drawn
    >>> from blogroi.model import Domain, Uniform
    >>> half = drawn(Draw(1, Uniform(0, 1), Domain.SHARE))
    >>> expected(multiply(half, number(10)), 2).tolist()
    [5.0, 5.0]
    """
    certain = without_chance(node, length)
    if certain is None:
        return None
    means: dict[bytes, Floats | None] = {}
    streams: dict[bytes, frozenset[int]] = {}
    for part in reachable([certain]):
        streams[part.digest] = _streams_of(part).union(*(streams[argument.digest] for argument in part.arguments))
        means[part.digest] = _mean(part, part.length or length, means, streams)
    return means[certain.digest]


Means: TypeAlias = dict[bytes, Floats | None]
Streams: TypeAlias = dict[bytes, frozenset[int]]


def _streams_of(node: Node) -> frozenset[int]:
    if node.operation not in ("drawn", "together"):
        return frozenset()
    drawn = node.input
    return frozenset(key for key, _ in drawn.loadings) if drawn.loadings else frozenset({drawn.key})


def _mean(node: Node, length: int, means: Means, streams: Streams) -> Floats | None:
    """Return the mean of one node, those of its arguments being known."""
    if node.extent.is_certain:
        return values_of(node, length)
    inner = [means[part.digest] for part in node.arguments]
    match node.operation:
        case "drawn":
            return np.full(length, mean_of(node.draw))
        case "together":
            return np.array([mean_of(part) if isinstance(part, Draw) else part for part in node.listed.parts])
        case "by period":
            known = [_over(mean, length)[at] for at, mean in enumerate(inner) if mean is not None]
            return np.array(known) if len(known) == len(inner) else None
        case "+":
            known = [_over(mean, length) for mean in inner if mean is not None]
            return sum(known, np.zeros(length)) if len(known) == len(inner) else None
        case "*":
            return _mean_of_product(node, length, means, streams)
        case "checked":
            return inner[0]
        case "in period" if inner[0] is not None:
            return np.full(length, _over(inner[0], node.arguments[0].length)[node.period - 1])
        case "cumulative" if inner[0] is not None:
            return np.cumsum(_over(inner[0], length))
        case "by age" if inner[0] is not None and inner[1] is not None and not _shared(node.arguments, streams):
            return _aged(_over(inner[0], length), _over(inner[1], length + node.before), node.before)
        case "geometric" if inner[0] is not None and not _shared(node.arguments, streams):
            ages = apply("**", node.arguments[1], schedule(range(length + node.before)))
            left = expected(ages, length + node.before)
            return None if left is None else _aged(_over(inner[0], length), left, node.before)
        case _:
            return _by_quadrature([node], length)


def _over(mean: Floats, length: int) -> Floats:
    """Return a mean that is the same in each period for each of them."""
    return mean if mean.size == length else np.full(length, mean[0])


def _aged(coming: Floats, left: Floats, before: int) -> Floats:
    padded = np.concatenate([np.full(before, coming[0]), coming])
    found: Floats = np.convolve(padded, left)[before : before + coming.size]
    return found


def _shared(nodes: Sequence[Node], streams: Streams) -> bool:
    return sum(len(streams[node.digest]) for node in nodes) > len(
        frozenset().union(*(streams[node.digest] for node in nodes))
    )


def _mean_of_product(node: Node, length: int, means: Means, streams: Streams) -> Floats | None:
    """Multiply the means of the factors that are made of random numbers of their own, and of groups of those that are not."""
    total = np.ones(length)
    for group in _groups(node.arguments, streams):
        mean = means[group[0].digest] if len(group) == 1 else _by_quadrature(group, length)
        if mean is None:
            return None
        total *= _over(mean, length)
    return total


def _groups(factors: Sequence[Node], streams: Streams) -> list[list[Node]]:
    """Gather factors that have random numbers in common, directly or through others."""
    groups: list[tuple[frozenset[int], list[Node]]] = []
    for factor in factors:
        own = streams[factor.digest]
        apart = [group for group in groups if not group[0] & own]
        joined = [group for group in groups if group[0] & own]
        groups = [
            *apart,
            (own.union(*(keys for keys, _ in joined)), [*(part for _, parts in joined for part in parts), factor]),
        ]
    return [parts for _, parts in groups]


def _by_quadrature(factors: Sequence[Node], length: int) -> Floats | None:
    """Integrate a product of smooth functions of one quantity alone over its uniform number."""
    every = list(reachable(factors))
    draws = {part.draw.key: part.draw for part in every if part.operation == "drawn"}
    if len(draws) != 1 or any(part.operation not in _SMOOTH for part in every):
        return None
    (draw,) = draws.values()
    if draw.loadings:
        return None
    weights = _points_of(draw)[1]
    values: dict[bytes, Floats] = {}
    with np.errstate(all="ignore"):
        for part in every:
            values[part.digest] = _at(part, values)
        product = np.ones((1, 1))
        for factor in factors:
            product = product * values[factor.digest]
        mean = product @ weights
    return _over(mean, length) if np.isfinite(product).all() else None


def _at(node: Node, values: dict[bytes, Floats]) -> Floats:
    """Compute a node at the points of the quantity in it: shape (1 or periods, points)."""
    match node.operation:
        case "number" | "schedule":
            return values_of(node, max(node.length, 1))[:, None]
        case "drawn":
            return _points_of(node.draw)[0][None, :]
        case _:
            inner = [values[part.digest] for part in node.arguments]
            out = np.empty(np.broadcast_shapes(*(part.shape for part in inner)))
            OPERATIONS[node.operation](inner, out)
            return out


def _points_of(draw: Draw) -> tuple[Floats, Floats]:
    """Return values and their weights: each of a sample, so that no rule has to find its steps, else at those of a rule."""
    shape = None if isinstance(draw.quantity, Together) else shape_of(draw.quantity, draw.domain)
    if isinstance(shape, Samples):
        return draw.offset + draw.factor * np.asarray(shape.values, dtype=np.float64), shape.chances()
    places, weights = _quadrature()
    values = places.copy()
    sampler_of(draw).place(values)
    return values, weights


@lru_cache(maxsize=1)
def _quadrature() -> tuple[Floats, Floats]:
    """Uniform numbers and weights of a rule on [0, 1], as fine in the tails as the quantile tables are."""
    points, weights = np.polynomial.legendre.leggauss(_POINTS)
    edges = np.ldexp(1.0, np.arange(-_OCTAVES, 0))
    low = edges[:-1]  # what lies further out is less than a last bit
    half = (edges[1:] - low)[:, None] / 2.0
    near, inside = (low[:, None] + half * (1.0 + points)).ravel(), (half * weights).ravel()
    return np.concatenate([near, 1.0 - near[::-1]]), np.concatenate([inside, inside[::-1]])
