"""What a tool brings in less what it costs, with and without what fills its gaps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.engine.amounts import Amounts, amounts_of, given_inputs
from blogroi.engine.frame import Flow, Frame, ToolFrame, ToolLabels
from blogroi.engine.tape.machine import Kept
from blogroi.evaluation.progress import units_of
from blogroi.evaluation.totals import Total
from blogroi.records import frozen

__all__ = ["Net", "Sum", "net_given_inputs", "net_of", "units_of_net"]

Floats: TypeAlias = NDArray[np.float64]


@frozen(eq=False, kw_only=True)
class Net:
    """What a tool brings in less what it costs.

    Parameters
    ----------
    total : Total
        Draw by draw, and as expected, under the policy for gaps.
    known : Total
        The same without what fills gaps.
    given_inputs : Total or None
        The same given what could be found out: with chance at its mean. None where chance enters otherwise than linearly.
    gross : float
        Expected gross flows: what an amount of the tool is small beside.
    sizes : tuple of float
        Expected size of each flow, benefits first.
    """

    total: Total
    known: Total
    given_inputs: Total | None
    gross: float
    sizes: tuple[float, ...]


class Sum:
    """Flows added up one after the other, as the evaluation adds them, to the same last bit."""

    __slots__ = ("_mean", "_rest", "_values", "gross", "sizes")

    def __init__(self, draws: int) -> None:
        self._values, self._mean = np.zeros(draws), 0.0
        self._rest: Floats | None = None
        self.gross: float = 0.0
        self.sizes: list[float] = []

    @classmethod
    def of(cls, frame: Frame, flows: Sequence[Flow], draws: int, shared: Kept) -> Sum:
        """Add up flows, drawing one at a time."""
        found = cls(draws)
        for flow in flows:
            found.add(amounts_of(frame, (flow,), draws, shared=shared))
        return found

    def add(self, amounts: Amounts) -> None:
        """Add one flow."""
        row, mean = amounts.rows[0], float(amounts.means[0])
        self._values += row
        self._mean += mean
        self.gross += abs(mean)
        self.sizes.append(float(np.abs(row).mean()))
        if amounts.drawn[0]:
            self._rest = row.copy() if self._rest is None else self._rest + row

    @property
    def total(self) -> Total:
        """The sum so far."""
        return Total(self._values, self._mean, self._rest)


def net_of(frame: Frame, position: int, labels: ToolLabels, draws: int, shared: Kept) -> Net:
    """Compute what one tool brings in less what it costs, with and without what fills its gaps."""
    part = frame.tools[position]
    costs = Sum.of(frame, part.costs, draws, shared)
    benefits = known = Sum(draws)
    if any(label.indicator in labels.gaps for label in labels.benefits):
        known = Sum(draws)
    for flow, label in zip(part.benefits, labels.benefits, strict=True):
        amounts = amounts_of(frame, (flow,), draws, shared=shared)
        benefits.add(amounts)
        if known is not benefits and label.indicator not in labels.gaps:
            known.add(amounts)
    total = benefits.total.less(costs.total)
    return Net(
        total=total,
        known=known.total.less(costs.total),
        given_inputs=net_given_inputs(frame, position, draws, shared) if _has_chance(part) else total,
        gross=benefits.gross + costs.gross,
        sizes=(*benefits.sizes, *costs.sizes),
    )


def units_of_net(frame: Frame, position: int) -> int:
    """Return the units of work on what one tool brings in less what it costs, flow by flow."""
    part, slots = frame.tools[position], len(frame.times)
    units = sum(units_of([flow], slots) + 2 for flow in (*part.benefits, *part.costs))
    return 2 * units if _has_chance(part) else units


def _has_chance(tool: ToolFrame) -> bool:
    return any(flow.expression.has_chance for flow in (*tool.benefits, *tool.costs))


def net_given_inputs(frame: Frame, position: int, draws: int, shared: Kept) -> Total | None:
    """Compute what one tool brings in less what it costs, given what could be found out; None where that cannot be told from chance."""
    part, slots = frame.tools[position], len(frame.times)
    sums = []
    for flows in (part.benefits, part.costs):
        given = [given_inputs(flow, slots) for flow in flows]
        known = [flow for flow in given if flow is not None]
        if len(known) < len(given):
            return None
        sums.append(Sum.of(frame, known, draws, shared).total)
    benefits, costs = sums
    return benefits.less(costs)
