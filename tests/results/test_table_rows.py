"""Each figure of an evaluation stands in the row and the column where it belongs, and nowhere else."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest

import blogroi
from blogroi import Ratio, Summary
from tests.results.answers import CHAMBER
from tests.results.rows import holds, rows_by

GOLDEN = Path(__file__).parents[1] / "golden" / "cases"
HOUSE = blogroi.load(GOLDEN / "house.toml")
SCORED = blogroi.load(GOLDEN / "scores.toml")
DRIVEN = blogroi.load(GOLDEN / "drivers.toml")


EVALUATIONS = {
    "chamber": lambda: blogroi.evaluate(CHAMBER, draws=200),
    "bounds": lambda: blogroi.evaluate(CHAMBER, draws=200, gaps="bounds", evidence="corrected"),
    "house": lambda: blogroi.evaluate(HOUSE, draws=200, figures=("default", "irr", "cash_by_period")),
    "scores": lambda: blogroi.evaluate(SCORED, draws=200, by="score", figures=("default", "cash_by_period")),
    "drivers": lambda: blogroi.evaluate(DRIVEN, draws=200),
}


@pytest.fixture(params=EVALUATIONS)
def result(request: pytest.FixtureRequest) -> blogroi.Evaluation:
    found: blogroi.Evaluation = EVALUATIONS[request.param]()
    return found


def test_figures_of_tools(result: blogroi.Evaluation) -> None:
    wide, long = rows_by(result, "tools", "tool"), rows_by(result, "figures", "tool", "figure")
    assert list(wide) == list(result.tools)
    for key, tool in result.tools.items():
        for name in (
            "benefits",
            "costs",
            "npv",
            "npv_cash",
            "equivalent_annual",
            "roi",
            "roi_cash",
            "bcr",
            "payback",
            "score",
        ):
            holds(wide[key], getattr(tool, name), name)
            holds(long[key, name], getattr(tool, name))
        for name in ("sunk", "anticipated", "emergent", "unlabelled", "discounted_payback", "irr"):
            holds(long[key, name], getattr(tool, name), leave=["shares"])
        assert wide[key]["gaps"] == len(tool.gaps)
        holds(wide[key], tool, leave=["gaps", "benefits", "costs", "npv", "score"])
    for name, row in rows_by(result, "total", "figure").items():
        holds(row, getattr(result.total, name), leave=["shares"])


def test_parts_of_figures(result: blogroi.Evaluation) -> None:
    parts = rows_by(result, "parts", "tool", "of", "by", "part")
    for key, tool in result.tools.items():
        for by in ("indicator", "lever", "objective", "beneficiary", "evidence"):
            for part, figure in getattr(tool, f"by_{by}").items():
                holds(parts.pop((key, "benefits", by, part)), figure)
        for part in ("anticipated", "emergent", "unlabelled"):
            holds(parts.pop((key, "benefits", "purpose", part)), getattr(tool, part))
        for part, figure in tool.by_cost.items():
            holds(parts.pop((key, "costs", "cost", part)), figure)
        for part, sums in tool.by_driver.items():
            for of in ("benefits", "costs"):
                if getattr(sums, of) is not None:
                    row = parts.pop((key, of, "driver", part))
                    holds(row, getattr(sums, of))
                    assert row["statement"] == result.names.drivers[part].statement
    assert parts == {}


def test_changes_in_units_and_what_is_left_without(result: blogroi.Evaluation) -> None:
    units, without = rows_by(result, "indicators", "tool", "indicator"), rows_by(result, "without", "tool", "without")
    for key, tool in result.tools.items():
        for indicator, figures in tool.units_by_indicator.items():
            row = units.pop((key, indicator))
            holds(row, figures.net_change, "net_change")
            holds(row, figures.cost_per_unit, "cost_per_unit")
            assert row["unit"] == result.names.indicators[indicator].unit
        for name, left in tool.without.items():
            row = without.pop((key, name))
            holds(row, left.npv, "npv")
            holds(row, left.roi, "roi")
            holds(row, left, leave=["npv", "roi"])
    assert units == without == {}


def test_flows_of_periods() -> None:
    found = EVALUATIONS["scores"]()
    flows, total = rows_by(found, "flows", "tool", "period"), rows_by(found, "total_flows", "period")
    assert found.total is not None
    for at, told in enumerate(found.total.cash_by_period or ()):
        for name in ("net", "running", "net_cash", "running_cash"):
            holds(total[at], getattr(told, name), name)
    for key, tool in found.tools.items():
        for at, told in enumerate(tool.cash_by_period or ()):
            for name in ("net", "running", "net_cash", "running_cash"):
                holds(flows[key, at], getattr(told, name), name)


def test_each_period_has_its_first_and_its_last_day() -> None:
    found = EVALUATIONS["scores"]()
    start, step = found.conventions.window.start, found.conventions.window.step
    assert step == "year"
    for (_, period), row in rows_by(found, "flows", "tool", "period").items():
        first = start.replace(year=start.year + max(period - 1, 0))
        after = start.replace(year=start.year + period)
        assert (row["starts"], row["ends"]) == (first, after - timedelta(days=1) if period else start)


def test_orders(result: blogroi.Evaluation) -> None:
    rankings = {result.ranking.by: result.ranking}
    if result.scores is not None:
        rankings[result.scores.ranking.by] = result.scores.ranking
    ranks, order = rows_by(result, "ranks", "by", "tool", "rank"), rows_by(result, "order", "by", "tool")
    pairs = rows_by(result, "pairwise", "by", "tool", "other")
    assert {by for by, *_ in order} == rankings.keys()
    for by, ranking in rankings.items():
        for key, shares in ranking.rank_acceptability.items():
            for at, part in enumerate(shares):
                row = ranks.pop((by, key, at + 1))
                assert (row["share"], row["mc_error"]) == (part, ranking.mc_error[key][at])
            row = order[by, key]
            assert (row["place"], row["is_winner"]) == (ranking.order.index(key) + 1, ranking.winner == key)
            assert (row["best_place"], row["worst_place"]) == ranking.intervals[key]
            assert row["first_and_positive"] == ranking.first_and_positive.get(key)
        senses = {(one.tool, one.over): one.sense for one in ranking.dominance}
        for key, others in ranking.pairwise.items():
            for other, part in others.items():
                row = pairs.pop((by, key, other))
                assert (row["share"], row["mc_error"]) == (part, ranking.pairwise_error[key][other])
                assert row["dominates"] == senses.get((key, other))
                assert row["other_name"] == result.names.tools[other]
                if by == "score":
                    assert result.scores is not None
                    assert row["majority"] == result.scores.majority.preferred[key][other]
    assert ranks == pairs == {}


def test_scores(result: blogroi.Evaluation) -> None:
    scores = result.scores
    if scores is None:
        assert [len(result.tables[name]) for name in ("scores", "indicator_scores", "weights", "stakeholders")] == [
            0
        ] * 4
        return
    by_objective = rows_by(result, "scores", "tool", "objective")
    by_indicator = rows_by(result, "indicator_scores", "tool", "indicator")
    for key, found in scores.by_objective.items():
        for objective, figure in found.items():
            row = by_objective.pop((key, objective))
            holds(row, figure)
            central, error = scores.central_weights[key], scores.central_weights_error[key]
            assert row["central_weight"] == (None if central is None else central[objective])
            assert row["central_weight_error"] == (None if error is None else error[objective])
            assert row["confidence"] == scores.confidence[key]
            assert row["statement"] == result.names.objectives[objective]
        for indicator, score in scores.by_indicator[key].items():
            row = by_indicator.pop((key, indicator))
            assert row["score"] == score
            outside: Mapping[str, float] = scores.off_scale.get(key) or {}
            assert row["off_scale"] == (None if score is None else outside.get(indicator, 0.0))
    assert by_objective == by_indicator == {}
    weights = rows_by(result, "weights", "objective")
    for objective, weight in scores.weights.items():
        holds(weights[objective], weight)
        if scores.weight_change is not None:
            assert weights[objective]["at_switch"] == scores.weight_change.weights[objective]
    stated = rows_by(result, "stakeholders", "stakeholder", "tool")
    assert {key: row["share"] for key, row in stated.items()} == {
        (who, key): part for who, shares in scores.stakeholders.items() for key, part in shares.items()
    }


def test_what_should_be_known(result: blogroi.Evaluation) -> None:
    robust = rows_by(result, "robustness", "tool", "gaps")
    assert {key: (row["npv"], row["survives"]) for key, row in robust.items()} == {
        (key, filled): (npv, tool.survives)
        for key, tool in result.robustness.tools.items()
        for filled, npv in tool.npv.items()
    }
    for row in result.tables["gaps"]:
        tool = result.robustness.tools[str(row["tool"])]
        assert row["is_pivotal"] == (row["question"] in tool.pivotal_gaps)
        path = f"tools.{row['tool']}.gaps.{row['question']}"
        assert row["is_pivotal_for_order"] == (path in result.robustness.pivotal_gaps)
        assert row["is_gap"] == (row["answer"] in ("gap", "never asked"))
    claims = rows_by(result, "claims", "indicator", "tool")
    for indicator, claim in result.claims.items():
        for key in claim.tools:
            claimed = claims.pop((indicator, key))
            holds(claimed, claim, leave=["periods"])
            assert claimed["periods"] == len(claim.periods)
    assert claims == {}
    told = [
        (row["code"], row["severity"], row["path"], row["message"], row["is_set_aside"])
        for row in result.tables["checks"]
    ]
    assert told == [
        *((one.code, one.severity, one.path, one.message, False) for one in result.checks),
        *((one.code, one.severity, one.path, one.message, True) for one in result.ignored),
    ]


def test_what_nobody_foresaw(result: blogroi.Evaluation) -> None:
    parts, outcomes = rows_by(result, "emergent", "tool", "part"), rows_by(result, "hindsight", "tool", "counted")
    effects = rows_by(result, "post_hoc", "tool", "indicator")
    for key, found in result.emergent.items():
        for part in ("benefits", "anticipated", "emergent", "unlabelled"):
            row = parts.pop((key, part))
            holds(row, getattr(found, part).raw, "raw")
            holds(row, getattr(found, part).adjusted, "adjusted")
        for counted in ("ex_post", "ex_post_adjusted", "ex_ante"):
            outcome = getattr(found, counted)
            if outcome is not None:
                row = outcomes.pop((key, counted))
                holds(row, outcome.npv, "npv")
                holds(row, outcome, leave=["npv"])
                assert row["verdict"] == outcome.verdict
        for indicator, effect in found.effects.items():
            row = effects.pop((key, indicator))
            holds(row, effect, leave=["noticed_by"])
            assert (row["noticed_by"] or "") == effect.noticed_by
    assert parts == outcomes == effects == {}


def test_corrected_verdicts() -> None:
    found = EVALUATIONS["bounds"]()
    assert found.evidence is not None
    assert {*rows_by(found, "evidence", "tool")} == {*found.evidence.tools}
    assert {*rows_by(found, "factors", "evidence")} == {*found.evidence.factors}
    for key, row in rows_by(found, "evidence", "tool").items():
        holds(row, found.evidence.tools[key], leave=["npv_stated"])
        holds(row, found.evidence.tools[key].npv_stated, "npv_stated")
    for evidence, row in rows_by(found, "factors", "evidence").items():
        holds(row, found.evidence.factors[evidence])


def test_an_exchanged_part_is_noticed() -> None:
    """What this file relies on: a row that holds a figure's parts in other columns is refused."""
    figure = Summary(mean=3.0, sd=1.0, p05=1.0, p50=2.0, p95=4.0, mc_error=0.0)
    holds({"npv_p05": 1.0, "npv_p95": 4.0}, figure, "npv")
    with pytest.raises(AssertionError):
        holds({"npv_p05": 4.0, "npv_p95": 1.0}, figure, "npv")
    with pytest.raises(AssertionError):
        holds({"npv_p05": 1.0}, None, "npv")
    with pytest.raises(AssertionError):
        holds({"other": 1.0}, Ratio(0.5, 0.2, 0.5, 0.7, 0.0), "roi")
