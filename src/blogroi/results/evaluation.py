"""The result of an evaluation: the figures of every tool, their order, and what should be known about them."""

from __future__ import annotations

from typing import ClassVar, Literal

from blogroi.model.brief import brief, count, some
from blogroi.model.frozen_map import FrozenMap
from blogroi.records import frozen
from blogroi.results.answer import DrawnAnswer
from blogroi.results.checks import Check, IgnoredCheck
from blogroi.results.evidence import EvidenceCorrection
from blogroi.results.fairness import Claim, Parity, Robustness
from blogroi.results.hindsight import ToolEmergent
from blogroi.results.ranking import Ranking
from blogroi.results.scores import Scores
from blogroi.results.tool import ToolResult
from blogroi.results.total import TotalResult

__all__ = ["Evaluation"]


@frozen(kw_only=True)
class Evaluation(DrawnAnswer):
    """The result of an evaluation: the figures of every tool, their order, and what should be known about them.

    Parameters
    ----------
    tools : mapping of str to ToolResult
        The figures, by key.
    total : TotalResult or None
        All tools together; None where a cost is not known, or where tools exclude each other.
    ranking : Ranking
        The order of the tools.
    scores : Scores or None
        Scores on declared scales; None where no indicator that leads to an objective has one.
    parity : Parity
        Whether all tools are asked the same.
    claims : mapping of str to Claim
        By indicator: what the tools claim of one shared change, and whether their changes pass a stated total.
    robustness : Robustness
        Whether verdicts and order survive all three policies for gaps.
    checks : tuple of Check
        What should be known, the most severe first.
    ignored : tuple of IgnoredCheck
        What the case sets aside of that, with its reasons.
    emergent : mapping of str to ToolEmergent
        By tool: what was foreseen, and what was found by looking, as found and corrected.
    evidence : EvidenceCorrection or None
        What a correction by the class of evidence does to the verdicts; None where none was asked for.
    only : tuple of str
        The figures that were asked for where that was not all of them: what is None or empty elsewhere is then not unknown, but
        was not computed. Empty, and left out of plain data, where all of them were.
    """

    OMITTED: ClassVar[tuple[str, ...]] = (*DrawnAnswer.OMITTED, "only")

    ANSWER: ClassVar[str] = "evaluation"
    TABLES: ClassVar[str] = "blogroi.results.evaluation_tables"

    tools: FrozenMap[str, ToolResult]
    total: TotalResult | None
    ranking: Ranking
    scores: Scores | None
    parity: Parity
    claims: FrozenMap[str, Claim]
    robustness: Robustness
    checks: tuple[Check, ...]
    ignored: tuple[IgnoredCheck, ...] = ()
    emergent: FrozenMap[str, ToolEmergent] = FrozenMap()
    evidence: EvidenceCorrection | None = None
    only: tuple[Literal["npv"], ...] = ()

    def __repr__(self) -> str:
        """Return whether each tool pays."""
        return brief(
            self,
            count(self.conventions.draws, "draw"),
            some(f"{key} {tool.verdict}" for key, tool in self.tools.items()),
            name=self.title,
            of="of",
        )
