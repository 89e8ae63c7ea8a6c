"""JSON is indented where somebody reads it, and in one line where nobody can."""

from __future__ import annotations

import json
from typing import Any

import pytest

from blogroi.results import json_text
from blogroi.results.json_text import json_text as written


def test_a_short_answer_has_a_line_for_each_figure() -> None:
    assert written({"npv": [1.5, None]}) == '{\n  "npv": [\n    1.5,\n    null\n  ]\n}'


def test_a_long_answer_has_one_line_without_spaces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_text, "LONG", 10)
    plain = {"npv": [1.5, 2.5], "é": "x y"}
    assert written(plain) == '{"npv":[1.5,2.5],"é":"x y"}'
    assert json.loads(written(plain)) == plain


@pytest.mark.parametrize(("indent", "lines"), [(None, 1), (0, 5), (2, 5)])
def test_who_says_how_gets_it_so_however_long(monkeypatch: pytest.MonkeyPatch, indent: int | None, lines: int) -> None:
    monkeypatch.setattr(json_text, "LONG", 0)
    assert len(written({"npv": [1.5]}, indent).splitlines()) == lines


def test_only_what_is_longer_has_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_text, "LONG", len('{"npv":[1.5]}'))
    assert len(written({"npv": [1.5]}).splitlines()) == 5
    assert written({"npv": [10.5]}) == '{"npv":[10.5]}'


def test_no_more_than_a_million_characters_are_indented() -> None:
    assert written(["x" * 999_996]).startswith("[\n")
    assert written(["x" * 999_997]) == '["' + "x" * 999_997 + '"]'


@pytest.mark.parametrize("long", [0, json_text.LONG])
@pytest.mark.parametrize("indent", ["auto", None, 2])
@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_is_refused(indent: Any, value: float, long: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_text, "LONG", long)
    with pytest.raises(ValueError, match="not JSON compliant"):
        written({"npv": value}, indent)


@pytest.mark.parametrize("indent", ["auto", None, 2])
def test_letters_are_written_as_they_are(indent: Any) -> None:
    assert "été" in written({"é": "été"}, indent)
