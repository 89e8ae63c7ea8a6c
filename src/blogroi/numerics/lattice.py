"""Points that fill a cube more evenly than random ones, and say how exact they are.

A rank-1 lattice is all multiples of one vector of whole numbers, divided by the number of points, a prime. The vector is
found coordinate by coordinate, each the best beside those before it, all candidates at once by a fast Fourier transform.
Each replication shifts the lattice at random; the spread over replications is the error. Nothing here knows what the
points are for.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = ["generating_vector", "lattice_points", "prime_below"]

Floats: TypeAlias = NDArray[np.float64]
Integers: TypeAlias = NDArray[np.int64]

_WEIGHT = 0.3  # of each coordinate, first or last: which input comes first is an accident


def prime_below(count: int) -> int:
    """Give the largest prime that is not above a number.

    Parameters
    ----------
    count : int
        At least 2.

    Returns
    -------
    int

    Examples
    --------
    >>> prime_below(1024), prime_below(2)
    (1021, 2)
    """
    return next(number for number in range(count, 1, -1) if _prime_factors(number) == [number])


def generating_vector(points: int, dimensions: int) -> Integers:
    """Find the vector whose multiples are spread well in the first dimensions, in each pair of them, and so on.

    Parameters
    ----------
    points : int
        A prime.
    dimensions : int
        How many numbers the vector has.

    Returns
    -------
    numpy.ndarray of int, shape (dimensions,)
        Read-only; from 1 to ``points - 1``. The first of a longer vector are those of a shorter one.

    References
    ----------
    D. Nuyens and R. Cools, Fast algorithms for component-by-component construction of rank-1 lattice rules in
    shift-invariant reproducing kernel Hilbert spaces, Mathematics of Computation 75 (2006).

    Examples
    --------
    >>> generating_vector(1021, 3).tolist()[0]
    1
    """
    return _vector(points, dimensions)


def lattice_points(points: int, dimensions: int, generator: np.random.Generator) -> Floats:
    """Shift the lattice at random, and fold it, so that it is as good for what does not repeat beyond the cube.

    Parameters
    ----------
    points : int
        How many points; a prime.
    dimensions : int
        How many coordinates a point has.
    generator : numpy.random.Generator
        Where the shift comes from.

    Returns
    -------
    numpy.ndarray of float, shape (points, dimensions)
        Each point is uniform over the open cube; stored column by column.

    References
    ----------
    F. J. Hickernell, Obtaining O(N^(-2+e)) convergence for lattice quadrature rules, in: Monte Carlo and Quasi-Monte
    Carlo Methods 2000 (2002), for the folding.

    Examples
    --------
    >>> from blogroi.numerics.streams import stream
    >>> spread = lattice_points(1021, 2, stream(1))
    >>> bool(abs((spread[:, 0] * spread[:, 1]).mean() - 0.25) < 1e-4)
    True
    """
    multiples = _multiples(points, dimensions)
    shifted = multiples + generator.random(dimensions)[:, None]
    shifted -= np.floor(shifted)
    folded = np.abs(2.0 * shifted - 1.0, out=shifted)
    tiny = 2.0**-53
    return np.clip(folded, tiny, 1.0 - tiny, out=folded).T


@lru_cache(maxsize=8)
def _multiples(points: int, dimensions: int) -> Floats:
    """Give the lattice before it is shifted, shape (dimensions, points)."""
    found = np.outer(_vector(points, dimensions), np.arange(points)) % points / points
    found.flags.writeable = False
    return found


@lru_cache(maxsize=32)
def _vector(points: int, dimensions: int) -> Integers:
    found = np.ones(dimensions, dtype=np.int64)
    if points > 3:
        powers = _powers(points)
        half = (points - 1) // 2  # a candidate and its negative make the same lattice, but for a reflection
        kernel = np.fft.rfft(_kernel(powers[:half] / points))
        product = np.ones(half)
        order = np.r_[0, half - 1 : 0 : -1]  # the inverses of the powers
        chosen = 0
        for place in range(dimensions):
            if place:
                worst = np.fft.irfft(kernel * np.fft.rfft(product[order]), half)
                chosen = int(worst.argmin())
            found[place] = powers[chosen]
            product *= 1.0 + _WEIGHT * _kernel((powers[:half] * powers[chosen] % points) / points)
    found.flags.writeable = False
    return found


def _kernel(at: Floats) -> Floats:
    """Twice pi squared times the second Bernoulli polynomial: what a lattice leaves of functions with a slope."""
    return 2.0 * math.pi**2 * (at * at - at + 1.0 / 6.0)


def _powers(prime: int) -> Integers:
    """Give all powers of a primitive root: 1 to ``prime - 1`` in the order that makes products sums."""
    factors = _prime_factors(prime - 1)
    root = next(
        number
        for number in range(2, prime)
        if all(pow(number, (prime - 1) // factor, prime) != 1 for factor in factors)
    )
    powers = np.ones(prime - 1, dtype=np.int64)
    done, step = 1, root
    while done < prime - 1:  # doubling: the next stretch is the last one, moved on
        count = min(done, prime - 1 - done)
        powers[done : done + count] = powers[:count] * step % prime
        done, step = done + count, step * step % prime
    return powers


def _prime_factors(number: int) -> list[int]:
    """List the different primes that divide a number."""
    found, divisor = [], 2
    while divisor * divisor <= number:
        if number % divisor == 0:
            found.append(divisor)
            while number % divisor == 0:
                number //= divisor
        divisor += 1
    return [*found, number] if number > 1 else found
