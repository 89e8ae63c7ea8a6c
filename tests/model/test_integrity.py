"""References lead somewhere and lists are as long as the horizon, in a case and in the tables of a file alike."""

from __future__ import annotations

from typing import Any

import pytest

from blogroi import CaseError, ChoiceRules, Lever, Objective, Point, Stakeholder, WeightRatio, Weights
from blogroi.model.integrity import integrity_faults

from ..builders import a_case, a_cost, a_tool, an_effect, an_indicator, chamber


def faults_of(**changes: Any) -> list[str]:
    with pytest.raises(CaseError) as caught:
        a_case(**changes)
    return [str(fault) for fault in caught.value.faults]


def in_tables(tables: object) -> list[str]:
    return [str(fault) for fault in integrity_faults(tables)]


class TestReferences:
    def test_a_lever_acts_on_an_objective_that_is_there(self) -> None:
        objectives = {"renewals": Objective("Renew", aim="revenue")}
        levers = {"answers": Lever("Answer", family="process", objective="renewal")}
        assert faults_of(objectives=objectives, levers=levers) == [
            "levers.answers.objective: there is no objective `renewal`: did you mean `renewals`?"
        ]

    def test_so_do_levers_on_several(self) -> None:
        shares: Any = {"a": 0.5, "b": 0.5}
        levers = {"answers": Lever("Answer", family="process", objectives=shares)}
        assert faults_of(objectives={"a": Objective("A", aim="cost")}, levers=levers) == [
            "levers.answers.objectives.b: there is no objective `b`: one of a"
        ]

    def test_an_indicator_shows_a_lever_that_is_there(self) -> None:
        assert faults_of(indicators={"calls": an_indicator(lever="answers")}) == [
            "indicators.calls.lever: there is no lever `answers`: there is none to refer to"
        ]

    def test_effects_and_reasons_are_about_indicators_that_are_there(self) -> None:
        blog = a_tool({"cals": an_effect()}, not_applicable={"pres": "none"})
        indicators = {"calls": an_indicator(), "press": an_indicator()}
        assert faults_of(tools={"blog": blog}, indicators=indicators) == [
            "tools.blog.effects.cals: there is no indicator `cals`: did you mean `calls`?",
            "tools.blog.not_applicable.pres: there is no indicator `pres`: did you mean `press`?",
        ]

    def test_a_tool_is_intended_for_indicators_that_are_there(self) -> None:
        blog = a_tool(intended=["calls", "cals"])
        assert faults_of(tools={"blog": blog}, indicators={"calls": an_indicator()}) == [
            "tools.blog.intended[2]: there is no indicator `cals`: did you mean `calls`?"
        ]

    def test_a_change_stands_with_the_effect_or_where_it_is_shared_on_the_indicator(self) -> None:
        shared = an_indicator(shared=True, change=[1, 2])
        indicators = {"calls": an_indicator(), "press": shared}
        blog = a_tool({"calls": an_effect(None), "press": an_effect(5)})
        found = faults_of(tools={"blog": blog}, indicators=indicators)
        assert found == [
            "indicators.press.change: lists 2 values for a horizon of 1: one for each period; for an interval write"
            " Range(1, 2)",
            "tools.blog.effects.calls.change: is missing: a number, or a table such as { low = 6, high = 11 }",
            "tools.blog.effects.press.change: is stated twice: its indicator is `shared`, and the change stands there; say"
            " the part by `credit`",
        ]
        tables: Any = {"press": {"shared": True, "change": 5}}
        effects: Any = {"blog": {"effects": {"calls": {}, "press": {"change": 5}}}}
        told = in_tables({"indicators": tables, "tools": effects, "horizon": {"periods": 1}})
        assert [fault.partition(":")[0] for fault in told] == [
            "tools.blog.effects.calls",
            "tools.blog.effects.calls.change",
            "tools.blog.effects.press.change",
        ]

    def test_what_can_be_chosen_together_is_said_of_tools_that_are_there(self) -> None:
        rules = ChoiceRules(one_of=[["blog", "blogg"]], needs={"fair": ["blog"], "blog": ["wiki"]}, keep=["blogs"])
        found = faults_of(tools={"blog": a_tool({})}, indicators={}, choice=rules)
        assert found == [
            "choice.needs.fair: there is no tool `fair`: one of blog",
            "choice.one_of[1][2]: there is no tool `blogg`: did you mean `blog`?",
            "choice.needs.blog[1]: there is no tool `wiki`: one of blog",
            "choice.keep[1]: there is no tool `blogs`: did you mean `blog`?",
        ]
        told = in_tables({"choice": {"one_of": [["blog", 3]], "needs": 4, "keep": "all"}, "tools": {}})
        assert told == ["choice.one_of[1][1]: there is no tool `blog`: there is none to refer to"]

    def test_demands_are_of_tools_and_indicators_that_are_there(self) -> None:
        demands: Any = {"blogg": [], "blog": ["calls", "cals"]}
        assert faults_of(indicators={"calls": an_indicator()}, demands=demands) == [
            "demands.blogg: there is no tool `blogg`: did you mean `blog`?",
            "demands.blog[2]: there is no indicator `cals`: did you mean `calls`?",
        ]

    def test_weights_are_of_objectives_that_are_there(self) -> None:
        board = Stakeholder(order=["fee", "sales"], weights={"renewals": 1, "sale": 2})
        weights = Weights(
            order=["renewal", "fees"],
            ratios=[WeightRatio("fees", "renewals"), WeightRatio("x", "fes")],
            swing={"fees": 1, "fess": 2},
            stakeholders={"board": board},
        )
        objectives = {key: Objective(key, aim="cost") for key in ("renewals", "fees", "sales")}
        assert faults_of(objectives=objectives, weights=weights) == [
            "weights.order[1]: there is no objective `renewal`: did you mean `renewals`?",
            "weights.ratios[2].numerator: there is no objective `x`: one of fees, renewals, sales",
            "weights.ratios[2].denominator: there is no objective `fes`: did you mean `fees`?",
            "weights.swing.fess: there is no objective `fess`: did you mean `fees`?",
            "weights.stakeholders.board.order[1]: there is no objective `fee`: did you mean `fees`?",
            "weights.stakeholders.board.weights.sale: there is no objective `sale`: did you mean `sales`?",
        ]


class TestHorizon:
    def test_lists_are_as_long_as_the_horizon(self) -> None:
        blog = a_tool({"calls": an_effect([1, 2])}, [a_cost(1), a_cost([1, 2, 3, 4], "Pictures")])
        assert faults_of(tools={"blog": blog}, periods=3) == [
            "tools.blog.costs[2].amount: lists 4 values for a horizon of 3: one for each period",
            "tools.blog.effects.calls.change: lists 2 values for a horizon of 3: one for each period; for an interval write Range(1, 2)",
        ]

    def test_nothing_begins_past_its_end(self) -> None:
        blog = a_tool({"calls": an_effect(1, starts=4)}, [a_cost(1, when=5)])
        assert faults_of(tools={"blog": blog}, periods=3) == [
            "tools.blog.costs[1].when: there is no period 5: the horizon has 3",
            "tools.blog.effects.calls.starts: there is no period 4: the horizon has 3",
        ]

    def test_what_lasts_past_its_end_is_no_fault(self) -> None:
        case = a_case({"blog": a_tool({"calls": an_effect(1, lasts=9)})}, periods=3)
        assert case.tools["blog"].effects["calls"].lasts == Point(9)


class TestTables:
    """Tables of a file whose single fields may be at fault: what has the wrong kind is passed over."""

    def test_a_case_in_order_has_no_faults(self) -> None:
        assert list(integrity_faults(chamber())) == []

    def test_tables_are_read_by_the_same_rules(self) -> None:
        tables = {
            "horizon": {"periods": 2},
            "indicators": {"calls": {"lever": "x"}},
            "tools": {"blog": {"effects": {"calls": {"change": [1], "starts": 3}}, "costs": [{"amount": [1, 2, 3]}]}},
            "demands": {"fair": ["press"]},
            "weights": {"order": ["fees"], "stakeholders": {"board": {"ratios": [{"more": "a", "at_least": 0}]}}},
        }
        assert in_tables(tables) == [
            "indicators.calls.lever: there is no lever `x`: there is none to refer to",
            "weights.order[1]: there is no objective `fees`: there is none to refer to",
            "weights.stakeholders.board.ratios[1].more: there is no objective `a`: there is none to refer to",
            "tools.blog.costs[1].amount: lists 3 values for a horizon of 2: one for each period; for an interval write ThreePoint(1, 2, 3)",
            "tools.blog.effects.calls.change: lists 1 values for a horizon of 2: one for each period",
            "tools.blog.effects.calls.starts: there is no period 3: the horizon has 2",
            "demands.fair: there is no tool `fair`: one of blog",
            "demands.fair[1]: there is no indicator `press`: one of calls",
        ]

    @pytest.mark.parametrize(
        "tables",
        [
            None,
            {},
            {"tools": 5, "levers": [], "indicators": "x", "demands": 3},
            {"tools": {"blog": None}, "indicators": {"calls": 5}, "levers": {"a": []}},
            {"tools": {"blog": {"costs": 5, "effects": []}}, "horizon": {"periods": 3}},
            {"tools": {"blog": {"costs": [None]}}, "horizon": {"periods": 3}},
            {"indicators": {"calls": {"lever": 5}}, "demands": {"blog": 5}, "tools": {"blog": {}}},
            {"tools": {5: {"effects": {6: {}}}}},
            {"weights": 5},
            {"weights": {"order": 5, "ratios": [5, {"more": 5}], "swing": [], "stakeholders": "x"}},
            {"weights": {"order": [5, []], "ratios": {}, "stakeholders": {"board": 5, "staff": {"weights": 5}}}},
        ],
    )
    def test_what_has_the_wrong_kind_is_passed_over(self, tables: object) -> None:
        assert in_tables(tables) == []

    @pytest.mark.parametrize("periods", [None, True, 0, "3", 2.0])
    def test_without_a_horizon_nothing_is_said_of_lengths(self, periods: object) -> None:
        tables = {"horizon": {"periods": periods}, "tools": {"blog": {"costs": [{"amount": [1, 2], "when": 7}]}}}
        assert in_tables(tables) == []

    def test_an_empty_list_is_the_fault_of_its_own_field(self) -> None:
        tables = {"horizon": {"periods": 2}, "tools": {"blog": {"costs": [{"amount": []}]}}}
        assert in_tables(tables) == []
