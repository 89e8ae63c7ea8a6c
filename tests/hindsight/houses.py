"""A house of one tool at a date."""

from __future__ import annotations

from datetime import date
from typing import Any

from blogroi import Case

from ..builders import a_case, a_cost, a_tool, an_indicator

DRAWS = 2000


def at(year: int, effects: dict[str, Any], **tool: Any) -> Case:
    """Build a case of one tool at the middle of a year."""
    return a_case(
        evaluated=date(year, 6, 30),
        tools={"blog": a_tool(effects, [a_cost(100)], **tool)},
        indicators={name: an_indicator(1.0) for name in effects},
    )
