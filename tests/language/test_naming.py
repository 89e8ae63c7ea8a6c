"""What somebody stated is named in a sentence: a value in the words of the files, the word that was meant, a place in the case."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from blogroi.language.naming import describe, join_path, suggest
from blogroi.language.sentence import Sentence
from blogroi.model import FrozenMap


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


@pytest.mark.parametrize(("length", "said"), [(40, "x" * 40), (41, "x" * 37 + "...")])
def test_a_long_text_is_cut_where_it_is_longer_than_a_line_bears(length: int, said: str) -> None:
    assert describe("x" * length) == repr(said)


@pytest.mark.parametrize(
    ("clause", "sentence"),
    [("all is well", "All is well."), ("is it?", "Is it?"), ("yes.", "Yes."), ("stop!", "Stop!"), ("", "")],
)
def test_a_clause_becomes_a_sentence_that_ends_once(clause: str, sentence: str) -> None:
    assert Sentence(clause) == Sentence(clause).spoken("en") == sentence
