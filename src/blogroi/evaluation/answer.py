"""What every answer says of how it came about and of whom it speaks, and how it becomes plain data."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from attrs import frozen

from blogroi.evaluation.evaluate import Conventions, gaps_of, window_of
from blogroi.model.case import Case
from blogroi.model.conventions import GapPolicy
from blogroi.model.frozen_map import FrozenMap
from blogroi.results.evaluation import Window
from blogroi.results.plain import plain

__all__ = ["Answer", "IndicatorName", "Names", "names_of", "stated"]


@frozen(kw_only=True)
class IndicatorName:
    """What an indicator is called, and its unit."""

    statement: str
    unit: str


@frozen(kw_only=True)
class Names:
    """What tools and indicators are called, by key."""

    tools: FrozenMap[str, str]
    indicators: FrozenMap[str, IndicatorName]


@frozen(kw_only=True)
class Answer:
    """The conventions of an answer: two answers under the same ones have the same figures.

    Parameters
    ----------
    title, currency : str
        From the case; the currency is that of all amounts.
    draws, seed : int
        With which it can be repeated.
    gaps : str
        How gaps are filled, for all tools.
    exclude : tuple of str
        Classes of benefits that are left out, for all tools.
    viewpoint : str
        Whose costs and benefits count.
    window : Window
        Over what time, and how discounted, for all tools.
    names : Names
        What tools and indicators are called.
    """

    title: str
    currency: str
    draws: int
    seed: int
    gaps: GapPolicy
    exclude: tuple[str, ...]
    viewpoint: str
    window: Window
    names: Names

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain data.

        Returns
        -------
        dict
        """
        found: dict[str, Any] = plain(self)
        return found


def stated(case: Case, draws: int, seed: int, conventions: Conventions) -> dict[str, Any]:
    """Put together what an answer says of its conventions.

    Parameters
    ----------
    case : Case
        The case.
    draws, seed : int
        As in the evaluation.
    conventions : Conventions
        What was asked for; the case's policy for gaps, and the defaults of :func:`blogroi.evaluate`, unless it says otherwise.

    Returns
    -------
    dict
        The arguments of :class:`Answer`.
    """
    exclude: Collection[str] = conventions.get("exclude", ())
    return {
        "title": case.title,
        "currency": case.currency,
        "draws": draws,
        "seed": seed,
        "gaps": gaps_of(case, conventions),
        "exclude": tuple(sorted(set(exclude))),
        "viewpoint": conventions.get("viewpoint", "everyone"),
        "window": window_of(case, conventions.get("view", "forward-looking"), conventions.get("claims", "stated")),
        "names": names_of(case),
    }


def names_of(case: Case) -> Names:
    """Return what the tools and indicators of a case are called.

    Parameters
    ----------
    case : Case
        The case.

    Returns
    -------
    Names
    """
    indicators = {
        key: IndicatorName(statement=indicator.statement, unit=indicator.unit)
        for key, indicator in case.indicators.items()
    }
    return Names(
        tools=FrozenMap({key: tool.name for key, tool in case.tools.items()}), indicators=FrozenMap(indicators)
    )
