"""A case with other tools, with fewer of them, with another indicator or driver, or with tools that all do the same."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from attrs import evolve

from blogroi.model import Case, ChoiceRules, Cost, Driver, Effect, FrozenMap, Indicator, Range, Scenario, Tool
from blogroi.model.paths import parse_path
from blogroi.testing.variants.rebuilding import over, over_settings

__all__ = [
    "KINDS",
    "chosen_among",
    "excuses",
    "tool_of",
    "unused",
    "with_driver",
    "with_indicator",
    "with_profile_of",
    "with_tool",
    "with_unknown_tools",
    "without_cross_correlations",
    "without_settings",
    "without_tool",
]

KINDS = ("blog", "newsletter", "intranet", "magazine", "fair", "podcast", "social network", "brochure")
"""Kinds that a tool may be of."""

_OLD = datetime.date(1980, 1, 1)


def without_cross_correlations(case: Case) -> Case:
    """Leave out the correlations that tie a tool to another, or to what is the same for all."""
    return evolve(
        case,
        correlations=[part for part in case.correlations if len({parse_path(path).tool for path in part.between}) == 1],
    )


def with_tool(case: Case, key: str, tool: Tool) -> Case:
    """Add a tool, or put another one in its place."""
    return evolve(case, tools={**case.tools, key: tool})


def without_tool(case: Case, key: str) -> Case:
    """Take a tool out of a case, what is demanded of it, what can be chosen beside it, and what its quantities are correlated with."""
    kept = [part.among(path for path in part.between if parse_path(path).tool != key) for part in case.correlations]
    return evolve(
        case,
        correlations=[part for part in kept if part is not None],
        tools={other: tool for other, tool in case.tools.items() if other != key},
        demands={other: names for other, names in case.demands.items() if other != key},
        choice=chosen_among(case.choice, {other: other for other in case.tools if other != key}),
        scenarios=without_settings(case, key),
    )


def without_settings(case: Case, *tools: str) -> FrozenMap[str, Scenario]:
    """Leave out of scenarios what they set of some tools, and what was printed of these."""
    kept = over_settings(case, lambda path, value: None if tool_of(path) in tools else (path, value))
    return over(kept, lambda part: evolve(part, published=[one for one in part.published if one.tool not in tools]))


def tool_of(path: str) -> str:
    """Return the key of the tool that a path leads to; nothing where it leads to none."""
    section, _, below = path.partition(".")
    return below.partition(".")[0] if section == "tools" else ""


def chosen_among(rules: ChoiceRules, keys: Mapping[str, str]) -> ChoiceRules:
    """Return what can be chosen together of the tools that are left, by their new keys."""

    def left(tools: Iterable[str]) -> list[str]:
        return [keys[tool] for tool in tools if tool in keys]

    return evolve(
        rules,
        one_of=[group for group in map(left, rules.one_of) if len(group) > 1],
        needs={keys[tool]: left(needed) for tool, needed in rules.needs.items() if tool in keys},
        keep=left(rules.keep),
    )


def with_driver(case: Case) -> Case:
    """Add a driver that nothing uses."""
    key = unused(case.drivers, "a_driver")
    return evolve(case, drivers={key: Driver("What nobody asks for", Range(1, 2)), **case.drivers})


def unused(keys: Collection[str], wanted: str) -> str:
    """Return a key that is not there yet."""
    while wanted in keys:
        wanted += "_"
    return wanted


def with_unknown_tools(case: Case) -> tuple[Case, tuple[str, ...]]:
    """Put tools of many kinds, by turns old and new, beside those of a case; nothing but a cost is known of them."""
    unknown: dict[str, Tool] = {}
    for place, kind in enumerate(KINDS[:5]):
        key = unused(case.tools, f"other_{kind}")
        unknown[key] = Tool(
            name=f"The other {kind}",
            kind=kind,
            introduced=(case.evaluated, _OLD, None)[place % 3],
            costs=[Cost(item="Upkeep", amount=100, when="each")],
        )
    return evolve(case, tools={**case.tools, **unknown}), tuple(unknown)


def with_profile_of(case: Case, does: Tool) -> Case:
    """Let every tool of a case cost and do what one tool does, and keep its name, kind and date."""
    return evolve(
        case,
        correlations=(),
        scenarios=without_settings(case, *case.tools),
        tools=over(
            case.tools,
            lambda tool: evolve(tool, costs=does.costs, effects=does.effects, not_applicable=does.not_applicable),
        ),
    )


def excuses(indicators: Iterable[str]) -> dict[str, str]:
    """Return why no effect on some indicators is possible."""
    return dict.fromkeys(indicators, "it does nothing of the kind")


def with_indicator(
    case: Case, effects: Mapping[str, Effect], *, wanted: str = "probe", **stated: Any
) -> tuple[Case, str]:
    """Add an indicator on which these tools have effects: declared on the day of the evaluation, worth 1 a unit.

    Parameters
    ----------
    case : Case
        Any case.
    effects : mapping of str to Effect
        By key of the tool.
    wanted : str
        Its key, unless there is one of that key already.
    **stated
        What else it states; by default a prior of 1,000.

    Returns
    -------
    Case, str
        The case, and the key.
    """
    key = unused(case.indicators, wanted)
    said: dict[str, Any] = {"prior": 1000} | stated
    indicator = Indicator(
        statement="Something that was found",
        unit="piece",
        better="higher",
        declared=case.evaluated,
        value=1,
        **said,
    )
    tools = {
        name: evolve(tool, effects={**tool.effects, key: effects[name]}) if name in effects else tool
        for name, tool in case.tools.items()
    }
    return evolve(case, indicators={**case.indicators, key: indicator}, tools=tools), key
