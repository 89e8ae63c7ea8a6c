"""What a reader of a result should know without asking for it.

Codes are stable: ``BR2xx`` for what a figure rests on or lacks, ``BR3xx`` for figures printed elsewhere, ``BR4xx`` for what
tools claim together and for what was found by looking, ``BR5xx`` for scores. What is implausible in the case itself
(``blogroi.codes.plausibility``) comes with them. A case sets aside any of them by name.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence

from blogroi.codes.plausibility import PLAUSIBILITY
from blogroi.codes.published import ExpectedFlows, Slack, published_checks
from blogroi.codes.setting_aside import set_aside
from blogroi.model.case import Case
from blogroi.model.conventions import DRAWS, GapPolicy
from blogroi.model.cost import Cost
from blogroi.model.fields import PerPeriod
from blogroi.model.paths import quantities
from blogroi.model.purpose import labels
from blogroi.model.quantity import Point
from blogroi.model.tool import Tool
from blogroi.numerics.copula import reachable
from blogroi.results.evaluation import Check, IgnoredCheck, Severity
from blogroi.results.fairness import Claim
from blogroi.results.format import as_percent, chance_in_words, exact, hundredths, quoted, significant, whole
from blogroi.results.hindsight import PostHocEffect, ToolEmergent
from blogroi.results.ranking import Figure, Ranking
from blogroi.results.scores import Scores
from blogroi.results.tool import ToolResult

__all__ = ["evaluation_checks"]

_GRAVITY = {"error": 0, "warning": 1, "info": 2}
_NOTABLE = 0.05  # share of the draws from which on a matter is worth a warning
_ENOUGH_AMOUNTS = 3  # from which on their common zeros are taken for rounding
_LEAST_UNIT = 100
_ERRORS = 2.0  # standard errors within which the draws say nothing
_TOO_GOOD = 10.0
_LAST_BITS = 1e-9
_MOST_NAMES = 5


def evaluation_checks(
    case: Case,
    results: Mapping[str, ToolResult],
    *,
    gaps: GapPolicy,
    claims: Mapping[str, Claim],
    scores: Scores | None = None,
    emergent: Mapping[str, ToolEmergent] | None = None,
    flows: Mapping[str, ExpectedFlows] | None = None,
    ranking: Ranking | None = None,
    draws: int = DRAWS,
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
    flows : mapping of str to ExpectedFlows, optional
        What is expected period by period, for each tool about which something was printed.
    ranking : Ranking, optional
        The order of the tools.
    draws : int
        Number of draws.

    Returns
    -------
    tuple of (tuple of Check, tuple of IgnoredCheck)
        What is found; what of it the case sets aside.
    """
    found = [
        *_plausibility_checks(case),
        *_purpose_checks(case),
        *_correlation_checks(case),
        *_gap_checks(case, results, gaps),
        *_claim_checks(case, claims),
        *_error_checks(results, ranking, draws),
    ]
    if scores is not None:
        found += _score_checks(case, results, scores)
    for key, result in results.items():
        found += _tool_checks(case, key, result, (flows or {}).get(key))
    for key, told in (emergent or {}).items():
        found += [check for name, effect in told.effects.items() for check in _search_checks(case, key, name, effect)]
    kept, ignored = set_aside(sorted(found, key=_order), case.checks.ignore)
    return tuple(kept), tuple(
        IgnoredCheck(check.code, check.severity, check.path, check.message, reason) for check, reason in ignored
    )


def _order(check: Check) -> tuple[int, bool, Check]:
    """Sort the most severe first, and those of a plan after those of figures."""
    return _GRAVITY[check.severity], check.code.startswith("BR1"), check


def _plausibility_checks(case: Case) -> Iterator[Check]:
    for code, rule in PLAUSIBILITY.items():
        for path, message in rule(case):
            yield Check(code, "warning", path, message)


def _purpose_checks(case: Case) -> Iterator[Check]:
    """Say once of which tools nobody ever said what they were meant for."""
    unsaid = [
        key
        for key, tool in sorted(case.tools.items())
        if tool.effects and not {True, False} & set(labels(case, key, tool.effects).values())
    ]
    names = _joined([case.tools[key].name for key in unsaid]) if unsaid else ""
    if len(unsaid) == 1:
        yield Check(
            "BR209",
            "info",
            f"tools.{unsaid[0]}.intended",
            f"Nobody ever said what {names} was meant for: what it brings in counts neither as planned nor as unplanned. Name the"
            " indicators that it was meant to move as `intended`.",
        )
    elif unsaid:
        yield Check(
            "BR209",
            "info",
            "tools",
            f"Nobody ever said what {names} were meant for: what they bring in counts neither as planned nor as unplanned. Name the"
            " indicators that each was meant to move as `intended`.",
        )


def _correlation_checks(case: Case) -> Iterator[Check]:
    """Say which rank correlations samples of few values cannot reach, and what is drawn instead."""
    if not case.correlations:
        return
    stated = quantities(case)
    for place, part in enumerate(case.correlations, start=1):
        for (one, other), rank in part.pairs().items():
            if one not in stated or other not in stated:
                continue
            least, greatest = reachable(stated[one], stated[other])
            limit = greatest if rank > 0.0 else least
            drawn = rank * abs(limit)
            if abs(rank) > abs(limit) + _LAST_BITS or abs(rank - drawn) > _NOTABLE:
                yield Check(
                    "BR222",
                    "warning",
                    f"correlations[{place}]",
                    f"{one} and {other} cannot go together by a rank correlation of {rank:g}: few values, or the same ones, reach"
                    f" {hundredths(limit)} at most, and about {hundredths(drawn)} is drawn. State a range in place of the samples.",
                )


def _error_checks(results: Mapping[str, ToolResult], ranking: Ranking | None, draws: int) -> Iterator[Check]:
    """Say where the Monte Carlo error of the draws could turn a sign, the order or the winner."""
    for key, result in results.items():
        if result.npv is not None and 0.0 < abs(result.npv.mean) < _ERRORS * result.npv.mc_error:
            yield Check(
                "BR223",
                "warning",
                f"tools.{key}",
                f"{result.name}: its expected NPV of {exact(result.npv.mean)} is within the error of the draws, give or take"
                f" {exact(_ERRORS * result.npv.mc_error)}: its sign could turn. {_more_draws(draws)}",
            )
    if ranking is None or len(ranking.order) < 2:
        return
    for ahead, behind in itertools.pairwise(ranking.order):
        (level, error), (other, more) = (_level(results[key], ranking.by) for key in (ahead, behind))
        if 0.0 < abs(level - other) < _ERRORS * math.hypot(error, more):
            yield Check(
                "BR223",
                "warning",
                f"tools.{ahead}",
                f"{results[ahead].name} and {results[behind].name} are nearer to each other by expected {_BY[ranking.by]} than the"
                f" error of the draws: their order could turn. {_more_draws(draws)}",
            )
    first, *others = ranking.order
    nearest = min(others, key=lambda key: ranking.pairwise[first][key])
    chance, error = ranking.pairwise[first][nearest], ranking.pairwise_error[first][nearest]
    if abs(chance - ranking.decision_probability) < _ERRORS * error:
        yield Check(
            "BR223",
            "warning",
            f"tools.{first}",
            f"{results[first].name} is ahead of {results[nearest].name} in {chance_in_words(chance)} of the draws, within their error of"
            f" the {chance_in_words(ranking.decision_probability)} from which on it is called the winner. {_more_draws(draws)}",
        )


_BY = {"npv": "NPV", "roi": "ROI", "score": "score"}


def _level(result: ToolResult, by: Figure) -> tuple[float, float]:
    """Return the expected figure by which tools are ranked, and its Monte Carlo error."""
    if by == "roi":
        return (math.nan, 0.0) if result.roi is None else (result.roi.of_means, result.roi.mc_error)
    figure = result.npv if by == "npv" else result.score
    return (math.nan, 0.0) if figure is None else (figure.mean, figure.mc_error)


def _more_draws(draws: int) -> str:
    return f"Take more than {whole(draws)} draws: four times as many halve the error."


def _tool_checks(case: Case, key: str, result: ToolResult, flows: ExpectedFlows | None) -> Iterator[Check]:
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
    yield from _ratio_checks(path, result)
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


def _ratio_checks(path: str, result: ToolResult) -> Iterator[Check]:
    """Say where a return is too good to be true, and where rare draws decide it."""
    roi = result.roi
    if roi is None:
        return
    if roi.of_means > _TOO_GOOD:
        yield Check(
            "BR220",
            "warning",
            path,
            f"{result.name}: a return of {exact(100 * roi.of_means)} % is more than ten times what is spent. Look for a cost that is left"
            " out, for a month's cost beside a year's benefits, and for thousands.",
        )
    low = -math.inf if roi.p05 is None else roi.p05
    high = math.inf if roi.p95 is None else roi.p95
    slack = _LAST_BITS * (1.0 + abs(roi.of_means))
    if not low - slack <= roi.of_means <= high + slack:
        yield Check(
            "BR221",
            "warning",
            path,
            f"{result.name}: its return of {exact(100 * roi.of_means)} % lies outside the 90 % range of the draws,"
            f" {_end_of_return(roi.p05)} to {_end_of_return(roi.p95)}: rare draws decide it. Look at the chance that it pays, and narrow the widest"
            " ranges.",
        )


def _end_of_return(end: float | None) -> str:
    return "no bound" if end is None else f"{exact(100 * end)} %"


def _claim_checks(case: Case, claims: Mapping[str, Claim]) -> Iterator[Check]:
    for key, claim in claims.items():
        named = _named(case, key)
        tools = _joined([case.tools[tool].name for tool in claim.tools])
        if claim.probability_exceeds_total:
            yield Check(
                "BR402",
                _by_share(claim.probability_exceeds_total),
                f"indicators.{key}.total",
                f"What {tools} {'is' if len(claim.tools) == 1 else 'are'} said to change in {named} passes the total stated for it,"
                f" {_in_draws(claim.probability_exceeds_total)}. Look again at the changes, their credits and the total, or evaluate with"
                ' claims = "scaled".',
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
        return f"add up to {as_percent(mean)}"
    return f"pass 100 % {_in_draws(chance)}, by {as_percent(excess)} on average there"


def _by_share(chance: float) -> Severity:
    return "warning" if chance >= _NOTABLE else "info"


def _in_draws(chance: float) -> str:
    return "in all draws" if chance == 1.0 else f"in {chance_in_words(chance)} of the draws"


def _joined(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _score_checks(case: Case, results: Mapping[str, ToolResult], scores: Scores) -> Iterator[Check]:
    for objective in scores.unscored_objectives:
        yield Check(
            "BR501",
            "info",
            f"objectives.{objective}",
            f"{quoted(case.objectives[objective].statement)}: no indicator with a scale leads to it, so that scores leave it out.",
        )
    for key, shares in scores.off_scale.items():
        for name, share in shares.items():
            yield Check(
                "BR502",
                _by_share(share),
                f"tools.{key}.effects.{name}",
                f"{results[key].name}: the change in {_named(case, name)} lies outside its scale {_in_draws(share)}, and is counted there as"
                " the best or the worst value of it.",
            )
    for key in scores.ranking.unranked:
        yield Check(
            "BR503",
            "warning",
            f"tools.{key}",
            f"{results[key].name}: its score is not known, since a missing figure on a scale has no usual range (`prior`) to fill it from.",
        )
    for ahead, other in scores.majority.contradicts:
        yield Check(
            "BR504",
            "warning",
            f"tools.{ahead}",
            f"{results[ahead].name} scores higher overall than {results[other].name}, but lower on most of what matters: the order"
            " depends on letting one objective make up for another.",
        )


def _search_checks(case: Case, key: str, name: str, found: PostHocEffect) -> Iterator[Check]:
    path = f"tools.{key}.effects.{name}"
    severity: Severity = "info" if case.indicators[name].value is None else "warning"
    said = (
        f"{case.tools[key].name}: the effect on {_named(case, name)} was found after trying {found.searched} indicators"
    )
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


def _gap_checks(case: Case, results: Mapping[str, ToolResult], gaps: GapPolicy) -> Iterator[Check]:
    """Say once for which tools figures are missing, and what stands in for them."""
    missing = {key: result.gaps for key, result in results.items() if result.gaps}
    if not missing:
        return
    in_money = any(case.indicators[name].value is not None for names in missing.values() for name in names)
    counted = {
        "no-credit": "counted as 0",
        "bounds": "counted as 0, and at both ends of their usual ranges in the bounds",
        "prior": "drawn from their usual ranges (`prior`)",
    }[gaps]
    if len(missing) == 1:
        (key, names), *_ = missing.items()
        what = f"No figure for {_listed([_named(case, name) for name in names])} of {results[key].name}"
        is_one = len(names) == 1
    else:
        shares = [f"{results[key].name} ({len(names)} of {len(case.indicators)})" for key, names in missing.items()]
        what, is_one = f"Figures are missing for {_joined(shares)}", False
    treatment = f"{'It was' if is_one else 'Those in money were'} {counted}" if in_money else "None of it is in money"
    yield Check(
        "BR202",
        "warning" if in_money else "info",
        f"tools.{next(iter(missing))}" if len(missing) == 1 else "tools",
        f"{what}. {treatment}. Find out, or say under `not_applicable` why there can be none.",
    )


def _class_checks(path: str, result: ToolResult) -> Iterator[Check]:
    """Say which classes of benefits the answer depends on; those of the same benefits together."""
    flipping: dict[tuple[float, bool], list[str]] = {}
    for name, without in result.without.items():
        if without.flips_sign and without.npv is not None:
            flipping.setdefault((without.npv.mean, without.covers_all), []).append(name)
    for (left, covers_all), names in flipping.items():
        listed = _joined([f'"{name}"' for name in names])
        classes = f"class {listed}" if len(names) == 1 else f"classes {listed}"
        if covers_all:
            yield Check("BR208", "info", path, f"{result.name}: all of its benefits are of the {classes}.")
            continue
        roi, roi_without = result.roi, result.without[names[0]].roi
        whole = math.nan if result.npv is None else result.npv.mean
        change = (
            f"NPV {exact(whole)} with them, {exact(left)} without"
            if roi is None or roi_without is None
            else f"ROI {as_percent(roi.of_means)} with them, {as_percent(roi_without.of_means)} without"
        )
        turned = "lose money" if left < whole else "bring in more than it costs"
        yield Check(
            "BR203",
            "warning",
            path,
            f"{result.name}: without its benefits of the {classes} it would {turned}: {change}.",
        )


def _effect_checks(case: Case, path: str, tool: Tool) -> Iterator[Check]:
    unvalued = [name for name in sorted(tool.effects) if case.indicators[name].value is None]
    if unvalued:
        are, them = ("has", "it counts") if len(unvalued) == 1 else ("have", "they count")
        yield Check(
            "BR207",
            "info",
            f"{path}.effects.{unvalued[0]}" if len(unvalued) == 1 else f"{path}.effects",
            f"{tool.name}: {_listed([_named(case, name) for name in unvalued])} {are} no value in money, so that {them} in no figure of"
            " money.",
        )
    for name, effect in sorted(tool.effects.items()):
        last = effect.starts + (effect.lasts or 1) - 1
        if last > case.horizon.periods:
            yield Check(
                "BR206",
                "info",
                f"{path}.effects.{name}.lasts",
                f"{tool.name}: the effect on {_named(case, name)} lasts past the horizon of {case.horizon.periods}"
                f" {case.horizon.step}{'s' if case.horizon.periods > 1 else ''}; what lies past it is not counted, for any tool.",
            )


def _parts_rounding(case: Case, key: str) -> Slack:
    """Return how far the rounding of the amounts that a tool states can have moved its benefits and its costs.

    Amounts that all end in the same number of zeros are taken to be rounded to that place: n of them, and the unrounded sum,
    differ by at most n / 2 units of it.
    """
    tool = case.tools[key]
    costs = [part for cost in tool.costs for part in _amounts(cost)]
    gains = [
        part
        for name, effect in tool.effects.items()
        if case.indicators[name].value == Point(1)
        for part in _points(effect.change or case.indicators[name].change)
    ]
    unit = _common_unit([*costs, *gains])
    return Slack(len(gains) * unit / 2.0, len(costs) * unit / 2.0)


def _amounts(cost: Cost) -> Iterator[float]:
    """Give the amounts of a cost that are taken as certain, be they stated as one number or as a product."""
    yield from _points(cost.amount)
    if isinstance(cost.units, Point) and isinstance(cost.unit_cost, Point):
        yield cost.units.value * cost.unit_cost.value


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


def _named(case: Case, indicator: str) -> str:
    return quoted(case.indicators[indicator].statement)


def _listed(names: Sequence[str]) -> str:
    return (
        _joined(names)
        if len(names) <= _MOST_NAMES
        else f"{', '.join(names[:_MOST_NAMES])} and {len(names) - _MOST_NAMES} more"
    )
