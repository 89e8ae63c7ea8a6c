"""How often what was said of planted cases was so, as tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import asdict

from blogroi.results.headings import flag, number, share, text, whole
from blogroi.results.table import Heading, Layout, Value
from blogroi.validation.tallies import Tally
from blogroi.validation.validate import Validation

__all__ = ["LAYOUTS"]

_TALLY: dict[str, Heading] = {
    "count": whole("How many were so."),
    "of": whole("Of how many."),
    "share": share("The one over the other."),
    "error": share("Binomial standard error of it, with what the truths of one case have in common."),
    "least": share("Lower limit of the share."),
    "most": share("Upper limit of the share."),
    "cases": whole("In how many cases."),
    "within": flag("Whether the share keeps its limits, within chance where they are no promise."),
}

_PROMISES: dict[str, Heading] = {
    "promise": text(
        "What was counted: truths within the 90 % interval (`held`), `below` it, `above` it, or zeros that were said to pay."
    ),
    **_TALLY,
}


def _promises(found: Validation) -> Iterator[Mapping[str, Value]]:
    for name in ("held", "below", "above", "pays_of_zeros"):
        yield {"promise": name, **_cells(getattr(found, name))}


_SORTS: dict[str, Heading] = {"sort": text("Of what sort the cases are."), **_TALLY}


def _sorts(found: Validation) -> Iterator[Mapping[str, Value]]:
    for name, one in found.by_sort.items():
        yield {"sort": name, **_cells(one)}


def _cells(one: Tally) -> Mapping[str, Value]:
    return asdict(one)


_FURTHEST: dict[str, Heading] = {
    "number": whole("Number of the planted case."),
    "tool": text("Key of the tool; empty for all of them together."),
    "held": whole("How many of its truths the interval held."),
    "low": number("Lower end of the interval."),
    "high": number("Upper end of the interval."),
    "true_low": number("Truth below which one of twenty lies."),
    "true_high": number("Truth above which one of twenty lies."),
    "sort": text("Of what sort the case is."),
}


def _furthest(found: Validation) -> Iterator[Mapping[str, Value]]:
    for one in found.furthest:
        yield {**asdict(one), "tool": one.tool or None}


LAYOUTS: tuple[Layout[Validation], ...] = (
    Layout("promises", "A row for each thing that has to be so often enough.", _PROMISES, _promises),
    Layout("sorts", "A row for each sort of cases: truths within the interval.", _SORTS, _sorts),
    Layout("furthest", "A row for each of the intervals furthest from nine truths in ten.", _FURTHEST, _furthest),
)
"""The tables of a validation."""
