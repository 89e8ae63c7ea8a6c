"""Between which sets of tools there is a choice, and what knowledge is worth where some exclude others: by hand."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest

from blogroi import Case, ChoiceRules, Discounting, OptionError, Samples, launch, worth_measuring
from blogroi.decisions.alternatives import MOST_SETS, alternatives

from ..builders import a_case, a_cost, a_tool, an_effect, an_indicator

TOOLS = tuple("abcd")


@pytest.mark.parametrize(
    ("rules", "found"),
    [
        ({}, [["", "a"], ["", "b"], ["", "c"], ["", "d"]]),
        ({"one_of": [["a", "c"]]}, [["", "a", "c"], ["", "b"], ["", "d"]]),
        ({"needs": {"b": ["a"]}}, [["", "a", "ab"], ["", "c"], ["", "d"]]),
        ({"keep": ["a"]}, [["a"], ["", "b"], ["", "c"], ["", "d"]]),
        ({"keep": ["a"], "one_of": [["a", "b"]]}, [["a"], ["", "c"], ["", "d"]]),
        ({"one_of": [["a", "b"]], "needs": {"c": ["b"]}}, [["", "a", "b", "bc"], ["", "d"]]),
        ({"needs": {"a": ["elsewhere"]}}, [["", "a"], ["", "b"], ["", "c"], ["", "d"]]),
    ],
)
def test_the_choices_are_those_of_a_table_made_by_hand(rules: dict[str, Any], found: list[list[str]]) -> None:
    sets = alternatives(ChoiceRules(**rules), TOOLS, "each")
    assert [sorted("".join(tools) for tools in choice) for choice in sets] == found


def test_together_they_are_the_sets_that_the_rules_allow() -> None:
    rules = ChoiceRules(one_of=[["a", "b"], ["b", "c"]], needs={"d": ["c"]}, keep=["a"])
    found: list[tuple[str, ...]] = [()]
    for choice in alternatives(rules, TOOLS, "each"):
        found = [(*held, *tools) for held in found for tools in choice]
    every = (chosen for size in range(5) for chosen in combinations(TOOLS, size))
    assert sorted(tuple(sorted(one)) for one in found) == sorted(one for one in every if rules.allows(one))


def test_one_of_all_leaves_out_what_cannot_stand_alone() -> None:
    assert alternatives(ChoiceRules(needs={"b": ["a"]}), TOOLS, "one") == (((), ("a",), ("c",), ("d",)),)
    assert alternatives(ChoiceRules(keep=["c"]), TOOLS, "one") == ((("c",),),)
    assert alternatives(ChoiceRules(), (), "one") == ()
    with pytest.raises(
        OptionError, match="choices: one tool is chosen, and the case keeps a, c: choose each by itself"
    ):
        alternatives(ChoiceRules(keep=["c", "a"]), TOOLS, "one")


def test_too_many_sets_of_one_choice_are_refused() -> None:
    many = [f"t{place:03}" for place in range(300)]
    assert len(alternatives(ChoiceRules(one_of=[many[: MOST_SETS - 1]]), many[: MOST_SETS - 1], "each")[0]) == MOST_SETS
    for rules in (ChoiceRules(one_of=[many]), ChoiceRules(needs={"t000": many[1:]})):
        with pytest.raises(
            OptionError, match=r"case: the tools .* can be chosen together in more than 256 ways: state less"
        ):
            alternatives(rules, many, "each")


def a_house(**rules: Any) -> Case:
    """Build two apps, each as likely to bring in 300 as -100, and 220 or -120, and a fair that loses 30 for certain."""
    tools = {
        "large": a_tool({"x": an_effect(Samples([400, 0]))}, [a_cost(100)], name="Large"),
        "small": a_tool({"x": an_effect(Samples([340, 0]))}, [a_cost(120)], name="Small"),
        "fair": a_tool({"x": an_effect(20.0)}, [a_cost(50)], name="Fair"),
    }
    return a_case(
        tools=tools,
        indicators={"x": an_indicator(1.0)},
        discounting=Discounting(rate=0, timing="end"),
        choice=ChoiceRules(**rules),
    )


def test_knowing_more_of_two_that_exclude_each_other_is_worth_what_the_table_says() -> None:
    """Each by itself: 100 and 50 now, 150 and 110 with all knowledge. As one choice: 100 now, and (300 + 300 + 220 + 0) / 4 = 205."""
    apart, together = (
        worth_measuring(a_house(**rules), draws=40_000) for rules in ({}, {"one_of": [["large", "small"]]})
    )
    assert apart.expected_npv_now == pytest.approx(150)
    assert apart.evpi.value == pytest.approx(50 + 60, abs=4)
    assert together.expected_npv_now == pytest.approx(100)
    assert together.evpi.value == pytest.approx(105, abs=4)
    assert dict(together.npv) == dict(apart.npv)
    small = next(one for one in together.subjects if one.path == "tools.small.effects.x")
    assert small.evppi.value == pytest.approx((220 + 100) / 2 - 100, abs=3)
    assert together.evpi_by_tool["small"].value == pytest.approx(60, abs=3)


def test_what_is_kept_loses_what_it_loses_and_nothing_is_worth_finding_out_about_it() -> None:
    found = worth_measuring(a_house(keep=["fair", "large"]), draws=2000)
    assert found.expected_npv_now == pytest.approx(100 + 50 - 30)
    assert found.evpi_by_tool["large"].value == 0.0
    assert found.evpi.value == pytest.approx(60, abs=6)
    assert "tools.large.effects.x" in found.not_worth_measuring


def test_what_needs_another_is_decided_with_it() -> None:
    """Small and the fair together: 20 now, for which 0.5 x (220 - 30) = 95 could be had."""
    found = worth_measuring(a_house(needs={"small": ["fair"]}), draws=40_000)
    assert found.expected_npv_now == pytest.approx(100 + 20)
    assert found.evpi.value == pytest.approx(50 + 75, abs=4)


def test_a_budget_is_no_matter_of_what_is_worth_measuring() -> None:
    assert (
        worth_measuring(a_house(budget=0), draws=100).to_dict()["evpi"]
        == worth_measuring(a_house(), draws=100).to_dict()["evpi"]
    )


def test_launching_a_tool_names_what_it_leaves_out() -> None:
    case = a_house(one_of=[["large", "small"]])
    found = launch(case, tool="small", draws=1000)
    assert list(found.excludes) == ["large"]
    assert found.excludes["large"].mean == pytest.approx(100)
    assert dict(launch(case, tool="fair", draws=1000).excludes) == {}
    assert found.options == launch(a_house(), tool="small", draws=1000).options


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        (
            {"keep": ["small"]},
            r"tool: the case keeps small \(\[choice\]\), so that nothing is to be decided: take it out of `keep`",
        ),
        ({"keep": ["fair"], "needs": {"fair": ["small"]}}, r"tool: the case keeps small"),
        ({"keep": ["large"], "one_of": [["large", "small"]]}, r"tool: small excludes large, which the case keeps"),
    ],
)
def test_what_is_decided_already_is_no_question(rules: dict[str, Any], message: str) -> None:
    with pytest.raises(OptionError, match=message):
        launch(a_house(**rules), tool="small", draws=10)
