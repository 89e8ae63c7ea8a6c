"""A formula that is no number, in some draw or whatever is drawn, is refused with its path, how often, and why."""

from __future__ import annotations

import math

import pytest

import blogroi
from blogroi import Case, CaseError, Driver, Normal, Range
from blogroi.engine.graph import failures
from blogroi.language.spoken import spoken

from ...builders import a_case, a_tool, an_effect

AT = "tools.blog.effects.deals.change"
DRIVERS = {
    "visits": Driver("Visits", Range(3000, 5000)),
    "luck": Driver("Luck", Normal(1, 0.2), varies="each period"),
}


def stated(formula: str) -> Case:
    return a_case({"blog": a_tool({"deals": an_effect(formula)})}, periods=3, step="month", drivers=DRIVERS)


CERTAIN = [
    ("log(0)", "in any draw: it divides by zero, takes the root or the logarithm of what is below zero"),
    ("sqrt(-1)", "in any draw"),
    ("exp(1000)", "in any draw"),
    ("1 / (period - 1)", "in period 1: "),
    ("yearly_growth(-2)", "in periods 2, 3: "),
]


@pytest.mark.parametrize(("formula", "said"), CERTAIN)
def test_what_is_no_number_whatever_is_drawn_is_refused_with_its_periods(formula: str, said: str) -> None:
    (fault,) = faults_of(formula)
    assert fault.startswith(f"{AT}: gives no number {said}"), fault


DRAWN = [
    ("visits / (luck - luck)", "500 of 500 draws: it divides by zero, or grows past all bounds"),
    ("log(visits - visits)", "500 of 500 draws: it takes the logarithm of what is not above zero"),
    ("event(luck)", "draws: it gives event a chance that is not a share between 0 and 1"),
    ("poisson(luck - 1)", "draws: it gives poisson a mean below zero"),
    (
        "binomial(visits, 0.01)",
        "500 of 500 draws: it gives binomial trials that are no whole number from 0 on (write round(n))",
    ),
    ("delay(visits, luck - 5)", "500 of 500 draws: it delays by less than zero"),
]


@pytest.mark.parametrize(("formula", "said"), DRAWN)
def test_what_is_no_number_in_some_draws_is_refused_with_how_many_and_why(formula: str, said: str) -> None:
    (fault,) = faults_of(formula)
    assert said in fault, fault


@pytest.mark.parametrize(
    "formula",
    ["binomial(round(visits), 0.01)", "binomial(poisson(3), 0.5)", "binomial(2 * period, 0.5)", "event(min(1, luck))"],
)
def test_counts_are_whole_and_chances_shares_where_they_say_so(formula: str) -> None:
    benefits = blogroi.evaluate(stated(formula), draws=500).tools["blog"].benefits
    assert benefits is not None
    assert 0.0 < benefits.mean < math.inf


def faults_of(formula: str) -> list[str]:
    with pytest.raises(CaseError) as caught:
        blogroi.evaluate(stated(formula), draws=500)
    return [str(fault) for fault in caught.value.faults]


def test_every_reason_is_said_in_french_too() -> None:
    for reason in failures._REASONS.values():
        assert spoken(reason, "fr") != reason
    with pytest.raises(CaseError) as caught:
        blogroi.evaluate(stated("delay(visits, luck - 5)"), draws=500)
    assert spoken(caught.value.faults[0].message, "fr").startswith(
        "ne donne pas de nombre dans 500 tirages sur 500\xa0: la formule retarde de moins que zéro, ou croît"
    )
