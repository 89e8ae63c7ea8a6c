"""Whether it will be known afterwards: a baseline, a target, a day, a measurement, something to compare with."""

from __future__ import annotations

from collections.abc import Iterator

from blogroi.model import Indicator
from blogroi.model.paths import EffectPath, IndicatorPath
from blogroi.plan.outline import Outline
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

COUNTERFACTUAL = frozenset({"randomised", "control group", "staggered launch", "time series"})
"""The comparisons that say what would have happened without the tool."""


def no_baseline(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find indicators of which nobody knows where they stand."""
    for key, indicator in plan.case.indicators.items():
        if indicator.baseline is None:
            yield str(IndicatorPath(key, "baseline")), f"{key}: nobody has said where it stands before launch."


def no_target(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find indicators of which nobody said where they should stand."""
    for key, indicator in plan.case.indicators.items():
        if indicator.target is None:
            yield str(IndicatorPath(key, "target")), f"{key}: nobody has said which level would be a success."


def no_day(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find indicators that are looked at on no day; a target without one is reported as such."""
    for key, indicator in plan.case.indicators.items():
        if indicator.deadline is None and indicator.target is None:
            yield str(IndicatorPath(key, "deadline")), f"{key}: nobody has said when it will be reviewed."


def target_without_deadline(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find targets that can never be missed."""
    for key, indicator in plan.case.indicators.items():
        if indicator.deadline is None and indicator.target is not None:
            yield str(IndicatorPath(key, "deadline")), f"{key}: its target has no day by which it is to be reached."


def no_measurement(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find indicators that nobody is going to measure."""
    for key, indicator in plan.case.indicators.items():
        if indicator.measurement is None:
            yield (
                str(IndicatorPath(key, "measurement")),
                f"{key}: nobody has said how it will be measured, and against what.",
            )


def measured_without_comparison(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find effects called measured on indicators that are compared with nothing."""
    for key, effects in plan.effects_on.items():
        planned = plan.case.indicators[key].measurement
        if planned is not None and planned.comparison in COUNTERFACTUAL:
            continue
        said = _said(plan.case.indicators[key])
        for tool, effect in effects:
            if effect.evidence == "measured":
                name = plan.case.tools[tool].name
                yield (
                    str(EffectPath(tool, key, "evidence")),
                    f"{name}: its effect on {key} is called measured, but {said}.",
                )


def _said(indicator: Indicator) -> str:
    if indicator.measurement is None:
        return "no measurement is planned"
    comparison = indicator.measurement.comparison
    if comparison is None or comparison == "none":
        return "it is compared with nothing"
    return f'"{comparison}" does not show what would have happened without the tool'


def target_no_better(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find targets that are surely reached already, or lie on the wrong side."""
    for key, indicator in plan.case.indicators.items():
        if indicator.baseline is None or indicator.target is None:
            continue
        (least, most), (lowest, highest) = ends(indicator.baseline), ends(indicator.target)
        if highest <= least if indicator.better == "higher" else lowest >= most:
            yield (
                str(IndicatorPath(key, "target")),
                f"{key}: {indicator.better} is better, but the target is no {indicator.better} than the baseline.",
            )


def late_baseline(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find baselines that were read when an effect had been seen already."""
    for key, effects in plan.effects_on.items():
        read = plan.case.indicators[key].baseline_date
        if read is None:
            continue
        seen = min((effect.observed for _, effect in effects if effect.observed is not None), default=None)
        if seen is not None and seen < read:
            yield (
                str(IndicatorPath(key, "baseline_date")),
                f"{key}: its baseline was read on {read}, an effect on it was seen on {seen} already.",
            )


def deadline_behind(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find deadlines that had passed when their indicator was declared."""
    for key, indicator in plan.case.indicators.items():
        deadline, declared = indicator.deadline, indicator.declared
        if deadline is not None and declared is not None and deadline <= declared:
            yield (
                str(IndicatorPath(key, "deadline")),
                f"{key}: its deadline {deadline} does not lie after its declaration on {declared}.",
            )
