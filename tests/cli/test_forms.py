"""What a command writes to a file is what the library gives of the same answer: as much of it, and in the same language."""

from pathlib import Path

import pytest
from attrs import evolve

import blogroi
from blogroi import cli
from blogroi.language.languages import Language

EXAMPLES = Path(__file__).parents[2] / "examples"
CHAMBER = blogroi.load(EXAMPLES / "chamber.toml")
DRAWS = 200


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a case of so many tools that a short answer leaves things out."""
    tools = [*CHAMBER.tools.values()]
    named = {f"t{place}": evolve(tools[place % 4], name=f"Tool {place}") for place in range(9)}
    path = tmp_path_factory.mktemp("forms") / "case.toml"
    blogroi.dump(evolve(CHAMBER, tools=named, demands={}), path)
    return path


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("full", [True, False])
def test_a_page_and_a_workbook_are_those_of_the_library(
    full: bool, language: Language, case: Path, tmp_path: Path
) -> None:
    words = ["evaluate", str(case), "--draws", f"{DRAWS}", "--language", language, *(["--full"] if full else [])]
    result = blogroi.evaluate(blogroi.load(case), draws=DRAWS)
    page, book = tmp_path / "answer.html", tmp_path / "answer.xlsx"
    assert cli.main([*words, "--output", str(page)]) == cli.main([*words, "--output", str(book)]) == cli.FINE
    assert page.read_text(encoding="utf-8") == blogroi.html(result, language=language, full=full)
    assert book.read_bytes() == blogroi.workbook(result, language=language, full=full)


def test_a_report_is_that_of_the_library(tmp_path: Path) -> None:
    style, page = tmp_path / "house.css", tmp_path / "report.html"
    style.write_text(":root { --accent: #004488 }", encoding="utf-8")
    words = ["report", str(EXAMPLES / "chamber.toml"), "--draws", f"{DRAWS}", "--budget", "30000", "--title", "Ours"]
    assert cli.main([*words, "--style", str(style), "--full", "--output", str(page)]) == cli.FINE
    report = blogroi.report_on(CHAMBER, draws=DRAWS, budget=30_000)
    assert page.read_text(encoding="utf-8") == blogroi.html(report, title="Ours", style=style, full=True)
