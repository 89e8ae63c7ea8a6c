"""What every tool brings in less what it costs, in words."""

from __future__ import annotations

from collections.abc import Iterator

from blogroi.language.spoken import message
from blogroi.report.conventions import conventions, subtitle
from blogroi.report.more import seen_whole
from blogroi.report.quantities import and_more, money, shown_of
from blogroi.report.sensitivity import unknown_lines
from blogroi.report.sheet import Bar, Bars, Lines, Listing, Row, Sheet, Table
from blogroi.results.format import amount, beside, chance_in_words
from blogroi.results.net_present import NetPresentValues, ToolNetPresentValue
from blogroi.results.summary import Summary

__all__ = ["net_present_sheet"]


def net_present_sheet(found: NetPresentValues, *, full: bool = False) -> Sheet:
    """Say what every tool brings in, net, and how likely it pays.

    Parameters
    ----------
    found : NetPresentValues
        What is said.
    full : bool
        Whether all of it is said.

    Returns
    -------
    Sheet

    Examples
    --------
    >>> import blogroi
    >>> session = blogroi.Session(blogroi.load("examples/chamber.toml"), draws=1000)
    >>> found = session.evaluate(settings={"tools.blog.costs.Writing.units": 250})
    >>> for line in net_present_sheet(found).blocks[0].lines:
    ...     print(line)
    The chamber's blog brings in most, 7,700 EUR net.
    """
    return Sheet(
        title=found.title,
        subtitle=subtitle(found),
        blocks=[
            Lines(tuple(_first(found))),
            _tools(found, full=full),
            Listing(heading="", lines=tuple(unknown_lines(found.names, found.order)), first=True),
        ],
        foot=[conventions(found)] if full else [seen_whole(found, message("`blogroi evaluate`"))],
    )


def _first(found: NetPresentValues) -> Iterator[str]:
    best = None if not found.order else found.tools[found.order[0]]
    if best is None or best.npv is None:
        yield message("No tool says what it costs, so nothing can be said of what they bring in.")
    elif best.npv.mean > 0.0:
        yield message(
            "{tool} brings in most, {amount} net.",
            tool=best.name,
            amount=money(beside(best.npv.mean, best.npv), found.currency),
        )
    else:
        yield message("No tool is expected to bring in more than it costs.")


def _tools(found: NetPresentValues, *, full: bool) -> Table:
    shown = found.order if full else shown_of(found.order)
    listed = [(tool, tool.npv) for key in shown for tool in (found.tools[key],) if tool.npv is not None]
    ends = [end for _, npv in listed for end in (npv.p05, npv.p95)]
    scale = Bars(low=min(ends, default=0.0), high=max(ends, default=0.0))
    rows = [_row(tool, npv, scale) for tool, npv in listed]
    if len(shown) < len(found.order):
        rows.append(Row([and_more(len(found.order) - len(shown)), "", "", ""]))
    return Table(
        heads=["", message("brings in, net (90 % range)"), message("chance that it pays"), ""],
        rows=rows,
        align=["left", "right", "right", "left"],
        cut=[0],
        caption=message("What each tool brings in, net, in {currency}", currency=found.currency),
    )


def _row(tool: ToolNetPresentValue, npv: Summary, scale: Bars) -> Row:
    chance = tool.probability_positive
    said = message("unknown") if chance is None else chance_in_words(chance)
    return Row([tool.name, amount(npv), said, Bar(npv.p05, npv.mean, npv.p95, scale)])
