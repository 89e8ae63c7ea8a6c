"""Ways of measuring, and the errors that they leave."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from scipy.stats import betabinom, nbinom

from blogroi import OptionError
from blogroi.decisions.studies import (
    ControlGroup,
    Counts,
    LevelStudy,
    Pilot,
    Poll,
    Study,
    StudyModel,
    Survey,
    simulate_result,
)
from blogroi.numerics.information.perfect import evppi
from blogroi.numerics.information.studies import evsi
from blogroi.numerics.streams import stream


@pytest.mark.parametrize(
    ("study", "size", "error"),
    [
        (Survey(sd=2.0), 16, 0.5),
        (ControlGroup(sd=2.0), 8, 1.0),
        (Pilot(sd=3.0, bias_sd=4.0), 1, 5.0),
        (Poll(), 25, 0.1),
        (Counts(expected_rate=9.0), 4, 1.5),
    ],
)
def test_errors_shrink_with_the_root_of_the_size(study: Study, size: int, error: float) -> None:
    assert study.error(size) == pytest.approx(error)


def test_a_level_that_wanders_has_the_error_of_its_simulated_mean() -> None:
    study, weeks = LevelStudy(level_sd=0.7, step_sd=0.3, noise_sd=1.5), 9
    generator = stream(1)
    level = 0.7 * generator.standard_normal((200_000, 1)) + 0.3 * np.cumsum(
        generator.standard_normal((200_000, weeks)), axis=1
    )
    simulated = (level + 1.5 * generator.standard_normal((200_000, weeks))).mean(axis=1).std()
    assert study.error(weeks) == pytest.approx(simulated, rel=0.01)


@pytest.mark.parametrize(("step_sd", "noise_sd"), [(0.3, 1.5), (1.0, 0.0), (0.01, 1.0), (2.0, 1.0)])
def test_the_best_number_of_weeks_has_the_least_error(step_sd: float, noise_sd: float) -> None:
    study = LevelStudy(level_sd=0.5, step_sd=step_sd, noise_sd=noise_sd)
    assert study.best_size == min(range(1, 1000), key=study.error)


def test_a_level_that_stands_still_is_known_the_better_the_longer_it_is_seen() -> None:
    study = LevelStudy(level_sd=0.0, step_sd=0.0, noise_sd=2.0)
    assert study.best_size is None
    assert study.error(16) == 0.5


def test_a_reading_is_the_truth_and_the_error_of_its_study() -> None:
    truth = np.full(100_000, 7.0)
    read = simulate_result(Survey(sd=3.0), truth, 9, seed=1, path="calls")
    assert read.mean() == pytest.approx(7.0, abs=4 / math.sqrt(100_000))
    assert read.std() == pytest.approx(1.0, rel=0.02)


def test_the_noise_is_the_same_at_all_sizes_and_another_for_each_subject() -> None:
    truth = np.zeros(10)
    one, four = (simulate_result(Survey(sd=1.0), truth, size, seed=1, path="calls") for size in (1, 4))
    assert (one == 2 * four).all()
    assert (one != simulate_result(Survey(sd=1.0), truth, 1, seed=1, path="members")).any()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Survey(sd=-1), "sd: -1 is not a standard deviation"),
        (lambda: Pilot(sd=1, bias_sd=math.inf), "bias_sd: inf is not a standard deviation"),
        (lambda: LevelStudy(level_sd=0, step_sd=-1, noise_sd=1), "step_sd: -1 is not a standard deviation"),
        (lambda: ControlGroup(sd=True), "sd: True"),
        (lambda: Poll().read(np.array([0.2, 1.2]), 9, np.zeros(2)), "study: a poll is about a share"),
        (lambda: Counts(expected_rate=1).read(np.array([-0.1]), 9, np.zeros(1)), "study: events that are counted"),
    ],
)
def test_what_is_no_spread_is_refused(make: Any, message: str) -> None:
    with pytest.raises(OptionError, match=message):
        make()


DRAWS = 200_000


def test_a_poll_is_worth_what_the_posterior_of_a_share_says() -> None:
    """A share from Beta(2, 2), worth its distance from a half: the mean is then known for each number of yes."""
    share = stream(1).beta(2, 2, DRAWS)
    choices = np.column_stack([np.zeros(DRAWS), share - 0.5])
    for size in (1, 3, 30, 300):
        yes = np.arange(size + 1)
        exact = float(betabinom.pmf(yes, size, 2, 2) @ np.maximum((2 + yes) / (4 + size) - 0.5, 0.0))
        worth = evsi(choices, share, lambda truth, n: simulate_result(Poll(), truth, n, seed=1, path="share"), [size])[
            0
        ]
        assert abs(worth.value - exact) <= 4 * worth.mc_error


def test_a_count_is_worth_what_the_posterior_of_a_rate_says() -> None:
    """A rate from Gamma(4, 1), worth its distance from 4."""
    rate = stream(2).gamma(4, 1, DRAWS)
    choices = np.column_stack([np.zeros(DRAWS), rate - 4.0])
    for size in (1, 12):
        count = np.arange(1000)
        exact = float(nbinom.pmf(count, 4, 1 / (1 + size)) @ np.maximum((4 + count) / (1 + size) - 4.0, 0.0))
        result = simulate_result(Counts(expected_rate=4), rate, size, seed=1, path="rate")
        worth = evppi(choices, result)
        assert abs(worth.value - exact) <= 4 * worth.mc_error


def test_a_longer_poll_of_the_same_draws_is_worth_more_by_itself() -> None:
    share = stream(1).beta(2, 2, 20_000)
    choices = np.column_stack([np.zeros(share.size), share - 0.5])
    worths = [
        evppi(choices, simulate_result(Poll(), share, size, seed=1, path="share")).value
        for size in (1, 4, 16, 64, 256, 1024)
    ]
    assert worths == sorted(worths)


def test_what_is_spread_like_a_normal_variable_needs_no_reader() -> None:
    assert isinstance(Poll(), StudyModel)
    assert not isinstance(Survey(sd=1.0), StudyModel)


def test_of_a_series_of_which_only_the_spread_is_known_more_weeks_are_not_surer() -> None:
    study = LevelStudy.from_spread(50.0)
    assert study.best_size == 3
    for weeks in (2, 4, 8, 13, 26, 52):
        assert study.error(weeks) > Survey(sd=50.0).error(weeks)
    assert study.error(8) / Survey(sd=50.0).error(8) == pytest.approx(2.2, abs=0.05)
    assert study.error(26) > study.error(8) > study.error(3)
