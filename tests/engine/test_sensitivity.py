"""What an output rests on, against closed forms: linear models, Ishigami's function, Sobol's G function."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from blogroi import OptionError
from blogroi.engine import sensitivity
from blogroi.engine.sensitivity import (
    break_even,
    concentration,
    first_order_shares,
    one_at_a_time,
    swings,
    total_shares,
)
from blogroi.engine.streams import stream, stream_key

Floats = NDArray[np.float64]

DRAWS = 20_000

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


def share_by_hand(x: Floats, y: Floats) -> tuple[float, float]:
    """Work a first-order share and its error out bin by bin, from the definitions."""
    order = np.argsort(x)
    x, y = x[order], (y[order] - y.mean()) / y.std()
    size = int(min(max(round(math.sqrt(x.size) / 2.0), 2), 32))
    starts = sorted({int(np.flatnonzero(x == x[place])[0]) for place in range(0, x.size - size + 1, size)})
    bins = np.split(y, starts[1:])
    noise = [one.var(ddof=1) if one.size > 1 else math.nan for one in bins]
    noise = [np.nanmean(noise) if one.size == 1 else part for one, part in zip(bins, noise, strict=True)]
    share = sum(
        one.size * one.mean() ** 2 - (1 - one.size / y.size) * part for one, part in zip(bins, noise, strict=True)
    )
    share /= y.size
    influence = np.concatenate([2.0 * one.mean() * one - one.mean() ** 2 - share * one**2 for one in bins])
    # what the noise of a bin's mean adds to the square of that mean is no spread of the influence
    smooth = (influence**2).sum() - sum(
        4.0 * part / one.size * ((one - one.mean()) ** 2).sum() for one, part in zip(bins, noise, strict=True)
    )
    rough = sum(2.0 * part**2 * one.size / (one.size + 1) for one, part in zip(bins, noise, strict=True))
    return share, math.sqrt(max(smooth, 0.0) / y.size**2 + rough / y.size**2)


def line_by_hand(x: Floats, y: Floats, share: float) -> tuple[float, float, float]:
    """Fit a line through the draws within a twentieth of a quantile: its error there, its value there, and where that is."""
    ordered = np.sort(x)
    first = ordered[max(int((share - 0.05) * (x.size - 1)), 0)]
    last = ordered[min(math.ceil((share + 0.05) * (x.size - 1)), x.size - 1)]
    at = float(ordered[min(int(share * x.size), x.size - 1)])
    near = (x >= first) & (x <= last)
    terms = np.column_stack([np.ones(np.count_nonzero(near)), x[near] - at])
    fit, squares, *_ = np.linalg.lstsq(terms, y[near], rcond=None)
    spread = squares[0] / max(len(terms) - 2, 1)
    return math.sqrt(spread * np.linalg.inv(terms.T @ terms)[0, 0]), float(fit[0]), at


def crossings_by_hand(x: Floats, y: Floats) -> tuple[list[float], list[float], float]:
    """Find where bins turn from clearly below zero to clearly above, or back, and read lines off between them."""
    order = np.argsort(x)
    x, y = x[order], y[order]
    size = max(2, round(x.size ** (2.0 / 3.0)))
    starts = list(range(0, x.size - size + 1, size))
    bins = list(zip(starts, [*starts[1:], x.size], strict=True))
    errors = [y[first:past].std(ddof=1) / math.sqrt(past - first) for first, past in bins]
    clear = [
        (first, past, y[first:past].mean() < 0.0)
        for (first, past), error in zip(bins, errors, strict=True)
        if abs(y[first:past].mean()) > 3.0 * error
    ]
    found = []
    for (first, _, is_below), (_, past, is_next_below) in pairwise(clear):
        if is_below != is_next_below:
            near, level = x[first:past], y[first:past]
            line = stats.linregress(near, level)
            value = min(max(-line.intercept / line.slope, near[0]), near[-1])
            at = np.column_stack([np.ones(near.size), near - value])
            squares = ((level - line.intercept - line.slope * near) ** 2).sum() / (near.size - 2)
            found.append((value, math.sqrt(squares * np.linalg.inv(at.T @ at)[0, 0]) / abs(line.slope)))
    values = [value for value, _ in found]
    is_losing = (np.searchsorted(values, x, side="right") % 2 == 1) != clear[0][2]
    return values, [error for _, error in found], float(is_losing.mean())


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


def normals(draws: int = DRAWS, inputs: int = 3, key: int = 1) -> Floats:
    return stream(key).standard_normal((draws, inputs))


class TestFirstOrderShares:
    @pytest.mark.parametrize("draws", [1000, 20_000])
    def test_a_linear_model_shares_out_by_squared_slope_times_variance(self, draws: int) -> None:
        x = normals(draws) * [1.0, 2.0, 5.0]
        found = first_order_shares(x, x @ [3.0, 2.0, 0.0])
        assert close(found.values, found.errors, [9 / 25, 16 / 25, 0])

    def test_ishigami(self) -> None:
        x = stream(1).random((DRAWS, 3))
        found = first_order_shares(x, ishigami(x))
        assert close(found.values, found.errors, ISHIGAMI_FIRST)
        assert found.errors.max() < 0.01

    def test_the_errors_are_those_of_repetition(self) -> None:
        samples = [stream(key).random((1000, 3)) for key in range(200)]
        found = [first_order_shares(x, ishigami(x)) for x in samples]
        wrong = np.array([shares.values - ISHIGAMI_FIRST for shares in found])
        stated = np.array([shares.errors for shares in found]).mean(axis=0)
        assert (np.abs(wrong.mean(axis=0)) < 4.0 * stated / math.sqrt(200)).all()
        # a standard deviation from 200 repetitions is itself known to about 1 in 20, more with heavy tails
        assert (np.abs(wrong.std(axis=0) / stated - 1.0) < 0.25).all()

    def test_an_input_without_influence_has_a_share_of_zero_on_average(self) -> None:
        found = [first_order_shares(normals(500, key=key), normals(500, 1, key + 1000)[:, 0]) for key in range(200)]
        shares = np.array([one.values for one in found]).ravel()
        assert abs(shares.mean()) < 4.0 * shares.std() / math.sqrt(shares.size)

    def test_all_outputs_at_once_are_the_same_as_one_at_a_time(self) -> None:
        x = normals()
        y = np.column_stack([x.sum(axis=1), x[:, 0] * x[:, 1], np.full(DRAWS, 7.0)])
        together = first_order_shares(x, y)
        for column in range(3):
            alone = first_order_shares(x, y[:, column])
            assert np.allclose(together.values[:, column], alone.values, rtol=1e-9, atol=1e-12)
            assert np.allclose(together.errors[:, column], alone.errors, rtol=1e-9)

    def test_scale_and_shift_change_nothing_but_rounding(self) -> None:
        x = normals()
        y = x @ [3.0, 2.0, 1.0]
        plain, moved = first_order_shares(x, y), first_order_shares(np.exp(x), 1e9 - 1e6 * y)
        assert np.allclose(plain.values, moved.values, atol=1e-9)

    def test_an_output_that_does_not_vary_has_nothing_to_share_out(self) -> None:
        found = first_order_shares(normals(), np.full(DRAWS, 0.1))
        assert (found.values == 0.0).all()
        assert (found.errors == 0.0).all()

    def test_an_input_that_does_not_vary_has_no_share(self) -> None:
        x = normals()
        x[:, 1] = 4.0
        found = first_order_shares(x, x.sum(axis=1))
        assert found.values[1] == 0.0
        assert close(found.values, found.errors, [0.5, 0.0, 0.5])

    def test_discrete_inputs_are_averaged_value_by_value(self) -> None:
        x = np.column_stack([stream(1).integers(0, 2, DRAWS), stream(2).integers(0, 5, DRAWS)]).astype(float)
        noise = stream(3).standard_normal(DRAWS)
        found = first_order_shares(x, 2.0 * x[:, 0] + x[:, 1] + noise)
        assert close(found.values, found.errors, [1 / 4, 2 / 4])

    def test_the_order_of_equal_draws_does_not_matter(self) -> None:
        x = stream(1).integers(0, 40, (999, 1)).astype(float)
        y = x[:, 0] + stream(2).standard_normal(999)
        shuffled = stream(3).permutation(999)
        one, other = first_order_shares(x, y), first_order_shares(x[shuffled], y[shuffled])
        assert np.allclose(one.values, other.values, rtol=1e-12)

    def test_a_value_that_stands_alone_beside_many_equal_ones(self) -> None:
        x = np.zeros((1000, 1))
        x[0] = -1.0
        found = first_order_shares(x, stream(1).standard_normal(1000))
        assert close(found.values, found.errors, 0.0)

    @pytest.mark.parametrize(
        ("inputs", "outputs", "word"),
        [
            (np.zeros(5), np.zeros(5), "inputs: an object of the class ndarray is not an array of 2 axes, draws first"),
            ([[1.0]], np.zeros(5), "inputs: a list is not an array of 2 axes, draws first"),
            (
                np.zeros((5, 1)),
                np.zeros((5, 1, 1)),
                "outputs: an object of the class ndarray is not an array of 1 or 2 axes, draws first",
            ),
            (np.zeros((5, 1)), np.zeros(4), "outputs: has 4 draws, while the inputs have 5"),
            (np.zeros((3, 1)), np.zeros(3), "inputs: has 3 draws: at least 4 are needed"),
            (np.full((5, 1), np.nan), np.zeros(5), "inputs: not all of its numbers are finite"),
            (np.zeros((5, 1)), np.full(5, np.inf), "outputs: not all of its numbers are finite"),
        ],
    )
    def test_what_is_not_draws_of_numbers_is_refused(self, inputs: Any, outputs: Any, word: str) -> None:
        with pytest.raises(OptionError) as caught:
            first_order_shares(inputs, outputs)
        assert str(caught.value) == word

    def test_four_draws_are_enough(self) -> None:
        found = first_order_shares(np.arange(4.0)[:, None], np.array([0.0, 0.0, 1.0, 1.0]))
        assert found.values.tolist() == [1.0]

    @pytest.mark.parametrize("draws", [50, 999, 20_000])
    @pytest.mark.parametrize("values", [None, 7, 40])
    def test_bins_are_averaged_as_by_hand(self, draws: int, values: int | None) -> None:
        x = stream(1).random(draws) if values is None else stream(1).integers(0, values, draws).astype(float)
        y = np.exp(x / x.max()) + stream(2).standard_normal(draws)
        found = first_order_shares(x[:, None], y)
        assert (found.values[0], found.errors[0]) == pytest.approx(share_by_hand(x, y), rel=1e-9)


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


class TestSwings:
    def test_a_linear_model_swings_by_its_slope_times_the_range_of_the_input(self) -> None:
        x = normals(inputs=2)
        found = swings(x, 3.0 * x[:, 0] + x[:, 1])
        errors = np.hypot(found.low_errors, found.high_errors)
        assert close(found.width, errors, np.array([3.0, 1.0]) * np.diff(found.at)[:, 0])
        assert np.abs(found.at - stats.norm.ppf([0.1, 0.9])).max() < 4.0 * math.sqrt(0.09 / DRAWS) / stats.norm.pdf(
            1.2816
        )

    def test_without_noise_a_straight_line_is_read_off_exactly(self) -> None:
        x = normals(inputs=1)
        found = swings(x, np.column_stack([2.0 * x[:, 0], -x[:, 0]]))
        assert np.allclose(found.low, found.at[:, :1] * [2.0, -1.0], rtol=1e-12)
        assert found.width.shape == (1, 2)
        assert found.low_errors.max() < 1e-12

    def test_a_discrete_input_gives_the_means_of_its_values(self) -> None:
        x = stream(1).integers(0, 2, (DRAWS, 1)).astype(float)
        y = 5.0 * x[:, 0] + stream(2).standard_normal(DRAWS)
        found = swings(x, y)
        assert found.at.tolist() == [[0.0, 1.0]]
        assert found.low[0] == pytest.approx(y[x[:, 0] == 0.0].mean())
        assert found.high[0] == pytest.approx(y[x[:, 0] == 1.0].mean())

    def test_an_input_that_does_not_vary_swings_nothing(self) -> None:
        y = stream(2).standard_normal(100)
        found = swings(np.ones((100, 1)), y)
        assert found.width.tolist() == [0.0]

    @pytest.mark.parametrize(("low", "high"), [(0.0, 0.9), (0.5, 0.5), (0.1, 1.0)])
    def test_quantiles_out_of_order_are_refused(self, low: float, high: float) -> None:
        with pytest.raises(OptionError) as caught:
            swings(normals(), normals()[:, 0], low=low, high=high)
        assert str(caught.value) == f"low: {low} and {high} are not two quantiles in order between 0 and 1"

    @pytest.mark.parametrize(("low", "high"), [(0.1, 0.9), (0.02, 0.98), (0.4, 0.41)])
    @pytest.mark.parametrize("draws", [30, 1000, 1001])
    def test_lines_are_those_of_least_squares_through_the_draws_nearby(
        self, low: float, high: float, draws: int
    ) -> None:
        x = stream(1).random((draws, 1))
        y = np.exp(3.0 * x[:, 0]) + stream(2).standard_normal(draws)
        found = swings(x, y, low=low, high=high)
        ends = ((low, found.low, found.low_errors, 0), (high, found.high, found.high_errors, 1))
        for share, value, error, end in ends:
            near, said, at = line_by_hand(x[:, 0], y, share)
            assert found.at[0, end] == at
            assert (value[0], error[0]) == pytest.approx((said, near), rel=1e-9)

    def test_the_outermost_draws_bring_all_that_are_equal_to_them(self) -> None:
        x = np.repeat(np.arange(10.0), 10)
        y = stream(2).standard_normal(100) + x
        found = swings(x[:, None], y, low=0.1, high=0.899)
        for share, value, error in ((0.1, found.low, found.low_errors), (0.899, found.high, found.high_errors)):
            near, said, _ = line_by_hand(x, y, share)
            assert (value[0], error[0]) == pytest.approx((said, near), rel=1e-9)


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


class TestConcentration:
    def test_equal_rows_hold_equal_shares(self) -> None:
        found = concentration(np.ones((3, 10)))
        assert [found.rows(share) for share in (0.05, 0.1, 0.9, 0.91, 1.0)] == [1, 1, 9, 10, 10]
        assert found.order.tolist() == list(range(10))

    def test_absolute_values_are_averaged_before_they_are_compared(self) -> None:
        found = concentration(np.array([[10.0, 3.0], [-10.0, 3.0]]))
        assert found.order.tolist() == [0, 1]
        assert found.held.tolist() == [10 / 13, 1.0]

    @pytest.mark.parametrize("rows", [0, 3])
    def test_where_there_is_nothing_no_row_holds_it(self, rows: int) -> None:
        assert concentration(np.zeros((2, rows))).rows(0.9) == 0

    @pytest.mark.parametrize(
        ("values", "word"),
        [
            (np.ones(3), "an object of the class ndarray is not an array of draws and rows"),
            (np.ones((0, 3)), "an object of the class ndarray is not an array of draws and rows"),
            ([[1.0]], "a list is not an array of draws and rows"),
            (np.full((2, 2), np.inf), "not all of its numbers are finite"),
        ],
    )
    def test_what_is_not_draws_of_rows_is_refused(self, values: Any, word: str) -> None:
        with pytest.raises(OptionError) as caught:
            concentration(values)
        assert str(caught.value) == f"contributions: {word}"

    def test_rows_that_hold_the_same_keep_their_order(self) -> None:
        found = concentration(np.array([[1.0, 7.0, *[3.0] * 40]]))
        assert found.order.tolist() == [1, *range(2, 42), 0]

    @pytest.mark.parametrize("share", [0.0, 1.1])
    def test_a_share_out_of_range_is_refused(self, share: float) -> None:
        with pytest.raises(OptionError) as caught:
            concentration(np.ones((1, 2))).rows(share)
        assert str(caught.value) == f"share: {share} is not above 0 and at most 1"


class TestBreakEven:
    @pytest.mark.parametrize("slope", [2.0, -2.0])
    @pytest.mark.parametrize("noise", [0.1, 3.0])
    def test_a_linear_model_breaks_even_at_its_root(self, slope: float, noise: float) -> None:
        x = normals()
        found = break_even(x[:, 0], slope * (x[:, 0] - 0.5) + noise * x[:, 1])
        assert found.value is not None
        assert close(np.array([found.value]), found.errors, 0.5)
        losing = stats.norm.cdf(0.5) if slope > 0.0 else stats.norm.sf(0.5)
        slack = 4.0 * (math.sqrt(0.25 / DRAWS) + float(found.errors[0]) * stats.norm.pdf(0.5))
        assert abs(found.losing - losing) < slack

    def test_the_errors_are_those_of_repetition(self) -> None:
        found = []
        for key in range(200):
            x = normals(2000, key=key)
            found.append(break_even(x[:, 0], x[:, 0] - 0.2 + 0.5 * x[:, 1]))
        values, errors = (np.array([getattr(one, part)[0] for one in found]) for part in ("values", "errors"))
        assert abs(values.mean() - 0.2) < 4.0 * values.std() / math.sqrt(200)
        # the ends of the line are chosen by where noise puts them, which adds a little to what is stated
        assert 0.8 < values.std() / errors.mean() < 1.3

    @pytest.mark.parametrize(("shift", "losing"), [(50.0, 0.0), (-50.0, 1.0)])
    def test_none_where_it_does_not_cross(self, shift: float, losing: float) -> None:
        x = normals()
        found = break_even(x[:, 0], x[:, 0] + x[:, 1] + shift)
        assert found.value is None
        assert found.values.size == 0
        assert found.losing == losing

    def test_noise_alone_makes_no_crossing(self) -> None:
        found = break_even(normals()[:, 0], normals()[:, 1])
        assert found.value is None

    def test_two_crossings_are_both_given_and_none_is_chosen(self) -> None:
        x = normals()
        found = break_even(x[:, 0], x[:, 0] ** 2 - 1.0 + 0.1 * x[:, 1])
        assert found.value is None
        assert np.abs(found.values - [-1.0, 1.0]).max() < 0.05
        assert abs(found.losing - 0.6827) < 0.03

    def test_another_level_moves_it(self) -> None:
        x = normals()
        found = break_even(x[:, 0], 2.0 * x[:, 0], level=1.0)
        assert found.value == pytest.approx(0.5, abs=1e-9)

    def test_two_values_break_even_between_them(self) -> None:
        x = np.repeat([1.0, 2.0], 500)
        found = break_even(x, 2.0 * x - 3.0)
        assert found.value == pytest.approx(1.5)
        assert found.losing == 0.5

    def test_an_input_that_does_not_vary_crosses_nothing(self) -> None:
        found = break_even(np.ones(100), np.full(100, -3.0))
        assert found.value is None
        assert found.losing == 1.0

    def test_what_is_not_one_input_and_one_output_is_refused(self) -> None:
        for column, output, name in ((normals(), normals()[:, 0], "inputs"), (normals()[:, 0], normals(), "outputs")):
            with pytest.raises(OptionError) as caught:
                break_even(column, output)
            assert str(caught.value) == f"{name}: an object of the class ndarray is not an array of one axis"
        with pytest.raises(OptionError) as caught:
            break_even([1.0], normals()[:, 0])  # type: ignore[arg-type]
        assert str(caught.value) == "inputs: a list is not an array of one axis"
        with pytest.raises(OptionError) as caught:
            break_even(normals()[:, 0], [1.0])  # type: ignore[arg-type]
        assert str(caught.value) == "outputs: a list is not an array of one axis"

    @pytest.mark.parametrize("draws", [100, 1000, 20_000])
    @pytest.mark.parametrize("curve", [lambda x: x - 0.4, lambda x: 0.4 - x, lambda x: (x - 0.2) * (x - 0.7) * 4.0])
    def test_crossings_are_those_found_by_hand(self, curve: Any, draws: int) -> None:
        x = stream(1).random(draws)
        y = curve(x) + 0.1 * stream(2).standard_normal(draws)
        found = break_even(x, y)
        values, errors, losing = crossings_by_hand(x, y)
        assert found.values.tolist() == pytest.approx(values, rel=1e-9)
        assert found.errors.tolist() == pytest.approx(errors, rel=1e-9)
        assert found.losing == losing

    def test_nothing_is_said_where_nothing_can_be_told_from_the_level(self) -> None:
        found = break_even(np.arange(8.0), np.array([-1.0, 1.0] * 4))
        assert (found.values.tolist(), found.errors.tolist(), found.losing) == ([], [], 0.0)


@pytest.mark.parametrize(("mean", "side"), [(3.1, 1), (2.9, 0), (-2.9, 0), (-3.1, -1)])
def test_a_bin_is_clear_by_three_standard_errors_of_its_mean(mean: float, side: int) -> None:
    above = np.array([mean - 1.0, mean + 1.0, *[mean - 1.0, mean, mean + 1.0] * 3])
    # of two draws one away from their mean the error is 1, of nine with variance 3/4 it is a third of the root of that
    assert sensitivity._sides(above, np.array([0, 2])).tolist() == [side, int(np.sign(mean))]


def test_an_input_whose_first_part_is_below_zero_by_chance_keeps_its_shares() -> None:
    for seed in range(1, 40):
        found = total_shares(lambda x: x[:, 1] + 0.3 * x[:, 0], 2, draws=40, replications=2, points="random", seed=seed)
        if found.first.values[0] < 0.0:
            break
    assert found.first.values[0] < 0.0 < found.first.values[1]
