import json
from pathlib import Path
from typing import Any

import jsonschema
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import blogroi
from blogroi import Case, CaseError, CheckPolicy, Duration, Published
from blogroi.files.formats import TextFormat
from blogroi.testing import cases
from blogroi.testing.variants.naming import renamed

FORMATS: tuple[TextFormat, ...] = ("toml", "json")
CASE = blogroi.load(Path(__file__).parent / "everything.toml")
EVERYTHING: dict[TextFormat, str] = {form: blogroi.dumps(CASE, format=form) for form in FORMATS}
VALIDATOR = jsonschema.Draft202012Validator(blogroi.case_schema())


@st.composite
def whole_cases(draw: st.DrawFn) -> Case:
    """Draw a case and state in it what few cases do: keys beyond ASCII, printed figures of every form, checks set aside."""
    case = draw(cases(most_tools=3, most_periods=4))
    numbers = st.floats(-1e6, 1e6).map(lambda number: round(number, 3))
    published = st.builds(
        Published,
        source=st.just("A report"),
        npv=numbers,
        payback=st.none()
        | numbers
        | st.builds(Duration, weeks=st.integers(1, 90))
        | st.builds(Duration, years=st.just(1.5)),
        by_indicator=st.dictionaries(st.sampled_from(sorted(case.indicators)), numbers),
        rounded=st.none() | st.sampled_from([0.01, 1000]),
    )
    count = len(case.tools)
    letters = st.from_regex(r"[^\W_][\w-]{0,8}", fullmatch=True)
    keys = draw(st.lists(letters, min_size=count, max_size=count, unique=True))
    case = renamed(case, dict(zip(case.tools, keys, strict=True)))
    tools = {key: evolve(tool, published=draw(st.lists(published, max_size=2))) for key, tool in case.tools.items()}
    names = st.from_regex(r"BR[1-9][0-9]{0,2}( [a-z]+\.[a-z]+)?", fullmatch=True)
    checks = CheckPolicy(
        select=draw(st.lists(names, max_size=2)), ignore=draw(st.dictionaries(names, st.sampled_from(["", "known"])))
    )
    return evolve(case, tools=tools, demands={keys[0]: list(case.indicators)}, checks=checks)


@given(whole_cases())
@settings(max_examples=60)
def test_a_case_comes_back_equal_from_toml(case: Case) -> None:
    assert blogroi.loads(blogroi.dumps(case)) == case


@given(whole_cases())
@settings(max_examples=60)
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


PIECES = [*"[]{}=,.:#\"'\\\n", "[[", '"""', "nan", "NaN", "1e999", "\\u0000", "-", "0x", "2026-01-01T00:00:00Z"]


@given(st.data())
@settings(max_examples=400)
def test_a_text_with_a_piece_changed_is_read_or_refused(data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(FORMATS))
    text = EVERYTHING[form]
    start = data.draw(st.integers(0, len(text)))
    end = start + data.draw(st.sampled_from([0, 0, 1, 2, 10, 200, 10_000]))
    piece = data.draw(st.sampled_from(PIECES) | st.text(max_size=5) | st.just(text[start:end] * 2))
    try:
        blogroi.loads(text[:start] + piece + text[end:], format=form)
    except CaseError as error:
        lines = text.count("\n") + piece.count("\n") + 1
        assert error.faults
        assert all(fault.line is None or 1 <= fault.line <= lines for fault in error.faults)
        assert str(error).replace("\n", "").isprintable()


@given(st.data())
@settings(max_examples=100)
def test_bytes_with_one_changed_are_read_or_refused(data: st.DataObject) -> None:
    content = bytearray(EVERYTHING["toml"].encode())
    content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        blogroi.loads(bytes(content))
    except CaseError as error:
        assert error.faults


SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5))
FLAT = st.lists(SCALARS, max_size=3) | st.dictionaries(st.text(max_size=6), SCALARS, max_size=3)
VALUES = SCALARS | FLAT | st.lists(FLAT, max_size=3) | st.dictionaries(st.text(max_size=6), FLAT, max_size=3)


@given(st.data())
@settings(max_examples=300)
def test_a_case_with_any_part_replaced_is_read_or_refused_with_its_path(data: st.DataObject) -> None:
    document = json.loads(EVERYTHING["json"])
    node: Any = document
    while True:
        key = data.draw(st.sampled_from(sorted(node) if isinstance(node, dict) else range(len(node))))
        below = node[key]
        if not isinstance(below, dict | list) or not below or data.draw(st.booleans()):
            break
        node = below
    node[key] = data.draw(VALUES)
    try:
        case = blogroi.loads(json.dumps(document), format="json")
    except CaseError as error:
        assert all(fault.message for fault in error.faults)
    else:
        assert blogroi.loads(blogroi.dumps(case)) == case
