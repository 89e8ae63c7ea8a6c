"""Scores as tables: what is counted on declared scales, by objective and by indicator, and what the weights are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from blogroi.results.evaluation import Evaluation
from blogroi.results.headings import (
    INDICATOR,
    SPREAD,
    TOOL,
    figure_headings,
    indicator_cells,
    number,
    parts_of,
    share,
    text,
    tool_cells,
)
from blogroi.results.scores import Scores
from blogroi.results.table import Heading, Layout, Value

__all__ = ["LAYOUTS"]

_OBJECTIVE = {"objective": text("Key of the objective."), "statement": text("What it is.")}


def _objective(result: Evaluation, key: str) -> dict[str, Value]:
    return {"objective": key, "statement": result.names.objectives.get(key)}


_SCORES: dict[str, Heading] = {
    **TOOL,
    **_OBJECTIVE,
    **figure_headings("", "Score on the objective, from 0 to 1", "score", SPREAD),
    "central_weight": share("Mean of the weight of the objective over the draws in which the tool comes first."),
    "central_weight_error": number("Monte Carlo standard error of that.", "share"),
    "confidence": share("Chance that the tool comes first under its own central weights."),
}


def _scores(result: Evaluation) -> Iterator[Mapping[str, Value]]:
    scores = result.scores
    if scores is None:
        return
    for key, by_objective in scores.by_objective.items():
        central, error = scores.central_weights.get(key), scores.central_weights_error.get(key)
        for objective, score in by_objective.items():
            yield {
                **tool_cells(result.names, key),
                **_objective(result, objective),
                **parts_of("", score, SPREAD),
                "central_weight": None if central is None else central.get(objective),
                "central_weight_error": None if error is None else error.get(objective),
                "confidence": scores.confidence.get(key),
            }


_INDICATOR_SCORES: dict[str, Heading] = {
    **TOOL,
    **INDICATOR,
    "score": number("Expected score, from 0 to 1; empty for a gap that the policy could not fill.", "score"),
    "off_scale": share("Share of the draws in which the change lies outside its scale and counts as its end."),
}


def _indicator_scores(result: Evaluation) -> Iterator[Mapping[str, Value]]:
    scores = result.scores
    if scores is None:
        return
    for key, by_indicator in scores.by_indicator.items():
        outside: Mapping[str, float] = scores.off_scale.get(key) or {}
        for indicator, score in by_indicator.items():
            yield {
                **tool_cells(result.names, key),
                **indicator_cells(result.names, indicator),
                "score": score,
                "off_scale": None if score is None else outside.get(indicator, 0.0),
            }


_WEIGHTS: dict[str, Heading] = {
    **_OBJECTIVE,
    **figure_headings("", "Weight as drawn", "share", SPREAD),
    "at_switch": share(
        "Weight at which the first two tools are level, the smallest shift of weight that makes them so."
    ),
}


def _weights(result: Evaluation) -> Iterator[Mapping[str, Value]]:
    scores: Scores | None = result.scores
    if scores is None:
        return
    after: Mapping[str, float] = {} if scores.weight_change is None else scores.weight_change.weights
    for objective, weight in scores.weights.items():
        yield {
            **_objective(result, objective),
            **parts_of("", weight, SPREAD),
            "at_switch": after.get(objective),
        }
    for objective in scores.unscored_objectives:
        if objective not in scores.weights:
            yield _objective(result, objective)


_STAKEHOLDERS: dict[str, Heading] = {
    "stakeholder": text("Who states the weights."),
    **TOOL,
    "share": share("Chance that the tool comes first by what that one states."),
}


def _stakeholders(result: Evaluation) -> Iterator[Mapping[str, Value]]:
    if result.scores is None:
        return
    for stakeholder, shares in result.scores.stakeholders.items():
        for key, part in shares.items():
            yield {"stakeholder": stakeholder, **tool_cells(result.names, key), "share": part}


LAYOUTS: tuple[Layout[Evaluation], ...] = (
    Layout("scores", "A row for each tool and objective that a scale leads to.", _SCORES, _scores),
    Layout("indicator_scores", "A row for each tool and indicator with a scale.", _INDICATOR_SCORES, _indicator_scores),
    Layout("weights", "A row for each objective: its weight, where scores count.", _WEIGHTS, _weights),
    Layout("stakeholders", "A row for each stakeholder and tool.", _STAKEHOLDERS, _stakeholders),
)
"""The tables of what is counted on scales."""
