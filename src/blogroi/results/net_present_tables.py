"""Net present values as a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from blogroi.results.headings import ALL_OF_A_SUMMARY, TOOL, figure_headings, parts_of, share, text, tool_cells, whole
from blogroi.results.net_present import NetPresentValues
from blogroi.results.table import CURRENCY, Heading, Layout, Value

__all__ = ["LAYOUTS"]

_TOOLS: dict[str, Heading] = {
    **TOOL,
    "verdict": text("`pays`, `does not pay`, `even`, `open`, or `unknown` where its cost is not known."),
    "rank": whole("Place in the order by what is expected, from 1; empty where its cost is not known."),
    "probability_positive": share("Chance that net present value is above zero."),
    "probability_even": share("Chance that net present value is zero."),
    **figure_headings("npv", "Net present value, benefits less costs", CURRENCY, ALL_OF_A_SUMMARY),
    "gaps": whole("Number of its missing figures."),
}


def _tools(found: NetPresentValues) -> Iterator[Mapping[str, Value]]:
    places = {key: place for place, key in enumerate(found.order, start=1)}
    for key, tool in found.tools.items():
        yield {
            **tool_cells(found.names, key),
            "verdict": tool.verdict,
            "rank": places.get(key),
            "probability_positive": tool.probability_positive,
            "probability_even": tool.probability_even,
            **parts_of("npv", tool.npv, ALL_OF_A_SUMMARY),
            "gaps": len(tool.gaps),
        }


LAYOUTS: tuple[Layout[NetPresentValues], ...] = (Layout("tools", "A row for each tool.", _TOOLS, _tools),)
"""The one table."""
