"""The figures of tools as tables: side by side, one below the other, and broken into parts.

``tools`` is wide, a row for each tool, for whoever compares tools at a glance or fills in a spreadsheet. ``figures`` is long, a row for
each tool and figure with all that is known of it, for whoever filters, groups and draws.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from blogroi.results.answer import Names
from blogroi.results.evaluation import Evaluation
from blogroi.results.headings import (
    ALL_OF_A_RATIO,
    ALL_OF_A_SUMMARY,
    INDICATOR,
    RATIO,
    SPREAD,
    SUMMARY,
    TOOL,
    amount,
    figure_headings,
    flag,
    indicator_cells,
    number,
    parts_of,
    share,
    text,
    tool_cells,
    whole,
)
from blogroi.results.summary import InternalRate, Payback, Ratio, Summary
from blogroi.results.table import CURRENCY, STEP, Heading, Layout, Value
from blogroi.results.tool import ToolResult
from blogroi.results.total import TotalResult

__all__ = ["LAYOUTS"]

_PAYBACK = ("p05", "p50", "p95", "never", "at_once")

_FIGURES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "benefits": ("Present value of the benefits", CURRENCY, SUMMARY),
    "costs": ("Present value of the costs, without what is spent already", CURRENCY, SUMMARY),
    "npv": ("Net present value, benefits less costs", CURRENCY, (*SUMMARY, "low", "high")),
    "npv_cash": ("What of the net present value is money", CURRENCY, SUMMARY),
    "equivalent_annual": ("Net present value as an equal amount a year", CURRENCY, ("mean",)),
    "roi": ("Return on costs, benefits less costs over costs", "ratio", RATIO),
    "roi_cash": ("Return on costs, of what is money", "ratio", ("of_means",)),
    "bcr": ("Benefits over costs", "ratio", ("of_means",)),
    "payback": ("Time until it has paid back what it owed", STEP, _PAYBACK),
    "score": ("Score on declared scales, from 0 to 1", "score", SUMMARY),
}
"""The figures of a tool that stand side by side: what each is, in what it is counted, and what of it is shown."""

_LONG: dict[str, str] = {
    "benefits": CURRENCY,
    "costs": CURRENCY,
    "npv": CURRENCY,
    "npv_cash": CURRENCY,
    "equivalent_annual": CURRENCY,
    "sunk": CURRENCY,
    "anticipated": CURRENCY,
    "emergent": CURRENCY,
    "unlabelled": CURRENCY,
    "roi": "ratio",
    "roi_cash": "ratio",
    "bcr": "ratio",
    "payback": STEP,
    "discounted_payback": STEP,
    "irr": "share",
    "score": "score",
}
"""All figures of a tool, each with its unit."""

_TOOLS: dict[str, Heading] = {
    **TOOL,
    "verdict": text("`pays`, `does not pay`, `even`, `open`, or `unknown` where its cost is not known."),
    "rank": whole("Place in the order of the evaluation, from 1; empty where its figure is unknown."),
    "probability_positive": share("Chance that net present value is above zero."),
    "probability_even": share("Chance that net present value is zero."),
    **{
        name: heading
        for figure, (meaning, unit, parts) in _FIGURES.items()
        for name, heading in figure_headings(figure, meaning, unit, parts).items()
    },
    "npv_lowest": amount("Net present value: expected with every gap at its least; empty where that is not known."),
    "npv_highest": amount("Net present value: expected with every gap at its greatest; empty where that is not known."),
    "irr_of_means": share("Yearly internal rate of return of the expected net flows."),
    "irr_status": text("Whether there is `one` rate, `several` or `none`, a `loss`, or `borrowing`."),
    "gaps": whole("Number of its missing figures."),
}


def _tools(result: Evaluation) -> Iterator[Mapping[str, Value]]:
    places = {key: place for place, key in enumerate(result.ranking.order, start=1)}
    for key, tool in result.tools.items():
        row: dict[str, Any] = {
            "tool": key,
            "name": tool.name,
            "verdict": tool.verdict,
            "rank": places.get(key),
            "probability_positive": tool.probability_positive,
            "probability_even": tool.probability_even,
            "irr_of_means": None if tool.irr is None else tool.irr.of_means,
            "irr_status": None if tool.irr is None else tool.irr.status,
            "gaps": len(tool.gaps),
            **{f"npv_{end}": result.robustness.tools[key].npv[end] for end in ("lowest", "highest")},
        }
        for figure, (_, _, parts) in _FIGURES.items():
            row |= parts_of(figure, getattr(tool, figure), parts)
        yield row


_OF_A_FIGURE: dict[str, Heading] = {
    "figure": text("Which figure: `npv`, `roi`, `payback`, ... as in the plain data."),
    "unit": text("In what it is counted: the currency, `ratio`, the step of the window, `share`, `score`."),
    **figure_headings("", "The figure", None, ("mean", "of_means", "sd", "p05", "p50", "p95", "low", "high")),
    "mc_error": number("Monte Carlo standard error of `mean` or `of_means`."),
    "never": share("Of a time: share of the draws in which it does not come within the window."),
    "at_once": share("Of a time: share of the draws in which nothing is ever owed."),
    "status": text("Of an internal rate of return: `one`, `several`, `none`, `loss` or `borrowing`."),
}


def _all_figures(result: Evaluation, tool: ToolResult | TotalResult) -> Iterator[dict[str, Any]]:
    """Go through the figures of a tool, or of all together; what is not known is a row of its own without numbers."""
    units = {CURRENCY: result.currency, STEP: result.conventions.window.step}
    for figure, unit in _LONG.items():
        if hasattr(tool, figure):
            yield {"figure": figure, "unit": units.get(unit, unit), **_known(getattr(tool, figure))}


def _known(figure: Summary | Ratio | Payback | InternalRate | None) -> dict[str, Any]:
    match figure:
        case None:
            return {}
        case Summary():
            return parts_of("", figure, ALL_OF_A_SUMMARY)
        case Ratio():
            return parts_of("", figure, ALL_OF_A_RATIO)
        case Payback():
            return parts_of("", figure, _PAYBACK)
        case InternalRate():
            return {name: getattr(figure, name) for name in ("of_means", "p05", "p50", "p95", "status")}


def _figures(result: Evaluation) -> Iterator[Mapping[str, Value]]:
    for key, tool in result.tools.items():
        for row in _all_figures(result, tool):
            yield tool_cells(result.names, key) | row


def _total(result: Evaluation) -> Iterator[Mapping[str, Value]]:
    if result.total is not None:
        yield from _all_figures(result, result.total)


_PARTS: dict[str, Heading] = {
    **TOOL,
    "of": text("What is broken into parts: `benefits` or `costs`."),
    "by": text(
        "By what: `indicator`, `lever`, `objective`, `beneficiary`, `evidence`, `purpose`, `cost`, or `driver`, whose parts overlap."
    ),
    "part": text("Key of the part, or the word for it."),
    "statement": text("What the part is called."),
    **figure_headings("", "Present value", CURRENCY, SPREAD),
}


def _parts(result: Evaluation) -> Iterator[Mapping[str, Value]]:
    for key, tool in result.tools.items():
        for of, by, part, statement, figure in _parts_of_tool(result.names, tool):
            yield {
                **tool_cells(result.names, key),
                "of": of,
                "by": by,
                "part": part,
                "statement": statement,
                **parts_of("", figure, SPREAD),
            }


def _parts_of_tool(names: Names, tool: ToolResult) -> Iterator[tuple[str, str, str, str, Summary | None]]:
    """Go through what the benefits and the costs of a tool are made of."""
    indicators = {key: named.statement for key, named in names.indicators.items()}
    drivers = {key: named.statement for key, named in names.drivers.items()}
    called: Mapping[str, Mapping[str, str]] = {
        "indicator": indicators,
        "lever": names.levers,
        "objective": names.objectives,
        "beneficiary": {},
        "evidence": {},
    }
    for by, statements in called.items():
        parts: Mapping[str, Summary] = getattr(tool, f"by_{by}")
        for part, figure in parts.items():
            yield "benefits", by, part, statements.get(part, part), figure
    for part in ("anticipated", "emergent", "unlabelled"):
        yield "benefits", "purpose", part, part, getattr(tool, part)
    for item, figure in tool.by_cost.items():
        yield "costs", "cost", item, item, figure
    for part, sums in tool.by_driver.items():
        for of, sum_of in (("benefits", sums.benefits), ("costs", sums.costs)):
            if sum_of is not None:
                yield of, "driver", part, drivers.get(part, part), sum_of


_INDICATORS: dict[str, Heading] = {
    **TOOL,
    **INDICATOR,
    **figure_headings(
        "net_change",
        "Change over the window, net of all corrections, in its unit",
        None,
        SPREAD,
    ),
    **figure_headings(
        "cost_per_unit", "All costs of the tool for one unit in the better direction", CURRENCY, (*RATIO, "mc_error")
    ),
}


def _indicators(result: Evaluation) -> Iterator[Mapping[str, Value]]:
    for key, tool in result.tools.items():
        for indicator, units in tool.units_by_indicator.items():
            yield {
                **tool_cells(result.names, key),
                **indicator_cells(result.names, indicator),
                **parts_of("net_change", units.net_change, SPREAD),
                **parts_of("cost_per_unit", units.cost_per_unit, (*RATIO, "mc_error")),
            }


_WITHOUT: dict[str, Heading] = {
    **TOOL,
    "without": text("Class of valuation, or what becomes of the benefits, that is left out."),
    **figure_headings("npv", "Net present value without it", CURRENCY, SUMMARY),
    **figure_headings("roi", "Return on costs without it", "ratio", RATIO),
    "probability_positive": share("Chance that net present value is above zero without it."),
    "flips_sign": flag("Whether expected net present value changes its sign."),
    "covers_all": flag("Whether all benefits of the tool are of this class."),
}


def _without(result: Evaluation) -> Iterator[Mapping[str, Value]]:
    for key, tool in result.tools.items():
        for name, left in tool.without.items():
            yield {
                **tool_cells(result.names, key),
                "without": name,
                **parts_of("npv", left.npv, SUMMARY),
                **parts_of("roi", left.roi, RATIO),
                "probability_positive": left.probability_positive,
                "flips_sign": left.flips_sign,
                "covers_all": left.covers_all,
            }


LAYOUTS: tuple[Layout[Evaluation], ...] = (
    Layout("tools", "A row for each tool, its main figures side by side.", _TOOLS, _tools),
    Layout(
        "figures", "A row for each tool and figure, with all that is known of it.", {**TOOL, **_OF_A_FIGURE}, _figures
    ),
    Layout(
        "total",
        "A row for each figure of all tools together; none where they do not add up.",
        _OF_A_FIGURE,
        _total,
    ),
    Layout("parts", "A row for each tool and part of its benefits or costs.", _PARTS, _parts),
    Layout(
        "indicators",
        "A row for each tool and indicator on which it has an effect: the change in its unit, and what one unit costs.",
        _INDICATORS,
        _indicators,
    ),
    Layout(
        "without", "A row for each tool and class of benefits: what is left without that class.", _WITHOUT, _without
    ),
)
"""The tables of the figures of tools."""
