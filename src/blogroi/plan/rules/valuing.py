"""Whether what is put in money is a benefit, is all of it gain, and is counted once."""

from __future__ import annotations

from collections.abc import Iterator

from blogroi.model.formula import Formula
from blogroi.model.locations import PartPath
from blogroi.model.paths import IndicatorPath
from blogroi.model.sources import is_answered
from blogroi.plan.outline import Outline

__all__ = [
    "advertising_equivalent",
    "counted_twice",
    "value_without_source",
    "value_without_words",
]


def value_without_words(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find values of which nobody knows how they were found, or what becomes of them."""
    for key, indicator in plan.case.indicators.items():
        if indicator.value is None:
            continue
        missing = [name for name in ("valuation", "cash") if getattr(indicator, name) is None]
        if missing:
            yield (
                str(IndicatorPath(key, "value")),
                f"{key}: its value comes without {' and '.join(f'`{name}`' for name in missing)}.",
            )


def advertising_equivalent(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find values by the price of advertising."""
    for key, indicator in plan.case.indicators.items():
        if indicator.value is not None and indicator.valuation == "advertising equivalent":
            yield (
                str(IndicatorPath(key, "valuation")),
                f"{key}: it is valued at the price of advertising that nobody was going to buy.",
            )


def value_without_source(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find values that nobody answers for."""
    for key, indicator in plan.case.indicators.items():
        stated = indicator.value
        if stated is None or isinstance(stated, Formula) or indicator.value_source or is_answered(indicator, "value"):
            continue
        yield str(IndicatorPath(key, "value")), f"{key}: nobody is named who says what one {indicator.unit} is worth."


def counted_twice(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find levers on which one tool is paid by several indicators."""
    for lever, indicators in plan.indicators_of.items():
        paying = [key for key in indicators if plan.case.indicators[key].value is not None]
        if len(paying) < 2:
            continue
        counts: dict[str, int] = {}
        for key in paying:
            for tool, _ in plan.effects_on[key]:
                counts[tool] = counts.get(tool, 0) + 1
        several = sorted(plan.case.tools[tool].name for tool, count in counts.items() if count > 1)
        if several:
            shown = ", ".join(several[:3]) + (f" and {len(several) - 3} more" if len(several) > 3 else "")
            listed = ", ".join(sorted(paying)[:4]) + (f" and {len(paying) - 4} more" if len(paying) > 4 else "")
            yield (
                str(PartPath("levers", lever)),
                f"{lever}: several of its indicators put what {shown} changes in money ({listed}).",
            )
