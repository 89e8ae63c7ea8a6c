"""What somebody supposes takes the place of what is drawn, wherever it stands."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import attrs
import pytest

import blogroi
from blogroi import Horizon, OptionError, Uniform, evaluate

from ..builders import a_case, a_cost, a_tool, an_effect, an_indicator, chamber
from .in_words import in_words
from .straight_line import CALLS, FREE_OF_TIME, MEMBERS, two_effects


def test_supposing_nothing_changes_nothing() -> None:
    case = chamber()
    npv = evaluate(case, draws=1000).tools["blog"].npv
    assert blogroi.suppose(case, settings={}, draws=1000).npv["blog"] == npv


def test_a_supposed_value_stands_for_what_is_drawn() -> None:
    supposed = blogroi.suppose(two_effects(), settings={CALLS: 5.0, MEMBERS: 1.0}, draws=100).npv["blog"]
    assert supposed.mean == pytest.approx(3 * 5 + 1 - 20)
    assert supposed.sd == 0.0


def test_expectations_are_exact_where_one_input_is_supposed() -> None:
    supposed = blogroi.suppose(two_effects(), settings={MEMBERS: 1.0}, draws=10).npv["blog"]
    assert supposed.mean == pytest.approx(3 * 10 + 1 - 20)
    assert supposed.mc_error == 0.0


def test_a_share_that_fades_can_be_supposed() -> None:
    effect = an_effect(100.0, drop_off=Uniform(0.1, 0.5))
    case = a_case(
        tools={"blog": a_tool({"calls": effect}, [a_cost(20)])},
        indicators={"calls": an_indicator(1.0)},
        horizon=Horizon(start=date(2026, 1, 1), periods=3),
        **FREE_OF_TIME,
    )
    path = "tools.blog.effects.calls.drop_off"
    npv = blogroi.suppose(case, settings={path: 0.25}, draws=10).npv["blog"]
    assert npv.mean == pytest.approx(100 * (1 + 0.75 + 0.75**2) - 20)
    assert blogroi.suppose(case, settings={path: 1.0}, draws=10).npv["blog"].mean == pytest.approx(100 - 20)


def test_a_credit_that_is_scaled_back_can_be_supposed() -> None:
    tools = {key: a_tool({"calls": an_effect(None, credit=Uniform(0.5, 0.9))}, [a_cost(1)]) for key in ("a", "b")}
    shared = an_indicator(1.0, shared=True, change=100.0)
    case = a_case(tools=tools, indicators={"calls": shared}, **FREE_OF_TIME)
    settings = {f"tools.{key}.effects.calls.credit": credit for key, credit in (("a", 0.9), ("b", 0.6))}
    npv = blogroi.suppose(case, settings=settings, draws=10, claims="scaled").npv
    assert [npv[key].mean for key in ("a", "b")] == pytest.approx([59, 39])


def test_what_is_shared_is_supposed_of_all_tools() -> None:
    case = chamber()
    path = "indicators.calls_avoided.value"
    before, after = (blogroi.suppose(case, settings=settings, draws=1000).npv for settings in ({}, {path: 100.0}))
    assert all(after[key].mean > before[key].mean for key in before if "calls_avoided" in case.tools[key].effects)


def test_it_is_said_with_what_was_supposed_and_the_conventions() -> None:
    found = blogroi.suppose(two_effects(), settings={CALLS: 5.0}, draws=100)
    assert found.to_dict()["settings"] == {CALLS: 5.0}
    said = in_words(found)
    assert (
        "\nIf The blog, change in 'Something that can be counted' is 5 piece/year:\nNo tool would be expected to bring in"
        in said
    )
    assert re.search(r"\nThe blog +-5 \(", said)
    assert "100 draws, seed 1" in said.splitlines()[-1]


def test_what_gaps_could_add_is_supposed_too() -> None:
    indicators = {"calls": an_indicator(Uniform(1, 3), prior=Uniform(0, 10))}
    tools = {"blog": a_tool({"calls": an_effect(10.0)}, [a_cost(5)]), "fair": a_tool({}, [a_cost(5)])}
    case = a_case(tools=tools, indicators=indicators, gaps="bounds", **FREE_OF_TIME)
    supposed = blogroi.suppose(case, settings={"indicators.calls.value": 2.0}, draws=10).npv["fair"]
    certain = attrs.evolve(case, indicators={"calls": an_indicator(2.0, prior=Uniform(0, 10))})
    assert supposed == evaluate(certain, draws=10).tools["fair"].npv


def test_a_tool_of_unknown_cost_is_named() -> None:
    case = two_effects(free=a_tool({"calls": an_effect(9.0)}, [], name="Free"))
    line = "Free: its cost is not known, so neither is what it brings in."
    assert line in in_words(blogroi.suppose(case, settings={}, draws=100))
    assert line in in_words(blogroi.sensitivity(case, draws=100))


@pytest.mark.parametrize("settings", [None, [], "calls"])
def test_what_is_no_mapping_is_refused(settings: Any) -> None:
    with pytest.raises(OptionError, match=r"settings: .* is not a mapping"):
        blogroi.suppose(two_effects(), settings=settings, draws=10)


def test_what_is_no_input_or_out_of_its_domain_is_refused() -> None:
    with pytest.raises(OptionError, match=r"settings: .* did you mean"):
        blogroi.suppose(two_effects(), settings={CALLS[:-1]: 5.0})
    case = chamber()
    with pytest.raises(OptionError, match="is not a share between 0 and 1"):
        blogroi.suppose(case, settings={"tools.blog.effects.calls_avoided.credit": 1.5}, draws=10)
    with pytest.raises(OptionError, match=r"settings: .*: .many. is not a number"):
        blogroi.suppose(two_effects(), settings={CALLS: "many"}, draws=10)  # type: ignore[dict-item]
