"""Which figures stand on a page, and what stands behind each: the same in words or as a table, for whoever does not read drawings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from blogroi.language.spoken import message
from blogroi.records import frozen
from blogroi.report.figures.figure import Figure
from blogroi.report.presenter import figures
from blogroi.report.sheet import LEFT, RIGHT, Block, Listing, Row
from blogroi.report.sheet import Table as Grid
from blogroi.results.answer import Answer
from blogroi.results.format import chance_in_words, whole

__all__ = ["FEW", "MAP", "Picture", "drawn_of", "picture", "pictures"]

MAP = "gaps"
"""The figure of an evaluation that is as wide as the page, and stands by itself."""
_SAID_BESIDE = frozenset({"chance"})
"""Figures that show no more than a column of the table beside them."""
_SUMMED_UP: Mapping[str, str] = {"lead": "moves"}
"""By a figure that says what matters for the order of the tools: the one that says it of each tool."""
_MOST_PLACES = 3


FEW, _DRAWN = 6, 4
"""Tools of which all is said without being asked for; and those that can each have a panel, or a column of a map."""


@frozen
class Picture:
    """A figure on a page.

    Parameters
    ----------
    figure : Figure
        The figure.
    behind : Block
        The same in words, or as a table.
    is_drawn : bool
        Whether it is drawn, or said in words.
    """

    figure: Figure
    behind: Block
    is_drawn: bool = True


def pictures(answer: Answer, *, full: bool = True) -> Iterator[Picture]:
    """Yield the figures of an answer that show more than the words and the table beside them, but for the map.

    Parameters
    ----------
    answer : Answer
        The answer.
    full : bool
        Whether all of them, or without what others sum up.

    Yields
    ------
    Picture
    """
    there = figures(answer)
    summed_up = frozenset() if full else {_SUMMED_UP[name] for name in there if name in _SUMMED_UP}
    for name in there:
        if name not in _SAID_BESIDE and name not in summed_up and name != MAP:
            made = picture(getattr(there, name)())
            if _shows_more(made.figure):
                yield made


def drawn_of(answer: Answer) -> Iterator[Picture]:
    """Yield the figures of an answer that stands on a page by itself: the map too."""
    yield from pictures(answer)
    there = figures(answer)
    if MAP in [*there]:
        yield picture(getattr(there, MAP)())


def picture(figure: Figure) -> Picture:
    """Put behind a figure what it shows."""
    made = _TABLES.get(figure.name)
    behind = Listing(heading="", lines=figure.facts) if made is None else made(figure)
    return Picture(figure, behind, is_drawn=figure.name != MAP or _tools(figure) <= _DRAWN)


def _tools(figure: Figure) -> int:
    return len({*figure.table.columns["tool"].values})


def _shows_more(figure: Figure) -> bool:
    """Tell whether a figure shows anything that a table of tools and their ranges does not."""
    columns = figure.table.columns
    match figure.name:
        case "npv" if "npv_lowest" not in columns:  # nor of net present values alone
            return False
        case "npv":  # how far missing figures reach
            ends = zip(columns["npv_lowest"].values, columns["npv_highest"].values, columns["gaps"].values, strict=True)
            return any(gaps and low is not None and low != high for low, high, gaps in ends)
        case "places":
            return _tools(figure) > 1
        case "cash":  # a panel for each tool
            return 0 < _tools(figure) <= _DRAWN
        case "lead" | "worth":
            return len(figure.facts) > 0
        case "choice":  # the first set is none of the tools
            return len(figure.facts) > 2
        case _:
            return len(figure.table) > 0


def _places(figure: Figure) -> Grid:
    """Set how likely each tool takes each place."""
    shares: dict[tuple[str, str], dict[int, float]] = {}
    by = next(iter(figure.table.columns["by"].values), None)
    for row in figure.table:
        if row["by"] == by:
            tool = str(row["tool"]), str(row["name"])
            shares.setdefault(tool, {})[int(str(row["rank"]))] = float(str(row["share"]))
    places = range(1, min(len(shares), _MOST_PLACES) + 1)
    return Grid(
        heads=["", *(whole(place) for place in places)],
        rows=[
            Row([name, *(chance_in_words(found.get(place, 0.0)) for place in places)])
            for (_, name), found in shares.items()
        ],
        align=(*LEFT, *RIGHT * len(places)),
        caption=figure.title,
    )


_ANSWERS: Mapping[str, str] = {
    "measured": message("measured", context="answer"),
    "stated": message("stated", context="answer"),
    "observed": message("observed", context="answer"),
    "estimated": message("estimated", context="answer"),
    "assumed": message("assumed", context="answer"),
    "gap": message("missing", context="answer"),
    "never asked": message("never asked", context="answer"),
    "not applicable": message("no effect possible"),
}


def _map(figure: Figure) -> Grid:
    """Set who was asked what, a column for each tool."""
    tools = dict(zip(*(figure.table.columns[name].values for name in ("tool", "name")), strict=True))
    rows: dict[tuple[str, str], dict[str, str]] = {}
    for row in figure.table:
        asked = str(row["statement"]) if row["statement"] else message("Costs", context="question")
        rows.setdefault((str(row["question"]), asked), {})[str(row["tool"])] = _ANSWERS[str(row["answer"])]
    return Grid(
        heads=["", *map(str, tools.values())],
        rows=[Row([asked, *(found.get(str(tool), "") for tool in tools)]) for (_, asked), found in rows.items()],
        caption=figure.title,
    )


_TABLES = {"places": _places, MAP: _map}
