"""How likely each tool is to come first, second, third: places beside the others, which is not the same as to pay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from blogroi.errors import OptionError
from blogroi.language.naming import describe, suggest
from blogroi.language.spoken import message
from blogroi.records import frozen
from blogroi.report.figures.canvas import Canvas
from blogroi.report.figures.cells import NONE, number, text, whole
from blogroi.report.figures.figure import Figure
from blogroi.report.figures.style import hues_of
from blogroi.results.format import chance_in_words
from blogroi.results.table import Table

__all__ = ["places"]

_BAR = 13.0
_SHADES = ("b", "q", "p")
_PLACES = (message("first", context="place"), message("second", context="place"), message("third", context="place"))
"""The places that are told apart; all that follow are one."""
_TITLES: Mapping[str, str] = {
    "npv": message("Chance of each place, by net gain"),
    "roi": message("Chance of each place, by return on costs"),
    "score": message("Chance of each place, by score"),
}


@frozen
class _Tool:
    """A row: a tool, and its chances of each place from the first."""

    name: str
    kind: str
    chances: Sequence[float]


def places(table: Table, *, tools: Mapping[str, str] = NONE, by: str | None = None) -> Figure:
    """Draw how likely each tool is to come first, second and third.

    Parameters
    ----------
    table : Table
        The table ``ranks`` of an evaluation.
    tools : mapping of str to str
        What all tools of the case are called, by key: they give colours, and none is left out.
    by : {"npv", "roi", "score"}, optional
        Which order; by default that of the evaluation.

    Returns
    -------
    Figure

    Raises
    ------
    OptionError
        When the evaluation has no such order.

    Examples
    --------
    >>> import blogroi
    >>> result = blogroi.evaluate(blogroi.load("examples/chamber.toml"), draws=1000)
    >>> print(places(result.tables["ranks"], by="score").title)
    Chance of each place, by score
    """
    orders = dict.fromkeys(text(row, "by") for row in table)
    if by is not None and by not in orders:
        raise OptionError(
            "by", message("{by} is not an order of this answer: {hint}", by=describe(by), hint=suggest(str(by), orders))
        )
    meant = by if by is not None else next(iter(orders), "npv")
    rows = _tools(table, meant, hues_of(table, tools), tools)
    return Figure(
        name="places",
        table=table,
        title=_TITLES[meant],
        reading=message(
            "How likely each tool is to come first, second or third among all of them: to be first is not to pay, since the "
            "best of several may lose."
        ),
        facts=[message("{tool}: {figure}.", tool=tool.name, figure=_first(tool)) for tool in rows],
        drawing=partial(_draw, rows),
    )


def _tools(table: Table, by: str, kinds: Mapping[str, str], tools: Mapping[str, str]) -> list[_Tool]:
    """Return the rows, whoever is likeliest to be first on top, and below all of whom no place can be said."""
    chances: dict[str, dict[int, float]] = {tool: {} for tool in tools}
    names = {**tools}
    for row in (row for row in table if text(row, "by") == by):
        chances.setdefault(text(row, "tool"), {})[whole(row, "rank")] = number(row, "share") or 0.0
        names[text(row, "tool")] = text(row, "name")
    found = {tool: [of[rank] for rank in sorted(of)] for tool, of in chances.items()}
    order = sorted(found, key=lambda tool: (not found[tool], [-chance for chance in found[tool]], tool))
    return [_Tool(names[tool], kinds[tool], found[tool]) for tool in order]


def _first(tool: _Tool) -> str:
    return message("first: {chance}", chance=chance_in_words(tool.chances[0])) if tool.chances else message("unknown")


def _draw(tools: Sequence[_Tool], canvas: Canvas) -> None:
    beside = canvas.beside((tool.name, _first(tool)) for tool in tools)
    for tool in tools:
        unknown = message("What it would be ranked by is not known: it has no place.")
        canvas.heading(tool.name, _first(tool), beside=beside, note="" if tool.chances else unknown)
        canvas.space(3.0)
        if not tool.chances:
            canvas.space(9.0)
            continue
        canvas.rect(0.0, 1.0, canvas.height, _BAR, "e")
        start = 0.0
        for share, shade in zip(tool.chances, _SHADES, strict=False):
            end = min(start + share, 1.0)
            if end - start >= 0.0005:
                canvas.rect(start, end, canvas.height, _BAR, f"{shade} {tool.kind}")
            start = end
        canvas.space(_BAR + 12.0)
    canvas.space(-6.0)
    most = max((len(tool.chances) for tool in tools), default=0)
    keys = [*zip(_SHADES, _PLACES, strict=True)][:most]
    canvas.keys([*keys, *([("e", message("lower", context="place"))] if most > len(keys) else [])])
