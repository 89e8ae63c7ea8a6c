"""Shapes by some of their quantiles, whole and cut off, beside what SciPy makes of them."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from scipy import integrate, stats

from blogroi.numerics.moments import interval
from blogroi.numerics.normal_pieces import moments_of_pieces, score_at
from blogroi.numerics.piecewise_normal import PiecewiseNormal

from .drawing import NORMAL_90, RANDOM, TURNED, Floats, bend, drawn, exact

INF = math.inf
ESTIMATE = (-NORMAL_90, 0.0, NORMAL_90), (60.0, 80.0, 130.0)
QUANTILES = tuple(map(float, stats.norm.ppf([0.1, 0.5, 0.9]))), (5.0, 9.0, 20.0)
TWO = (-1.0, 1.0), (3.0, 7.0)
MANY = (-2.0, -0.3, 0.1, 0.2, 3.0), (-50.0, -2.0, 0.0, 9.0, 10.0)
SHAPES = pytest.mark.parametrize(("scores", "values"), [ESTIMATE, QUANTILES, TWO, MANY])
BOUNDS = pytest.mark.parametrize(
    ("lower", "upper"), [(-INF, INF), (6.0, INF), (-INF, 9.5), (3.5, 6.5), (6.0, 9.5), (61.0, 62.0), (90.0, INF)]
)


def lines(z: Floats, scores: tuple[float, ...], values: tuple[float, ...]) -> Floats:
    """Straight pieces through the points, the first and the last going on."""
    steep = np.diff(values) / np.diff(scores)
    found = np.interp(z, scores, values)
    found = np.where(z < scores[0], values[0] + (z - scores[0]) * steep[0], found)
    return np.where(z > scores[-1], values[-1] + (z - scores[-1]) * steep[-1], found)


def holds(lower: float, upper: float, values: tuple[float, ...]) -> bool:
    return lower < values[-1] and upper > values[0]


@SHAPES
def test_draws_are_straight_in_the_normal_score(scores: tuple[float, ...], values: tuple[float, ...]) -> None:
    z = exact(stats.norm)
    steep = np.diff(values) / np.diff(scores)
    error = np.full(z.shape, bend(steep.max(), 0, 1))
    # A cell is at most 1/256 of its distance from the tail wide, so at most 1.2534 / 256 in the score; where a piece ends within
    # it, the chord lies at most a quarter of that times the change of slope away.
    for knot, turn in zip(scores[1:-1], np.abs(np.diff(steep)), strict=True):
        error[np.abs(z - knot) < 1.2534 / 256] += turn * 1.2534 / 256 / 4
    assert np.all(np.abs(drawn(PiecewiseNormal(scores, values)) - lines(z, scores, values)) <= error)


@SHAPES
@BOUNDS
def test_nothing_is_drawn_past_a_bound_and_more_never_gives_less(
    scores: tuple[float, ...], values: tuple[float, ...], lower: float, upper: float
) -> None:
    if holds(lower, upper, values):
        found = drawn(PiecewiseNormal(scores, values, lower=lower, upper=upper), np.sort(RANDOM))
        assert lower <= found.min() <= found.max() <= upper
        # within a cell the straight piece is one product and one sum: it may fall back by a last bit
        assert np.diff(found).min() >= -1e-13 * np.abs(found).max()


@SHAPES
@BOUNDS
def test_mean_and_spread_are_the_integrals(
    scores: tuple[float, ...], values: tuple[float, ...], lower: float, upper: float
) -> None:
    if not holds(lower, upper, values):
        return
    low, high = (score_at(end, scores, values) for end in (lower, upper))
    inner = sorted({max(low, -12.0), *(knot for knot in scores if low < knot < high), min(high, 12.0)})

    def integral(power: int, centre: float = 0.0) -> float:
        def at(z: float) -> float:
            return float((lines(np.array([z]), scores, values)[0] - centre) ** power * stats.norm.pdf(z))

        return float(sum(integrate.quad(at, *span, epsabs=0, epsrel=1e-12)[0] for span in pairwise(inner)))

    whole = integral(0)
    mean = integral(1) / whole
    sd = math.sqrt(integral(2, mean) / whole)
    assert moments_of_pieces(scores, values, lower, upper) == pytest.approx((mean, sd), rel=1e-9, abs=1e-9 * sd)


@pytest.mark.parametrize("far", [1e6, 1e18])
def test_a_bound_far_out_changes_nothing(far: float) -> None:
    whole = moments_of_pieces(*QUANTILES)
    assert moments_of_pieces(*QUANTILES, upper=far) == pytest.approx(whole, rel=1e-14)
    assert moments_of_pieces(*QUANTILES, lower=-far) == pytest.approx(whole, rel=1e-14)


def test_between_two_near_bounds_it_is_uniform() -> None:
    mean, sd = moments_of_pieces(*QUANTILES, lower=7.0, upper=7.0 + 1e-6)
    # across a millionth of some 4 the density changes by less than that in itself
    assert (mean - 7.0, sd) == pytest.approx((5e-7, 1e-6 / math.sqrt(12)), rel=1e-6)


def test_one_line_is_a_normal() -> None:
    assert moments_of_pieces(*TWO) == pytest.approx((5.0, 2.0), rel=1e-15)
    assert moments_of_pieces(*TWO, lower=4.0) == pytest.approx(
        (stats.truncnorm(-0.5, INF, 5, 2).mean(), stats.truncnorm(-0.5, INF, 5, 2).std()), rel=1e-12
    )


def test_two_halves_of_normals_have_a_closed_form() -> None:
    down, up = 20 / NORMAL_90, 50 / NORMAL_90
    mean = 80 + (up - down) / math.sqrt(2 * math.pi)
    sd = math.sqrt((up**2 + down**2) / 2 - (up - down) ** 2 / (2 * math.pi))
    assert moments_of_pieces(*ESTIMATE) == pytest.approx((mean, sd), rel=1e-14)


def test_the_stated_quantiles_are_drawn() -> None:
    shape = PiecewiseNormal(*QUANTILES)
    slope = max(np.diff(QUANTILES[1]) / np.diff(QUANTILES[0]))
    found = drawn(shape, [0.1, 0.5, 0.9])
    assert found.tolist() == pytest.approx([5, 9, 20], abs=slope * 1.2534 / 256 / 4)
    assert interval(shape) == pytest.approx(drawn(shape, [0.05, 0.95]), rel=1e-12)


@SHAPES
def test_the_mirror_image_is_drawn_from_the_other_end(scores: tuple[float, ...], values: tuple[float, ...]) -> None:
    other = PiecewiseNormal(tuple(-part for part in scores[::-1]), tuple(-part for part in values[::-1]), upper=1.0)
    there, back = drawn(PiecewiseNormal(scores, values, lower=-1.0), TURNED), drawn(other, 1 - TURNED)
    assert back == pytest.approx(-there, rel=1e-12, abs=1e-11 * (values[-1] - values[0]))
