"""Figures that others have published, as a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import fields

from blogroi.catalogue.references import References
from blogroi.literature.figures import ReferenceFigure
from blogroi.results.headings import flag, number, text, whole
from blogroi.results.table import Heading, Layout, Value

__all__ = ["LAYOUTS"]

_REFERENCES: dict[str, Heading] = {
    "key": text("Key by which a case names the figure."),
    "en": text("What it is, in English."),
    "fr": text("What it is, in French."),
    "value": number("What the source prints, or the middle of what it prints, in its unit."),
    "centre": text("What that middle is, where the source prints ends too."),
    "low": number("Lower end that the source prints."),
    "high": number("Upper end that the source prints."),
    "spread": text("What these ends are."),
    "studies": whole("Of how many studies they are the least and the greatest."),
    "spread_note": text("More about them."),
    "unit": text("Its unit; shares are fractions of 1."),
    "currency": text("The money that it is in."),
    "denominator": text("What it is a share of, or for one of what."),
    "population": text("Of whom or of what it was found."),
    "definition": text("What exactly was counted."),
    "year": whole("Year that it is of."),
    "year_inferred": flag("Whether that was read off its context."),
    "expires": whole("Year after which it is to be looked up again."),
    "source": text("Title of the source."),
    "publisher": text("Who published it."),
    "url": text("Address at which it was read."),
    "reliability": text("How it was come by."),
    "feeds": text("What of a case it can stand for; empty for a trap."),
    "trap": text("What goes wrong with it."),
    "use": text("`value`, or `trap` where it may not stand in a case."),
}


def _references(found: References) -> Iterator[Mapping[str, Value]]:
    for figure in found.found.values():
        told: dict[str, Value] = {one.name: getattr(figure, one.name) for one in fields(ReferenceFigure)}
        yield {name: None if value == "" else value for name, value in told.items()}


LAYOUTS: tuple[Layout[References], ...] = (
    Layout("references", "A row for each published figure; traps are among them.", _REFERENCES, _references),
)
"""The table of what others have published."""
