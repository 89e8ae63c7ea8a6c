"""A flow of products, sums and a profile, and what it comes to when it is multiplied out by hand."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from blogroi.engine.draws import Draw
from blogroi.engine.frame import Flow
from blogroi.engine.graph.algebra import add, multiply
from blogroi.engine.graph.node import drawn, number, schedule
from blogroi.engine.inputs import input_draws
from blogroi.model import Domain, Normal, Range

FIRST, SECOND = Draw(1, Range(2, 3), Domain.REAL), Draw(2, Range(0.1, 0.2), Domain.SHARE)
CHANGE = Draw(3, Normal(1, 2), Domain.REAL)
FLOW = Flow(
    multiply(
        drawn(FIRST),
        drawn(SECOND),
        add(multiply(number(5.0), drawn(CHANGE), schedule([1.0, 0.5, 0.0])), schedule([0.0, -2.0, -2.0])),
    )
)


def flow_by_hand(draws: int) -> NDArray[np.float64]:
    """Multiply the flow out, at time 0 and in each period: shape (4, draws)."""
    first, second, change = (input_draws(draw, draws) for draw in (FIRST, SECOND, CHANGE))
    slots = [np.zeros(draws), 5.0 * change, 2.5 * change - 2.0, np.full(draws, -2.0)]
    return np.array(slots) * first * second
