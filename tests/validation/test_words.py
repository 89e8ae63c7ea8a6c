"""How a validation is said: in each language, with what is outside of its limits."""

import pytest
from attrs import evolve

import blogroi
from blogroi import Case, cli
from blogroi.report.validation import validation_sheet
from blogroi.validation.planting import SORTS
from blogroi.validation.validate import Validation


def timid(case: Case) -> object:
    told = blogroi.evaluate(case, draws=500).to_dict()
    for one in (*told["tools"].values(), *([told["total"]] if told["total"] else [])):
        one["npv"]["p05"] = one["npv"]["p50"]
    return told


@pytest.fixture(scope="module")
def failing() -> Validation:
    found = blogroi.validate(cases=50, evaluator=timid)
    return evolve(found, by_sort=dict.fromkeys(SORTS, found.held))


def test_what_is_outside_is_marked_and_said_of_each_sort(failing: Validation) -> None:
    lines, promises, sorts, furthest = validation_sheet(failing).blocks
    assert "not so as often" in lines.lines[0]  # type: ignore[union-attr]
    assert [row.mark for row in promises.rows] == ["x", "x", "+", "+"]  # type: ignore[union-attr]
    assert len(sorts.rows) == len(SORTS)  # type: ignore[union-attr]
    assert len(furthest.lines) == 10  # type: ignore[union-attr]


def test_every_sort_has_its_words_in_each_language(failing: Validation) -> None:
    english, french = (blogroi.text(failing, language=language, full=True) for language in ("en", "fr"))
    for words, said in (("quantities that rise together", english), ("grandeurs qui montent ensemble", french)):
        assert words in said


def test_the_status_is_1_where_it_is_not_so(
    failing: Validation, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(blogroi, "validate", lambda **_: failing)
    assert cli.main(["validate"]) == cli.FAULTS
    monkeypatch.setattr(blogroi, "validate", lambda **_: evolve(failing, within=True))
    assert cli.main(["validate"]) == cli.FINE
    assert capsys.readouterr().err == ""


def test_whoever_gives_a_case_is_told_what_looks_at_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["validate", "case.toml"]) == cli.MISUSE
    assert "`blogroi check case.toml` looks at a case" in capsys.readouterr().err
