"""From a frame to draws: every flow of every tool, in blocks, tool by tool.

A block of draws stays in the processor's cache, and one tool is finished before the next begins, so that memory is
bounded by the draws of one tool. Block size and threads change nothing in the figures: each quantity has a stream of
its own, and each draw is worked on by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from blogroi.engine.amounts import Amounts, FlowGroup
from blogroi.engine.blocks import BLOCK, LONG_BLOCK, blocks
from blogroi.engine.frame import Frame, draws_in
from blogroi.engine.open_flow import Work
from blogroi.engine.sources import Shared
from blogroi.numerics.money import TOLERANCE, InternalRates, internal_rates, payback_times

__all__ = ["OPEN_TABLES", "TABLE_BYTES", "Details", "Totals", "details_of", "totals_of"]

Floats: TypeAlias = NDArray[np.float64]
Progress: TypeAlias = Callable[[], None]

OPEN_TABLES = 64
"""Quantile tables that are open at a time while a tool is worked on."""

TABLE_BYTES = 1 << 19
"""Size of one of them."""

_CHUNK_BYTES = 1 << 26  # net flows of the draws that are finished together, where there are more tables than that


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


@frozen(eq=False)
class Details:
    """All figures of one tool, draw by draw.

    Parameters
    ----------
    benefits, costs, sunk : Amounts
        Present values of its benefits, of its costs that are not sunk, and of those that are.
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
    gross: Floats
    payback: Floats
    discounted_payback: Floats
    expected: Floats
    expected_benefits: Floats
    expected_costs: Floats
    rates: InternalRates | None


def totals_of(frame: Frame, position: int, draws: int, *, shared: Shared | None = None) -> Totals:
    """Compute the present values of one tool.

    Parameters
    ----------
    frame : Frame
        The anonymous case.
    position : int
        Position of the tool in the frame.
    draws : int
        Number of draws.
    shared : dict, optional
        From :func:`~blogroi.engine.sources.shared_draws`.

    Returns
    -------
    Totals
    """
    tool = frame.tools[position]
    work = Work(frame, shared or {}, min(draws, LONG_BLOCK))
    totals = []
    for flows in (tool.benefits, tool.costs):
        total, row = np.zeros(draws), np.empty(min(draws, LONG_BLOCK))
        for flow in flows:  # one open at a time: the tables of many would not fit into memory
            source = work.open(flow)
            for start, block in blocks(draws, LONG_BLOCK):
                if source.single:
                    source.add_present(total[block], start)
                else:  # summed up by itself first, as in the details, to the same last bit
                    part = row[: total[block].size]
                    part.fill(0.0)
                    source.add_present(part, start)
                    total[block] += part
        totals.append(total)
    return Totals(*totals)


def details_of(
    frame: Frame,
    position: int,
    draws: int,
    *,
    shared: Shared | None = None,
    rates: bool = False,
    block_size: int = BLOCK,
    progress: Progress | None = None,
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
    shared : dict, optional
        From :func:`~blogroi.engine.sources.shared_draws`.
    rates : bool
        Whether the internal rate of return of each draw is asked for.
    block_size : int
        Draws worked on at a time; it changes no figure.
    progress : callable, optional
        Called after each block.

    Returns
    -------
    Details
    """
    tool = frame.tools[position]
    slots = len(frame.times)
    work = Work(frame, shared or {}, min(draws, block_size))
    every = (*tool.benefits, *tool.costs, *tool.sunk)
    keeps_open = len({draw for flow in every for draw in draws_in(flow)} - work.shared.keys()) <= OPEN_TABLES
    benefits, costs, sunk = (
        FlowGroup(flows, work, draws, slots, keeps_open=keeps_open) for flows in (tool.benefits, tool.costs, tool.sunk)
    )
    gross, paid, discounted = np.zeros(draws), np.empty(draws), np.empty(draws)
    found = InternalRates(np.empty(draws), np.empty(draws, dtype=np.int8)) if rates else None
    # A block at a time is fastest, with all flows open. Where their tables would fill the memory, each flow is opened, worked on
    # for as many draws as there is room for, and closed again.
    chunk = block_size if keeps_open else max(block_size, _CHUNK_BYTES // (8 * slots) // block_size * block_size)
    factors = np.array(frame.discount)[:, None]
    for start in range(0, draws, chunk):
        part = slice(start, min(start + chunk, draws))
        net = np.zeros((slots, part.stop - start))
        for group, sign in ((benefits, 1.0), (costs, -1.0), (sunk, 0.0)):
            group.add(net, start, sign, block_size)
        gross[part] = _sizes(benefits.rows[:, part]) + _sizes(costs.rows[:, part])
        for _, block in blocks(net.shape[1], block_size):
            at = slice(start + block.start, start + block.stop)
            slack = TOLERANCE * gross[at]
            paid[at] = payback_times(net[:, block], slack)
            discounted[at] = payback_times(net[:, block] * factors, slack)
            if found is not None:
                each = internal_rates(net[:, block], frame.times, slack)
                found.rates[at], found.status[at] = each.rates, each.status
            if progress is not None:
                progress()
    return Details(
        benefits=benefits.amounts(frame.discount),
        costs=costs.amounts(frame.discount),
        sunk=sunk.amounts(frame.discount),
        gross=gross,
        payback=paid,
        discounted_payback=discounted,
        expected=_added(benefits.expected()) - _added(costs.expected()),
        expected_benefits=benefits.expected(),
        expected_costs=costs.expected(),
        rates=found,
    )


def _added(rows: Floats) -> Floats:
    """Add up rows, one after the other."""
    total = np.zeros(rows.shape[1])
    for row in rows:
        total += row
    return total


def _sizes(rows: Floats) -> Floats:
    """Add up the sizes of rows, one after the other."""
    total = np.zeros(rows.shape[1])
    for row in rows:
        total += np.abs(row)
    return total
