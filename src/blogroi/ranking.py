"""The order of the tools by one figure, how sure it is, and what would turn it.

Everything is worked out on common draws, so that a comparison is between tools in the same possible world. What fills the
gaps of a tool may lie anywhere between two ends; a tool is said to dominate another only where no filling undoes it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from blogroi.engine.ranks import acceptance
from blogroi.model.frozen_map import FrozenMap
from blogroi.results import Dominance, EffectChange, Figure, Ranking

__all__ = ["Contender", "rank_tools", "smallest_factor"]

Floats: TypeAlias = NDArray[np.float64]

_ROUNDING = 1e-12


@frozen(eq=False)
class Contender:
    """What one tool is ranked by, draw by draw.

    Parameters
    ----------
    values : numpy.ndarray of float, shape (draws,)
        The figure, greater being better.
    lowest, highest : numpy.ndarray of float, shape (draws,), or None
        The figure with every gap at its least and at its greatest; None where a gap has no bounds.
    positive : numpy.ndarray of bool, shape (draws,), or None
        Where the net present value is above zero; None where it is not known.
    by_effect : mapping of str to float
        What each effect adds to the expected figure, by indicator.
    """

    values: Floats
    lowest: Floats | None
    highest: Floats | None
    positive: NDArray[np.bool_] | None
    by_effect: FrozenMap[str, float] = FrozenMap()


def rank_tools(
    by: Figure, tools: Mapping[str, Contender], *, unranked: Sequence[str] = (), margin: float = 0.9
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
    margin : float
        Share of the draws in which the first must be ahead of each other tool to be called the winner.

    Returns
    -------
    Ranking
    """
    keys = tuple(tools)
    found = acceptance([tools[key].values for key in keys])
    means = {key: _mean(tools[key].values) for key in keys}
    order = tuple(sorted(keys, key=lambda key: (-means[key], key)))
    winning = _pairs(keys, found.winning)
    return Ranking(
        by=by,
        order=order,
        unranked=tuple(unranked),
        rank_acceptability=_rows(keys, found.ranks),
        pairwise=winning,
        error=_rows(keys, found.error),
        pairwise_error=_pairs(keys, found.winning_error),
        margin=margin,
        winner=order[0] if len(order) > 1 and min(winning[order[0]].values()) >= margin else None,
        intervals=FrozenMap(_intervals(tools)),
        dominance=tuple(_dominances(tools, order)),
        first_and_positive=FrozenMap(_first_and_positive(tools)),
        turning=smallest_factor(tools, order),
    )


def _rows(keys: Sequence[str], shares: Floats) -> FrozenMap[str, tuple[float, ...]]:
    return FrozenMap({key: tuple(map(float, row)) for key, row in zip(keys, shares, strict=True)})


def _pairs(keys: Sequence[str], shares: Floats) -> FrozenMap[str, FrozenMap[str, float]]:
    return FrozenMap(
        {
            key: FrozenMap({other: float(share) for other, share in zip(keys, row, strict=True) if other != key})
            for key, row in zip(keys, shares, strict=True)
        }
    )


def _mean(values: Floats) -> float:
    """Give the mean; the value itself where all are the same, so that no rounding breaks a tie."""
    first = float(values[0])
    return first if bool((values == first).all()) else float(values.mean())


def _intervals(tools: Mapping[str, Contender]) -> dict[str, tuple[int, int]]:
    """Give the best and the worst rank by the expected figure that each tool can have, whatever fills the gaps."""
    least = {key: -np.inf if tool.lowest is None else _mean(tool.lowest) for key, tool in tools.items()}
    greatest = {key: np.inf if tool.highest is None else _mean(tool.highest) for key, tool in tools.items()}
    return {
        key: (
            1 + sum(least[other] > greatest[key] for other in tools if other != key),
            len(tools) - sum(greatest[other] < least[key] for other in tools if other != key),
        )
        for key in tools
    }


def _dominances(tools: Mapping[str, Contender], order: Sequence[str]) -> list[Dominance]:
    """List who dominates whom, in which sense, whatever fills the gaps of both.

    Only a tool whose least has a greater mean than the other's greatest can: the sorted draws are compared for those alone.
    """
    ordered = {
        key: (
            None if tool.lowest is None else np.sort(tool.lowest),
            None if tool.highest is None else np.sort(tool.highest),
        )
        for key, tool in tools.items()
    }
    found = []
    for place, key in enumerate(order):
        for other in order[place + 1 :]:
            least, greatest = ordered[key][0], ordered[other][1]
            lowest, highest = tools[key].lowest, tools[other].highest
            if least is None or greatest is None or lowest is None or highest is None:
                continue
            sense = _sense(lowest, highest, least, greatest)
            if sense is not None:
                found.append(Dominance(key, other, sense))
    return found


def _sense(own: Floats, other: Floats, ordered: Floats, other_ordered: Floats) -> str | None:
    """Say in which sense draws dominate others: in every draw, in distribution, or for whoever shuns risk."""
    if not (ordered != other_ordered).any():
        return None
    if (own >= other).all():
        return "every draw"
    if (ordered >= other_ordered).all():
        return "first order"
    gained = np.cumsum(ordered - other_ordered)
    slack = _ROUNDING * np.abs(ordered).sum()
    return "second order" if (gained >= -slack).all() and gained[-1] > slack else None


def _first_and_positive(tools: Mapping[str, Contender]) -> dict[str, float]:
    """Give the chance that a tool comes first and has a net present value above zero."""
    if not tools:
        return {}
    best = np.maximum.reduce([tool.values for tool in tools.values()])
    leading = {key: tool.values == best for key, tool in tools.items()}
    tied = sum(row.astype(np.float64) for row in leading.values())
    return {
        key: float(np.mean(leading[key] * tool.positive / tied))
        for key, tool in tools.items()
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
    gap = _mean(tools[order[0]].values) - _mean(tools[order[1]].values)
    candidates = [
        EffectChange(key, name, 1.0 + sign * gap / share)
        for key, sign in ((order[0], -1.0), (order[1], 1.0))
        for name, share in tools[key].by_effect.items()
        if share != 0.0 and 1.0 + sign * gap / share >= 0.0
    ]
    return min(candidates, key=lambda change: (abs(change.factor - 1.0), change.tool, change.indicator), default=None)
