"""What comes and goes over time as tables, where it was asked for."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence

from attrs import fields

from blogroi.model.horizon import Horizon
from blogroi.results.by_period import PeriodFlows, Spread
from blogroi.results.evaluation import Evaluation
from blogroi.results.headings import TOOL, amount, day, tool_cells, whole
from blogroi.results.table import Heading, Layout, Value

__all__ = ["LAYOUTS"]

_SPREAD = {
    "mean": "expected",
    "p05": "5 % quantile",
    "p25": "25 % quantile",
    "p50": "median",
    "p75": "75 % quantile",
    "p95": "95 % quantile",
}
_FLOWS = {
    "net": "Benefits less costs of the period, undiscounted",
    "running": "Benefits less costs from time 0 to the end of the period, undiscounted",
    "net_cash": "What of the period's benefits less costs is money",
    "running_cash": "What of all benefits less costs is money, from time 0 to the end of the period",
}

_PERIODS: dict[str, Heading] = {
    "period": whole("Number of the period, from 1; 0 for time 0, before the first one."),
    "starts": day("First day of the period; of time 0 the first day of the window."),
    "ends": day("Last day of the period; of time 0 the first day of the window."),
    **{
        f"{flow}_{part}": amount(f"{meaning}: {words}.")
        for flow, meaning in _FLOWS.items()
        for part, words in _SPREAD.items()
    },
}


def _periods(window: Horizon, flows: Sequence[PeriodFlows]) -> Iterator[dict[str, Value]]:
    for period, flow in enumerate(flows):
        after = window.first_day(period + 1)
        row: dict[str, Value] = {
            "period": period,
            "starts": window.first_day(max(period, 1)),
            "ends": window.start if period == 0 else None if after is None else after - datetime.timedelta(days=1),
        }
        for name in _FLOWS:
            spread: Spread | None = getattr(flow, name)
            if spread is not None:
                row |= {f"{name}_{part.name}": getattr(spread, part.name) for part in fields(Spread)}
        yield row


def _flows(result: Evaluation) -> Iterator[Mapping[str, Value]]:
    for key, tool in result.tools.items():
        for row in _periods(result.conventions.window, tool.cash_by_period or ()):
            yield tool_cells(result.names, key) | row


def _total_flows(result: Evaluation) -> Iterator[Mapping[str, Value]]:
    if result.total is not None:
        yield from _periods(result.conventions.window, result.total.cash_by_period or ())


def _is_there(result: Evaluation) -> bool:
    return any(tool.cash_by_period is not None for tool in result.tools.values())


_REQUEST = ('figures=("default", "cash_by_period")', "--figures default,cash_by_period")

LAYOUTS: tuple[Layout[Evaluation], ...] = (
    Layout(
        "flows",
        "A row for each tool whose cost is known and each period: receipts less payments, and their running total.",
        {**TOOL, **_PERIODS},
        _flows,
        _is_there,
        *_REQUEST,
    ),
    Layout(
        "total_flows",
        "A row for each period: receipts less payments of all tools together; none where they do not add up.",
        _PERIODS,
        _total_flows,
        _is_there,
        *_REQUEST,
    ),
)
"""The tables of what comes and goes."""
