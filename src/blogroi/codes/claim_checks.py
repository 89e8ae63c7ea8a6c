"""What tools claim together (``BR401``, ``BR402``), and what was found after trying several indicators (``BR403``, ``BR404``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from blogroi.codes.wording import by_share, in_draws, statement_of
from blogroi.language.spoken import conjoined, message, plural
from blogroi.model.case import Case
from blogroi.model.paths import EffectPath, IndicatorPath
from blogroi.results.checks import Check, Severity
from blogroi.results.fairness import Claim
from blogroi.results.format import as_percent, p_value
from blogroi.results.hindsight import PostHocEffect

__all__ = ["claim_checks", "search_checks"]


def claim_checks(case: Case, claims: Mapping[str, Claim]) -> Iterator[Check]:
    """Find credits that pass the whole of a shared change, and changes that pass the total stated for an indicator."""
    for key, claim in claims.items():
        named = statement_of(case, key)
        tools = conjoined([case.tools[tool].name for tool in claim.tools])
        if claim.probability_exceeds_total:
            yield Check(
                "BR402",
                by_share(claim.probability_exceeds_total),
                str(IndicatorPath(key, "total")),
                plural(
                    "What {tools} is said to change in {indicator} is more than the total stated for it, {often}. Look again at the change,"
                    ' its credit and the total, or evaluate with `claims = "scaled"`.',
                    "What {tools} are said to change in {indicator} is more than the total stated for it, {often}. Look again at the"
                    ' changes, their credits and the total, or evaluate with `claims = "scaled"`.',
                    len(claim.tools),
                    tools=tools,
                    indicator=named,
                    often=in_draws(claim.probability_exceeds_total),
                ),
            )
        if claim.probability and claim.mean is not None and claim.excess is not None:
            yield Check(
                "BR401",
                by_share(claim.probability),
                str(IndicatorPath(key)),
                _past_all(named, tools, claim.mean, claim.probability, claim.excess),
            )


def _past_all(indicator: str, tools: str, mean: float, chance: float, excess: float) -> str:
    if chance == 1.0:
        return message(
            "The shares of {indicator} that {tools} take add up to {share}: some of it is counted twice. Agree on their `credit`, or"
            ' evaluate with `claims = "scaled"`.',
            indicator=indicator,
            tools=tools,
            share=as_percent(mean),
        )
    return message(
        "The shares of {indicator} that {tools} take add up to more than 100 % {often}, by {excess} on average there: some of it is"
        ' counted twice. Agree on their `credit`, or evaluate with `claims = "scaled"`.',
        indicator=indicator,
        tools=tools,
        often=in_draws(chance),
        excess=as_percent(excess),
    )


def search_checks(case: Case, key: str, name: str, found: PostHocEffect) -> Iterator[Check]:
    """Find an effect that was found after trying several indicators and may be luck, or cannot be corrected for the search."""
    path = str(EffectPath(key, name))
    severity: Severity = "info" if case.indicators[name].value is None else "warning"
    tool, indicator = case.tools[key].name, statement_of(case, name)
    if found.significant is False and found.p_value is not None and found.p_adjusted is not None:
        yield Check(
            "BR403",
            severity,
            path,
            plural(
                "{tool}: the effect on {indicator} was found after trying {count} indicator. It may be luck: the p-value is {found},"
                " corrected for that {corrected}.",
                "{tool}: the effect on {indicator} was found after trying {count} indicators. It may be luck: the p-value is {found},"
                " corrected for that {corrected}.",
                found.searched,
                tool=tool,
                indicator=indicator,
                found=p_value(found.p_value),
                corrected=p_value(found.p_adjusted),
            ),
        )
    if found.adjusted_by == "nothing":
        yield Check(
            "BR404",
            severity,
            path,
            plural(
                "{tool}: the effect on {indicator} was found after trying {count} indicator, and counts in full. To be corrected for that"
                " it needs a p-value, or a range beside the usual range (`prior`) of the indicator.",
                "{tool}: the effect on {indicator} was found after trying {count} indicators, and counts in full. To be corrected for that"
                " it needs a p-value, or a range beside the usual range (`prior`) of the indicator.",
                found.searched,
                tool=tool,
                indicator=indicator,
            ),
        )
