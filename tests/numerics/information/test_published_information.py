"""What one input is worth knowing, from 10,000 draws, where it can be worked out: straight, bent, jumping, rare and heavy-tailed.

An option is weighed against nothing. Given the input ``x``, it is expected to bring in ``m(x)``, and brings in ``m(x)`` and noise. To
know ``x`` is worth ``E max(m(x), 0) - max(E m(x), 0)``. Every closed form is checked against a numerical integral.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise
from statistics import median

import numpy as np
import pytest
from attrs import frozen
from numpy.typing import NDArray
from scipy.integrate import quad
from scipy.stats import lognorm, norm, pareto

from blogroi.numerics.information.gains import InformationValue
from blogroi.numerics.information.perfect import evppi
from blogroi.numerics.streams import stream, stream_key

Floats = NDArray[np.float64]

DRAWS, SEEDS = 10_000, 20
ENOUGH = 0.05
"""How far the median of the seeds may be off, relative to the exact value; and each seed, unless its own error explains it."""


@frozen(kw_only=True)
class Problem:
    """An option whose input is worth an amount that is known.

    ``quantile`` gives the input from uniform numbers, ``expected`` is ``m``; ``noise`` a standard deviation, or that of the logarithm of
    a factor of mean 1 on the benefit before ``cost``.
    """

    name: str
    quantile: Callable[[Floats], Floats]
    expected: Callable[[Floats], Floats]
    mean: float
    positive: float
    noise: float = 0.0
    factor: float = 0.0
    cost: float = 0.0
    corners: tuple[float, ...] = ()

    @property
    def exact(self) -> float:
        return self.positive - max(self.mean, 0.0)

    def draw(self, seed: int) -> tuple[Floats, Floats]:
        """Give net benefits, shape (draws, 2), and the input."""
        source = stream(stream_key(seed, self.name))
        x = self.quantile(source.random(DRAWS))
        luck = np.exp(self.factor * source.standard_normal(DRAWS) - self.factor**2 / 2.0)
        brought = (self.expected(x) + self.cost) * luck - self.cost + self.noise * source.standard_normal(DRAWS)
        return np.column_stack([np.zeros(DRAWS), brought]), x


def above(mean: float, sd: float) -> float:
    """Mean of a normal variable where it is above zero: ``mean Phi(mean / sd) + sd phi(mean / sd)``."""
    return float(mean * norm.cdf(mean / sd) + sd * norm.pdf(mean / sd))


def straight(mean: float, noise: float) -> Problem:
    return Problem(
        name=f"straight, mean {mean}, noise {noise}",
        quantile=lambda u: mean + norm.ppf(u),
        expected=lambda x: x,
        mean=mean,
        positive=above(mean, 1.0),
        noise=noise,
        corners=(float(norm.cdf(-mean)),),
    )


def quadratic(level: float, noise: float) -> Problem:
    """``x^2 - c``: above zero past ``a = sqrt(c)`` on either side, where ``E x^2 = 2 (P(x > a) + a phi(a))``."""
    edge = math.sqrt(level)
    return Problem(
        name=f"quadratic, level {level}, noise {noise}",
        quantile=norm.ppf,
        expected=lambda x: x * x - level,
        mean=1.0 - level,
        positive=float(2.0 * ((1.0 - level) * norm.sf(edge) + edge * norm.pdf(edge))),
        noise=noise,
        corners=(float(norm.cdf(-edge)), float(norm.cdf(edge))),
    )


def kinked(kink: float, cost: float, noise: float) -> Problem:
    """``max(x - a, 0) - c``: above zero where ``x - a - c`` is."""
    return Problem(
        name=f"kinked at {kink}, cost {cost}, noise {noise}",
        quantile=norm.ppf,
        expected=lambda x: np.maximum(x - kink, 0.0) - cost,
        mean=above(-kink, 1.0) - cost,
        positive=above(-kink - cost, 1.0),
        noise=noise,
        corners=(float(norm.cdf(kink)), float(norm.cdf(kink + cost))),
    )


def two_valued(share: float, high: float, low: float, noise: float) -> Problem:
    return Problem(
        name=f"{high} in {share} of the draws, else {low}, noise {noise}",
        quantile=lambda u: (u > 1.0 - share).astype(float),
        expected=lambda x: np.where(x > 0.5, high, low),
        mean=share * high + (1.0 - share) * low,
        positive=share * max(high, 0.0) + (1.0 - share) * max(low, 0.0),
        noise=noise,
        corners=(1.0 - share,),
    )


def lognormal(sigma: float, share: float, factor: float = 0.0) -> Problem:
    """``x - c`` with ``c`` the quantile of a share: Black and Scholes' formula."""
    cost = float(lognorm.ppf(share, sigma))
    mean, turn = math.exp(sigma**2 / 2.0), float(norm.ppf(share))
    return Problem(
        name=f"lognormal {sigma}, cost at {share}, factor {factor}",
        quantile=lambda u: np.exp(sigma * norm.ppf(u)),
        expected=lambda x: x - cost,
        mean=mean - cost,
        positive=float(mean * norm.sf(turn - sigma) - cost * (1.0 - share)),
        factor=factor,
        cost=cost,
        corners=(share,),
    )


def heavy(tail: float, share: float) -> Problem:
    """Pareto's distribution from 1 on: ``E max(x - c, 0) = c^(1 - a) / (a - 1)``."""
    cost = float(pareto.ppf(share, tail))
    return Problem(
        name=f"Pareto {tail}, cost at {share}",
        quantile=lambda u: (1.0 - u) ** (-1.0 / tail),
        expected=lambda x: x - cost,
        mean=tail / (tail - 1.0) - cost,
        positive=cost ** (1.0 - tail) / (tail - 1.0),
        corners=(share,),
    )


LIGHT = [
    *(straight(mean, noise) for mean in (-1.0, 0.0, 0.5, 1.0) for noise in (0.0, 0.3, 1.0)),
    *(quadratic(level, noise) for level in (0.5, 1.0, 2.0) for noise in (0.0, 1.0)),
    *(
        kinked(kink, cost, noise)
        for kink, cost in ((0.0, 0.2), (0.0, 0.6), (1.0, 0.1), (1.0, 0.3))
        for noise in (0.0, 0.5)
    ),
    two_valued(0.02, 1000.0, -5.0, 0.0),
    two_valued(0.02, 100.0, -5.0, 10.0),
    two_valued(0.98, 5.0, -200.0, 20.0),
    two_valued(0.5, 1.0, -1.0, 3.0),
]
HEAVY = [
    *(lognormal(1.5, share, factor) for share in (0.5, 0.9) for factor in (0.0, 0.5)),
    *(lognormal(2.0, share) for share in (0.5, 0.9)),
    *(heavy(tail, share) for tail in (2.5, 3.0) for share in (0.5, 0.9, 0.95)),
]
FAR_OUT = [
    two_valued(0.002, 1000.0, -5.0, 0.0),
    lognormal(1.5, 0.99),
    lognormal(2.0, 0.99),
    *(lognormal(2.0, share, 0.5) for share in (0.5, 0.9)),
]
"""What a few draws in a hundred decide: their number alone is an error of a tenth, unless the mean is known."""
TOSS_UP = [straight(0.0, 3.0), quadratic(1.0, 3.0)]
"""Where the better of the two options by the draws starts a part of its error too high, unless the mean is known."""


def name(problem: Problem) -> str:
    return problem.name


def within_limits(problem: Problem, found: list[InformationValue]) -> None:
    """Hold the median and each seed to their limits: one value of normal error in 370 is three errors off, one in 16,000 four."""
    values, errors = (np.array([getattr(one, part) for one in found]) for part in ("value", "mc_error"))
    off = np.abs(values - problem.exact)
    is_far = off > ENOUGH * problem.exact
    assert abs(median(values) / problem.exact - 1.0) <= ENOUGH
    assert np.count_nonzero(is_far & (off > 3.0 * errors)) <= 1
    assert not (is_far & (off > 4.0 * errors)).any()


@pytest.mark.parametrize("problem", [*LIGHT, *HEAVY, *FAR_OUT, *TOSS_UP], ids=name)
def test_closed_forms_are_those_of_numerical_integration(problem: Problem) -> None:
    ends = sorted({0.0, *problem.corners, 1.0})

    def integral(figure: Callable[[Floats], Floats]) -> float:
        def at(u: float) -> float:
            return float(figure(problem.expected(problem.quantile(np.array([u]))))[0])

        return math.fsum(
            quad(at, low + 1e-15, high - 1e-15, limit=500, epsabs=1e-10)[0] for low, high in pairwise(ends)
        )

    assert integral(lambda m: m) == pytest.approx(problem.mean, rel=1e-3, abs=1e-6)
    assert integral(lambda m: np.maximum(m, 0.0)) == pytest.approx(problem.positive, rel=1e-3)


@pytest.mark.parametrize("problem", [*LIGHT, *HEAVY], ids=name)
def test_an_input_is_worth_its_closed_form(problem: Problem) -> None:
    within_limits(problem, [evppi(*problem.draw(seed)) for seed in range(SEEDS)])


@pytest.mark.parametrize("problem", [*LIGHT, *HEAVY, *FAR_OUT, *TOSS_UP], ids=name)
def test_an_input_is_worth_its_closed_form_where_the_mean_is_known(problem: Problem) -> None:
    found = []
    for seed in range(SEEDS):
        net_benefits, known = problem.draw(seed)
        found.append(evppi(net_benefits, known, means=(0.0, problem.mean)))
    within_limits(problem, found)


@pytest.mark.parametrize(
    "problem", [straight(0.0, 1.0), lognormal(1.5, 0.5), heavy(3.0, 0.9), quadratic(1.0, 1.0)], ids=name
)
def test_a_known_mean_makes_the_error_smaller(problem: Problem) -> None:
    net_benefits, known = problem.draw(1)
    errors = [evppi(net_benefits, known, means=means).mc_error for means in (None, (0.0, problem.mean))]
    assert errors[1] < errors[0]


@pytest.mark.parametrize(
    "problem", [straight(0.0, 1.0), two_valued(0.02, 100.0, -5.0, 10.0), lognormal(1.5, 0.9), heavy(3.0, 0.9)], ids=name
)
def test_the_errors_are_those_of_repetition(problem: Problem) -> None:
    found = [evppi(*problem.draw(seed)) for seed in range(100)]
    spread = np.std([one.value for one in found])
    stated = np.mean([one.mc_error for one in found])
    # a standard deviation of 100 repetitions is known to one in fourteen where tails are light, and far less well where not
    assert 0.75 < spread / stated < 1.35


@pytest.mark.parametrize("seed", range(SEEDS))
def test_an_input_that_has_nothing_to_do_with_the_decision_is_worth_next_to_nothing(seed: int) -> None:
    for problem in (straight(0.0, 1.0), lognormal(2.0, 0.9), two_valued(0.02, 250.0, -5.0, 10.0)):
        net_benefits, _ = problem.draw(seed)
        other = stream(stream_key(seed, "other"))
        for known in (other.standard_normal(DRAWS), (other.random(DRAWS) < 0.02).astype(float)):
            found = evppi(net_benefits, known)
            assert found.value <= 3.0 * found.mc_error
            assert found.value <= 0.05 * problem.exact
