"""Student's distribution for whole degrees of freedom, by sums that end: nothing has to be loaded for a few numbers."""

from __future__ import annotations

import math

__all__ = ["student_quantile"]


def student_quantile(probability: float, freedom: int) -> float:
    """Return the number below which one of Student's distribution lies with a given chance.

    Parameters
    ----------
    probability : float
        The chance, from 0.5 up and below 1.
    freedom : int
        Degrees of freedom, at least 1.

    Returns
    -------
    float

    References
    ----------
    [Abramowitz1964, 26.7.3, 26.7.4].

    Examples
    --------
    >>> round(student_quantile(0.95, 2), 6), round(student_quantile(0.95, 1000), 6)
    (2.919986, 1.646379)
    """
    if freedom == 1:
        return math.tan(math.pi * (probability - 0.5))
    t = 0.0  # above it the distribution function is concave: Newton's steps from there never pass the root
    log_scale = math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2) - math.log(freedom * math.pi) / 2
    for _ in range(100):
        density = math.exp(log_scale - (freedom + 1) / 2 * math.log1p(t * t / freedom))
        step = (probability - _chance_below(t, freedom)) / density
        t += step
        if step <= 1e-15 * t:
            break
    return t


def _chance_below(t: float, freedom: int) -> float:
    """Return the distribution function at a number of at least 0."""
    angle = math.atan(t / math.sqrt(freedom))
    squared = math.cos(angle) ** 2
    term, total = 1.0, 1.0
    if freedom % 2 == 0:
        for k in range(2, freedom, 2):
            term *= squared * (k - 1) / k
            total += term
        return 0.5 + math.sin(angle) * total / 2.0
    for k in range(3, freedom, 2):
        term *= squared * (k - 1) / k
        total += term
    return 0.5 + (angle + math.sin(angle) * math.cos(angle) * total) / math.pi
