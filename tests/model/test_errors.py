"""What is refused is said in one sentence, with its place, so that it can be mended."""

from __future__ import annotations

import datetime
import pickle
from typing import Any

import pytest

from blogroi.errors import describe, join_path, suggest
from blogroi.model import BlogroiError, CaseError, Fault, FrozenMap, OptionError


class TestFault:
    @pytest.mark.parametrize(
        ("fault", "expected"),
        [
            (Fault("a.b", "is missing"), "a.b: is missing"),
            (Fault("a.b", "is missing", line=3), "line 3: a.b: is missing"),
            (Fault("", "is empty"), "is empty"),
            (Fault("", "is empty", line=1), "line 1: is empty"),
        ],
    )
    def test_it_is_one_line(self, fault: Fault, expected: str) -> None:
        assert str(fault) == expected

    def test_its_path_can_be_read_from_further_up(self) -> None:
        fault = Fault("amount", "is missing", line=7).under("tools.blog.costs[1]")
        assert fault == Fault("tools.blog.costs[1].amount", "is missing", line=7)

    def test_faults_can_be_put_in_order(self) -> None:
        assert min([Fault("b", "x"), Fault("a", "y"), Fault("a", "x")]) == Fault("a", "x")


class TestCaseError:
    def test_one_fault_is_said_alone(self) -> None:
        assert str(CaseError.at("a", "is missing")) == "a: is missing"

    def test_several_are_counted_and_listed(self) -> None:
        error = CaseError([Fault("a", "is missing"), Fault("b", "is empty")])
        assert str(error) == "2 faults\n  a: is missing\n  b: is empty"

    def test_the_file_is_named(self) -> None:
        assert str(CaseError([Fault("a", "is missing")], source="case.toml")) == "case.toml: 1 fault\n  a: is missing"

    def test_it_can_be_sent_to_another_process(self) -> None:
        error = pickle.loads(pickle.dumps(CaseError([Fault("a", "is missing", 4)], source="case.toml")))
        assert error.faults == (Fault("a", "is missing", 4),)
        assert error.source == "case.toml"


class TestOptionError:
    def test_it_names_the_option(self) -> None:
        assert str(OptionError("draws", "0 is too few")) == "draws: 0 is too few"

    def test_it_can_be_sent_to_another_process(self) -> None:
        error = pickle.loads(pickle.dumps(OptionError("draws", "0 is too few")))
        assert (error.option, error.message) == ("draws", "0 is too few")


@pytest.mark.parametrize("error", [CaseError.at("a", "b"), OptionError("a", "b")])
def test_all_errors_can_be_caught_as_one(error: Exception) -> None:
    assert isinstance(error, BlogroiError)
    assert isinstance(error, ValueError)


@pytest.mark.parametrize(
    ("prefix", "path", "expected"),
    [("a", "b", "a.b"), ("a", "", "a"), ("", "b", "b"), ("", "", ""), ("a", "[1]", "a[1]"), ("a[1]", "b", "a[1].b")],
)
def test_paths_are_joined_by_dots_and_brackets(prefix: str, path: str, expected: str) -> None:
    assert join_path(prefix, path) == expected


@pytest.mark.parametrize(
    ("word", "known", "expected"),
    [
        ("dropoff", ["drop_off", "deadweight"], "did you mean `drop_off`?"),
        ("x", ["start", "mid", "end"], "one of end, mid, start"),
        ("x", [], "there is none to refer to"),
    ],
)
def test_a_near_miss_is_offered(word: str, known: list[str], expected: str) -> None:
    assert suggest(word, known) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (True, "true"),
        (False, "false"),
        ({}, "a table"),
        (FrozenMap(), "a table"),
        ([], "a list"),
        ((), "a list"),
        (datetime.datetime(2026, 1, 1), "a date with a time"),
        (datetime.date(2026, 1, 1), "the date 2026-01-01"),
        (10**15, "a very large number"),
        (-(10**400), "a very large number"),
        ("five", "'five'"),
        ("x" * 100, "'" + "x" * 37 + "...'"),
        (None, "nothing"),
        (5, "5"),
        (0.5, "0.5"),
        (object(), "an object of the class object"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_values_are_shown_in_the_words_of_the_file(value: Any, expected: str) -> None:
    assert describe(value) == expected
