"""Scores on declared scales: value functions, and their means from indicators up to objectives.

A scale is fixed before anybody looks at a tool, so that no tool's score depends on the tools beside it. Weights of the
objectives live in ``blogroi.engine.weights``; ranks in ``blogroi.numerics.ranks``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.engine.amounts import means_over_periods
from blogroi.engine.frame import ScoreFrame
from blogroi.engine.tape.machine import Kept
from blogroi.records import frozen

__all__ = ["ToolScores", "scaled", "tool_scores"]

Floats: TypeAlias = NDArray[np.float64]
Knots: TypeAlias = Sequence[tuple[float, float]]


def scaled(values: Floats, knots: Knots) -> Floats:
    """Place values on a scale from 0 (worst) to 1 (best).

    Parameters
    ----------
    values : numpy.ndarray of float
        Values of the indicator, in its unit.
    knots : sequence of (float, float)
        Value and score at each point of the scale, values ascending; straight in between, and level outside.

    Returns
    -------
    numpy.ndarray of float
        Of the shape of ``values``.

    References
    ----------
    [Keeney1976], on additive value functions.

    Examples
    --------
    >>> scaled(np.array([50.0, 60.0, 75.0, 120.0]), [(50, 1.0), (75, 0.8), (90, 0.5), (100, 0.0)]).round(2).tolist()
    [1.0, 0.92, 0.8, 0.0]
    """
    at, score = zip(*knots, strict=True)
    placed: Floats = np.interp(values, at, score)
    return placed


@frozen(eq=False)
class ToolScores:
    """The scores of one tool on each objective, draw by draw.

    Parameters
    ----------
    by_objective : numpy.ndarray of float, shape (objectives, draws)
        With gaps filled by the policy.
    lowest, highest : numpy.ndarray of float, shape (objectives, draws)
        With every gap at its least and at its greatest: the same array as ``by_objective`` where there is no gap.
    by_indicator : numpy.ndarray of float, shape (indicators,)
        Expected score on each indicator.
    changes : numpy.ndarray of float, shape (indicators,)
        Expected change of each indicator per period, in its unit.
    off_scale : numpy.ndarray of float, shape (indicators,)
        Share of the draws in which the change lies outside the scale, and counts as its end.
    unfilled : numpy.ndarray of bool, shape (indicators,)
        Where there is a gap that the policy could not fill: what stands there is not a figure.
    """

    by_objective: Floats
    lowest: Floats
    highest: Floats
    by_indicator: Floats
    changes: Floats
    off_scale: Floats
    unfilled: NDArray[np.bool_]

    @property
    def known(self) -> bool:
        """Whether every gap could be filled by the policy."""
        return not self.unfilled.any()


def tool_scores(
    frame: ScoreFrame, position: int, draws: int, *, shared: Kept | None = None, known: Iterable[Floats] | None = None
) -> ToolScores:
    """Score one tool on every objective.

    The change in an indicator is its mean over the periods of the horizon, net of all corrections.

    Parameters
    ----------
    frame : ScoreFrame
        The anonymous scales and changes.
    position : int
        Position of the tool in the frame.
    draws : int
        Number of draws.
    shared : dict, optional
        Draws that are kept, by what is drawn.
    known : iterable of numpy.ndarray of float, each of shape (draws,), optional
        The means over the periods of all changes of the tool, where they were computed before.

    Returns
    -------
    ToolScores
    """
    cells = frame.tools[position]
    shares = np.array(frame.shares).reshape(len(frame.shares), len(cells))
    by_objective = np.zeros((len(shares), draws))
    lowest, highest = np.zeros(len(shares)), np.zeros(len(shares))
    filled = np.zeros((len(shares), draws)) if any(cell.is_gap for cell in cells) else None
    means, changes, off_scale = (np.zeros(len(cells)) for _ in range(3))
    averaged = (
        iter(known)
        if known is not None
        else means_over_periods(frame.changes(position), frame.periods, draws, shared=shared)
    )
    for row, (cell, knots) in enumerate(zip(cells, frame.scales, strict=True)):
        if cell.change is None:
            score = scaled(np.zeros(1), knots)
        else:
            change = next(averaged)
            score = scaled(change, knots)
            changes[row] = change.mean()
            off_scale[row] = np.count_nonzero((change < knots[0][0]) | (change > knots[-1][0])) / draws
        means[row] = score.mean()
        target = by_objective if not cell.is_gap or filled is None else filled
        for objective in np.flatnonzero(shares[:, row]):
            target[objective] += shares[objective, row] * score
        if cell.is_gap:
            lowest += shares[:, row] * cell.least
            highest += shares[:, row] * cell.greatest
    unfilled = np.array([not cell.is_filled for cell in cells], dtype=bool)
    if filled is None:
        return ToolScores(by_objective, by_objective, by_objective, means, changes, off_scale, unfilled)
    return ToolScores(
        by_objective + filled,
        by_objective + lowest[:, None],
        by_objective + highest[:, None],
        means,
        changes,
        off_scale,
        unfilled,
    )
