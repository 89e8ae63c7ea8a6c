"""What several tools claim of the same change, on cases small enough to be added up by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from attrs import evolve

import blogroi
from blogroi import Case, Effect, Range, Samples
from blogroi.engine.shapes import shape_of
from blogroi.fairness.claims import claims
from blogroi.model import Domain
from blogroi.numerics.sampler import sampler
from blogroi.numerics.streams import stream, stream_key
from blogroi.results.fairness import Claim

from ..builders import a_case, a_tool, an_effect, an_indicator

DRAWS = 500


def case_of(*effects: Any, total: Any = None, periods: int = 3, lists: Any = None) -> Case:
    """Build a case of as many tools, each with an effect of its own on the calls."""
    tools = {f"t{number}": a_tool({"calls": effect}) for number, effect in enumerate(effects)}
    return a_case(tools, indicators={"calls": an_indicator(total=total, periods=lists)}, periods=periods)


def shared_by(*effects: Effect, periods: int = 3, **stated: Any) -> Case:
    """Build a case of as many tools, each with a part of one change in the calls."""
    tools = {f"t{number}": a_tool({"calls": evolve(effect, change=None)}) for number, effect in enumerate(effects)}
    calls = an_indicator(**({"shared": True, "change": 100} | stated))
    return a_case(tools, indicators={"calls": calls}, periods=periods)


def drawn(path: str, quantity: Any, *, seed: int, domain: Domain = Domain.SHARE) -> Any:
    out = np.empty(DRAWS)
    sampler(shape_of(quantity, domain)).fill(stream(stream_key(seed, path)), out)
    return out


@pytest.mark.parametrize("seed", [1, 4])
def test_shares_are_added_up_draw_by_draw_from_their_own_streams(seed: int) -> None:
    one, other = Range(0.3, 0.8), Range(0.2, 0.7)
    case = shared_by(an_effect(credit=one), an_effect(credit=other), an_effect(credit=0.1))
    total = drawn("tools.t0.effects.calls.credit", one, seed=seed)
    total = total + drawn("tools.t1.effects.calls.credit", other, seed=seed) + 0.1
    found = claims(case, draws=DRAWS, seed=seed)["calls"]
    assert (found.tools, found.periods) == (("t0", "t1", "t2"), (1, 2, 3))
    assert found.mean == pytest.approx(total.mean(), rel=1e-12)
    assert found.probability == (total > 1.0).mean()
    assert found.excess == pytest.approx((total[total > 1.0] - 1.0).mean(), rel=1e-12)
    assert found.probability_exceeds_total is None


def test_seed_and_draws_are_as_in_an_evaluation_where_none_are_said() -> None:
    case = shared_by(an_effect(credit=Range(0.3, 0.8)), an_effect(credit=Range(0.3, 0.8)))
    assert claims(case) == claims(case, draws=100_000, seed=1)


def test_the_periods_in_which_most_is_claimed_are_given() -> None:
    case = shared_by(
        an_effect(credit=0.6), an_effect(credit=0.6, starts=2, lasts=1), an_effect(credit=0.3, starts=2), periods=4
    )
    assert claims(case, draws=10)["calls"] == Claim(
        tools=("t0", "t1", "t2"), periods=(2,), mean=1.5, probability=1.0, excess=0.5
    )


def test_among_equals_the_greater_mean_is_given() -> None:
    case = shared_by(an_effect(credit=0.2, lasts=2), an_effect(credit=0.3), an_effect(credit=0.4, starts=2), periods=3)
    found = claims(case, draws=10)["calls"]
    assert (found.tools, found.periods, found.probability) == (("t0", "t1", "t2"), (2,), 0.0)
    assert found.mean == pytest.approx(0.9)
    assert found.excess == 0.0


def test_shares_that_add_up_to_the_whole_by_a_last_bit_claim_no_more() -> None:
    assert claims(shared_by(*[an_effect(credit=0.1)] * 3, an_effect(credit=0.7)), draws=10)["calls"].probability == 0.0


def test_indicators_without_a_second_claimant_do_not_hide_the_next() -> None:
    part = an_effect(None)
    tools = {"a": a_tool({"calls": part, "mails": part}), "b": a_tool({"mails": part})}
    one_change = an_indicator(shared=True, change=5)
    assert list(claims(a_case(tools, indicators={"calls": one_change, "mails": one_change}), draws=10)) == ["mails"]


@pytest.mark.parametrize("credits", [(1.0, 1.0), (0.6, 0.7, 0.9), (Range(0.8, 0.95), Range(0.8, 0.95))])
def test_changes_that_each_tool_states_for_itself_are_never_added_up(credits: tuple[Any, ...]) -> None:
    case = case_of(*(an_effect(credit=credit) for credit in credits))
    assert claims(case, draws=10) == {}
    assert not [check for check in blogroi.evaluate(case, draws=10).checks if check.code.startswith("BR4")]
    stated, scaled = (blogroi.evaluate(case, draws=10, claims=policy) for policy in ("stated", "scaled"))
    assert stated.tools == scaled.tools


def test_one_share_in_each_of_two_periods_is_no_double_counting() -> None:
    assert claims(shared_by(an_effect(credit=0.9, lasts=1), an_effect(credit=0.9, starts=2)), draws=10) == {}


def test_scaled_shares_leave_the_whole_of_one_change_and_no_more() -> None:
    case = shared_by(an_effect(credit=0.9), an_effect(credit=0.6), periods=1)
    benefits = {
        policy: [
            tool.benefits.mean
            for tool in blogroi.evaluate(case, draws=10, claims=policy).tools.values()
            if tool.benefits
        ]
        for policy in ("stated", "scaled")
    }
    assert benefits == {"stated": pytest.approx([90.0, 60.0]), "scaled": pytest.approx([60.0, 40.0])}


class TestTotals:
    @pytest.mark.parametrize(
        ("total", "chance"),
        [(300, 0.0), (299.9, 1.0), (-300, 1.0), ([300, 300, 299], 1.0), ([300, 300, 300], 0.0), ([299, 300, 300], 1.0)],
    )
    def test_the_changes_of_all_tools_are_held_against_the_total(self, total: Any, chance: float) -> None:
        case = case_of(an_effect(100), an_effect(200), total=total)
        assert claims(case, draws=10)["calls"].probability_exceeds_total == chance

    def test_a_loss_is_held_against_a_loss(self) -> None:
        for total, chance in ((-300, 0.0), (-299, 1.0), (300, 1.0)):
            case = case_of(an_effect(-100), an_effect(-200), total=total)
            assert claims(case, draws=10)["calls"].probability_exceeds_total == chance

    def test_a_total_of_samples_is_drawn_as_it_is_where_changes_are_scaled_back(self) -> None:
        case = case_of(an_effect(Range(50, 90)), total=Samples([100, 40, 70]), periods=1)
        chance = claims(case, draws=DRAWS)["calls"].probability_exceeds_total
        stated, scaled = (
            blogroi.simulate(case, draws=DRAWS, claims=policy)["t0"].benefits for policy in ("stated", "scaled")
        )
        assert chance == np.mean(scaled < stated)

    def test_no_change_passes_no_total(self) -> None:
        assert claims(case_of(an_effect(0), an_effect(0), total=-5), draws=10)["calls"].probability_exceeds_total == 0.0

    def test_a_total_that_is_not_certain_is_drawn_once_for_all_periods(self) -> None:
        total = Range(250, 350)
        case = case_of(an_effect(100), an_effect(200), total=total)
        limits = drawn("indicators.calls.total", total, seed=2, domain=Domain.REAL)
        assert claims(case, draws=DRAWS, seed=2)["calls"].probability_exceeds_total == (limits < 300.0).mean()

    def test_a_list_is_drawn_at_one_quantile_in_all_periods(self) -> None:
        totals = [Range(250, 350), Samples([350, 200]), Range(280, 400)]
        case = case_of(an_effect(100), an_effect(200), total=totals, lists="together")
        limits = [
            drawn("indicators.calls.total", total, seed=2, domain=Domain.REAL)
            for total in (totals[0], Samples([200, 350]), totals[2])
        ]
        expected = (np.min(limits, axis=0) < 300.0).mean()
        assert claims(case, draws=DRAWS, seed=2)["calls"].probability_exceeds_total == expected

    def test_or_once_for_each_where_they_are_apart(self) -> None:
        totals = [Range(250, 350), Range(200, 350), Range(280, 400)]
        case = case_of(an_effect(100), an_effect(200), total=totals, lists="apart")
        limits = [
            drawn(f"indicators.calls.total[{period}]", total, seed=2, domain=Domain.REAL)
            for period, total in enumerate(totals, start=1)
        ]
        expected = (np.min(limits, axis=0) < 300.0).mean()
        assert claims(case, draws=DRAWS, seed=2)["calls"].probability_exceeds_total == expected

    def test_more_draws_than_a_block_are_all_counted(self) -> None:
        case = case_of(an_effect(Samples([100, 300])), an_effect(200), total=450, periods=1)
        passed = claims(case, draws=20_000)["calls"].probability_exceeds_total
        assert passed == pytest.approx(0.5, abs=4 * 0.5 / np.sqrt(20_000))

    def test_a_tool_alone_is_held_against_its_total_in_the_periods_in_which_it_is_at_work(self) -> None:
        case = case_of(an_effect(100, credit=0.5, starts=2), total=49)
        assert claims(case, draws=10)["calls"] == Claim(tools=("t0",), periods=(2, 3), probability_exceeds_total=1.0)
        assert claims(case_of(an_effect(100)), draws=10) == {}
        total = Range(60, 140)
        limits = drawn("indicators.calls.total", total, seed=3, domain=Domain.REAL)
        found = claims(case_of(an_effect(100), total=total), draws=DRAWS, seed=3)["calls"]
        assert found.probability_exceeds_total == (limits < 100.0).mean()

    def test_the_parts_of_one_change_are_held_against_its_total_too(self) -> None:
        case = shared_by(an_effect(credit=0.7), an_effect(credit=0.6, starts=3), total=100)
        assert claims(case, draws=10)["calls"] == Claim(
            tools=("t0", "t1"),
            periods=(3,),
            mean=0.7 + 0.6,
            probability=1.0,
            excess=0.7 + 0.6 - 1.0,
            probability_exceeds_total=1.0,
        )
        assert claims(evolve(case, tools={"t0": case.tools["t0"]}), draws=10)["calls"] == Claim(
            tools=("t0",), periods=(1, 2, 3), probability_exceeds_total=0.0
        )
