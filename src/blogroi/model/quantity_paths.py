"""Where each quantity of a case stands: the paths by which random streams are keyed and correlations are stated.

Costs are called by their item, or by a key of their own where several of a tool have the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from blogroi.model.cost import STRAIGHT_LINE, Cost
from blogroi.model.fields import Periods, PerPeriod, Stated
from blogroi.model.formula import Formula
from blogroi.model.paths import CostPath, DriverPath, EffectPath, IndicatorPath, QuantityPath
from blogroi.model.quantity import Point

if TYPE_CHECKING:
    from blogroi.model.blinded import Activity
    from blogroi.model.case import Case
    from blogroi.model.driver import Driver
    from blogroi.model.effect import Effect
    from blogroi.model.indicator import Indicator
    from blogroi.model.tool import Tool

__all__ = ["CORRECTIONS", "change_of", "cost_paths", "formulas_of", "quantities", "stated_quantities", "uncertain_in"]

CORRECTIONS = ("deadweight", "credit", "displacement", "confidence", "multiplier", "drop_off")
"""Fields of an effect by which its change is corrected."""

_OF_A_DRIVER = ("value",)
_OF_AN_INDICATOR = ("value", "margin", "realised", "total", "change")
_OF_AN_EFFECT = ("change", *CORRECTIONS, "starts", "lasts")
_OF_A_COST = ("amount", "units", "unit_cost", "contingency", "realised", "residual")


def change_of(case: Case, tool: str, indicator: str) -> tuple[IndicatorPath | EffectPath, Stated, Periods | None]:
    """Find the change that an effect is a part of: its own, or that of an indicator which is shared.

    Parameters
    ----------
    case : Case
        The case.
    tool, indicator : str
        Keys of the tool and of an indicator on which it has an effect.

    Returns
    -------
    path : IndicatorPath or EffectPath
        Where it stands: two effects on a shared indicator have one path.
    change : Quantity, a tuple of them, or Formula
    periods : {"together", "apart"} or None
        How a list is drawn, as it was said.

    Examples
    --------
    >>> import blogroi
    >>> str(change_of(blogroi.loads(blogroi.template()), "blog", "calls_avoided")[0])
    'tools.blog.effects.calls_avoided.change'
    """
    shared = case.indicators[indicator]
    if shared.change is not None:
        return IndicatorPath(indicator, "change"), shared.change, shared.periods
    effect = case.tools[tool].effects[indicator]
    assert effect.change is not None  # as the case demands where it is not shared
    return EffectPath(tool, indicator, "change"), effect.change, effect.periods


def quantities(case: Case) -> dict[str, PerPeriod]:
    """List the quantities of a case that figures are drawn from, each by its path.

    Parameters
    ----------
    case : Case
        The case.

    Returns
    -------
    dict of str to Quantity, or to a tuple of them
        A list that is drawn together is one of them, as it stands; one that is drawn apart has one for each period:
        ``tools.blog.effects.calls_avoided.change[2]``. Points are among them; formulas are not, for they are computed.

    Examples
    --------
    >>> import blogroi
    >>> list(quantities(blogroi.loads(blogroi.template())))[:2]
    ['indicators.calls_avoided.value', 'indicators.calls_avoided.realised']
    """
    return {str(path): stated for path, stated in stated_quantities(case.drivers, case.indicators, case.tools)}


def stated_quantities(
    drivers: Mapping[str, Driver],
    indicators: Mapping[str, Indicator],
    activities: Mapping[str, Tool] | Mapping[str, Activity],
) -> Iterator[tuple[QuantityPath, PerPeriod]]:
    """Return the same of the parts of a case: its drivers, its indicators, its tools or what is left of them when blinded.

    Parameters
    ----------
    drivers, indicators, activities : mapping of str
        By key.

    Yields
    ------
    QuantityPath, PerPeriod
    """
    for path, stated, periods in _fields(drivers, indicators, activities):
        if isinstance(stated, tuple) and periods == "apart":
            yield from ((path.in_period(period), part) for period, part in enumerate(stated, start=1))
        elif not isinstance(stated, Formula):
            yield path, stated


def uncertain_in(case: Case) -> int:
    """Count the uncertain quantities of a case, those of a list one by one, without their paths, which take longer to make than to count.

    Parameters
    ----------
    case : Case
        The case.

    Returns
    -------
    int

    Examples
    --------
    >>> import blogroi
    >>> uncertain_in(blogroi.loads(blogroi.template()))
    12
    """
    stated = (
        getattr(holder, part)
        for _, holder, parts in _holders(case.drivers, case.indicators, case.tools)
        for part in parts
    )
    drawn = [one for one in stated if not (one is None or isinstance(one, Point | Formula | str))]
    return sum(sum(not isinstance(part, Point) for part in one) if isinstance(one, tuple) else 1 for one in drawn)


def formulas_of(case: Case) -> dict[str, Formula]:
    """List the formulas of a case, each by its path.

    Parameters
    ----------
    case : Case
        The case.

    Returns
    -------
    dict of str to Formula

    Examples
    --------
    >>> import blogroi
    >>> formulas_of(blogroi.loads(blogroi.template()))
    {}
    """
    stated = _fields(case.drivers, case.indicators, case.tools)
    return {str(path): value for path, value, _ in stated if isinstance(value, Formula)}


def _fields(
    drivers: Mapping[str, Driver],
    indicators: Mapping[str, Indicator],
    activities: Mapping[str, Tool] | Mapping[str, Activity],
) -> Iterator[tuple[QuantityPath, Stated, Periods | None]]:
    """Go through what is stated in fields that figures are drawn from, each with how its lists are drawn."""
    for path, holder, parts in _holders(drivers, indicators, activities):
        for part in parts:
            stated = getattr(holder, part)
            if stated is not None and stated != STRAIGHT_LINE:
                yield path.at(part), stated, holder.periods


def _holders(
    drivers: Mapping[str, Driver],
    indicators: Mapping[str, Indicator],
    activities: Mapping[str, Tool] | Mapping[str, Activity],
) -> Iterator[
    tuple[DriverPath | IndicatorPath | EffectPath | CostPath, Driver | Indicator | Effect | Cost, tuple[str, ...]]
]:
    """Go through what has such fields, each with its path and their names."""
    for key, driver in drivers.items():
        yield DriverPath(key), driver, _OF_A_DRIVER
    for name, indicator in indicators.items():
        yield IndicatorPath(name), indicator, _OF_AN_INDICATOR
    for key, activity in activities.items():
        for name, effect in activity.effects.items():
            yield EffectPath(key, name), effect, _OF_AN_EFFECT
        for path, cost in cost_paths(key, activity.costs):
            yield path, cost, _OF_A_COST


def cost_paths(key: str, costs: Iterable[Cost]) -> Iterator[tuple[CostPath, Cost]]:
    """Return the costs of a tool with their paths, in an order that the file does not decide.

    Parameters
    ----------
    key : str
        Key of the tool.
    costs : iterable of Cost
        What it costs.

    Yields
    ------
    CostPath, Cost

    Examples
    --------
    >>> two = [Cost(item="Writing", amount=5, when=1), Cost(item="Writing", key="again", amount=4, when=1)]
    >>> [(str(path.at("amount")), cost.amount.value) for path, cost in cost_paths("blog", two)]
    [('tools.blog.costs.Writing.amount', 5), ('tools.blog.costs.again.amount', 4)]
    """
    for cost in sorted(costs, key=lambda cost: cost.name):
        yield CostPath(key, cost.name), cost
