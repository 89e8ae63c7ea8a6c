import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from blogroi import OptionError
from blogroi.numerics.selection import adjusted_p_values, selection_adjusted_maximum, shrink

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
    at = [selection_adjusted_maximum(value, 1.0, searched=searched) for value in (low, middle, high)]
    width = np.diff(np.quantile(seen, [0.5 - error, 0.5 + error]))[0] * 4.0
    assert at[1].estimate == pytest.approx(truth, abs=width)
    assert at[0].high == pytest.approx(truth, abs=2.0 * width)
    assert at[2].low == pytest.approx(truth, abs=2.0 * width)


def test_one_that_was_not_searched_for_is_left_as_it_is() -> None:
    found = selection_adjusted_maximum(3.0, 2.0, searched=1, confidence=0.95)
    assert found.estimate == pytest.approx(3.0)
    assert (found.low, found.high) == pytest.approx((3.0 - 3.92, 3.0 + 3.92), abs=1e-3)


def test_a_clear_greatest_is_hardly_corrected_and_a_dim_one_without_bounds() -> None:
    assert selection_adjusted_maximum(80.0, 10.0, searched=100).estimate == pytest.approx(80.0, rel=1e-4)
    assert selection_adjusted_maximum(-1.0, 1.0, searched=1000).low == -31.0


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


@pytest.mark.parametrize(("z", "searched"), [(2.5, 20), (0.3, 2), (4.0, 1000), (-0.5, 3)])
def test_the_greatest_is_corrected_to_the_median_of_its_own_law(z: float, searched: int) -> None:
    found = selection_adjusted_maximum(5.0 * z, 5.0, searched=searched, confidence=0.8)
    for truth, share in ((found.low, 0.9), (found.estimate, 0.5), (found.high, 0.1)):
        grid = np.linspace(truth / 5.0 - 9.0, truth / 5.0 + 15.0, 200_001)
        density = stats.norm.pdf(grid, truth / 5.0) * stats.norm.cdf(grid) ** (searched - 1)
        below = np.interp(z, grid, density.cumsum() - density / 2.0) / density.sum()
        # a chance is bent by less than half over a standard error, and read off straight between points a hundredth apart
        assert below == pytest.approx(share, abs=0.5 * 0.01**2 / 8.0)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (lambda: adjusted_p_values([1.2]), "p_values: are not all numbers between 0 and 1"),
        (lambda: adjusted_p_values([math.nan]), "p_values: are not all numbers between 0 and 1"),
        (lambda: adjusted_p_values([[0.1]]), "p_values: have 2 dimensions: give a list"),
        (lambda: adjusted_p_values([0.1, 0.2], searched=1), "searched: 1 is fewer than the 2 that are reported"),
        (
            lambda: adjusted_p_values([0.1], correction="holms"),  # type: ignore[arg-type]
            "correction: 'holms' is not known: did you mean `holm`?",
        ),
        (lambda: shrink(1.0, -1.0, prior_mean=0.0, prior_sd=1.0), "standard_error: -1.0 is not a number of at least 0"),
        (
            lambda: shrink(1.0, math.nan, prior_mean=0.0, prior_sd=1.0),
            "standard_error: nan is not a number of at least 0",
        ),
        (lambda: shrink(1.0, 1.0, prior_mean=0.0, prior_sd=math.inf), "prior_sd: inf is not a number of at least 0"),
        (lambda: shrink(1.0, 1.0, prior_mean=0.0, prior_sd=-1.0), "prior_sd: -1.0 is not a number of at least 0"),
        (lambda: selection_adjusted_maximum(1.0, 1.0, searched=0), "searched: 0 is not a whole number of at least 1"),
        (
            lambda: selection_adjusted_maximum(1.0, 1.0, searched=True),
            "searched: true is not a whole number of at least 1",
        ),
        (
            lambda: selection_adjusted_maximum(1.0, 1.0, searched=2.0),  # type: ignore[arg-type]
            "searched: 2.0 is not a whole number of at least 1",
        ),
        (lambda: selection_adjusted_maximum(1.0, 0.0, searched=2), "standard_error: 0.0 is not a number above 0"),
        (lambda: selection_adjusted_maximum(1.0, math.inf, searched=2), "standard_error: inf is not a number above 0"),
        (
            lambda: selection_adjusted_maximum(1.0, 1.0, searched=2, confidence=1.0),
            "confidence: 1.0 is not between 0 and 1",
        ),
    ],
)
def test_what_cannot_be_worked_with_is_refused(wrong: Callable[[], object], message: str) -> None:
    with pytest.raises(OptionError) as caught:
        wrong()
    assert str(caught.value) == message
