"""Answers on cases that nobody would write come back from their plain data too."""

import json
from collections.abc import Iterator
from copy import deepcopy
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


DOCUMENTS = [
    json.loads(answer.to_json())
    for case in [blogroi.loads(blogroi.template())]
    for answer in (
        blogroi.evaluate(case, draws=10, figures=("default", "irr")),
        blogroi.worth_measuring(case, draws=100),
        blogroi.launch(case, draws=50, tool="blog"),
        blogroi.check(case),
    )
]
READ: list[type[Answer]] = [blogroi.Evaluation, blogroi.MeasurementAdvice, blogroi.LaunchAdvice, blogroi.PlanReview]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda parts: st.lists(parts, max_size=2) | st.dictionaries(st.text(max_size=5), parts, max_size=2),
    max_leaves=3,
)


def places(part: Any, *above: Any) -> Iterator[tuple[Any, ...]]:
    if above:
        yield above
    keys: Any = part if isinstance(part, dict) else range(len(part)) if isinstance(part, list) else ()
    for key in keys:
        yield from places(part[key], *above, key)


@settings(max_examples=200)
@given(st.sampled_from(range(len(READ))), st.data())
def test_what_was_changed_by_hand_is_refused_or_taken_as_it_stands(which: int, data: st.DataObject) -> None:
    document = deepcopy(DOCUMENTS[which])
    *above, last = data.draw(st.sampled_from(sorted(places(document), key=str)))
    part = document
    for step in above:
        part = part[step]
    part[last] = data.draw(JSON)
    try:
        answer = READ[which].from_dict(document)
    except blogroi.OptionError as error:
        assert error.option == "document"
        return
    if READ[which] is blogroi.PlanReview:  # some of which follows from the rest
        assert READ[which].from_dict(answer.to_dict()) == answer
    else:
        assert answer.to_dict() == document
