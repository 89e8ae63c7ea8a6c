"""On real series where nothing had happened, intervals hold what they promise; the usual comparison of means does not."""

import datetime
from collections.abc import Callable, Iterator
from typing import TypeAlias

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from blogroi.measured import Series, detectable, estimate
from tests.measured import shipped

Floats: TypeAlias = NDArray[np.float64]
BEFORE, AFTER, EVERY = 52, 8, 3


def launches() -> Iterator[tuple[str, list[datetime.date], Floats]]:
    for name, series in shipped().items():
        values = np.array(series.values, dtype=float)
        for begin in range(0, len(values) - BEFORE - AFTER + 1, EVERY):
            part = slice(begin, begin + BEFORE + AFTER)
            yield name, list(series.days[part]), values[part]


TRIED = list(launches())


def share(kind: str, planted: Callable[[Floats], Floats] = np.ones_like) -> float:
    """Return how often the total of a planted effect is held, from that of nothing on."""
    held = []
    for name, days, values in TRIED:
        if name.startswith(kind):
            moved = values.copy()
            moved[BEFORE:] *= planted(values[BEFORE:])
            held.append(estimate(Series(days, moved), launch=days[BEFORE]).total.holds((moved - values).sum()))
    return float(np.mean(held))


def test_nine_intervals_of_ten_hold_that_nothing_had_happened() -> None:
    assert len(TRIED) == 58
    assert 0.87 <= share("") <= 0.96


@pytest.mark.parametrize("kind", ["bike", "wiki"])
def test_so_they_do_for_each_kind_of_series(kind: str) -> None:
    assert 0.85 <= share(kind) <= 0.96


@pytest.mark.parametrize(
    "planted",
    [
        lambda after: np.full_like(after, 1.2),
        lambda after: 1 + 0.4 * np.arange(1, len(after) + 1) / len(after),
        lambda after: 1.0 + (np.arange(len(after)) == 0),
    ],
    ids=["a step", "a ramp", "a pulse"],
)
def test_the_total_of_a_planted_effect_is_held_as_often(planted: Callable[[Floats], Floats]) -> None:
    assert 0.87 <= share("", planted) <= 0.96


def test_a_comparison_of_means_is_wrong_on_most_of_them() -> None:
    held = []
    for _, _, values in TRIED:
        logs = np.log(values + 0.5)
        ends = stats.ttest_ind(logs[BEFORE:], logs[:BEFORE], equal_var=False).confidence_interval(0.9)
        held.append(ends.low <= 0 <= ends.high)
    assert np.mean(held) < 0.5


def test_an_effect_of_the_announced_size_is_found() -> None:
    seen = []
    for _, days, values in TRIED:
        lift = detectable(Series(days[:BEFORE], values[:BEFORE]), weeks=[AFTER]).rows[0].lift
        assert lift is not None
        moved = values.copy()
        moved[BEFORE:] *= 1 + lift
        seen.append(estimate(Series(days, moved), launch=days[BEFORE]).total.low > 0)
    assert 0.75 <= np.mean(seen) <= 0.95
