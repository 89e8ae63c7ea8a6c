"""Figures that others printed, answered by the library from the inputs that they printed.

Each test names its source. "After the worked example of" marks those whose inputs were not read in the source itself,
but which reproduce the result that is known of it.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from blogroi import (
    Case,
    Check,
    Cost,
    Evaluation,
    InternalRate,
    Payback,
    Published,
    RateBand,
    Ratio,
    Summary,
    ToolResult,
    evaluate,
)

from .builders import a_case, a_case_of_totals, a_cost, a_tool, an_effect, an_indicator


def result_of(case: Case, **options: Any) -> ToolResult:
    """Evaluate a case whose quantities are all certain: one draw says it all."""
    return answer(case, **options).tools["blog"]


def answer(case: Case, **options: Any) -> Evaluation:
    return evaluate(case, draws=1, **options)


def mean(figure: Summary | Ratio | Payback | InternalRate | None) -> float:
    """Return what a certain figure is."""
    assert figure is not None
    level = (
        figure.mean if isinstance(figure, Summary) else figure.p50 if isinstance(figure, Payback) else figure.of_means
    )
    assert level is not None
    return level


def means(figures: Mapping[str, Summary]) -> dict[str, float]:
    return {name: figure.mean for name, figure in figures.items()}


def with_published(case: Case, *published: Published) -> list[Check]:
    """Have printed figures recomputed, and give what is said of them."""
    blog = case.tools["blog"]
    tool = a_tool(blog.effects, blog.costs, published=list(published))
    audited = a_case({"blog": tool}, indicators=case.indicators)
    return [check for check in answer(audited).checks if check.code.startswith("BR3")]


class TestForresterOnFastLane:
    """C. Li and C. Stromberg, Calculating the ROI of Blogging (Forrester, January 2007), on General Motors' FastLane.

    Amounts as quoted by T. Claburn, "Corporate Blogging Pays For GM", InformationWeek, 26 January 2007; percentages
    also by healthcarevox.com (January 2007) and obr.typepad.com.
    """

    def test_the_first_year_returned_ninety_nine_percent(self) -> None:
        result = result_of(a_case_of_totals({"all": 578_374}, {"all": 291_196}, currency="USD"))
        assert mean(result.npv) == pytest.approx(287_178, abs=1e-6)
        assert mean(result.roi) == pytest.approx(0.9862, abs=5e-5)
        assert mean(result.bcr) == pytest.approx(1.9862, abs=5e-5)
        assert f"{mean(result.roi):.0%}" == "99%"

    def second_year(self) -> Case:
        return a_case_of_totals({"all": 410_470}, {"all": 255_675}, currency="USD")

    def test_the_second_year_returned_sixty_one_percent(self) -> None:
        result = result_of(self.second_year())
        assert mean(result.npv) == pytest.approx(154_795, abs=1e-6)
        assert mean(result.roi) == pytest.approx(0.6054, abs=5e-5)
        assert f"{mean(result.roi):.0%}" == "61%"

    @pytest.mark.parametrize(("printed", "source"), [(0.67, "InformationWeek"), (0.69, "obr.typepad.com")])
    def test_the_press_is_contradicted_by_its_own_parts(self, printed: float, source: str) -> None:
        (check,) = with_published(self.second_year(), Published(roi=printed, source=source))
        assert (check.code, check.severity) == ("BR301", "warning")
        assert check.path == "tools.blog.published.roi"
        assert "its own parts give 60.5 %" in check.message

    def test_the_percentage_quoted_from_the_study_itself_is_confirmed(self) -> None:
        quoted = Published(roi=0.61, source="healthcarevox.com, quoting Forrester")
        (check,) = with_published(self.second_year(), quoted)
        assert check.code == "BR302"

    def itemised(self) -> Case:
        """Give the model of 2006 as printed at obr.typepad.com/financial_innovations/roi/, in rounded thousands."""
        benefits = {"articles": 215_000, "feedback": 180_000, "awareness": 15_000}
        costs = {
            "producing content": 155_000,
            "brand monitoring": 50_000,
            "platform": 25_000,
            "review and direction": 21_000,
            "support": 3_000,
        }
        indicators = {name: an_indicator() for name in benefits} | {
            "articles": an_indicator(valuation="advertising equivalent")
        }
        return a_case_of_totals(benefits, costs, indicators=indicators, currency="USD")

    def test_the_items_add_up_but_for_the_rounding_of_five_of_them(self) -> None:
        result = result_of(self.itemised())
        assert mean(result.benefits) == pytest.approx(410_000, abs=1e-6)
        assert mean(result.costs) == pytest.approx(254_000, abs=1e-6)
        assert 255_000 - mean(result.costs) <= 5 * 500
        assert mean(result.roi) == pytest.approx(0.6142, abs=5e-5)

    def test_without_advertising_equivalents_nothing_is_earned(self) -> None:
        without = result_of(self.itemised()).without["advertising equivalent"]
        assert mean(without.roi) == pytest.approx(-0.2323, abs=5e-5)
        assert without.flips_sign

    def test_leaving_advertising_equivalents_out_says_the_same(self) -> None:
        result = result_of(self.itemised(), exclude=["advertising equivalent"])
        assert mean(result.roi) == pytest.approx(-0.2323, abs=5e-5)

    def test_it_is_said_unasked_that_the_verdict_hangs_on_them(self) -> None:
        (check,) = [check for check in answer(self.itemised()).checks if check.code == "BR203"]
        assert "valued as advertising: ROI 61 % with, -23 % without" in check.message


class TestWheelsToMeals:
    """After the worked example of J. Nicholls and others, A Guide to Social Return on Investment (2009 and 2012)."""

    # change, value of one, deadweight, share of others, drop-off, years
    rows: Mapping[str, tuple[float, float, float, float, float, int]] = {
        "emergency": (7, 94.0, 0, 0.05, 0.5, 1),
        "assessment": (7, 4964.0, 0, 0.05, 0.5, 1),
        "continuing_care": (7, 7220.0, 0, 0.05, 0.5, 1),
        "doctor": (90, 19.0, 0, 0.1, 0.1, 5),
        "friends": (16, 48.25, 0.1, 0.35, 0, 1),
        "swimming": (4, 162.5, 0.7, 0.1, 0.35, 1),
        "shopping_lost": (-275, 5.0, 0.05, 0, 0.05, 3),
    }

    def case(self, *, periods: int = 5, rate: float = 0.035) -> Case:
        effects = {
            name: an_effect(change, deadweight=deadweight, credit=1 - others, drop_off=drop_off, lasts=years)
            for name, (change, _, deadweight, others, drop_off, years) in self.rows.items()
        }
        costs = [
            a_cost(24_375, item="Contract of the local authority", paid_by="taxpayers"),
            Cost(item="Volunteers", units=4 * 3 * 5 * 50, unit_cost=6.0, when="upfront"),
        ]
        indicators = {name: an_indicator(row[1]) for name, row in self.rows.items()}
        return a_case(
            {"blog": a_tool(effects, costs)},
            periods=periods,
            rate=rate,
            indicators=indicators,
            currency="GBP",
        )

    def test_each_row_has_the_impact_of_the_map(self) -> None:
        impacts = means(result_of(self.case(periods=1, rate=0.0)).by_indicator)
        expected = [625.1, 33_010.6, 48_013.0, 1_539.0, 451.62, 175.5, -1_306.25]
        assert impacts == pytest.approx(dict(zip(self.rows, expected, strict=True)), abs=0.005001)

    def test_effects_fade_and_end_year_by_year(self) -> None:
        totals = [0.0] + [mean(result_of(self.case(periods=years, rate=0.0)).benefits) for years in range(1, 6)]
        by_year = [after - before for before, after in itertools.pairwise(totals)]
        assert by_year == pytest.approx([82_508.57, 144.16, 67.7, 1_121.93, 1_009.74], abs=0.005)

    def test_the_present_value_is_that_of_the_map_to_the_penny(self) -> None:
        result = result_of(self.case())
        assert mean(result.benefits) == pytest.approx(81_741.93, abs=0.005)
        assert mean(result.costs) == pytest.approx(42_375, abs=1e-6)
        assert mean(result.npv) == pytest.approx(39_366.93, abs=0.005)

    def test_the_social_return_is_gross_and_the_return_on_investment_net(self) -> None:
        result = result_of(self.case())
        assert mean(result.bcr) == pytest.approx(1.93, abs=0.005)
        assert mean(result.roi) == pytest.approx(0.93, abs=0.005)

    def test_it_pays_back_in_a_good_half_year(self) -> None:
        assert 12 * mean(result_of(self.case()).payback) == pytest.approx(6.16, abs=0.005)


class TestTotalEconomicImpactOfSalesLoft:
    """Forrester Consulting, The Total Economic Impact of SalesLoft, page 19: three years at 10 %."""

    def case(self, rate: float = 0.1) -> Case:
        effects = {"all": an_effect([1_606_511, 3_061_331, 4_229_760])}
        costs = [
            a_cost(53_150, item="Initial"),
            a_cost([666_715, 636_772, 647_783], item="Running"),
        ]
        return a_case({"blog": a_tool(effects, costs)}, periods=3, rate=rate, currency="USD")

    def test_present_values_are_those_printed(self) -> None:
        result = result_of(self.case())
        assert mean(result.benefits) == pytest.approx(7_168_371, abs=1)
        assert mean(result.costs) == pytest.approx(1_672_201, abs=1)
        assert mean(result.npv) == pytest.approx(5_496_170, abs=1)

    def test_the_return_is_on_present_values(self) -> None:
        assert f"{mean(result_of(self.case()).roi):.0%}" == "329%"

    def test_without_discounting_the_totals_and_another_return_come_out(self) -> None:
        result = result_of(self.case(rate=0.0))
        assert mean(result.benefits) == pytest.approx(8_897_602, abs=1)
        assert mean(result.costs) == pytest.approx(2_004_420, abs=1)
        assert f"{mean(result.roi):.0%}" == "344%"

    def test_payback_is_read_off_within_the_first_year(self) -> None:
        assert 12 * mean(result_of(self.case()).payback) == pytest.approx(0.68, abs=0.005)


def test_a_risk_adjustment_is_the_mean_of_those_who_doubt_and_those_who_do_not() -> None:
    """Forrester Consulting, TEI of Intellum, page 42: 66 % of those asked are held to be 30 % off.

    The library has no word for a survey; two groups of estimators, each with its confidence, stand for it.
    """
    effects = {"moderate": an_effect(66, confidence=1 - 0.3), "very": an_effect(34, confidence=1.0)}
    benefits = mean(result_of(a_case({"blog": a_tool(effects, [a_cost()])})).benefits)
    assert 1 - benefits / 100 == pytest.approx(0.198, abs=1e-9)
    assert f"{1 - benefits / 100:.0%}" == "20%"


def test_a_ratio_is_gross_and_a_return_net_of_the_same_totals() -> None:
    """P. Phillips, Show Me the Money: Moving From Impact to ROI (slides)."""
    result = result_of(a_case_of_totals({"all": 750_000}, {"all": 425_000}, currency="USD"))
    assert f"{mean(result.bcr):.2f}" == "1.76"
    assert f"{mean(result.roi):.0%}" == "76%"


class TestFutureTel:
    """Future-Tel sales simulator, ebrary.net/1330/education/roi_calculation: a misprinted rate, a ratio called ROI."""

    def case(self, *, deadweight: float = 0.0) -> Case:
        effects = {"revenue": an_effect(6_299_584, deadweight=deadweight)}
        return a_case(
            {"blog": a_tool(effects, [a_cost(392_225)])},
            indicators={"revenue": an_indicator(margin=0.098, valuation="margin on sales")},
            currency="USD",
        )

    def attributed(self, credit: float) -> Case:
        """Give the revenue put down to the simulator, the share of it being stated."""
        effects = {"revenue": an_effect(39_870_785.68, credit=credit)}
        return a_case({"blog": a_tool(effects, [a_cost()])})

    def test_revenue_counts_by_its_margin(self) -> None:
        result = result_of(self.case())
        assert mean(result.benefits) == pytest.approx(617_359, abs=0.5)
        assert mean(result.bcr) == pytest.approx(1.57, abs=0.005)
        assert 100 * mean(result.roi) == pytest.approx(57, abs=0.5)

    def test_what_the_season_would_have_brought_is_deadweight(self) -> None:
        result = result_of(self.case(deadweight=0.097))
        assert mean(result.benefits) == pytest.approx(557_475, abs=0.5)
        assert mean(result.bcr) == pytest.approx(1.42, abs=0.005)
        assert 100 * mean(result.roi) == pytest.approx(42, abs=0.5)

    @pytest.mark.parametrize(("figure", "code"), [("roi", "BR303"), ("bcr", "BR302")])
    def test_a_dollar_and_fifty_seven_is_a_ratio_and_no_return(self, figure: str, code: str) -> None:
        stated: dict[str, Any] = {figure: 1.57}
        printed = Published(**stated, source="the study")
        (check,) = with_published(self.case(), printed)
        assert check.code == code

    def test_the_printed_share_does_not_give_the_printed_revenue(self) -> None:
        case = self.attributed(0.156)
        assert mean(result_of(case).benefits) == pytest.approx(6_219_842.57, abs=0.005)
        (check,) = with_published(case, Published(benefits=6_299_584, source="the study"))
        assert check.code == "BR301"

    def test_the_printed_revenue_needs_another_share(self) -> None:
        case = self.attributed(0.158)
        assert mean(result_of(case).benefits) == pytest.approx(6_299_584, abs=0.5)
        (check,) = with_published(case, Published(benefits=6_299_584, source="the study"))
        assert check.code == "BR302"


def test_an_estimate_counts_by_the_confidence_in_it() -> None:
    """Exercise after Phillips, expertsmind.com, "Compute the total benefits": 20 people, 336,000 a month, 70 % sure."""
    one = an_effect(1, confidence=0.7)
    all_of_them = an_effect(20, confidence=0.7)
    for effect, expected in ((all_of_them, 235_200), (one, 11_760)):
        case = a_case(
            {"blog": a_tool({"people": effect}, [a_cost()])},
            step="month",
            indicators={"people": an_indicator(336_000 / 20)},
        )
        assert mean(result_of(case).benefits) == pytest.approx(expected, abs=1e-6)


def test_estimates_count_by_confidence_and_isolation() -> None:
    """After the worked example of J. Phillips: six participants, each with a value, a confidence and a share."""
    rows = {
        "p11": (36_000, 0.85, 0.5, 15_300),
        "p42": (90_000, 0.9, 0.4, 32_400),
        "p74": (24_000, 0.6, 0.55, 7_920),
        "p55": (2_000, 0.75, 0.5, 750),
        "p96": (10_000, 0.85, 0.75, 6_375),
        "p118": (159_000, 1.0, 0.3, 47_700),
    }
    effects = {
        name: an_effect(value, confidence=confidence, credit=share)
        for name, (value, confidence, share, _) in rows.items()
    }
    found = means(result_of(a_case({"blog": a_tool(effects, [a_cost()])})).by_indicator)
    assert found == pytest.approx({name: row[3] for name, row in rows.items()}, abs=1e-6)


class TestShareAmongFactors:
    """After the worked example of J. Phillips, Return on Investment in Training and Performance Improvement Programs."""

    factors: Mapping[str, tuple[float, float, float]] = {
        "programme": (0.6, 0.8, 0.48),
        "procedures": (0.15, 0.7, 0.105),
        "standards": (0.05, 0.6, 0.03),
        "incentives": (0.2, 0.8, 0.16),
    }

    def benefits(self, *, sure: bool) -> dict[str, float]:
        tools = {
            name: a_tool({"output": an_effect(1, credit=share, confidence=1.0 if sure else confidence)})
            for name, (share, confidence, _) in self.factors.items()
        }
        results = answer(a_case(tools)).tools
        return {name: mean(result.benefits) for name, result in results.items()}

    def test_each_share_counts_by_the_confidence_in_it(self) -> None:
        expected = {name: usable for name, (_, _, usable) in self.factors.items()}
        assert self.benefits(sure=False) == pytest.approx(expected, abs=1e-9)

    def test_shares_that_sum_to_one_share_out_the_whole_change(self) -> None:
        assert sum(self.benefits(sure=True).values()) == pytest.approx(1.0, abs=1e-9)


class TestGreenBook:
    """HM Treasury, The Green Book (2022), annex 6, and its supplementary guidance on optimism bias (2003).

    Schedule and figures as given by the R package greenbook (C. Coverdale, MIT licence) and its tests.
    """

    schedule = (
        RateBand(until=30, rate=0.035),
        RateBand(until=75, rate=0.03),
        RateBand(until=125, rate=0.025),
        RateBand(until=200, rate=0.02),
        RateBand(until=300, rate=0.015),
        RateBand(until=1000, rate=0.01),
    )

    def factors(self, years: Sequence[int]) -> list[float]:
        """Give the present value of 1 at the end of each of these years."""
        effects = {f"year_{year}": an_effect(1, starts=year, lasts=1) for year in years}
        case = a_case({"blog": a_tool(effects, [a_cost(1)])}, periods=80, rate=self.schedule)
        found = result_of(case).by_indicator
        return [found[name].mean for name in effects]

    def test_the_first_ten_years_are_those_of_the_table(self) -> None:
        expected = [
            0.9662, 0.9335, 0.9019, 0.8714, 0.842, 0.8135, 0.786, 0.7594, 0.7337, 0.7089,
        ]  # fmt: skip
        assert self.factors(range(1, 11)) == pytest.approx(expected, abs=5e-5)

    def test_the_year_of_the_decision_is_not_discounted(self) -> None:
        case = a_case(periods=80, rate=self.schedule)
        assert mean(result_of(case).costs) == 100.0

    def test_the_rate_declines_after_thirty_and_after_seventy_five_years(self) -> None:
        expected = [0.356278, 0.345901, 0.094214, 0.091916]
        assert self.factors([30, 31, 75, 76]) == pytest.approx(expected, abs=5e-7)

    def test_a_rate_made_up_of_its_parts_discounts_like_the_whole(self) -> None:
        """France Stratégie, Le taux d'actualisation (2017): 1.5 % and once 2 %.

        The library takes the rate and does not derive it: the sum is made here.
        """
        case = a_case_of_totals({"all": 1}, {"all": 1}, rate=0.015 + 1.0 * 0.02)
        assert 1 / mean(result_of(case).benefits) - 1 == pytest.approx(0.035, abs=1e-12)

    @pytest.mark.parametrize(
        ("costs", "bias", "mitigation", "expected"),
        [
            ([100, 50], 0.51, 0.0, [151, 75.5]),
            ([100], 0.5, 0.5, [125]),
            ([100, 200], 0.5, 1.0, [100, 200]),
        ],
    )
    def test_costs_are_raised_by_the_optimism_that_is_left(
        self, costs: list[float], bias: float, mitigation: float, expected: list[float]
    ) -> None:
        """What mitigation leaves of the bias is stated as the contingency: the library does not know of the rest."""
        raised = [
            a_cost(cost, item=f"Item {position}", contingency=bias * (1 - mitigation))
            for position, cost in enumerate(costs)
        ]
        found = result_of(a_case({"blog": a_tool({}, raised)})).by_cost
        assert [figure.mean for figure in found.values()] == pytest.approx(expected, abs=1e-9)


class TestWebSiteBudget:
    """A spreadsheet published on SlideShare, 8 August 2013 (slideshare.net/cire2020/christian-website-2-excel)."""

    def result(self) -> ToolResult:
        effects = {"all": an_effect([0, 38_800, 89_700])}
        costs = [a_cost(30_120), a_cost([3_900, 0, 0], item="Running")]
        return result_of(a_case({"blog": a_tool(effects, costs)}, periods=3, rate=0.1))

    def test_net_present_value(self) -> None:
        assert mean(self.result().npv) == pytest.approx(65_793.6, abs=0.005)

    def test_internal_rate_of_return(self) -> None:
        assert 100 * mean(self.result().irr) == pytest.approx(68.46, abs=0.005)
        rate = self.result().irr
        assert rate is not None
        assert rate.status == "one"

    def test_payback(self) -> None:
        assert mean(self.result().payback) == pytest.approx(1.88, abs=0.005)


class TestReturnOnMarketing:
    """marketingiq.co.uk, How to calculate return on marketing investment: one campaign, three figures of that name."""

    other: Mapping[str, float] = {"origination": 25_000, "agency": 25_000, "freelancers": 20_000}

    def ratio(self, *, margin: float, costs: Mapping[str, float]) -> ToolResult:
        return result_of(
            a_case_of_totals(
                {"sales": 500_000},
                costs,
                indicators={"sales": an_indicator(margin=margin)},
                currency="GBP",
            )
        )

    def test_sales_over_the_campaign(self) -> None:
        result = self.ratio(margin=1.0, costs={"campaign": 100_000})
        assert mean(result.bcr) == pytest.approx(5.0, abs=0.005)

    def test_margin_over_the_campaign(self) -> None:
        result = self.ratio(margin=0.5, costs={"campaign": 100_000})
        assert mean(result.bcr) == pytest.approx(2.5, abs=0.005)

    def test_margin_over_all_that_was_spent_and_the_return_that_none_of_them_is(self) -> None:
        result = self.ratio(margin=0.5, costs={"campaign": 100_000, **self.other})
        assert mean(result.bcr) == pytest.approx(1.47, abs=0.005)
        assert 100 * mean(result.roi) == pytest.approx(47, abs=0.5)


@pytest.mark.parametrize(("ratio", "expected"), [(4, 1.0), (5, 0.8)])
def test_a_blog_and_a_magazine_are_asked_for_the_same_cost_per_contact(ratio: float, expected: float) -> None:
    """E. Camel, Les blogs et la presse d'entreprise: four to five times cheaper, but opened by one reader in four.

    The author gives the hypotheses; the quotient follows. With every contact worth 1, costs over benefits are the cost
    per contact.
    """
    blog = a_tool({"contacts": an_effect(1000 * 0.25)}, [a_cost(1000)])
    magazine = a_tool(
        {"contacts": an_effect(1000 * 1.0)},
        [a_cost(1000 * ratio)],
        kind="magazine",
        introduced=date(1998, 3, 1),
    )
    tools = answer(a_case({"blog": blog, "magazine": magazine})).tools
    per_contact = {name: 1 / mean(result.bcr) for name, result in tools.items()}
    assert per_contact["blog"] / per_contact["magazine"] == pytest.approx(expected, abs=1e-9)
