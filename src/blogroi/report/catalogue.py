"""The catalogue in words: levers, and what each is shown by, how that is measured, and what goes wrong most often."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from blogroi.catalogue.catalogue import Catalogue, IndicatorEntry, LeverEntry
from blogroi.language.spoken import Message, Translated, message, plural
from blogroi.report.sheet import Block, Lines, Listing, Row, Sheet, Table

__all__ = ["catalogue_sheet"]

_CLOSE, _MOST = 2, 15  # indicators that are each said with how they are measured, and rows of a table


def catalogue_sheet(found: Catalogue, *, full: bool = False) -> Sheet:
    """Say what there is to start from: indicators by the lever that they show.

    Parameters
    ----------
    found : Catalogue
        What is said.
    full : bool
        Whether all of it is said, with how each indicator is measured, and what goes wrong most often.

    Returns
    -------
    Sheet

    Examples
    --------
    >>> from blogroi import catalogue
    >>> catalogue_sheet(catalogue.load().holding("calls")).blocks[1].heading
    'Calls to the help desk avoided'
    """
    indicators = list(found.indicators.values())
    blocks: list[Block] = [Lines([_verdict(found)])]
    if full:
        blocks += _by_lever(found)
    elif 0 < len(indicators) <= _CLOSE:
        said = [None, *(entry.lever for entry in indicators)]
        blocks += [
            _one(entry, found.levers[entry.lever] if entry.lever != before else None)
            for before, entry in zip(said, indicators, strict=False)
        ]
    elif len(indicators) <= _MOST:
        blocks.append(_indicators(indicators))
    else:
        blocks.append(_levers(found))
    return Sheet(
        title=message("Levers and indicators to start from"),
        blocks=blocks,
        foot=[] if full or not indicators else [_foot(len(indicators))],
    )


def _verdict(found: Catalogue) -> str:
    if not found.levers:
        return message("Nothing in the catalogue holds that word. Without a word, all of it is listed.")
    return message(
        "{indicators} of {levers}. What one unit is worth to you is yours to find.",
        indicators=plural("{count} indicator", "{count} indicators", len(found.indicators)),
        levers=plural("{count} lever", "{count} levers", len(found.levers)),
    )


def _foot(count: int) -> str:
    if count > _CLOSE:
        return message("`blogroi catalogue WORD` shows how each is measured and what goes wrong. All of it: --full.")
    return message("All of it: --full.")


def _statement(entry: LeverEntry | IndicatorEntry) -> str:
    return Translated(entry.en, {"fr": entry.fr})


def _levers(found: Catalogue) -> Table:
    """Set the levers, each with how many indicators show it."""
    counts = {key: sum(entry.lever == key for entry in found.indicators.values()) for key in found.levers}
    return Table(
        heads=[message("lever"), message("indicators"), message("word")],
        rows=[Row([_statement(lever), f"{counts[key]}", key]) for key, lever in found.levers.items()],
        align=["left", "right", "left"],
        cut=[0],
    )


def _indicators(entries: Sequence[IndicatorEntry]) -> Table:
    return Table(
        heads=[message("indicator"), message("one unit"), message("better"), message("word")],
        rows=[
            Row([_statement(entry), Message(entry.unit, {}, context="unit"), _BETTER[entry.better], entry.key])
            for entry in entries
        ],
        cut=[0],
    )


def _one(entry: IndicatorEntry, lever: LeverEntry | None) -> Listing:
    return Listing(heading=_statement(entry), lines=tuple(_known_of(entry, lever)))


def _known_of(entry: IndicatorEntry, lever: LeverEntry | None) -> Iterator[str]:
    """Yield how an indicator is measured and what goes wrong; under its lever, that is not said again."""
    if lever is not None:
        yield message("Shows that: {lever}", lever=_statement(lever))
    yield message(
        "One unit: {unit}; {better} is better. It counts {stage}.",
        unit=Message(entry.unit, {}, context="unit"),
        better=_BETTER[entry.better],
        stage=_STAGES[entry.stage],
    )
    yield message("How it is measured: {measure}.", measure=Message(entry.measure, {}))
    yield message("What goes wrong most often: {trap}", trap=Message(entry.trap, {}))
    if entry.reference:
        yield message("Reference: {reference}", reference=entry.reference)
    yield message("key: `{key}`", key=entry.key)


def _by_lever(found: Catalogue) -> Iterator[Block]:
    for key, lever in found.levers.items():
        yield Lines([message("{statement} [{key}]", statement=_statement(lever), key=key)])
        for entry in found.indicators.values():
            if entry.lever == key:
                yield Listing(heading=_statement(entry), lines=tuple(_known_of(entry, None)), level=3)


_BETTER = {"higher": message("more"), "lower": message("less")}
_STAGES: Mapping[str, str] = {
    "input": message("what is put in"),
    "activity": message("what is done"),
    "output": message("what is put out"),
    "outtake": message("what people took from it"),
    "outcome": message("what people do differently"),
    "impact": message("what the organisation has of it"),
}
