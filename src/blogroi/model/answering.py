"""Which values and costs nobody answers for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from blogroi.model.case import Case
from blogroi.model.drivers import uses
from blogroi.model.formula import Formula
from blogroi.model.paths import CostPath, DriverPath, IndicatorPath
from blogroi.model.quantity import Point
from blogroi.model.quantity_paths import cost_paths
from blogroi.model.sources import is_answered

__all__ = ["unanswered"]

_COSTS = ("amount", "units", "unit_cost", "contingency", "residual")


def unanswered(case: Case, tool: str | None = None) -> Iterator[IndicatorPath | CostPath | DriverPath]:
    """Name the values and costs that nobody is named for, and the drivers without a source that formulas of such are made of.

    Parameters
    ----------
    case : Case
        The case.
    tool : str, optional
        Key of the tool whose costs are looked at, and the values of what it changes; all of them unless it is given.

    Yields
    ------
    IndicatorPath, CostPath or DriverPath
        Each once.

    Examples
    --------
    >>> import blogroi
    >>> [str(path) for path in unanswered(blogroi.loads(blogroi.template()), "magazine")]
    ['indicators.memberships_kept.value', 'tools.magazine.costs.Printing and postage.amount']
    """
    seen: set[str] = set()
    for path in _unanswered(case, tool):
        if str(path) not in seen:
            seen.add(str(path))
            yield path


def _unanswered(case: Case, tool: str | None) -> Iterator[IndicatorPath | CostPath | DriverPath]:
    for name, indicator in case.indicators.items():
        if indicator.value is None or (tool is not None and name not in case.tools[tool].effects):
            continue
        if not indicator.value_source and not is_answered(indicator, "value"):
            yield from _of(case, IndicatorPath(name, "value"), indicator.value)
    for key in case.tools if tool is None else (tool,):
        for path, cost in cost_paths(key, case.tools[key].costs):
            for name in () if cost.source else _COSTS:
                stated = getattr(cost, name)
                if stated is None or stated == Point(0) or isinstance(stated, str) or is_answered(cost, name):
                    continue
                yield from _of(case, path.at(name), stated)


def _of(case: Case, path: IndicatorPath | CostPath, stated: Any) -> Iterator[IndicatorPath | CostPath | DriverPath]:
    """Name what is stated, or in place of a formula the drivers that it rests on and nobody is named for."""
    if not isinstance(stated, Formula):
        yield path
        return
    waiting, seen = list(stated.names), set[str]()
    while waiting:
        key = waiting.pop(0)
        driver = case.drivers[key]
        if key in seen or driver.source:
            continue
        seen.add(key)
        if isinstance(driver.value, Formula):
            waiting += uses(driver)
        elif not is_answered(driver, "value"):
            yield DriverPath(key)
