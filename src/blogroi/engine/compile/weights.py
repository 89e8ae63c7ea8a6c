"""From what a case says of the weights of its objectives to the set of weights that it leaves, and draws from that set.

Every statement becomes linear and keeps the words to name it by, so that statements that cannot hold together are named,
and only those. Within the set every weight vector has the same chance. Objectives are taken in the order of their keys
and sets know no names, so that the order of a file moves nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from blogroi.errors import CaseError, Fault, OptionError, describe, suggest
from blogroi.model.quantity import Point
from blogroi.model.strategy import Objective
from blogroi.model.weights import Weight, WeightRatio, Weights, WeightStatements
from blogroi.numerics.polytope.linear import LinearConstraint, feasible
from blogroi.numerics.polytope.polytope import constrain_simplex, whole_constraint
from blogroi.numerics.polytope.uniform import BLOCK, Sampler, SamplingMethod, choose_method, sampler
from blogroi.numerics.streams import stream, stream_key

if TYPE_CHECKING:
    from fractions import Fraction

__all__ = ["Statement", "Voice", "WeightSet", "statements", "weight_draws", "weight_set"]

Floats: TypeAlias = NDArray[np.float64]


@frozen
class Statement:
    """A linear statement about weights, with the words to name it by.

    Parameters
    ----------
    path : str
        Where it stands in the case.
    words : str
        What it says, as the end of a sentence.
    terms : mapping of str to Fraction
        Coefficients by objective.
    bound : Fraction
        What the sum of the terms is at least, or exactly.
    equal : bool
        Whether it is exactly that.
    """

    path: str
    words: str
    terms: Mapping[str, Fraction]
    bound: Fraction
    equal: bool = False

    def row(self, objectives: tuple[str, ...]) -> LinearConstraint:
        """State it without names, in whole numbers."""
        return whole_constraint([self.terms.get(key, 0) for key in objectives], self.bound, equal=self.equal)


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


def weight_set(objectives: Mapping[str, Objective], weights: Weights | None = None) -> WeightSet:
    """Find out which weights the statements of a case leave.

    Parameters
    ----------
    objectives : mapping of str to Objective
        Those of the case, some of which may have a weight.
    weights : Weights, optional
        What else is said of them. What is said for everybody holds for every stakeholder.

    Returns
    -------
    WeightSet

    Raises
    ------
    CaseError
        Where there is no objective to weigh, or where statements cannot hold together: a fault for each of a smallest
        set of them, which could hold together if any one were left out.

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.load("examples/chamber.toml")
    >>> weights = weight_set(case.objectives, case.weights)
    >>> weights.objectives
    ('fees', 'renewals', 'staff_time')
    >>> weights.voices[""].method.name
    'simplex'
    """
    if not objectives:
        raise CaseError.at("objectives", "is empty: there is nothing to weigh")
    keys = tuple(sorted(objectives))
    stakeholders = weights.stakeholders if weights is not None else {}
    total = sum(stakeholders[key].voice for key in sorted(stakeholders)) or 1.0
    voices: dict[str, Voice] = {}
    faults: list[Fault] = []
    for key in sorted(stakeholders) or [""]:
        said = statements(objectives, weights, key)
        polytope = constrain_simplex([statement.row(keys) for statement in said], len(keys))
        if polytope is None:
            faults += _conflict(said, keys)
        else:
            share = stakeholders[key].voice / total if key else 1.0
            voices[key] = Voice(_path_of(key), share, choose_method(polytope))
    if faults:
        raise CaseError(dict.fromkeys(faults))
    return WeightSet(keys, voices)


def weight_draws(weights: WeightSet, draws: int, *, seed: int, stakeholder: str | None = None) -> Floats:
    """Draw weights uniformly from the set that is left.

    With several stakeholders each draw is that of one of them, by their voices, and uniform on what this one leaves.
    Fewer draws are the first of more, bit for bit.

    Parameters
    ----------
    weights : WeightSet
        From :func:`weight_set`.
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
        When the number of draws is no such number, or the stakeholder is not there.

    References
    ----------
    R. Lahdelma and P. Salminen, SMAA-2: stochastic multicriteria acceptability analysis for group decision making,
    Operations Research 49 (2001); R. Y. Rubinstein, Generating random vectors uniformly distributed inside and on the
    surface of different regions, European Journal of Operational Research 10 (1982); R. L. Smith, Efficient Monte Carlo
    procedures for generating points uniformly distributed over bounded regions, Operations Research 32 (1984).

    Examples
    --------
    >>> import blogroi
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


def statements(
    objectives: Mapping[str, Objective], weights: Weights | None = None, stakeholder: str = ""
) -> list[Statement]:
    """List what is said of the weights, for everybody and by one of the stakeholders.

    Parameters
    ----------
    objectives : mapping of str to Objective
        Those of the case.
    weights : Weights, optional
        What else is said of their weights.
    stakeholder : str
        Key of a stakeholder; left out where all speak with one voice.

    Returns
    -------
    list of Statement

    Raises
    ------
    CaseError
        Where every weight is stated to be zero.

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.load("examples/chamber.toml")
    >>> for said in statements(case.objectives, case.weights)[::2]:
    ...     print(said.path, said.words)
    objectives.renewals.weight gives renewals 0.3 to 0.6 of the whole
    objectives.fees.weight gives fees 0.2 to 0.5 of the whole
    objectives.staff_time.weight gives staff_time 0.2 to 0.5 of the whole
    """
    stated = {key: objective.weight for key, objective in objectives.items() if objective.weight is not None}
    places = {key: f"objectives.{key}.weight" for key in stated}
    found = _weights_said(stated, places, whole=len(objectives), under="objectives")
    if weights is None:
        return found
    found += _compared("weights", weights)
    if stakeholder:
        path, voice = _path_of(stakeholder), weights.stakeholders[stakeholder]
        own = {key: f"{path}.weights.{key}" for key in voice.weights}
        found += _weights_said(voice.weights, own, whole=len(objectives), under=f"{path}.weights")
        found += _compared(path, voice)
    return found


def _compared(path: str, voice: WeightStatements) -> Iterator[Statement]:
    """State how objectives compare with each other."""
    for first, second in pairwise(voice.order):
        yield _times(f"{path}.order", first, second, 1.0, f"puts {first} before {second}")
    for position, ratio in enumerate(voice.ratios, start=1):
        yield from _ratio_said(f"{path}.ratios[{position}]", ratio)
    yield from _swing_said(path, voice)


def _path_of(stakeholder: str) -> str:
    return f"weights.stakeholders.{stakeholder}" if stakeholder else "weights"


def _exact(value: float) -> Fraction:
    """Take a number for what was written: 0.1 for a tenth, not for the binary fraction nearest to it."""
    from fractions import Fraction  # noqa: PLC0415

    return Fraction(repr(value))


def _weights_said(
    stated: Mapping[str, Weight], places: Mapping[str, str], *, whole: int, under: str
) -> list[Statement]:
    exact = {key: _exact(weight.value) for key, weight in stated.items() if isinstance(weight, Point)}
    if len(exact) == whole:
        total = sum(exact.values())
        if not total:
            raise CaseError.at(under, "every weight is zero: give at least one of them a number above zero")
        return [
            _share(places[key], key, value / total, f"gives {key} {_said(value)} of {_said(total)}", equal=True)
            for key, value in exact.items()
        ]
    found: list[Statement] = []
    for key, weight in stated.items():
        if isinstance(weight, Point):
            words = f"gives {key} {weight.value:g} of the whole"
            found.append(_share(places[key], key, exact[key], words, equal=True))
        else:
            words = f"gives {key} {weight.low:g} to {weight.high:g} of the whole"
            found.append(_share(places[key], key, _exact(weight.low), words))
            found.append(Statement(places[key], words, {key: _exact(-1)}, -_exact(weight.high)))
    return found


def _said(value: Fraction) -> str:
    return f"{float(value):g}"


def _share(path: str, key: str, share: Fraction, words: str, *, equal: bool = False) -> Statement:
    return Statement(path, words, {key: _exact(1)}, share, equal)


def _times(path: str, more: str, less: str, factor: float, words: str, *, equal: bool = False) -> Statement:
    """Say that one weight is at least so many times another."""
    return Statement(path, words, {more: _exact(1), less: -_exact(factor)}, _exact(0), equal)


def _ratio_said(path: str, ratio: WeightRatio) -> Iterator[Statement]:
    more, less, least, most = ratio.more, ratio.less, ratio.at_least, ratio.at_most
    if most == least:
        words = f"weighs {more} {least:g} times as much as {less}"
        yield _times(path, more, less, least, words, equal=True)
        return
    limit = "" if most is None else f" and at most {most:g}"
    words = f"weighs {more} at least {least:g}{limit} times as much as {less}"
    yield _times(path, more, less, least, words)
    if most is not None:
        yield Statement(path, words, {less: _exact(most), more: _exact(-1)}, _exact(0))


def _swing_said(path: str, voice: WeightStatements) -> Iterator[Statement]:
    """State points as proportions to the greatest; those that share the greatest are equal and exact."""
    if voice.swing is None:
        return
    swing = {key: _exact(voice.swing[key]) for key in sorted(voice.swing)}
    greatest = max(swing.values())
    first = next(key for key, points in swing.items() if points == greatest)
    off = _exact(voice.rounding) / 2
    for key, points in swing.items():
        if key == first:
            continue
        at = f"{path}.swing.{key}"
        low, high = max(points - off, _exact(0)) / greatest, min(points + off, greatest) / greatest
        if points == greatest:
            low = high
        if low == high:
            words = f"gives {key} {_said(points)} points where {first} has {_said(greatest)}"
            yield Statement(at, words, {key: _exact(1), first: -low}, _exact(0), equal=True)
        else:
            words = f"gives {key} {_said(low * greatest)} to {_said(high * greatest)} points where {first} has {_said(greatest)}"
            yield Statement(at, words, {key: _exact(1), first: -low}, _exact(0))
            yield Statement(at, words, {key: _exact(-1), first: high}, _exact(0))


def _conflict(said: list[Statement], objectives: tuple[str, ...]) -> list[Fault]:
    """Name statements that cannot hold together, but could if any one of them were left out."""
    kept = _smallest(said, objectives)
    hint = "weights are shares of 1 where not every objective has an exact number"
    if len(kept) == 1:
        path, words = kept[0]
        return [Fault(path, f"{words}, which cannot be: {hint}")]
    named: dict[str, str] = {}
    for path, words in kept:
        named[path] = f"{named[path]} and {words}" if path in named else words
    return [
        Fault(path, f"{words}, which cannot hold together with {_listed(other for other in named if other != path)}")
        for path, words in named.items()
    ]


def _smallest(said: list[Statement], objectives: tuple[str, ...]) -> list[tuple[str, str]]:
    """Look for a pair at odds, which is read most easily; else leave out whatever is not missed."""
    names = list(dict.fromkeys((statement.path, statement.words) for statement in said))

    def can_hold(tried: Collection[tuple[str, str]]) -> bool:
        return _can_hold([statement for statement in said if (statement.path, statement.words) in tried], objectives)

    few = names if len(names) <= 30 else []
    for tried in (*combinations(few, 1), *combinations(few, 2)):
        if not can_hold(tried):
            return list(tried)
    kept = names
    for one in names:
        without = [name for name in kept if name != one]
        if not can_hold(without):
            kept = without
    return kept


def _can_hold(said: list[Statement], objectives: tuple[str, ...]) -> bool:
    rows = {statement.row(objectives) for statement in said} | {LinearConstraint((1,) * len(objectives), 1, equal=True)}
    return feasible(sorted(rows), len(objectives)) is not None


def _listed(words: Iterable[str]) -> str:
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last


def _check_draws(draws: int) -> None:
    if isinstance(draws, bool) or not isinstance(draws, int) or draws < 1:
        raise OptionError("draws", f"{describe(draws)} is not a number of draws: at least 1")


def _opened(weights: WeightSet, seed: int, stakeholder: str | None) -> Sampler:
    """Open the draws of one stakeholder, or of all by their voices."""
    if stakeholder is None:
        voices = list(weights.voices.values())
    elif stakeholder in weights.voices:
        voices = [weights.voices[stakeholder]]
    else:
        raise OptionError(
            "stakeholder", f"there is no stakeholder `{stakeholder}`: {suggest(stakeholder, weights.voices)}"
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
