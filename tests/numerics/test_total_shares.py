"""What a model says when it is asked: Ishigami's function, Sobol's G function, and levels of one input at a time."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from blogroi import OptionError
from blogroi.numerics.streams import stream, stream_key
from blogroi.numerics.total_shares import one_at_a_time, total_shares

Floats = NDArray[np.float64]

ISHIGAMI_FIRST = [0.3139051911478115, 0.4424111447900459, 0.0]
ISHIGAMI_TOTAL = [0.5575888552099541, 0.4424111447900459, 0.2436836640621426]

FLAT = np.array([0.0, 1.0, 4.5, 9.0, 99.0, 99.0])


def ishigami(points: Floats) -> Floats:
    x = (2.0 * points - 1.0) * math.pi
    value: Floats = np.sin(x[:, 0]) + 7.0 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])
    return value


def g_function(points: Floats) -> Floats:
    value: Floats = ((np.abs(4.0 * points - 2.0) + FLAT) / (1.0 + FLAT)).prod(axis=1)
    return value


def g_shares() -> tuple[Floats, Floats]:
    alone = 1.0 / (3.0 * (1.0 + FLAT) ** 2)
    whole = (1.0 + alone).prod()
    return alone / (whole - 1.0), alone * whole / (1.0 + alone) / (whole - 1.0)


def close(found: Floats, errors: Floats, exact: Any, least: float = 1e-12) -> bool:
    return bool((np.abs(found - exact) <= 4.0 * errors + least).all())


def parts_by_hand(model: Any, size: int, replications: int, *, seed: int) -> tuple[Any, Any]:
    """Work first and total shares of a model of two inputs out from the definitions, by the jackknife."""
    parts = []
    for replication in range(replications):
        pairs = stream(stream_key(seed, f"sensitivity[{replication}]")).random((4, size))
        pairs = np.array([2.0 * pairs[0], np.sqrt(pairs[1]), 2.0 * pairs[2], np.sqrt(pairs[3])])
        base, other = model(pairs[:2].T), model(pairs[2:].T)
        centre = (base.mean() + other.mean()) / 2.0
        variance = (((base - centre) ** 2).mean() + ((other - centre) ** 2).mean()) / 2.0
        mixed = [model(np.array([pairs[2], pairs[1]]).T), model(np.array([pairs[0], pairs[3]]).T)]
        first = [((other - centre) * (each - base)).mean() for each in mixed]
        total = [((each - base) ** 2).mean() / 2.0 for each in mixed]
        parts.append([variance, *first, *total])
    table = np.array(parts)
    values = table.sum(axis=0)[1:] / table.sum(axis=0)[0]
    without = np.array([np.delete(table, row, 0).sum(axis=0) for row in range(replications)])
    shares = without[:, 1:] / without[:, :1]
    errors = np.sqrt((replications - 1) * shares.var(axis=0))
    return (values[:2].tolist(), errors[:2].tolist()), (values[2:].tolist(), errors[2:].tolist())


class TestTotalShares:
    @pytest.mark.parametrize("points", ["lattice", "random"])
    def test_ishigami(self, points: Any) -> None:
        found = total_shares(ishigami, 3, points=points)
        assert close(found.first.values, found.first.errors, ISHIGAMI_FIRST)
        assert close(found.total.values, found.total.errors, ISHIGAMI_TOTAL)

    @pytest.mark.parametrize("points", ["lattice", "random"])
    def test_sobol_g(self, points: Any) -> None:
        found = total_shares(g_function, 6, points=points)
        first, total = g_shares()
        # with eight replications an error follows Student's t with 7 degrees of freedom: 4 of the normal are 7.9 there
        assert (np.abs(found.first.values - first) < 7.9 * found.first.errors).all()
        assert (np.abs(found.total.values - total) < 7.9 * found.total.errors).all()

    def test_the_lattice_is_more_exact_than_random_points(self) -> None:
        first, total = g_shares()
        off = {}
        for points in ("lattice", "random"):
            found = total_shares(g_function, 6, points=points)
            off[points] = np.abs(np.r_[found.first.values - first, found.total.values - total]).max()
        assert off["lattice"] < off["random"] / 10.0

    def test_the_errors_are_those_of_repetition(self) -> None:
        found = [total_shares(ishigami, 3, draws=800, points="random", seed=seed) for seed in range(150)]
        for shares, exact in (("first", ISHIGAMI_FIRST), ("total", ISHIGAMI_TOTAL)):
            wrong = np.array([getattr(one, shares).values - exact for one in found])
            stated = np.sqrt((np.array([getattr(one, shares).errors for one in found]) ** 2).mean(axis=0))
            assert (np.abs(wrong.std(axis=0) / stated - 1.0) < 0.25).all()

    def test_a_linear_model_has_no_interactions(self) -> None:
        normal = stats.norm.ppf
        found = total_shares(lambda x: x @ [3.0, 2.0, 1.0], [normal] * 3)
        for shares in (found.first, found.total):
            assert (np.abs(shares.values - [9 / 14, 4 / 14, 1 / 14]) < 7.9 * shares.errors + 1e-6).all()

    def test_several_outputs_are_answered_at_once(self) -> None:
        together = total_shares(lambda x: np.column_stack([ishigami(x), np.ones(len(x))]), 3, draws=800)
        alone = total_shares(ishigami, 3, draws=800)
        assert np.allclose(together.total.values[:, 0], alone.total.values, rtol=1e-9)
        assert (together.total.values[:, 1] == 0.0).all()
        assert (together.first.errors[:, 1] == 0.0).all()

    def test_it_says_how_often_the_model_was_asked(self) -> None:
        asked = []

        def model(x: Floats) -> Floats:
            asked.append(len(x))
            return x[:, 0]

        found = total_shares(model, 3, draws=1000, replications=4, points="random")
        assert found.evaluations == sum(asked) == 1000 * 5
        assert total_shares(model, 3, draws=1000, replications=4).evaluations == 4 * 241 * 5  # the prime below 250

    def test_the_same_seed_gives_the_same_bits_and_another_seed_others(self) -> None:
        one, same, other = (total_shares(ishigami, 3, draws=800, seed=seed).total.values for seed in (1, 1, 2))
        assert (one == same).all()
        assert (one != other).any()

    def test_a_model_that_changes_what_it_is_given_is_stopped(self) -> None:
        def model(x: Floats) -> Floats:
            x[:, 0] = 0.0
            return x[:, 0]

        with pytest.raises(ValueError, match="read-only"):
            total_shares(model, 2)

    @pytest.mark.parametrize(
        ("model", "changes", "word"),
        [
            (ishigami, {"inputs": 0}, "inputs: there is none"),
            (
                ishigami,
                {"replications": 1},
                "replications: 1 is not at least 2: an error needs something to compare",
            ),
            (ishigami, {"draws": 39}, "draws: 39 is less than 5 for each of 8 replications"),
            (ishigami, {"points": "grid"}, "points: 'grid' is not known: it is one of lattice, random"),
            (lambda x: x[:1, 0], {}, "function: gives shape (1,) for 2039 rows, not one output for each"),
            (lambda x: x[:, :, None], {}, "function: gives shape (2039, 3, 1) for 2039 rows, not one output for each"),
            (lambda x: 0.0, {}, "function: gives shape () for 2039 rows, not one output for each"),
            (lambda x: x[:, 0] + np.nan, {}, "function: gives numbers that are not finite"),
        ],
    )
    def test_what_cannot_be_asked_is_refused(self, model: Any, changes: Any, word: str) -> None:
        with pytest.raises(OptionError) as caught:
            total_shares(model, **({"inputs": 3} | changes))
        assert str(caught.value) == word

    def test_five_pairs_for_each_of_two_replications_are_enough(self) -> None:
        found = total_shares(lambda x: x[:, 0], 1, draws=10, replications=2)
        assert found.evaluations == 2 * 5 * 3

    @pytest.mark.parametrize("outputs", [1, 2])
    def test_parts_of_variance_are_added_up_as_by_hand(self, outputs: int) -> None:
        def model(x: Floats) -> Floats:
            one = 5.0 + x[:, 0] * x[:, 1] + x[:, 1]
            return one if outputs == 1 else np.column_stack([np.full(len(x), 3.0), one])

        found = total_shares(model, [lambda u: 2.0 * u, np.sqrt], draws=60, replications=3, points="random", seed=5)
        first, total = parts_by_hand(lambda x: x[:, 0] * x[:, 1] + x[:, 1], 20, 3, seed=5)
        for shares, (values, errors) in ((found.first, first), (found.total, total)):
            one = shares if outputs == 1 else type(shares)(shares.values[:, 1], shares.errors[:, 1])
            assert one.values.tolist() == pytest.approx(values, rel=1e-9)
            assert one.errors.tolist() == pytest.approx(errors, rel=1e-9)


class TestOneAtATime:
    def test_each_input_moves_alone(self) -> None:
        found = one_at_a_time(lambda x: x[:, 0] * x[:, 1], np.array([1, 10]), np.array([3, 20]), np.array([2, 15]))
        assert found.low.tolist() == [15.0, 20.0]
        assert found.width.tolist() == [30.0, 20.0]
        assert found.at.tolist() == [[1.0, 3.0], [10.0, 20.0]]
        assert not found.low_errors.any()

    def test_several_outputs(self) -> None:
        found = one_at_a_time(lambda x: np.column_stack([x[:, 0], -x[:, 0]]), np.zeros(1), np.ones(1), np.full(1, 0.5))
        assert found.width.tolist() == [[1.0, -1.0]]

    def test_levels_that_are_not_as_many_are_refused(self) -> None:
        with pytest.raises(OptionError) as caught:
            one_at_a_time(lambda x: x[:, 0], np.zeros(2), np.ones(2), np.zeros(3))
        assert str(caught.value) == ("centre: has shape (3,), and the levels have shape (2, 2): not one for each input")
        with pytest.raises(OptionError, match=r"^centre: has shape \(1, 2\), and"):
            one_at_a_time(lambda x: x[:, 0], np.zeros(2), np.ones(2), np.zeros((1, 2)))


def test_an_input_whose_first_part_is_below_zero_by_chance_keeps_its_shares() -> None:
    for seed in range(1, 40):
        found = total_shares(lambda x: x[:, 1] + 0.3 * x[:, 0], 2, draws=40, replications=2, points="random", seed=seed)
        if found.first.values[0] < 0.0:
            break
    assert found.first.values[0] < 0.0 < found.first.values[1]
