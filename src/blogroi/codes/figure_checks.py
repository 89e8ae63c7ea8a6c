"""What a reader of a result should know without asking for it.

Codes are stable: ``BR2xx`` for what a figure rests on or lacks, ``BR3xx`` for figures printed elsewhere, ``BR4xx`` for what
tools claim together and for what was found after trying several indicators, ``BR5xx`` for scores. What is implausible in the case itself
(``blogroi.codes.plausibility``) comes with them. A case sets aside any of them by name.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from blogroi.codes.capacity import cash_checks
from blogroi.codes.claim_checks import claim_checks, search_checks
from blogroi.codes.draw_checks import correlation_checks, error_checks, kept_checks
from blogroi.codes.plan_checks import plan_checks
from blogroi.codes.plausibility import PLAUSIBILITY
from blogroi.codes.quoted import QUOTED
from blogroi.codes.setting_aside import set_aside
from blogroi.codes.wording import CLASSES, GRAVITY, listed, statement_of
from blogroi.language.spoken import conjoined, message, plural
from blogroi.model.case import Case
from blogroi.model.conventions import Conventions, GapPolicy
from blogroi.model.domain import Domain, support_of
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.locations import ListedPath, PartPath
from blogroi.model.paths import CostsPath, EffectPath
from blogroi.model.purpose import labels
from blogroi.model.quantity import Quantity
from blogroi.model.tool import Published, Tool
from blogroi.results.checks import Check, IgnoredCheck
from blogroi.results.evidence import EvidenceCorrection
from blogroi.results.fairness import Claim
from blogroi.results.format import as_percent, exact
from blogroi.results.hindsight import ToolEmergent
from blogroi.results.periods import span
from blogroi.results.ranking import Ranking
from blogroi.results.scores import Scores
from blogroi.results.tool import ToolResult
from blogroi.results.total import TotalResult

if TYPE_CHECKING:
    from blogroi.codes.expected_flows import ExpectedFlows

__all__ = ["evaluation_checks", "net_present_checks"]

_TOO_GOOD = 10.0
_LAST_BITS = 1e-9

_PLACE = re.compile(r"(?<=\.costs)\[\d+\]")


def evaluation_checks(
    case: Case,
    results: Mapping[str, ToolResult],
    conventions: Conventions,
    *,
    claims: Mapping[str, Claim],
    scores: Scores | None = None,
    emergent: Mapping[str, ToolEmergent] | None = None,
    flows: Mapping[str, ExpectedFlows] | None = None,
    total: TotalResult | None = None,
    total_flows: ExpectedFlows | None = None,
    ranking: Ranking | None = None,
    at_ends: Mapping[str, float] = FrozenMap(),
    evidence: EvidenceCorrection | None = None,
) -> tuple[tuple[Check, ...], tuple[IgnoredCheck, ...]]:
    """List what should be known about the figures of a case, the most severe first.

    Parameters
    ----------
    case : Case
        What was evaluated.
    results : mapping of str to ToolResult
        The figures, by tool.
    conventions : Conventions
        Under what conventions.
    claims : mapping of str to Claim
        What the tools together claim.
    scores : Scores, optional
        Scores of the tools.
    emergent : mapping of str to ToolEmergent, optional
        What was found after trying several indicators, by tool.
    flows : mapping of str to ExpectedFlows, optional
        What is expected period by period, for each tool about which something was printed.
    total : TotalResult, optional
        All tools together, where they add up.
    total_flows : ExpectedFlows, optional
        What is expected of them period by period, where something was printed about all.
    ranking : Ranking, optional
        The order of the tools.
    at_ends : mapping of str to float
        Formulas that are kept at the end of their field, with how often, by path.
    evidence : EvidenceCorrection, optional
        What a correction by the class of evidence does to the verdicts.

    Returns
    -------
    tuple of (tuple of Check, tuple of IgnoredCheck)
        What is found; what of it the case sets aside.
    """
    found = [
        *_case_checks(case, results, conventions.gaps, at_ends),
        *cash_checks(case, results, conventions.gaps),
        *claim_checks(case, claims),
        *error_checks(results, ranking, conventions.draws),
    ]
    if evidence is not None and ranking is not None:
        from blogroi.codes.evidence_checks import evidence_checks  # noqa: PLC0415  only who corrects pays for it

        found += evidence_checks(results, ranking, evidence)
    if scores is not None:
        from blogroi.codes.score_checks import score_checks  # noqa: PLC0415  only who scores pays for it

        found += score_checks(case, results, scores)
    for key, result in results.items():
        found += _tool_checks(case, key, result, (flows or {}).get(key))
    if total is not None and total_flows is not None:
        found += _published_totals(case, total, total_flows)
    for key, told in (emergent or {}).items():
        found += [check for name, effect in told.effects.items() for check in search_checks(case, key, name, effect)]
    return _told(case, found)


def net_present_checks(
    case: Case,
    results: Mapping[str, ToolResult],
    conventions: Conventions,
    *,
    ranking: Ranking,
    at_ends: Mapping[str, float],
) -> tuple[tuple[Check, ...], tuple[IgnoredCheck, ...]]:
    """List what should be known where nothing but net present values was computed: what rests on no other figure.

    Parameters
    ----------
    case, results, conventions, ranking, at_ends
        As :func:`evaluation_checks` takes them.

    Returns
    -------
    tuple of (tuple of Check, tuple of IgnoredCheck)
        What is found; what of it the case sets aside.
    """
    found = [
        *_case_checks(case, results, conventions.gaps, at_ends),
        *error_checks(results, ranking, conventions.draws),
    ]
    for key, tool in case.tools.items():
        found += [*_cost_checks(key, tool), *_effect_checks(case, key, tool)]
    return _told(case, found)


def _case_checks(
    case: Case, results: Mapping[str, ToolResult], gaps: GapPolicy, at_ends: Mapping[str, float]
) -> Iterator[Check]:
    """Find what the case itself says, whatever the figures are."""
    yield from _plausibility_checks(case)
    yield from _purpose_checks(case)
    yield from plan_checks(case)
    yield from correlation_checks(case)
    yield from kept_checks(at_ends)
    yield from _gap_checks(case, results, gaps)


def _told(case: Case, found: list[Check]) -> tuple[tuple[Check, ...], tuple[IgnoredCheck, ...]]:
    """Put what was found in order, and set aside what the case does."""
    kept, ignored = set_aside(sorted(found, key=_order), case.checks.ignore)
    return tuple(kept), tuple(
        IgnoredCheck(check.code, check.severity, check.path, check.message, reason) for check, reason in ignored
    )


def _order(check: Check) -> tuple[int, bool, str, str, str, str]:
    """Sort the most severe first, and those of a plan after those of figures; the place of a cost in the file says nothing."""
    path = _PLACE.sub("", check.path)
    return GRAVITY[check.severity], check.code.startswith("BR1"), check.code, path, check.message, check.path


def _plausibility_checks(case: Case) -> Iterator[Check]:
    for code, rule in PLAUSIBILITY.items():
        for path, said in rule(case):
            yield Check(code, "warning", path, said)
    for code, (quoted, severity) in QUOTED.items():
        for path, said in quoted(case):
            yield Check(code, severity, path, said)


def _purpose_checks(case: Case) -> Iterator[Check]:
    """Find the tools of which it was never said what they were meant for; all are one finding."""
    unsaid = [
        key
        for key, tool in sorted(case.tools.items())
        if tool.effects and not {True, False} & set(labels(case, key, tool.effects).values())
    ]
    if len(unsaid) == 1:
        yield Check(
            "BR209",
            "info",
            str(PartPath("tools", unsaid[0], "intended")),
            message(
                "It is not stated what {tool} was meant for: what it brings in counts neither as planned nor as unplanned. Name the"
                " indicators that it was meant to move as `intended`.",
                tool=case.tools[unsaid[0]].name,
            ),
        )
    elif unsaid:
        yield Check(
            "BR209",
            "info",
            "tools",
            message(
                "It is not stated what {tools} were meant for: what they bring in counts neither as planned nor as unplanned. Name the"
                " indicators that each was meant to move as `intended`.",
                tools=conjoined([case.tools[key].name for key in unsaid]),
            ),
        )


def _tool_checks(case: Case, key: str, result: ToolResult, flows: ExpectedFlows | None) -> Iterator[Check]:
    path, tool = str(PartPath("tools", key)), case.tools[key]
    yield from _cost_checks(key, tool)
    if tool.costs and result.roi is None:
        yield Check(
            "BR204",
            "warning",
            str(CostsPath(key)),
            message(
                "{tool}: the expected costs counted here are not above zero, so that ROI and BCR have no meaning.",
                tool=tool.name,
            ),
        )
    yield from _ratio_checks(path, result)
    yield from _class_checks(path, result)
    if result.irr is not None and result.irr.status == "several":
        yield Check(
            "BR205",
            "warning",
            path,
            message(
                "{tool}: the internal rate of return is ambiguous here, since there are several; use NPV.",
                tool=tool.name,
            ),
        )
    yield from _effect_checks(case, key, tool)
    if flows is not None:
        yield from _published_checks(case, key, result, flows)


def _cost_checks(key: str, tool: Tool) -> Iterator[Check]:
    """Find that nobody says what a tool costs."""
    if not tool.costs:
        yield Check(
            "BR201",
            "warning",
            str(CostsPath(key)),
            message(
                "{tool}: no cost is stated. It is not free: what it costs is unknown, and so are NPV, ROI and BCR.",
                tool=tool.name,
            ),
        )


def _published_checks(case: Case, key: str, result: ToolResult, flows: ExpectedFlows) -> Iterator[Check]:
    """Hold every publication about a tool against its parts."""
    from blogroi.codes.published import published_checks  # noqa: PLC0415  only where something was printed
    from blogroi.codes.rounding import parts_rounding  # noqa: PLC0415

    published, slack = case.tools[key].published, parts_rounding(case, key)
    for place, part in enumerate(published, start=1):
        at = ListedPath(key, "published", place if len(published) > 1 else None)
        where = at if case.scenario is None else _place_in_scenario(case, case.scenario, part)
        yield from published_checks(where, result.name, result, part, flows, slack)


def _place_in_scenario(case: Case, scenario: str, part: Published) -> ListedPath:
    """Return where something that was printed of a scenario stands."""
    printed: list[Published] = [] if case.stated is None else [*case.stated.scenarios[scenario].published]
    place = printed.index(part) + 1 if len(printed) > 1 else None
    return ListedPath(scenario, "published", place, of="scenarios")


def _published_totals(case: Case, total: TotalResult, flows: ExpectedFlows) -> Iterator[Check]:
    """Hold every publication about all tools together against what they add up to."""
    from blogroi.codes.published import published_checks  # noqa: PLC0415  only where something was printed
    from blogroi.codes.rounding import Slack, parts_rounding  # noqa: PLC0415

    each = [parts_rounding(case, key) for key in case.tools]
    slack = Slack(math.fsum(part.benefits for part in each), math.fsum(part.costs for part in each))
    published = () if case.total is None else case.total.published
    for place, part in enumerate(published, start=1):
        at = ListedPath("", "published", place if len(published) > 1 else None, of="total")
        yield from published_checks(at, message("All tools together"), total, part, flows, slack)


def _ratio_checks(path: str, result: ToolResult) -> Iterator[Check]:
    """Find where a return is too good to be true, and where rare draws decide it."""
    roi = result.roi
    if roi is None:
        return
    if roi.of_means > _TOO_GOOD:
        yield Check(
            "BR220",
            "warning",
            path,
            message(
                "{tool}: a return of {roi} is more than ten times what is spent. Look for a cost that is left out, for a month's cost"
                " beside a year's benefits, and for thousands.",
                tool=result.name,
                roi=as_percent(roi.of_means),
            ),
        )
    low = -math.inf if roi.p05 is None else roi.p05
    high = math.inf if roi.p95 is None else roi.p95
    slack = _LAST_BITS * (1.0 + abs(roi.of_means))
    if not low - slack <= roi.of_means <= high + slack:
        yield Check(
            "BR221",
            "warning",
            path,
            message(
                "{tool}: its return of {roi} lies outside its own 90 % range, {low} to {high}: rare draws decide it. Look at the chance to"
                " pay, and narrow the widest ranges.",
                tool=result.name,
                roi=as_percent(roi.of_means),
                low=_end_of_return(roi.p05),
                high=_end_of_return(roi.p95),
            ),
        )


def _end_of_return(end: float | None) -> str:
    return message("no bound") if end is None else as_percent(end)


def _gap_checks(case: Case, results: Mapping[str, ToolResult], gaps: GapPolicy) -> Iterator[Check]:
    """Find for which tools figures are missing, and what stands in for them; all are one finding."""
    missing = {key: result.gaps for key, result in results.items() if result.gaps}
    if not missing:
        return
    in_money = any(case.indicators[name].value is not None for names in missing.values() for name in names)
    if len(missing) == 1:
        (key, names), *_ = missing.items()
        what = message(
            "No figure for {indicators} of {tool}.",
            indicators=listed([statement_of(case, name) for name in names]),
            tool=results[key].name,
        )
        is_one = len(names) == 1
    else:
        shares = [
            message("{tool} ({count} of {all})", tool=results[key].name, count=len(names), all=len(case.indicators))
            for key, names in missing.items()
        ]
        what, is_one = message("Figures are missing for {tools}.", tools=conjoined(shares)), False
    yield Check(
        "BR202",
        "warning" if in_money else "info",
        str(PartPath("tools", next(iter(missing)) if len(missing) == 1 else "")),
        message(
            "{missing} {counted} Find out, or say under `not_applicable` why there can be none.",
            missing=what,
            counted=(_COUNTED_ONE if is_one else _COUNTED)[gaps] if in_money else message("None of it is in money."),
        ),
    )


_COUNTED_ONE: dict[GapPolicy, str] = {
    "no-credit": message("It was counted as 0."),
    "bounds": message("It was counted as 0, and at both ends of its usual range in the bounds."),
    "prior": message("It was drawn from its usual range (`prior`)."),
}
_COUNTED: dict[GapPolicy, str] = {
    "no-credit": message("Those in money were counted as 0."),
    "bounds": message("Those in money were counted as 0, and at both ends of their usual ranges in the bounds."),
    "prior": message("Those in money were drawn from their usual ranges (`prior`)."),
}


def _class_checks(path: str, result: ToolResult) -> Iterator[Check]:
    """Find which classes of benefits the answer depends on; those of the same benefits together."""
    flipping: dict[tuple[float, bool], list[str]] = {}
    for name, without in result.without.items():
        if without.flips_sign and without.npv is not None:
            flipping.setdefault((without.npv.mean, without.covers_all), []).append(name)
    for (left, covers_all), names in flipping.items():
        classes = _classes(names)
        if covers_all:
            said = message("{tool}: all of its benefits are of one sort, {classes}.", tool=result.name, classes=classes)
            yield Check("BR208", "info", path, said)
            continue
        roi, roi_without = result.roi, result.without[names[0]].roi
        whole = math.nan if result.npv is None else result.npv.mean
        change = (
            message("NPV {whole} with, {left} without", whole=exact(whole), left=exact(left))
            if roi is None or roi_without is None
            else message(
                "ROI {whole} with, {left} without",
                whole=as_percent(roi.of_means),
                left=as_percent(roi_without.of_means),
            )
        )
        if left < whole:
            said = message(
                "{tool} would lose money without {classes}: {change}.", tool=result.name, classes=classes, change=change
            )
        else:
            said = message(
                "{tool} would bring in more than it costs without {classes}: {change}.",
                tool=result.name,
                classes=classes,
                change=change,
            )
        yield Check("BR203", "warning", path, said)


def _classes(names: list[str]) -> str:
    """Return what benefits are called that several classes name alike."""
    first, *others = (CLASSES[name] for name in names)
    return message("{sort} ({same})", sort=first, same=conjoined(others)) if others else first


def _effect_checks(case: Case, key: str, tool: Tool) -> Iterator[Check]:
    unvalued = [name for name in sorted(tool.effects) if case.indicators[name].value is None]
    if unvalued:
        yield Check(
            "BR207",
            "info",
            str(EffectPath(key, unvalued[0]) if len(unvalued) == 1 else PartPath("tools", key, "effects")),
            plural(
                "{tool}: {indicators} has no value in money, so that it counts in no amount of money.",
                "{tool}: {indicators} have no value in money, so that they count in no amount of money.",
                len(unvalued),
                tool=tool.name,
                indicators=listed([statement_of(case, name) for name in unvalued]),
            ),
        )
    for name, effect in sorted(tool.effects.items()):
        if effect.lasts is not None and _least(effect.starts) + _least(effect.lasts) - 1 > case.horizon.periods:
            yield Check(
                "BR206",
                "info",
                str(EffectPath(key, name, "lasts")),
                message(
                    "{tool}: the effect on {indicator} lasts longer than the {window} that are counted. What comes later counts for none of"
                    " the tools.",
                    tool=tool.name,
                    indicator=statement_of(case, name),
                    window=span(case.horizon.periods, case.horizon.step),
                ),
            )


def _least(number: Quantity) -> float:
    """Return the least number of periods that was stated; of what has no ends, none."""
    return support_of(number, Domain.NON_NEGATIVE)[0]
