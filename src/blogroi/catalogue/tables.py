"""Levers and indicators to start from as tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import fields

from blogroi.catalogue.catalogue import Catalogue, IndicatorEntry, LeverEntry
from blogroi.results.headings import number, text
from blogroi.results.table import Heading, Layout, Value

__all__ = ["LAYOUTS"]

_STATED = {"en": text("The statement in English."), "fr": text("The statement in French.")}

_INDICATORS: dict[str, Heading] = {
    "key": text("Key of the indicator in the catalogue."),
    "lever": text("Key of the lever that it shows."),
    **_STATED,
    "unit": text("What one unit is."),
    "better": text("Which way is better: `higher` or `lower`."),
    "stage": text("Place in the chain from input to impact."),
    "valuation": text("How its value is usually found."),
    "cash": text("What usually becomes of the value."),
    "sources": text("Where the data usually are, with semicolons."),
    "measure": text("How it is usually measured."),
    "trap": text("What goes wrong most often."),
    "worst": number("Change a year at the worst end of a scale that scoring might start from."),
    "best": number("Change a year at its best end."),
    "reference": text("Of a published scale, with its number of items, or of a rule."),
}


def _indicators(found: Catalogue) -> Iterator[Mapping[str, Value]]:
    for entry in found.indicators.values():
        told = {one.name: getattr(entry, one.name) or None for one in fields(IndicatorEntry)}
        worst, best = entry.scale or (None, None)
        yield told | {"sources": "; ".join(entry.sources) or None, "worst": worst, "best": best}


_LEVERS: dict[str, Heading] = {
    "key": text("Key of the lever in the catalogue."),
    **_STATED,
    "family": text("`sales` or `process`."),
}


def _levers(found: Catalogue) -> Iterator[Mapping[str, Value]]:
    for entry in found.levers.values():
        yield {one.name: getattr(entry, one.name) for one in fields(LeverEntry)}


LAYOUTS: tuple[Layout[Catalogue], ...] = (
    Layout("indicators", "A row for each indicator.", _INDICATORS, _indicators),
    Layout("levers", "A row for each lever.", _LEVERS, _levers),
)
"""The tables of the catalogue."""
