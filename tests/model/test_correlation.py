"""Correlations are refused where they say nothing, twice, or what cannot be."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

from blogroi import Case, CaseError, Correlation, Cost, Driver, Range
from blogroi.model.paths import CostPath, IndicatorPath
from blogroi.model.quantity_paths import change_of, cost_paths, quantities

from ..builders import a_case, a_cost, a_tool, an_effect, an_indicator, chamber

CHANGE, VALUE = "tools.blog.effects.calls_avoided.change", "indicators.calls_avoided.value"
UNITS = "tools.blog.costs.Writing.units"


def faults_of(build: Any, *stated: Any, **named: Any) -> list[str]:
    with pytest.raises(CaseError) as caught:
        build(*stated, **named)
    return [str(fault) for fault in caught.value.faults]


class TestAlone:
    @pytest.mark.parametrize(
        ("stated", "message"),
        [
            ({"between": "a, b"}, "between: 'a, b' is not a list of paths of quantities"),
            ({"between": ["a"]}, "between: names 1 quantities: from 2 to 200 are correlated with each other"),
            ({"between": ["a", "a"]}, "between[2]: `a` is named twice"),
            ({"between": ["a", ""]}, "between[2]: is empty: write a word or a sentence"),
            ({"between": ["a", 3]}, 'between[2]: 3 is not a text: put it in quotes, "3"'),
            ({"rank": 1}, "rank: 1 is not a rank correlation between -1 and 1, neither of them included"),
            ({"rank": -1.5}, "rank: -1.5 is not a rank correlation between -1 and 1, neither of them included"),
            ({"rank": "high"}, "rank: 'high' is not a number"),
            ({"rank": None}, "rank: is missing: a rank correlation such as 0.6, or a `matrix`"),
            ({"matrix": [[1, 0], [0, 1]]}, "rank: and `matrix` are both given: one of them"),
            ({"source": 3}, 'source: 3 is not a text: put it in quotes, "3"'),
        ],
    )
    def test_what_cannot_be_meant_is_refused(self, stated: Any, message: str) -> None:
        assert faults_of(Correlation, **({"between": ["a", "b"], "rank": 0.5} | stated)) == [message]

    @pytest.mark.parametrize(
        ("matrix", "messages"),
        [
            (0.5, ["matrix: is not a square: give a list of as many rows as quantities, each with as many numbers"]),
            ([0.5], ["matrix: is not a square: give a list of as many rows as quantities, each with as many numbers"]),
            (
                [[1, 0.5]],
                ["matrix: is not a square: give a list of as many rows as quantities, each with as many numbers"],
            ),
            ([[0.9, 0.5], [0.5, 1]], ["matrix[1][1]: 0.9 is not 1, what a quantity has with itself"]),
            ([[1, 0.5], [0.4, 1]], ["matrix[2][1]: 0.4 is not what its mirror image is: 0.5"]),
            (
                [[1, 2], ["x", 1]],
                [
                    "matrix[1][2]: 2 is not a rank correlation between -1 and 1, neither of them included",
                    "matrix[2][1]: 'x' is not a number",
                ],
            ),
            (
                [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
                ["matrix: has 3 rows for 2 quantities: one for each"],
            ),
        ],
    )
    def test_a_matrix_is_one_of_correlations(self, matrix: Any, messages: list[str]) -> None:
        assert faults_of(Correlation, between=["a", "b"], matrix=matrix) == messages

    def test_pairs_are_in_order_of_their_paths(self) -> None:
        three = Correlation(between=["c", "a", "b"], matrix=[[1, 0.1, 0.2], [0.1, 1, 0.3], [0.2, 0.3, 1]])
        assert three.pairs() == {("a", "c"): 0.1, ("b", "c"): 0.2, ("a", "b"): 0.3}
        assert Correlation(between=["b", "a"], rank=0.5).pairs() == {("a", "b"): 0.5}

    def test_some_of_them_can_be_left_out(self) -> None:
        three = Correlation(between=["c", "a", "b"], matrix=[[1, 0.1, 0.2], [0.1, 1, 0.3], [0.2, 0.3, 1]], source="x")
        assert three.among(["b", "c"]) == Correlation(between=["c", "b"], matrix=[[1, 0.2], [0.2, 1]], source="x")
        assert three.among(["b", "d"]) is None
        assert Correlation(between=["a", "b", "c"], rank=0.1).among("ab") == Correlation(between=["a", "b"], rank=0.1)


class TestInACase:
    def test_it_is_between_quantities_that_are_there_and_vary(self) -> None:
        stated = [
            Correlation(between=["tools.blog.effects.calls_avoided.chnge", VALUE], rank=0.5),
            Correlation(between=["tools.blog.costs.Writing.unit_cost", UNITS], rank=0.5),
        ]
        assert faults_of(chamber, correlations=stated) == [
            "correlations[1].between[1]: there is no quantity `tools.blog.effects.calls_avoided.chnge`: "
            "did you mean `tools.blog.effects.calls_avoided.change`?",
            "correlations[2].between[1]: `tools.blog.costs.Writing.unit_cost` is certain: "
            "only what varies can go together with something",
        ]

    def test_a_list_drawn_together_is_one_quantity(self) -> None:
        path = "tools.blog.effects.press.change"
        assert len(chamber(correlations=[Correlation(between=[path, VALUE], rank=0.5)]).correlations) == 1
        wrong = [Correlation(between=[f"{path}[2]", VALUE], rank=0.5)]
        assert faults_of(chamber, correlations=wrong) == [
            f"correlations[1].between[1]: {path} is drawn together, as one quantity: name `{path}`, or write"
            ' periods = "apart" beside it'
        ]

    def test_a_list_drawn_apart_has_a_path_for_each_period(self) -> None:
        path = "tools.blog.effects.calls.change"
        tools = {"blog": a_tool({"calls": an_effect([Range(1, 2), Range(2, 3)], periods="apart")})}

        def tied(path: str) -> Case:
            tie = Correlation(between=[path, "indicators.calls.value"], rank=0.5)
            return a_case(tools, indicators={"calls": an_indicator(Range(1, 2))}, periods=2, correlations=[tie])

        assert len(tied(f"{path}[2]").correlations) == 1
        assert f"did you mean `{path}[" in faults_of(tied, path=path)[0]

    def test_a_list_of_certain_numbers_goes_with_nothing(self) -> None:
        path = "tools.blog.effects.calls.change"
        tools = {"blog": a_tool({"calls": an_effect([1, 2])})}
        tie = Correlation(between=[path, "indicators.calls.value"], rank=0.5)
        indicators = {"calls": an_indicator(Range(1, 2))}
        assert faults_of(a_case, tools=tools, indicators=indicators, periods=2, correlations=[tie]) == [
            f"correlations[1].between[1]: `{path}` is certain: only what varies can go together with something"
        ]

    def test_each_pair_is_stated_once(self) -> None:
        twice = [
            Correlation(between=[CHANGE, VALUE], rank=0.5),
            Correlation(between=[VALUE, UNITS, CHANGE], rank=0.5),
        ]
        assert faults_of(chamber, correlations=twice) == [
            f"correlations[2].between: says again how {VALUE} goes with {CHANGE}: correlations[1] does"
        ]

    def test_it_is_of_the_class(self) -> None:
        assert faults_of(chamber, correlations=[{"rank": 0.5}]) == [
            "correlations[1]: a table is not of the class Correlation"
        ]

    def test_what_becomes_certain_can_no_longer_be_correlated(self) -> None:
        case = chamber(correlations=[Correlation(between=[CHANGE, VALUE], rank=0.5)])
        with pytest.raises(CaseError, match="is certain"):
            evolve(case, indicators={**case.indicators, "calls_avoided": an_indicator(7, lever="answers", prior=1)})


class TestPaths:
    def test_every_quantity_has_one(self) -> None:
        two = [
            a_cost(Range(1, 2)),
            a_cost([3, Range(4, 5)], key="Again", periods="apart"),
            Cost(item="Pay", units=5, unit_cost=Range(1, 2), when=1),
        ]
        tool = a_tool({"calls": an_effect([1, Range(2, 3)])}, two)
        case = a_case({"blog": tool}, indicators={"calls": an_indicator(total=[Range(5, 6), 7])}, periods=2)
        drivers = {"hours": Driver("Hours", 40), "pay": Driver("Pay", "38 * hours")}
        case = evolve(case, drivers=drivers)
        assert sorted(quantities(case)) == [
            "drivers.hours.value",
            "indicators.calls.total",
            "indicators.calls.value",
            "tools.blog.costs.Again.amount[1]",
            "tools.blog.costs.Again.amount[2]",
            "tools.blog.costs.Again.contingency",
            "tools.blog.costs.Pay.contingency",
            "tools.blog.costs.Pay.unit_cost",
            "tools.blog.costs.Pay.units",
            "tools.blog.costs.Writing.amount",
            "tools.blog.costs.Writing.contingency",
            "tools.blog.effects.calls.change",
            "tools.blog.effects.calls.confidence",
            "tools.blog.effects.calls.credit",
            "tools.blog.effects.calls.deadweight",
            "tools.blog.effects.calls.displacement",
            "tools.blog.effects.calls.drop_off",
            "tools.blog.effects.calls.multiplier",
            "tools.blog.effects.calls.starts",
        ]

    def test_the_change_of_a_shared_indicator_has_one_for_all_tools(self) -> None:
        tools = {key: a_tool({"calls": an_effect(None, credit=0.4)}) for key in ("blog", "fair")}
        case = a_case(tools, indicators={"calls": an_indicator(shared=True, change=Range(5, 6))})
        paths = quantities(case)
        assert paths["indicators.calls.change"] == Range(5, 6)
        assert not [path for path in paths if path.endswith("effects.calls.change")]
        assert {change_of(case, key, "calls") for key in tools} == {
            (IndicatorPath("calls", "change"), Range(5, 6), None)
        }

    def test_costs_of_one_item_are_told_apart_by_a_key(self) -> None:
        costs = [a_cost(Range(1, 2)), a_cost(5, key="again")]
        one, other = (dict(cost_paths("blog", order)) for order in (costs, costs[::-1]))
        assert one == other
        assert list(one) == [CostPath("blog", "Writing"), CostPath("blog", "again")]
