"""Where each quantity of a case stands: the paths by which random streams are keyed and correlations are stated.

Costs have no keys of their own. They are called by their item, and where several of a tool have the same, by their
place in an order that follows from what they state, so that neither the file's order nor the currency can change it.

A path is read by :func:`place_of` and by nothing else. It can be, because keys hold no dot and no bracket: an item of a
cost, which may hold anything, lies between the fixed words before it and the last dot, which stands before its field.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any, Literal

from attrs import astuple, frozen

from blogroi.model.cost import Cost
from blogroi.model.fields import Periods, PerPeriod

if TYPE_CHECKING:
    from blogroi.model.case import Case

__all__ = [
    "CORRECTIONS",
    "Place",
    "change_of",
    "cost_paths",
    "costs_path",
    "effect_path",
    "gap_path",
    "place_of",
    "quantities",
]

CORRECTIONS = ("deadweight", "credit", "displacement", "confidence", "drop_off")
"""Fields of an effect by which its change is corrected."""

_KEY = r"[^.\[\]]+"
_PERIOD = r"(?:\[(?P<period>[0-9]+)\])?"
_FIELD = rf"\.(?P<field>[^.\[\]]+){_PERIOD}"
_PLACES = tuple(
    re.compile(pattern, re.DOTALL)
    for pattern in (
        rf"(?P<kind>indicators)\.(?P<indicator>{_KEY})(?:{_FIELD})?",
        rf"tools\.(?P<tool>{_KEY})\.(?P<kind>effects)\.(?P<indicator>{_KEY})(?:{_FIELD})?",
        rf"tools\.(?P<tool>{_KEY})\.(?P<kind>gaps)\.(?P<indicator>{_KEY}){_PERIOD}",
        rf"tools\.(?P<tool>{_KEY})\.(?P<kind>costs)(?:(?:\[(?P<number>[0-9]+)\])?\.(?P<item>.+){_FIELD})?",
    )
)


@frozen
class Place:
    """What a path of a quantity leads to, taken apart.

    Parameters
    ----------
    kind : {"indicators", "effects", "gaps", "costs"}
        What the quantity belongs to.
    tool, indicator : str
        Keys of the tool and of the indicator that it belongs to, empty where it belongs to none.
    item : str
        What is paid for, where it is a cost.
    number : int
        Place among the costs of the tool that have the same item, from 1.
    field : str
        Field of the quantity, empty where the path leads to the part of a case that has the fields.
    period : int or None
        Period of the quantity, from 1, where there is one for each.

    Examples
    --------
    >>> place_of("tools.gaps.costs.Mr. Smith's fee.amount[2]").item
    "Mr. Smith's fee"
    """

    kind: Literal["indicators", "effects", "gaps", "costs"]
    tool: str = ""
    indicator: str = ""
    item: str = ""
    number: int = 1
    field: str = ""
    period: int | None = None

    @property
    def subject(self) -> str:
        """Path of what the quantity is a part of, which is an indicator, an effect, a gap or the costs of a tool."""
        match self.kind:
            case "indicators":
                return f"indicators.{self.indicator}"
            case "effects":
                return effect_path(self.tool, self.indicator)
            case "gaps":
                return gap_path(self.tool, self.indicator)
            case "costs":
                return costs_path(self.tool)

    @property
    def path(self) -> str:
        """The path that leads here."""
        of_item = f"{f'[{self.number}]' if self.number > 1 else ''}.{self.item}" if self.item else ""
        field = f".{self.field}" if self.field else ""
        return f"{self.subject}{of_item}{field}{'' if self.period is None else f'[{self.period}]'}"


def place_of(path: str) -> Place:
    """Take apart the path of a quantity, or of what quantities are parts of.

    Parameters
    ----------
    path : str
        A path as :func:`quantities` gives it, that of a gap, or the subject of one of these.

    Returns
    -------
    Place

    Raises
    ------
    ValueError
        When it is not such a path.

    Examples
    --------
    >>> place = place_of("tools.blog.effects.gaps.change[2]")
    >>> place.kind, place.indicator, place.field, place.period
    ('effects', 'gaps', 'change', 2)
    >>> place.subject
    'tools.blog.effects.gaps'
    """
    found = next((match for pattern in _PLACES if (match := pattern.fullmatch(path))), None)
    if found is None:
        raise ValueError(f"{path[:200]!r} is not the path of a quantity")
    parts: dict[str, Any] = {name: part for name, part in found.groupdict().items() if part is not None}
    for name in ("number", "period"):
        if name in parts:
            parts[name] = int(parts[name])
    return Place(**parts)


def effect_path(tool: str, indicator: str) -> str:
    """Give the path of an effect, by which the streams of its quantities are keyed.

    Examples
    --------
    >>> effect_path("blog", "calls_avoided")
    'tools.blog.effects.calls_avoided'
    """
    return f"tools.{tool}.effects.{indicator}"


def gap_path(tool: str, indicator: str) -> str:
    """Give the path of what a tool changes in an indicator, where nothing is known of it.

    Examples
    --------
    >>> gap_path("magazine", "calls_avoided")
    'tools.magazine.gaps.calls_avoided'
    """
    return f"tools.{tool}.gaps.{indicator}"


def costs_path(tool: str) -> str:
    """Give the path of all that a tool costs.

    Examples
    --------
    >>> costs_path("blog")
    'tools.blog.costs'
    """
    return f"tools.{tool}.costs"


def change_of(case: Case, tool: str, indicator: str) -> tuple[str, PerPeriod, Periods | None]:
    """Find the change that an effect is a part of: its own, or that of an indicator which is shared.

    Parameters
    ----------
    case : Case
        The case.
    tool, indicator : str
        Keys of the tool and of an indicator on which it has an effect.

    Returns
    -------
    path : str
        Where it stands: two effects on a shared indicator have one path.
    change : Quantity, or a tuple of them
    periods : {"together", "apart"} or None
        How a list is drawn, as it was said.

    Examples
    --------
    >>> import blogroi
    >>> change_of(blogroi.loads(blogroi.template()), "blog", "calls_avoided")[0]
    'tools.blog.effects.calls_avoided.change'
    """
    shared = case.indicators[indicator]
    if shared.change is not None:
        return f"indicators.{indicator}.change", shared.change, shared.periods
    effect = case.tools[tool].effects[indicator]
    assert effect.change is not None  # as the case demands where it is not shared
    return f"{effect_path(tool, indicator)}.change", effect.change, effect.periods


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
        ``tools.blog.effects.calls_avoided.change[2]``. Points are among them.

    Examples
    --------
    >>> import blogroi
    >>> list(quantities(blogroi.loads(blogroi.template())))[:2]
    ['indicators.calls_avoided.value', 'indicators.memberships_kept.value']
    """
    return dict(_quantities(case))


def _quantities(case: Case) -> Iterator[tuple[str, PerPeriod]]:
    for name, indicator in case.indicators.items():
        for part in ("value", "margin", "total", "change"):
            yield from _parts(f"indicators.{name}.{part}", getattr(indicator, part), indicator.periods)
    for key, tool in case.tools.items():
        for name, effect in tool.effects.items():
            for part in ("change", *CORRECTIONS):
                yield from _parts(f"{effect_path(key, name)}.{part}", getattr(effect, part), effect.periods)
        for path, cost in cost_paths(key, tool.costs):
            for part in ("amount", "units", "unit_cost", "contingency"):
                yield from _parts(f"{path}.{part}", getattr(cost, part), cost.periods)


def _parts(path: str, stated: Any, periods: Periods | None) -> Iterator[tuple[str, PerPeriod]]:
    if isinstance(stated, tuple) and periods == "apart":
        yield from ((f"{path}[{period}]", part) for period, part in enumerate(stated, start=1))
    elif stated is not None:
        yield path, stated


def cost_paths(key: str, costs: Iterable[Cost]) -> Iterator[tuple[str, Cost]]:
    """Give the costs of a tool with their paths, in an order that the file does not decide.

    Parameters
    ----------
    key : str
        Key of the tool.
    costs : iterable of Cost
        What it costs.

    Yields
    ------
    str, Cost

    Examples
    --------
    >>> two = [Cost(item="Writing", amount=5, when=1), Cost(item="Writing", amount=4, when=1)]
    >>> [(path, cost.amount.value) for path, cost in cost_paths("blog", two)]
    [('tools.blog.costs.Writing', 4), ('tools.blog.costs[2].Writing', 5)]
    """
    for item, same in groupby(sorted(costs, key=_cost_order), key=lambda cost: cost.item):
        for position, cost in enumerate(same, start=1):
            place = "" if position == 1 else f"[{position}]"
            yield f"{costs_path(key)}{place}.{item}", cost


def _cost_order(cost: Cost) -> tuple[Any, ...]:
    """Order costs by what they state, numbers by their size: neither the file's order nor the currency can change it."""
    stated = tuple(
        (name, type(part).__name__, *((value is not None, value) for value in astuple(part)))
        for name in ("contingency", "amount", "units", "unit_cost")
        if (quantity := getattr(cost, name)) is not None
        for part in (quantity if isinstance(quantity, tuple) else (quantity,))
    )
    return cost.item, str(cost.when), cost.paid_by, cost.sunk, str(cost.service_life), str(cost.periods), stated
