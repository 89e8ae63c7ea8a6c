"""The method in arrays, held against the same model worked out in two other ways: dense matrices, and differences with quadrature."""

from typing import TypeAlias

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats

from blogroi.measured.level import RATIOS, Forecast, draw_paths, forecast

Floats: TypeAlias = NDArray[np.float64]


def example(weeks: int, controls: int, seed: int) -> tuple[Floats, Floats, Floats]:
    generator = np.random.default_rng(seed)
    regressors = np.cumsum(generator.standard_normal((weeks + 8, controls)), axis=0)
    values = np.cumsum(0.3 * generator.standard_normal(weeks + 8)) + 0.5 * generator.standard_normal(weeks + 8)
    values += regressors.sum(axis=1)
    return values, regressors[:weeks], regressors[weeks:]


def by_dense_matrices(values: Floats, regressors: Floats, ahead: NDArray[np.int64], later: Floats) -> Forecast:
    """Generalised least squares with the covariance of all weeks written out, unknown weeks simply left out."""
    known = np.flatnonzero(~np.isnan(values))
    times = np.concatenate([known, len(values) - 1 + ahead]) + 1.0
    count, weeks = len(known), len(known) + len(ahead)
    design = np.column_stack([np.ones(weeks), np.vstack([regressors[known], later])])
    y = values[known]
    freedom = count - design.shape[1]
    log_weights, means, roots, residuals = [], [], [], []
    for ratio in RATIOS:
        covariance = np.eye(weeks) + ratio * np.minimum.outer(times, times)
        inverse = np.linalg.inv(covariance[:count, :count])
        gram = design[:count].T @ inverse @ design[:count]
        coefficients = np.linalg.solve(gram, design[:count].T @ inverse @ y)
        left = y - design[:count] @ coefficients
        across = covariance[count:, :count] @ inverse
        off = design[count:] - across @ design[:count]
        means.append(design[count:] @ coefficients + across @ left)
        spread = covariance[count:, count:] - across @ covariance[:count, count:] + off @ np.linalg.solve(gram, off.T)
        roots.append(np.linalg.cholesky(spread))
        residuals.append(left @ inverse @ left)
        log_weights.append(
            np.linalg.slogdet(inverse)[1] / 2 - np.linalg.slogdet(gram)[1] / 2 - freedom / 2 * np.log(residuals[-1])
        )
    weights = np.exp(np.array(log_weights) - max(log_weights))
    return Forecast(weights / weights.sum(), np.array(means), np.array(roots), np.array(residuals), freedom, 1.0)


def agree(found: Forecast, expected: Forecast) -> None:
    assert found.freedom == expected.freedom
    np.testing.assert_allclose(found.weights, expected.weights, rtol=1e-6, atol=1e-12)
    np.testing.assert_allclose(found.means, expected.means, rtol=1e-7, atol=1e-7)
    np.testing.assert_allclose(found.roots, expected.roots, rtol=1e-6, atol=1e-7)
    np.testing.assert_allclose(found.residuals, expected.residuals, rtol=1e-6)


@pytest.mark.parametrize("controls", [0, 1, 3])
@pytest.mark.parametrize("weeks", [26, 53, 104])
def test_it_is_generalised_least_squares(weeks: int, controls: int) -> None:
    values, regressors, later = example(weeks, controls, seed=weeks)
    ahead = np.arange(1, 9)
    agree(
        forecast(values[:weeks], regressors, ahead, later), by_dense_matrices(values[:weeks], regressors, ahead, later)
    )


@pytest.mark.parametrize("unknown", [[5], [0, 1, 30], [51], [10, 11, 12, 13, 14, 40]])
@pytest.mark.parametrize("controls", [0, 2])
def test_an_unknown_week_says_nothing_and_the_others_stay_where_they_are_in_time(
    unknown: list[int], controls: int
) -> None:
    values, regressors, later = example(52, controls, seed=7)
    values[unknown] = np.nan
    ahead = np.array([1, 2, 5, 6])  # and weeks after that are not asked for
    agree(
        forecast(values[:52], regressors, ahead, later[:4]),
        by_dense_matrices(values[:52], regressors, ahead, later[:4]),
    )


@settings(max_examples=40, deadline=None)
@given(
    weeks=st.integers(12, 60),
    seed=st.integers(0, 99),
    unknown=st.sets(st.integers(0, 11), max_size=4),
    ahead=st.sets(st.integers(1, 30), min_size=1, max_size=5),
    controls=st.integers(0, 2),
)
def test_it_is_the_same_model_whatever_is_unknown_and_a_week_less_widens(
    weeks: int, seed: int, unknown: set[int], ahead: set[int], controls: int
) -> None:
    generator = np.random.default_rng(seed)
    values, regressors = generator.standard_normal(weeks).cumsum(), generator.standard_normal((weeks, controls))
    places, later = np.array(sorted(ahead)), generator.standard_normal((len(ahead), controls))
    whole = forecast(values, regressors, places, later)
    values[[weeks - 1 - place for place in unknown]] = np.nan
    found = forecast(values, regressors, places, later)
    agree(found, by_dense_matrices(values, regressors, places, later))
    spread, less = (np.square(one.roots).sum(axis=2) for one in (found, whole))
    assert (spread >= less * (1 - 1e-9)).all()  # of each ratio, in units of the noise


def test_what_stands_in_place_of_an_unknown_control_makes_no_difference() -> None:
    values, regressors, later = example(52, 2, seed=9)
    holes = regressors.copy()
    holes[20, 0] = np.nan
    blank = values.copy()
    blank[20] = np.nan
    agree(
        forecast(values[:52], holes, np.arange(1, 9), later), forecast(blank[:52], regressors, np.arange(1, 9), later)
    )


def test_the_ratios_are_weighed_as_differences_and_quadrature_weigh_them() -> None:
    """Differences of weeks do not know the flat start; the variance is integrated over on its logarithm, point by point."""
    values, _, _ = example(40, 0, seed=3)
    found = forecast(values[:40], np.empty((40, 0)), np.array([1]), np.empty((1, 0)))
    changes = np.diff(values[:40])
    bands = 2 * np.eye(39) - np.eye(39, k=1) - np.eye(39, k=-1)
    log_sd = np.linspace(-6, 6, 4001)
    likelihoods = []
    for ratio in RATIOS:
        covariance = ratio * np.eye(39) + bands
        square = changes @ np.linalg.solve(covariance, changes)
        log = -39 * log_sd - np.linalg.slogdet(covariance)[1] / 2 - square / 2 * np.exp(-2 * log_sd)
        likelihoods.append(np.exp(log).sum())
    np.testing.assert_allclose(found.weights, np.array(likelihoods) / sum(likelihoods), rtol=1e-6)


def test_it_forecasts_as_the_filter_of_statsmodels_does() -> None:
    sm = pytest.importorskip("statsmodels.api")
    values, _, _ = example(60, 0, seed=4)
    found = forecast(values[:60], np.empty((60, 0)), np.arange(1, 9), np.empty((8, 0)))
    ratio = 12
    model = sm.tsa.UnobservedComponents(values[:60], "llevel", use_exact_diffuse=True)
    filtered = model.smooth([1.0, RATIOS[ratio]]).get_forecast(8)
    np.testing.assert_allclose(found.means[ratio], filtered.predicted_mean, rtol=1e-8)
    np.testing.assert_allclose(np.square(found.roots[ratio]).sum(axis=1), filtered.var_pred_mean, rtol=1e-8)


def chance_below(found: Forecast, mean: float) -> float:
    """Return the chance that the mean of the weeks ahead is below a number: of a mixture of Student's distributions, exactly."""
    locations = found.means.mean(axis=1)
    scales = np.sqrt(np.square(found.roots.mean(axis=1)).sum(axis=1) * found.residuals / found.freedom)
    return float(found.weights @ stats.t.cdf((mean - locations) / scales, found.freedom))


@pytest.mark.parametrize("seed", range(6))
def test_the_draws_have_the_distribution_that_was_worked_out(seed: int) -> None:
    values, _, _ = example(52, 0, seed=seed)
    found = forecast(values[:52], np.empty((52, 0)), np.arange(1, 9), np.empty((8, 0)))
    drawn = draw_paths(found, np.random.default_rng(seed), 20_000)
    for share in (0.01, 0.05, 0.5, 0.95, 0.99):
        end = float(np.quantile(drawn.mean(axis=0), share))
        assert chance_below(found, end) == pytest.approx(
            share, abs=0.004
        )  # plain draws: three errors are 0.0046 at 0.05
    mean = found.weights @ found.means
    spread = np.einsum("qij,qkj,q->ik", found.roots, found.roots, found.weights * found.residuals / (found.freedom - 2))
    spread += np.einsum("qi,qj,q->ij", found.means - mean, found.means - mean, found.weights)
    np.testing.assert_allclose(drawn.mean(axis=1), mean, atol=0.05 * np.sqrt(spread.max()))
    np.testing.assert_allclose(np.cov(drawn), spread, rtol=0.06, atol=0.03 * spread.max())


def test_the_ends_of_a_sum_are_off_by_less_than_those_of_plain_draws() -> None:
    values, _, _ = example(52, 0, seed=2)
    found = forecast(values[:52], np.empty((52, 0)), np.arange(1, 9), np.empty((8, 0)))
    ends = np.array(
        [
            np.quantile(draw_paths(found, np.random.default_rng(seed), 2000).sum(axis=0), [0.05, 0.5, 0.95])
            for seed in range(60)
        ]
    )
    reach = (ends[:, 2] - ends[:, 0]).mean() / 2
    # plain draws have sqrt(p (1 - p) / 2000) over the density there: 0.047 sd at the ends, 0.028 sd at the middle; 1.645 sd are the reach
    assert ends.std(axis=0)[1] / reach < 0.5 * 0.017
    assert (ends.std(axis=0)[[0, 2]] / reach < 0.7 * 0.029).all()


def test_draws_of_two_series_can_be_added_up() -> None:
    values, _, _ = example(52, 0, seed=2)
    found = forecast(values[:52], np.empty((52, 0)), np.arange(1, 9), np.empty((8, 0)))
    one, other = (draw_paths(found, np.random.default_rng(seed), 20_000).sum(axis=0) for seed in (1, 2))
    within = np.argsort(np.argsort(one)), np.argsort(np.argsort(other))
    assert abs(np.corrcoef(*within)[0, 1]) < 0.05


def test_it_says_whether_the_level_stands_or_wanders() -> None:
    still = forecast(np.tile([0.0, 1.0], 30), np.empty((60, 0)), np.array([1]), np.empty((1, 0)))
    moving = forecast(np.arange(60.0), np.empty((60, 0)), np.array([1]), np.empty((1, 0)))
    assert RATIOS[still.weights.argmax()] == RATIOS[0]
    assert RATIOS[moving.weights.argmax()] == RATIOS[-1]
    assert still.means[0, 0] == pytest.approx(0.5, abs=0.1)
    assert moving.means[-1, 0] == pytest.approx(59, abs=0.1)
