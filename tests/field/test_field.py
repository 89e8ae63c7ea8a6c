"""Small cases of the field answer what is right for them, or are refused with the reason and the way to say it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

import blogroi

from .. import worked

HERE = Path(__file__).parent
ENTRIES = worked.entries(HERE)
ANSWERED = [entry for entry in ENTRIES if "figures" in entry]
DRAWS = 20_000
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


PRINTED = [entry for entry in ANSWERED if {"agrees", "named", "contradicted"} & entry.keys()]


@pytest.mark.parametrize("entry", PRINTED, ids=worked.names(PRINTED))
def test_what_was_printed_is_blamed_only_where_no_convention_makes_it_right(entry: dict[str, Any]) -> None:
    assert worked.wrongly_said(worked.evaluated(HERE, entry), entry) == []


def test_a_campaign_breaks_even_at_250_sales_of_4_each() -> None:
    (found,) = blogroi.sensitivity(load("sales-to-break-even"), draws=DRAWS).tools["campaign"].inputs
    assert found.break_even == pytest.approx(250.0, rel=1e-9)


@pytest.mark.parametrize(("name", "right"), [("insure-or-not", 558.0), ("insure-or-not-after-a-test", 558.003)])
def test_what_it_is_worth_to_tell_two_sorts_of_customers_apart(name: str, right: float) -> None:
    """Seven in ten bring 1,140, three lose 1,860, or a cent of cost more: knowing which spares 0.3 x 1,860."""
    evpi = blogroi.worth_measuring(load(name), draws=DRAWS).evpi
    assert evpi.value == pytest.approx(right, rel=1e-9, abs=5.0 * evpi.mc_error)
    assert evpi.mc_error < 0.02 * right


def test_two_ways_of_doing_the_same_are_both_taken_where_nobody_says_that_one_excludes_the_other() -> None:
    choice = blogroi.choose(load("two-ways-of-doing-it"), budget=300, draws=1)
    assert (choice.tools, choice.value) == (("large", "small"), 130.0)


def load(name: str) -> blogroi.Case:
    return blogroi.load(HERE / f"{name}.toml")


def test_every_case_has_its_figures_with_their_source_and_rule() -> None:
    assert {path.stem for path in HERE.glob("*.toml")} - {"figures"} == {entry["file"] for entry in ENTRIES}
    assert all(entry["source"] and entry["rule"] for entry in ENTRIES)


def test_what_waits_is_listed_with_its_word() -> None:
    waiting = tomllib.loads((HERE / "figures.toml").read_text(encoding="utf-8"))["waiting"]
    assert all(set(entry) == {"what", "word"} for entry in waiting)
