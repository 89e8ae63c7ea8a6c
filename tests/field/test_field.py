"""Small cases of the field answer what is right for them, or are refused with the reason and the way to say it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from .. import worked

HERE = Path(__file__).parent
ENTRIES = worked.entries(HERE)
ANSWERED = [entry for entry in ENTRIES if "figures" in entry]
REFUSED = [entry for entry in ENTRIES if "refused" in entry]


@pytest.mark.parametrize("entry", ANSWERED, ids=worked.names(ANSWERED))
def test_a_case_of_the_field_has_its_right_figures(entry: dict[str, Any]) -> None:
    assert worked.wrong_figures(HERE, entry) == []


@pytest.mark.parametrize("entry", REFUSED, ids=worked.names(REFUSED))
def test_what_cannot_be_is_refused_at_its_place_with_the_way_to_say_it(entry: dict[str, Any]) -> None:
    faults = worked.refusal(HERE, entry)
    at = [path for path in faults if path.startswith(entry["refused"]["path"])]
    assert at, faults
    assert any(entry["refused"]["says"] in faults[path] for path in at), faults


@pytest.mark.parametrize("entry", [pytest.param(entry, id=entry["file"]) for entry in ANSWERED if entry.get("agrees")])
def test_a_printed_figure_that_is_right_is_not_blamed(entry: dict[str, Any]) -> None:
    assert worked.blamed(worked.evaluated(HERE, entry)) == {}


def test_every_case_has_its_figures_with_their_source_and_rule() -> None:
    assert {path.stem for path in HERE.glob("*.toml")} - {"figures"} == {entry["file"] for entry in ENTRIES}
    assert all(entry["source"] and entry["rule"] for entry in ENTRIES)


def test_what_waits_is_listed_with_its_word() -> None:
    waiting = tomllib.loads((HERE / "figures.toml").read_text(encoding="utf-8"))["waiting"]
    assert all(set(entry) == {"what", "word"} for entry in waiting)
