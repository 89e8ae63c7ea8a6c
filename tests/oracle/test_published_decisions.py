"""Closed forms and printed tables of decisions, asked through the public functions alone."""

from __future__ import annotations

import math
from typing import Any

import pytest
from scipy import stats

import blogroi
from blogroi import Lever, Normal, Objective, Scale

from ..builders import a_case, a_cost, a_tool, an_effect, an_indicator


def expected_gain(mean: float, sd: float) -> float:
    """Expect the better of a normal amount and nothing, less the better of its mean and nothing."""
    gain = mean * stats.norm.cdf(mean / sd) + sd * stats.norm.pdf(mean / sd)
    return float(gain - max(mean, 0.0))


def test_two_normal_amounts_are_worth_knowing_as_much_as_the_closed_form_says() -> None:
    """After C. Jackson, R package voi (companion of Heath, Kunst and Jackson, CRC 2024): p1 - p2 against nothing.

    p1 has mean 1 and spread 1, p2 mean 0 and spread 2. EVPI 0.4798107 is printed there; the others follow from the same form.
    """
    effects = {"p1": an_effect(Normal(2.0, 1.0)), "p2": an_effect(Normal(0.0, 2.0))}
    advice = blogroi.worth_measuring(a_case({"blog": a_tool(effects, [a_cost(1.0)])}), draws=50_000)
    by_path = {part.path: part.evppi for part in advice.inputs}
    rights: list[tuple[Any, float]] = [
        (advice.evpi, 0.4798107),
        (by_path["tools.blog.effects.p1.change"], 0.0833155),
        (by_path["tools.blog.effects.p2.change"], 0.3955931),
    ]
    forms = (expected_gain(1.0, spread) for spread in (math.sqrt(5.0), 1.0, 2.0))
    for (found, right), form in zip(rights, forms, strict=True):
        assert form == pytest.approx(right, abs=5e-8)
        assert found.value == pytest.approx(right, abs=5.0 * found.mc_error)
        assert 0.0 < found.mc_error < 0.01


def test_a_weighted_sum_with_an_exact_tie_shares_the_first_rank() -> None:
    """E. Triantaphyllou, Multi-Criteria Decision Making (2000), worked example: 21.5, 22 and 22 of 100.

    In floats the two that tie are a last bit apart.
    """
    weights = {"c1": 0.2, "c2": 0.15, "c3": 0.4, "c4": 0.25}
    table = {"a1": (25, 20, 15, 30), "a2": (10, 30, 20, 30), "a3": (30, 10, 30, 10)}
    case = a_case(
        {
            key: a_tool({name: an_effect(value) for name, value in zip(weights, row, strict=True)}, [a_cost()])
            for key, row in table.items()
        },
        objectives={name: Objective("It is met", aim="cost", weight=weight) for name, weight in weights.items()},
        levers={name: Lever("It is met", family="process", objective=name) for name in weights},
        indicators={name: an_indicator(None, lever=name, scale=Scale(worst=0, best=100)) for name in weights},
    )
    result = blogroi.evaluate(case, draws=10, by="score")
    means = [tool.score.mean for tool in result.tools.values() if tool.score is not None]
    assert means == pytest.approx([0.215, 0.22, 0.22], abs=1e-12)
    assert result.ranking.rank_acceptability == {"a1": (0, 0, 1), "a2": (0.5, 0.5, 0), "a3": (0.5, 0.5, 0)}
