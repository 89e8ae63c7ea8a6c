"""The same money in weeks, months, quarters and years: figures agree where they must."""

from __future__ import annotations

import math
from typing import Any, TypeVar

import pytest

import blogroi
from blogroi import Case, Cost
from blogroi.model.duration import STEPS_IN_A_YEAR, Step
from blogroi.results.tool import ToolResult

from ..builders import a_case, a_cost, a_tool, an_effect

T = TypeVar("T")

EXACT: list[Step] = ["month", "quarter", "year"]


def paid_at_the_end_of_each_year(step: Step, years: int = 3, **changes: Any) -> Case:
    """Build a blog of 1,000 that brings in 500 at the end of each year, whatever the step is."""
    steps = int(STEPS_IN_A_YEAR[step])
    change = [0.0, *[0.0] * (steps - 1), 500.0][-steps:] * years
    tool = a_tool({"calls": an_effect(change)}, [a_cost(1000)])
    return a_case({"blog": tool}, periods=steps * years, step=step, rate=0.1, **changes)


def known(figure: T | None) -> T:
    assert figure is not None
    return figure


def blog_of(case: Case, **options: Any) -> ToolResult:
    return blogroi.evaluate(case, draws=10, **options).tools["blog"]


class TestTheSameMoney:
    """1,000 now, and 500 at the end of three years, at 10 %: 500 (1/1.1 + 1/1.21 + 1/1.331) - 1,000 = 243.426."""

    @pytest.mark.parametrize("step", EXACT)
    def test_is_worth_the_same(self, step: Step) -> None:
        found = blog_of(paid_at_the_end_of_each_year(step))
        assert known(found.npv).mean == pytest.approx(500 / 1.1 + 500 / 1.21 + 500 / 1.331 - 1000, rel=1e-14)
        assert known(found.roi).of_means == pytest.approx(0.2434259955, rel=1e-9)

    @pytest.mark.parametrize("step", EXACT)
    def test_has_the_same_rate_by_the_year(self, step: Step) -> None:
        rate = known(blog_of(paid_at_the_end_of_each_year(step)).irr).of_means
        assert rate is not None
        assert sum(500 / (1 + rate) ** year for year in (1, 2, 3)) == pytest.approx(1000, rel=1e-9)

    @pytest.mark.parametrize("step", EXACT)
    def test_is_worth_the_same_each_year(self, step: Step) -> None:
        yearly = known(blog_of(paid_at_the_end_of_each_year(step)).equivalent_annual).mean
        assert yearly * (1 / 1.1 + 1 / 1.21 + 1 / 1.331) == pytest.approx(243.4259954921112, rel=1e-12)

    @pytest.mark.parametrize(("step", "expected"), [("year", 2.0), ("quarter", 8.0), ("month", 24.0)])
    def test_is_paid_back_at_the_same_time_in_steps(self, step: Step, expected: float) -> None:
        assert known(blog_of(paid_at_the_end_of_each_year(step)).payback).p50 == expected


class TestWeeks:
    def test_a_rate_is_that_of_a_year(self) -> None:
        """1,000 now and 1,100 after a year of 52.18 weeks would be 10 %; after 52 weeks it is 1.1 ** (365.25 / 364) - 1."""
        tool = a_tool({"calls": an_effect([0.0] * 51 + [1100.0])}, [a_cost(1000)])
        found = blog_of(a_case({"blog": tool}, periods=52, step="week"))
        assert known(found.irr).of_means == pytest.approx(1.1 ** (365.25 / 364) - 1, rel=1e-9)

    def test_discounting_counts_days(self) -> None:
        tool = a_tool({"calls": an_effect([0.0] * 99 + [1.0])}, [a_cost(1)])
        found = blog_of(a_case({"blog": tool}, periods=100, step="week", rate=0.07))
        assert known(found.benefits).mean == pytest.approx(1.07 ** (-700 / 365.25), rel=1e-14)


class TestServiceLives:
    @pytest.mark.parametrize("step", EXACT)
    def test_half_of_a_life_costs_half_without_discounting(self, step: Step) -> None:
        site = Cost(item="Site", amount=1000, when="upfront", service_life=4)
        steps = int(STEPS_IN_A_YEAR[step])
        case = a_case({"blog": a_tool({}, [site])}, periods=2 * steps, step=step)
        assert known(blog_of(case, view="whole-life").costs).mean == pytest.approx(500, rel=1e-14)

    def test_five_years_are_261_weeks(self) -> None:
        site = Cost(item="Site", amount=1000, when="upfront", service_life=5)
        case = a_case({"blog": a_tool({}, [site])}, periods=100, step="week")
        assert known(blog_of(case, view="whole-life").costs).mean == pytest.approx(100_000 / 261, rel=1e-12)


class TestGrowth:
    @pytest.mark.parametrize("step", ["week", "month", "quarter", "year"])
    def test_a_yearly_growth_is_that_of_a_year_whatever_the_step(self, step: Step) -> None:
        steps = STEPS_IN_A_YEAR[step]
        periods = math.ceil(steps) + 1
        tool = a_tool({"calls": an_effect("100 * yearly_growth(0.2)")}, [a_cost(1)])
        found = blog_of(a_case({"blog": tool}, periods=periods, step=step))
        assert known(found.benefits).mean == pytest.approx(
            sum(100 * 1.2 ** (period / steps) for period in range(periods)), rel=1e-12
        )


class TestTimesOfALaunch:
    @pytest.mark.parametrize("step", ["week", "month", "quarter", "year"])
    def test_a_year_is_the_default_and_any_unit_is_taken(self, step: Step) -> None:
        periods = round(3 * STEPS_IN_A_YEAR[step])
        tool = a_tool({"calls": an_effect(blogroi.Range(5, 50))}, [a_cost(100), a_cost(1, "Hosting", when="each")])
        case = a_case({"blog": tool}, periods=periods, step=step)
        by_default = blogroi.launch(case, tool="blog", draws=100)
        said = blogroi.launch(case, tool="blog", draws=100, after="1 year", delay=blogroi.Duration(months=12))
        assert (said.options, said.cost_of_delay) == (by_default.options, by_default.cost_of_delay)
