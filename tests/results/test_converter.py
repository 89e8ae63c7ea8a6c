"""Plain data are written by one rule for all answers, and read back to the letter."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

import blogroi
from blogroi.language.spoken import Spoken, message
from blogroi.model.conventions import Conventions
from blogroi.model.discounting import Discounting, RateBand
from blogroi.model.duration import Duration
from blogroi.model.frozen_map import FrozenMap
from blogroi.results.converter import from_plain, plain
from blogroi.results.summary import InternalRate, Ratio, Summary


def test_the_distribution_of_a_rate_is_written_where_it_was_asked_for_even_where_a_quantile_is_unknown() -> None:
    asked = InternalRate(of_means=0.1, status="one", p05=None, p50=0.1, p95=None, shares=FrozenMap({"one": 0.9}))
    assert plain(asked) == {
        "of_means": 0.1,
        "status": "one",
        "p05": None,
        "p50": 0.1,
        "p95": None,
        "shares": {"one": 0.9},
    }
    assert plain(InternalRate(of_means=0.1, status="one")) == {"of_means": 0.1, "status": "one"}
    assert from_plain(plain(asked), InternalRate) == asked


def test_what_says_nothing_is_left_out_of_some_classes() -> None:
    ends = ["mean", "sd", "p05", "p50", "p95", "mc_error"]
    assert [*plain(Summary(1.0, 1.0, 1.0, 1.0, 1.0, 0.0))] == ends
    assert [*plain(Summary(1.0, 1.0, 1.0, 1.0, 1.0, 0.0, low=0.0))] == [*ends, "low"]
    assert [*plain(Ratio(1.0, None, None, None, 0.0, high=2.0))] == [
        "of_means",
        "p05",
        "p50",
        "p95",
        "mc_error",
        "high",
    ]
    assert plain(Discounting(rate=0.1, timing="mid")) == {"rate": 0.1, "timing": "mid", "kind": None}
    assert plain(Duration(months=3)) == {"months": 3}
    bands = (RateBand(until=2, rate=0.1), RateBand(until=9, rate=0.2))
    assert plain(Discounting(rate=bands))["rate"] == [{"until": 2, "rate": 0.1}, {"until": 9, "rate": 0.2}]
    assert from_plain(plain(Discounting(rate=bands)), Discounting).rate == bands


def test_plain_data_are_of_plain_types() -> None:
    said = message("is missing")
    written = plain({"a": said, "b": (1, FrozenMap({"c": datetime.date(2026, 1, 31)}))})
    assert written == {"a": "is missing", "b": [1, {"c": "2026-01-31"}]}
    assert isinstance(said, Spoken)
    assert type(written["a"]) is str
    assert type(written["b"][1]) is dict


@pytest.mark.parametrize(
    ("value", "kind", "said"),
    [
        ("10", float, "'10' is not a number"),
        (True, float, "true is not a number"),
        (None, float, "nothing is not a number"),
        ("10", int, "'10' is not a whole number"),
        (1.0, int, "1.0 is not a whole number"),
        (False, int, "false is not a whole number"),
        (1, bool, "1 is not true or false"),
        ("true", bool, "'true' is not true or false"),
        (1, str, "1 is not a text"),
        (True, str, "true is not a text"),
        (5, datetime.date, "5 is not a day: write it as 2026-01-31"),
        ("2026-1-31", datetime.date, "'2026-1-31' is not a day: write it as 2026-01-31"),
        ([], FrozenMap[str, float], "a list is not a table"),
        ({}, tuple[float, ...], "a table is not a list"),
        ("ab", tuple[str, ...], "'ab' is not a list"),
        ([1.0], tuple[float, float], "a list of 1 is not one of 2"),
        ([1.0, 2.0, 3.0], tuple[float, float], "a list of 3 is not one of 2"),
        ([1.0, "2", "3"], tuple[float, ...], "[2]: '2' is not a number; [3]: '3' is not a number"),
        ({"a": "1", "b.c": "2"}, FrozenMap[str, float], "a: '1' is not a number; \"b.c\": '2' is not a number"),
        (5, Summary, "5 is not a table"),
    ],
)
def test_nothing_is_taken_for_what_it_is_not(value: Any, kind: Any, said: str) -> None:
    with pytest.raises(blogroi.OptionError) as refused:
        from_plain(value, kind)
    assert str(refused.value) == f"document: {said}"


@pytest.mark.parametrize(
    ("value", "kind", "read"),
    [
        (1, float, 1),
        (1.5, float, 1.5),
        (3, int, 3),
        (True, bool, True),
        ("a", str, "a"),
        ("2026-01-31", datetime.date, datetime.date(2026, 1, 31)),
        ([1.0, "a"], tuple[float, str], (1.0, "a")),
        ((1.0, 2.0), tuple[float, ...], (1.0, 2.0)),
        ([], tuple[float, ...], ()),
        ({"a": 1.0}, FrozenMap[str, float], FrozenMap({"a": 1.0})),
        (None, float | None, None),
    ],
)
def test_what_is_of_a_type_already_is_taken_as_it_is(value: Any, kind: Any, read: Any) -> None:
    found = from_plain(value, kind)
    assert found == read
    assert type(found) is type(read)


def test_faults_are_named_by_where_the_document_was_given() -> None:
    with pytest.raises(blogroi.OptionError) as refused:
        from_plain(
            {"rate": "x", "timing": "then", "kinds": 1}, Discounting, option="result", at="conventions.discounting"
        )
    assert refused.value.option == "result"
    there = "conventions.discounting"
    assert sorted(refused.value.message.split("; ")) == [
        f"{there}.kind: is missing",
        f"{there}.kinds: is not known: did you mean `kind`?",
        f"{there}.rate: 'x' is not a number",
        f"{there}.timing: 'then' is not known: one of end, mid, start",
    ]


def test_five_faults_are_told_and_the_others_counted() -> None:
    for count, more in ((5, ""), (6, "; and 1 more"), (9, "; and 4 more")):
        with pytest.raises(blogroi.OptionError) as refused:
            from_plain(["x"] * count, tuple[float, ...])
        told = "; ".join(f"[{place}]: 'x' is not a number" for place in range(1, 6))
        assert str(refused.value) == f"document: {told}{more}"


def test_what_a_class_itself_refuses_is_named_by_its_path() -> None:
    with pytest.raises(blogroi.OptionError) as refused:
        from_plain([{"until": 2, "rate": 0.1}, {"until": 1, "rate": "x"}], tuple[RateBand, ...], at="rate")
    assert str(refused.value) == "document: rate[2].rate: 'x' is not a number"
    held = plain(blogroi.evaluate(blogroi.loads(blogroi.template()), draws=10).conventions)
    with pytest.raises(blogroi.OptionError) as none:
        from_plain(held | {"draws": 0}, Conventions, at="c")
    assert str(none.value).startswith("document: c.draws: 0 is not between 1 and ")
