import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from blogroi import OptionError
from blogroi.numerics import selection as discovery
from blogroi.numerics.selection import (
    adjusted_p_values,
    between_variance,
    chance_of_a_find,
    design_at_power,
    design_of,
    e_from_p,
    e_rejections,
    expected_greatest,
    false_coverage_intervals,
    false_coverage_level,
    greatest_of,
    james_stein,
    pool,
    rejections,
    running_e_values,
    shrink,
    smallest_bayes_factor,
)

P_LISTS = st.lists(st.floats(0.0, 1.0), min_size=1, max_size=30)


@given(P_LISTS)
def test_adjusted_p_values_are_those_of_scipy(p_values: list[float]) -> None:
    for correction, method in (("benjamini-hochberg", "bh"), ("benjamini-yekutieli", "by")):
        expected = stats.false_discovery_control(p_values, method=method)
        found = adjusted_p_values(p_values, correction=correction)  # type: ignore[arg-type]
        np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-300)  # below that, floats have fewer digits


@given(P_LISTS, st.integers(0, 50))
def test_what_is_not_reported_counts_as_nothing_found(p_values: list[float], silent: int) -> None:
    for correction in ("benjamini-hochberg", "benjamini-yekutieli", "holm", "bonferroni"):
        stated = adjusted_p_values(p_values, searched=len(p_values) + silent, correction=correction)
        listed = adjusted_p_values([*p_values, *[1.0] * silent], correction=correction)
        np.testing.assert_allclose(stated, listed[: len(p_values)], rtol=1e-12)


@given(P_LISTS)
def test_stricter_corrections_are_never_below_milder_ones(p_values: list[float]) -> None:
    bh, by, holm, bonferroni = (
        adjusted_p_values(p_values, correction=correction)
        for correction in ("benjamini-hochberg", "benjamini-yekutieli", "holm", "bonferroni")
    )
    assert (bh <= by + 1e-15).all()
    assert (bh <= holm + 1e-12).all()
    assert (holm <= bonferroni + 1e-12).all()
    assert (np.asarray(p_values) <= bh + 1e-15).all()


def test_searching_more_never_makes_a_find_surer() -> None:
    adjusted = [adjusted_p_values([0.004], searched=searched)[0] for searched in (1, 2, 10, 100, 1000)]
    assert adjusted == pytest.approx([0.004, 0.008, 0.04, 0.4, 1.0])


def test_an_e_value_bought_for_a_p_value_costs_at_most_one() -> None:
    grid = np.geomspace(1e-14, 1.0, 400_001)
    for power in (None, 0.3, 0.7):
        e = e_from_p(grid, power=power)
        mean = ((e[1:] + e[:-1]) / 2.0 * np.diff(grid)).sum()
        assert mean <= 1.0 + 1e-9  # the trapezium rule lies above a convex function
    assert mean == pytest.approx(1.0, abs=1e-4)


def test_the_mixture_of_calibrators_is_their_integral() -> None:
    p = np.array([1e-6, 0.01, 0.3, 0.9, 0.99999, 1.0])
    powers = (np.arange(20_000) + 0.5) / 20_000
    expected = np.stack([e_from_p(p, power=power) for power in powers]).mean(axis=0)
    np.testing.assert_allclose(e_from_p(p), expected, rtol=1e-6)


def test_a_p_value_of_zero_is_boundless_evidence() -> None:
    assert e_from_p(0.0) == math.inf
    assert smallest_bayes_factor([0.0, 0.5, 1.0]).tolist() == [0.0, 1.0, 1.0]


def test_running_evidence_is_the_ratio_of_two_densities() -> None:
    values, errors, prior = np.array([1.0, 1.4, -0.3]), np.array([0.5, 0.8, 0.6]), 0.9
    null = stats.multivariate_normal(np.zeros(3), np.diag(errors**2)).pdf(values)
    mixed = stats.multivariate_normal(np.zeros(3), np.diag(errors**2) + prior**2).pdf(values)
    assert running_e_values(values, errors, prior_sd=prior)[-1] == pytest.approx(mixed / null, rel=1e-10)


def test_looking_after_every_observation_does_not_make_false_finds() -> None:
    organisations, looks = 10_000, 100
    seen = np.random.default_rng(1).standard_normal((organisations, looks))
    e = running_e_values(seen, np.ones_like(seen), prior_sd=0.5)
    ever = (e >= 20.0).any(axis=1).mean()
    assert ever <= 0.05 + 4.0 * math.sqrt(0.05 * 0.95 / organisations)
    plain = (np.abs(seen.cumsum(axis=1)) / np.sqrt(np.arange(1, looks + 1)) > 1.96).any(axis=1).mean()
    assert plain > 0.3  # what a fixed test does when it is looked at each time


def test_e_values_are_finds_where_enough_of_them_are_great() -> None:
    assert e_rejections([60.0, 35.0, 0.0], level=0.05).tolist() == [True, True, False]
    assert e_rejections([60.0, 29.0, 0.0], level=0.05).tolist() == [True, False, False]
    assert e_rejections([60.0, 35.0, 0.0], level=0.05, searched=4).tolist() == [False, False, False]


def test_shrinking_is_bayes_on_two_normals() -> None:
    found = shrink(10.0, 2.0, prior_mean=4.0, prior_sd=1.0)
    grid = np.linspace(-10.0, 25.0, 200_001)
    density = stats.norm.pdf(10.0, grid, 2.0) * stats.norm.pdf(grid, 4.0, 1.0)
    mean = (grid * density).sum() / density.sum()
    assert found.mean == pytest.approx(mean)
    assert found.sd == pytest.approx(math.sqrt(((grid - mean) ** 2 * density).sum() / density.sum()))
    assert found.weight == pytest.approx(0.2)


def test_certain_estimates_and_certain_priors_win() -> None:
    assert shrink(10.0, 0.0, prior_mean=4.0, prior_sd=1.0).mean == 10.0
    assert shrink(10.0, 0.0, prior_mean=4.0, prior_sd=0.0).mean == 10.0
    certain = shrink(10.0, 2.0, prior_mean=4.0, prior_sd=0.0)
    assert (certain.mean, certain.sd, certain.weight) == (4.0, 0.0, 0.0)


def test_what_is_drawn_to_its_prior_needs_no_correction_for_having_been_picked() -> None:
    rng = np.random.default_rng(2)
    truths = rng.standard_normal((50_000, 20))
    seen = truths + rng.standard_normal(truths.shape)
    pick = seen.argmax(axis=1)[:, None]
    truth, found = np.take_along_axis(truths, pick, 1)[:, 0], np.take_along_axis(seen, pick, 1)[:, 0]
    weight = shrink(1.0, 1.0, prior_mean=0.0, prior_sd=1.0).weight
    margin = 4.0 * truth.std() / math.sqrt(truth.size)
    assert abs((weight * found - truth).mean()) < margin
    assert (found - truth).mean() > 10 * margin


@pytest.mark.parametrize("truth", [0.0, 1.0, 3.0])
def test_the_greatest_is_corrected_to_be_as_often_too_high_as_too_low(truth: float) -> None:
    rng = np.random.default_rng(3)
    searched, n = 10, 60_000
    others = rng.standard_normal((n, searched - 1)).max(axis=1)
    seen = rng.standard_normal(n) + truth
    seen = seen[seen > others]
    # the correction is monotone: it is too high where what was seen lies above what corrects to the truth
    low, middle, high = (np.quantile(seen, share) for share in (0.05, 0.5, 0.95))
    error = 4.0 * 0.5 / math.sqrt(seen.size)
    at = [greatest_of(value, 1.0, searched=searched) for value in (low, middle, high)]
    width = np.diff(np.quantile(seen, [0.5 - error, 0.5 + error]))[0] * 4.0
    assert at[1].estimate == pytest.approx(truth, abs=width)
    assert at[0].high == pytest.approx(truth, abs=2.0 * width)
    assert at[2].low == pytest.approx(truth, abs=2.0 * width)


def test_one_that_was_not_searched_for_is_left_as_it_is() -> None:
    found = greatest_of(3.0, 2.0, searched=1, confidence=0.95)
    assert found.estimate == pytest.approx(3.0)
    assert (found.low, found.high) == pytest.approx((3.0 - 3.92, 3.0 + 3.92), abs=1e-3)


def test_a_clear_greatest_is_hardly_corrected_and_a_dim_one_without_bounds() -> None:
    assert greatest_of(80.0, 10.0, searched=100).estimate == pytest.approx(80.0, rel=1e-4)
    assert greatest_of(-1.0, 1.0, searched=1000).low == -31.0


def test_a_test_that_always_passes_does_not_exaggerate() -> None:
    found = design_of(-10.0, 1.0)
    assert (found.power, found.exaggeration) == pytest.approx((1.0, 1.0))
    assert found.wrong_sign < 1e-30


def test_what_passes_a_test_is_what_a_simulation_says() -> None:
    seen = np.random.default_rng(4).standard_normal(400_000) + 1.2
    passed = seen[np.abs(seen) > stats.norm.ppf(0.975)]
    found = design_of(1.2, 1.0)
    spread = np.abs(passed).std() / math.sqrt(passed.size) / 1.2
    assert found.exaggeration == pytest.approx(np.abs(passed).mean() / 1.2, abs=4 * spread)
    assert found.power == pytest.approx(passed.size / seen.size, abs=4 * 0.5 / math.sqrt(seen.size))
    assert found.wrong_sign == pytest.approx((passed < 0).mean(), abs=4 * math.sqrt(0.02 / passed.size))


@given(st.lists(st.tuples(st.floats(-10, 10), st.floats(0.1, 5)), min_size=2, max_size=12))
def test_paule_and_mandels_variance_meets_its_own_equation(pairs: list[tuple[float, float]]) -> None:
    values, errors = map(np.array, zip(*pairs, strict=True))
    variance = between_variance(values, errors)
    squares = discovery._squares(values, errors, variance)
    if variance > 0.0:
        assert squares == pytest.approx(values.size - 1, rel=1e-6)
    else:
        assert squares <= values.size - 1 + 1e-9


def test_with_equal_accuracies_both_methods_agree() -> None:
    values, errors = [0.0, 3.0, 9.0, 10.0], [1.5] * 4
    found = [between_variance(values, errors, method=method) for method in ("paule-mandel", "dersimonian-laird")]
    assert found == pytest.approx([np.var(values, ddof=1) - 1.5**2] * 2)


def test_the_pooled_means_are_those_of_the_full_posterior() -> None:
    values, errors = np.array([0.0, 1.0, 6.0]), np.array([1.0, 2.0, 1.0])
    found = pool(values, errors)
    centre, spread = np.linspace(-60, 60, 1201)[:, None], np.linspace(0.0, 150.0, 6001)[None, :]
    log = sum(stats.norm.logpdf(y, centre, np.sqrt(s**2 + spread**2)) for y, s in zip(values, errors, strict=True))
    mass = np.exp(log - log.max())
    kept = spread**2 / (spread**2 + errors[2] ** 2)
    expected = ((kept * values[2] + (1 - kept) * centre) * mass).sum() / mass.sum()
    assert found.means[2] == pytest.approx(expected, rel=5e-3)  # the grid ends at 150, the posterior has a long tail
    marginal = mass.sum(axis=0).cumsum() / mass.sum()
    assert found.between_sd[0] == pytest.approx(np.interp(0.05, marginal, spread[0]), rel=0.02)


def test_few_estimates_leave_the_spread_wide_open() -> None:
    low, high = pool([1.0, 2.0, 3.0], [1.0] * 3).between_sd
    many = pool(np.tile([1.0, 2.0, 3.0], 10), np.ones(30)).between_sd
    assert high - low > 4.0 * (many[1] - many[0])


def test_james_and_stein_keep_nothing_that_luck_explains() -> None:
    assert james_stein([1.0, 1.1, 0.9, 1.0], 1.0) == pytest.approx([1.0] * 4)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (lambda: adjusted_p_values([1.2]), "p_values: are not all numbers between 0 and 1"),
        (lambda: adjusted_p_values([math.nan]), "p_values: are not all numbers between 0 and 1"),
        (lambda: adjusted_p_values([[0.1]]), "p_values: have 2 dimensions: give a list"),
        (lambda: adjusted_p_values([0.1, 0.2], searched=1), "searched: 1 is fewer than the 2 that are reported"),
        (lambda: rejections([0.1], correction="holms"), "correction: 'holms' is not known: did you mean `holm`?"),  # type: ignore[arg-type]
        (lambda: false_coverage_level(3, searched=2), "selected: 3 is not between 1 and the 2 that were searched"),
        (lambda: false_coverage_level(1, searched=2, level=0.0), "level: 0.0 is not between 0 and 1"),
        (
            lambda: false_coverage_intervals([1.0], [1.0, 2.0], searched=3),
            "standard_errors: have the shape (2,), the estimates (1,)",
        ),
        (
            lambda: false_coverage_intervals([1.0], [0.0], searched=3),
            "standard_errors: or the estimates are not finite, or a standard error is not above 0",
        ),
        (lambda: chance_of_a_find(0), "searched: 0 is not a whole number from 1 up"),
        (lambda: expected_greatest(True), "searched: True is not a whole number from 1 up"),
        (lambda: e_from_p(0.1, power=1.0), "power: 1.0 is not between 0 and 1"),
        (lambda: running_e_values([1.0], [1.0], prior_sd=0.0), "prior_sd: 0.0 is not a number above 0"),
        (lambda: e_rejections([-1.0]), "e_values: are not all numbers from 0 up"),
        (lambda: shrink(1.0, -1.0, prior_mean=0.0, prior_sd=1.0), "standard_error: -1.0 is not a number from 0 up"),
        (lambda: shrink(1.0, 1.0, prior_mean=0.0, prior_sd=math.inf), "prior_sd: inf is not a number from 0 up"),
        (lambda: james_stein([1.0, 2.0, 3.0], 1.0), "estimates: 3 are too few: at least four"),
        (lambda: between_variance([1.0], [1.0]), "estimates: are fewer than two: nothing varies"),
        (
            lambda: between_variance([1.0, 2.0], [1.0, 1.0], method="reml"),  # type: ignore[arg-type]
            "method: 'reml' is not known: one of dersimonian-laird, paule-mandel",
        ),
        (
            lambda: pool([1.0, 2.0], [1.0, 1.0]),
            "estimates: 2 are too few to say how true effects spread: at least three",
        ),
        (lambda: design_of(0.0, 1.0), "effect: 0.0 is not a number other than 0: exaggeration is a ratio to it"),
        (lambda: chance_of_a_find(2, level=1.0), "level: 1.0 is not between 0 and 1"),
        (lambda: false_coverage_level(0, searched=2), "selected: 0 is not between 1 and the 2 that were searched"),
        (lambda: expected_greatest(0), "searched: 0 is not a whole number from 1 up"),
        (lambda: expected_greatest(2.0), "searched: 2.0 is not a whole number from 1 up"),  # type: ignore[arg-type]
        (lambda: e_from_p(-0.1), "p_values: are not all numbers between 0 and 1"),
        (lambda: e_rejections([1.0], level=1.0), "level: 1.0 is not between 0 and 1"),
        (lambda: smallest_bayes_factor(2.0), "p_values: are not all numbers between 0 and 1"),
        (lambda: shrink(1.0, math.nan, prior_mean=0.0, prior_sd=1.0), "standard_error: nan is not a number from 0 up"),
        (lambda: shrink(1.0, 1.0, prior_mean=0.0, prior_sd=-1.0), "prior_sd: -1.0 is not a number from 0 up"),
        (lambda: running_e_values([1.0], [1.0], prior_sd=math.inf), "prior_sd: inf is not a number above 0"),
        (lambda: james_stein([1.0] * 4, 0.0), "standard_error: 0.0 is not a number above 0"),
        (
            lambda: between_variance([math.inf, 1.0], [1.0, 1.0]),
            "standard_errors: or the estimates are not finite, or a standard error is not above 0",
        ),
        (
            lambda: between_variance([1.0, 1.0], [1.0, math.inf]),
            "standard_errors: or the estimates are not finite, or a standard error is not above 0",
        ),
        (lambda: greatest_of(1.0, 1.0, searched=0), "searched: 0 is not a whole number from 1 up"),
        (lambda: greatest_of(1.0, 0.0, searched=2), "standard_error: 0.0 is not a number above 0"),
        (lambda: greatest_of(1.0, 1.0, searched=2, confidence=1.0), "confidence: 1.0 is not between 0 and 1"),
        (lambda: design_of(1.0, -1.0), "standard_error: -1.0 is not a number above 0"),
        (
            lambda: design_of(math.inf, 1.0),
            "effect: inf is not a number other than 0: exaggeration is a ratio to it",
        ),
        (lambda: design_of(1.0, 1.0, level=0.0), "level: 0.0 is not between 0 and 1"),
        (lambda: design_at_power(1.0), "power: 1.0 is not between 0 and 1"),
        (lambda: design_at_power(0.5, level=0.0), "level: 0.0 is not between 0 and 1"),
        (
            lambda: design_at_power(0.05),
            "power: 0.05 is not above the level 0.05: a test without any effect passes as often",
        ),
    ],
)
def test_what_cannot_be_worked_with_is_refused(wrong: Callable[[], object], message: str) -> None:
    with pytest.raises(OptionError) as caught:
        wrong()
    assert str(caught.value) == message


@given(P_LISTS, st.integers(0, 5))
def test_holm_and_bonferroni_are_those_of_the_textbook(p_values: list[float], silent: int) -> None:
    total = len(p_values) + silent
    bonferroni = adjusted_p_values(p_values, searched=total, correction="bonferroni")
    assert bonferroni.tolist() == pytest.approx([min(1.0, total * p) for p in p_values])
    holm, running = {}, 0.0
    for rank, place in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__)):
        running = max(running, (total - rank) * p_values[place])
        holm[place] = min(1.0, running)
    found = adjusted_p_values(p_values, searched=total, correction="holm")
    assert found.tolist() == pytest.approx([holm[place] for place in range(len(p_values))])


def test_finds_pass_the_level_at_which_they_stand_and_no_lower_one() -> None:
    assert rejections([0.02, 0.5], searched=2, level=0.04).tolist() == [True, False]
    assert rejections([0.02, 0.5], searched=2, level=0.0399).tolist() == [False, False]
    assert rejections([0.02, 0.5], searched=2).tolist() == [True, False]
    assert rejections([0.02, 0.5], searched=3).tolist() == [False, False]
    assert rejections([0.02, 0.02], level=0.03, correction="bonferroni").tolist() == [False, False]


def test_intervals_after_selection_are_as_wide_as_their_level_says() -> None:
    assert false_coverage_level(2, searched=2, level=0.1) == 0.9
    assert false_coverage_level(1, searched=4) == pytest.approx(1.0 - 0.05 / 4.0)
    low, high = false_coverage_intervals([3.0, 1.0], [1.0, 2.0], searched=8, level=0.2)
    reach = stats.norm.ppf(0.975) * np.array([1.0, 2.0])
    assert low.tolist() == pytest.approx([3.0 - reach[0], 1.0 - reach[1]])
    assert high.tolist() == pytest.approx([3.0 + reach[0], 1.0 + reach[1]])
    low, high = false_coverage_intervals([0.0], [1.0], searched=1)
    assert (low[0], high[0]) == pytest.approx(stats.norm.interval(0.95))


def test_the_chance_of_a_find_grows_with_every_look() -> None:
    for searched in (1, 2, 30):
        assert chance_of_a_find(searched) == pytest.approx(1.0 - 0.95**searched)
        assert chance_of_a_find(searched, level=0.2) == pytest.approx(1.0 - 0.8**searched)
    assert chance_of_a_find(3, level=1e-20) == pytest.approx(3e-20)


@pytest.mark.parametrize("searched", [1, 2, 3, 10**6])
def test_the_greatest_of_several_normal_numbers_has_its_expectation(searched: int) -> None:
    grid = np.linspace(-10.0, 10.0, 200_001)
    density = searched * stats.norm.pdf(grid) * np.exp((searched - 1) * stats.norm.logcdf(grid))
    by_hand = float((grid * density).sum() * (grid[1] - grid[0]))
    exact = {1: 0.0, 2: math.pi**-0.5, 3: 1.5 * math.pi**-0.5}.get(searched, by_hand)
    assert expected_greatest(searched) == pytest.approx(exact, rel=1e-9, abs=0.0)


def test_the_log_of_the_distribution_function_is_that_of_scipy() -> None:
    z = np.concatenate([np.linspace(-40.0, -8.0, 500), np.linspace(-8.0, 12.0, 500)])
    exact = stats.norm.logcdf(z)
    # of the asymptotic series the first term left out is 105 / z^8; the rest is rounding
    bound = np.where(z < -8.0, 105.0 / z**8, 0.0) + 1e-13 * (1.0 + np.abs(exact))
    assert (np.abs(discovery._log_cdf(z) - exact) <= bound).all()


def test_calibrators_have_their_closed_form() -> None:
    p = np.array([0.0, 1e-8, 0.3, 1.0])
    with np.errstate(divide="ignore"):
        assert e_from_p(p, power=0.25).tolist() == (0.25 * p**-0.75).tolist()
    for near in (1.0 - 2e-4, 1.0 - 1.01e-4, 1.0 - 0.99e-4, 1.0 - 1e-6, 1.0):
        gap = 1.0 - near
        # beside it numerator and denominator of the closed form, of size gap^2, keep half of their digits
        assert float(e_from_p(near)) == pytest.approx(0.5 + gap / 6.0 + gap**2 / 12.0, abs=1e-7)


def test_the_bound_on_bayes_factors_is_where_it_turns() -> None:
    p = np.array([1e-300, 0.01, math.exp(-1.0) * 0.999, math.exp(-1.0), 0.9])
    expected = [*(-math.e * p[:3] * np.log(p[:3])).tolist(), 1.0, 1.0]
    assert smallest_bayes_factor(p).tolist() == pytest.approx(expected, rel=1e-12)


def test_evidence_grows_with_each_observation_along_the_last_axis() -> None:
    seen, errors = np.array([[1.0, 2.0], [0.5, -0.5]]), np.array([[1.0, 0.5], [1.0, 2.0]])
    found = running_e_values(seen, errors, prior_sd=2.0)
    for row in range(2):
        for last in (1, 2):
            cut, spread = seen[row, :last], np.diag(errors[row, :last] ** 2)
            ratio = stats.multivariate_normal(np.zeros(last), spread + 4.0).pdf(cut)
            ratio /= stats.multivariate_normal(np.zeros(last), spread).pdf(cut)
            assert found[row, last - 1] == pytest.approx(ratio, rel=1e-10)
    assert running_e_values([1e3], [1.0], prior_sd=1.0).tolist() == [math.inf]


def test_james_and_stein_keep_what_the_spread_bears_out() -> None:
    values = np.array([0.0, 2.0, 4.0, 6.0, 13.0])
    kept = 1.0 - 2 * 1.5**2 / ((values - 5.0) ** 2).sum()
    assert james_stein(values, 1.5).tolist() == pytest.approx((5.0 + kept * (values - 5.0)).tolist())


def test_dersimonian_and_lairds_variance_is_that_of_the_paper() -> None:
    values, errors = np.array([1.0, 5.0, 2.0]), np.array([1.0, 0.5, 2.0])
    weights = errors**-2.0
    squares = (weights * (values - np.average(values, weights=weights)) ** 2).sum()
    expected = (squares - 2.0) / (weights.sum() - (weights**2).sum() / weights.sum())
    assert between_variance(values, errors, method="dersimonian-laird") == pytest.approx(expected)
    assert between_variance([1.0, 1.1], [1.0, 1.0], method="dersimonian-laird") == 0.0
    assert between_variance([1.0, 1.1], [1.0, 1.0]) == 0.0


SCHOOLS = np.array([28.0, 8, -3, 7, -1, 1, 18, 12]), np.array([15.0, 10, 16, 11, 9, 11, 10, 18])


def test_the_eight_schools_have_the_posterior_that_a_grid_gives() -> None:
    values, errors = SCHOOLS
    found = pool(values, errors)
    centre, spread = np.linspace(-80.0, 95.0, 701)[:, None], np.linspace(0.0, 250.0, 5001)[None, :]
    log = sum(stats.norm.logpdf(y, centre, np.sqrt(s**2 + spread**2)) for y, s in zip(values, errors, strict=True))
    mass = np.exp(log - log.max())
    mass[:, 0] /= 2.0  # the grid of spreads begins there
    mass /= mass.sum()
    for place in (0, 2, 7):
        kept = spread**2 / (spread**2 + errors[place] ** 2)
        inner = kept * values[place] + (1.0 - kept) * centre
        mean = (inner * mass).sum()
        variance = ((kept * errors[place] ** 2 + (inner - mean) ** 2) * mass).sum()
        # past 250 the density of the spread falls with its seventh power: what is left out is a millionth
        assert found.means[place] == pytest.approx(mean, abs=0.01)
        assert found.sds[place] == pytest.approx(math.sqrt(variance), rel=1e-3)
    below = mass.sum(axis=0).cumsum()
    for share, end in zip((0.05, 0.95), found.between_sd, strict=True):
        # a step of the coarser grid, of which 2,001 points are spread over the angle
        step = (errors.max() + np.ptp(values)) * (1.0 + (end / (errors.max() + np.ptp(values))) ** 2) * math.pi / 4000.0
        assert np.interp(share, below, spread[0]) == pytest.approx(end, abs=step + 0.05)


@pytest.mark.parametrize("method", ["paule-mandel", "dersimonian-laird"])
def test_what_is_pooled_is_weighed_by_both_variances(method: Any) -> None:
    values, errors = np.array([1.0, 9.0, 2.0, 4.0]), np.array([1.0, 0.5, 2.0, 1.0])
    found = pool(values, errors, method=method)
    variance = between_variance(values, errors, method=method)
    weights = 1.0 / (errors**2 + variance)
    assert found.between_variance == variance > 0.0
    assert found.mean == pytest.approx(np.average(values, weights=weights))
    assert found.standard_error == pytest.approx(1.0 / math.sqrt(weights.sum()))


@pytest.mark.parametrize(("z", "searched"), [(2.5, 20), (0.3, 2), (4.0, 1000), (-0.5, 3)])
def test_the_greatest_is_corrected_to_the_median_of_its_own_law(z: float, searched: int) -> None:
    found = greatest_of(5.0 * z, 5.0, searched=searched, confidence=0.8)
    for truth, share in ((found.low, 0.9), (found.estimate, 0.5), (found.high, 0.1)):
        grid = np.linspace(truth / 5.0 - 9.0, truth / 5.0 + 15.0, 200_001)
        density = stats.norm.pdf(grid, truth / 5.0) * stats.norm.cdf(grid) ** (searched - 1)
        below = np.interp(z, grid, density.cumsum() - density / 2.0) / density.sum()
        # a chance is bent by less than half over a standard error, and read off straight between points a hundredth apart
        assert below == pytest.approx(share, abs=0.5 * 0.01**2 / 8.0)


def test_a_design_has_its_closed_forms() -> None:
    found = design_of(-3.0, 2.0, level=0.1)
    z, size = stats.norm.ppf(0.95), 1.5
    right, wrong = stats.norm.sf(z - size), stats.norm.cdf(-z - size)
    assert found.power == pytest.approx(right + wrong)
    assert found.wrong_sign == pytest.approx(wrong / (right + wrong))
    passed = stats.norm(size).expect(abs, ub=-z) + stats.norm(size).expect(abs, lb=z)
    assert found.exaggeration == pytest.approx(passed / size / found.power)
    for power, level in ((0.8, 0.05), (0.051, 0.05), (0.999, 0.01), (0.3, 0.2)):
        assert design_at_power(power, level=level).power == pytest.approx(power, rel=1e-9)
    assert design_at_power(0.5) == design_at_power(0.5, level=0.05)
    assert design_of(1.0, 1.0) == design_of(1.0, 1.0, level=0.05)
