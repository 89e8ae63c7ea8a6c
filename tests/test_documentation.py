"""Every command that the documentation shows is run, and prints what stands below it; Python examples are run by Sybil."""

import argparse
import re
import shlex
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from blogroi.cli import main
from blogroi.cli.program import parser

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *(page for page in sorted(ROOT.glob("docs/**/*.md")) if "_build" not in page.parts)]
PAGE_NAMES = [str(page.relative_to(ROOT)) for page in PAGES]
SYNOPSIS = "docs/command-line.md"
FRENCH = ("docs/demarrage.md", "docs/fr/")
"""One story over several pages: test_french_start.py follows it."""


def fences(page: Path) -> Iterator[tuple[str, str, bool]]:
    """The language and the text of every fenced block, and whether it follows upon the one before."""
    text, end = page.read_text(encoding="utf-8"), -1
    for found in re.finditer(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        yield found[1], found[2], not text[end : found.start()].strip() if end >= 0 else False
        end = found.end()


def shown(page: Path) -> Iterator[tuple[list[str], str]]:
    """The commands of blogroi in every block, line by line or joined by ``&&``, and what is shown as their output."""
    commands: list[str] = []
    for language, text, follows in fences(page):
        if commands:
            yield commands, text if language == "text" and follows else ""
        commands = []
        if language == "console":
            parts = [part.strip() for line in text.replace("\\\n", " ").splitlines() for part in line.split("&&")]
            commands = [part for part in parts if part.startswith("blogroi ")]
    if commands:
        yield commands, ""


@pytest.mark.parametrize("name", [name for name in PAGE_NAMES if name != SYNOPSIS and not name.startswith(FRENCH)])
def test_commands_run_as_shown_and_print_what_is_shown(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    if not any("blogroi new --output case.toml" in commands for commands, _ in shown(ROOT / name)):
        main(["new", "--output", "case.toml"])
    for commands, output in shown(ROOT / name):
        capsys.readouterr()
        statuses = [main(shlex.split(command)[1:]) for command in commands]
        assert set(statuses) <= {0, 1}, capsys.readouterr().err
        assert output in capsys.readouterr().out


def test_the_synopsis_has_the_options_that_there_are() -> None:
    text = next(text for language, text, _ in fences(ROOT / SYNOPSIS) if language == "console")
    lines = text.replace("\n  ", " ").splitlines()
    stated = {line.split()[1]: set(re.findall(r"--[a-z-]+", line)) for line in lines}
    answer = {"--full", "--language", "--format", "--table", "--output"}
    (commands,) = (action for action in parser()._actions if isinstance(action, argparse._SubParsersAction))
    for name, command in commands.choices.items():
        there = {option for action in command._actions for option in action.option_strings if option.startswith("--")}
        line = next(line for line in lines if line.split()[1] == name)
        others = stated["evaluate"] - answer if "as for evaluate" in line else set()
        others |= answer if "as for choose" in line else set()
        others |= stated["series"] - answer if "as for series" in line else set()
        assert there - {"--help"} - others <= stated[name], name
        assert stated[name] <= there, name


@pytest.mark.parametrize("name", PAGE_NAMES)
def test_what_is_shown_of_case_files_is_toml(name: str) -> None:
    for language, text, _ in fences(ROOT / name):
        if language == "toml":
            assert tomllib.loads(text)


def test_every_page_is_reached_from_the_index() -> None:
    index = (ROOT / "docs/index.md").read_text(encoding="utf-8")
    for page in PAGES[1:]:
        reached = page.relative_to(ROOT / "docs").with_suffix("").as_posix()
        folder = page.parent / "index.md"
        listed = folder.read_text(encoding="utf-8") if page.parent.name != "docs" and folder.exists() else ""
        assert reached == "index" or reached in index or page.stem in listed, reached
