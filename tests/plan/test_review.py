"""Selecting and setting aside, the verdict, the next steps, and what is printed."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args

import pytest
from attrs import evolve

import blogroi
from blogroi import Case, CaseError, CheckPolicy, Correlation, OptionError
from blogroi.language.languages import Language
from blogroi.plan import RULES
from blogroi.plan.verdict import next_steps
from blogroi.report.plan import plan_sheet
from blogroi.report.terminal import Face, text

EXAMPLES = Path(__file__).parents[2] / "examples"
CHAMBER = blogroi.load(EXAMPLES / "chamber.toml")
SOUND = blogroi.load(EXAMPLES / "launch.toml")


def codes(case: Case, **options: Any) -> set[str]:
    return {finding.code for finding in blogroi.check(case, **options).findings}


class TestContradictions:
    """What an evaluation refuses because it cannot hold together is refused here in the same words."""

    def test_weights(self) -> None:
        text = (EXAMPLES / "chamber.toml").read_text(encoding="utf-8")
        case = blogroi.loads(text + '\n[weights]\nratios = [{ more = "fees", less = "renewals", at_least = 9 }]\n')
        self.refused_alike(case)

    def test_correlations(self) -> None:
        change, one, other = (
            f"tools.blog.effects.{name}.change" for name in ("calls_avoided", "search_hours", "new_members")
        )
        matrix = [[1, 0.9, 0.9], [0.9, 1, -0.9], [0.9, -0.9, 1]]
        self.refused_alike(evolve(CHAMBER, correlations=[Correlation(between=[change, one, other], matrix=matrix)]))

    def refused_alike(self, case: Case) -> None:
        with pytest.raises(CaseError) as evaluated:
            blogroi.evaluate(case, draws=10)
        with pytest.raises(CaseError) as checked:
            blogroi.check(case)
        assert str(checked.value) == str(evaluated.value)


class TestSelect:
    def test_by_a_whole_code_and_by_the_beginning_of_one(self) -> None:
        assert codes(CHAMBER, select=["BR111"]) == {"BR111"}
        assert codes(CHAMBER, select=["BR12", "BR161"]) == {"BR121", "BR124", "BR125", "BR126", "BR161"}

    def test_at_a_path_and_below_it(self) -> None:
        review = blogroi.check(CHAMBER, select=["BR1 indicators.press_mentions"])
        assert {finding.path.split(".")[1] for finding in review.findings} == {"press_mentions"}
        assert not blogroi.check(CHAMBER, select=["BR1 indicators.press"]).findings

    def test_by_the_case_unless_the_call_says_otherwise(self) -> None:
        case = evolve(CHAMBER, checks=CheckPolicy(select=["BR121"]))
        assert codes(case) == {"BR121"}
        assert codes(case, select=["BR161"]) == {"BR161"}

    @pytest.mark.parametrize("option", ["select", "ignore"])
    @pytest.mark.parametrize("name", ["BR199", "BR9", "121", 121, ""])
    def test_what_names_no_check_is_refused(self, option: str, name: Any) -> None:
        stated: Any = {option: [name]}
        with pytest.raises(OptionError, match=f"^{option}: .* does not name a check"):
            blogroi.check(CHAMBER, **stated)

    def test_what_needs_figures_can_be_ignored_and_not_selected(self) -> None:
        with pytest.raises(OptionError, match=r"^select: 'BR203' does not name a check of the plan"):
            blogroi.check(CHAMBER, select=["BR203"])
        assert blogroi.check(SOUND, ignore=["BR203", "BR3"]).findings == ()

    @pytest.mark.parametrize("names", ["BR121", 5])
    def test_what_is_no_list_is_refused(self, names: Any) -> None:
        with pytest.raises(OptionError, match="is not a list of checks"):
            blogroi.check(CHAMBER, select=names)


class TestIgnore:
    def test_what_is_set_aside_stays_in_sight(self) -> None:
        review = blogroi.check(CHAMBER, ignore={"BR121 indicators.press_mentions": "the board wants it"})
        assert "BR121" not in {finding.code for finding in review.findings}
        (one,) = review.ignored
        assert (one.code, one.reason) == ("BR121", "the board wants it")

    def test_by_the_case_and_by_the_call_together(self) -> None:
        case = evolve(CHAMBER, checks=CheckPolicy(ignore={"BR121": "why not", "BR111": ""}))
        review = blogroi.check(case, ignore=["BR12"])
        assert {one.code for one in review.ignored} == {"BR111", "BR121", "BR124", "BR125", "BR126"}
        assert {one.reason for one in review.ignored if one.code == "BR121"} == {"why not"}

    def test_below_a_list(self) -> None:
        case = blogroi.loads(blogroi.template())
        costs = case.tools["blog"].costs
        tool = evolve(case.tools["blog"], costs=[evolve(costs[0], units=blogroi.Range(1, 100)), *costs[1:]])
        case = evolve(case, tools={**case.tools, "blog": tool})
        assert len(blogroi.check(case, ignore=["BR134 tools.blog.costs"]).ignored) == 1
        assert len(blogroi.check(case, ignore=["BR134 tools.blog.costs[1].units"]).ignored) == 1

    def test_what_hides_nothing_is_said(self) -> None:
        case = evolve(SOUND, checks=CheckPolicy(ignore=["BR121"]))
        (finding,) = blogroi.check(case).findings
        assert (finding.code, finding.severity, finding.blocks_launch) == ("BR191", "info", False)
        assert finding.message == "BR121 sets nothing aside: nothing of it is found."
        assert blogroi.check(case).verdict == "Ready to launch: nothing is missing."
        assert not blogroi.check(case, select=["BR12"]).findings
        assert (
            blogroi.check(case, select=["BR12"]).verdict
            == "Ready to launch: nothing is missing. Only some checks were made."
        )

    @pytest.mark.parametrize(("stated", "meant"), [("BR999", "BR609"), ("BR139", "BR138")])
    def test_a_code_that_there_is_not_is_named_with_what_was_meant(self, stated: str, meant: str) -> None:
        (finding,) = blogroi.check(evolve(SOUND, checks=CheckPolicy(ignore={f"{stated} tools": "x"}))).findings
        assert finding.code == "BR191"
        assert finding.message == f"There is no code {stated} (did you mean `{meant}`?): {stated} tools does nothing."
        with pytest.raises(blogroi.CaseError, match=rf"checks.select\[1\].*{stated}.*`{meant}`"):
            blogroi.check(evolve(SOUND, checks=CheckPolicy(select=["BR121", stated])))

    def test_what_hides_something_that_was_not_selected_is_not_held_against_it(self) -> None:
        case = evolve(CHAMBER, checks=CheckPolicy(ignore=["BR121", "BR131"]))
        for select in (["BR191"], ["BR19", "BR121"], []):
            in_vain = [one.message for one in blogroi.check(case, select=select).findings if one.code == "BR191"]
            assert in_vain == ["BR131 sets nothing aside: nothing of it is found."]
        assert codes(case, select=["BR191"]) == codes(case, select=["BR19", "BR121"]) == {"BR191"}

    def test_ignoring_in_vain_can_be_ignored_too(self) -> None:
        review = blogroi.check(SOUND, ignore=["BR121", "BR191"])
        assert not review.findings
        assert [one.code for one in review.ignored] == ["BR191"]

    def test_a_reason_is_not_lost_where_the_call_gives_none(self) -> None:
        case = evolve(CHAMBER, checks=CheckPolicy(ignore={"BR161": "the board sets it"}))
        (one,) = blogroi.check(case, select=["BR161"], ignore=["BR161"]).ignored
        assert one.reason == "the board sets it"
        (one,) = blogroi.check(case, select=["BR161"], ignore={"BR161": "asked already"}).ignored
        assert one.reason == "asked already"


class TestVerdict:
    def test_what_cannot_be_made_good_after_launch_keeps_from_it(self) -> None:
        review = blogroi.check(CHAMBER)
        assert not review.ready
        assert review.verdict == (
            "Running already. These were to be settled before launch: 7 indicators have no baseline, 7 indicators have no target,"
            " 7 indicators have no review date and 7 more points."
        )

    def test_one_clause_stands_alone(self) -> None:
        assert blogroi.check(CHAMBER, select=["BR111"]).verdict == (
            "Running already. These were to be settled before launch: 7 indicators have no baseline. Only some checks were made."
        )
        two = blogroi.check(CHAMBER, select=["BR111", "BR112"])
        assert two.verdict == (
            "Running already. These were to be settled before launch: 7 indicators have no baseline and 7 indicators have no target."
            " Only some checks were made."
        )

    def test_what_can_be_settled_later_does_not(self) -> None:
        review = blogroi.check(CHAMBER, select=["BR12"], ignore=["BR124"])
        assert review.ready
        assert review.verdict == (
            "Running already: 7 points to settle before figures are shown. Only some checks were made. 1 point was set aside."
        )
        assert "1 point to settle" in blogroi.check(CHAMBER, select=["BR161"]).verdict

    def test_it_is_one_line(self) -> None:
        for path in EXAMPLES.glob("*.toml"):
            assert "\n" not in blogroi.check(blogroi.load(path)).verdict


class TestNextSteps:
    def test_there_are_three_at_most_and_the_gravest_come_first(self) -> None:
        bare = evolve(CHAMBER, objectives={**CHAMBER.objectives, "more": blogroi.Objective("More", aim="cost")})
        steps = blogroi.check(bare).next_steps
        assert len(steps) == 3
        assert steps[0] == "BR102: Say how a tool could act on the objective, as a lever, or drop the objective."
        assert steps[1].startswith("BR111, 7 times: State where ")

    def test_what_was_found_most_often_comes_before_what_was_found_less(self) -> None:
        steps = next_steps({"BR112": 1, "BR111": 2, "BR113": 3})
        assert [step[:5] for step in steps] == ["BR113", "BR111", "BR112"]


class TestResult:
    def test_it_is_plain_data(self) -> None:
        review = blogroi.check(CHAMBER, ignore={"BR121": "the board wants it"})
        read = json.loads(review.to_json())
        assert read == review.to_dict()
        assert (read["blogroi"], read["ready"], read["verdict"]) == (2, False, review.verdict)
        assert len(read["findings"]) == len(review.findings)
        assert read["ignored"][0]["reason"] == "the board wants it"
        assert set(read["codes"]) == {one["code"] for one in (*read["findings"], *read["ignored"])}

    def test_findings_are_checks_too(self) -> None:
        review = blogroi.check(CHAMBER, select=["BR161"])
        (check,) = review.checks
        assert (check.code, check.severity, check.path) == ("BR161", "warning", "discounting.source")

    def test_it_shows_its_verdict(self) -> None:
        review = blogroi.check(SOUND)
        shown = "<PlanReview of 'A blog, before its launch (illustrative f...': Ready to launch: nothing is missing.>"
        assert repr(review) == shown

    def test_the_gravest_come_first_whatever_the_order_of_the_file(self) -> None:
        turned = evolve(CHAMBER, indicators=dict(reversed(list(CHAMBER.indicators.items()))))
        assert blogroi.check(turned) == blogroi.check(CHAMBER)
        blocks = [finding.blocks_launch for finding in blogroi.check(CHAMBER).findings]
        assert blocks == sorted(blocks, reverse=True)

    def test_costs_are_in_the_order_of_their_numbers(self) -> None:
        wide = blogroi.Range(1, 100)
        costs = [blogroi.Cost(item="Writing", key=f"of-{month}", amount=wide, when="each") for month in range(11)]
        tool = evolve(CHAMBER.tools["blog"], costs=costs)
        case = evolve(CHAMBER, tools={**CHAMBER.tools, "blog": tool})
        paths = [finding.path for finding in blogroi.check(case, select=["BR134"]).findings]
        assert paths == [f"tools.blog.costs[{number}].amount" for number in range(1, 12)]


def test_a_short_answer_counts_what_was_found_and_says_where() -> None:
    said = text(plan_sheet(blogroi.check(CHAMBER, ignore={"BR121": "the board wants it", "BR124": ""})))
    assert "The tools are running already. 28 of 42 points were to be settled before launch;" in said
    assert "2 points were set aside." in said
    assert re.search(r"x BR111 +7  an indicator without a baseline +every indicator\n", said)
    assert "BR161" not in said
    assert "4 other kinds: --full" in said
    assert "Ready to launch: nothing is missing.\n" in text(plan_sheet(blogroi.check(SOUND)))


def test_a_full_answer_says_every_finding_once_with_where_it_is_in_the_file() -> None:
    review = blogroi.check(CHAMBER, ignore={"BR121": "the board wants it", "BR124": ""})
    said = " ".join(text(plan_sheet(review, full=True)).split())
    for finding in (*review.findings, *review.ignored):
        assert said.count(f"`{finding.path}`") == sum(
            one.path == finding.path for one in (*review.findings, *review.ignored)
        )
        assert finding.message in said
    assert "`indicators.press_mentions.value`: the board wants it" in said
    assert "`indicators.press_mentions.valuation`: no reason given" in said


def test_a_short_answer_fits_a_screen_however_much_was_found() -> None:
    many = {f"want_{number}": blogroi.Objective(f"Want number {number}", aim="cost") for number in range(60)}
    review = blogroi.check(evolve(CHAMBER, objectives={**CHAMBER.objectives, **many}))
    for language in get_args(Language):
        lines = text(plan_sheet(review), Face(language=language, lines=25)).splitlines()
        assert len(lines) <= 25
        assert max(map(len, lines)) <= 80
        assert "60" in next(line for line in lines if "BR102" in line)


def test_what_lies_ahead_is_ready_or_not_and_what_runs_was_to_be_settled() -> None:
    ahead = {key: evolve(tool, introduced=None) for key, tool in CHAMBER.tools.items()}
    assert not blogroi.check(evolve(CHAMBER, tools=ahead)).running
    assert blogroi.check(evolve(CHAMBER, tools=ahead)).verdict.startswith(
        "Not ready. These cannot be fixed after launch: "
    )
    assert blogroi.check(CHAMBER).running
    assert blogroi.check(CHAMBER).verdict.startswith("Running already. These were to be settled before launch: ")


def test_every_rule_says_how_often_it_was_found() -> None:
    for code, rule in RULES.items():
        assert rule.counted(1).split()[0] in {"1", "no", "the"}
        assert rule.explanation.plural == "" or rule.counted(3).startswith("3 ")
        assert rule.explanation.question.endswith("?")
        assert rule.severity == blogroi.explain(code).severity


def test_checking_needs_no_numpy() -> None:
    code = "import sys, blogroi; blogroi.check(blogroi.loads(blogroi.template())); print('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
