"""Whole answers and helps in French hold no word of English: not in a sentence, nor in a heading, nor in what stands in a sentence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import blogroi
from blogroi.cli import main
from blogroi.cli.program import COMMANDS
from blogroi.files.template import Recipe

ENGLISH = re.compile(
    r"\b(the|is|are|of|with|not|and|or|which|from|what|each|this|it|has|by|for|in|to|be|no|than|its)\b"
)
WORDS = r"\b(?:stated|forward-looking|no-credit|each, one|each(?=\)))"  # of options
ANSWERS = {
    "evaluate": ["--draws", "300"],
    "sensitivity": ["--draws", "300"],
    "worth-measuring": ["--draws", "300"],
    "launch": ["--tool", "blog", "--draws", "300"],
    "choose": ["--budget", "60000", "--draws", "300"],
    "scenarios": ["--draws", "300"],
    "check": [],
}


def english(text: str) -> list[str]:
    """The lines that hold English, but for what is to be written as it is: code, paths, addresses and words of options."""
    prose = re.sub(r"`[^`]*`|\[[^\]]*\]|https?:\S+|\S*[._=-]\S+|\{[^}]*\}", "", text)
    return [line for line in prose.splitlines() if ENGLISH.search(line)]


@pytest.mark.parametrize("recipe", ["b2b-blog", "support-answers", "chamber", "assistant"])
@pytest.mark.parametrize("command", ANSWERS)
def test_an_answer_in_french_is_french_as_a_whole(
    command: str, recipe: Recipe, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = tmp_path / "dossier.toml"
    case.write_text(blogroi.template(recipe, language="fr"), encoding="utf-8")
    words = ANSWERS[command]
    if command == "launch":
        words = ["--tool", next(iter(blogroi.load(case).tools)), *words[2:]]
    assert main([command, str(case), *words, "--full", "--language", "fr"]) in (0, 1)
    assert english(capsys.readouterr().out) == []


@pytest.mark.parametrize("command", COMMANDS)
def test_a_help_in_french_is_french_as_a_whole(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--help", "--language", "fr"]) == 0
    assert english(re.sub(WORDS, "", capsys.readouterr().out)) == []


@pytest.mark.parametrize("line", ["le coût of running", "What each tool costs"])
def test_english_is_noticed(line: str) -> None:
    assert english(line)
