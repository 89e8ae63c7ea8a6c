"""What an evaluation says: the verdict that a manager reads, what stands before a decision, and all of it in full."""

import re
from pathlib import Path

import pytest
from attrs import evolve

import blogroi
from blogroi import Evaluation
from blogroi.model.frozen_map import FrozenMap
from blogroi.report.evaluation import evaluation_sheet
from blogroi.report.evaluation_cautions import cautions
from blogroi.report.evaluation_comparison import comparison, scores
from blogroi.report.evaluation_verdict import verdict
from blogroi.report.sheet import Table
from tests.builders import a_case, a_cost, a_tool, an_effect

EXAMPLES = Path(__file__).parents[2] / "examples"


def evaluated(*changes: tuple[str, str], **options: object) -> Evaluation:
    source = blogroi.template()
    for old, new in changes:
        assert old in source
        source = source.replace(old, new)
    return blogroi.evaluate(blogroi.loads(source), draws=500, **options)  # type: ignore[arg-type]


def of_example(name: str, **options: object) -> Evaluation:
    return blogroi.evaluate(blogroi.load(EXAMPLES / f"{name}.toml"), draws=500, **options)  # type: ignore[arg-type]


def said(result: Evaluation, **options: object) -> str:
    """All that is said, on one line."""
    return " ".join(blogroi.text(result, **options).split())  # type: ignore[arg-type]


WITHOUT_COSTS = (
    """[[tools.magazine.costs]]
item = "Printing and postage"
amount = { low = 14000, high = 18000 }
when = "each"
""",
    "",
)
OPEN_GAP = ('calls_avoided = "printed twice a year, gives no practical answers"', "")


class TestTheVerdict:
    def test_a_tool_without_costs_is_not_called_free(self) -> None:
        told = said(evaluated(WITHOUT_COSTS))
        assert "The printed magazine cannot be judged yet" in told
        assert "not added up, since what The printed magazine costs is not known" in said(
            evaluated(WITHOUT_COSTS), full=True
        )
        assert any("It is not free" in line for line in cautions(evaluated(WITHOUT_COSTS)))

    def test_an_open_matter_is_called_open(self) -> None:
        told = [*verdict(evaluated(("value = { low = 6, high = 11 }", "value = { low = 10, high = 30 }")))]
        assert told[0].startswith("No tool is shown to pay: The blog could go either way; ")
        assert told[-1].startswith("Find out more before you decide")

    def test_no_clear_winner_is_said(self) -> None:
        result = evaluated(("amount = { low = 14000, high = 18000 }", "amount = { low = 9000, high = 13000 }"))
        assert any(line.startswith("No clear winner: the chance that") for line in verdict(result))

    def test_a_winner_that_does_not_pay_loses_least(self) -> None:
        tools = {"blog": a_tool({"calls": an_effect(1)}, [a_cost(10)]), "fair": a_tool({}, [a_cost(90)], name="Fair")}
        told = [*verdict(blogroi.evaluate(a_case(tools), draws=10))]
        assert told[0] == "None of the tools pays."
        assert told[1] == "The blog clearly loses least: the chance that it beats Fair is 100 %."
        assert told[-1] == "In money alone, nothing here is worth what it costs."

    def test_what_pays_in_cash_is_kept_and_the_rest_only_by_whom_more_counts_for(self) -> None:
        tools = {
            "blog": a_tool({"calls": an_effect(100)}, [a_cost(10)]),
            "fair": a_tool({"calls": an_effect(1)}, [a_cost(90)], name="Fair"),
        }
        told = [*verdict(blogroi.evaluate(a_case(tools), draws=10))]
        assert told[0] == "The blog pays; Fair does not pay."
        assert told[-1] == "In money alone: keep The blog."
        assert [*verdict(of_example("fastlane-2006"))][-1] == (
            "Keep GM FastLane only if benefits that are not cash count for you."
        )

    def test_a_single_tool_is_compared_with_none_and_set_in_no_table_that_says_no_more(self) -> None:
        alone = of_example("fastlane-2006")
        assert not any("together" in line or "winner" in line for line in verdict(alone))
        assert not any(isinstance(block, Table) for block in evaluation_sheet(alone).blocks)

    def test_a_single_tool_that_pays_says_when_it_has(self) -> None:
        one = a_case({"blog": a_tool({"calls": an_effect(100)}, [a_cost(150)])}, periods=6)
        assert "It has most likely paid back after 18 months." in [*verdict(blogroi.evaluate(one, draws=10))]

    def test_a_single_tool_without_costs_says_what_to_state(self) -> None:
        told = [*verdict(blogroi.evaluate(a_case({"blog": a_tool({"calls": an_effect(100)})}), draws=10))]
        assert told[0] == "The blog cannot be judged yet: what it costs is not known."
        assert told[1].startswith("Its benefits are expected to come to ")
        assert told[2].startswith("State what the tools cost")

    def test_many_tools_are_counted_by_their_verdicts_and_those_past_eight_in_one_line(self) -> None:
        tools = {f"t{n}": a_tool({"calls": an_effect(n)}, [a_cost(4.5)], name=f"Tool {n}") for n in range(11)}
        told = said(blogroi.evaluate(a_case(tools), draws=10))
        assert re.search(r"\d+ tools pay; .*\d+ tools do not pay\.", told)
        assert "3 more tools: --full" in told
        assert len(blogroi.text(blogroi.evaluate(a_case(tools), draws=10)).splitlines()) <= 25


class TestBeforeADecision:
    def test_what_the_gaps_could_change_stands_first(self) -> None:
        first, second, *_ = cautions(of_example("chamber"))
        assert first == "Missing figures could put The intranet or The newsletter first."
        assert second.startswith("Missing figures decide whether these pay: The intranet (-7,")

    def test_the_gaps_to_find_out_first_are_named_in_full(self) -> None:
        told = [*cautions(of_example("chamber"), full=True)]
        assert any(line.startswith("Find out first whether The intranet has an effect on ") for line in told)

    def test_an_order_without_priors_cannot_be_vouched_for(self) -> None:
        changes = (OPEN_GAP, ("prior = { low = 0, high = 800 }", ""))
        assert any(line.startswith("We cannot tell") for line in cautions(evaluated(*changes)))

    def test_an_order_that_survives_its_gaps_is_vouched_for(self) -> None:
        result = evaluated(OPEN_GAP, ("prior = { low = 0, high = 800 }", "prior = { low = 0, high = 8 }"))
        assert [*cautions(result)][-1] == "The order is the same whatever the missing figures are."
        assert (
            "The blog is better than The printed magazine in good and bad cases alike, whatever the missing figures."
            in comparison(result)
        )

    def test_what_was_not_planned_what_is_weak_what_is_no_money_and_who_was_asked_more(self) -> None:
        told = "\n".join(cautions(of_example("chamber")))
        assert "Counting planned benefits only, The chamber's blog does not pay" in told
        assert "Nothing that The intranet, The printed magazine and The newsletter bring in was measured" in told
        assert "By scores, which count what is not money, The chamber's blog comes first in" in told
        assert "The chamber's blog had to answer 7 questions, no other tool more than 1." in told

    def test_no_check_is_said_twice_and_no_remark_is_in_the_way(self) -> None:
        result = of_example("chamber")
        told = [*cautions(result, full=True)]
        assert len(told) == len({*told})
        assert not {check.message for check in result.checks if check.severity == "info"} & {*told}
        assert {check.message for check in result.checks if check.severity != "info"} <= {*told}

    def test_a_correction_by_evidence_says_whether_verdicts_survive_it(self) -> None:
        told = [*cautions(of_example("fastlane-2006", evidence="corrected"))]
        assert any("corrected for how its effects are known" in line for line in told)


class TestInFull:
    def test_bounds_are_shown_beside_the_figures(self) -> None:
        result = evaluated(OPEN_GAP, gaps="bounds")
        npv = result.tools["magazine"].npv
        assert npv is not None
        assert npv.low is not None
        assert npv.high is not None
        assert npv.low <= npv.p05
        assert npv.high > npv.p95
        assert "whatever is" in blogroi.text(result)

    def test_missing_figures_change_nothing_of_a_tool_of_which_none_is_missing(self) -> None:
        result = evaluated(OPEN_GAP, gaps="bounds")
        assert {key: tool.gaps for key, tool in result.tools.items()} == {"blog": (), "magazine": ("calls_avoided",)}
        blog, magazine = (line for line in blogroi.text(result).splitlines() if line.startswith("x "))
        assert blog.endswith(" unchanged")
        assert re.search(r" -\d\d,\d00 to [1-9]\d\d$", magazine)

    def test_rates_and_times_that_have_no_meaning_are_left_out(self) -> None:
        blog, *_, magazine = blogroi.text(of_example("chamber"), full=True).split("benefits  ")[1:5]
        assert "internal rate of return (IRR)" not in blog + magazine
        assert "internal rate of return (IRR)  29 %" in blogroi.text(of_example("content-library"), full=True)
        assert "not within 3 years" in magazine
        fastlane = said(of_example("fastlane-2006"), full=True)
        assert "none: its income comes before its costs" in fastlane
        assert "(IRR)" not in fastlane

    @pytest.mark.parametrize(
        ("saved", "shown"), [(30.0, None), (45.0, "17 %"), (900.0, "899 %"), (9_000.0, "more than 1,000 %")]
    )
    def test_an_internal_rate_is_shown_of_no_loss_and_of_a_multiple_no_more(
        self, saved: float, shown: str | None
    ) -> None:
        one = a_case({"blog": a_tool({"calls": an_effect(saved)}, [a_cost(100)])}, periods=3)
        told = said(blogroi.evaluate(one, draws=10), full=True)
        found = re.search(r"internal rate of return \(IRR\) (.+?%)", told)
        assert (None if found is None else found[1]) == shown

    def test_the_comparison_says_who_was_asked_what_and_how_ranks_could_move(self) -> None:
        told = [*comparison(of_example("chamber"))]
        assert any("had to answer 7 questions, The printed magazine (1998) none" in line for line in told)
        assert any(
            line.endswith("which other tools were found to change though nobody had planned it.") for line in told
        )
        assert "Depending on the missing figures, The chamber's blog could rank 1 to 3." in told

    def test_scores_are_reported_with_what_would_turn_them(self) -> None:
        result = of_example("chamber", by="score")
        told = [*scores(result)]
        assert told[0].startswith(
            "Weights of the objectives, as far as they are known: 'Fees from new members grow' 30 %"
        )
        assert any(line.startswith("The chamber's blog: score 0.16") for line in told)
        assert any(line.startswith("No weighting makes ") for line in told)
        assert any(line.startswith("Of the doubt about the order") for line in told)
        assert "The order is by scores, not by money. The chamber's blog is clearly best" in said(result)
        assert "## Non-monetary scores" in blogroi.markdown(result, full=True)

    def test_scores_alone_are_an_order_too(self) -> None:
        result = of_example("chamber")
        unknown = FrozenMap({key: evolve(tool, costs=None, npv=None) for key, tool in result.tools.items()})
        told = said(evolve(result, tools=unknown, total=None))
        assert "None of the tools can be judged yet: what they cost is not known." in told
        assert "score (0 to 1)" in told

    def test_what_is_set_aside_stays_in_sight_with_its_reason(self) -> None:
        fastlane = blogroi.load(EXAMPLES / "fastlane-2006.toml")
        aside = blogroi.CheckPolicy(ignore={"BR121": "as the study put it", "BR208": ""})
        result = blogroi.evaluate(evolve(fastlane, checks=aside), draws=5)
        told = said(result, full=True)
        assert not any("valued as if it were an outcome" in line for line in cautions(result))
        assert "Set aside - BR121, as the study put it: 'Word of mouth and awareness'" in told
        assert "BR208, without a reason: GM FastLane" in told
        assert "\n## Set aside\n\n- BR121, as the study put it:" in blogroi.markdown(result, full=True)
        assert "Set aside" not in said(blogroi.evaluate(fastlane, draws=5), full=True)

    def test_markdown_escapes_what_is_not_its_own(self) -> None:
        told = blogroi.markdown(evaluated(('name = "The blog"', 'name = "The <b>blog</b> | *a*"')))
        assert "The \\<b>blog\\</b>" in told
        assert "\\| \\*a\\*" in told

    def test_conventions_are_named(self) -> None:
        told = said(evaluated(exclude=["cash"], viewpoint="members"), full=True)
        assert "3 years from 2026-01-01, discounted at 3.5 % a year; money counted at the end of each year" in told
        assert "for members alone; past spending left out; left out: what comes in as cash" in told
        assert "500 draws, seed 1; amounts in EUR" in told
        schedule = evaluated(("rate = 0.035", "rate = [{ until = 1, rate = 0.03 }, { until = 9, rate = 0.02 }]"))
        assert "discounted at rates that change with time" in said(schedule, full=True)


class TestInPython:
    def test_the_width_holds(self) -> None:
        lines = blogroi.text(of_example("chamber"), full=True, width=60).splitlines()
        assert max(map(len, lines)) <= 60

    def test_both_say_it_in_french(self) -> None:
        result = of_example("chamber")
        assert "est rentable à coup sûr" in blogroi.text(result, language="fr")
        assert "## Avant de décider" in blogroi.markdown(result, language="fr")

    @pytest.mark.parametrize("give", [blogroi.text, blogroi.markdown])
    def test_a_language_that_is_none_is_refused(self, give: object) -> None:
        assert callable(give)
        with pytest.raises(blogroi.OptionError, match="language"):
            give(of_example("fastlane-2006"), language="xx")
        with pytest.raises(blogroi.OptionError, match="answer"):
            give("no answer")

    @pytest.mark.parametrize("width", [39, 0, 80.0, True, "80"])
    def test_a_width_in_which_nothing_can_be_read_is_refused(self, width: object) -> None:
        with pytest.raises(blogroi.OptionError, match="width"):
            blogroi.text(of_example("fastlane-2006"), width=width)  # type: ignore[arg-type]
