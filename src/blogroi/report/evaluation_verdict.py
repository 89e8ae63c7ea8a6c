"""The verdict of an evaluation in two or three sentences: which tools pay, which is best, what all bring in, what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from blogroi.codes.wording import listed
from blogroi.language.spoken import Joined, conjoined, message, plural, semicolons
from blogroi.report.verdicts import VERDICTS
from blogroi.results.evaluation import Evaluation
from blogroi.results.format import beside, chance_in_words, exact, rough
from blogroi.results.periods import length, span
from blogroi.results.ranking import Ranking
from blogroi.results.summary import Payback, Summary, Verdict
from blogroi.results.tool import ToolResult
from blogroi.results.total import TotalResult

__all__ = [
    "FIND_OUT",
    "is_by_score",
    "is_clear",
    "names_of",
    "not_added_up",
    "outcome",
    "payback",
    "ranking_of",
    "reach",
    "verdict",
]

FIND_OUT = message("Find out more before you decide: `blogroi worth-measuring` says what.")
_NAMED = 4  # tools that are all called by their names, and not counted
_PAYING = 2  # that are named also where there are many
_ORDER: tuple[Verdict, ...] = ("pays", "even", "open", "does not pay", "unknown")


def verdict(result: Evaluation) -> Iterator[str]:
    """Yield which tools pay, which is best, what all of them bring in together, and what to do."""
    if len(result.tools) == 1:
        yield from _alone(result, *result.tools.values())
    elif any(tool.npv is not None for tool in result.tools.values()):
        yield from _judged(result)
        yield from _best(result)
        yield from _together(result)
    else:
        yield message("None of the tools can be judged yet: what they cost is not known.")
        yield from _best(result)
    yield from _to_do(result)


def is_by_score(result: Evaluation) -> bool:
    """Return whether the tools are set in order by their scores: since that was asked for, or since nothing else is known."""
    unknown = all(tool.npv is None for tool in result.tools.values())
    return result.ranking.by == "score" or (result.scores is not None and unknown)


def ranking_of(result: Evaluation) -> Ranking:
    """Return the order in which the tools are shown."""
    return result.scores.ranking if is_by_score(result) and result.scores is not None else result.ranking


def is_clear(result: Evaluation) -> bool:
    """Return whether every verdict is given, and no missing figure could turn one or put another tool first."""
    robust = result.robustness
    judged = all(tool.verdict not in ("open", "unknown") for tool in result.tools.values())
    return judged and robust.survives is not False and all(tool.survives is not False for tool in robust.tools.values())


def names_of(result: Evaluation, keys: Sequence[str]) -> str:
    """Return tools by their names."""
    return conjoined([result.tools[key].name for key in keys])


def outcome(npv: Summary, currency: str) -> str:
    """Return what is expected, as it goes on after "is expected to".

    Examples
    --------
    >>> outcome(Summary(-1234.5, 310.0, -1750.0, -1200.0, -700.0, 1.0), "EUR")
    'lose 1,230 EUR'
    """
    told = beside(abs(npv.mean), npv)
    if told == "0":
        return message("bring in as much as is spent")
    if npv.mean < 0.0:
        return message("lose {amount} {currency}", amount=told, currency=currency)
    return message("bring in {amount} {currency} net", amount=told, currency=currency)


def reach(low: float, high: float, npv: Summary) -> str:
    """Return how far missing figures could take what a tool brings in, rounded as that is."""
    least, most = (rough(end) if npv.p05 == npv.p95 else beside(end, npv) for end in (low, high))
    return message("{low} to {high}", low=least, high=most)


def payback(figure: Payback | None, result: Evaluation) -> str:
    """Return after what time a tool has most likely paid back; nothing where that has no meaning.

    It has none where nothing is ever owed, where it is more likely than not that not all comes back, and where all does at once.
    """
    if figure is None or figure.p50 is None or figure.p50 <= 0.0 or figure.never >= 0.5 or figure.at_once >= 0.5:
        return ""
    return _time(figure.p50, result)


def _time(periods: float, result: Evaluation) -> str:
    step = result.conventions.window.step
    if step == "year" and periods < 2.0:
        return span(max(round(12.0 * periods), 1), "month")
    if step == "quarter":
        return span(max(round(3.0 * periods), 1), "month")
    return length(exact(periods), step)


def _alone(result: Evaluation, tool: ToolResult) -> Iterator[str]:
    """Yield whether a tool pays that nothing stands beside."""
    unit = result.currency
    if tool.npv is None or tool.probability_positive is None:
        yield message("{tool} cannot be judged yet: what it costs is not known.", tool=tool.name)
        if tool.benefits is not None and tool.benefits.mean != 0.0:
            benefits = beside(tool.benefits.mean, tool.benefits)
            yield message("Its benefits are expected to come to {amount} {currency}.", amount=benefits, currency=unit)
        return
    said = [
        message(
            "{tool} {verdict}: it is expected to {outcome}.",
            tool=tool.name,
            verdict=VERDICTS[tool.verdict],
            outcome=outcome(tool.npv, unit),
        )
    ]
    if result.only:
        pass  # nobody asked what of it is cash
    elif tool.npv_cash is None:
        said.append(message("What of that is cash is not known."))
    elif tool.npv_cash == tool.npv:
        said.append(message("In cash it is the same."))
    else:
        said.append(message("In cash it is expected to {outcome}.", outcome=outcome(tool.npv_cash, unit)))
    yield Joined(said, " ")
    chance = (
        message("Chance to pay: {chance}.", chance=chance_in_words(tool.probability_positive))
        if tool.npv.p05 != tool.npv.p95
        else ""
    )
    time = payback(tool.payback, result) if tool.npv.mean > 0.0 else ""
    back = message("It has most likely paid back after {time}.", time=time) if time else ""
    if chance or back:
        yield Joined([part for part in (chance, back) if part], " ")


def _judged(result: Evaluation) -> Iterator[str]:
    keys = (*result.ranking.order, *result.ranking.unranked)
    groups: dict[Verdict, list[str]] = {one: [] for one in _ORDER}
    for key in keys:
        groups[result.tools[key].verdict].append(result.tools[key].name)
    there: list[Verdict] = [one for one in _ORDER if groups[one]]
    if len(there) == 1:
        yield _ALL[there[0]]
        return
    told = semicolons([_group(one, groups[one], counted=len(keys) > _NAMED) for one in there])
    if groups["pays"]:
        yield message("{verdicts}.", verdicts=told)
    else:
        yield message("No tool is shown to pay: {verdicts}.", verdicts=told)


def _group(one: Verdict, names: Sequence[str], *, counted: bool) -> str:
    """Return what the tools of one verdict are, by their names or, where there are many, counted; who pays is worth a name."""
    count = len(names)
    is_named = not counted or (one == "pays" and count <= _PAYING)
    tools = conjoined(names) if is_named else plural("{count} tool", "{count} tools", count)
    match one:
        case "pays":
            return plural("{tools} pays", "{tools} pay", count, tools=tools)
        case "does not pay":
            return plural("{tools} does not pay", "{tools} do not pay", count, tools=tools)
        case "even":
            return plural("{tools} breaks even", "{tools} break even", count, tools=tools)
        case "open":
            return plural("{tools} could go either way", "{tools} could go either way", count, tools=tools)
        case "unknown":
            return plural("{tools} cannot be judged yet", "{tools} cannot be judged yet", count, tools=tools)


_ALL: dict[Verdict, str] = {
    "pays": message("All tools pay."),
    "does not pay": message("None of the tools pays."),
    "even": message("All tools break even."),
    "open": message("No tool is shown to pay: all could go either way."),
    "unknown": message("None of the tools can be judged yet."),
}


def _best(result: Evaluation) -> Iterator[str]:
    """Yield whether one tool is clearly best, and by what, where that is not money."""
    ranking = ranking_of(result)
    if len(ranking.order) < 2:
        return
    first, *others = ranking.order
    nearest = min(others, key=lambda key: ranking.pairwise[first][key])
    chance = ranking.pairwise[first][nearest]
    tool, other = result.tools[first], result.tools[nearest].name
    name, share = tool.name, chance_in_words(chance)
    if chance == ranking.pairwise[nearest][first] == 0.0:
        said: str = message("No clear winner: {tool} and {other} are level.", tool=tool.name, other=other)
    elif ranking.winner is None:
        said = message(
            "No clear winner: the chance that {tool} beats {other} is {chance}.", tool=name, other=other, chance=share
        )
    elif ranking.by != "score" and tool.verdict == "does not pay":
        said = message(
            "{tool} clearly loses least: the chance that it beats {other} is {chance}.",
            tool=name,
            other=other,
            chance=share,
        )
    else:
        said = message(
            "{tool} is clearly best: the chance that it beats {other} is {chance}.",
            tool=name,
            other=other,
            chance=share,
        )
    if ranking.by == "score":
        yield Joined([message("The order is by scores, not by money."), said], " ")
    elif ranking.by == "roi":
        yield Joined([message("The order is by return on costs (ROI)."), said], " ")
    else:
        yield said


def _together(result: Evaluation) -> Iterator[str]:
    """Yield what all tools bring in together, in all and in cash; nothing where they do not add up."""
    total = result.total
    if total is not None:
        said = [_all_of(total, result.currency)]
        if total.npv.p05 != total.npv.p95:
            said.append(message("Chance that they pay: {chance}.", chance=chance_in_words(total.probability_positive)))
        yield Joined(said, " ")


def not_added_up(result: Evaluation) -> str:
    """Return why all tools together have no figures; nothing where they have."""
    if result.total is not None or len(result.tools) < 2:
        return ""
    unknown = [key for key, tool in result.tools.items() if tool.costs is None]
    if not unknown:
        return message("All tools together: not added up, since some exclude each other.")
    return plural(
        "All tools together: not added up, since what {tools} costs is not known.",
        "All tools together: not added up, since what {tools} cost is not known.",
        len(unknown),
        tools=names_of(result, unknown),
    )


def _all_of(total: TotalResult, currency: str) -> str:
    told = outcome(total.npv, currency)
    if total.npv_cash is None:
        return message("All tools together are expected to {outcome}; in cash it is not known.", outcome=told)
    if total.npv_cash == total.npv:
        return message("All tools together are expected to {outcome}, in cash the same.", outcome=told)
    return message(
        "All tools together are expected to {outcome}; in cash, to {cash}.",
        outcome=told,
        cash=outcome(total.npv_cash, currency),
    )


def _to_do(result: Evaluation) -> Iterator[str]:
    """Yield what to do: find out what is missing or unsure, keep what pays."""
    tools = result.tools
    if all(tool.npv is None for tool in tools.values()):
        yield message("State what the tools cost: without it, nothing can be said of what they bring in net.")
    elif not is_clear(result):
        yield FIND_OUT
    elif not result.only:
        yield from _to_keep(result)


def _to_keep(result: Evaluation) -> Iterator[str]:
    """Yield what is worth keeping in money, and what only where more than cash counts."""
    tools = result.tools
    paying = [key for key in (*result.ranking.order, *result.ranking.unranked) if tools[key].verdict == "pays"]
    in_cash = [key for key in paying if (cash := tools[key].npv_cash) is None or cash.mean > 0.0]
    beyond = [key for key in paying if key not in in_cash]
    if not paying:
        yield message("In money alone, nothing here is worth what it costs.")
    if in_cash:
        yield message("In money alone: keep {tools}.", tools=listed([tools[key].name for key in in_cash]))
    if beyond:
        yield message(
            "Keep {tools} only if benefits that are not cash count for you.",
            tools=listed([tools[key].name for key in beyond]),
        )
