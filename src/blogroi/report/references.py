"""Reference figures in words: what each is, of whom, when, and what goes wrong with it."""

from __future__ import annotations

from collections.abc import Iterator

from blogroi.catalogue.references import References
from blogroi.language.spoken import Message, Translated, message, plural
from blogroi.literature.figures import ReferenceFigure
from blogroi.report.sheet import Block, Lines, Listing, Row, Sheet, Table
from blogroi.results.format import as_percent, as_stated, quoted

__all__ = ["references_sheet"]

_CLOSE, _MOST = 2, 15  # figures that are each said with their source, and rows of a table


def references_sheet(found: References, *, full: bool = False) -> Sheet:
    """Say what is known of reference figures, those that are traps last.

    Parameters
    ----------
    found : References
        What is said.
    full : bool
        Whether all of it is said, with of whom each was found, over what, and where.

    Returns
    -------
    Sheet

    Examples
    --------
    >>> import blogroi
    >>> references_sheet(blogroi.references("39-39")).blocks[1].lines[0]
    '4.96 EUR/call, of 2007; the source prints no spread'
    """
    figures = sorted(found.found.values(), key=lambda figure: figure.use == "trap")
    blocks: list[Block] = [Lines([_verdict(found)])]
    if full or len(figures) <= _CLOSE:
        lines = _all_of if full else _most_of
        blocks += [Listing(heading=_statement(figure), lines=tuple(lines(figure))) for figure in figures]
    else:
        blocks.append(_table(figures[:_MOST]))
    return Sheet(title=_title(found), blocks=blocks, foot=[] if full or not figures else list(_foot(len(figures))))


def _title(found: References) -> str:
    if found.word:
        return message("Published figures about {word}", word=quoted(found.word))
    return message("Published figures")


def _verdict(found: References) -> str:
    if not found.found:
        return message(
            "No published figure holds that word. A word may be a part of a statement, a unit, a key or a use: `cost`, `share`, `lasts`."
        )
    traps = sum(figure.use == "trap" for figure in found.found.values())
    count = plural("{count} figure", "{count} figures", len(found.found))
    if not traps:
        return message("{figures}, each read where it was first published.", figures=count)
    return plural(
        "{figures}, each read where it was first published. {count} of them is a trap: it circulates, and is refused in a case.",
        "{figures}, each read where it was first published. {count} of them are traps: they circulate, and are refused in a case.",
        traps,
        figures=count,
    )


def _foot(count: int) -> Iterator[str]:
    if count > _MOST:
        yield plural("{count} more figure: --full", "{count} more figures: --full", count - _MOST)
    if count > _CLOSE:
        yield message("A narrower word shows each with its source and its key: `blogroi references WORD`")
    else:
        yield message('In a case: `{{ reference = "{key}" }}`. All of it: --full.', key="KEY")


def _statement(figure: ReferenceFigure) -> str:
    statement = Translated(figure.en, {"fr": figure.fr})
    return message("Trap: {statement}", statement=statement) if figure.use == "trap" else statement


def _table(figures: list[ReferenceFigure]) -> Table:
    return Table(
        heads=[message("figure"), message("value"), message("unit"), message("year")],
        rows=[
            Row([_statement(figure), _value(figure), Message(figure.unit, {}, context="unit"), f"{figure.year}"])
            for figure in figures
        ],
        align=["left", "right", "left", "right"],
        cut=[0],
    )


def _value(figure: ReferenceFigure) -> str:
    if figure.low is None or figure.high is None:
        return as_stated(figure.value or 0.0)
    return message("{low} to {high}", low=as_stated(figure.low), high=as_stated(figure.high))


def _most_of(figure: ReferenceFigure) -> Iterator[str]:
    """Yield what has to be known before a figure is used."""
    yield _numbers(figure)
    yield from _trap(figure)
    yield message("{publisher}: {source}", publisher=figure.publisher, source=figure.source)
    yield message("key: `{key}`", key=figure.key)


def _all_of(figure: ReferenceFigure) -> Iterator[str]:
    yield _numbers(figure)
    yield message("Over: {denominator}", denominator=Message(figure.denominator, {}))
    yield message("Of whom: {population}", population=Message(figure.population, {}))
    yield message("What was counted: {definition}", definition=Message(figure.definition, {}))
    if figure.feeds:
        yield message("Can stand for: {feeds}", feeds=Message(figure.feeds, {}, context="use"))
    yield from _trap(figure)
    yield message("{publisher}: {source}, {url}", publisher=figure.publisher, source=figure.source, url=figure.url)
    yield message("How it was come by: {reliability}", reliability=Message(figure.reliability, {}))
    yield message("Look it up again after {year}.", year=str(figure.expires))
    yield message("key: `{key}`", key=figure.key)


def _trap(figure: ReferenceFigure) -> Iterator[str]:
    if figure.trap:
        yield message("What goes wrong with it: {trap}", trap=Message(figure.trap, {}))


def _numbers(figure: ReferenceFigure) -> str:
    year: str = str(figure.year)
    if figure.year_inferred:
        year = message("{year} (inferred: the source states no year)", year=year)
    unit = Message(figure.unit, {}, context="unit")
    if figure.low is None or figure.high is None:
        return message(
            "{value} {unit}, of {year}; the source prints no spread",
            value=as_stated(figure.value or 0.0),
            unit=unit,
            year=year,
        )
    ends = message("{ends} {unit}, of {year}", ends=_value(figure), unit=unit, year=year)
    if figure.value is not None:
        middle = as_stated(figure.value)
        ends = message(
            "{ends}, {centre} {value}", ends=ends, centre=_CENTRES.get(figure.centre, figure.centre), value=middle
        )
    said = message("{ends}: {spread}", ends=ends, spread=_spread(figure))
    if figure.spread_note:
        return message("{said} ({note})", said=said, note=Message(figure.spread_note, {}))
    return said


def _spread(figure: ReferenceFigure) -> str:
    if figure.studies is not None and figure.confidence is not None:
        return message(
            "ends of {studies} studies, which hold another one with chance {chance}",
            studies=figure.studies,
            chance=as_percent(figure.confidence),
        )
    return message("{kind}: no interval until you say `confidence`", kind=_SPREADS[figure.spread])


_CENTRES = {"": message("middle"), "mean": message("mean"), "latest meta-analysis": message("latest meta-analysis")}
_SPREADS = {
    "range over studies": message("a range over studies, it is not said of how many"),
    "range over groups": message("range over groups"),
    "guidance bands": message("guidance bands"),
}
