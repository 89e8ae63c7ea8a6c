"""The same case with its tools called otherwise, of other dates, or in another order."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from itertools import cycle
from typing import TypeVar

from attrs import evolve

from blogroi.model import Case, Scenario, Tool
from blogroi.model.fields import Stated
from blogroi.model.paths import parse_path
from blogroi.testing.variants.rebuilding import over, over_settings
from blogroi.testing.variants.tools import KINDS, chosen_among, tool_of

__all__ = ["dated", "renamed", "reversed_order", "reversed_tools", "unheard", "with_exchanged", "with_other_names"]

T = TypeVar("T")


def reversed_tools(case: Case) -> Case:
    """Turn the order of the tools round."""
    return evolve(case, tools=_reversed(case.tools))


def reversed_order(case: Case) -> Case:
    """Turn the order of everything round that has a name of its own in the file."""

    def reversed_tool(tool: Tool) -> Tool:
        return evolve(
            tool,
            costs=tool.costs[::-1],
            effects=_reversed(tool.effects),
            not_applicable=_reversed(tool.not_applicable),
        )

    return evolve(
        case,
        objectives=_reversed(case.objectives),
        levers=_reversed(case.levers),
        drivers=_reversed(case.drivers),
        indicators=_reversed(case.indicators),
        tools=over(_reversed(case.tools), reversed_tool),
        demands=_reversed(case.demands),
        scenarios=_reversed(case.scenarios),
        correlations=case.correlations[::-1],
        weights=case.weights and evolve(case.weights, stakeholders=_reversed(case.weights.stakeholders)),
    )


def _reversed(parts: Mapping[str, T]) -> dict[str, T]:
    return {key: parts[key] for key in reversed(list(parts))}


def with_exchanged(case: Case, *, name: str) -> Case:
    """Let each tool have a field of the one before it, and keep its key and all that it costs and does."""
    given = list(case.tools.values())
    donors = dict(zip(case.tools, given[-1:] + given[:-1], strict=True))
    return evolve(
        case,
        tools={key: evolve(tool, **{name: getattr(donors[key], name)}) for key, tool in case.tools.items()},
    )


def with_other_names(case: Case) -> Case:
    """Give tools names, kinds and audiences that none of them has: by turns usual ones, and some that nobody has heard of."""
    kinds = {tool.kind for tool in case.tools.values()}
    usual = cycle([kind for kind in KINDS if kind not in kinds] or KINDS)
    tools = {}
    for place, (key, tool) in enumerate(case.tools.items(), start=1):
        kind, audience = (next(usual), ["members", "employees"]) if place % 2 else (f"thing {place}", [])
        tools[key] = evolve(tool, name=f"The other {kind}", kind=kind, audience=audience)
    return evolve(case, tools=tools)


def renamed(case: Case, keys: Mapping[str, str]) -> Case:
    """Give tools other keys; nothing else changes."""

    def path_of(path: str) -> str:
        found = parse_path(path)
        return str(evolve(found, tool=keys[found.tool])) if found.tool else path  # type: ignore[arg-type]

    def set_of(path: str, value: Stated) -> tuple[str, Stated]:
        tool = tool_of(path)
        return (f"tools.{keys[tool]}{path[len('tools.') + len(tool) :]}" if tool in keys else path), value

    def printed(scenario: Scenario) -> Scenario:
        return evolve(scenario, published=[evolve(one, tool=keys.get(one.tool or "")) for one in scenario.published])

    return evolve(
        case,
        tools={keys[key]: tool for key, tool in case.tools.items()},
        demands={keys[key]: asked for key, asked in case.demands.items()},
        choice=chosen_among(case.choice, keys),
        scenarios=over(over_settings(case, set_of), printed),
        correlations=[evolve(part, between=[path_of(path) for path in part.between]) for part in case.correlations],
    )


def dated(case: Case, dates: Mapping[str, datetime.date | None]) -> Case:
    """Let tools be introduced on other days, or on a day that nobody knows."""
    return evolve(
        case,
        tools={key: evolve(tool, introduced=dates.get(key, tool.introduced)) for key, tool in case.tools.items()},
    )


def unheard(case: Case) -> dict[str, str]:
    """Give tools new keys by which nothing else is called, in the opposite order of the alphabet."""
    start = "zz"
    while any(key.startswith(start) for keys in (case.tools, case.indicators, case.objectives) for key in keys):
        start += "z"
    return {key: f"{start}{len(case.tools) - place:03d}" for place, key in enumerate(sorted(case.tools))}
