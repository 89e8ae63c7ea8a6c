"""Each shape has the numbers that were stated of it, and its expected values are those of what is drawn of it."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from scipy import stats

from blogroi.oracle.shapes import ENDS, Cut, Domain, LogitNormal, Mirrored, Samples, mirrored, shape_of

EVEN = (np.arange(40_000) + 0.5) / 40_000


def at(stated: Any, *chances: float, domain: Domain = "any") -> list[float]:
    found: list[float] = shape_of(stated, domain).ppf(np.array(chances)).tolist()
    return found


def near(*values: float) -> Any:
    return pytest.approx([*values], rel=1e-9, abs=1e-9)


STATED: list[tuple[dict[str, Any], Domain]] = [
    ({"low": 5, "high": 20}, "any"),
    ({"low": 5, "high": 20, "confidence": 0.5}, "not negative"),
    ({"low": -20, "high": -5}, "any"),
    ({"low": -5, "high": 20}, "any"),
    ({"low": -5, "high": 20}, "not negative"),
    ({"low": 5, "high": 20, "shape": "normal"}, "any"),
    ({"low": 5, "high": 20, "shape": "normal"}, "not negative"),
    ({"low": 0.2, "high": 0.6}, "share"),
    ({"low": 0, "high": 0.6}, "share"),
    ({"low": 0.2, "high": 1}, "share"),
    ({"low": 0.2, "high": 0.6, "shape": "lognormal"}, "any"),
    ({"low": 1, "mode": 2, "high": 6}, "any"),
    ({"low": 1, "mode": 2, "high": 6, "shape": "triangular"}, "any"),
    ({"low": 1, "mode": 2, "high": 6, "min": 1.5, "max": 5}, "any"),
    ({"shape": "beta", "a": 2, "b": 5}, "share"),
    ({"shape": "uniform", "low": 2, "high": 6}, "any"),
    ({"mean": 3, "sd": 2}, "any"),
    ({"mean": 3, "sd": 2}, "not negative"),
    ({"mean": 0.5, "sd": 0.4}, "share"),
    ({"mean": 3, "sd": 2}, "from one"),
    ({"mean": 3, "sd": 2, "shape": "lognormal"}, "any"),
    ({"mean": -3, "sd": 2, "shape": "lognormal"}, "any"),
    ({"mean": 3, "sd": 2, "min": 2, "max": 4}, "any"),
    ({"estimate": 4, "low": 1, "high": 9}, "any"),
    ({"estimate": 4, "low": 1, "high": 9, "confidence": 0.5, "max": 8}, "not negative"),
    ({"quantiles": [[0.1, 1], [0.5, 3], [0.9, 4]]}, "any"),
    ({"quantiles": [[0.1, 1], [0.5, 3], [0.9, 4]], "min": 0.5}, "any"),
    ({"studies": [2, 3, 5]}, "any"),
    ({"studies": [-2, -3, -5]}, "any"),
    ({"studies": [-2, 3, 5]}, "any"),
    ({"studies": [0, 3, 5]}, "not negative"),
    ({"studies": [0.2, 0.5, 0.9]}, "share"),
    ({"samples": [3, 1, 4, 1]}, "any"),
    ({"samples": [3, 1, 4], "weights": [1, 0, 3]}, "any"),
    ({"chance": 0.3}, "share"),
]


@pytest.mark.parametrize(("stated", "domain"), STATED, ids=str)
def test_what_is_expected_is_the_mean_of_what_is_drawn(stated: dict[str, Any], domain: Domain) -> None:
    shape = shape_of(stated, domain)
    drawn = shape.ppf(EVEN)
    low, high = ENDS[domain]
    assert drawn.min() >= max(low, stated.get("min", low))
    assert drawn.max() <= min(high, stated.get("max", high))
    if "samples" not in stated:
        assert (np.diff(drawn) >= 0.0).all()
    spread = float(np.ptp(drawn[400:-400])) or 1.0
    assert shape.mean() == pytest.approx(float(drawn.mean()), abs=2e-3 * spread)
    bent = shape.expect(lambda value: np.minimum(np.abs(value), 3.0))
    assert bent == pytest.approx(float(np.minimum(np.abs(drawn), 3.0).mean()), abs=2e-3 * spread)


@pytest.mark.parametrize(("stated", "domain"), [one for one in STATED if one[1] == "any"], ids=str)
def test_minus_a_quantity_is_its_mirror_image(stated: dict[str, Any], domain: Domain) -> None:
    chances = np.array([0.003, 0.1, 0.35, 0.6, 0.92])
    turned = mirrored(stated)
    there, back = shape_of(stated, domain), shape_of(turned, domain)
    if "samples" in stated:  # the uniform number says which, in the order in which they stand
        assert back.ppf(chances).tolist() == (-there.ppf(chances)).tolist()
    else:
        assert back.ppf(chances).tolist() == near(*(-there.ppf(1.0 - chances)))
    assert back.mean() == pytest.approx(-there.mean(), rel=1e-9, abs=1e-9)
    assert mirrored(turned) == stated


def test_formulas_lists_and_numbers_are_turned_too() -> None:
    assert mirrored("a + b") == "-(a + b)"
    assert mirrored([1, {"low": 1, "high": 2}]) == [-1, {"low": -2, "high": -1}]
    assert mirrored(2.5) == -2.5


class TestWhatWasStated:
    def test_a_range_is_an_interval_of_ninety_percent_or_as_it_is_said(self) -> None:
        assert at({"low": 5, "high": 20}, 0.05, 0.5, 0.95) == near(5, 10, 20)
        assert at({"low": 5, "high": 20, "confidence": 0.5}, 0.25, 0.75) == near(5, 20)
        assert at({"low": 5, "high": 20, "shape": "normal"}, 0.05, 0.5, 0.95) == near(5, 12.5, 20)
        assert at({"low": -20, "high": -5}, 0.05, 0.5, 0.95) == near(-20, -10, -5)
        assert at({"low": -20, "high": -5, "shape": "normal"}, 0.5) == near(-12.5)
        assert at({"low": -5, "high": 20}, 0.05, 0.5, 0.95) == near(-5, 7.5, 20)
        assert at({"low": 0, "high": 20}, 0.05, 0.5, 0.95) == near(0, 10, 20)

    def test_a_share_has_a_normal_logit_where_its_ends_are_within(self) -> None:
        assert isinstance(shape_of({"low": 0.2, "high": 0.6}, "share"), LogitNormal)
        assert at({"low": 0.2, "high": 0.6}, 0.05, 0.95, domain="share") == near(0.2, 0.6)
        assert at({"low": 0.2, "high": 0.6}, 0.5, domain="share") == near(
            1 / (1 + math.exp(-(math.log(1 / 4) + math.log(1.5)) / 2))
        )
        for ends in ((0, 0.6), (0.2, 1)):
            shape: Any = shape_of(dict(zip(("low", "high"), ends, strict=True)), "share")
            assert shape.kind is stats.truncnorm
        named: Any = shape_of({"low": 0.2, "high": 0.6, "shape": "normal"}, "share")
        assert named.kind is stats.truncnorm

    def test_what_may_not_be_below_nothing_is_cut_off_and_not_piled_up(self) -> None:
        shape: Any = shape_of({"mean": 3, "sd": 2}, "not negative")
        below = float(stats.norm.cdf(-1.5))
        assert shape.ppf(np.array([0.3])).tolist() == near(3 + 2 * float(stats.norm.ppf(below + 0.3 * (1 - below))))
        assert [kind.kind for kind in (shape_of({"mean": 3, "sd": 2}, "any"),)] == [stats.norm]  # type: ignore[attr-defined]
        from_one = float(stats.norm.cdf(-1.0))
        assert at({"mean": 3, "sd": 2}, 0.3, domain="from one") == near(
            3 + 2 * float(stats.norm.ppf(from_one + 0.3 * (1 - from_one)))
        )

    def test_three_points_are_a_beta_distribution_or_a_triangle(self) -> None:
        pert = shape_of({"low": 1, "mode": 2, "high": 6}, "any")
        assert pert.mean() == pytest.approx((1 + 4 * 2 + 6) / 6)
        assert pert.ppf(np.array([0.0, 1.0])).tolist() == near(1, 6)
        assert pert.ppf(np.array([0.4])).tolist() == near(1 + 5 * float(stats.beta.ppf(0.4, 1.8, 4.2)))
        triangle = shape_of({"low": 1, "mode": 2, "high": 6, "shape": "triangular"}, "any")
        assert triangle.mean() == pytest.approx(3)
        assert triangle.ppf(np.array([0.2])).tolist() == near(2)

    def test_a_mean_and_a_deviation_are_those_of_what_is_drawn(self) -> None:
        for sign in (1, -1):
            shape = shape_of({"mean": 3 * sign, "sd": 2, "shape": "lognormal"}, "any")
            assert shape.mean() == pytest.approx(3 * sign)
            assert shape.expect(lambda value, sign=sign: (value - 3 * sign) ** 2) == pytest.approx(4, rel=1e-6)  # type: ignore[misc]
            assert np.sign(shape.ppf(np.array([0.001, 0.999]))).tolist() == [sign, sign]
        plain = shape_of({"mean": 3, "sd": 2}, "any")
        assert plain.ppf(np.array([0.5, float(stats.norm.cdf(1))])).tolist() == near(3, 5)

    def test_quantiles_lie_where_they_were_stated_and_go_on_straight(self) -> None:
        stated = {"quantiles": [[0.1, 1], [0.5, 3], [0.9, 4]]}
        assert at(stated, 0.1, 0.5, 0.9) == near(1, 3, 4)
        score = float(stats.norm.ppf(0.9))
        assert at(stated, float(stats.norm.cdf(score / 2)), float(stats.norm.cdf(2 * score))) == near(3.5, 5)
        assert at(stated, float(stats.norm.cdf(-score / 2)), float(stats.norm.cdf(-2 * score))) == near(2, -1)
        assert at({"estimate": 4, "low": 1, "high": 9}, 0.05, 0.5, 0.95) == near(1, 4, 9)
        assert at({"estimate": 4, "low": 1, "high": 9, "confidence": 0.5}, 0.25, 0.5, 0.75) == near(1, 4, 9)

    def test_quantiles_are_cut_off_at_both_ends(self) -> None:
        stated = {"quantiles": [[0.1, 1], [0.5, 3], [0.9, 4]], "min": 1, "max": 4}
        assert at(stated, 0.0, 0.5, 1.0) == near(1, 3, 4)
        assert at(stated, 0.125) == near(*at({"quantiles": stated["quantiles"]}, 0.2))

    def test_studies_have_the_interval_of_one_more_of_them(self) -> None:
        for found, scale in (([2.0, 3.0, 5.0], np.log), ([-2.0, 3.0, 5.0], np.asarray)):
            values = scale(np.array(found))
            reach = float(stats.t.ppf(0.95, 2)) * float(values.std(ddof=1)) * math.sqrt(1 + 1 / 3)
            ends = [float(values.mean()) + sign * reach for sign in (-1, 1)]
            if scale is np.log:
                ends = [math.exp(end) for end in ends]
            assert at({"studies": found}, 0.05, 0.95) == near(*ends)
        assert at({"studies": [-2, -3, -5]}, 0.05, 0.5) == near(
            *(-one for one in at({"studies": [2, 3, 5]}, 0.95, 0.5))
        )
        for both in ([0, 3, 5], [-2, 3, 5]):
            assert shape_of({"studies": both}, "any").kind is stats.norm  # type: ignore[attr-defined]
        assert shape_of({"studies": [0, 3, 5]}, "not negative").kind is stats.truncnorm  # type: ignore[attr-defined]
        assert isinstance(shape_of({"studies": [0.2, 0.5]}, "share"), Cut)
        assert not isinstance(shape_of({"studies": [0.2, 0.5]}, "not negative"), Cut)

    def test_samples_are_drawn_in_the_order_in_which_they_stand(self) -> None:
        assert at({"samples": [3, 1, 4]}, 0.0, 0.33, 0.34, 0.66, 0.67, 0.999) == [3, 3, 1, 1, 4, 4]
        assert at({"samples": [3, 1, 4], "weights": [1, 0, 3]}, 0.0, 0.2499, 0.2501, 0.99) == [3, 3, 4, 4]
        assert at({"samples": [3, 1], "weights": [1, 1]}, 0.5) == [1]
        assert at({"chance": 0.3}, 0.69, 0.71) == [0, 1]
        assert Samples([1, 3], [1, 3]).mean() == 2.5
        assert Samples([1, 3]).expect(lambda value: value**2) == 5

    def test_what_is_cut_off_is_drawn_between_its_ends_as_before(self) -> None:
        stated = {"mean": 3, "sd": 2, "min": 2, "max": 4}
        below, up_to = (float(stats.norm.cdf(score)) for score in (-0.5, 0.5))
        assert at(stated, 0.0, 0.25, 1.0) == near(2, 3 + 2 * float(stats.norm.ppf(below + 0.25 * (up_to - below))), 4)
        assert at({"mean": 3, "sd": 2, "max": 3}, 0.5) == near(3 + 2 * float(stats.norm.ppf(0.25)))
        assert at({"mean": 3, "sd": 2, "min": 3}, 0.5) == near(3 + 2 * float(stats.norm.ppf(0.75)))
        assert at({"mean": 3, "sd": 2, "min": -9}, 0.0, domain="not negative") == near(0)

    def test_minus_a_shape_is_told_from_the_other_end(self) -> None:
        shape = Mirrored(shape_of({"shape": "uniform", "low": 2, "high": 6}, "any"))
        assert shape.ppf(np.array([0.25])).tolist() == near(-5)
        assert shape.mean() == -4
        assert shape.expect(lambda value: value**2) == pytest.approx((6**3 - 2**3) / 12)


def test_fields_have_these_ends() -> None:
    assert {
        "any": (-math.inf, math.inf),
        "not negative": (0.0, math.inf),
        "share": (0.0, 1.0),
        "from one": (1.0, math.inf),
    } == ENDS
