"""The order of the tools, and how sure it is."""

from __future__ import annotations

from typing import Literal, TypeAlias

from blogroi.model.brief import Brief, brief, some
from blogroi.model.frozen_map import FrozenMap
from blogroi.records import frozen

__all__ = ["MOST_IN_PAIRS", "Dominance", "EffectChange", "Figure", "Ranking"]

MOST_IN_PAIRS = 8
"""Tools up to which every pair of them and every place is given; of more, the pairs with the first and as many places, unless all are
asked for: there are as many pairs as tools times tools."""


Figure: TypeAlias = Literal["npv", "roi", "score"]
"""What tools are ranked by."""


@frozen
class Dominance:
    """One tool is at least as good as another, whatever fills the gaps of both.

    Parameters
    ----------
    tool, over : str
        Keys of the two tools.
    sense : {"every draw", "first order", "second order"}
        Better or equal in every draw; at every quantile (first-order stochastic dominance: for whoever prefers more); or
        in the mean of the worst draws, whatever their share (second order: for whoever shuns risk besides).

    References
    ----------
    [Hadar1969].
    """

    tool: str
    over: str
    sense: str


@frozen
class EffectChange:
    """The smallest change of one effect that makes the first two tools change places.

    Parameters
    ----------
    tool, indicator : str
        The effect.
    factor : float
        What the effect, as expected, must be multiplied by.
    """

    tool: str
    indicator: str
    factor: float


@frozen(kw_only=True)
class Ranking(Brief):
    """The order of the tools by one figure, and how sure it is.

    Parameters
    ----------
    by : {"npv", "roi", "score"}
        The figure.
    order : tuple of str
        Keys of the tools, the greatest mean first; equal means in the order of the keys.
    unranked : tuple of str
        Tools whose figure is unknown.
    rank_acceptability : mapping of str to tuple of float
        Share of the draws in which each tool takes each rank, from the first; the first eight ranks where there are more than eight
        tools, unless ``figures=("default", "pairwise")`` asks for all.
    pairwise : mapping of str to mapping of str to float
        Share of the draws in which a tool is better than another; of more than eight tools, of the pairs with the first in ``order``
        alone, unless all are asked for likewise.
    mc_error : mapping of str to tuple of float
        Monte Carlo standard error of the rank acceptability.
    pairwise_error : mapping of str to mapping of str to float
        Monte Carlo standard error of ``pairwise``.
    decision_probability : float
        Share of the draws in which the first must be ahead of each other tool to be called the winner.
    winner : str or None
        The first, where it is ahead of every other by that decision_probability; None where there is no clear winner.
    intervals : mapping of str to (int, int)
        Best and worst rank by the expected figure that a tool can have, whatever fills the gaps.
    dominance : tuple of Dominance
        Who dominates whom, whatever fills the gaps: of the pairs that ``pairwise`` has.
    first_and_positive : mapping of str to float
        Chance that a tool comes first and has a net present value above zero, in the same draw.
    switch_point : EffectChange or None
        The effect that has to change least for the first two tools to change places.
    """

    by: Figure
    order: tuple[str, ...]
    unranked: tuple[str, ...]
    rank_acceptability: FrozenMap[str, tuple[float, ...]]
    pairwise: FrozenMap[str, FrozenMap[str, float]]
    mc_error: FrozenMap[str, tuple[float, ...]]
    pairwise_error: FrozenMap[str, FrozenMap[str, float]]
    decision_probability: float
    winner: str | None
    intervals: FrozenMap[str, tuple[int, int]]
    dominance: tuple[Dominance, ...]
    first_and_positive: FrozenMap[str, float]
    switch_point: EffectChange | None

    def __repr__(self) -> str:
        """Return the order."""
        return brief(
            self, f"by {self.by}", some(self.order), f"winner {self.winner}" if self.winner else "no clear winner"
        )
