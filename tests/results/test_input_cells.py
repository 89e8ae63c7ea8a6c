"""In what an input is counted: as its indicator is, in money, in a share, or in so many for each step of the window."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

import blogroi
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.paths import parse_path
from blogroi.results.input_cells import _unit

CASE = blogroi.loads(blogroi.template())
ANSWER = blogroi.sensitivity(CASE, draws=100)


def with_unit(unit: str) -> Any:
    part = attrs.evolve(ANSWER.names.indicators["calls_avoided"], unit=unit)
    return attrs.evolve(
        ANSWER,
        names=attrs.evolve(ANSWER.names, indicators=FrozenMap(dict(ANSWER.names.indicators) | {"calls_avoided": part})),
    )


@pytest.mark.parametrize(
    ("path", "unit", "counted_in"),
    [
        ("tools.blog.effects.calls_avoided.change", "call", "call/year"),
        ("tools.blog.effects.calls_avoided.change", "call per month", "call per month"),
        ("tools.blog.effects.calls_avoided.change", "call/month", "call/month"),
        ("tools.blog.effects.calls_avoided.deadweight", "call", "share"),
        ("tools.blog.gaps.calls_avoided", "call", "call/year"),
        ("indicators.calls_avoided.value", "call", "EUR/call"),
        ("indicators.calls_avoided.prior", "call", "call/year"),
        ("tools.blog.costs.Writing.unit_cost", "call", "EUR"),
        ("tools.blog.costs.Writing.units", "call", ""),
    ],
)
def test_an_input_is_counted_as_what_it_is(path: str, unit: str, counted_in: str) -> None:
    assert _unit(parse_path(path), with_unit(unit)) == counted_in
