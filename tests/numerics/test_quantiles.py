"""Draws against the quantile functions of SciPy, at random places and at the last bit of either tail."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from blogroi import Beta, Normal, Point, Range, Samples, ThreePoint, Uniform
from blogroi.model import Domain, Quantity
from blogroi.model.quantity import Mirrored
from blogroi.model.transform import mirrored
from blogroi.numerics.quantiles import Sampler, interval, moments, moments_of_sum, sampler, sampler_of_sum
from blogroi.numerics.streams import stream

Floats = NDArray[np.float64]

LAST = 2.0**-53
RANDOM = np.concatenate(
    [
        np.random.Generator(np.random.SFC64(20260630)).random(20_000),
        [LAST, 2 * LAST, 1e-9, 1e-4, 0.25, 0.5 - LAST, 0.5, 0.5 + 2 * LAST, 0.75, 1 - 1e-4, 1 - 2 * LAST, 1 - LAST],
    ]
)
TURNED = np.rint(RANDOM / LAST) * LAST  # of 53 bits, as a generator gives them: what is left of 1 is exact
TURNED = TURNED[TURNED > 0]
NORMAL_90 = stats.norm.ppf(0.95)


class Given:
    """A generator of numbers that are given."""

    def __init__(self, numbers: Floats) -> None:
        self.numbers = numbers

    def random(self, *, out: Floats) -> None:
        out[:] = self.numbers


def at(drawn: Sampler, uniforms: Floats | list[float]) -> Floats:
    """Draw at given uniform numbers."""
    given: Any = Given(np.asarray(uniforms, dtype=np.float64))
    out = np.empty(len(uniforms))
    drawn.fill(given, out)
    return out


def drawn(quantity: Quantity, domain: Domain = Domain.REAL, uniforms: Floats = RANDOM) -> Floats:
    return at(sampler(quantity, domain), uniforms)


def exact(distribution: Any, uniforms: Floats = RANDOM) -> Floats:
    """Quantiles by SciPy, from the nearer tail: what is left of 1 would lose all digits."""
    found: Floats = np.where(uniforms <= 0.5, distribution.ppf(uniforms), distribution.isf(1.0 - uniforms))
    return found


def between(low: float, high: float, mean: float, sd: float) -> Floats:
    """Quantiles of the part of a normal between two ends, from the nearer tail: SciPy's own lose it past 1 - 1e-14."""
    below, above = stats.norm(mean, sd).cdf(low), stats.norm(mean, sd).sf(high)
    inside = 1.0 - below - above
    left, right = below + inside * RANDOM, above + inside * (1.0 - RANDOM)
    found: Floats = np.where(left <= right, stats.norm(mean, sd).ppf(left), stats.norm(mean, sd).isf(right))
    return found


def bend(spread: float, curvature: float, slope: float) -> float:
    """Bound the error of straight pieces for a function of a normal variable.

    A cell is at most 1/256 as wide as its distance ``v`` from the tail; the error of a chord is width squared times the
    second derivative over 8, and with ``v / density <= 1.2534`` and ``(v / density)**2 * |z| <= 0.4333`` it is bounded by
    curvature and slope in ``z``; a twentieth is added for their change within a cell.
    """
    per_cell = 8 * 256**2
    return 1.05 * (1.2534**2 * curvature * spread**2 + 0.4333 * slope * spread) / per_cell + 1e-13


class TestNormal:
    def test_draws_are_quantiles_within_a_millionth_of_the_spread(self) -> None:
        assert drawn(Normal(120, 15)) == pytest.approx(exact(stats.norm(120, 15)), rel=0, abs=15e-6)

    def test_the_tails_reach_as_far_as_they_should(self) -> None:
        low, high = drawn(Normal(0, 1), uniforms=np.array([LAST, 1 - LAST]))
        assert (low, high) == pytest.approx((-8.2095, 8.2095), abs=1e-4)

    def test_a_range_through_zero_is_normal(self) -> None:
        expected = exact(stats.norm(5, 15 / NORMAL_90))
        assert drawn(Range(-10, 20)) == pytest.approx(expected, rel=0, abs=1e-6 * 15 / NORMAL_90)

    def test_a_range_said_to_be_normal_is_normal(self) -> None:
        expected = exact(stats.norm(15, 5 / NORMAL_90))
        assert drawn(Range(10, 20, shape="normal")) == pytest.approx(expected, rel=0, abs=1e-6 * 5 / NORMAL_90)


class TestRange:
    @pytest.mark.parametrize(("low", "high"), [(6.0, 11.0), (0.001, 1000.0), (1e-9, 1e-8), (1.0, 1e9)])
    def test_a_range_above_zero_is_lognormal(self, low: float, high: float) -> None:
        spread = math.log(high / low) / 2 / NORMAL_90
        expected = exact(stats.lognorm(spread, scale=math.sqrt(low * high)))
        # derivatives of exp are exp itself: the bound is relative; rounding of z grows with the spread
        assert drawn(Range(low, high)) == pytest.approx(expected, rel=bend(spread, 1, 1) + 1e-14 * spread * 9)

    @pytest.mark.parametrize("confidence", [0.5, 0.8, 0.9, 0.9999])
    def test_the_ends_are_the_quantiles_of_the_confidence(self, confidence: float) -> None:
        tail = (1 - confidence) / 2
        ends = drawn(Range(6, 11, confidence), uniforms=np.array([tail, 1 - tail]))
        assert ends.tolist() == pytest.approx([6, 11], rel=1e-5)

    @pytest.mark.parametrize(("low", "high"), [(0.4, 0.8), (0.01, 0.99), (1e-6, 0.5), (0.5, 1 - 1e-6)])
    def test_a_range_of_shares_is_normal_in_the_logit(self, low: float, high: float) -> None:
        logits = [math.log(end / (1 - end)) for end in (low, high)]
        centre, spread = sum(logits) / 2, (logits[1] - logits[0]) / 2 / NORMAL_90
        expected = 1 / (1 + np.exp(-exact(stats.norm(centre, spread))))
        # of the logistic function, the second derivative is at most 1 / (6 sqrt(3)), the first at most 1/4
        error = bend(spread, 1 / (6 * math.sqrt(3)), 0.25)
        assert drawn(Range(low, high), Domain.SHARE) == pytest.approx(expected, rel=0, abs=error)

    def test_shares_near_zero_keep_their_relative_accuracy(self) -> None:
        share = drawn(Range(1e-12, 2e-12), Domain.SHARE, np.array([0.05]))[0]
        assert share == pytest.approx(1e-12, rel=1e-5)

    @pytest.mark.parametrize(("low", "high"), [(0.0, 0.4), (0.6, 1.0), (0.0, 1.0)])
    def test_a_range_that_touches_the_ends_of_a_share_is_cut_off_there(self, low: float, high: float) -> None:
        spread = (high - low) / 2 / NORMAL_90
        centre = (low + high) / 2
        expected = between(0, 1, centre, spread)
        assert drawn(Range(low, high), Domain.SHARE) == pytest.approx(expected, rel=0, abs=1e-6 * spread)

    def test_an_amount_from_zero_up_is_never_below_zero(self) -> None:
        amounts = drawn(Range(0, 10), Domain.NON_NEGATIVE)
        assert 0.0 <= amounts.min() < 1e-3
        assert amounts.max() > 10

    def test_a_range_below_zero_is_minus_the_lognormal_of_its_mirror_image(self) -> None:
        there, back = drawn(Range(-20, -10), uniforms=TURNED), drawn(Range(10, 20), uniforms=1 - TURNED)
        assert (-there).tolist() == back.tolist()

    def test_a_share_may_be_said_to_be_lognormal_and_stays_a_share(self) -> None:
        spread = math.log(0.9 / 0.2) / 2 / NORMAL_90
        centre = math.log(0.2 * 0.9) / 2
        found = drawn(Range(0.2, 0.9, shape="lognormal"), Domain.SHARE)
        assert found == pytest.approx(np.exp(between(-np.inf, 0, centre, spread)), rel=bend(spread, 1, 1) + 1e-12)


class TestShapeOfAMean:
    @pytest.mark.parametrize(("mean", "sd"), [(100.0, 25.0), (1.0, 3.0), (1e-6, 1e-9)])
    def test_a_lognormal_has_the_mean_and_the_spread_that_were_stated(self, mean: float, sd: float) -> None:
        spread = math.sqrt(math.log1p((sd / mean) ** 2))
        expected = exact(stats.lognorm(spread, scale=mean * math.exp(-(spread**2) / 2)))
        found = drawn(Normal(mean, sd, "lognormal"))
        assert found == pytest.approx(expected, rel=bend(spread, 1, 1) + 1e-14 * spread * 9)
        assert moments(Normal(mean, sd, "lognormal"), Domain.NON_NEGATIVE) == (mean, sd)

    def test_below_zero_it_is_minus_its_mirror_image(self) -> None:
        there = drawn(Normal(-100, 25, "lognormal"), uniforms=TURNED)
        assert (-there).tolist() == drawn(Normal(100, 25, "lognormal"), uniforms=1 - TURNED).tolist()
        assert moments(Normal(-100, 25, "lognormal"), Domain.REAL) == (-100.0, 25.0)

    def test_said_to_be_normal_it_is_what_it_is_unsaid(self) -> None:
        assert drawn(Normal(5, 1, "normal")).tolist() == drawn(Normal(5, 1)).tolist()


class TestThreePoint:
    modes = pytest.mark.parametrize("mode", [400.0, 401.0, 700.0, 950.0, 1400.0, 1500.0])

    @modes
    def test_pert_draws_are_quantiles_within_a_millionth_of_the_range(self, mode: float) -> None:
        a = 1 + 4 * (mode - 400) / 1100
        expected = exact(stats.beta(a, 6 - a, loc=400, scale=1100))
        assert drawn(ThreePoint(400, mode, 1500)) == pytest.approx(expected, rel=0, abs=1100e-6)

    @modes
    def test_triangular_draws_are_quantiles_within_a_millionth_of_the_range(self, mode: float) -> None:
        expected = exact(stats.triang((mode - 400) / 1100, loc=400, scale=1100))
        found = drawn(ThreePoint(400, mode, 1500, "triangular"))
        assert found == pytest.approx(expected, rel=0, abs=1100e-6)

    @pytest.mark.parametrize("shape", ["pert", "triangular"])
    def test_nothing_is_drawn_outside_but_for_a_last_bit(self, shape: Any) -> None:
        found = drawn(ThreePoint(-3, 2, 7, shape))
        assert found.min() >= np.nextafter(-3, -4)
        assert found.max() <= np.nextafter(7, 8)

    @pytest.mark.parametrize("shape", ["pert", "triangular"])
    def test_turned_round_it_is_its_mirror_image(self, shape: Any) -> None:
        uniforms = RANDOM[RANDOM > 0]
        there = drawn(ThreePoint(0, 2, 10, shape), uniforms=uniforms)
        back = drawn(ThreePoint(0, 8, 10, shape), uniforms=1 - uniforms)
        assert there == pytest.approx(10 - back, rel=0, abs=1e-9)

    def test_pert_and_triangular_have_the_means_of_their_conventions(self) -> None:
        middles = (np.arange(100_000) + 0.5) / 100_000
        pert = drawn(ThreePoint(400, 700, 1500), uniforms=middles).mean()
        triangular = drawn(ThreePoint(400, 700, 1500, "triangular"), uniforms=middles).mean()
        assert pert == pytest.approx((400 + 4 * 700 + 1500) / 6, abs=1100e-6 + 0.01)
        assert triangular == pytest.approx((400 + 700 + 1500) / 3, abs=1100e-6 + 0.01)


class TestBeta:
    parameters = pytest.mark.parametrize(
        ("a", "b"),
        [
            (1, 1),
            (8, 4),
            (2, 5),
            (0.5, 0.5),
            (0.1, 0.1),
            (0.1, 30),
            (30, 0.1),
            (1, 1000),
            (1000, 1),
            (50, 3000),
            (1e6, 1e6),
        ],
    )

    @parameters
    def test_draws_lie_between_the_quantiles_at_the_ends_of_their_cells(self, a: float, b: float) -> None:
        # a straight piece from one end to the other of a rising function stays between its ends
        distance = 1 - np.maximum(RANDOM, 1 - RANDOM)
        octave = np.exp2(np.floor(np.log2(distance)))
        below = np.floor(distance / octave * 256) / 256 * octave
        above = np.minimum(below + octave / 256, 0.5 * (1 + 1 / 256))
        law = stats.beta(a, b)
        ends = ((distance, law.ppf(below), law.ppf(above)), (1 - distance, law.isf(above), law.isf(below)))
        for uniforms, low, high in ends:
            found = drawn(Beta(a, b), Domain.SHARE, uniforms)
            # the ends themselves: a tenth of the millionth that is promised for PERT, here of the share itself
            assert np.all(low * (1 - 1e-7) <= found)
            assert np.all(found <= high * (1 + 1e-7))

    def test_a_flat_beta_is_uniform(self) -> None:
        assert drawn(Beta(1, 1), Domain.SHARE) == pytest.approx(RANDOM, rel=0, abs=1e-9)

    @parameters
    def test_draws_are_shares(self, a: float, b: float) -> None:
        found = drawn(Beta(a, b), Domain.SHARE)
        assert found.min() >= 0
        assert found.max() <= 1


class TestUniform:
    def test_draws_are_exact_but_for_rounding(self) -> None:
        assert drawn(Uniform(-2, 8)) == pytest.approx(-2 + 10 * RANDOM, rel=0, abs=8 * 2 * np.finfo(float).eps)


class TestSamples:
    def test_each_value_has_the_same_share_of_the_uniform_numbers(self) -> None:
        quarters = np.array([0, 0.2499, 0.25, 0.4999, 0.5, 0.7499, 0.75, 1 - LAST])
        found = drawn(Samples([3, 1, 4, 1.5]), uniforms=quarters)
        assert found.tolist() == [3, 3, 1, 1, 4, 4, 1.5, 1.5]

    def test_a_single_value_is_always_drawn(self) -> None:
        assert set(drawn(Samples([7])).tolist()) == {7.0}

    def test_values_are_carried_over_by_offset_and_factor(self) -> None:
        found = at(sampler(Samples([0.25, 0.5]), Domain.SHARE, offset=1, factor=-1), [0.1, 0.9])
        assert found.tolist() == [0.75, 0.5]


QUANTITIES: list[Quantity] = [
    Point(0.4),
    Uniform(0.1, 0.7),
    ThreePoint(0, 0.3, 1),
    ThreePoint(0.2, 0.3, 0.9, "triangular"),
    Range(0.2, 0.7),
    Range(0, 0.5),
    Normal(0.5, 0.4),
    Beta(2, 3),
    Samples([0.1, 0.2, 1.0]),
]


class TestEveryShape:
    shapes = pytest.mark.parametrize("quantity", QUANTITIES, ids=lambda quantity: type(quantity).__name__)

    @shapes
    @pytest.mark.parametrize(("offset", "factor"), [(1.0, -1.0), (0.0, 250.0), (-3.0, 1e-6), (5.0, 0.0)])
    def test_offset_and_factor_are_built_in(self, quantity: Quantity, offset: float, factor: float) -> None:
        found = at(sampler(quantity, Domain.SHARE, offset=offset, factor=factor), RANDOM)
        # a few roundings of each step, none of which exceeds this scale
        scale = 8 * np.finfo(float).eps * (abs(offset) + abs(factor))
        assert found == pytest.approx(offset + factor * drawn(quantity, Domain.SHARE), rel=0, abs=scale)

    @shapes
    def test_shares_stay_shares_in_every_bit(self, quantity: Quantity) -> None:
        found = drawn(quantity, Domain.SHARE)
        left = at(sampler(quantity, Domain.SHARE, offset=1, factor=-1), RANDOM)
        for shares in (found, left):
            assert shares.min() >= 0
            assert shares.max() <= 1

    @shapes
    def test_the_uniform_number_zero_is_no_exception(self, quantity: Quantity) -> None:
        at_zero, next_to_it = drawn(quantity, Domain.SHARE, np.array([0.0, LAST]))
        assert math.isfinite(at_zero)
        assert at_zero <= next_to_it or isinstance(quantity, Samples)

    @shapes
    def test_greater_uniform_numbers_never_give_smaller_draws(self, quantity: Quantity) -> None:
        found = drawn(quantity, Domain.SHARE, np.sort(RANDOM))
        assert np.all(np.diff(found) >= -4 * np.finfo(float).eps)  # two roundings of either neighbour

    @shapes
    def test_draws_come_one_by_one_as_they_come_together(self, quantity: Quantity) -> None:
        made = sampler(quantity, Domain.SHARE)
        together, generator = np.empty(100), stream(3)
        made.fill(stream(3), together)
        parts = [np.empty(size) for size in (1, 2, 40, 57)]
        for part in parts:
            made.fill(generator, part)
        assert np.concatenate(parts).tolist() == together.tolist()


def test_a_point_is_drawn_as_itself() -> None:
    assert set(drawn(Point(0.1)).tolist()) == {0.1}


class TestWithinADomain:
    """What could leave a domain is drawn from the part within: nothing is piled up at an end."""

    @pytest.mark.parametrize(
        ("mean", "sd"), [(0.5, 5.0), (0.5, 0.3), (0.02, 0.3), (1.0, 0.1), (0.3, 400.0), (0.1, 0.0125)]
    )
    def test_a_share_follows_the_normal_between_zero_and_one(self, mean: float, sd: float) -> None:
        found = drawn(Normal(mean, sd), Domain.SHARE)
        assert found == pytest.approx(between(0, 1, mean, sd), rel=0, abs=1e-6 * min(sd, 1.0))

    @pytest.mark.parametrize(("mean", "sd"), [(0.0, 1.0), (100.0, 25.0), (100.0, 500.0), (10.0, 1.21)])
    def test_an_amount_follows_the_normal_above_zero(self, mean: float, sd: float) -> None:
        found = drawn(Normal(mean, sd), Domain.NON_NEGATIVE)
        assert found == pytest.approx(between(0, np.inf, mean, sd), rel=0, abs=1e-6 * sd)

    def test_a_spread_that_dwarfs_the_domain_leaves_any_share_as_likely(self) -> None:
        for sd in (1e5, 1e9, 1e18):
            assert drawn(Normal(0.3, sd), Domain.SHARE) == pytest.approx(RANDOM, rel=0, abs=1e-6)

    def test_where_the_domain_is_far_it_changes_no_bit(self) -> None:
        assert drawn(Normal(100, 10), Domain.NON_NEGATIVE).tolist() == drawn(Normal(100, 10)).tolist()

    def test_no_value_is_drawn_twice_as_often_as_its_neighbours(self) -> None:
        shares = drawn(Normal(0.5, 5), Domain.SHARE, (np.arange(10_000) + 0.5) / 10_000)
        assert np.unique(shares).size == 10_000


LAWS: list[tuple[Quantity, Any]] = [
    (Uniform(2, 5), stats.uniform(2, 3)),
    (ThreePoint(0, 3, 10), stats.beta(2.2, 3.8, scale=10)),
    (ThreePoint(0, 3, 10, "triangular"), stats.triang(0.3, scale=10)),
    (Normal(1, 2), stats.norm(1, 2)),
    (Range(6, 11), stats.lognorm(math.log(11 / 6) / 2 / NORMAL_90, scale=math.sqrt(66))),
    (Range(-2, 8), stats.norm(3, 5 / NORMAL_90)),
    (Beta(0.5, 2), stats.beta(0.5, 2)),
]


@pytest.mark.parametrize(("quantity", "law"), LAWS, ids=lambda part: type(part).__name__)
def test_many_draws_follow_their_law(quantity: Quantity, law: Any) -> None:
    draws = np.empty(100_000)
    sampler(quantity, Domain.REAL).fill(stream(5), draws)
    # Dvoretzky, Kiefer and Wolfowitz: passed by chance alone once in a million times
    bound = math.sqrt(math.log(2 / 1e-6) / (2 * draws.size))
    assert stats.kstest(draws, law.cdf).statistic < bound


class TestInterval:
    @pytest.mark.parametrize(
        ("quantity", "expected"),
        [
            (Point(4), (4, 4)),
            (Range(0, 800), (0, 800)),
            (Uniform(1, 2), (1, 2)),
            (ThreePoint(1, 2, 5), (1, 5)),
            (Samples([3, -1, 2]), (-1, 3)),
        ],
    )
    def test_stated_ends_are_kept(self, quantity: Quantity, expected: tuple[float, float]) -> None:
        assert interval(quantity, Domain.REAL) == expected

    def test_a_normal_has_the_ends_of_its_confidence(self) -> None:
        assert interval(Normal(10, 2), Domain.REAL) == pytest.approx((10 - 2 * NORMAL_90, 10 + 2 * NORMAL_90))

    def test_a_normal_has_the_ends_of_what_lies_within_its_domain(self) -> None:
        law = stats.truncnorm(-0.5, np.inf, 1, 2)
        assert interval(Normal(1, 2), Domain.NON_NEGATIVE) == pytest.approx(law.interval(0.9), rel=1e-5)

    def test_a_lognormal_has_the_ends_of_its_confidence(self) -> None:
        spread = math.sqrt(math.log1p(0.25))
        law = stats.lognorm(spread, scale=10 * math.exp(-(spread**2) / 2))
        assert interval(Normal(10, 5, "lognormal"), Domain.REAL) == pytest.approx(law.interval(0.9), rel=1e-5)
        assert interval(Normal(-10, 5, "lognormal"), Domain.REAL) == pytest.approx(
            [-end for end in law.interval(0.9)[::-1]], rel=1e-5
        )

    def test_a_mirror_image_has_the_ends_of_the_other_side(self) -> None:
        low, high = interval(Beta(2, 6), Domain.SHARE)
        assert interval(Mirrored(Beta(2, 6)), Domain.REAL) == (-high, -low)

    def test_a_beta_has_the_ends_of_its_confidence(self) -> None:
        law = stats.beta(2, 6)
        expected = law.ppf(0.05), law.isf(0.05)
        assert interval(Beta(2, 6), Domain.SHARE) == pytest.approx(expected, rel=1e-5)

    def test_and_of_another_confidence(self) -> None:
        assert interval(Normal(10, 2), Domain.REAL, 0.5) == pytest.approx(stats.norm(10, 2).interval(0.5))
        shares = stats.truncnorm(-0.5 / 0.3, 0.5 / 0.3, 0.5, 0.3)
        assert interval(Normal(0.5, 0.3), Domain.SHARE, 0.99) == pytest.approx(shares.interval(0.99), rel=1e-5)
        law = stats.beta(0.7, 0.4)
        assert interval(Beta(0.7, 0.4), Domain.SHARE, 0.5) == pytest.approx(law.interval(0.5), rel=1e-5)


class TestMoments:
    @pytest.mark.parametrize(("quantity", "law"), LAWS, ids=lambda part: type(part).__name__)
    def test_mean_and_spread_are_those_of_the_law(self, quantity: Quantity, law: Any) -> None:
        # closed forms on both sides: some roundings of either
        assert moments(quantity, Domain.REAL) == pytest.approx((law.mean(), law.std()), rel=1e-13)

    def test_points_and_samples_are_exact(self) -> None:
        assert moments(Point(-4), Domain.REAL) == (-4.0, 0.0)
        assert moments(Samples([1, 2, 6]), Domain.REAL) == pytest.approx((3.0, math.sqrt(14 / 3)), rel=1e-15)

    @pytest.mark.parametrize(("mean", "sd"), [(0.5, 0.5), (0.9, 0.2), (0.02, 0.3), (0.5, 5.0)])
    def test_what_lies_outside_the_domain_does_not_count(self, mean: float, sd: float) -> None:
        law = stats.truncnorm(-mean / sd, (1.0 - mean) / sd, mean, sd)
        # Simpson's rule over 256 cells an octave leaves less than 1e-8 of a function that bends as these do
        assert moments(Normal(mean, sd), Domain.SHARE) == pytest.approx((law.mean(), law.std()), rel=1e-8)

    @pytest.mark.parametrize(("mean", "sd"), [(100.0, 25.0), (0.0, 3.0), (1.0, 100.0)])
    def test_an_amount_has_the_moments_of_the_normal_above_zero(self, mean: float, sd: float) -> None:
        law = stats.truncnorm(-mean / sd, np.inf, mean, sd)
        assert moments(Normal(mean, sd), Domain.NON_NEGATIVE) == pytest.approx((law.mean(), law.std()), rel=1e-8)

    def test_a_range_of_shares_has_those_of_the_normal_in_the_logit(self) -> None:
        low, high = (math.log(end / (1 - end)) for end in (0.4, 0.8))
        z, weights = np.polynomial.hermite_e.hermegauss(100)
        shares = 1 / (1 + np.exp(-((low + high) / 2 + (high - low) / 2 / NORMAL_90 * z)))
        weights /= weights.sum()
        first = float((weights * shares).sum())
        sd = math.sqrt(float((weights * (shares - first) ** 2).sum()))
        assert moments(Range(0.4, 0.8), Domain.SHARE) == pytest.approx((first, sd), rel=1e-8)

    @pytest.mark.parametrize("quantity", QUANTITIES, ids=lambda quantity: type(quantity).__name__)
    def test_they_are_those_of_evenly_spaced_draws(self, quantity: Quantity) -> None:
        found = drawn(quantity, Domain.SHARE, (np.arange(300_000) + 0.5) / 300_000)
        assert moments(quantity, Domain.SHARE) == pytest.approx((found.mean(), found.std()), abs=1e-5)


class TestMirrored:
    """The mirror image of a quantity is drawn from the other end, to the last bit."""

    @pytest.mark.parametrize("quantity", [*QUANTITIES, Range(-3, 8), Range(-5, -2)], ids=repr)
    def test_its_draws_are_minus_those_from_the_other_end(self, quantity: Quantity) -> None:
        if isinstance(quantity, Samples):  # taken in its own order, which is kept
            assert drawn(mirrored(quantity)).tolist() == (-drawn(quantity)).tolist()
            return
        there, back = drawn(quantity, uniforms=TURNED), drawn(mirrored(quantity), uniforms=1 - TURNED)
        assert back == pytest.approx(-there, rel=1e-12, abs=1e-10)  # two tables of one beta agree so far

    @pytest.mark.parametrize("quantity", [*QUANTITIES, Range(-3, 8), Range(-5, -2)], ids=repr)
    def test_its_moments_and_its_ends_are_those_with_the_sign_turned(self, quantity: Quantity) -> None:
        mean, sd = moments(quantity, Domain.REAL)
        assert moments(mirrored(quantity), Domain.REAL) == pytest.approx((-mean, sd), rel=1e-14)
        low, high = interval(quantity, Domain.REAL)
        assert interval(mirrored(quantity), Domain.REAL) == (-high, -low)


PARTS: list[list[tuple[Quantity, float]]] = [
    [(Normal(10, 2), 1.0)],
    [(Range(6, 11), 0.97), (Range(8, 20), 0.94), (Range(2, 3), 0.91)],
    [(Range(6, 11), 1.0), (Point(4), 2.0), (ThreePoint(0, 1, 9), 0.0)],
    [(Beta(2, 3), 100.0), (Uniform(-5, 5), 0.5)],
    [(Samples([4, 1, 2]), 1.0), (Samples([0, 7, 3]), 0.5)],
    [(Samples([4, 1, 2]), 1.0), (Samples([0, 7, 3, 3, 1]), 0.5)],
    [(Range(6, 11), 1.0), (Samples([4, 1, 2]), 3.0), (Samples([0, 90]), 1.0)],
    [(Point(2), 1.5), (Point(3), 1.0)],
]


class TestSums:
    parts = pytest.mark.parametrize("parts", PARTS, ids=range(len(PARTS)))

    @parts
    def test_all_parts_are_drawn_at_the_same_quantile(self, parts: list[tuple[Quantity, float]]) -> None:
        found = at(sampler_of_sum(parts, Domain.REAL), RANDOM)
        ascending = [
            (Samples(sorted(part.values)) if isinstance(part, Samples) else part, weight) for part, weight in parts
        ]
        expected = sum(weight * drawn(part) for part, weight in ascending)
        assert found == pytest.approx(expected, rel=1e-12, abs=1e-12)

    @parts
    def test_their_moments_are_those_of_evenly_spaced_draws(self, parts: list[tuple[Quantity, float]]) -> None:
        draws = at(sampler_of_sum(parts, Domain.REAL), (np.arange(300_000) + 0.5) / 300_000)
        mean, sd = moments_of_sum(parts, Domain.REAL)
        # the midpoint rule leaves the tails of 1 / 300,000, and of a step up to half a cell of 1 / 300,000
        assert mean == pytest.approx(draws.mean(), rel=2e-5)
        assert sd == pytest.approx(draws.std(), rel=2e-4, abs=1e-12)

    def test_normal_parts_add_up_their_spreads(self) -> None:
        parts: list[tuple[Quantity, float]] = [(Normal(1, 2), 0.5), (Normal(-3, 1), 2.0), (Range(-1, 3), 1.0)]
        mean, sd = moments_of_sum(parts, Domain.REAL)
        assert (mean, sd) == pytest.approx((0.5 - 6 + 1, 1 + 2 + 2 / NORMAL_90), rel=1e-14)

    def test_lognormal_parts_have_the_covariance_of_their_exponents(self) -> None:
        parts: list[tuple[Quantity, float]] = [(Range(6, 11), 1.0), (Range(2, 9), 3.0)]
        spreads = [math.log(11 / 6) / 2 / NORMAL_90, math.log(9 / 2) / 2 / NORMAL_90]
        means = [moments(quantity, Domain.REAL)[0] * weight for quantity, weight in parts]
        variance = sum(
            one * other * math.expm1(here * there)
            for one, here in zip(means, spreads, strict=True)
            for other, there in zip(means, spreads, strict=True)
        )
        assert moments_of_sum(parts, Domain.REAL) == pytest.approx((sum(means), math.sqrt(variance)), rel=1e-8)

    def test_shares_are_kept_within_their_domain_each(self) -> None:
        shares: list[tuple[Quantity, float]] = [(Normal(0.9, 0.2), 0.5), (Normal(0.1, 0.3), 0.5)]
        found = at(sampler_of_sum(shares, Domain.SHARE), RANDOM)
        assert found.min() >= 0.0
        assert found.max() <= 1.0
        expected = sum(weight * drawn(quantity, Domain.SHARE) for quantity, weight in shares)
        assert found == pytest.approx(expected, rel=1e-12, abs=1e-12)
