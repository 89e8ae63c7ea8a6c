"""What several tools have in common: found, kept as far as there is room, and the same whether it is kept or not."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from blogroi import Case, Range
from blogroi.engine import shared
from blogroi.engine.compile.build import build_frame
from blogroi.engine.details import details_of, totals_of
from blogroi.engine.frame import Frame, inputs_in
from blogroi.engine.shared import shared_values, values_of_nodes
from blogroi.engine.tape.flows import PATH_BLOCK, ROW_BLOCK
from blogroi.engine.tape.machine import Kept
from blogroi.model import GapPolicy
from blogroi.model.conventions import Conventions
from tests.builders import a_case, a_cost, a_tool, an_effect, an_indicator, chamber

DRAWS = 2 * PATH_BLOCK + 5


def frame_of(case: Case, gaps: GapPolicy = "no-credit", **options: Any) -> Frame:
    return build_frame(case.blinded(), Conventions.of(case, seed=3, gaps=gaps, **options))[0]


def assert_as_without(frame: Frame, kept: Kept, draws: int) -> None:
    """Compare what tools come to with and without what is kept, to the last bit."""
    for position in range(len(frame.tools)):
        again, plain = (details_of(frame, position, draws, shared=known) for known in (kept, None))
        for name in ("benefits", "costs", "sunk"):
            assert np.array_equal(getattr(again, name).rows, getattr(plain, name).rows)
            assert np.array_equal(getattr(again, name).means, getattr(plain, name).means)
        assert np.array_equal(again.payback, plain.payback)
        totals, alone = (totals_of(frame, position, draws, shared=known) for known in (kept, None))
        assert np.array_equal(totals.benefits, alone.benefits)
        assert np.array_equal(totals.costs, alone.costs)


def test_shared_values_may_be_kept_or_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    frame = frame_of(chamber(), "prior")
    kept = shared_values(frame, DRAWS)
    assert set(kept) == set(frame.shared)
    monkeypatch.setattr(shared, "_BYTES", 0)
    assert shared_values(frame, DRAWS) == {}
    assert_as_without(frame, kept, DRAWS)


def test_kept_values_cannot_be_written_to() -> None:
    kept = shared_values(frame_of(chamber()), 10)
    assert kept
    assert not any(values.flags.writeable for values in kept.values())


def test_as_many_are_kept_as_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    frame = frame_of(chamber(), "prior")
    assert len(frame.shared) > 1
    monkeypatch.setattr(shared, "_BYTES", 8 * 10 + 79)
    assert list(shared_values(frame, 10)) == [frame.shared[0]]
    assert list(shared_values(frame, 20)) == []


def test_fewer_draws_of_what_is_kept_are_the_first_of_many() -> None:
    frame = frame_of(chamber(), "prior")
    many, few = (shared_values(frame, draws) for draws in (DRAWS, 1000))
    assert all(np.array_equal(many[node][..., :1000], values) for node, values in few.items())


@pytest.mark.parametrize("draws", [DRAWS, 2 * ROW_BLOCK + 9])
def test_shares_that_are_scaled_back_and_costs_that_are_sunk_are_the_same_too(draws: int) -> None:
    effects = {"calls": an_effect(None, credit=Range(0.4, 0.9))}
    costs = [a_cost(Range(5, 9)), a_cost(Range(1, 2), item="Pilot", sunk=True)]
    tools = {key: a_tool(effects, costs) for key in ("a", "b")}
    one = an_indicator(Range(6, 11), prior=Range(0, 5), shared=True, change=Range(10, 20))
    frame = frame_of(a_case(tools, indicators={"calls": one}, periods=2), claims="scaled")
    flows = [flow for tool in frame.tools for flow in (*tool.benefits, *tool.costs, *tool.sunk)]
    every = values_of_nodes(list(inputs_in(flows)), draws)
    kept = shared_values(frame, draws)
    assert set(kept) == set(frame.shared)
    assert frame.shared
    for known in (kept, every):
        assert_as_without(frame, known, draws)


def test_the_value_of_an_indicator_and_the_share_that_all_claims_leave_are_worked_out_once_for_all_tools() -> None:
    effects = {"calls": an_effect(None, credit=Range(0.4, 0.9))}
    one = an_indicator(Range(6, 11), shared=True, change=10)
    case = a_case({key: a_tool(effects, [a_cost()]) for key in ("a", "b")}, indicators={"calls": one}, periods=2)
    operations = sorted(node.operation for node in frame_of(case, claims="scaled").shared)
    assert "drawn" in operations  # credits and the value, each drawn once
    assert "/" in operations  # what all claim, scaled back


def test_what_one_tool_uses_alone_is_not_shared() -> None:
    tool = a_tool({"calls": an_effect(Range(1, 2), credit=Range(0.1, 0.2))})
    assert frame_of(a_case({"blog": tool})).shared == ()
