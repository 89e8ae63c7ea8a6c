"""What is drawn for what was stated, against the distributions of SciPy."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from scipy import stats

from blogroi import Beta, Normal, Point, Range, Samples, ThreePoint, Uniform
from blogroi.engine.shapes import interval_of, moments_of, shape_of, shapes_of
from blogroi.model import Domain, Quantity
from blogroi.model.quantity import Mirrored
from blogroi.model.transform import mirrored
from blogroi.numerics import shapes
from blogroi.numerics.sampler import sampler
from blogroi.numerics.streams import stream

from ..numerics.drawing import NORMAL_90, RANDOM, TURNED, Floats, at, bend, between, exact


def drawn(quantity: Quantity, domain: Domain = Domain.REAL, uniforms: Floats | list[float] = RANDOM) -> Floats:
    return at(sampler(shape_of(quantity, domain)), uniforms)


class TestNormal:
    def test_draws_are_quantiles_within_a_millionth_of_the_spread(self) -> None:
        assert drawn(Normal(120, 15)) == pytest.approx(exact(stats.norm(120, 15)), rel=0, abs=15e-6)

    def test_a_range_through_zero_is_normal(self) -> None:
        expected = exact(stats.norm(5, 15 / NORMAL_90))
        assert drawn(Range(-10, 20)) == pytest.approx(expected, rel=0, abs=1e-6 * 15 / NORMAL_90)

    def test_a_range_said_to_be_normal_is_normal(self) -> None:
        expected = exact(stats.norm(15, 5 / NORMAL_90))
        assert drawn(Range(10, 20, shape="normal")) == pytest.approx(expected, rel=0, abs=1e-6 * 5 / NORMAL_90)


class TestRange:
    @pytest.mark.parametrize(("low", "high"), [(6.0, 11.0), (0.4, 0.8), (0.001, 1000.0), (1e-9, 1e-8), (1.0, 1e9)])
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
        assert moments_of(Normal(mean, sd, "lognormal"), Domain.NON_NEGATIVE) == (mean, sd)

    def test_below_zero_it_is_minus_its_mirror_image(self) -> None:
        there = drawn(Normal(-100, 25, "lognormal"), uniforms=TURNED)
        assert (-there).tolist() == drawn(Normal(100, 25, "lognormal"), uniforms=1 - TURNED).tolist()
        assert moments_of(Normal(-100, 25, "lognormal"), Domain.REAL) == (-100.0, 25.0)

    def test_said_to_be_normal_it_is_what_it_is_unsaid(self) -> None:
        assert drawn(Normal(5, 1, "normal")).tolist() == drawn(Normal(5, 1)).tolist()


class TestBounds:
    """The domain of a field becomes the bounds of the shape, whichever it is."""

    @pytest.mark.parametrize(
        "quantity",
        [
            Point(1),
            Normal(0.5, 0.2),
            Range(0.2, 0.3),
            Uniform(0, 1),
            Beta(2, 3),
            ThreePoint(0, 0.2, 1),
            ThreePoint(0, 0.2, 1, "triangular"),
            Range(0, 0.4),
            Normal(0.4, 0.1, "lognormal"),
            Range(0.1, 0.4, shape="lognormal"),
        ],
        ids=repr,
    )
    @pytest.mark.parametrize("domain", Domain)
    def test_nothing_drawn_passes_the_ends_of_the_domain(self, quantity: Quantity, domain: Domain) -> None:
        shape = shape_of(quantity, domain)
        assert isinstance(shape, shapes.Continuous)
        assert (shape.lower, shape.upper) == domain.value

    def test_a_list_has_a_shape_for_each_period(self) -> None:
        listed = Range(1, 2), Samples([3, 4])
        assert shapes_of(listed, Domain.REAL) == tuple(shape_of(part, Domain.REAL) for part in listed)
        assert shapes_of(Range(1, 2), Domain.REAL) == (shape_of(Range(1, 2), Domain.REAL),)


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
    sampler(shape_of(quantity, Domain.REAL)).fill(stream(5), draws)
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
        assert interval_of(quantity, Domain.REAL) == expected

    def test_a_normal_has_the_ends_of_its_confidence(self) -> None:
        assert interval_of(Normal(10, 2), Domain.REAL) == pytest.approx((10 - 2 * NORMAL_90, 10 + 2 * NORMAL_90))

    def test_a_normal_has_the_ends_of_what_lies_within_its_domain(self) -> None:
        law = stats.truncnorm(-0.5, np.inf, 1, 2)
        assert interval_of(Normal(1, 2), Domain.NON_NEGATIVE) == pytest.approx(law.interval(0.9), rel=1e-5)

    def test_a_lognormal_has_the_ends_of_its_confidence(self) -> None:
        spread = math.sqrt(math.log1p(0.25))
        law = stats.lognorm(spread, scale=10 * math.exp(-(spread**2) / 2))
        assert interval_of(Normal(10, 5, "lognormal"), Domain.REAL) == pytest.approx(law.interval(0.9), rel=1e-5)
        assert interval_of(Normal(-10, 5, "lognormal"), Domain.REAL) == pytest.approx(
            [-end for end in law.interval(0.9)[::-1]], rel=1e-5
        )

    def test_a_mirror_image_has_the_ends_of_the_other_side(self) -> None:
        low, high = interval_of(Beta(2, 6), Domain.SHARE)
        assert interval_of(Mirrored(Beta(2, 6)), Domain.REAL) == (-high, -low)

    def test_a_beta_has_the_ends_of_its_confidence(self) -> None:
        law = stats.beta(2, 6)
        expected = law.ppf(0.05), law.isf(0.05)
        assert interval_of(Beta(2, 6), Domain.SHARE) == pytest.approx(expected, rel=1e-5)


class TestMoments:
    @pytest.mark.parametrize(("quantity", "law"), LAWS, ids=lambda part: type(part).__name__)
    def test_mean_and_spread_are_those_of_the_law(self, quantity: Quantity, law: Any) -> None:
        # closed forms on both sides: some roundings of either
        assert moments_of(quantity, Domain.REAL) == pytest.approx((law.mean(), law.std()), rel=1e-13)

    def test_points_and_samples_are_exact(self) -> None:
        assert moments_of(Point(-4), Domain.REAL) == (-4.0, 0.0)
        assert moments_of(Samples([1, 2, 6]), Domain.REAL) == pytest.approx((3.0, math.sqrt(14 / 3)), rel=1e-15)

    def test_a_range_of_shares_has_those_of_the_normal_in_the_logit(self) -> None:
        low, high = (math.log(end / (1 - end)) for end in (0.4, 0.8))
        z, weights = np.polynomial.hermite_e.hermegauss(100)
        shares = 1 / (1 + np.exp(-((low + high) / 2 + (high - low) / 2 / NORMAL_90 * z)))
        weights /= weights.sum()
        first = float((weights * shares).sum())
        sd = math.sqrt(float((weights * (shares - first) ** 2).sum()))
        assert moments_of(Range(0.4, 0.8), Domain.SHARE) == pytest.approx((first, sd), rel=1e-8)

    @pytest.mark.parametrize("quantity", QUANTITIES, ids=lambda quantity: type(quantity).__name__)
    def test_they_are_those_of_evenly_spaced_draws(self, quantity: Quantity) -> None:
        found = drawn(quantity, Domain.SHARE, (np.arange(300_000) + 0.5) / 300_000)
        assert moments_of(quantity, Domain.SHARE) == pytest.approx((found.mean(), found.std()), abs=1e-5)


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
        mean, sd = moments_of(quantity, Domain.REAL)
        assert moments_of(mirrored(quantity), Domain.REAL) == pytest.approx((-mean, sd), rel=1e-14)
        low, high = interval_of(quantity, Domain.REAL)
        assert interval_of(mirrored(quantity), Domain.REAL) == (-high, -low)
