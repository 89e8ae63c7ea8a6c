"""What to know of an evaluation before deciding, what matters most first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from operator import itemgetter

from blogroi.language.spoken import Joined, message, plural, semicolons
from blogroi.model.paths import GapPath, parse_path
from blogroi.report.evaluation_verdict import is_by_score, names_of, outcome, reach
from blogroi.report.verdicts import VERDICTS
from blogroi.results.checks import Check
from blogroi.results.evaluation import Evaluation
from blogroi.results.format import chance_in_words

__all__ = ["cautions"]

_WEAK = {"estimated", "assumed", "prior"}
_GAPS, _NO_COSTS = "BR202", "BR201"
_CORRECTED = ("BR247", "BR248")
_TWICE = ("BR401", "BR402")
_TURNING = ("BR203", "BR223")
_FOUND = ("BR403", "BR404")
_SCORES = ("BR503", "BR504")
_RATIOS = ("BR204", "BR205")
"""About figures that a short answer does not show."""
_MOVED = "BR6"
"""Begins the codes of what has moved since a plan was locked, which stands by itself."""


def cautions(result: Evaluation, *, full: bool = False) -> Iterator[str]:
    """Yield what to know before deciding, what matters most first.

    Parameters
    ----------
    result : Evaluation
        What is said.
    full : bool
        Whether all of it is said.

    Yields
    ------
    str
    """
    gaps = tuple(_gaps(result, full=full))
    yield from gaps
    yield from _coded(result, _CORRECTED)
    yield from _coded(result, (_NO_COSTS,))
    yield from _coded(result, _TWICE)
    yield from _coded(result, _TURNING)
    if not result.only:  # these rest on other figures than net present value
        yield from _unplanned(result)
        yield from _coded(result, _FOUND)
        yield from _weak(result, full=full)
        yield from _not_in_money(result, full=full)
        yield from _coded(result, _SCORES)
    if not full:
        yield from _asked(result)
    said = {_NO_COSTS, *_CORRECTED, *_TWICE, *_TURNING, *_FOUND, *_SCORES}
    said |= set() if full else {*_RATIOS, *((_GAPS,) if gaps else ())}
    others = [one for one in result.checks if one.code not in said and not _stands_elsewhere(result, one.code)]
    yield from _by_turns([check for check in others if check.severity != "info"])
    yield from _stays(result)


def _by_turns(checks: Sequence[Check]) -> Iterator[str]:
    """Yield one of each code, then what else there is: where there is no room for all, none keeps the others out."""
    turns: Counter[str] = Counter()
    placed = []
    for check in checks:
        placed.append((turns[check.code], check.message))
        turns[check.code] += 1
    yield from (said for _, said in sorted(placed, key=itemgetter(0)))


def _stands_elsewhere(result: Evaluation, code: str) -> bool:
    return result.plan is not None and code.startswith(_MOVED)


def _coded(result: Evaluation, codes: Sequence[str]) -> Iterator[str]:
    """Yield what the checks of some codes say, but what is no more than a remark."""
    yield from (
        check.message
        for check in result.checks
        if check.code in codes and (check.severity != "info" or check.code in _CORRECTED)
    )


def _gaps(result: Evaluation, *, full: bool) -> Iterator[str]:
    """Yield what the missing figures could change; in full also which of them to find out first."""
    robust, order = result.robustness, result.ranking.order
    could_lead = [key for key in order[1:] if result.ranking.intervals.get(key, (0, 0))[0] == 1]
    if could_lead:
        yield message("Missing figures could put {tools} first.", tools=_either(result, could_lead))
    elif robust.survives is False and len(order) > 1:
        yield message("Missing figures could change the order, but not who comes first.")
    yield from _turning(result)
    pivotal = [str(path) for path in _pivotal(result)]
    if full and pivotal:
        told = semicolons([parse_path(path).describe(result.names) for path in pivotal])
        yield message("Find out first {gaps}.", gaps=told)
    if _cannot_tell(result):
        yield message(
            "We cannot tell whether the missing figures would change this: give a usual range (`prior`) for them."
        )


def _either(result: Evaluation, keys: Sequence[str]) -> str:
    """Return tools of which one is meant."""
    *most, last = [result.tools[key].name for key in keys]
    return message("{first} or {last}", first=Joined(most), last=last) if most else last


def _cannot_tell(result: Evaluation) -> bool:
    """Return whether nobody knows how far the missing figures reach that could change a verdict or the order."""
    robust = result.robustness
    alone = len(result.tools) == 1 and any(tool.survives is None for tool in robust.tools.values())
    unsure = alone or (robust.survives is None and len(result.ranking.order) > 1)
    return unsure and any(tool.npv is not None and tool.gaps for tool in result.tools.values())


def _turning(result: Evaluation) -> Iterator[str]:
    """Yield for which tools missing figures decide whether they are expected to pay, and how far they reach."""
    found = {
        key: (ends["lowest"], ends["highest"])
        for key in (*result.ranking.order, *result.ranking.unranked)
        if (robust := result.robustness.tools.get(key)) is not None and robust.survives is False
        for ends in (robust.npv,)
    }
    told = []
    for key, (low, high) in found.items():
        npv = result.tools[key].npv
        if low is not None and high is not None and npv is not None:
            told.append(message("{tool} ({reach})", tool=result.tools[key].name, reach=reach(low, high, npv)))
    if told:
        yield plural(
            "Missing figures decide whether {tools} pays.",
            "Missing figures decide whether these pay: {tools}.",
            len(told),
            tools=Joined(told),
        )


def _pivotal(result: Evaluation) -> Iterator[GapPath | str]:
    """Yield the gaps that alone put another tool first or, where none does, turn a verdict."""
    if result.robustness.pivotal_gaps:
        yield from result.robustness.pivotal_gaps
    else:
        yield from chain.from_iterable(
            (GapPath(key, name) for name in robust.pivotal_gaps) for key, robust in result.robustness.tools.items()
        )


def _stays(result: Evaluation) -> Iterator[str]:
    if (
        result.robustness.survives
        and len(result.ranking.order) > 1
        and any(tool.gaps for tool in result.tools.values())
    ):
        yield message("The order is the same whatever the missing figures are.")


def _unplanned(result: Evaluation) -> Iterator[str]:
    """Yield which verdicts depend on benefits that nobody had planned, and what remains once chance finds are taken off."""
    for key, told in result.emergent.items():
        tool = result.tools[key]
        planned, found, corrected = told.ex_ante, told.ex_post, told.ex_post_adjusted
        if planned is not None and found is not None and planned.verdict != found.verdict:
            yield message(
                "Counting planned benefits only, {tool} {verdict}: it is expected to {outcome}.",
                tool=tool.name,
                verdict=VERDICTS[planned.verdict],
                outcome=outcome(planned.npv, result.currency),
            )
        if found is not None and corrected is not None and (found.npv.mean > 0.0) != (corrected.npv.mean > 0.0):
            yield message(
                "Corrected for chance finds, {tool} is expected to {outcome}.",
                tool=tool.name,
                outcome=outcome(corrected.npv, result.currency),
            )


def _weak(result: Evaluation, *, full: bool) -> Iterator[str]:
    """Yield which benefits nobody measured or observed, and what is left without them."""
    weak = [key for key, tool in result.tools.items() if tool.by_evidence and {*tool.by_evidence} <= _WEAK]
    with_benefits = [key for key, tool in result.tools.items() if tool.by_evidence]
    if weak and len(weak) == len(with_benefits):
        yield message("No benefit was measured or observed: all are estimated or assumed.")
        return
    if weak:
        yield plural(
            "Nothing that {tools} brings in was measured or observed: all of it is estimated or assumed.",
            "Nothing that {tools} bring in was measured or observed: all of it is estimated or assumed.",
            len(weak),
            tools=names_of(result, weak),
        )
    total = result.total
    if total is None or len(result.tools) < 2:
        return
    left = total.without_weak_evidence
    if left.npv is not None and left.npv.mean != total.npv.mean and (left.flips_sign or full):
        yield message(
            "Without what is estimated or assumed, all tools together are expected to {outcome}.",
            outcome=outcome(left.npv, result.currency),
        )


def _not_in_money(result: Evaluation, *, full: bool) -> Iterator[str]:
    """Yield whose benefits are not put in money, and which tool comes first by them."""
    tools = result.tools
    bare = [
        key
        for key, tool in tools.items()
        if tool.npv is not None and tool.npv.mean < 0.0 and tool.units_by_indicator and not tool.by_indicator
    ]
    if bare:
        yield plural(
            "Nothing that {tools} brings is put in money: its net gain is what it costs, no more.",
            "Nothing that {tools} bring is put in money: their net gain is what they cost, no more.",
            len(bare),
            tools=names_of(result, bare),
        )
    scores = result.scores
    if scores is None or is_by_score(result) or full or len(scores.ranking.order) < 2:
        return
    first = scores.ranking.order[0]
    yield message(
        "By scores, which count what is not money, {tool} comes first in {share} of the draws.",
        tool=tools[first].name,
        share=chance_in_words(scores.ranking.rank_acceptability[first][0]),
    )


def _asked(result: Evaluation) -> Iterator[str]:
    """Yield who had to answer more questions than the others."""
    asked = result.parity.asked
    if not result.parity.double_standards or len(asked) < 2:
        return
    most = max(asked, key=lambda key: (asked[key], key))
    others = max(count for key, count in asked.items() if key != most)
    if others:
        yield plural(
            "Not all were asked the same: {tool} had to answer {count} question, no other tool more than {others}.",
            "Not all were asked the same: {tool} had to answer {count} questions, no other tool more than {others}.",
            asked[most],
            tool=result.tools[most].name,
            others=others,
        )
    else:
        yield plural(
            "Not all were asked the same: {tool} had to answer {count} question, the other tools none.",
            "Not all were asked the same: {tool} had to answer {count} questions, the other tools none.",
            asked[most],
            tool=result.tools[most].name,
        )
