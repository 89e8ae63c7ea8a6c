"""Whether the comparison is a fair one: something to compare with, the same demands, dates that bear out the words.

``not_anticipated`` alone reads when a tool was introduced, since it is about that date.
"""

from __future__ import annotations

from collections.abc import Iterator

from blogroi.codes.wording import listed
from blogroi.language.spoken import message
from blogroi.model.locations import PartPath
from blogroi.model.paths import EffectPath, IndicatorPath
from blogroi.model.purpose import does_nothing, meant_for
from blogroi.plan.outline import Outline
from blogroi.plan.rules.naming import indicator_named

__all__ = ["demanded_of_one", "no_status_quo", "not_anticipated", "rate_without_source", "target_after_the_fact"]


def no_status_quo(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find a case in which going on as before is not an option."""
    if not any(does_nothing(tool) for tool in plan.case.tools.values()):
        yield "tools", message("No tool stands for doing nothing, with its own costs and effects.")


def demanded_of_one(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find proofs demanded of one tool which another could give as well."""
    asked: dict[str, list[str]] = {}
    for tool, indicators in plan.case.demands.items():
        for indicator in dict.fromkeys(indicators):
            asked.setdefault(indicator, []).append(tool)
    alone: dict[str, list[str]] = {}
    for indicator, tools in asked.items():
        if len(tools) == 1 and any(
            key != tools[0] and indicator not in tool.not_applicable and not does_nothing(tool)
            for key, tool in plan.case.tools.items()
        ):
            alone.setdefault(tools[0], []).append(indicator)
    for key, names in alone.items():
        said = message(
            "{tool} alone is asked for {indicators}; others could answer too.",
            tool=plan.case.tools[key].name,
            indicators=listed([indicator_named(plan, name) for name in sorted(names)]),
        )
        yield str(PartPath("demands", key)), said


def not_anticipated(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find effects that were seen before the tool was there, or before anybody had written down what to look for.

    Where the tool's date is known, an indicator declared later makes its effect emergent, which is honest; what is left
    is an effect seen before the tool. Where it is not known, nor what the tool is meant for, an effect seen before its indicator
    was declared cannot pass for anticipated.
    """
    for key, tool in plan.case.tools.items():
        for name, effect in tool.effects.items():
            declared = plan.case.indicators[name].declared
            if effect.observed is None:
                continue
            path = str(EffectPath(key, name, "observed"))
            is_undated = tool.introduced is None and meant_for(plan.case, key) is None
            if is_undated and declared is not None and effect.observed < declared:
                said = message(
                    "{tool}: the effect on {indicator} was seen on {seen}, before the indicator was declared on {declared}.",
                    tool=tool.name,
                    indicator=indicator_named(plan, name),
                    seen=effect.observed,
                    declared=declared,
                )
                yield path, said
            elif tool.introduced is not None and effect.observed < tool.introduced:
                said = message(
                    "{tool}: the effect on {indicator} was seen on {seen}, before the tool was introduced on {introduced}.",
                    tool=tool.name,
                    indicator=indicator_named(plan, name),
                    seen=effect.observed,
                    introduced=tool.introduced,
                )
                yield path, said


def target_after_the_fact(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find targets of indicators that were declared when an effect on them was known."""
    for key, effects in plan.effects_on.items():
        indicator = plan.case.indicators[key]
        if indicator.target is None:
            continue
        seen = min((effect.observed for _, effect in effects if effect.observed is not None), default=None)
        if seen is not None and indicator.declared is not None and seen < indicator.declared:
            said = message(
                "{indicator}: it was declared on {declared}, after an effect had been seen on {seen}.",
                indicator=indicator_named(plan, key),
                declared=indicator.declared,
                seen=seen,
            )
            yield str(IndicatorPath(key, "target")), said


def rate_without_source(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find a discount rate that nobody answers for."""
    if not plan.case.discounting.source:
        yield "discounting.source", message("The discount rate has no source.")
