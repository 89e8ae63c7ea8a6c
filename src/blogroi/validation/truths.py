"""What is true of a planted case, as the oracle has it; and a cost that is added so that tools pay for certain, or hardly ever, or in between.

Of each tool, truths are drawn from what its case states. It gets a certain cost more, so great that its chance of bringing in more than it
costs is what was planned, from one case to the next anything between never and always, as the golden ratio has it. Among its truths are then
some at or below zero, which the same case states as honestly: these are the planted zeros.
"""

from __future__ import annotations

import copy
import math
import random
from collections.abc import Mapping
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.oracle.oracle import Oracle
from blogroi.records import frozen
from blogroi.validation.planting import planted

__all__ = ["TOGETHER", "TRUTHS", "Known", "known"]

Floats: TypeAlias = NDArray[np.float64]

TRUTHS = 100
"""Truths drawn of each case."""

TOGETHER = ""
"""The key of all tools together."""

_BESIDE = 200
"""Truths drawn beside them, by which costs are set."""

_GOLDEN = (math.sqrt(5.0) - 1.0) / 2.0


@frozen(kw_only=True, eq=False)
class Known:
    """A planted case of which it is known what is true.

    Parameters
    ----------
    number : int
        Which one it is.
    data : dict
        Plain data of a case file.
    sort : str
        The one of `SORTS` that it is of.
    net_values : mapping of str to numpy.ndarray of float, shape (TRUTHS,)
        True net present values, by tool, and of all together where there are several.
    """

    number: int
    data: dict[str, Any]
    sort: str
    net_values: Mapping[str, Floats]


def known(number: int, seed: int) -> Known:
    """Plant a case, and draw what is true of it.

    Parameters
    ----------
    number, seed : int
        Which one.

    Returns
    -------
    Known

    Examples
    --------
    >>> one = known(3, 1)
    >>> [(key, values.shape) for key, values in one.net_values.items()]
    [('blog_3', (100,)), ('fair_3', (100,)), ('', (100,))]
    """
    case = planted(number, seed)
    data = copy.deepcopy(case.data)
    drawn = random.Random(f"truths {seed} {number}").getrandbits(62)
    oracle = Oracle(data, TRUTHS + _BESIDE, seed=drawn, expects=False)
    found: dict[str, Floats] = {}
    for place, (key, tool) in enumerate(data["tools"].items()):
        values = oracle.net_value(key)
        cost = _balance(values[TRUTHS:], _chance_of_less(number, seed, place))
        tool["costs"].append({"item": "Balance", "amount": cost, "when": "upfront"})
        found[key] = values[:TRUTHS] - cost
    if len(found) > 1:
        found[TOGETHER] = np.sum([*found.values()], axis=0)
    return Known(number=number, data=data, sort=case.sort, net_values=found)


def _chance_of_less(number: int, seed: int, place: int) -> float:
    """Return the chance that a tool is to bring in less than it costs: as that of the lesser of two uniform numbers is spread.

    Tools that somebody brings forward pay more often than not, and this is also where "pays" is said: chances near zero come more often.
    Multiples of the golden ratio are spread more evenly than random numbers, however many cases there are.
    """
    start = random.Random(f"chances {seed} {place}").random()
    return 1.0 - math.sqrt(1.0 - (start + number * _GOLDEN) % 1.0)


def _balance(values: Floats, chance_of_less: float) -> float:
    """Return the cost that leaves a tool such a chance; nothing where it would have to be below nothing."""
    return max(0.0, float(f"{np.quantile(values, chance_of_less):.9g}"))
