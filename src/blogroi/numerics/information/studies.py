"""What a study is worth at several sizes, and which size brings in most beyond its cost."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TypeAlias, Unpack

import numpy as np
from numpy.typing import NDArray

from blogroi.errors import OptionError
from blogroi.language.naming import describe
from blogroi.language.spoken import message
from blogroi.numerics.information.gains import Gains, InformationValue, value_of_choices
from blogroi.numerics.information.groups import columns_of, value_of_group
from blogroi.numerics.information.perfect import Choice, gains_at_hand, ordered
from blogroi.numerics.order import Order
from blogroi.records import frozen

__all__ = ["BestStudy", "best_size", "evsi"]

Floats: TypeAlias = NDArray[np.float64]
Study: TypeAlias = Callable[[Floats, int], Floats]


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
        As in :func:`~blogroi.numerics.information.perfect.evpi`.

    Returns
    -------
    tuple of InformationValue
        One for each size.

    Raises
    ------
    OptionError
        As in :func:`~blogroi.numerics.information.perfect.evppi`, or when a size is below 1.

    References
    ----------
    [Strong2015].
    """
    if any(size < 1 for size in sizes):
        raise OptionError(
            "sizes", message("{value} is not a number of observations of at least 1", value=describe(min(sizes)))
        )
    gains = gains_at_hand(net_benefits, choice)
    most = _of(gains, subject) if order is None else value_of_choices(gains, ordered(order, gains.draws))
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
        raise OptionError(
            "most", message("{value} is not a number of observations of at least 1", value=describe(most))
        )

    gains = gains_at_hand(net_benefits, choice)

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


def _of(gains: Gains, known: Floats) -> InformationValue:
    """Value knowing one input, or several in columns."""
    if known.ndim == 1:
        return value_of_choices(gains, ordered(known, gains.draws))
    return value_of_group(gains, columns_of(known, gains.draws))


def _value(found: InformationValue) -> float:
    return found.value
