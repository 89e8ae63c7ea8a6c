"""What it is worth to know more before a decision: value of information, on arrays of draws.

A decision is a column of net benefits for each option, with doing nothing among them. Knowing more is worth what better choices
would bring on average; it is worth nothing where no answer would change the choice. Nothing here knows what a tool is.

Net benefits are a table, or the gains that :func:`blogroi.numerics.gains.gains_of` works out from it once for many questions. Of a table,
``chosen`` is the option that is chosen as things are, whatever the draws say of it: what a decision may lose starts
from the figure it was taken by. ``means`` are the means that it was taken by, where they are known better than from the draws
(exact ones, say), and ``mean_errors`` their standard errors: values then start from these means, and have a smaller error.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import TypeAlias, TypedDict, Unpack

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from blogroi.errors import OptionError
from blogroi.numerics.gains import Gains, InformationValue, gains_of, value_of_choices, value_of_rule
from blogroi.numerics.order import Order, order_of

__all__ = [
    "BestStudy",
    "InformationValue",
    "best_size",
    "evpi",
    "evppi",
    "evppi_each",
    "evppi_of_group",
    "evsi",
]

Floats: TypeAlias = NDArray[np.float64]
Integers: TypeAlias = NDArray[np.intp]
Study: TypeAlias = Callable[[Floats, int], Floats]

_MOST_WITH_ALL_SUBSETS = 6


class Choice(TypedDict, total=False):
    """What is known of the choice as things are: the option chosen, the means of all, and their standard errors."""

    chosen: int | None
    means: Sequence[float] | Floats | None
    mean_errors: Sequence[float] | Floats | None


def evpi(net_benefits: Floats | Gains, **choice: Unpack[Choice]) -> InformationValue:
    """Return the expected value of perfect information: of knowing everything before the decision.

    It is what the decision may lose: the expected loss of the option that is chosen as things are.

    Parameters
    ----------
    net_benefits : numpy.ndarray of float, shape (draws, options), or Gains
        Net benefit of each option, in the same possible world in each row.
    **choice
        ``chosen``, the option that is chosen as things are, the best one by its mean unless given; ``means`` of the net benefits,
        shape (options,), where they are known better than from the draws; ``mean_errors``, their standard errors, 0 unless given.

    Returns
    -------
    InformationValue

    Raises
    ------
    OptionError
        When the net benefits are no table of numbers, or what is said of the choice does not fit them.

    References
    ----------
    H. Raiffa and R. Schlaifer, Applied Statistical Decision Theory (1961).

    Examples
    --------
    >>> states = np.repeat([[1500.0, 900, 500], [300, 600, 500], [-800, -200, 500]], [5, 3, 2], axis=0)
    >>> evpi(states).value
    350.0
    >>> evpi(states, chosen=2).value
    530.0
    """
    return _of_everything(_gains(net_benefits, choice))


def evppi(net_benefits: Floats | Gains, known: Floats | Order, **choice: Unpack[Choice]) -> InformationValue:
    """Return the expected value of partial perfect information: of knowing one input before the decision.

    Draws are put in the order of the input and cut into fine cells, equal values staying together. Where the input says more about an
    option than chance would have it say, choices follow it (:func:`blogroi.numerics.gains.value_of_choices`).

    Parameters
    ----------
    net_benefits : numpy.ndarray of float, shape (draws, options), or Gains
        Net benefit of each option.
    known : numpy.ndarray of float, shape (draws,), or Order
        The input; or the order of its draws, worked out once by :func:`blogroi.numerics.order.order_of` where several decisions
        hang on it.
    **choice
        As in :func:`evpi`.

    Returns
    -------
    InformationValue
        The same whatever order the draws are in; never below 0, and never above that of knowing everything.

    Raises
    ------
    OptionError
        As in :func:`evpi`, or when the input does not have a number for each draw.

    References
    ----------
    M. Strong and J. E. Oakley, An efficient method for computing single-parameter partial expected value of perfect
    information, Medical Decision Making 33 (2013).

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> first, second = rng.normal(1, 1, 100_000), rng.normal(0, 2, 100_000)
    >>> choices = np.column_stack([np.zeros(100_000), first - second])
    >>> found = evppi(choices, second)
    >>> bool(abs(found.value - 0.39559) < 3 * found.mc_error)
    True
    """
    gains = _gains(net_benefits, choice)
    return value_of_choices(gains, _ordered(known, gains.draws))


def evppi_each(
    net_benefits: Floats | Gains, inputs: Floats | Sequence[Order], **choice: Unpack[Choice]
) -> tuple[InformationValue, ...]:
    """Return the expected value of knowing each of many inputs by itself.

    Parameters
    ----------
    net_benefits : numpy.ndarray of float, shape (draws, options), or Gains
        Net benefit of each option.
    inputs : numpy.ndarray of float, shape (draws, inputs), or sequence of Order
        The inputs, one a column; or the orders of their draws.
    **choice
        As in :func:`evpi`.

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
    >>> [round(found.value, 1) for found in evppi_each(choices, inputs)]
    [0.1, 0.4, 0.0]
    """
    gains = _gains(net_benefits, choice)
    known: Sequence[Floats | Order] = _columns(inputs, gains.draws) if isinstance(inputs, np.ndarray) else inputs
    return tuple(value_of_choices(gains, _ordered(one, gains.draws)) for one in known)


def evppi_of_group(net_benefits: Floats | Gains, known: Floats, **choice: Unpack[Choice]) -> InformationValue:
    """Return the expected value of knowing several inputs together.

    Choices are learnt in two ways, from cells that halve the draws by one input after the other, and from a quadratic curve in the
    ranks of the inputs, fitted on one half of the draws and tried on the other.

    To know more is never worth less. Estimates alone would not obey, since more inputs spread the draws thinner; so the value is
    the greatest of both ways and of all smaller groups within this one (of every single input, where there are more than six), and
    at most what knowing everything is worth. Taking the greatest of several figures errs upwards, by a part of their errors, where
    several are nearly equal.

    Parameters
    ----------
    net_benefits : numpy.ndarray of float, shape (draws, options), or Gains
        Net benefit of each option.
    known : numpy.ndarray of float, shape (draws, inputs)
        The inputs, one a column, in any order.
    **choice
        As in :func:`evpi`.

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
    >>> evppi_of_group(choices, pair).value > 10 * max(one.value for one in evppi_each(choices, pair))
    True
    """
    gains = _gains(net_benefits, choice)
    return _of_group(gains, _columns(known, gains.draws))


def evsi(
    net_benefits: Floats | Gains,
    subject: Floats,
    study: Study,
    sizes: Sequence[int],
    *,
    order: Order | None = None,
    **choice: Unpack[Choice],
) -> tuple[InformationValue, ...]:
    """Return the expected value of sample information of a study at several sizes.

    For each draw the study's result is simulated; what the decision gains from that result is what the study is worth. A larger
    study is worth no less than a smaller one, and none is worth more than knowing its subject. Let the study use the same noise
    at all sizes: then this holds of the estimates nearly by itself, and little is left to be put right.

    Parameters
    ----------
    net_benefits : numpy.ndarray of float, shape (draws, options), or Gains
        Net benefit of each option.
    subject : numpy.ndarray of float, shape (draws,) or (draws, inputs)
        What is studied.
    study : callable
        From the subject and a size to the result in each draw, shape (draws,) or (draws, results).
    sizes : sequence of int
        Sizes, at least 1, in any order.
    order : Order, optional
        The order of the subject, where it is one input and its order is at hand.
    **choice
        As in :func:`evpi`.

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
    gains = _gains(net_benefits, choice)
    most = _of(gains, subject) if order is None else value_of_choices(gains, _ordered(order, gains.draws))
    found: dict[int, InformationValue] = {}
    least = InformationValue(0.0, 0.0)
    for size in sorted(set(sizes)):
        least = found[size] = min(max(_of(gains, study(subject, size)), least, key=_value), most, key=_value)
    return tuple(found[size] for size in sizes)


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
    net_benefits: Floats | Gains,
    subject: Floats,
    study: Study,
    *,
    fixed: float,
    each: float,
    most: int = 10_000,
    order: Order | None = None,
    **choice: Unpack[Choice],
) -> BestStudy:
    """Find the size of a study that brings in most beyond its cost.

    Parameters
    ----------
    net_benefits, subject, study, order, **choice
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

    gains = _gains(net_benefits, choice)

    def curve_of(sizes: Sequence[int]) -> list[tuple[int, InformationValue, float]]:
        found = evsi(gains, subject, study, sizes, order=order)
        return [(size, one, fixed + each * size) for size, one in zip(sizes, found, strict=True)]

    sizes = np.unique(np.geomspace(1, most, num=max(2, round(4.0 * math.log(most)))).round().astype(int)).tolist()
    place = _best_place(curve_of(sizes))
    low, high = sizes[max(place - 1, 0)], sizes[min(place + 1, len(sizes) - 1)]
    finer = range(low, high + 1, max(1, (high - low) // 8))
    curve = curve_of(sorted({*sizes, *finer}))
    size, voi, cost = curve[_best_place(curve)]
    shown = tuple((size, one.value, cost) for size, one, cost in curve)
    if voi.value <= cost:
        return BestStudy(0, InformationValue(0.0, 0.0), 0.0, 0.0, shown)
    return BestStudy(size, voi, cost, voi.value - cost, shown)


def _best_place(curve: Sequence[tuple[int, InformationValue, float]]) -> int:
    return int(np.argmax([one.value - cost for _, one, cost in curve]))


def _value(found: InformationValue) -> float:
    return found.value


def _gains(net_benefits: Floats | Gains, choice: Choice) -> Gains:
    """Take gains that are at hand, or work them out."""
    if not isinstance(net_benefits, Gains):
        return gains_of(net_benefits, **choice)
    if choice:
        raise OptionError(next(iter(choice)), "is said where the gains are worked out, not again of the gains")
    return net_benefits


def _ordered(known: Floats | Order, draws: int) -> Order:
    """Take the order of one input; refuse what is no number for each draw."""
    size = (known.places if isinstance(known, Order) else known).shape
    if size != (draws,) or (not isinstance(known, Order) and np.isnan(known).any()):
        raise OptionError("known", f"expected a number for each of {draws} draws, none of them missing")
    return known if isinstance(known, Order) else order_of(known)


def _columns(known: Floats, draws: int) -> list[Floats]:
    if known.ndim != 2 or not known.shape[1]:
        raise OptionError("known", "expected a table with a row for each draw and a column for each input")
    if len(known) != draws:
        raise OptionError("known", f"expected a number for each of {draws} draws, none of them missing")
    return [np.ascontiguousarray(column) for column in known.T]


def _of_everything(gains: Gains) -> InformationValue:
    values = gains.values
    return value_of_rule(gains, np.where(values.max(axis=0) > 0.0, 1 + values.argmax(axis=0), 0))


def _of(gains: Gains, known: Floats) -> InformationValue:
    """Value knowing one input, or several in columns."""
    if known.ndim == 1:
        return value_of_choices(gains, _ordered(known, gains.draws))
    return _of_group(gains, _columns(known, gains.draws))


def _of_group(gains: Gains, columns: Sequence[Floats]) -> InformationValue:
    """Value knowing several inputs, at least as much as knowing fewer of them.

    Inputs are put in the order of their worth first, so that a group is estimated in the same way whatever it is part of.
    """
    orders = [_ordered(column, gains.draws) for column in columns]
    singles = [value_of_choices(gains, order) for order in orders]
    if len(columns) == 1:
        return singles[0]
    ranked = sorted(range(len(columns)), key=lambda place: (-singles[place].value, *columns[place][[0, -1]].tolist()))
    together = _groups([columns[place] for place in ranked], [_scores(orders[place]) for place in ranked])
    ways = [
        found
        for inputs, scores in together
        for found in (value_of_choices(gains, order_of(inputs)), value_of_rule(gains, _curve(gains.values, scores)))
    ]
    return min(max(*singles, *ways, key=_value), _of_everything(gains), key=_value)


def _groups(columns: Sequence[Floats], scores: Sequence[Floats]) -> Iterator[tuple[Floats, Floats]]:
    """Give the inputs and scores of all groups of two and more; of the whole alone, where there are many inputs."""
    inputs = len(columns)
    for size in range(2 if inputs <= _MOST_WITH_ALL_SUBSETS else inputs, inputs + 1):
        for group in combinations(range(inputs), size):
            yield tuple(np.column_stack([table[place] for place in group]) for table in (columns, scores))  # type: ignore[misc]


def _curve(gains: Floats, scores: Floats) -> Integers:
    """Take the best option by a quadratic curve in scores, fitted on the half of the draws to which a draw does not belong."""
    terms = _quadratic(scores)
    taken = np.empty(len(terms), dtype=np.intp)
    for start in (0, 1):
        part, other = terms[1 - start :: 2], terms[start::2]
        # terms that say the same (an input of two values, squared) share their part
        fit = np.linalg.lstsq(part.T @ part, part.T @ gains[:, 1 - start :: 2].T, rcond=1e-11)[0]
        expected = other @ fit
        taken[start::2] = np.where(expected.max(axis=1) > 0.0, 1 + expected.argmax(axis=1), 0)
    return taken


def _scores(order: Order) -> Floats:
    """Turn draws into scores that are spread like a logistic variable: middles of the places that equal values take."""
    ordered, draws = order.values, order.places.size
    runs = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1]))
    lengths = np.diff(runs, append=draws)
    middles = np.repeat((runs + lengths / 2.0) / draws, lengths)
    scores = np.empty(draws)
    scores[order.places] = (
        np.log(middles / (1.0 - middles)) / 1.8138
    )  # of about the spread of a standard normal variable
    return scores


def _quadratic(scores: Floats) -> Floats:
    """List a constant, the scores, and all products of two of them: shape (draws, terms)."""
    inputs = scores.shape[1]
    products = [scores[:, one] * scores[:, other] for one in range(inputs) for other in range(one, inputs)]
    return np.column_stack([np.ones(len(scores)), scores, *products])
