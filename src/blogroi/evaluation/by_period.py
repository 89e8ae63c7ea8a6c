"""What tools bring in period by period, on request: it takes every draw of every period, one tool at a time."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.engine.by_period import NetFlows, is_all_cash, net_flows_of
from blogroi.engine.frame import Frame
from blogroi.engine.tape.greatest import TOO_LARGE
from blogroi.engine.tape.machine import Kept
from blogroi.errors import CaseError
from blogroi.numerics.quantiles import quantiles
from blogroi.records import frozen
from blogroi.results.by_period import PeriodFlows, Spread

__all__ = ["FlowsByPeriod", "flows_by_period"]

Floats: TypeAlias = NDArray[np.float64]

_SHARES = (0.05, 0.25, 0.5, 0.75, 0.95)


@frozen(eq=False)
class FlowsByPeriod:
    """What comes and goes in each period, from time 0.

    Parameters
    ----------
    tools : tuple of tuple of PeriodFlows
        Of each tool by its position; nothing of one whose cost is not known.
    total : tuple of PeriodFlows
        Of all of these together.
    """

    tools: tuple[tuple[PeriodFlows, ...], ...]
    total: tuple[PeriodFlows, ...]


def flows_by_period(
    frame: Frame, draws: int, *, shared: Kept, known: Sequence[bool], progress: Callable[[], None]
) -> FlowsByPeriod:
    """Sum up what comes and goes in each period.

    Parameters
    ----------
    frame : Frame
        The anonymous case.
    draws : int
        Number of draws.
    shared : mapping of Node to numpy.ndarray
        What several tools have in common.
    known : sequence of bool
        Of each tool, whether its cost is known.
    progress : callable
        Called after each of these, and after all of them together.

    Returns
    -------
    FlowsByPeriod
    """
    found: list[tuple[PeriodFlows, ...]] = []
    whole: NetFlows | None = None
    cash: NetFlows | None = None
    for position, is_known in enumerate(known):
        if not is_known:
            found.append(())
            continue
        net, in_cash = _both(frame, position, draws, shared)
        found.append(_summed(net, in_cash))
        progress()
        is_first, was_all = whole is None, cash is whole
        whole = net if whole is None else whole.plus(net)
        if was_all and in_cash is net:
            cash = whole
        elif is_first:
            cash = in_cash
        else:
            cash = None if cash is None or in_cash is None else cash.plus(in_cash)
    total = () if whole is None else _summed(whole, cash)
    progress()
    return FlowsByPeriod(tuple(found), total)


def _both(frame: Frame, position: int, draws: int, shared: Kept) -> tuple[NetFlows, NetFlows | None]:
    """Return the flows of a tool, and what of them is money: the same where all of them are."""
    net = net_flows_of(frame, position, draws, shared=shared)
    assert net is not None
    if is_all_cash(frame.tools[position]):
        return net, net
    return net, net_flows_of(frame, position, draws, shared=shared, in_cash=True)


def _summed(net: NetFlows, cash: NetFlows | None) -> tuple[PeriodFlows, ...]:
    """Sum up all periods, one after the other."""
    in_all = [_spreads(net), _spreads(net.running)]
    in_cash = (
        in_all
        if cash is net
        else [[None] * len(net.expected)] * 2
        if cash is None
        else [_spreads(cash), _spreads(cash.running)]
    )
    return tuple(
        PeriodFlows(net=one, running=sum_of, net_cash=money, running_cash=sum_of_money)
        for one, sum_of, money, sum_of_money in zip(*in_all, *in_cash, strict=True)
    )


def _spreads(flows: NetFlows) -> list[Spread]:
    return [_spread(row, float(mean)) for row, mean in zip(flows.rows, flows.expected, strict=True)]


def _spread(values: Floats, mean: float) -> Spread:
    """Sum up an amount."""
    least, greatest = float(values.min()), float(values.max())
    if not (math.isfinite(least) and math.isfinite(greatest)):
        raise CaseError.at("", TOO_LARGE)
    if least == greatest:
        return Spread(mean, *[least + 0.0] * len(_SHARES))
    return Spread(mean, *quantiles(values, _SHARES))
