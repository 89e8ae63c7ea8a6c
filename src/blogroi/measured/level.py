"""What a series would have done: the method ``level-1``, in arrays.

**The model.** Let ``y[t]`` be what was counted in week ``t``, as a logarithm (counts) or as it is (means and scores), of ``n`` weeks before the
launch. It is a level that wanders, and noise around it::

    y[t]       = level[t] + x[t] . beta + noise[t]        noise[t] ~ N(0, s2)
    level[t+1] = level[t] + step[t]                       step[t]  ~ N(0, q s2)

``x`` are other series that the tool cannot have moved. ``q``, the signal-to-noise ratio, says how fast the level wanders: near 0 it
hardly moves and all weeks before count alike; where it is large the last week counts and the others do not. Where nothing has happened, this
is what decides how wide an interval must be, and what quick methods get wrong: a comparison of means takes the level for fixed, a
trend takes it for a line.

**The prior.** ``q`` is one of 25 values from 0.01 to 100, all alike beforehand, evenly spaced on the logarithm and as far below 1 as
above, so that neither the level nor the noise is favoured. It is not estimated: its posterior is summed over, since 52 weeks do not tell
a level that stands from one that wanders slowly, and the second is what makes intervals wide. Below 0.01 a level moves by less than three
quarters of its noise in a year; leaving that out costs little where it is true, and without it short series are covered less often. The
first level, ``beta`` and the logarithm of ``s2`` have flat priors, under which they are integrated out in closed form.

**The weeks before.** A random walk with a flat start has the precision ``L / (q s2)``, where ``L`` is the matrix of second differences (2 on
its diagonal, 1 at its ends, -1 beside it). Its eigenvectors are the waves of the discrete cosine transform of the second type, whatever ``q``
is::

    U[t,k]    = c[k] cos(pi k (t + 1/2) / n)              c[0] = sqrt(1/n), else sqrt(2/n)
    lambda[k] = 2 - 2 cos(pi k / n)

In that basis, with ``z = U'y`` and ``X = U'x``, the weeks are all independent::

    z[k] - X[k] . beta ~ N(0, s2 / w[k])                  w[k] = lambda[k] / (lambda[k] + q),   k = 1 .. n-1

which is weighted least squares, without a matrix of weeks by weeks to invert. The wave ``k = 0`` belongs to the flat start and says nothing of
``q``. With ``G = X'WX``, ``b = inverse(G) X'Wz``, the residual sum ``r = z'Wz - b'Gb`` and ``nu = n - 1 - p`` degrees of freedom for ``p``
regressors, integrating over ``beta`` and ``s2`` leaves::

    p(q | y)  is proportional to  prod(w[k] ** (1/2), k >= 1) * det(G) ** (-1/2) * r ** (-nu/2)

**The weeks after.** Given ``beta``, the level in the last week before has the mean ``a . (z - X beta)`` and the variance ``s2 c``::

    a[k] = U[n,k] (1 - w[k])        c = sum(U[n,k] ** 2 (1 - w[k]))        w[0] = 0

Weeks ahead ``i`` and ``j`` then have the mean ``a . z + d[i] . b`` with ``d[i] = x[i] - X'a``, and the covariance::

    s2 (c + q min(i, j) + (1 where i = j) + d[i]' inverse(G) d[j])

and, over ``s2``, a multivariate Student's distribution with ``nu`` degrees of freedom and ``r / nu`` for ``s2``. What is drawn from it are
whole paths: weeks ahead share the level and its errors, so that the sum of eight of them is far less certain than eight weeks apart would be.

**Weeks that are not known** get a regressor of their own, 1 in that week and 0 elsewhere: with its flat coefficient the week says nothing of
anything else, and the other weeks stay at their distance in time.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.numerics.normal import normal_quantile
from blogroi.records import frozen

__all__ = ["RATIOS", "Forecast", "draw_paths", "forecast"]

Floats: TypeAlias = NDArray[np.float64]

RATIOS: Floats = np.geomspace(0.01, 100.0, 25)
"""The signal-to-noise ratios that are summed over, each the variance of a step of the level over that of the noise."""


@frozen(eq=False)
class Forecast:
    """What the weeks before say of those after: a mixture of multivariate Student's distributions, one for each ratio.

    Parameters
    ----------
    weights : numpy.ndarray of float, shape (ratios,)
        Posterior probability of each signal-to-noise ratio.
    means : numpy.ndarray of float, shape (ratios, weeks)
        Location of each week ahead.
    roots : numpy.ndarray of float, shape (ratios, weeks, weeks)
        Cholesky factors of the covariances, without the variance of the noise.
    residuals : numpy.ndarray of float, shape (ratios,)
        Sums of squared residuals; over a chi-squared number they are the variance of the noise.
    freedom : int
        Degrees of freedom.
    unexplained : float
        Share of the squares that the regressors leave, at the ratio where that is least; 1 without any.
    """

    weights: Floats
    means: Floats
    roots: Floats
    residuals: Floats
    freedom: int
    unexplained: float


@frozen(eq=False)
class _Basis:
    """What follows from the number of weeks alone, for every ratio; see the formulas above."""

    weights: Floats  # w, a row a ratio; 0 for the constant
    log_weights: Floats  # half the sum of the logarithms of w
    last: Floats  # a, a row a ratio
    last_variance: Floats  # c


@lru_cache(maxsize=64)
def _basis(weeks: int) -> _Basis:
    waves = np.arange(weeks)  # eigenvectors and eigenvalues of second differences: [Strang1999]
    last = np.cos(np.pi / weeks * waves * (weeks - 0.5)) * np.sqrt(2.0 / weeks)
    last[0] = np.sqrt(1.0 / weeks)
    rates = 2.0 - 2.0 * np.cos(np.pi / weeks * waves)
    weights = rates / (rates + RATIOS[:, None])
    held = 1.0 - weights
    return _Basis(weights, np.log(weights[:, 1:]).sum(axis=1) / 2.0, last * held, held @ last**2)


@lru_cache(maxsize=64)
def _turns(weeks: int) -> NDArray[np.complex128]:
    turns: NDArray[np.complex128] = np.exp(-0.5j * np.pi / weeks * np.arange(weeks)) / np.sqrt(2.0 * weeks)
    turns[0] /= np.sqrt(2.0)
    return turns


def _in_waves(values: Floats) -> Floats:
    """Turn weeks, the last axis, into the basis of the model: the cosine transform, as a Fourier transform of them and their mirror image.

    Examples
    --------
    >>> _in_waves(np.array([1.0, 1.0, 1.0, 1.0])).round(9).tolist()
    [2.0, 0.0, 0.0, 0.0]
    """
    weeks = values.shape[-1]
    mirrored = np.concatenate([values, values[..., ::-1]], axis=-1)
    found: Floats = (np.fft.rfft(mirrored)[..., :weeks] * _turns(weeks)).real
    return found


def forecast(values: Floats, regressors: Floats, ahead: NDArray[np.int64], regressors_ahead: Floats) -> Forecast:
    """Work out what the weeks before say of those after.

    Parameters
    ----------
    values : numpy.ndarray of float, shape (weeks,)
        The weeks before, on the scale of the model; NaN where nothing is known. The last one has to be known only in so far as weeks
        ahead are counted from it.
    regressors : numpy.ndarray of float, shape (weeks, p)
        Other series in the same weeks, on their scale.
    ahead : numpy.ndarray of int, shape (ahead,)
        The weeks after, counted from the last one before: 1 is the next.
    regressors_ahead : numpy.ndarray of float, shape (ahead, p)
        The other series in those weeks.

    Returns
    -------
    Forecast

    Examples
    --------
    >>> wandering = np.cumsum(np.sin(np.arange(60.0) ** 2))
    >>> found = forecast(wandering, np.empty((60, 0)), np.array([1, 2]), np.empty((2, 0)))
    >>> bool(RATIOS[found.weights.argmax()] > 1), found.freedom
    (True, 59)
    """
    unknown = np.flatnonzero(np.isnan(values) | np.isnan(regressors).any(axis=1))
    if len(unknown):
        values, regressors, regressors_ahead = _with_own_regressors(values, regressors, regressors_ahead, unknown)
    basis = _basis(len(values))
    z = _in_waves(values)
    freedom = len(values) - 1 - regressors.shape[1]
    squares = residuals = basis.weights @ z**2
    means = np.repeat((basis.last @ z)[:, None], len(ahead), axis=1)
    spread = basis.last_variance[:, None, None] + RATIOS[:, None, None] * np.minimum.outer(ahead, ahead)
    spread += np.eye(len(ahead))
    log_posterior = basis.log_weights
    if regressors.shape[1]:
        x = _in_waves(regressors.T).T
        weighted = x.T * basis.weights[:, None, :]
        gram = weighted @ x
        fitted = weighted @ z
        coefficients = np.linalg.solve(gram, fitted[:, :, None])[:, :, 0]
        residuals = residuals - np.einsum("qp,qp->q", coefficients, fitted)
        off = regressors_ahead - (basis.last @ x)[:, None, :]
        means += np.einsum("qap,qp->qa", off, coefficients)
        spread += off @ np.linalg.solve(gram, off.transpose(0, 2, 1))
        log_posterior = log_posterior - np.linalg.slogdet(gram)[1] / 2.0
    least = np.finfo(float).tiny  # controls that repeat the series leave nothing, and roundings
    residuals = np.maximum(residuals, least)
    log_posterior = log_posterior - freedom / 2.0 * np.log(residuals)
    weights = np.exp(log_posterior - log_posterior.max())
    roots = np.linalg.cholesky(spread).astype(np.float64, copy=False)
    unexplained = float((residuals / np.maximum(squares, least)).min())
    return Forecast(weights / weights.sum(), means, roots, residuals, freedom, unexplained)


def _with_own_regressors(
    values: Floats, regressors: Floats, regressors_ahead: Floats, unknown: NDArray[np.int64]
) -> tuple[Floats, Floats, Floats]:
    """Give each unknown week a coefficient of its own, which takes all that it could say."""
    own = np.zeros((len(values), len(unknown)))
    own[unknown, np.arange(len(unknown))] = 1.0
    values, regressors = values.copy(), regressors.copy()
    values[unknown], regressors[unknown] = 0.0, 0.0
    none_ahead = np.zeros((len(regressors_ahead), len(unknown)))
    return values, np.hstack([regressors, own]), np.hstack([regressors_ahead, none_ahead])


@lru_cache(maxsize=8)
def _even_normals(paths: int) -> Floats:
    """Return normal numbers that are as even as so many can be, in ascending order."""
    return np.array([normal_quantile((place + 0.5) / paths) for place in range(paths)])


@lru_cache(maxsize=8)
def _halvings(paths: int) -> Floats:
    """Return numbers from 0 to 1, each next one in the widest gap of those before: van der Corput's sequence."""
    places = np.arange(paths)
    return sum((places >> bit & 1) / 2.0 ** (bit + 1) for bit in range(paths.bit_length())) + np.zeros(paths)


def draw_paths(found: Forecast, generator: np.random.Generator, paths: int) -> Floats:
    """Draw paths of the weeks ahead, together.

    Each ratio has as many paths as its probability asks for. Among those of one ratio, two things are spread evenly over what they can be,
    and not at random: the direction in which the sum of the weeks moves, and the size of the noise. Between them they are most of what makes
    a sum uncertain, so that the ends of its interval are off by a third of what plain draws would give. Paths of one ratio are then shuffled:
    draws of two series can be added up.

    Parameters
    ----------
    found : Forecast
        What is drawn from.
    generator : numpy.random.Generator
        The stream of random numbers.
    paths : int
        How many.

    Returns
    -------
    numpy.ndarray of float, shape (ahead, paths)
        On the scale of the model.

    References
    ----------
    [Wilson1931], for the size of the noise: a chi-squared number from a normal one.

    Examples
    --------
    >>> still = forecast(np.tile([1.0, 2.0], 30), np.empty((60, 0)), np.array([1]), np.empty((1, 0)))
    >>> drawn = draw_paths(still, np.random.default_rng(1), 1000)
    >>> drawn.shape, bool(abs(np.median(drawn) - 1.5) < 0.05)
    ((1, 1000), True)
    """
    normals = generator.standard_normal((found.means.shape[1], paths))
    offsets, shifts = generator.random((2, len(found.weights)))
    keys = generator.random(paths)
    ends = np.searchsorted((np.arange(paths) + 0.5) / paths, np.cumsum(found.weights))
    ends[-1] = paths
    counts = np.diff(ends, prepend=0)
    blocks = np.repeat(np.arange(len(counts)), counts)
    places = np.arange(paths) - (ends - counts)[blocks]
    order = np.argsort(blocks + keys)  # within each block alone
    even = _even_normals(paths)
    along = even[((places + offsets[blocks]) / counts[blocks] * paths).astype(np.int64)][order]
    turned = _halvings(paths)[places] + shifts[blocks]
    sizes = even[((turned - (turned >= 1.0)) * paths).astype(np.int64)][order]
    towards = found.roots.sum(axis=1)  # how the sum of the weeks moves with each of the numbers that are drawn
    towards /= np.linalg.norm(towards, axis=1)[:, None]
    direction = np.take(towards.T, blocks, axis=1)
    normals += direction * (along - np.einsum("wp,wp->p", direction, normals))
    normals *= np.sqrt(found.residuals)[blocks] / np.sqrt(_chi_squared(sizes, found.freedom))
    drawn = np.take(found.means.T, blocks, axis=1)
    for ratio in np.flatnonzero(counts).tolist():
        part = slice(ends[ratio] - counts[ratio], ends[ratio])
        drawn[:, part] += found.roots[ratio] @ normals[:, part]
    return drawn


def _chi_squared(normals: Floats, freedom: int) -> Floats:
    """Turn normal numbers into chi-squared ones of the same rank; within 0.5 % from 25 degrees of freedom on, but for one in a hundred."""
    small = 2.0 / (9.0 * freedom)
    roots = np.maximum(1.0 - small + normals * np.sqrt(small), 1e-3)
    found: Floats = freedom * roots * roots * roots
    return found
