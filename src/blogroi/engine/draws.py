"""What is drawn: a quantity in its field, scaled and shifted, its quantile table and its mean."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from blogroi.engine.shapes import moments_of, shape_of
from blogroi.model.domain import Domain
from blogroi.model.quantity import Quantity
from blogroi.model.samples import Samples
from blogroi.numerics.moments import moments_of_sum
from blogroi.numerics.sampler import Sampler, sampler, sampler_of_sum
from blogroi.records import frozen

__all__ = ["Draw", "Together", "ends_of", "mean_of", "sampler_of"]


@frozen
class Together:
    """What is stated for each of several periods as one uncertain thing: its mean over them, all at the same quantile."""

    parts: tuple[Quantity, ...]


@frozen
class Draw:
    """A random factor: ``offset + factor * quantity``, from the stream of its key.

    One that goes together with others has ``loadings``: the keys of the streams whose normal numbers it is made of, with their weights.
    """

    key: int
    quantity: Quantity | Together
    domain: Domain
    offset: float = 0.0
    factor: float = 1.0
    loadings: tuple[tuple[int, float], ...] = ()


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
    offset, factor = draw.offset * scale + 0.0, draw.factor * scale  # 0.0 and -0.0 would be one key of two tables
    return _sampler(draw.quantity, draw.domain, offset, factor)


@lru_cache(maxsize=32)  # of half a megabyte each
def _sampler(quantity: Quantity | Together, domain: Domain, offset: float, factor: float) -> Sampler:
    """Keep what was built last: a small case reads the same tables for its figures, its units and what was found by looking."""
    if not isinstance(quantity, Together):
        return sampler(shape_of(quantity, domain), offset=offset, factor=factor)
    if (offset, factor) != (0.0, 1.0):
        raise AssertionError("what stands for several periods is read, and stands in no flow")
    return sampler_of_sum([(shape_of(part, domain), 1.0 / len(quantity.parts)) for part in quantity.parts])


def mean_of(draw: Draw) -> float:
    """Return the mean of a random factor.

    Parameters
    ----------
    draw : Draw
        The factor.

    Returns
    -------
    float

    Examples
    --------
    >>> from blogroi.model import Domain, Uniform
    >>> mean_of(Draw(1, Uniform(0, 10), Domain.REAL, offset=1.0, factor=2.0))
    11.0
    """
    find = _moments.__wrapped__ if _is_long(draw.quantity) else _moments
    return draw.offset + draw.factor * find(draw.quantity, draw.domain)[0]


def _is_long(quantity: Quantity | Together) -> bool:
    """Return whether a quantity takes more memory than what is looked up of it is worth: thousands are kept of the others."""
    return isinstance(quantity, Samples | Together)


@lru_cache(maxsize=4096)
def _moments(quantity: Quantity | Together, domain: Domain) -> tuple[float, float]:
    if isinstance(quantity, Together):
        return moments_of_sum([(shape_of(part, domain), 1.0 / len(quantity.parts)) for part in quantity.parts])
    return moments_of(quantity, domain)


def ends_of(draw: Draw) -> tuple[float, float]:
    """Return the least and the greatest that can be drawn.

    Parameters
    ----------
    draw : Draw
        The factor.

    Returns
    -------
    least, greatest : float

    Examples
    --------
    >>> from blogroi.model import Samples
    >>> ends_of(Draw(1, Samples([2, 5, 6]), Domain.REAL, factor=-1.0))
    (-6.0, -2.0)
    """
    find = _ends.__wrapped__ if _is_long(draw.quantity) else _ends
    return find(draw.quantity, draw.domain, draw.offset, draw.factor)


@lru_cache(maxsize=4096)
def _ends(quantity: Quantity | Together, domain: Domain, offset: float, factor: float) -> tuple[float, float]:
    """Look them up in the table, which takes a thousand times as long to build: each is asked for by every flow that it is in."""
    ends = np.array([2.0**-53, 1.0 - 2.0**-53])
    sampler_of(Draw(0, quantity, domain, offset, factor)).place(ends)
    return float(ends.min()), float(ends.max())
