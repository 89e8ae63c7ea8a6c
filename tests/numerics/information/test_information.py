"""What knowledge is worth: closed forms, published figures, and what must hold of any decision."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import norm

from blogroi import OptionError
from blogroi.numerics.information import groups
from blogroi.numerics.information.gains import InformationValue, gains_of, value_of_choices, value_of_rule
from blogroi.numerics.information.groups import evppi_of_group
from blogroi.numerics.information.perfect import Choice, evpi, evppi
from blogroi.numerics.information.studies import best_size, evsi
from blogroi.numerics.order import order_of
from blogroi.numerics.streams import stream

Floats = NDArray[np.float64]

DRAWS = 200_000


def normal(path: int, mean: float = 0.0, sd: float = 1.0, draws: int = DRAWS) -> Floats:
    return mean + sd * stream(path).standard_normal(draws)


def or_nothing(*benefits: Floats) -> Floats:
    return np.column_stack([np.zeros(benefits[0].size), *benefits])


def expected_positive(mean: float, sd: float) -> float:
    """Mean of a normal variable where it is above zero: the unit normal loss, shifted."""
    return float(mean * norm.cdf(mean / sd) + sd * norm.pdf(mean / sd))


def agree(worth: InformationValue, exact: float, *, slack: float = 0.0) -> bool:
    return abs(worth.value - exact) <= 4.0 * worth.mc_error + slack


class TestByHand:
    def test_a_quadratic_curve_learnt_on_one_half_is_tried_on_the_other(self) -> None:
        draws = 601
        scores = stream(5).standard_normal((draws, 2))
        product = scores[:, :1] * scores[:, 1:]
        gains = product * [1.0, -0.5] + stream(6).standard_normal((draws, 2)) - 0.2
        terms = np.column_stack([np.ones(draws), scores, scores[:, 0] ** 2, product[:, 0], scores[:, 1] ** 2])
        parts = [(terms[start::2], gains[start::2]) for start in (0, 1)]
        fits = [np.linalg.lstsq(part, gained, rcond=None)[0] for part, gained in parts]
        expected = np.empty((draws, 2))
        expected[1::2], expected[0::2] = parts[1][0] @ fits[0], parts[0][0] @ fits[1]
        taken = np.column_stack([np.zeros(draws), expected]).argmax(axis=1)
        assert groups._curve(gains.T, scores).tolist() == taken.tolist()

    def test_scores_are_logits_of_the_middles_of_ranks(self) -> None:
        middles = np.array([0.75, 0.125, 0.75, 0.375])
        expected = np.log(middles / (1.0 - middles)) / (math.pi / math.sqrt(3.0))
        found = groups._scores(order_of(np.array([5.0, 1.0, 5.0, 2.0])))
        assert found.tolist() == pytest.approx(expected.tolist(), rel=1e-4)
        assert groups._scores(order_of(np.full(3, 7.0))).tolist() == [0.0] * 3

    def test_of_many_inputs_the_curve_bends_with_those_that_are_worth_most(self) -> None:
        scores = stream(5).standard_normal((50, 400))
        terms = groups._quadratic(scores)
        assert terms.shape == (50, 1 + 256 + 24 * 25 // 2)
        assert terms[:, 1:257].tolist() == scores[:, :256].tolist()
        assert terms[:, 257:].tolist() == groups._quadratic(scores[:, :24])[:, 25:].tolist()
        gain = scores[:, :136].sum(axis=1, keepdims=True) / math.sqrt(136)
        few = evppi_of_group(np.hstack([0.0 * gain, gain]), scores[:, :136])
        assert 0.0 <= few.value <= evpi(np.hstack([0.0 * gain, gain])).value
        many = stream(6).standard_normal((4_000, 136))
        gain = many.sum(axis=1, keepdims=True) / math.sqrt(136) + stream(7).standard_normal((4_000, 1))
        found = evppi_of_group(np.hstack([0.0 * gain, gain]), many)
        assert 0.3 < found.value < 1.0 / math.sqrt(2.0 * math.pi) + 4.0 * found.mc_error  # of a normal gain, all known

    def test_a_group_is_worth_what_the_best_way_to_learn_of_it_says(self) -> None:
        x = stream(7).random((2500, 2))
        gains = (x[:, :1] - 0.5) * (x[:, 1:] - 0.5) + 0.05 * stream(8).standard_normal((2500, 1)) - 0.01
        benefits = np.column_stack([np.zeros(2500), gains])
        at_stake = gains_of(benefits)
        singles = [evppi(benefits, column) for column in x.T]
        ranked = x if singles[0].value >= singles[1].value else x[:, ::-1]
        scores = np.column_stack([groups._scores(order_of(column)) for column in ranked.T])
        ways = [
            value_of_choices(at_stake, order_of(ranked)),
            value_of_rule(at_stake, groups._curve(at_stake.values, scores)),
        ]
        best = max([*ways, *singles], key=lambda one: one.value)
        assert best.value < evpi(benefits).value
        assert evppi_of_group(benefits, x) == best

    def test_what_says_nothing_of_a_rare_event_is_worth_nothing_for_it(self) -> None:
        """10,000 once in fifty times, less 100, and noise of 50: knowing the noise alone is worth 50 times the unit normal loss at 2."""
        hit, noise = np.where(stream(1).random(20_000) < 0.02, 10_000.0, 0.0), 50 * stream(2).standard_normal(20_000)
        found = evppi(np.column_stack([np.zeros(20_000), hit + noise - 100.0]), noise, means=[0.0, 100.0])
        assert abs(found.value - 50 * 0.00849) < 3 * found.mc_error + 0.5

    def test_knowing_everything_has_the_error_of_a_mean(self) -> None:
        benefits = stream(9).standard_normal((50, 3)) + np.array([0.3, 0.2, 0.0])
        gain = benefits.max(axis=1) - benefits[:, benefits.mean(axis=0).argmax()]
        found = evpi(benefits)
        assert found.value == pytest.approx(gain.mean())
        assert found.mc_error == pytest.approx(gain.std() / math.sqrt(49))


class TestEvpi:
    def test_a_printed_matrix_of_states_gives_its_printed_value(self) -> None:
        """Expected value of perfect information, worked example of a 3 x 3 payoff matrix: 350."""
        states = np.repeat([[1500.0, 900, 500], [300, 600, 500], [-800, -200, 500]], [5, 3, 2], axis=0)
        assert evpi(states).value == pytest.approx(350.0, abs=1e-9)

    @pytest.mark.parametrize(("mean", "sd"), [(0.0, 1.0), (1.0, 2.0), (-3.0, 1.5), (100.0, 40.0)])
    def test_a_normal_net_benefit_has_the_unit_normal_loss(self, mean: float, sd: float) -> None:
        exact = expected_positive(mean, sd) - max(mean, 0.0)
        assert agree(evpi(or_nothing(normal(1, mean, sd))), exact)

    def test_two_tools_that_move_together_have_the_closed_form(self) -> None:
        """N(120, 50) and N(100, 80) with correlation 0.3: 23.148."""
        shared, own = normal(1), normal(2)
        first, second = 120 + 50 * shared, 100 + 80 * (0.3 * shared + math.sqrt(1 - 0.09) * own)
        assert agree(evpi(np.column_stack([first, second])), 23.148, slack=5e-4)

    @pytest.mark.parametrize(("options", "exact"), [(2, 0.5642), (3, 0.8463), (4, 1.0294)])
    def test_equal_options_are_worth_the_greatest_of_as_many_normals(self, options: int, exact: float) -> None:
        worth = evpi(np.column_stack([normal(path) for path in range(options)]))
        assert agree(worth, exact, slack=5e-5)

    def test_a_lognormal_benefit_against_its_cost_has_the_closed_form(self) -> None:
        """A 90 % interval of 50 to 500 against a cost of 220: 49.149; a normal of the same moments would be off."""
        centre, spread = math.log(50 * 500) / 2, math.log(10) / (2 * float(norm.ppf(0.95)))
        benefit = np.exp(normal(3, centre, spread, 1_000_000))
        assert agree(evpi(or_nothing(benefit - 220.0)), 49.149, slack=5e-4)

    def test_what_is_best_in_every_draw_leaves_nothing_to_be_known(self) -> None:
        assert evpi(or_nothing(np.abs(normal(1)))) == InformationValue(0.0, 0.0)

    def test_a_single_option_leaves_no_choice(self) -> None:
        assert evpi(normal(1)[:, None]).value == 0.0


class TestChoiceAsThingsAre:
    """The loss that is expected of the option that is chosen, and means that are known better than from the draws."""

    net_benefit = normal(1, 0.3, 1.0, 10_000)
    choices = or_nothing(net_benefit)

    @pytest.mark.parametrize("chosen", [0, 1])
    def test_perfect_information_saves_what_the_chosen_option_would_lose(self, chosen: int) -> None:
        lost = self.choices.max(axis=1) - self.choices[:, chosen]
        found = evpi(self.choices, chosen=chosen)
        assert found.value == pytest.approx(lost.mean())
        assert found.mc_error == pytest.approx(lost.std() / math.sqrt(9999))

    def test_an_option_that_is_not_the_best_by_the_draws_loses_more(self) -> None:
        best, other = (evpi(self.choices, chosen=chosen).value for chosen in (1, 0))
        assert other - best == pytest.approx(self.net_benefit.mean())
        noise = normal(9, draws=10_000)
        best, other = (evppi(self.choices, noise, chosen=chosen).value for chosen in (1, 0))
        assert other - best == pytest.approx(self.net_benefit.mean())

    def test_values_start_from_known_means(self) -> None:
        """What everything is worth is ``E max(x, 0) - max(E x, 0)``, the second of which is known."""
        known = evpi(self.choices, means=(0.0, 0.3))
        exact = expected_positive(0.3, 1.0) - 0.3
        assert abs(known.value - exact) <= 3.0 * known.mc_error
        assert known.mc_error < 0.7 * evpi(self.choices).mc_error
        worse = evpi(self.choices, chosen=0, means=(0.0, 0.3))
        assert worse.value == pytest.approx(known.value + 0.3, abs=1e-12)
        assert worse.mc_error == pytest.approx(known.mc_error, rel=1e-6)

    def test_errors_under_known_means_are_those_of_repetition(self) -> None:
        exact = expected_positive(0.3, 1.0) - 0.3
        found = [
            evppi(or_nothing(x + normal(2 * path + 1, draws=2000)), x, means=(0.0, 0.3))
            for path in range(200)
            for x in [normal(2 * path, 0.3, 1.0, 2000)]
        ]
        off = np.array([one.value - exact for one in found])
        stated = float(np.mean([one.mc_error for one in found]))
        # a standard deviation of 200 repetitions is known to one in twenty; choices are a little better where they were learnt
        assert off.std() / stated == pytest.approx(1.0, abs=4 * 0.05)
        assert abs(off.mean()) < 0.5 * stated

    def test_no_value_jumps_where_the_choice_turns(self) -> None:
        for known in (self.net_benefit + normal(2, draws=10_000), normal(9, draws=10_000)):
            below, above = (evppi(self.choices, known, means=(0.0, mean)) for mean in (-1e-9, 1e-9))
            assert below.value == pytest.approx(above.value, abs=1e-8)
            assert below.mc_error == pytest.approx(above.mc_error, rel=1e-3)

    @pytest.mark.parametrize("mean", [-0.5, -0.01, 0.01, 0.5])
    def test_no_value_is_below_zero_wherever_the_known_mean_is(self, mean: float) -> None:
        for path in range(20):
            choices, known = or_nothing(normal(path, draws=500)), normal(path + 100, draws=500)
            for chosen in (None, 0, 1):
                said = [
                    evpi(choices, chosen=chosen, means=(0.0, mean)),
                    evppi(choices, known, chosen=chosen, means=(0.0, mean)),
                ]
                assert 0.0 <= said[1].value <= said[0].value + 1e-12
                lost = 0.0 if chosen is None else max(mean, 0.0) - (0.0, mean)[chosen]
                assert said[1].value >= lost - 1e-12

    def test_a_sample_starts_from_known_means_too(self) -> None:
        subject, noise = normal(1, 1.0, 1.0, 10_000), normal(3, draws=10_000)
        choices = or_nothing(subject - normal(2, 0.0, 2.0, 10_000))
        for size, exact in ((10, 0.07233), (100, 0.08212)):
            (found,) = evsi(
                choices,
                subject,
                lambda truth, n: truth + noise / math.sqrt(n),
                [size],
                means=(0.0, 1.0),
                order=order_of(subject),
            )
            assert agree(found, exact)


class TestEvppi:
    """C. Jackson, R package voi: p1 ~ N(1, 1), p2 ~ N(0, 2), net benefit p1 - p2 against nothing."""

    first, second = normal(1, 1.0, 1.0), normal(2, 0.0, 2.0)
    choices = or_nothing(first - second)

    def test_both_inputs_have_their_closed_form(self) -> None:
        assert agree(evpi(self.choices), 0.47981, slack=5e-6)
        assert agree(evppi(self.choices, self.first), 0.08332, slack=5e-6)
        assert agree(evppi(self.choices, self.second), 0.39559, slack=5e-6)

    def test_to_know_both_is_to_know_everything(self) -> None:
        both = evppi_of_group(self.choices, np.column_stack([self.first, self.second]))
        assert agree(both, 0.47981, slack=0.002)
        assert both.value <= evpi(self.choices).value

    @pytest.mark.parametrize(("size", "exact"), [(10, 0.07233), (100, 0.08212), (1000, 0.08319)])
    def test_a_sample_has_its_closed_form(self, size: int, exact: float) -> None:
        noise = normal(3)
        worth = evsi(self.choices, self.first, lambda truth, n: truth + noise / math.sqrt(n), [size])[0]
        assert agree(worth, exact, slack=5e-6)

    def test_an_input_that_has_nothing_to_do_with_it_is_worth_nothing(self) -> None:
        balanced = or_nothing(
            normal(1, 0.0, 1.0)
        )  # a toss-up: any rule seems to gain on the draws that it was learnt from
        worth = evppi(balanced, normal(9))
        assert worth.value <= 4.0 * worth.mc_error
        assert worth.mc_error > 0.0

    @pytest.mark.parametrize("draws", [1000, 10_000, 100_000])
    def test_no_worth_is_invented_however_many_draws_there_are(self, draws: int) -> None:
        """What is left on average is that a worth is never below 0: at most the mean of a normal variable where it is above 0."""
        repeats = 40
        ratios = [
            worth.value / worth.mc_error
            for path in range(repeats)
            for worth in [evppi(or_nothing(normal(2 * path, draws=draws)), normal(2 * path + 1, draws=draws))]
        ]
        assert np.mean(ratios) <= norm.pdf(0) + 4 * math.sqrt(0.5 - norm.pdf(0) ** 2) / math.sqrt(repeats)

    def test_an_input_that_cannot_turn_the_choice_is_worth_exactly_nothing(self) -> None:
        sure = or_nothing(100.0 + normal(1))
        assert evppi(sure, normal(1)) == InformationValue(0.0, 0.0)

    def test_what_is_known_already_is_worth_nothing(self) -> None:
        assert evppi(self.choices, np.full(DRAWS, 3.0)).value == 0.0

    def test_answers_of_a_few_kinds_stay_together(self) -> None:
        coin = (stream(4).random(DRAWS) < 0.3).astype(float)
        choices = or_nothing(np.where(coin > 0, 10.0, -3.0) + normal(5))
        exact = 0.3 * 10.0 - max(0.3 * 10 - 0.7 * 3, 0.0)
        assert agree(evppi(choices, coin), exact, slack=0.01)

    @pytest.mark.parametrize("sign", [1.0, -1.0])
    def test_a_rare_answer_is_not_thrown_in_with_the_common_one(self, sign: float) -> None:
        is_rare = stream(4).random(10_000) < 0.02
        choices = or_nothing(np.where(is_rare, 1000.0, -5.0))
        assert evppi(choices, np.where(is_rare, sign, 0.0)).value == pytest.approx(5.0 * (~is_rare).mean())

    def test_answers_too_few_to_learn_from_are_not_learnt_from(self) -> None:
        is_rare = np.arange(10_000) < 5
        assert evppi(or_nothing(np.where(is_rare, 1000.0, -5.0)), is_rare.astype(float)).value == 0.0

    def test_gains_and_orders_at_hand_answer_the_same(self) -> None:
        gains, order = gains_of(self.choices, chosen=0, means=(0.0, 1.0)), order_of(self.first)
        said: Choice = {"chosen": 0, "means": (0.0, 1.0)}
        assert evpi(gains) == evpi(self.choices, **said)
        assert evppi(gains, order) == evppi(self.choices, self.first, **said)
        assert evppi_of_group(gains, self.first[:, None]) == evppi(gains, order)
        (study,) = evsi(gains, self.first, lambda truth, _: truth, [1], order=order)
        assert study == evppi(gains, order)

    def test_a_sample_of_two_inputs_is_worth_up_to_both(self) -> None:
        both, noise = np.column_stack([self.first, self.second]), np.column_stack([normal(3), normal(4)])
        known = evppi_of_group(self.choices, both)
        few, many = evsi(self.choices, both, lambda truth, n: truth + noise / math.sqrt(n), [1, 400])
        preposterior = math.sqrt(1.0 / 2.0 + 16.0 / 5.0)
        assert agree(few, expected_positive(1.0, preposterior) - 1.0, slack=0.004)
        assert few.value < many.value <= known.value

    def test_sizes_may_come_in_any_order(self) -> None:
        noise = normal(3)

        def study(truth: Floats, n: int) -> Floats:
            return truth + noise / math.sqrt(n)

        few, many = evsi(self.choices, self.first, study, [1, 50])
        assert evsi(self.choices, self.first, study, [50, 1, 50]) == (many, few, many)

    def test_what_only_shows_in_two_inputs_together_is_found(self) -> None:
        left, right = normal(1), normal(2)
        choices = or_nothing(left * right)
        assert evppi(choices, left).value <= 4.0 * evppi(choices, left).mc_error
        together = evppi_of_group(choices, np.column_stack([left, right]))
        assert together.value == pytest.approx(evpi(choices).value, rel=0.05)

    def test_more_than_six_inputs_are_worth_at_least_the_best_of_them(self) -> None:
        inputs = np.column_stack([self.second, *(normal(path) for path in range(20, 26))])[:5000]
        choices = self.choices[:5000]
        together = evppi_of_group(choices, inputs)
        assert max(evppi(choices, column).value for column in inputs.T) <= together.value <= evpi(choices).value

    def test_a_yes_or_no_and_a_constant_in_a_group_do_no_harm(self) -> None:
        is_yes = (self.first > 1.0).astype(float)
        group = np.column_stack([is_yes, np.full(DRAWS, 2.0), self.second])
        joint = evppi_of_group(self.choices, group)
        half_normal = math.sqrt(2.0 / math.pi)
        exact = 0.5 * (expected_positive(1 + half_normal, 2.0) + expected_positive(1 - half_normal, 2.0)) - 1.0
        assert agree(joint, exact, slack=0.003)

    def test_a_group_of_one_is_that_one(self) -> None:
        assert evppi_of_group(self.choices, self.first[:, None]) == evppi(self.choices, self.first)


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (
            lambda: evpi(np.zeros(5)),
            "net_benefits: expected a table of finite numbers, a row for each draw and a column for each option",
        ),
        (
            lambda: evpi(np.zeros((0, 2))),
            "net_benefits: expected a table of finite numbers, a row for each draw and a column for each option",
        ),
        (
            lambda: evpi(np.array([[0.0, np.nan]])),
            "net_benefits: expected a table of finite numbers, a row for each draw and a column for each option",
        ),
        (
            lambda: evpi(gains_of(np.zeros((5, 2))), chosen=1),
            "chosen: is said where the gains are computed, not again of the gains",
        ),
        (
            lambda: evppi(np.zeros((5, 2)), order_of(np.zeros(4))),
            "known: expected a number for each of 5 draws, none of them missing",
        ),
        (
            lambda: evppi(np.zeros((5, 2)), np.zeros(4)),
            "known: expected a number for each of 5 draws, none of them missing",
        ),
        (
            lambda: evppi(np.zeros((2, 2)), np.array([0.0, np.nan])),
            "known: expected a number for each of 2 draws, none of them missing",
        ),
        (
            lambda: evppi_of_group(np.zeros((5, 2)), np.zeros(5)),
            "known: expected a table with a row for each draw and a column for each input",
        ),
        (
            lambda: evppi_of_group(np.zeros((5, 2)), np.zeros((5, 0))),
            "known: expected a table with a row for each draw and a column for each input",
        ),
        (
            lambda: evsi(np.zeros((5, 2)), np.zeros(5), lambda truth, _: truth, [3, 0]),
            "sizes: 0 is not a number of observations of at least 1",
        ),
        (
            lambda: best_size(np.zeros((5, 2)), np.zeros(5), lambda truth, _: truth, fixed=0, each=1, most=0),
            "most: 0 is not a number of observations of at least 1",
        ),
    ],
)
def test_what_is_no_draws_is_refused(ask: Callable[[], object], message: str) -> None:
    with pytest.raises(OptionError) as caught:
        ask()
    assert str(caught.value) == message


class TestBestSize:
    subject = normal(1, 1.0, 1.0, 20_000)
    choices = or_nothing(subject - normal(2, 0.0, 2.0, 20_000))
    noise = normal(3, draws=20_000)

    def study(self, truth: Floats, size: int) -> Floats:
        return truth + 3.0 * self.noise / math.sqrt(size)

    def test_the_best_size_balances_worth_and_cost(self) -> None:
        found = best_size(self.choices, self.subject, self.study, fixed=0.005, each=0.0005)
        nets = {size: worth - cost for size, worth, cost in found.curve}
        assert found.net == max(nets.values()) > 0.0
        assert nets[found.size] == found.net
        assert 5 < found.size < 100

    def test_no_size_pays_where_observations_are_dear(self) -> None:
        found = best_size(self.choices, self.subject, self.study, fixed=0.0, each=1.0)
        assert (found.size, found.net, found.cost, found.voi.value) == (0, 0.0, 0.0, 0.0)

    def test_a_fixed_cost_alone_asks_for_the_largest(self) -> None:
        found = best_size(self.choices, self.subject, self.study, fixed=0.001, each=0.0, most=1000)
        assert found.size >= 300

    def test_the_curve_is_that_of_its_sizes(self) -> None:
        found = best_size(self.choices, self.subject, self.study, fixed=0.005, each=0.0005, most=200)
        sizes = [size for size, _, _ in found.curve]
        coarse = {round(size) for size in np.geomspace(1, 200, round(4 * math.log(200)))}
        assert coarse <= set(sizes)
        assert sizes == sorted(set(sizes))
        assert (sizes[0], sizes[-1]) == (1, 200)
        worths = evsi(self.choices, self.subject, self.study, sizes)
        assert [worth for _, worth, _ in found.curve] == [worth.value for worth in worths]
        assert [cost for _, _, cost in found.curve] == pytest.approx([0.005 + 0.0005 * size for size in sizes])
        assert found.voi == worths[sizes.index(found.size)]
        assert found.cost == pytest.approx(0.005 + 0.0005 * found.size)
        around = [size for size in sizes if size not in coarse]
        assert around  # refined around the best
        steps = sorted(coarse)
        place = max(range(len(steps)), key=lambda one: worths[sizes.index(steps[one])].value - 0.0005 * steps[one])
        assert steps[place - 1] < min(around) <= max(around) < steps[place + 1]

    def test_where_nothing_pays_the_worth_is_nothing_in_all_its_parts(self) -> None:
        found = best_size(self.choices, self.subject, self.study, fixed=0.0, each=1.0, most=2)
        assert found.voi == InformationValue(0.0, 0.0)
        assert [size for size, _, _ in found.curve] == [1, 2]

    def test_a_single_observation_can_be_the_most(self) -> None:
        found = best_size(self.choices, self.subject, lambda truth, _: truth, fixed=0.0, each=0.0, most=1)
        assert [size for size, _, _ in found.curve] == [1]
        assert found.size == 1


class TestSizes:
    def test_a_larger_study_is_worth_no_less_and_none_more_than_its_subject(self) -> None:
        x = normal(1, 1.0, 1.0, 3000)
        choices = or_nothing(x - normal(2, 0.0, 2.0, 3000))
        noise = {1: normal(3, draws=3000), 4: 9.0 * normal(4, draws=3000), 9: 0.0 * x}

        def study(truth: Floats, size: int) -> Floats:
            return truth + noise[size]

        one, four, nine = evsi(choices, x, study, [1, 4, 9])
        alone = [evppi(choices, x + noise[size]) for size in (1, 4)]
        most = evppi(choices, x)
        assert one.value == min(alone[0].value, most.value)
        assert alone[1].value < one.value == four.value  # the noise of a larger study does it no harm
        assert four.mc_error == one.mc_error
        assert nine == most

    def test_a_study_that_seems_to_know_more_than_its_subject_is_held_down(self) -> None:
        x, secret = normal(1, draws=2000), normal(2, draws=2000)
        choices = or_nothing(0.1 * x + secret)
        (found,) = evsi(choices, x, lambda _, __: secret, [1])
        assert found == evppi(choices, x)
