"""What is expected of a tool period by period, undiscounted, and the figures that such flows give.

A printed figure is held against these, and against what they would be by another convention.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TypeAlias

import numpy as np
from attrs import evolve, field
from numpy.typing import NDArray

from blogroi.model.duration import STEPS_IN_A_YEAR, Step
from blogroi.model.frozen_map import FrozenMap
from blogroi.numerics.money import TOLERANCE, internal_rates, payback_times
from blogroi.records import frozen

__all__ = ["ExpectedChange", "ExpectedFlows", "figure_of", "over", "payback_of", "rate_moved", "return_on_upfront"]

Floats: TypeAlias = NDArray[np.float64]
_STEEPEST, _HALVINGS = 20.0, 80


@frozen
class ExpectedChange:
    """What is expected of the net change in one indicator over the horizon, in its unit.

    Parameters
    ----------
    statement : str
        The indicator.
    by_period : tuple of float
        Its change in each period.
    low, high : float
        The 5 % and 95 % quantiles of the sum.
    gross : float
        The sum before anything is taken off it: deadweight, credit, displacement, confidence and multiplier.
    """

    statement: str
    by_period: tuple[float, ...]
    low: float
    high: float
    gross: float


@frozen(eq=False)
class ExpectedFlows:
    """What is expected of a tool at time 0 and in each period, undiscounted.

    Parameters
    ----------
    benefits : numpy.ndarray of float, shape (1 + periods,)
        All benefits.
    costs : numpy.ndarray of float, shape (costs, 1 + periods)
        Each cost that counts.
    items : tuple of str
        What each of them is paid for.
    discount, times : numpy.ndarray of float, shape (1 + periods,)
        Discount factors, and times in years.
    step : {"week", "month", "quarter", "year"}
        What a period is.
    changes : mapping of str to ExpectedChange
        By indicator, for those of which a change was printed.
    """

    benefits: Floats
    costs: Floats
    items: tuple[str, ...]
    discount: Floats
    times: Floats
    step: Step
    changes: Mapping[str, ExpectedChange] = field(factory=FrozenMap[str, ExpectedChange])

    @property
    def step_in_years(self) -> float:
        """Length of a period."""
        return 1.0 / STEPS_IN_A_YEAR[self.step]

    @property
    def spent(self) -> Floats:
        """All costs, shape (1 + periods,)."""
        return np.asarray(self.costs.sum(axis=0))

    @property
    def undiscounted(self) -> ExpectedFlows:
        """The same, with later money counting as much as money now."""
        return evolve(self, discount=np.ones_like(self.discount))


def figure_of(name: str, flows: ExpectedFlows) -> float:
    """Compute a figure of expected flows; not a number where there is none."""
    benefits, costs = float(flows.benefits @ flows.discount), float(flows.spent @ flows.discount)
    match name:
        case "benefits":
            return benefits
        case "costs":
            return costs
        case "npv":
            return benefits - costs
        case "bcr":
            return over(benefits, costs)
        case "roi":
            return over(benefits - costs, costs)
        case "payback":
            return payback_of(flows)
        case _:
            return _rate(flows)


def over(part: float, whole: float) -> float:
    """Return a ratio; not a number where it is over nothing."""
    return part / whole if whole > 0.0 else math.nan


def return_on_upfront(flows: ExpectedFlows) -> float:
    """Return the net value over what is paid first, where more is paid later."""
    return over(figure_of("npv", flows), float(flows.spent[0])) if flows.costs[:, 1:].any() else math.nan


def _net(flows: ExpectedFlows) -> tuple[Floats, Floats]:
    """Return the expected net flows, shape (1 + periods, 1), and up to which size an amount counts as zero."""
    spent = flows.spent
    gross = float(np.abs(flows.benefits).sum() + spent.sum())
    return (flows.benefits - spent)[:, None], np.array([TOLERANCE * gross])


def payback_of(flows: ExpectedFlows) -> float:
    """Return when the expected running net flow is back at zero to stay; infinite where it is not within the horizon."""
    return float(payback_times(*_net(flows))[0])


def _rate(flows: ExpectedFlows) -> float:
    """Return the rate of the expected net flows; not a number where there is not one."""
    net, slack = _net(flows)
    return float(internal_rates(net, flows.times.tolist(), slack).rates[0])


def rate_moved(flows: ExpectedFlows, moved: float) -> float:
    """Return the rate with the flows of all periods some years later; not a number where their sign changes more than once.

    With one change of sign, from out to in, the value has one root in the rate, and falls through it: it is closed in by halves.
    """
    net = _net(flows)[0][:, 0]
    times = np.append(flows.times[:1], flows.times[1:] + moved)
    signs = np.sign(net[net != 0.0])
    if times.min() < 0.0 or np.count_nonzero(np.diff(signs)) != 1 or signs[0] > 0.0:
        return math.nan
    low, high = -_STEEPEST, _STEEPEST  # of the log of 1 + rate
    for _ in range(_HALVINGS):
        middle = (low + high) / 2.0
        low, high = (middle, high) if float(net @ np.exp(-middle * times)) > 0.0 else (low, middle)
    return math.expm1((low + high) / 2.0)
