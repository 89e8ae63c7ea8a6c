"""How far estimates could be trusted, where it is known how far they can."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

import blogroi
from blogroi import Normal
from blogroi.hindsight.calibration import Calibration, calibration

from ..builders import an_effect
from .houses import DRAWS, at


def organisation(spread: float, *, bias: float = 0.0, size: int = 300) -> Calibration:
    """Follow one that states a spread of 10 where the truth is spread by another, around a mean that may be off."""
    truth = np.random.default_rng(5).normal(bias, spread, size)
    names = [f"i{number:03}" for number in range(size)]
    before = at(2025, {name: an_effect(Normal(0, 10)) for name in names})
    after = at(2026, {name: an_effect(float(v), evidence="measured") for name, v in zip(names, truth, strict=True)})
    return blogroi.history([before, after], draws=DRAWS).calibration


def test_the_ranges_of_a_calibrated_organisation_hold_nine_times_in_ten() -> None:
    found = organisation(10.0)
    assert found.pairs == 300
    assert found.coverage == pytest.approx(0.9, abs=4 * np.sqrt(0.09 / 300))
    assert found.coverage_low is not None
    assert found.coverage_high is not None
    assert found.coverage_low < 0.9 < found.coverage_high
    assert found.spread_ratio == pytest.approx(1.0, abs=0.1)
    assert found.bias == pytest.approx(0.0, abs=4 / np.sqrt(300))


def test_an_overconfident_organisation_is_told_by_how_much() -> None:
    found = organisation(20.0)
    assert found.coverage == pytest.approx(2 * stats.norm.cdf(1.645 / 2) - 1, abs=0.1)
    assert found.spread_ratio == pytest.approx(2.0, abs=0.2)
    assert found.spread_ratio_low is not None
    assert found.spread_ratio_high is not None
    assert found.spread_ratio_low < 2.0 < found.spread_ratio_high


def test_an_organisation_that_expects_too_much_has_a_bias() -> None:
    found = organisation(10.0, bias=-8.0)
    assert found.bias == pytest.approx(-0.8, abs=4 / np.sqrt(300))
    assert found.bias_error == pytest.approx(1 / np.sqrt(300), rel=0.15)


def test_intervals_are_those_of_the_books() -> None:
    found = organisation(10.0, size=20)
    assert found.coverage is not None
    exact = stats.binomtest(round(found.coverage * 20), 20).proportion_ci(0.9, method="wilson")
    assert [found.coverage_low, found.coverage_high] == pytest.approx([exact.low, exact.high])
    assert found.spread_ratio is not None
    ends = [found.spread_ratio * np.sqrt(20 / stats.chi2.ppf(share, 20)) for share in (0.95, 0.05)]
    assert [found.spread_ratio_low, found.spread_ratio_high] == pytest.approx(ends, rel=0.01)


def test_few_pairs_say_little_and_none_say_nothing() -> None:
    one = organisation(10.0, size=1)
    assert (one.pairs, one.bias_error, one.spread_ratio) == (1, None, None)
    assert one.coverage_high is not None
    assert one.coverage_low is not None
    assert one.coverage_high - one.coverage_low > 0.5
    nothing = calibration([])
    assert (nothing.pairs, nothing.coverage, nothing.bias, nothing.ratio) == (0, None, None, None)
