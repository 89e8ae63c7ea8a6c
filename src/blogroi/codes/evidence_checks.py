"""Whether the verdicts survive a correction by how effects are known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from blogroi.language.spoken import message
from blogroi.model.locations import PartPath
from blogroi.results.checks import Check
from blogroi.results.evidence import EvidenceCorrection
from blogroi.results.format import exact
from blogroi.results.ranking import Ranking
from blogroi.results.tool import ToolResult

__all__ = ["evidence_checks"]

_SAID = {
    "pays": message("it pays"),
    "does not pay": message("it does not pay"),
    "even": message("it breaks even"),
    "open": message("it could go either way"),
    "unknown": message("it is not known"),
}


def evidence_checks(
    results: Mapping[str, ToolResult], ranking: Ranking, correction: EvidenceCorrection
) -> Iterator[Check]:
    """Say which verdicts the correction changes, or that it changes none.

    Parameters
    ----------
    results : mapping of str to ToolResult
        The corrected figures.
    ranking : Ranking
        The corrected order.
    correction : EvidenceCorrection
        What is stated, beside them.

    Yields
    ------
    Check
        ``BR247`` where a verdict, the first or the winner is another one, ``BR248`` where none is.
    """
    if correction.survives:
        yield Check(
            "BR248",
            "info",
            str(PartPath("tools")),
            message("Corrected for how effects are known, every verdict stays, and so does the tool that comes first."),
        )
        return
    for key, verdict in correction.tools.items():
        result = results[key]
        if not verdict.survives and verdict.npv_stated is not None and result.npv is not None:
            yield Check(
                "BR247",
                "warning",
                str(PartPath("tools", key)),
                message(
                    "{tool}: as stated {stated} (NPV {before}); corrected for how its effects are known {corrected} (NPV {after}).",
                    tool=result.name,
                    stated=_SAID[verdict.stated],
                    before=exact(verdict.npv_stated.mean),
                    corrected=_SAID[verdict.corrected],
                    after=exact(result.npv.mean),
                ),
            )
    yield from _order_checks(results, ranking, correction)


def _order_checks(
    results: Mapping[str, ToolResult], ranking: Ranking, correction: EvidenceCorrection
) -> Iterator[Check]:
    first, before = ranking.order[:1], correction.order_stated[:1]
    if first != before:
        now, then = (results[one[0]].name if one else message("none of the tools") for one in (first, before))
        said = message("As stated, {then} comes first; corrected for how effects are known, {now}.", then=then, now=now)
    elif ranking.winner is None and correction.winner_stated is not None:
        said = message(
            "{tool} is clearly ahead as stated, and no longer so corrected for how effects are known.",
            tool=results[correction.winner_stated].name,
        )
    elif ranking.winner is not None and correction.winner_stated is None:
        said = message(
            "No tool is clearly ahead as stated; corrected for how effects are known, {tool} is.",
            tool=results[ranking.winner].name,
        )
    else:
        return
    yield Check("BR247", "warning", str(PartPath("tools")), said)
