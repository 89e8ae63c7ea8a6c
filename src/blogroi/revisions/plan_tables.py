"""What a locked plan says, as tables: by what tools are going to be judged, and what each is meant for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from blogroi.results.headings import INDICATOR, TOOL, day, flag, indicator_cells, text, tool_cells
from blogroi.results.table import Heading, Layout, Value
from blogroi.revisions.plan_lock import Plan

__all__ = ["LAYOUTS"]

_INDICATORS: dict[str, Heading] = {
    **INDICATOR,
    "better": text("Which way is better: `higher` or `lower`."),
    "lever": text("Key of the lever that it shows."),
    "declared": day("Day on which it was written down."),
}


def _indicators(plan: Plan) -> Iterator[Mapping[str, Value]]:
    for key, indicator in sorted(plan.case.indicators.items()):
        yield {
            **indicator_cells(plan.names, key),
            "better": indicator.better,
            "lever": indicator.lever,
            "declared": indicator.declared,
        }


_INTENDED: dict[str, Heading] = {
    **TOOL,
    **INDICATOR,
    "is_intended": flag("Whether the tool is meant to move it; empty where nobody said what the tool is for."),
}


def _intended(plan: Plan) -> Iterator[Mapping[str, Value]]:
    for key, tool in sorted(plan.case.tools.items()):
        for indicator in sorted(plan.case.indicators):
            yield {
                **tool_cells(plan.names, key),
                **indicator_cells(plan.names, indicator),
                "is_intended": None if tool.intended is None else indicator in tool.intended,
            }


LAYOUTS: tuple[Layout[Plan], ...] = (
    Layout("indicators", "A row for each indicator that tools are going to be judged by.", _INDICATORS, _indicators),
    Layout("intended", "A row for each tool and indicator.", _INTENDED, _intended),
)
"""The tables of a locked plan."""
