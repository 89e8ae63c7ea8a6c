"""A case taken apart and put together again with some of its parts changed, wherever they stand; all of it as certain."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, get_args

from attrs import evolve, fields, has

from blogroi.model import Case, Effect, Formula, FrozenMap, Point, Quantity, Scenario, Tool
from blogroi.model.fields import Stated
from blogroi.testing.variants.arithmetic import middle
from blogroi.testing.variants.formulas import without_chance

__all__ = ["certain", "over", "over_effects", "over_settings", "rebuilt", "with_formulas", "with_quantities"]

T = TypeVar("T")
_QUANTITIES = get_args(Quantity)


def certain(case: Case) -> Case:
    """Take every quantity of a case as certain: its mode, its mean or its midpoint.

    Nothing is left to chance in such a case, so that two evaluations of it can be compared without regard to the
    streams that random numbers come from. What is said of the weights of objectives stays as it is.

    Parameters
    ----------
    case : Case
        Any case.

    Returns
    -------
    Case
        The mode of three points, the mean of a normal or beta distribution, the middle of a range and of a uniform
        distribution, the median of a sample (the lower one of two). In formulas, chance is at its mean.

    Examples
    --------
    >>> import blogroi
    >>> case = certain(blogroi.loads(blogroi.template()))
    >>> isinstance(case.tools["blog"].effects["calls_avoided"].change, blogroi.Point)
    True
    """
    bare = with_formulas(evolve(case, correlations=()), without_chance)
    changed: Case = with_quantities(bare, lambda quantity: Point(middle(quantity)))
    return evolve(changed, objectives=case.objectives, weights=case.weights)  # middles of bounds might contradict


def with_quantities(node: Any, change: Callable[[Quantity], Quantity]) -> Any:
    """Change every quantity below a node, and leave alone what holds none."""
    if isinstance(node, _QUANTITIES):
        return change(node)
    return rebuilt(node, lambda _, part: with_quantities(part, change))


def with_formulas(node: Any, change: Callable[[Formula], Formula]) -> Any:
    """Change every formula below a node, and leave alone what holds none."""
    if isinstance(node, Formula):
        return change(node)
    return rebuilt(node, lambda _, part: with_formulas(part, change))


def rebuilt(node: Any, change: Callable[[str, Any], Any]) -> Any:
    """Change the parts of a node, each under its name; what has no parts stays as it is."""
    if isinstance(node, FrozenMap):
        return FrozenMap({key: change("", part) for key, part in node.items()})
    if isinstance(node, tuple):
        return tuple(change("", part) for part in node)
    if not has(type(node)):
        return node
    parts = {attribute.name: getattr(node, attribute.name) for attribute in fields(type(node)) if attribute.init}
    made = {name: change(name, part) for name, part in parts.items()}
    changed = {name: part for name, part in made.items() if part is not parts[name]}
    return evolve(node, **changed) if changed else node


def over(parts: Mapping[str, T], change: Callable[[T], T]) -> FrozenMap[str, T]:
    """Change every part, each under its key."""
    return FrozenMap({key: change(part) for key, part in parts.items()})


def over_settings(case: Case, change: Callable[[str, Stated], tuple[str, Stated] | None]) -> FrozenMap[str, Scenario]:
    """Change what scenarios set, each path with its value; what becomes None is left out."""

    def changed(scenario: Scenario) -> Scenario:
        found = (change(path, value) for path, value in scenario.set.items())
        return evolve(scenario, set=dict(one for one in found if one is not None))

    return over(case.scenarios, changed)


def over_effects(case: Case, change: Callable[[str, Effect], Effect]) -> FrozenMap[str, Tool]:
    """Change the effects of all tools, each with the key of its indicator."""
    return over(
        case.tools,
        lambda tool: evolve(tool, effects={name: change(name, effect) for name, effect in tool.effects.items()}),
    )
