"""All that an evaluation says beyond its verdict: every figure, what it is made of, how the tools compare, what was set aside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from blogroi.language.spoken import message
from blogroi.report.evaluation_comparison import comparison, scores
from blogroi.report.evaluation_parts import parts_of
from blogroi.report.evaluation_verdict import not_added_up, payback
from blogroi.report.sheet import LEFT, RIGHT, Block, Lines, Listing, Row, Table
from blogroi.results.checks import IgnoredCheck
from blogroi.results.evaluation import Evaluation
from blogroi.results.format import amount, as_percent, chance_in_words, decimal, percent
from blogroi.results.periods import span
from blogroi.results.summary import InternalRate
from blogroi.results.tool import ToolResult
from blogroi.results.total import TotalResult

__all__ = ["figures", "parts", "remarks"]

_MOST_IRR = 10.0  # a year; past that, next to nothing was laid out, and the rate says nothing of the tool


def figures(result: Evaluation, keys: Sequence[str]) -> Iterator[Block]:
    """Yield every figure of every tool, where it has a meaning."""
    tools: list[ToolResult | TotalResult] = [result.tools[key] for key in keys]
    if result.total is not None and len(tools) > 1:
        tools.append(result.total)
    heads = [
        "",
        message("benefits"),
        message("costs"),
        message("net gain in cash"),
        message("net gain a year"),
        message("return on costs (ROI)"),
        message("ROI in cash"),
        message("benefits for 1 spent (BCR)"),
        message("payback"),
        message("internal rate of return (IRR)"),
    ]
    if result.total is None and len(tools) > 1:
        yield Lines([not_added_up(result)])
    yield Table(
        heads=heads,
        rows=[Row(_cells(tool, result)) for tool in tools],
        align=(*LEFT, *RIGHT * (len(heads) - 1)),
        caption=message("All figures of each tool, amounts in {currency}", currency=result.currency),
    )


def _cells(tool: ToolResult | TotalResult, result: Evaluation) -> Iterator[str]:
    """Yield the figures of a tool, and nothing where one has no meaning."""
    yield tool.name if isinstance(tool, ToolResult) else message("All tools together")
    yield amount(tool.benefits)
    yield amount(tool.costs)
    yield "" if tool.npv is None else amount(tool.npv_cash)
    yield amount(tool.equivalent_annual) if isinstance(tool, ToolResult) and tool.equivalent_annual is not None else ""
    yield from ("" if ratio is None else percent(ratio) for ratio in (tool.roi, tool.roi_cash))
    yield "" if tool.bcr is None else decimal(tool.bcr)
    yield _payback(tool, result)
    yield _rate(tool.irr)


def _payback(tool: ToolResult | TotalResult, result: Evaluation) -> str:
    """Return when a tool has paid back; times alone would be those of the draws in which it has."""
    figure, costs = tool.payback, tool.costs
    if figure is None or costs is None or costs.p95 <= 0.0:
        return ""
    if figure.at_once == 1.0:
        return message("none: its income comes before its costs")
    window = result.conventions.window
    whole = span(window.periods, window.step)
    if figure.never == 1.0:
        return message("not within {time}", time=whole)
    time = payback(figure, result)
    if not time:
        return (
            message("not within {time} in {share} of the draws", time=whole, share=chance_in_words(figure.never))
            if figure.never > 0.0
            else ""
        )
    if figure.never > 0.0:
        return message(
            "{time}; not within {whole} in {share} of the draws",
            time=time,
            whole=whole,
            share=chance_in_words(figure.never),
        )
    return time


def _rate(irr: InternalRate | None) -> str:
    """Return the internal rate where there is one that says something: not of a loss, and of a multiple of the outlay no more."""
    if irr is None:
        return ""
    if irr.status == "several":
        return message("ambiguous here: use the net gain")
    if irr.status != "one" or irr.of_means is None or irr.of_means < 0.0:
        return ""
    if irr.of_means > _MOST_IRR:
        return message("more than {share}", share=as_percent(_MOST_IRR))
    return as_percent(irr.of_means)


def parts(result: Evaluation, keys: Sequence[str]) -> Iterator[Block]:
    """Yield how the tools compare, what is not money, and what the figures of each tool are made of."""
    yield Listing(heading=message("How the tools compare"), lines=tuple(comparison(result)))
    yield Listing(heading=message("Non-monetary scores"), lines=tuple(scores(result)))
    for key in keys:
        yield Listing(
            heading=message("Where the benefits of {tool} come from", tool=result.tools[key].name),
            lines=tuple(parts_of(result, key)),
        )


def remarks(result: Evaluation) -> Iterator[Block]:
    """Yield what may be known besides, and what the case sets aside, each with its reason."""
    yield Listing(
        heading=message("Remarks"),
        lines=[check.message for check in result.checks if check.severity == "info" and check.code != "BR248"],
    )
    yield Listing(heading=message("Set aside"), lines=[_set_aside(check) for check in result.ignored])


def _set_aside(check: IgnoredCheck) -> str:
    return message(
        "{code}, {reason}: {sentence}",
        code=check.code,
        reason=check.reason or message("without a reason"),
        sentence=check.message,
    )
