"""How far a formula may leave the domain of its field: by what rounding makes of it, and no further."""

from __future__ import annotations

import pytest

import blogroi
from blogroi import CaseError, Driver, Range
from blogroi.engine.compile.build import build_frame
from blogroi.engine.frame import Frame
from blogroi.model.conventions import Conventions
from tests.builders import a_case, a_cost, a_tool, an_effect


def compiled(deadweight: str) -> Frame:
    drivers = {"part": Driver("Part", Range(0.2, 0.4))}
    tool = a_tool({"calls": an_effect(Range(1, 2), deadweight=deadweight)}, [a_cost()])
    case = a_case({"blog": tool}, drivers=drivers)
    return build_frame(case.blinded(), Conventions.of(case))[0]


@pytest.mark.parametrize("within", ["0 - 1e-12 + 0 * part", "1 + 0.9e-12 + 0 * part", "clip(2 * part, 0, 1)"])
def test_rounding_is_no_leaving(within: str) -> None:
    (tool,) = compiled(within).tools
    assert len(tool.benefits) == 1


@pytest.mark.parametrize(
    ("written", "value"),
    [("1 - 0.9 - 0.1", 0.0), ("0 - 1e-13", 0.0), ("1 + 1e-13", 1.0), ("where(period > 1, 1 + 1e-13, 0 - 1e-13)", 0.0)],
)
def test_a_number_that_rounding_takes_past_an_end_is_that_end(written: str, value: float) -> None:
    tool = a_tool({"calls": an_effect(100.0, deadweight=written)}, [a_cost()])
    benefits = blogroi.evaluate(a_case({"blog": tool}), draws=100).tools["blog"].benefits
    assert benefits is not None
    assert benefits.mean == 100.0 * (1.0 - value)


@pytest.mark.parametrize("outside", ["0 - 1.001e-12 + 0 * part", "1 + 1.1e-12 + 0 * part", "1.2 + part"])
def test_what_is_past_rounding_leaves_the_domain_in_all_draws(outside: str) -> None:
    with pytest.raises(CaseError) as refused:
        compiled(outside)
    (fault,) = refused.value.faults
    assert fault.path == "tools.blog.effects.calls.deadweight"
    assert str(fault.message) == (
        "leaves 0 to 1 in 10000 of 10000 draws: for a share write what stays within, such as clip(x, 0, 1)"
    )
