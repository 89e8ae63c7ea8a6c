"""What would be if some inputs were what somebody supposes, as tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from blogroi.decisions.supposition import Supposition
from blogroi.results.headings import SPREAD, TOOL, figure_headings, number, parts_of, tool_cells
from blogroi.results.input_cells import INPUT, input_cells
from blogroi.results.table import CURRENCY, Heading, Layout, Value

__all__ = ["LAYOUTS"]


_TOOLS: dict[str, Heading] = {
    **TOOL,
    **figure_headings("npv", "Net present value under what is supposed", CURRENCY, SPREAD),
}


def _tools(found: Supposition) -> Iterator[Mapping[str, Value]]:
    for key, npv in found.npv.items():
        yield tool_cells(found.names, key) | parts_of("npv", npv, SPREAD)


_SETTINGS: dict[str, Heading] = {**INPUT, "value": number("What it is supposed to be, in its unit.")}


def _settings(found: Supposition) -> Iterator[Mapping[str, Value]]:
    for path, value in found.settings.items():
        yield input_cells(found, path) | {"value": float(value)}


LAYOUTS: tuple[Layout[Supposition], ...] = (
    Layout("tools", "A row for each tool whose cost is known.", _TOOLS, _tools),
    Layout("settings", "A row for each input that is supposed to be something.", _SETTINGS, _settings),
)
"""The tables of a supposition."""
