"""Inputs by themselves: what is drawn once, read apart from the flows that use it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.engine.draws import Draw, sampler_of
from blogroi.engine.frame import Flow
from blogroi.engine.graph.node import Node
from blogroi.engine.tape.flows import work_out
from blogroi.numerics.copula import CorrelatedUniforms
from blogroi.numerics.streams import stream

__all__ = ["draw_reader", "input_draws", "net_blocks", "values_at"]

Floats: TypeAlias = NDArray[np.float64]

_BLOCK = 8192


def input_draws(draw: Draw, draws: int) -> Floats:
    """Draw one input by itself: the same numbers as wherever it is used.

    Parameters
    ----------
    draw : Draw
        The input.
    draws : int
        Number of draws.

    Returns
    -------
    numpy.ndarray of float, shape (draws,)
    """
    values = np.empty(draws)
    fill = draw_reader(draw)
    for start in range(0, draws, _BLOCK):
        fill(values[start : start + _BLOCK])
    return values


def draw_reader(draw: Draw) -> Callable[[Floats], None]:
    """Open the stream of one input.

    Parameters
    ----------
    draw : Draw
        The input.

    Returns
    -------
    callable
        Puts the next draws into an array of shape (draws,).
    """
    table, mixed = sampler_of(draw), CorrelatedUniforms(draw.loadings) if draw.loadings else None
    generator = stream(draw.key)

    def fill(out: Floats) -> None:
        if mixed is None:
            generator.random(out=out)
        else:
            mixed.fill(out)
        table.place(out)

    return fill


def values_at(node: Node, uniform: Floats) -> Floats:
    """Return what an input comes to at some uniform numbers.

    Parameters
    ----------
    node : Node
        What is drawn once, from :func:`blogroi.engine.frame.inputs_in`.
    uniform : numpy.ndarray of float, shape (draws,)
        Above 0 and below 1.

    Returns
    -------
    numpy.ndarray of float, shape (draws,) or (periods, draws)
    """
    if node.operation == "drawn":
        return _placed(node.draw, uniform)
    parts = node.listed.parts
    return np.stack(
        [_placed(part, uniform) if isinstance(part, Draw) else np.full(uniform.size, part) for part in parts]
    )


def _placed(draw: Draw, uniform: Floats) -> Floats:
    values = np.array(uniform)
    sampler_of(draw).place(values)
    return values


def net_blocks(flows: Sequence[Flow], periods: int, draws: int, take: Callable[[Floats], None]) -> None:
    """Add flows up without discounting, block by block.

    Parameters
    ----------
    flows : sequence of Flow
        What is added up.
    periods : int
        Number of periods.
    draws : int
        Number of draws.
    take : callable
        Given the sums of each block in turn for time 0 and each period: shape (1 + periods, draws).
    """
    even = (1.0,) * (1 + periods)
    work_out(flows, draws, discount=even, rows=[0] * len(flows), sink=lambda _, __, net: take(net))
