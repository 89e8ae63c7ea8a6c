"""Whether to launch, to measure, and in which order, as tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from blogroi.decisions.launch import LaunchAdvice
from blogroi.results.headings import (
    INDICATOR,
    SPREAD,
    TOOL,
    amount,
    figure_headings,
    indicator_cells,
    parts_of,
    share,
    text,
    tool_cells,
    whole,
)
from blogroi.results.table import CURRENCY, Heading, Layout, Value

__all__ = ["LAYOUTS"]


_OPTIONS: dict[str, Heading] = {
    **TOOL,
    "place": whole("Place by expected value, the best option first."),
    "option": text("`not at all`, `run`, `run and measure` or `measure first`."),
    "value": amount("Expected net present value of going that way, measuring included."),
    "mc_error": amount("Monte Carlo standard error of that."),
    "probability_stopped": share("Chance that the tool is stopped, or never launched."),
}


def _options(advice: LaunchAdvice) -> Iterator[Mapping[str, Value]]:
    for place, option in enumerate(advice.options, start=1):
        yield {
            **tool_cells(advice.names, advice.tool),
            "place": place,
            "option": option.name,
            "value": option.value,
            "mc_error": option.mc_error,
            "probability_stopped": option.probability_stopped,
        }


_TOOLS: dict[str, Heading] = {
    **TOOL,
    "part": text(
        "`npv` of the tool; `npv_stated`, with gaps filled as the case says; `excluded`, a tool that cannot be chosen beside it."
    ),
    **figure_headings("npv", "Net present value", CURRENCY, SPREAD),
}


def _tools(advice: LaunchAdvice) -> Iterator[Mapping[str, Value]]:
    figures = [(advice.tool, "npv", advice.npv), (advice.tool, "npv_stated", advice.npv_stated)]
    figures += [(key, "excluded", npv) for key, npv in advice.excludes.items()]
    for key, part, npv in figures:
        if npv is not None:
            yield {**tool_cells(advice.names, key), "part": part, **parts_of("npv", npv, SPREAD)}


def _open_questions(advice: LaunchAdvice) -> Iterator[Mapping[str, Value]]:
    for indicator in advice.open_questions:
        yield tool_cells(advice.names, advice.tool) | indicator_cells(advice.names, indicator)


LAYOUTS: tuple[Layout[LaunchAdvice], ...] = (
    Layout("launch", "A row for each way to go about it, the best first.", _OPTIONS, _options),
    Layout("tools", "A row for the tool, and for each that cannot be chosen beside it.", _TOOLS, _tools),
    Layout(
        "open_questions",
        "A row for each indicator in money of which nothing is known about the tool.",
        {**TOOL, **INDICATOR},
        _open_questions,
    ),
)
"""The tables of whether to launch."""
