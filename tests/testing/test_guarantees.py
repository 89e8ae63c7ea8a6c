"""Every guarantee holds for our own answers; what is said when one is broken."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings

import blogroi
from blogroi import Case, Evaluation, Point, evaluate, testing
from blogroi.testing import (
    GUARANTEES,
    GuaranteeBroken,
    GuaranteesBroken,
    cases,
    certain,
    check_age_blind,
    check_all,
    check_anonymous,
    check_independent,
    check_monotone,
    check_no_double_claims,
    check_papers_change_nothing,
    comparisons,
    conventions,
    find_broken,
)
from tests.builders import a_case, a_cost, a_tool, an_effect, an_indicator, chamber

from .planted_biases import HONEST, WRONG, Wrong, evaluation, seeds_by_position, sunk_for_the_old_alone

EXAMPLES = int(os.environ.get("GUARANTEE_EXAMPLES", "3"))
"""How many cases our own answers are tried on; a session of its own tries many more."""

ALL = ["N1", "N2", "N3", "N4", "N5", "N6", "N7", "N8", "N9", "N10"]


def broken_on(case: Case, evaluator: Callable[[Case], Any]) -> dict[str, GuaranteeBroken]:
    broken = {}
    for number, check in GUARANTEES.items():
        try:
            check(evaluator, case)
        except GuaranteeBroken as found:
            broken[number] = found
    return broken


class TestOurOwnAnswers:
    @pytest.mark.parametrize("question", HONEST)
    def test_all_guarantees_hold_for_each_question(self, question: str) -> None:
        assert list(GUARANTEES) == ALL
        check_all(HONEST[question], max_examples=EXAMPLES)

    def test_they_hold_on_odd_cases_too(self) -> None:
        check_all(evaluation, cases=cases(most_tools=3), max_examples=3 * EXAMPLES)

    @settings(max_examples=EXAMPLES)
    @given(comparisons(most_tools=4, most_periods=4), conventions())
    def test_they_hold_under_other_conventions(self, case: Case, drawn: Any) -> None:
        assert broken_on(case, lambda each: evaluate(each, draws=100, **drawn)) == {}

    @settings(max_examples=EXAMPLES)
    @given(comparisons(most_tools=4, most_periods=4), conventions())
    def test_all_but_that_on_papers_hold_where_effects_are_corrected_by_how_they_are_known(
        self, case: Case, drawn: Any
    ) -> None:
        """How an effect is known is a paper unless a correction by it is asked for."""
        broken = broken_on(case, lambda each: evaluate(each, draws=100, evidence="corrected", **drawn))
        assert set(broken) <= {"N10"}

    def test_a_correction_by_how_effects_are_known_is_the_same_for_old_and_new(self) -> None:
        for question in (blogroi.sensitivity, blogroi.worth_measuring):
            check_age_blind(partial(question, draws=200, evidence="corrected"), chamber())

    @pytest.mark.parametrize("gaps", ["no-credit", "prior", "bounds"])
    def test_they_hold_on_a_chamber_of_commerce(self, gaps: Any) -> None:
        assert broken_on(chamber(gaps=gaps), evaluation) == {}

    @settings(max_examples=2 * EXAMPLES)
    @given(comparisons(most_tools=3, most_periods=4))
    def test_more_effect_or_less_cost_lowers_no_quantile_on_the_same_streams(self, case: Case) -> None:
        check_monotone(evaluation, case, same_streams=True)


class TestWhatIsSaid:
    def test_what_is_broken_says_where_and_how(self) -> None:
        def trusts_the_old(case: Case) -> dict[str, Any]:
            answer: dict[str, Any] = evaluation(case).to_dict()
            for key, tool in case.tools.items():
                if tool.introduced and tool.introduced.year < 2010 and answer["tools"][key]["npv"]:
                    answer["tools"][key]["npv"]["mean"] *= 1.1
            return answer

        with pytest.raises(GuaranteeBroken, match=r"^N2, age-blindness: when tools were dated .* not ") as found:
            check_age_blind(trusts_the_old, chamber())
        broken = found.value
        assert (broken.guarantee, broken.figure) == ("N2", "npv.mean")
        assert broken.tool in chamber().tools
        assert broken.case == chamber()

    def test_where_several_things_were_changed_the_one_that_matters_is_named(self) -> None:
        def likes_sources(case: Case) -> dict[str, Any]:
            answer: dict[str, Any] = evaluation(case).to_dict()
            if case.discounting.source:
                answer["conventions"]["draws"] += 1
            return answer

        with pytest.raises(
            GuaranteeBroken, match=r"N10, papers change nothing: when sources were named, conventions\.draws was 201"
        ):
            check_papers_change_nothing(likes_sources, chamber())

    def test_all_that_is_broken_is_named_together(self) -> None:
        with pytest.raises(GuaranteesBroken, match="N1, anonymity") as found:
            check_all(seeds_by_position, guarantees=["N1", "N5", "N6"], max_examples=1)
        assert list(found.value.broken) == ["N1", "N5", "N6"]
        assert len(str(found.value).splitlines()) == 4

    def test_a_single_guarantee_can_be_asked_for(self) -> None:
        assert list(find_broken(seeds_by_position, guarantees=["N5"], max_examples=2)) == ["N5"]

    def test_the_search_can_stop_at_the_first(self) -> None:
        assert list(find_broken(seeds_by_position, stop_at_first=True)) == ["N1"]

    def test_what_is_no_answer_is_refused(self) -> None:
        nonsense: Any = lambda case: 42  # noqa: E731
        with pytest.raises(TypeError, match="int is not an answer: give a result of the library"):
            check_age_blind(nonsense, chamber())

    def test_what_an_evaluator_raises_is_not_taken_for_a_broken_guarantee(self) -> None:
        def refuses(case: Case) -> Evaluation:
            raise ZeroDivisionError(case.title)

        with pytest.raises(ZeroDivisionError):
            find_broken(refuses, max_examples=2)


class TestOneGuaranteeAtATime:
    @pytest.mark.parametrize("wrong", WRONG, ids=str)
    def test_whoever_goes_wrong_breaks_what_is_about_it(self, wrong: Wrong) -> None:
        expected = wrong.guarantees.split()
        assert list(find_broken(wrong.answer, guarantees=expected, max_examples=10)) == expected

    def test_dates_of_ones_own_can_be_tried(self) -> None:
        case = a_case({key: a_tool(costs=[a_cost(100), a_cost(50, "Pilot", sunk=True)]) for key in ("blog", "fair")})
        check_age_blind(evaluation, case, dates={"fair": date(1999, 1, 1), "blog": None})
        check_age_blind(sunk_for_the_old_alone, case, dates={"fair": date(2011, 1, 1)})
        with pytest.raises(GuaranteeBroken, match="of fair was"):
            check_age_blind(sunk_for_the_old_alone, case, dates={"fair": date(1999, 1, 1)})

    def test_a_key_that_is_liked_is_found(self) -> None:
        def favours_a_key(case: Case) -> dict[str, Any]:
            answer: dict[str, Any] = evaluation(case).to_dict()
            for key, figures in answer["tools"].items():
                if key == "blog":
                    figures["benefits"]["p95"] *= 1.1
            return answer

        with pytest.raises(GuaranteeBroken, match="keys that nobody has heard of") as found:
            check_anonymous(favours_a_key, chamber())
        assert found.value.figure == "benefits.p95"

    def test_an_order_that_turns_with_what_stands_beside_it_is_found(self) -> None:
        def turns(case: Case) -> dict[str, Any]:
            answer: dict[str, Any] = evaluation(case).to_dict()
            if len(case.tools) % 2 == 0:
                answer["ranking"]["order"].reverse()
            return answer

        with pytest.raises(GuaranteeBroken, match=r"ranking\.order\[1\] was") as found:
            check_independent(turns, chamber())
        assert found.value.tool == ""

    def test_a_rank_that_falls_with_more_effect_is_found(self) -> None:
        def worst_first(case: Case) -> dict[str, Any]:
            answer: dict[str, Any] = evaluation(case).to_dict()
            answer["ranking"]["order"].reverse()
            return answer

        tools = {
            "blog": a_tool({"calls": an_effect(90)}, [a_cost(1000)]),
            "fair": a_tool({"calls": an_effect(95)}, [a_cost(1000)]),
        }
        with pytest.raises(GuaranteeBroken, match="passed it"):
            check_monotone(worst_first, a_case(tools, indicators={"calls": an_indicator()}))

    def test_an_evaluator_that_gives_one_figure_alone_is_checked_on_that_one(self) -> None:
        assert list(find_broken(spreadsheet, max_examples=6)) == ["N9"]


def spreadsheet(case: Case) -> Mapping[str, Any]:
    """Work out an undiscounted net present value on the back of an envelope, and nothing else."""
    plain = certain(case)
    return {"tools": {key: {"npv": _gain(plain, tool)} for key, tool in plain.tools.items()}}


def _gain(case: Case, tool: Any) -> float:
    parts = []
    for name, effect in tool.effects.items():
        indicator: Any = case.indicators[name]
        change = effect.change or indicator.change
        if isinstance(change, Point) and isinstance(indicator.value, Point):
            parts.append(change.value * indicator.value.value * (1.0 if indicator.better == "higher" else -1.0))
    for cost in tool.costs:
        match cost.amount, cost.units, cost.unit_cost:
            case Point(amount), None, None if not cost.sunk:
                parts.append(-amount)
            case None, Point(units), Point(unit_cost) if not cost.sunk:
                parts.append(-units * unit_cost)
            case _:
                pass
    return math.fsum(parts)  # whatever the order


class TestDoubleClaims:
    def shared(self, *starts: int) -> Case:
        tools = {
            key: a_tool({"calls": an_effect(None, credit=0.7, starts=start, lasts=1)})
            for key, start in zip(("blog", "fair"), starts, strict=True)
        }
        return a_case(tools, indicators={"calls": an_indicator(shared=True, change=100)}, periods=2)

    def blind_to_calls(self, case: Case) -> dict[str, Any]:
        answer: dict[str, Any] = evaluation(case).to_dict()
        answer["claims"] = {name: claim for name, claim in answer["claims"].items() if name != "calls"}
        answer["checks"] = [check for check in answer["checks"] if "calls" not in check["path"].split(".")]
        return answer

    def test_claims_of_the_case_itself_are_looked_at_too(self) -> None:
        check_no_double_claims(evaluation, self.shared(1, 1))
        with pytest.raises(GuaranteeBroken, match="140% of calls"):
            check_no_double_claims(self.blind_to_calls, self.shared(1, 1))

    def test_claims_in_different_periods_are_not_added_up(self) -> None:
        check_no_double_claims(self.blind_to_calls, self.shared(1, 2))

    def test_an_alarm_about_changes_that_each_tool_has_for_itself_is_found(self) -> None:
        def alarmed(case: Case) -> dict[str, Any]:
            answer: dict[str, Any] = evaluation(case).to_dict()
            for name in case.indicators:
                given = [tool.effects[name].credit for tool in case.tools.values() if name in tool.effects]
                if sum(getattr(credit, "value", 0.0) for credit in given) > 1.0:
                    answer["claims"][name] = "more than all is claimed"
            return answer

        with pytest.raises(
            GuaranteeBroken, match="a change of its own in probe_of_its_own, claims and checks was 'more"
        ):
            check_no_double_claims(alarmed, chamber())


def test_blogroi_is_what_is_tested() -> None:
    assert HONEST["evaluate"](chamber()).version == blogroi.__version__


def test_every_guarantee_is_public() -> None:
    assert {check.__name__ for check in GUARANTEES.values()} <= set(testing.__all__) <= set(dir(testing))
