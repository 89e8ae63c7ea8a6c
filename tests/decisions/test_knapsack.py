"""The best set within a budget: SciPy's solver against a comparison of all sets."""

from __future__ import annotations

import math
from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray

from blogroi import ChoiceRules
from blogroi.decisions import knapsack
from blogroi.decisions.knapsack import Knapsack

Floats = NDArray[np.float64]


def a_knapsack(worths: Floats, costs: Floats, budget: float) -> Knapsack:
    keys = tuple(f"t{place:02}" for place in range(len(worths)))
    values, spent, sizes = (dict(zip(keys, part.tolist(), strict=True)) for part in (worths, costs, worths + 2 * costs))
    return Knapsack(keys, values, spent, sizes, budget)


def both(held: Knapsack, monkeypatch: pytest.MonkeyPatch, included: tuple[str, ...] = ()) -> tuple[float, float]:
    """Give the worth of the set that the solver finds, which is within the budget, and that of the best of all sets."""
    compared = held.best(included)
    with monkeypatch.context() as patched:
        patched.setattr(knapsack, "MOST_COMPARED", -1)
        solved = held.best(included)
    assert compared is not None
    assert solved is not None
    (tools,) = solved
    assert set(included) <= set(tools)
    assert held.fits(tools, ())
    return held.value(tools), held.value(compared[0])


@pytest.mark.parametrize("unit", [0.01, 1.0, 100.0, 1e9])
@pytest.mark.parametrize("seed", range(5))
def test_the_solver_finds_what_a_comparison_of_all_sets_finds(
    seed: int, unit: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Amounts as they come and amounts that are rounded, with a budget that some set costs to the last unit."""
    random = np.random.default_rng(seed)
    for size in random.integers(2, 14, 4).tolist():
        costs = random.lognormal(8.0, 1.2, size)
        worths = costs * random.lognormal(0.0, 0.7, size)
        if seed:
            costs, worths = (np.ceil(part / 100.0) * 100.0 for part in (costs, worths))
        budget = unit * float(costs[random.random(size) < 0.5].sum())
        solved, best = both(a_knapsack(unit * worths, unit * costs, budget), monkeypatch)
        assert solved == pytest.approx(best, rel=1e-6)


def test_the_solver_fills_what_included_tools_leave(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(6)
    for _ in range(10):
        costs, worths = random.lognormal(8.0, 1.0, (2, 9))
        held = a_knapsack(worths, costs, float(0.3 * costs[2:].sum() + costs[:2].sum()))
        solved, best = both(held, monkeypatch, ("t00", "t01"))
        assert solved == pytest.approx(best, rel=1e-6)


def test_what_the_solver_takes_for_within_the_budget_is_held_against_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Together they cost a hundred-millionth more than there is: too little for the solver to see, and more than the slack."""
    costs = np.array([20_000.0, 10_000.0])
    held = a_knapsack(np.array([40_000.0, 10_000.0]), costs, 30_000.0 * (1.0 - 1e-8))
    assert both(held, monkeypatch) == (40_000.0, 40_000.0)


def test_more_tools_than_can_be_compared_have_no_frontier_and_one_best_set() -> None:
    random = np.random.default_rng(7)
    costs = random.integers(1, 9, knapsack.MOST_COMPARED + 1).astype(float)
    held = a_knapsack(costs, costs, math.floor(costs.sum() / 2.0))
    found = held.best(())
    assert found is not None
    assert [held.cost(tools) for tools in found] == [held.budget]
    assert list(held.efficient_frontier()) == []


RULES = (
    ChoiceRules(one_of=[["t00", "t01", "t02"]]),
    ChoiceRules(one_of=[["t00", "t01"], ["t01", "t03"]], needs={"t04": ["t00"]}),
    ChoiceRules(needs={"t00": ["t01", "t02"], "t02": ["t05"], "t06": ["t05"]}),
    ChoiceRules(one_of=[["t02", "t05"], ["t03", "t04", "t06"]], needs={"t00": ["t02"], "t01": ["t03"], "t06": ["t05"]}),
)


def by_hand(held: Knapsack, included: tuple[str, ...]) -> float:
    """The worth of the best of all sets that hold some tools, each looked at by itself."""
    sets = (chosen for size in range(len(held.keys) + 1) for chosen in combinations(held.keys, size))
    allowed = (chosen for chosen in sets if set(included) <= set(chosen) and held.rules.allows(chosen))
    return max(held.value(chosen) for chosen in allowed if held.cost(chosen) <= held.budget)


@pytest.mark.parametrize("rules", RULES)
@pytest.mark.parametrize("seed", range(6))
def test_the_best_set_that_is_allowed_is_that_of_all_sets(
    rules: ChoiceRules, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some of the tools lose money, and are worth having for those that need them alone."""
    random = np.random.default_rng(seed)
    costs = random.integers(1, 40, 7).astype(float)
    worths = np.round(costs * random.normal(0.3, 0.7, 7))
    keys = tuple(f"t{place:02}" for place in range(7))
    values, spent = (dict(zip(keys, part.tolist(), strict=True)) for part in (worths, costs))
    budget = math.inf if seed == 0 else float(random.integers(20, 120))
    held = Knapsack(keys, values, spent, {key: abs(values[key]) + 2 * spent[key] for key in keys}, budget, rules)
    included = rules.with_needs(("t05",)) if seed % 2 else ()
    if held.best(included) is None:
        assert held.cost(included) > budget
        return
    solved, best = both(held, monkeypatch, included)
    assert best == by_hand(held, included)
    assert solved == pytest.approx(best, rel=1e-6, abs=1e-6)
    for tools in held.best(included) or ():
        assert rules.allows(tools)
        useless = [key for key in tools if not held.is_gain(key) and key not in included]
        assert all(any(key in rules.needs.get(other, ()) for other in tools) for key in useless)


@pytest.mark.parametrize("rules", RULES)
def test_each_set_of_the_frontier_is_allowed_and_the_best_for_its_cost(rules: ChoiceRules) -> None:
    random = np.random.default_rng(3)
    costs = random.integers(1, 40, 7).astype(float)
    worths = np.round(costs * random.normal(0.3, 0.7, 7))
    keys = tuple(f"t{place:02}" for place in range(7))
    values, spent = (dict(zip(keys, part.tolist(), strict=True)) for part in (worths, costs))
    sizes = {key: abs(values[key]) + 2 * spent[key] for key in keys}
    for step in Knapsack(keys, values, spent, sizes, 0.0, rules).efficient_frontier():
        assert rules.allows(step.tools)
        assert step.value == by_hand(Knapsack(keys, values, spent, sizes, step.cost, rules), ())
