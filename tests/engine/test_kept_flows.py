"""Flows that are kept: with the bits that they have by themselves, within the room that there is."""

from __future__ import annotations

import numpy as np
import pytest

from blogroi import CaseError
from blogroi.engine.amounts import expected_flow, summed
from blogroi.engine.frame import Flow
from blogroi.engine.graph import time
from blogroi.engine.graph.algebra import ONE, ZERO, add, apply, less, multiply, negative
from blogroi.engine.graph.domain import checked
from blogroi.engine.graph.node import Field, FieldPath, number, schedule
from blogroi.engine.kept_flows import AT_ONCE, FlowSum, KeptFlows
from blogroi.engine.tape.flows import work_out
from blogroi.model import Normal, Range, Uniform
from tests.engine.graph.worlds import each_period, once

P, DRAWS, ROOM = 5, 700, 1 << 24
DISCOUNT = tuple(1.04**-period for period in range(P + 1))
VISITS, RATE, WAGE = once("visits", Range(3000, 5000)), once("rate", Range(0.005, 0.02)), once("wage", Normal(5, 20))
LUCK = each_period("luck", P, Normal(1.0, 0.3), persistence=0.4)
PROFILE = schedule([0.2, 0.5, 1.0, 1.0, 0.7])
FLOWS = (
    Flow(multiply(VISITS, RATE, PROFILE)),
    Flow(multiply(VISITS, LUCK)),
    Flow(apply("max", WAGE, VISITS)),
    Flow(multiply(WAGE, number(3.0)), slot=0),
    Flow(number(-7.0)),
    Flow(ZERO),
    Flow(multiply(less(ONE, once("share")), WAGE), slot=2),
    Flow(add(number(1.7), *(multiply(schedule([1, 2, at, 4, 5]), once(f"row {at}")) for at in range(5)))),
    Flow(multiply(apply("exp", once("share")), negative(PROFILE))),
    Flow(time.cumulative(multiply(LUCK, RATE), P)),
)


def at_work(room: int = ROOM, discount: tuple[float, ...] = DISCOUNT) -> KeptFlows:
    kept = KeptFlows(DRAWS, room)
    kept.begin(discount)
    return kept


def assert_as_alone(found: FlowSum, flows: tuple[Flow, ...], discount: tuple[float, ...] = DISCOUNT) -> None:
    """Hold a sum against the flows as they are computed together, bit for bit."""
    present = work_out(flows, DRAWS, discount=discount).present
    amounts = summed(flows, present, [expected_flow(flow, len(discount)) for flow in flows], discount)
    values, sizes, mean = np.zeros(DRAWS), np.zeros(DRAWS), 0.0
    rest = np.zeros(DRAWS)
    for row, expected, is_drawn in zip(amounts.rows, amounts.means, amounts.drawn, strict=True):
        values += row
        sizes += np.abs(row)
        mean += expected
        rest += row if is_drawn else 0.0
    assert np.array_equal(found.values, values)
    assert np.array_equal(found.sizes, sizes)
    assert (found.mean, found.size) == (mean, float(np.abs(amounts.means).sum()))
    assert (found.rest is None) == (not amounts.drawn.any())
    assert found.rest is None or np.array_equal(found.rest, rest)


@pytest.mark.parametrize("room", [0, 9000, ROOM])
@pytest.mark.parametrize("flows", [FLOWS, FLOWS[:1], FLOWS[3:5], FLOWS[::-1], FLOWS[4:6], ()])
def test_sums_are_those_of_the_flows_by_themselves(flows: tuple[Flow, ...], room: int) -> None:
    kept = at_work(room)
    for _ in range(2):
        assert_as_alone(kept.sums([flows])[0], flows)
        kept.begin(DISCOUNT)


@pytest.mark.parametrize("room", [0, 9000, 60_000, ROOM])
def test_sums_are_the_same_whatever_was_asked_before(room: int) -> None:
    kept = at_work(room)
    for flows in (FLOWS[:3], FLOWS[2:6], FLOWS[1:], FLOWS[:3], FLOWS):
        kept.begin(DISCOUNT)
        assert_as_alone(kept.sums([flows])[0], flows)
        assert kept.nbytes <= room


def test_each_discounting_has_sums_of_its_own() -> None:
    kept, other = at_work(), tuple(1.11**-period for period in range(P + 1))
    for discount in (DISCOUNT, other, DISCOUNT, (1.0,) * (P + 1)):
        kept.begin(discount)
        assert_as_alone(kept.sums([FLOWS])[0], FLOWS, discount)


def test_what_is_asked_again_is_what_was_given() -> None:
    kept = at_work()
    first = kept.sums([FLOWS[:3], FLOWS[3:]])
    kept.begin(DISCOUNT)
    again = kept.sums([FLOWS[:3], FLOWS[3:]])
    assert [one is other for one, other in zip(first, again, strict=True)] == [True, True]


def test_what_was_used_last_is_kept_longest() -> None:
    one, other = (tuple(Flow(once(f"{name} {at}", Uniform(0, 1))) for at in range(4)) for name in ("one", "other"))
    size = 8 * DRAWS
    kept = at_work(room=4 * 4 * size // 3 * 2)  # three quarters of it for rows: those of both
    first = kept.sums([one])[0]
    for _ in range(3):
        kept.begin(DISCOUNT)
        kept.sums([other])
    kept.begin(DISCOUNT)
    assert kept.sums([one])[0] is first


def test_what_the_present_case_uses_is_not_given_up_for_more_of_it() -> None:
    row, size = (Flow(once("row", Uniform(0, 1))),), 8 * DRAWS
    kept = at_work(room=4 * size)
    first = kept.sums([row])[0]
    kept.sums([(Flow(once(f"row {number}", Uniform(0, 1))),) for number in range(20)])
    assert kept.sums([row])[0] is first
    assert kept.nbytes <= 4 * size


def test_more_flows_than_are_in_memory_at_a_time_are_added_up_all_the_same() -> None:
    flows = tuple(Flow(once(f"row {number}", Uniform(-1, 1))) for number in range(2 * AT_ONCE + 3))
    assert_as_alone(at_work(room=0).sums([flows])[0], flows)


def test_every_field_that_gives_no_number_is_named_each_time() -> None:
    none = [Flow(checked(apply("log", once(name, Uniform(-1, 1))), Field(FieldPath(name)))) for name in ("a", "b")]
    kept = at_work()
    groups = [(FLOWS[0], none[0]), (none[1],)]
    for _ in range(2):
        with pytest.raises(CaseError) as found:
            kept.sums(groups)
        assert [fault.path for fault in found.value.faults] == ["a", "b"]
        kept.begin(DISCOUNT)
    assert_as_alone(kept.sums([FLOWS])[0], FLOWS)


def test_a_window_of_another_length_has_flows_of_its_own() -> None:
    flows = (Flow(once("row", Uniform(0, 1))),)
    kept = at_work()
    for length in (P + 1, 3, P + 1):
        kept.begin(DISCOUNT[:length])
        assert_as_alone(kept.sums([flows])[0], flows, DISCOUNT[:length])
