"""What is planted is what it has always been, and of everything something."""

import hashlib
import json
from pathlib import Path

import pytest

from blogroi.validation.planting import SORTS, planted


def test_a_number_is_the_case_that_it_has_always_been(request: pytest.FixtureRequest) -> None:
    """What a page says of a thousand cases is said of the same cases, also in a later version.

    Where cases are to be planted otherwise, ``pytest tests/validation --renew`` keeps what they are then.
    """
    kept = Path(__file__).with_name("planted.json")
    made = {
        f"{seed}/{number} {case.sort}": hashlib.sha256(json.dumps(case.data).encode()).hexdigest()[:16]
        for seed, numbers in ((1, 3 * len(SORTS)), (2, 10))
        for number in range(1, numbers + 1)
        for case in [planted(number, seed)]
    }
    if request.config.getoption("--renew"):
        kept.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8", newline="\n")
    assert made == json.loads(kept.read_text(encoding="utf-8"))
