"""What a tool changes in the units of indicators, and what one unit costs: figures by hand."""

from __future__ import annotations

import math
from typing import Any, TypeVar

import numpy as np
import pytest
from attrs import evolve

import blogroi
from blogroi import Case, Normal, Range, Samples, Uniform
from blogroi.results.tool import UnitFigures

from ..builders import a_case, a_cost, a_tool, an_effect, an_indicator

T = TypeVar("T")
DISCOUNTED = 1 / 1.1 + 1 / 1.21 + 1 / 1.331


def known(figure: T | None) -> T:
    assert figure is not None
    return figure


def case_of(change: Any, *, indicator: Any = None, costs: Any = None, periods: int = 3, **changes: Any) -> Case:
    """Build a blog of 100 that changes the calls in each of three years, at 10 %."""
    effect = change if isinstance(change, blogroi.Effect) else an_effect(change)
    tool = a_tool({"calls": effect}, [a_cost(100)] if costs is None else costs)
    stated: dict[str, Any] = {"indicators": {"calls": indicator or an_indicator()}}
    return a_case({"blog": tool}, periods=periods, rate=0.1, **(stated | changes))


def units_of(case: Case, draws: int = 1000, **options: Any) -> UnitFigures:
    return blogroi.evaluate(case, draws=draws, **options).tools["blog"].units_by_indicator["calls"]


def test_a_change_is_added_up_over_the_horizon_and_its_cost_is_discounted_as_money_is() -> None:
    found = units_of(case_of(10))
    assert (found.net_change.mean, found.net_change.sd, found.net_change.p95) == (30.0, 0.0, 30.0)
    assert known(found.cost_per_unit).of_means == pytest.approx(100 / (10 * DISCOUNTED), rel=1e-14)
    assert known(found.cost_per_unit).mc_error == 0.0


def test_all_costs_count_and_all_corrections() -> None:
    effect = an_effect(10, deadweight=0.2, credit=0.5, displacement=0.1, drop_off=0.5, starts=2)
    found = units_of(case_of(effect, costs=[a_cost(100), a_cost(7, "Hosting", when="each")]))
    net = 10 * 0.8 * 0.5 * 0.9
    assert found.net_change.mean == pytest.approx(net * 1.5, rel=1e-14)
    assert known(found.cost_per_unit).of_means == pytest.approx(
        (100 + 7 * DISCOUNTED) / (net * (1 / 1.21 + 0.5 / 1.331)), rel=1e-13
    )


def test_what_is_not_in_money_has_a_cost_all_the_same() -> None:
    found = units_of(case_of(10, indicator=an_indicator(None)))
    assert known(found.cost_per_unit).of_means == pytest.approx(100 / (10 * DISCOUNTED), rel=1e-14)
    assert blogroi.evaluate(case_of(10, indicator=an_indicator(None)), draws=10).tools["blog"].by_indicator == {}


class TestSides:
    def test_a_change_is_told_on_the_side_on_which_it_is_stated(self) -> None:
        fewer = units_of(case_of(-10, indicator=an_indicator(better="lower")))
        assert fewer.net_change.mean == -30.0
        assert fewer.cost_per_unit == units_of(case_of(10)).cost_per_unit

    def test_low_and_high_change_places(self) -> None:
        more, fewer = (
            units_of(case_of(Range(5, 20))),
            units_of(case_of(Range(-20, -5), indicator=an_indicator(better="lower"))),
        )
        one, other = more.net_change, fewer.net_change
        assert (other.mean, other.p05, other.p50, other.p95) == (-one.mean, -one.p95, -one.p50, -one.p05)
        assert (other.sd, other.mc_error) == (one.sd, one.mc_error)
        assert other.p05 < other.p95
        assert more.cost_per_unit == fewer.cost_per_unit


class TestUncertain:
    def test_the_ratio_is_one_of_expectations(self) -> None:
        found = known(units_of(case_of(Uniform(5, 15), costs=[a_cost(Uniform(80, 160))]), draws=20_000).cost_per_unit)
        assert found.of_means == pytest.approx(120 / (10 * DISCOUNTED), rel=1e-12)

    def test_quantiles_are_those_of_the_ratio_by_draw(self) -> None:
        case = case_of(Samples([4, 8]), costs=[a_cost(Samples([40, 80]))], periods=1)
        found = known(units_of(case, draws=2000).cost_per_unit)
        assert found.p05 == pytest.approx(40 / 8 * 1.1)
        assert found.p50 == pytest.approx(40 / 4 * 1.1)
        assert found.p95 == pytest.approx(80 / 4 * 1.1)

    def test_a_draw_without_units_costs_more_than_any_number(self) -> None:
        found = known(units_of(case_of(Samples([0, 8, 8, 8])), draws=2000).cost_per_unit)
        assert found.p95 is None
        assert found.p50 == pytest.approx(100 / (8 * DISCOUNTED))

    def test_a_list_drawn_apart_is_discounted_period_by_period(self) -> None:
        case = case_of(an_effect([Normal(5, 1), Normal(9, 1), Normal(2, 1)], periods="apart"))
        found = units_of(case, draws=5000)
        assert found.net_change.mean == pytest.approx(16, rel=1e-12)
        assert found.net_change.sd == pytest.approx(math.sqrt(3), rel=0.05)
        units = 5 / 1.1 + 9 / 1.21 + 2 / 1.331
        assert known(found.cost_per_unit).of_means == pytest.approx(100 / units, rel=1e-12)

    def test_an_uncertain_start_moves_units_in_time(self) -> None:
        found = units_of(case_of(an_effect(10, starts=Uniform(1, 3))), draws=20_000)
        assert found.net_change.mean == pytest.approx(20, rel=0.01)
        assert known(found.cost_per_unit).of_means > 100 / (20 * DISCOUNTED / 3)

    def test_benefits_are_units_times_their_value(self) -> None:
        result = blogroi.evaluate(case_of(Range(5, 20), indicator=an_indicator(3)), draws=5000).tools["blog"]
        ratio, bcr = known(result.units_by_indicator["calls"].cost_per_unit), known(result.bcr)
        assert ratio.of_means == pytest.approx(3 / bcr.of_means, rel=1e-7)
        assert known(ratio.p05) == pytest.approx(3 / known(bcr.p95), rel=1e-7)


class TestNone:
    @pytest.mark.parametrize("change", [0, -5, Normal(-1, 3)])
    def test_where_expected_units_are_not_above_zero_there_is_no_cost_of_one(self, change: Any) -> None:
        assert units_of(case_of(change)).cost_per_unit is None

    def test_where_costs_are_not_known(self) -> None:
        found = units_of(case_of(10, costs=[]))
        assert (found.net_change.mean, found.cost_per_unit) == (30.0, None)

    def test_what_costs_nothing_costs_nothing_a_unit(self) -> None:
        assert known(units_of(case_of(10, costs=[a_cost(0)])).cost_per_unit).of_means == 0.0

    def test_few_units_of_a_dear_tool_are_not_none(self) -> None:
        found = known(units_of(case_of(1e-9, costs=[a_cost(1e9)])).cost_per_unit)
        assert found.of_means == pytest.approx(1e18 / DISCOUNTED, rel=1e-12)

    def test_a_gap_has_no_figure(self) -> None:
        case = case_of(10)
        two = evolve(case, indicators={**case.indicators, "deals": an_indicator(5)})
        assert blogroi.evaluate(two, draws=10).tools["blog"].units_by_indicator.keys() == {"calls"}


def test_credits_that_are_scaled_back_scale_units() -> None:
    shared = an_indicator(shared=True, change=10)
    tools = {key: a_tool({"calls": an_effect(None, credit=0.8)}, [a_cost(100)]) for key in ("blog", "fair")}
    case = a_case(tools, indicators={"calls": shared})
    stated, scaled = (
        blogroi.evaluate(case, draws=10, claims=claims).tools["blog"].units_by_indicator["calls"].net_change.mean
        for claims in ("stated", "scaled")
    )
    assert stated == pytest.approx(8)
    assert scaled == pytest.approx(5)


def test_blocks_and_other_tools_change_nothing() -> None:
    alone = case_of(Range(5, 20))
    beside = evolve(alone, tools={**alone.tools, "fair": a_tool({"calls": an_effect(Range(1, 9))}, [a_cost(5)])})
    assert units_of(alone, draws=9000) == units_of(beside, draws=9000)


def test_they_stand_in_the_plain_data() -> None:
    told = blogroi.evaluate(case_of(10), draws=10).to_dict()["tools"]["blog"]["units_by_indicator"]["calls"]
    assert set(told) == {"net_change", "cost_per_unit"}
    assert told["net_change"]["mean"] == 30.0
    assert np.isfinite(told["cost_per_unit"]["of_means"])


def test_what_costs_more_than_any_number_for_one_has_no_cost_for_one() -> None:
    case = a_case({"blog": a_tool({"calls": an_effect(1e-301)}, [a_cost(1e12)])}, indicators={"calls": an_indicator()})
    units = blogroi.evaluate(case, draws=10).tools["blog"].units_by_indicator["calls"]
    assert units.cost_per_unit is None
