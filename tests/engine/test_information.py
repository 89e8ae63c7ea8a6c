"""What knowledge is worth: closed forms, published figures, and what must hold of any decision."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import norm

from blogroi.engine.information import Worth, best_size, evpi, evppi, evppi_of_group, evsi
from blogroi.engine.streams import stream

Floats = NDArray[np.float64]

DRAWS = 200_000


def normal(path: int, mean: float = 0.0, sd: float = 1.0, draws: int = DRAWS) -> Floats:
    return mean + sd * stream(path).standard_normal(draws)


def or_nothing(*benefits: Floats) -> Floats:
    return np.column_stack([np.zeros(benefits[0].size), *benefits])


def expected_positive(mean: float, sd: float) -> float:
    """Mean of a normal variable where it is above zero: the unit normal loss, shifted."""
    return float(mean * norm.cdf(mean / sd) + sd * norm.pdf(mean / sd))


def agree(worth: Worth, exact: float, *, slack: float = 0.0) -> bool:
    return abs(worth.value - exact) <= 4.0 * worth.error + slack


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
        centre, spread = math.log(50 * 500) / 2, math.log(10) / (2 * norm.ppf(0.95))
        benefit = np.exp(normal(3, centre, spread, 1_000_000))
        assert agree(evpi(or_nothing(benefit - 220.0)), 49.149, slack=5e-4)

    def test_what_is_best_in_every_draw_leaves_nothing_to_be_known(self) -> None:
        assert evpi(or_nothing(np.abs(normal(1)))) == Worth(0.0, 0.0, 0.0, 0.0)

    def test_a_single_option_leaves_no_choice(self) -> None:
        assert evpi(normal(1)[:, None]).value == 0.0


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
        assert worth.low == 0.0
        assert worth.value <= 4.0 * worth.error
        assert worth.high > 0.0

    def test_an_input_that_cannot_turn_the_choice_is_worth_exactly_nothing(self) -> None:
        sure = or_nothing(100.0 + normal(1))
        assert evppi(sure, normal(1)) == Worth(0.0, 0.0, 0.0, 0.0)

    def test_what_is_known_already_is_worth_nothing(self) -> None:
        assert evppi(self.choices, np.full(DRAWS, 3.0)).value == 0.0

    def test_answers_of_a_few_kinds_stay_together(self) -> None:
        coin = (stream(4).random(DRAWS) < 0.3).astype(float)
        choices = or_nothing(np.where(coin > 0, 10.0, -3.0) + normal(5))
        exact = 0.3 * 10.0 - max(0.3 * 10 - 0.7 * 3, 0.0)
        assert agree(evppi(choices, coin), exact, slack=0.01)

    def test_what_only_shows_in_two_inputs_together_is_found(self) -> None:
        left, right = normal(1), normal(2)
        choices = or_nothing(left * right)
        assert evppi(choices, left).value <= 4.0 * evppi(choices, left).error
        together = evppi_of_group(choices, np.column_stack([left, right]))
        assert together.value == pytest.approx(evpi(choices).value, rel=0.05)

    def test_a_group_of_one_is_that_one(self) -> None:
        assert evppi_of_group(self.choices, self.first[:, None]) == evppi(self.choices, self.first)


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
        assert (found.size, found.net, found.cost, found.worth.value) == (0, 0.0, 0.0, 0.0)

    def test_a_fixed_cost_alone_asks_for_the_largest(self) -> None:
        found = best_size(self.choices, self.subject, self.study, fixed=0.001, each=0.0, most=1000)
        assert found.size >= 300
