import json
import math
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from attrs import evolve
from scipy.stats import norm

import blogroi
from blogroi import Beta, Case, Correlation, Effect, Evaluation, Normal, Range, Samples, ThreePoint, ToolEmergent
from blogroi.engine.shapes import moments_of, shape_of
from blogroi.evaluation.emergent import corrections
from blogroi.model import Domain, Quantity
from blogroi.model.conventions import Conventions
from blogroi.numerics.sampler import sampler
from blogroi.numerics.selection import selection_adjusted_maximum, shrink
from blogroi.numerics.streams import stream
from blogroi.report.evaluation_cautions import cautions
from blogroi.report.evaluation_parts import parts_of
from blogroi.testing import GuaranteeBroken, check_age_blind
from tests.builders import a_case, a_cost, a_tool, an_effect, an_indicator, chamber

DRAWS = 20_000
SPREAD = 4 / math.sqrt(2 * DRAWS)
"""Four standard errors of a standard deviation that is read off the draws, as a share of it."""


def searched(effect: Effect, **tool: Any) -> Case:
    """Build a case of one blog with one effect, on an indicator worth 2 whose prior is normal around 0."""
    prior = tool.pop("prior", Normal(0, 5))
    periods = tool.pop("periods", 1)
    stated = {"calls": an_indicator(2.0, prior=prior, **tool.pop("indicator", {}))}
    return a_case({"blog": a_tool({"calls": effect}, [a_cost(30)], **tool)}, indicators=stated, periods=periods)


def told(case: Case, draws: int = DRAWS, **options: Any) -> ToolEmergent:
    return blogroi.evaluate(case, draws=draws, **options).emergent["blog"]


def codes(result: Evaluation) -> list[str]:
    return sorted(check.code for check in result.checks if check.code in ("BR403", "BR404"))


class TestCorrecting:
    def test_an_effect_is_weighed_against_what_is_usual(self) -> None:
        found = told(searched(an_effect(Normal(10, 5), searched=20)))
        effect = found.effects["calls"]
        assert (effect.adjusted_by, effect.searched) == ("prior", 20)
        assert effect.raw == pytest.approx(10.0, rel=1e-6)
        assert effect.weight == pytest.approx(0.5, rel=SPREAD)
        assert effect.adjusted == pytest.approx(5.0, rel=SPREAD)
        spread = 2.0 * math.sqrt(12.5)
        assert found.benefits.adjusted.mean == pytest.approx(10.0, abs=4 * spread / math.sqrt(DRAWS))
        assert found.benefits.adjusted.sd == pytest.approx(spread, rel=SPREAD)
        assert found.benefits.raw.mean == pytest.approx(20.0, rel=1e-6)

    def test_an_effect_that_was_not_looked_for_is_left_as_it_is(self) -> None:
        result = blogroi.evaluate(searched(an_effect(Normal(10, 5))), draws=1000)
        found = result.emergent["blog"]
        assert found.effects == {}
        assert found.benefits.adjusted == found.benefits.raw == result.tools["blog"].benefits
        assert found.ex_post == found.ex_post_adjusted
        assert found.ex_post is not None
        assert found.ex_post.npv == result.tools["blog"].npv
        assert found.ex_post.verdict == result.tools["blog"].verdict

    def test_corrections_of_its_own_come_before_the_prior(self) -> None:
        effect = an_effect(
            Normal(10, 2), deadweight=0.2, credit=Beta(4, 4), displacement=0.5, confidence=Beta(9, 1), searched=3
        )
        mean = 10 * 0.8 * 0.5 * 0.5 * 0.9
        square = (100 + 4) * 0.64 * (0.25 + 1 / 36) * 0.25 * (0.81 + 0.09 / 11)
        expected = shrink(mean, math.sqrt(square - mean**2), prior_mean=0.0, prior_sd=5.0)
        finding = corrections(searched(effect), "blog", Conventions.of(searched(effect)))["calls"].finding
        assert finding.raw == pytest.approx(mean, rel=1e-5)
        assert finding.adjusted == pytest.approx(expected.mean, rel=SPREAD)

    def test_a_multiplier_is_part_of_what_is_weighed_and_not_of_what_a_unit_is_worth(self) -> None:
        once = told(searched(an_effect(Normal(20, 10), searched=20), prior=Normal(4, 5)))
        twice = told(searched(an_effect(Normal(10, 5), multiplier=2, searched=20), prior=Normal(4, 5)))
        assert twice.effects["calls"].adjusted == pytest.approx(once.effects["calls"].adjusted, rel=1e-9)
        assert twice.benefits.adjusted.mean == pytest.approx(once.benefits.adjusted.mean, rel=1e-9)

    def test_what_is_weighed_is_what_holds_where_effects_are_corrected_by_how_they_are_known(self) -> None:
        """The mean and the spread of a change of 100 are those of what holds of it, before it is weighed against a prior."""
        effect = an_effect(100, evidence="observed", searched=20)
        found = told(searched(effect, prior=Normal(0, 5)), evidence="corrected")
        held = blogroi.simulate(searched(effect), draws=DRAWS, evidence="corrected")["blog"].benefits / 2.0
        change = found.effects["calls"]
        assert change.raw == pytest.approx(held.mean(), rel=0.02)
        weight = 25.0 / (25.0 + held.var())
        assert change.weight == pytest.approx(weight, rel=0.02)
        assert found.benefits.adjusted.mean == pytest.approx(2.0 * weight * held.mean(), rel=0.03)

    def test_a_change_for_each_period_counts_on_average_where_it_is_at_work(self) -> None:
        effect = an_effect([Normal(4, 3), Normal(8, 4), 100], lasts=2, searched=3)
        for how, spread in (("apart", 2.5), ("together", 3.5)):  # standard deviations add up where they go together
            case = searched(evolve(effect, periods=how), periods=3)  # type: ignore[arg-type]
            expected = shrink(6.0, spread, prior_mean=0.0, prior_sd=5.0)
            assert corrections(case, "blog", Conventions.of(case))["calls"].finding.adjusted == pytest.approx(
                expected.mean, rel=SPREAD
            )

    def test_what_goes_together_in_a_case_goes_together_here(self) -> None:
        case = searched(an_effect(Normal(10, 2), credit=Beta(4, 4), searched=3))
        paths = [f"tools.blog.effects.calls.{part}" for part in ("change", "credit")]
        tied = evolve(case, correlations=[Correlation(between=paths, rank=0.8)])
        change, credit = Normal(10, 2), Beta(4, 4)
        apart, together = (
            corrections(each, "blog", Conventions.of(each, draws=50_000))["calls"].finding.raw for each in (case, tied)
        )
        assert apart == pytest.approx(5.0, rel=1e-6)
        (change_sd, credit_sd) = (moments_of(part, Domain.REAL)[1] for part in (change, credit))
        # the mean of a product is that of the means and the covariance, of nearly normal variables here
        assert together == pytest.approx(5.0 + 0.8 * change_sd * credit_sd, rel=0.01)

    def test_what_is_corrected_fades_lasts_and_is_worth_as_much_as_before(self) -> None:
        effect = an_effect(Normal(-10, 5), drop_off=Range(0.1, 0.4), starts=2, lasts=2, searched=9)
        case = a_case(
            {"blog": a_tool({"calls": effect}, [a_cost(30)])},
            periods=4,
            rate=0.1,
            indicators={"calls": an_indicator(Range(1, 3), better="lower", prior=Normal(-4, 5))},
        )
        half = evolve(effect, change=Normal(-7, 5 / math.sqrt(2.0)), searched=1)  # the posterior, on the same stream
        unsearched = evolve(case, tools={"blog": evolve(case.tools["blog"], effects={"calls": half})})
        expected = blogroi.evaluate(unsearched, draws=DRAWS).tools["blog"].benefits
        assert expected is not None
        adjusted = told(case, DRAWS).benefits.adjusted
        for name in ("mean", "sd", "p05", "p50", "p95", "mc_error"):
            assert getattr(adjusted, name) == pytest.approx(getattr(expected, name), rel=2 * SPREAD)

    def test_scaled_claims_scale_what_is_corrected_too(self) -> None:
        tools = {
            "blog": a_tool({"calls": an_effect(None, credit=0.8, searched=9)}),
            "fair": a_tool({"calls": an_effect(None, credit=0.8)}),
        }
        one = an_indicator(2.0, prior=Normal(8, 4), shared=True, change=Normal(10, 5))
        case = a_case(tools, indicators={"calls": one})
        stated, scaled = (told(case, DRAWS, claims=claims).benefits for claims in ("stated", "scaled"))
        # what is corrected is read off the draws: spread 8 of 16, and what is read off them of the spread
        assert scaled.adjusted.mean == pytest.approx(
            stated.adjusted.mean / 1.6, rel=4 * 0.5 / math.sqrt(DRAWS) + SPREAD
        )
        assert stated.adjusted.mean == pytest.approx(16.0, rel=0.02)  # evidence and prior agree on 8

    def test_an_effect_around_zero_is_drawn_to_its_prior_as_well(self) -> None:
        found = told(searched(an_effect(Normal(0, 5), searched=4), prior=Normal(6, 5)))
        assert found.benefits.adjusted.mean == pytest.approx(6.0, abs=4 * 8 / math.sqrt(DRAWS))

    def test_what_is_left_out_is_listed_and_counts_nowhere(self) -> None:
        case = searched(an_effect(Normal(10, 5), searched=20), indicator={"cash": "capacity"})
        found = told(case, 500, exclude=["capacity"])
        assert list(found.effects) == ["calls"]
        assert found.benefits.adjusted.mean == found.benefits.raw.mean == 0.0


class TestPValues:
    def test_a_p_value_widens_a_spread_that_claims_too_much(self) -> None:
        stated = an_effect(Normal(10, 0.1), searched=20, p_value=0.0455)  # two standard errors from zero
        finding = corrections(searched(stated), "blog", Conventions.of(searched(stated)))["calls"].finding
        assert finding.weight == pytest.approx(0.5, abs=1e-3)
        assert finding.adjusted == pytest.approx(5.0, abs=0.01)
        wide = corrections(
            searched(evolve(stated, change=Normal(10, 20))),
            "blog",
            Conventions.of(searched(evolve(stated, change=Normal(10, 20)))),
        )["calls"].finding
        assert wide.weight == pytest.approx(1 / 17, rel=2 * SPREAD)

    def test_a_point_with_a_p_value_can_be_weighed(self) -> None:
        correction = corrections(
            searched(an_effect(10, searched=20, p_value=0.0455)),
            "blog",
            Conventions.of(searched(an_effect(10, searched=20, p_value=0.0455))),
        )["calls"]
        assert correction.slope == 0.0
        assert correction.finding.adjusted == pytest.approx(5.0, abs=0.01)

    def test_a_p_value_of_one_leaves_the_prior(self) -> None:
        finding = corrections(
            searched(an_effect(10, searched=20, p_value=1), prior=Normal(3, 2)),
            "blog",
            Conventions.of(searched(an_effect(10, searched=20, p_value=1), prior=Normal(3, 2))),
        )["calls"].finding
        assert finding.weight == 0.0
        assert finding.adjusted == pytest.approx(3.0, abs=1e-5)

    @pytest.mark.parametrize(("p_value", "kept"), [(0.05, 0.0), (0.3, 0.0), (1.0, 0.0), (1e-300, 1.0)])
    def test_without_a_prior_it_is_the_greatest_of_what_was_looked_at(self, p_value: float, kept: float) -> None:
        case = searched(an_effect(Normal(10, 1), searched=20, p_value=p_value), prior=None)
        finding = corrections(case, "blog", Conventions.of(case))["calls"].finding
        assert finding.adjusted_by == "p-value"
        assert finding.weight == pytest.approx(kept, abs=1e-6)
        assert finding.adjusted == pytest.approx(10.0 * (finding.weight or 0.0), rel=1e-6)

    def test_that_weight_is_what_the_model_of_the_greatest_says(self) -> None:
        case = searched(an_effect(10, searched=20, p_value=0.0124193), prior=None)  # 2.5 standard errors
        weight = corrections(case, "blog", Conventions.of(case))["calls"].finding.weight
        assert weight == pytest.approx(selection_adjusted_maximum(2.5, 1.0, searched=39).estimate / 2.5, rel=1e-4)

    def test_p_values_of_one_search_are_adjusted_together(self) -> None:
        one = an_effect(5, searched=20, p_value=0.01, noticed_by="the help desk")
        effects = {"a": one, "b": evolve(one, p_value=0.015), "c": evolve(one, noticed_by="sales")}
        found = {
            name: each.finding
            for name, each in corrections(
                a_case({"blog": a_tool(effects)}), "blog", Conventions.of(a_case({"blog": a_tool(effects)}))
            ).items()
        }
        harmonic = sum(1 / k for k in range(1, 21))
        assert [found[name].p_adjusted for name in "abc"] == pytest.approx([0.15, 0.15, 0.2])
        assert found["a"].p_adjusted_any == pytest.approx(0.15 * harmonic)

    def test_more_p_values_than_were_searched_count_as_searched(self) -> None:
        effects = {name: an_effect(5, searched=2, p_value=0.01) for name in "abc"}
        found = corrections(
            a_case({"blog": a_tool(effects)}), "blog", Conventions.of(a_case({"blog": a_tool(effects)}))
        )
        assert [each.finding.p_adjusted for each in found.values()] == pytest.approx([0.01] * 3)


class TestDates:
    def test_corrections_do_not_move_with_dates(self) -> None:
        old, new = (
            told(searched(an_effect(Normal(10, 5), searched=20, p_value=0.01), introduced=day), 500)
            for day in (date(1998, 1, 1), date(2026, 1, 15))
        )
        for name in ("effects", "benefits", "ex_post", "ex_post_adjusted"):
            assert getattr(old, name) == getattr(new, name)
        assert old.unlabelled == new.anticipated
        assert old.ex_ante != new.ex_ante

    def test_what_was_foreseen_is_the_verdict_that_was_possible_beforehand(self) -> None:
        effects = {"calls": an_effect(Normal(20, 1)), "strategy": an_effect(Normal(40, 3), searched=5)}
        case = a_case(
            {"blog": a_tool(effects, [a_cost(30)])},
            indicators={
                "calls": an_indicator(1.0),
                "strategy": an_indicator(1.0, declared=date(2026, 5, 1), prior=Normal(0, 4)),
            },
        )
        found = told(case, 500)
        foreseen = evolve(case, tools={"blog": a_tool({"calls": effects["calls"]}, [a_cost(30)])})
        assert found.ex_ante is not None
        assert found.ex_post is not None
        assert found.ex_post_adjusted is not None
        assert found.ex_ante.npv == blogroi.evaluate(foreseen, draws=500).tools["blog"].npv
        assert (found.ex_ante.verdict, found.ex_post.verdict) == ("does not pay", "pays")
        assert found.ex_ante.npv.mean < found.ex_post_adjusted.npv.mean < found.ex_post.npv.mean
        assert found.anticipated.adjusted == found.anticipated.raw
        assert found.emergent.adjusted.mean < found.emergent.raw.mean

    def test_where_the_day_is_not_known_nothing_is_said_of_hindsight(self) -> None:
        found = told(searched(an_effect(Normal(10, 5), searched=2), introduced=None), 500)
        assert found.ex_ante is None
        assert found.unlabelled == found.benefits
        assert found.benefits.adjusted != found.benefits.raw

    def test_where_the_cost_is_not_known_no_outcome_is_given(self) -> None:
        case = searched(an_effect(Normal(10, 5), searched=2))
        found = told(evolve(case, tools={"blog": evolve(case.tools["blog"], costs=[])}), 500)
        assert found.ex_ante is found.ex_post is found.ex_post_adjusted is None

    def test_labels_may_move_in_the_guarantee_and_corrections_may_not(self) -> None:
        case = searched(an_effect(Normal(10, 5), searched=20), introduced=date(2025, 12, 1))
        check_age_blind(lambda each: blogroi.evaluate(each, draws=200), case)

        def flatters_the_old(each: Case) -> dict[str, Any]:
            result = blogroi.evaluate(each, draws=200).to_dict()
            if (each.tools["blog"].introduced or date.max) < date(2010, 1, 1):
                result["emergent"]["blog"]["benefits"]["adjusted"]["mean"] += 1.0
            return result

        with pytest.raises(GuaranteeBroken) as caught:
            check_age_blind(flatters_the_old, case)
        assert caught.value.figure == "emergent.blog.benefits.adjusted.mean"


class TestResult:
    def test_found_figures_are_those_of_the_tool(self) -> None:
        for policy in ("no-credit", "bounds", "prior"):
            result = blogroi.evaluate(chamber(), draws=500, gaps=policy)
            for key, found in result.emergent.items():
                tool = result.tools[key]
                parts = (found.anticipated, found.emergent, found.unlabelled)
                assert found.benefits.raw == tool.benefits
                assert [part.raw for part in parts] == [tool.anticipated, tool.emergent, tool.unlabelled]
                total = sum(part.adjusted.mean for part in parts)
                assert total == pytest.approx(found.benefits.adjusted.mean)

    def test_it_is_plain_data_in_the_result_file(self) -> None:
        result = blogroi.evaluate(searched(an_effect(Normal(10, 5), searched=20, noticed_by="a visitor")), draws=200)
        plain = json.loads(result.to_json())["emergent"]["blog"]
        assert plain["effects"]["calls"]["noticed_by"] == "a visitor"
        assert plain["benefits"].keys() == {"raw", "adjusted"}
        assert plain["ex_ante"].keys() == {"npv", "probability_positive", "probability_even"}

    def test_threads_change_nothing(self) -> None:
        assert (
            blogroi.evaluate(chamber(), draws=500, threads=2).emergent
            == blogroi.evaluate(chamber(), draws=500).emergent
        )


class TestChecks:
    def test_luck_that_a_correction_takes_away_is_named(self) -> None:
        result = blogroi.evaluate(searched(an_effect(Normal(10, 5), searched=20, p_value=0.03)), draws=200)
        (check,) = (check for check in result.checks if check.code == "BR403")
        assert (check.severity, check.path) == ("warning", "tools.blog.effects.calls")
        assert "the p-value is 0.03, corrected for that 0.6" in check.message

    def test_what_stands_after_correction_is_not_named(self) -> None:
        assert codes(blogroi.evaluate(searched(an_effect(Normal(10, 5), searched=20, p_value=0.001)), draws=200)) == []
        assert codes(blogroi.evaluate(searched(an_effect(Normal(10, 5), p_value=0.3)), draws=200)) == []

    @pytest.mark.parametrize(
        ("effect", "prior"),
        [
            (an_effect(Normal(10, 5), searched=20), None),
            (an_effect(10, searched=20), Normal(0, 5)),
            (an_effect(Normal(10, 5), searched=20), 4),
        ],
    )
    def test_what_cannot_be_corrected_is_named(self, effect: Effect, prior: Any) -> None:
        result = blogroi.evaluate(searched(effect, prior=prior), draws=200)
        assert codes(result) == ["BR404"]
        finding = result.emergent["blog"].effects["calls"]
        assert (finding.adjusted, finding.weight, finding.significant) == (None, None, None)
        assert result.emergent["blog"].benefits.adjusted.mean == result.emergent["blog"].benefits.raw.mean

    def test_what_is_not_in_money_is_a_remark(self) -> None:
        case = a_case({"blog": a_tool({"calls": an_effect(10, searched=2)})}, indicators={"calls": an_indicator(None)})
        assert [check.severity for check in blogroi.evaluate(case, draws=200).checks if check.code == "BR404"] == [
            "info"
        ]


class TestReport:
    def test_it_says_what_remains_and_what_could_have_been_said_before(self) -> None:
        case = searched(an_effect(Normal(20, 4), searched=20), intended=[])
        said = "\n".join(parts_of(blogroi.evaluate(case, draws=DRAWS), "blog"))
        assert "found after trying several indicators: 'Something that can be counted'; benefits" in said
        assert "reduced for chance finds" in said
        assert "counting planned benefits only: expected to lose 30 EUR, chance to pay 0 %" in said

    def test_it_names_a_sign_that_hangs_on_the_search(self) -> None:
        case = searched(an_effect(Normal(20, 10), searched=20))
        (line,) = (line for line in cautions(blogroi.evaluate(case, draws=DRAWS)) if "chance finds" in line)
        assert line.startswith("Corrected for chance finds, The blog is expected to lose 22")

    def test_it_is_silent_where_nothing_was_searched(self) -> None:
        result = blogroi.evaluate(searched(an_effect(Normal(20, 4))), draws=200)
        said = "\n".join([*cautions(result, full=True), *parts_of(result, "blog")])
        assert "found after trying" not in said
        assert "planned benefits only" not in said


@pytest.mark.parametrize(
    ("quantity", "domain"),
    [
        (Range(1, 10), Domain.REAL),
        (Range(-5, 8), Domain.REAL),
        (Range(0.2, 0.7), Domain.SHARE),
        (Normal(0.5, 0.5), Domain.SHARE),
        (ThreePoint(1, 2, 9), Domain.REAL),
        (ThreePoint(1, 2, 9, "triangular"), Domain.REAL),
        (Beta(2, 5), Domain.SHARE),
        (Samples([1, 2, 6]), Domain.REAL),
    ],
)
def test_moments_are_those_of_the_draws(quantity: Quantity, domain: Domain) -> None:
    draws = np.empty(400_000)
    sampler(shape_of(quantity, domain)).fill(stream(7), draws)
    mean, sd = moments_of(quantity, domain)
    assert mean == pytest.approx(draws.mean(), abs=4 * sd / math.sqrt(draws.size))
    fourth = ((draws - mean) ** 4).mean()
    assert sd**2 == pytest.approx(draws.var(), abs=4 * math.sqrt(fourth / draws.size))


def test_a_template_evaluates_as_before() -> None:
    result = blogroi.evaluate(blogroi.load(Path(__file__).parents[2] / "examples" / "chamber.toml"), draws=200)
    assert set(result.emergent["blog"].effects) == {"belonging", "briefing_hours", "field_reports", "search_hours"}
    assert result.emergent["magazine"].effects == {}


def test_chances_of_paying_are_those_of_what_is_corrected_and_of_what_was_foreseen() -> None:
    effects = {"calls": an_effect(Normal(10, 5), searched=20), "visits": an_effect(Normal(14, 4))}
    indicators = {
        "calls": an_indicator(2.0, prior=Normal(0, 5), declared=date(2026, 5, 1)),
        "visits": an_indicator(2.0, declared=date(2025, 11, 1)),
    }
    found = told(a_case({"blog": a_tool(effects, [a_cost(30)])}, indicators=indicators))
    late = 4 * 0.5 / math.sqrt(DRAWS)
    assert found.ex_post is not None
    assert found.ex_post.probability_positive == pytest.approx(norm.sf(30, 48, 2 * math.hypot(5, 4)), abs=late)
    assert found.ex_post_adjusted is not None
    spread = 2 * math.hypot(5 / math.sqrt(2), 4)
    assert found.ex_post_adjusted.probability_positive == pytest.approx(norm.sf(30, 38, spread), abs=late)
    assert found.ex_ante is not None
    assert found.ex_ante.probability_positive == pytest.approx(norm.sf(30, 28, 8), abs=late)
    assert found.ex_ante.npv.mean == pytest.approx(-2.0, abs=4 * 8 / math.sqrt(DRAWS))
