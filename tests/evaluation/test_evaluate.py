"""From a case to its result: what adds up, what is left out, what is unknown, and what is said about it."""

from __future__ import annotations

import json
import math
import pickle
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any, TypeVar

import attrs
import numpy as np
import pytest

import blogroi
from blogroi import (
    Case,
    Check,
    Correlation,
    Cost,
    Evaluation,
    InternalRate,
    OptionError,
    Published,
    Range,
    RateBand,
    Ratio,
    Samples,
    Summary,
    ToolDraws,
    ToolResult,
    Uniform,
    evaluate,
    simulate,
)
from blogroi.evaluation.summaries import summary
from blogroi.model import CaseError, FrozenMap, GapPolicy
from blogroi.results.converter import plain

from ..builders import a_case, a_cost, a_tool, an_effect, an_indicator, chamber

DRAWS = 500
T = TypeVar("T")


def answer(case: Case, draws: int = DRAWS, **options: Any) -> Evaluation:
    return evaluate(case, draws=draws, **options)


def blog_of(case: Case, **options: Any) -> ToolResult:
    return answer(case, **options).tools["blog"]


def known(figure: T | None) -> T:
    assert figure is not None
    return figure


def plain_ratio(level: float) -> Ratio:
    return Ratio(of_means=level, p05=level, p50=level, p95=level, mc_error=0.0)


def certain(level: float) -> Summary:
    return Summary(level, 0.0, level, level, level, 0.0)


def codes(checks: tuple[Check, ...], path: str = "") -> set[str]:
    return {check.code for check in checks if check.path.startswith(path)}


class TestSummary:
    def test_quantiles_are_read_between_the_draws(self) -> None:
        values = np.array([4.0, 1.0, 3.0, 2.0, 5.0])
        found = summary(values)
        expected = np.quantile(values, [0.05, 0.5, 0.95])
        assert [found.p05, found.p50, found.p95] == pytest.approx(expected.tolist(), rel=1e-15)
        assert found.mean == 3
        assert found.sd == pytest.approx(math.sqrt(2))

    def test_a_certain_figure_has_no_spread(self) -> None:
        assert summary(np.full(1000, 0.1)) == certain(0.1)

    def test_the_draws_are_left_as_they_were(self) -> None:
        values = np.array([3.0, 1.0, 2.0])
        summary(values)
        assert values.tolist() == [3, 1, 2]

    def test_bounds_stand_only_where_there_are_any(self) -> None:
        values = np.arange(5.0)
        assert "low" not in plain(summary(values))
        bounded = plain(summary(values, lowest=values - 1, highest=values + 1))
        assert (bounded["low"], bounded["high"]) == pytest.approx((0.2 - 1, 3.8 + 1))

    @pytest.mark.parametrize("value", [math.inf, -math.inf, math.nan])
    def test_what_is_no_number_is_refused(self, value: float) -> None:
        with pytest.raises(CaseError, match="too large"):
            summary(np.array([1.0, value, 2.0]))


class TestParts:
    """What a tool brings in, taken apart."""

    @pytest.mark.parametrize("gaps", ["no-credit", "bounds", "prior"])
    def test_benefits_by_indicator_add_up_draw_by_draw(self, gaps: GapPolicy) -> None:
        simulation = simulate(chamber(), draws=DRAWS, gaps=gaps)
        for key, draws in simulation.items():
            total = sum(simulation.by_indicator(key).values(), start=np.zeros(DRAWS))
            assert total.tolist() == draws.benefits.tolist()

    @pytest.mark.parametrize("heading", ["by_indicator", "by_lever", "by_objective", "by_beneficiary", "by_evidence"])
    @pytest.mark.parametrize("viewpoint", ["everyone", "members", "organisation"])
    def test_means_add_up_under_every_heading(self, heading: str, viewpoint: Any) -> None:
        for result in answer(chamber(), gaps="prior", viewpoint=viewpoint).tools.values():
            total = sum(figure.mean for figure in getattr(result, heading).values())
            assert total == pytest.approx(known(result.benefits).mean, rel=1e-12)

    def test_anticipated_and_emergent_benefits_add_up(self) -> None:
        for result in answer(chamber()).tools.values():
            parts = (result.anticipated, result.emergent, result.unlabelled)
            total = sum(known(part).mean for part in parts)
            assert total == pytest.approx(known(result.benefits).mean, rel=1e-12)

    def test_costs_add_up(self) -> None:
        result = blog_of(chamber())
        assert set(result.by_cost) == {"Comments", "Platform", "Training", "Writing"}
        total = sum(figure.mean for figure in result.by_cost.values())
        assert total == pytest.approx(known(result.costs).mean, rel=1e-12)

    def test_costs_of_the_same_item_stand_together(self) -> None:
        result = blog_of(a_case({"blog": a_tool({}, [a_cost(3), a_cost(4, key="again"), a_cost(5, item="Platform")])}))
        assert {item: figure.mean for item, figure in result.by_cost.items()} == {"Platform": 5, "Writing": 7}

    def test_a_lever_on_several_objectives_is_shared_out(self) -> None:
        result = blog_of(chamber())
        answers = known(result.by_lever["answers"]).mean
        assert result.by_objective["renewals"].mean == pytest.approx(0.7 * answers, rel=1e-12)
        assert result.by_objective["spending"].mean == pytest.approx(0.3 * answers, rel=1e-12)

    def test_benefits_go_to_whom_the_objective_serves(self) -> None:
        result = blog_of(chamber())
        members = result.by_beneficiary["members"].mean
        assert members == pytest.approx(result.by_objective["renewals"].mean, rel=1e-12)

    def test_what_leads_to_no_lever_is_said_to_be_unassigned(self) -> None:
        result = blog_of(a_case({"blog": a_tool({"calls": an_effect(5)}, [a_cost()])}))
        assert set(result.by_lever) == set(result.by_objective) == {"unassigned"}
        assert set(result.by_beneficiary) == {"organisation"}

    def test_an_effect_that_is_not_in_money_counts_in_no_figure(self) -> None:
        evaluation = answer(chamber())
        assert "friendliness" not in evaluation.tools["blog"].by_indicator
        assert "BR207" in codes(evaluation.checks, "tools.blog.effects.friendliness")


class TestFigures:
    def case(self, benefit: Any = 150, cost: Any = 100, **changes: Any) -> Case:
        return a_case({"blog": a_tool({"calls": an_effect(benefit)}, [a_cost(cost)])}, **changes)

    def test_every_figure_of_a_certain_case(self) -> None:
        result = blog_of(self.case(periods=2))
        assert result.benefits == certain(300)
        assert result.costs == certain(100)
        assert result.npv == certain(200)
        assert result.bcr == plain_ratio(3)
        assert result.roi == plain_ratio(2)
        assert known(result.payback).p50 == pytest.approx(100 / 150)
        assert known(result.discounted_payback).p50 == pytest.approx(100 / 150)
        # 100 = 150 d + 150 d**2
        assert known(result.irr).of_means == pytest.approx(1 / ((math.sqrt(1 + 4 * 100 / 150) - 1) / 2) - 1, rel=1e-9)
        assert result.equivalent_annual == certain(100)

    def test_an_equivalent_annual_value_is_worth_as_much_as_all(self) -> None:
        result = blog_of(self.case(periods=3, rate=0.1))
        yearly = known(result.equivalent_annual).mean
        assert sum(yearly / 1.1**year for year in (1, 2, 3)) == pytest.approx(known(result.npv).mean, rel=1e-12)

    def test_months_are_made_comparable_with_years(self) -> None:
        result = blog_of(self.case(benefit=10, periods=24, step="month", rate=0.1))
        yearly = known(result.equivalent_annual).mean
        assert yearly / 1.1 + yearly / 1.21 == pytest.approx(known(result.npv).mean, rel=1e-12)

    def test_return_and_ratio_are_one_apart(self) -> None:
        result = blog_of(chamber())
        roi, bcr = known(result.roi), known(result.bcr)
        assert (roi.of_means, roi.p05) == (bcr.of_means - 1, known(bcr.p05) - 1)
        assert roi.mc_error == bcr.mc_error

    def test_figures_are_those_of_the_draws(self) -> None:
        draws, result = simulate(chamber(), draws=DRAWS)["blog"], blog_of(chamber())
        npv, costs, benefits, bcr = known(result.npv), known(result.costs), known(result.benefits), known(result.bcr)
        assert npv == summary(draws.npv, mean=npv.mean)
        assert draws.costs is not None
        assert costs == summary(draws.costs, mean=costs.mean)
        assert [bcr.p05, bcr.p50, bcr.p95] == pytest.approx(np.quantile(draws.bcr, [0.05, 0.5, 0.95]).tolist())
        assert bcr.of_means == benefits.mean / costs.mean
        assert result.probability_positive == np.mean(draws.npv > 0)

    def test_a_net_value_of_zero_is_not_positive(self) -> None:
        assert blog_of(self.case(benefit=100)).probability_positive == 0.0

    def test_the_chance_of_a_gain_is_counted_over_the_draws(self) -> None:
        case = self.case(benefit=Samples([50, 150, 250, 350]))
        # five standard errors of a share of three quarters
        bound = 5 * math.sqrt(0.75 * 0.25 / 20_000)
        assert blog_of(case, draws=20_000).probability_positive == pytest.approx(0.75, abs=bound)

    def test_payback_is_over_all_draws(self) -> None:
        found = known(blog_of(self.case(benefit=Samples([50, 200])), draws=1000).payback)
        assert found.p05 == 0.5
        assert found.p95 is None
        assert found.never == pytest.approx(0.5, abs=0.1)
        assert found.at_once == 0.0

    def test_what_never_pays_back_lies_past_the_horizon(self) -> None:
        found = known(blog_of(self.case(benefit=1)).payback)
        assert (found.p05, found.p50, found.p95, found.never) == (None, None, None, 1.0)

    def test_what_never_owes_anything_is_paid_back_at_once(self) -> None:
        found = known(blog_of(a_case({"blog": a_tool({"calls": an_effect(5)}, [a_cost(3, when=1)])})).payback)
        assert (found.p50, found.at_once, found.never) == (0.0, 1.0, 0.0)

    def test_what_a_last_bit_is_short_of_is_even(self) -> None:
        tool = a_tool({"calls": an_effect(7.77)}, [a_cost(93.24)])
        found = blog_of(a_case({"blog": tool}, periods=12, step="month"))
        assert known(found.npv).mean != 0.0
        assert (found.probability_positive, found.probability_even, found.verdict) == (0.0, 1.0, "even")
        assert known(found.payback).p50 == pytest.approx(12.0)

    def test_expectations_are_exact_and_the_same_however_many_draws_there_are(self) -> None:
        case = self.case(benefit=Range(10, 100_000))
        few, many = (known(blog_of(case, draws=draws).npv) for draws in (3, 2000))
        assert few.mean == many.mean
        assert few.mc_error == many.mc_error == 0.0
        sigma = math.log(10_000) / (2 * 1.6448536269514722)
        assert many.mean == pytest.approx(1000 * math.exp(sigma**2 / 2) - 100, rel=1e-5)

    def test_what_is_left_to_the_draws_has_an_error(self) -> None:
        case = a_case(
            {"blog": a_tool({"calls": an_effect(Range(10, 20))}, [a_cost(5)])},
            indicators={"calls": an_indicator(Range(1, 3))},
            correlations=[Correlation(between=["tools.blog.effects.calls.change", "indicators.calls.value"], rank=0.8)],
        )
        found, draws = known(blog_of(case).npv), simulate(case, draws=DRAWS)["blog"].npv
        assert found.mc_error == pytest.approx(draws.std() / math.sqrt(DRAWS))
        assert found.mean == pytest.approx(draws.mean())

    def test_a_ratio_is_one_of_expectations(self) -> None:
        found = known(blog_of(self.case(benefit=200, cost=Range(20, 500)), draws=10_000).roi)
        sigma = math.log(25) / (2 * 1.6448536269514722)
        assert found.of_means == pytest.approx(200 / (100 * math.exp(sigma**2 / 2)) - 1, rel=1e-5)
        assert found.mc_error == 0.0

    def test_the_error_of_a_ratio_is_that_of_many_seeds(self) -> None:
        paths = ["tools.blog.costs.Writing.units", "tools.blog.costs.Writing.unit_cost"]
        writing = Cost(item="Writing", units=Range(5, 50), unit_cost=Range(2, 9), when="upfront")
        case = a_case(
            {"blog": a_tool({"calls": an_effect(150)}, [writing])}, correlations=[Correlation(between=paths, rank=0.7)]
        )
        found = [known(blog_of(case, draws=400, seed=seed).roi) for seed in range(40)]
        spread = float(np.std([one.of_means for one in found]))
        # an sd of 40 values is right to 1 / sqrt(80), of which four are allowed
        assert np.mean([one.mc_error for one in found]) == pytest.approx(spread, rel=4 / math.sqrt(80))

    @pytest.mark.parametrize(
        ("cost", "verdict"), [(100, "pays"), (150, "even"), (200, "does not pay"), (Uniform(100, 200), "open")]
    )
    def test_a_verdict_is_given_only_where_it_is_sure(self, cost: Any, verdict: str) -> None:
        assert blog_of(self.case(cost=cost)).verdict == verdict


class TestInternalRates:
    def case(self, change: Any, cost: Any) -> Case:
        running = a_cost(cost, item="Running", periods="apart")
        tool = a_tool({"calls": an_effect(change, periods="apart")}, [a_cost(1.0), running])
        return a_case({"blog": tool}, periods=2)

    def rate(self, change: Any, cost: Any, **options: Any) -> InternalRate:
        return known(blog_of(self.case(change, cost), **options).irr)

    def test_a_single_rate_is_given(self) -> None:
        found = self.rate([0, 1.44], [0, 0])
        assert found.status == "one"
        assert found.of_means == pytest.approx(0.2, rel=1e-9)

    def test_among_several_none_is_given_and_it_is_said(self) -> None:
        assert self.rate([5, 0], [0, 6]) == InternalRate(of_means=None, status="several")
        assert "BR205" in codes(answer(self.case([5, 0], [0, 6])).checks)

    def test_where_nothing_comes_back_all_is_lost(self) -> None:
        assert self.rate([0, 0], [0, 0]) == InternalRate(of_means=-1.0, status="loss")

    def test_it_is_that_of_the_expected_flows(self) -> None:
        tool = a_tool({"calls": an_effect(Samples([0, 0, 0, 150]))}, [a_cost(30)])
        case = a_case({"blog": tool})
        assert known(blog_of(case).irr).of_means == pytest.approx(37.5 / 30 - 1)

    def test_its_distribution_is_worked_out_where_it_is_asked_for(self) -> None:
        assert plain(self.rate([0, Uniform(1.1, 1.7)], [0, 0])).keys() == {"of_means", "status"}
        found = self.rate([0, Uniform(1.1, 1.7)], [0, 0], figures=("default", "irr"), draws=2000)
        assert found.shares == {"one": 1.0, "several": 0.0, "none": 0.0, "loss": 0.0, "borrowing": 0.0}
        expected = [math.sqrt(1.1 + 0.6 * share) - 1 for share in (0.05, 0.5, 0.95)]
        assert [found.p05, found.p50, found.p95] == pytest.approx(expected, abs=0.01)

    def test_losses_count_among_the_rates(self) -> None:
        found = self.rate([0, Samples([0, 1.44])], [0, 0], figures=("default", "irr"))
        assert found.p05 == -1.0
        assert found.p95 == pytest.approx(0.2)

    def test_quantiles_of_a_chosen_few_are_not_given(self) -> None:
        found = self.rate([Samples([2, 5]), 0], [0, Samples([0, 6])], figures=("default", "irr"))
        shares = dict(known(found.shares))
        assert sum(shares.values()) == pytest.approx(1)
        assert shares["several"] + shares["none"] > 0.05
        assert found.p50 is None

    @pytest.mark.parametrize("figures", ["irr", ("npv_quantile",), 3])
    def test_a_figure_that_is_not_known_is_refused(self, figures: Any) -> None:
        with pytest.raises(OptionError, match=r"^figures: "):
            answer(self.case(1, 1), figures=figures)


class TestUnknownCosts:
    def test_a_tool_without_costs_is_not_free(self) -> None:
        result = blog_of(a_case({"blog": a_tool({"calls": an_effect(5)})}))
        assert result.benefits == certain(5)
        unknown = ("costs", "npv", "roi", "bcr", "payback", "discounted_payback", "irr", "equivalent_annual")
        assert [name for name in unknown if getattr(result, name) is not None] == []
        assert result.probability_positive is result.probability_even is None
        assert result.verdict == "unknown"

    def test_it_is_said_that_the_cost_is_a_gap(self) -> None:
        (check,) = [check for check in answer(chamber()).checks if check.code == "BR201"]
        assert (check.severity, check.path) == ("warning", "tools.fair.costs")

    def test_it_has_no_rank(self) -> None:
        ranking = answer(chamber()).ranking
        assert ranking.unranked == ("fair",)
        assert "fair" not in ranking.rank_acceptability

    def test_nothing_at_all_can_be_ranked(self) -> None:
        ranking = answer(a_case({"blog": a_tool(), "fair": a_tool()})).ranking
        assert (ranking.order, ranking.unranked) == ((), ("blog", "fair"))
        assert ranking.rank_acceptability == ranking.pairwise == {}

    def test_a_tool_whose_costs_are_all_sunk_has_a_net_value_and_no_return(self) -> None:
        evaluation = answer(a_case({"blog": a_tool({"calls": an_effect(5)}, [a_cost(9, sunk=True)])}))
        result = evaluation.tools["blog"]
        assert (result.npv, result.sunk, result.costs) == (certain(5), certain(9), certain(0))
        assert result.roi is result.bcr is None
        assert codes(evaluation.checks) == {"BR204", "BR229"}

    def test_a_draw_without_costs_counts_as_past_every_number(self) -> None:
        found = known(blog_of(a_case({"blog": a_tool({"calls": an_effect(5)}, [a_cost(Samples([0, 10]))])})).bcr)
        assert (found.of_means, found.p05, found.p95) == (1.0, 0.5, None)

    def test_a_draw_that_costs_and_brings_nothing_is_left_out(self) -> None:
        costs, effects = [a_cost(Samples([0, 10]))], {"calls": an_effect(0)}
        found = known(blog_of(a_case({"blog": a_tool(effects, costs)})).roi)
        assert (found.p05, found.p95) == (-1.0, -1.0)

    def test_costs_next_to_nothing_leave_no_ratio_rather_than_an_infinite_one(self) -> None:
        evaluation = answer(a_case({"blog": a_tool({"calls": an_effect(5)}, [a_cost(5e-324)])}))
        assert evaluation.tools["blog"].roi is evaluation.tools["blog"].bcr is None
        assert codes(evaluation.checks) == {"BR204", "BR229"}

    def test_ratios_of_draws_are_refused_where_a_cost_may_be_zero(self) -> None:
        draws = ToolDraws(np.array([1.0, 1.0]), np.array([1.0, 0.0]))
        with pytest.raises(OptionError, match="not above zero in every draw"):
            _ = draws.roi
        assert draws.npv.tolist() == [0, 1]


class TestSunkCosts:
    def test_they_are_shown_and_left_out(self) -> None:
        spent = a_cost(1000, item="Pilot", sunk=True)
        blog = a_tool({"calls": an_effect(150)}, [a_cost(100), spent])
        with_them, without = (
            blog_of(a_case({"blog": tool})) for tool in (blog, attrs.evolve(blog, costs=[a_cost(100)]))
        )
        assert with_them.sunk == certain(1000)
        assert without.sunk is None
        assert (with_them.npv, with_them.roi, with_them.by_cost) == (without.npv, without.roi, without.by_cost)


class TestGaps:
    def case(self, prior: Any = 30, **changes: Any) -> Case:
        tools = {
            "blog": a_tool({"calls": an_effect(200)}, [a_cost(100)]),
            "fair": a_tool({}, [a_cost(20)]),
        }
        return a_case(tools, indicators={"calls": an_indicator(prior=prior)}, **changes)

    def fair(self, gaps: GapPolicy, prior: Any = 30) -> ToolResult:
        return answer(self.case(prior), gaps=gaps).tools["fair"]

    @pytest.mark.parametrize("gaps", ["no-credit", "bounds", "prior"])
    def test_a_gap_is_never_a_zero(self, gaps: GapPolicy) -> None:
        evaluation = answer(self.case(), gaps=gaps)
        assert evaluation.tools["fair"].gaps == ("calls",)
        assert "BR202" in codes(evaluation.checks, "tools.fair")

    def test_a_reason_is_no_gap(self) -> None:
        fair = a_tool({}, [a_cost(20)], not_applicable={"calls": "nobody can call it"})
        evaluation = answer(a_case({"blog": fair}, indicators={"calls": an_indicator()}))
        assert evaluation.tools["blog"].gaps == ()
        assert evaluation.tools["blog"].not_applicable == {"calls": "nobody can call it"}
        assert "BR202" not in codes(evaluation.checks)

    def test_without_credit_it_counts_for_nothing_and_it_is_said(self) -> None:
        assert self.fair("no-credit").npv == certain(-20)
        (check,) = [check for check in answer(self.case()).checks if check.code == "BR202"]
        assert check.severity == "warning"
        assert "It was counted as 0." in check.message

    def test_a_gap_that_is_not_in_money_is_said_without_alarm(self) -> None:
        case = a_case({"blog": a_tool({}, [a_cost()])}, indicators={"calls": an_indicator(None)})
        (check,) = [check for check in answer(case).checks if check.code == "BR202"]
        assert check.severity == "info"

    def test_a_prior_fills_it(self) -> None:
        result = self.fair("prior")
        assert result.npv == certain(10)
        assert result.by_indicator == {"calls": certain(30)}
        assert result.gaps == ("calls",)

    def test_bounds_reach_to_both_ends(self) -> None:
        result = self.fair("bounds", Range(-10, 30))
        assert known(result.npv).mean == -20
        assert (known(result.npv).low, known(result.npv).high) == (-30, 10)
        assert (known(result.benefits).low, known(result.benefits).high) == (-10, 30)
        assert (known(result.roi).low, known(result.roi).high) == pytest.approx((-1.5, 0.5))
        assert (known(result.equivalent_annual).low, known(result.equivalent_annual).high) == (-30, 10)

    @pytest.mark.parametrize(
        ("prior", "better", "ends"),
        [
            (Range(1, 5), "higher", (0, 5)),
            (Range(-5, -1), "higher", (-5, 0)),
            (Range(1, 5), "lower", (-5, 0)),
            (3, "higher", (0, 3)),
        ],
    )
    def test_bounds_always_hold_nothing(self, prior: Any, better: str, ends: tuple[float, float]) -> None:
        indicators = {"calls": an_indicator(prior=prior, better=better)}
        found = known(blog_of(a_case(indicators=indicators), gaps="bounds").benefits)
        assert (found.low, found.high) == ends

    def test_bounds_are_worth_what_the_indicator_is_in_each_world(self) -> None:
        blog = a_tool({}, [a_cost()])
        indicators = {"calls": an_indicator(Samples([6, 11]), prior=Range(0, 8))}
        found = known(blog_of(a_case({"blog": blog}, periods=2, indicators=indicators), gaps="bounds").benefits)
        assert (found.mean, found.low, found.high) == (0, 0, 2 * 8 * 11)

    def test_bounds_stand_where_there_is_a_gap_and_nowhere_else(self) -> None:
        assert known(answer(self.case(), gaps="bounds").tools["blog"].npv).low is None

    def test_bounds_without_costs_are_those_of_the_benefits(self) -> None:
        case = a_case({"blog": a_tool()}, indicators={"calls": an_indicator(prior=30)})
        result = blog_of(case, gaps="bounds")
        assert (known(result.benefits).high, result.npv) == (30, None)

    def test_the_policy_of_the_case_holds_unless_another_is_given(self) -> None:
        case = self.case(gaps="prior")
        assert answer(case).conventions.gaps == "prior"
        assert answer(case, gaps="no-credit").tools["fair"].npv == certain(-20)

    @pytest.mark.parametrize("gaps", ["bounds", "prior"])
    def test_a_missing_prior_is_refused_by_its_path(self, gaps: GapPolicy) -> None:
        with pytest.raises(CaseError) as caught:
            answer(self.case(prior=None), gaps=gaps)
        assert [fault.path for fault in caught.value.faults] == ["indicators.calls.prior"]

    def test_a_missing_prior_is_no_matter_without_credit(self) -> None:
        assert answer(self.case(prior=None)).tools["fair"].npv == certain(-20)

    def test_many_gaps_are_named_in_part(self) -> None:
        indicators = {f"i{number}": an_indicator(statement=f"Thing {number}") for number in range(8)}
        (check,) = [c for c in answer(a_case(indicators=indicators)).checks if c.code == "BR202"]
        assert "'Thing 0', 'Thing 1', 'Thing 2', 'Thing 3', 'Thing 4' and 3 others" in check.message


class TestExclude:
    def test_a_class_is_left_out_for_all_tools(self) -> None:
        evaluation = answer(chamber(), exclude=["advertising equivalent"])
        assert evaluation.conventions.exclude == ("advertising equivalent",)
        assert all("press" not in result.by_indicator for result in evaluation.tools.values())

    def test_what_is_left_is_what_was_said_unasked(self) -> None:
        unasked = blog_of(chamber()).without["advertising equivalent"]
        asked = blog_of(chamber(), exclude=["advertising equivalent"])
        assert unasked.npv == asked.npv
        assert known(unasked.roi).of_means == pytest.approx(known(asked.roi).of_means, rel=1e-12)
        assert unasked.probability_positive == asked.probability_positive

    def test_names_are_put_in_order_and_once(self) -> None:
        found = answer(chamber(), exclude=["proxy", "cash", "proxy"]).conventions.exclude
        assert found == ("cash", "proxy")

    def test_a_class_on_which_nothing_rests_is_not_spoken_of(self) -> None:
        assert "stated preference" not in blog_of(chamber()).without

    def test_nor_is_one_of_which_every_benefit_is_zero(self) -> None:
        indicators = {
            "press": an_indicator(valuation="advertising equivalent"),
            "calls": an_indicator(valuation="cost avoided"),
        }
        effects = {"press": an_effect(90), "calls": an_effect(0)}
        assert set(blog_of(a_case({"blog": a_tool(effects, [a_cost(100)])}, indicators=indicators)).without) == {
            "advertising equivalent"
        }

    def test_it_is_said_where_the_sign_hangs_on_a_class(self) -> None:
        indicators = {
            "press": an_indicator(valuation="advertising equivalent"),
            "calls": an_indicator(valuation="cost avoided", cash="capacity"),
        }
        effects = {"press": an_effect(90), "calls": an_effect(50)}
        evaluation = answer(a_case({"blog": a_tool(effects, [a_cost(100)])}, indicators=indicators))
        turns = {name: part.flips_sign for name, part in evaluation.tools["blog"].without.items()}
        assert turns == {"advertising equivalent": True, "cost avoided": True, "capacity": True}
        assert "BR203" in codes(evaluation.checks)

    def test_where_all_rests_on_one_class_it_is_said_so(self) -> None:
        case = a_case(
            {"blog": a_tool({"press": an_effect(150)}, [a_cost(100)])}, indicators={"press": an_indicator(cash="cash")}
        )
        evaluation = answer(case)
        assert evaluation.tools["blog"].without["cash"].covers_all
        assert codes(evaluation.checks) == {"BR208"}

    def test_without_ratios_the_amounts_are_said(self) -> None:
        indicators = {"press": an_indicator(cash="cash"), "calls": an_indicator()}
        costs = [a_cost(100, sunk=True)]
        effects = {"press": an_effect(100), "calls": an_effect(-1)}
        evaluation = answer(a_case({"blog": a_tool(effects, costs)}, indicators=indicators))
        (check,) = [check for check in evaluation.checks if check.code == "BR203"]
        assert "NPV" in check.message

    def test_a_tool_without_costs_has_no_figure_without_a_class(self) -> None:
        case = a_case({"blog": a_tool({"press": an_effect(150)})}, indicators={"press": an_indicator(cash="cash")})
        without = blog_of(case).without["cash"]
        assert (without.npv, without.roi, without.probability_positive, without.flips_sign) == (None, None, None, False)


class TestViewpoint:
    def test_a_party_sees_its_benefits_and_what_it_pays(self) -> None:
        everyone, members = blog_of(chamber()), blog_of(chamber(), viewpoint="members")
        assert set(members.by_beneficiary) == {"members"}
        seen, share = known(members.benefits), everyone.by_beneficiary["members"]
        assert plain(seen) == pytest.approx(plain(share), rel=1e-12)
        assert members.by_cost == {"Comments": everyone.by_cost["Comments"]}

    def test_the_viewpoints_of_all_parties_add_up(self) -> None:
        parties: list[Any] = ["organisation", "customers", "members", "taxpayers", "employees", "public"]
        results = [blog_of(chamber(), viewpoint=party) for party in parties]
        total = sum(known(result.npv).mean for result in results)
        assert total == pytest.approx(known(blog_of(chamber()).npv).mean, rel=1e-12)

    def test_who_pays_nothing_has_no_ratio(self) -> None:
        evaluation = answer(chamber(), viewpoint="taxpayers")
        assert evaluation.conventions.viewpoint == "taxpayers"
        assert evaluation.tools["blog"].npv == certain(0)
        assert evaluation.tools["blog"].roi is None


class TestAnticipatedAndEmergent:
    def case(self, declared: date) -> Case:
        blog = a_tool({"calls": an_effect(5)}, [a_cost()], introduced=date(2026, 1, 15))
        before = an_indicator(declared=date(2024, 1, 1))  # somebody had said by then what the blog was for
        return a_case({"blog": blog}, indicators={"calls": an_indicator(declared=declared), "deals": before})

    def test_of_a_tool_older_than_every_declaration_nothing_can_be_told_apart(self) -> None:
        fair = a_tool({"sales": an_effect(5)}, [a_cost()], introduced=date(2012, 1, 1))
        found = blog_of(a_case({"blog": fair}))
        assert (found.anticipated, found.emergent, found.unlabelled) == (certain(0), certain(0), certain(5))

    @pytest.mark.parametrize(("intended", "anticipated"), [(["calls"], True), ([], False), (["deals"], False)])
    def test_what_a_tool_was_meant_for_rules_whatever_the_dates(self, intended: list[str], anticipated: bool) -> None:
        blog = a_tool({"calls": an_effect(5)}, [a_cost()], intended=intended, introduced=date(1998, 1, 1))
        found = blog_of(a_case({"blog": blog}, indicators={"calls": an_indicator(), "deals": an_indicator()}))
        expected = (certain(5), certain(0)) if anticipated else (certain(0), certain(5))
        assert (found.anticipated, found.emergent, found.unlabelled) == (*expected, certain(0))

    @pytest.mark.parametrize(
        ("declared", "anticipated"),
        [(date(2025, 1, 1), True), (date(2026, 1, 15), True), (date(2026, 1, 16), False)],
    )
    def test_what_was_declared_by_the_day_of_introduction_was_anticipated(
        self, declared: date, anticipated: bool
    ) -> None:
        result = blog_of(self.case(declared))
        expected = (certain(5), certain(0)) if anticipated else (certain(0), certain(5))
        assert (result.anticipated, result.emergent) == expected


class TestRanking:
    def tools(self, *benefits: Any) -> Case:
        tools = {
            name: a_tool({f"of_{name}": an_effect(benefit)}, [a_cost(100)])
            for name, benefit in zip("abcdef", benefits, strict=False)
        }
        return a_case(tools)

    def test_the_greatest_expected_value_comes_first(self) -> None:
        ranking = answer(self.tools(50, 300, 200)).ranking
        assert (ranking.by, ranking.order) == ("npv", ("b", "c", "a"))
        assert ranking.rank_acceptability == {"a": (0, 0, 1), "b": (1, 0, 0), "c": (0, 1, 0)}

    def test_ties_share_their_ranks_and_stand_in_the_order_of_their_keys(self) -> None:
        ranking = answer(self.tools(200, 300, 200)).ranking
        assert ranking.order == ("b", "a", "c")
        assert ranking.rank_acceptability["a"] == ranking.rank_acceptability["c"] == (0, 0.5, 0.5)
        assert ranking.pairwise["a"]["c"] == ranking.pairwise["c"]["a"] == 0

    def test_pairs_are_compared_in_the_same_world(self) -> None:
        # of two tools with the same effect, the cheaper one wins in every draw, however uncertain its value
        effect = {"calls": an_effect(10)}
        tools = {"a": a_tool(effect, [a_cost(100)]), "b": a_tool(effect, [a_cost(99)])}
        ranking = answer(a_case(tools, indicators={"calls": an_indicator(Range(1, 100))})).ranking
        assert ranking.pairwise == {"a": {"b": 0.0}, "b": {"a": 1.0}}

    def test_ranks_sum_to_one_for_each_tool(self) -> None:
        shares = answer(self.tools(Range(50, 90), Uniform(10, 100), 60)).ranking.rank_acceptability
        assert [sum(row) for row in shares.values()] == pytest.approx([1, 1, 1])


class TestChecks:
    def published(self, **figures: Any) -> tuple[Check, ...]:
        blog = a_tool({"calls": an_effect(150)}, [a_cost(100)], published=Published(**figures, source="The Gazette"))
        found = answer(a_case({"blog": blog})).checks
        return tuple(check for check in found if check.path.startswith("tools.blog.published"))

    @pytest.mark.parametrize(
        "figures",
        [{"benefits": 150}, {"costs": 100}, {"npv": 50}, {"roi": 0.5}, {"bcr": 1.5}, {"payback": 0.67}, {"irr": 0.5}],
    )
    def test_a_printed_figure_that_follows_from_its_parts_is_confirmed(self, figures: dict[str, float]) -> None:
        (check,) = self.published(**figures)
        assert (check.code, check.severity, check.path) == (
            "BR302",
            "info",
            f"tools.blog.published.{next(iter(figures))}",
        )
        assert "The Gazette" in check.message

    @pytest.mark.parametrize(
        "figures",
        [{"benefits": 151}, {"costs": 99}, {"npv": 51}, {"roi": 1.6}, {"bcr": 1.51}, {"payback": 0.66}, {"irr": 0.6}],
    )
    def test_a_printed_figure_that_does_not_follow_is_contradicted(self, figures: dict[str, float]) -> None:
        (check,) = self.published(**figures)
        assert (check.code, check.severity) == ("BR301", "warning")

    def test_a_printed_figure_that_fits_another_convention_is_named_and_not_blamed(self) -> None:
        (check,) = self.published(roi=1.5)
        assert (check.code, check.severity) == ("BR303", "info")

    def test_a_printed_figure_of_what_is_unknown_is_left_alone(self) -> None:
        blog = a_tool({"calls": an_effect(150)}, published=Published(roi=0.5, source="The Gazette"))
        assert codes(answer(a_case({"blog": blog})).checks) == {"BR201"}

    def test_an_effect_that_outlasts_the_horizon_is_cut_off_and_it_is_said(self) -> None:
        blog = a_tool({"calls": an_effect(5, lasts=9)}, [a_cost()])
        evaluation = answer(a_case({"blog": blog}, indicators={"calls": an_indicator(cash="cash")}))
        assert evaluation.tools["blog"].benefits == certain(5)
        (check,) = evaluation.checks
        assert (check.code, check.path) == ("BR206", "tools.blog.effects.calls.lasts")

    def test_the_gravest_come_first(self) -> None:
        order = [check.severity for check in answer(chamber()).checks]
        assert order == sorted(order, key=["error", "warning", "info"].index)

    def test_a_case_in_order_is_left_in_peace(self) -> None:
        blog = a_tool({"calls": an_effect(150), "orders": an_effect(150)}, [a_cost(100)])
        indicators = {"calls": an_indicator(cash="avoided"), "orders": an_indicator(cash="cash")}
        assert answer(a_case({"blog": blog}, indicators=indicators)).checks == ()


class TestOptions:
    @pytest.mark.parametrize(
        ("options", "message"),
        [
            ({"draws": 0}, "draws: 0 is not between 1 and 10000000"),
            ({"draws": 10**9}, "draws: 1000000000 is not between 1 and 10000000"),
            ({"draws": 1000.5}, "draws: 1000.5 is not a whole number"),
            ({"draws": True}, "draws: true is not a whole number"),
            ({"draws": "x"}, "draws: 'x' is not a whole number"),
            ({"seed": -1}, f"seed: -1 is not between 0 and {2**64 - 1}"),
            ({"seed": 2**64}, f"seed: a very large number is not between 0 and {2**64 - 1}"),
            ({"seed": None}, "seed: nothing is not a whole number"),
            ({"threads": 0}, "threads: 0 is not between 1 and 1024"),
            ({"gaps": "bound"}, "gaps: 'bound' is not known: did you mean `bounds`?"),
            ({"exclude": ["advertizing equivalent"]}, "did you mean `advertising equivalent`?"),
            ({"exclude": "proxy"}, "exclude: 'proxy' is not a list: write [\"proxy\"]"),
            ({"viewpoint": "tax payers"}, "viewpoint: 'tax payers' is not known: write \"taxpayers\""),
        ],
        ids=lambda part: next(iter(part)) if isinstance(part, dict) else "",
    )
    def test_what_cannot_be_taken_is_refused(self, options: dict[str, Any], message: str) -> None:
        with pytest.raises(OptionError) as caught:
            evaluate(a_case(), **options)
        assert message in str(caught.value)
        assert caught.value.option == next(iter(options))

    @pytest.mark.parametrize("options", [{"draws": 0}, {"seed": -1}, {"gaps": "x"}, {"viewpoint": "x"}])
    def test_simulate_refuses_the_same(self, options: dict[str, Any]) -> None:
        with pytest.raises(OptionError):
            simulate(a_case(), **options)

    def test_more_than_memory_should_hold_is_refused_before_it_is_drawn(self) -> None:
        effects = {f"i{number}": an_effect(1) for number in range(200)}
        with pytest.raises(OptionError, match="too many for a case of this size: at most"):
            evaluate(a_case({"blog": a_tool(effects)}), draws=10_000_000)

    def test_another_seed_gives_other_draws(self) -> None:
        assert answer(chamber(), seed=1).tools != answer(chamber(), seed=2).tools

    @pytest.mark.parametrize("seed", [0, 2**64 - 1])
    def test_the_first_and_the_last_seed_will_do(self, seed: int) -> None:
        assert answer(chamber(), seed=seed).conventions.seed == seed

    def test_a_single_draw_will_do(self) -> None:
        result = blog_of(chamber(), draws=1)
        assert known(result.npv).sd == 0

    def test_threads_change_nothing(self) -> None:
        assert answer(chamber(), threads=2, gaps="prior") == answer(chamber(), threads=1, gaps="prior")


class TestProgress:
    @pytest.mark.parametrize("stated", [{}, {"evidence": "corrected"}, {"threads": 3}, {"gaps": "bounds"}], ids=str)
    def test_work_is_counted_up_to_the_last_of_it(self, stated: dict[str, Any]) -> None:
        told: list[tuple[int, int]] = []
        answer(chamber(), draws=10_000, progress=lambda done, units: told.append((done, units)), **stated)
        units = told[-1][1]
        assert [one for _, one in told] == [units] * len(told)
        assert [done for done, _ in told] == sorted({done for done, _ in told})
        assert told[-1][0] == units

    def test_being_told_changes_nothing(self) -> None:
        assert answer(chamber(), progress=lambda done, total: None) == answer(chamber())


class TestSimulation:
    def test_it_is_a_mapping_of_the_tools(self) -> None:
        simulation = simulate(chamber(), draws=DRAWS)
        assert list(simulation) == ["blog", "fair", "magazine"]
        assert len(simulation) == 3
        assert "fair" in simulation
        with pytest.raises(KeyError):
            simulation["intranet"]

    def test_asking_twice_gives_the_same_bits(self) -> None:
        simulation = simulate(chamber(), draws=DRAWS)
        assert simulation["blog"].npv.tolist() == simulation["blog"].npv.tolist()

    @pytest.mark.parametrize("threads", [1, 2])
    def test_a_statistic_of_ones_own_is_worked_out_for_each_tool(self, threads: int) -> None:
        simulation = simulate(chamber(), draws=DRAWS)
        found = simulation.each(lambda draws: float(draws.benefits.max()), threads=threads)
        assert found == {key: draws.benefits.max() for key, draws in simulation.items()}

    def test_costs_that_nobody_stated_are_not_known_draw_by_draw_either(self) -> None:
        case = a_case(tools={"blog": a_tool({"calls": an_effect(3.0)}, [])}, indicators={"calls": an_indicator(1.0)})
        draws = simulate(case, draws=3)["blog"]
        assert blog_of(case).npv is None
        assert draws.costs is None
        assert draws.benefits.tolist() == [3.0] * 3
        for name in ("npv", "bcr", "roi"):
            with pytest.raises(
                OptionError, match=r"^tool: none of its costs is stated: state them in the case, 0 where"
            ):
                getattr(draws, name)

    def test_return_and_ratio_are_one_apart(self) -> None:
        draws = simulate(chamber(), draws=DRAWS)["blog"]
        assert draws.costs is not None
        assert draws.roi == pytest.approx(draws.npv / draws.costs, rel=1e-12, abs=1e-15)


FIGURES = [
    "benefits", "costs", "npv", "roi", "bcr", "payback", "irr", "equivalent_annual", "score", "probability_positive",
    "by_indicator", "by_lever", "by_objective", "by_beneficiary", "anticipated", "emergent", "gaps", "not_applicable",
]  # fmt: skip


class TestResultFile:
    def document(self) -> dict[str, Any]:
        document: dict[str, Any] = json.loads(answer(chamber()).to_json())
        return document

    def test_it_says_what_it_is(self) -> None:
        document = self.document()
        assert (document["blogroi"], document["answer"]) == (2, "evaluation")
        stated = {name: document[name] for name in ("title", "currency", "version", "numpy")}
        assert stated == {
            "title": "A regional chamber's communication tools",
            "currency": "EUR",
            "version": blogroi.__version__,
            "numpy": np.__version__,
        }
        assert document["conventions"] | {"window": {}, "discounting": {}} == {
            "evaluated": "2026-06-30",
            "window": {},
            "discounting": {},
            "prices": None,
            "draws": DRAWS,
            "seed": 1,
            "gaps": "no-credit",
            "viewpoint": "everyone",
            "view": "forward-looking",
            "claims": "stated",
            "evidence": "stated",
            "exclude": [],
            "scenario": None,
        }

    def test_it_has_the_names_of_version_two(self) -> None:
        document = self.document()
        assert {"tools", "ranking", "parity", "claims", "checks"} <= document.keys()
        for tool in document["tools"].values():
            assert (
                set(FIGURES) | {"probability_positive", "probability_even", "discounted_payback", "sunk"} <= tool.keys()
            )
        assert {"by", "order", "rank_acceptability", "pairwise"} <= document["ranking"].keys()
        assert all(check.keys() == {"code", "severity", "path", "message"} for check in document["checks"])

    def test_a_figure_is_a_summary_or_nothing(self) -> None:
        tools = self.document()["tools"]
        assert tools["blog"]["npv"].keys() == {"mean", "sd", "p05", "p50", "p95", "mc_error"}
        assert tools["fair"]["npv"] is None

    def test_bounded_figures_have_their_bounds(self) -> None:
        found = answer(chamber(), gaps="bounds").to_dict()["tools"]["blog"]["npv"]
        assert found.keys() == {"mean", "sd", "p05", "p50", "p95", "mc_error", "low", "high"}

    def test_the_object_has_the_same_names(self) -> None:
        evaluation = answer(chamber())
        document = evaluation.to_dict()
        assert all(hasattr(evaluation, name) for name in document if name not in ("blogroi", "answer"))
        assert all(hasattr(evaluation.tools["blog"], name) for name in document["tools"]["blog"])

    def test_it_is_plain_data(self) -> None:
        def kinds(node: object) -> set[type]:
            match node:
                case dict():
                    return set().union(*(kinds(part) for part in (*node.keys(), *node.values())), {dict})
                case list():
                    return set().union(*(kinds(part) for part in node), {list})
                case _:
                    return {type(node)}

        assert kinds(answer(chamber()).to_dict()) <= {dict, list, str, int, float, bool, type(None)}

    def test_text_and_data_are_the_same(self) -> None:
        evaluation = answer(chamber())
        assert json.loads(evaluation.to_json()) == evaluation.to_dict()
        assert json.loads(evaluation.to_json(indent=None)) == evaluation.to_dict()
        assert "\n" not in evaluation.to_json(indent=None)

    def test_the_same_case_gives_the_same_bytes(self) -> None:
        assert answer(chamber()).to_json() == answer(chamber()).to_json()

    def test_letters_stay_letters(self) -> None:
        assert "Édition" in answer(a_case(title="Édition")).to_json()

    def test_a_schedule_of_rates_is_said(self) -> None:
        held = answer(a_case(rate=[RateBand(until=30, rate=0.035)])).to_dict()["conventions"]
        assert held["discounting"]["rate"] == [{"until": 30, "rate": 0.035}]


class TestImmutability:
    def test_nothing_can_be_set(self) -> None:
        evaluation = answer(chamber())
        for part, name in ((evaluation, "draws"), (evaluation.tools["blog"], "npv"), (evaluation.ranking, "by")):
            with pytest.raises(attrs.exceptions.FrozenInstanceError):
                setattr(part, name, 5)
        assert isinstance(evaluation.tools, FrozenMap)

    def test_it_can_be_hashed_and_is_equal_to_its_like(self) -> None:
        assert answer(chamber()) == answer(chamber())
        assert hash(answer(chamber())) == hash(answer(chamber()))

    def test_it_can_be_sent_to_another_process(self) -> None:
        evaluation = answer(chamber())
        assert pickle.loads(pickle.dumps(evaluation)) == evaluation


@pytest.mark.parametrize("amount", ["10**150", "10**306", "10**308", "cumulative(10**308)", "10**308 * event(0.5)"])
@pytest.mark.parametrize(
    "ask",
    [
        blogroi.evaluate,
        partial(blogroi.evaluate, threads=2),
        partial(blogroi.evaluate, figures=("npv",)),
        lambda case, draws: blogroi.Session(case, draws=draws).evaluate(),
        blogroi.choose,
        partial(blogroi.launch, tool="blog"),
        blogroi.sensitivity,
        blogroi.worth_measuring,
    ],
)
def test_a_formula_past_what_a_float_holds_is_refused_by_every_question(
    ask: Callable[..., object], amount: str
) -> None:
    """No warning, no failure of a method that is given infinities, and no figure."""
    case = blogroi.loads(blogroi.template().replace("unit_cost = 38", f'unit_cost = "{amount}"'))
    with pytest.raises(CaseError, match=r"too large|gives no number"):
        ask(case, draws=100)
