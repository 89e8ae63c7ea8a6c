"""Ways of measuring, and the errors that they leave."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from blogroi import OptionError
from blogroi.engine.streams import stream
from blogroi.insight import ControlGroup, Pilot, Series, Study, Survey
from blogroi.insight.studies import reading


@pytest.mark.parametrize(
    ("study", "size", "error"),
    [
        (Survey(spread=2.0), 16, 0.5),
        (ControlGroup(spread=2.0), 8, 1.0),
        (Pilot(spread=3.0, bias=4.0), 1, 5.0),
        (Series(spread=2.0), 16, 0.5),
    ],
)
def test_errors_shrink_with_the_root_of_the_size(study: Study, size: int, error: float) -> None:
    assert study.error(size) == pytest.approx(error)


def test_alike_months_have_the_error_of_their_simulated_mean() -> None:
    rho, months = 0.6, 12
    noise = stream(1).standard_normal((200_000, months)) * math.sqrt(1 - rho**2)
    noise[:, 0] /= math.sqrt(1 - rho**2)
    for month in range(1, months):
        noise[:, month] += rho * noise[:, month - 1]
    simulated = noise.mean(axis=1).std()
    assert Series(spread=1.0, likeness=rho).error(months) == pytest.approx(simulated, rel=0.01)


def test_a_reading_is_the_truth_and_the_error_of_its_study() -> None:
    truth = np.full(100_000, 7.0)
    read = reading(Survey(spread=3.0), truth, 9, seed=1, path="calls")
    assert read.mean() == pytest.approx(7.0, abs=4 / math.sqrt(100_000))
    assert read.std() == pytest.approx(1.0, rel=0.02)


def test_the_noise_is_the_same_at_all_sizes_and_another_for_each_subject() -> None:
    truth = np.zeros(10)
    one, four = (reading(Survey(spread=1.0), truth, size, seed=1, path="calls") for size in (1, 4))
    assert (one == 2 * four).all()
    assert (one != reading(Survey(spread=1.0), truth, 1, seed=1, path="members")).any()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Survey(spread=-1), "spread: -1 is not a spread"),
        (lambda: Pilot(spread=1, bias=math.inf), "bias: inf is not a spread"),
        (lambda: Series(spread=1, likeness=1), "likeness: 1 is not a correlation"),
        (lambda: ControlGroup(spread=True), "spread: True"),
    ],
)
def test_what_is_no_spread_is_refused(make: Any, message: str) -> None:
    with pytest.raises(OptionError, match=message):
        make()
