"""The reference figures: each whole, from its primary source, and taken as a quantity by what its spread is."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import attrs
import pytest
from attrs import evolve

import blogroi
from blogroi import CaseError, Point, Range
from blogroi.literature.figures import FAST, SLOW, ReferenceFigure, figures

VALUES = [figure for figure in figures().values() if figure.use == "value"]
TRAPS = [figure for figure in figures().values() if figure.use == "trap"]
ABOUT_SEARCH_OR_SOCIAL = ("search", "social", "ctr.", "organic")


def each(some: list[ReferenceFigure]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("figure", some, ids=[figure.key for figure in some])


def a_figure(**changes: object) -> ReferenceFigure:
    stated = {
        "key": "calls.cost",
        "en": "Cost of a call",
        "fr": "Coût d'un appel",
        "value": 5.0,
        "spread": "none",
        "unit": "EUR/call",
        "currency": "EUR",
        "denominator": "Calls.",
        "population": "Two help desks.",
        "definition": "Spend over calls.",
        "year": 2024,
        "expires": 2029,
        "source": "Report",
        "publisher": "Help desks",
        "url": "https://example.org/report",
        "reliability": "Accounts.",
        "feeds": "indicator value",
        "use": "value",
    }
    return ReferenceFigure(**stated | changes)  # type: ignore[arg-type]


def test_there_are_as_many_as_were_read_in_their_primary_source() -> None:
    assert (len(VALUES), len(TRAPS)) == (68, 10)
    assert sum(figure.spread != "none" for figure in VALUES) == 28


@each([*VALUES, *TRAPS])
def test_each_says_what_it_is_of_whom_over_what_and_where_it_was_read(figure: ReferenceFigure) -> None:
    for text in (figure.denominator, figure.population, figure.definition, figure.reliability):
        assert text.endswith((".", "?"))
    address = urlsplit(figure.url)
    assert address.scheme in ("http", "https")
    assert "." in address.netloc
    assert "utm_" not in figure.url
    assert figure.source
    assert figure.publisher
    assert figure.en != figure.fr


@each([*VALUES, *TRAPS])
def test_money_has_its_currency_and_nothing_else_has(figure: ReferenceFigure) -> None:
    money = figure.unit.split("/")[0] if figure.unit[:3].isupper() else None
    assert figure.currency == money


@each([*VALUES, *TRAPS])
def test_what_is_about_search_or_social_media_ages_in_two_years(figure: ReferenceFigure) -> None:
    is_fast = any(word in figure.key for word in ABOUT_SEARCH_OR_SOCIAL)
    assert figure.expires - figure.year == (FAST if is_fast else SLOW)


@each(VALUES)
def test_each_loads_as_a_quantity_of_a_driver(figure: ReferenceFigure) -> None:
    needs = figure.spread != "none" and figure.confidence is None
    stated = figure.quantity(confidence=0.8 if needs else None)
    driver = blogroi.Driver(figure.en, stated)
    assert driver.value == stated.quantity
    source = driver.sources["value"]
    assert (source.year, source.reference) == (figure.year, figure.key)
    assert figure.url in source.source


@each([figure for figure in VALUES if figure.year_inferred])
def test_an_inferred_year_is_said_to_be_so_wherever_it_goes(figure: ReferenceFigure) -> None:
    assert "the year is inferred" in figure.quantity(confidence=0.8 if figure.low is not None else None).source


@each(TRAPS)
def test_a_trap_is_listed_and_refused_with_what_goes_wrong(figure: ReferenceFigure) -> None:
    with pytest.raises(CaseError, match="is a trap") as caught:
        figure.quantity()
    assert figure.trap in str(caught.value)


@pytest.mark.parametrize(("studies", "cover"), [(2, 1 / 3), (3, 0.5), (4, 0.6), (19, 0.9)])
def test_ends_of_k_studies_hold_another_one_with_chance_k_less_1_over_k_plus_1(studies: int, cover: float) -> None:
    figure = a_figure(value=None, low=1.0, high=4.0, spread="range over studies", studies=studies)
    assert figure.quantity().quantity == Range(1.0, 4.0, confidence=cover)


def test_a_mean_between_ends_is_never_read_as_what_is_most_likely() -> None:
    figure = figures()["turnover_cost.equitable_growth"]
    assert (figure.value, figure.centre) == (0.4, "mean")
    assert figure.quantity(confidence=0.8).quantity == Range(0.02, 1.5, confidence=0.8)


@pytest.mark.parametrize(
    "key",
    ["optimism_bias.uk_it_capex", "labour_cost.fr_2020", "turnover_cost.equitable_growth", "sroi_band.deadweight_part"],
)
def test_ends_that_are_no_interval_are_refused_until_somebody_says_of_what_confidence(key: str) -> None:
    with pytest.raises(CaseError, match=r"confidence: is missing: .* no interval"):
        figures()[key].quantity()


def test_a_single_number_takes_no_confidence() -> None:
    with pytest.raises(CaseError, match="confidence: is that of no range"):
        a_figure().quantity(confidence=0.8)


@pytest.mark.parametrize("times", [0, -1, float("nan"), float("inf"), "2", True])
def test_what_it_is_multiplied_by_is_a_number_above_zero(times: float) -> None:
    with pytest.raises(CaseError, match=r"times: .* is not a number above zero"):
        a_figure().quantity(times=times)


def test_what_it_is_multiplied_by_stands_in_its_numbers_and_in_its_source() -> None:
    stated = figures()["contact_cost.fr_3939_call_2007"].quantity(times=1.38)
    assert stated.quantity == Point(6.8448)
    assert stated.source.endswith("; times 1.38")
    ends = a_figure(value=None, low=1.0, high=4.0, spread="range over studies", studies=3).quantity(times=2)
    assert ends.quantity == Range(2.0, 8.0, confidence=0.5)


def test_an_experiment_finds_a_fifth_to_a_thirteenth_of_what_a_comparison_finds() -> None:
    """[Gordon2022]: medians of 0.05 by experiment, of 0.24 and 0.64 by two methods without one."""
    figure = figures()["confidence.observed_over_true_lower"]
    assert figure.low == pytest.approx(0.24 / 0.05)
    assert figure.high == pytest.approx(0.64 / 0.05)
    assert figure.studies == 2
    assert figure.confidence == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"value": None}, "value: is missing"),
        ({"low": 1.0}, "spread: says what"),
        ({"low": 1.0, "high": 4.0}, "spread: says what"),
        ({"spread": "guidance bands"}, "spread: says what"),
        ({"use": "trap"}, "trap: is missing"),
        ({"spread": "interval"}, "spread"),
    ],
)
def test_a_figure_without_what_it_needs_is_refused(changes: dict[str, object], fault: str) -> None:
    with pytest.raises(CaseError, match=fault):
        a_figure(**changes)


def test_ends_go_together_and_years_are_years() -> None:
    whole = next(one for one in figures().values() if one.low is not None)
    changes: tuple[dict[str, Any], ...] = (
        {"low": None},
        {"high": None},
        {"low": None, "high": None},
        {"spread": "none"},
    )
    for change in changes:
        with pytest.raises(CaseError, match="state both, or none of the three"):
            evolve(whole, **change)
    for name in ("year", "expires"):
        last: dict[str, Any] = {name: 9999}
        assert getattr(evolve(whole, **last), name) == 9999
        for year in (999, 10_000):
            beyond: dict[str, Any] = {name: year}
            with pytest.raises(CaseError, match=name):
                evolve(whole, **beyond)
    assert not attrs.fields_dict(ReferenceFigure)["year_inferred"].default


def test_what_moves_fast_is_looked_up_again_sooner() -> None:
    assert 0 < FAST < SLOW
