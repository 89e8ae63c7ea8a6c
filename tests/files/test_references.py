"""Published figures in a case: looked up as it is read, held against its money, and its own once it is saved."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from attrs import evolve, fields
from hypothesis import given
from hypothesis import strategies as st

import blogroi
from blogroi import CaseError, Cost, Point, QuantitySource, Range
from blogroi import model as public
from blogroi.files.fingerprint import fingerprint
from blogroi.files.formats import TextFormat
from blogroi.literature.figures import figures
from blogroi.model.forms import ByPeriod, Uncertain, entries

from ..builders import a_case, a_cost, a_tool, an_effect, an_indicator

FORMS: tuple[TextFormat, ...] = ("toml", "json")
CALL = "contact_cost.fr_3939_call_2007"
LEAD = "cost_per_lead.first_page_sage_construction_organic"
HEAD = """
blogroi = 1
title = "Calls"
currency = "EUR"
evaluated = {day}
{prices}
horizon = {{ start = 2026-01-01, periods = 2 }}
discounting = {{ rate = 0.03, timing = "end" }}
[objectives.service]
statement = "Members are served"
aim = "service"
beneficiary = "members"
[levers.answers]
statement = "Answers are found"
objective = "service"
family = "process"
[indicators.calls]
statement = "Calls avoided"
lever = "answers"
unit = "call"
better = "higher"
value = {value}
[tools.blog]
name = "Blog"
kind = "blog"
[[tools.blog.costs]]
item = "Writing"
units = 10
unit_cost = {cost}
when = "each"
[tools.blog.effects.calls]
change = 100
evidence = "assumed"
{effect}
"""


def read(
    value: str = "5", *, day: str = "2009-06-30", prices: str = "", cost: str = "38", effect: str = ""
) -> blogroi.Case:
    return blogroi.loads(HEAD.format(value=value, day=day, prices=prices, cost=cost, effect=effect))


def named(key: str, **beside: object) -> str:
    return "{ " + ", ".join([f'reference = "{key}"', *(f"{name} = {value}" for name, value in beside.items())]) + " }"


def faults(**stated: str) -> list[str]:
    with pytest.raises(CaseError) as caught:
        read(**stated)
    return [f"{fault.path}: {fault.message}" for fault in caught.value.faults]


def test_a_figure_brings_its_numbers_its_source_and_its_year() -> None:
    calls = read(named(CALL)).indicators["calls"]
    assert calls.value == Point(4.96)
    source = calls.sources["value"]
    assert (source.year, source.reference) == (2007, CALL)
    assert figures()[CALL].url in source.source


def test_a_saved_case_holds_the_numbers_and_looks_nothing_up() -> None:
    case = read(named(CALL, times=1.38), day="2026-06-30")
    for form in FORMS:
        text = blogroi.dumps(case, format=form)
        assert "6.8448" in text
        assert blogroi.loads(text, format=form) == case
    frozen = blogroi.dumps(case).replace(CALL, "a.figure_that_is_gone")
    assert blogroi.loads(frozen).indicators["calls"].value == Point(6.8448)


def test_a_figure_that_was_taken_over_is_not_asked_about_again() -> None:
    """The case of next year holds the number of this one, whatever year its source is of."""
    case = read(named(CALL))
    later = evolve(case, evaluated=datetime.date(2020, 6, 30), currency="USD")
    assert blogroi.loads(blogroi.dumps(later)) == later


def test_a_case_is_known_by_the_numbers_that_a_figure_has_brought() -> None:
    case = read(named(CALL))
    assert fingerprint(case) == fingerprint(blogroi.loads(blogroi.dumps(case)))


def test_in_python_a_figure_is_a_quantity_too() -> None:
    """The same case, once from a file and once from the figures."""
    figure = blogroi.references()[CALL].quantity()
    case = read(named(CALL))
    calls = evolve(case.indicators["calls"], value=figure, sources={})
    assert evolve(case, indicators={"calls": calls}) == case


def test_a_figure_may_stand_in_every_field_that_takes_a_quantity() -> None:
    share = blogroi.references()["email.mailchimp_2019_open"].quantity()
    hour = blogroi.references()["labour_cost.fr_2020"].quantity(confidence=0.8)
    effect = an_effect(100, deadweight=share, credit=[share, 0.5])
    case = a_case(
        {"blog": a_tool({"calls": effect}, [Cost(item="Writing", units=10, unit_cost=hour, when="each")])},
        indicators={"calls": an_indicator(5, prior=share)},
        evaluated=datetime.date(2022, 6, 30),
        horizon=blogroi.Horizon(start=datetime.date(2022, 1, 1), periods=2),
    )
    blog = case.tools["blog"]
    assert blog.costs[0].unit_cost == Range(23.8, 60.3, confidence=0.8)
    assert blog.effects["calls"].credit == (Point(0.2271), Point(0.5))
    assert set(blog.effects["calls"].sources) == {"deadweight", "credit[1]"}
    assert case.indicators["calls"].prior == Point(0.2271)
    assert blogroi.loads(blogroi.dumps(case)) == case
    assert type(blog.costs[0].sources["unit_cost"]) is QuantitySource


def test_every_class_that_takes_quantities_keeps_their_sources() -> None:
    """Where one did not, a published figure would stay in it, of which nothing can be drawn."""
    for cls in vars(public).values():
        if isinstance(cls, type) and hasattr(cls, "__attrs_attrs__"):
            takes = any(isinstance(stated.form, Uncertain | ByPeriod) for _, stated in entries(cls))
            assert not takes or "sources" in {attribute.name for attribute in fields(cls)}, cls


@pytest.mark.parametrize(
    ("stated", "path", "said"),
    [
        ({"value": named(LEAD), "day": "2024-01-01"}, "indicators.calls.value", "is in USD, and the case in EUR"),
        (
            {"value": named(CALL), "day": "2011-01-01"},
            "indicators.calls.value",
            "is in prices of 2007, and the case in those of 2011",
        ),
        (
            {"value": named(CALL), "prices": 'prices = { kind = "real", year = 2003 }'},
            "indicators.calls.value",
            "is in prices of 2007, and the case in those of 2003",
        ),
        (
            {"value": named(LEAD), "day": "2030-01-01"},
            "indicators.calls.value",
            "is in USD, .* and is in prices of 2023",
        ),
        (
            {"cost": named("labour_cost.fr_2020", confidence=0.8), "day": "2026-01-01"},
            "tools.blog.costs[1].unit_cost",
            "is in prices of 2020, and the case in those of 2026",
        ),
        ({"value": f"[{named(CALL)}, {named(LEAD)}]"}, "indicators.calls.value[2]", "is in USD"),
        (
            {"effect": f"deadweight = {named('landing_page.unbounce_2024_mean')}"},
            "tools.blog.effects.calls.deadweight.reference",
            "is a trap: A landing page is not a blog page",
        ),
        ({"value": named("contact_cost.fr_3939")}, "indicators.calls.value.reference", "there is no reference figure"),
        ({"value": "{ reference = 5 }"}, "indicators.calls.value.reference", "5 is not the key of a reference figure"),
        ({"value": named(CALL, times=0)}, "indicators.calls.value.times", "is not a number above zero"),
        ({"value": named(CALL, times='"1.1"')}, "indicators.calls.value.times", "is not a number"),
        ({"value": named(CALL, year=2007)}, "indicators.calls.value.year", "is not stated beside `reference`"),
        ({"value": named(CALL, source='"me"')}, "indicators.calls.value.source", "is not stated beside `reference`"),
        (
            {"effect": f"deadweight = {named('sroi_band.deadweight_part')}"},
            "tools.blog.effects.calls.deadweight.confidence",
            "guidance bands, and no interval",
        ),
        (
            {"effect": f"deadweight = {named('post_life.izea_day700')}"},
            "tools.blog.effects.calls.deadweight",
            "is not a share",
        ),
        ({"value": named(CALL, tims=2)}, "indicators.calls.value.tims", "did you mean `times`"),
        (
            {"value": named(CALL, low=3, high=5, times=2, source='"me"')},
            "indicators.calls.value.times",
            "is not known here",
        ),
    ],
)
def test_what_does_not_fit_is_refused_with_its_path_and_what_to_do(
    stated: dict[str, str], path: str, said: str
) -> None:
    (fault,) = faults(**stated)
    assert fault.startswith(path)
    assert re.search(said, fault)


@pytest.mark.parametrize("year", [2004, 2007, 2010])
def test_prices_of_up_to_three_years_before_or_after_are_taken(year: int) -> None:
    case = read(named(CALL), day="2015-01-01", prices=f'prices = {{ kind = "real", year = {year} }}')
    assert case.indicators["calls"].value == Point(4.96)


def test_a_case_of_no_day_is_in_the_prices_of_its_start() -> None:
    call = blogroi.references()[CALL].quantity()
    tools = {"blog": a_tool({"calls": an_effect(100)}, [a_cost()])}
    with pytest.raises(CaseError, match="the case in those of 2026"):
        a_case(tools, indicators={"calls": an_indicator(call)}, evaluated=None)


def test_what_is_in_no_money_is_taken_in_any_year() -> None:
    assert read(effect=f"deadweight = {named('email.mailchimp_2019_open')}", day="2040-01-01").tools


def test_in_python_the_same_is_refused_in_the_words_of_python() -> None:
    lead = blogroi.references()[LEAD].quantity()
    with pytest.raises(
        CaseError, match=r"indicators\.calls\.value: is in USD, and the case in EUR: .* quantity\(times=1\.1\)"
    ):
        a_case({"blog": a_tool({"calls": an_effect(100)}, [a_cost()])}, indicators={"calls": an_indicator(lead)})


def test_a_figure_beside_a_source_of_its_own_is_refused() -> None:
    with pytest.raises(CaseError, match=r"sources\.amount: is said twice"):
        Cost(
            item="Calls", amount=blogroi.references()[CALL].quantity(), when=1, sources={"amount": QuantitySource("me")}
        )


def test_a_figure_is_no_value_of_a_scenario() -> None:
    text = HEAD.format(value="5", day="2009-06-30", prices="", cost="38", effect="")
    text += f'[scenarios.dear]\nstatement = "Dear calls"\nset = {{ "indicators.calls.value" = {named(CALL)} }}\n'
    with pytest.raises(CaseError, match=r"scenarios\.dear\.set.*: is a published figure"):
        blogroi.loads(text)


def test_a_published_rate_is_written_out_since_it_is_a_convention() -> None:
    said = "rate: a published rate is written out, as a number, with its `source`"
    text = HEAD.format(value="5", day="2026-06-30", prices="", cost="38", effect="")
    with pytest.raises(CaseError, match=f"line 8: discounting.{said}"):
        blogroi.loads(text.replace("rate = 0.03", f"rate = {named('discount.uk_green_book')}"))
    rate: Any = blogroi.references()["discount.uk_green_book"].quantity()
    with pytest.raises(CaseError, match=said):
        blogroi.Discounting(rate=rate)


def test_a_figure_is_no_weight() -> None:
    with pytest.raises(CaseError, match="weight"):
        blogroi.Objective("Service", aim="service", beneficiary="members", weight=blogroi.references()[CALL].quantity())


@given(
    key=st.sampled_from([key for key, one in figures().items() if one.use == "value"]),
    times=st.floats(0.01, 100.0),
    data=st.data(),
)
def test_every_figure_round_trips_with_what_it_is_multiplied_by(key: str, times: float, data: Any) -> None:
    figure = figures()[key]
    confidence = data.draw(st.floats(0.4, 0.95)) if figure.low is not None else None
    stated = figure.quantity(times=times, confidence=confidence)
    driver = blogroi.Driver("A figure", stated)
    case = evolve(read(), drivers={"figure": driver})
    assert case.drivers["figure"].value == stated.quantity
    for form in FORMS:
        assert blogroi.loads(blogroi.dumps(case, format=form), format=form) == case
