"""Scales, and the means from indicators up to objectives."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest

import blogroi
from blogroi import Case, Horizon, Lever, Objective, Range, Scale
from blogroi.engine.compile.better_side import better_side
from blogroi.engine.compile.build import build_frame
from blogroi.engine.compile.scores import build_score_frame
from blogroi.engine.details import details_of
from blogroi.engine.scores import ToolScores, scaled, tool_scores
from blogroi.model.conventions import Conventions

from ..builders import a_case, a_tool, an_effect, an_indicator

PERCENT = Scale(worst=0, best=100)


def of(case: Case, tool: str = "blog", draws: int = 400, **options: Any) -> ToolScores:
    stated: dict[str, Any] = {"seed": 1, "gaps": "no-credit"}
    frame, labels = build_score_frame(case.blinded(), Conventions.of(case, **stated | options))
    return tool_scores(frame, labels.tools.index(tool), draws)


def scored(effects: Any, *, indicators: Any = None, **changes: Any) -> Case:
    """Build a case of one lever and one objective, on scales from 0 to 100."""
    named = indicators or {name: an_indicator(lever="answers", scale=PERCENT) for name in effects}
    stated: dict[str, Any] = {
        "objectives": {"renewals": Objective("They renew", aim="revenue")},
        "levers": {"answers": Lever("Answers", objective="renewals", family="process")},
        "indicators": named,
        "tools": {"blog": a_tool(effects)},
    }
    return a_case(**(stated | changes))


def test_a_value_is_placed_on_a_scale_of_several_pieces() -> None:
    """G. van Valkenhoef, R package smaa, tests/pvf.R."""
    knots = Scale(points=[(50, 1), (75, 0.8), (90, 0.5), (100, 0)]).knots
    values = np.array([50.0, 60, 75, 90, 100, 10, 40, 101, 120])
    assert scaled(values, knots) == pytest.approx([1, 0.92, 0.8, 0.5, 0, 1, 1, 0, 0], abs=1e-12)


@pytest.mark.parametrize(("worst", "best", "score"), [(0, 100, 0.25), (100, 0, 0.75), (-100, 100, 0.625)])
def test_either_end_of_a_scale_may_be_the_greater(worst: float, best: float, score: float) -> None:
    assert scaled(np.array([25.0]), Scale(worst=worst, best=best).knots).tolist() == [score]


def test_the_score_is_that_of_the_mean_change_net_of_corrections() -> None:
    effect = an_effect([60, 30, 0], deadweight=0.5, credit=0.4)
    horizon = Horizon(start=date(2026, 1, 1), periods=3)
    assert of(scored({"calls": effect}, horizon=horizon)).by_objective[0] == pytest.approx(0.06)


def test_a_change_off_the_scale_counts_as_its_end_and_is_told() -> None:
    found = of(scored({"calls": an_effect(Range(80, 120))}), draws=4000)
    assert found.by_objective.max() == 1.0
    assert found.off_scale[0] == pytest.approx(0.46, abs=0.04)


def test_a_lever_counts_alike_however_many_indicators_show_it() -> None:
    indicators = {name: an_indicator(lever="answers", scale=PERCENT) for name in ("calls", "mails", "visits")}
    indicators |= {"members": an_indicator(lever="reputation", scale=PERCENT)}
    levers = {
        "answers": Lever("Answers", objective="renewals", family="process"),
        "reputation": Lever("Reputation", objective="renewals", family="sales"),
    }
    case = scored({"calls": an_effect(90), "members": an_effect(10)}, indicators=indicators, levers=levers)
    frame, labels = build_score_frame(case.blinded(), Conventions.of(case, seed=1, gaps="no-credit"))
    assert labels.indicators == ("calls", "mails", "members", "visits")
    assert frame.shares[0] == pytest.approx((1 / 6, 1 / 6, 1 / 2, 1 / 6))


def test_a_lever_on_two_objectives_counts_in_each_by_its_share() -> None:
    objectives = {name: Objective(name, aim="revenue") for name in ("renewals", "sales")}
    levers = {
        "answers": Lever("Answers", objectives={"renewals": 0.25, "sales": 0.75}, family="process"),
        "reputation": Lever("Reputation", objective="renewals", family="sales"),
    }
    indicators = {name: an_indicator(lever=name, scale=PERCENT) for name in levers}
    frame, labels = build_score_frame(
        scored({}, indicators=indicators, levers=levers, objectives=objectives).blinded(),
        Conventions.of(
            scored({}, indicators=indicators, levers=levers, objectives=objectives), seed=1, gaps="no-credit"
        ),
    )
    assert labels.objectives == ("renewals", "sales")
    assert frame.shares[0] == pytest.approx((0.2, 0.8))
    assert frame.shares[1] == (1.0, 0.0)


def test_what_has_no_scale_or_no_lever_is_not_scored() -> None:
    indicators = {"calls": an_indicator(scale=PERCENT), "mails": an_indicator(lever="answers")}
    _, labels = build_score_frame(
        scored({}, indicators=indicators).blinded(),
        Conventions.of(scored({}, indicators=indicators), seed=1, gaps="no-credit"),
    )
    assert (labels.indicators, labels.objectives) == ((), ())


class TestGaps:
    wide = Scale(worst=-100, best=100)

    def case(self, **changes: Any) -> Case:
        indicator = an_indicator(lever="answers", scale=self.wide, **changes)
        return scored({}, indicators={"calls": indicator})

    def test_a_gap_counts_as_no_change_and_not_as_the_worst(self) -> None:
        assert of(self.case()).by_objective[0].tolist() == [0.5] * 400

    def test_a_gap_without_a_prior_may_lie_anywhere_on_the_scale(self) -> None:
        found = of(self.case())
        assert (found.lowest[0, 0], found.highest[0, 0]) == (0.0, 1.0)

    def test_a_gap_with_a_prior_lies_between_no_change_and_its_ends(self) -> None:
        found = of(self.case(prior=Range(20, 60)))
        assert (found.lowest[0, 0], found.highest[0, 0]) == (0.5, pytest.approx(0.8))

    def test_a_gap_is_drawn_from_its_prior_where_that_is_the_policy(self) -> None:
        found = of(self.case(prior=Range(-40, 40)), gaps="prior", draws=4000)
        assert found.known
        assert found.by_objective.mean() == pytest.approx(0.5, abs=0.01)
        assert found.by_objective.std() > 0.1

    def test_a_gap_without_a_prior_leaves_the_score_unknown_under_that_policy(self) -> None:
        assert not of(self.case(), gaps="prior").known

    def test_what_is_not_applicable_is_no_gap(self) -> None:
        indicator = an_indicator(lever="answers", scale=self.wide)
        tool = a_tool(not_applicable={"calls": "has no telephone"})
        found = of(scored({}, indicators={"calls": indicator}, tools={"blog": tool}))
        assert found.by_objective[0, 0] == found.lowest[0, 0] == found.highest[0, 0] == 0.5


def test_means_that_were_computed_with_the_other_flows_give_the_same_scores_to_the_last_bit() -> None:
    case = blogroi.load("examples/chamber.toml")
    under = Conventions.of(case, draws=700)
    gains = better_side(case.blinded())
    frame, names = build_frame(gains, under)
    board, labels = build_score_frame(gains, under)
    assert labels.tools == names.tools
    for position in range(len(labels.tools)):
        known = details_of(frame, position, 700, averaged=board.changes(position)).averages
        alone, beside = tool_scores(board, position, 700), tool_scores(board, position, 700, known=known)
        for field in ("by_objective", "lowest", "highest", "by_indicator", "changes", "off_scale"):
            assert np.array_equal(getattr(alone, field), getattr(beside, field))


def test_changes_that_are_compiled_already_are_taken_as_they_are() -> None:
    case = blogroi.load("examples/chamber.toml")
    under = Conventions.of(case)
    gains = better_side(case.blinded())
    frame, names = build_frame(gains, under)
    known = {
        key: dict(zip(part.changes, tool.changes, strict=True))
        for key, part, tool in zip(names.tools, names.parts, frame.tools, strict=True)
    }
    board, labels = build_score_frame(gains, under)
    again, _ = build_score_frame(gains, under, known)
    assert again == board
    for key, cells in zip(labels.tools, again.tools, strict=True):
        for name, cell in zip(labels.indicators, cells, strict=True):
            if name in known[key]:
                assert cell.change is known[key][name]
