"""Where two plain results differ, down to the last digits that make no difference."""

from __future__ import annotations

import math
from typing import Any

import pytest

from blogroi.audit.differences import differences, is_nearly
from blogroi.language.spoken import message


@pytest.mark.parametrize(
    ("one", "other", "paths"),
    [
        ({"b": 1, "a": 1}, {"a": 2, "c": 1}, ["a", "b", "c"]),
        ({"a": {"b": [1, 2, 3]}}, {"a": {"b": [1, 0, 4]}}, ["a.b[2]", "a.b[3]"]),
        ({"a": [1, 2]}, {"a": [1]}, ["a"]),
        ({"a": [1]}, {"a": {"b": 1}}, ["a"]),
        ({"a": [[{"b": None}]]}, {"a": [[{"b": 0}]]}, ["a[1][1].b"]),
        ({"a": 1}, {"a": 1.0}, ["a"]),
        ({"a": 1}, {"a": True}, ["a"]),
        ({"a": "is missing"}, {"a": message("is missing")}, []),
        ({"a": math.nan}, {"a": math.nan}, ["a"]),
        ({}, {}, []),
        ([1.0, 2.0], [1.0, 3.0], ["[2]"]),
        (5, 6, [""]),
    ],
)
def test_each_place_is_named_once_in_the_order_of_its_keys(one: Any, other: Any, paths: list[str]) -> None:
    assert list(differences("", one, other)) == paths
    assert list(differences("top", one, other)) == [
        "top" if not path else f"top{path}" if path[0] == "[" else f"top.{path}" for path in paths
    ]


def within(value: float, other: float, beside: float = 1.0) -> bool:
    return is_nearly("a", {"a": value, "b": beside}, {"a": other, "b": beside})


def test_a_figure_may_be_off_by_so_much_of_the_greatest_beside_it_and_no_more() -> None:
    assert within(0.0, 1e-9)
    assert not within(0.0, math.nextafter(1e-9, 1.0))
    assert within(0.0, -1e-9)
    assert not within(0.0, math.nextafter(-1e-9, -1.0))
    assert within(0.0, 1e-3, beside=-1e6)
    assert not within(0.0, 1.1e-3, beside=-1e6)
    assert is_nearly("a", {"a": 0.0, "b": 1.0}, {"a": 1e-6, "b": 1e3})  # the greatest of both sides
    assert is_nearly("a", {"a": 0.0, "b": 1e3}, {"a": 1e-6, "b": 1.0})


@pytest.mark.parametrize(
    ("path", "one", "other"),
    [
        ("a[1]", {"a": [1.0]}, {"a": {"x": 1.0, "y": 2.0}}),
        ("a[1]", {"a": {"x": 1.0, "y": 2.0}}, {"a": [1.0]}),
        ("a[2]", {"a": [1.0]}, {"a": [1.0]}),
        ("a[1].b", {"a": [{"b": 1.0}]}, {"a": []}),
        ("a.b", {"a": 1.0}, {"a": 1.0}),
        ("c", {"a": 1.0}, {"a": 1.0}),
        ("", {"a": 1.0}, {"a": 1.0}),
        ("ab", {"a": {"b": 1.0}}, {"a": {"b": 1.0}}),
        ("a", {"a": True}, {"a": False}),
        ("a", {"a": math.nan}, {"a": math.nan}),
    ],
)
def test_what_leads_to_no_figure_on_both_sides_is_not_nearly_the_same(path: str, one: Any, other: Any) -> None:
    assert not is_nearly(path, one, other)


@pytest.mark.parametrize(
    ("path", "plain"),
    [
        ("a.b.c", {"a": {"b.c": 1.0, "b": {"c": "no figure"}}}),
        ("a.b[1]", {"a": {"b": [1.0]}}),
        ("a[2][1]", {"a": [[], [1.0]]}),
        ("a[1].b", {"a": [{"b": 1.0}]}),
        ("a[1]", {"a": [0.0], "a[1]": 1.0}),
        ("[1]", {"[1]": 1.0}),
    ],
)
def test_a_path_is_followed_by_the_longest_key_that_it_begins_with(path: str, plain: Any) -> None:
    assert is_nearly(path, plain, plain)
