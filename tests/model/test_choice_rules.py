"""What can be chosen together: what is said of it, and which sets of tools that leaves."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest

from blogroi import ChoiceRules

from ..builders import refused

TOOLS = "abcd"


def allowed(rules: ChoiceRules, tools: str = TOOLS) -> list[str]:
    """Every set of tools that is allowed, by going through all of them."""
    sets = (chosen for size in range(len(tools) + 1) for chosen in combinations(tools, size))
    return ["".join(chosen) for chosen in sets if rules.allows(chosen)]


@pytest.mark.parametrize(
    ("stated", "faults"),
    [
        ({"one_of": [["a"]]}, ["one_of[1]: names fewer than two tools: one alone excludes none"]),
        ({"one_of": ["a", "b"]}, ['one_of: lists tools and not groups of them: write [["a", "b"]], in two brackets']),
        (
            {"one_of": "a"},
            ['one_of: \'a\' is not a list of lists: write [["small_app", "large_app"]]'],
        ),
        ({"one_of": [["a", "a", "b"], 3]}, ["one_of[1]: names `a` twice", "one_of[2]: 3 is not a list of tools"]),
        ({"needs": {"a": "b"}}, ["needs.a: 'b' is not a list of tools: write [\"b\"]"]),
        ({"needs": ["a"]}, ['needs: a list is not a table: write { podcast = ["blog"] }']),
        ({"needs": {"a": ["a"]}}, ["needs.a: needs itself: leave it out"]),
        (
            {"needs": {"x": ["a"], "a": ["b", "d"], "b": ["c"], "c": ["a"], "d": []}},
            ["needs.a: goes in a circle: a -> b -> c -> a: take one of them out"],
        ),
        ({"keep": "a"}, ["keep: 'a' is not a list of tools: write [\"a\"]"]),
        ({"keep": ["a", "a"]}, ["keep: names `a` twice"]),
        ({"budget": -5}, ["budget: -5 is below 0: a budget is at least 0"]),
        ({"budget": "5000"}, ["budget: '5000' is not a number: write 5000, without quotes"]),
    ],
)
def test_what_says_nothing_is_refused_with_what_to_write(stated: dict[str, Any], faults: list[str]) -> None:
    assert refused(ChoiceRules, **stated) == faults


@pytest.mark.parametrize(
    ("stated", "faults"),
    [
        (
            {"one_of": [["a", "b"]], "keep": ["a", "b"]},
            ["keep: holds `a` and `b`, and `one_of` lets one of them alone be chosen: keep one"],
        ),
        (
            {"one_of": [["a", "b"]], "needs": {"c": ["b"]}, "keep": ["c", "a"]},
            ["keep: holds, with what they need, `a` and `b`, and `one_of` lets one of them alone be chosen: keep one"],
        ),
        (
            {"one_of": [["a", "b"]], "needs": {"c": ["a", "d"], "d": ["b"]}},
            [
                "needs.c: cannot be: `c` would need `a` beside `b`, and `one_of` lets one of them alone be chosen",
            ],
        ),
        (
            {"one_of": [["a", "b"]], "needs": {"a": ["b"]}},
            ["needs.a: cannot be: `a` would need `a` beside `b`, and `one_of` lets one of them alone be chosen"],
        ),
    ],
)
def test_what_could_never_be_chosen_is_refused(stated: dict[str, Any], faults: list[str]) -> None:
    assert refused(ChoiceRules, **stated) == faults


EVERY_SET = ["", *"abcd", "ab", "ac", "ad", "bc", "bd", "cd", "abc", "abd", "acd", "bcd", TOOLS]  # codespell:ignore abd


@pytest.mark.parametrize(
    ("stated", "sets"),
    [
        ({}, EVERY_SET),
        ({"one_of": [["a", "b"], ["b", "c", "d"]]}, ["", "a", "b", "c", "d", "ac", "ad"]),
        ({"needs": {"a": ["b", "c"]}}, ["", "b", "c", "d", "bc", "bd", "cd", "abc", "bcd", "abcd"]),
        ({"keep": ["a"], "one_of": [["a", "b"]], "needs": {"d": ["c"]}}, ["a", "ac", "acd"]),
        ({"budget": 0}, EVERY_SET),
    ],
)
def test_the_sets_that_are_left_are_those_of_a_table_made_by_hand(stated: dict[str, Any], sets: list[str]) -> None:
    assert allowed(ChoiceRules(**stated)) == sets


def test_what_a_tool_needs_comes_with_what_that_needs() -> None:
    rules = ChoiceRules(needs={"a": ["b", "c"], "b": ["d"], "c": ["d"]})
    assert rules.with_needs(["a"]) == ("a", "b", "c", "d")
    assert rules.with_needs(["c"]) == ("c", "d")
    assert rules.with_needs([]) == ()


def test_a_tool_excludes_the_others_of_its_groups_and_not_itself() -> None:
    rules = ChoiceRules(one_of=[["a", "b"], ["c", "a"], ["d", "e"]])
    assert rules.excluded_by(["a"]) == {"b", "c"}
    assert rules.excluded_by(["d", "b"]) == {"a", "e"}
    assert rules.excluded_by(()) == frozenset()


def test_a_long_chain_of_needs_is_followed() -> None:
    chain = {f"t{place}": [f"t{place + 1}"] for place in range(3000)}
    assert len(ChoiceRules(needs=chain).with_needs(["t0"])) == 3001
