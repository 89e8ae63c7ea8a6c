"""What of two answers is compared, and what is not."""

from __future__ import annotations

from typing import Any

from blogroi.testing.figures.differences import Restated, differences
from blogroi.testing.figures.reading import read


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
