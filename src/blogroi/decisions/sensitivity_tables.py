"""What verdicts and the order rest on as tables, and what would be if some inputs were what somebody supposes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from blogroi.decisions.sensitivity import Influence, Sensitivity
from blogroi.results.headings import (
    OTHER,
    SUMMARY,
    TOOL,
    amount,
    figure_headings,
    flag,
    number,
    parts_of,
    share,
    text,
    tool_cells,
    whole,
)
from blogroi.results.input_cells import INPUT, input_cells
from blogroi.results.table import CURRENCY, Heading, Layout, Value

__all__ = ["LAYOUTS"]

_INFLUENCE: dict[str, Heading] = {
    "place": whole("Place among the inputs of the same figure, that with the greatest share first."),
    **INPUT,
    "share": share("Share of the variance that knowing the input would take away."),
    "share_error": number("Standard error of that.", "share"),
    "at_low": number("10 % quantile of the input, in its unit."),
    "at_high": number("90 % quantile of the input, in its unit."),
    "low": amount("Expected figure where the input is at its 10 % quantile."),
    "high": amount("Expected figure where the input is at its 90 % quantile."),
    "break_even": number(
        "Value of the input at which the expected figure is zero, in its unit; empty where there is not one."
    ),
    "probability_below": share("Chance that the input lies where the expected figure is below zero."),
}


def _influences(found: Sensitivity, inputs: Iterable[Influence]) -> Iterator[dict[str, Value]]:
    for place, one in enumerate(inputs, start=1):
        told: dict[str, Value] = {name: getattr(one, name) for name in _INFLUENCE if hasattr(one, name)}
        yield told | input_cells(found, one.path) | {"place": place}


def _of_tools(found: Sensitivity) -> Iterator[Mapping[str, Value]]:
    for key, tool in found.tools.items():
        unnamed = {path for path, _ in tool.without_source}
        for row in _influences(found, tool.inputs):
            yield tool_cells(found.names, key) | row | {"is_without_source": row["path"] in unnamed}


def _of_order(found: Sensitivity) -> Iterator[Mapping[str, Value]]:
    order = found.order
    if order is not None:
        for row in _influences(found, order.inputs):
            other = {"other": order.behind, "other_name": found.names.tools.get(order.behind)}
            yield tool_cells(found.names, order.ahead) | other | row


_TOOLS: dict[str, Heading] = {
    **TOOL,
    **figure_headings("npv", "Net present value", CURRENCY, SUMMARY),
    "rows_for_90": whole("How many lines of benefits and costs hold 90 % of all receipts and payments."),
    "rows_for_99": whole("How many hold 99 %."),
    "chance": share("Share of the variance that is left when all inputs are known, which nobody can find out."),
}


def _tools(found: Sensitivity) -> Iterator[Mapping[str, Value]]:
    for key, tool in found.tools.items():
        yield {
            **tool_cells(found.names, key),
            **parts_of("npv", tool.npv, SUMMARY),
            "rows_for_90": tool.rows_for_90,
            "rows_for_99": tool.rows_for_99,
            "chance": tool.chance,
        }


_LINES: dict[str, Heading] = {
    **TOOL,
    "place": whole("Place of the line, the greatest first."),
    "line": text("Key of the indicator of a benefit, or item of a cost."),
    "statement": text("What it is called."),
    "cumulated": share("What it and all lines before it hold of all receipts and payments."),
}


def _lines(found: Sensitivity) -> Iterator[Mapping[str, Value]]:
    for key, tool in found.tools.items():
        for place, (line, part) in enumerate(tool.rows, start=1):
            named = found.names.indicators.get(line)
            yield {
                **tool_cells(found.names, key),
                "place": place,
                "line": line,
                "statement": line if named is None else named.statement,
                "cumulated": part,
            }


_IS_WITHOUT_SOURCE = {"is_without_source": flag("Whether nobody is named who says so.")}

LAYOUTS: tuple[Layout[Sensitivity], ...] = (
    Layout(
        "sensitivity",
        "A row for each tool and uncertain input: what it does to the tool's net present value.",
        {**TOOL, **_INFLUENCE, **_IS_WITHOUT_SOURCE},
        _of_tools,
    ),
    Layout(
        "order",
        "A row for each uncertain input of the first two tools: what it does to the lead of the first.",
        {**TOOL, **OTHER, **_INFLUENCE},
        _of_order,
    ),
    Layout("tools", "A row for each tool whose cost is known.", _TOOLS, _tools),
    Layout("lines", "A row for each tool and line of its benefits and costs.", _LINES, _lines),
)
"""The tables of what verdicts rest on."""
