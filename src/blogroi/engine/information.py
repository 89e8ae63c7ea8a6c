"""What it is worth to know more before a decision: value of information, on arrays of draws.

A decision is a column of net benefits for each option, with doing nothing among them. Knowing more is worth what better choices
would bring on average; it is worth nothing where no answer would change the choice. Nothing here knows what a tool is.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from typing import TypeAlias

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from blogroi.model.errors import OptionError

__all__ = ["BestStudy", "InformationValue", "best_size", "evpi", "evppi", "evppi_each", "evppi_of_group", "evsi"]

Floats: TypeAlias = NDArray[np.float64]
Ranks: TypeAlias = NDArray[np.intp]
Study: TypeAlias = Callable[[Floats, int], Floats]

_LEAST_IN_CELL = 20
_MOST_CELLS = 4096
_MOST_WITH_ALL_SUBSETS = 6
_CHANCE = 3.0
"""By how many of its standard deviations a ratio of variances must pass 1 to be taken for more than chance."""


@frozen
class InformationValue:
    """What some knowledge is worth before a decision.

    Parameters
    ----------
    value : float
        Expected gain, in the unit of the net benefits; at least 0.
    mc_error : float
        Monte Carlo standard error of ``value``.
    """

    value: float
    mc_error: float


@frozen
class _Estimate:
    """A value with its error, and the ends between which it was taken.

    ``low`` is what choices learnt on one half of the draws gain on the other, ``high`` what they gain where they were learnt.
    """

    value: float
    error: float
    low: float
    high: float

    def public(self) -> InformationValue:
        return InformationValue(self.value, self.error)


def evpi(net_benefits: Floats) -> InformationValue:
    """Give the expected value of perfect information: of knowing everything before the decision.

    Parameters
    ----------
    net_benefits : numpy.ndarray of float, shape (draws, options)
        Net benefit of each option, in the same possible world in each row.

    Returns
    -------
    InformationValue

    Raises
    ------
    OptionError
        When the net benefits are no table of numbers.

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
    return InformationValue(_mean(gain), _error(gain))


def evppi(net_benefits: Floats, known: Floats) -> InformationValue:
    """Give the expected value of partial perfect information: of knowing one input before the decision.

    The draws are sorted by the input and cut into about the cube root of their number of bins, equal values staying together;
    within a bin the best option on average is chosen. Draws in another order give the same value; where values are tied, the
    same within its error.

    Parameters
    ----------
    net_benefits : numpy.ndarray of float, shape (draws, options)
        Net benefit of each option.
    known : numpy.ndarray of float, shape (draws,)
        The input.

    Returns
    -------
    InformationValue
        ``value`` lies between what choices learnt on half of the draws gain on the other half, and what choices gain on the draws
        that they were learnt from; the less the bins differ beyond chance, the nearer to the former, so that no value is invented for
        an input that has nothing to do with the decision. Never below 0, never above that of knowing everything.

    Raises
    ------
    OptionError
        When the net benefits are no table of numbers, or the input does not have a number for each draw.

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
    gains = _gains(net_benefits)
    return _partial(gains, _column(known, len(gains))).public()


def evppi_each(net_benefits: Floats, inputs: Floats) -> tuple[InformationValue, ...]:
    """Give the expected value of knowing each of many inputs by itself.

    Parameters
    ----------
    net_benefits : numpy.ndarray of float, shape (draws, options)
        Net benefit of each option.
    inputs : numpy.ndarray of float, shape (draws, inputs)
        The inputs, one a column.

    Returns
    -------
    tuple of InformationValue
        One for each column, as :func:`evppi` gives it.

    Raises
    ------
    OptionError
        As in :func:`evppi`.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> inputs = rng.normal([1.0, 0.0, 0.0], [1.0, 2.0, 5.0], (100_000, 3))
    >>> choices = np.column_stack([np.zeros(100_000), inputs[:, 0] - inputs[:, 1]])
    >>> [round(worth.value, 1) for worth in evppi_each(choices, inputs)]
    [0.1, 0.4, 0.0]
    """
    gains = _gains(net_benefits)
    return tuple(_partial(gains, column).public() for column in _columns(inputs, len(gains)))


def evppi_of_group(net_benefits: Floats, known: Floats) -> InformationValue:
    """Give the expected value of knowing several inputs together.

    Choices are learnt in two ways, from nested equal cells and from a quadratic curve in the ranks of the inputs, and
    the one that does better on draws that it has not seen is taken.

    To know more is never worth less. Estimates alone would not obey, since more inputs spread the draws thinner; so the value is
    the greatest of those of all smaller groups within this one (of every single
    input, where there are more than six), and at most what knowing everything is worth. Taking the greatest of several figures
    errs upwards, by a part of their errors, where several are nearly equal.

    Parameters
    ----------
    net_benefits : numpy.ndarray of float, shape (draws, options)
        Net benefit of each option.
    known : numpy.ndarray of float, shape (draws, inputs)
        The inputs, one a column, in any order.

    Returns
    -------
    InformationValue

    Raises
    ------
    OptionError
        As in :func:`evppi`.

    References
    ----------
    M. Strong, J. E. Oakley and A. Brennan, Estimating multiparameter partial expected value of perfect information from a
    probabilistic sensitivity analysis sample, Medical Decision Making 34 (2014).

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> pair = rng.normal(0, 1, (20_000, 2))  # only together do they say which way to choose
    >>> choices = np.column_stack([np.zeros(20_000), pair[:, 0] * pair[:, 1]])
    >>> evppi_of_group(choices, pair).value > 10 * max(worth.value for worth in evppi_each(choices, pair))
    True
    """
    gains = _gains(net_benefits)
    return _joint(gains, _columns(known, len(gains))).public()


def evsi(net_benefits: Floats, subject: Floats, study: Study, sizes: Sequence[int]) -> tuple[InformationValue, ...]:
    """Give the expected value of sample information of a study at several sizes.

    For each draw the study's result is simulated; what the decision gains from that result is what the study is worth. A larger
    study is worth no less than a smaller one, and none is worth more than knowing its subject. Let the study use the same noise
    at all sizes: then this holds of the estimates nearly by itself, and little is left to be put right.

    Parameters
    ----------
    net_benefits : numpy.ndarray of float, shape (draws, options)
        Net benefit of each option.
    subject : numpy.ndarray of float, shape (draws,) or (draws, inputs)
        What is studied.
    study : callable
        From the subject and a size to the result in each draw, shape (draws,) or (draws, results).
    sizes : sequence of int
        Sizes, at least 1, in any order.

    Returns
    -------
    tuple of InformationValue
        One for each size.

    Raises
    ------
    OptionError
        As in :func:`evppi`, or when a size is below 1.

    References
    ----------
    M. Strong, J. E. Oakley, A. Brennan and P. Breeze, Estimating the expected value of sample information using the
    probabilistic sensitivity analysis sample, Medical Decision Making 35 (2015).
    """
    if any(size < 1 for size in sizes):
        raise OptionError("sizes", f"{min(sizes)} is not a number of observations of at least 1")
    gains = _gains(net_benefits)
    most = _any(gains, subject)
    found: dict[int, _Estimate] = {}
    least: list[_Estimate] = []
    for size in sorted(set(sizes)):
        found[size] = _at_most(_greatest([_any(gains, study(subject, size)), *least]), most)
        least = [found[size]]
    return tuple(found[size].public() for size in sizes)


@frozen
class BestStudy:
    """The size at which a study brings in most beyond its cost.

    Parameters
    ----------
    size : int
        How many observations; 0 where no size pays.
    voi : InformationValue
        What a study of that size is worth; of size 0, nothing.
    cost : float
        What it costs.
    net : float
        ``voi`` less ``cost``; 0 where no size pays.
    curve : tuple of (int, float, float)
        Size, worth and cost at each size that was tried.
    """

    size: int
    voi: InformationValue
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
        Greatest size, at least 1.

    Returns
    -------
    BestStudy
        Among sizes that grow by about a quarter from one to the next, refined around the best.

    Raises
    ------
    OptionError
        As in :func:`evsi`.
    """
    if most < 1:
        raise OptionError("most", f"{most} is not a number of observations of at least 1")
    sizes = np.unique(np.geomspace(1, most, num=max(2, round(4.0 * math.log(most)))).round().astype(int)).tolist()
    place = _best_place(_net_curve(net_benefits, subject, study, sizes, fixed, each))
    low, high = sizes[max(place - 1, 0)], sizes[min(place + 1, len(sizes) - 1)]
    finer = range(low, high + 1, max(1, (high - low) // 8))
    curve = _net_curve(net_benefits, subject, study, sorted({*sizes, *finer}), fixed, each)
    size, worth, cost = curve[_best_place(curve)]
    shown = tuple((size, worth.value, cost) for size, worth, cost in curve)
    if worth.value <= cost:
        return BestStudy(0, InformationValue(0.0, 0.0), 0.0, 0.0, shown)
    return BestStudy(size, worth, cost, worth.value - cost, shown)


def _net_curve(
    net_benefits: Floats, subject: Floats, study: Study, sizes: Sequence[int], fixed: float, each: float
) -> list[tuple[int, InformationValue, float]]:
    """Give size, worth and cost of a study at each size."""
    worths = evsi(net_benefits, subject, study, sizes)
    return [(size, worth, fixed + each * size) for size, worth in zip(sizes, worths, strict=True)]


def _best_place(curve: Sequence[tuple[int, InformationValue, float]]) -> int:
    return int(np.argmax([worth.value - cost for _, worth, cost in curve]))


def _gains(net_benefits: Floats) -> Floats:
    """Give what each other option gains over the one that is best on average: shape (draws, options - 1).

    What does not differ between options drops out, and an option that is never better can be told by its signs.
    """
    if net_benefits.ndim != 2 or not net_benefits.size or not np.isfinite(net_benefits).all():
        raise OptionError(
            "net_benefits", "expected a table of finite numbers, a row for each draw and a column for each option"
        )
    best = int(np.argmax(net_benefits.mean(axis=0)))
    gains: Floats = np.delete(net_benefits, best, axis=1) - net_benefits[:, best, None]
    return gains if gains.shape[1] else np.zeros((len(net_benefits), 1))


def _column(known: Floats, draws: int) -> Floats:
    """Refuse what is no number for each draw."""
    if known.shape != (draws,) or np.isnan(known).any():
        raise OptionError("known", f"expected a number for each of {draws} draws, none of them missing")
    return known


def _columns(known: Floats, draws: int) -> list[Floats]:
    if known.ndim != 2 or not known.shape[1]:
        raise OptionError("known", "expected a table with a row for each draw and a column for each input")
    return [_column(np.ascontiguousarray(column), draws) for column in known.T]


def _any(gains: Floats, known: Floats) -> _Estimate:
    """Value knowing one input, or several in columns."""
    if known.ndim == 1:
        return _partial(gains, _column(known, len(gains)))
    return _joint(gains, _columns(known, len(gains)))


def _greatest(worths: Iterable[_Estimate]) -> _Estimate:
    """Take the greatest of each figure, and the error of the greatest value; what lies in its bracket stays there."""
    listed = list(worths)
    best = max(listed, key=lambda worth: worth.value)
    return _Estimate(best.value, best.error, max(worth.low for worth in listed), max(worth.high for worth in listed))


def _at_most(worth: _Estimate, bound: _Estimate) -> _Estimate:
    """Hold a worth down to that of knowing more."""
    error = worth.error if worth.value <= bound.value else bound.error
    return _Estimate(min(worth.value, bound.value), error, min(worth.low, bound.low), min(worth.high, bound.high))


def _mean(values: Floats) -> float:
    return float(values.mean())


def _error(values: Floats) -> float:
    return float(values.std() / math.sqrt(max(values.size - 1, 1)))


def _partial(gains: Floats, known: Floats) -> _Estimate:
    """Value knowing one input, from equal-count bins of its sorted draws."""
    order = np.argsort(known)
    size = known.size
    bins = max(1, min(round(size ** (1.0 / 3.0)), size // _LEAST_IN_CELL))
    return _binned(gains[order], _starts(known[order], bins))


def _starts(ordered: Floats, bins: int) -> Ranks:
    """Cut sorted values into bins of about equal count: where each begins.

    Equal values are one answer and stay together. A cut that falls among them moves to both of their ends, so that what is
    answered by few draws is not thrown in with what is answered by most.
    """
    size = ordered.size
    cuts = np.arange(1, bins) * size // bins
    cut_values = ordered[cuts]
    if not (cut_values == ordered[cuts - 1]).any():
        return np.concatenate([[0], cuts]).astype(np.intp)
    ends = np.searchsorted(ordered, cut_values, "left"), np.searchsorted(ordered, cut_values, "right")
    starts = [0]
    for cut in np.unique(np.concatenate(ends)).tolist():
        if starts[-1] + _LEAST_IN_CELL <= cut <= size - _LEAST_IN_CELL:
            starts.append(cut)
    return np.array(starts, dtype=np.intp)


def _joint(gains: Floats, columns: Sequence[Floats]) -> _Estimate:
    """Value knowing several inputs, at least as much as knowing fewer of them.

    Inputs are put in the order of their worth first, so that a group is estimated in the same way whatever it is part of.
    """
    singles = [_partial(gains, column) for column in columns]
    order = sorted(range(len(columns)), key=lambda place: _rank(singles[place], columns[place]))
    ranked = [np.unique(columns[place], return_inverse=True, return_counts=True)[1:] for place in order]
    ranks = [rank for rank, _ in ranked]
    scores = np.column_stack([_scores(rank, counts) for rank, counts in ranked])
    inputs = len(order)
    smallest = 2 if inputs <= _MOST_WITH_ALL_SUBSETS else inputs
    groups = [group for size in range(smallest, inputs + 1) for group in combinations(range(inputs), size)]
    found = list(singles)
    for group in groups if inputs > 1 else ():
        cells, curve = _cells(gains, [ranks[place] for place in group]), _curve(gains, scores[:, group])
        found.append(max(cells, curve, key=lambda worth: (worth.low, worth.value)))
    whole = _mean(np.maximum(gains.max(axis=1), 0.0))
    return _at_most(_greatest(found), _Estimate(whole, 0.0, whole, whole))


def _rank(worth: _Estimate, column: Floats) -> tuple[float, ...]:
    return (-worth.value, -worth.high, float(column[0]), float(column[-1]))


def _binned(gains: Floats, starts: Ranks) -> _Estimate:
    """Value choices that may differ from bin to bin, of draws sorted by bin.

    Draws alternate between two halves: what is learnt on one is tried on the other.
    """
    size = len(gains)
    counts = np.diff(starts, append=size)
    sums = np.add.reduceat(gains, starts, axis=0)
    upper = float(np.maximum(sums.max(axis=1), 0.0).sum()) / size
    if upper == 0.0:
        return _Estimate(0.0, 0.0, 0.0, 0.0)
    even = gains.copy()
    even[1::2] = 0.0
    half = np.add.reduceat(even, starts, axis=0)
    learnt = sum(_tried(ours, theirs) for ours, theirs in ((half, sums - half), (sums - half, half))) / size
    taken = np.repeat(_chosen(sums), counts)
    gained = np.where(taken < 0, 0.0, gains[np.arange(size), np.maximum(taken, 0)])
    squares = float(np.vdot(gains, gains))
    by_bin = float((sums * sums / counts[:, None]).sum())
    explained = by_bin - float((sums.sum(axis=0) ** 2).sum()) / size
    return _between(learnt, upper, gained, _ratio(explained, squares - by_bin, terms=len(starts), size=size))


def _ratio(explained: float, rest: float, *, terms: int, size: int) -> tuple[float, int]:
    """Compare what is explained, for each number that was fitted, with what chance would explain (Fisher's ratio)."""
    freedom = terms - 1
    if freedom < 1 or explained <= 0.0:
        return 0.0, max(freedom, 1)
    chance = max(rest, 0.0) / (size - terms)
    return (explained / freedom / chance if chance > 0.0 else math.inf), freedom


def _between(learnt: float, upper: float, gained: Floats, ratio: tuple[float, int]) -> _Estimate:
    """Put a value into the bracket.

    Where the choice turns on an input, fitted means cross zero between their bins: choices tried where they were learnt then gain
    half as much too much as choices learnt on one half gain too little (the integrals of a normal loss). Where nothing is
    explained, what choices seem to gain where they were learnt is all chance. The share of the explained variance that is
    not chance (James and Stein's shrinkage) leads from one to the other.
    """
    fisher, freedom = ratio
    upper = max(upper, learnt, 0.0)
    signal = max(0.0, 1.0 - 1.0 / fisher) if fisher > 0.0 else 0.0
    value = max(learnt + signal * (upper - learnt) * 2.0 / 3.0, 0.0)
    is_more_than_chance = fisher > 1.0 + _CHANCE * math.sqrt(2.0 / freedom)
    return _Estimate(value, _error(gained), max(learnt, 0.0) if is_more_than_chance else 0.0, upper)


def _chosen(sums: Floats) -> Ranks:
    """Choose the best option in each bin; -1 for the one that is best on average."""
    best: Ranks = sums.argmax(axis=1)
    best[sums.max(axis=1) <= 0.0] = -1
    return best


def _tried(learnt_on: Floats, tried_on: Floats) -> float:
    """Add up what choices learnt on some sums gain on others."""
    chosen = _chosen(learnt_on)
    gained = tried_on[np.arange(len(chosen)), np.maximum(chosen, 0)]
    return float(gained[chosen >= 0].sum())


def _cells(gains: Floats, ranks: Sequence[Ranks]) -> _Estimate:
    """Value knowing several inputs, from nested cells of equal size."""
    size, inputs = len(gains), len(ranks)
    cells = min(size ** (inputs / (inputs + 2.0)), size / _LEAST_IN_CELL, _MOST_CELLS)
    splits = max(1, int(cells ** (1.0 / inputs)))
    cell = np.zeros(size, dtype=np.intp)
    for rank in ranks:
        cell = _split(cell, rank, splits)
    order = np.argsort(cell, kind="stable")
    return _binned(gains[order], np.flatnonzero(np.diff(cell[order], prepend=-1)).astype(np.intp))


def _split(cell: Ranks, rank: Ranks, splits: int) -> Ranks:
    """Split each cell into parts of about equal count by an input; equal values stay together, at the middle of their places."""
    size = cell.size
    key = cell.astype(np.int64) * size + rank  # wider than an index where those are of 32 bits (a browser)
    order = np.argsort(key)
    ordered = key[order]
    runs = np.flatnonzero(np.diff(ordered, prepend=-1))
    lengths = np.diff(runs, append=size)
    counts = np.bincount(cell)
    of_run = (ordered[runs] // size).astype(np.intp)
    middles = (2 * runs + lengths - 2 * (np.cumsum(counts) - counts)[of_run]).astype(np.int64)
    refined = np.empty(size, dtype=np.intp)
    refined[order] = np.repeat(of_run * splits + middles * splits // (2 * counts[of_run]), lengths)
    renumbered: Ranks = (np.cumsum(np.bincount(refined) > 0) - 1)[refined]
    return renumbered


def _curve(gains: Floats, scores: Floats) -> _Estimate:
    """Value knowing several inputs, from a quadratic curve in their ranks, fitted on one half and tried on the other."""
    size = len(gains)
    terms = _quadratic(scores)
    halves = [(terms[start::2], gains[start::2]) for start in (0, 1)]
    moments = [(part.T @ part, part.T @ gained) for part, gained in halves]
    fits = [_fitted(*moment) for moment in moments]
    learnt = sum(_tried(part @ fit, gained) for fit, (part, gained) in zip(fits, halves[::-1], strict=True)) / size
    whole: Floats = terms @ _fitted(moments[0][0] + moments[1][0], moments[0][1] + moments[1][1])
    chosen = _chosen(whole)
    gained = np.where(chosen < 0, 0.0, gains[np.arange(size), np.maximum(chosen, 0)])
    rest = float(((gains - whole) ** 2).sum())
    explained = float(((gains - gains.mean(axis=0)) ** 2).sum()) - rest
    ratio = _ratio(explained, rest, terms=terms.shape[1], size=size)
    return _between(learnt, _mean(gained), gained, ratio)


def _fitted(products: Floats, targets: Floats) -> Floats:
    """Solve the normal equations of least squares; terms that say the same (an input of two values, squared) share their part."""
    return np.linalg.lstsq(products, targets, rcond=1e-11)[0].astype(np.float64)


def _scores(rank: Ranks, counts: Ranks) -> Floats:
    """Turn ranks into scores that are spread like a logistic variable: middles of the places that equal values take."""
    if counts.size == 1:
        return np.zeros(rank.size)
    middles = (np.cumsum(counts) - counts / 2.0) / rank.size
    logits = np.log(middles / (1.0 - middles)) / 1.8138  # of about the spread of a standard normal variable
    return logits.astype(np.float64)[rank]


def _quadratic(scores: Floats) -> Floats:
    """List a constant, the scores, and all products of two of them: shape (draws, terms)."""
    inputs = scores.shape[1]
    products = [scores[:, one] * scores[:, other] for one in range(inputs) for other in range(one, inputs)]
    return np.column_stack([np.ones(len(scores)), scores, *products])
