"""Present values of flows: draw by draw, and what is expected of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.engine.frame import Flow, Frame
from blogroi.engine.graph.expectation import expected, without_chance
from blogroi.engine.tape.flows import work_out
from blogroi.engine.tape.greatest import refuse_too_large
from blogroi.engine.tape.machine import Kept
from blogroi.numerics.quantiles import Alike
from blogroi.records import frozen

__all__ = [
    "Amounts",
    "amounts_of",
    "expected_flow",
    "given_inputs",
    "means_over_periods",
    "sizes_of",
    "summed",
]

Floats: TypeAlias = NDArray[np.float64]

_AT_ONCE = 16
"""Flows averaged together: so many rows of draws are kept at a time."""


@frozen(eq=False)
class Amounts:
    """Present values of some flows, draw by draw, and what is expected of each.

    Parameters
    ----------
    rows : numpy.ndarray of float, shape (flows, draws)
        A flow in each row.
    means : numpy.ndarray of float, shape (flows,)
        Expected present value of each flow.
    drawn : numpy.ndarray of bool, shape (flows,)
        Where ``means`` is that of the draws, since moments do not give it.
    alike : tuple of (Alike or None), of length flows
        One for all rows that rise together, here and elsewhere; empty where that is not known.
    """

    rows: Floats
    means: Floats
    drawn: NDArray[np.bool_]
    alike: tuple[Alike | None, ...] = ()


def expected_flow(flow: Flow, slots: int) -> Floats | None:
    """Return the expected amount of a flow at time 0 and in each period, undiscounted.

    Parameters
    ----------
    flow : Flow
        The flow.
    slots : int
        Number of slots: 1 + periods.

    Returns
    -------
    numpy.ndarray of float, shape (slots,), or None
        None where moments do not give it.

    Raises
    ------
    CaseError
        When it is more than can be worked with.

    Examples
    --------
    >>> from blogroi.engine.graph.node import number
    >>> expected_flow(Flow(number(5)), 3).tolist()
    [0.0, 5.0, 5.0]
    """
    with np.errstate(over="ignore", invalid="ignore"):  # which is what is refused
        means = expected(flow.expression, slots - 1 if flow.slot is None else 1)
    if means is None:
        return None
    refuse_too_large(means)
    if flow.slot is None:
        return np.append(0.0, means)
    found = np.zeros(slots)
    found[flow.slot] = means[0]
    return found


def given_inputs(flow: Flow, slots: int) -> Flow | None:
    """Return what is expected of a flow given what could be found out: chance, which nobody can find out, at its mean.

    Parameters
    ----------
    flow : Flow
        The flow.
    slots : int
        Number of slots: 1 + periods.

    Returns
    -------
    Flow or None
        None where chance enters otherwise than linearly.
    """
    expression = without_chance(flow.expression, slots - 1 if flow.slot is None else 1)
    return None if expression is None else Flow(expression, flow.slot)


def sizes_of(rows: Floats) -> Floats:
    """Add up the sizes of rows, one after the other, so that no layout decides about the last bit.

    Parameters
    ----------
    rows : numpy.ndarray of float, shape (flows, draws)
        A flow in each row.

    Returns
    -------
    numpy.ndarray of float, shape (draws,)

    Examples
    --------
    >>> sizes_of(np.array([[3.0, -1.0], [-2.0, 0.0]])).tolist()
    [5.0, 1.0]
    """
    total = np.zeros(rows.shape[1])
    for row in rows:
        total += np.abs(row)
    return total


def summed(
    flows: Sequence[Flow],
    rows: Floats,
    expected_of: Sequence[Floats | None],
    discount: Sequence[float],
    alike: tuple[Alike | None, ...] = (),
) -> Amounts:
    """Put what flows came to beside what is expected of them; what is certain is expected as it is, to the last bit.

    Parameters
    ----------
    flows : sequence of Flow
        What was computed.
    rows : numpy.ndarray of float, shape (flows, draws)
        What their present values came to.
    expected_of : sequence of (numpy.ndarray of float, shape (1 + periods,), or None)
        Of each flow, from :func:`expected_flow`.
    discount : sequence of float
        Discount factor of time 0 and of each period.
    alike : tuple of (Alike or None)
        Of each flow, with which others it rises.

    Returns
    -------
    Amounts
    """
    factors = np.array(discount)
    means, drawn = np.empty(len(flows)), np.zeros(len(flows), dtype=bool)
    for at, (flow, mean) in enumerate(zip(flows, expected_of, strict=True)):
        if flow.expression.extent.is_certain:
            means[at] = rows[at, 0]
        else:
            drawn[at] = mean is None
            means[at] = rows[at].mean() if mean is None else mean @ factors
    return Amounts(rows, means, drawn, alike)


def amounts_of(frame: Frame, flows: Sequence[Flow], draws: int, *, shared: Kept | None = None) -> Amounts:
    """Compute present values of flows.

    Parameters
    ----------
    frame : Frame
        The anonymous case, for its conventions.
    flows : sequence of Flow
        What is computed.
    draws : int
        Number of draws.
    shared : mapping of Node to numpy.ndarray, optional
        What several tools have in common.

    Returns
    -------
    Amounts
    """
    present = work_out(flows, draws, discount=frame.discount, kept=shared).present
    return summed(flows, present, [expected_flow(flow, len(frame.discount)) for flow in flows], frame.discount)


def means_over_periods(
    flows: Sequence[Flow], periods: int, draws: int, *, shared: Kept | None = None
) -> Iterator[Floats]:
    """Compute the means of flows over the periods of the horizon, undiscounted, a few flows at a time.

    Parameters
    ----------
    flows : sequence of Flow
        What is averaged; nothing in it may lie at time 0.
    periods : int
        Number of periods.
    draws : int
        Number of draws.
    shared : mapping of Node to numpy.ndarray, optional
        What several tools have in common.

    Yields
    ------
    numpy.ndarray of float, shape (draws,)
        In the unit of the flow.
    """
    evenly = (0.0, *([1.0 / periods] * periods))
    for start in range(0, len(flows), _AT_ONCE):
        yield from work_out(flows[start : start + _AT_ONCE], draws, discount=evenly, kept=shared).present
