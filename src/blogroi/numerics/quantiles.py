"""Inverse distribution functions, as tables that are as fine in the tails as in the middle.

Every shape of a quantity becomes one table of straight pieces, and one kernel draws from all of them: a uniform number,
its cell, two look-ups, a product and a sum. The cells are spaced by the distance ``v`` of the uniform number from the
nearer end of [0, 1]: 256 of them for each halving of ``v``, down to the last bit that the generator gives. The relative
width of a cell is thus the same everywhere, and with it the accuracy: within 1e-6 of the range for PERT and triangular
shapes, within 1e-6 standard deviations for the normal.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from attrs import evolve, field, frozen
from numpy.typing import NDArray

from blogroi.model.domain import Domain
from blogroi.model.quantity import (
    Beta,
    Mirrored,
    Normal,
    Point,
    Quantity,
    Range,
    Samples,
    ThreePoint,
    Uniform,
    is_lognormal,
)
from blogroi.model.transform import mirrored

__all__ = ["Sampler", "interval", "moments", "moments_of_sum", "sampler", "sampler_of_sum", "steps"]

Floats: TypeAlias = NDArray[np.float64]

_CELL_BITS = 8
_OCTAVES = 53  # a uniform number of numpy's has 53 bits
_SHIFT = 52 - _CELL_BITS  # leaves exponent and first mantissa bits of a float64
_OCTAVE_MASK = (1 << (6 + _CELL_BITS)) - 1  # six bits of the exponent tell 64 octaves apart
_SIDE_SHIFT = 48  # turns the bits of 1.0, 0x3FF << 52, into an offset past the lower half's last cell
_SIDE_OFFSET = 0x3FF << (52 - _SIDE_SHIFT)
_TABLE_SIZE = _SIDE_OFFSET + _OCTAVE_MASK + 1


def _nodes() -> Floats:
    """Distances from the nearer end at which the tables are exact, ascending: shape (octaves * 256 + 2,)."""
    octave = np.ldexp(1.0, np.arange(-_OCTAVES - 1, -1))[:, None]
    inside = (octave * (1.0 + np.arange(1 << _CELL_BITS) / (1 << _CELL_BITS))).ravel()
    return np.append(inside, [0.5, 0.5 * (1.0 + 1.0 / (1 << _CELL_BITS))])


@lru_cache(maxsize=1)
def _grid() -> tuple[Floats, Floats, slice, slice]:
    """Node distances, the cells' widths, and where the cells of the lower and of the upper half lie in a table."""
    nodes = _nodes()
    first, last = (int(nodes[[0, -2]].view(np.int64)[end] >> _SHIFT) & _OCTAVE_MASK for end in (0, 1))
    lower, upper = slice(first, last + 1), slice(first + _SIDE_OFFSET, last + 1 + _SIDE_OFFSET)
    return nodes, np.diff(nodes), lower, upper


@lru_cache(maxsize=1)
def _weights() -> Floats:
    """Weights by which values at the nodes of one half are integrated over it, by Simpson's rule: shape (nodes - 1,).

    Each octave has 256 cells of one width: an even number. Below the first node lies 2**-54, next to nothing.
    """
    nodes, widths, _, _ = _grid()
    third = widths[:-1:2] / 3.0
    weights = np.zeros(nodes.size - 1)  # the last node lies past one half
    weights[:-1:2] += third
    weights[1::2] += 4.0 * third
    weights[2::2] += third
    weights[0] += nodes[0]
    weights.flags.writeable = False
    return weights


@frozen(eq=False)
class Sampler:
    """A quantity ready to be drawn: a piecewise straight quantile function, a list of values, or the sum of both.

    Parameters
    ----------
    intercepts, slopes : numpy.ndarray of float, shape (cells,)
        The straight pieces, by cell; empty for a list of values.
    values : numpy.ndarray of float, shape (values,)
        Equally likely values; empty for a quantile function.
    edges : numpy.ndarray of float, shape (values - 1,)
        Uniform numbers at which the next value begins, ascending; empty where the values are equally likely.
    low, high : float
        Bounds that the draws are kept within.
    """

    intercepts: Floats
    slopes: Floats
    values: Floats = field(factory=lambda: np.empty(0))
    edges: Floats = field(factory=lambda: np.empty(0))
    low: float = -math.inf
    high: float = math.inf

    def fill(self, generator: np.random.Generator, out: Floats) -> None:
        """Draw into an array, from the next numbers of a stream.

        Parameters
        ----------
        generator : numpy.random.Generator
            The stream of the quantity.
        out : numpy.ndarray of float, shape (draws,)
            Filled with the draws.
        """
        generator.random(out=out)
        self.place(out)

    def place(self, out: Floats) -> None:
        """Turn uniform numbers into draws, in place: a greater one into a greater draw, or a lesser one throughout.

        Parameters
        ----------
        out : numpy.ndarray of float, shape (draws,)
            Numbers from 2**-53, or 0, to 1 less 2**-53. A list of values is taken in its own order.
        """
        if not self.slopes.size:
            self._step(out, out=out)
            return
        jumps = self._step(out, out=np.empty_like(out)) if self.values.size else None
        side = np.rint(out)
        out -= side  # the distance from the nearer end, with the sign of the half
        cell = out.view(np.int64) >> _SHIFT
        cell &= _OCTAVE_MASK
        bits = side.view(np.int64)
        bits >>= _SIDE_SHIFT
        cell += bits
        out *= self.slopes.take(cell, out=side, mode="clip")
        out += self.intercepts.take(cell, out=side, mode="clip")
        if self.low > -math.inf or self.high < math.inf:
            np.clip(out, self.low, self.high, out=out)
        if jumps is not None:
            out += jumps

    def _step(self, uniform: Floats, *, out: Floats) -> Floats:
        """Take the value on whose step each uniform number lies."""
        if self.edges.size:
            place = np.searchsorted(self.edges, uniform, side="right")
        else:
            place = (uniform * self.values.size).astype(np.intp)
        return self.values.take(place, out=out, mode="clip")


def sampler(quantity: Quantity, domain: Domain, *, offset: float = 0.0, factor: float = 1.0) -> Sampler:
    """Prepare ``offset + factor * quantity`` for drawing.

    Parameters
    ----------
    quantity : Quantity
        What was stated; a point is drawn too, as itself.
    domain : Domain
        The values that its field can have. Shapes without bounds are drawn from the part of them that lies within; a share
        whose range lies strictly within 0 and 1 is logit-normal unless it says another shape.
    offset, factor : float
        A straight transformation, built into the table.

    Returns
    -------
    Sampler

    Examples
    --------
    >>> from blogroi.numerics.streams import stream
    >>> from blogroi.model import Domain, Uniform
    >>> draws = np.empty(4)
    >>> sampler(Uniform(0, 10), Domain.REAL, offset=5.0).fill(stream(1), draws)
    >>> bool(np.all((5 <= draws) & (draws < 15)))
    True
    """
    if isinstance(quantity, Samples):
        values = offset + factor * np.asarray(quantity.values, dtype=np.float64)
        return Sampler(np.empty(0), np.empty(0), values=values)
    lower, upper = _at_nodes(quantity, domain)
    if factor == 0.0:
        return _pieces(np.full_like(lower, offset), np.full_like(upper, offset))
    ends = offset + factor * domain.low, offset + factor * domain.high
    return _pieces(offset + factor * lower, offset + factor * upper, ends)


def sampler_of_sum(parts: Sequence[tuple[Quantity, float]], domain: Domain) -> Sampler:
    """Prepare a weighted sum of quantities for drawing, all of them at the same quantile.

    What is stated for each of many periods is one uncertain thing: a high draw is high in all of them. Their quantile
    functions add up, and the sum costs one look-up, however many there are.

    Parameters
    ----------
    parts : sequence of (Quantity, float)
        Each quantity with its weight, at least 0. Samples are taken in ascending order.
    domain : Domain
        The values that each of them can have.

    Returns
    -------
    Sampler
        Of ``sum(weight * quantity)``; a greater uniform number never gives a lesser draw.

    Examples
    --------
    >>> from blogroi.model import Domain, Samples, Uniform
    >>> drawn = np.array([0.25, 0.75])
    >>> sampler_of_sum([(Uniform(0, 10), 1.0), (Samples([5, 1]), 2.0)], Domain.REAL).place(drawn)
    >>> drawn.tolist()
    [4.5, 17.5]
    """
    values, edges = steps(parts)
    if values.size and all(isinstance(part, Point | Samples) for part, _ in parts):
        certain = math.fsum(weight * part.value for part, weight in parts if isinstance(part, Point))
        return Sampler(np.empty(0), np.empty(0), values=values + certain, edges=edges)
    total = math.fsum(weight for part, weight in parts if not isinstance(part, Samples))
    ends = (total * domain.low, total * domain.high) if total > 0.0 else _NO_ENDS
    return evolve(_pieces(*_sum_at_nodes(parts, domain), ends), values=values, edges=edges)


def _sum_at_nodes(parts: Sequence[tuple[Quantity, float]], domain: Domain) -> tuple[Floats, Floats]:
    """Add up weighted quantiles at the nodes of both halves; samples are left out."""
    lower, upper = (np.zeros_like(_grid()[0]) for _ in range(2))
    for quantity, weight in parts:
        if not isinstance(quantity, Samples):
            below, above = _at_nodes(quantity, domain)
            lower += weight * below
            upper += weight * above
    return lower, upper


def steps(parts: Sequence[tuple[Quantity, float]]) -> tuple[Floats, Floats]:
    """Add up weighted samples in ascending order, and leave out all else.

    Parameters
    ----------
    parts : sequence of (Quantity, float)
        Each quantity with its weight.

    Returns
    -------
    values : numpy.ndarray of float, shape (steps,)
        The sum on each step of the uniform numbers.
    edges : numpy.ndarray of float, shape (steps - 1,)
        Where all steps but the first begin; empty where they are all of one width.

    Examples
    --------
    >>> steps([(Samples([3, 1]), 1.0), (Samples([0, 10, 5, 5]), 2.0)])
    (array([ 1., 11., 13., 23.]), array([0.25, 0.5 , 0.75]))
    """
    samples = [(np.sort(np.asarray(part.values, dtype=float)), by) for part, by in parts if isinstance(part, Samples)]
    sizes = sorted({values.size for values, _ in samples})
    if len(sizes) <= 1:  # of one length: steps of one width
        total = np.zeros(sizes[0] if sizes else 0)
        for values, weight in samples:
            total += weight * values
        return total, np.empty(0)
    edges = np.unique(np.concatenate([np.arange(1, size) / size for size in sizes]))
    middles = (np.append(0.0, edges) + np.append(edges, 1.0)) / 2.0
    total = np.zeros(middles.size)
    for values, weight in samples:
        total += weight * values[(middles * values.size).astype(np.intp)]
    return total, edges


_NO_ENDS = (-math.inf, math.inf)


def _pieces(lower: Floats, upper: Floats, ends: tuple[float, float] = _NO_ENDS) -> Sampler:
    """Join the values at the nodes of both halves by straight pieces, kept within the ends that each half runs towards."""
    nodes, widths, lower_cells, upper_cells = _grid()
    intercepts, slopes = np.zeros(_TABLE_SIZE), np.zeros(_TABLE_SIZE)
    for cells, values, sign in ((lower_cells, lower, 1.0), (upper_cells, upper, -1.0)):
        slope = np.subtract(values[1:], values[:-1], out=slopes[cells])
        slope /= widths
        intercept = np.multiply(slope, nodes[:-1], out=intercepts[cells])
        np.subtract(values[:-1], intercept, out=intercept)
        slope *= sign  # the upper half is reached with the sign turned
    intercepts[0] = lower[0]  # the uniform number 0 itself
    if any(_reaches(half, end) for half, end in zip((lower, upper), ends, strict=True)):
        return Sampler(intercepts, slopes, low=min(ends), high=max(ends))
    return Sampler(intercepts, slopes)


def _reaches(values: Floats, end: float) -> bool:
    """Say whether draws come so near an end of the domain that the last bits of their rounding could lead past it.

    These bits are of the size of the end itself, and of what the first straight piece takes off and adds again, which is
    about what values change by over their first octave.
    """
    octave = abs(values[1 << _CELL_BITS] - values[0])
    return math.isfinite(end) and bool(abs(values[0] - end) <= 1e-12 * abs(end) + 1e-9 * octave)


def _at_nodes(quantity: Quantity, domain: Domain) -> tuple[Floats, Floats]:
    """Quantiles at the nodes of the lower half, and at those of the upper half: shapes (nodes,), (nodes,)."""
    nodes = _grid()[0]
    match quantity:
        case Point(value):
            level = np.full_like(nodes, value)
            return level, level
        case Uniform(low, high):
            return low + (high - low) * nodes, high - (high - low) * nodes
        case ThreePoint(low, mode, high, "triangular"):
            return _triangular(nodes, low, mode, high), _triangular(nodes, high, mode, low)
        case ThreePoint(low, mode, high):
            a, b = _pert(low, mode, high)
            lower, upper = _beta(a, b)
            return low + (high - low) * lower, low + (high - low) * upper
        case Beta(a, b):
            return _beta(float(a), float(b))
        case Normal() | Range():
            return _normal_at_nodes(quantity, domain)
        case Mirrored(of):
            lower, upper = _at_nodes(of, Domain.REAL)
            return -upper, -lower
        case Samples():
            raise AssertionError("a sample has no nodes")


def _pert(low: float, mode: float, high: float) -> tuple[float, float]:
    """Give the two parameters of the beta distribution behind three points."""
    a = 1.0 + 4.0 * (mode - low) / (high - low)
    return a, 6.0 - a


def _normal_at_nodes(quantity: Normal | Range, domain: Domain) -> tuple[Floats, Floats]:
    """Quantiles of what is normal, or the exponential or logistic function of a normal number, within a domain."""
    if isinstance(quantity, Range) and quantity.shape is None and domain is Domain.SHARE and _is_inside(quantity):
        low, high = (math.log(end / (1.0 - end)) for end in (quantity.low, quantity.high))
        centre, spread = _centre(low, high, quantity.confidence)
        z = _standard_normal()
        return _logistic(centre + spread * z), _logistic(centre - spread * z)
    if not is_lognormal(quantity) or (domain is Domain.SHARE and quantity.shape is None):
        centre, spread = _normal_law(quantity)
        below, above = _standard_within((domain.low - centre) / spread, (domain.high - centre) / spread)
        return _kept(centre + spread * below, domain), _kept(centre + spread * above, domain)
    if _is_negative(quantity):  # fields that hold such a one have no ends
        lower, upper = _normal_at_nodes(_turned(quantity), Domain.REAL)
        return -upper, -lower
    centre, spread = _log_law(quantity)
    below, above = _standard_within(-math.inf, (_log(domain.high) - centre) / spread)
    return _kept(np.exp(centre + spread * below), domain), _kept(np.exp(centre + spread * above), domain)


def _is_inside(quantity: Range) -> bool:
    return quantity.low > 0.0 and quantity.high < 1.0


def _is_negative(quantity: Normal | Range) -> bool:
    return (quantity.mean if isinstance(quantity, Normal) else quantity.high) < 0.0


def _turned(quantity: Normal | Range) -> Normal | Range:
    turned = mirrored(quantity)
    assert isinstance(turned, Normal | Range)
    return turned


def _log(value: float) -> float:
    return math.log(value) if value < math.inf else math.inf


def _normal_law(quantity: Normal | Range) -> tuple[float, float]:
    """Mean and standard deviation of a normal, before its domain is looked at."""
    if isinstance(quantity, Normal):
        return quantity.mean, quantity.sd
    return _centre(quantity.low, quantity.high, quantity.confidence)


def _log_law(quantity: Normal | Range) -> tuple[float, float]:
    """Mean and standard deviation of the logarithm of a lognormal above zero."""
    if isinstance(quantity, Normal):
        variance = math.log1p((quantity.sd / quantity.mean) ** 2)
        return math.log(quantity.mean) - variance / 2.0, math.sqrt(variance)
    return _centre(math.log(quantity.low), math.log(quantity.high), quantity.confidence)


def _kept(values: Floats, domain: Domain) -> Floats:
    """Keep within a domain what rounding may have led past its ends."""
    return values if domain is Domain.REAL else np.clip(values, domain.low, domain.high)


def _logistic(logit: Floats) -> Floats:
    """Turn logits into shares, small ones to full relative accuracy."""
    odds = np.exp(np.minimum(logit, 700.0))
    return odds / (1.0 + odds)


def _centre(low: float, high: float, confidence: float) -> tuple[float, float]:
    """Mean and standard deviation of the normal with this interval."""
    return (low + high) / 2.0, (high - low) / (2.0 * _normal_quantile((1.0 + confidence) / 2.0))


def _normal_quantile(probability: float) -> float:
    from statistics import NormalDist  # noqa: PLC0415  not paid for by `import blogroi`

    return NormalDist().inv_cdf(probability)


@lru_cache(maxsize=1)
def _standard_normal() -> Floats:
    """Give standard normal quantiles at the nodes: negative, ascending to 0 at one half."""
    from statistics import NormalDist  # noqa: PLC0415  not paid for by `import blogroi`

    quantile = NormalDist().inv_cdf
    values = np.array([quantile(node) for node in _grid()[0].tolist()])
    values.flags.writeable = False
    return values


_FARTHEST = 8.3  # past the first node, 2**-54, of the standard normal
_NARROW = 1e-6  # standard deviations across which the normal density changes by less than 1e-12 around its middle


def _standard_within(low: float, high: float) -> tuple[Floats, Floats]:
    """Give quantiles, at the nodes of both halves, of the part of a standard normal between two ends."""
    if low <= -_FARTHEST and high >= _FARTHEST:
        z = _standard_normal()
        return z, -z
    nodes = _grid()[0]
    if high - low < _NARROW:
        return low + (high - low) * nodes, high - (high - low) * nodes
    below, above = _chance_below(low), _chance_below(-high)
    near, far = (1.0 - below - above) * nodes, (1.0 - below - above) * (1.0 - nodes)
    return _between(below + near, above + far), -_between(above + near, below + far)


def _between(near: Floats, far: Floats) -> Floats:
    """Give standard normal quantiles by the chances on either side, the first ascending, from the one that is less."""
    if near[-1] < _MOST:
        return _quantile(near)
    return np.where(near < far, _quantile(near), -_quantile(far))


def _chance_below(z: float) -> float:
    return math.erfc(-z / math.sqrt(2.0)) / 2.0


_MOST = 0.6  # a chance up to which quantiles are as exact as below one half


def _quantile(chance: Floats) -> Floats:
    """Give standard normal quantiles of chances up to a little more than one half; of the rest it is of no use."""
    z, log_below, slope = _normal_tail()
    return _invert(np.log(np.clip(chance, 2.0**-60, _MOST)), log_below, z, slope)


@lru_cache(maxsize=1)
def _normal_tail() -> tuple[Floats, Floats, Floats]:
    """Points of the standard normal from far below to a little above 0, the log of the chance below them, and its slope.

    At 512 points a unit the cubic pieces between them are exact to 1e-13.
    """
    z = np.arange(-9 * 512, 256) / 512.0
    chance = np.array([_chance_below(point) for point in z.tolist()])
    slope = chance * math.sqrt(2.0 * math.pi) * np.exp(z * z / 2.0)
    return z, np.log(chance), slope


def _triangular(nodes: Floats, near: float, mode: float, far: float) -> Floats:
    """Quantiles of a triangular shape counted from its near end, which may be the upper one."""
    span, to_mode, from_mode = far - near, mode - near, far - mode
    rising = np.sqrt(nodes * (span * to_mode))
    falling = np.sqrt((1.0 - nodes) * (span * from_mode))
    sign = math.copysign(1.0, span)
    return np.where(nodes * span * sign < to_mode * sign, near + sign * rising, far - sign * falling)


@lru_cache(maxsize=256)
def _beta(a: float, b: float) -> tuple[Floats, Floats]:
    """Quantiles of a beta distribution at the nodes of both halves.

    The distribution function is integrated over the logit of the variable, where the density is smooth and falls off
    exponentially on both sides for every ``a`` and ``b``, and inverted by cubic pieces with exact slopes.
    """
    nodes = np.log(_grid()[0])
    logit, log_below, log_above, log_density = _beta_distribution(a, b)
    low, high = log_below < -0.1, log_above < -0.1  # each half, and a little more
    lower = _invert(nodes, log_below[low], logit[low], np.exp((log_below - log_density)[low]))
    upper = _invert(nodes, log_above[high][::-1], logit[high][::-1], -np.exp((log_above - log_density)[high])[::-1])
    result = _logistic(lower), _logistic(upper)
    for values in result:
        values.flags.writeable = False
    return result


def _beta_distribution(a: float, b: float) -> tuple[Floats, Floats, Floats, Floats]:
    """Logit, log of the chance below and above it, log density of the logit: shapes (points,), for 1,025 points."""
    mode = math.log(a / b)
    width = 1.0 / math.sqrt(a * b / (a + b))
    # 37.5 is -log of half the last bit: out to there the tails are exponential with rates a and b
    reach = math.asinh(max(60.0, 45.0 / min(a, b) / width, 60.0 * min(1.0, 1.0 / width)))
    edges = mode + width * np.sinh(np.linspace(-reach, reach, 1025))
    points, weights = np.polynomial.legendre.leggauss(6)
    half = np.diff(edges)[:, None] / 2.0
    inside = edges[:-1, None] + half * (1.0 + points)
    peak = _log_kernel(np.array([mode]), a, b)[0]
    mass = (np.exp(_log_kernel(inside, a, b) - peak) * weights * half).sum(axis=1)
    log_kernel = _log_kernel(edges, a, b) - peak
    ends = math.exp(log_kernel[0]) / a, math.exp(log_kernel[-1]) / b  # the exponential tails past the edges
    below = np.cumsum(np.concatenate([[ends[0]], mass]))
    above = np.cumsum(np.concatenate([[ends[1]], mass[::-1]]))[::-1]
    total = math.log(below[-1] + ends[1])
    with np.errstate(divide="ignore"):  # a tail that underflows lies far below the last node
        keep = (below > 0.0) & (above > 0.0)
        return (
            edges[keep],
            np.log(below[keep]) - total,
            np.log(above[keep]) - total,
            log_kernel[keep] - total,
        )


def _log_kernel(logit: Floats, a: float, b: float) -> Floats:
    """Log density of the logit of a beta variable, up to a constant."""
    return a * logit - (a + b) * np.logaddexp(0.0, logit)


def _invert(at: Floats, x: Floats, y: Floats, slope: Floats) -> Floats:
    """Read ``y`` off at values of ``x`` (ascending), by cubic pieces with the given slopes ``dy/dx``."""
    piece = np.clip(np.searchsorted(x, at, side="right") - 1, 0, x.size - 2)
    step = x[piece + 1] - x[piece]
    t = (at - x[piece]) / step
    rise = y[piece + 1] - y[piece]
    first, last = slope[piece] * step, slope[piece + 1] * step
    return y[piece] + t * (first + t * (3.0 * rise - 2.0 * first - last + t * (first + last - 2.0 * rise)))


def moments(quantity: Quantity, domain: Domain) -> tuple[float, float]:
    """Give mean and standard deviation of a quantity as it is drawn, without drawing it.

    Parameters
    ----------
    quantity : Quantity
        What was stated.
    domain : Domain
        The values that its field can have: what lies outside is not drawn, and does not count.

    Returns
    -------
    mean, sd : float
        By a closed form where there is one, else from the table of quantiles.

    Examples
    --------
    >>> from blogroi.model import Domain, Uniform
    >>> [round(part, 6) for part in moments(Uniform(0, 12), Domain.REAL)]
    [6.0, 3.464102]
    """
    match quantity:
        case Point(value):
            return float(value), 0.0
        case Samples(values):
            drawn = np.asarray(values, dtype=np.float64)
            return float(drawn.mean()), float(drawn.std())
        case Uniform(low, high):
            return (low + high) / 2.0, (high - low) / math.sqrt(12.0)
        case ThreePoint(low, mode, high, "triangular"):
            near, far = mode - low, high - mode
            return (low + mode + high) / 3.0, math.sqrt((near * near + near * far + far * far) / 18.0)
        case ThreePoint(low, mode, high):
            mean, sd = _beta_moments(*_pert(low, mode, high))
            return (low + 4.0 * mode + high) / 6.0, (high - low) * sd
        case Beta(a, b):
            return _beta_moments(a, b)
        case Mirrored(of):
            mean, sd = moments(of, Domain.REAL)
            return -mean, sd
        case Normal() | Range():
            return _normal_moments(quantity, domain)


def _beta_moments(a: float, b: float) -> tuple[float, float]:
    return a / (a + b), math.sqrt(a * b / (a + b + 1.0)) / (a + b)


def _normal_moments(quantity: Normal | Range, domain: Domain) -> tuple[float, float]:
    if domain is not Domain.SHARE and is_lognormal(quantity):
        if _is_negative(quantity):
            mean, sd = _normal_moments(_turned(quantity), Domain.REAL)
            return -mean, sd
        if isinstance(quantity, Normal):
            return float(quantity.mean), float(quantity.sd)
        centre, spread = _log_law(quantity)
        mean = math.exp(centre + spread * spread / 2.0)
        return mean, mean * math.sqrt(math.expm1(spread * spread))
    if _is_plain_normal(quantity, domain):
        mean, sd = _normal_law(quantity)
        return float(mean), float(sd)
    return _moments_at_nodes(*_at_nodes(quantity, domain))


def _moments_at_nodes(lower: Floats, upper: Floats) -> tuple[float, float]:
    """Give mean and standard deviation of a quantile function, by its values at the nodes of both halves."""
    weights = _weights()
    centre = float(lower[weights.size - 1])
    halves = [half[: weights.size] - centre for half in (lower, upper)]
    mean = sum(float((weights * half).sum()) for half in halves)
    return centre + mean, math.sqrt(sum(float((weights * (half - mean) ** 2).sum()) for half in halves))


def moments_of_sum(parts: Sequence[tuple[Quantity, float]], domain: Domain) -> tuple[float, float]:
    """Give mean and standard deviation of a weighted sum of quantities, all drawn at the same quantile.

    Parameters
    ----------
    parts : sequence of (Quantity, float)
        Each quantity with its weight, at least 0.
    domain : Domain
        The values that each of them can have.

    Returns
    -------
    mean, sd : float

    Examples
    --------
    >>> from blogroi.model import Domain, Normal
    >>> [round(part, 6) for part in moments_of_sum([(Normal(100, 10), 1.0), (Normal(50, 20), 0.5)], Domain.REAL)]
    [125.0, 20.0]
    """
    parts = [(quantity, weight) for quantity, weight in parts if weight != 0.0]
    each = [moments(quantity, domain) for quantity, _ in parts]
    mean = math.fsum(weight * own for (_, weight), (own, _) in zip(parts, each, strict=True))
    uncertain = [(part, own) for part, own in zip(parts, each, strict=True) if own[1] > 0.0]
    if len(uncertain) <= 1 or all(_is_plain_normal(quantity, domain) for (quantity, _), _ in uncertain):
        return mean, math.fsum(weight * sd for (_, weight), (_, sd) in uncertain)
    sums = [part for part, _ in uncertain]
    lower, upper = _sum_at_nodes(sums, domain)
    centre, smooth = _moments_at_nodes(lower, upper)
    values, edges = steps(sums)
    if not values.size:
        return mean, smooth
    edges = edges if edges.size else np.arange(1, values.size) / values.size
    shares = np.diff(edges, prepend=0.0, append=1.0)
    off = values - float((values * shares).sum())
    together = float((off * _integrals(lower - centre, upper - centre, edges)).sum())
    return mean, math.sqrt(smooth**2 + float((off * off * shares).sum()) + 2.0 * together)


def _is_plain_normal(quantity: Quantity, domain: Domain) -> bool:
    """Say whether a quantity is normal, and its domain cuts nothing off."""
    if not isinstance(quantity, Normal | Range) or is_lognormal(quantity):
        return False
    mean, sd = _normal_law(quantity)
    return (domain.low - mean) / sd <= -_FARTHEST and (domain.high - mean) / sd >= _FARTHEST


def _integrals(lower: Floats, upper: Floats, edges: Floats) -> Floats:
    """Integrate a quantile function from 0 to the first edge, from there to the next, and so on to 1."""
    count = _weights().size
    nodes, widths = _grid()[0][:count], _grid()[1][: count - 1]
    halves = []
    for half in (lower[:count], upper[:count]):
        cells = widths * (half[1:] + half[:-1]) / 2.0
        halves.append(np.cumsum(np.append(nodes[0] * half[0], cells)))
    from_below, from_above = halves
    whole = from_below[-1] + from_above[-1]
    reached = np.where(
        edges <= 0.5, np.interp(edges, nodes, from_below), whole - np.interp(1.0 - edges, nodes, from_above)
    )
    return np.diff(reached, prepend=0.0, append=whole)


def interval(quantity: Quantity, domain: Domain, confidence: float = 0.9) -> tuple[float, float]:
    """Give the ends of a quantity: its own bounds where it has them, else its interval of the given confidence.

    Parameters
    ----------
    quantity : Quantity
        What was stated.
    domain : Domain
        The values that its field can have.
    confidence : float
        For shapes without bounds; a range that states its own ends keeps them.

    Returns
    -------
    low, high : float

    Examples
    --------
    >>> from blogroi.model import Domain, Range, ThreePoint
    >>> interval(Range(0, 800), Domain.REAL), interval(ThreePoint(1, 2, 5), Domain.REAL)
    ((0, 800), (1, 5))
    """
    match quantity:
        case Point(value):
            return value, value
        case Range(low, high) | Uniform(low, high) | ThreePoint(low, _, high):
            return low, high
        case Samples(values):
            return min(values), max(values)
        case Normal(mean, sd) if _is_plain_normal(quantity, domain):
            reach = sd * _normal_quantile((1.0 + confidence) / 2.0)
            return mean - reach, mean + reach
        case Normal() | Beta() | Mirrored():
            tail = (1.0 - confidence) / 2.0
            nodes = _grid()[0]
            lower, upper = _at_nodes(quantity, domain)
            return float(np.interp(tail, nodes, lower)), float(np.interp(tail, nodes, upper))
