"""Random formulas, put together and worked out by the engine and by plain numpy apart from it."""

from __future__ import annotations

import os
import random
from collections import Counter
from datetime import date
from functools import lru_cache

import numpy as np
import pytest

from blogroi.engine.compile.clock import Clocks
from blogroi.engine.compile.formulas import Place, compiled
from blogroi.engine.draws import Draw
from blogroi.engine.graph.node import Extent, Node, Varying, drawn, schedule, values_of, varying
from blogroi.engine.inputs import input_draws
from blogroi.engine.shared import values_of_nodes
from blogroi.model import CaseError, Domain, Horizon, Normal, Range, Uniform
from blogroi.model.duration import Step
from blogroi.model.formula import Formula
from blogroi.model.quantity import Quantity
from blogroi.numerics.streams import stream_key
from tests.engine.compile.numpy_formulas import FUNCTIONS, Tree, World, by_numpy, grown

TIMES = int(os.environ.get("ORACLE_TIMES", "1"))
EACH = 1000 * TIMES  # formulas of a batch, of which there are ten
DRAWS = 7
STEPS: tuple[Step, ...] = ("week", "month", "quarter", "year")
SEED = 1

ONCE: dict[str, Quantity] = {
    "a": Uniform(0.5, 2.0),
    "b": Range(1, 9),
    "c": Normal(0.0, 1.0),
    "share": Uniform(0.05, 0.95),
}


def _draw(name: str) -> Draw:
    return Draw(stream_key(SEED, f"drivers.{name}.value"), ONCE[name], Domain.REAL)


def _luck(periods: int) -> tuple[int, ...]:
    return tuple(stream_key(SEED, f"drivers.luck.value[{period}]") for period in range(1, periods + 1))


@lru_cache(maxsize=64)
def setting(step: Step, periods: int) -> tuple[Clocks, dict[str, Node], dict[str, np.ndarray]]:
    """Give a window, its drivers as nodes, and what they come to."""
    horizon = Horizon(start=date(2025, 11, 1), periods=periods, step=step)
    nodes = {name: drawn(_draw(name)) for name in ONCE}
    luck = Draw(0, Normal(1.0, 0.3), Domain.REAL)
    nodes["luck"] = varying(Varying(_luck(periods), luck, 0.0, tuple(range(periods))))
    plan = [float(2 + at % 3) for at in range(periods)]
    nodes["plan"] = schedule(plan)
    values = {name: input_draws(_draw(name), DRAWS)[None, :] for name in ONCE}
    values["luck"] = np.stack([input_draws(Draw(key, luck.quantity, luck.domain), DRAWS) for key in _luck(periods)])
    values["plan"] = np.array(plan)[:, None]
    return Clocks.of(horizon), nodes, values


def came_to(node: Node, periods: int) -> np.ndarray:
    """Work a node out: shape (periods, draws)."""
    if node.extent.is_certain:
        return np.broadcast_to(values_of(node, periods)[:, None], (periods, DRAWS))
    found = values_of_nodes([node], DRAWS)[node]
    return np.broadcast_to(found, (periods, DRAWS)) if node.extent is Extent.ROW else found


def read(text: str) -> Formula | None:
    """Read a formula; one that is no number whatever the drivers are is refused at once."""
    try:
        return Formula(text)
    except CaseError as error:
        assert "is not a finite number" in str(error) or "between 0 and 1" in str(error), text
        return None


def check(tree: Tree, formula: Formula, step: Step, periods: int) -> tuple[int, int]:
    """Compare, and return how many values were compared, and how many of them are no number."""
    clocks, nodes, values = setting(step, periods)
    path = "drivers.tried.value"

    def uniform(call: int, period: int) -> np.ndarray:
        return input_draws(Draw(stream_key(SEED, f"{path}#{call}[{period}]"), Uniform(0.0, 1.0), Domain.REAL), DRAWS)

    def noise(call: int, period: int) -> np.ndarray:
        return input_draws(Draw(stream_key(SEED, f"{path}#{call}[{period}]"), Normal(0.0, 1.0), Domain.REAL), DRAWS)

    world = World(
        periods=periods,
        draws=DRAWS,
        steps_a_year=clocks.steps_a_year,
        years=clocks.years,
        seasons=clocks.seasons,
        drivers=values,
        uniform=uniform,
        noise=noise,
    )
    expected = by_numpy(tree, world)
    node = compiled(formula, Place(path, SEED, clocks), nodes.__getitem__)
    found = came_to(node, periods)
    sure = ~expected.shaky
    missing = np.isnan(expected.at)
    assert (np.isnan(found) == missing)[sure].all(), tree.text
    compared = sure & ~missing
    allowed = expected.error + 1e-9 * (np.abs(expected.at) + 1e-6)
    off = np.abs(found - expected.at) > allowed
    assert not (off & compared).any(), (
        f"{tree.text}: {found[off & compared][:3]} and not {expected.at[off & compared][:3]}"
    )
    return int(sure.sum()), int((sure & missing).sum())


@pytest.mark.parametrize("batch", range(10))
def test_random_formulas_come_to_what_numpy_makes_of_them(batch: int) -> None:
    chance = random.Random(f"{batch}, {TIMES}")
    used: Counter[str] = Counter()
    compared = missing = total = 0
    for number in range(EACH):
        depth = 1 + number % 12
        step: Step = chance.choice(STEPS)
        periods = chance.choice([1, 2, 3, 5, 12, 48]) if depth < 8 else chance.choice([1, 3, 7])
        tree = grown(chance, depth, once=list(ONCE), moving=["luck", "plan"], aged=False, used=used)
        if len(tree.text) > 1800 or tree.text.count("(") > 240:
            continue
        formula = read(tree.text)
        if formula is None:
            continue
        sure, none = check(tree, formula, step, periods)
        compared, missing, total = compared + sure, missing + none, total + periods * DRAWS
    assert compared > 0.5 * total  # what roundings decide is left out, and is the smaller part
    assert missing > 0  # some formulas give no number, in the same draws and periods
    assert all(used[name] >= 20 for name in FUNCTIONS)
