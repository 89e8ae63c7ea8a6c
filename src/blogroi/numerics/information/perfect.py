"""What it is worth to know more before a decision: value of information, on arrays of draws.

A decision is a column of net benefits for each option, with doing nothing among them. Knowing more is worth what better choices
would bring on average; it is worth nothing where no answer would change the choice. Nothing here knows what a tool is.

Net benefits are a table, or the gains that :func:`blogroi.numerics.information.gains.gains_of` computes from it once for many questions. Of a table,
``chosen`` is the option that is chosen as things are, whatever the draws say of it: what a decision may lose starts
from the figure it was taken by. ``means`` are the means that it was taken by, where they are known better than from the draws
(exact ones, say), and ``mean_errors`` their standard errors: values then start from these means, and have a smaller error.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias, TypedDict, Unpack

import numpy as np
from numpy.typing import NDArray

from blogroi.errors import OptionError
from blogroi.language.spoken import message
from blogroi.numerics.information.gains import Gains, InformationValue, gains_of, value_of_choices, value_of_rule
from blogroi.numerics.order import Order, order_of

__all__ = ["Choice", "evpi", "evppi", "gains_at_hand", "of_everything", "ordered"]

Floats: TypeAlias = NDArray[np.float64]


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
        ``chosen``, the option that is chosen as things are, by default the best one by its mean; ``means`` of the net benefits,
        shape (options,), where they are known better than from the draws; ``mean_errors``, their standard errors, by default 0.

    Returns
    -------
    InformationValue

    Raises
    ------
    OptionError
        When the net benefits are not a table of numbers, or what is said of the choice does not fit them.

    References
    ----------
    [Raiffa1961].

    Examples
    --------
    >>> states = np.repeat([[1500.0, 900, 500], [300, 600, 500], [-800, -200, 500]], [5, 3, 2], axis=0)
    >>> evpi(states).value
    350.0
    >>> evpi(states, chosen=2).value
    530.0
    """
    return of_everything(gains_at_hand(net_benefits, choice))


def evppi(net_benefits: Floats | Gains, known: Floats | Order, **choice: Unpack[Choice]) -> InformationValue:
    """Return the expected value of partial perfect information: of knowing one input before the decision.

    Draws are put in the order of the input and cut into fine cells, equal values staying together. Where the input says more about an
    option than chance would have it say, choices follow it (:func:`blogroi.numerics.information.gains.value_of_choices`).

    Parameters
    ----------
    net_benefits : numpy.ndarray of float, shape (draws, options), or Gains
        Net benefit of each option.
    known : numpy.ndarray of float, shape (draws,), or Order
        The input; or the order of its draws, computed once by :func:`blogroi.numerics.order.order_of` where several decisions
        depend on it.
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
    [Strong2013].

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> first, second = rng.normal(1, 1, 100_000), rng.normal(0, 2, 100_000)
    >>> choices = np.column_stack([np.zeros(100_000), first - second])
    >>> found = evppi(choices, second)
    >>> bool(abs(found.value - 0.39559) < 3 * found.mc_error)
    True
    """
    gains = gains_at_hand(net_benefits, choice)
    return value_of_choices(gains, ordered(known, gains.draws))


def gains_at_hand(net_benefits: Floats | Gains, choice: Choice) -> Gains:
    """Take gains that are at hand, or compute them."""
    if not isinstance(net_benefits, Gains):
        return gains_of(net_benefits, **choice)
    if choice:
        raise OptionError(next(iter(choice)), message("is said where the gains are computed, not again of the gains"))
    return net_benefits


def ordered(known: Floats | Order, draws: int) -> Order:
    """Take the order of one input; refuse what is not a number for each draw."""
    size = (known.places if isinstance(known, Order) else known).shape
    if size != (draws,) or (not isinstance(known, Order) and np.isnan(known).any()):
        raise OptionError(
            "known", message("expected a number for each of {count} draws, none of them missing", count=draws)
        )
    return known if isinstance(known, Order) else order_of(known)


def of_everything(gains: Gains) -> InformationValue:
    """Value knowing which option is best in each draw."""
    values = gains.values
    return value_of_rule(gains, np.where(values.max(axis=0) > 0.0, 1 + values.argmax(axis=0), 0))
