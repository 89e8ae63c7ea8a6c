"""What is worth measuring before a decision, as tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import fields

from blogroi.decisions.updating import Update
from blogroi.decisions.worth_measuring import MeasurementAdvice, Subject
from blogroi.results.headings import (
    INDICATOR,
    SUMMARY,
    TOOL,
    amount,
    figure_headings,
    flag,
    indicator_cells,
    number,
    parts_of,
    share,
    text,
    tool_cells,
    whole,
)
from blogroi.results.input_cells import INPUT, input_cells
from blogroi.results.table import CURRENCY, Heading, Layout, Value

__all__ = ["LAYOUTS"]

_SUBJECT: dict[str, Heading] = {
    "place": whole("Place by what it is worth to know, from 1."),
    **INPUT,
    "kind": text("`effect`, `change`, `gap`, `value`, `costs`, `driver`, `evidence` or `input`."),
    "tools": text("Keys of the tools on which the choice could turn, with commas."),
    "evppi": amount("What it is worth at most to know it exactly before deciding."),
    "evppi_error": amount("Monte Carlo standard error of that."),
}


def _subject_rows(advice: MeasurementAdvice, subjects: Iterable[Subject]) -> Iterator[dict[str, Value]]:
    for place, subject in enumerate(subjects, start=1):
        yield {
            "place": place,
            **input_cells(advice, subject.path),
            "kind": subject.kind,
            "tools": ", ".join(subject.tools) or None,
            "evppi": subject.evppi.value,
            "evppi_error": subject.evppi.mc_error,
        }


def _subjects(advice: MeasurementAdvice) -> Iterator[Mapping[str, Value]]:
    for row in _subject_rows(advice, advice.subjects):
        yield row | {"is_worth_measuring": row["path"] in advice.worth_measuring}


def _inputs(advice: MeasurementAdvice) -> Iterator[Mapping[str, Value]]:
    yield from _subject_rows(advice, advice.inputs)


_TOOLS: dict[str, Heading] = {
    **TOOL,
    **figure_headings("npv", "Net present value, as an evaluation gives it", CURRENCY, SUMMARY),
    **figure_headings(
        "npv_with_priors",
        "The same with gaps filled from their priors, where that is another figure",
        CURRENCY,
        SUMMARY,
    ),
    "evpi": amount("What deciding on it now without more data is expected to lose."),
    "evpi_error": amount("Monte Carlo standard error of that."),
    "is_unknown": flag("Whether nothing can be decided, since its cost is not known."),
}


def _tools(advice: MeasurementAdvice) -> Iterator[Mapping[str, Value]]:
    for key in advice.names.tools:
        evpi = advice.evpi_by_tool.get(key)
        priors = None if advice.npv_with_priors is None else advice.npv_with_priors.get(key)
        yield {
            **tool_cells(advice.names, key),
            **parts_of("npv", advice.npv.get(key), SUMMARY),
            **parts_of("npv_with_priors", priors, SUMMARY),
            "evpi": None if evpi is None else evpi.value,
            "evpi_error": None if evpi is None else evpi.mc_error,
            "is_unknown": key in advice.unknown,
        }


_STUDIES: dict[str, Heading] = {
    **INDICATOR,
    "method": text("How it is measured."),
    "tools": text("Keys of the tools whose effect it would show, with commas."),
    "size": whole("Number of observations planned."),
    "voi": amount("What it is worth before the decision."),
    "voi_error": amount("Monte Carlo standard error of that."),
    "is_bound": flag("Whether that is only the most that it can be worth."),
    "cost": amount("Expected cost; empty where it is not stated."),
    "net": amount("Worth less cost, and less what is given up while it runs."),
    "best_size": whole("Number of observations that would bring in most."),
    "best_voi": amount("What it is worth then."),
    "best_cost": amount("What it costs then, with what is given up."),
    "best_net": amount("Worth less cost then."),
}


def _studies(advice: MeasurementAdvice) -> Iterator[Mapping[str, Value]]:
    for study in advice.studies:
        best = study.best
        yield {
            **indicator_cells(advice.names, study.indicator),
            "method": study.method or None,
            "tools": ", ".join(study.tools) or None,
            "size": study.size,
            "voi": study.voi.value,
            "voi_error": study.voi.mc_error,
            "is_bound": study.is_bound,
            "cost": study.cost,
            "net": study.net,
            "best_size": None if best is None else best.size,
            "best_voi": None if best is None else best.voi.value,
            "best_cost": None if best is None else best.cost,
            "best_net": None if best is None else best.net,
        }


_UPDATES: dict[str, Heading] = {
    **TOOL,
    **INDICATOR,
    "evidence": text("How the effect is known."),
    "prior_mean": number("Net change in a period that a tool of this sort usually brings about, in its unit."),
    "prior_sd": number("Its standard deviation."),
    "found_mean": number("Net change that was found."),
    "found_sd": number("Its standard deviation."),
    "mean": number("The two together, each weighted by its precision."),
    "sd": number("Its standard deviation."),
    "weight": share("Share of the evidence in `mean`."),
    "surprise": number("How far what was found lies from the prior, in standard deviations of their difference."),
}


def _updates(advice: MeasurementAdvice) -> Iterator[Mapping[str, Value]]:
    for update in advice.updates:
        told: dict[str, Value] = {one.name: getattr(update, one.name) for one in fields(Update)}
        yield tool_cells(advice.names, update.tool) | indicator_cells(advice.names, update.indicator) | told


_IS_WORTH_IT = {
    "is_worth_measuring": flag("Whether it passes a hundredth of what all knowledge is worth, and what is given up.")
}

LAYOUTS: tuple[Layout[MeasurementAdvice], ...] = (
    Layout(
        "worth_measuring",
        "A row for each matter that could be found out, the most valuable first.",
        {**_SUBJECT, **_IS_WORTH_IT},
        _subjects,
    ),
    Layout("inputs", "A row for every single quantity, likewise.", _SUBJECT, _inputs),
    Layout("studies", "A row for each measurement that the case plans.", _STUDIES, _studies),
    Layout("tools", "A row for each tool.", _TOOLS, _tools),
    Layout(
        "updates",
        "A row for each effect that is measured or observed and of which something was thought before.",
        _UPDATES,
        _updates,
    ),
)
"""The tables of what is worth measuring."""
