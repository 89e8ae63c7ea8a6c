"""The case and its conventions: one window, one rate, one currency, one treatment of gaps for all tools."""

from __future__ import annotations

import contextlib
import math
import pickle
from datetime import date, datetime
from typing import Any

import attrs
import numpy as np
import pytest

from blogroi import (
    Case,
    CaseError,
    CheckPolicy,
    Discounting,
    Horizon,
    Lever,
    Normal,
    Objective,
    RateBand,
    dumps,
    evaluate,
)

from ..builders import START, a_case, a_cost, a_tool, an_effect, an_indicator, chamber, refused

CONVENTION = "the rate is a convention, the same for all tools, and is not drawn: write one number, such as 0.035"


class TestHorizon:
    @pytest.mark.parametrize(
        ("stated", "faults"),
        [
            ({"start": "2026"}, ["start: '2026' is not a date: write a day, such as 2026-01-01"]),
            ({"start": datetime(2026, 1, 1, 9)}, ["start: a date with a time is not a date: write 2026-01-01"]),
            ({"periods": 0}, ["periods: 0 is not between 1 and 1200"]),
            ({"periods": 1201}, ["periods: 1201 is not between 1 and 1200"]),
            ({"periods": 3.5}, ["periods: 3.5 is not a whole number: write 3 or 4"]),
            ({"periods": True}, ["periods: true is not a whole number"]),
            ({"step": "fortnight"}, ["step: 'fortnight' is not known: one of month, quarter, week, year"]),
            ({"step": "months"}, ["step: 'months' is not known: write \"month\""]),
        ],
    )
    def test_what_is_no_window_is_refused(self, stated: dict[str, Any], faults: list[str]) -> None:
        assert refused(Horizon, **({"start": START, "periods": 3} | stated)) == faults

    def test_its_length_is_in_years(self) -> None:
        assert Horizon(start=START, periods=6, step="quarter").years == 1.5
        assert Horizon(start=START, periods=3).years == 3
        assert Horizon(start=START, periods=18, step="month").years == pytest.approx(1.5)

    @pytest.mark.parametrize("name", ["start", "periods", "step"])
    def test_what_must_be_said_cannot_be_nothing(self, name: str) -> None:
        stated: dict[str, Any] = {"start": START, "periods": 3, "step": "year"}
        assert refused(Horizon, **(stated | {name: None}))


class TestDiscounting:
    @pytest.mark.parametrize(
        ("stated", "faults"),
        [
            ({"rate": 35}, ["rate: 35 is not a yearly rate from -0.2 to 10: for 35 % write 0.35"]),
            ({"rate": -1}, ["rate: -1 is not a yearly rate from -0.2 to 10: 0.035 stands for 3.5 %"]),
            ({"rate": math.nan}, ["rate: nan is not a finite number"]),
            ({"rate": True}, ["rate: true is not a number: write the number itself"]),
            ({"rate": "3 %"}, ["rate: '3 %' is not a number: write 0.03, for 3 %"]),
            ({"rate": None}, ["rate: nothing is not a number"]),
            ({"rate": Normal(0.02, 0.01)}, [f"rate: {CONVENTION}"]),
            ({"rate": {"mean": 0.02, "sd": 0.01}}, [f"rate: {CONVENTION}"]),
            ({"rate": []}, ["rate: is neither a yearly rate nor a schedule of { until, rate }"]),
            ({"rate": [0.03]}, ["rate: is neither a yearly rate nor a schedule of { until, rate }"]),
            (
                {"rate": [RateBand(until=30, rate=0.035), RateBand(until=30, rate=0.03)]},
                ["rate: the years of the schedule are not in ascending order"],
            ),
            ({"timing": "middle"}, ["timing: 'middle' is not known: write \"mid\""]),
        ],
    )
    def test_what_is_no_rate_is_refused(self, stated: dict[str, Any], faults: list[str]) -> None:
        assert refused(Discounting, **({"rate": 0.035, "timing": "end"} | stated)) == faults

    def test_flows_count_at_the_end_of_their_period_unless_it_is_said(self) -> None:
        assert Discounting(rate=0.035) == Discounting(rate=0.035, timing="end")

    @pytest.mark.parametrize("rate", [0, 10, -0.2, np.float64(0.03), np.float32(0.5)])
    def test_rates_of_all_sizes_are_taken(self, rate: float) -> None:
        assert Discounting(rate=rate, timing="end").rate == rate

    @pytest.mark.parametrize(
        ("stated", "fault"),
        [
            ({"until": 0, "rate": 0.03}, "until: 0 is not between 1 and 100000"),
            ({"until": 3, "rate": 35}, "rate: 35 is not a yearly rate from -0.2 to 10: for 35 % write 0.35"),
        ],
    )
    def test_a_band_has_a_year_and_a_rate(self, stated: dict[str, Any], fault: str) -> None:
        assert refused(RateBand, **stated) == [fault]

    def test_timing_cannot_be_nothing(self) -> None:
        timing: Any = None
        assert refused(Discounting, rate=0.035, timing=timing)

    def test_a_loss_of_nearly_all_each_year_over_centuries_is_refused_or_answered(self) -> None:
        with contextlib.suppress(CaseError):
            answer = evaluate(a_case(periods=200, rate=-0.99), draws=1)
            assert "Infinity" not in answer.to_json()


class TestCase:
    @pytest.mark.parametrize(
        ("changes", "faults"),
        [
            ({"title": ""}, ["title: is empty: write a word or a sentence"]),
            ({"currency": "euro"}, ["currency: 'euro' is not an ISO 4217 code: write EUR"]),
            ({"currency": "eur"}, ["currency: 'eur' is not an ISO 4217 code: write EUR"]),
            ({"currency": "ÄÖÜ"}, ["currency: 'ÄÖÜ' is not an ISO 4217 code: three capital letters, such as EUR"]),
            ({"currency": 978}, ["currency: 978 is not an ISO 4217 code: three capital letters, such as EUR"]),
            ({"currency": None}, ["currency: nothing is not an ISO 4217 code: three capital letters, such as EUR"]),
            ({"evaluated": 2026}, ["evaluated: 2026 is not a date: write a day, such as 2026-01-01"]),
            ({"gaps": "priors"}, ["gaps: 'priors' is not known: write \"prior\""]),
            ({"tools": {}}, ["tools: is empty: there is nothing to evaluate"]),
            ({"tools": [1]}, ["tools: a list is not a table"]),
            ({"levers": None}, ["levers: nothing is not a table"]),
            ({"objectives": {"a.b": 1}}, ["objectives: 'a.b' is not a key: a letter or digit, then letters, digits, _ and -: write a_b"]),
            ({"demands": "all"}, ["demands: 'all' is not a table"]),
            ({"demands": {"blog": "calls"}}, ["demands.blog: 'calls' is not a list of indicators"]),
            ({"demands": {"blog": [5]}}, ["demands.blog: a list is not a list of indicators"]),
        ],
    )  # fmt: skip
    def test_what_cannot_be_taken_is_refused(self, changes: dict[str, Any], faults: list[str]) -> None:
        tools = changes.pop("tools", {"blog": a_tool({"calls": an_effect()})})
        case = {"indicators": {"calls": an_indicator()}} | changes
        with pytest.raises(CaseError) as caught:
            attrs.evolve(a_case({"blog": a_tool({"calls": an_effect()})}), tools=tools, **case)
        assert [str(fault) for fault in caught.value.faults] == faults

    def test_parts_of_the_wrong_class_are_named_together(self) -> None:
        wrong: dict[str, Any] = {"indicators": {"calls": 5}, "tools": {"blog": "x"}, "horizon": 3, "discounting": None}
        assert refused(attrs.evolve, a_case(), **wrong) == [
            "horizon: 3 is not of the class Horizon",
            "discounting: nothing is not of the class Discounting",
            "indicators.calls: 5 is not of the class Indicator",
            "tools.blog: 'x' is not of the class Tool",
        ]

    def test_demands_are_copied_into_what_cannot_be_changed(self) -> None:
        case = a_case(indicators={"calls": an_indicator()}, demands={"blog": ["calls"]})
        assert case.demands == {"blog": ("calls",)}

    def test_gaps_get_no_credit_unless_it_is_said(self) -> None:
        assert a_case().gaps == "no-credit"

    def test_it_cannot_be_changed(self) -> None:
        case = chamber()
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            case.gaps = "prior"  # type: ignore[misc]

    def test_it_is_equal_to_its_like_and_hashed_alike(self) -> None:
        assert chamber() == chamber()
        assert hash(chamber()) == hash(chamber())
        assert chamber() != chamber(gaps="prior")

    def test_the_order_of_its_tables_does_not_count(self) -> None:
        case = chamber()
        turned: Any = dict(reversed(list(case.tools.items())))
        assert attrs.evolve(case, tools=turned) == case

    def test_it_can_be_sent_to_another_process(self) -> None:
        assert pickle.loads(pickle.dumps(chamber())) == chamber()

    def test_a_changed_copy_is_checked_again(self) -> None:
        case = attrs.evolve(chamber(), gaps="prior")
        assert isinstance(case, Case)
        assert case.gaps == "prior"
        with pytest.raises(CaseError):
            attrs.evolve(case, currency="euro")

    def test_the_original_of_a_table_may_change_later(self) -> None:
        tools = {"blog": a_tool({}, [a_cost()])}
        case = a_case(tools)
        del tools["blog"]
        assert list(case.tools) == ["blog"]

    @pytest.mark.parametrize("name", ["title", "gaps"])
    def test_what_must_be_said_cannot_be_nothing(self, name: str) -> None:
        assert refused(attrs.evolve, a_case(), **{name: None})

    def test_the_day_of_the_evaluation_is_that_of_the_reading_where_none_is_stated(self) -> None:
        stated, read = date(2026, 6, 30), date(2026, 7, 1)
        undated = attrs.evolve(a_case(), evaluated=None)
        assert undated.day is None
        assert attrs.evolve(undated, read_on=read).day == read
        assert attrs.evolve(undated, evaluated=stated, read_on=read).day == stated

    def test_the_day_of_the_reading_is_no_part_of_what_a_case_states(self) -> None:
        read = attrs.evolve(a_case(), read_on=date(2026, 7, 1))
        assert read == a_case()
        assert dumps(read) == dumps(a_case())

    @pytest.mark.parametrize(
        ("shares", "aims", "family"),
        [
            ({"a": 1.0}, ("revenue", None), "sales"),
            ({"a": 1.0}, ("cost", None), "process"),
            ({"a": 1.0}, ("service", None), "process"),
            ({"a": 1.0}, (None, "revenue"), None),
            ({"a": 0.5, "b": 0.5}, ("cost", "revenue"), "sales"),
            ({"a": 0.6, "b": 0.4}, ("cost", "revenue"), "process"),
            ({"a": 0.6, "b": 0.4}, ("cost", None), "process"),
            ({"a": 0.4, "b": 0.6}, ("cost", None), None),
        ],
    )
    def test_a_lever_is_of_the_family_that_follows_from_what_it_acts_on(
        self, shares: dict[str, float], aims: tuple[Any, Any], family: str | None
    ) -> None:
        objectives = {
            key: Objective("A wish", aim=aim, beneficiary="members") for key, aim in zip("ab", aims, strict=True)
        }
        case = a_case(objectives=objectives, levers={"x": Lever("A way", objectives=shares)})
        assert case.family_of("x") == family

    def test_a_family_that_is_stated_holds(self) -> None:
        objectives = {"a": Objective("A wish", aim="revenue")}
        case = a_case(objectives=objectives, levers={"x": Lever("A way", objective="a", family="process")})
        assert case.family_of("x") == "process"

    def test_a_tool_without_a_name_goes_by_its_key(self) -> None:
        assert a_case({"blog": a_tool(name="")}).tools["blog"].name == "blog"

    def test_a_tool_may_be_older_than_its_window(self) -> None:
        assert a_case({"blog": a_tool(introduced=date(1898, 1, 1))}).tools["blog"].introduced == date(1898, 1, 1)


class TestCheckPolicy:
    def test_a_list_is_a_table_without_reasons(self) -> None:
        assert CheckPolicy(ignore=["BR121", "BR12 indicators.press"]).ignore == {
            "BR121": "",
            "BR12 indicators.press": "",
        }
        assert CheckPolicy(ignore={"BR1": "too early"}).ignore["BR1"] == "too early"

    @pytest.mark.parametrize("name", ["", "BR", "BR0", "BR1234", "121", "BR121 ", "BR121 a b", "br121", 121])
    def test_what_does_not_name_a_check_is_refused(self, name: Any) -> None:
        (fault,) = refused(CheckPolicy, select=[name])
        assert fault.startswith("select: ")
        assert "does not name a check" in fault
        assert refused(CheckPolicy, ignore={name: ""})[0].startswith("ignore: ")

    @pytest.mark.parametrize("value", ["BR121", 5, {"BR121": ""}, ["BR121", 5]])
    def test_what_is_no_list_is_refused(self, value: Any) -> None:
        assert refused(CheckPolicy, select=value)

    @pytest.mark.parametrize("value", ["BR121", 5, [5], {"BR121": 5}, {"BR121": " "}])
    def test_what_is_neither_a_list_nor_a_table_is_refused(self, value: Any) -> None:
        assert all(fault.startswith("ignore") for fault in refused(CheckPolicy, ignore=value))

    def test_a_case_takes_nothing_else(self) -> None:
        assert refused(a_case, checks=["BR121"]) == ["checks: a list is not of the class CheckPolicy"]
        assert a_case(checks=CheckPolicy(select=["BR1"])).checks.select == ("BR1",)
