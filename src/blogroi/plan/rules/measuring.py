"""Whether it will be known afterwards: a baseline, a target, a day, a measurement, something to compare with."""

from __future__ import annotations

from collections.abc import Iterator

from blogroi.language.spoken import message
from blogroi.model.paths import EffectPath, IndicatorPath
from blogroi.plan.outline import Outline
from blogroi.plan.rules.naming import indicator_named
from blogroi.plan.spread import ends

__all__ = [
    "COUNTERFACTUAL",
    "deadline_behind",
    "late_baseline",
    "measured_without_comparison",
    "no_baseline",
    "no_day",
    "no_measurement",
    "no_target",
    "target_no_better",
    "target_without_deadline",
]

COUNTERFACTUAL = frozenset({"randomised", "control group", "staggered launch"})
"""The comparisons that say what would have happened without the tool; a series says it once it has been measured in."""


def no_baseline(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find indicators of which nobody knows where they stand."""
    for key, indicator in plan.case.indicators.items():
        if indicator.baseline is None:
            said = message("The baseline of {indicator} is not stated.", indicator=indicator_named(plan, key))
            yield str(IndicatorPath(key, "baseline")), said


def no_target(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find indicators of which nobody said where they should stand."""
    for key, indicator in plan.case.indicators.items():
        if indicator.target is None:
            said = message("The target of {indicator} is not stated.", indicator=indicator_named(plan, key))
            yield str(IndicatorPath(key, "target")), said


def no_day(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find indicators that are looked at on no day; a target without one is reported as such."""
    for key, indicator in plan.case.indicators.items():
        if indicator.deadline is None and indicator.target is None:
            said = message("The review date of {indicator} is not stated.", indicator=indicator_named(plan, key))
            yield str(IndicatorPath(key, "deadline")), said


def target_without_deadline(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find targets that can never be missed."""
    for key, indicator in plan.case.indicators.items():
        if indicator.deadline is None and indicator.target is not None:
            said = message("The target of {indicator} has no deadline.", indicator=indicator_named(plan, key))
            yield str(IndicatorPath(key, "deadline")), said


def no_measurement(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find indicators that nobody is going to measure."""
    for key, indicator in plan.case.indicators.items():
        if indicator.measurement is None:
            said = message(
                "How {indicator} will be measured, and against what, is not stated.",
                indicator=indicator_named(plan, key),
            )
            yield str(IndicatorPath(key, "measurement")), said


def measured_without_comparison(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find effects called measured on indicators that are compared with nothing."""
    for key, effects in plan.effects_on.items():
        planned = plan.case.indicators[key].measurement
        is_compared = planned is not None and planned.comparison in COUNTERFACTUAL
        for tool, effect in effects:
            if effect.evidence == "measured" and not is_compared and effect.measurement is None:
                yield str(EffectPath(tool, key, "evidence")), _not_measured(plan, tool, key)


def _not_measured(plan: Outline, tool: str, key: str) -> str:
    """Say why an effect cannot be called measured."""
    name, indicator = plan.case.tools[tool].name, indicator_named(plan, key)
    planned = plan.case.indicators[key].measurement
    if planned is None:
        return message(
            "{tool}: the effect on {indicator} is called measured, but no measurement is planned.",
            tool=name,
            indicator=indicator,
        )
    if planned.comparison is None or planned.comparison == "none":
        return message(
            "{tool}: the effect on {indicator} is called measured, but is compared with nothing.",
            tool=name,
            indicator=indicator,
        )
    if planned.comparison == "time series":
        return message(
            "{tool}: the effect on {indicator} is called measured, but nothing says how it was measured in the series.",
            tool=name,
            indicator=indicator,
        )
    return message(
        "{tool}: the effect on {indicator} is called measured, but `{comparison}` does not show what would have happened without the tool.",
        tool=name,
        indicator=indicator,
        comparison=planned.comparison,
    )


def target_no_better(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find targets that are surely reached already, or lie on the wrong side."""
    for key, indicator in plan.case.indicators.items():
        if indicator.baseline is None or indicator.target is None:
            continue
        (least, most), (lowest, highest) = ends(indicator.baseline), ends(indicator.target)
        if highest <= least if indicator.better == "higher" else lowest >= most:
            name = indicator_named(plan, key)
            said = (
                message("{indicator}: higher is better, but the target is not above the baseline.", indicator=name)
                if indicator.better == "higher"
                else message("{indicator}: lower is better, but the target is not below the baseline.", indicator=name)
            )
            yield str(IndicatorPath(key, "target")), said


def late_baseline(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find baselines that were read when an effect had been seen already."""
    for key, effects in plan.effects_on.items():
        read = plan.case.indicators[key].baseline_date
        if read is None:
            continue
        seen = min((effect.observed for _, effect in effects if effect.observed is not None), default=None)
        if seen is not None and seen < read:
            said = message(
                "{indicator}: the baseline was read on {read}, after an effect had been seen on {seen}.",
                indicator=indicator_named(plan, key),
                read=read,
                seen=seen,
            )
            yield str(IndicatorPath(key, "baseline_date")), said


def deadline_behind(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find deadlines that had passed when their indicator was declared."""
    for key, indicator in plan.case.indicators.items():
        deadline, declared = indicator.deadline, indicator.declared
        if deadline is not None and declared is not None and deadline <= declared:
            said = message(
                "{indicator}: the deadline, {deadline}, is not after the day on which it was declared, {declared}.",
                indicator=indicator_named(plan, key),
                deadline=deadline,
                declared=declared,
            )
            yield str(IndicatorPath(key, "deadline")), said
