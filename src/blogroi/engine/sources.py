"""Random factors with their streams open: each is read block by block, and gives the same numbers wherever it is used."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.engine.blocks import blocks
from blogroi.engine.draws import sampler_of
from blogroi.engine.frame import Draw, Frame
from blogroi.numerics.copula import CorrelatedUniforms
from blogroi.numerics.sampler import Sampler
from blogroi.numerics.streams import stream

__all__ = ["Shared", "Source", "draw_reader", "input_draws", "shared_draws"]

Floats: TypeAlias = NDArray[np.float64]
Shared: TypeAlias = dict[Draw, Floats]

_SHARED_BYTES = 1 << 25  # draws that several tools use are kept up to this size, and drawn again past it


class Source:
    """A random factor, read block by block from its stream or from what was drawn before.

    Its table is built when it is first needed, and again after it was closed; the stream goes on where it was.
    """

    __slots__ = ("_correlated", "_draw", "_generator", "_kept", "_sampler", "_scale")

    def __init__(self, draw: Draw, shared: Shared, scale: float = 1.0) -> None:
        self._kept, self._scale, self._draw = shared.get(draw), scale, draw
        self._sampler: Sampler | None = None
        if self._kept is None:
            self._generator = stream(draw.key)
            self._correlated = CorrelatedUniforms(draw.loadings) if draw.loadings else None

    def close(self) -> None:
        """Free the memory of the table."""
        self._sampler = None

    def uniform(self, out: Floats) -> None:
        """Put the next uniform numbers into an array."""
        if self._correlated is not None:
            self._correlated.fill(out)
        else:
            self._generator.random(out=out)

    def place(self, out: Floats) -> None:
        """Turn uniform numbers into draws, in place."""
        if self._sampler is None:
            self._sampler = sampler_of(self._draw, self._scale)
        self._sampler.place(out)

    def fill(self, out: Floats, start: int) -> None:
        """Put the next draws into an array; ``start`` says which they are."""
        if self._kept is None:
            self.uniform(out)
            self.place(out)
            return
        np.copyto(out, self._kept[start : start + out.size])
        if self._scale != 1.0:
            out *= self._scale


def shared_draws(frame: Frame, draws: int) -> Shared:
    """Draw what several tools have in common, once, as far as it is small enough to be kept.

    Parameters
    ----------
    frame : Frame
        The anonymous case.
    draws : int
        Number of draws.

    Returns
    -------
    dict of Draw to numpy.ndarray of float, shape (draws,)
    """
    affordable = _SHARED_BYTES // (8 * draws)
    kept: Shared = {}
    for draw in frame.shared[:affordable]:
        values = input_draws(draw, draws)
        values.flags.writeable = False
        kept[draw] = values
    return kept


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
    for _, block in blocks(draws):
        fill(values[block])
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
    source = Source(draw, {})
    return lambda out: source.fill(out, 0)
