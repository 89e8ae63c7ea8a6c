"""What should be known of an evaluation as tables: who was asked what, what depends on gaps, what is claimed, what was found by looking."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from blogroi.model.paths import GapPath
from blogroi.results.check_tables import CHECKS, check_cells
from blogroi.results.evaluation import Evaluation
from blogroi.results.headings import (
    INDICATOR,
    SPREAD,
    SUMMARY,
    TOOL,
    amount,
    figure_headings,
    flag,
    indicator_cells,
    number,
    parts_of,
    share,
    text,
    tool_cells,
    whole,
)
from blogroi.results.table import CURRENCY, Heading, Layout, Value

__all__ = ["LAYOUTS"]

_GAPS: dict[str, Heading] = {
    **TOOL,
    "question": text("Key of the indicator that the tool is asked about, or `costs`."),
    "statement": text("What the indicator is called; empty for `costs`."),
    "unit": text("Unit in which it is counted."),
    "answer": text(
        "`measured`, `observed`, `estimated`, `assumed`; `stated` of costs; `not applicable`, `gap` or `never asked`."
    ),
    "is_gap": flag("Whether nothing is known: `gap` or `never asked`."),
    "is_pivotal": flag(
        "Whether the gap alone, at one of its ends, would turn the sign of the tool's net present value."
    ),
    "is_pivotal_for_order": flag("Whether the gap alone would put another tool first."),
    "reason": text("Why no effect is possible, where that is stated."),
}

_UNANSWERED = ("gap", "never asked")


def _gaps(result: Evaluation) -> Iterator[Mapping[str, Value]]:
    for key, answers in result.parity.matrix.items():
        pivotal = result.robustness.tools[key].pivotal_gaps if key in result.robustness.tools else ()
        reasons = result.tools[key].not_applicable
        for question, answer in answers.items():
            named = result.names.indicators.get(question)
            is_gap = answer in _UNANSWERED
            yield {
                **tool_cells(result.names, key),
                "question": question,
                "statement": None if named is None else named.statement,
                "unit": None if named is None else named.unit,
                "answer": answer,
                "is_gap": is_gap,
                "is_pivotal": is_gap and question in pivotal,
                "is_pivotal_for_order": is_gap and _gap_path(key, question) in result.robustness.pivotal_gaps,
                "reason": reasons.get(question),
            }


def _gap_path(tool: str, indicator: str) -> str:
    return str(GapPath(tool, indicator))


_ROBUSTNESS: dict[str, Heading] = {
    **TOOL,
    "gaps": text("How missing figures are taken: `no-credit` (nothing), `prior`, all at their `lowest` or `highest`."),
    "npv": amount("Expected net present value then; empty where a gap has no prior, or the cost is not known."),
    "survives": flag("Whether its sign is the same under all of them; empty where that cannot be said."),
}


def _robustness(result: Evaluation) -> Iterator[Mapping[str, Value]]:
    for key, tool in result.robustness.tools.items():
        for policy, npv in tool.npv.items():
            yield {**tool_cells(result.names, key), "gaps": policy, "npv": npv, "survives": tool.survives}


_CLAIMS: dict[str, Heading] = {
    **INDICATOR,
    **TOOL,
    "periods": whole("Number of periods in which tools claim a part of the change."),
    "mean": share("Expected sum of the shares that all tools claim, where they are shares of one change."),
    "probability": share("Chance that these shares pass 1."),
    "excess": share("By how much they pass it, on average, where they do."),
    "probability_exceeds_total": share(
        "Chance that the changes of all tools pass the stated total in some period, or go against it."
    ),
}


def _claims(result: Evaluation) -> Iterator[Mapping[str, Value]]:
    for indicator, claim in result.claims.items():
        for key in claim.tools:
            yield {
                **indicator_cells(result.names, indicator),
                **tool_cells(result.names, key),
                "periods": len(claim.periods),
                "mean": claim.mean,
                "probability": claim.probability,
                "excess": claim.excess,
                "probability_exceeds_total": claim.probability_exceeds_total,
            }


_EMERGENT: dict[str, Heading] = {
    **TOOL,
    "part": text("`benefits` in all, or what of them was `anticipated`, `emergent`, or `unlabelled`."),
    **figure_headings("raw", "Present value as found", CURRENCY, SUMMARY),
    **figure_headings("adjusted", "Present value corrected for having been found by searching", CURRENCY, SUMMARY),
}


def _emergent(result: Evaluation) -> Iterator[Mapping[str, Value]]:
    for key, found in result.emergent.items():
        for part in ("benefits", "anticipated", "emergent", "unlabelled"):
            both = getattr(found, part)
            yield {
                **tool_cells(result.names, key),
                "part": part,
                **parts_of("raw", both.raw, SUMMARY),
                **parts_of("adjusted", both.adjusted, SUMMARY),
            }


_POST_HOC: dict[str, Heading] = {
    **TOOL,
    **INDICATOR,
    "searched": whole("How many indicators were looked at."),
    "noticed_by": text("Who noticed it."),
    "evidence": text("How it is known."),
    "p_value": share("Of the test by which it was found."),
    "p_adjusted": share(
        "The same adjusted for all that was looked at, for indicators that are independent or rise together."
    ),
    "p_adjusted_any": share("The same for any indicators."),
    "significant": flag("Whether `p_adjusted` is at most 5 %."),
    "raw": number("Expected net change in a period, in its unit, as found."),
    "adjusted": number("The same after correction; empty where nothing is there to correct it by."),
    "weight": share("Share of the evidence in the adjusted change."),
    "adjusted_by": text("`prior`, `p-value` or `nothing`."),
}


def _post_hoc(result: Evaluation) -> Iterator[Mapping[str, Value]]:
    for key, found in result.emergent.items():
        for indicator, effect in found.effects.items():
            own: dict[str, Value] = {name: getattr(effect, name) for name in _POST_HOC if hasattr(effect, name)}
            own["noticed_by"] = effect.noticed_by or None
            yield tool_cells(result.names, key) | indicator_cells(result.names, indicator) | own


_HINDSIGHT: dict[str, Heading] = {
    **TOOL,
    "counted": text(
        "`ex_post`: all effects as found; `ex_post_adjusted`: all, corrected; `ex_ante`: the anticipated ones alone."
    ),
    "verdict": text("What the tool does then."),
    "probability_positive": share("Chance that net present value is above zero then."),
    "probability_even": share("Chance that it is zero then."),
    **figure_headings("npv", "Net present value then", CURRENCY, SUMMARY),
}


def _hindsight(result: Evaluation) -> Iterator[Mapping[str, Value]]:
    for key, found in result.emergent.items():
        for counted in ("ex_post", "ex_post_adjusted", "ex_ante"):
            outcome = getattr(found, counted)
            if outcome is not None:
                yield {
                    **tool_cells(result.names, key),
                    "counted": counted,
                    "verdict": outcome.verdict,
                    "probability_positive": outcome.probability_positive,
                    "probability_even": outcome.probability_even,
                    **parts_of("npv", outcome.npv, SUMMARY),
                }


_EVIDENCE: dict[str, Heading] = {
    **TOOL,
    "stated": text("Verdict where every effect counts as it is stated."),
    "corrected": text("Verdict where effects are corrected by how they are known."),
    "survives": flag("Whether the two are the same."),
    **figure_headings("npv_stated", "Net present value where every effect counts as it is stated", CURRENCY, SUMMARY),
}


def _evidence(result: Evaluation) -> Iterator[Mapping[str, Value]]:
    if result.evidence is None:
        return
    for key, verdict in result.evidence.tools.items():
        yield {
            **tool_cells(result.names, key),
            "stated": verdict.stated,
            "corrected": verdict.corrected,
            "survives": verdict.survives,
            **parts_of("npv_stated", verdict.npv_stated, SUMMARY),
        }


_FACTORS: dict[str, Heading] = {
    "evidence": text("How effects are known."),
    **figure_headings("", "What such effects are multiplied by", None, SPREAD),
}


def _factors(result: Evaluation) -> Iterator[Mapping[str, Value]]:
    if result.evidence is not None:
        for evidence, factor in result.evidence.factors.items():
            yield {"evidence": evidence, **parts_of("", factor, SPREAD)}


def _checks(result: Evaluation) -> Iterator[Mapping[str, Value]]:
    yield from map(check_cells, result.checks)
    yield from map(check_cells, result.ignored)


def _is_corrected(result: Evaluation) -> bool:
    return result.evidence is not None


_CORRECTED = ('evidence="corrected"', "--evidence corrected")

LAYOUTS: tuple[Layout[Evaluation], ...] = (
    Layout("gaps", "A row for each tool and question: who was asked what, and how it is known.", _GAPS, _gaps),
    Layout("robustness", "A row for each tool and way of filling its gaps.", _ROBUSTNESS, _robustness),
    Layout(
        "claims", "A row for each indicator of which tools claim one change, and each of those tools.", _CLAIMS, _claims
    ),
    Layout("emergent", "A row for each tool and part of its benefits, as found and corrected.", _EMERGENT, _emergent),
    Layout("post_hoc", "A row for each effect that was found by looking at several indicators.", _POST_HOC, _post_hoc),
    Layout("hindsight", "A row for each tool and way of counting what nobody foresaw.", _HINDSIGHT, _hindsight),
    Layout(
        "evidence",
        "A row for each tool: its verdict as stated and corrected.",
        _EVIDENCE,
        _evidence,
        _is_corrected,
        *_CORRECTED,
    ),
    Layout(
        "factors", "A row for each class of evidence that is corrected.", _FACTORS, _factors, _is_corrected, *_CORRECTED
    ),
    Layout("checks", "A row for each thing that should be known.", CHECKS, _checks),
)
"""The tables of what should be known."""
