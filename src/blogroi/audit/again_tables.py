"""Where evaluating again gave something else, as tables: of a result that was replayed, and of dates that were exchanged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from blogroi.audit.neutrality import Certificate
from blogroi.audit.replay import Replay
from blogroi.results.answer import DrawnAnswer
from blogroi.results.headings import TOOL, day, day_of, flag, text, tool_cells
from blogroi.results.table import Heading, Layout, Value

__all__ = ["LAYOUTS"]

_SAME: dict[str, Heading] = {
    "question": text(
        "Whether `same` figures came, or whether all `agrees` but for last digits, of the `same_case`, `same_version`, `same_numpy`; or whether all were `neutral`."
    ),
    "is_so": flag("Whether it is so."),
}


def _same(found: DrawnAnswer) -> Iterator[Mapping[str, Value]]:
    for name in ("same", "agrees", "same_case", "same_version", "same_numpy", "neutral"):
        if hasattr(found, name):
            yield {"question": name, "is_so": getattr(found, name)}


def _differences(found: Certificate | Replay) -> Iterator[Mapping[str, Value]]:
    for path in found.differences:
        yield {"path": path, "last_digits": False if isinstance(found, Replay) else None}
    if isinstance(found, Replay):
        for path in found.last_digits:
            yield {"path": path, "last_digits": True}


_EXCHANGED: dict[str, Heading] = {**TOOL, "introduced": day("Day that the tool was given; empty where it was none.")}


def _exchanged(found: DrawnAnswer) -> Iterator[Mapping[str, Value]]:
    if isinstance(found, Certificate):
        for key, given in found.exchanged.items():
            yield tool_cells(found.names, key) | {"introduced": day_of(given)}


LAYOUTS: tuple[Layout[Any], ...] = (
    Layout("same", "A row for each thing that was to be the same.", _SAME, _same),
    Layout(
        "differences",
        "A row for each figure that was not the same.",
        {
            "path": text("Path of it in the plain data."),
            "last_digits": flag("Whether it differs in its last digits alone; empty where dates were exchanged."),
        },
        _differences,
    ),
    Layout(
        "exchanged",
        "A row for each tool, with the day that it was given.",
        _EXCHANGED,
        _exchanged,
        lambda found: isinstance(found, Certificate),
    ),
)
"""The tables of what was evaluated again."""
