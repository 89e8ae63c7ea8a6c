"""What holds for every short answer: its size, and the words that people know."""

from pathlib import Path

import pytest

from tests.short import SHORT, faults

EXPECTED = Path(__file__).parents[1] / "golden" / "expected"
ANSWERS = sorted(
    path
    for path in EXPECTED.glob("*.txt")
    if path.name.startswith(SHORT) and not path.name.endswith((".full.txt", ".full.fr.txt"))
)


def test_there_are_answers_to_hold() -> None:
    assert ANSWERS


@pytest.mark.parametrize("path", ANSWERS, ids=lambda path: path.stem)
def test_a_short_answer_fits_a_screen_in_words_that_people_know(path: Path) -> None:
    assert faults(path.read_text(encoding="utf-8")) == []
