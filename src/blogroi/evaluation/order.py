"""The order that was asked for: by a figure in money, or by the scores, where there are any."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from blogroi.engine.frame import Frame, Labels, ScoreFrame, ScoreLabels
from blogroi.errors import OptionError
from blogroi.evaluation.ranking import Contender, rank_tools
from blogroi.language.spoken import message
from blogroi.model.blinded import BlindedCase
from blogroi.model.conventions import Conventions
from blogroi.results.ranking import Figure, Ranking
from blogroi.results.scores import Scores
from blogroi.results.summary import Summary

if TYPE_CHECKING:
    from blogroi.engine.scores import ToolScores

__all__ = ["has_scores", "order_by", "score_board", "scores_of"]


def score_board(
    case: BlindedCase, conventions: Conventions, frame: Frame, labels: Labels
) -> tuple[ScoreFrame, ScoreLabels] | None:
    """Return what scores are about, with the changes as they are compiled already; None where no scale leads to an objective."""
    if not has_scores(case):
        return None
    from blogroi.engine.compile.scores import build_score_frame  # noqa: PLC0415  only who scores pays for it

    changes = {
        key: dict(zip(part.changes, tool.changes, strict=True))
        for key, part, tool in zip(labels.tools, labels.parts, frame.tools, strict=True)
    }
    board = build_score_frame(case, conventions, changes)
    return board if board[1].objectives else None


def scores_of(
    case: BlindedCase,
    conventions: Conventions,
    board: tuple[ScoreFrame, ScoreLabels] | None,
    parts: Sequence[ToolScores | None],
    *,
    money: Mapping[str, Contender],
    decision_probability: float,
    pairs: bool,
) -> tuple[Scores | None, Mapping[str, Summary]]:
    """Return the scores, and that of each tool, where an indicator with a scale leads to an objective."""
    if board is None:
        return None, {}
    from blogroi.evaluation.scoring import score_tools  # noqa: PLC0415  only who scores pays for what draws weights

    known = [part for part in parts if part is not None]
    return score_tools(
        case,
        conventions,
        *board,
        known,
        money=money,
        decision_probability=decision_probability,
        pairs=pairs,
    )


def has_scores(case: BlindedCase) -> bool:
    """Return whether an indicator with a scale leads to anything."""
    return any(indicator.scale and indicator.lever for indicator in case.indicators.values())


def order_by(
    by: Figure,
    standings: Mapping[str, Mapping[str, Contender]],
    scores: Scores | None,
    decision_probability: float,
    *,
    pairs: bool,
) -> Ranking:
    """Put the tools in order of the expected figure that was asked for, where it is known; that of the scores is there already."""
    if by == "score":
        if scores is None:
            raise OptionError("by", message("there is no score: no indicator that leads to an objective has a scale"))
        return scores.ranking
    ranked = {key: found[by] for key, found in standings.items() if by in found}
    return rank_tools(
        by,
        ranked,
        unranked=tuple(key for key in standings if key not in ranked),
        decision_probability=decision_probability,
        pairs=pairs,
    )
