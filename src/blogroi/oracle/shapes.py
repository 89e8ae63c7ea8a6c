"""What each stated quantity means, as a distribution of scipy's, written down from the rules of the case file.

Every shape has ``ppf`` (its quantiles), ``mean()`` and ``expect(function)``. Nothing here is the engine's: what is held
against it must not share its mistakes.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any, Literal, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import stats

__all__ = ["Array", "Domain", "Samples", "Shape", "mirrored", "shape_of"]

Array: TypeAlias = NDArray[np.float64]
Domain: TypeAlias = Literal["any", "not negative", "share", "from one"]

ENDS: Mapping[str, tuple[float, float]] = {
    "any": (-math.inf, math.inf),
    "not negative": (0.0, math.inf),
    "share": (0.0, 1.0),
    "from one": (1.0, math.inf),
}


class Shape(Protocol):
    """A distribution, as far as it is needed here."""

    def ppf(self, q: Array, /) -> Array:
        """Give its quantiles at probabilities."""
        ...

    def mean(self) -> float:
        """Give its expected value."""
        ...

    def expect(self, function: Callable[[Array], Array], /) -> float:
        """Give the expected value of a function of it."""
        ...


class Law:
    """A distribution of scipy's, with its parameters."""

    def __init__(self, kind: Any, *parameters: float, **place: float) -> None:
        self.kind: Any = kind
        self.parameters: tuple[float, ...] = parameters
        self.place: dict[str, float] = place

    def cdf(self, value: float) -> float:
        """Give the chance of no more than a value."""
        return float(self.kind.cdf(value, *self.parameters, **self.place))

    def ppf(self, q: Array, /) -> Array:
        """Give its quantiles at probabilities."""
        return np.asarray(self.kind.ppf(q, *self.parameters, **self.place))

    def mean(self) -> float:
        """Give its expected value."""
        return float(self.kind.mean(*self.parameters, **self.place))

    def expect(self, function: Callable[[Array], Array], /) -> float:
        """Give the expected value of a function of it."""
        return float(self.kind(*self.parameters, **self.place).expect(function))


class Samples:
    """Values, equally likely or weighted; the uniform number says which, in the order in which they stand."""

    def __init__(self, values: Sequence[float], weights: Sequence[float] | None = None) -> None:
        self.values: Array = np.array(values, dtype=float)
        self.chances: Array = np.array(weights or [1.0] * len(values), dtype=float)
        self.chances /= self.chances.sum()

    def ppf(self, q: Array, /) -> Array:
        """Give its quantiles at probabilities."""
        up_to = np.concatenate([np.cumsum(self.chances)[:-1], [2.0]])
        return np.asarray(self.values[np.argmax(q[..., None] < up_to, axis=-1)])

    def mean(self) -> float:
        """Give its expected value."""
        return float(self.values @ self.chances)

    def expect(self, function: Callable[[Array], Array], /) -> float:
        """Give the expected value of a function of it."""
        return float(function(self.values) @ self.chances)


class OfScores:
    """A rising function of a standard normal number, as far as it lies between two ends."""

    def __init__(self, at: Callable[[Array], Array], knots: Sequence[float], low: float, high: float) -> None:
        self.at: Callable[[Array], Array] = at
        self.knots: Sequence[float] = knots
        self.ends: tuple[float, float] = float(stats.norm.cdf(low)), float(stats.norm.cdf(high))
        self.low: float = max(low, -12.0)
        self.high: float = min(high, 12.0)

    def ppf(self, q: Array, /) -> Array:
        """Give its quantiles at probabilities."""
        below, up_to = self.ends
        return self.at(np.asarray(stats.norm.ppf(below + (up_to - below) * np.asarray(q))))

    def mean(self) -> float:
        """Give its expected value."""
        return self.expect(lambda value: value)

    def expect(self, function: Callable[[Array], Array], /) -> float:
        """Integrate piece by piece, by Gauss and Legendre."""
        points, weights = np.polynomial.legendre.leggauss(60)
        edges = [self.low, *(knot for knot in np.linspace(-9, 9, 19) if self.low < knot < self.high), self.high]
        edges = sorted({*edges, *(knot for knot in self.knots if self.low < knot < self.high)})
        total = whole = 0.0
        for start, end in pairwise(edges):
            score = start + (end - start) * (1.0 + points) / 2.0
            by = weights * stats.norm.pdf(score) * (end - start) / 2.0
            total += float(by @ function(self.at(score)))
            whole += float(by.sum())
        return float(total / whole)


def of_quantiles(chances: Sequence[float], values: Sequence[float], low: float, high: float) -> OfScores:
    """Give the shape that is straight between quantiles over the normal score, and goes on so past them."""
    scores = stats.norm.ppf(chances)
    slopes = np.diff(values) / np.diff(scores)

    def at(score: Array) -> Array:
        """Give its value where the atoms have these."""
        place = np.clip(np.searchsorted(scores, score) - 1, 0, slopes.size - 1)
        return np.asarray(np.array(values)[place] + (score - scores[place]) * slopes[place])

    def score_of(end: float) -> float:
        if math.isinf(end):
            return end
        place = int(np.clip(np.searchsorted(values, end) - 1, 0, slopes.size - 1))
        return float(scores[place] + (end - values[place]) / slopes[place])

    return OfScores(at, list(scores), score_of(low), score_of(high))


class Cut:
    """The part of a distribution of scipy's between two ends."""

    def __init__(self, law: Any, low: float, high: float) -> None:
        self.law: Any = law
        self.low: float = low
        self.high: float = high
        self.chances: tuple[float, float] = float(law.cdf(low)), float(law.cdf(high))

    def ppf(self, q: Array, /) -> Array:
        """Give its quantiles at probabilities."""
        below, up_to = self.chances
        return np.asarray(self.law.ppf(below + (up_to - below) * np.asarray(q)))

    def mean(self) -> float:
        """Give its expected value."""
        return self.expect(lambda value: value)

    def expect(self, function: Callable[[Array], Array], /) -> float:
        """Integrate over the chances, in pieces that are finer towards both ends."""
        points, weights = np.polynomial.legendre.leggauss(40)
        near = np.concatenate([[0.0], 2.0 ** np.arange(-40, 0)])
        edges = np.concatenate([near, 1.0 - near[::-1][1:]])
        total = 0.0
        for start, end in pairwise(edges):
            values = function(self.ppf(start + (end - start) * (1.0 + points) / 2.0))
            total += float(weights @ values) * float(end - start) / 2.0
        return total


class LogitNormal:
    """A share whose logit is normal: strictly between 0 and 1."""

    def __init__(self, centre: float, spread: float) -> None:
        self.centre: float = centre
        self.spread: float = spread

    def at(self, score: Array) -> Array:
        """Give its value where the atoms have these."""
        return 1.0 / (1.0 + np.exp(-(self.centre + self.spread * score)))

    def ppf(self, q: Array, /) -> Array:
        """Give its quantiles at probabilities."""
        return self.at(np.asarray(stats.norm.ppf(q)))

    def mean(self) -> float:
        """Give its expected value."""
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
        """Give its quantiles at probabilities."""
        return -self.shape.ppf(1.0 - q)

    def mean(self) -> float:
        """Give its expected value."""
        return -self.shape.mean()

    def expect(self, function: Callable[[Array], Array], /) -> float:
        """Give the expected value of a function of it."""
        return self.shape.expect(lambda value: function(-value))


def shape_of(stated: Mapping[str, Any], domain: Domain) -> Shape:
    """Read an uncertain quantity as the case file means it."""
    low, high = ENDS[domain]
    low, high = max(low, stated.get("min", low)), min(high, stated.get("max", high))
    if "samples" in stated:
        return Samples(stated["samples"], stated.get("weights"))
    if "chance" in stated:
        return Samples([0.0, 1.0], [1.0 - stated["chance"], stated["chance"]])
    if "quantiles" in stated:
        chances, values = zip(*stated["quantiles"], strict=True)
        return of_quantiles(chances, values, low, high)
    if "estimate" in stated:
        tail = (1.0 - stated.get("confidence", 0.9)) / 2.0
        points = stated["low"], stated["estimate"], stated["high"]
        return of_quantiles([tail, 0.5, 1.0 - tail], points, low, high)
    if "studies" in stated:
        return _next_study(np.array(stated["studies"]), domain)
    if "min" in stated or "max" in stated:
        whole: Any = shape_of({name: part for name, part in stated.items() if name not in ("min", "max")}, "any")
        return Cut(whole, low, high)
    if "mode" in stated:
        return _three_point(stated["low"], stated["mode"], stated["high"], stated.get("shape", "pert"))
    if stated.get("shape") == "beta":
        return Law(stats.beta, stated["a"], stated["b"])
    if stated.get("shape") == "uniform":
        return Law(stats.uniform, stated["low"], stated["high"] - stated["low"])
    if "mean" in stated:
        return _mean_and_spread(stated["mean"], stated["sd"], stated.get("shape", "normal"), domain)
    return _interval(stated["low"], stated["high"], stated.get("confidence", 0.9), stated.get("shape"), domain)


def _three_point(low: float, mode: float, high: float, shape: str) -> Shape:
    span = high - low
    if shape == "triangular":
        return Law(stats.triang, (mode - low) / span, loc=low, scale=span)
    # PERT: a beta distribution of mean (low + 4 mode + high) / 6
    a, b = 1.0 + 4.0 * (mode - low) / span, 1.0 + 4.0 * (high - mode) / span
    return Law(stats.beta, a, b, loc=low, scale=span)


def _mean_and_spread(mean: float, sd: float, shape: str, domain: Domain) -> Shape:
    if shape == "lognormal":
        sigma = math.sqrt(math.log1p((sd / mean) ** 2))
        above = Law(stats.lognorm, sigma, scale=abs(mean) * math.exp(-(sigma**2) / 2.0))
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
        return Law(stats.lognorm, sigma, scale=math.sqrt(low * high))
    return _normal((low + high) / 2.0, (high - low) / (2.0 * reach), domain)


def _next_study(found: Array, domain: Domain) -> Shape:
    """Read what studies found: Student's interval for one more of them, of logarithms on one side of zero."""
    if found.max() < 0.0:
        return Mirrored(_next_study(-found, "any"))
    values = np.log(found) if found.min() > 0.0 else found
    spread = float(values.std(ddof=1)) * math.sqrt(1.0 + 1.0 / values.size) * float(stats.t.ppf(0.95, values.size - 1))
    sd = spread / float(stats.norm.ppf(0.95))
    if found.min() <= 0.0:
        return _normal(float(values.mean()), sd, domain)
    law = Law(stats.lognorm, sd, scale=math.exp(float(values.mean())))
    return law if domain != "share" else Cut(law, 0.0, 1.0)


def _normal(mean: float, sd: float, domain: Domain) -> Shape:
    """Give the normal, cut off where the domain of its field ends: nothing is piled up there."""
    low, high = ENDS[domain]
    if math.isinf(low) and math.isinf(high):
        return Law(stats.norm, mean, sd)
    return Law(stats.truncnorm, (low - mean) / sd, (high - mean) / sd, loc=mean, scale=sd)


def mirrored(stated: Any) -> Any:
    """Turn a quantity round zero, before anything is drawn: what is better when lower becomes better when higher."""
    if isinstance(stated, list):
        return [mirrored(part) for part in stated]
    if isinstance(stated, str):  # a formula
        return f"-({stated})"
    if not isinstance(stated, Mapping):
        return -stated
    turned = dict(stated)
    if "samples" in stated:
        turned["samples"] = [-value for value in stated["samples"]]
    if "low" in stated:
        turned["low"], turned["high"] = -stated["high"], -stated["low"]
    if "studies" in stated:
        turned["studies"] = [-value for value in stated["studies"]]
    if "quantiles" in stated:
        turned["quantiles"] = [[round(1.0 - chance, 15), -value] for chance, value in reversed(stated["quantiles"])]
    for name in ("mode", "mean", "estimate"):
        if name in stated:
            turned[name] = -stated[name]
    for name, other in (("min", "max"), ("max", "min")):
        turned.pop(name, None)
        if other in stated:
            turned[name] = -stated[other]
    return turned
