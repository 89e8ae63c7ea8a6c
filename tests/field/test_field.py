"""Small cases of the field answer what is right for them, or are refused with the reason and the way to say it."""

from __future__ import annotations

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
    assert worked.wrongly_refused(HERE, entry) == []


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


def test_what_is_chance_cannot_be_found_out_and_what_is_not_known_can() -> None:
    """The same gain of 100, there in half of the cases: drawn anew it is worth nothing to ask, looked up it spares 40 in half of them."""
    by_chance = blogroi.worth_measuring(load("chance-that-nobody-can-find-out"), draws=DRAWS)
    unknown = blogroi.worth_measuring(load("chance-that-could-be-found-out"), draws=DRAWS)
    assert (by_chance.evpi.value, by_chance.inputs) == (0.0, ())
    assert unknown.evpi.value == pytest.approx(20.0, rel=1e-9, abs=5.0 * unknown.evpi.mc_error)


def test_of_an_event_whose_chance_is_uncertain_the_chance_alone_can_be_found_out() -> None:
    """It pays from a chance of 0.04 on: a put on the lognormal chance, 1.5 million for each unit of it."""
    found = blogroi.worth_measuring(load("crises-of-an-uncertain-chance"), draws=DRAWS)
    assert [str(one.path) for one in found.inputs] == ["drivers.yearly_chance.value"]
    assert found.evpi.value == pytest.approx(4742.463797, abs=5.0 * found.evpi.mc_error)


def test_a_driver_is_one_input_however_many_fields_use_it() -> None:
    (visits,) = blogroi.sensitivity(load("two-results-of-the-same-visits"), draws=DRAWS).tools["blog"].inputs
    assert visits.break_even == pytest.approx(37_500.0, rel=1e-9)
    (wage,) = blogroi.sensitivity(load("one-wage-on-both-sides"), draws=DRAWS).tools["site"].inputs
    assert wage.break_even is None  # whatever an hour costs, it pays


def test_what_chance_has_of_the_uncertainty_is_found_from_few_draws() -> None:
    """12 x (1,000 ^ 2 + 100 ^ 2) x 0.04 of the variance is luck, and 1,200 ^ 2 what nobody knows of the visits."""
    blog = blogroi.sensitivity(load("visits-in-good-and-bad-months"), draws=2_000).tools["blog"]
    assert blog.chance == pytest.approx(484_800 / 1_924_800, abs=0.02)
    assert blog.inputs[0].share == pytest.approx(1_440_000 / 1_924_800, abs=0.06)


def test_an_event_of_a_driver_is_the_same_for_all_that_use_it_and_a_call_elsewhere_is_another() -> None:
    ranking = blogroi.evaluate(load("one-crisis-for-two-tools"), draws=DRAWS).ranking
    assert ranking.pairwise["blog"]["intranet"] == ranking.pairwise["intranet"]["blog"] == 0.0
    assert ranking.pairwise["hotline"]["blog"] == pytest.approx(
        0.25, abs=4.0 * ranking.pairwise_error["hotline"]["blog"]
    )


def test_two_ways_of_doing_the_same_are_both_taken_where_nobody_says_that_one_excludes_the_other() -> None:
    choice = blogroi.choose(load("two-ways-of-doing-it"), budget=300, draws=1)
    assert (choice.tools, choice.value) == (("large", "small"), 130.0)


def test_of_two_ways_that_exclude_each_other_the_better_one_is_taken() -> None:
    choice = blogroi.choose(load("one-way-or-the-other"), draws=1)
    assert (choice.tools, choice.value) == (("large",), 80.0)


def load(name: str) -> blogroi.Case:
    return blogroi.load(HERE / f"{name}.toml")


def test_every_case_has_its_figures_with_their_source_and_rule() -> None:
    assert {path.stem for path in HERE.glob("*.toml")} - {"figures"} == {entry["file"] for entry in ENTRIES}
    assert all(entry["source"] and entry["rule"] for entry in ENTRIES)
