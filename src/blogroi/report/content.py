"""What a report says, apart from how it looks.

Every sentence about a figure is made here, from the result alone, so that all formats say the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import frozen

from blogroi.report.money import ALL_TOOLS, cash_note, money, return_in_cash, total_sentence
from blogroi.report.plan_lock import standing_line
from blogroi.results.answer import DrawnAnswer
from blogroi.results.checks import IgnoredCheck
from blogroi.results.evaluation import Evaluation
from blogroi.results.format import (
    amount,
    as_percent,
    chance_in_words,
    decimal,
    exact,
    hundredths,
    percent,
    significant,
    whole,
)
from blogroi.results.hindsight import ToolEmergent
from blogroi.results.scores import Scores
from blogroi.results.summary import Payback, Summary
from blogroi.results.tool import ToolResult
from blogroi.results.total import TotalResult

__all__ = ["Report", "conventions", "report"]

_FIGURES = {"npv": "NPV", "roi": "ROI", "score": "score"}


@frozen(kw_only=True)
class Report:
    """A report in parts.

    Parameters
    ----------
    title : str
        What was evaluated.
    verdicts : tuple of str
        A sentence for each tool, in the order of the ranking.
    order : str
        What can be said of the order of the tools; empty for a single tool.
    total : str
        What all tools bring in together; empty for a single tool.
    heads, rows : tuple
        The table of figures: a row for each tool.
    scores : tuple of str
        What the scores on declared scales say; empty where there are none.
    same_criteria : tuple of str
        Whether all tools were asked the same, and what depends on the answers that are missing.
    rests_on : tuple of (str, tuple of str)
        For each tool, what its benefits rest on.
    warnings, remarks : tuple of str
        What should be known, and what may be.
    ignored : tuple of str
        What the case sets aside of that, with its reasons.
    plan : str
        Whether anything has moved since a plan was locked; empty where the case was held against none.
    conventions : str
        Under what conventions all this holds.
    """

    title: str
    verdicts: tuple[str, ...]
    order: str
    total: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    scores: tuple[str, ...]
    same_criteria: tuple[str, ...]
    rests_on: tuple[tuple[str, tuple[str, ...]], ...]
    warnings: tuple[str, ...]
    remarks: tuple[str, ...]
    ignored: tuple[str, ...]
    plan: str
    conventions: str


def report(result: Evaluation) -> Report:
    """Put a result into words and a table.

    Parameters
    ----------
    result : Evaluation
        What is reported.

    Returns
    -------
    Report

    Examples
    --------
    >>> import blogroi
    >>> said = report(blogroi.evaluate(blogroi.loads(blogroi.template()), draws=1000))
    >>> said.verdicts[0].startswith("The blog costs more than it brings in")
    True
    """
    keys = (*result.ranking.order, *result.ranking.unranked)
    tools = [result.tools[key] for key in keys]
    step = result.conventions.window.step
    return Report(
        title=result.title,
        verdicts=tuple(_verdict(tool, result.currency) for tool in tools),
        order=_order(result),
        total=total_sentence(result),
        heads=(
            "Tool",
            "Benefits",
            "Costs",
            "NPV",
            "NPV in cash",
            "ROI",
            "ROI in cash",
            "BCR",
            f"Payback ({step}s)",
            "IRR",
        ),
        rows=(
            *(_row(tool.name, tool) for tool in tools),
            *([_row(ALL_TOOLS, result.total)] if result.total is not None and len(tools) > 1 else []),
        ),
        scores=tuple(_scores(result)),
        same_criteria=tuple(_same_criteria(result)),
        rests_on=tuple(
            (result.tools[key].name, (*_rests_on(result.tools[key]), *_by_hindsight(result.emergent.get(key))))
            for key in keys
        ),
        warnings=tuple(check.message for check in result.checks if check.severity != "info"),
        remarks=tuple(check.message for check in result.checks if check.severity == "info"),
        ignored=tuple(_set_aside(check) for check in result.ignored),
        plan="" if result.plan is None else standing_line(result.plan),
        conventions=conventions(result),
    )


def _set_aside(check: IgnoredCheck) -> str:
    """Return what was set aside, and why."""
    return f"{check.code}, {check.reason or 'without a reason'}: {check.message}"


def _verdict(tool: ToolResult, currency: str) -> str:
    if tool.npv is None or tool.probability_positive is None:
        known = f" Its benefits: {amount(tool.benefits)} {currency}." if tool.benefits else ""
        return f"{tool.name}: what it costs is not known, so neither is what it brings in.{known}"
    certain = tool.npv.p05 == tool.npv.p95
    saying = {
        "pays": "brings in more than it costs",
        "does not pay": "costs more than it brings in",
        "even": "brings in as much as it costs",
    }.get(tool.verdict, "may or may not bring in more than it costs")
    chance = "" if certain else f" Chance that it pays: {chance_in_words(tool.probability_positive)}."
    return f"{tool.name} {saying}: {money(tool.npv, tool.roi, currency)}.{chance}{cash_note(tool, currency)}"


def _order(result: Evaluation) -> str:
    order = result.ranking.order
    if len(order) < 2:
        return ""
    names = [result.tools[key].name for key in order]
    first, second = order[0], order[1]
    sure = chance_in_words(result.ranking.pairwise[first][second])
    saying = f"By expected {_FIGURES[result.ranking.by]}: {', '.join(names)}."
    ahead = f"{names[0]} is ahead of {names[1]} in {sure} of the draws"
    if result.ranking.winner is None:
        return f"{saying} No clear winner: {ahead}."
    return f"{saying} {ahead}."


def _scores(result: Evaluation) -> Iterator[str]:
    """Yield what the scores say, how far weights and evidence decide it, and what would turn it."""
    scores = result.scores
    if scores is None:
        return
    ranking, names = scores.ranking, {key: tool.name for key, tool in result.tools.items()}
    weights = ", ".join(f"{key} {percent(weight)}" for key, weight in scores.weights.items())
    yield f"Weights of the objectives, as far as they are known: {weights}."
    for key in ranking.order:
        first = chance_in_words(ranking.rank_acceptability[key][0])
        yield f"{names[key]}: score {decimal(result.tools[key].score)}, first in {first} of the draws."
    if len(ranking.order) > 1:
        yield from _score_order(scores, names)
    for stakeholder, shares in scores.stakeholders.items():
        shown = ", ".join(f"{names[key]} {chance_in_words(share)}" for key, share in shares.items())
        yield f"First by the weights of {stakeholder}: {shown}."


def _score_order(scores: Scores, names: Mapping[str, str]) -> Iterator[str]:
    ranking = scores.ranking
    first, second = (names[key] for key in ranking.order[:2])
    if scores.weight_change is None:
        yield f"No weights of these objectives would put {second} level with {first} in expected score."
    else:
        after = ", ".join(f"{key} {as_percent(weight)}" for key, weight in scores.weight_change.weights.items())
        yield (
            f"{second} is level with {first} when {as_percent(scores.weight_change.shift)} of the weight moves, to {after}."
        )
    if ranking.switch_point is not None:
        turn = ranking.switch_point
        yield (
            f"{second} would be level with {first} if the effect of {names[turn.tool]} on {turn.indicator} were {significant(turn.factor)}"
            " times what is expected."
        )
    if scores.rank_uncertainty is not None:
        parts = {name: as_percent(part) for name, part in scores.rank_uncertainty.items()}
        yield (
            f"Of what is open about the ranks, {parts['weights']} hangs on the weights alone, {parts['evidence']} on the"
            f" evidence alone, and {parts['both']} on both together."
        )


def _row(name: str, tool: ToolResult | TotalResult) -> tuple[str, ...]:
    return (
        name,
        amount(tool.benefits),
        amount(tool.costs),
        amount(tool.npv),
        amount(tool.npv_cash),
        percent(tool.roi),
        return_in_cash(tool),
        decimal(tool.bcr),
        _payback(tool.payback, tool.costs),
        _rate(tool),
    )


def _payback(figure: Payback | None, costs: Summary | None) -> str:
    """Return when a tool has paid back; times alone would be those of the draws in which it has."""
    if figure is None:
        return "unknown"
    if costs is not None and costs.p95 <= 0.0:
        return "none: nothing to pay back"
    if figure.at_once == 1.0:
        return "none: its income comes before its costs"
    if figure.never == 1.0:
        return "not within the horizon"
    shown = "past the horizon" if figure.p50 is None else hundredths(figure.p50)
    if figure.p05 is not None and figure.p05 != figure.p95:
        last = "past the horizon" if figure.p95 is None else hundredths(figure.p95)
        shown += f" ({hundredths(figure.p05)} to {last})"
    return shown + (f"; not within it in {chance_in_words(figure.never)}" if figure.never > 0.0 else "")


def _rate(tool: ToolResult | TotalResult) -> str:
    if tool.irr is None:
        return "unknown"
    if tool.irr.status == "one" and tool.irr.of_means is not None:
        return as_percent(tool.irr.of_means)
    return {
        "several": "ambiguous: use NPV",
        "loss": "none: every period costs more than it brings in",
        "borrowing": "none: its income comes before its costs",
    }.get(tool.irr.status, "none")


def _rests_on(tool: ToolResult) -> Iterator[str]:
    """Yield on which benefits the figures rest, the greatest first, and on what evidence."""
    if tool.benefits is not None and tool.benefits.mean != 0.0:
        benefits = tool.benefits.mean
        for heading, parts in (("indicator", tool.by_indicator), ("evidence", tool.by_evidence)):
            shares = sorted(((part.mean / benefits, name) for name, part in parts.items()), key=lambda p: (-p[0], p[1]))
            shown = ", ".join(f"{name} {as_percent(part)}" for part, name in shares[:4])
            more = f" and {len(shares) - 4} more" if len(shares) > 4 else ""
            yield f"benefits by {heading}: {shown}{more}"
    elif not tool.by_indicator:
        yield "no benefit is put in money"
    if tool.emergent is not None and tool.emergent.mean != 0.0 and tool.anticipated is not None:
        yield f"not foreseen (emergent): {amount(tool.emergent)}, foreseen: {amount(tool.anticipated)}"
    if tool.sunk is not None:
        yield f"sunk costs, shown and left out: {amount(tool.sunk)}"
    if tool.gaps:
        yield f"not known (gaps): {', '.join(tool.gaps)}"
    for name, reason in tool.not_applicable.items():
        yield f"not applicable: {name} ({reason})"


def _by_hindsight(told: ToolEmergent | None) -> Iterator[str]:
    """Yield what was found by looking, what remains of it, and what could have been said without it."""
    if told is None:
        return
    if told.benefits.adjusted != told.benefits.raw:
        names = ", ".join(name for name, effect in told.effects.items() if effect.adjusted_by != "nothing")
        yield (
            f"found by looking: {names}; all benefits {amount(told.benefits.raw)} as found,"
            f" {amount(told.benefits.adjusted)} corrected for the search"
        )
    if told.ex_ante is not None and told.ex_post is not None and told.ex_ante != told.ex_post:
        yield (
            f"by what was foreseen alone: NPV {amount(told.ex_ante.npv)}, chance that it pays"
            f" {chance_in_words(told.ex_ante.probability_positive)}"
        )


def _same_criteria(result: Evaluation) -> Iterator[str]:
    """Yield who was asked more than others, and which answers could turn a verdict or the order."""
    yield from result.parity.double_standards
    for question, tools in result.parity.open_questions.items():
        names = ", ".join(result.tools[key].name for key in tools)
        yield f"{question} was not foreseen on the tools that show it, and is still to be asked of: {names}."
    for key, robust in result.robustness.tools.items():
        name = result.tools[key].name
        lowest, highest = robust.npv["lowest"], robust.npv["highest"]
        if robust.survives is False and lowest is not None and highest is not None:
            alone = f"; {', '.join(robust.pivotal_gaps)} alone could turn it" if robust.pivotal_gaps else ""
            yield (
                f"{name}: the sign of its expected NPV hangs on its gaps, {exact(lowest)} to {exact(highest)}"
                f" {result.currency}{alone}."
            )
    yield from _order_robustness(result)
    for key, told in result.emergent.items():
        found, corrected = told.ex_post, told.ex_post_adjusted
        if found is not None and corrected is not None and (found.npv.mean > 0.0) != (corrected.npv.mean > 0.0):
            yield (
                f"{result.tools[key].name}: the sign of its expected NPV hangs on what was found by looking,"
                f" {exact(found.npv.mean)} {result.currency} as found, {exact(corrected.npv.mean)} corrected for the search."
            )
    yield from _dominance(result)
    open_ranks = {key: ends for key, ends in result.ranking.intervals.items() if ends[0] != ends[1]}
    if open_ranks:
        shown = ", ".join(f"{result.tools[key].name} {best} to {worst}" for key, (best, worst) in open_ranks.items())
        yield f"Ranks by expected {_FIGURES[result.ranking.by]} that some filling of the gaps gives: {shown}."


def _dominance(result: Evaluation) -> Iterator[str]:
    """Yield which tool is at least as good as which other, whatever fills the gaps."""
    figure = _FIGURES[result.ranking.by]
    for found in result.ranking.dominance:
        sense = {"every draw": "in every draw", "first order": "at every quantile"}.get(
            found.sense, "for whoever shuns risk"
        )
        yield (
            f"By {figure}, {result.tools[found.tool].name} is at least as good as {result.tools[found.over].name} {sense},"
            " whatever fills the gaps."
        )


def _order_robustness(result: Evaluation) -> Iterator[str]:
    if len(result.ranking.order) < 2:
        return
    robust = result.robustness
    if robust.survives is None:
        yield "Whether the order of the tools by NPV survives its gaps cannot be said: some indicators have no prior."
    elif robust.survives:
        if any(tool.gaps for tool in result.tools.values()):
            yield "The order of the tools by NPV is the same whatever fills the gaps."
    else:
        alone = (
            f"; any of these alone could put another tool first: {', '.join(robust.pivotal_gaps)}"
            if robust.pivotal_gaps
            else ""
        )
        yield f"The order of the tools by NPV hangs on the gaps{alone}."


def conventions(answer: DrawnAnswer) -> str:
    """Return in one line under what conventions a result or an answer holds."""
    held = answer.conventions
    window, rate, timing = held.window, held.discounting.rate, held.discounting.timing
    shown = f"{100 * rate:g} %" if not isinstance(rate, tuple) else "a schedule of rates"
    steps = f"{window.periods} {window.step}{'s' if window.periods > 1 else ''}"
    terms = "" if held.discounting.kind is None else f" in {held.discounting.kind} terms"
    day = "an unknown day" if held.evaluated is None else str(held.evaluated)
    scenario = answer.names.scenarios.get(held.scenario or "")
    parts = [
        *([f'Scenario "{scenario}"'] if scenario is not None else []),
        f"Window: {steps} from {window.start}, discounted at {shown} a year{terms}, flows at the {timing}"
        f"{'dle' if timing == 'mid' else ''} of each period",
        *([str(held.prices)] if held.prices is not None else []),
        f"gaps: {held.gaps}",
        f"viewpoint: {held.viewpoint}",
        f"view: {held.view}",
        *(["credits of all tools scaled back to 100 %"] if held.claims == "scaled" else []),
        *(["effects corrected by how they are known"] if held.evidence == "corrected" else []),
        *([f"left out: {', '.join(held.exclude)}"] if held.exclude else []),
        f"evaluated on {day}",
        f"{whole(held.draws)} draws, seed {held.seed}",
        f"amounts in {answer.currency}; in brackets the range that holds nine draws in ten",
    ]
    return "; ".join(parts) + "."
