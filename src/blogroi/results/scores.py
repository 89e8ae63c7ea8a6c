"""What cannot be put in money, on declared scales."""

from __future__ import annotations

from typing import Any

from blogroi.model.brief import Brief, brief, count, some
from blogroi.model.frozen_map import FrozenMap
from blogroi.records import frozen
from blogroi.results.ranking import Ranking
from blogroi.results.summary import Summary

__all__ = ["Majority", "Scores", "WeightChange"]


@frozen
class WeightChange:
    """The smallest shift of weight between objectives that makes the first two tools change places.

    Parameters
    ----------
    shift : float
        How much weight moves, of 1 in all.
    weights : mapping of str to float
        The weights after it, at which the two are level.
    """

    shift: float
    weights: FrozenMap[str, float]


@frozen(kw_only=True)
class Majority:
    """A cross-check that needs no trade-off between objectives: who is better on the greater weight of objectives.

    Parameters
    ----------
    preferred : mapping of str to mapping of str to float
        Share of the draws in which the objectives on which a tool is better weigh more than those on which another is, of the pairs
        that ``pairwise`` of the ranking has.
    contradicts : tuple of (str, str)
        Those of these pairs of which the first is ahead by score, and the second by majority in more than half of the draws: there the
        order depends on letting much of one objective make up for little of another.

    References
    ----------
    The weighted majority of N. de Condorcet's pairwise comparisons, on which outranking methods rest: [Roy1991].
    """

    preferred: FrozenMap[str, FrozenMap[str, float]]
    contradicts: tuple[tuple[str, str], ...]


@frozen(kw_only=True)
class Scores(Brief):
    """What cannot be put in money: scores of the tools on declared scales, under what is known of the weights.

    Parameters
    ----------
    objectives : tuple of str
        Objectives that some indicator with a scale leads to.
    unscored_objectives : tuple of str
        Objectives that none leads to, of which the scores say nothing.
    weights : mapping of str to Summary
        Weights of the objectives as drawn, which sum to 1.
    by_objective : mapping of str to mapping of str to Summary
        Score of each tool on each objective; None where it depends on a gap that the policy could not fill.
    by_indicator : mapping of str to mapping of str to float
        Expected score of each tool on each indicator; None for such a gap.
    off_scale : mapping of str to mapping of str to float
        Share of the draws in which a change lies outside its scale and counts as its end, where there are any.
    ranking : Ranking
        The order by score.
    central_weights : mapping of str to mapping of str to float, or None
        Mean of the weights under which a tool comes first; None where it never does.
    central_weights_error : mapping of str to mapping of str to float, or None
        Their Monte Carlo standard errors.
    confidence : mapping of str to float or None
        Chance that a tool comes first under its own central weights.
    confidence_error : mapping of str to float or None
        Monte Carlo standard error of ``confidence``, the central weights taken as they are.
    rank_uncertainty : mapping of str to float, or None
        Share of the variance of the ranks that is due to ``weights`` alone, to ``evidence`` alone, and to ``both``
        together; None where no rank varies.
    stakeholders : mapping of str to mapping of str to float
        Chance that each tool comes first, by the statements of each stakeholder; empty where there are none.
    weight_change : WeightChange or None
        What it takes for the first two to change places; None where no weights can do it.
    majority : Majority
        A cross-check that does not add scores up.
    """

    objectives: tuple[str, ...]
    unscored_objectives: tuple[str, ...]
    weights: FrozenMap[str, Summary]
    by_objective: FrozenMap[str, FrozenMap[str, Summary | None]]
    by_indicator: FrozenMap[str, FrozenMap[str, float | None]]
    off_scale: FrozenMap[str, FrozenMap[str, float]]
    ranking: Ranking
    central_weights: FrozenMap[str, FrozenMap[str, float] | None]
    central_weights_error: FrozenMap[str, FrozenMap[str, float] | None]
    confidence: FrozenMap[str, float | None]
    confidence_error: FrozenMap[str, float | None]
    rank_uncertainty: FrozenMap[str, float] | None
    stakeholders: FrozenMap[str, FrozenMap[str, float]]
    weight_change: WeightChange | None
    majority: Majority

    def __repr__(self) -> str:
        """Return on how much the scores rest, and the order."""
        return brief(self, count(len(self.objectives), "objective"), some(self.ranking.order))

    def performance_table(self) -> Any:
        """Return the expected scores as a performance table of the package mcda, to try other methods on them.

        Tools are its alternatives, objectives its criteria, each on the scale from 0 to 1 of which more is better. Its weighted sum, by
        the mean of each of the ``weights``, is the expected score wherever the scores are certain, or vary apart from the weights.

        Returns
        -------
        mcda.PerformanceTable
            Of the tools whose score is known on every objective.

        Raises
        ------
        OptionError
            When mcda is not installed.
        """
        from blogroi.results.performance import performance_table  # noqa: PLC0415  only who goes on there pays for it

        return performance_table(self.by_objective)
