"""Scores of a case: weights, who is first under which, what would turn it, and what gaps leave open."""

from __future__ import annotations

import json
from typing import Any

import attrs
import numpy as np
import pytest

from blogroi import Case, CaseError, Evaluation, Lever, Objective, OptionError, Range, Scale, Scores, Uniform, evaluate
from blogroi.model import Stakeholder, WeightRatio, Weights

from ..builders import a_case, a_cost, a_tool, an_effect, an_indicator, chamber

DRAWS = 4000
UNIT = Scale(worst=0, best=1)


def case_of(tools: dict[str, list[Any]], numbers: dict[str, Any] | None = None, **changes: Any) -> Case:
    """Build a case whose tools state one change for each objective, on scales from 0 to 1; None for a gap."""
    names = [f"o{place}" for place in range(len(next(iter(tools.values()))))]
    stated: dict[str, Any] = {
        "objectives": {name: Objective(name, aim="revenue", weight=(numbers or {}).get(name)) for name in names},
        "levers": {name: Lever(name, objective=name, family="process") for name in names},
        "indicators": {name: an_indicator(1.0, lever=name, scale=UNIT) for name in names},
        "tools": {
            key: a_tool(
                {name: an_effect(change) for name, change in zip(names, row, strict=True) if change is not None},
                [a_cost(1)],
            )
            for key, row in tools.items()
        },
    }
    return a_case(**(stated | changes))


def scores_of(case: Case, draws: int = DRAWS, **options: Any) -> Scores:
    found = evaluate(case, draws=draws, by="score", **options).scores
    assert found is not None
    return found


def score(result: Evaluation, key: str) -> float:
    figure = result.tools[key].score
    assert figure is not None
    return figure.mean


def test_exact_weights_give_the_weighted_mean() -> None:
    case = case_of({"blog": [1.0, 0.2], "fair": [0.0, 1.0]}, {"o0": 3, "o1": 1})
    result = evaluate(case, draws=10)
    assert [score(result, "blog"), score(result, "fair")] == pytest.approx([0.8, 0.25])


def test_unknown_weights_are_uniform_on_what_is_left() -> None:
    found = scores_of(case_of({"blog": [1.0, 0.0], "fair": [0.7, 0.7]}), 50_000)
    share = found.ranking.rank_acceptability["blog"][0]
    assert share == pytest.approx(0.3, abs=4 * found.ranking.mc_error["blog"][0])
    assert found.ranking.pairwise["blog"]["fair"] == pytest.approx(
        0.3, abs=4 * found.ranking.pairwise_error["blog"]["fair"]
    )
    assert found.confidence_error["fair"] == 0.0  # it is first for sure under its own central weights


def test_an_order_of_three_gives_rank_order_centroid_weights_on_average() -> None:
    """F. H. Barron and B. E. Barrett (1996): (11, 5, 2) / 18 for three objectives."""
    case = case_of({"blog": [1, 0, 0], "fair": [0, 1, 0]}, None, weights=Weights(order=["o0", "o1", "o2"]))
    found = scores_of(case, 50_000)
    means = [found.weights[name].mean for name in ("o0", "o1", "o2")]
    assert means == pytest.approx([11 / 18, 5 / 18, 2 / 18], abs=0.005)


def test_the_case_says_which_statements_contradict_each_other() -> None:
    weights = Weights(order=["o0", "o1"], ratios=[WeightRatio("o1", "o0", at_least=2)])
    with pytest.raises(CaseError) as caught:
        evaluate(case_of({"blog": [1, 0]}, None, weights=weights), draws=10)
    assert {fault.path for fault in caught.value.faults} == {"weights.order", "weights.ratios[1]"}


def test_scores_are_null_where_nothing_has_a_scale() -> None:
    result = evaluate(a_case(tools={"blog": a_tool(costs=[a_cost()])}), draws=10)
    assert (result.scores, result.tools["blog"].score) == (None, None)
    with pytest.raises(OptionError, match="by: there is no score"):
        evaluate(a_case(), draws=10, by="score")


def test_a_weight_of_nothing_on_all_that_is_scored_is_refused() -> None:
    case = case_of({"blog": [1, 0]}, {"o0": 0, "o1": 5})
    indicators = {key: part for key, part in case.indicators.items() if key == "o0"} | {"o1": an_indicator(lever="o1")}
    with pytest.raises(CaseError, match="can have no weight at all"):
        evaluate(attrs.evolve(case, indicators=indicators), draws=10)


def test_an_objective_without_a_scale_is_silent_and_its_weight_is_shared_out() -> None:
    case = case_of({"blog": [1.0, 0.5, 0.3]}, {"o0": 2, "o1": 2, "o2": 4})
    indicators = dict(case.indicators) | {"o2": an_indicator(lever="o2")}
    result = evaluate(attrs.evolve(case, indicators=indicators), draws=10)
    assert result.scores is not None
    assert result.scores.unscored_objectives == ("o2",)
    assert score(result, "blog") == pytest.approx(0.75)
    assert any(check.code == "BR501" for check in result.checks)


class TestTurning:
    def test_the_smallest_shift_of_weight_makes_the_two_level(self) -> None:
        found = scores_of(case_of({"blog": [1.0, 0.0], "fair": [0.0, 0.5]}, {"o0": 0.5, "o1": 0.5}), 10)
        change = found.weight_change
        assert change is not None
        assert change.weights["o0"] * 1.0 == pytest.approx(change.weights["o1"] * 0.5)
        assert change.shift == pytest.approx(0.5 - 1 / 3)

    def test_no_weights_turn_a_tool_that_is_better_on_everything(self) -> None:
        assert scores_of(case_of({"blog": [0.9, 0.8], "fair": [0.2, 0.3]}), 10).weight_change is None

    def test_the_smallest_change_of_an_effect_makes_the_two_level(self) -> None:
        found = scores_of(case_of({"blog": [0.6, 0.0], "fair": [0.4, 0.1]}, {"o0": 0.5, "o1": 0.5}), 10)
        change = found.ranking.switch_point
        assert change is not None
        assert (change.tool, change.indicator) == ("blog", "o0")
        assert change.factor == pytest.approx(0.5 / 0.6)

    def test_no_single_effect_turns_an_order_that_lies_further_apart_than_the_scale_is_wide(self) -> None:
        found = scores_of(case_of({"blog": [0.9, 0.9, 0.9], "fair": [0.1, 0.1, 0.1]}, {"o0": 1, "o1": 1, "o2": 1}), 10)
        assert found.ranking.switch_point is None

    def test_a_factor_turns_the_order_by_npv(self) -> None:
        result = evaluate(case_of({"blog": [100.0, 20.0], "fair": [90.0, 10.0]}), draws=10)
        change = result.ranking.switch_point
        assert change is not None
        blog, fair = (result.tools[key].npv for key in ("blog", "fair"))
        assert blog is not None
        assert fair is not None
        gap = blog.mean - fair.mean
        share = result.tools[change.tool].by_indicator[change.indicator].mean
        assert abs(change.factor - 1.0) * share == pytest.approx(gap)


class TestGaps:
    def test_a_row_of_which_nothing_is_known_dominates_nobody(self) -> None:
        found = scores_of(case_of({"blog": [0.9, 0.9, 0.9], "fair": [None, None, None]}))
        assert not any(one.tool == "fair" for one in found.ranking.dominance)
        assert found.ranking.intervals["fair"] == (1, 2)

    def test_what_is_better_whatever_fills_the_gaps_dominates(self) -> None:
        case = case_of({"blog": [0.9], "fair": [None], "wiki": [0.1]})
        indicators = {"o0": an_indicator(1.0, lever="o0", scale=UNIT, prior=Uniform(0.2, 0.6))}
        found = scores_of(attrs.evolve(case, indicators=indicators))
        pairs = {(one.tool, one.over): one.sense for one in found.ranking.dominance}
        assert pairs == {("blog", "fair"): "every draw", ("blog", "wiki"): "every draw"}
        assert found.ranking.intervals == {"blog": (1, 1), "fair": (2, 3), "wiki": (2, 3)}

    def test_a_gap_without_prior_leaves_the_score_unknown_under_the_policy_prior(self) -> None:
        case = case_of({"blog": [0.9], "fair": [None]})
        indicators = {"o0": an_indicator(None, lever="o0", scale=UNIT)}
        result = evaluate(attrs.evolve(case, indicators=indicators), draws=10, gaps="prior", by="score")
        assert result.tools["fair"].score is None
        assert result.ranking.unranked == ("fair",)
        assert any(check.code == "BR503" for check in result.checks)
        assert result.scores is not None
        assert result.scores.by_indicator == {"blog": {"o0": 0.9}, "fair": {"o0": None}}
        assert result.scores.by_objective["fair"] == {"o0": None}
        assert result.scores.by_objective["blog"]["o0"] is not None


class TestStochasticDominance:
    def test_more_at_every_quantile_is_first_order(self) -> None:
        found = scores_of(case_of({"blog": [Uniform(0.3, 0.9)], "fair": [Uniform(0.2, 0.8)]}))
        assert [(one.tool, one.sense) for one in found.ranking.dominance] == [("blog", "first order")]

    def test_the_same_mean_with_less_risk_is_second_order(self) -> None:
        found = scores_of(case_of({"blog": [Uniform(0.45, 0.57)], "fair": [Uniform(0.2, 0.8)]}))
        assert [(one.tool, one.sense) for one in found.ranking.dominance] == [("blog", "second order")]

    def test_more_on_average_with_more_risk_is_neither(self) -> None:
        assert not scores_of(case_of({"blog": [Uniform(0.1, 0.99)], "fair": [Uniform(0.4, 0.6)]})).ranking.dominance

    def test_twins_do_not_dominate_each_other(self) -> None:
        assert not scores_of(case_of({"blog": [0.5], "fair": [0.5]})).ranking.dominance


class TestUncertainty:
    def test_certain_effects_leave_all_to_the_weights(self) -> None:
        found = scores_of(case_of({"blog": [1.0, 0.0], "fair": [0.4, 0.6]}))
        assert found.rank_uncertainty is not None
        assert found.rank_uncertainty["evidence"] == pytest.approx(0.0, abs=0.05)
        assert found.rank_uncertainty["weights"] == pytest.approx(1.0, abs=0.05)

    def test_certain_weights_leave_all_to_the_evidence(self) -> None:
        case = case_of({"blog": [Uniform(0, 1), 0.5], "fair": [Uniform(0, 1), 0.5]}, {"o0": 1, "o1": 1})
        found = scores_of(case)
        assert found.rank_uncertainty is not None
        assert found.rank_uncertainty["evidence"] == pytest.approx(1.0, abs=0.05)
        assert found.rank_uncertainty["weights"] == pytest.approx(0.0, abs=0.05)

    def test_where_no_rank_varies_there_is_none(self) -> None:
        assert scores_of(case_of({"blog": [0.9, 0.9], "fair": [0.1, 0.1]})).rank_uncertainty is None
        assert scores_of(case_of({"blog": [0.9, 0.9], "fair": [0.1, 0.1]}), 1).rank_uncertainty is None

    def test_a_tool_that_is_never_first_has_no_central_weights(self) -> None:
        found = scores_of(case_of({"blog": [0.9, 0.9], "fair": [0.1, 0.1]}))
        assert (found.central_weights["fair"], found.confidence["fair"]) == (None, None)
        assert found.confidence["blog"] == 1.0


def test_the_winner_is_named_from_the_stated_margin_on() -> None:
    case = case_of({"blog": [1.0, 0.0], "fair": [0.3, 0.3]})  # first in seven draws of ten
    assert evaluate(case, draws=DRAWS, by="score", decision_probability=0.6).ranking.winner == "blog"
    assert evaluate(case, draws=DRAWS, by="score").ranking.winner is None
    assert evaluate(case_of({"blog": [1.0]}), draws=10, by="score").ranking.winner is None


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("by", "npvs", "did you mean `npv`"),
        ("decision_probability", 0.2, "0.2 is not a share from 0.5 to 1"),
        ("decision_probability", True, "decision_probability"),
    ],
)
def test_an_unknown_order_or_margin_is_refused(option: str, value: Any, message: str) -> None:
    with pytest.raises(OptionError, match=message):
        evaluate(case_of({"blog": [1.0]}), draws=10, **{option: value})


def test_first_and_positive_is_counted_in_the_same_draws() -> None:
    case = case_of({"blog": [Uniform(0, 1)], "fair": [0.5]})
    tools = {key: attrs.evolve(tool, costs=[a_cost(0.75)]) for key, tool in case.tools.items()}
    case = attrs.evolve(
        case,
        tools=tools,
        horizon=attrs.evolve(case.horizon, periods=1),
        discounting=attrs.evolve(case.discounting, rate=0),
    )
    found = scores_of(case, 20_000).ranking.first_and_positive
    assert found["blog"] == pytest.approx(0.25, abs=0.02)  # first above 0.5, but in the black above 0.75 alone
    assert found["fair"] == 0.0


def test_each_stakeholder_has_a_first_choice_and_the_draws_mix_them() -> None:
    weights = Weights(
        stakeholders={
            "board": Stakeholder(weights={"o0": 1, "o1": 0}, influence=3),
            "staff": Stakeholder(weights={"o0": 0, "o1": 1}),
        }
    )
    found = scores_of(case_of({"blog": [1, 0], "fair": [0, 1]}, None, weights=weights))
    assert found.stakeholders == {"board": {"blog": 1.0, "fair": 0.0}, "staff": {"blog": 0.0, "fair": 1.0}}
    assert found.ranking.rank_acceptability["blog"][0] == pytest.approx(0.75, abs=0.03)


def test_a_majority_of_weight_can_contradict_the_sum() -> None:
    case = case_of({"blog": [1.0, 0.0, 0.0], "fair": [0.0, 0.2, 0.2]}, {"o0": 1, "o1": 1, "o2": 1})
    result = evaluate(case, draws=10, by="score")
    assert result.scores is not None
    assert result.ranking.order == ("blog", "fair")
    assert result.scores.majority.contradicts == (("blog", "fair"),)
    assert any(check.code == "BR504" for check in result.checks)


def test_a_change_off_its_scale_is_told() -> None:
    result = evaluate(case_of({"blog": [Uniform(0.9, 1.1)]}), draws=DRAWS)
    assert any(check.code == "BR502" and check.severity == "warning" for check in result.checks)


def test_scores_use_the_draws_of_the_money() -> None:
    case = case_of({"blog": [Range(0.1, 0.9)], "fair": [0.4]})
    npv = evaluate(case, draws=DRAWS, by="npv").ranking.rank_acceptability
    assert evaluate(case, draws=DRAWS, by="score").ranking.rank_acceptability == npv


def test_roi_is_ranked_and_a_tool_without_one_is_not() -> None:
    tools = {"blog": a_tool({"x": an_effect(50)}, [a_cost(10)]), "fair": a_tool({"x": an_effect(500)})}
    result = evaluate(a_case(tools=tools, indicators={"x": an_indicator()}), draws=10, by="roi")
    assert (result.ranking.by, result.ranking.order, result.ranking.unranked) == ("roi", ("blog",), ("fair",))


def test_what_fills_a_gap_moves_an_order_by_roi_over_the_costs() -> None:
    """The blog returns 0.5 to 1.5, whatever fills its gap; the fair, ten times as dear, 0.8; two others less, and more, than it can."""
    none = {"calls": "nobody calls"}
    tools = {
        "blog": a_tool({"x": an_effect(150)}, [a_cost(100)]),
        "fair": a_tool({"x": an_effect(1800)}, [a_cost(1000)], not_applicable=none),
        "leaflet": a_tool({"x": an_effect(1490)}, [a_cost(1000)], not_applicable=none),
        "radio": a_tool({"x": an_effect(26)}, [a_cost(10)], not_applicable=none),
    }
    indicators = {"x": an_indicator(), "calls": an_indicator(prior=Uniform(0, 100))}
    ranking = evaluate(a_case(tools=tools, indicators=indicators), draws=50, by="roi").ranking
    assert ranking.order == ("radio", "fair", "blog", "leaflet")
    assert ranking.intervals == {"blog": (2, 3), "fair": (2, 3), "leaflet": (4, 4), "radio": (1, 1)}
    assert {(one.tool, one.over) for one in ranking.dominance} == {
        *(("radio", other) for other in ("blog", "fair", "leaflet")),
        *((key, "leaflet") for key in ("blog", "fair")),
    }


def test_without_a_prior_any_place_by_roi_is_open() -> None:
    tools = {
        "blog": a_tool({"x": an_effect(150)}, [a_cost(100)]),
        "fair": a_tool({"x": an_effect(1800)}, [a_cost(1000)], not_applicable={"calls": "nobody calls"}),
    }
    case = a_case(tools=tools, indicators={"x": an_indicator(), "calls": an_indicator()})
    ranking = evaluate(case, draws=10, by="roi").ranking
    assert ranking.intervals == {"blog": (1, 2), "fair": (1, 2)}
    assert ranking.dominance == ()


def test_what_turns_an_order_by_roi_is_a_return_and_no_sum() -> None:
    """The blog returns 1.5 and 0.3 for its costs, the fair 1.1 and 0.5: a fifth less of 1.5 makes the two level."""
    tools = {
        "blog": a_tool({"x": an_effect(150), "y": an_effect(30)}, [a_cost(100)]),
        "fair": a_tool({"x": an_effect(1100), "y": an_effect(500)}, [a_cost(1000)]),
    }
    ranking = evaluate(a_case(tools=tools), draws=10, by="roi").ranking
    found = ranking.switch_point
    assert found is not None
    assert (found.tool, found.indicator) == ("blog", "x")
    assert found.factor == pytest.approx(1.3 / 1.5)
    assert ranking.first_and_positive == {"blog": 1.0, "fair": 0.0}


def test_the_first_by_roi_may_be_a_loss() -> None:
    tools = {key: a_tool({"x": an_effect(gain)}, [a_cost(100)]) for key, gain in (("blog", 90), ("fair", 80))}
    ranking = evaluate(a_case(tools=tools), draws=10, by="roi").ranking
    assert ranking.order == ("blog", "fair")
    assert ranking.first_and_positive == {"blog": 0.0, "fair": 0.0}


def test_an_order_by_roi_is_plain_data() -> None:
    tools = {key: a_tool({"x": an_effect(Uniform(40, 60))}, [a_cost(10)]) for key in ("blog", "fair")}
    result = evaluate(a_case(tools=tools, indicators={"x": an_indicator()}), draws=10, by="roi")
    assert Evaluation.from_dict(json.loads(result.to_json())) == result


def test_removing_any_tool_reorders_none_of_the_others() -> None:
    """On 10,000 random tables with fixed scales; the rate of methods that scale within the set is benchmarked."""
    rng = np.random.default_rng(3)
    tables, weights = rng.random((10_000, 5, 4)), rng.dirichlet(np.ones(4), 10_000)
    scores = np.einsum("ntc,nc->nt", tables, weights)
    whole = np.argsort(-scores, axis=1)
    for removed in range(5):
        kept = [tool for tool in range(5) if tool != removed]
        alone = np.array(kept)[np.argsort(-np.einsum("ntc,nc->nt", tables[:, kept], weights), axis=1)]
        assert np.array_equal(alone, whole[whole != removed].reshape(-1, 4))


def test_removing_any_tool_of_the_chamber_changes_no_score_of_the_others() -> None:
    whole = evaluate(chamber(), draws=500, by="score")
    for key in chamber().tools:
        rest = {name: tool for name, tool in chamber().tools.items() if name != key}
        demands = {name: asked for name, asked in chamber().demands.items() if name != key}
        part = evaluate(attrs.evolve(chamber(), tools=rest, demands=demands), draws=500, by="score")
        assert part.ranking.order == tuple(name for name in whole.ranking.order if name != key)
        assert all(part.tools[name].score == whole.tools[name].score for name in rest)


def test_a_scale_against_the_better_direction_is_refused() -> None:
    with pytest.raises(CaseError, match="scale: runs from worst to best against"):
        an_indicator(better="lower", scale=Scale(worst=0, best=10))
