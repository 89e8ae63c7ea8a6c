"""Whether the chain holds: objectives, levers that act on them, indicators that show these, tools that move those."""

from __future__ import annotations

from collections.abc import Iterator

from blogroi.model.locations import PartPath
from blogroi.model.paths import IndicatorPath
from blogroi.model.purpose import does_nothing
from blogroi.plan.outline import Outline

__all__ = [
    "lever_without_indicator",
    "no_objective",
    "objective_without_indicator",
    "objective_without_lever",
    "unlinked_indicator",
    "unused_lever",
]


def no_objective(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find a case that wants nothing."""
    if not plan.case.objectives:
        yield "objectives", "no objective is stated: whatever the figures are, nobody can say what they are good for."


def objective_without_lever(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find objectives on which nothing acts."""
    for key, levers in plan.levers_of.items():
        if not levers:
            yield str(PartPath("objectives", key)), f"{key}: nobody has said how a tool could act on it."


def objective_without_indicator(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find objectives whose levers show nothing; one without a lever is reported as such alone."""
    for key, levers in plan.levers_of.items():
        if levers and not any(plan.indicators_of[lever] for lever in levers):
            yield str(PartPath("objectives", key)), f"{key}: nothing would show that it is reached."


def lever_without_indicator(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find levers that nothing shows."""
    for key, indicators in plan.indicators_of.items():
        if not indicators:
            yield str(PartPath("levers", key)), f"{key}: nothing would show whether it works."


def unused_lever(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find levers that have indicators, on none of which a tool has an effect; going on as before is not a tool here."""
    for key, indicators in plan.indicators_of.items():
        moved = (tool for indicator in indicators for tool, _ in plan.effects_on[indicator])
        if indicators and all(does_nothing(plan.case.tools[tool]) for tool in moved):
            yield str(PartPath("levers", key)), f"{key}: no tool has an effect on any of its indicators."


def unlinked_indicator(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find indicators that lead to no objective."""
    for key, indicator in plan.case.indicators.items():
        if indicator.lever is None:
            yield str(IndicatorPath(key, "lever")), f"{key}: it leads to no objective."
