"""A case comes back from a workbook as it went in: the examples, the recipes, every field of every table."""

from pathlib import Path
from typing import get_args

import pytest

import blogroi
from blogroi.files.fingerprint import fingerprint
from blogroi.files.template import Recipe
from blogroi.files.workbook.write import case_to_workbook
from blogroi.language.languages import LANGUAGES, Language
from tests.files.workbook.books import read, written

ROOT = Path(__file__).parents[3]
EXAMPLES = [*sorted((ROOT / "examples").rglob("*.toml")), *sorted((ROOT / "tests" / "files").glob("*.toml"))]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_comes_back_equal(path: Path) -> None:
    case = blogroi.load(path)
    back = read(case_to_workbook(case))
    assert back == case
    assert fingerprint(back) == fingerprint(case)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("recipe", [None, *get_args(Recipe)])
def test_every_recipe_comes_back_equal_in_each_language(recipe: Recipe | None, language: Language) -> None:
    text = blogroi.template(recipe, language=language)
    assert read(case_to_workbook(blogroi.loads(text), language=language, text=text)) == blogroi.loads(text)


def test_dump_and_load_go_by_the_ending(tmp_path: Path) -> None:
    case = blogroi.loads(blogroi.template())
    blogroi.dump(case, tmp_path / "case.XLSX", language="fr")
    assert blogroi.load(tmp_path / "case.XLSX") == case


def test_the_same_case_gives_the_same_bytes() -> None:
    assert case_to_workbook(blogroi.loads(blogroi.template())) == written()


def test_numbers_keep_their_last_digit() -> None:
    text = (
        blogroi.template()
        .replace("amount = 4000", "amount = 0.30000000000000004")
        .replace("unit_cost = 38", "unit_cost = 12345678901234567")
    )
    assert read(case_to_workbook(blogroi.loads(text))) == blogroi.loads(text)


def test_texts_come_back_whatever_they_look_like() -> None:
    odd = (
        "=1+1",
        "+cmd",
        "@SUM(A1)",
        "'quoted",
        "#N/A is text",
        " spaces ",
        "two\nlines",
        "_x0041_",
        "\ufffe",
        "2026",
        "TRUE",
    )
    for text in odd:
        case = blogroi.loads(blogroi.template().replace('"The blog"', repr_toml(text)))
        assert read(case_to_workbook(case)).tools["blog"].name == text


def repr_toml(text: str) -> str:
    import json

    return json.dumps(text)


def test_a_text_that_no_cell_can_hold_is_refused_and_not_cut() -> None:
    text = blogroi.template().replace('"The blog"', '"' + "x" * 32_768 + '"')
    with pytest.raises(blogroi.CaseError, match="longer than the 32,767 characters that a cell holds"):
        case_to_workbook(blogroi.loads(text))


def test_days_before_the_calendar_of_spreadsheets_come_back() -> None:
    case = blogroi.loads(blogroi.template().replace("1998-03-01", "1789-07-14"))
    assert read(case_to_workbook(case)) == case


def test_a_case_is_written_in_the_language_that_is_asked_for(tmp_path: Path) -> None:
    case, books = blogroi.loads(blogroi.template()), {}
    for language in LANGUAGES:
        blogroi.dump(case, tmp_path / "case.xlsx", language=language)
        books[language] = (tmp_path / "case.xlsx").read_bytes()
        assert books[language] == case_to_workbook(case, language=language)
    assert len(set(books.values())) == len(LANGUAGES)
