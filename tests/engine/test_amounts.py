"""Present values of flows, and what is expected of each: against numbers multiplied out by hand, closed forms and many draws."""

from __future__ import annotations

import math

import numpy as np
import pytest

from blogroi.engine.amounts import amounts_of, expected_flow, means_over_periods, summed
from blogroi.engine.compile.build import build_frame
from blogroi.engine.details import details_of
from blogroi.engine.draws import Draw, mean_of
from blogroi.engine.frame import Flow, Frame
from blogroi.engine.graph.algebra import add, apply, multiply
from blogroi.engine.graph.node import drawn, number, schedule
from blogroi.engine.graph.time import fading
from blogroi.engine.inputs import input_draws
from blogroi.engine.tape.flows import PATH_BLOCK
from blogroi.model import Beta, Domain, Normal, Range, Samples, ThreePoint, Uniform
from blogroi.model.conventions import Conventions
from tests.builders import chamber
from tests.engine.flows import FLOW, flow_by_hand

DRAWS = 200_000
DISCOUNT = (1.0, 0.9, 0.8, 0.7)
FRAME = Frame((), (), discount=DISCOUNT, times=(0.0, 1.0, 2.0, 3.0), annuity=2.4)


class TestPresentValues:
    @pytest.mark.parametrize("draws", [10, PATH_BLOCK + 3])
    def test_flows_beside_those_of_the_tools_are_worth_as_much(self, draws: int) -> None:
        found = amounts_of(FRAME, [FLOW], draws).rows
        assert found == pytest.approx(np.array(DISCOUNT)[None] @ flow_by_hand(draws))

    @pytest.mark.parametrize("draws", [10, PATH_BLOCK + 3])
    def test_a_mean_over_the_periods_is_one(self, draws: int) -> None:
        (found,) = means_over_periods([FLOW], 3, draws)
        assert found == pytest.approx(flow_by_hand(draws).sum(axis=0) / 3.0)

    def test_what_is_certain_is_expected_as_it_is_to_the_last_bit(self) -> None:
        found = amounts_of(FRAME, [Flow(schedule([0.1, 0.2, 0.3])), Flow(number(7.0), slot=0)], 5)
        assert found.means.tolist() == found.rows[:, 0].tolist()
        assert not found.drawn.any()

    def test_what_moments_do_not_give_is_the_mean_of_the_draws(self) -> None:
        capped = Flow(apply("min", drawn(Draw(3, Uniform(0, 1), Domain.SHARE)), number(0.5)))
        found = amounts_of(FRAME, [capped, FLOW], 100)
        assert found.drawn.tolist() == [True, False]
        assert found.means[0] == found.rows[0].mean()
        again = summed([capped, FLOW], found.rows, [expected_flow(flow, 4) for flow in (capped, FLOW)], DISCOUNT)
        assert again.means.tolist() == found.means.tolist()


class TestExpectedFlows:
    def test_the_mean_of_a_product_is_the_product_of_the_means(self) -> None:
        change, value = Draw(1, Uniform(10, 20), Domain.REAL), Draw(2, Uniform(2, 4), Domain.REAL)
        found = expected_flow(Flow(multiply(schedule([0.5, 1.0]), drawn(change), drawn(value))), 3)
        assert found is not None
        assert found.tolist() == pytest.approx([0.0, 22.5, 45.0], rel=1e-12)

    @pytest.mark.parametrize("slot", [0, 2])
    def test_what_comes_once_is_expected_there(self, slot: int) -> None:
        found = expected_flow(Flow(drawn(Draw(1, Uniform(10, 20), Domain.REAL)), slot), 3)
        assert found is not None
        assert found.tolist() == pytest.approx([15.0 if at == slot else 0.0 for at in range(3)], rel=1e-12)

    def test_a_lognormal_has_its_closed_form(self) -> None:
        sigma = math.log(16.0) / (2 * 1.6448536269514722)
        assert mean_of(Draw(1, Range(0.5, 8), Domain.REAL)) == pytest.approx(2.0 * math.exp(sigma**2 / 2), rel=1e-6)

    @pytest.mark.parametrize("share", [Uniform(0.2, 0.6), Beta(3, 2), ThreePoint(0.1, 0.2, 0.6), Range(0.05, 0.4)])
    def test_what_fades_has_the_mean_of_its_powers(self, share: Uniform | Beta | ThreePoint | Range) -> None:
        left = Draw(1, share, Domain.SHARE, offset=1.0, factor=-1.0)
        found = expected_flow(Flow(multiply(number(100.0), fading(drawn(left), number(2), 5))), 6)
        assert found is not None
        kept = input_draws(left, DRAWS)
        for slot in range(2, 6):
            powers = 100.0 * kept ** (slot - 2)
            error = powers.std() / math.sqrt(DRAWS)
            assert found[slot] == pytest.approx(powers.mean(), abs=4 * error + 1e-9)

    def test_the_powers_of_a_uniform_share_are_those_of_its_integral(self) -> None:
        left = drawn(Draw(1, Uniform(0, 1), Domain.SHARE))
        found = expected_flow(Flow(fading(left, number(1), 40)), 41)
        assert found is not None
        assert found[1:].tolist() == pytest.approx([1 / (power + 1) for power in range(40)], rel=1e-9)

    def test_the_powers_of_a_sample_are_means_over_its_values(self) -> None:
        left = drawn(Draw(1, Samples([0.5, 1.0]), Domain.SHARE))
        found = expected_flow(Flow(multiply(number(8.0), fading(left, number(1), 3))), 4)
        assert found is not None
        assert found.tolist() == [0.0, 8.0, 6.0, 5.0]

    def test_a_product_of_what_is_correlated_is_left_to_the_draws(self) -> None:
        change = drawn(Draw(1, Normal(10, 2), Domain.REAL, loadings=((7, 0.8), (8, 0.6))))
        value, apart = (drawn(Draw(key, Normal(3, 1), Domain.REAL)) for key in (7, 9))
        assert expected_flow(Flow(multiply(value, change)), 2) is None
        assert expected_flow(Flow(multiply(apart, change)), 2) is not None

    def test_what_is_scaled_back_is_left_to_the_draws(self) -> None:
        claimed = add(number(0.5), drawn(Draw(3, Uniform(0, 1), Domain.SHARE)))
        assert expected_flow(Flow(apply("/", number(1.0), apply("max", number(1.0), claimed))), 2) is None

    def test_the_means_of_a_whole_case_are_those_of_many_draws(self) -> None:
        frame, labels = build_frame(chamber().blinded(), Conventions.of(chamber(), seed=5, gaps="prior"))
        for position in range(len(labels.tools)):
            found = details_of(frame, position, DRAWS)
            for amounts in (found.benefits, found.costs):
                errors = amounts.rows.std(axis=1) / math.sqrt(DRAWS)
                assert np.all(np.abs(amounts.rows.mean(axis=1) - amounts.means) <= 4.5 * errors + 1e-9)
                assert not amounts.drawn.any()
