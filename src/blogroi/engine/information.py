"""What it is worth to know more before a decision: value of information, on arrays of draws.

A decision is a column of net benefits for each option, with doing nothing among them. Knowing more is worth what better choices
would bring on average; it is worth nothing where no answer would change the choice. Nothing here knows what a tool is.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

__all__ = ["BestStudy", "Worth", "best_size", "evpi", "evppi", "evppi_of_group", "evsi"]

Floats: TypeAlias = NDArray[np.float64]
Study: TypeAlias = Callable[[Floats, int], Floats]

_LEAST_IN_CELL = 20
_MOST_CELLS = 4096


@frozen
class Worth:
    """What some knowledge is worth before a decision.

    Parameters
    ----------
    value : float
        Expected gain, in the unit of the net benefits; at least 0.
    error : float
        Monte Carlo standard error of ``value``.
    low, high : float
        A bracket: what choices learnt on one half of the draws gain on the other half (too low on average, since half of the
        draws teach less), and what choices gain on the very draws that they were learnt from (too high on average).
    """

    value: float
    error: float
    low: float
    high: float


def evpi(net_benefits: Floats) -> Worth:
    """Give the expected value of perfect information: of knowing everything before the decision.

    Parameters
    ----------
    net_benefits : numpy.ndarray of float, shape (draws, options)
        Net benefit of each option, in the same possible world in each row.

    Returns
    -------
    Worth

    References
    ----------
    H. Raiffa and R. Schlaifer, Applied Statistical Decision Theory (1961).

    Examples
    --------
    >>> states = np.repeat([[1500.0, 900, 500], [300, 600, 500], [-800, -200, 500]], [5, 3, 2], axis=0)
    >>> evpi(states).value
    350.0
    """
    gain = np.maximum(_gains(net_benefits).max(axis=1), 0.0)
    value, error = _mean(gain), _error(gain)
    return Worth(value, error, value, value)


def evppi(net_benefits: Floats, known: Floats) -> Worth:
    """Give the expected value of partial perfect information: of knowing one input before the decision.

    The draws are sorted by the input and cut into about the cube root of their number of bins, equal values staying together;
    within a bin the best option on average is chosen.

    Parameters
    ----------
    net_benefits : numpy.ndarray of float, shape (draws, options)
        Net benefit of each option.
    known : numpy.ndarray of float, shape (draws,)
        The input.

    Returns
    -------
    Worth
        ``value`` lies half way between the two ends of the bracket, so that an input that has nothing to do with the decision
        is worth nothing on average, and is never below 0.

    References
    ----------
    M. Strong and J. E. Oakley, An efficient method for computing single-parameter partial expected value of perfect
    information, Medical Decision Making 33 (2013).

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> first, second = rng.normal(1, 1, 100_000), rng.normal(0, 2, 100_000)
    >>> choices = np.column_stack([np.zeros(100_000), first - second])
    >>> bool(abs(evppi(choices, second).value - 0.39559) < 0.01)
    True
    """
    return _partial(_gains(net_benefits), known)


def evppi_of_group(net_benefits: Floats, known: Floats) -> Worth:
    """Give the expected value of knowing several inputs together.

    Choices are learnt in two ways, from nested equal cells and from a quadratic curve in the ranks of the inputs, and
    the one that does better on draws that it has not seen is taken. To know more is never worth less: the result is at
    least that of every input by itself, and at most that of knowing everything.

    Parameters
    ----------
    net_benefits : numpy.ndarray of float, shape (draws, options)
        Net benefit of each option.
    known : numpy.ndarray of float, shape (draws, inputs)
        The inputs, one a column.

    Returns
    -------
    Worth

    References
    ----------
    M. Strong, J. E. Oakley and A. Brennan, Estimating multiparameter partial expected value of perfect information from a
    probabilistic sensitivity analysis sample, Medical Decision Making 34 (2014).
    """
    gains = _gains(net_benefits)
    singles = [_partial(gains, column) for column in known.T]
    if len(singles) == 1:
        return singles[0]
    joint = max((_cells(gains, known), _curve(gains, known)), key=lambda worth: worth.low)
    best = max(singles, key=lambda worth: worth.value)
    whole = _mean(np.maximum(gains.max(axis=1), 0.0))
    value = min(max(joint.value, best.value), whole)
    error = joint.error if joint.value >= best.value else best.error
    return Worth(value, error, min(max(joint.low, best.low), whole), min(max(joint.high, best.high), whole))


def evsi(net_benefits: Floats, subject: Floats, study: Study, sizes: Sequence[int]) -> tuple[Worth, ...]:
    """Give the expected value of sample information of a study at several sizes.

    For each draw the study's result is simulated; what the decision gains from that result is what the study is worth. The
    noise is the same at all sizes, so that a larger study is not worth less by chance; and none is worth more than knowing
    its subject.

    Parameters
    ----------
    net_benefits : numpy.ndarray of float, shape (draws, options)
        Net benefit of each option.
    subject : numpy.ndarray of float, shape (draws,)
        What is studied.
    study : callable
        From the subject and a size to the result in each draw, shape (draws,).
    sizes : sequence of int
        Sizes in ascending order.

    Returns
    -------
    tuple of Worth
        One for each size.

    References
    ----------
    M. Strong, J. E. Oakley, A. Brennan and P. Breeze, Estimating the expected value of sample information using the
    probabilistic sensitivity analysis sample, Medical Decision Making 35 (2015).
    """
    gains = _gains(net_benefits)
    most = _partial(gains, subject)
    found: list[Worth] = []
    floor = 0.0
    for size in sizes:
        worth = _partial(gains, study(subject, size))
        floor = min(max(worth.value, floor), most.value)
        found.append(Worth(floor, worth.error, min(worth.low, most.low), min(worth.high, most.high)))
    return tuple(found)


@frozen
class BestStudy:
    """The size at which a study brings in most beyond its cost.

    Parameters
    ----------
    size : int
        How many observations; 0 where no size pays.
    worth : Worth
        What a study of that size is worth; of size 0, nothing.
    cost : float
        What it costs.
    net : float
        Worth less cost; 0 where no size pays.
    curve : tuple of (int, float, float)
        Size, worth and cost at each size that was tried.
    """

    size: int
    worth: Worth
    cost: float
    net: float
    curve: tuple[tuple[int, float, float], ...]


def best_size(
    net_benefits: Floats,
    subject: Floats,
    study: Study,
    *,
    fixed: float,
    each: float,
    most: int = 10_000,
) -> BestStudy:
    """Find the size of a study that brings in most beyond its cost.

    Parameters
    ----------
    net_benefits, subject, study
        As in :func:`evsi`.
    fixed, each : float
        Cost of the study by itself, and of each observation, in the unit of the net benefits.
    most : int
        Greatest size.

    Returns
    -------
    BestStudy
        Among sizes that grow by about a quarter from one to the next, refined around the best.
    """
    sizes = np.unique(np.geomspace(1, most, num=max(2, round(4.0 * math.log(most)))).round().astype(int)).tolist()
    place = _best_place(_net_curve(net_benefits, subject, study, sizes, fixed, each))
    low, high = sizes[max(place - 1, 0)], sizes[min(place + 1, len(sizes) - 1)]
    finer = range(low, high + 1, max(1, (high - low) // 8))
    curve = _net_curve(net_benefits, subject, study, sorted({*sizes, *finer}), fixed, each)
    size, worth, cost = curve[_best_place(curve)]
    shown = tuple((size, worth.value, cost) for size, worth, cost in curve)
    if worth.value <= cost:
        return BestStudy(0, Worth(0.0, 0.0, 0.0, 0.0), 0.0, 0.0, shown)
    return BestStudy(size, worth, cost, worth.value - cost, shown)


def _net_curve(
    net_benefits: Floats, subject: Floats, study: Study, sizes: Sequence[int], fixed: float, each: float
) -> list[tuple[int, Worth, float]]:
    """Give size, worth and cost of a study at each size."""
    worths = evsi(net_benefits, subject, study, sizes)
    return [(size, worth, fixed + each * size) for size, worth in zip(sizes, worths, strict=True)]


def _best_place(curve: Sequence[tuple[int, Worth, float]]) -> int:
    return int(np.argmax([worth.value - cost for _, worth, cost in curve]))


def _gains(net_benefits: Floats) -> Floats:
    """Give what each other option gains over the one that is best on average: shape (draws, options - 1).

    What does not differ between options drops out, and an option that is never better can be told by its signs.
    """
    best = int(np.argmax(net_benefits.mean(axis=0)))
    gains: Floats = np.delete(net_benefits, best, axis=1) - net_benefits[:, best, None]
    return gains if gains.shape[1] else np.zeros((len(net_benefits), 1))


def _mean(values: Floats) -> float:
    return float(values.mean())


def _error(values: Floats) -> float:
    return float(values.std() / math.sqrt(max(values.size - 1, 1)))


def _partial(gains: Floats, known: Floats) -> Worth:
    """Value knowing one input, from equal-count bins of its sorted draws."""
    order = np.argsort(known)
    ordered = known[order]
    size = known.size
    bins = max(1, min(round(size ** (1.0 / 3.0)), size // _LEAST_IN_CELL))
    edges = np.arange(1, bins) * size // bins
    if edges.size and (ordered[edges] == ordered[edges - 1]).any():  # equal values are one answer, and stay together
        edges = np.unique(np.searchsorted(ordered, ordered[edges]))
    return _binned(gains[order], np.concatenate([[0], edges[edges > 0]]).astype(np.intp))


def _binned(gains: Floats, starts: NDArray[np.intp]) -> Worth:
    """Value choices that may differ from bin to bin, of draws sorted by bin.

    Draws alternate between two halves: what is learnt on one is tried on the other.
    """
    ends = np.append(starts[1:], len(gains))
    sums = np.add.reduceat(gains, starts, axis=0)
    upper = float(np.maximum(sums.max(axis=1), 0.0).sum()) / len(gains)
    if upper == 0.0:
        return Worth(0.0, 0.0, 0.0, 0.0)
    even = gains.copy()
    even[1::2] = 0.0
    half = np.add.reduceat(even, starts, axis=0)
    learnt = sum(_tried(ours, theirs) for ours, theirs in ((half, sums - half), (sums - half, half))) / len(gains)
    chosen = _chosen(sums)
    taken = np.repeat(chosen, ends - starts)
    gained = np.where(taken < 0, 0.0, gains[np.arange(len(gains)), np.maximum(taken, 0)])
    return Worth(max((upper + learnt) / 2.0, 0.0), _error(gained), max(min(learnt, upper), 0.0), upper)


def _chosen(sums: Floats) -> NDArray[np.intp]:
    """Choose the best option in each bin; -1 for the one that is best on average."""
    best: NDArray[np.intp] = sums.argmax(axis=1)
    best[sums.max(axis=1) <= 0.0] = -1
    return best


def _tried(learnt_on: Floats, tried_on: Floats) -> float:
    """Add up what choices learnt on some sums gain on others."""
    chosen = _chosen(learnt_on)
    gained = tried_on[np.arange(len(chosen)), np.maximum(chosen, 0)]
    return float(gained[chosen >= 0].sum())


def _cells(gains: Floats, known: Floats) -> Worth:
    """Value knowing several inputs, from nested cells of equal size."""
    size, inputs = known.shape
    cells = min(size ** (inputs / (inputs + 2.0)), size / _LEAST_IN_CELL, _MOST_CELLS)
    splits = max(1, int(cells ** (1.0 / inputs)))
    cell = np.zeros(size, dtype=np.int64)
    for column in known.T:
        order = np.lexsort((column, cell))
        counts = np.bincount(cell)
        starts = np.repeat(np.cumsum(counts) - counts, counts)
        within = np.arange(size) - starts
        parts = within * splits // np.repeat(counts, counts)
        refined = np.empty(size, dtype=np.int64)
        refined[order] = cell[order] * splits + parts
        cell = np.unique(refined, return_inverse=True)[1]
    order = np.argsort(cell, kind="stable")
    return _binned(gains[order], np.flatnonzero(np.diff(cell[order], prepend=-1)).astype(np.intp))


def _curve(gains: Floats, known: Floats) -> Worth:
    """Value knowing several inputs, from a quadratic curve in their ranks, fitted on one half and tried on the other."""
    terms = _quadratic(np.column_stack([_scores(column) for column in known.T]))
    halves = [np.arange(start, len(gains), 2) for start in (0, 1)]
    learnt = 0.0
    for ours, theirs in (halves, halves[::-1]):
        fitted = np.linalg.lstsq(terms[ours], gains[ours], rcond=None)[0]
        learnt += _tried(terms[theirs] @ fitted, gains[theirs])
    whole: Floats = terms @ np.linalg.lstsq(terms, gains, rcond=None)[0]
    chosen = _chosen(whole)
    gained = np.where(chosen < 0, 0.0, gains[np.arange(len(gains)), np.maximum(chosen, 0)])
    upper, learnt = _mean(gained), learnt / len(gains)
    return Worth(max((upper + learnt) / 2.0, 0.0), _error(gained), max(min(learnt, upper), 0.0), max(upper, 0.0))


def _scores(values: Floats) -> Floats:
    """Turn values into scores that are spread like a logistic variable: ranks without their ties told apart."""
    ordered = np.sort(values)
    places = (np.searchsorted(ordered, values, "left") + np.searchsorted(ordered, values, "right")) / 2.0
    share = np.clip(places / values.size, 0.5 / values.size, 1.0 - 0.5 / values.size)
    scores: Floats = np.log(share / (1.0 - share)) / 1.8138  # of about the spread of a standard normal variable
    return scores


def _quadratic(scores: Floats) -> Floats:
    """List a constant, the scores, and all products of two of them: shape (draws, terms)."""
    inputs = scores.shape[1]
    products = [scores[:, one] * scores[:, other] for one in range(inputs) for other in range(one, inputs)]
    return np.column_stack([np.ones(len(scores)), scores, *products])
