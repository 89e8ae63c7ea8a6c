"""What is said of the published figures that a case has taken over."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from attrs import evolve

import blogroi
from blogroi import Case, Driver, QuantitySource, Range
from blogroi.codes.codes import explanations
from blogroi.codes.quoted import QUOTED
from blogroi.literature.figures import figures

from ..builders import a_case, a_cost, a_tool, an_effect, an_indicator

OPENED = "email.mailchimp_2019_open"
BAND = "sroi_band.deadweight_part"


def a_case_of(key: str, *, year: int = 2020, **stated: float) -> Case:
    deadweight = figures()[key].quantity(**stated)
    tools = {"blog": a_tool({"calls": an_effect(100, deadweight=deadweight)}, [a_cost()])}
    return a_case(tools, indicators={"calls": an_indicator()}, evaluated=date(year, 6, 30))


def said(case: Case) -> dict[str, str]:
    """What an evaluation says of figures, which the review of the plan says too."""
    checks = {check.code: check.path for check in blogroi.evaluate(case, draws=10).checks if check.code in QUOTED}
    assert {found.code: found.path for found in blogroi.check(case, select=sorted(QUOTED)).findings} == checks
    return checks


PATH = "tools.blog.effects.calls.deadweight"


@pytest.mark.parametrize(
    ("case", "codes"),
    [
        (a_case_of(OPENED), {"BR244"}),
        (a_case_of(BAND, confidence=0.8), {"BR245"}),
        (a_case_of(OPENED, year=2024), {"BR244"}),
        (a_case_of(OPENED, year=2025), {"BR244", "BR246"}),
        (a_case_of(BAND, year=2023, confidence=0.8), {"BR245", "BR246"}),
    ],
)
def test_a_missing_spread_an_inferred_year_and_age_are_said(case: Case, codes: set[str]) -> None:
    assert said(case) == dict.fromkeys(codes, PATH)
    assert said(blogroi.loads(blogroi.dumps(case))) == said(case)


CALL = "contact_cost.fr_3939_call_2007"


def a_value(unit: str, *, year: int = 2007, **stated: float) -> Case:
    value = figures()[CALL].quantity(**stated)
    indicator = an_indicator(unit=unit, value=value)
    return a_case(
        {"blog": a_tool({"calls": an_effect(100)}, [a_cost()])},
        indicators={"calls": indicator},
        evaluated=date(year, 6, 30),
    )


def units(case: Case) -> list[str]:
    return [path for path, _ in QUOTED["BR249"][0](case)]


@pytest.mark.parametrize(
    ("unit", "is_other"),
    [("call", False), ("calls", False), ("appel", False), ("visit", True), ("share", True), ("(call)", False)],
)
def test_a_published_figure_is_held_against_the_unit_of_what_it_stands_for(unit: str, is_other: bool) -> None:
    assert units(a_value(unit)) == (["indicators.calls.value"] if is_other else [])


def test_a_figure_that_was_converted_is_the_author_s_own() -> None:
    assert units(a_value("visit", times=1.2)) == []


def test_a_share_is_no_amount() -> None:
    change = figures()[OPENED].quantity()
    tools = {"blog": a_tool({"calls": an_effect(change)}, [a_cost()])}
    assert units(a_case(tools, indicators={"calls": an_indicator(unit="call")})) == ["tools.blog.effects.calls.change"]
    assert units(a_case(tools, indicators={"calls": an_indicator(unit="share")})) == []
    assert units(a_case_of(OPENED)) == []


@pytest.mark.parametrize(("unit", "is_other"), [("share", False), (None, False), ("visit", True)])
def test_so_it_is_with_a_driver(unit: str | None, is_other: bool) -> None:
    driver = Driver("Opened", figures()[OPENED].quantity(), unit=unit)
    case = evolve(a_case_of(OPENED), drivers={"opened": driver})
    assert units(case) == (["drivers.opened.value"] if is_other else [])


def test_what_fades_in_a_year_does_not_fade_in_a_month() -> None:
    yearly = next(one for one in figures().values() if one.unit == "share a year" and one.use == "value")
    drop_off = yearly.quantity(confidence=None if yearly.spread == "none" or yearly.confidence else 0.8)
    tools = {"blog": a_tool({"calls": an_effect(100, drop_off=drop_off)}, [a_cost()])}
    years = a_case(tools, indicators={"calls": an_indicator()}, evaluated=date(2020, 6, 30))
    months = evolve(years, horizon=evolve(years.horizon, step="month"))
    assert units(years) == []
    assert units(months) == ["tools.blog.effects.calls.drop_off"]


def test_no_example_is_accused_without_cause() -> None:
    root = Path(__file__).parents[2]
    cases = [*(root / "examples").rglob("*.toml"), *(root / "src/blogroi/files/recipes").glob("*.toml")]
    assert {path.stem: units(blogroi.load(path)) for path in cases if units(blogroi.load(path))} == {}


def test_a_range_around_a_published_number_is_what_was_asked_for() -> None:
    source = QuantitySource("a provider, and our own list", year=2024, reference=OPENED)
    effect = an_effect(100, deadweight=Range(0.1, 0.4), sources={"deadweight": source})
    tools = {"blog": a_tool({"calls": effect}, [a_cost()])}
    assert said(a_case(tools, indicators={"calls": an_indicator()}, evaluated=date(2020, 6, 30))) == {}


def test_a_figure_that_is_not_known_here_is_passed_over() -> None:
    effect = an_effect(
        100, deadweight=0.2, sources={"deadweight": QuantitySource("me", reference="of.another_version")}
    )
    assert said(a_case({"blog": a_tool({"calls": effect}, [a_cost()])})) == {}


def test_each_is_as_severe_as_its_explanation_says() -> None:
    assert {code: severity for code, (_, severity) in QUOTED.items()} == {
        code: explanations()[code].severity for code in QUOTED
    }
