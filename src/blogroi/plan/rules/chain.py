"""Whether the chain holds: objectives, levers that act on them, indicators that show these, tools that move those."""

from __future__ import annotations

from collections.abc import Iterator

from blogroi.language.spoken import message
from blogroi.model.locations import PartPath
from blogroi.model.paths import IndicatorPath
from blogroi.model.purpose import does_nothing
from blogroi.plan.outline import Outline
from blogroi.plan.rules.naming import indicator_named, lever_named, objective_named

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
        yield "objectives", message("No objective is stated, so that no figure can say whether anything was reached.")


def objective_without_lever(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find objectives on which nothing acts."""
    for key, levers in plan.levers_of.items():
        if not levers:
            said = message(
                "The objective {objective} has no lever: nobody has said how a tool could act on it.",
                objective=objective_named(plan, key),
            )
            yield str(PartPath("objectives", key)), said


def objective_without_indicator(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find objectives whose levers show nothing; one without a lever is reported as such alone."""
    for key, levers in plan.levers_of.items():
        if levers and not any(plan.indicators_of[lever] for lever in levers):
            said = message(
                "The objective {objective} has no indicator: nothing would show that it is reached.",
                objective=objective_named(plan, key),
            )
            yield str(PartPath("objectives", key)), said


def lever_without_indicator(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find levers that nothing shows."""
    for key, indicators in plan.indicators_of.items():
        if not indicators:
            said = message(
                "The lever {lever} has no indicator: nothing would show whether it works.", lever=lever_named(plan, key)
            )
            yield str(PartPath("levers", key)), said


def unused_lever(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find levers that have indicators, on none of which a tool has an effect; going on as before is not a tool here."""
    for key, indicators in plan.indicators_of.items():
        moved = (tool for indicator in indicators for tool, _ in plan.effects_on[indicator])
        if indicators and all(does_nothing(plan.case.tools[tool]) for tool in moved):
            said = message(
                "No tool uses the lever {lever}: none has an effect on its indicators.", lever=lever_named(plan, key)
            )
            yield str(PartPath("levers", key)), said


def unlinked_indicator(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find indicators that lead to no objective."""
    for key, indicator in plan.case.indicators.items():
        if indicator.lever is None:
            said = message("{indicator} leads to no objective: it has no lever.", indicator=indicator_named(plan, key))
            yield str(IndicatorPath(key, "lever")), said
