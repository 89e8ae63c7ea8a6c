"""What scores leave out, cannot hold, or decide by letting one objective make up for another (``BR5xx``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from blogroi.codes.wording import by_share, in_draws, statement_of
from blogroi.language.spoken import message
from blogroi.model.case import Case
from blogroi.model.locations import PartPath
from blogroi.model.paths import EffectPath
from blogroi.results.checks import Check
from blogroi.results.format import quoted
from blogroi.results.scores import Scores
from blogroi.results.tool import ToolResult

__all__ = ["score_checks"]


def score_checks(case: Case, results: Mapping[str, ToolResult], scores: Scores) -> Iterator[Check]:
    """Find what a reader of the scores should know."""
    for objective in scores.unscored_objectives:
        yield Check(
            "BR501",
            "info",
            str(PartPath("objectives", objective)),
            message(
                "{objective}: no indicator with a scale leads to it, so that scores leave it out.",
                objective=quoted(case.objectives[objective].statement),
            ),
        )
    for key, shares in scores.off_scale.items():
        for name, share in shares.items():
            yield Check(
                "BR502",
                by_share(share),
                str(EffectPath(key, name)),
                message(
                    "{tool}: the change in {indicator} lies outside its scale {often}, and is counted there as the best or the worst value"
                    " of the scale.",
                    tool=results[key].name,
                    indicator=statement_of(case, name),
                    often=in_draws(share),
                ),
            )
    for key in scores.ranking.unranked:
        yield Check(
            "BR503",
            "warning",
            str(PartPath("tools", key)),
            message(
                "{tool}: its score is not known, since a missing figure on a scale has no usual range (`prior`) to fill it from.",
                tool=results[key].name,
            ),
        )
    for ahead, other in scores.majority.contradicts:
        yield Check(
            "BR504",
            "warning",
            str(PartPath("tools", ahead)),
            message(
                "{first} scores higher overall than {second}, but lower on most of what matters: the order depends on letting one objective"
                " make up for another.",
                first=results[ahead].name,
                second=results[other].name,
            ),
        )
