"""What ties the parts of a case to each other: correlations, weights, tools that exclude each other, and what comes otherwise together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import evolve

from blogroi.model import (
    Case,
    Chance,
    ChoiceRules,
    Correlation,
    Objective,
    Point,
    Range,
    Samples,
    Scenario,
    Stakeholder,
    Uniform,
    WeightRatio,
    Weights,
)
from blogroi.model.fields import PerPeriod, is_certain
from blogroi.model.paths import DriverPath, parse_path
from blogroi.model.quantity_paths import quantities
from blogroi.testing.strategies.source import Source

__all__ = ["choice_rules", "correlations", "scenarios", "weighed"]


def correlations(source: Source, case: Case) -> list[Correlation]:
    """Tie some uncertain quantities to each other: within a tool, across tools, or with what is the same for all.

    Parameters
    ----------
    source : Source
        Where numbers come from.
    case : Case
        Whose quantities.

    Returns
    -------
    list of Correlation
        One, or none.
    """
    varying = [str(DriverPath(key)) for key, driver in case.drivers.items() if driver.varies != "once"]
    if varying and source.happens(4):
        return _between_varying(case, varying)
    stated = quantities(case)
    uncertain = [path for path in stated if path not in varying and _can_be_tied(stated[path])]
    if len(uncertain) < 2 or source.happens():
        return []
    first = source.one_of(uncertain)
    own = parse_path(first).tool
    sides = (
        [path for path in uncertain if parse_path(path).tool == own],
        [path for path in uncertain if parse_path(path).tool not in (own, "")],
        [path for path in uncertain if not parse_path(path).tool],
    )
    others = [path for path in source.one_of(sides) if path != first] or [path for path in uncertain if path != first]
    tied = [first, *source.some(others, 1, 2)]
    if len(tied) == 2:
        return [Correlation(between=tied, rank=source.one_of([0.6, -0.6, 0.3]))]
    matrix = [[1.0, 0.5, -0.3], [0.5, 1.0, 0.2], [-0.3, 0.2, 1.0]]
    return [source.one_of([Correlation(between=tied, rank=0.4), Correlation(between=tied, matrix=matrix)])]


def choice_rules(source: Source, tools: Sequence[str]) -> ChoiceRules:
    """Say of some tools that they exclude each other, or that one needs another.

    Parameters
    ----------
    source : Source
        Where numbers come from.
    tools : sequence of str
        Their keys.

    Returns
    -------
    ChoiceRules
        Those that anything can be chosen under: no tool is kept, and no budget stated.

    Examples
    --------
    >>> from blogroi.testing.strategies.source import Dice
    >>> choice_rules(Dice(1), ["blog"])
    ChoiceRules(one_of=(), needs=FrozenMap({}), keep=(), budget=None)
    """
    if len(tools) < 2 or not source.happens(3):
        return ChoiceRules()
    keys = source.some(tools, 2, 4)
    if len(keys) < 4 or source.happens():
        return ChoiceRules(one_of=[keys]) if source.happens() else ChoiceRules(needs={keys[0]: keys[1:]})
    return ChoiceRules(one_of=[keys[:2]], needs={keys[2]: [keys[0], keys[3]]})


def scenarios(source: Source, case: Case) -> dict[str, Scenario]:
    """Say what could come otherwise in a case: other credits and shares, another rate, nothing at all.

    Parameters
    ----------
    source : Source
        Where numbers come from.
    case : Case
        Whose quantities.

    Returns
    -------
    dict of str to Scenario
        Up to two.

    Examples
    --------
    >>> from blogroi.testing.strategies.source import Dice
    >>> import blogroi
    >>> scenarios(Dice(2), blogroi.loads(blogroi.template()))
    {}
    """
    if not source.happens(3):
        return {}
    shares = [
        f"tools.{key}.effects.{name}.{correction}"
        for key, tool in case.tools.items()
        for name in tool.effects
        for correction in ("credit", "deadweight")
    ]
    values: dict[str, Any] = {path: source.one_of([Point(0.5), Range(0.2, 0.4)]) for path in source.some(shares, 0, 2)}
    rate: dict[str, Any] = {"discounting.rate": Point(source.whole(0, 20) / 100)} if source.happens() else {}
    both = {
        "slow": Scenario(statement="It goes slowly", set={**values, **rate}, chance=source.one_of([None, 0.25])),
        "as-it-is": Scenario(statement="Nothing is otherwise", chance=0.5),
    }
    return {key: both[key] for key in source.some(list(both), 1, 2)}


def _between_varying(case: Case, paths: Sequence[str]) -> list[Correlation]:
    """Tie two drivers that are drawn as often as each other, if there are such."""
    drawn = {path: case.drivers[path.split(".")[1]] for path in paths}
    often = [path for path in paths if drawn[path].varies == drawn[paths[0]].varies]
    return [Correlation(between=often[:2], rank=0.3)] if len(often) > 1 else []


def _can_be_tied(stated: PerPeriod) -> bool:
    """Return whether a quantity varies by enough that its ranks can go together with others'."""
    parts = stated if isinstance(stated, tuple) else (stated,)
    if is_certain(stated) or any(isinstance(part, Chance) for part in parts):
        return False
    return all(len(_drawn(part)) > 2 for part in parts if isinstance(part, Samples))


def _drawn(samples: Samples) -> set[float]:
    """Return the values that can be drawn."""
    return {value for value in samples.drawn if samples.within(value, value) == (value, value)}


def weighed(source: Source, objectives: Mapping[str, Objective]) -> tuple[dict[str, Objective], Weights | None]:
    """State weights in many ways, all of which hold of the same hidden ones.

    Parameters
    ----------
    source : Source
        Where numbers come from.
    objectives : mapping of str to Objective
        What is weighed.

    Returns
    -------
    dict of str to Objective, Weights or None
    """
    hidden = {key: source.whole(1, 9) for key in objectives}
    total = sum(hidden.values())
    bounds = {key: ((100 * part // total) / 100, (100 * part // total + 1) / 100) for key, part in hidden.items()}
    stated: Mapping[str, Any] = source.one_of(
        [
            {},
            hidden,
            {key: source.one_of([None, Range(*ends), Uniform(*ends)]) for key, ends in bounds.items()},
        ]
    )
    said = {key: evolve(objective, weight=stated.get(key)) for key, objective in objectives.items()}
    if source.happens():
        return said, None
    stakeholders = {
        key: Stakeholder(
            influence=source.whole(1, 3), weights=hidden if source.happens() else {}, **_statements(source, hidden)
        )
        for key in source.some(["members", "staff", "the_board"], 0, 2)
    }
    return said, Weights(stakeholders=stakeholders, **_statements(source, hidden))


def _statements(source: Source, hidden: Mapping[str, int]) -> dict[str, Any]:
    """State an order, a ratio or points of some weights, all of them true."""
    order = sorted(hidden, key=lambda key: -hidden[key])
    if len(order) < 2:
        return {}
    more, less = order[0], order[-1]
    least = 10 * hidden[more] // hidden[less] / 10
    said: dict[str, Any] = {
        "order": order,
        "ratios": [WeightRatio(more, less, at_least=least, at_most=source.one_of([None, least + 0.5]))],
        "swing": {key: 10 * part for key, part in hidden.items()},
    }
    kept = {name: part for name, part in said.items() if source.happens()}
    if "swing" in kept:
        kept["rounding"] = source.one_of([0, 10])
    return kept
