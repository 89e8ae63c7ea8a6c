"""What is past what can be worked with is found wherever it stands, and its edge is on the near side."""

from __future__ import annotations

import math

import numpy as np
import pytest

from blogroi import CaseError
from blogroi.engine.frame import Flow
from blogroi.engine.graph.algebra import multiply
from blogroi.engine.graph.node import number
from blogroi.engine.tape.flows import work_out
from blogroi.engine.tape.greatest import GREATEST, is_too_large, refuse_too_large


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, np.nextafter(GREATEST, math.inf), -1.01 * GREATEST])
@pytest.mark.parametrize("place", [0, 7, 11])
def test_one_that_is_too_large_is_found_wherever_it_stands(value: float, place: int) -> None:
    values = np.zeros((3, 4))
    values.flat[place] = value
    assert is_too_large(values)
    with pytest.raises(CaseError, match="past what can be worked with"):
        refuse_too_large(values)


def test_what_can_be_worked_with_is_let_through() -> None:
    for values in (np.array([GREATEST, -GREATEST]), np.array([]), np.empty((0, 5)), np.zeros((2, 3))):
        assert not is_too_large(values)
        refuse_too_large(values)


def test_the_sum_of_flows_in_one_row_is_what_is_looked_at() -> None:
    large = Flow(multiply(number(0.7), number(GREATEST)))
    assert work_out([large, large], 5, discount=[1.0, 1.0]).present.max() == pytest.approx(0.7 * GREATEST)
    with pytest.raises(CaseError, match="past what can be worked with"):
        work_out([large, large], 5, discount=[1.0, 1.0], rows=[0, 0])
