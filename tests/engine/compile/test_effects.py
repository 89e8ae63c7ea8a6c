"""What a change is made of: one of an indicator that effects share is one input, drawn once for all of them."""

from __future__ import annotations

from typing import Any

import pytest

from blogroi import Case, Range
from blogroi.engine.compile.build import build_frame
from blogroi.engine.frame import Frame, inputs_in
from blogroi.model.conventions import Conventions
from tests.builders import a_case, a_cost, a_tool, an_effect, an_indicator

PERIODS = 3


def a_shared_change(periods: str) -> Case:
    change = [Range(10, 20), Range(20, 30), Range(30, 40)]
    shared = an_indicator(2.0, shared=True, change=change, periods=periods)
    tools = {
        "blog": a_tool({"calls": an_effect(None, credit=0.5)}, [a_cost()]),
        "fair": a_tool({"calls": an_effect(None, credit=0.5, starts=2)}, [a_cost()]),
        "news": a_tool({"calls": an_effect(None, credit=0.5, starts=3)}, [a_cost()]),
    }
    return a_case(tools, indicators={"calls": shared}, periods=PERIODS)


def frame_of(case: Case) -> Frame:
    return build_frame(case.blinded(), Conventions.of(case, seed=3))[0]


def inputs_of(frame: Frame, tool: int) -> set[Any]:
    return set(inputs_in(frame.tools[tool].benefits))


def test_a_list_that_is_drawn_together_is_the_same_input_wherever_an_effect_is_at_work() -> None:
    frame = frame_of(a_shared_change("together"))
    first, second, third = (inputs_of(frame, tool) for tool in range(3))
    assert len(first) == 1
    assert first == second == third


@pytest.mark.parametrize(("tool", "count"), [(0, 3), (1, 2), (2, 1)])
def test_of_a_list_that_is_drawn_apart_those_periods_are_drawn_in_which_an_effect_is_at_work(
    tool: int, count: int
) -> None:
    frame = frame_of(a_shared_change("apart"))
    assert len(inputs_of(frame, tool)) == count
    assert inputs_of(frame, tool) <= inputs_of(frame, 0)
