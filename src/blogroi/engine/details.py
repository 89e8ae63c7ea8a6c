"""All figures of one tool, draw by draw, and those of what could fill its gaps."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.engine.amounts import Amounts, amounts_of, expected_flow, sizes_of, summed
from blogroi.engine.frame import Flow, Frame, GapFlow
from blogroi.engine.tape.flows import work_out
from blogroi.engine.tape.machine import Kept
from blogroi.numerics.money import TOLERANCE, InternalRates, internal_rates, payback_times
from blogroi.records import frozen

__all__ = ["Details", "GapValues", "Totals", "details_of", "gap_values_of", "totals_of"]

Floats: TypeAlias = NDArray[np.float64]
Progress: TypeAlias = Callable[[], None]
NetSink: TypeAlias = Callable[[slice, Floats], None]

_BYTES_OF_CHANGES = 1 << 27  # of rows kept beside all others, so that what both are made of is drawn once


@frozen(eq=False)
class Details:
    """All figures of one tool, draw by draw.

    Parameters
    ----------
    benefits, costs, sunk : Amounts
        Present values of its benefits, of its costs that are not sunk, and of those that are.
    cash : Amounts
        Present values of what of them is money, where that is a flow of its own: of benefits, then of costs.
    changes : Amounts or None
        What the tool changes, each over the horizon in the unit of its indicator; None where these are too many to be kept beside.
    averages : numpy.ndarray of float, shape (flows, draws), or None
        What else was to be averaged over the periods; None likewise.
    gross : numpy.ndarray of float, shape (draws,)
        Gross flows: the sum of the sizes of benefits and costs that are not sunk.
    payback, discounted_payback : numpy.ndarray of float, shape (draws,)
        In periods; infinite where it is never paid back.
    expected : numpy.ndarray of float, shape (1 + periods,)
        Expected net flow at time 0 and in each period, undiscounted.
    expected_benefits, expected_costs : numpy.ndarray of float, shape (flows, 1 + periods)
        The same of each flow of benefits, and of each cost that is not sunk.
    rates : InternalRates or None
        Of each draw, where they were asked for.
    """

    benefits: Amounts
    costs: Amounts
    sunk: Amounts
    cash: Amounts
    changes: Amounts | None
    averages: Floats | None
    gross: Floats
    payback: Floats
    discounted_payback: Floats
    expected: Floats
    expected_benefits: Floats
    expected_costs: Floats
    rates: InternalRates | None


def details_of(
    frame: Frame,
    position: int,
    draws: int,
    *,
    shared: Kept | None = None,
    rates: bool = False,
    block_size: int | None = None,
    progress: Progress | None = None,
    net: NetSink | None = None,
    averaged: Sequence[Flow] = (),
) -> Details:
    """Compute all figures of one tool.

    Parameters
    ----------
    frame : Frame
        The anonymous case.
    position : int
        Position of the tool in the frame.
    draws : int
        Number of draws.
    shared : mapping of Node to numpy.ndarray, optional
        From :func:`blogroi.engine.shared.shared_values`.
    rates : bool
        Whether the internal rate of return of each draw is asked for.
    block_size : int, optional
        Draws worked on at a time; it changes no figure.
    progress : callable, optional
        Called after each block.
    net : callable, optional
        Given the draws of each block and its net flows, shape (1 + periods, draws), undiscounted.
    averaged : sequence of Flow
        Flows of which the means over the periods are asked for.

    Returns
    -------
    Details
    """
    tool, slots = frame.tools[position], len(frame.discount)
    benefits, costs = len(tool.benefits), len(tool.costs)
    cash = () if tool.cash is None else tool.cash.flows
    has_room = 8 * draws * (len(tool.changes) + len(averaged)) <= _BYTES_OF_CHANGES
    changes, averaged = (tool.changes, tuple(averaged)) if has_room else ((), ())
    others = len(tool.sunk) + len(cash) + len(changes) + len(averaged)
    flows = (*tool.benefits, *tool.costs, *tool.sunk, *cash, *changes)
    means = [expected_flow(flow, slots) for flow in flows]
    kinds = (benefits, costs, len(tool.sunk), len(cash), len(changes))
    ends = np.cumsum([0, *kinds]).tolist()
    times = _Times(frame, benefits, costs, draws, rates=rates, net=net)
    worked = work_out(
        (*flows, *averaged),
        draws,
        discount=frame.discount,
        signs=[*([1.0] * benefits), *([-1.0] * costs), *([0.0] * others)],
        counted=[at for at, mean in enumerate(means) if mean is None],
        plain=range(*ends[-2:]),
        averaged=range(ends[-1], ends[-1] + len(averaged)),
        kept=shared,
        sink=times.take,
        progress=progress,
        block=block_size,
    )
    parts = [slice(start, end) for start, end in itertools.pairwise(ends)]
    weights = [*[frame.discount] * 4, (0.0, *[1.0] * (slots - 1))]
    amounts = [
        summed(flows[part], worked.present[part], means[part], weight, worked.alike[part])
        for part, weight in zip(parts, weights, strict=True)
    ]
    by_slot = worked.sums / draws
    for at, mean in enumerate(means):
        if mean is not None:
            by_slot[at] = mean
    expected_benefits, expected_costs = by_slot[parts[0]], by_slot[parts[1]]
    return Details(
        benefits=amounts[0],
        costs=amounts[1],
        sunk=amounts[2],
        cash=amounts[3],
        changes=amounts[4] if has_room else None,
        averages=worked.present[ends[-1] :] if has_room else None,
        gross=times.gross,
        payback=times.payback,
        discounted_payback=times.discounted_payback,
        expected=_added(expected_benefits) - _added(expected_costs),
        expected_benefits=expected_benefits,
        expected_costs=expected_costs,
        rates=times.rates,
    )


def _added(rows: Floats) -> Floats:
    """Add up rows, one after the other, so that no layout decides about the last bit."""
    total = np.zeros(rows.shape[1])
    for row in rows:
        total += row
    return total


class _Times:
    """When a tool pays back and at what rate, block by block from its net flows."""

    __slots__ = ("_benefits", "_costs", "_factors", "_net", "_times", "discounted_payback", "gross", "payback", "rates")

    def __init__(
        self, frame: Frame, benefits: int, costs: int, draws: int, *, rates: bool, net: NetSink | None
    ) -> None:
        self._benefits, self._costs, self._net = benefits, costs, net
        self._times, self._factors = frame.times, np.array(frame.discount)[:, None]
        self.gross, self.payback, self.discounted_payback = np.zeros(draws), np.empty(draws), np.empty(draws)
        self.rates = InternalRates(np.empty(draws), np.empty(draws, dtype=np.int8)) if rates else None

    def take(self, at: slice, present: Floats, net: Floats) -> None:
        """Take the next block: its present values, shape (flows, draws), and its net flows, shape (1 + periods, draws)."""
        benefits, costs = present[: self._benefits], present[self._benefits : self._benefits + self._costs]
        self.gross[at] = sizes_of(benefits) + sizes_of(costs)
        slack = TOLERANCE * self.gross[at]
        self.payback[at] = payback_times(net, slack)
        self.discounted_payback[at] = payback_times(net * self._factors, slack)
        if self.rates is not None:
            each = internal_rates(net, self._times, slack)
            self.rates.rates[at], self.rates.status[at] = each.rates, each.status
        if self._net is not None:
            self._net(at, net)


@frozen(eq=False)
class Totals:
    """Present values of one tool, draw by draw.

    Parameters
    ----------
    benefits, costs : numpy.ndarray of float, shape (draws,)
        Present values in the currency of the case; costs that are sunk left out.
    """

    benefits: Floats
    costs: Floats


def totals_of(frame: Frame, position: int, draws: int, *, shared: Kept | None = None) -> Totals:
    """Compute the present values of one tool, and keep no row for each of its flows.

    Parameters
    ----------
    frame, position, draws, shared
        As in :func:`details_of`, of whose rows these are the sums, to the last bit.

    Returns
    -------
    Totals
    """
    tool = frame.tools[position]
    rows = [*([0] * len(tool.benefits)), *([1] * len(tool.costs))]
    found = work_out((*tool.benefits, *tool.costs), draws, discount=frame.discount, rows=rows, kept=shared).present
    total = np.zeros((2, draws))
    total[: len(found)] = found
    return Totals(total[0], total[1])


@frozen(eq=False)
class GapValues:
    """What could fill the gaps of one tool.

    Parameters
    ----------
    means : numpy.ndarray of float, shape (gaps, 3)
        Expected present value of each gap at its least, at its greatest, and drawn from its prior.
    lowest, highest : numpy.ndarray of float, shape (draws,)
        Present value of all gaps at their least, and at their greatest.
    """

    means: Floats
    lowest: Floats
    highest: Floats


def gap_values_of(
    frame: Frame, position: int, draws: int, *, shared: Kept | None = None, gaps: Sequence[GapFlow] | None = None
) -> GapValues:
    """Compute what could fill the gaps of one tool.

    Parameters
    ----------
    frame, position, draws, shared
        As in :func:`details_of`.
    gaps : sequence of GapFlow, optional
        Other flows that could fill them, such as what of these is money.

    Returns
    -------
    GapValues
    """
    gaps = frame.tools[position].gaps if gaps is None else gaps
    means = np.zeros((len(gaps), 3))
    ends = [np.zeros(draws), np.zeros(draws)]
    for row, gap in enumerate(gaps):
        for kind, flow in enumerate((gap.lowest, gap.highest)):
            found = amounts_of(frame, (flow,), draws, shared=shared)
            means[row, kind] = found.means[0]
            ends[kind] += found.rows[0]
        mean = expected_flow(gap.drawn, len(frame.times))
        if mean is None:
            means[row, 2] = amounts_of(frame, (gap.drawn,), draws, shared=shared).means[0]
        else:
            means[row, 2] = mean @ np.array(frame.discount)
    return GapValues(means, *ends)
