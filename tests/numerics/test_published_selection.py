"""Published figures on finding by looking, each to the rounding of its source."""

import numpy as np
import pytest

from blogroi.numerics.selection import (
    Correction,
    between_variance,
    chance_of_a_find,
    design_at_power,
    design_of,
    expected_greatest,
    false_coverage_intervals,
    false_coverage_level,
    james_stein,
    pool,
    rejections,
    smallest_bayes_factor,
)

# Benjamini and Hochberg (1995), section 4.2: the 15 p-values of a study of thrombolysis
P_VALUES = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0
]  # fmt: skip

# Efron and Morris (1975), table 1: hits in the first 45 at bats of 1970, and the average in the rest of the season
HITS = np.array([18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7])
SEASON = np.array(
    [.346, .298, .276, .222, .273, .270, .263, .210, .269, .230, .264, .256, .303, .264, .226, .285, .316, .200]
)  # fmt: skip

# Rubin (1981), the effects of coaching in eight schools and their standard errors
SCHOOLS = [28, 8, -3, 7, -1, 1, 18, 12], [15, 10, 16, 11, 9, 11, 10, 18]


@pytest.mark.parametrize(
    ("correction", "found"),
    [("bonferroni", 3), ("holm", 3), ("benjamini-hochberg", 4), ("benjamini-yekutieli", 3)],
)
def test_fifteen_p_values_of_benjamini_and_hochberg(correction: Correction, found: int) -> None:
    assert rejections(P_VALUES, level=0.05, correction=correction).sum() == found


def test_reporting_the_finds_alone_changes_nothing_where_the_search_is_stated() -> None:
    # all that is left out comes after what is reported
    assert rejections(P_VALUES[:6], searched=15).tolist() == rejections(P_VALUES).tolist()[:6]


def test_intervals_for_four_of_fifteen() -> None:
    # Benjamini and Yekutieli (2005), the rule 1 - R q / m
    assert false_coverage_level(4, searched=15) == pytest.approx(0.98667, abs=5e-6)
    low, high = false_coverage_intervals([0.0] * 4, [1.0] * 4, searched=15)
    assert high == pytest.approx([2.4747] * 4, abs=5e-5)
    assert (low == -high).all()


@pytest.mark.parametrize(("p", "bound"), [(0.05, 0.4072), (0.01, 0.1252), (0.005, 0.0720), (0.001, 0.0188)])
def test_smallest_bayes_factors_of_sellke_bayarri_and_berger(p: float, bound: float) -> None:
    assert smallest_bayes_factor(p) == pytest.approx(bound, abs=5e-5)


@pytest.mark.parametrize(
    ("power", "exaggeration", "within"), [(0.1, 3.71, 5e-3), (0.2, 2.26, 5e-3), (0.5, 1.41, 5e-3), (0.8, 1.125, 5e-4)]
)
def test_exaggeration_of_what_passes(power: float, exaggeration: float, within: float) -> None:
    found = design_at_power(power)
    assert found.power == pytest.approx(power, abs=1e-12)
    assert found.exaggeration == pytest.approx(exaggeration, abs=within)


def test_an_effect_of_two_with_a_standard_error_of_eight_in_gelman_and_carlin() -> None:
    found = design_of(2.0, 8.1)
    assert found.power == pytest.approx(0.057, abs=5e-4)
    assert found.wrong_sign == pytest.approx(0.24, abs=5e-3)
    assert found.exaggeration == pytest.approx(9.5, abs=0.05)


@pytest.mark.parametrize(
    ("searched", "chance", "greatest"), [(1, 0.05, 0.0), (5, 0.226, 1.163), (10, 0.401, 1.539), (20, 0.642, 1.868)]
)
def test_searching_where_nothing_happened(searched: int, chance: float, greatest: float) -> None:
    assert chance_of_a_find(searched) == pytest.approx(chance, abs=5e-4)
    # order statistics of the normal in Harter (1961): 1.86748 for twenty
    assert expected_greatest(searched) == pytest.approx(greatest, abs=6e-4)


def test_eighteen_batters_of_efron_and_morris() -> None:
    early = (HITS / 45.0).round(3)  # as printed
    variance = early.mean() * (1.0 - early.mean()) / 45.0
    drawn = james_stein(early, float(np.sqrt(variance)))
    raw_error, error = ((early - SEASON) ** 2).sum(), ((drawn - SEASON) ** 2).sum()
    assert raw_error == pytest.approx(0.0754, abs=5e-5)
    assert error == pytest.approx(0.0213, abs=5e-5)
    assert raw_error / error == pytest.approx(3.54, abs=5e-3)


def test_eight_schools() -> None:
    found = pool(*SCHOOLS)
    assert found.mean == pytest.approx(7.686, abs=5e-4)
    assert found.standard_error == pytest.approx(4.072, abs=5e-4)
    assert found.between_variance == 0.0
    assert between_variance(*SCHOOLS, method="dersimonian-laird") == 0.0


def test_eight_schools_drawn_towards_each_other() -> None:
    # Gelman and others, Bayesian Data Analysis, third edition, table 5.3: medians of 200 draws, here rounded to the size of
    # their Monte Carlo error (posterior standard deviation 8 over the root of 200, twice)
    medians = [10, 8, 7, 8, 5, 6, 10, 8]
    assert pool(*SCHOOLS).means == pytest.approx(medians, abs=2 * 8 / np.sqrt(200) + 0.5)
