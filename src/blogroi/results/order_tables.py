"""The order of the tools as tables: who is where, how sure that is, and who is better than whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from blogroi.results.evaluation import Evaluation
from blogroi.results.headings import OTHER, TOOL, flag, number, share, text, tool_cells, whole
from blogroi.results.ranking import Ranking
from blogroi.results.table import Heading, Layout, Value

__all__ = ["LAYOUTS"]

_BY = {"by": text("What the tools are ranked by: `npv`, `roi` or `score`.")}


def _rankings(result: Evaluation) -> Iterator[Ranking]:
    """Go through the order that was asked for, and that by score where there is one beside it."""
    yield result.ranking
    if result.scores is not None and result.ranking.by != "score":
        yield result.scores.ranking


_ORDER: dict[str, Heading] = {
    **_BY,
    **TOOL,
    "place": whole("Place by what is expected, from 1; empty where the figure is unknown."),
    "is_winner": flag("Whether it is ahead of each other tool often enough to be called the winner."),
    "best_place": whole("Best place by what is expected that it can have, whatever the missing figures are."),
    "worst_place": whole("Worst place likewise."),
    "first_and_positive": share(
        "Chance that it comes first and its net present value is above zero, in the same draw."
    ),
}


def _order(result: Evaluation) -> Iterator[Mapping[str, Value]]:
    for ranking in _rankings(result):
        for place, key in enumerate((*ranking.order, *ranking.unranked), start=1):
            best, worst = ranking.intervals.get(key, (None, None))
            yield {
                "by": ranking.by,
                **tool_cells(result.names, key),
                "place": place if place <= len(ranking.order) else None,
                "is_winner": key == ranking.winner,
                "best_place": best,
                "worst_place": worst,
                "first_and_positive": ranking.first_and_positive.get(key),
            }


_RANKS: dict[str, Heading] = {
    **_BY,
    **TOOL,
    "rank": whole("A place, from 1."),
    "share": share("Share of the draws in which the tool takes it."),
    "mc_error": number("Monte Carlo standard error of that share.", "share"),
}


def _ranks(result: Evaluation) -> Iterator[Mapping[str, Value]]:
    for ranking in _rankings(result):
        for key, shares in ranking.rank_acceptability.items():
            for rank, (part, error) in enumerate(zip(shares, ranking.mc_error[key], strict=True), start=1):
                yield {
                    "by": ranking.by,
                    **tool_cells(result.names, key),
                    "rank": rank,
                    "share": part,
                    "mc_error": error,
                }


_PAIRWISE: dict[str, Heading] = {
    **_BY,
    **TOOL,
    **OTHER,
    "share": share("Share of the draws in which the tool is better than the other."),
    "mc_error": number("Monte Carlo standard error of that share.", "share"),
    "dominates": text(
        "In what sense it is at least as good whatever the missing figures are: `every draw`, `first order`, `second order`; "
        "empty where it is not."
    ),
    "majority": share(
        "By score: share of the draws in which the objectives on which it is better weigh more than those on which the other is."
    ),
}


def _pairwise(result: Evaluation) -> Iterator[Mapping[str, Value]]:
    names = result.names
    for ranking in _rankings(result):
        senses = {(one.tool, one.over): one.sense for one in ranking.dominance}
        preferred: Mapping[str, Mapping[str, float]] = {}
        if ranking.by == "score" and result.scores is not None:
            preferred = result.scores.majority.preferred
        for key, others in ranking.pairwise.items():
            for other, part in others.items():
                yield {
                    "by": ranking.by,
                    **tool_cells(names, key),
                    "other": other,
                    "other_name": names.tools.get(other),
                    "share": part,
                    "mc_error": ranking.pairwise_error[key][other],
                    "dominates": senses.get((key, other)),
                    "majority": preferred.get(key, {}).get(other),
                }


LAYOUTS: tuple[Layout[Evaluation], ...] = (
    Layout("order", "A row for each tool in each order: where it stands.", _ORDER, _order),
    Layout("ranks", "A row for each tool and place: how often it takes that place.", _RANKS, _ranks),
    Layout("pairwise", "A row for each pair of tools: how often the one is better.", _PAIRWISE, _pairwise),
)
"""The tables of the order."""
