"""The reference figures: each whole, from its primary source, and taken as a quantity by what its spread is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import attrs
import pytest
from attrs import evolve

import blogroi
from blogroi import CaseError, Point, Range
from blogroi.errors import Fault
from blogroi.literature.figures import FAST, SLOW, ReferenceFigure, figure_of, figures
from blogroi.model.reference import Reference

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
    assert (FAST, SLOW) == (2, 5)


SAYS_WHAT = "spread: says what `low` and `high` are: state both, or none of the three"
MISSING = "is missing: 1 to 3 are {kind}, and no interval: say with what chance they hold yours, as in {written}"


def refused(make: Callable[[], object]) -> list[Fault]:
    with pytest.raises(CaseError) as caught:
        make()
    return list(caught.value.faults)


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"low": 1.0}, [SAYS_WHAT]),
        ({"value": None}, ["value: is missing"]),
        ({"value": None, "low": 1.0, "high": 2.0}, [SAYS_WHAT]),
        ({"value": None, "low": 1.0}, [SAYS_WHAT]),
        ({"value": None, "high": 1.0}, [SAYS_WHAT, "value: is missing"]),
        (
            {"value": None, "use": "trap", "spread": "guidance bands"},
            [SAYS_WHAT, "value: is missing", "trap: is missing: what goes wrong with the figure"],
        ),
        ({"studies": 1}, ["studies: 1 is not between 2 and 10000"]),
        ({"studies": 10_001}, ["studies: 10001 is not between 2 and 10000"]),
        ({"year_inferred": "yes"}, ["year_inferred: 'yes' is neither true nor false: write True"]),
    ],
)
def test_all_that_a_figure_lacks_is_said_in_whole_sentences(changes: dict[str, object], faults: list[str]) -> None:
    assert [str(fault) for fault in refused(lambda: a_figure(**changes))] == faults


@pytest.mark.parametrize(
    ("spread", "kind"),
    [
        ("range over studies", "ends of studies, it is not said of how many"),
        ("range over groups", "a range over groups"),
        ("guidance bands", "guidance bands"),
    ],
)
def test_ends_are_called_what_they_are_in_python_and_in_a_file(spread: str, kind: str) -> None:
    figure = a_figure(low=1.0, high=3.0, spread=spread)
    (fault,) = refused(figure.quantity)
    assert str(fault) == "confidence: " + MISSING.format(kind=kind, written="quantity(confidence=0.8)")
    in_file = '{ reference = "calls.cost", confidence = 0.8 }'
    assert fault.in_file == MISSING.format(kind=kind, written=in_file)
    assert figure.quantity(confidence=0.7).quantity == Range(1.0, 3.0, confidence=0.7)


def test_what_is_wrong_with_how_it_is_taken_is_said_together() -> None:
    figure = a_figure(low=1.0, high=3.0, spread="guidance bands")
    assert [fault.path for fault in refused(lambda: figure.quantity(times=-1))] == ["times", "confidence"]
    assert str(refused(lambda: a_figure().quantity(times=0))[0]) == (
        "times: 0 is not a number above zero, by which the figure is multiplied"
    )
    assert str(refused(lambda: a_figure().quantity(confidence=0.8))[0]) == (
        "confidence: is that of no range: `calls.cost` is a single number, its source prints no spread"
    )
    trap = a_figure(use="trap", trap="It answers another question.")
    assert [str(fault) for fault in refused(lambda: trap.quantity(times=-1))] == [
        "reference: `calls.cost` is a trap: It answers another question. Take a figure of your own."
    ]


def test_a_figure_is_taken_with_its_key_its_source_its_year_and_its_money() -> None:
    said = "Help desks: Report, https://example.org/report"
    assert a_figure().quantity() == Reference(
        key="calls.cost", quantity=Point(5.0), source=said, year=2024, currency="EUR", is_converted=False
    )
    assert a_figure(currency=None, year_inferred=True).quantity(times=3.0) == Reference(
        key="calls.cost",
        quantity=Point(15.0),
        source=f"{said}; the year is inferred, the page states none; times 3",
        year=2024,
        currency=None,
        is_converted=True,
    )
    assert a_figure().quantity(times=1).is_converted


def test_a_product_is_said_to_twelve_digits_and_a_figure_as_it_is_printed() -> None:
    third = a_figure(value=1 / 3)
    assert third.quantity().quantity == Point(1 / 3)
    assert third.quantity(times=1.0).quantity == Point(1 / 3)
    assert third.quantity(times=3.1).quantity == Point(1.03333333333)
    assert a_figure(value=0.1).quantity(times=3).quantity == Point(0.3)
    thirds = a_figure(low=1 / 3, high=2 / 3, spread="range over groups")
    assert thirds.quantity(confidence=0.8).quantity == Range(1 / 3, 2 / 3, confidence=0.8)
    assert thirds.quantity(confidence=0.8, times=2).quantity == Range(0.666666666667, 1.33333333333, confidence=0.8)


def test_studies_without_ends_hold_nothing() -> None:
    assert a_figure(studies=3).confidence is None
    assert a_figure(low=1.0, high=3.0, spread="range over groups", studies=3).confidence is None


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        (
            "labour_cost.fr_2081",
            "there is no reference figure `labour_cost.fr_2081`: did you mean `labour_cost.fr_2018`?",
        ),
        ("x" * 300, f"there is no reference figure `{'x' * 200}`: `blogroi references WORD` finds them"),
        (5, "5 is not the key of a reference figure: it is a text"),
    ],
)
def test_a_key_that_is_not_there_is_answered_in_a_sentence(key: object, hint: str) -> None:
    assert [str(fault) for fault in refused(lambda: figure_of(key))] == [f"reference: {hint}"]


def test_a_figure_is_found_among_those_that_are_given_and_else_among_all() -> None:
    mine = a_figure()
    assert figure_of("calls.cost", {"calls.cost": mine}) is mine
    assert figure_of("labour_cost.fr_2018") is figures()["labour_cost.fr_2018"]
    (fault,) = refused(lambda: figure_of("labour_cost.fr_2018", {"calls.cost": mine}))
    assert str(fault).endswith("`blogroi references WORD` finds them")
    assert figures() is figures()
    assert figures.__wrapped__() == figures()
    assert all(figure.key == key for key, figure in figures().items())
