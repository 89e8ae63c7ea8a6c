"""Where each quantity of a case stands: the paths by which random streams are keyed and correlations are stated.

Costs have no keys of their own. They are called by their item, and where several of a tool have the same, by their
place in an order that follows from what they state, so that neither the file's order nor the currency can change it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any

from attrs import astuple

from blogroi.model.quantity import Quantity
from blogroi.model.tool import Cost, Tool

if TYPE_CHECKING:
    from blogroi.model.case import Case

__all__ = ["CORRECTIONS", "cost_paths", "quantities"]

CORRECTIONS = ("deadweight", "credit", "displacement", "confidence", "drop_off")
"""Fields of an effect by which its change is corrected."""


def quantities(case: Case) -> dict[str, Quantity]:
    """List the quantities of a case that figures are drawn from, each by its path.

    Parameters
    ----------
    case : Case
        The case.

    Returns
    -------
    dict of str to Quantity
        One for each period where a list is given: ``tools.blog.effects.calls_avoided.change[2]``. Points are among them.

    Examples
    --------
    >>> import blogroi
    >>> list(quantities(blogroi.loads(blogroi.template())))[:2]
    ['indicators.calls_avoided.value', 'indicators.memberships_kept.value']
    """
    return dict(_quantities(case))


def _quantities(case: Case) -> Iterator[tuple[str, Quantity]]:
    for name, indicator in case.indicators.items():
        for part in ("value", "margin", "total"):
            yield from _parts(f"indicators.{name}.{part}", getattr(indicator, part))
    for key, tool in case.tools.items():
        for name, effect in tool.effects.items():
            for part in ("change", *CORRECTIONS):
                yield from _parts(f"tools.{key}.effects.{name}.{part}", getattr(effect, part))
        for path, cost in cost_paths(key, tool):
            for part in ("amount", "units", "unit_cost", "contingency"):
                yield from _parts(f"{path}.{part}", getattr(cost, part))


def _parts(path: str, stated: Any) -> Iterator[tuple[str, Quantity]]:
    if isinstance(stated, tuple):
        yield from ((f"{path}[{period}]", part) for period, part in enumerate(stated, start=1))
    elif stated is not None:
        yield path, stated


def cost_paths(key: str, tool: Tool) -> Iterator[tuple[str, Cost]]:
    """Give the costs of a tool with their paths, in an order that the file does not decide.

    Parameters
    ----------
    key : str
        Key of the tool.
    tool : Tool
        Whose costs.

    Yields
    ------
    str, Cost

    Examples
    --------
    >>> two = [Cost(item="Writing", amount=5, when=1), Cost(item="Writing", amount=4, when=1)]
    >>> tool = Tool(kind="blog", costs=two)
    >>> [(path, cost.amount.value) for path, cost in cost_paths("blog", tool)]
    [('tools.blog.costs.Writing', 4), ('tools.blog.costs[2].Writing', 5)]
    """
    for item, same in groupby(sorted(tool.costs, key=_cost_order), key=lambda cost: cost.item):
        for position, cost in enumerate(same, start=1):
            place = "costs" if position == 1 else f"costs[{position}]"
            yield f"tools.{key}.{place}.{item}", cost


def _cost_order(cost: Cost) -> tuple[Any, ...]:
    """Order costs by what they state, numbers by their size: neither the file's order nor the currency can change it."""
    stated = tuple(
        (type(part).__name__, *astuple(part))
        for quantity in (cost.contingency, cost.amount, cost.units, cost.unit_cost)
        if quantity is not None
        for part in (quantity if isinstance(quantity, tuple) else (quantity,))
    )
    return cost.item, str(cost.when), cost.paid_by, cost.sunk, str(cost.service_life), stated
