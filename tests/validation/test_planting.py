"""What is planted is what it has always been, and of everything something."""

import hashlib
import json
from pathlib import Path

import pytest

from blogroi.validation.planting import SORTS, planted


def told(seed: int, first: int, rounds: int) -> str:
    """A hash of some cases of one sort, to the last digit that a file has."""
    numbers = range(first, first + rounds * len(SORTS), len(SORTS))
    return hashlib.sha256(json.dumps([planted(number, seed).data for number in numbers]).encode()).hexdigest()[:16]


def test_a_number_is_the_case_that_it_has_always_been(request: pytest.FixtureRequest) -> None:
    """What a page says of a thousand cases is said of the same cases, also in a later version.

    Where cases are to be planted otherwise, ``pytest tests/validation --renew`` keeps what they are then.
    """
    kept = Path(__file__).with_name("planted.json")
    made = {sort: told(1, number, 25) for number, sort in enumerate(SORTS, start=len(SORTS))}
    made["another seed"] = told(2, 1, 1)
    if request.config.getoption("--renew"):
        kept.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8", newline="\n")
    assert made == json.loads(kept.read_text(encoding="utf-8"))
