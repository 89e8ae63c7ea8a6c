"""A case seen from its objectives: which levers act on them, which indicators show these, which tools move those.

The rules read this outline instead of searching the case again and again. It holds no figure and no judgement.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

from blogroi.model import Case, Effect
from blogroi.records import frozen

__all__ = ["Outline", "outline"]


@frozen(kw_only=True)
class Outline:
    """A case, and who refers to what in it.

    Parameters
    ----------
    case : Case
        The case itself.
    levers_of : mapping of str to tuple of str
        By objective, the levers that act on it.
    indicators_of : mapping of str to tuple of str
        By lever, the indicators that show it.
    effects_on : mapping of str to tuple of (str, Effect)
        By indicator, the effects on it, each with the key of its tool.
    series : mapping of str to collection of str
        Hashes of series as they are now and of what they have grown from, by ``"FILE:COLUMN"``, as far as somebody read them.
    """

    case: Case
    levers_of: Mapping[str, tuple[str, ...]]
    indicators_of: Mapping[str, tuple[str, ...]]
    effects_on: Mapping[str, tuple[tuple[str, Effect], ...]]
    series: Mapping[str, Collection[str]]


def outline(case: Case, series: Mapping[str, Collection[str]] | None = None) -> Outline:
    """Return who refers to what in a case.

    Parameters
    ----------
    case : Case
        The case.
    series : mapping of str to collection of str, optional
        Hashes of series, by ``"FILE:COLUMN"``.

    Returns
    -------
    Outline

    Examples
    --------
    >>> import blogroi
    >>> found = outline(blogroi.loads(blogroi.template()))
    >>> found.levers_of["renewals"], found.indicators_of["trust"]
    (('answers', 'trust'), ('memberships_kept',))
    """
    levers: dict[str, list[str]] = {key: [] for key in case.objectives}
    for key, lever in case.levers.items():
        for objective in lever.shares:
            levers[objective].append(key)
    indicators: dict[str, list[str]] = {key: [] for key in case.levers}
    for key, indicator in case.indicators.items():
        if indicator.lever is not None:
            indicators[indicator.lever].append(key)
    effects: dict[str, list[tuple[str, Effect]]] = {key: [] for key in case.indicators}
    for key, tool in case.tools.items():
        for indicator_key, effect in tool.effects.items():
            effects[indicator_key].append((key, effect))
    return Outline(
        case=case,
        levers_of=MappingProxyType({key: tuple(found) for key, found in levers.items()}),
        indicators_of=MappingProxyType({key: tuple(found) for key, found in indicators.items()}),
        effects_on=MappingProxyType({key: tuple(found) for key, found in effects.items()}),
        series=MappingProxyType(dict(series or {})),
    )
