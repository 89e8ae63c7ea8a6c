"""Flows are added up in an order of their own, whatever order their parts come in."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from numpy.typing import NDArray

from blogroi.engine.tape.adder import Adder

Floats = NDArray[np.float64]

PARTS = tuple(np.array(part) for part in ([0.1, 1e16, 3.0], [0.2, 1.0, -3.0], [0.3, -1e16, 1e-17]))
"""Of which every order gives another sum in some place."""


@pytest.mark.parametrize("order", list(permutations(range(3))))
@pytest.mark.parametrize("rows", [[0], [0, 0]], ids=["a row of its own", "a row for two flows"])
def test_parts_that_have_a_turn_wait_for_it_and_each_is_told_as_it_is(rows: list[int], order: tuple[int, ...]) -> None:
    """What is returned of a part goes into the net flows: another part that is added right after must not be in it."""
    adder, present = Adder(rows, 3), np.zeros((1, 3))
    adder.begin({0: 3}, present)
    for turn in order:
        told = adder.add(0, PARTS[turn], 2.0, turn)
        assert np.asarray(told).tolist() == (2.0 * PARTS[turn]).tolist()
        adder.done(0)
    assert present[0].tolist() == ((2.0 * PARTS[0] + 2.0 * PARTS[1]) + 2.0 * PARTS[2]).tolist()


def test_flows_of_one_row_are_added_in_their_order() -> None:
    adder, present = Adder([0, 0, 0], 3), np.zeros((1, 3))
    adder.begin({0: 1, 1: 1, 2: 1}, present)
    for flow in (2, 0, 1):
        adder.add(flow, PARTS[flow], 1.0)
        adder.done(flow)
    assert present[0].tolist() == ((PARTS[0] + PARTS[1]) + PARTS[2]).tolist()


def test_what_is_certain_is_added_to_every_draw() -> None:
    adder, present = Adder([0, 1], 3), np.zeros((2, 3))
    adder.begin({0: 2, 1: 1}, present)
    adder.add(0, np.array(1.5), 2.0)
    adder.done(0)
    adder.add(0, PARTS[1], 1.0)
    adder.done(0)
    adder.add(1, np.array(4.0), 0.5)
    adder.done(1)
    assert present[0].tolist() == (3.0 + PARTS[1]).tolist()
    assert present[1].tolist() == [2.0, 2.0, 2.0]
