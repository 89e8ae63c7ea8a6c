"""Of more than eight tools the pairs with the first and the first eight places are given; all of them where that is asked for."""

from __future__ import annotations

import datetime
from itertools import islice

import pytest
from attrs import evolve

import blogroi
from blogroi.report.evaluation_comparison import comparison
from blogroi.results.ranking import Ranking

DAY = datetime.date(2026, 1, 1)
DRAWS = 500


def case_of(tools: int) -> blogroi.Case:
    """Make a case in which tools differ little, so that none is always first, in money and on two scales."""
    keys = ("calls", "trust")
    return blogroi.Case(
        title="Many",
        currency="EUR",
        evaluated=DAY,
        horizon=blogroi.Horizon(start=DAY, periods=2, step="year"),
        discounting=blogroi.Discounting(rate=0.03, timing="end"),
        objectives={key: blogroi.Objective(key, aim="cost") for key in keys},
        levers={key: blogroi.Lever(key, objective=key, family="process") for key in keys},
        indicators={
            key: blogroi.Indicator(
                statement=key,
                lever=key,
                unit="unit",
                better="higher",
                value=blogroi.Range(6, 11),
                scale=blogroi.Scale(worst=0, best=2000),
                declared=DAY,
            )
            for key in keys
        },
        tools={
            f"t{number}": blogroi.Tool(
                kind="blog",
                introduced=DAY,
                costs=[blogroi.Cost(item="Writing", amount=blogroi.Range(400, 900), when="upfront")],
                effects={
                    key: blogroi.Effect(change=blogroi.Range(100 + number, 200 - number), evidence="estimated")
                    for key in keys
                },
            )
            for number in range(tools)
        },
    )


@pytest.fixture(scope="module")
def few() -> blogroi.Evaluation:
    return blogroi.evaluate(case_of(8), draws=DRAWS)


@pytest.fixture(scope="module")
def many() -> blogroi.Evaluation:
    return blogroi.evaluate(case_of(9), draws=DRAWS)


@pytest.fixture(scope="module")
def whole() -> blogroi.Evaluation:
    return blogroi.evaluate(case_of(9), draws=DRAWS, figures=("default", "pairwise"))


def rankings(result: blogroi.Evaluation) -> list[Ranking]:
    assert result.scores is not None
    return [result.ranking, result.scores.ranking]


def test_of_eight_tools_every_pair_and_place_is_there(few: blogroi.Evaluation) -> None:
    for ranking in rankings(few):
        assert {len(row) for row in ranking.pairwise.values()} == {7}
        assert {len(row) for row in ranking.rank_acceptability.values()} == {8}


def test_of_nine_tools_the_pairs_with_the_first_and_eight_places(many: blogroi.Evaluation) -> None:
    for ranking in rankings(many):
        first, *others = ranking.order
        assert set(ranking.pairwise[first]) == set(others)
        for shares in (ranking.pairwise, ranking.pairwise_error):
            assert all(set(shares[key]) == {first} for key in others)
        for rows in (ranking.rank_acceptability, ranking.mc_error):
            assert {len(row) for row in rows.values()} == {8}
        assert {found.tool for found in ranking.dominance} <= {first}


def test_what_is_given_of_nine_tools_is_a_part_of_what_can_be_asked_for(
    many: blogroi.Evaluation, whole: blogroi.Evaluation
) -> None:
    for part, ranking in zip(rankings(many), rankings(whole), strict=True):
        assert {len(row) for row in ranking.pairwise.values()} == {8}
        for key, row in ranking.rank_acceptability.items():
            assert sum(row) == pytest.approx(1.0)
            assert part.rank_acceptability[key] == row[:8]
            assert part.mc_error[key] == ranking.mc_error[key][:8]
        for key, others in part.pairwise.items():
            for other, share in others.items():
                assert share == ranking.pairwise[key][other]
                assert part.pairwise_error[key][other] == ranking.pairwise_error[key][other]
        assert part.dominance == tuple(found for found in ranking.dominance if found.tool == ranking.order[0])
        assert (part.order, part.winner, part.intervals, part.first_and_positive) == (
            ranking.order,
            ranking.winner,
            ranking.intervals,
            ranking.first_and_positive,
        )


def test_majorities_are_of_the_same_pairs(many: blogroi.Evaluation, whole: blogroi.Evaluation) -> None:
    assert many.scores is not None
    assert whole.scores is not None
    part, every = many.scores.majority, whole.scores.majority
    first, *others = many.scores.ranking.order
    assert {key: set(row) for key, row in part.preferred.items()} == {first: set(others)} | {
        key: {first} for key in others
    }
    for key, row in part.preferred.items():
        assert row == {other: every.preferred[key][other] for other in row}
    assert part.contradicts == tuple(pair for pair in every.contradicts if pair[0] == first)
    assert many.scores.confidence == whole.scores.confidence
    assert many.scores.rank_uncertainty == whole.scores.rank_uncertainty


def test_a_tool_more_moves_no_figure_of_the_others(few: blogroi.Evaluation, many: blogroi.Evaluation) -> None:
    for key, tool in few.tools.items():
        assert many.tools[key] == tool


def test_the_full_text_says_of_which_places_it_speaks(many: blogroi.Evaluation, whole: blogroi.Evaluation) -> None:
    assert all("chance of each of the first 8 places:" in line for line in islice(comparison(many), 9))
    assert all("chance of each place, from the first:" in line for line in islice(comparison(whole), 9))


def test_the_table_of_pairs_has_a_row_for_each_that_is_given(many: blogroi.Evaluation) -> None:
    assert len(list(many.tables["pairwise"])) == 2 * 16
    assert len(list(many.tables["ranks"])) == 2 * 9 * 8


def test_an_answer_on_many_tools_is_read_back_as_it_was(many: blogroi.Evaluation) -> None:
    assert blogroi.Evaluation.from_dict(many.to_dict()) == many


@pytest.mark.parametrize("figures", [("default",), ("default", "pairwise"), ("default", "irr", "pairwise")])
@pytest.mark.parametrize("tools", [8, 9])
@pytest.mark.parametrize("has_costs", [True, False])
def test_a_replay_asks_for_as_many_pairs_as_the_result_has(
    tools: int, figures: tuple[str, ...], has_costs: bool
) -> None:
    """Where costs are unknown, tools are ranked by their scores alone."""
    case = case_of(tools)
    if not has_costs:
        case = evolve(case, tools={key: evolve(tool, costs=()) for key, tool in case.tools.items()})
    result = blogroi.evaluate(case, draws=50, figures=figures).to_dict()
    assert blogroi.audit.replay(case, result=result).same
