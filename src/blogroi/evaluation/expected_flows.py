"""What is expected of a tool period by period, which printed figures are held against."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, TypeAlias

import numpy as np
from attrs import evolve
from numpy.typing import NDArray

from blogroi.codes.expected_flows import ExpectedChange, ExpectedFlows
from blogroi.engine.amounts import expected_flow
from blogroi.engine.compile.changes import net_changes
from blogroi.engine.details import Details
from blogroi.engine.frame import Frame, ToolLabels
from blogroi.engine.inputs import net_blocks
from blogroi.model.case import Case
from blogroi.model.conventions import Conventions
from blogroi.model.frozen_map import FrozenMap
from blogroi.numerics.quantiles import quantile

__all__ = ["expected_flows", "flows_of_all"]

Floats: TypeAlias = NDArray[np.float64]

_UNCORRECTED: dict[str, Any] = {
    "deadweight": 0.0,
    "credit": 1.0,
    "displacement": 0.0,
    "confidence": 1.0,
    "multiplier": 1.0,
}


def expected_flows(
    case: Case, key: str, details: Details, frame: Frame, labels: ToolLabels, *, seed: int
) -> ExpectedFlows:
    """Return what is expected of a tool period by period, for whoever holds printed figures against it.

    Parameters
    ----------
    case : Case
        The case as it is stated.
    key : str
        Key of the tool.
    details : Details
        From the engine.
    frame : Frame
        The anonymous case, for its conventions.
    labels : ToolLabels
        The tool's names.
    seed : int
        As in the evaluation.

    Returns
    -------
    ExpectedFlows
    """
    printed = {name for published in case.tools[key].published for name in published.by_indicator}
    draws = details.gross.size
    return ExpectedFlows(
        benefits=np.asarray(details.expected_benefits.sum(axis=0)),
        costs=details.expected_costs,
        items=labels.costs,
        discount=np.array(frame.discount),
        times=np.array(frame.times),
        step=case.horizon.step,
        changes=_changes(case, (key,), printed, draws, seed),
    )


def flows_of_all(
    case: Case, benefits: Floats, costs: Floats, items: Sequence[str], frame: Frame, conventions: Conventions
) -> ExpectedFlows:
    """Return what is expected of all tools together period by period.

    Parameters
    ----------
    case : Case
        The case as it is stated.
    benefits : numpy.ndarray of float, shape (1 + periods,)
        Expected benefits of all tools.
    costs : numpy.ndarray of float, shape (costs, 1 + periods)
        Each cost of each tool.
    items : sequence of str
        What each of them is paid for, and by which tool.
    frame : Frame
        The anonymous case, for its conventions.
    conventions : Conventions
        Those of the evaluation.

    Returns
    -------
    ExpectedFlows
    """
    published = () if case.total is None else case.total.published
    printed = {name for one in published for name in one.by_indicator}
    return ExpectedFlows(
        benefits=benefits,
        costs=costs,
        items=tuple(items),
        discount=np.array(frame.discount),
        times=np.array(frame.times),
        step=case.horizon.step,
        changes=_changes(case, sorted(case.tools), printed, conventions.draws, conventions.seed),
    )


def _changes(
    case: Case, keys: Sequence[str], names: Collection[str], draws: int, seed: int
) -> FrozenMap[str, ExpectedChange]:
    """Return what some tools together are expected to change in each of some indicators, where any of them does."""
    moving = {name: [key for key in keys if name in case.tools[key].effects] for name in sorted(names)}
    return FrozenMap(
        {name: _expected_change(case, tools, name, draws, seed) for name, tools in moving.items() if tools}
    )


def _expected_change(case: Case, keys: Sequence[str], name: str, draws: int, seed: int) -> ExpectedChange:
    """Return what is expected of a net change over the horizon, on the side on which it is stated."""
    moving = [tool for tool in sorted(case.tools) if name in case.tools[tool].effects]
    changes = net_changes(case.blinded(), name, seed=seed)
    flows = [changes[moving.index(key)] for key in keys]
    side = 1.0 if case.indicators[name].better == "higher" else -1.0
    periods = case.horizon.periods
    blocks: list[Floats] = []
    net_blocks(flows, periods, draws, lambda net: blocks.append(side * net[1:]))
    means = [expected_flow(flow, 1 + periods) for flow in flows]
    known = [mean for mean in means if mean is not None]
    by_period = np.concatenate(blocks, axis=1).mean(axis=1)
    if len(known) == len(means):
        by_period = side * np.sum(known, axis=0)[1:]
    ordered = np.sort(np.concatenate([block.sum(axis=0) for block in blocks]))
    whole = sum(_gross(case, key, name, draws, seed) for key in keys)
    return ExpectedChange(
        gross=side * whole,
        statement=case.indicators[name].statement,
        by_period=tuple(by_period.tolist()),
        low=quantile(ordered, 0.05),
        high=quantile(ordered, 0.95),
    )


def _gross(case: Case, key: str, name: str, draws: int, seed: int) -> float:
    """Return what is expected of a change before anything is taken off it, as a gain."""
    blinded = case.blinded()
    activity = blinded.activities[key]
    whole = evolve(activity.effects[name], **_UNCORRECTED)
    alone = evolve(activity, effects=FrozenMap({name: whole}))
    (flow,) = net_changes(evolve(blinded, activities=FrozenMap({key: alone})), name, seed=seed)
    mean = expected_flow(flow, 1 + case.horizon.periods)
    if mean is not None:
        return float(mean.sum())
    blocks: list[Floats] = []
    net_blocks((flow,), case.horizon.periods, draws, lambda net: blocks.append(net[1:]))
    return float(np.concatenate(blocks, axis=1).sum(axis=0).mean())
