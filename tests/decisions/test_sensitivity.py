"""What a verdict rests on, on cases whose answer is known."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import attrs
import pytest

import blogroi
from blogroi import Case, Correlation, Discounting, Horizon, Normal, OptionError, Uniform, evaluate
from blogroi.report.sensitivity import sensitivity_lines, supposition_lines

from ..builders import a_case, a_cost, a_tool, an_effect, an_indicator, chamber

DRAWS = 20_000
FREE_OF_TIME: dict[str, Any] = {"discounting": Discounting(rate=0, timing="end")}
CALLS, MEMBERS = "tools.blog.effects.calls.change", "tools.blog.effects.members.change"


def two_effects(**tools: Any) -> Case:
    """Build a blog whose NPV is 3 N(10, 4) + N(0, 6) - 20: four fifths of the variance come from the first."""
    effects = {"calls": an_effect(Normal(10, 4)), "members": an_effect(Normal(0, 6))}
    indicators = {"calls": an_indicator(3.0), "members": an_indicator(1.0)}
    return a_case(tools={"blog": a_tool(effects, [a_cost(20)])} | tools, indicators=indicators, **FREE_OF_TIME)


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


def test_how_few_rows_hold_most_is_said() -> None:
    tool = blogroi.sensitivity(chamber(), draws=2000).tools["blog"]
    assert tool.rows[-1][1] == pytest.approx(1.0)
    assert [upto for _, upto in tool.rows] == sorted(upto for _, upto in tool.rows)
    assert tool.rows[tool.rows_for_90 - 1][1] >= 0.9 > (0.0, *(upto for _, upto in tool.rows))[tool.rows_for_90 - 1]


def test_where_no_money_comes_or_goes_no_row_is_said_to_hold_it() -> None:
    tool = a_tool({"calls": an_effect(0.0)}, [a_cost(0.0)])
    found = blogroi.sensitivity(a_case(tools={"blog": tool}, indicators={"calls": an_indicator(1.0)}), draws=100)
    assert (found.tools["blog"].rows, found.tools["blog"].rows_for_90) == ((), 0)
    assert next(sensitivity_lines(found)) == "The blog: NPV 0 EUR."


@pytest.mark.parametrize("change", [Normal(1e-170, 1e-171), Uniform(0, 1e-165)])
def test_what_is_next_to_nothing_gives_numbers_still(change: Any) -> None:
    tools = {key: a_tool({"calls": an_effect(change)}, [a_cost(cost)]) for key, cost in (("a", 0.0), ("b", 1e-160))}
    found = blogroi.sensitivity(a_case(tools=tools, indicators={"calls": an_indicator(1.0)}), draws=200)
    json.dumps(found.to_dict(), allow_nan=False)


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
    lines = list(sensitivity_lines(found))
    assert any("; breaks even at " in line and " likely to fall short" in line for line in lines)
    assert any(line.endswith("What the order depends on:") for line in lines)
    assert any("[tools.blog.costs.Writing.units]: explains " in line for line in lines)
    assert lines[-1].startswith("Window: 3 years")
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


class TestSupposing:
    def test_supposing_nothing_changes_nothing(self) -> None:
        case = chamber()
        npv = evaluate(case, draws=1000).tools["blog"].npv
        assert blogroi.suppose(case, settings={}, draws=1000).npv["blog"] == npv

    def test_a_supposed_value_stands_for_what_is_drawn(self) -> None:
        supposed = blogroi.suppose(two_effects(), settings={CALLS: 5.0, MEMBERS: 1.0}, draws=100).npv["blog"]
        assert supposed.mean == pytest.approx(3 * 5 + 1 - 20)
        assert supposed.sd == 0.0

    def test_expectations_are_exact_where_one_input_is_supposed(self) -> None:
        supposed = blogroi.suppose(two_effects(), settings={MEMBERS: 1.0}, draws=10).npv["blog"]
        assert supposed.mean == pytest.approx(3 * 10 + 1 - 20)
        assert supposed.mc_error == 0.0

    def test_a_share_that_fades_can_be_supposed(self) -> None:
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

    def test_a_credit_that_is_scaled_back_can_be_supposed(self) -> None:
        tools = {key: a_tool({"calls": an_effect(None, credit=Uniform(0.5, 0.9))}, [a_cost(1)]) for key in ("a", "b")}
        shared = an_indicator(1.0, shared=True, change=100.0)
        case = a_case(tools=tools, indicators={"calls": shared}, **FREE_OF_TIME)
        settings = {f"tools.{key}.effects.calls.credit": credit for key, credit in (("a", 0.9), ("b", 0.6))}
        npv = blogroi.suppose(case, settings=settings, draws=10, claims="scaled").npv
        assert [npv[key].mean for key in ("a", "b")] == pytest.approx([59, 39])

    def test_what_is_shared_is_supposed_of_all_tools(self) -> None:
        case = chamber()
        path = "indicators.calls_avoided.value"
        before, after = (blogroi.suppose(case, settings=settings, draws=1000).npv for settings in ({}, {path: 100.0}))
        assert all(after[key].mean > before[key].mean for key in before if "calls_avoided" in case.tools[key].effects)

    def test_it_is_said_with_what_was_supposed_and_the_conventions(self) -> None:
        found = blogroi.suppose(two_effects(), settings={CALLS: 5.0}, draws=100)
        assert found.to_dict()["settings"] == {CALLS: 5.0}
        lines = list(supposition_lines(found))
        assert lines[0].startswith("The blog: NPV -5 ")
        assert "100 draws, seed 1" in lines[-1]

    def test_what_gaps_could_add_is_supposed_too(self) -> None:
        indicators = {"calls": an_indicator(Uniform(1, 3), prior=Uniform(0, 10))}
        tools = {"blog": a_tool({"calls": an_effect(10.0)}, [a_cost(5)]), "fair": a_tool({}, [a_cost(5)])}
        case = a_case(tools=tools, indicators=indicators, gaps="bounds", **FREE_OF_TIME)
        supposed = blogroi.suppose(case, settings={"indicators.calls.value": 2.0}, draws=10).npv["fair"]
        certain = attrs.evolve(case, indicators={"calls": an_indicator(2.0, prior=Uniform(0, 10))})
        assert supposed == evaluate(certain, draws=10).tools["fair"].npv

    def test_a_tool_of_unknown_cost_is_named(self) -> None:
        case = two_effects(free=a_tool({"calls": an_effect(9.0)}, [], name="Free"))
        line = "Free: its cost is not known, so neither is what it brings in."
        assert line in list(supposition_lines(blogroi.suppose(case, settings={}, draws=100)))
        assert line in list(sensitivity_lines(blogroi.sensitivity(case, draws=100)))

    @pytest.mark.parametrize("settings", [None, [], "calls"])
    def test_what_is_no_mapping_is_refused(self, settings: Any) -> None:
        with pytest.raises(OptionError, match=r"settings: .* is not a mapping"):
            blogroi.suppose(two_effects(), settings=settings, draws=10)

    def test_what_is_no_input_or_out_of_its_domain_is_refused(self) -> None:
        with pytest.raises(OptionError, match=r"settings: .* did you mean"):
            blogroi.suppose(two_effects(), settings={CALLS[:-1]: 5.0})
        case = chamber()
        with pytest.raises(OptionError, match="is not a share between 0 and 1"):
            blogroi.suppose(case, settings={"tools.blog.effects.calls_avoided.credit": 1.5}, draws=10)
        with pytest.raises(OptionError, match=r"settings: .*: .many. is not a number"):
            blogroi.suppose(two_effects(), settings={CALLS: "many"}, draws=10)  # type: ignore[dict-item]


class TestTotalInfluences:
    def test_effects_that_add_up_have_no_share_in_each_other(self) -> None:
        first, second = blogroi.total_influences(two_effects(), tool="blog")
        assert (first.path, second.path) == (CALLS, MEMBERS)
        for found, exact in ((first, 0.8), (second, 0.2)):
            assert found.first == pytest.approx(exact, abs=6 * found.first_error + 1e-6)
            assert found.total == pytest.approx(exact, abs=6 * found.total_error + 1e-6)

    def test_factors_have_the_closed_form_of_a_product(self) -> None:
        """For x y with means m and variances v: first v_x m_y^2 / V, total v_x (m_y^2 + v_y) / V."""
        case = a_case(
            tools={"blog": a_tool({"calls": an_effect(Normal(10, 3), credit=Uniform(0, 1))}, [a_cost(1)])},
            indicators={"calls": an_indicator(1.0)},
            **FREE_OF_TIME,
        )
        found = {one.path.split(".")[-1]: one for one in blogroi.total_influences(case, tool="blog", draws=16_384)}
        means, variances = {"change": 10.0, "credit": 0.5}, {"change": 9.0, "credit": 1 / 12}
        whole = 9 * 0.25 + (100 + 9) / 12
        for name, other in (("change", "credit"), ("credit", "change")):
            first = variances[name] * means[other] ** 2 / whole
            total = variances[name] * (means[other] ** 2 + variances[other]) / whole
            assert found[name].first == pytest.approx(first, abs=6 * found[name].first_error + 1e-4)
            assert found[name].total == pytest.approx(total, abs=6 * found[name].total_error + 1e-4)

    def test_a_certain_tool_has_none_and_an_unknown_one_is_refused(self) -> None:
        certain = a_case(
            tools={"blog": a_tool({"calls": an_effect(9)}, [a_cost(5)])}, indicators={"calls": an_indicator()}
        )
        assert blogroi.total_influences(certain, tool="blog") == ()
        with pytest.raises(OptionError, match="did you mean `blog`"):
            blogroi.total_influences(certain, tool="blogg")

    def test_correlated_inputs_are_refused(self) -> None:
        case = attrs.evolve(two_effects(), correlations=[Correlation(between=[CALLS, MEMBERS], rank=0.5)])
        with pytest.raises(OptionError, match="are correlated"):
            blogroi.total_influences(case, tool="blog")
