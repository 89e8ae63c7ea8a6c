"""An evaluation in words: what every tool brings in, how sure that is, and what to know before deciding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from blogroi.language.spoken import message
from blogroi.report.conventions import conventions, subtitle
from blogroi.report.evaluation_cautions import cautions
from blogroi.report.evaluation_verdict import is_by_score, is_clear, ranking_of, reach, verdict
from blogroi.report.more import seen_whole
from blogroi.report.quantities import MOST_TOOLS, and_more
from blogroi.report.sheet import LEFT, RIGHT, Bar, Bars, Block, Cell, Lines, Listing, Row, Sheet, Table
from blogroi.report.verdicts import MARKS, VERDICTS
from blogroi.results.evaluation import Evaluation
from blogroi.results.format import amount, beside, chance_in_table, hundredths
from blogroi.results.summary import Summary
from blogroi.results.tool import ToolResult
from blogroi.results.total import TotalResult

__all__ = ["evaluation_sheet"]


def evaluation_sheet(result: Evaluation, *, full: bool = False) -> Sheet:
    """Say which tools pay, what each brings in and how sure that is, and what to know before deciding.

    Parameters
    ----------
    result : Evaluation
        What is said.
    full : bool
        Whether all of it is said.

    Returns
    -------
    Sheet

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.load("examples/chamber.toml")
    >>> evaluation_sheet(blogroi.evaluate(case, draws=20_000)).blocks[0].lines[1]
    "No clear winner: the chance that The chamber's blog beats The intranet is 67 %."
    """
    ranking = ranking_of(result)
    keys = (*ranking.order, *ranking.unranked)
    table = _tables(result, keys if full else keys[:MOST_TOOLS], full=full)
    blocks: list[Block] = [Lines(tuple(verdict(result))), *table]
    if full:
        from blogroi.report.evaluation_full import figures, parts, remarks  # noqa: PLC0415  only who wants all pays for it

        blocks.append(Listing(heading=message("Read this first"), lines=tuple(cautions(result, full=True))))
        blocks += [] if result.only else [*figures(result, keys), *parts(result, keys)]
        blocks += remarks(result)
        foot = (*_left_out(result), _TERMS, conventions(result))
        return Sheet(title=result.title, subtitle=subtitle(result), blocks=blocks, foot=foot)
    blocks.append(Listing(heading=message("Before you decide"), lines=tuple(cautions(result)), first=True))
    return Sheet(title=result.title, subtitle=subtitle(result), blocks=blocks, foot=tuple(_foot(result, len(keys))))


_TERMS = message("Net gain: benefits less costs, later money counting less (net present value, NPV).")


def _left_out(result: Evaluation) -> Iterator[str]:
    """Say that the rest was not asked for, so that nobody takes it for unknown."""
    if result.only:
        yield message("Net gain alone was asked for: benefits, costs, ratios and times were not computed.")


def _foot(result: Evaluation, tools: int) -> Iterator[str]:
    yield from _left_out(result)
    if tools > MOST_TOOLS:
        yield and_more(tools - MOST_TOOLS)
    if not is_clear(result):
        yield seen_whole(result, message("`blogroi worth-measuring`"))
    elif tools > 1:
        yield seen_whole(result, message("`blogroi choose`"))
    else:
        yield seen_whole(result, message("`blogroi sensitivity`"))


def _tables(result: Evaluation, keys: Sequence[str], *, full: bool) -> Iterator[Table]:
    """Yield the tools by what they are ranked by, and in full by the other one as well."""
    in_money = any(tool.npv is not None for tool in result.tools.values())
    only = next(iter(result.tools.values())) if len(keys) == 1 and not full else None
    if only is not None and (only.npv is None or only.npv.p05 == only.npv.p95):
        return  # the verdict has said it all
    if is_by_score(result):
        yield _by_score(result, keys)
    if in_money and (full or not is_by_score(result)):
        yield _by_money(result, keys, full=full)
    if not in_money and not is_by_score(result) and any(tool.benefits is not None for tool in result.tools.values()):
        yield _benefits(result, keys)


def _by_money(result: Evaluation, keys: Sequence[str], *, full: bool) -> Table:
    """Set what each tool brings in, net: as a figure, as a range and as a bar; how likely it pays, and what of it is cash."""
    tools: list[ToolResult | TotalResult] = [result.tools[key] for key in keys]
    if full and result.total is not None and len(result.tools) > 1:
        tools.append(result.total)
    known = [tool.npv for tool in tools if tool.npv is not None]
    scale = _scale(known)
    has_ranges = any(npv.p05 != npv.p95 for npv in known)
    has_reach = any(npv.low is not None for npv in known)
    has_chances = has_ranges and (full or not has_reach)
    has_cash = any(tool.npv_cash is not None and tool.npv_cash != tool.npv for tool in tools) and (
        full or not has_reach
    )
    heads = [
        "",
        message("net gain"),
        *([message("90 % range"), ""] if has_ranges else []),
        *([message("whatever is missing")] if has_reach else []),
        *([message("chance to pay")] if has_chances else []),
        *([message("in cash")] if has_cash else []),
    ]
    return Table(
        heads=heads,
        rows=[
            Row(
                _money_cells(tool, scale, ranges=has_ranges, reaches=has_reach, chances=has_chances, cash=has_cash),
                MARKS[tool.verdict],
                VERDICTS[tool.verdict],
            )
            for tool in tools
        ],
        align=(*LEFT, *RIGHT * (len(heads) - 1)),
        cut=[0],
        caption=_with_bars(message("Net gain by tool, in {currency}", currency=result.currency))
        if has_ranges
        else message("Net gain by tool, in {currency}", currency=result.currency),
    )


def _with_bars(caption: str) -> str:
    return message("{caption}. Each bar is the 90 % range, its dot what is expected, the line zero.", caption=caption)


def _money_cells(
    tool: ToolResult | TotalResult, scale: Bars, *, ranges: bool, reaches: bool, chances: bool, cash: bool
) -> Iterator[Cell]:
    yield tool.name if isinstance(tool, ToolResult) else message("All tools together")
    npv, chance = tool.npv, tool.probability_positive
    yield message("unknown") if npv is None else beside(npv.mean, npv)
    if ranges:
        is_range = npv is not None and npv.p05 != npv.p95
        yield _range(npv.p05, npv.p95, npv) if npv is not None and is_range else ""
        yield Bar(npv.p05, npv.mean, npv.p95, scale) if npv is not None and is_range else ""
    if reaches:
        yield "" if npv is None else _reach(npv)
    if chances:
        yield "" if chance is None or tool.verdict == "even" else chance_in_table(chance)
    if cash:
        yield message("unknown") if tool.npv_cash is None else beside(tool.npv_cash.mean, tool.npv_cash)


def _range(low: float, high: float, figure: Summary) -> str:
    return message("{low} to {high}", low=beside(low, figure), high=beside(high, figure))


def _reach(npv: Summary) -> str:
    """Return how far the missing figures reach; a tool of which none is missing has no ends of such."""
    return message("unchanged") if npv.low is None or npv.high is None else reach(npv.low, npv.high, npv)


def _scale(figures: Sequence[Summary]) -> Bars:
    """Return a scale on which all ranges lie, and nothing."""
    ends = [0.0, *(end for figure in figures for end in (figure.p05, figure.p95))]
    return Bars(low=min(ends), high=max(ends))


def _by_score(result: Evaluation, keys: Sequence[str]) -> Table:
    """Set what each tool scores, how often it comes first, and what it brings in beside that."""
    ranking = ranking_of(result)
    scores = [figure for key in keys if (figure := result.tools[key].score) is not None]
    in_money = any(result.tools[key].npv is not None for key in keys)
    scale = Bars(low=0.0, high=max((figure.p95 for figure in scores), default=1.0))
    heads = [
        "",
        message("score (0 to 1)"),
        message("90 % range"),
        "",
        message("comes first"),
        *([message("net gain")] if in_money else []),
    ]
    rows: list[Row] = []
    for key in keys:
        tool, score = result.tools[key], result.tools[key].score
        first = ranking.rank_acceptability[key][0] if key in ranking.rank_acceptability else None
        has_range = score is not None and score.p05 != score.p95
        cells: list[Cell] = [tool.name, message("unknown") if score is None else hundredths(score.mean)]
        cells += [
            message("{low} to {high}", low=hundredths(score.p05), high=hundredths(score.p95))
            if score is not None and has_range
            else "",
            Bar(score.p05, score.mean, score.p95, scale) if score is not None and has_range else "",
            "" if first is None else chance_in_table(first),
        ]
        if in_money:
            cells.append(message("unknown") if tool.npv is None else beside(tool.npv.mean, tool.npv))
        rows.append(Row(cells))
    return Table(
        heads=heads,
        rows=rows,
        align=(*LEFT, *RIGHT * (len(heads) - 1)),
        cut=[0],
        caption=message("What each tool scores: 1 is the best of every scale, 0 the worst"),
    )


def _benefits(result: Evaluation, keys: Sequence[str]) -> Table:
    """Set what each tool brings in, where nobody knows what any of them costs."""
    return Table(
        heads=["", message("benefits, costs unknown (90 % range)"), message("verdict")],
        rows=[
            Row([tool.name, amount(tool.benefits), VERDICTS[tool.verdict]])
            for tool in (result.tools[key] for key in keys)
        ],
        align=["left", "right", "left"],
        cut=[0],
        caption=message("Benefits by tool, in {currency}, before costs", currency=result.currency),
    )
