"""The order of the tools by one figure, how sure it is, and what would turn it.

Everything is computed on common draws, so that a comparison is between tools in the same possible world. What fills the
gaps of a tool may lie anywhere between two ends; a tool is said to dominate another only where no filling undoes it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

import numpy as np
from attrs import evolve
from numpy.typing import NDArray

from blogroi.model.frozen_map import FrozenMap
from blogroi.numerics.money import TOLERANCE
from blogroi.numerics.ranks import Acceptance, acceptance, first_parts, share_error, winning_of
from blogroi.records import frozen
from blogroi.results.ranking import MOST_IN_PAIRS, Dominance, EffectChange, Figure, Ranking

__all__ = [
    "Contender",
    "is_less",
    "is_whole",
    "least_change",
    "order_of",
    "rank_tools",
    "ranked",
    "smallest_factor",
]

Floats: TypeAlias = NDArray[np.float64]

_FIRST = 1024  # draws that are looked at before all of them


@frozen(eq=False)
class Contender:
    """What one tool is ranked by, draw by draw.

    Parameters
    ----------
    values : numpy.ndarray of float, shape (draws,)
        The figure, greater being better.
    expected : float
        What is expected of it.
    size : numpy.ndarray of float, shape (draws,)
        Of the tool's own gross flows, in the unit of the figure: two tools are level within 1e-9 of the greater.
    expected_size : float
        The same of the expectation.
    mc_error : float
        Monte Carlo standard error of ``expected``.
    lowest, highest : numpy.ndarray of float, shape (draws,), or None
        The figure with every gap at its least and at its greatest; None where a gap has no bounds.
    expected_ends : (float, float) or None
        What is then expected.
    positive : numpy.ndarray of bool, shape (draws,), or None
        Where the net present value is above zero; None where it is not known.
    by_effect : mapping of str to float
        What each effect adds to the expected figure, by indicator.
    """

    values: Floats
    expected: float
    size: Floats
    expected_size: float
    mc_error: float
    lowest: Floats | None
    highest: Floats | None
    expected_ends: tuple[float, float] | None
    positive: NDArray[np.bool_] | None
    by_effect: FrozenMap[str, float] = FrozenMap()


def order_of(expected: Mapping[str, tuple[float, float]]) -> tuple[str, ...]:
    """Put tools in the order of an expected figure, the greatest first; those that are level in the order of their keys.

    Parameters
    ----------
    expected : mapping of str to (float, float)
        The figure, and the size within 1e-9 of which two are level: the greater of theirs.

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> order_of({"fair": (5.0, 100.0), "blog": (5.00000001, 100.0), "intranet": (7.0, 100.0)})
    ('intranet', 'blog', 'fair')
    """
    ordered = sorted(expected, key=lambda key: (-expected[key][0], key))
    groups: list[list[str]] = []
    for key in ordered:
        last = groups[-1][-1] if groups else None
        if last is not None and not is_less(expected[key], expected[last]):
            groups[-1].append(key)
        else:
            groups.append([key])
    return tuple(key for group in groups for key in sorted(group))


def is_less(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Return whether an expected figure is below another, beyond what counts as level."""
    return other[0] - one[0] > TOLERANCE * max(one[1], other[1])


def rank_tools(
    by: Figure,
    tools: Mapping[str, Contender],
    *,
    unranked: Sequence[str] = (),
    decision_probability: float = 0.9,
    pairs: bool = False,
    found: Acceptance | None = None,
) -> Ranking:
    """Put tools in order of the mean of a figure, and say how sure that order is.

    Parameters
    ----------
    by : {"npv", "roi", "score"}
        The figure.
    tools : mapping of str to Contender
        What each tool is ranked by.
    unranked : sequence of str
        Tools whose figure is not known.
    decision_probability : float
        Share of the draws in which the first must be ahead of each other tool to be called the winner.
    pairs : bool
        Whether all pairs and places are given of many tools too.
    found : Acceptance, optional
        How often each tool takes each place, where that was counted before.

    Returns
    -------
    Ranking
    """
    values, sizes = [tool.values for tool in tools.values()], [tool.size for tool in tools.values()]
    has_all = is_whole(len(tools), pairs)
    if found is None:
        found = acceptance(values, sizes=sizes, pairs=has_all)
    order = order_of(_expected(tools))
    beside = None if has_all else np.array(winning_of(values, tuple(tools).index(order[0]), sizes))
    ranking = ranked(
        by,
        tools,
        found,
        first=_first_and_positive(tools),
        unranked=unranked,
        decision_probability=decision_probability,
        pairs=pairs,
        beside=beside,
    )
    return evolve(ranking, dominance=tuple(_dominances(tools, order if has_all else order[:1], order)))


def _expected(tools: Mapping[str, Contender]) -> dict[str, tuple[float, float]]:
    return {key: (tool.expected, tool.expected_size) for key, tool in tools.items()}


def ranked(
    by: Figure,
    tools: Mapping[str, Contender],
    found: Acceptance,
    *,
    first: Mapping[str, float],
    unranked: Sequence[str],
    decision_probability: float,
    pairs: bool = False,
    beside: Floats | None = None,
) -> Ranking:
    """Put tools in order, whose ranks were counted before: all but who dominates whom, for which nothing but draws tells.

    Parameters
    ----------
    by, tools, unranked, decision_probability, pairs
        As in :func:`rank_tools`; no draws are read.
    found : Acceptance
        How often each takes each rank, in the order of ``tools``.
    first : mapping of str to float
        Chance that a tool comes first and has a net present value above zero.
    beside : numpy.ndarray of float, shape (2, tools), optional
        In how large a part of the draws the first is better than each, and each better than it, where not all pairs were counted.

    Returns
    -------
    Ranking
    """
    keys, has_all = tuple(tools), is_whole(len(tools), pairs)
    order = order_of(_expected(tools))
    if has_all:
        winning, errors = _pairs(keys, found.winning), _pairs(keys, found.winning_error)
    else:
        leader = keys.index(order[0])
        shares = np.array((found.winning[leader], found.winning[:, leader])) if beside is None else beside
        winning, errors = (_beside(keys, leader, *rows) for rows in (shares, share_error(shares, found.draws)))
    places = slice(None if has_all else MOST_IN_PAIRS)
    return Ranking(
        by=by,
        order=order,
        unranked=tuple(unranked),
        rank_acceptability=_rows(keys, found.ranks[:, places]),
        pairwise=winning,
        mc_error=_rows(keys, found.error[:, places]),
        pairwise_error=errors,
        decision_probability=decision_probability,
        winner=order[0] if len(order) > 1 and min(winning[order[0]].values()) >= decision_probability else None,
        intervals=FrozenMap(_intervals(tools)),
        dominance=(),
        first_and_positive=FrozenMap(first),
        switch_point=smallest_factor(tools, order),
    )


def is_whole(count: int, pairs: bool) -> bool:
    """Return whether all pairs of so many tools are looked at: of few, and where that is asked for; else those with the first alone."""
    return pairs or count <= MOST_IN_PAIRS


def _rows(keys: Sequence[str], shares: Floats) -> FrozenMap[str, tuple[float, ...]]:
    return FrozenMap({key: tuple(map(float, row)) for key, row in zip(keys, shares, strict=True)})


def _pairs(keys: Sequence[str], shares: Floats) -> FrozenMap[str, FrozenMap[str, float]]:
    return FrozenMap(
        {
            key: FrozenMap({other: float(share) for other, share in zip(keys, row, strict=True) if other != key})
            for key, row in zip(keys, shares, strict=True)
        }
    )


def _beside(keys: Sequence[str], first: int, ahead: Floats, behind: Floats) -> FrozenMap[str, FrozenMap[str, float]]:
    """Return of each pair with the first how often the one is better, and how often the other."""
    found = {key: FrozenMap({keys[first]: float(share)}) for key, share in zip(keys, behind, strict=True)}
    found[keys[first]] = FrozenMap(
        {key: float(share) for key, share in zip(keys, ahead, strict=True) if key != keys[first]}
    )
    return FrozenMap(found)


def _intervals(tools: Mapping[str, Contender]) -> dict[str, tuple[int, int]]:
    """Return the best and the worst rank by the expected figure that each tool can have, whatever fills the gaps."""
    ends = np.array([tool.expected_ends or (-np.inf, np.inf) for tool in tools.values()]).reshape(-1, 2)
    least, greatest = ends.T
    sizes = np.array([tool.expected_size for tool in tools.values()])
    found = {}
    with np.errstate(invalid="ignore"):  # an end that is not known is below nothing, and nothing below it
        for place, key in enumerate(tools):
            slack = TOLERANCE * np.maximum(sizes, sizes[place])
            better = np.count_nonzero(least - greatest[place] > slack)
            worse = np.count_nonzero(least[place] - greatest > slack)
            found[key] = (1 + int(better), len(tools) - int(worse))
    return found


def _dominances(tools: Mapping[str, Contender], firsts: Sequence[str], order: Sequence[str]) -> list[Dominance]:
    """List whom some tools dominate that come after them, in which sense, whatever fills the gaps of both.

    Draws are sorted only of tools of which the worst draw does not settle it already: in no sense does a tool dominate another whose worst
    draw is better than its own, by more than all draws together may be level.
    """
    ordered: dict[int, Floats] = {}  # what a tool is at its least is most often what it is at its greatest

    def in_order(values: Floats) -> Floats:
        if id(values) not in ordered:
            ordered[id(values)] = np.sort(values)
        return ordered[id(values)]

    sizes = {key: float(tool.size.max()) for key, tool in tools.items()}
    worst = {
        key: tuple(None if values is None else float(values.min()) for values in (tool.lowest, tool.highest))
        for key, tool in tools.items()
    }
    found = []
    for place, key in enumerate(firsts):
        for other in order[place + 1 :]:
            lowest, highest = tools[key].lowest, tools[other].highest
            least, least_other = worst[key][0], worst[other][1]
            if lowest is None or highest is None or least is None or least_other is None:
                continue
            if least - least_other < -TOLERANCE * max(sizes[key], sizes[other]) * lowest.size:
                continue
            slack = TOLERANCE * np.maximum(tools[key].size, tools[other].size)
            sense = _sense(lowest, highest, in_order(lowest), in_order(highest), slack)
            if sense is not None:
                found.append(Dominance(key, other, sense))
    return found


def _sense(own: Floats, other: Floats, ordered: Floats, other_ordered: Floats, slack: Floats) -> str | None:
    """Return in which sense draws dominate others: in every draw, in distribution, or for whoever shuns risk.

    ``slack`` is up to which difference the two are level in a draw; of sorted draws, none of which belongs to one world, the
    greatest holds.
    """
    most = float(slack.max())
    if (np.cumsum(ordered[:_FIRST] - other_ordered[:_FIRST]) < -most * ordered.size).any():
        return None  # the worst draws alone are so much worse: no sense is left, and this is what most pairs come to
    if not (ordered - other_ordered > most).any() and not (other_ordered - ordered > most).any():
        return None
    if (own >= other - slack).all():
        return "every draw"
    if (ordered >= other_ordered - most).all():
        return "first order"
    gained = np.cumsum(ordered - other_ordered)
    room = most * ordered.size
    return "second order" if (gained >= -room).all() and gained[-1] > room else None


def _first_and_positive(tools: Mapping[str, Contender]) -> dict[str, float]:
    """Return the chance that a tool comes first and has a net present value above zero."""
    if not tools:
        return {}
    leading = first_parts([tool.values for tool in tools.values()], [tool.size for tool in tools.values()])
    return {
        key: float(np.mean(part * tool.positive))
        for (key, tool), part in zip(tools.items(), leading, strict=True)
        if tool.positive is not None
    }


def smallest_factor(tools: Mapping[str, Contender], order: Sequence[str]) -> EffectChange | None:
    """Find the one effect that has to change least, by a factor, for the first two tools to change places.

    Parameters
    ----------
    tools : mapping of str to Contender
        With what each effect adds to the expected figure.
    order : sequence of str
        Keys of the tools, the first one first.

    Returns
    -------
    EffectChange or None
        None where no single effect can do it without changing its sign.
    """
    if len(order) < 2:
        return None
    gap = tools[order[0]].expected - tools[order[1]].expected
    factors = [
        (key, name, 1.0 + sign * gap / share)
        for key, sign in ((order[0], -1.0), (order[1], 1.0))
        for name, share in tools[key].by_effect.items()
        if share != 0.0
    ]
    return least_change(factors)


def least_change(factors: Iterable[tuple[str, str, float]]) -> EffectChange | None:
    """Return the effect that has to change least, of those that keep their sign.

    Parameters
    ----------
    factors : iterable of (str, str, float)
        Tool, indicator, and what its effect must be multiplied by: infinite for one that is next to nothing, which changes no
        order. What is within roundings of zero counts as zero.

    Returns
    -------
    EffectChange or None

    Examples
    --------
    >>> least_change([("blog", "calls", -1e-16), ("fair", "deals", -2.0)])
    EffectChange(tool='blog', indicator='calls', factor=0.0)
    """
    changes = [
        EffectChange(key, name, max(factor, 0.0)) for key, name, factor in factors if -TOLERANCE <= factor < math.inf
    ]
    least = min((abs(change.factor - 1.0) for change in changes), default=0.0)
    # of several that are as small, but for roundings, the first by name: which one must not depend on roundings
    equal = [change for change in changes if abs(change.factor - 1.0) <= least + TOLERANCE * (1.0 + least)]
    return min(equal, key=lambda change: (change.tool, change.indicator), default=None)
