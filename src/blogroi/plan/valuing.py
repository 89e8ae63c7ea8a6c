"""Whether what is put in money is a benefit, is all of it gain, and is counted once."""

from __future__ import annotations

from collections.abc import Iterator

from blogroi.plan.outline import Outline

__all__ = [
    "advertising_equivalent",
    "counted_twice",
    "output_in_money",
    "revenue_without_margin",
    "value_without_words",
]

_PUT_OUT = frozenset({"input", "activity", "output"})


def output_in_money(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find what a tool puts in or puts out, valued as if it were what changes."""
    for key, indicator in plan.case.indicators.items():
        if indicator.value is not None and indicator.stage in _PUT_OUT:
            yield (
                f"indicators.{key}.value",
                f"{key}: it is an {indicator.stage}, and is put in money as if it were an outcome.",
            )


def revenue_without_margin(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find turnover counted as gain: a market price, or an unnamed value that leads to an objective of revenue.

    What is avoided, freed or worth as much as something else is no turnover.
    """
    for key, indicator in plan.case.indicators.items():
        if indicator.value is None or indicator.margin is not None or indicator.cash not in (None, "cash"):
            continue
        if indicator.valuation == "market price" or (indicator.valuation is None and _earns(plan, indicator.lever)):
            yield f"indicators.{key}.margin", f"{key}: it is valued as revenue, and all of it is counted as gain."


def _earns(plan: Outline, lever: str | None) -> bool:
    if lever is None:
        return False
    return any(plan.case.objectives[key].aim == "revenue" for key in plan.case.levers[lever].shares)


def value_without_words(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find values of which nobody knows how they were found, or what becomes of them."""
    for key, indicator in plan.case.indicators.items():
        if indicator.value is None:
            continue
        missing = [name for name in ("valuation", "cash") if getattr(indicator, name) is None]
        if missing:
            yield (
                f"indicators.{key}.value",
                f"{key}: its value comes without {' and '.join(f'`{name}`' for name in missing)}.",
            )


def advertising_equivalent(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find values by the price of advertising."""
    for key, indicator in plan.case.indicators.items():
        if indicator.value is not None and indicator.valuation == "advertising equivalent":
            yield (
                f"indicators.{key}.valuation",
                f"{key}: it is valued at the price of advertising that nobody was going to buy.",
            )


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
            yield f"levers.{lever}", f"{lever}: several of its indicators put what {shown} changes in money ({listed})."
