"""Whether what is put in money is a benefit, is all of it gain, and is counted once."""

from __future__ import annotations

from collections.abc import Iterator

from blogroi.codes.wording import listed
from blogroi.language.spoken import message
from blogroi.model.formula import Formula
from blogroi.model.locations import PartPath
from blogroi.model.paths import IndicatorPath
from blogroi.model.sources import is_answered
from blogroi.plan.outline import Outline
from blogroi.plan.rules.naming import indicator_named, lever_named

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
        name = indicator_named(plan, key)
        if indicator.valuation is None and indicator.cash is None:
            said = message(
                "{indicator}: how its value was found (`valuation`) and what becomes of it (`cash`) are not stated.",
                indicator=name,
            )
        elif indicator.valuation is None:
            said = message("{indicator}: how its value was found (`valuation`) is not stated.", indicator=name)
        elif indicator.cash is None:
            said = message("{indicator}: what becomes of its value (`cash`) is not stated.", indicator=name)
        else:
            continue
        yield str(IndicatorPath(key, "value")), said


def advertising_equivalent(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find values by the price of advertising."""
    for key, indicator in plan.case.indicators.items():
        if indicator.value is not None and indicator.valuation == "advertising equivalent":
            said = message(
                "{indicator} is valued at the price of advertising that nobody was going to buy.",
                indicator=indicator_named(plan, key),
            )
            yield str(IndicatorPath(key, "valuation")), said


def value_without_source(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find values that nobody answers for."""
    for key, indicator in plan.case.indicators.items():
        stated = indicator.value
        if stated is None or isinstance(stated, Formula) or indicator.value_source or is_answered(indicator, "value"):
            continue
        said = message(
            "{indicator}: no source is stated for what one {unit} is worth.",
            indicator=indicator_named(plan, key),
            unit=indicator.unit,
        )
        yield str(IndicatorPath(key, "value")), said


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
            said = message(
                "The lever {lever}: its indicators {indicators} may put one and the same benefit in money ({tools}).",
                lever=lever_named(plan, lever),
                indicators=listed([indicator_named(plan, key) for key in sorted(paying)]),
                tools=listed(several),
            )
            yield str(PartPath("levers", lever)), said
