"""What inputs do to the outputs of a model that can be asked: alone, together, and one at a time.

The model is a function of inputs, asked at points made for the question. Arrays in, arrays out: nothing here knows what an input or
an output stands for. What draws that are there already say is in :mod:`blogroi.numerics.sensitivity`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, TypeAlias, get_args

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from blogroi.errors import OptionError, describe
from blogroi.numerics.lattice import lattice_points, prime_below
from blogroi.numerics.sensitivity import Shares, Swing
from blogroi.numerics.streams import stream, stream_key

__all__ = ["Points", "TotalShares", "one_at_a_time", "total_shares"]

Floats: TypeAlias = NDArray[np.float64]
Model: TypeAlias = Callable[[Floats], Floats]
Quantiles: TypeAlias = Callable[[Floats], Floats]

Points: TypeAlias = Literal["lattice", "random"]
"""Where a model is asked, at points spread evenly or at random ones."""


@frozen(eq=False)
class TotalShares:
    """What each input does to the variance of an output, alone and together with the others.

    Parameters
    ----------
    first : Shares
        What knowing the input alone would take away.
    total : Shares
        What would be left if all other inputs were known: its own share, and its part in every interaction.
    evaluations : int
        How many rows the model was asked for.
    """

    first: Shares
    total: Shares
    evaluations: int


def total_shares(
    function: Model,
    inputs: int | Sequence[Quantiles],
    *,
    draws: int = 16_384,
    replications: int = 8,
    points: Points = "lattice",
    seed: int = 1,
) -> TotalShares:
    """Ask a model what each of its independent inputs does to the variance of its outputs.

    Parameters
    ----------
    function : callable
        From inputs of shape (draws, inputs) to outputs of shape (draws,) or (draws, outputs). It must not change them.
    inputs : int or sequence of callable
        The inverse distribution function of each input, from and to shape (draws,); or their number, and the function is
        given uniform numbers.
    draws : int
        How many pairs of points are used at the most, over all replications; the model is asked for ``inputs + 2`` times
        as many rows. On a lattice a replication has as many as the next smaller prime.
    replications : int
        How many independent sets of points, from the spread of which the errors are worked out; at least 2.
    points : {"lattice", "random"}
        Where the model is asked.
    seed : int
        Seed of the random numbers.

    Returns
    -------
    TotalShares
        Of shape (inputs,), or (inputs, outputs). The shares of an output that does not vary are 0.

    Raises
    ------
    OptionError
        When an option is out of range, or what the model gives is not of the right shape or not finite.

    References
    ----------
    A. Saltelli and others, Variance based sensitivity analysis of model output, Computer Physics Communications 181
    (2010), for the first; M. J. W. Jansen, Analysis of variance designs for model output, Computer Physics
    Communications 117 (1999), for the total.

    Examples
    --------
    >>> found = total_shares(lambda x: x[:, 0] * x[:, 1] + 0 * x[:, 2], 3)
    >>> found.first.values.round(2).tolist(), found.total.values.round(2).tolist()
    ([0.43, 0.43, 0.0], [0.57, 0.57, 0.0])
    """
    quantiles = [None] * inputs if isinstance(inputs, int) else list(inputs)
    size = _checked_design(len(quantiles), draws, replications, points)
    parts = []
    wide = False
    for replication in range(replications):
        generator = stream(stream_key(seed, f"sensitivity[{replication}]"))
        pairs = _pairs(size, len(quantiles), points, generator)
        for column, quantile in enumerate(quantiles):
            if quantile is not None:
                pairs[column], pairs[column + len(quantiles)] = (
                    quantile(pairs[place]) for place in (column, column + len(quantiles))
                )
        part, wide = _replication(function, pairs)
        parts.append(part)
    first, total = _ratios(np.array(parts))
    evaluations = replications * size * (len(quantiles) + 2)
    if not wide:
        first, total = (Shares(shares.values[:, 0], shares.errors[:, 0]) for shares in (first, total))
    return TotalShares(first, total, evaluations)


def _checked_design(inputs: int, draws: int, replications: int, points: str) -> int:
    """Refuse what cannot be asked; give how many pairs of points a replication has."""
    if inputs < 1:
        raise OptionError("inputs", "there is none")
    if replications < 2:
        raise OptionError("replications", f"{replications} is not at least 2: an error needs something to compare")
    if points not in get_args(Points):
        raise OptionError("points", f"{describe(points)} is not known: it is one of {', '.join(get_args(Points))}")
    size = draws // replications
    if size < 5:
        raise OptionError("draws", f"{draws} is less than 5 for each of {replications} replications")
    return prime_below(size) if points == "lattice" else size


def _pairs(size: int, inputs: int, points: Points, generator: np.random.Generator) -> Floats:
    """Give pairs of independent uniform points: shape (2 x inputs, size), the first points' coordinates first."""
    if points == "random":
        return generator.random((2 * inputs, size))
    spread = lattice_points(size, 2 * inputs, generator).T
    return np.concatenate([spread[0::2], spread[1::2]])  # early coordinates are the best: both points have some


def _replication(function: Model, pairs: Floats) -> tuple[Floats, bool]:
    """Work out variance, first and total parts of it: shape (1 + 2 x inputs, outputs); whether outputs have an axis."""
    inputs = pairs.shape[0] // 2
    base, wide = _asked(function, pairs[:inputs].T)
    other, _ = _asked(function, pairs[inputs:].T)
    centre = (base.mean(axis=0) + other.mean(axis=0)) / 2.0
    base, other = base - centre, other - centre
    parts = np.empty((1 + 2 * inputs, base.shape[1]))
    parts[0] = (np.einsum("nk,nk->k", base, base) + np.einsum("nk,nk->k", other, other)) / 2.0
    mixed = pairs[:inputs].copy()
    for row in range(inputs):
        mixed[row] = pairs[inputs + row]
        changed, _ = _asked(function, mixed.T)
        changed = changed - centre
        changed -= base
        parts[1 + row] = np.einsum("nk,nk->k", other, changed)
        parts[1 + inputs + row] = np.einsum("nk,nk->k", changed, changed) / 2.0
        mixed[row] = pairs[row]
    return parts / pairs.shape[1], wide


def _asked(function: Model, points: Floats) -> tuple[Floats, bool]:
    """Ask a model, and look at its answer; what it is given cannot be changed by it."""
    view = points.view()
    view.flags.writeable = False
    found = np.asarray(function(view), dtype=np.float64)
    if found.ndim not in (1, 2) or found.shape[0] != points.shape[0]:
        raise OptionError("function", f"gives shape {found.shape} for {points.shape[0]} rows, not one output for each")
    if not np.isfinite(found).all():
        raise OptionError("function", "gives numbers that are not finite")
    return (found if found.ndim == 2 else found[:, None]), found.ndim == 2


def _ratios(parts: Floats) -> tuple[Shares, Shares]:
    """Divide parts by the variance over all replications; errors by leaving out one replication at a time."""
    count = parts.shape[0]
    total = parts.sum(axis=0)
    varies = total[0] > 1e-24 * (1.0 + np.abs(total[0]))
    left = total - parts
    with np.errstate(divide="ignore", invalid="ignore"):
        values = np.where(varies, total[1:] / total[0], 0.0)
        without = np.where(varies, left[:, 1:] / left[:, :1], 0.0)
    errors = np.sqrt((count - 1) / count * ((without - without.mean(axis=0)) ** 2).sum(axis=0))
    inputs = values.shape[0] // 2
    return Shares(values[:inputs], errors[:inputs]), Shares(values[inputs:], errors[inputs:])


def one_at_a_time(function: Model, low: Floats, high: Floats, centre: Floats) -> Swing:
    """Ask a model for each input's low and high level, all others held at their centre.

    Parameters
    ----------
    function : callable
        From inputs of shape (draws, inputs) to outputs of shape (draws,) or (draws, outputs).
    low, high, centre : numpy.ndarray of float, shape (inputs,)
        Levels of the inputs; ``centre`` is their medians, or their means.

    Returns
    -------
    Swing
        Without errors: what is asked is answered, for the model at these points and no others.

    Raises
    ------
    OptionError
        When the levels are not as many, or what the model gives is not of the right shape or not finite.

    Examples
    --------
    >>> found = one_at_a_time(lambda x: x[:, 0] * x[:, 1], np.array([1, 10]), np.array([3, 20]), np.array([2, 15]))
    >>> found.low.tolist(), found.high.tolist()
    ([15.0, 20.0], [45.0, 40.0])
    """
    centre = np.asarray(centre, dtype=np.float64)
    at = np.column_stack([np.asarray(low, dtype=np.float64), np.asarray(high, dtype=np.float64)])
    if centre.ndim != 1 or at.shape != (centre.size, 2):
        raise OptionError(
            "centre", f"has shape {centre.shape}, and the levels have shape {at.shape}: not one for each input"
        )
    points = np.tile(centre, (2 * centre.size, 1))
    places = np.arange(centre.size)
    points[places, places], points[centre.size + places, places] = at.T
    found, wide = _asked(function, points)
    if not wide:
        found = found[:, 0]
    lows, highs = found[: centre.size], found[centre.size :]
    return Swing(lows, highs, np.zeros_like(lows), np.zeros_like(highs), at)
