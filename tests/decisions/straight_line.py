"""A case whose net present value is a straight line in two normal inputs, so that every answer is known."""

from __future__ import annotations

from typing import Any

from blogroi import Case, Discounting, Normal

from ..builders import a_case, a_cost, a_tool, an_effect, an_indicator

FREE_OF_TIME: dict[str, Any] = {"discounting": Discounting(rate=0, timing="end")}
CALLS, MEMBERS = "tools.blog.effects.calls.change", "tools.blog.effects.members.change"


def two_effects(**tools: Any) -> Case:
    """Build a blog whose NPV is 3 N(10, 4) + N(0, 6) - 20: four fifths of the variance come from the first."""
    effects = {"calls": an_effect(Normal(10, 4)), "members": an_effect(Normal(0, 6))}
    indicators = {"calls": an_indicator(3.0), "members": an_indicator(1.0)}
    return a_case(tools={"blog": a_tool(effects, [a_cost(20)])} | tools, indicators=indicators, **FREE_OF_TIME)
