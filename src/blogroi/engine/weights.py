"""The set of weights that the statements of a case leave, and draws from it: within it every weight vector has the same chance."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.errors import OptionError
from blogroi.language.naming import describe, suggest
from blogroi.language.spoken import message
from blogroi.numerics.polytope.uniform import BLOCK, Sampler, SamplingMethod, sampler
from blogroi.numerics.streams import stream, stream_key
from blogroi.records import frozen

__all__ = ["Voice", "WeightSet", "weight_draws"]

Floats: TypeAlias = NDArray[np.float64]


@frozen
class Voice:
    """What one voice leaves of the weights.

    Parameters
    ----------
    path : str
        Where its statements stand in the case: ``weights``, or ``weights.stakeholders.board``.
    share : float
        Its share of the voices, which sum to 1.
    method : SamplingMethod
        The set, without names, and how it is drawn from.
    """

    path: str
    share: float
    method: SamplingMethod


@frozen
class WeightSet:
    """The weights that a case leaves, voice by voice.

    Parameters
    ----------
    objectives : tuple of str
        Keys of the objectives in the order of the draws' columns, which is that of the alphabet.
    voices : mapping of str to Voice
        By key of the stakeholder, in the order of the alphabet; a single one under ``""`` where there is none.
    """

    objectives: tuple[str, ...]
    voices: Mapping[str, Voice]


def weight_draws(weights: WeightSet, draws: int, *, seed: int, stakeholder: str | None = None) -> Floats:
    """Draw weights uniformly from the set that is left.

    With several stakeholders each draw is that of one of them, by their voices, and uniform on what this one leaves.
    Fewer draws are the first of more, bit for bit.

    Parameters
    ----------
    weights : WeightSet
        From :func:`~blogroi.engine.compile.weight_set.weight_set`.
    draws : int
        How many, at least 1.
    seed : int
        Seed of the evaluation, at least 0.
    stakeholder : str, optional
        Key of the one whose weights are drawn alone.

    Returns
    -------
    numpy.ndarray of float, shape (draws, objectives)
        Weights that are at least 0 and sum to 1, columns as in ``weights.objectives``. The memory is laid out the other
        way round: a column, all draws of an objective, is contiguous.

    Raises
    ------
    OptionError
        When the number of draws is not at least 1, or the stakeholder is not there.

    References
    ----------
    [Lahdelma2001]; [Rubinstein1982], for draws from a simplex; [Smith1984], for walks in what it leaves of one.

    Examples
    --------
    >>> import blogroi
    >>> from blogroi.engine.compile.weight_set import weight_set
    >>> case = blogroi.load("examples/chamber.toml")
    >>> weights = weight_set(case.objectives, case.weights)
    >>> drawn = weight_draws(weights, 1000, seed=1)
    >>> drawn.shape, bool(abs(drawn.sum(axis=1) - 1).max() < 1e-12)
    ((1000, 3), True)
    """
    _check_draws(draws)
    fill = _opened(weights, seed, stakeholder)
    drawn = np.empty((len(weights.objectives), draws))
    for start in range(0, draws, BLOCK):
        fill(drawn[:, start : start + BLOCK])
    return drawn.T


def _check_draws(draws: int) -> None:
    if isinstance(draws, bool) or not isinstance(draws, int) or draws < 1:
        raise OptionError("draws", message("{value} is not a number of draws: at least 1", value=describe(draws)))


def _opened(weights: WeightSet, seed: int, stakeholder: str | None) -> Sampler:
    """Open the draws of one stakeholder, or of all by their voices."""
    if stakeholder is None:
        voices = list(weights.voices.values())
    elif stakeholder in weights.voices:
        voices = [weights.voices[stakeholder]]
    else:
        raise OptionError(
            "stakeholder",
            message(
                "there is no stakeholder `{stakeholder}`: {hint}",
                stakeholder=stakeholder,
                hint=suggest(stakeholder, weights.voices),
            ),
        )
    samplers = [sampler(voice.method, seed=seed, path=voice.path) for voice in voices]
    if len(voices) == 1:
        return samplers[0]
    chances = np.cumsum([voice.share for voice in voices])[:-1]
    picks = stream(stream_key(seed, "weights.voice"))

    def fill(out: Floats) -> None:
        picked = np.searchsorted(chances, picks.random(out.shape[1]), side="right")
        for position, draw in enumerate(samplers):
            own = np.flatnonzero(picked == position)
            part = np.empty((len(out), own.size))
            draw(part)
            out[:, own] = part

    return fill
