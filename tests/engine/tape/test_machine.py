"""A program at work: the same draws whatever is in a block, whatever was known, and whatever else is worked out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from blogroi.engine.draws import Draw
from blogroi.engine.graph import time
from blogroi.engine.graph.algebra import ONE, add, apply, less, multiply
from blogroi.engine.graph.node import (
    Innovations,
    Listed,
    Node,
    Varying,
    by_period,
    chance,
    number,
    schedule,
    together,
    varying,
)
from blogroi.engine.shared import values_of_nodes
from blogroi.engine.tape.machine import Kept, Machine
from blogroi.engine.tape.program import programmed
from blogroi.model import Domain, Normal, Range, Uniform
from blogroi.numerics.streams import stream_key
from tests.engine.graph.worlds import came_to, each_period, once

Floats = NDArray[np.float64]

P, DRAWS = 3, 500
KEYS = tuple(stream_key(1, f"luck[{period}]") for period in range(1, P + 1))
OTHERS = tuple(stream_key(1, f"other[{period}]") for period in range(1, P + 1))
UNIT = Draw(0, Normal(0.0, 1.0), Domain.REAL)
AGES = schedule(range(1, P + 1))
SHARE, LARGE = once("share", Uniform(0.0, 1.0)), once("large", Range(60, 400))

NODES = {
    "a quantity": LARGE,
    "a list": together(Listed(stream_key(1, "list"), (Draw(0, Range(2, 3), Domain.REAL), 4.0, 5.0), (1, 2, 3))),
    "what varies": each_period("luck", P, Range(2, 3)),
    "what persists": each_period("luck", P, Range(2, 3), persistence=0.6),
    "what goes together": varying(Varying(KEYS, UNIT, 0.5, (0, 1, 2), (Innovations(OTHERS, 0.6, 0.6),))),
    "what holds for two periods": varying(Varying(KEYS[:2], UNIT, 0.5, (0, 0, 1))),
    "an event": chance("event", KEYS, SHARE),
    "a count": chance("poisson", KEYS, LARGE),
    "trials": chance("binomial", KEYS, number(40.0), SHARE),
    "what ages": time.by_age(each_period("luck", P, Range(2, 3)), apply("max", SHARE, AGES), P),
    "a power": apply("**", SHARE, AGES),
    "what came so far": time.cumulative(each_period("luck", P, Range(2, 3)), P),
    "a delay": time.delay(each_period("luck", P, Range(2, 3)), multiply(number(2.0), SHARE), P),
    "a branch": apply("where", apply(">", SHARE, number(0.5)), LARGE, AGES),
    "another in each period": by_period([SHARE, LARGE, ONE]),
}


def blocks_of(node: Node, size: int, draws: int = DRAWS, kept: Kept | None = None) -> Floats:
    """Work a node out in blocks of a size."""
    machine = Machine(programmed([node], kept=kept or ()), size, kept or {})
    found = []
    for start in range(0, draws, size):
        part = min(size, draws - start)
        for _ in machine.run(start, part):
            pass
        found.append(np.array(machine.value(node, part)))
        machine.close()  # the tables alone: the streams go on where they were
    return np.concatenate(found, axis=-1)


@pytest.mark.parametrize("size", [1, 7, 499])
@pytest.mark.parametrize("name", NODES)
def test_the_size_of_a_block_changes_no_bit(name: str, size: int) -> None:
    assert np.array_equal(blocks_of(NODES[name], size), blocks_of(NODES[name], DRAWS))


@pytest.mark.parametrize("name", NODES)
def test_what_else_is_worked_out_changes_no_bit(name: str) -> None:
    every = list(NODES.values())
    assert np.array_equal(values_of_nodes(every, DRAWS)[NODES[name]], blocks_of(NODES[name], DRAWS))


def test_what_is_known_is_read_and_not_drawn() -> None:
    root = multiply(SHARE, add(LARGE, AGES))
    kept = {SHARE: np.full(DRAWS, 2.0)}
    found = blocks_of(root, 100, kept=kept)
    assert np.array_equal(found, 2.0 * (came_to(LARGE, P, DRAWS) + np.array([[1.0], [2.0], [3.0]])))


def test_certain_nodes_are_worth_what_they_say() -> None:
    machine = Machine(programmed([LARGE]), 4, {})
    assert float(machine.value(number(3.0), 4)) == 3.0
    assert machine.value(schedule([1.0, 2.0]), 4).tolist() == [[1.0], [2.0]]


@pytest.mark.parametrize(
    ("node", "where"),
    [
        (apply("/", ONE, apply("floor", multiply(number(2.0), SHARE))), lambda share: share < 0.5),
        (apply("log", less(SHARE, number(0.5))), lambda share: share <= 0.5),
        (apply(">", apply("sqrt", less(SHARE, number(0.5))), ONE), lambda share: share < 0.5),
        (apply("**", apply("log", less(SHARE, number(0.5))), number(0.0)), lambda share: share <= 0.5),
    ],
    ids=["below a line", "a logarithm", "a comparison", "a power of 0"],
)
def test_what_is_no_number_is_nan_and_stays_so(node: Node, where: object) -> None:
    assert callable(where)
    share = came_to(SHARE, 1, DRAWS)[0]
    assert np.array_equal(np.isnan(came_to(node, 1, DRAWS)[0]), where(share))


def test_a_branch_that_is_not_taken_may_fail() -> None:
    node = apply("where", apply(">", SHARE, number(0.5)), apply("log", less(SHARE, number(0.5))), ONE)
    assert not np.isnan(came_to(node, 1, DRAWS)).any()


def test_no_draw_of_an_autoregression_goes_by_that_of_two_periods_before_but_through_the_one_between() -> None:
    """A first-order autoregression: correlations r and r squared; tolerances of four standard errors, 4 / sqrt(n)."""
    draws = 40_000
    scores = came_to(each_period("ar", P, Normal(0.0, 1.0), persistence=0.6), P, draws)
    found: Floats = np.atleast_2d(np.corrcoef(scores))
    assert found[0, 1] == pytest.approx(0.6, abs=4 / np.sqrt(draws))
    assert found[0, 2] == pytest.approx(0.36, abs=4 / np.sqrt(draws))
    assert scores.std(axis=1) == pytest.approx(1.0, abs=4 / np.sqrt(draws))


def test_innovations_make_two_varying_quantities_go_together() -> None:
    draws = 40_000
    other = varying(Varying(OTHERS, UNIT, 0.5, (0, 1, 2)))
    found = values_of_nodes([NODES["what goes together"], other], draws)
    rows: Sequence[Floats] = [found[NODES["what goes together"]], found[other]]
    for period in range(P):
        assert np.corrcoef(rows[0][period], rows[1][period])[0, 1] == pytest.approx(0.6, abs=4 / np.sqrt(draws))


def test_counts_have_the_mean_and_the_variance_of_their_closed_forms() -> None:
    draws = 40_000
    events, counts, trials = (
        chance("event", KEYS, number(0.3)),
        chance("poisson", KEYS, number(7.0)),
        chance("binomial", KEYS, number(40.0), number(0.3)),
    )
    for node, mean, variance in ((events, 0.3, 0.21), (counts, 7.0, 7.0), (trials, 12.0, 8.4)):
        values = came_to(node, P, draws)
        assert values.mean(axis=1) == pytest.approx(mean, abs=4 * np.sqrt(variance / draws))
        assert values.var(axis=1) == pytest.approx(variance, rel=0.05)
