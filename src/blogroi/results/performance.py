"""Scores in the form of another package: the performance table of mcda, with its scales."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from blogroi.errors import OptionError
from blogroi.language.spoken import message
from blogroi.results.summary import Summary

__all__ = ["performance_table"]


def performance_table(by_objective: Mapping[str, Mapping[str, Summary | None]]) -> Any:
    """Put expected scores into a performance table: tools are its alternatives, objectives its criteria.

    Parameters
    ----------
    by_objective : mapping of str to mapping of str to Summary
        Score of each tool on each objective; a tool of which one is not known is left out.

    Returns
    -------
    mcda.PerformanceTable

    Raises
    ------
    OptionError
        When mcda is not installed.
    """
    if find_spec("mcda") is None:
        raise OptionError("scores", message("a performance table needs mcda: `python -m pip install mcda`"))
    matrices, scales = import_module("mcda.matrices"), import_module("mcda.scales")
    known = {
        tool: {objective: score.mean for objective, score in scores.items() if score is not None}
        for tool, scores in by_objective.items()
    }
    rows = {tool: scores for tool, scores in known.items() if len(scores) == len(by_objective[tool])}
    criteria = [*dict.fromkeys(objective for scores in by_objective.values() for objective in scores)]
    return matrices.PerformanceTable(
        [[scores[objective] for objective in criteria] for scores in rows.values()],
        alternatives=[*rows],
        criteria=criteria,
        scales={
            objective: scales.QuantitativeScale(0.0, 1.0, preference_direction=scales.MAX) for objective in criteria
        },
    )
