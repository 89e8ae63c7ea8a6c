import json

import jsonschema
from hypothesis import given, settings
from hypothesis import strategies as st

import blogroi
from blogroi import Case, CaseError
from blogroi.files import Format
from blogroi.testing import cases

FORMATS: tuple[Format, ...] = ("toml", "json")
VALIDATOR = jsonschema.Draft202012Validator(blogroi.case_schema())


@given(cases())
@settings(max_examples=150)
def test_a_case_comes_back_equal_from_toml(case: Case) -> None:
    assert blogroi.loads(blogroi.dumps(case)) == case


@given(cases())
@settings(max_examples=150)
def test_a_case_comes_back_equal_from_json_that_fits_the_schema(case: Case) -> None:
    text = blogroi.dumps(case, format="json")
    VALIDATOR.validate(json.loads(text))
    assert blogroi.loads(text, format="json") == case


@given(st.text())
def test_no_text_is_answered_by_anything_but_a_list_of_faults(text: str) -> None:
    for form in FORMATS:
        try:
            blogroi.loads(text, format=form)
        except CaseError as error:
            assert error.faults


@given(st.binary())
def test_no_bytes_are_answered_by_anything_but_a_list_of_faults(content: bytes) -> None:
    try:
        blogroi.loads(content)
    except CaseError as error:
        assert error.faults


SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5))
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
)


@given(st.data())
@settings(max_examples=300)
def test_a_case_with_any_part_replaced_is_read_or_refused_with_its_path(data: st.DataObject) -> None:
    document = json.loads(blogroi.dumps(blogroi.loads(blogroi.template()), format="json"))
    node = document
    while True:
        key = data.draw(st.sampled_from(sorted(node) if isinstance(node, dict) else range(len(node))))
        below = node[key]
        if not isinstance(below, dict | list) or not below or data.draw(st.booleans()):
            break
        node = below
    node[key] = data.draw(VALUES)
    try:
        blogroi.loads(json.dumps(document), format="json")
    except CaseError as error:
        assert all(fault.message for fault in error.faults)
