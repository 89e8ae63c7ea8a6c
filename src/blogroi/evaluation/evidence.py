"""Whether a verdict survives the correction by class of evidence: the same case once more, as it is stated."""

from __future__ import annotations

from collections.abc import Mapping

from blogroi.engine.compile.quantities import single_draw
from blogroi.engine.inputs import input_draws
from blogroi.evaluation.summaries import summary
from blogroi.literature.evidence import CORRECTED, OVERSTATED, share_that_holds
from blogroi.model.blinded import BlindedCase
from blogroi.model.conventions import Conventions
from blogroi.model.domain import Domain
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.paths import EvidencePath
from blogroi.results.evaluation import Evaluation
from blogroi.results.evidence import CorrectedVerdict, EvidenceCorrection
from blogroi.results.ranking import Ranking
from blogroi.results.summary import Summary
from blogroi.results.tool import ToolResult

__all__ = ["correction_of"]


def correction_of(
    case: BlindedCase, held: Conventions, stated: Evaluation, results: Mapping[str, ToolResult], ranking: Ranking
) -> EvidenceCorrection:
    """Hold what is corrected against what is stated.

    Parameters
    ----------
    case : BlindedCase
        The case.
    held : Conventions
        Those of the corrected answer.
    stated : Evaluation
        The answer under the same conventions without the correction.
    results : mapping of str to ToolResult
        The corrected figures.
    ranking : Ranking
        The corrected order.

    Returns
    -------
    EvidenceCorrection
    """
    verdicts = {key: _verdict(stated.tools[key], result) for key, result in results.items()}
    before = stated.ranking
    same_order = (ranking.order[:1], ranking.winner) == (before.order[:1], before.winner)
    return EvidenceCorrection(
        reference=OVERSTATED,
        factors=FrozenMap({word: _factor(case, word, held) for word in CORRECTED}),
        tools=FrozenMap(verdicts),
        order_stated=before.order,
        winner_stated=before.winner,
        survives=same_order and all(verdict.survives for verdict in verdicts.values()),
    )


def _verdict(stated: ToolResult, corrected: ToolResult) -> CorrectedVerdict:
    return CorrectedVerdict(
        stated=stated.verdict,
        corrected=corrected.verdict,
        npv_stated=stated.npv,
        survives=stated.verdict == corrected.verdict,
    )


def _factor(case: BlindedCase, word: str, held: Conventions) -> Summary:
    draw = single_draw(case, EvidencePath(word), share_that_holds(), Domain.SHARE, seed=held.seed)
    return summary(input_draws(draw, held.draws))
