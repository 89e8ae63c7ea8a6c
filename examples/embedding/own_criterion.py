"""A criterion of one's own, cost per contact, held to the same guarantees as blogroi's.

An evaluator is a callable from a case to figures by tool. ``blogroi.testing`` says which guarantees it breaks.
"""

from __future__ import annotations

from typing import Any

import blogroi
from blogroi import Case

REACHED = "people_reached"
"""Key of the indicator that counts contacts."""


def cost_per_contact(case: Case) -> dict[str, Any]:
    """Give the cost of one contact by each tool, and rank the tools by it: the same question for all of them."""
    result = blogroi.evaluate(case, draws=200)
    tools = {}
    for key, tool in result.tools.items():
        reached = tool.by_indicator.get(REACHED)
        worth = None if tool.costs is None or reached is None or reached.mean <= 0.0 else tool.costs.mean / reached.mean
        tools[key] = {"cost_per_contact": worth, "gaps": list(tool.gaps)}
    return {"tools": tools}


def lenient_with_the_old(case: Case) -> dict[str, Any]:
    """Do the same, and forgive old tools a third of their cost: what nobody would write down, and many do."""
    found = cost_per_contact(case)
    for key, tool in case.tools.items():
        worth = found["tools"][key]["cost_per_contact"]
        if worth is not None and tool.introduced is not None and tool.introduced.year < 2015:
            found["tools"][key]["cost_per_contact"] = worth * 2.0 / 3.0
    return found
