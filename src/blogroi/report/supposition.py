"""What every tool would bring in if inputs were what somebody supposes, in words."""

from __future__ import annotations

from collections.abc import Iterator

from blogroi.decisions.supposition import Supposition
from blogroi.language.spoken import message
from blogroi.report.conventions import conventions, subtitle
from blogroi.report.more import seen_whole
from blogroi.report.net_present import net_table
from blogroi.report.quantities import input_named, money, value_in_words
from blogroi.report.sensitivity import unknown_lines
from blogroi.report.sheet import Lines, Listing, Sheet, Table
from blogroi.results.format import beside

__all__ = ["supposition_sheet"]


def supposition_sheet(found: Supposition, *, full: bool = False) -> Sheet:
    """Say what every tool would bring in, if inputs were what was supposed.

    Parameters
    ----------
    found : Supposition
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
    >>> found = blogroi.suppose(case, settings={"tools.blog.costs.Writing.units": 250})
    >>> for line in supposition_sheet(found).blocks[0].lines:
    ...     print(line)
    If The chamber's blog, quantity of 'Writing' is 250 units:
    The chamber's blog would bring in most, 7,700 EUR net.
    """
    return Sheet(
        title=found.title,
        subtitle=subtitle(found),
        blocks=[
            Lines(tuple(_verdict(found, full=full))),
            _tools(found, full=full),
            Listing(heading="", lines=tuple(unknown_lines(found.names, found.npv)), first=True),
        ],
        foot=[conventions(found)] if full else [seen_whole(found, message("`blogroi sensitivity`"))],
    )


def _verdict(found: Supposition, *, full: bool) -> Iterator[str]:
    for path, value in found.settings.items():
        yield message(
            "If {quantity} is {value}:",
            quantity=input_named(path, found.names, with_path=full),
            value=value_in_words(path, value, found),
        )
    best = max(found.npv, key=lambda key: found.npv[key].mean, default=None)
    if best is None:
        yield message("No tool says what it costs, so nothing can be said of what they bring in.")
    elif found.npv[best].mean > 0.0:
        yield message(
            "{tool} would bring in most, {amount} net.",
            tool=found.names.tools[best],
            amount=money(beside(found.npv[best].mean, found.npv[best]), found.currency),
        )
    else:
        yield message("No tool would be expected to bring in more than it costs.")


def _tools(found: Supposition, *, full: bool) -> Table:
    return net_table(
        dict(sorted(found.npv.items(), key=lambda one: -one[1].mean)),
        found.names,
        caption=message("Net gain by tool as supposed, in {currency}", currency=found.currency),
        full=full,
    )
