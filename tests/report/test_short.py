"""What holds for every short answer: its size, and the words that people know."""

import re
from pathlib import Path

import pytest

EXPECTED = Path(__file__).parents[1] / "golden" / "expected"
COMMANDS = (
    "catalogue",
    "check",
    "choose",
    "diff",
    "evaluate",
    "explain",
    "history",
    "launch",
    "references",
    "scenarios",
    "sensitivity",
    "worth-measuring",
)
ANSWERS = sorted(
    path
    for path in EXPECTED.glob("*.txt")
    if path.name.startswith(COMMANDS) and not path.name.endswith((".full.txt", ".full.fr.txt"))
)
NEVER = (
    *("nine draws in ten", "nine tenths", "hangs on", "by the same criteria", "to be known", "held to", "gravest"),
    *("found by looking", "worked out", "unless it is said", "what it rests on", "losing side", "comes and goes"),
    *("of the variance", "if it disappoints", "a wrong choice is", "into no figure", "to be thought of", "turns at"),
    *("at every quantile", "whoever shuns", "the sign ", "no-credit", "p05", "p95", "stochastic", "quantile"),
    *("nobody says", "nobody ever said", "passes the total", "benefits of the class"),
    *(
        "may or may not bring",
        "could be asked of it",
        "past the horizon",
        "not foreseen",
        "still to be asked",
        "some filling of",
    ),
)
"""Words and phrases that stopped first-time readers."""


def test_there_are_answers_to_hold() -> None:
    assert ANSWERS


@pytest.mark.parametrize("path", ANSWERS, ids=lambda path: path.stem)
def test_a_short_answer_fits_a_screen(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 25
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize("path", ANSWERS, ids=lambda path: path.stem)
def test_a_short_answer_is_in_words_that_people_know(path: Path) -> None:
    said = re.sub(r"`[^`]*`", "", " ".join(path.read_text(encoding="utf-8").split()))
    assert [words for words in NEVER if words in said.lower()] == []
    assert re.findall(r"\d[.,]?\d*e[+-]\d+", said) == [], "powers of ten"
    assert re.findall(r"\b(?:tools|indicators|levers|objectives|drivers)\.\w+", said) == [], (
        "paths, where a statement would do"
    )
