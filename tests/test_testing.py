"""Every guarantee holds for our own evaluator, and finds the bias that is planted for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from math import inf
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from blogroi import Case, Cost, Evaluation, Point, Range, Samples, Summary, Tool, ToolResult, evaluate
from blogroi.model import FrozenMap
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
    check_unit_invariant,
    comparisons,
    find_broken,
)

from .builders import a_case, a_cost, a_tool, an_effect, an_indicator, chamber

Evaluator = Callable[[Case], Evaluation]

ALL = ["N1", "N2", "N3", "N4", "N5", "N6", "N7", "N8", "N9"]


def honest(case: Case) -> Evaluation:
    return evaluate(case, 200, seed=1)


def over_results(evaluation: Evaluation, change: Callable[[str, ToolResult], ToolResult]) -> Evaluation:
    return evolve(evaluation, tools=FrozenMap({key: change(key, one) for key, one in evaluation.tools.items()}))


def over_tools(case: Case, change: Callable[[Tool], Tool]) -> Case:
    return evolve(case, tools={key: change(tool) for key, tool in case.tools.items()})


def times(figure: Summary | None, factor: float) -> Summary | None:
    return None if figure is None else Summary(**{name: part * factor for name, part in figure.to_dict().items()})


def at(value: float) -> Summary:
    return Summary(value, 0.0, value, value, value)


def mean(figure: Summary | None) -> float:
    return 0.0 if figure is None else figure.mean


def introduced(tool: Tool) -> date:
    assert tool.introduced is not None
    return tool.introduced


def legacy_bonus(case: Case) -> Evaluation:
    def favoured(key: str, result: ToolResult) -> ToolResult:
        old = introduced(case.tools[key]) < date(2010, 1, 1)
        return evolve(result, npv=times(result.npv, 1.1)) if old else result

    return over_results(honest(case), favoured)


def novelty_bonus(case: Case) -> Evaluation:
    def favoured(key: str, result: ToolResult) -> ToolResult:
        new = (case.evaluated - introduced(case.tools[key])).days < 700
        return evolve(result, roi=times(result.roi, 1.1)) if new else result

    return over_results(honest(case), favoured)


def best_in_set(case: Case) -> Evaluation:
    evaluation = honest(case)
    best = max(mean(result.npv) for result in evaluation.tools.values())

    def scored(_: str, result: ToolResult) -> ToolResult:
        return evolve(result, score=at(mean(result.npv) / best if best > 0 else 0.0))

    return over_results(evaluation, scored)


def zero_for_what_is_little_known(case: Case) -> Evaluation:
    evaluation = honest(case)
    if case.gaps != "prior":
        return evaluation
    without = honest(evolve(case, gaps="no-credit"))
    return over_results(evaluation, lambda key, result: result if case.tools[key].effects else without.tools[key])


def seeds_by_position(case: Case) -> Evaluation:
    apart = {key: evaluate(case, 200, seed=place) for place, key in enumerate(case.tools)}
    return over_results(honest(case), lambda key, _: apart[key].tools[key])


def ranks_by_name(case: Case) -> Evaluation:
    evaluation = honest(case)
    order = evaluation.ranking.order
    ranks = {key: tuple(float(place == rank) for rank in range(len(order))) for place, key in enumerate(order)}
    return evolve(evaluation, ranking=evolve(evaluation.ranking, rank_acceptability=FrozenMap(ranks)))


def longer_for_magazines(case: Case) -> Evaluation:
    def prolonged(amount: Any) -> Any:
        return (*amount, amount[-1]) if isinstance(amount, tuple) else amount

    def prolonged_tool(tool: Tool) -> Tool:
        costs = [evolve(cost, amount=prolonged(cost.amount)) for cost in tool.costs]
        effects = {key: evolve(effect, change=prolonged(effect.change)) for key, effect in tool.effects.items()}
        return evolve(tool, costs=costs, effects=effects)

    indicators = {key: evolve(part, total=prolonged(part.total)) for key, part in case.indicators.items()}
    horizon = evolve(case.horizon, periods=case.horizon.periods + 1)
    tools = {key: prolonged_tool(tool) for key, tool in case.tools.items()}
    longer = honest(evolve(case, horizon=horizon, indicators=indicators, tools=tools))
    return over_results(
        honest(case), lambda key, result: longer.tools[key] if case.tools[key].kind == "magazine" else result
    )


def sunk_for_the_old_alone(case: Case) -> Evaluation:
    def counted(tool: Tool) -> Tool:
        if introduced(tool) < date(2010, 1, 1):
            return tool
        return evolve(tool, costs=[evolve(cost, sunk=False) for cost in tool.costs])

    return honest(over_tools(case, counted))


def asked_where_discovered(case: Case) -> Evaluation:
    answers = [name for tool in case.tools.values() for name in tool.effects]

    def spared(_: str, result: ToolResult) -> ToolResult:
        return evolve(result, gaps=tuple(name for name in result.gaps if answers.count(name) > 1))

    return over_results(honest(case), spared)


def overhead_in_euros(case: Case) -> Evaluation:
    overhead = Cost(item="Overhead that nobody stated", amount=500, when="each")
    return honest(over_tools(case, lambda tool: evolve(tool, costs=(*tool.costs, overhead)) if tool.costs else tool))


def too_good_to_be_true(case: Case) -> Evaluation:
    def struck_out(_: str, result: ToolResult) -> ToolResult:
        return evolve(result, npv=times(result.costs, -1.0)) if mean(result.roi) > 3 else result

    return over_results(honest(case), struck_out)


def free_where_no_cost_is_known(case: Case) -> Evaluation:
    return over_results(
        honest(case), lambda key, result: result if case.tools[key].costs else evolve(result, roi=at(inf))
    )


PLANTED: dict[Evaluator, list[str]] = {
    legacy_bonus: ["N2"],
    novelty_bonus: ["N2"],
    best_in_set: ["N5"],
    zero_for_what_is_little_known: ["N4"],
    seeds_by_position: ["N1", "N5", "N6"],
    ranks_by_name: ["N1"],
    longer_for_magazines: ["N1", "N4", "N8"],
    sunk_for_the_old_alone: ["N2", "N8"],
    asked_where_discovered: ["N3", "N5"],
    overhead_in_euros: ["N6"],
    too_good_to_be_true: ["N7"],
    free_where_no_cost_is_known: ["N4"],
}


def broken_on(case: Case, evaluator: Callable[[Case], Any]) -> dict[str, GuaranteeBroken]:
    broken = {}
    for number, check in GUARANTEES.items():
        try:
            check(evaluator, case)
        except GuaranteeBroken as found:
            broken[number] = found
    return broken


def test_all_guarantees_hold_for_our_own_evaluator_on_random_cases() -> None:
    assert list(GUARANTEES) == ALL
    check_all(honest, max_examples=20)


@pytest.mark.parametrize("gaps", ["no-credit", "prior", "bounds"])
def test_all_guarantees_hold_for_our_own_evaluator_on_a_chamber_of_commerce(gaps: Any) -> None:
    assert broken_on(chamber(gaps=gaps), honest) == {}


@settings(max_examples=10)
@given(comparisons())
def test_more_effect_or_less_cost_lowers_no_quantile_on_the_same_streams(case: Case) -> None:
    check_monotone(honest, case, same_streams=True)


@pytest.mark.parametrize(("evaluator", "numbers"), PLANTED.items(), ids=lambda part: getattr(part, "__name__", ""))
def test_a_planted_bias_is_found_by_the_guarantee_that_is_about_it(evaluator: Evaluator, numbers: list[str]) -> None:
    assert list(broken_on(chamber(), evaluator)) == numbers


@pytest.mark.parametrize("evaluator", [legacy_bonus, best_in_set, overhead_in_euros])
def test_a_planted_bias_is_found_on_random_cases_too(evaluator: Evaluator) -> None:
    numbers = PLANTED[evaluator]
    assert list(find_broken(evaluator, max_examples=5)) == numbers


def test_what_is_broken_says_where_and_how() -> None:
    with pytest.raises(GuaranteeBroken, match=r"^N2, age-blindness: when tools were dated .* not ") as found:
        check_age_blind(legacy_bonus, chamber())
    broken = found.value
    assert (broken.guarantee, broken.tool) == ("N2", "blog")
    assert broken.figure.startswith("npv.")
    assert broken.after == pytest.approx(1.1 * broken.before)  # type: ignore[operator]
    assert broken.case == chamber()


def test_all_that_is_broken_is_named_together() -> None:
    with pytest.raises(GuaranteesBroken, match="N1, anonymity") as found:
        check_all(seeds_by_position, max_examples=4)
    assert list(found.value.broken) == ["N1", "N5", "N6"]
    assert len(str(found.value).splitlines()) == 4


def test_a_single_guarantee_can_be_asked_for() -> None:
    assert list(find_broken(seeds_by_position, guarantees=["N5"], max_examples=15)) == ["N5"]


def test_dates_of_ones_own_can_be_tried() -> None:
    old = {"fair": date(1999, 1, 1)}
    check_age_blind(honest, chamber(), dates=old)
    case = chamber(tools={key: tool for key, tool in chamber().tools.items() if tool.costs})
    check_age_blind(legacy_bonus, case, dates={"magazine": date(1999, 1, 1)})
    with pytest.raises(GuaranteeBroken, match="of magazine was"):
        check_age_blind(legacy_bonus, case, dates={"magazine": date(2011, 1, 1)})


def test_a_name_that_is_liked_is_found() -> None:
    def favours_a_name(case: Case) -> Evaluation:
        return over_results(
            honest(case),
            lambda key, result: evolve(result, benefits=times(result.benefits, 1.1)) if key == "blog" else result,
        )

    with pytest.raises(GuaranteeBroken, match="exchanged their names") as found:
        check_anonymous(favours_a_name, chamber())
    assert found.value.figure.startswith("benefits.")


def test_an_evaluator_that_drops_a_tool_is_found() -> None:
    def drops_newcomers(case: Case) -> dict[str, Any]:
        result = honest(case).to_dict()
        kept = {key: one for key, one in result["tools"].items() if introduced(case.tools[key]).year < 2020}
        return result | {"tools": kept}

    with pytest.raises(GuaranteeBroken, match="missing"):
        check_age_blind(drops_newcomers, chamber())


def test_a_unit_that_counts_is_found() -> None:
    def rounds_changes(case: Case) -> Evaluation:
        def rounded(tool: Tool) -> Tool:
            effects = {
                key: evolve(effect, change=round(getattr(effect.change, "value", 0.0), -1))
                for key, effect in tool.effects.items()
            }
            return evolve(tool, effects=effects)

        return honest(over_tools(case, rounded))

    with pytest.raises(GuaranteeBroken, match="counted in other units"):
        check_unit_invariant(rounds_changes, chamber())


def test_an_order_that_turns_with_what_stands_beside_it_is_found() -> None:
    def turns(case: Case) -> Evaluation:
        evaluation = honest(case)
        ranking = evaluation.ranking
        order = ranking.order if len(case.tools) % 2 else ranking.order[::-1]
        return evolve(evaluation, ranking=evolve(ranking, order=order))

    with pytest.raises(GuaranteeBroken, match=r"ranking\.order was") as found:
        check_independent(turns, chamber())
    assert found.value.tool == ""


def test_a_rank_that_falls_with_more_effect_is_found() -> None:
    def worst_first(case: Case) -> Evaluation:
        evaluation = honest(case)
        order = evaluation.ranking.order[::-1]
        return evolve(evaluation, ranking=evolve(evaluation.ranking, order=order))

    indicators = {"calls": an_indicator()}
    tools = {
        "blog": a_tool({"calls": an_effect(90)}, [a_cost(1000)]),
        "fair": a_tool({"calls": an_effect(95)}, [a_cost(1000)]),
    }
    with pytest.raises(GuaranteeBroken, match="passed it"):
        check_monotone(worst_first, a_case(tools, indicators=indicators))


def sums_of_credits(case: Case) -> dict[str, float]:
    sums: dict[str, float] = {}
    for tool in case.tools.values():
        for name, effect in tool.effects.items():
            sums[name] = sums.get(name, 0.0) + getattr(effect.credit, "value", 0.0)
    return sums


def notices_in_claims(case: Case) -> dict[str, Any]:
    over = {name: {"mean": total} for name, total in sums_of_credits(case).items() if total > 1}
    return {"tools": {key: {} for key in case.tools}, "claims": over}


def notices_in_checks(case: Case) -> dict[str, Any]:
    checks = [
        {"code": "X1", "severity": "warning", "path": f"indicators.{name}", "message": "more than all is claimed"}
        for name, total in sums_of_credits(case).items()
        if total > 1
    ]
    return {"tools": {key: {} for key in case.tools}, "checks": checks}


def says_nothing(case: Case) -> dict[str, Any]:
    return {"tools": {key: {} for key in case.tools}}


def says_it_of_everything(case: Case) -> dict[str, Any]:
    checks = [{"code": "X1", "path": f"indicators.{name}", "message": "mind the claims"} for name in case.indicators]
    return {
        "tools": {key: {} for key in case.tools},
        "checks": checks,
        "claims": {name: {"tools": []} for name in case.indicators},
    }


@pytest.mark.parametrize("evaluator", [notices_in_claims, notices_in_checks, honest])
def test_claims_past_all_of_a_change_are_noticed(evaluator: Callable[[Case], Any]) -> None:
    check_no_double_claims(evaluator, chamber())


@pytest.mark.parametrize("evaluator", [says_nothing, says_it_of_everything])
def test_claims_past_all_of_a_change_must_not_pass_in_silence(evaluator: Callable[[Case], Any]) -> None:
    with pytest.raises(
        GuaranteeBroken, match=r"N9, no benefit twice: when tools claimed \d+% of \w+, claims and checks was 'silence'"
    ):
        check_no_double_claims(evaluator, chamber())


def test_claims_of_the_case_itself_are_looked_at_too() -> None:
    def blind_to_calls(case: Case) -> dict[str, Any]:
        found = notices_in_claims(case)
        return found | {"claims": {name: claim for name, claim in found["claims"].items() if name != "calls"}}

    tools = {key: a_tool({"calls": an_effect(90, credit=0.7)}) for key in ("blog", "fair")}
    with pytest.raises(GuaranteeBroken, match="140% of calls"):
        check_no_double_claims(blind_to_calls, a_case(tools))
    apart = {
        key: a_tool({"calls": an_effect(90, credit=0.7, starts=first, lasts=1)})
        for key, first in (("blog", 1), ("fair", 2))
    }
    check_no_double_claims(blind_to_calls, a_case(apart, periods=2))


def spreadsheet(case: Case) -> Mapping[str, Any]:
    """Work out an undiscounted net present value on the back of an envelope, and nothing else."""
    plain = certain(case)
    return {"tools": {key: {"npv": _gain(plain, tool)} for key, tool in plain.tools.items()}}


def _gain(case: Case, tool: Tool) -> float:
    gain = 0.0
    for name, effect in tool.effects.items():
        indicator: Any = case.indicators[name]
        if indicator.value is not None and not isinstance(effect.change, tuple):
            change: Any = effect.change
            gain += change.value * indicator.value.value * (1.0 if indicator.better == "higher" else -1.0)
    for cost in tool.costs:
        amount: Any = cost.amount
        if amount is not None and not isinstance(amount, tuple) and not cost.sunk:
            gain -= amount.value
    return gain


def test_an_evaluator_that_gives_one_figure_alone_is_checked_on_that_one() -> None:
    assert list(find_broken(spreadsheet, max_examples=15)) == ["N9"]


def test_what_is_no_result_is_refused() -> None:
    nonsense: Any = lambda case: 42  # noqa: E731
    with pytest.raises(TypeError, match="int is not a result"):
        check_age_blind(nonsense, chamber())


def test_what_an_evaluator_raises_is_not_taken_for_a_broken_guarantee() -> None:
    def refuses(case: Case) -> Evaluation:
        raise ZeroDivisionError(case.title)

    with pytest.raises(ZeroDivisionError):
        find_broken(refuses, max_examples=2)


def test_a_certain_case_has_points_alone() -> None:
    tools = {"blog": a_tool({"calls": an_effect([Range(10, 30), Samples([9, 1, 4, 7])])}, [a_cost(Range(0, 100))])}
    case = certain(a_case(tools, periods=2))
    assert "Range" not in repr(case)
    assert case.tools["blog"].effects["calls"].change == (Point(20), Point(4))
    assert case.tools["blog"].costs[0].amount == Point(50)
    assert certain(case) == case


@settings(max_examples=25)
@given(comparisons() | cases(gaps=False), st.sampled_from(["no-credit", "bounds", "prior"]))
def test_cases_without_lacking_priors_can_be_evaluated_under_every_policy(case: Case, policy: Any) -> None:
    assert evaluate(case, 10, gaps=policy).gaps == policy
