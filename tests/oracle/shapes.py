"""What each stated quantity means, as a distribution of scipy's, written down from the rules of the case file.

Every shape has ``ppf`` (its quantiles), ``mean()`` and ``expect(function)``. Nothing here is the engine's: what is held
against it must not share its mistakes.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import stats

Array: TypeAlias = NDArray[np.float64]
Domain: TypeAlias = Literal["any", "not negative", "share"]

ENDS: Mapping[str, tuple[float, float]] = {
    "any": (-math.inf, math.inf),
    "not negative": (0.0, math.inf),
    "share": (0.0, 1.0),
}


class Shape(Protocol):
    """A distribution, as far as it is needed here."""

    def ppf(self, q: Array, /) -> Array:
        """Quantiles at probabilities."""

    def mean(self) -> float:
        """Expected value."""

    def expect(self, function: Callable[[Array], Array], /) -> float:
        """Expected value of a function of it."""


class Samples:
    """Equally likely values; the uniform number says which, in the order in which they stand."""

    def __init__(self, values: Sequence[float]) -> None:
        self.values = np.array(values, dtype=float)

    def ppf(self, q: Array, /) -> Array:
        return np.take(self.values, (q * len(self.values)).astype(int))

    def mean(self) -> float:
        return float(self.values.mean())

    def expect(self, function: Callable[[Array], Array], /) -> float:
        return float(function(self.values).mean())


class LogitNormal:
    """A share whose logit is normal: strictly between 0 and 1."""

    def __init__(self, centre: float, spread: float) -> None:
        self.centre, self.spread = centre, spread

    def at(self, score: Array) -> Array:
        return 1.0 / (1.0 + np.exp(-(self.centre + self.spread * score)))

    def ppf(self, q: Array, /) -> Array:
        return self.at(np.asarray(stats.norm.ppf(q)))

    def mean(self) -> float:
        return self.expect(lambda share: share)

    def expect(self, function: Callable[[Array], Array], /) -> float:
        """Integrate by the trapezium rule, which for an analytic function under a normal density is exact to rounding."""
        score = np.linspace(-10.0, 10.0, 4001)
        density = stats.norm.pdf(score)
        return float((function(self.at(score)) * density).sum() / density.sum())


class Mirrored:
    """Minus another shape, greater uniform numbers still giving greater values."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape

    def ppf(self, q: Array, /) -> Array:
        return -self.shape.ppf(1.0 - q)

    def mean(self) -> float:
        return -self.shape.mean()

    def expect(self, function: Callable[[Array], Array], /) -> float:
        return self.shape.expect(lambda value: function(-value))


def shape_of(stated: Mapping[str, Any], domain: Domain) -> Shape:
    """Read an uncertain quantity as the case file means it."""
    if "samples" in stated:
        return Samples(stated["samples"])
    if "mode" in stated:
        return _three_point(stated["low"], stated["mode"], stated["high"], stated.get("shape", "pert"))
    if stated.get("shape") == "beta":
        return stats.beta(stated["a"], stated["b"])  # type: ignore[no-any-return]
    if stated.get("shape") == "uniform":
        return stats.uniform(stated["low"], stated["high"] - stated["low"])  # type: ignore[no-any-return]
    if "mean" in stated:
        return _mean_and_spread(stated["mean"], stated["sd"], stated.get("shape", "normal"), domain)
    return _interval(stated["low"], stated["high"], stated.get("confidence", 0.9), stated.get("shape"), domain)


def _three_point(low: float, mode: float, high: float, shape: str) -> Shape:
    span = high - low
    if shape == "triangular":
        return stats.triang((mode - low) / span, loc=low, scale=span)  # type: ignore[no-any-return]
    # PERT: a beta distribution of mean (low + 4 mode + high) / 6
    a, b = 1.0 + 4.0 * (mode - low) / span, 1.0 + 4.0 * (high - mode) / span
    return stats.beta(a, b, loc=low, scale=span)  # type: ignore[no-any-return]


def _mean_and_spread(mean: float, sd: float, shape: str, domain: Domain) -> Shape:
    if shape == "lognormal":
        sigma = math.sqrt(math.log1p((sd / mean) ** 2))
        above: Shape = stats.lognorm(sigma, scale=abs(mean) * math.exp(-(sigma**2) / 2.0))
        return above if mean > 0.0 else Mirrored(above)
    return _normal(mean, sd, domain)


def _interval(low: float, high: float, confidence: float, shape: str | None, domain: Domain) -> Shape:
    """Read ``{ low, high }``: the chance that is left is split evenly between both sides."""
    reach = float(stats.norm.ppf((1.0 + confidence) / 2.0))
    if shape is None and domain == "share" and low > 0.0 and high < 1.0:
        ends = [math.log(end / (1.0 - end)) for end in (low, high)]
        return LogitNormal(sum(ends) / 2.0, (ends[1] - ends[0]) / (2.0 * reach))
    if high < 0.0 and shape != "normal":
        return Mirrored(_interval(-high, -low, confidence, shape, domain))
    if shape == "lognormal" or (shape is None and domain != "share" and low > 0.0):
        sigma = math.log(high / low) / (2.0 * reach)
        return stats.lognorm(sigma, scale=math.sqrt(low * high))  # type: ignore[no-any-return]
    return _normal((low + high) / 2.0, (high - low) / (2.0 * reach), domain)


def _normal(mean: float, sd: float, domain: Domain) -> Shape:
    """Give the normal, cut off where the domain of its field ends: nothing is piled up there."""
    low, high = ENDS[domain]
    if math.isinf(low) and math.isinf(high):
        return stats.norm(mean, sd)  # type: ignore[no-any-return]
    return stats.truncnorm((low - mean) / sd, (high - mean) / sd, loc=mean, scale=sd)  # type: ignore[no-any-return]


def mirrored(stated: Any) -> Any:
    """Turn a quantity round zero, before anything is drawn: what is better when lower becomes better when higher."""
    if isinstance(stated, list):
        return [mirrored(part) for part in stated]
    if not isinstance(stated, Mapping):
        return -stated
    turned = dict(stated)
    if "samples" in stated:
        turned["samples"] = [-value for value in stated["samples"]]
    if "low" in stated:
        turned["low"], turned["high"] = -stated["high"], -stated["low"]
    for name in ("mode", "mean"):
        if name in stated:
            turned[name] = -stated[name]
    return turned
