import json
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from attrs import evolve

import blogroi
from blogroi import CaseError, Point
from blogroi.files.formats import TextFormat

FORMATS: tuple[TextFormat, ...] = ("toml", "json")
CASE = blogroi.loads(blogroi.template())


def test_toml_is_laid_out_as_people_write_it() -> None:
    text = blogroi.dumps(CASE)
    assert "change = { low = 900, mode = 1500, high = 2600 }" in text
    assert '[[tools.blog.costs]]\nitem = "Writing"' in text
    assert "[tools.blog.effects.calls_avoided]" in text
    assert "horizon = { start = 2026-01-01, periods = 3 }" in text


def test_weights_are_laid_out_as_people_write_them(everything: str) -> None:
    text = blogroi.dumps(blogroi.loads(everything))
    assert '\n[weights]\norder = ["renewals", "savings"]\nratios = [{ more = "renewals", ' in text
    assert "\nswing = { renewals = 100, savings = 95 }\nrounding = 10\n" in text
    assert '\n[weights.stakeholders.board]\norder = ["renewals", "savings"]\nvoice = 2\n' in text
    assert "[weights.stakeholders]" not in text


def test_defaults_are_left_out() -> None:
    assert "displacement" not in blogroi.dumps(CASE)
    assert "displacement" not in blogroi.dumps(CASE, format="json")


def test_json_has_dates_as_texts_and_ends_with_a_line() -> None:
    text = blogroi.dumps(CASE, format="json")
    assert json.loads(text)["evaluated"] == "2026-06-30"
    assert text.endswith("}\n")


@pytest.mark.parametrize(
    "title",
    ['quote " and \\ backslash', "tab\tand\nline", "été \U0001f600", "marks \u200e\u200f\u061c", "''' \"\"\""],
)
def test_texts_come_back_as_they_were(title: str) -> None:
    case = evolve(CASE, title=title)
    for form in FORMATS:
        assert blogroi.loads(blogroi.dumps(case, format=form), format=form).title == title


@pytest.mark.parametrize("value", [0.1, 1e16, 5e-324, 123456789.123456789, 7, 10**17])
def test_numbers_come_back_as_they_were(value: float) -> None:
    indicator = evolve(CASE.indicators["calls_avoided"], value=value)
    case = evolve(CASE, indicators={**CASE.indicators, "calls_avoided": indicator})
    for form in FORMATS:
        read = blogroi.loads(blogroi.dumps(case, format=form), format=form)
        assert read.indicators["calls_avoided"].value == Point(value)


def test_keys_beyond_ascii_are_quoted() -> None:
    case = evolve(CASE, demands={}, tools={"\u00e9t\u00e9": CASE.tools["blog"]})
    text = blogroi.dumps(case)
    assert '[tools."\u00e9t\u00e9"]' in text
    assert blogroi.loads(text) == case


def test_dump_replaces_a_file_whole(tmp_path: Path) -> None:
    path = tmp_path / "case.toml"
    path.write_text("old", encoding="utf-8")
    blogroi.dump(CASE, path)
    assert blogroi.load(path) == CASE
    assert [other.name for other in tmp_path.iterdir()] == ["case.toml"]


def test_a_file_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "case.toml"
    path.mkdir()
    with pytest.raises(CaseError, match="cannot be written"):
        blogroi.dump(CASE, path)
    assert [other.name for other in tmp_path.iterdir()] == ["case.toml"]


def test_another_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="neither TOML, JSON nor a workbook"):
        blogroi.dumps(CASE, format="yaml")  # type: ignore[arg-type]
    with pytest.raises(CaseError, match="neither TOML, JSON nor a workbook"):
        blogroi.dump(CASE, tmp_path / "case.txt")


def test_the_documented_example_is_laid_out_as_it_is_documented(contract: str) -> None:
    text = blogroi.dumps(blogroi.loads(contract))
    for line in (
        "weight = { low = 0.3, high = 0.6 }",
        "scale = { worst = 0, best = 4000 }",
        "[tools.blog]",
        "[[tools.blog.costs]]",
        "[tools.blog.effects.calls_avoided]",
        "change = { low = 400, mode = 700, high = 1500 }",
        "[tools.blog.published]",
        "[tools.magazine.not_applicable]",
        "[demands]",
        'blog = ["calls_avoided"]',
    ):
        assert line in text.splitlines()
    assert text.startswith("blogroi = 1\ntitle = ")


def test_every_field_is_written(everything: str) -> None:
    case = blogroi.loads(everything)
    assert blogroi.loads(blogroi.dumps(case)) == case
    assert blogroi.loads(blogroi.dumps(case, format="json"), format="json") == case


def test_several_published_figures_are_an_array_of_tables(everything: str) -> None:
    text = blogroi.dumps(blogroi.loads(everything))
    assert text.count("[[tools.blog.published]]") == 2
    assert text.count("[tools.magazine.published]") == 1


def test_both_formats_say_the_same(everything: str) -> None:
    case = blogroi.loads(everything)
    in_toml = json.loads(json.dumps(tomllib.loads(blogroi.dumps(case)), default=str))
    assert in_toml == json.loads(blogroi.dumps(case, format="json"))


def test_writing_again_changes_nothing(everything: str) -> None:
    for form in FORMATS:
        text = blogroi.dumps(blogroi.loads(everything), format=form)
        assert blogroi.dumps(blogroi.loads(text, format=form), format=form) == text


def test_a_file_hands_on_who_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "case.toml"
    path.touch(mode=0o600)
    blogroi.dump(CASE, path)
    assert path.stat().st_mode & 0o777 == 0o600


def test_several_threads_write_whole_files(tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: blogroi.dump(CASE, path), range(40)))
    assert blogroi.load(path) == CASE
    assert [other.name for other in tmp_path.iterdir()] == ["case.json"]


@pytest.mark.parametrize("name", ["nowhere/case.toml", "nul\0.toml", f"{'x' * 300}.toml"])
def test_a_place_that_cannot_be_written_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="cannot be written"):
        blogroi.dump(CASE, tmp_path / name)
    assert not list(tmp_path.iterdir())
