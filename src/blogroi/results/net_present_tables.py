"""Net present values as a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from blogroi.results.headings import ALL_OF_A_SUMMARY, TOOL, figure_headings, parts_of, share, text, tool_cells
from blogroi.results.net_present import NetPresentValues
from blogroi.results.table import CURRENCY, Heading, Layout, Value

__all__ = ["LAYOUTS"]

_TOOLS: dict[str, Heading] = {
    **TOOL,
    "verdict": text("Whether it brings in more than it costs: pays, does not pay, even, open or unknown."),
    **figure_headings("npv", "Net present value, benefits less costs", CURRENCY, ALL_OF_A_SUMMARY),
    "probability_positive": share("Chance that net present value is above zero."),
    "probability_even": share("Chance that net present value is zero."),
}


def _tools(found: NetPresentValues) -> Iterator[Mapping[str, Value]]:
    for key, tool in found.tools.items():
        yield {
            **tool_cells(found.names, key),
            "verdict": tool.verdict,
            **parts_of("npv", tool.npv, ALL_OF_A_SUMMARY),
            "probability_positive": tool.probability_positive,
            "probability_even": tool.probability_even,
        }


LAYOUTS: tuple[Layout[NetPresentValues], ...] = (Layout("tools", "A row for each tool.", _TOOLS, _tools),)
"""The one table."""
