"""Scores in the form of mcda: its weighted sum is the score."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import pytest

import blogroi
from blogroi.results import performance
from blogroi.testing import certain

ROOT = Path(__file__).parents[2]
CHAMBER = blogroi.load(ROOT / "examples" / "chamber.toml")


def scores_of(case: blogroi.Case, **stated: Any) -> tuple[blogroi.Evaluation, blogroi.Scores]:
    result = blogroi.evaluate(case, draws=500, **stated)
    assert result.scores is not None
    return result, result.scores


@pytest.fixture
def mcda() -> Any:
    return pytest.importorskip("mcda", reason="mcda is not installed")


pytestmark = pytest.mark.filterwarnings("ignore")  # it warns of what it would need to draw graphs


def test_its_weighted_sum_is_the_score_of_every_tool(mcda: Any) -> None:
    result, scores = scores_of(certain(CHAMBER))
    table = scores.performance_table()
    weights = {objective: weight.mean for objective, weight in scores.weights.items()}
    summed = importlib.import_module("mcda.mavt.aggregators").WeightedSum(weights)(table)
    found = {tool: float(summed[tool].value) for tool in table.alternatives}
    assert found == pytest.approx({key: tool.score.mean for key, tool in result.tools.items() if tool.score})
    assert [*table.alternatives] == [*result.tools]
    assert [*table.criteria] == [*scores.objectives]


def test_its_scales_say_which_side_is_better(mcda: Any) -> None:
    _, scores = scores_of(CHAMBER)
    table = scores.performance_table()
    scales = importlib.import_module("mcda.scales")
    for objective in scores.objectives:
        assert table.scales[objective].preference_direction is scales.MAX
        assert (table.scales[objective].interval.dmin, table.scales[objective].interval.dmax) == (0.0, 1.0)
    assert table.is_within_scales
    blog = scores.by_objective["blog"]["renewals"]
    assert blog is not None
    assert table.data.loc["blog", "renewals"] == blog.mean


def test_a_tool_of_unknown_score_has_no_row(mcda: Any) -> None:
    known = blogroi.Summary(0.5, 0.0, 0.5, 0.5, 0.5, 0.0)
    table = performance.performance_table(
        {"blog": {"sales": known, "staff": None}, "fair": {"sales": known, "staff": known}}
    )
    assert table.data.to_dict() == {"sales": {"fair": 0.5}, "staff": {"fair": 0.5}}


def test_without_mcda_one_line_says_how_to_have_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(performance, "find_spec", lambda _: None)
    with pytest.raises(
        blogroi.OptionError, match=r"^scores: a performance table needs mcda: `python -m pip install mcda`$"
    ):
        performance.performance_table({})
