"""Answers on cases that nobody would write come back from their plain data too."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import blogroi
from blogroi.results.answer import Answer
from blogroi.testing import cases, comparisons, conventions

ANY = comparisons() | cases(priors=True)


def assert_comes_back(answer: Answer) -> None:
    text = answer.to_json()
    again = type(answer).from_dict(json.loads(text))
    assert again == answer
    assert again.to_json() == text


@settings(max_examples=25)
@given(ANY, conventions(), st.sampled_from(["no-credit", "bounds", "prior"]))
def test_an_evaluation_of_any_case_comes_back(case: blogroi.Case, drawn: dict[str, Any], gaps: Any) -> None:
    assert_comes_back(blogroi.evaluate(case, draws=20, gaps=gaps, figures=("default", "irr"), **drawn))


@settings(max_examples=15)
@given(ANY, conventions())
def test_what_is_asked_before_a_decision_comes_back(case: blogroi.Case, drawn: dict[str, Any]) -> None:
    assert_comes_back(blogroi.check(case))
    assert_comes_back(blogroi.sensitivity(case, draws=100, **drawn))
    assert_comes_back(blogroi.worth_measuring(case, draws=100, **drawn))
    assert_comes_back(blogroi.choose(case, budget=1000, draws=20, **drawn))
    for key, tool in sorted(case.tools.items())[:1]:
        if tool.costs:
            assert_comes_back(blogroi.launch(case, draws=50, tool=key, **drawn))
