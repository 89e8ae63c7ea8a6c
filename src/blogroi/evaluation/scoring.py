"""Scores of the tools on declared scales, under whatever is known of the weights of the objectives.

The draws are those of the money: a world in which the blog avoids many calls is the same world in both. Weights have streams
of their own. Scores are about all objectives and everybody's benefit: no viewpoint and no class of benefits that is left out
of the money touches them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias, TypeVar

import numpy as np
from attrs import evolve
from numpy.typing import NDArray

from blogroi.engine.compile.weight_set import weight_set
from blogroi.engine.frame import ScoreFrame, ScoreLabels
from blogroi.engine.scores import ToolScores
from blogroi.engine.weights import weight_draws
from blogroi.errors import CaseError
from blogroi.evaluation.ranking import Contender, is_whole, least_change, rank_tools
from blogroi.evaluation.summaries import summary
from blogroi.language.spoken import message
from blogroi.model.blinded import BlindedCase
from blogroi.model.conventions import Conventions
from blogroi.model.frozen_map import FrozenMap
from blogroi.numerics.money import TOLERANCE
from blogroi.numerics.ranks import Acceptance, acceptance, first_share, first_shares, ranks_of
from blogroi.records import frozen
from blogroi.results.ranking import EffectChange
from blogroi.results.scores import Majority, Scores, WeightChange
from blogroi.results.summary import Summary

__all__ = ["score_tools"]

Floats: TypeAlias = NDArray[np.float64]
T = TypeVar("T")


@frozen(eq=False)
class _Board:
    """All scores: what the functions below read off.

    ``weights`` and those of each stakeholder have the shape (objectives, draws); ``totals`` has the score of each tool whose
    gaps could be filled, shape (draws,).
    """

    case: BlindedCase
    frame: ScoreFrame
    labels: ScoreLabels
    weights: Floats
    stakeholders: dict[str, Floats]
    parts: dict[str, ToolScores]
    totals: dict[str, Floats]


def score_tools(
    case: BlindedCase,
    conventions: Conventions,
    frame: ScoreFrame,
    labels: ScoreLabels,
    scored: Sequence[ToolScores],
    *,
    money: Mapping[str, Contender],
    decision_probability: float,
    pairs: bool = False,
) -> tuple[Scores, dict[str, Summary]]:
    """Put the scores of all tools beside each other, and say how far their order can be trusted.

    Parameters
    ----------
    case : BlindedCase
        What is evaluated.
    conventions : Conventions
        Those of the evaluation.
    frame, labels : ScoreFrame, ScoreLabels
        What is scored, and on what.
    scored : sequence of ToolScores
        Of each tool, in the order of the frame.
    money : mapping of str to Contender
        What the tools of which it is known are ranked by in money.
    decision_probability : float
        Share of the draws from which on a tool is called the winner.
    pairs : bool
        Whether all pairs and places are given of many tools too.

    Returns
    -------
    Scores, dict of str to Summary
        The scores, and the score of each tool.

    Raises
    ------
    CaseError
        When what is said of the weights contradicts itself.
    """
    draws = conventions.draws
    weights, stakeholders = _weights(case, labels.objectives, draws, conventions.seed)
    parts = dict(zip(labels.tools, scored, strict=True))
    totals = {key: _weighted(part.by_objective, weights) for key, part in parts.items() if part.known}
    board = _Board(case, frame, labels, weights, stakeholders, parts, totals)
    has_all = is_whole(len(totals), pairs)
    found = acceptance(list(totals.values()), weights, sizes=1.0, pairs=has_all)
    central, central_error = (_central(board, rows) for rows in (found.central, found.central_error))
    confidence = _confidence(board, found)
    ranking = rank_tools(
        "score",
        {key: _contender(board, key, money.get(key)) for key in totals},
        unranked=tuple(key for key in labels.tools if key not in totals),
        decision_probability=decision_probability,
        pairs=pairs,
        found=found,
    )
    ranking = evolve(ranking, switch_point=_effect_change(board, ranking.order))
    scores = Scores(
        objectives=labels.objectives,
        unscored_objectives=tuple(sorted(case.objectives.keys() - set(labels.objectives))),
        weights=_by_name(labels.objectives, map(summary, weights)),
        by_objective=_each_part(board, lambda part: _by_name(labels.objectives, _on_objectives(board, part))),
        by_indicator=_each_part(board, lambda part: _by_name(labels.indicators, _on_indicators(part))),
        off_scale=_off_scale(board),
        ranking=ranking,
        central_weights=central,
        central_weights_error=central_error,
        confidence=confidence,
        confidence_error=FrozenMap({key: _share_error(share, draws) for key, share in confidence.items()}),
        rank_uncertainty=_rank_uncertainty(board),
        stakeholders=_stakeholders(board),
        weight_change=_weight_change(board, ranking.order),
        majority=_majority(board, ranking.order, has_all=has_all),
    )
    return scores, {key: summary(values) for key, values in totals.items()}


def _weights(case: BlindedCase, objectives: Sequence[str], draws: int, seed: int) -> tuple[Floats, dict[str, Floats]]:
    """Draw the weights of the objectives that scores speak of, by themselves and for each stakeholder."""
    known = weight_set(case.objectives, case.weights)
    spoken = np.array([known.objectives.index(key) for key in objectives])

    def drawn(stakeholder: str | None) -> Floats:
        weights: Floats = weight_draws(known, draws, seed=seed, stakeholder=stakeholder).T[spoken]
        total = weights.sum(axis=0)
        if not (total > 0.0).all():
            listed = ", ".join(objectives)
            raise CaseError.at(
                "objectives", message("scores speak of {listed} alone, which can have no weight at all", listed=listed)
            )
        if len(spoken) < len(known.objectives):
            weights /= total
        return weights

    named = [key for key in known.voices if key]
    return drawn(None), {key: drawn(key) for key in named}


def _weighted(by_objective: Floats, weights: Floats) -> Floats:
    """Add scores on objectives up, each by its weight: shape (draws,)."""
    total: Floats = np.einsum("od,od->d", by_objective, weights)
    return total


def _by_name(names: Sequence[str], values: Iterable[T]) -> FrozenMap[str, T]:
    return FrozenMap(dict(zip(names, values, strict=True)))


def _each_part(board: _Board, figure: Callable[[ToolScores], T]) -> FrozenMap[str, T]:
    return FrozenMap({key: figure(part) for key, part in board.parts.items()})


def _on_objectives(board: _Board, part: ToolScores) -> Iterator[Summary | None]:
    """Sum up the score on each objective; None where it depends on a gap that could not be filled."""
    for values, shares in zip(part.by_objective, board.frame.shares, strict=True):
        yield None if (np.array(shares)[part.unfilled] > 0.0).any() else summary(values)


def _on_indicators(part: ToolScores) -> Iterator[float | None]:
    """Return the expected score on each indicator; None for a gap that could not be filled."""
    for score, unfilled in zip(part.by_indicator, part.unfilled, strict=True):
        yield None if unfilled else float(score)


def _off_scale(board: _Board) -> FrozenMap[str, FrozenMap[str, float]]:
    """Return how often a change lies outside its scale, where it ever does."""
    names = board.labels.indicators
    found = {
        key: FrozenMap({name: float(share) for name, share in zip(names, part.off_scale, strict=True) if share > 0.0})
        for key, part in board.parts.items()
    }
    return FrozenMap({key: shares for key, shares in found.items() if shares})


def _contender(board: _Board, key: str, money: Contender | None) -> Contender:
    """Return what a tool is ranked by: scores, which are equal where they differ by less than a rounding of the whole scale."""
    part, values = board.parts[key], board.totals[key]
    has_gaps = part.lowest is not part.by_objective
    lowest, highest = (
        (_weighted(ends, board.weights) for ends in (part.lowest, part.highest)) if has_gaps else (values, values)
    )
    return Contender(
        values=values,
        expected=_level(values),
        size=np.broadcast_to(1.0, values.shape),
        expected_size=1.0,
        mc_error=float(values.std()) / math.sqrt(values.size),
        lowest=lowest,
        highest=highest,
        expected_ends=(_level(lowest), _level(highest)),
        positive=None if money is None else money.positive,
    )


def _level(values: Floats) -> float:
    """Return the mean; the value itself where all are the same."""
    first = float(values[0])
    return first if bool((values == first).all()) else float(values.mean())


def _central(board: _Board, rows: Floats) -> FrozenMap[str, FrozenMap[str, float] | None]:
    """Put weights under the names of tools and objectives, None for a tool that is never first."""
    names = board.labels.objectives
    return FrozenMap(
        {
            key: None if np.isnan(row).any() else _by_name(names, map(float, row))
            for key, row in zip(board.totals, rows, strict=True)
        }
    )


def _confidence(board: _Board, found: Acceptance) -> FrozenMap[str, float | None]:
    """Return the chance that a tool comes first when its own central weights are taken as certain."""
    shares: dict[str, float | None] = dict.fromkeys(board.totals)
    for place, key in enumerate(board.totals):
        weights = found.central[place]
        if not np.isnan(weights).any():
            values = [weights @ board.parts[other].by_objective for other in board.totals]
            shares[key] = first_share(values, place)
    return FrozenMap(shares)


def _share_error(share: float | None, draws: int) -> float | None:
    return None if share is None else math.sqrt(share * (1.0 - share) / draws)


def _rank_uncertainty(board: _Board) -> FrozenMap[str, float] | None:
    """Share the variance of all ranks out between weights, evidence, and both together.

    Each draw's weights are put together with the evidence of the next draw, and the other way round: the covariance with the
    ranks as they were is what the part that was kept explains by itself [Sobol1993].
    """
    parts = [board.parts[key].by_objective for key in board.totals]
    if not parts or parts[0].shape[1] < 2:
        return None
    kept, shifted = slice(None, -1), slice(1, None)

    def ranks(weights: slice, evidence: slice) -> Floats:
        found = ranks_of([_weighted(part[:, evidence], board.weights[:, weights]) for part in parts])
        found -= found.mean(axis=1, keepdims=True)
        return found

    base = ranks(kept, kept)
    whole = float((base * base).sum())
    if whole == 0.0:
        return None
    weights = float((base * ranks(kept, shifted)).sum()) / whole
    evidence = float((base * ranks(shifted, kept)).sum()) / whole
    weights, evidence = (min(max(share, 0.0), 1.0) for share in (weights, evidence))
    return FrozenMap({"weights": weights, "evidence": evidence, "both": max(1.0 - weights - evidence, 0.0)})


def _stakeholders(board: _Board) -> FrozenMap[str, FrozenMap[str, float]]:
    """Return the chance that each tool comes first by the weights of each stakeholder."""
    found = {}
    for name, weights in board.stakeholders.items():
        values = [_weighted(board.parts[key].by_objective, weights) for key in board.totals]
        found[name] = _by_name(tuple(board.totals), map(float, first_shares(values)))
    return FrozenMap(found)


def _expected(board: _Board, key: str) -> Floats:
    """Return the expected score of a tool on each objective."""
    mean: Floats = board.parts[key].by_objective.mean(axis=1)
    return mean


def _weight_change(board: _Board, order: Sequence[str]) -> WeightChange | None:
    """Find the smallest shift of the mean weights at which the first two tools are level.

    Weight moves to the objective on which the second is most ahead, from those on which it is most behind: each unit of it then
    closes as much of the gap as it can.
    """
    if len(order) < 2:
        return None
    lead = _expected(board, order[0]) - _expected(board, order[1])
    weights = board.weights.mean(axis=1)
    gap, target = float(weights @ lead), int(np.argmin(lead))
    shift, after = 0.0, weights.copy()
    for giver in np.argsort(-lead, kind="stable"):
        closes = float(lead[giver] - lead[target])
        if gap <= 0.0 or closes <= 0.0:
            break
        moved = min(float(weights[giver]), gap / closes)
        after[giver] -= moved
        after[target] += moved
        shift += moved
        gap -= moved * closes
    if gap > 1e-12:
        return None
    return WeightChange(shift, _by_name(board.labels.objectives, map(float, after)))


def _effect_change(board: _Board, order: Sequence[str]) -> EffectChange | None:
    """Find the effect that has to change least, by a factor, for the first two tools to be level in expected score."""
    if len(order) < 2:
        return None
    weights = board.weights.mean(axis=1)
    counts = weights @ np.array(board.frame.shares)
    gap = float(weights @ (_expected(board, order[0]) - _expected(board, order[1])))
    factors: list[tuple[str, str, float]] = []
    for key, sign in ((order[0], -1.0), (order[1], 1.0)):
        part = board.parts[key]
        for place, name in enumerate(board.labels.indicators):
            change = float(part.changes[place])
            if name not in board.case.activities[key].effects or change == 0.0 or counts[place] <= 0.0:
                continue
            needed = _at_score(float(part.by_indicator[place]) + sign * gap / counts[place], board.frame.scales[place])
            if needed is not None:
                factors.append((key, name, needed / change))
    return least_change(factors)


def _at_score(score: float, knots: Sequence[tuple[float, float]]) -> float | None:
    """Read off a scale which value has a score; None where none has. What is within roundings of an end is the end."""
    at, scores = (np.array(column) for column in zip(*knots, strict=True))
    if not scores.min() - TOLERANCE <= score <= scores.max() + TOLERANCE:
        return None
    if scores[0] > scores[-1]:
        at, scores = at[::-1], scores[::-1]
    return float(np.interp(score, scores, at))


def _majority(board: _Board, order: Sequence[str], *, has_all: bool) -> Majority:
    """Compare each pair of tools, or each with the first, by the weight of the objectives on which one is better."""
    preferred: dict[str, dict[str, float]] = {key: {} for key in board.totals}
    firsts = order if has_all else order[:1]
    for place, key in enumerate(firsts):
        for other in order[place + 1 :]:
            side = np.sign(board.parts[key].by_objective - board.parts[other].by_objective)
            ahead = _weighted(side, board.weights)
            preferred[key][other] = float(np.count_nonzero(ahead > 0.0) / ahead.size)
            preferred[other][key] = float(np.count_nonzero(ahead < 0.0) / ahead.size)
    contradicts = tuple(
        (key, other) for place, key in enumerate(firsts) for other in order[place + 1 :] if preferred[other][key] > 0.5
    )
    return Majority(
        preferred=FrozenMap(
            {
                key: FrozenMap({other: row[other] for other in preferred if other in row})
                for key, row in preferred.items()
            }
        ),
        contradicts=contradicts,
    )
