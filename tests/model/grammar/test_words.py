"""The words of formulas, and the names that drivers may have."""

from __future__ import annotations

import keyword
from typing import Any

import pytest

from blogroi import CaseError
from blogroi.model.formula import Formula
from blogroi.model.grammar.words import CLOCKS, FUNCTIONS, key_fault, latin


@pytest.mark.parametrize("key", ["a", "_", "visits", "lead_rate", "A1", "__x__", "match", "before", "x" * 200])
def test_a_name_is_an_ascii_letter_or_an_underscore_then_letters_digits_and_underscores(key: str) -> None:
    assert key_fault(key) is None
    assert Formula(f"2 * {key}").names == (key,)


@pytest.mark.parametrize(
    ("key", "cure"),
    [
        ("lead-rate", "a name has no hyphen: write lead_rate"),
        ("a-b-c", "write a_b_c"),
        ("lead rate", "write lead_rate"),
        ("lead.rate", "write lead_rate"),
        ("café", "write cafe"),
        ("v\u0456sits", "which looks like i: write visits"),
        ("\uff56isits", "write visits"),
        ("1st", "an ASCII letter or _"),
        ("", "an ASCII letter or _"),
        ("\u6570", "an ASCII letter or _"),
        ("a\n", "an ASCII letter or _"),
        ("x" * 201, "201 letters, and 200 are the most"),
        (3, "write a word"),
        (None, "write a word"),
    ],
)
def test_what_is_no_name_is_answered_by_one_that_is(key: Any, cure: str) -> None:
    message = key_fault(key)
    assert message is not None
    assert cure in message


@pytest.mark.parametrize("key", [*FUNCTIONS, *CLOCKS, *keyword.kwlist])
def test_functions_clocks_and_words_of_python_are_no_names_and_another_is_proposed(key: str) -> None:
    message = key_fault(key)
    assert message is not None
    assert message.endswith(f"such as {key}_")
    assert key_fault(f"{key}_") is None


@pytest.mark.parametrize("key", [*FUNCTIONS, *keyword.kwlist])
def test_what_is_no_name_is_no_name_in_a_formula_either(key: str) -> None:
    with pytest.raises(CaseError):
        Formula(key)


def test_every_function_says_how_it_is_written() -> None:
    for name, function in FUNCTIONS.items():
        assert function.written.startswith(f"{name}(")
        assert function.least >= 1
        assert function.most is None or function.most >= function.least


def test_words_that_look_alike_are_told_and_others_are_not_guessed() -> None:
    assert latin("\u0430\u0435\u043e") == "aeo"
    assert latin("\u0416") is None
