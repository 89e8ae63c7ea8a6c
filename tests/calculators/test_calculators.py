"""Public calculators, worked out again: the library gives the right figures, and finds those that were printed wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .. import worked

HERE = Path(__file__).parent
ENTRIES = worked.entries(HERE)
ANSWERED = [entry for entry in ENTRIES if "figures" in entry]
REFUSED = [entry for entry in ENTRIES if "refused" in entry]


@pytest.mark.parametrize("entry", ANSWERED, ids=worked.names(ANSWERED))
def test_a_calculator_has_its_right_figures(entry: dict[str, Any]) -> None:
    assert worked.wrong_figures(HERE, entry) == []


@pytest.mark.parametrize("entry", REFUSED, ids=worked.names(REFUSED))
def test_what_cannot_be_is_refused_at_its_place_with_the_way_to_say_it(entry: dict[str, Any]) -> None:
    assert worked.wrongly_refused(HERE, entry) == []


@pytest.mark.parametrize("entry", ANSWERED, ids=worked.names(ANSWERED))
def test_what_was_printed_is_blamed_only_where_no_convention_makes_it_right(entry: dict[str, Any]) -> None:
    assert worked.wrongly_said(worked.evaluated(HERE, entry), entry) == []


def test_every_calculator_has_its_figures_with_their_source_and_rule() -> None:
    assert {path.stem for path in HERE.glob("*.toml")} - {"figures"} == {entry["file"] for entry in ENTRIES}
    assert all(entry["source"] and entry["rule"] for entry in ENTRIES)
