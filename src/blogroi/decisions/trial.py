"""A tool put off, or run for some time: what it brings in then, and what stopping it does."""

from __future__ import annotations

import math
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.decisions.decision import Decision
from blogroi.engine.compile.timing import discount_factors
from blogroi.evaluation.totals import Total
from blogroi.records import frozen

__all__ = ["Trial"]

Floats: TypeAlias = NDArray[np.float64]


@frozen(eq=False)
class Trial:
    """What a tool brings in as a whole, late, and once it has run for some time; and what stopping it then brings in.

    ``then`` is what money counts when the result is known, ``meanwhile`` what it counts that comes evenly until then.
    """

    npv: Total
    late: Total
    rest: Total
    stopped: float
    then: float
    meanwhile: float
    reversible: float | None

    @classmethod
    def of(cls, decision: Decision, tool: str, *, after: float, delay: float, stopping_costs: float) -> Trial:
        """Work it out from the flows of the tool, with other weights of time."""
        case, discount = decision.case, np.array(decision.frame.discount)
        step = case.horizon.step_in_years
        left = _left(discount.size - 1, after)
        upfront, then = (discount_factors(case.discounting, [periods * step])[0] for periods in (delay, after))
        spent, unspent = (decision.expected_costs(tool, weights) for weights in (discount, discount * left))
        return cls(
            npv=decision.nets[tool].total,
            late=decision.weighed(tool, _put_off(discount, delay, upfront)),
            rest=decision.weighed(tool, discount * left),
            stopped=-stopping_costs * then,
            then=then,
            meanwhile=float(discount[1:] @ (1.0 - left[1:])) / after,
            reversible=unspent / spent if spent > 0.0 else None,
        )


def _left(periods: int, after: float) -> Floats:
    """Return the share of each slot that is left after some time: shape (1 + periods,)."""
    return np.concatenate([[0.0], np.clip(np.arange(1, periods + 1) - after, 0.0, 1.0)])


def _put_off(discount: Floats, delay: float, upfront: float) -> Floats:
    """Return what money of each slot counts that comes later, within the same window: shape (1 + periods,).

    Period ``p`` lies between ``p - 1`` and ``p``. Put off by ``k`` periods and a part ``f`` of one, the part ``1 - f`` of its money falls
    into period ``p + k`` and the part ``f`` into the next one. What falls past the window is lost.
    """
    whole = math.floor(delay)
    part = delay - whole
    past = np.concatenate([discount[1:], np.zeros(whole + 1)])
    periods = discount.size - 1
    return np.concatenate(
        [[upfront], (1.0 - part) * past[whole : whole + periods] + part * past[whole + 1 : whole + 1 + periods]]
    )
