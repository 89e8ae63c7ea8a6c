"""Flows added up over time without discounting: in money, or in the unit of an indicator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.engine.blocks import BLOCK, blocks
from blogroi.engine.frame import Flow, Frame
from blogroi.engine.open_flow import Work
from blogroi.engine.sources import Shared

__all__ = ["flow_means", "nominal_blocks"]

Floats: TypeAlias = NDArray[np.float64]


def nominal_blocks(flows: Sequence[Flow], periods: int, draws: int) -> Iterator[tuple[int, Floats]]:
    """Add flows up without discounting, block by block.

    Parameters
    ----------
    flows : sequence of Flow
        What is added up.
    periods : int
        Number of periods.
    draws : int
        Number of draws.

    Yields
    ------
    int, numpy.ndarray of float, shape (1 + periods, block)
        First draw of the block, and the sums for time 0 and each period.
    """
    undiscounted = Frame((), (), discount=(1.0,) * (1 + periods), times=(0.0,) * (1 + periods), annuity=1.0)
    work = Work(undiscounted, {}, min(draws, BLOCK))
    sources = [work.open(flow) for flow in flows]
    for start, block in blocks(draws):
        size = block.stop - block.start
        nominal, unused = np.zeros((1 + periods, size)), np.zeros(size)
        for source in sources:
            source.add_present(unused, start, nominal=nominal)
        yield start, nominal


def flow_means(flow: Flow, periods: int, draws: int, *, shared: Shared | None = None) -> Floats:
    """Return the mean of a flow over the periods of the horizon, undiscounted.

    Parameters
    ----------
    flow : Flow
        What is averaged; nothing in it may lie at time 0.
    periods : int
        Number of periods.
    draws : int
        Number of draws.
    shared : dict, optional
        Draws that are kept, by what is drawn.

    Returns
    -------
    numpy.ndarray of float, shape (draws,)
        In the unit of the flow.
    """
    weights = (0.0, *([1.0 / periods] * periods))
    even = Frame((), (), discount=weights, times=(0.0,) * (1 + periods), annuity=1.0)
    source = Work(even, shared or {}, min(draws, BLOCK)).open(flow)
    means = np.zeros(draws)
    for start, block in blocks(draws):
        source.add_present(means[block], start)
    return means
