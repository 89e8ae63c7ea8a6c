"""Inputs and net flows by themselves: the same numbers as wherever they are used."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from blogroi.engine.draws import Draw, sampler_of
from blogroi.engine.frame import Flow
from blogroi.engine.graph.algebra import multiply
from blogroi.engine.graph.node import Listed, drawn, number, schedule, together
from blogroi.engine.graph.time import fading
from blogroi.engine.inputs import draw_reader, input_draws, net_blocks, values_at
from blogroi.engine.shared import values_of_nodes
from blogroi.engine.tape.flows import PATH_BLOCK
from blogroi.model import Domain, Range, Uniform
from blogroi.numerics.streams import stream
from tests.engine.flows import CHANGE, FIRST, FLOW, flow_by_hand

CORRELATED = Draw(4, Range(2, 3), Domain.REAL, loadings=((1, 0.6), (4, 0.8)))
LIST = Listed(5, (Draw(5, Range(2, 3), Domain.REAL), 7.0, Draw(5, Uniform(0, 1), Domain.REAL)), (1, 2, 3))


def nets(flows: list[Flow], periods: int, draws: int) -> list[NDArray[np.float64]]:
    """List the net flows of each block."""
    found: list[NDArray[np.float64]] = []
    net_blocks(flows, periods, draws, lambda net: found.append(net.copy()))
    return found


@pytest.mark.parametrize("draw", [FIRST, CHANGE, CORRELATED], ids=["plain", "normal", "correlated"])
@pytest.mark.parametrize("draws", [1, 3 * PATH_BLOCK + 7])
def test_an_input_has_the_draws_that_it_has_in_a_flow(draw: Draw, draws: int) -> None:
    node = drawn(draw)
    assert np.array_equal(input_draws(draw, draws), values_of_nodes([node], draws)[node])


def test_a_reader_goes_on_where_it_was() -> None:
    read, parts = draw_reader(FIRST), [np.empty(size) for size in (3, 5, 2)]
    for part in parts:
        read(part)
    assert np.array_equal(np.concatenate(parts), input_draws(FIRST, 10))


def test_an_input_is_placed_at_uniform_numbers_as_its_stream_is() -> None:
    uniform = stream(FIRST.key).random(100)
    assert np.array_equal(values_at(drawn(FIRST), uniform), input_draws(FIRST, 100))


def test_a_list_is_placed_at_the_same_numbers_in_each_period() -> None:
    node, uniform = together(LIST), stream(LIST.key).random(100)
    found = values_at(node, uniform)
    assert np.array_equal(found, values_of_nodes([node], 100)[node])
    placed = uniform.copy()
    sampler_of(Draw(5, Range(2, 3), Domain.REAL)).place(placed)
    assert np.array_equal(found, [placed, np.full(100, 7.0), uniform])


@pytest.mark.parametrize("draws", [10, PATH_BLOCK + 3])
def test_flows_are_added_up_without_discounting_block_by_block(draws: int) -> None:
    blocks = nets([FLOW, FLOW], 3, draws)
    assert [net.shape[1] for net in blocks] == [min(PATH_BLOCK, draws - at) for at in range(0, draws, PATH_BLOCK)]
    assert np.concatenate(blocks, axis=1) == pytest.approx(2.0 * flow_by_hand(draws))


def test_amounts_that_cancel_out_are_worth_nothing_and_flow_all_the_same() -> None:
    (net,) = nets([Flow(multiply(number(4.0), schedule([1.0, -1.0])))], 2, 3)
    assert net.tolist() == [[0.0] * 3, [4.0] * 3, [-4.0] * 3]


@pytest.mark.parametrize("first", [1, 2])
def test_a_share_that_fades_is_taken_period_by_period(first: int) -> None:
    left = Draw(4, Range(0.5, 0.9), Domain.SHARE)
    profile = [0.0 if first == 2 else 1.0, 1.0, 0.0, 2.0]
    flow = Flow(multiply(number(4.0), schedule(profile), fading(drawn(left), number(first), 4)))
    (net,) = nets([flow], 4, 50)
    share = input_draws(left, 50)
    expected = [np.zeros(50), *(4.0 * part * share ** max(0, k - first) for k, part in enumerate(profile, start=1))]
    assert net == pytest.approx(np.array(expected))
