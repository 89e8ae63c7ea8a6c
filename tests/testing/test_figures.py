"""What of two answers is compared, and what is not."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import blogroi
from blogroi.testing.figures.differences import Restated, differences
from blogroi.testing.figures.paths import (
    AMOUNTS,
    BY_DATE,
    BY_EVIDENCE,
    IN_UNITS,
    LABELS,
    MONEY,
    OF_ALL_TOOLS,
    TIE_BREAKS,
    WHERE_BOTH,
    matches,
    parsed,
)
from blogroi.testing.figures.reading import is_number, level, numbers, read, size_of

CASES = Path(__file__).parents[1] / "golden" / "cases"
HOUSE, SCORED, DRIVEN, SCENARIOS = (CASES / f"{name}.toml" for name in ("house", "scores", "drivers", "scenarios"))
UNUSED = {
    *("name", "plan"),
    *(f"tools.*.{name}" for name in LABELS if "*" not in name),
    *(f"total.{name}" for name in MONEY),
}
"""Patterns that are put together of what stands in some place and what may stand there, of which not all do."""


def of(before: Any, after: Any, **how: Any) -> list[tuple[str, str]]:
    return [(one.tool, one.figure) for one in differences(read(before), read(after), **how)]


def test_every_figure_is_but_labels() -> None:
    before: dict[str, Any] = {
        "title": "A",
        "draws": 5,
        "tools": {"name": {"name": "A", "npv": 3.0, "gaps": ["a", "b"]}},
    }
    after: dict[str, Any] = {"title": "B", "draws": 6, "tools": {"name": {"name": "B", "npv": 4.0, "gaps": ["a"]}}}
    assert of(before, after) == [("", "draws"), ("name", "npv"), ("name", "gaps")]


def test_a_figure_that_one_of_two_answers_leaves_out_is_a_difference() -> None:
    (one,) = differences(read({"tools": {"blog": {}}}), read({"tools": {"blog": {"npv": None}}}))
    assert (repr(one.before), one.after) == ("missing", None)


def test_what_is_no_longer_by_tool_is_a_difference_of_the_whole() -> None:
    assert of({"tools": {"blog": {}}}, {"tools": []}) == [("", "tools")]
    assert of({"tools": {"blog": {}}}, {"tools": {}}) == [("blog", "")]
    assert of({"tools": ["blog"], "answer": "x"}, {"tools": ["fair"], "answer": "x"}) == [("", "tools[1]")]


def test_amounts_follow_a_currency_and_ratios_do_not() -> None:
    before = {"tools": {"blog": {"npv": {"mean": 2.0, "mc_error": 1.0}, "roi": 0.5, "probability_positive": 0.3}}}
    after = {"tools": {"blog": {"npv": {"mean": 128.0, "mc_error": 64.0}, "roi": 0.5, "probability_positive": 0.3}}}
    assert of(before, after, restated=Restated(money=64.0)) == []
    assert of(before, before, restated=Restated(money=64.0)) == [
        ("blog", "npv.mean"),
        ("blog", "npv.mc_error"),
    ]


def test_in_other_answers_a_figure_may_follow_or_stay() -> None:
    before = {"answer": "choice", "value": 2.0, "share": 0.5}
    restated = Restated(money=64.0)
    assert of(before, {"answer": "choice", "value": 128.0, "share": 0.5}, restated=restated) == []
    assert of(before, {"answer": "choice", "value": 130.0, "share": 0.5}, restated=restated) == [("", "value")]


def test_where_a_sign_was_turned_low_and_high_change_places() -> None:
    before = {
        "answer": "x",
        "inputs": [{"path": "indicators.a.prior", "at_low": -3.0, "at_high": 1.0, "share": 0.5}],
    }
    after = {
        "answer": "x",
        "inputs": [{"path": "indicators.a.prior", "at_low": -1.0, "at_high": 3.0, "share": 0.5}],
    }
    assert of(before, after, restated=Restated(units={"a": -1.0})) == []
    assert of(before, after) == [("", "inputs[1].at_low"), ("", "inputs[1].at_high")]


def test_roundings_are_held_against_the_greatest_amount() -> None:
    before = {"tools": {"blog": {"benefits": 1e9, "npv": 0.0}}}
    after = {"tools": {"blog": {"benefits": 1e9, "npv": 0.5}}}
    assert of(before, after, rtol=1e-9) == []
    assert of(before, after) == [("blog", "npv")]


def test_tools_with_the_same_figure_may_stand_in_either_order() -> None:
    tools = {"a": {"npv": 3.0}, "b": {"npv": 3.0}, "c": {"npv": 1.0}}
    before, after, other = (
        {"tools": tools, "ranking": {"by": "npv", "order": order}}
        for order in (["a", "b", "c"], ["b", "a", "c"], ["a", "c", "b"])
    )
    assert of(before, after, rtol=1e-9) == []
    assert of(before, other, rtol=1e-9) != []
    assert of(before, after) != []


def test_an_answer_without_some_tools_says_nothing_of_them() -> None:
    answer = {
        "answer": "x",
        "evpi_by_tool": {"blog": 1.0, "fair": 2.0},
        "unknown": ["fair", "wiki"],
        "subjects": [
            {"path": "tools.fair.costs", "tools": ["fair"]},
            {"path": "tools.blog.costs", "tools": ["blog"]},
            {"path": "indicators.calls", "tools": ["blog"]},
        ],
        "contradicts": [["blog", "fair"], ["blog", "wiki"]],
    }
    assert read(answer).without(["fair"]).whole == {
        "answer": "x",
        "evpi_by_tool": {"blog": 1.0},
        "unknown": ["wiki"],
        "subjects": [{"path": "tools.blog.costs", "tools": ["blog"]}],
        "contradicts": [["blog", "wiki"]],
    }


def test_an_answer_can_be_told_in_the_names_that_were_there_before() -> None:
    answer = {"tools": {"zz1": {"inputs": [{"path": "tools.zz1.costs[2].Mr. Smith.amount[3]"}]}}, "order": ["zz1"]}
    assert read(answer).told_back({"zz1": "blog"}).whole == {
        "tools": {"blog": {"inputs": [{"path": "tools.blog.costs[2].Mr. Smith.amount[3]"}]}},
        "order": ["blog"],
    }


@pytest.mark.parametrize(
    ("path", "pattern", "is_so"),
    [
        ("tools.blog.npv.mean", "tools.*.npv", True),
        ("tools.blog.npv", "tools.*.npv", True),
        ("tools.blog", "tools.*.npv", False),
        ("tools.blog.npv_cash", "tools.*.npv", False),
        ("total.npv", "tools.*.npv", False),
        ("order", "order", True),
        ("ranking.order", "order", False),
    ],
)
def test_a_pattern_leads_to_a_place_and_to_all_below_it(path: str, pattern: str, is_so: bool) -> None:
    assert matches(parsed(path), parsed(pattern)) is is_so


def test_every_pattern_leads_to_something_that_an_answer_has() -> None:
    """A pattern that is misspelt excuses nothing, or is held against nothing."""
    case = blogroi.load(HOUSE)
    figures = ("default", "irr", "cash_by_period", "pairwise")
    answers: list[Any] = [
        blogroi.evaluate(case, draws=50, figures=figures, evidence="corrected"),
        blogroi.evaluate(blogroi.load(SCORED), draws=50, by="score", gaps="bounds"),
        blogroi.evaluate(blogroi.load(DRIVEN), draws=50),
        blogroi.worth_measuring(case, draws=100),
        blogroi.choose(case, draws=20, budget=10_000),
        blogroi.scenarios(blogroi.load(SCENARIOS), draws=20),
        blogroi.sensitivity(case, draws=100),
        blogroi.check(case),
    ]
    there = {path for answer in answers for path in places(answer.to_dict())}
    patterns = {*LABELS, *BY_DATE, *BY_EVIDENCE, *OF_ALL_TOOLS, *TIE_BREAKS, *WHERE_BOTH, *IN_UNITS, *AMOUNTS}
    unused = {pattern for pattern in patterns if not any(matches(path, parsed(pattern)) for path in there)}
    assert unused <= UNUSED, " ".join(sorted(unused - UNUSED))
    assert {*MONEY} <= {step for path in there for step in path}


def places(node: Any, *above: str) -> Any:
    yield above
    parts = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, part in parts:
        yield from places(part, *above, str(key))


class TestNumbers:
    @pytest.mark.parametrize(
        ("figure", "part", "found"),
        [
            ({"mean": 3, "p05": 1.0}, "mean", 3.0),
            ({"mean": 3, "p05": 1.0}, "p05", 1.0),
            ({"of_means": 3.0}, "mean", 3.0),
            ({"of_means": 3.0}, "p05", None),
            ({"mean": None, "of_means": 3.0}, "mean", None),
            (3, "mean", 3.0),
            (3, "p05", None),
            (True, "mean", None),
            ("3", "mean", None),
            (None, "mean", None),
        ],
    )
    def test_a_part_of_a_figure_is_a_number_or_not_known(self, figure: Any, part: str, found: float | None) -> None:
        assert level(figure, part) == found
        assert level(figure, part) is None or type(level(figure, part)) is float
        if part == "mean":
            assert level(figure) == found

    def test_all_finite_numbers_are_found_at_any_depth(self) -> None:
        figure = {"a": [1, {"b": -2.5}], "c": math.inf, "d": math.nan, "e": True, "f": "7", "g": None, "h": []}
        assert [*numbers(figure)] == [1.0, -2.5]
        assert [is_number(value) for value in (1, 1.0, True, "1", None)] == [True, True, False, False, False]

    def test_the_size_of_a_tool_is_its_greatest_amount_and_no_count(self) -> None:
        assert size_of({"npv": {"mean": -7.0, "p95": 3.0}, "benefits": {"mean": 5.0}, "draws": 900, "roi": 50.0}) == 7.0
        assert size_of({"by_cost": {"a": {"mean": 8.0}}}) == 8.0
        assert size_of({"roi": 50.0}) == 0.0


class TestReading:
    def test_results_of_the_library_and_of_numpy_are_read_as_plain_data(self) -> None:
        answer = blogroi.evaluate(blogroi.loads(blogroi.template()), draws=20)
        assert read(answer).whole == answer.to_dict()
        assert read(answer).is_evaluation
        assert read(answer.to_dict()).is_evaluation
        held = {"tools": {"blog": {"npv": np.array([1.0, 2.0])}, "fair": {"npv": np.float64(3.0), "gaps": ("a",)}}}
        assert read(held).whole == {"tools": {"blog": {"npv": [1.0, 2.0]}, "fair": {"npv": 3.0, "gaps": ["a"]}}}
        by_tool = {"tools": dict(answer.tools)}
        assert not read({"tools": dict.fromkeys(answer.tools, answer)}).is_evaluation
        assert read(by_tool).tools.keys() == answer.tools.keys()
        assert read({"answer": "evaluation", "tools": {}}).is_evaluation
        assert not read({"answer": "check", "tools": {}}).is_evaluation
        assert not read(blogroi.check(blogroi.loads(blogroi.template()))).is_evaluation

    @pytest.mark.parametrize("answer", [5, None, [1], "npv"])
    def test_what_is_no_answer_is_refused(self, answer: Any) -> None:
        with pytest.raises(TypeError) as refused:
            read(answer)
        said = f"{type(answer).__name__} is not an answer: give a result of the library, or a mapping of its shape"
        assert str(refused.value) == said

    def test_one_tool_can_be_kept_under_a_key_that_is_the_same_for_all(self) -> None:
        answer = read({"tools": {"blog": {"npv": 1.0, "path": "tools.blog.costs"}, "fair": {"npv": 2.0}}})
        assert answer.only("blog").whole == {"tools": {"it": {"npv": 1.0, "path": "tools.it.costs"}}}
        assert answer.only("wiki").whole == {"tools": {"it": {}}}
        assert answer.only("blog").is_evaluation

    @pytest.mark.parametrize(
        ("entry", "is_about"),
        [
            ("fair", True),
            ("tools.fair.costs", True),
            ("tools.fairs.costs", False),
            ("blog", False),
            (["blog", "fair"], True),
            ({"tool": "fair", "npv": 1.0}, True),
            ({"tool": "blog", "npv": 1.0}, False),
            ({"path": "tools.fair.costs", "tools": ["blog"]}, True),
            ({"path": "tools.blog.costs", "tools": ["blog"]}, False),
            ({"path": "indicators.calls", "tools": ["blog"]}, True),
            ({"tools": ["blog"]}, False),
            ({"tools": {"fair": 1.0, "blog": 2.0}}, False),
            ({"name": {"tool": "fair"}}, False),
            (5, False),
        ],
    )
    def test_what_is_about_a_tool_is_left_out_with_it(self, entry: Any, is_about: bool) -> None:
        left = read({"answer": "x", "parts": [entry]}).without(["fair"]).whole["parts"]
        assert len(left) == (not is_about)


def a_tool_with(**figures: Any) -> dict[str, Any]:
    return {"tools": {"blog": figures}}


class TestTolerance:
    def test_bits_are_compared_where_no_tolerance_is_given(self) -> None:
        one, next_one = a_tool_with(npv=1.0), a_tool_with(npv=math.nextafter(1.0, 2.0))
        assert of(one, next_one) == [("blog", "npv")]
        assert of(one, next_one, rtol=1e-9) == []
        assert of(a_tool_with(npv=math.nan), a_tool_with(npv=math.nan)) == []
        assert of(a_tool_with(npv=math.nan), a_tool_with(npv=1.0)) == [("blog", "npv")]
        assert of(a_tool_with(npv=1.0), a_tool_with(npv=math.nan)) == [("blog", "npv")]
        assert of(a_tool_with(npv=1.0), a_tool_with(npv=None)) == [("blog", "npv")]
        assert of(a_tool_with(flag=True), a_tool_with(flag=1)) == []  # as Python has it
        assert of(a_tool_with(flag=True), a_tool_with(flag=1), rtol=1e-9) == []

    def test_what_is_no_money_is_held_against_one(self) -> None:
        assert of(a_tool_with(roi=0.0, npv=1e9), a_tool_with(roi=0.9e-9, npv=1e9), rtol=1e-9) == []
        assert of(a_tool_with(roi=0.0, npv=1e9), a_tool_with(roi=1.1e-9, npv=1e9), rtol=1e-9) == [("blog", "roi")]

    def test_money_is_held_against_the_greatest_of_its_own_tool(self) -> None:
        def two(npv: float) -> dict[str, Any]:
            return {"tools": {"blog": {"npv": npv, "costs": -1e3}, "fair": {"npv": 1e9}}}

        assert of(two(0.0), two(0.9e-6), rtol=1e-9) == []
        assert of(two(0.0), two(1.1e-6), rtol=1e-9) == [("blog", "npv")]
        whole = ({"tools": {"blog": {"npv": 1e3}}, "total": {"npv": value}} for value in (0.0, 0.9e-6))
        assert of(*whole, rtol=1e-9) == []

    def test_a_spread_may_be_off_by_the_root_of_a_rounding(self) -> None:
        for name in ("sd", "mc_error"):
            near, far = (a_tool_with(npv={"mean": 100.0, name: value}) for value in (1.4e-6, 1.6e-6))
            exact = a_tool_with(npv={"mean": 100.0, name: 0.0})
            assert of(exact, near, rtol=1e-9) == []
            assert of(exact, far, rtol=1e-9) == [("blog", f"npv.{name}")]
            assert of(exact, near) == [("blog", f"npv.{name}")]

    def test_lists_are_compared_in_any_order_where_roundings_may_turn_it(self) -> None:
        words = ({"gaps": list(names)} for names in ("ab", "ba"))
        assert of(*words, rtol=1e-9) == []
        assert of({"gaps": ["a", "b"]}, {"gaps": ["b", "a"]}) == [("", "gaps[1]"), ("", "gaps[2]")]
        parts = ({"parts": [{"path": path, "value": 1.0} for path in names]} for names in ("ab", "ba"))
        assert of(*parts, rtol=1e-9) == []
        mixed = ({"parts": list(one)} for one in (("a", 1.0), (1.0, "a")))
        assert of(*mixed, rtol=1e-9) != []
        assert of({"parts": [1.0, 2.0]}, {"parts": [2.0, 1.0]}, rtol=1e-9) != []
        assert of({"parts": [1.0]}, {"parts": [1.0, 2.0]}, rtol=1e-9) == [("", "parts")]

    @pytest.mark.parametrize(("by", "figure"), [("npv", "npv"), ("roi", "roi"), (None, "npv")])
    def test_an_order_may_turn_where_what_it_is_by_is_the_same(self, by: str | None, figure: str) -> None:
        tools = {"a": {figure: 3.0}, "b": {figure: 3.0}, "c": {figure: 1.0}, "d": {figure: None}}
        ranking = {} if by is None else {"by": by}

        def ordered(order: str) -> dict[str, Any]:
            return {"tools": tools, "ranking": {**ranking, "order": [*order]}}

        assert of(ordered("abcd"), ordered("bacd"), rtol=1e-9) == []
        assert of(ordered("abcd"), ordered("acbd"), rtol=1e-9) != []
        assert of(ordered("abcd"), ordered("abdc"), rtol=1e-9) != []

    def test_the_orders_of_policies_are_by_what_each_says(self) -> None:
        def under(order: str) -> dict[str, Any]:
            tools = {key: {"npv": {"prior": value}} for key, value in (("a", 3.0), ("b", 3.0), ("c", 1.0))}
            return {"tools": {}, "robustness": {"tools": tools, "orders": {"prior": [*order]}}}

        assert of(under("abc"), under("bac"), rtol=1e-9) == []
        assert of(under("abc"), under("acb"), rtol=1e-9) != []


class TestRestated:
    def test_money_follows_a_currency_in_either_direction_of_size(self) -> None:
        restated = Restated(money=64.0)
        before, after = a_tool_with(npv=1.0, roi=2.0), a_tool_with(npv=64.0, roi=2.0)
        assert of(before, after, restated=restated) == []
        assert of(before, a_tool_with(npv=64.0, roi=128.0), restated=restated) == [("blog", "roi")]
        assert (
            of(a_tool_with(npv=1e3, costs=0.0), a_tool_with(npv=64e3, costs=6e-5), restated=restated, rtol=1e-9) == []
        )

    def test_units_follow_an_indicator_or_stay_and_turn_where_its_sign_does(self) -> None:
        turned, scaled = Restated(units={"a": -1.0}), Restated(units={"a": 4.0})
        assert (turned.turns, scaled.turns, Restated().turns, Restated(units={"a": 0.0}).turns) == (
            True,
            False,
            False,
            False,
        )
        assert Restated(units={"a": 4.0, "b": -1.0}).turns
        before = {"tools": {"blog": {"units_by_indicator": {"a": {"p05": 1.0, "p95": 3.0}}}}}
        times = {"tools": {"blog": {"units_by_indicator": {"a": {"p05": 4.0, "p95": 12.0}}}}}
        mirror = {"tools": {"blog": {"units_by_indicator": {"a": {"p05": -3.0, "p95": -1.0}}}}}
        assert of(before, times, restated=scaled) == of(before, before, restated=scaled) == []
        assert of(before, mirror, restated=turned) == []
        assert of(before, mirror, restated=scaled) != []
        assert of(before, times, restated=turned) != []

    def test_other_answers_may_follow_in_money_in_a_unit_or_in_money_for_a_unit(self) -> None:
        restated = Restated(money=64.0, units={"a": 4.0})
        for factor in (1.0, 64.0, 4.0, 1 / 64, 1 / 4, 256.0, 16.0, 1 / 16, 1 / 256):
            assert of({"answer": "x", "v": 3.0}, {"answer": "x", "v": 3.0 * factor}, restated=restated) == [], factor
        for factor in (2.0, 8.0, 128.0, -1.0):
            assert of({"answer": "x", "v": 3.0}, {"answer": "x", "v": 3.0 * factor}, restated=restated) != [], factor
