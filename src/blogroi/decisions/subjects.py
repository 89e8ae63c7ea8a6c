"""What could be found out before a decision: effects, gaps, values of units, costs, and their uncertain inputs."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.decisions.decision import Decision
from blogroi.evaluation.changes import net_change
from blogroi.model.paths import (
    CostPath,
    CostsPath,
    DriverPath,
    EffectPath,
    EvidencePath,
    GapPath,
    IndicatorPath,
    Path,
    parse_path,
)

__all__ = ["Kind", "Parts", "kind_of", "subjects_of", "what_is"]

Floats: TypeAlias = NDArray[np.float64]

Kind: TypeAlias = Literal["effect", "change", "gap", "value", "costs", "driver", "evidence", "input"]

Parts: TypeAlias = Mapping[Path, Sequence[str]]
"""What could be found out, each with the paths of its uncertain inputs."""


def subjects_of(decision: Decision) -> dict[Path, list[str]]:
    """Return what could be found out by looking.

    Parameters
    ----------
    decision : Decision
        The decision.

    Returns
    -------
    dict of Path to list of str
        The paths of the uncertain inputs of each, in the order of what is printed of it: the net change that a tool brings about in
        an indicator, per period; a gap; the money value of an indicator's unit, margin included; the costs of a tool. What is certain
        is left out.
    """
    found: dict[Path, list[str]] = {}
    for path in decision.inputs:
        found.setdefault(parse_path(path).subject, []).append(path)
    return {path: found[path] for path in sorted(found, key=str)}


def kind_of(subject: Path) -> Kind:
    """Return what a subject is."""
    match subject:
        case IndicatorPath():
            return "change" if subject.field else "value"
        case EffectPath():
            return "effect"
        case GapPath():
            return "gap"
        case CostsPath() | CostPath():
            return "costs"
        case DriverPath():
            return "driver"
        case EvidencePath():
            return "evidence"


def what_is(decision: Decision, subject: Path, input_paths: Sequence[str]) -> Floats:
    """Return what could be found out, draw by draw.

    Parameters
    ----------
    decision : Decision
        The decision.
    subject : Path
        A subject.
    input_paths : sequence of str
        Its uncertain inputs.

    Returns
    -------
    numpy.ndarray of float, shape (draws,)
    """
    first, others = decision.known(input_paths[0]), (decision.known(one) for one in input_paths[1:])
    match subject:
        case EffectPath(tool, indicator):
            held = decision.conventions
            return net_change(
                decision.case,
                tool,
                indicator,
                held.draws,
                seed=held.seed,
                evidence=held.evidence,
                shared=decision.shared,
            ).values
        case CostsPath(tool):
            return decision.costs(tool)
        case IndicatorPath(field="change"):  # the mean over its periods
            return sum(others, start=first) / len(input_paths)
        case _:
            return math.prod(others, start=first)
