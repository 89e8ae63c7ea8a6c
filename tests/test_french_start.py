"""The start in French runs as it is written: from an empty file to a verdict, a decision and what came of it a year later.

The pages are one story. What is shown of a case is written into its file, piece by piece; every command is run in the order of the
pages, in one folder, and prints what stands below it.
"""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from blogroi.cli import main
from tests.language.test_catalogue import SET_AS_FRENCH_IS
from tests.test_documentation import fences

DOCS = Path(__file__).parents[1] / "docs"
STORY = tuple(DOCS / name for name in ("demarrage.md", "fr/decider.md", "fr/un-an-apres.md"))
GLOSSARY = DOCS / "fr" / "glossaire.md"


def tables(text: str) -> list[str]:
    """The tables of a file in TOML, each with what stands below its name; first what belongs to none."""
    return [table for table in re.split(r"^(?=\[)", text, flags=re.MULTILINE) if table]


def name_of(table: str) -> str:
    return table.partition("\n")[0].partition("#")[0].strip() if table.startswith("[") else ""


def put_in(text: str, piece: str, *, instead: bool) -> str:
    """Put a piece into a file: below the tables of the same names or in their place, and at its end where there are none."""
    there = tables(text)
    for name in dict.fromkeys(map(name_of, tables(piece))):
        new = [table for table in tables(piece) if name_of(table) == name]
        at = [place for place, table in enumerate(there) if name_of(table) == name]
        if not at:
            there += new
        elif instead:
            there = [table for place, table in enumerate(there) if place not in at]
            there[at[0] : at[0]] = new
        else:
            there[at[-1]] = there[at[-1]].rstrip("\n") + "\n" + new[0].partition("\n")[2]
    return "\n\n".join(table.rstrip("\n") for table in there) + "\n"


def write(piece: str, folder: Path) -> None:
    """Write what is shown of a file: its first line says of which, and whether it goes behind what is there or in its place."""
    first, _, rest = piece.partition("\n")
    file, _, how = first.removeprefix("# ").partition(", ")
    assert how in ("", "suite", "à la place"), first
    path = folder / file
    assert path.exists() == bool(how), first
    path.write_text(put_in(path.read_text("utf-8"), rest, instead=how == "à la place") if how else piece, "utf-8")


def run(block: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run the commands of a block, and set what it sets."""
    for line in block.splitlines():
        if line.startswith("export "):
            monkeypatch.setenv(*line.removeprefix("export ").split("="))
        elif line.startswith("blogroi "):
            assert main(shlex.split(line)[1:]) in (0, 1), line


def told(
    page: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[tuple[str, str]]:
    """Follow a page; give what is shown below each command, and what it printed."""
    printed = ""
    for language, text, _ in fences(page):
        if language == "toml":
            write(text, folder)
        elif language == "console":
            capsys.readouterr()
            run(text, monkeypatch)
            printed = capsys.readouterr().out
        elif language == "text":
            yield text, printed


def test_from_an_empty_file_to_what_came_of_it_a_year_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], pytestconfig: pytest.Config
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    for page in STORY:
        for shown, printed in told(page, tmp_path, monkeypatch, capsys):
            if pytestconfig.getoption("--renew"):
                page.write_text(
                    page.read_text("utf-8").replace(f"```text\n{shown}```", f"```text\n{printed}```", 1), "utf-8"
                )
            else:
                assert shown == printed
    assert "Ce que rapportent notre blog" in (tmp_path / "verdict.html").read_text("utf-8")


def numbers(text: str) -> set[str]:
    return {
        number.replace("\u202f", "") for number in re.findall(r"-?\d+(?:\u202f\d{3})*(?:,\d+)?(?=\xa0(?:EUR|%))", text)
    }


@pytest.mark.parametrize("page", STORY, ids=lambda page: page.stem)
def test_figures_that_the_prose_speaks_of_are_shown_on_the_pages(page: Path) -> None:
    shown = " ".join(text for one in STORY[: STORY.index(page) + 1] for language, text, _ in fences(one) if language)
    prose = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    there = {number.replace("\u202f", "") for number in re.findall(r"-?\d+(?:\u202f\d{3})*(?:,\d+)?", shown)}
    assert numbers(prose) - there - {number.removeprefix("-") for number in there} <= {
        "5000",
        "20",
    }  # a survey; a share of the stake


@SET_AS_FRENCH_IS
@pytest.mark.parametrize("page", [*STORY, GLOSSARY], ids=lambda page: page.stem)
def test_they_are_set_as_french_is(page: Path, wrong: str, what: str) -> None:
    text = page.read_text("utf-8")
    prose = re.sub(r"^```.*?^```$|`[^`]*`|\]\([^)]*\)", "`", text, flags=re.MULTILINE | re.DOTALL)
    assert [line for line in prose.splitlines() if re.search(wrong, line)] == [], what


def test_the_glossary_has_every_term_of_both_languages() -> None:
    both = (DOCS / "glossary.md").read_text("utf-8").partition("## ")[0]
    terms = [line.split("|")[2].strip() for line in both.splitlines() if re.match(r"\| (?!term\b)[^-]", line)]
    assert len(terms) > 40
    text = GLOSSARY.read_text("utf-8").replace("\xa0", " ").replace("\u2019", "'")
    assert [term for term in terms if f"| {term} |" not in text] == []
