"""What inputs do to an output alone and together: Sobol' indices, from a model that is asked at points made for the question.

The estimators and the bootstrap are SciPy's. The points are not: its sampler numbers its dimensions, so that an input more would move
the figures of the others. Arrays in, arrays out: whoever has the model draws the points, each input from a stream of its own, and asks.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.errors import OptionError
from blogroi.language.naming import describe
from blogroi.language.spoken import message
from blogroi.numerics.sensitivity.first_order import Indices
from blogroi.numerics.sensitivity.given import ROUNDING
from blogroi.numerics.streams import stream, stream_key
from blogroi.records import frozen

__all__ = ["LEAST_PAIRS", "SobolIndices", "pairs_of", "sobol_indices"]

Floats: TypeAlias = NDArray[np.float64]

LEAST_PAIRS = 64
"""The fewest pairs of points of which a bootstrap says how far they can be trusted."""

_ARRAYS = {1: message("an array of 1 axis"), 2: message("an array of 2 axes")}
_RESAMPLES = 100  # a standard error from so many is itself known to 7 %


@frozen(eq=False)
class SobolIndices:
    """What each input does to the variance of an output.

    Parameters
    ----------
    first : Indices
        What knowing the input alone would take away.
    total : Indices
        What would be left if all other inputs were known: its own part, and its part in every interaction.
    """

    first: Indices
    total: Indices


def pairs_of(draws: int) -> int:
    """Return how many pairs of points are drawn where somebody wants at least so many: SciPy takes powers of two alone.

    Parameters
    ----------
    draws : int
        At least 1.

    Returns
    -------
    int
        A power of two, and no fewer than ``LEAST_PAIRS``.

    Examples
    --------
    >>> pairs_of(4096), pairs_of(4097), pairs_of(1)
    (4096, 8192, 64)
    """
    return max(1 << (draws - 1).bit_length(), LEAST_PAIRS)


def sobol_indices(first: Floats, second: Floats, exchanged: Floats, *, seed: int) -> SobolIndices:
    """Return the first-order and total indices of independent inputs.

    Parameters
    ----------
    first, second : numpy.ndarray of float, shape (draws,)
        The output at two independent sets of points: SciPy's ``f_A`` and ``f_B``. The draws are as many as :func:`pairs_of` gives.
    exchanged : numpy.ndarray of float, shape (inputs, draws)
        The output at the first points, one input after the other taken from the second: ``f_AB``.
    seed : int
        Seed of the bootstrap.

    Returns
    -------
    SobolIndices
        Of shape (inputs,). An output that does not vary has nothing to share out: its indices are 0. A single input has all of it.

    Raises
    ------
    OptionError
        When shapes do not fit, draws are not a power of two or too few, or a number is not finite.

    References
    ----------
    [Saltelli2010], for the first; [Jansen1999], for the total.

    Examples
    --------
    >>> first, second = stream(1).random((2, 3, 16_384))  # three inputs, of which the last is not used
    >>> def model(x): return x[0] * x[1]
    >>> mixed = [model(np.where(np.arange(3)[:, None] == place, second, first)) for place in range(3)]
    >>> found = sobol_indices(model(first), model(second), np.array(mixed), seed=1)
    >>> found.first.values.round(1).tolist(), found.total.values.round(1).tolist()
    ([0.4, 0.4, 0.0], [0.6, 0.6, 0.0])
    """
    outputs = _checked(first, second, exchanged)
    inputs, size = exchanged.shape
    both = np.concatenate([first, second])
    greatest = float(np.abs(both).max())
    if np.ptp(both) <= ROUNDING * greatest:
        return SobolIndices(*(Indices(np.zeros(inputs), np.zeros(inputs)) for _ in range(2)))
    if inputs == 1:  # known without an estimate, and SciPy fails where one input meets one output
        return SobolIndices(*(Indices(np.ones(1), np.zeros(1)) for _ in range(2)))
    from inspect import signature  # noqa: PLC0415  with SciPy, and for it

    from scipy import stats  # noqa: PLC0415  no other question needs it, and it takes longer to import than most answers

    outputs = {name: values / greatest for name, values in outputs.items()}  # no square leaves the range of a float

    def estimate(rows: NDArray[np.intp]) -> Floats:
        found = stats.sobol_indices(func={name: values.take(rows, axis=-1) for name, values in outputs.items()}, n=size)
        return np.array([found.first_order, found.total_order])

    rows = np.arange(size)
    named = "rng" if "rng" in signature(stats.bootstrap).parameters else "random_state"  # until SciPy 1.15
    seeded: Any = {named: stream(stream_key(seed, "sobol_indices"))}
    errors: Any = stats.bootstrap(
        [rows],
        estimate,
        n_resamples=_RESAMPLES,
        batch=1,
        vectorized=False,
        method="percentile",  # the interval is not asked for; that of others would take every draw out once
        **seeded,
    ).standard_error
    return SobolIndices(*(Indices(*pair) for pair in zip(estimate(rows), errors, strict=True)))


def _checked(first: Floats, second: Floats, exchanged: Floats) -> dict[str, Floats]:
    """Refuse what is not the outputs of pairs of points; name them as SciPy does, with an axis for the one output."""
    for name, values, axes in (("first", first, 1), ("second", second, 1), ("exchanged", exchanged, 2)):
        if not isinstance(values, np.ndarray) or values.ndim != axes:
            raise OptionError(name, message("{value} is not {what}", value=describe(values), what=_ARRAYS[axes]))
        if values.shape[-1] != first.size:
            raise OptionError(
                name,
                message("has {count} draws, while the first has {other}", count=values.shape[-1], other=first.size),
            )
        if not np.isfinite(values).all():
            raise OptionError(name, message("not all of its numbers are finite"))
    if first.size < LEAST_PAIRS or first.size != pairs_of(first.size):
        raise OptionError(
            "first",
            message("has {count} draws: not a power of two of at least {least}", count=first.size, least=LEAST_PAIRS),
        )
    if not len(exchanged):
        raise OptionError("exchanged", message("has no input"))
    return {"f_A": first[None], "f_B": second[None], "f_AB": exchanged[:, None]}
