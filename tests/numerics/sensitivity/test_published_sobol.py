"""Sobol' indices against closed forms (Ishigami's function, Sobol's G function, a product) and figures that SALib and SciPy print."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from blogroi import OptionError
from blogroi.numerics.sensitivity.sobol import LEAST_PAIRS, SobolIndices, pairs_of, sobol_indices
from blogroi.numerics.streams import stream, stream_key

from .known import ISHIGAMI_FIRST, close, ishigami

Floats = NDArray[np.float64]
Model = Callable[[Floats], Floats]

ISHIGAMI_TOTAL = [0.5575888552099541, 0.4424111447900459, 0.2436836640621426]

FLAT = np.array([0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0])


def g_function(points: Floats) -> Floats:
    value: Floats = ((np.abs(4.0 * points - 2.0) + FLAT) / (1.0 + FLAT)).prod(axis=1)
    return value


def g_indices() -> tuple[Floats, Floats]:
    alone = 1.0 / (3.0 * (1.0 + FLAT) ** 2)
    whole = (1.0 + alone).prod()
    return alone / (whole - 1.0), alone * whole / (1.0 + alone) / (whole - 1.0)


def outputs_of(model: Model, inputs: int, draws: int, seed: int) -> tuple[Floats, Floats, Floats]:
    """Ask a model of uniform inputs at two sets of points, and at the first with one input after the other of the second."""
    keys = [[stream_key(seed, f"x{one}{which}") for one in range(inputs)] for which in ("", "[again]")]
    first, second = (np.column_stack([stream(key).random(draws) for key in row]) for row in keys)
    mixed = [model(np.where(np.arange(inputs) == one, second, first)) for one in range(inputs)]
    return model(first), model(second), np.array(mixed)


def indices_of(model: Model, inputs: int, draws: int = 16_384, seed: int = 1) -> SobolIndices:
    return sobol_indices(*outputs_of(model, inputs, draws, seed), seed=seed)


class TestClosedForms:
    @pytest.mark.parametrize("draws", [1024, 16_384])
    def test_ishigami(self, draws: int) -> None:
        found = indices_of(ishigami, 3, draws)
        assert close(found.first.values, found.first.errors, ISHIGAMI_FIRST)
        assert close(found.total.values, found.total.errors, ISHIGAMI_TOTAL)
        # per pair, what is averaged is spread by less than twice the variance that it is a part of
        assert max(found.first.errors.max(), found.total.errors.max()) < 2.0 / math.sqrt(draws)

    @pytest.mark.parametrize("draws", [1024, 16_384])
    def test_sobol_g(self, draws: int) -> None:
        found = indices_of(g_function, 8, draws)
        first, total = g_indices()
        assert close(found.first.values, found.first.errors, first)
        assert close(found.total.values, found.total.errors, total)

    def test_a_sum_has_no_interactions(self) -> None:
        found = indices_of(lambda x: x @ [3.0, 2.0, 1.0], 3)
        for part in (found.first, found.total):
            assert close(part.values, part.errors, [9 / 14, 4 / 14, 1 / 14])

    def test_an_input_that_is_not_used_has_no_part_in_anything(self) -> None:
        found = indices_of(lambda x: x[:, 0] * x[:, 1], 3)
        assert (found.first.values[2], found.total.values[2]) == (0.0, 0.0)
        assert (found.first.errors[2], found.total.errors[2]) == (0.0, 0.0)

    def test_the_errors_are_those_of_repetition(self) -> None:
        found = [indices_of(ishigami, 3, 512, seed) for seed in range(150)]
        for part, exact in (("first", ISHIGAMI_FIRST), ("total", ISHIGAMI_TOTAL)):
            wrong = np.array([getattr(one, part).values - exact for one in found])
            stated = np.sqrt((np.array([getattr(one, part).errors for one in found]) ** 2).mean(axis=0))
            # a standard deviation from 150 repetitions is itself known to 6 %
            assert (np.abs(wrong.std(axis=0) / stated - 1.0) < 0.25).all()


class TestPublishedFigures:
    """What others print for Ishigami's function of their own 1,024 pairs, which lie as far from the truth as they do."""

    @pytest.mark.parametrize(
        ("first", "total"),
        [
            # SALib's user guide, "Basics": print(Si['S1']), print(Si['ST'])
            ([0.316832, 0.443763, 0.012203], [0.555860, 0.441898, 0.244675]),
            # the example of scipy.stats.sobol_indices
            ([0.31637954, 0.43781162, 0.00318825], [0.56122127, 0.44287857, 0.24229595]),
        ],
        ids=["SALib", "SciPy"],
    )
    def test_they_are_found_within_both_errors(self, first: list[float], total: list[float]) -> None:
        found = indices_of(ishigami, 3)
        for own, printed, exact in ((found.first, first, ISHIGAMI_FIRST), (found.total, total, ISHIGAMI_TOTAL)):
            theirs = np.abs(np.array(printed) - exact).max()
            assert (np.abs(own.values - printed) < 3.0 * np.hypot(own.errors, theirs)).all()


def by_hand(first: Floats, second: Floats, exchanged: Floats) -> tuple[list[float], list[float]]:
    """Work first-order and total indices out from the definitions: Saltelli's and Jansen's estimators."""
    centre = (first.mean() + second.mean()) / 2.0
    variance = (((first - centre) ** 2).mean() + ((second - centre) ** 2).mean()) / 2.0
    parts = [((second - centre) * (one - first)).mean() / variance for one in exchanged]
    return parts, [((one - first) ** 2).mean() / 2.0 / variance for one in exchanged]


@pytest.mark.parametrize("scale", [1.0, 1e-200, 1e200])
def test_indices_are_those_of_the_definitions_whatever_the_unit(scale: float) -> None:
    asked = outputs_of(lambda x: 5.0 + x[:, 0] * x[:, 1] + x[:, 1], 2, 64, 3)
    first, second, exchanged = (scale * part for part in asked)
    found = sobol_indices(first, second, exchanged, seed=1)
    alone, together = by_hand(*asked)
    assert found.first.values.tolist() == pytest.approx(alone, rel=1e-9)
    assert found.total.values.tolist() == pytest.approx(together, rel=1e-9)


def test_an_input_more_moves_no_figure_of_the_others() -> None:
    """Each is drawn from its own stream, so that the points of the others stay what they were; older SciPy adds in another order."""
    asked = outputs_of(ishigami, 3, 256, 1)
    one_more = outputs_of(lambda x: ishigami(x[:, :3]), 4, 256, 1)
    fewer, more = sobol_indices(*asked, seed=1), sobol_indices(*one_more, seed=1)
    for name in ("first", "total"):
        np.testing.assert_allclose(getattr(more, name).values[:3], getattr(fewer, name).values, rtol=1e-12, atol=1e-15)
        np.testing.assert_allclose(getattr(more, name).errors[:3], getattr(fewer, name).errors, rtol=1e-12, atol=1e-15)


def test_the_same_seed_gives_the_same_bits_and_another_seed_other_errors() -> None:
    asked = outputs_of(ishigami, 3, 256, 1)
    one, same, other = (sobol_indices(*asked, seed=seed) for seed in (1, 1, 2))
    assert (one.total.errors == same.total.errors).all()
    assert (one.total.values == other.total.values).all()
    assert (one.total.errors != other.total.errors).all()


def test_a_single_input_has_all_of_the_variance() -> None:
    found = indices_of(lambda x: np.exp(x[:, 0]), 1, 64)
    assert (found.first.values.tolist(), found.total.values.tolist()) == ([1.0], [1.0])
    assert (found.first.errors.tolist(), found.total.errors.tolist()) == ([0.0], [0.0])


@pytest.mark.parametrize("inputs", [1, 2])
@pytest.mark.parametrize("last_bits", [0.0, 1e-12])
def test_an_output_that_does_not_vary_has_nothing_to_share_out(inputs: int, last_bits: float) -> None:
    found = indices_of(lambda x: 7.0 + last_bits * x[:, 0], inputs, 64)
    for part in (found.first, found.total):
        assert part.values.tolist() == part.errors.tolist() == [0.0] * inputs


@pytest.mark.parametrize(("draws", "pairs"), [(1, 64), (64, 64), (65, 128), (4096, 4096), (100_000, 131_072)])
def test_pairs_are_the_next_power_of_two(draws: int, pairs: int) -> None:
    assert pairs_of(draws) == pairs
    assert LEAST_PAIRS == 64


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"first": [1.0]}, "first: a list is not an array of 1 axis"),
        ({"second": np.zeros((64, 1))}, "second: an object of the class ndarray is not an array of 1 axis"),
        ({"second": np.zeros(63)}, "second: has 63 draws, while the first has 64"),
        ({"exchanged": np.zeros(64)}, "exchanged: an object of the class ndarray is not an array of 2 axes"),
        ({"exchanged": np.zeros((2, 65))}, "exchanged: has 65 draws, while the first has 64"),
        ({"exchanged": np.zeros((0, 64))}, "exchanged: has no input"),
        ({"first": np.full(64, np.nan)}, "first: not all of its numbers are finite"),
        (
            dict.fromkeys(("first", "second"), np.zeros(96)) | {"exchanged": np.zeros((2, 96))},
            "first: has 96 draws: not",
        ),
        (
            dict.fromkeys(("first", "second"), np.zeros(32)) | {"exchanged": np.zeros((2, 32))},
            "first: has 32 draws: not",
        ),
    ],
)
def test_what_is_not_the_outputs_of_pairs_is_refused(changes: dict[str, Any], word: str) -> None:
    given: dict[str, Any] = {"first": np.zeros(64), "second": np.zeros(64), "exchanged": np.zeros((2, 64))}
    with pytest.raises(OptionError) as caught:
        sobol_indices(**(given | changes), seed=1)
    assert str(caught.value).startswith(word)
