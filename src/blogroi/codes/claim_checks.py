"""What tools claim together (``BR401``, ``BR402``), and what was found by looking (``BR403``, ``BR404``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from blogroi.codes.wording import by_share, in_draws, joined, statement_of
from blogroi.model.case import Case
from blogroi.model.paths import EffectPath, IndicatorPath
from blogroi.results.checks import Check, Severity
from blogroi.results.fairness import Claim
from blogroi.results.format import as_percent, significant
from blogroi.results.hindsight import PostHocEffect

__all__ = ["claim_checks", "search_checks"]


def claim_checks(case: Case, claims: Mapping[str, Claim]) -> Iterator[Check]:
    """Find credits that pass the whole of a shared change, and changes that pass the total stated for an indicator."""
    for key, claim in claims.items():
        named = statement_of(case, key)
        tools = joined([case.tools[tool].name for tool in claim.tools])
        if claim.probability_exceeds_total:
            yield Check(
                "BR402",
                by_share(claim.probability_exceeds_total),
                str(IndicatorPath(key, "total")),
                f"What {tools} {'is' if len(claim.tools) == 1 else 'are'} said to change in {named} passes the total stated for it,"
                f" {in_draws(claim.probability_exceeds_total)}. Look again at the changes, their credits and the total, or evaluate with"
                ' claims = "scaled".',
            )
        if claim.probability and claim.mean is not None and claim.excess is not None:
            yield Check(
                "BR401",
                by_share(claim.probability),
                str(IndicatorPath(key)),
                f"The shares of {named} that {tools} take {_past_all(claim.mean, claim.probability, claim.excess)}: some of it is counted"
                ' twice. Agree on their `credit`, or evaluate with claims = "scaled".',
            )


def _past_all(mean: float, chance: float, excess: float) -> str:
    if chance == 1.0:
        return f"add up to {as_percent(mean)}"
    return f"pass 100 % {in_draws(chance)}, by {as_percent(excess)} on average there"


def search_checks(case: Case, key: str, name: str, found: PostHocEffect) -> Iterator[Check]:
    """Find an effect found by looking that may be luck, or cannot be corrected for the search."""
    path = str(EffectPath(key, name))
    severity: Severity = "info" if case.indicators[name].value is None else "warning"
    said = f"{case.tools[key].name}: the effect on {statement_of(case, name)} was found after trying {found.searched} indicators"
    if found.significant is False and found.p_value is not None and found.p_adjusted is not None:
        yield Check(
            "BR403",
            severity,
            path,
            f"{said}; its p-value of {significant(found.p_value)} is {significant(found.p_adjusted)} after correction, so that it may be luck.",
        )
    if found.adjusted_by == "nothing":
        yield Check(
            "BR404",
            severity,
            path,
            f"{said}, and is counted as found: to be corrected it needs a p-value, or a usual range (`prior`) and a range of its own.",
        )
