"""The tidy tables of an evaluation.

``tools`` has a row for each tool and its main figures side by side, for whoever compares tools at a glance.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from blogroi.results.evaluation import Evaluation
from blogroi.results.table import CURRENCY, STEP, Heading, Layout, Value

__all__ = ["LAYOUTS"]

_PARTS = {
    "mean": "expected",
    "of_means": "ratio of expectations",
    "p05": "5 % quantile",
    "p50": "median",
    "p95": "95 % quantile",
    "low": "5 % quantile with every gap at its least, where gaps are bounded",
    "high": "95 % quantile with every gap at its greatest, where gaps are bounded",
    "never": "share of the draws in which it does not come within the window",
    "at_once": "share of the draws in which nothing is ever owed",
}
"""What a part of a figure says."""

_SUMMARY = ("mean", "p05", "p50", "p95")
_RATIO = ("of_means", "p05", "p50", "p95")

_FIGURES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "benefits": ("Present value of the benefits", CURRENCY, _SUMMARY),
    "costs": ("Present value of the costs, without what is spent already", CURRENCY, _SUMMARY),
    "npv": ("Net present value, benefits less costs", CURRENCY, (*_SUMMARY, "low", "high")),
    "npv_cash": ("What of the net present value is money", CURRENCY, _SUMMARY),
    "equivalent_annual": ("Net present value as an equal amount a year", CURRENCY, ("mean",)),
    "roi": ("Return on costs, benefits less costs over costs", "ratio", _RATIO),
    "roi_cash": ("Return on costs, of what is money", "ratio", ("of_means",)),
    "bcr": ("Benefits over costs", "ratio", ("of_means",)),
    "payback": ("Time until it has paid back what it owed", STEP, ("p05", "p50", "p95", "never", "at_once")),
    "score": ("Score on declared scales, from 0 to 1", "score", _SUMMARY),
}
"""The figures of a tool that stand side by side: what each is, in what it is counted, and what of it is shown."""


def _number(meaning: str, unit: str | None = None) -> Heading:
    return Heading("number", f"{meaning}.", unit)


_TOOLS: dict[str, Heading] = {
    "tool": Heading("text", "Key of the tool."),
    "name": Heading("text", "Its name."),
    "verdict": Heading("text", "`pays`, `does not pay`, `even`, `open`, or `unknown` where its cost is not known."),
    "rank": Heading("whole", "Place in the order of the evaluation, from 1; empty where its figure is unknown."),
    "probability_positive": _number("Chance that net present value is above zero", "share"),
    "probability_even": _number("Chance that net present value is zero", "share"),
    **{
        f"{figure}_{part}": _number(f"{meaning}: {_PARTS[part]}", "share" if part in ("never", "at_once") else unit)
        for figure, (meaning, unit, parts) in _FIGURES.items()
        for part in parts
    },
    "npv_lowest": _number(
        "Net present value: expected with every gap at its least; empty where that is not known", CURRENCY
    ),
    "npv_highest": _number(
        "Net present value: expected with every gap at its greatest; empty where that is not known", CURRENCY
    ),
    "irr_of_means": _number("Yearly internal rate of return of the expected net flows", "share"),
    "irr_status": Heading("text", "Whether there is `one` rate, `several` or `none`, a `loss`, or `borrowing`."),
    "gaps": Heading("whole", "Number of indicators on which nothing is known of the tool."),
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
            if (known := getattr(tool, figure)) is not None:
                row |= {f"{figure}_{part}": getattr(known, part) for part in parts}
        yield row


LAYOUTS: tuple[Layout[Evaluation], ...] = (
    Layout(
        name="tools", meaning="A row for each tool, with its main figures side by side.", headings=_TOOLS, rows=_tools
    ),
)
"""The tables of every evaluation, the first the one that is meant where none is named."""
