"""What is drawn for an estimate with its interval, quantiles, a chance, weighted samples, studies, and for what is cut off."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from blogroi import Beta, Chance, Estimate, Normal, Quantiles, Range, Samples, Studies, ThreePoint, Uniform
from blogroi.engine.shapes import interval_of, moments_of, shape_of
from blogroi.model import Domain, Quantity
from blogroi.model.transform import ascending, mirrored
from blogroi.numerics.sampler import sampler
from blogroi.testing.strategies.values import quantities
from tests.numerics.students import quantile

from ..numerics.drawing import NORMAL_90, RANDOM, Floats, at, bend, exact

EVEN = (np.arange(10_000) + 0.5) / 10_000
TURNED = np.rint(EVEN * 2.0**53) / 2.0**53  # of 53 bits: what is left of 1 is exact


def drawn(quantity: Quantity, domain: Domain = Domain.REAL, uniforms: Floats | list[float] = RANDOM) -> Floats:
    return at(sampler(shape_of(quantity, domain)), uniforms)


class TestEstimate:
    def test_half_lies_below_the_estimate_and_the_ends_hold_nine_tenths(self) -> None:
        found = drawn(Estimate(80, 60, 130), uniforms=[0.05, 0.5, 0.95])
        assert found.tolist() == pytest.approx([60, 80, 130], abs=50 / NORMAL_90 * 1e-5)

    def test_each_side_is_half_of_a_normal(self) -> None:
        z = exact(stats.norm)
        expected = 80 + np.where(z < 0, 20 * z, 50 * z) / NORMAL_90
        assert drawn(Estimate(80, 60, 130)) == pytest.approx(expected, rel=0, abs=bend(50 / NORMAL_90, 0, 1))

    def test_with_both_sides_alike_it_is_a_normal(self) -> None:
        assert moments_of(Estimate(80, 60, 100), Domain.REAL) == pytest.approx((80, 20 / NORMAL_90), rel=1e-14)

    def test_its_confidence_says_which_quantiles_the_ends_are(self) -> None:
        found = drawn(Estimate(8, 6, 13, 0.5), uniforms=[0.25, 0.75])
        assert found.tolist() == pytest.approx([6, 13], abs=1e-5 * 13)

    def test_as_a_bound_it_keeps_its_ends(self) -> None:
        assert interval_of(Estimate(8, 6, 13, 0.5), Domain.REAL) == (6, 13)
        assert interval_of(Estimate(8, 6, 13, 0.5, min=7), Domain.REAL) == (7, 13)


class TestQuantiles:
    def test_they_are_drawn(self) -> None:
        stated = Quantiles([(0.1, 5), (0.5, 9), (0.9, 20)])
        steep = 11 / stats.norm.ppf(0.9)
        assert drawn(stated, uniforms=[0.1, 0.5, 0.9]).tolist() == pytest.approx(
            [5, 9, 20], abs=steep * 1.2534 / 256 / 4
        )

    def test_two_of_them_are_a_normal(self) -> None:
        stated = Quantiles([(0.05, 10), (0.95, 20)])
        assert moments_of(stated, Domain.REAL) == pytest.approx((15, 5 / NORMAL_90), rel=1e-13)

    def test_those_of_an_estimate_are_the_estimate(self) -> None:
        one, other = Quantiles([(0.05, 60), (0.5, 80), (0.95, 130)]), Estimate(80, 60, 130)
        assert drawn(one) == pytest.approx(drawn(other), rel=1e-13, abs=1e-12)

    def test_the_ends_are_carried_on_as_far_as_the_domain(self) -> None:
        amounts = drawn(Quantiles([(0.1, 1), (0.9, 20)]), Domain.NON_NEGATIVE)
        assert 0 <= amounts.min() < 1e-3
        assert amounts.max() > 40


class TestChance:
    def test_it_is_one_as_often_as_it_is_said(self) -> None:
        assert drawn(Chance(0.3), uniforms=[0.0, 0.699, 0.701, 0.999]).tolist() == [0, 0, 1, 1]
        assert moments_of(Chance(0.3), Domain.SHARE) == pytest.approx((0.3, math.sqrt(0.21)), rel=1e-15)

    @pytest.mark.parametrize("chance", [0, 1])
    def test_a_certain_one_always_is_or_never(self, chance: float) -> None:
        assert set(drawn(Chance(chance), uniforms=EVEN)) == {chance}

    def test_its_mirror_image_is_drawn_from_the_other_end(self) -> None:
        assert drawn(mirrored(Chance(0.3)), uniforms=1 - EVEN).tolist() == (-drawn(Chance(0.3), uniforms=EVEN)).tolist()


class TestSamples:
    def test_weights_say_how_often(self) -> None:
        found = drawn(Samples([3, 1, 2], weights=[1, 0, 3]), uniforms=EVEN)
        assert [(found == value).mean() for value in (1, 2, 3)] == [0, 0.75, 0.25]

    def test_what_is_cut_off_is_left_out(self) -> None:
        assert set(drawn(Samples([3, 1, 2, 9], min=2, max=3), uniforms=EVEN)) == {2, 3}
        assert moments_of(Samples([3, 1, 2, 9], weights=[1, 5, 3, 0.5], max=3, min=2), Domain.REAL)[0] == 2.25


class TestStudies:
    """Figures of the next study, by Student's distribution of SciPy."""

    VALUES = (0.85, 2.4, 5.57)

    def ends(self, values: Floats) -> list[float]:
        reach = quantile(0.95, values.size - 1) * values.std(ddof=1) * math.sqrt(1 + 1 / values.size)
        return [values.mean() - reach, values.mean() + reach]

    def test_above_zero_the_ends_are_students_on_logarithms(self) -> None:
        low, high = np.exp(self.ends(np.log(self.VALUES)))
        found = drawn(Studies(self.VALUES), uniforms=[0.05, 0.95])
        assert found.tolist() == pytest.approx([low, high], rel=1e-4)
        sigma = math.log(high / low) / 2 / NORMAL_90
        law = stats.lognorm(sigma, scale=math.sqrt(low * high))
        assert drawn(Studies(self.VALUES)) == pytest.approx(exact(law), rel=bend(sigma, 1, 1) + 1e-12)
        assert moments_of(Studies(self.VALUES), Domain.REAL) == pytest.approx((law.mean(), law.std()), rel=1e-12)

    def test_below_zero_they_are_the_mirror_image(self) -> None:
        there = drawn(Studies([-value for value in self.VALUES]), uniforms=TURNED)
        assert there.tolist() == (-drawn(Studies(self.VALUES), uniforms=1 - TURNED)).tolist()

    @pytest.mark.parametrize("values", [(-1.0, 0.0, 3.0, 2.0), (0.0, 1.0, 3.0)])
    def test_around_zero_they_are_students_on_the_values(self, values: tuple[float, ...]) -> None:
        low, high = self.ends(np.array(values))
        expected = (low + high) / 2, (high - low) / 2 / NORMAL_90
        assert moments_of(Studies(values), Domain.REAL) == pytest.approx(expected, rel=1e-13)

    def test_as_a_bound_they_have_the_ends_of_the_next(self) -> None:
        low, high = np.exp(self.ends(np.log(self.VALUES)))
        assert interval_of(Studies(self.VALUES), Domain.REAL) == pytest.approx((low, high), rel=1e-4)

    def test_in_a_share_they_stay_within_it(self) -> None:
        assert drawn(Studies([0.2, 0.5, 0.7]), Domain.SHARE).max() <= 1.0


CUT: list[tuple[Quantity, Domain, Any, float, float]] = [
    (Normal(1, 0.2, min=0.9), Domain.REAL, stats.norm(1, 0.2), 0.9, math.inf),
    (Normal(1, 0.2, min=-5, max=1.1), Domain.NON_NEGATIVE, stats.norm(1, 0.2), 0, 1.1),
    (Range(6, 11, max=9), Domain.REAL, stats.lognorm(math.log(11 / 6) / 2 / NORMAL_90, scale=math.sqrt(66)), 0, 9),
    (
        Range(6, 11, min=7, max=9),
        Domain.REAL,
        stats.lognorm(math.log(11 / 6) / 2 / NORMAL_90, scale=math.sqrt(66)),
        7,
        9,
    ),
    (Uniform(0, 10, min=4), Domain.REAL, stats.uniform(0, 10), 4, 10),
    (ThreePoint(0, 3, 10, max=6), Domain.REAL, stats.beta(2.2, 3.8, scale=10), 0, 6),
    (ThreePoint(0, 3, 10, "triangular", min=1), Domain.REAL, stats.triang(0.3, scale=10), 1, 10),
    (Beta(2, 3, min=0.2), Domain.SHARE, stats.beta(2, 3), 0.2, 1),
]


@pytest.mark.parametrize(("quantity", "domain", "law", "low", "high"), CUT, ids=[repr(row[0]) for row in CUT])
def test_what_lies_past_the_least_and_the_greatest_value_is_not_drawn(
    quantity: Quantity, domain: Domain, law: Any, low: float, high: float
) -> None:
    expected = law.ppf(law.cdf(low) + (law.cdf(high) - law.cdf(low)) * EVEN)
    spread = expected.max() - expected.min()
    assert drawn(quantity, domain, EVEN) == pytest.approx(expected, rel=0, abs=1e-5 * spread)


def test_a_range_of_shares_is_cut_in_the_logit() -> None:
    found = drawn(Range(0.2, 0.6, min=0.3), Domain.SHARE, EVEN)
    logits = [math.log(end / (1 - end)) for end in (0.2, 0.6)]
    law = stats.norm(sum(logits) / 2, (logits[1] - logits[0]) / 2 / NORMAL_90)
    expected = 1 / (1 + np.exp(-law.isf(law.sf(math.log(3 / 7)) * (1 - EVEN))))
    assert found == pytest.approx(expected, rel=0, abs=1e-5)


def test_a_range_below_zero_is_cut_where_its_mirror_image_is() -> None:
    there = drawn(Range(-11, -6, max=-7), uniforms=TURNED)
    assert there.tolist() == (-drawn(Range(6, 11, min=7), uniforms=1 - TURNED)).tolist()
    assert there.max() <= -7


@pytest.mark.parametrize("domain", Domain)
@settings(max_examples=50)
@given(data=st.data())
def test_of_any_quantity_nothing_is_drawn_past_its_ends_and_more_never_gives_less(
    domain: Domain, data: st.DataObject
) -> None:
    quantity = data.draw(quantities(domain))
    found = drawn(ascending(quantity), domain, EVEN)
    least, most = domain.value
    for name in ("min", "max"):
        end = getattr(quantity, name, None)
        if end is not None:
            least, most = (max(least, end), most) if name == "min" else (least, min(most, end))
    assert least <= found.min() <= found.max() <= most
    assert np.diff(found).min() >= -1e-9 * max(1e-300, np.abs(found).max())
    mean, sd = moments_of(quantity, domain)
    slack = 1e-12 * abs(mean)  # a mean is a sum, and has its last digit from it
    assert least - slack <= mean <= most + slack
    assert sd >= 0.0


@given(quantity=quantities(Domain.REAL))
def test_of_any_quantity_the_mirror_image_is_drawn_from_the_other_end(quantity: Quantity) -> None:
    stated = ascending(quantity)
    there, back = drawn(stated, uniforms=TURNED), drawn(ascending(mirrored(stated)), uniforms=1 - TURNED)
    if isinstance(stated, Samples):  # on the edge of a step the one or the other may be drawn
        assert np.count_nonzero(np.abs(back + there) > 1e-9 * np.abs(there).max()) <= len(stated.values)
    else:
        assert back == pytest.approx(-there, rel=1e-9, abs=1e-9 * (there.max() - there.min()))
    assert mirrored(mirrored(quantity)) == quantity
