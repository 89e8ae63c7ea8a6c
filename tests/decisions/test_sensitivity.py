"""What a verdict rests on, on cases whose answer is known."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import attrs
import pytest

import blogroi
from blogroi import Case, Horizon, Normal, OptionError, Uniform, evaluate

from ..builders import a_case, a_cost, a_tool, an_effect, an_indicator, chamber
from .in_words import in_words
from .straight_line import CALLS, FREE_OF_TIME, MEMBERS, two_effects

DRAWS = 20_000


def test_shares_bars_and_break_even_of_a_straight_line() -> None:
    first, second = blogroi.sensitivity(two_effects(), draws=DRAWS).tools["blog"].inputs
    assert (first.path, second.path) == (CALLS, MEMBERS)
    assert first.share == pytest.approx(0.8, abs=4 * first.share_error)
    assert second.share == pytest.approx(0.2, abs=4 * second.share_error)
    assert first.at_high == pytest.approx(10 + 1.2816 * 4, abs=0.15)
    assert first.high == pytest.approx(10 + 3 * 1.2816 * 4, abs=1.0)
    assert first.low == pytest.approx(10 - 3 * 1.2816 * 4, abs=1.0)
    assert first.break_even == pytest.approx(20 / 3, abs=0.2)
    assert first.probability_below == pytest.approx(0.202, abs=0.02)  # N(10, 4) below 20 / 3


def test_an_input_that_cannot_turn_the_sign_has_no_break_even() -> None:
    case = two_effects()
    tool = attrs.evolve(
        case.tools["blog"], effects={"calls": an_effect(Uniform(100, 200))}, not_applicable={"members": "no"}
    )
    only = blogroi.sensitivity(attrs.evolve(case, tools={"blog": tool}), draws=DRAWS).tools["blog"].inputs
    assert [(one.break_even, one.probability_below) for one in only] == [(None, 0.0)]


def test_a_shared_list_is_one_input_whatever_other_tools_do_in_which_periods() -> None:
    shared = an_indicator(10, shared=True, change=[Uniform(10, 30), Uniform(50, 90), Uniform(0, 400)])
    tools = {
        "always": a_tool({"calls": an_effect(None, credit=0.5)}, [a_cost(100)]),
        "at_last": a_tool({"calls": an_effect(None, credit=0.2, starts=3)}, [a_cost(100)]),
    }
    case = a_case(tools=tools, indicators={"calls": shared}, periods=3)
    alone = attrs.evolve(case, tools={"always": tools["always"]})
    both, one = (blogroi.sensitivity(asked, draws=2000).tools["always"].inputs for asked in (case, alone))
    assert both == one
    (found,) = one
    assert found.at_low == pytest.approx((10 + 50 + 0) / 3 + 0.1 * (20 + 40 + 400) / 3, rel=0.05)


def test_how_few_rows_hold_most_is_said() -> None:
    tool = blogroi.sensitivity(chamber(), draws=2000).tools["blog"]
    assert tool.rows[-1][1] == pytest.approx(1.0)
    assert [upto for _, upto in tool.rows] == sorted(upto for _, upto in tool.rows)
    assert tool.rows[tool.rows_for_90 - 1][1] >= 0.9 > (0.0, *(upto for _, upto in tool.rows))[tool.rows_for_90 - 1]


def test_where_no_money_comes_or_goes_no_row_is_said_to_hold_it() -> None:
    tool = a_tool({"calls": an_effect(0.0)}, [a_cost(0.0)])
    found = blogroi.sensitivity(a_case(tools={"blog": tool}, indicators={"calls": an_indicator(1.0)}), draws=100)
    assert (found.tools["blog"].rows, found.tools["blog"].rows_for_90) == ((), 0)
    said = in_words(found)
    assert "The blog is expected to bring in 0 EUR net.\nAll figures are stated as single values: " in said
    assert "nothing uncertain" in said
    assert "of the money" not in in_words(found, full=True)


@pytest.mark.parametrize(
    ("change", "better", "cost", "turn"),
    [
        (Uniform(0, 100), "higher", 40.0, r"breaks even at (39|40)[.\d]* piece/year, (39|40) % likely to fall short"),
        (Uniform(-100, 0), "lower", 40.0, r"breaks even at -(39|40)[.\d]* piece/year, (39|40) % likely to fall short"),
        (40.0, "higher", Uniform(0, 100), r"breaks even at (39|40)[.\d]* EUR, (59|60) % likely to exceed it"),
    ],
)
def test_on_which_side_of_the_break_even_a_tool_loses_is_said(change: Any, better: Any, cost: Any, turn: str) -> None:
    tools = {"blog": a_tool({"calls": an_effect(change)}, [a_cost(cost)])}
    case = a_case(tools=tools, indicators={"calls": an_indicator(1.0, better=better)}, **FREE_OF_TIME)
    assert re.search(rf"It {turn}\. Check that figure first\.", in_words(blogroi.sensitivity(case, draws=20_000)))


@pytest.mark.parametrize("change", [Normal(1e-170, 1e-171), Uniform(0, 1e-165)])
def test_what_is_next_to_nothing_gives_numbers_still(change: Any) -> None:
    tools = {key: a_tool({"calls": an_effect(change)}, [a_cost(cost)]) for key, cost in (("a", 0.0), ("b", 1e-160))}
    found = blogroi.sensitivity(a_case(tools=tools, indicators={"calls": an_indicator(1.0)}), draws=200)
    assert json.loads(json.dumps(found.to_dict(), allow_nan=False)) == json.loads(found.to_json())


@pytest.mark.parametrize("tools", ["blog", ["bolg"], 3])
def test_tools_that_are_not_there_are_refused(tools: Any) -> None:
    with pytest.raises(OptionError, match=r"tools: "):
        blogroi.decide(two_effects(), draws=10, tools=tools)


def test_of_two_tools_that_are_level_but_for_roundings_the_first_is_that_of_the_evaluation() -> None:
    tools = {
        "blog": a_tool({"calls": an_effect(0.3)}, [a_cost(0.25)]),
        "api": a_tool({"calls": an_effect(0.1), "more": an_effect(0.2)}, [a_cost(0.25)]),
    }
    for first, second in (("a", "b"), ("b", "a")):
        named = dict(zip((first, second), tools.values(), strict=True))
        case = a_case(tools=named, indicators={"calls": an_indicator(1.0), "more": an_indicator(1.0)}, **FREE_OF_TIME)
        order = blogroi.sensitivity(case, draws=100).order
        assert order is not None
        assert (order.ahead, order.behind) == evaluate(case, draws=100).ranking.order == ("a", "b")


def test_what_turns_the_order_is_an_input_of_either_tool() -> None:
    rival = a_tool({"calls": an_effect(9.0)}, [a_cost(20)])
    order = blogroi.sensitivity(two_effects(rival=rival), draws=DRAWS).order
    assert order is not None
    assert (order.ahead, order.behind) == ("blog", "rival")
    assert order.inputs[0].path == CALLS
    assert order.inputs[0].break_even == pytest.approx(9.0, abs=0.2)
    assert order.lead.mean == pytest.approx(3.0, abs=0.5)


def test_a_tool_alone_has_no_order_and_a_certain_one_no_inputs() -> None:
    certain = a_case(tools={"blog": a_tool({"calls": an_effect(9)}, [a_cost(5)])}, indicators={"calls": an_indicator()})
    found = blogroi.sensitivity(certain, draws=500)
    assert (found.order, found.tools["blog"].inputs) == (None, ())
    assert blogroi.sensitivity(two_effects(), draws=50).tools["blog"].inputs == ()  # too few draws to tell


def test_it_is_said_in_words_and_as_plain_data() -> None:
    found = blogroi.sensitivity(chamber(), draws=2000)
    said = in_words(found)
    assert "\nThat depends most on: The chamber's blog, quantity of 'Writing' (43 % of the uncertainty).\n" in said
    assert "\nNo value of it is likely to change the order.\n" in said
    assert re.search(r"The magazine breaks even at 8\.\d+ article/year, \d+ % likely to fall short: change in '", said)
    assert "quantity of 'Writing' [`tools.blog.costs.Writing.units`]: " in in_words(found, full=True)
    assert json.loads(json.dumps(found.to_dict()))["tools"].keys() == found.tools.keys()


def test_dates_touch_nothing() -> None:
    case = chamber()
    old = {key: attrs.evolve(tool, introduced=date(1970, 1, 1)) for key, tool in case.tools.items()}
    before, after = (blogroi.sensitivity(one, draws=500) for one in (case, attrs.evolve(case, tools=old)))
    assert before == attrs.evolve(after, fingerprint=before.fingerprint)


def test_the_figure_of_a_tool_is_that_of_its_evaluation_to_the_last_bit() -> None:
    for gaps in ("no-credit", "bounds", "prior"):
        result, found = (ask(chamber(), draws=500, gaps=gaps) for ask in (evaluate, blogroi.sensitivity))
        assert all(tool.npv == result.tools[key].npv for key, tool in found.tools.items())
        assert len(found.tools) > 1


class TestLowerIsBetter:
    """An indicator of which less is better is worked on as its negative, and shown as it was stated."""

    def case(self, better: Any, sign: float) -> Case:
        effect = an_effect(Normal(sign * 10, 4))
        return a_case(
            tools={"blog": a_tool({"calls": effect}, [a_cost(30)])},
            indicators={"calls": an_indicator(3.5, better=better)},
            **FREE_OF_TIME,
        )

    def test_levels_and_break_even_are_shown_as_stated(self) -> None:
        up, down = (
            blogroi.sensitivity(case, draws=DRAWS).tools["blog"]
            for case in (self.case("higher", 1), self.case("lower", -1))
        )
        assert up.npv == down.npv
        (gain,), (loss,) = up.inputs, down.inputs
        assert (loss.at_low, loss.at_high) == (-gain.at_high, -gain.at_low)
        assert (loss.low, loss.high) == (gain.high, gain.low)
        assert gain.break_even == pytest.approx(60 / 7, abs=0.2)
        assert loss.break_even == pytest.approx(-60 / 7, abs=0.2)
        assert loss.probability_below == gain.probability_below

    def test_a_value_is_supposed_as_it_is_stated(self) -> None:
        npv = blogroi.suppose(self.case("lower", -1), settings={CALLS: -8.0}, draws=10).npv["blog"]
        assert npv.mean == pytest.approx(8 * 3.5 - 30)


class TestLists:
    """A list is drawn as one quantity: what is shown of it is the mean over its periods."""

    def case(self, change: Any) -> Case:
        return a_case(
            tools={"blog": a_tool({"calls": an_effect(change)}, [a_cost(20)])},
            indicators={"calls": an_indicator(1.0)},
            horizon=Horizon(start=date(2026, 1, 1), periods=2),
            **FREE_OF_TIME,
        )

    def test_its_levels_are_means_over_the_periods(self) -> None:
        (found,) = blogroi.sensitivity(self.case([Normal(10, 4), Normal(6, 2)]), draws=DRAWS).tools["blog"].inputs
        assert found.path == CALLS
        assert found.share == pytest.approx(1.0, abs=0.01)
        assert found.at_high == pytest.approx(8 + 1.2816 * 3, abs=0.15)
        assert found.break_even == pytest.approx(10.0, abs=0.1)  # twice the mean is what comes in

    def test_it_is_supposed_the_same_in_each_period(self) -> None:
        npv = blogroi.suppose(self.case([Normal(10, 4), Normal(6, 2)]), settings={CALLS: 9.0}, draws=10).npv["blog"]
        assert npv.mean == pytest.approx(2 * 9 - 20)

    def test_what_inputs_do_together_draws_each_part_by_its_own_table(self) -> None:
        """The variance of a list is that of the sum of its quantiles: (4 + 2)^2 of which all comes from the list."""
        (found,) = blogroi.total_influences(self.case([Normal(10, 4), Normal(6, 2)]), tool="blog")
        assert found.first == pytest.approx(1.0, abs=1e-6 + 6 * found.first_error)
