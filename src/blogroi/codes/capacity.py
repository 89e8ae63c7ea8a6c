"""Where the saved hours went: capacity that is freed or used, and nobody says how much of it became money."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from blogroi.codes.wording import listed, statement_of
from blogroi.language.spoken import conjoined, message, plural
from blogroi.model.case import Case
from blogroi.model.conventions import GapPolicy
from blogroi.model.locations import ListedPath, PartPath
from blogroi.model.paths import IndicatorPath
from blogroi.results.checks import Check
from blogroi.results.format import quoted
from blogroi.results.tool import ToolResult

__all__ = ["capacity_not_realised", "cash_checks", "hours_not_realised"]


def capacity_not_realised(case: Case) -> Iterator[tuple[str, str]]:
    """Find freed capacity in money of which nobody says how much became money."""
    for name, indicator in case.indicators.items():
        # by an effect, or by what may fill a gap
        counts = any(name not in tool.not_applicable for tool in case.tools.values())
        if indicator.cash == "capacity" and indicator.value is not None and indicator.realised is None and counts:
            yield (
                str(IndicatorPath(name, "realised")),
                message(
                    "{indicator} is freed working time, and it is not stated how much of it became money: in cash it counts 0. Write which"
                    " share did as `realised`, such as `{{ low = 0.2, high = 0.6 }}`: less overtime, a post not filled, more sold.",
                    indicator=quoted(indicator.statement),
                ),
            )


def hours_not_realised(case: Case) -> Iterator[tuple[str, str]]:
    """Find costs that are capacity of which nobody says how much of it cost money in the end."""
    for key, tool in case.tools.items():
        for position, cost in enumerate(tool.costs, start=1):
            if cost.cash == "capacity" and cost.realised is None:
                yield (
                    str(ListedPath(key, "costs", position, "realised")),
                    message(
                        "{tool}: {cost} is working time, and it is not stated how much of it cost money in the end: in cash it counts 0."
                        " Write which share did as `realised`: overtime, a post filled, work bought elsewhere.",
                        tool=tool.name,
                        cost=message(
                            "'{statement}'", statement=cost.item
                        ),  # an item is no sentence: its full stop is its own
                    ),
                )


def cash_checks(case: Case, results: Mapping[str, ToolResult], gaps: GapPolicy) -> Iterator[Check]:
    """Name the indicators that leave figures in cash unknown; all are one finding."""
    unknown = [result for result in results.values() if result.npv is not None and result.npv_cash is None]
    if not unknown:
        return
    names = sorted({name for result in unknown for name in _unsaid(case, result, gaps)})
    tools = listed([result.name for result in unknown])
    yield Check(
        "BR229",
        "info",
        str(IndicatorPath(names[0], "cash") if len(names) == 1 else PartPath("indicators")),
        plural(
            "What {tools} brings in is not known in cash: it is not stated what becomes of {indicators}. Write it as `cash`: cash,"
            " avoided, capacity or equivalent.",
            "What {tools} bring in is not known in cash: it is not stated what becomes of {indicators}. Write it as `cash`: cash, avoided,"
            " capacity or equivalent.",
            len(unknown),
            tools=tools,
            indicators=conjoined([statement_of(case, name) for name in names]),
        ),
    )


def _unsaid(case: Case, result: ToolResult, gaps: GapPolicy) -> Iterator[str]:
    """Yield the indicators that count for a tool, by an effect or by what may fill a gap, and do not say what becomes of them."""
    reached = [name for name in result.gaps if gaps == "bounds" and case.indicators[name].value is not None]
    yield from (name for name in (*result.by_indicator, *reached) if case.indicators[name].cash is None)
