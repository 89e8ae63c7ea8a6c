"""What it is worth to know several inputs together before a decision."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TypeAlias, Unpack

import numpy as np
from numpy.typing import NDArray

from blogroi.errors import OptionError
from blogroi.language.spoken import message
from blogroi.numerics.information.gains import Gains, InformationValue, value_of_choices, value_of_rule
from blogroi.numerics.information.perfect import Choice, gains_at_hand, of_everything, ordered
from blogroi.numerics.order import Order, order_of

__all__ = ["columns_of", "evppi_of_group", "value_of_group"]

Floats: TypeAlias = NDArray[np.float64]
Integers: TypeAlias = NDArray[np.intp]

_MOST_WITH_ALL_SUBSETS = 6
_MOST_BENT, _MOST_STRAIGHT = 24, 256
"""Inputs, those worth most alone first, that the curve takes with their products, and that it takes at all: with all products, the curve
of 136 inputs has 9,454 terms, more than most runs have draws, and takes minutes and a gigabyte."""


def evppi_of_group(net_benefits: Floats | Gains, known: Floats, **choice: Unpack[Choice]) -> InformationValue:
    """Return the expected value of knowing several inputs together.

    Choices are learnt in two ways, from cells that halve the draws by one input after the other, and from a quadratic curve in the
    ranks of the inputs, fitted on one half of the draws and tried on the other. Of more than 24 inputs it has the products of the 24 that are
    worth most alone, and of more than 256 it leaves the rest out: what is learnt from fewer inputs is worth no more.

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
        As in :func:`~blogroi.numerics.information.perfect.evpi`.

    Returns
    -------
    InformationValue

    Raises
    ------
    OptionError
        As in :func:`~blogroi.numerics.information.perfect.evppi`.

    References
    ----------
    [Strong2014].

    Examples
    --------
    >>> from blogroi.numerics.information.perfect import evppi
    >>> rng = np.random.default_rng(1)
    >>> pair = rng.normal(0, 1, (20_000, 2))  # only together do they say which way to choose
    >>> choices = np.column_stack([np.zeros(20_000), pair[:, 0] * pair[:, 1]])
    >>> evppi_of_group(choices, pair).value > 10 * max(evppi(choices, one).value for one in pair.T)
    True
    """
    gains = gains_at_hand(net_benefits, choice)
    return value_of_group(gains, columns_of(known, gains.draws))


def value_of_group(gains: Gains, columns: Sequence[Floats]) -> InformationValue:
    """Value knowing several inputs, at least as much as knowing fewer of them.

    Inputs are put in the order of their worth first, so that a group is estimated in the same way whatever it is part of.
    """
    orders = [ordered(column, gains.draws) for column in columns]
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
    return min(max(*singles, *ways, key=_value), of_everything(gains), key=_value)


def _groups(columns: Sequence[Floats], scores: Sequence[Floats]) -> Iterator[tuple[Floats, Floats]]:
    """Yield the inputs and scores of all groups of two and more; of the whole alone, where there are many inputs."""
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
    """List a constant, the scores, and all products of two of them, of many inputs those of the first: shape (draws, terms)."""
    bent = min(scores.shape[1], _MOST_BENT)
    products = [scores[:, one] * scores[:, other] for one in range(bent) for other in range(one, bent)]
    return np.column_stack([np.ones(len(scores)), scores[:, :_MOST_STRAIGHT], *products])


def columns_of(known: Floats, draws: int) -> list[Floats]:
    """Take a table of inputs apart; refuse what is none."""
    if known.ndim != 2 or not known.shape[1]:
        raise OptionError("known", message("expected a table with a row for each draw and a column for each input"))
    if len(known) != draws:
        raise OptionError(
            "known", message("expected a number for each of {count} draws, none of them missing", count=draws)
        )
    return [np.ascontiguousarray(column) for column in known.T]


def _value(found: InformationValue) -> float:
    return found.value
