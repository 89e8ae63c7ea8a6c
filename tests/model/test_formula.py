"""A formula knows what it uses; whoever holds it says which drivers there are, and where it stands."""

from __future__ import annotations

import pytest
from attrs import evolve
from attrs.exceptions import FrozenInstanceError

from blogroi.model.formula import Formula, name_faults, place_faults

KNOWN = ["visits", "lead_rate", "close_rate", "Margin", "rate"]


def said_of(text: str, known: list[str] | None = None) -> list[str]:
    return [str(fault) for fault in name_faults(Formula(text), KNOWN if known is None else known)]


def test_a_formula_keeps_what_was_written() -> None:
    formula = Formula("  visits*lead_rate ")
    assert str(formula) == formula.text == "  visits*lead_rate "
    assert repr(formula) == "Formula('  visits*lead_rate ')"
    assert eval(repr(formula), {"Formula": Formula}) == formula


def test_spaces_brackets_and_ways_of_writing_a_number_make_no_difference() -> None:
    assert Formula("visits*0.50") == Formula(" (visits) * (.5)")
    assert hash(Formula("visits*0.50")) == hash(Formula("visits * 0.5"))
    assert Formula("a * b") != Formula("b * a")
    text: object = "a"
    assert Formula("a") != text


def test_a_formula_cannot_be_changed_and_is_read_again_where_it_is_made_anew() -> None:
    formula = Formula("visits")
    with pytest.raises(FrozenInstanceError):
        formula.text = "leads"  # type: ignore[misc]
    assert evolve(formula, text="2 * leads").names == ("leads",)


def test_names_come_in_the_order_of_the_text_each_once() -> None:
    formula = Formula("close_rate * max(visits, close_rate) - by_age(posts, views * age) * period")
    assert formula.names == ("close_rate", "visits", "posts", "views")
    assert formula.names_in_profiles == ("views",)


@pytest.mark.parametrize(
    "text",
    [
        "period",
        "year * a",
        "growth(0.1)",
        "season(1, 2)",
        "by_age(a, age)",
        "ramp(3, running)",
        "event(0.1)",
        "delay(a, 1)",
    ],
)
def test_a_formula_says_that_it_may_change_with_the_period(text: str) -> None:
    assert Formula(text).by_period


@pytest.mark.parametrize("text", ["a", "min(a, 1) ** 2", "where(a > 0, a, 0)", "1"])
def test_a_formula_says_that_it_does_not_change_with_the_period(text: str) -> None:
    assert not Formula(text).by_period


class TestNames:
    def test_all_that_are_known_are_taken(self) -> None:
        assert said_of("visits * lead_rate * close_rate * period") == []

    def test_one_that_is_not_known_is_answered_by_the_nearest(self) -> None:
        assert said_of("2 * visit") == ["column 5: there is no driver `visit`: did you mean `visits`?"]
        assert said_of("periods") == ["column 1: there is no driver `periods`: did you mean `period`?"]
        assert said_of("margin") == ["column 1: there is no driver `margin`: did you mean `Margin`?"]

    def test_where_none_is_near_all_are_listed_and_where_there_is_none_how_to_state_it(self) -> None:
        assert said_of("xyz") == [
            "column 1: there is no driver `xyz`: one of Margin, close_rate, lead_rate, rate, visits"
        ]
        assert said_of("xyz", []) == ["column 1: there is no driver `xyz`: state it: [drivers.xyz]"]

    def test_each_is_said_once_and_all_of_them(self) -> None:
        found = said_of("xyz * visit - xyz")
        assert [fault.split(":")[0] for fault in found] == ["column 1", "column 7"]

    def test_a_name_with_a_hyphen_is_answered_by_one_without(self) -> None:
        assert said_of("visits * lead-rate") == ["column 10: a name has no hyphen: write lead_rate"]
        assert said_of("new-lead-share * 2") == ["column 1: a name has no hyphen: write new_lead_share"]

    def test_a_difference_of_drivers_is_no_name_with_a_hyphen(self) -> None:
        assert said_of("visits-rate") == []
        assert said_of("visits-leads") == [
            "column 8: there is no driver `leads`: one of Margin, close_rate, lead_rate, rate, visits"
        ]
        assert said_of("foo - bar")[0].startswith("column 1: there is no driver `foo`")


class TestPlaces:
    def test_running_counts_from_the_start_of_an_effect_and_has_none_elsewhere(self) -> None:
        formula = Formula("visits * ramp(6, running)")
        assert list(place_faults(formula, in_effect=True)) == []
        (fault,) = place_faults(formula)
        assert fault.message.startswith("column 18: `running` counts from the start of an effect")

    @pytest.mark.parametrize(
        "text", ["period", "year", "growth(0.1)", "cumulative(a)", "season(1, 2)", "by_age(a, age)"]
    )
    def test_what_is_paid_before_the_first_period_knows_no_period(self, text: str) -> None:
        assert list(place_faults(Formula(text))) == []
        assert len(list(place_faults(Formula(text), upfront=True))) == 1

    def test_chance_has_its_place_before_the_first_period_too(self) -> None:
        assert list(place_faults(Formula("5000 * event(0.3)"), upfront=True)) == []
