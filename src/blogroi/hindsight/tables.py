"""A house at several dates, as tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import fields

from blogroi.hindsight.calibration import Calibration
from blogroi.hindsight.history import History
from blogroi.hindsight.outcomes import ForecastOutcome
from blogroi.results.headings import (
    INDICATOR,
    RATIO,
    SUMMARY,
    TOOL,
    day,
    day_of,
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
from blogroi.results.table import CURRENCY, Heading, Layout, Value

__all__ = ["LAYOUTS"]

_TOOLS: dict[str, Heading] = {
    "date": day("Day of the evaluation."),
    **TOOL,
    "verdict": text("What was said of the tool."),
    "earlier_verdict": text("What was said at the date before, where that is another."),
    "probability_positive": share("Chance that net present value is above zero."),
    **figure_headings("npv", "Net present value as of that day", CURRENCY, SUMMARY),
    **figure_headings("npv_cash", "What of that is money", CURRENCY, SUMMARY),
    **figure_headings("roi", "Return on costs", "ratio", RATIO),
    **figure_headings("roi_cash", "Return on costs, of what is money", "ratio", RATIO),
}


def _tools(found: History) -> Iterator[Mapping[str, Value]]:
    for snapshot in found.snapshots:
        for key, tool in snapshot.tools.items():
            moved = snapshot.moved.get(key)
            yield {
                "date": day_of(snapshot.date),
                **tool_cells(found.names, key),
                "verdict": tool.verdict,
                "earlier_verdict": None if moved is None else moved[0],
                "probability_positive": tool.probability_positive,
                **parts_of("npv", tool.npv, SUMMARY),
                **parts_of("npv_cash", tool.npv_cash, SUMMARY),
                **parts_of("roi", tool.roi, RATIO),
                **parts_of("roi_cash", tool.roi_cash, RATIO),
            }


_SURPRISES: dict[str, Heading] = {
    "date": day("Day of the evaluation that has it first."),
    **TOOL,
    **INDICATOR,
    "evidence": text("How it is known."),
    "was_listed": flag("Whether the earlier case had the indicator."),
}


def _surprises(found: History) -> Iterator[Mapping[str, Value]]:
    for snapshot in found.snapshots:
        for surprise in snapshot.surprises:
            yield {
                "date": day_of(snapshot.date),
                **tool_cells(found.names, surprise.tool),
                **indicator_cells(found.names, surprise.indicator),
                "evidence": surprise.evidence,
                "was_listed": surprise.was_listed,
            }


_OUTCOMES: dict[str, Heading] = {
    **TOOL,
    **INDICATOR,
    "stated": day("Day of the estimate."),
    "found": day("Day on which something was found."),
    "low": number("Lower end of the 90 % range that was stated, as a net change in a period, in its unit."),
    "high": number("Upper end."),
    "mean": number("Expected net change that was stated."),
    "sd": number("Its standard deviation."),
    "realised": number("Net change that was found."),
    "covered": flag("Whether it lies within the range."),
    "pit": share("Chance that had been given to less gain than came."),
    "score": number(
        "Distance of what came from what was expected, in stated standard deviations, above zero where it is better."
    ),
}


def _outcomes(found: History) -> Iterator[Mapping[str, Value]]:
    for outcome in found.outcomes:
        told: dict[str, Value] = {one.name: getattr(outcome, one.name) for one in fields(ForecastOutcome)}
        yield {
            **told,
            **tool_cells(found.names, outcome.tool),
            **indicator_cells(found.names, outcome.indicator),
            "stated": day_of(outcome.stated),
            "found": day_of(outcome.found),
        }


_CALIBRATION: dict[str, Heading] = {
    "pairs": whole("How many estimates could be compared with what came."),
    "coverage": share("Share of them whose 90 % range held."),
    "coverage_low": share("Lower end of the 90 % interval of that share."),
    "coverage_high": share("Upper end."),
    "bias": number("Mean distance of what came from what was expected, in stated standard deviations."),
    "bias_error": number("Its standard error."),
    "ratio": number("What came, over what was expected."),
    "ratio_low": number("Lower end of its 90 % interval."),
    "ratio_high": number("Upper end."),
    "spread_ratio": number("Factor by which the ranges would have had to be wider."),
    "spread_ratio_low": number("Lower end of its 90 % interval."),
    "spread_ratio_high": number("Upper end."),
}


def _calibration(found: History) -> Iterator[Mapping[str, Value]]:
    yield {one.name: getattr(found.calibration, one.name) for one in fields(Calibration)}


LAYOUTS: tuple[Layout[History], ...] = (
    Layout("history", "A row for each date and tool: what was expected of it.", _TOOLS, _tools),
    Layout("surprises", "A row for each effect that nobody had written down before.", _SURPRISES, _surprises),
    Layout("outcomes", "A row for each estimate that could be compared with what came.", _OUTCOMES, _outcomes),
    Layout("calibration", "One row: how far estimates could be trusted.", _CALIBRATION, _calibration),
)
"""The tables of a history."""
