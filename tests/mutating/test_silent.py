"""No test of the project asserts nothing."""

import ast
from pathlib import Path

import pytest

from tests.mutating.silent import parsed, silent

TESTS = Path(__file__).parents[1]


def test_every_test_asserts_something() -> None:
    assert silent(parsed(TESTS)) == []


@pytest.mark.parametrize(
    ("text", "is_silent"),
    [
        ("def test_it():\n    work()", True),
        ("def test_it():\n    assert work()", False),
        ("def test_it():\n    with pytest.raises(ValueError):\n        work()", False),
        ("def test_it():\n    with pytest.warns(UserWarning):\n        work()", False),
        ("def test_it():\n    np.testing.assert_allclose(work(), 1.0)", False),
        ("def held(x):\n    assert x\ndef test_it():\n    held(work())", False),
        ("def held(x):\n    assert x\ndef more(x):\n    held(x)\ndef test_it():\n    list(map(more, work()))", False),
        ("def made(x):\n    assert x is not None\n    return x\ndef test_it():\n    made(work())", True),
        ("def made(x):\n    assert isinstance(x, Case)\n    return x\ndef test_it():\n    made(work())", True),
        ("def test_it():\n    thing = work()\n    thing.held()", True),
        ("from blogroi.testing import check_age_blind\ndef test_it():\n    check_age_blind(work, 1)", False),
        ("from blogroi.testing import GUARANTEES\ndef test_it():\n    GUARANTEES['age-blindness'](work, 1)", False),
        ("from blogroi.testing import cases\ndef test_it():\n    cases()", True),
        ("from blogroi import check\ndef test_it():\n    check(work())", True),
        ("from tests.others import held\ndef test_it():\n    held(work())", False),
        ("from ..others import held as kept\ndef test_it():\n    kept(work())", False),
        ("from tests.others import other\ndef test_it():\n    other(work())", True),
    ],
)
def test_a_silent_test_is_told_from_one_that_asserts(text: str, is_silent: bool) -> None:
    others = ast.parse("def held(x):\n    assert x\ndef other(x):\n    return x")
    found = silent({"tests.room.test_one": ast.parse(text), "tests.others": others})
    assert found == (["tests.room.test_one.test_it"] if is_silent else [])
