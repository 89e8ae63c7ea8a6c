"""Ways in which a case can change, for whatever has to be the same after any of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from attrs import evolve

from blogroi import Beta, Case, CaseError, Effect, Normal, Point, Range, Samples, Uniform
from blogroi.model.fields import Stated
from blogroi.model.quantity_paths import quantities
from blogroi.model.values import changed

__all__ = ["MOVES", "Move", "moved"]

Move: TypeAlias = Callable[[Case, Case, int], Case]
"""From a case, another one that is like none, and a whole number by which one of many things is chosen."""

_VALUES: tuple[Stated, ...] = (
    Point(0.5),
    Point(1),
    Range(0.2, 0.6),
    Uniform(0.1, 0.9),
    Normal(0.5, 0.1),
    Beta(2.0, 3.0),
    Samples([0.1, 0.2, 0.7]),
)


def _key(case: Case, number: int) -> str:
    return sorted(case.tools)[number % len(case.tools)]


def _a_value(case: Case, _: Case, number: int) -> Case:
    paths = sorted(quantities(case))
    return changed(case, {paths[number % len(paths)]: _VALUES[number % len(_VALUES)]})


def _a_little_more(case: Case, _: Case, number: int) -> Case:
    paths = sorted(path for path, stated in quantities(case).items() if isinstance(stated, Point))
    path = paths[number % len(paths)]
    value = quantities(case)[path]
    assert isinstance(value, Point)
    return changed(case, {path: value.value * 1.01})


def _a_filled_gap(case: Case, _: Case, number: int) -> Case:
    key, tool = _key(case, number), case.tools[_key(case, number)]
    gaps = sorted(case.indicators.keys() - tool.effects.keys() - tool.not_applicable.keys())
    return changed(case, {f"tools.{key}.gaps.{gaps[number % len(gaps)]}": Range(1, 5)})


def _a_tool_less(case: Case, _: Case, number: int) -> Case:
    gone = _key(case, number)
    left = {key: tool for key, tool in case.tools.items() if key != gone}
    return evolve(case, tools=left, correlations=(), demands={}, choice=type(case.choice)(), scenarios={})


def _a_tool_more(case: Case, other: Case, number: int) -> Case:
    key = _key(case, number)
    return evolve(case, tools={**case.tools, f"{key}_again": case.tools[key]})


def _a_tool_of_another(case: Case, other: Case, number: int) -> Case:
    taken = other.tools[_key(other, number)]
    effects = {name: effect for name, effect in taken.effects.items() if name in case.indicators}
    fitting = evolve(taken, effects=effects, not_applicable={})
    return evolve(case, tools={**case.tools, _key(case, number): fitting}, correlations=(), scenarios={})


def _costs_unknown(case: Case, _: Case, number: int) -> Case:
    key = _key(case, number)
    return evolve(case, tools={**case.tools, key: evolve(case.tools[key], costs=[])}, correlations=(), scenarios={})


def _an_effect_less(case: Case, _: Case, number: int) -> Case:
    key = _key(case, number)
    tool = case.tools[key]
    kept = dict(sorted(tool.effects.items())[1:])
    return evolve(
        case, tools={**case.tools, key: evolve(tool, effects=kept)}, correlations=(), scenarios={}, demands={}
    )


def _a_simple_effect(case: Case, _: Case, number: int) -> Case:
    key, name = _key(case, number), sorted(case.indicators)[number % len(case.indicators)]
    tool = case.tools[key]
    excused = {one: why for one, why in tool.not_applicable.items() if one != name}
    effects = {**tool.effects, name: Effect(change=Range(1, number % 9 + 2), evidence="assumed")}
    changed_tool = evolve(tool, effects=effects, not_applicable=excused)
    return evolve(case, tools={**case.tools, key: changed_tool}, correlations=(), scenarios={})


def _indicators_of_another(case: Case, other: Case, number: int) -> Case:
    name = sorted(case.indicators)[number % len(case.indicators)]
    values = [one.value for _, one in sorted(other.indicators.items()) if not isinstance(one.value, tuple)]
    indicator = evolve(case.indicators[name], value=values[number % len(values)])
    return evolve(case, indicators={**case.indicators, name: indicator}, correlations=(), scenarios={})


MOVES: tuple[Move, ...] = (
    _a_value,
    _a_value,
    _a_value,
    _a_little_more,
    _a_little_more,
    _a_filled_gap,
    _a_tool_less,
    _a_tool_more,
    _a_tool_of_another,
    _costs_unknown,
    _an_effect_less,
    _a_simple_effect,
    _indicators_of_another,
    lambda case, other, _: evolve(case, discounting=other.discounting),
    lambda case, other, _: evolve(case, horizon=other.horizon),
    lambda case, _, number: evolve(case, horizon=evolve(case.horizon, periods=case.horizon.periods + number % 3)),
    lambda case, other, _: evolve(case, currency=other.currency, title=other.title),
    lambda case, other, _: evolve(case, gaps=other.gaps),
    lambda case, other, _: evolve(
        case, levers={**case.levers, **other.levers}, objectives={**other.objectives, **case.objectives}
    ),
    lambda case, other, _: evolve(case, drivers={**case.drivers, **other.drivers}),
    lambda case, _, __: evolve(case, correlations=()),
    lambda case, _, number: case.under(
        sorted(case.scenarios)[number % len(case.scenarios)] if case.scenarios else None
    ),
    lambda case, other, _: other,
)
"""Every way to change a case."""


def moved(case: Case, other: Case, steps: Iterator[tuple[int, int]] | list[tuple[int, int]]) -> Iterator[Case]:
    """Change a case step by step, each step by a move and a number; what cannot be is left out."""
    for move, number in steps:
        try:
            case = MOVES[move % len(MOVES)](case, other, number)
        except (CaseError, ZeroDivisionError):
            continue
        yield case
