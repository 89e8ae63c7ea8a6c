"""Inputs that a mean by bins would miss, from the case to the answer: rare events, bends, and losses past a threshold."""

from __future__ import annotations

from typing import Any

import pytest

import blogroi
from blogroi import Case, Discounting, Normal, Samples, Uniform

from ..builders import a_case, a_cost, a_tool, an_effect, an_indicator

DRAWS = 20_000
ODDS = Samples([0.0] * 49 + [1.0])
"""Once in fifty times."""


def case_of(effects: dict[str, Any], *, values: dict[str, float], cost: float) -> Case:
    """Build a tool with some effects over one period, and a certain cost."""
    return a_case(
        tools={"blog": a_tool({name: an_effect(change) for name, change in effects.items()}, [a_cost(cost)])},
        indicators={name: an_indicator(value) for name, value in values.items()},
        discounting=Discounting(rate=0, timing="end"),
    )


def path(name: str) -> str:
    return f"tools.blog.effects.{name}"


def test_a_rare_success_is_worth_what_its_odds_say() -> None:
    """It brings 10,000 once in fifty times and costs 100: kept now for an expected 100, it is dropped 49 times in fifty if all is known."""
    advice = blogroi.worth_measuring(case_of({"hit": ODDS}, values={"hit": 10_000.0}, cost=100.0), draws=DRAWS)
    assert advice.expected_npv_now == pytest.approx(100.0)
    assert advice.evpi.value == pytest.approx(98.0, abs=4 * advice.evpi.mc_error + 1e-6)
    (subject,) = advice.subjects
    assert subject.evppi.value == pytest.approx(98.0, abs=4 * subject.evppi.mc_error + 1e-6)


def test_a_rare_success_among_noise_is_found_and_noise_is_worth_next_to_nothing() -> None:
    values = {"hit": 10_000.0, "noise": 1.0}
    advice = blogroi.worth_measuring(
        case_of({"hit": ODDS, "noise": Normal(0, 50)}, values=values, cost=100.0), draws=DRAWS
    )
    found = {one.path: one.evppi for one in advice.subjects}
    assert found[path("hit")].value == pytest.approx(98.0, abs=4 * found[path("hit")].mc_error + 1e-6)
    # noise of 50 about an expected 100: the unit normal loss of N(100, 50) is 0.42
    assert found[path("noise")].value == pytest.approx(0.42, abs=4 * found[path("noise")].mc_error + 0.3)


def test_a_rare_input_holds_the_share_of_the_variance_that_it_has() -> None:
    values = {"hit": 10_000.0, "noise": 1.0}
    case = case_of({"hit": ODDS, "noise": Normal(0, 250)}, values=values, cost=100.0)
    inputs = {one.path: one for one in blogroi.sensitivity(case, draws=DRAWS).tools["blog"].inputs}
    rare, noise = inputs[f"{path('hit')}.change"], inputs[f"{path('noise')}.change"]
    whole = 10_000.0**2 * 0.02 * 0.98 + 250.0**2
    assert rare.share == pytest.approx(10_000.0**2 * 0.02 * 0.98 / whole, abs=4 * rare.share_error + 0.01)
    assert noise.share == pytest.approx(250.0**2 / whole, abs=4 * noise.share_error + 0.01)


def test_a_loss_that_only_a_threshold_brings_is_found() -> None:
    """Two effects that are multiplied by the same value: it decides about the sign only beyond its highest fiftieth."""
    values = {"calls": 1.0, "mails": 1.0}
    case = case_of({"calls": Uniform(0, 100), "mails": 0.0}, values=values, cost=98.0)
    advice = blogroi.worth_measuring(case, draws=DRAWS)
    (subject,) = advice.subjects
    assert advice.expected_npv_now == 0.0
    assert subject.evppi.value == pytest.approx(
        0.02, abs=4 * subject.evppi.mc_error
    )  # E[(U - 98)+] of U on 0 to 100: 2 x 2 / 2 / 100
