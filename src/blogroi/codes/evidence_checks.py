"""Whether the verdicts survive a correction by how effects are known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from blogroi.model.locations import PartPath
from blogroi.results.checks import Check
from blogroi.results.evidence import EvidenceCorrection
from blogroi.results.format import exact
from blogroi.results.ranking import Ranking
from blogroi.results.tool import ToolResult

__all__ = ["evidence_checks"]

_SAID = {
    "pays": "brings in more than it costs",
    "does not pay": "costs more than it brings in",
    "even": "brings in what it costs",
    "open": "could go either way",
    "unknown": "is not known to pay",
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
            "Corrected for how effects are known, every verdict stays, and so does who comes first.",
        )
        return
    for key, verdict in correction.tools.items():
        result = results[key]
        if not verdict.survives and verdict.npv_stated is not None and result.npv is not None:
            yield Check(
                "BR247",
                "warning",
                str(PartPath("tools", key)),
                f"{result.name} {_SAID[verdict.stated]} as stated, and {_SAID[verdict.corrected]} once effects are corrected for how they are"
                f" known: NPV {exact(verdict.npv_stated.mean)} as stated, {exact(result.npv.mean)} corrected.",
            )
    yield from _order_checks(results, ranking, correction)


def _order_checks(
    results: Mapping[str, ToolResult], ranking: Ranking, correction: EvidenceCorrection
) -> Iterator[Check]:
    first, before = ranking.order[:1], correction.order_stated[:1]
    if first != before:
        now, then = (results[one[0]].name if one else "nobody" for one in (first, before))
        said = f"{then} comes first as stated, and {now} once"
    elif ranking.winner is None and correction.winner_stated is not None:
        said = f"{results[correction.winner_stated].name} is clearly ahead as stated, and no longer so once"
    elif ranking.winner is not None and correction.winner_stated is None:
        said = f"Nobody is clearly ahead as stated, and {results[ranking.winner].name} is once"
    else:
        return
    yield Check("BR247", "warning", str(PartPath("tools")), f"{said} effects are corrected for how they are known.")
