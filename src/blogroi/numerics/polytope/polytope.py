"""Sets of weights without names: what linear statements leave of the weights that are at least zero and sum to 1.

The dimension of such a set, its facets and its corners are found in fractions, so that equalities in disguise, single
points and sets that are merely narrow are never confused. What the statements mean is the affair of
``blogroi.engine.compile.weight_statements``; how a set is drawn from, that of ``blogroi.numerics.polytope.uniform``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import mul
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from attrs import field
from numpy.typing import NDArray

from blogroi.numerics.polytope.linear import LinearConstraint, Program, feasible
from blogroi.records import frozen

if TYPE_CHECKING:
    from fractions import Fraction

__all__ = ["Box", "Polytope", "box_around", "constrain_simplex", "whole_constraint"]

Floats: TypeAlias = NDArray[np.float64]


MOST_SEARCHED = 80
"""Statements among which those that say nothing new are looked for; what is drawn does not depend on it."""


@frozen(eq=False)
class Polytope:
    """What linear statements leave of the simplex of weights.

    Points of the set are ``origin + basis @ free``; ``free`` are those weights that may vary by themselves, and are in
    the set where ``normals @ free >= bounds``. A uniform draw of ``free`` is a uniform draw of the set, whatever its
    dimension, because the one is a linear image of the other.

    Parameters
    ----------
    origin : numpy.ndarray of float, shape (parts,)
    basis : numpy.ndarray of float, shape (parts, dimension)
    free : tuple of int
        Positions of the free weights.
    normals : numpy.ndarray of float, shape (facets, dimension)
        Each of them is needed, left out the set would be larger, unless there are too many to find that out.
    bounds : numpy.ndarray of float, shape (facets,)
    corners : numpy.ndarray of float, shape (corners, parts)
        All corners where the set is a simplex; else some of them, at which each weight has its extremes, and so has the
        sum of the free ones.
    equalities, inequalities : tuple of LinearConstraint
        What the set is stated by: what holds exactly, by statement or in effect, and what holds with room to spare.
    """

    origin: Floats = field(repr=False)
    basis: Floats = field(repr=False)
    free: tuple[int, ...]
    normals: Floats = field(repr=False)
    bounds: Floats = field(repr=False)
    corners: Floats = field(repr=False)
    equalities: tuple[LinearConstraint, ...] = field(default=(), repr=False)
    inequalities: tuple[LinearConstraint, ...] = field(default=(), repr=False)

    @property
    def parts(self) -> int:
        """How many weights there are."""
        return len(self.origin)

    @property
    def dimension(self) -> int:
        """In how many directions they may vary."""
        return len(self.free)

    @property
    def is_simplex(self) -> bool:
        """Whether the set has as few corners as one of its dimension can have."""
        return len(self.normals) == self.dimension + 1 or not self.dimension


@frozen(eq=False)
class Box:
    """A box around a set, in as many weights as its dimension or in their ratios to one of them.

    A draw of the box is ``low + (high - low) * uniform``; it belongs to the set where ``normals @ draw >= bounds``, and
    stands for ``origin + basis @ draw``.

    Parameters
    ----------
    origin, basis : numpy.ndarray of float, shapes (parts,) and (parts, dimension)
    low, high : numpy.ndarray of float, shape (dimension,)
    normals, bounds : numpy.ndarray of float, shapes (checks, dimension) and (checks,)
        Those statements that the box does not keep by itself.
    least_sum : float or None
        For ratios, the least that they sum to. Uniform weights have ratios whose density falls with their sum, to the
        power of one more than the dimension. None for weights.
    """

    origin: Floats = field(repr=False)
    basis: Floats = field(repr=False)
    low: Floats
    high: Floats
    normals: Floats = field(repr=False)
    bounds: Floats = field(repr=False)
    least_sum: float | None = None


def constrain_simplex(constraints: Sequence[LinearConstraint], parts: int) -> Polytope | None:
    """Find out what statements leave of the simplex of weights.

    Parameters
    ----------
    constraints : sequence of LinearConstraint
        The statements, beside which weights are at least zero and sum to 1.
    parts : int
        How many weights there are, at least 1.

    Returns
    -------
    Polytope or None
        None where nothing is left.

    Examples
    --------
    >>> constrain_simplex([], 3).dimension
    2
    >>> constrain_simplex([LinearConstraint((1, 0, 0), 2)], 3) is None
    True
    """
    if not constraints:
        return _whole_simplex(parts)
    stated = sorted({*constraints, _whole(parts)})
    program = feasible(stated, parts)
    if program is None:
        return None
    loose = [row for row in stated if not row.equal]
    zero = program.always_zero(range(parts + len(loose)))
    loose += [LinearConstraint(_unit(part, parts), 0) for part in range(parts)]
    held = [column - parts if column >= parts else len(loose) - parts + column for column in sorted(zero)]
    equalities = [row for row in stated if row.equal] + [loose[position] for position in held]
    origin, basis, free = _solved(equalities, parts)
    spared = [row for position, row in enumerate(loose) if position not in held]
    facets, corners = _facets(_reduced(spared, origin, basis), basis)
    size = len(free)
    return Polytope(
        origin=np.array([float(entry) for entry in origin]),
        basis=_floats(basis, size),
        free=free,
        normals=_floats([_shrunk(facet)[:-1] for facet in facets], size),
        bounds=np.array([_shrunk(facet)[-1] for facet in facets]),
        corners=_floats(sorted((_weights_at(corner, origin, basis) for corner in corners), reverse=True), parts),
        equalities=tuple(equalities),
        inequalities=tuple(spared),
    )


def box_around(polytope: Polytope, *, as_ratios: bool) -> Box | None:
    """Put the tightest box around a set of weights, or around their ratios to one of them.

    Parameters
    ----------
    polytope : Polytope
        The set.
    as_ratios : bool
        Whether the box is around the ratios of all weights to the one that is greatest at its least; else it is around
        the weights, the one that varies most being the rest of 1.

    Returns
    -------
    Box or None
        None where no weight is always above zero, so that the ratios have no bounds.

    Examples
    --------
    >>> rows = [LinearConstraint((-5, 10, 0), 0), LinearConstraint((7, -10, 0), 0), LinearConstraint((-3, 0, 10), 0), LinearConstraint((4, 0, -10), 0)]
    >>> box = box_around(constrain_simplex(rows, 3), as_ratios=True)
    >>> box.low.tolist(), box.high.tolist()
    ([0.5, 0.3], [0.7, 0.4])
    """
    least, greatest = polytope.corners.min(axis=0), polytope.corners.max(axis=0)
    pivot = int(np.argmax(least) if as_ratios else np.argmax(greatest - least))
    equalities, inequalities = list(polytope.equalities), list(polytope.inequalities)
    if as_ratios:
        if least[pivot] <= 0:
            return None
        equalities = [_of_a_cone(row) for row in equalities if row != _whole(polytope.parts)]
        equalities.append(LinearConstraint(_unit(pivot, polytope.parts), 1, equal=True))
        inequalities = [_of_a_cone(row) for row in inequalities]
    origin, basis, _ = _solved(equalities, polytope.parts, first=pivot)
    reduced = _reduced(inequalities, origin, basis)
    size = polytope.dimension
    program = feasible(reduced, size)
    assert program is not None  # the set is not empty
    ends = [list(_ends(program, _unit(column, size))) for column in range(size)]
    low = np.array([float(end[0][column]) for column, end in enumerate(ends)])
    high = np.array([float(end[1][column]) for column, end in enumerate(ends)])
    normals = _floats([_shrunk(row)[:-1] for row in reduced], size)
    bounds = np.array([_shrunk(row)[-1] for row in reduced])
    room = np.minimum(normals * low, normals * high).sum(axis=1) - bounds
    missed = room < -1e-12 * np.maximum(np.abs(normals * (high - low)).max(axis=1), 1e-300)
    return Box(
        origin=np.array([float(entry) for entry in origin]),
        basis=_floats(basis, size),
        low=low,
        high=high,
        normals=normals[missed],
        bounds=bounds[missed],
        least_sum=1.0 / float(greatest[pivot]) if as_ratios else None,
    )


def _of_a_cone(row: LinearConstraint) -> LinearConstraint:
    """State for all multiples of some weights what is stated for weights that sum to 1."""
    return LinearConstraint(tuple(term - row.bound for term in row.terms), 0, row.equal)


def _whole(parts: int) -> LinearConstraint:
    return LinearConstraint((1,) * parts, 1, equal=True)


def _whole_simplex(parts: int) -> Polytope:
    """Describe the set that nothing is stated of, as it would be found."""
    size = parts - 1
    below = -np.ones((1, size))
    return Polytope(
        origin=np.eye(parts)[0],
        basis=np.vstack([below, np.eye(size)]),
        free=tuple(range(1, parts)),
        normals=np.vstack([below, np.eye(size)[::-1]])[: parts if size else 0],
        bounds=np.array([-1.0, *[0.0] * size])[: parts if size else 0],
        corners=np.eye(parts),
    )


def _unit(part: int, parts: int) -> tuple[int, ...]:
    return tuple(int(part == other) for other in range(parts))


def _solved(
    rows: Sequence[LinearConstraint], parts: int, *, first: int = 0
) -> tuple[tuple[Fraction, ...], list[list[Fraction]], tuple[int, ...]]:
    """Solve equalities for as many weights as they fix, by Gauss and Jordan: origin, basis, free weights."""
    from fractions import Fraction  # noqa: PLC0415

    system = [[Fraction(entry) for entry in (*row.terms, row.bound)] for row in rows]
    pivots: list[int] = []
    for column in sorted(range(parts), key=lambda column: column != first):
        done = len(pivots)
        found = next((row for row in range(done, len(system)) if system[row][column]), None)
        if found is None:
            continue
        system[done], system[found] = system[found], system[done]
        head = system[done][column]
        system[done] = [entry / head for entry in system[done]]
        for other, entries in enumerate(system):
            if other != done and entries[column]:
                factor = entries[column]
                system[other] = [own - factor * entry for own, entry in zip(entries, system[done], strict=True)]
        pivots.append(column)
    free = [column for column in range(parts) if column not in pivots]
    origin = [Fraction(0)] * parts
    basis = [[Fraction(int(part == column)) for column in free] for part in range(parts)]
    for row, part in enumerate(pivots):
        origin[part] = system[row][-1]
        basis[part] = [-system[row][column] for column in free]
    return tuple(origin), basis, tuple(free)


def _reduced(
    rows: Sequence[LinearConstraint], origin: Sequence[Fraction], basis: list[list[Fraction]]
) -> list[LinearConstraint]:
    """State inequalities in the free weights, in whole numbers without a common factor."""
    reduced: set[LinearConstraint] = set()
    for row in rows:
        parts = [(term, part) for part, term in enumerate(row.terms) if term]
        size = len(basis[0])
        terms = [sum(term * basis[part][column] for term, part in parts) for column in range(size)]
        if any(terms):
            reduced.add(whole_constraint(terms, row.bound - sum(term * origin[part] for term, part in parts)))
    return sorted(reduced)


def whole_constraint(
    terms: Sequence[Fraction | int], bound: Fraction | int, *, equal: bool = False
) -> LinearConstraint:
    """State a row of fractions in whole numbers without a common factor.

    Examples
    --------
    >>> from fractions import Fraction
    >>> whole_constraint([Fraction(1, 2), Fraction(-1, 3)], 0)
    LinearConstraint(terms=(3, -2), bound=0, equal=False)
    """
    from math import gcd, lcm  # noqa: PLC0415

    scale = lcm(*(entry.denominator for entry in (*terms, bound)))
    whole = [entry.numerator * (scale // entry.denominator) for entry in (*terms, bound)]
    common = gcd(*whole) or 1
    return LinearConstraint(tuple(entry // common for entry in whole[:-1]), whole[-1] // common, equal)


def _facets(
    rows: list[LinearConstraint], basis: list[list[Fraction]]
) -> tuple[list[LinearConstraint], set[tuple[Fraction, ...]]]:
    """Leave out the inequalities that say nothing new, and give corners of what is left in all directions."""
    size = len(basis[0])
    if not size:
        return [], {()}
    units = [LinearConstraint(_unit(column, size), 0) for column in range(size)]
    beside = [row for row in rows if row not in units]  # the free weights are at least zero without being told
    program = feasible(beside, size)
    assert program is not None  # the set has an inside
    known = units + beside
    searched = len(known) <= MOST_SEARCHED
    facets = sorted(known[column] for column in program.copy().needed(range(len(known)))) if searched else known
    if len(facets) == size + 1:
        corners = {_solved([*facets[:one], *facets[one + 1 :]], size)[0] for one in range(size + 1)}
    else:
        directions = {whole_constraint(row, 0).terms for row in basis} | {(1,) * size}
        corners = {corner for terms in sorted(directions) for corner in _ends(program, terms)}
    return facets, corners


def _ends(program: Program, terms: Sequence[int]) -> Iterator[tuple[Fraction, ...]]:
    """Yield two corners at which a sum of the free weights is least and greatest."""
    for sign in (1, -1):
        program.minimise({column: sign * term for column, term in enumerate(terms) if term})
        yield program.point(len(terms))


def _weights_at(free: Sequence[Fraction], origin: Sequence[Fraction], basis: list[list[Fraction]]) -> list[Fraction]:
    return [start + sum(map(mul, row, free)) for start, row in zip(origin, basis, strict=True)]


def _shrunk(row: LinearConstraint) -> list[float]:
    """Divide a row by its greatest term, so that no number in it is too large for a float."""
    from fractions import Fraction  # noqa: PLC0415

    greatest = max(map(abs, row.terms))
    return [float(Fraction(entry, greatest)) for entry in (*row.terms, row.bound)]


def _floats(entries: Sequence[Sequence[Any]], width: int) -> Floats:
    return np.array([[float(entry) for entry in row] for row in entries], dtype=np.float64).reshape(len(entries), width)
