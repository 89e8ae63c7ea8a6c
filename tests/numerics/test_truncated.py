"""Shapes cut off between two bounds, beside SciPy's of the same law: nothing is piled up at an end."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from scipy import stats

from blogroi.numerics.moments import interval
from blogroi.numerics.shapes import Beta, Continuous, LogitNormal, Lognormal, Mirrored, Normal, Pert
from blogroi.numerics.triangular import Triangular

from .drawing import RANDOM, TURNED, Floats, drawn

INF = math.inf


def cut(law: Any, lower: float, upper: float, uniforms: Floats = RANDOM) -> Floats:
    """Quantiles of what of a law lies between two bounds, by the tail that is less."""
    below, above = law.cdf(lower), law.sf(upper)
    inside = law.cdf(upper) - below if upper <= law.median() else law.sf(lower) - above
    left, right = below + inside * uniforms, above + inside * (1.0 - uniforms)
    found: Floats = np.where(left <= right, law.ppf(left), law.isf(right))
    return found


LAWS: list[tuple[Any, Any, float, float]] = [
    (Triangular(0, 3, 10), stats.triang(0.3, scale=10), 2, 8),
    (Triangular(0, 3, 10), stats.triang(0.3, scale=10), -5, 2),
    (Triangular(0, 3, 10), stats.triang(0.3, scale=10), 4, INF),
    (Triangular(0, 0, 10), stats.triang(0, scale=10), 1, 3),
    (Triangular(0, 10, 10), stats.triang(1, scale=10), -INF, 3),
    (Pert(0, 3, 10), stats.beta(2.2, 3.8, scale=10), 2, 8),
    (Pert(0, 3, 10), stats.beta(2.2, 3.8, scale=10), -5, 2),
    (Pert(0, 0, 10), stats.beta(1, 5, scale=10), 4, INF),
    (Beta(2, 3), stats.beta(2, 3), 0.5, INF),
    (Beta(0.5, 0.5), stats.beta(0.5, 0.5), 0.1, 0.4),
    (Beta(20, 20), stats.beta(20, 20), 0.8, 1),
    (Beta(1000, 1000), stats.beta(1000, 1000), -INF, 0.45),
    (Beta(2, 3000), stats.beta(2, 3000), -INF, 0.3),
    (Beta(0.8, 1000), stats.beta(0.8, 1000), 0.002, 0.9),
    (Normal(5, 2), stats.norm(5, 2), 9, 14),
    (Normal(5, 2), stats.norm(5, 2), -4, -1),
    (Lognormal(1, 0.5), stats.lognorm(0.5, scale=math.e), 2, 4),
    (Lognormal(1, 0.5), stats.lognorm(0.5, scale=math.e), 6, INF),
]


def between(shape: Continuous, lower: float, upper: float) -> Any:
    kept = {part.name: getattr(shape, part.name) for part in type(shape).__attrs_attrs__}
    return type(shape)(**(kept | {"lower": lower, "upper": upper}))


CUT = pytest.mark.parametrize(("shape", "law", "lower", "upper"), LAWS, ids=lambda part: type(part).__name__)


@CUT
def test_draws_are_quantiles_of_the_part_within(shape: Any, law: Any, lower: float, upper: float) -> None:
    expected = cut(law, lower, upper)
    spread = expected.max() - expected.min()
    # straight pieces over cells 1/256 as wide as their distance from the tail: within 1e-5 of what is drawn in all
    assert drawn(between(shape, lower, upper)) == pytest.approx(expected, rel=0, abs=1e-5 * spread)


@CUT
def test_nothing_is_drawn_past_a_bound_and_more_never_gives_less(
    shape: Any, law: Any, lower: float, upper: float
) -> None:
    found = drawn(between(shape, lower, upper), np.sort(RANDOM))
    assert lower <= found.min() <= found.max() <= upper
    assert np.diff(found).min() >= -1e-13 * np.abs(found).max()


@CUT
def test_nothing_is_piled_up_at_a_bound(shape: Any, law: Any, lower: float, upper: float) -> None:
    found = drawn(between(shape, lower, upper), (np.arange(10_000) + 0.5) / 10_000)
    assert np.unique(found).size == found.size


@CUT
def test_mean_and_spread_are_those_of_the_part_within(shape: Any, law: Any, lower: float, upper: float) -> None:
    # Gauss and Legendre on quantiles of SciPy's, over pieces ten times as long each as the one before: exact to 1e-9; what lies
    # nearer to an end than 1e-14 is next to nothing
    edges = np.concatenate([10.0 ** np.arange(-14, 0), [0.5]])
    points, weights = np.polynomial.legendre.leggauss(24)
    half = np.diff(edges)[:, None] / 2
    near, by = (edges[:-1, None] + half * (1 + points)).ravel(), (half * weights).ravel()
    values = np.concatenate([cut(law, lower, upper, near), cut(law, lower, upper, 1 - near)])
    by = np.concatenate([by, by])
    mean = float((by * values).sum())
    sd = math.sqrt(float((by * (values - mean) ** 2).sum()))
    assert between(shape, lower, upper).moments() == pytest.approx((mean, sd), rel=1e-6)


@CUT
def test_the_mirror_image_is_drawn_from_the_other_end(shape: Any, law: Any, lower: float, upper: float) -> None:
    part = between(shape, lower, upper)
    there, back = drawn(part, TURNED), drawn(Mirrored(part, lower=-upper, upper=-lower), 1 - TURNED)
    assert back == pytest.approx(-there, rel=1e-12, abs=1e-10)  # the halves of a beta's table agree so far at one half


def test_a_logit_normal_is_cut_in_the_logit() -> None:
    share = LogitNormal(-0.5, 1.2, lower=0.2, upper=0.6)
    law = stats.norm(-0.5, 1.2)
    expected = 1 / (1 + np.exp(-cut(law, math.log(0.25), math.log(1.5))))
    assert drawn(share) == pytest.approx(expected, rel=0, abs=1e-5 * 0.4)


def test_the_ends_of_a_part_are_its_bounds_where_the_shape_has_ends() -> None:
    assert interval(Triangular(0, 3, 10, lower=2, upper=8)) == (2, 8)
    assert interval(Pert(0, 3, 10, lower=2)) == (2, 10)
