"""How a random factor of a frame is drawn: its quantile table, scaled and shifted."""

from __future__ import annotations

from blogroi.engine.frame import Draw, Together
from blogroi.engine.shapes import shape_of
from blogroi.numerics.sampler import Sampler, sampler, sampler_of_sum

__all__ = ["sampler_of"]


def sampler_of(draw: Draw, scale: float = 1.0) -> Sampler:
    """Prepare a random factor for drawing.

    Parameters
    ----------
    draw : Draw
        The factor.
    scale : float
        What it is multiplied by, built into the table.

    Returns
    -------
    Sampler

    Examples
    --------
    >>> import numpy as np
    >>> from blogroi.model import Domain, Uniform
    >>> middle = np.array([0.5])
    >>> sampler_of(Draw(1, Uniform(0, 10), Domain.REAL, offset=1.0), scale=2.0).place(middle)
    >>> middle.tolist()
    [12.0]
    """
    offset, factor = draw.offset * scale, draw.factor * scale
    if not isinstance(draw.quantity, Together):
        return sampler(shape_of(draw.quantity, draw.domain), offset=offset, factor=factor)
    if (offset, factor) != (0.0, 1.0):
        raise AssertionError("what stands for several periods is read, and stands in no flow")
    parts = draw.quantity.parts
    return sampler_of_sum([(shape_of(part, draw.domain), 1.0 / len(parts)) for part in parts])
