"""Sets of tools within a budget: the best one, what forcing a tool in costs, and what gaps leave open."""

from __future__ import annotations

import json
from datetime import date
from itertools import chain, combinations
from typing import Any

import attrs
import numpy as np
import pytest

from blogroi import Case, ChoiceRules, Horizon, OptionError, Range, Scale, choose, evaluate
from blogroi.cli import main
from blogroi.decisions.choose import _survives, knapsack_of
from blogroi.model import Discounting, FrozenMap, Lever, Objective

from ..builders import a_case, a_cost, a_tool, an_effect, an_indicator, chamber

PLAIN = Discounting(rate=0, timing="end")


def shop(worths: dict[str, tuple[float, float]], **changes: Any) -> Case:
    """Build tools of which each has a certain benefit and a certain cost."""
    tools = {
        key: a_tool({"x": an_effect(benefit)}, [a_cost(cost)], name=key) for key, (benefit, cost) in worths.items()
    }
    stated: dict[str, Any] = {"tools": tools, "indicators": {"x": an_indicator(1.0)}, "discounting": PLAIN}
    return a_case(**(stated | changes))


def picked(case: Case, budget: float, **options: Any) -> tuple[str, ...]:
    return choose(case, budget=budget, draws=20, **options).tools


def slow_best(worths: dict[str, tuple[float, float]], budget: float) -> float:
    sets = chain.from_iterable(combinations(worths, size) for size in range(len(worths) + 1))
    fitting = (keys for keys in sets if sum(worths[key][1] for key in keys) <= budget)
    return max(sum(worths[key][0] - worths[key][1] for key in keys) for keys in fitting)


def test_the_best_set_is_not_the_greediest() -> None:
    """The tool with the best ratio leaves room unused that two others fill better."""
    case = shop({"best": (100, 40), "one": (75, 30), "two": (75, 30)})
    assert picked(case, 60) == ("one", "two")


def test_doing_nothing_is_a_choice() -> None:
    assert picked(shop({"blog": (10, 40)}), 1000) == ()


def test_the_best_set_is_that_of_all_sets() -> None:
    rng = np.random.default_rng(4)
    for _ in range(20):
        worths = {f"t{n}": (float(b), float(c)) for n, (b, c) in enumerate(rng.integers(1, 100, (7, 2)))}
        found = choose(shop(worths), budget=120, draws=5)
        assert found.value == pytest.approx(slow_best(worths, 120))
        assert found.cost <= 120


def test_forcing_a_tool_in_has_a_price() -> None:
    found = choose(shop({"good": (90, 50), "legacy": (20, 50)}), budget=60, include=["legacy"], draws=20)
    assert (found.tools, found.unconstrained, found.cost_of_inclusion) == (("legacy",), ("good",), 70.0)


@pytest.mark.parametrize("included", ["sum", "whole"])
def test_roundings_have_no_price(included: str) -> None:
    """Three tenths are worth as much as one tenth and two, whatever their last bits say."""
    tools = {
        "sum": a_tool({"x": an_effect(0.1), "y": an_effect(0.2)}, [a_cost(0.1)]),
        "whole": a_tool({"x": an_effect(0.3)}, [a_cost(0.1)]),
    }
    indicators = {"x": an_indicator(1.0), "y": an_indicator(1.0)}
    found = choose(shop({}, tools=tools, indicators=indicators), budget=0.15, include=[included], draws=20)
    assert (found.tools, found.cost_of_inclusion) == ((included,), 0.0)


def test_without_force_there_is_no_price() -> None:
    assert choose(shop({"good": (90, 50)}), budget=60, draws=20).cost_of_inclusion == 0.0


def test_sets_of_the_same_worth_are_all_named() -> None:
    found = choose(shop({"a": (30, 10), "b": (30, 10)}), budget=10, draws=20)
    assert (found.tools, found.ties) == (("a",), (("b",),))


def test_why_a_tool_is_left_out_is_said() -> None:
    worths = {"a": (90.0, 50.0), "b": (70.0, 50.0), "dear": (900.0, 500.0), "poor": (1.0, 5.0)}
    case = shop(worths)
    case = attrs.evolve(case, tools=dict(case.tools) | {"free": a_tool({"x": an_effect(5)})})
    assert choose(case, budget=60, draws=20).left_out == {
        "b": "the budget brings more elsewhere",
        "dear": "it costs more than the budget by itself",
        "free": "what it costs or brings in is not known",
        "poor": "it is not expected to bring in more than it costs",
    }


def test_the_frontier_lists_what_each_further_amount_brings() -> None:
    found = choose(shop({"a": (90, 50), "b": (70, 50), "poor": (1, 5)}), budget=60, draws=20)
    assert [(step.cost, step.value, step.tools) for step in found.efficient_frontier] == [
        (0, 0, ()),
        (50, 40, ("a",)),
        (100, 60, ("a", "b")),
    ]


def test_the_chance_to_pass_the_budget_is_that_of_the_draws() -> None:
    case = shop({"blog": (900, 100)})
    tools = {"blog": attrs.evolve(case.tools["blog"], costs=[a_cost(Range(80, 125))])}
    found = choose(attrs.evolve(case, tools=tools), budget=102, draws=4000)
    assert found.probability_over_budget == pytest.approx(0.44, abs=0.04)


def test_the_choice_is_the_same_for_any_number_of_draws() -> None:
    case = shop({"a": (90, 50), "b": (70, 50)})
    tools = {key: attrs.evolve(tool, costs=[a_cost(Range(20, 80))]) for key, tool in case.tools.items()}
    found = [choose(attrs.evolve(case, tools=tools), budget=60, draws=draws) for draws in (1, 7, 500)]
    assert {(one.tools, one.value, one.cost) for one in found} == {(("a",), found[0].value, found[0].cost)}


def test_amounts_come_from_the_evaluation_to_the_last_bit() -> None:
    case = chamber()
    result, found = evaluate(case, draws=500), choose(case, budget=200_000, include=["blog"], draws=500)
    assert (found.npv["blog"], found.costs["blog"]) == (result.tools["blog"].npv, result.tools["blog"].costs)
    assert (found.value, found.cost) == (found.npv["blog"].mean, found.costs["blog"].mean)


class TestTheLastBit:
    """Amounts that are the same but for rounding are the same: within a billionth of what comes and goes."""

    def test_what_brings_in_as_much_as_it_costs_is_no_gain(self) -> None:
        assert 12 * 8.33 - 99.96 != 0.0
        case = shop({"a": (8.33, 99.96)}, horizon=Horizon(start=date(2026, 1, 1), periods=12, step="month"))
        found = choose(case, budget=1000, draws=5)
        assert found.tools == ()
        assert found.left_out["a"] == "it is not expected to bring in more than it costs"

    def test_a_set_that_costs_the_budget_is_within_it(self) -> None:
        assert 0.1 + 0.2 > 0.3
        worths = {"a": (0.4, 0.1), "b": (0.4, 0.2), "c": (0.35, 0.3)}
        found = choose(shop(worths), budget=0.3, draws=5)
        assert found.tools == ("a", "b")
        assert found.probability_over_budget == 0.0

    def test_sets_that_differ_by_rounding_are_level(self) -> None:
        worths = {"a": (1.1, 1.0), "b": (1.2, 1.0), "c": (1.3, 1.0)}
        found = choose(shop(worths), budget=2.0, include=["c"], draws=5)
        assert found.cost_of_inclusion == 0.0
        level = choose(shop({"a": (1.1, 1.0), "b": (0.1 + 0.2 + 0.8, 1.0)}), budget=1.0, draws=5)
        assert (level.tools, level.ties) == (("a",), (("b",),))

    def test_another_currency_makes_the_same_choice(self) -> None:
        worths = {"a": (30.0, 10.0), "b": (30.0, 10.0 + 1e-7), "c": (25.0, 9.0), "d": (3.0, 2.0)}
        for budget in (9.5, 10.0, 12.0, 21.0):
            small = choose(shop(worths), budget=budget, draws=5)
            great = choose(
                shop({key: (1e6 * b, 1e6 * c) for key, (b, c) in worths.items()}), budget=1e6 * budget, draws=5
            )
            assert (small.tools, small.ties) == (great.tools, great.ties)


class TestGaps:
    def case(self, prior: Any) -> Case:
        case = shop({"a": (90, 50), "b": (70, 50)})
        indicators = dict(case.indicators) | {"y": an_indicator(1.0, prior=prior)}
        tools = {"a": attrs.evolve(case.tools["a"], not_applicable={"y": "no"}), "b": case.tools["b"]}
        return attrs.evolve(case, indicators=indicators, tools=tools)

    @pytest.mark.parametrize(("prior", "survives"), [(Range(1, 5), True), (Range(1, 500), False), (None, None)])
    def test_whether_the_choice_survives_its_gaps_is_said(self, prior: Any, survives: bool | None) -> None:
        assert choose(self.case(prior), budget=60, draws=20).survives is survives

    @pytest.mark.parametrize("kind", ["lowest", "highest", "prior"])
    def test_one_of_them_is_enough_to_say_no(self, kind: str) -> None:
        """Filled with nothing but for one way, in which the second tool is worth more."""
        case = self.case(Range(1, 5))
        result = evaluate(case, draws=20)
        filled = result.robustness.tools["b"]
        npv = FrozenMap({way: 1000.0 if way == kind else value for way, value in filled.npv.items()})
        tools = FrozenMap({**result.robustness.tools, "b": attrs.evolve(filled, npv=npv)})
        told = attrs.evolve(result, robustness=attrs.evolve(result.robustness, tools=tools))
        knapsack = knapsack_of(told, case.choice, budget=60.0)
        assert _survives(told, knapsack, (), ("a",)) is False
        assert _survives(result, knapsack, (), ("a",)) is True

    def test_with_a_cost_that_is_not_known_it_cannot_be_said(self) -> None:
        case = self.case(Range(1, 5))
        unknown = attrs.evolve(case, tools=dict(case.tools) | {"free": a_tool({"x": an_effect(9.0)}, [])})
        assert choose(unknown, budget=60, draws=20).survives is None


def test_scores_are_added_up_where_that_is_asked_for() -> None:
    scale = Scale(worst=0, best=100)
    changes: dict[str, Any] = {
        "objectives": {"o": Objective("o", aim="revenue")},
        "levers": {"l": Lever("l", objective="o", family="sales")},
        "indicators": {"x": an_indicator(1.0, lever="l", scale=scale)},
    }
    worths = {"a": (50.0, 500.0), "b": (40.0, 400.0), "c": (30.0, 100.0)}
    found = choose(shop(worths, **changes), budget=500, by="score", draws=20)
    assert (found.tools, found.survives) == (("b", "c"), None)
    assert found.value == pytest.approx(0.7)


@pytest.mark.parametrize(
    ("budget", "options", "message"),
    [
        (-1, {}, "budget: -1 is not an amount of at least 0"),
        ("all", {}, "budget: 'all' is not an amount"),
        (10, {"by": "roi"}, "by: 'roi' is not known"),
        (10, {"by": "score"}, "by: there is no score"),
        (10, {"include": "blog"}, "include: 'blog' is not a list"),
        (10, {"include": ["blogg"]}, "did you mean `blog`"),
        (10, {"include": ["free"]}, "what free costs or brings in is not known"),
        (10, {"include": ["blog"]}, "blog cost 40, which passes the budget of 10"),
    ],
)
def test_what_cannot_be_chosen_is_refused(budget: Any, options: Any, message: str) -> None:
    case = shop({"blog": (90, 40)})
    case = attrs.evolve(case, tools=dict(case.tools) | {"free": a_tool({"x": an_effect(5)})})
    with pytest.raises(OptionError, match=message):
        choose(case, budget=budget, draws=5, **options)


class TestMany:
    worths = {f"t{n:02}": (float(10 + 7 * n % 31), float(5 + 3 * n % 11)) for n in range(24)}  # noqa: RUF012

    def test_many_tools_are_left_to_a_solver(self) -> None:
        found = choose(shop(self.worths), budget=60, draws=5)
        dynamic = np.zeros(61)
        for benefit, cost in self.worths.values():
            if benefit > cost:
                shifted = np.concatenate([np.full(int(cost), -np.inf), dynamic[: 61 - int(cost)] + benefit - cost])
                dynamic = np.maximum(dynamic, shifted)
        assert found.value == pytest.approx(dynamic.max())
        assert found.efficient_frontier == ()


def test_the_command_line_chooses(capsys: pytest.CaptureFixture[str]) -> None:
    command = ["choose", "examples/chamber.toml", "--budget", "60000", "--draws", "500"]
    assert main([*command, "--include", "intranet"]) == 0
    said = capsys.readouterr().out
    assert "Keeping The intranet costs 7,700 EUR compared with doing nothing." in said
    assert "500 draws, seed 1" in said
    assert main([*command, "--format", "json", "--by", "score"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["tools"] == ["blog"]
    assert main(["choose", "no.toml", "--budget", "1"]) == 2


class TestWhatCanBeChosenTogether:
    """small 150 - 100, large 280 - 200, fair 30 - 50, podcast 90 - 40, each by hand."""

    def case(self, **rules: Any) -> Case:
        worths: dict[str, tuple[float, float]] = {
            "small": (150, 100),
            "large": (280, 200),
            "fair": (30, 50),
            "podcast": (90, 40),
        }
        return shop(worths, choice=ChoiceRules(**rules))

    def test_of_two_that_exclude_each_other_the_better_one_is_taken(self) -> None:
        """50 + 80 + 50 without the rule, 80 + 50 with it."""
        found = choose(self.case(one_of=[["small", "large"]]), budget=400, draws=5)
        assert (found.tools, found.value) == (("large", "podcast"), 130)
        assert found.left_out["small"] == "only one can be chosen of it and large"
        assert choose(self.case(), budget=400, draws=5).value == 180

    def test_what_loses_money_is_taken_for_what_needs_it(self) -> None:
        """The podcast's 50 bear the fair's 20; they do not bear large's costs beside it in a budget of 100."""
        found = choose(self.case(needs={"podcast": ["fair"]}), budget=100, draws=5)
        assert (found.tools, found.value, found.cost) == (("small",), 50, 100)
        found = choose(self.case(needs={"podcast": ["fair"]}), budget=95, draws=5)
        assert (found.tools, found.value, found.cost) == (("fair", "podcast"), 30, 90)

    def test_what_needs_more_than_it_brings_is_left_out_with_the_reason(self) -> None:
        case = shop({"a": (60, 40), "b": (10, 40)}, choice=ChoiceRules(needs={"a": ["b"]}))
        found = choose(case, budget=1000, draws=5)
        assert found.tools == ()
        assert found.left_out["a"] == "it needs b, and together they bring in no more than they cost"

    def test_what_needs_something_of_unknown_cost_cannot_be_chosen(self) -> None:
        tools = {
            "a": a_tool({"x": an_effect(60.0)}, [a_cost(40)], name="a"),
            "free": a_tool({"x": an_effect(60.0)}, [], name="Free"),
        }
        stated = a_case(
            tools=tools,
            indicators={"x": an_indicator(1.0)},
            discounting=PLAIN,
            choice=ChoiceRules(needs={"a": ["free"]}),
        )
        found = choose(stated, draws=5)
        assert found.tools == ()
        assert found.left_out["a"] == "it needs Free, and what that costs or brings in is not known"

    def test_what_is_kept_is_in_whatever_it_brings_and_its_price_is_said(self) -> None:
        found = choose(self.case(keep=["fair"]), budget=150, draws=5)
        assert (found.tools, found.ties, found.included) == (("fair", "podcast"), (("fair", "small"),), ("fair",))
        assert (found.unconstrained, found.cost_of_inclusion) == (("podcast", "small"), 70)

    def test_what_is_kept_brings_what_it_needs(self) -> None:
        found = choose(self.case(keep=["podcast"], needs={"podcast": ["fair"]}), budget=90, draws=5)
        assert (found.tools, found.included) == (("fair", "podcast"), ("fair", "podcast"))

    def test_the_budget_is_the_one_of_the_case_unless_another_is_asked_for(self) -> None:
        case = self.case(budget=100)
        assert choose(case, draws=5).budget == 100
        assert (choose(case, draws=5).tools, choose(case, draws=5).ties) == (("podcast",), (("small",),))
        assert choose(case, budget=300, draws=5).budget == 300
        free = choose(self.case(), draws=5)
        assert (free.budget, free.tools, free.probability_over_budget) == (None, ("large", "podcast", "small"), 0.0)

    @pytest.mark.parametrize(
        ("rules", "options", "message"),
        [
            (
                {"keep": ["large"], "budget": 150},
                {},
                "budget: large cost 200, which passes the budget of 150: give more, or keep less",
            ),
            (
                {"keep": ["large"]},
                {"budget": 150},
                "budget: large cost 200, which passes the budget of 150: give more, or keep less",
            ),
            (
                {"one_of": [["small", "large"]], "keep": ["large"]},
                {"include": ["small"]},
                "include: large and small exclude each other (`one_of` in [choice]): leave one of them out",
            ),
            (
                {"needs": {"podcast": ["large"]}, "budget": 150},
                {"include": ["podcast"]},
                "include: large, podcast cost 240, which passes the budget of 150: give more, or keep less",
            ),
        ],
    )
    def test_what_cannot_be_is_refused_with_what_to_change(
        self, rules: dict[str, Any], options: dict[str, Any], message: str
    ) -> None:
        with pytest.raises(OptionError) as caught:
            choose(self.case(**rules), draws=5, **options)
        assert str(caught.value) == message

    def test_a_tool_of_unknown_cost_cannot_be_kept(self) -> None:
        tools = {"blog": a_tool({"x": an_effect(60.0)}, [a_cost(40)]), "free": a_tool({"x": an_effect(60.0)}, [])}
        case = a_case(tools=tools, indicators={"x": an_indicator(1.0)}, choice=ChoiceRules(keep=["free"]))
        with pytest.raises(
            OptionError, match=r"case: what free costs .* the case keeps it: state its costs, or take it out"
        ):
            choose(case, budget=100, draws=5)

    def test_more_than_twenty_are_chosen_by_the_same_rules(self) -> None:
        worths = {f"t{place:02}": (100.0 + place, 50.0) for place in range(24)}
        pairs = [[f"t{place:02}", f"t{place + 1:02}"] for place in range(0, 24, 2)]
        case = shop(worths, choice=ChoiceRules(one_of=pairs, needs={"t23": ["t00"]}))
        found = choose(case, draws=5)
        chosen = {f"t{place:02}" for place in range(1, 24, 2)}
        assert set(found.tools) in ({*chosen} - {"t01"} | {"t00"}, {*chosen} - {"t23"} | {"t22"})
        assert found.value == sum(50.0 + place for place in range(1, 24, 2)) - 1
        assert case.choice.allows(found.tools)
