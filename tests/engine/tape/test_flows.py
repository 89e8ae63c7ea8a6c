"""Money over time: present values, net flows, and what changes nothing about them."""

from __future__ import annotations

import numpy as np
import pytest

from blogroi.engine.frame import Flow
from blogroi.engine.graph import time
from blogroi.engine.graph.algebra import ONE, add, apply, less, multiply
from blogroi.engine.graph.domain import checked
from blogroi.engine.graph.node import Field, FieldPath, number, schedule
from blogroi.engine.shared import in_common, values_of_nodes
from blogroi.engine.tape import flows as tape
from blogroi.engine.tape import kernels
from blogroi.engine.tape.flows import FlowSums, work_out
from blogroi.model import CaseError, Normal, Range, Uniform
from blogroi.numerics.streams import stream
from tests.engine.graph.worlds import came_to, each_period, once

P, DRAWS = 5, 3000
DISCOUNT = tuple(1.04**-period for period in range(P + 1))
VISITS, RATE, WAGE = once("visits", Range(3000, 5000)), once("rate", Range(0.005, 0.02)), once("wage", Range(20, 60))
LUCK = each_period("luck", P, Normal(1.0, 0.3), persistence=0.4)
PROFILE = schedule([0.2, 0.5, 1.0, 1.0, 0.7])
FLOWS = [
    Flow(multiply(VISITS, RATE, PROFILE)),
    Flow(multiply(VISITS, LUCK)),
    Flow(multiply(WAGE, number(3.0)), slot=0),
    Flow(number(7.0)),
    Flow(multiply(less(ONE, once("share")), WAGE), slot=2),
]


def worked(flows: list[Flow] = FLOWS, **options: object) -> FlowSums:
    return work_out(flows, DRAWS, discount=DISCOUNT, **options)  # type: ignore[arg-type]


def by_hand(flow: Flow) -> np.ndarray:
    """Give a flow at time 0 and in each period, shape (1 + periods, draws)."""
    found = np.zeros((P + 1, DRAWS))
    if flow.slot is None:
        found[1:] = came_to(flow.expression, P, DRAWS)
    else:
        found[flow.slot] = came_to(flow.expression, 1, DRAWS)[0]
    return found


def test_present_values_are_the_discounted_sums_of_what_comes_in_each_period() -> None:
    expected = [np.array(DISCOUNT) @ by_hand(flow) for flow in FLOWS]
    np.testing.assert_allclose(worked().present, expected, rtol=1e-12)


def test_sums_are_those_of_each_slot() -> None:
    expected = [by_hand(flow).sum(axis=1) for flow in FLOWS]
    np.testing.assert_allclose(worked(counted=range(len(FLOWS))).sums, expected, rtol=1e-10, atol=1e-9)


def test_those_that_are_not_asked_for_are_not_counted() -> None:
    found = worked(counted=[1]).sums
    assert np.array_equal(found[1], worked(counted=range(len(FLOWS))).sums[1])
    assert not np.delete(found, 1, axis=0).any()


def test_plain_ones_count_each_period_as_any_other() -> None:
    weights = np.array([0.0, *[1.0] * P])
    found = worked(plain=[1, 3, 4])
    expected = [(weights if at in (1, 3, 4) else np.array(DISCOUNT)) @ by_hand(flow) for at, flow in enumerate(FLOWS)]
    np.testing.assert_allclose(found.present, expected, rtol=1e-12)
    alone = work_out([FLOWS[1]], DRAWS, discount=weights.tolist()).present[0]
    assert np.array_equal(found.present[1], alone)


def test_flows_that_are_one_row_times_a_number_rise_together() -> None:
    flows = [
        Flow(multiply(VISITS, number(2.0))),
        Flow(multiply(VISITS, PROFILE)),
        Flow(multiply(VISITS, number(-2.0))),
        Flow(multiply(VISITS, RATE)),
        Flow(VISITS, slot=1),
        Flow(number(7.0)),
        Flow(multiply(VISITS, LUCK)),
        Flow(add(VISITS, multiply(WAGE, PROFILE))),
    ]
    found = worked(flows).alike
    assert found[0] is found[1] is found[4] is not None
    assert [one is None for one in found] == [False, False, True, True, False, True, True, True]


@pytest.mark.parametrize("others", [[3], [4, 2], [1, 4, 0]])
def test_a_sum_of_several_rows_comes_to_the_same_bits_whatever_stands_beside_it(others: list[int]) -> None:
    rows = [once(f"row {number}", Uniform(0, 1)) for number in range(5)]
    terms = [multiply(schedule([1, 2, 3.3 + at, 4, 5]), row) for at, row in enumerate(rows)]
    alone = Flow(add(number(1.7), *terms))
    beside = [*(Flow(multiply(PROFILE, rows[at])) for at in others), alone]
    assert np.array_equal(worked(beside).present[-1], worked([alone]).present[0])
    net = np.zeros((P + 1, DRAWS))
    worked(beside, sink=lambda at, _, part: net.__setitem__((slice(None), at), part))
    np.testing.assert_allclose(net, sum(map(by_hand, beside)), rtol=1e-12)


def test_net_flows_count_each_flow_with_its_sign() -> None:
    signs = [1.0, -1.0, -1.0, 1.0, 0.0]
    net = np.zeros((P + 1, DRAWS))
    worked(signs=signs, sink=lambda at, _, part: net.__setitem__((slice(None), at), part))
    expected = sum(sign * by_hand(flow) for sign, flow in zip(signs, FLOWS, strict=True))
    np.testing.assert_allclose(net, expected, rtol=1e-10, atol=1e-8)


@pytest.mark.parametrize("block", [1, 7, 999, DRAWS, 10 * DRAWS])
def test_the_size_of_a_block_changes_no_bit(block: int) -> None:
    few = 40
    one = work_out(FLOWS, few, discount=DISCOUNT, block=block).present
    assert np.array_equal(one, worked().present[:, :few])


def test_other_flows_beside_it_change_no_bit() -> None:
    alone = worked([FLOWS[1]]).present[0]
    assert np.array_equal(alone, worked().present[1])


def test_nor_do_flows_that_are_made_of_the_same_draws() -> None:
    one, other = Flow(multiply(VISITS, number(3.0))), Flow(multiply(VISITS, RATE, number(0.1)))
    assert np.array_equal(worked([one]).present[0], worked([other, one]).present[1])


def test_tables_that_do_not_fit_at_once_change_no_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    every = range(len(FLOWS))
    one = worked(counted=every)
    net: dict[int, np.ndarray] = {}
    monkeypatch.setattr(tape, "OPEN_TABLES", 1)
    monkeypatch.setattr(tape, "_CHUNK_BYTES", 8 * (P + 1) * 700)
    other = worked(counted=every, block=100, sink=lambda at, _, part: net.__setitem__(at.start, part.copy()))
    assert np.array_equal(one.present, other.present)
    np.testing.assert_allclose(one.sums, other.sums, rtol=1e-12)
    assert sorted(net) == list(range(0, DRAWS, 100))


def test_what_memory_held_before_is_in_no_row(monkeypatch: pytest.MonkeyPatch) -> None:
    """A flow that has a row to itself is put there whole; all others begin at nothing, also where nothing comes to them."""
    nothing = Flow(multiply(VISITS, number(0.0)))
    flows = [*FLOWS, nothing, Flow(number(0.0)), Flow(number(4.0), slot=0)]
    kinds: list[dict[str, object]] = [{}, {"rows": [0, 0, 2, 3, 3, 5, 6, 7]}, {"plain": [7], "block": 700}]
    expected = [worked(flows, **kind).present for kind in kinds]
    plain = np.empty
    monkeypatch.setattr(np, "empty", lambda *size, **how: np.full_like(plain(*size, **how), np.nan))
    for kind, present in zip(kinds, expected, strict=True):
        assert not np.isnan(present).any()
        assert np.array_equal(worked(flows, **kind).present, present)


def test_flows_of_one_row_are_added_up_one_after_the_other() -> None:
    total = worked(rows=[0, 0, 1, 1, 1]).present
    rows = worked().present
    assert np.array_equal(total[0], rows[0] + rows[1])
    assert np.array_equal(total[1], rows[2] + rows[3] + rows[4])


def test_what_was_worked_out_before_is_taken_as_it_is() -> None:
    kept = values_of_nodes([VISITS, LUCK], DRAWS)
    assert np.array_equal(worked(kept=kept).present, worked().present)
    doubled = {node: 2.0 * values for node, values in kept.items()}
    np.testing.assert_allclose(worked(kept=doubled).present[1], 4.0 * worked().present[1], rtol=1e-12)


def test_what_tools_have_in_common_is_found_whatever_it_is_multiplied_by() -> None:
    other = Flow(multiply(VISITS, WAGE))
    assert set(in_common([FLOWS[:2], [other], [Flow(number(1.0))]], P)) == {VISITS}
    assert in_common([FLOWS], P) == ()


def test_of_a_library_that_tools_share_the_path_is_kept_or_the_rows_that_it_is_taken_apart_to() -> None:
    ages = schedule(range(P))
    path = time.by_age(LUCK, apply("**", once("kept"), ages), P)
    assert set(in_common([[Flow(multiply(path, RATE))], [Flow(multiply(path, WAGE))]], P)) == {path}
    apart = time.by_age(VISITS, apply("**", number(0.9), ages), P)
    assert set(in_common([[Flow(multiply(apart, RATE))], [Flow(multiply(apart, WAGE))]], P)) == {VISITS}


def test_an_answer_in_which_a_formula_gives_no_number_is_refused_with_its_field_and_how_often() -> None:
    uniform = once("u", Uniform(0.0, 1.0))
    ratio = checked(
        apply("/", ONE, apply("floor", multiply(number(2.0), uniform))), Field(FieldPath("drivers.ratio.value"))
    )
    none = int((came_to(uniform, 1, DRAWS)[0] < 0.5).sum())
    with pytest.raises(CaseError, match=f"drivers.ratio.value: gives no number in {none} of {DRAWS} draws"):
        worked([Flow(ratio)])
    assert not np.isnan(worked([Flow(checked(RATE, Field(FieldPath("other"))))]).present).any()


def test_progress_is_told_once_a_block() -> None:
    told: list[int] = []
    worked(block=1000, progress=lambda: told.append(1))
    assert len(told) == 3


def test_what_enters_no_sum_is_computed_where_its_streams_are_open_already(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[int] = []

    def open_stream(key: int) -> np.random.Generator:
        opened.append(key)
        return stream(key)

    monkeypatch.setattr(kernels, "stream", open_stream)
    monkeypatch.setattr(tape, "OPEN_TABLES", 2)
    flows = [Flow(multiply(VISITS, RATE)), Flow(WAGE), Flow(multiply(RATE, number(2.0))), Flow(multiply(RATE, WAGE))]
    found = worked(flows, signs=[1.0, 1.0, 0.0, 0.0])
    assert len(opened) == 4  # three once, and one of them again, for what has its tables in two places
    for at, flow in enumerate(flows):
        assert np.array_equal(found.present[at], worked([flow]).present[0])
