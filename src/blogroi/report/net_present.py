"""What every tool brings in less what it costs, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from blogroi.language.spoken import message
from blogroi.report.conventions import conventions, subtitle
from blogroi.report.more import seen_whole
from blogroi.report.quantities import and_more, money, shown_of
from blogroi.report.sensitivity import unknown_lines
from blogroi.report.sheet import LEFT, RIGHT, Bar, Bars, Lines, Listing, Row, Sheet, Table
from blogroi.results.answer import Names
from blogroi.results.format import amount, beside, chance_in_words
from blogroi.results.net_present import NetPresentValues
from blogroi.results.summary import Summary

__all__ = ["net_present_sheet", "net_table"]


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
    told = {key: found.tools[key].probability_positive for key in found.order}
    return net_table(
        {key: npv for key in found.order if (npv := found.tools[key].npv) is not None},
        found.names,
        caption=message("Net gain by tool, in {currency}", currency=found.currency),
        full=full,
        chances={key: message("unknown") if one is None else chance_in_words(one) for key, one in told.items()},
    )


def net_table(
    npv: Mapping[str, Summary], names: Names, *, caption: str, full: bool, chances: Mapping[str, str] | None = None
) -> Table:
    """Set what each tool brings in, net, below one another, on one scale.

    Parameters
    ----------
    npv : mapping of str to Summary
        What each tool brings in, in the order in which they are told.
    names : Names
        What the tools are called.
    caption : str
        What the table says.
    full : bool
        Whether all tools have a line of their own.
    chances : mapping of str to str, optional
        How likely each of them pays, in words.

    Returns
    -------
    Table
    """
    keys = tuple(npv)
    shown = keys if full else shown_of(keys)
    ends = [end for key in shown for end in (npv[key].p05, npv[key].p95)]
    scale = Bars(low=min(ends, default=0.0), high=max(ends, default=0.0))
    told = [] if chances is None else [message("chance to pay")]
    heads = ["", message("net gain (90 % range)"), *told, ""]
    rows = [
        Row(
            [
                names.tools[key],
                amount(npv[key]),
                *([] if chances is None else [chances[key]]),
                Bar(npv[key].p05, npv[key].mean, npv[key].p95, scale),
            ]
        )
        for key in shown
    ]
    if len(shown) < len(keys):
        rows.append(Row([and_more(len(keys) - len(shown)), *[""] * (len(heads) - 1)]))
    return Table(heads=heads, rows=rows, align=(*LEFT, *RIGHT * (len(heads) - 2), *LEFT), cut=[0], caption=caption)
