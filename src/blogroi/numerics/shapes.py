"""Shapes of random numbers: what is drawn, without what it stands for.

A shape is a frozen record of a few numbers. One that is continuous gives its quantiles at the nodes of the grid, from which
it is drawn, and its moments; a new one is a class with these two methods. A sample has steps instead of a curve.

Every continuous shape has the bounds ``lower`` and ``upper``, which nothing that is drawn passes. Shapes that could pass them by
far are drawn from the part of them within; the others end there of themselves, but for the last bits of their rounding.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from typing import TypeAlias

import numpy as np
from attrs import field
from numpy.typing import NDArray

from blogroi.numerics.beta import beta_at_nodes, beta_moments, logistic
from blogroi.numerics.grid import Halves, moments_at_nodes, nodes
from blogroi.numerics.normal_nodes import FARTHEST, standard_normal_between
from blogroi.numerics.samples import Samples
from blogroi.records import frozen

__all__ = [
    "Beta",
    "Constant",
    "Continuous",
    "LogitNormal",
    "Lognormal",
    "Mirrored",
    "Normal",
    "Pert",
    "Shape",
    "Uniform",
]

Floats: TypeAlias = NDArray[np.float64]


@frozen
class Continuous(ABC):
    """A shape with a continuous quantile function.

    Parameters
    ----------
    lower, upper : float
        Bounds that nothing drawn passes; infinite where there are none.
    """

    lower: float = field(default=-math.inf, kw_only=True)
    upper: float = field(default=math.inf, kw_only=True)

    @abstractmethod
    def at_nodes(self) -> Halves:
        """Return the quantiles at the nodes of both halves of the grid."""

    @abstractmethod
    def moments(self) -> tuple[float, float]:
        """Return mean and standard deviation: in closed form where there is one, else from the quantiles."""

    def _is_whole(self, low: float, high: float) -> bool:
        """Whether the bounds cut nothing off between the shape's own ends."""
        return self.lower <= low and self.upper >= high

    def _kept(self, values: Floats) -> Floats:
        """Keep within the bounds what rounding may have led past them."""
        if self.lower == -math.inf and self.upper == math.inf:
            return values
        return np.clip(values, self.lower, self.upper)


@frozen
class Constant(Continuous):
    """A number that is certain.

    Examples
    --------
    >>> Constant(3.0).moments()
    (3.0, 0.0)
    """

    value: float

    def at_nodes(self) -> Halves:
        """Return the number itself at every node."""
        level = np.full_like(nodes(), self.value)
        return level, level

    def moments(self) -> tuple[float, float]:
        """Return the number, and no spread."""
        return float(self.value), 0.0


@frozen
class Uniform(Continuous):
    """Any number between two ends, all equally likely.

    Examples
    --------
    >>> Uniform(0.0, 12.0).moments()[0]
    6.0
    """

    low: float
    high: float

    def at_nodes(self) -> Halves:
        """Return a straight line from either end."""
        reach = (self.high - self.low) * nodes()
        return self.low + reach, self.high - reach

    def moments(self) -> tuple[float, float]:
        """Return the middle, and the root of a twelfth of the squared width."""
        return (self.low + self.high) / 2.0, (self.high - self.low) / math.sqrt(12.0)


@frozen
class Pert(Continuous):
    """A beta distribution between two ends whose mean is ``(low + 4 mode + high) / 6``, as far as it lies within the bounds.

    Examples
    --------
    >>> Pert(0.0, 2.0, 10.0).moments()[0]
    3.0
    """

    low: float
    mode: float
    high: float

    def at_nodes(self) -> Halves:
        """Return the quantiles of the beta distribution, stretched between the ends."""
        span = self.high - self.low
        ends = ((max(self.lower, self.low) - self.low) / span, (min(self.upper, self.high) - self.low) / span)
        lower, upper = beta_at_nodes(*self._parameters(), *ends)
        if self._is_whole(self.low, self.high):
            return self.low + span * lower, self.low + span * upper
        return self._kept(self.low + span * lower), self._kept(self.low + span * upper)

    def moments(self) -> tuple[float, float]:
        """Return the mean that defines the shape, and the spread of the beta distribution; of a part what its quantiles have."""
        if not self._is_whole(self.low, self.high):
            return moments_at_nodes(self.at_nodes())
        sd = beta_moments(*self._parameters())[1]
        return (self.low + 4.0 * self.mode + self.high) / 6.0, (self.high - self.low) * sd

    def _parameters(self) -> tuple[float, float]:
        """Return the two parameters of the beta distribution."""
        a = 1.0 + 4.0 * (self.mode - self.low) / (self.high - self.low)
        return a, 6.0 - a


@frozen
class Beta(Continuous):
    """A beta distribution on [0, 1], its parameters from 0.1 to 1e6, as far as it lies within the bounds.

    Examples
    --------
    >>> Beta(1.0, 3.0).moments()[0]
    0.25
    """

    a: float
    b: float

    def at_nodes(self) -> Halves:
        """Return the quantiles of the beta distribution."""
        ends = max(self.lower, 0.0), min(self.upper, 1.0)
        lower, upper = beta_at_nodes(float(self.a), float(self.b), *ends)
        return (lower, upper) if self._is_whole(0.0, 1.0) else (self._kept(lower), self._kept(upper))

    def moments(self) -> tuple[float, float]:
        """Return both in closed form; of a part what its quantiles have."""
        if not self._is_whole(0.0, 1.0):
            return moments_at_nodes(self.at_nodes())
        return beta_moments(self.a, self.b)


@frozen
class Normal(Continuous):
    """The part of a normal distribution within the bounds; mean and standard deviation are those of the whole.

    Examples
    --------
    >>> Normal(100.0, 15.0).moments(), round(Normal(0.0, 1.0, lower=0.0).moments()[0], 6)
    ((100.0, 15.0), 0.797885)
    """

    mean: float
    sd: float

    @property
    def is_whole(self) -> bool:
        """Whether the bounds cut nothing off."""
        low, high = self._ends()
        return low <= -FARTHEST and high >= FARTHEST

    def at_nodes(self) -> Halves:
        """Return the quantiles of the part within the bounds."""
        below, above = standard_normal_between(*self._ends())
        return self._kept(self.mean + self.sd * below), self._kept(self.mean + self.sd * above)

    def moments(self) -> tuple[float, float]:
        """Return what was stated where nothing is cut off, else what the quantiles have."""
        if self.is_whole:
            return float(self.mean), float(self.sd)
        return moments_at_nodes(self.at_nodes())

    def _ends(self) -> tuple[float, float]:
        """Return the bounds in standard deviations from the mean."""
        return (self.lower - self.mean) / self.sd, (self.upper - self.mean) / self.sd


@frozen
class Lognormal(Continuous):
    """The exponential of a normal number, as far as it lies within the bounds.

    Parameters
    ----------
    log_mean, log_sd : float
        Mean and standard deviation of the logarithm.
    stated : tuple of float, optional
        Mean and standard deviation, where the shape was stated by them: logarithm and exponential would cost their last bits.

    Examples
    --------
    >>> Lognormal(0.0, 1.0).moments()[0] == math.exp(0.5)
    True
    """

    log_mean: float
    log_sd: float
    stated: tuple[float, float] | None = None

    @classmethod
    def of_moments(cls, mean: float, sd: float, *, lower: float = -math.inf, upper: float = math.inf) -> Lognormal:
        """Return the lognormal that has this mean, above zero, and this standard deviation before it is bounded.

        Examples
        --------
        >>> Lognormal.of_moments(100.0, 25.0).moments()
        (100.0, 25.0)
        """
        variance = math.log1p((sd / mean) ** 2)
        log_mean, stated = math.log(mean) - variance / 2.0, (float(mean), float(sd))
        return cls(log_mean, math.sqrt(variance) or sd / mean, stated, lower=lower, upper=upper)

    def at_nodes(self) -> Halves:
        """Return the exponentials of the quantiles of a normal."""
        low = (math.log(self.lower) - self.log_mean) / self.log_sd if self.lower > 0.0 else -math.inf
        high = (math.log(self.upper) - self.log_mean) / self.log_sd if self.upper < math.inf else math.inf
        below, above = standard_normal_between(low, high)
        halves = (np.exp(self.log_mean + self.log_sd * z) for z in (below, above))
        lower, upper = (self._kept(half) for half in halves)
        return lower, upper

    def moments(self) -> tuple[float, float]:
        """Return both in closed form where nothing is cut off, else what the quantiles have."""
        if self.upper < math.inf or self.lower > 0.0:
            return moments_at_nodes(self.at_nodes())
        if self.stated is not None:
            return self.stated
        variance = self.log_sd * self.log_sd
        mean = math.exp(self.log_mean + variance / 2.0)
        return mean, mean * math.sqrt(math.expm1(variance))


@frozen
class LogitNormal(Continuous):
    """A share whose logit is normal, as far as it lies within the bounds.

    Parameters
    ----------
    logit_mean, logit_sd : float
        Mean and standard deviation of the logit.

    Examples
    --------
    >>> round(LogitNormal(0.0, 1.0).moments()[0], 9)
    0.5
    """

    logit_mean: float
    logit_sd: float

    def at_nodes(self) -> Halves:
        """Return the logistic function of the quantiles of a normal."""
        low, high = ((_logit(bound) - self.logit_mean) / self.logit_sd for bound in (self.lower, self.upper))
        halves = (logistic(self.logit_mean + self.logit_sd * z) for z in standard_normal_between(low, high))
        lower, upper = (self._kept(half) for half in halves)
        return lower, upper

    def moments(self) -> tuple[float, float]:
        """Return what the quantiles have: there is no closed form."""
        return moments_at_nodes(self.at_nodes())


def _logit(bound: float) -> float:
    """Return the logit of a bound, infinite where it cuts no share off."""
    return math.log(bound / (1.0 - bound)) if 0.0 < bound < 1.0 else math.copysign(math.inf, bound - 0.5)


@frozen
class Mirrored(Continuous):
    """The mirror image of another shape about zero.

    Examples
    --------
    >>> Mirrored(Beta(1.0, 3.0)).moments()[0]
    -0.25
    """

    of: Continuous

    def at_nodes(self) -> Halves:
        """Return the quantiles of the shape from the other side, their signs turned."""
        lower, upper = self.of.at_nodes()
        return -upper, -lower

    def moments(self) -> tuple[float, float]:
        """Return the moments of the shape, the mean with its sign turned."""
        mean, sd = self.of.moments()
        return -mean, sd


Shape: TypeAlias = Continuous | Samples
"""All that can be drawn."""
