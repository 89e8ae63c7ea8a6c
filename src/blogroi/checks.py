"""What a reader of a result should know without asking for it.

Codes are stable: ``BR2xx`` for what a figure rests on or lacks, ``BR3xx`` for figures printed elsewhere, ``BR4xx`` for what
tools claim together and for what was found by looking, ``BR5xx`` for scores. What is implausible in the case itself
(``blogroi.plausibility``) comes with them. A case sets aside any of them by name.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from blogroi.codes import EXPLANATIONS
from blogroi.model.case import Case, GapPolicy
from blogroi.model.fields import PerPeriod
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.quantity import Point
from blogroi.model.tool import Tool
from blogroi.plausibility import PLAUSIBILITY
from blogroi.published import ExpectedFlows, Slack, published_checks
from blogroi.purpose import is_emergent
from blogroi.results import (
    Check,
    Claim,
    FoundByLooking,
    IgnoredCheck,
    Ratio,
    Scores,
    Severity,
    ToolEmergent,
    ToolResult,
)
from blogroi.setting_aside import set_aside

__all__ = ["evaluation_checks"]

_GRAVITY = {"error": 0, "warning": 1, "info": 2}
_NOTABLE = 0.05  # share of the draws from which on a matter is worth a warning
_ENOUGH_AMOUNTS = 3  # from which on their common zeros are taken for rounding
_LEAST_UNIT = 100


def evaluation_checks(
    case: Case,
    results: Mapping[str, ToolResult],
    gaps: GapPolicy,
    claims: Mapping[str, Claim],
    scores: Scores | None = None,
    emergent: Mapping[str, ToolEmergent] | None = None,
    flows: Mapping[str, ExpectedFlows] = FrozenMap(),
) -> tuple[tuple[Check, ...], tuple[IgnoredCheck, ...]]:
    """List what should be known about the figures of a case, the most severe first.

    Parameters
    ----------
    case : Case
        What was evaluated.
    results : mapping of str to ToolResult
        The figures, by tool.
    gaps : str
        How gaps were filled.
    claims : mapping of str to Claim
        What the tools together claim.
    scores : Scores, optional
        Scores of the tools.
    emergent : mapping of str to ToolEmergent, optional
        What was found by looking, by tool.
    flows : mapping of str to ExpectedFlows
        What is expected period by period, for each tool about which something was printed.

    Returns
    -------
    tuple of (tuple of Check, tuple of IgnoredCheck)
        What is found; what of it the case sets aside.
    """
    found = [*_plausibility_checks(case), *_purpose_checks(case), *_claim_checks(case, claims)]
    if scores is not None:
        found += _score_checks(results, scores)
    found += [
        check for key, result in results.items() for check in _tool_checks(case, key, result, gaps, flows.get(key))
    ]
    for key, told in (emergent or {}).items():
        found += [check for name, effect in told.effects.items() for check in _search_checks(case, key, name, effect)]
    kept, ignored = set_aside(sorted(found, key=lambda check: (_GRAVITY[check.severity], check)), case.checks.ignore)
    return tuple(kept), tuple(
        IgnoredCheck(check.code, check.severity, check.path, check.message, reason) for check, reason in ignored
    )


def _plausibility_checks(case: Case) -> Iterator[Check]:
    for code, rule in PLAUSIBILITY.items():
        for path, message in rule(case):
            yield Check(code, EXPLANATIONS[code].severity, path, message)


def _purpose_checks(case: Case) -> Iterator[Check]:
    """Say once of which tools nobody ever said what they were meant for."""
    unsaid = [
        key
        for key, tool in sorted(case.tools.items())
        if tool.effects and all(is_emergent(case, key, name) is None for name in tool.effects)
    ]
    if unsaid:
        yield Check(
            "BR209",
            "info",
            f"tools.{unsaid[0]}.intended" if len(unsaid) == 1 else "tools",
            f"Nobody ever said what {_joined([case.tools[key].name for key in unsaid])} {_was(unsaid)} meant for: what"
            f" {'it brings' if len(unsaid) == 1 else 'they bring'} in counts neither as planned nor as unplanned. Name the indicators"
            f" that {'it was' if len(unsaid) == 1 else 'each was'} meant to move as `intended`.",
        )


def _was(of: Sequence[str]) -> str:
    return "was" if len(of) == 1 else "were"


def _tool_checks(
    case: Case, key: str, result: ToolResult, gaps: GapPolicy, flows: ExpectedFlows | None
) -> Iterator[Check]:
    path, tool = f"tools.{key}", case.tools[key]
    if not tool.costs:
        yield Check(
            "BR201",
            "warning",
            f"{path}.costs",
            f"{tool.name}: no cost is given. It is not free: its cost is a gap, and NPV, ROI and BCR are unknown.",
        )
    elif result.roi is None:
        yield Check(
            "BR204",
            "warning",
            f"{path}.costs",
            f"{tool.name}: the expected costs counted here are not above zero, so that ROI and BCR have no meaning.",
        )
    yield from _gap_checks(case, path, result, gaps)
    yield from _class_checks(path, result)
    if result.irr is not None and result.irr.status == "several":
        yield Check(
            "BR205",
            "warning",
            path,
            f"{tool.name}: the internal rate of return is ambiguous here, since there are several; use NPV.",
        )
    yield from _effect_checks(case, path, tool)
    if flows is not None:
        slack = _parts_rounding(case, key)
        for place, published in enumerate(tool.published, start=1):
            at = f"{path}.published" + (f"[{place}]" if len(tool.published) > 1 else "")
            yield from published_checks(at, result, published, flows, slack)


def _claim_checks(case: Case, claims: Mapping[str, Claim]) -> Iterator[Check]:
    for key, claim in claims.items():
        named = f"'{case.indicators[key].statement.rstrip('.')}'"
        tools = _joined([case.tools[tool].name for tool in claim.tools])
        if claim.probability_exceeds_total:
            yield Check(
                "BR402",
                _by_share(claim.probability_exceeds_total),
                f"indicators.{key}.total",
                f"What {tools} {'is' if len(claim.tools) == 1 else 'are'} said to change in {named} passes the total stated for it,"
                f" {_in_draws(claim.probability_exceeds_total)}. Look again at the changes, their credits, and the total.",
            )
        if claim.probability and claim.mean is not None and claim.excess is not None:
            yield Check(
                "BR401",
                _by_share(claim.probability),
                f"indicators.{key}",
                f"The shares of {named} that {tools} take {_past_all(claim.mean, claim.probability, claim.excess)}: some of it is counted"
                ' twice. Agree on their `credit`, or evaluate with claims = "scaled".',
            )


def _past_all(mean: float, chance: float, excess: float) -> str:
    if chance == 1.0:
        return f"add up to {100 * mean:.0f} %"
    return f"pass 100 % {_in_draws(chance)}, by {100 * excess:.0f} % on average there"


def _by_share(chance: float) -> Severity:
    return "warning" if chance >= _NOTABLE else "info"


def _in_draws(chance: float) -> str:
    return "in all draws" if chance == 1.0 else f"in {_share(chance)} of the draws"


def _joined(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _score_checks(results: Mapping[str, ToolResult], scores: Scores) -> Iterator[Check]:
    for objective in scores.silent:
        yield Check(
            "BR501",
            "info",
            f"objectives.{objective}",
            f"No indicator with a scale leads to {objective}: the scores say nothing of it.",
        )
    for key, shares in scores.off_scale.items():
        for name, share in shares.items():
            yield Check(
                "BR502",
                "warning" if share >= _NOTABLE else "info",
                f"tools.{key}.effects.{name}",
                f"{results[key].name}: the change in {name} lies outside its scale in {_share(share)} of the draws,"
                " and counts there as the end of it.",
            )
    for key in scores.ranking.unranked:
        yield Check(
            "BR503",
            "warning",
            f"tools.{key}",
            f"{results[key].name}: its score is not known, since a gap on a scale has no prior from which to fill it.",
        )
    for ahead, other in scores.majority.contradicts:
        yield Check(
            "BR504",
            "warning",
            f"tools.{ahead}",
            f"{results[ahead].name} is ahead of {results[other].name} by score, but behind it on the greater weight of"
            " objectives: the order depends on letting one objective make up for another.",
        )


def _search_checks(case: Case, key: str, name: str, found: FoundByLooking) -> Iterator[Check]:
    path = f"tools.{key}.effects.{name}"
    severity: Severity = "info" if case.indicators[name].value is None else "warning"
    said = f"{case.tools[key].name}: the effect on {name} was found by looking at {found.searched} indicators"
    if found.significant is False:
        yield Check(
            "BR403",
            severity,
            path,
            f"{said}; its p-value of {found.p_value:.2g} is {found.p_adjusted:.2g} after correction, so that luck may explain it.",
        )
    if found.corrected_by == "nothing":
        yield Check(
            "BR404",
            severity,
            path,
            f"{said}, and is counted as found: without a p-value, or a prior and a spread of its own, it cannot be corrected.",
        )


def _gap_checks(case: Case, path: str, result: ToolResult, gaps: GapPolicy) -> Iterator[Check]:
    if not result.gaps:
        return
    in_money = [name for name in result.gaps if case.indicators[name].value is not None]
    filled = {
        "no-credit": "counted as nothing",
        "bounds": "counted as nothing, with the bounds of what they could be",
        "prior": "filled from what tools of this sort usually do",
    }[gaps]
    treatment = f"; those in money are {filled}" if in_money else ""
    yield Check(
        "BR202",
        "warning" if in_money else "info",
        path,
        f"{result.name}: nothing is known of {_listed(result.gaps)}{treatment}.",
    )


def _class_checks(path: str, result: ToolResult) -> Iterator[Check]:
    for name, without in result.without.items():
        if not without.turns or without.npv is None or result.npv is None:
            continue
        if without.is_all:
            yield Check(
                "BR208",
                "info",
                path,
                f'{result.name}: all of its benefits are of the class "{name}".',
            )
            continue
        if without.roi is not None and result.roi is not None:
            change = f"ROI {_percent(result.roi)} with it, {_percent(without.roi)} without"
        else:
            change = f"NPV {result.npv.mean:,.0f} with it, {without.npv.mean:,.0f} without"
        yield Check(
            "BR203",
            "warning",
            path,
            f'{result.name}: the sign hangs on benefits of the class "{name}": {change}.',
        )


def _effect_checks(case: Case, path: str, tool: Tool) -> Iterator[Check]:
    for name, effect in sorted(tool.effects.items()):
        if case.indicators[name].value is None:
            yield Check(
                "BR207",
                "info",
                f"{path}.effects.{name}",
                f"{tool.name}: the effect on {name} is not put in money and counts in no figure here.",
            )
        last = effect.starts + (effect.lasts or 1) - 1
        if last > case.horizon.periods:
            yield Check(
                "BR206",
                "info",
                f"{path}.effects.{name}.lasts",
                f"{tool.name}: the effect on {name} outlasts the horizon of {case.horizon.periods};"
                " what lies past it is not counted, for any tool.",
            )


def _parts_rounding(case: Case, key: str) -> Slack:
    """Return how far the rounding of the amounts that a tool states can have moved its benefits and its costs.

    Amounts that all end in the same number of zeros are taken to be rounded to that place: n of them, and the unrounded sum,
    differ by at most n / 2 units of it.
    """
    tool = case.tools[key]
    costs = [part for cost in tool.costs for part in _points(cost.amount)]
    gains = [
        part
        for name, effect in tool.effects.items()
        if case.indicators[name].value == Point(1)
        for part in _points(effect.change)
    ]
    unit = _common_unit([*costs, *gains])
    return Slack(len(gains) * unit / 2.0, len(costs) * unit / 2.0)


def _points(amount: PerPeriod | None) -> Iterator[float]:
    """Give the numbers of an amount that are taken as certain."""
    for part in amount if isinstance(amount, tuple) else (amount,):
        if isinstance(part, Point):
            yield part.value


def _common_unit(amounts: list[float]) -> float:
    """Give the greatest power of ten that divides all amounts; 0 where it may well do so by chance."""
    if len(amounts) < _ENOUGH_AMOUNTS or any(amount != int(amount) for amount in amounts):
        return 0.0
    divisor = math.gcd(*(int(amount) for amount in amounts))
    unit = 1
    while divisor and divisor % (10 * unit) == 0:
        unit *= 10
    return float(unit) if unit >= _LEAST_UNIT else 0.0


def _share(share: float) -> str:
    return "less than 1 %" if share < 0.01 else f"{100 * share:.0f} %"


def _percent(figure: Ratio) -> str:
    return f"{100 * figure.of_means:.0f} %"


def _listed(names: tuple[str, ...]) -> str:
    shown = ", ".join(names[:5])
    return f"{shown} and {len(names) - 5} more" if len(names) > 5 else shown
